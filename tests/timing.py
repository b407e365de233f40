"""How long a call takes, for promises that time grows no faster than the input.

Seconds are those of an ordinary machine: where a loop takes longer than there, so may all else.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import cache

_ORDINARY = 0.035
"""Seconds that `_loop` takes on the machine that the bounds in these tests are for."""


@cache
def slowness() -> float:
    """Return how many times as long as an ordinary machine this one takes; 1 where it is faster."""
    return max(1.0, min(_loop() for _ in range(5)) / _ORDINARY)


def processor_time() -> float:
    """Return the seconds of the processor that this process has taken so far."""
    return time.process_time() / slowness()


def processor_seconds(call: Callable[[], object]) -> float:
    """Return the seconds of the processor that a call takes, however busy or slow the machine is."""
    before = processor_time()
    call()
    return processor_time() - before


def _loop() -> float:
    before = time.process_time()
    counts: dict[int, int] = {}
    for number in range(300_000):
        counts[number % 1000] = counts.get(number % 1000, 0) + len(str(number))
    return time.process_time() - before
