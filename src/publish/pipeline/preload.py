"""What workers get from the server that they are forked from; import it, there is nothing in it."""

import gc
from importlib import import_module

_MODULES = (
    *("publish.pipeline.build", "publish.pipeline.check", "publish.readers.markdown"),
    *("publish.writers.docx", "publish.writers.html", "publish.writers.parity", "publish.writers.raster"),
    # What these import late, since not every command needs it.
    *("babel.dates", "babel.numbers", "docx.api", "pypdfium2"),
)

gc.disable()  # nothing of what is imported is waste; `never_tidied_up` turns it on again, in a worker
for name in _MODULES:
    import_module(name)
