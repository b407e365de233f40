"""Worker processes: how many there are, how they begin, and that none outlives the run."""

from __future__ import annotations

import os
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Container, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from publish import files
from publish.garbage import never_tidied_up

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing.context import BaseContext
    from multiprocessing.process import BaseProcess

_LONGEST = 70
_GRACE = 1.0
"""Seconds in which a process that is told to end may clear away what it was writing."""


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


def for_editions(formats: Container[str]) -> tuple[str, ...]:
    """Return the modules that workers need for editions in these formats."""
    return ("publish.pipeline.preload", *(("publish.writers.preload",) if "pdf" in formats else ()))


def expect(imports: Iterable[str]) -> None:
    """Have these modules imported while this process does something else, for `processes` to begin sooner."""
    if _context(imports).get_start_method() == "forkserver":
        from multiprocessing import forkserver

        # What hinders it hinders the processes too, and is said then.
        with suppress(OSError), _undisturbed(), _deaf(), _from_here():
            forkserver.ensure_running()


@contextmanager
def processes(count: int, imports: Iterable[str]) -> Iterator[ProcessPoolExecutor]:
    """Give a pool of processes that have imported these modules; after an error they are ended at once."""
    from concurrent.futures import ProcessPoolExecutor

    with _undisturbed(), _deaf():
        pool = ProcessPoolExecutor(count, _context(imports), initializer=_begin)
        pool.submit(os.getpid)  # with the first task all processes are begun
    try:
        yield pool
    except BaseException:
        # Private until Python 3.14, which has `terminate_workers`.
        workers = [*(pool._processes or {}).values()]
        pool.shutdown(wait=False, cancel_futures=True)
        _end(workers)
        raise
    pool.shutdown()


def _context(imports: Iterable[str]) -> BaseContext:
    import multiprocessing

    # Not fork: Pango may hold threads by then. A fork server has paid the imports once for all workers.
    # It listens at a socket among temporary files, whose path has 107 bytes at most.
    is_near = len(os.fsencode(tempfile.gettempdir())) < _LONGEST
    if "forkserver" not in multiprocessing.get_all_start_methods() or not is_near:
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([*imports])
    return context


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Put off what ends this process: one that it is just beginning would be forgotten, and complain."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    heard: list[int] = []
    before = {
        number: signal.signal(number, lambda number, _: heard.append(number))
        for number in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        for late in heard:
            signal.raise_signal(late)


@contextmanager
def _deaf() -> Iterator[None]:
    """Have what is begun meanwhile not hear Ctrl-C, which goes to all processes of a terminal.

    Workers ignore it by themselves, but the fork server would first import all that they need, and complain
    in the midst of it.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    from multiprocessing import resource_tracker

    resource_tracker.ensure_running()  # it would lift what is blocked, if it were begun later
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _from_here() -> Iterator[None]:
    """Have the fork server be a fork of this process where that is safe, as long as no thread has been begun.

    It need not start Python, nor import what has been imported here, nor do its workers.
    """
    if sys.platform != "linux" or len([*Path("/proc/self/task").iterdir()]) > 1:
        yield
        return
    from multiprocessing import util

    spawn, util.spawnv_passfds = util.spawnv_passfds, _fork
    try:
        yield
    finally:
        util.spawnv_passfds = spawn


def _fork(path: bytes, args: Sequence[Any], passfds: Sequence[int]) -> int:  # noqa: ARG001 - as in `util`
    """Do in a fork what Python is asked to do with these arguments, the last of which is a program."""
    sys.stdout.flush()  # else it would be printed twice
    sys.stderr.flush()
    if child := os.fork():
        return child
    try:
        for one in (signal.SIGINT, signal.SIGTERM):
            signal.signal(one, signal.SIG_DFL)
        for file in [*Path("/proc/self/fd").iterdir()]:
            if (number := int(file.name)) not in (0, 1, 2, *passfds):
                with suppress(OSError):  # the folder itself
                    os.close(number)
        exec(args[-1], {})
    finally:
        # Nothing of what the other has begun is ours to end.
        os._exit(0)


def _end(workers: Iterable[BaseProcess]) -> None:
    workers = tuple(workers)
    for worker in workers:
        worker.terminate()
    until = time.monotonic() + _GRACE
    for worker in workers:
        worker.join(max(0, until - time.monotonic()))
        worker.kill()


# --- in a worker -----------------------------------------------------------------------------------------


def _begin() -> None:
    # Ctrl-C goes to all processes of a terminal; what comes of it is for the first one to say.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _leave)
    never_tidied_up()
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _leave(number: int, _: object) -> None:
    """End at once, without a half file; an exception would be the result of the job, or of whatever runs."""
    files.abandon()
    os._exit(128 + number)


def _end_with_parent() -> None:
    """End when the process that began the run is gone, killed perhaps: nobody waits for our results."""
    import multiprocessing

    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        # In the main thread, which may be in the midst of writing a file.
        os.kill(os.getpid(), signal.SIGTERM)
