"""Hostile files: what is fed to the program, a small project round each.

    PYTHONPATH=tests python -m hostile FOLDER

writes them all into a folder, to try anything on by hand. `test_hostile.py` says what must come of some of
them, word by word; `test_corpus.py` runs all through `extract`, `check` and `build`.
"""

from hostile import catalogs, large, office, pictures, places, texts
from hostile.cases import Case

_ROOMS = (texts, catalogs, pictures, office, places, large)
CASES: dict[str, Case] = {name: case for room in _ROOMS for name, case in room.cases()}
"""All of them, by what they are."""
