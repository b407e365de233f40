"""Python's collector of garbage, told that most of what we make is in use to the end."""

from __future__ import annotations

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
