"""What the workers of a fork server get from it where they make PDFs; import it, there is nothing in it."""

from contextlib import suppress

import publish.writers.pdf  # noqa: F401
from publish.errors import EditionError
from publish.writers import engine

# Each worker says what is missing, with the edition that needs it.
with suppress(EditionError):
    engine.imported()
