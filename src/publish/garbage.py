"""Python's collector of garbage, told that most of what we make is in use to the end."""

from __future__ import annotations

import atexit
import gc
from collections.abc import Iterator
from contextlib import contextmanager

_OFTEN = (20_000, 20, 50)
"""Objects made between two looks at the young, and how many of those to one at the older: by default 700."""


@contextmanager
def rarely_collected() -> Iterator[None]:
    """Look for garbage more seldom: an article or a layout is a million objects, hardly any of them waste."""
    before = gc.get_threshold()
    gc.set_threshold(*_OFTEN)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def never_tidied_up() -> None:
    """Let a process that lives for one command look for garbage seldom, and not at all when it ends.

    The system takes its memory at once; to look through it first takes a quarter of a second after a build.
    """
    gc.freeze()  # what has been imported stays
    gc.enable()  # `publish.pipeline.preload` turned it off
    gc.set_threshold(*_OFTEN)
    atexit.register(gc.freeze)
