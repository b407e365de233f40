"""A project folder in, a word whenever something in it is saved."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator
from pathlib import Path

_LOOK = 0.3
"""Seconds between two looks."""
_OURS = {"output", ".publish", ".git"}
"""Folders of a project in which nobody writes what editions are made of."""


def changes(root: Path) -> Iterator[None]:
    """Give a word at once, and after each time that files were saved, when no more are being saved.

    It never ends, and what is saved while the word is acted upon is not missed. Files are looked at one after
    the other, which every file system allows, also those of a network.
    """
    before = _stamps(root)
    yield
    while True:
        time.sleep(_LOOK)
        now = _stamps(root)
        if now == before:
            continue
        # A program may save in several steps.
        while (later := _stamps(root, after=_LOOK / 2)) != now:
            now = later
        before = now
        yield


def _stamps(root: Path, after: float = 0) -> dict[str, tuple[int, int]]:
    """Return the size and the date of every file that an edition may be made of."""
    time.sleep(after)
    found = {}
    for base, folders, names in os.walk(root):
        folders[:] = [name for name in folders if not name.startswith(".") and name not in _OURS]
        for name in names:
            # Programs keep what they are about to save in files whose names begin or end so.
            if not name.startswith((".", "~", "#")) and not name.endswith(("~", ".tmp", ".swp")):
                with contextlib.suppress(OSError):
                    info = Path(base, name).stat()
                    found[f"{base}/{name}"] = (info.st_size, info.st_mtime_ns)
    return found
