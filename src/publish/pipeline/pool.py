"""Worker processes: how many there are, and how they begin and end."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor


def cores() -> int:
    """Return how many processes can work at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def room(count: int) -> int:
    """Return how many bytes each of so many processes may have: together half of what there is."""
    try:
        machine = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, OSError, ValueError):
        machine = 0
    return max(_ENOUGH, machine // (2 * count))


_ENOUGH = 1 << 30
"""Bytes that a book in Chinese fits in."""


def peak() -> int:
    """Return the most bytes that this process has had; 0 where the system does not say."""
    try:
        import resource
    except ImportError:
        return 0
    # Linux counts in kilobytes, macOS in bytes.
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


@contextmanager
def processes(count: int, imports: Iterable[str]) -> Iterator[ProcessPoolExecutor]:
    """Give a pool of processes that have imported these modules; after an error nothing in it is begun."""
    pool = _pool(count, imports)
    try:
        yield pool
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        raise
    pool.shutdown()


def _pool(count: int, imports: Iterable[str]) -> ProcessPoolExecutor:
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    # Not fork: Pango may hold threads by then. A fork server has paid the imports once for all workers.
    if "forkserver" not in multiprocessing.get_all_start_methods():
        spawning = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(count, spawning, initializer=_end_cleanly)
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([*imports])
    return ProcessPoolExecutor(count, context, initializer=_end_cleanly)


def _end_cleanly() -> None:
    """Let a worker that is told to end clear away the file that it is writing."""
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
