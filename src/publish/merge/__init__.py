"""An old catalog and a new template in, the new catalog out; nothing that a translator wrote is dropped.

`merging` decides what becomes of every message, `carrying` brings a translation along where a machine can be
certain, `matching` finds what a changed text was made of, `changes` tells translators what changed, `headers`
keeps the header true.
"""

from publish.merge.merging import Merged, Recall, Remembered, merge

__all__ = ["Merged", "Recall", "Remembered", "merge"]
