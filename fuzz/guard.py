"""A call in, the same call out, but for what it may not do: take too long, or reach outside."""

from __future__ import annotations

import faulthandler
import os
import resource
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

_ALLOWED_SECONDS = 2.0
_ALLOWED_SECONDS_A_BYTE = 25e-6
_HANGS = 120
"""Seconds on the clock after which a call that no signal interrupts (in C or in Rust) ends the process."""
_MEMORY = 6 << 30
"""Bytes of address space."""
SCRATCH = Path(tempfile.gettempdir()) / f"publish-fuzz-{os.getpid()}"
"""Where laws put the files that they have read."""
_REACHING = ("socket.connect", "socket.getaddrinfo", "subprocess.Popen", "os.system", "urllib.Request")


class TooSlowError(BaseException):
    """An input took more time than its size allows; no `Exception`, lest the code under test catch it."""


class ReachedOutError(AssertionError):
    """An input led to a file, a host or a program."""


def limit_memory() -> None:
    """Let this process have so much memory and no more: then a bomb is a MemoryError."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def allowance(size: int, passes: int = 1) -> float:
    """Return the seconds of the processor that an input of so many bytes may take: linear, and generous."""
    return _ALLOWED_SECONDS + size * passes * _ALLOWED_SECONDS_A_BYTE


@contextmanager
def timed(size: int, passes: int = 1) -> Iterator[None]:
    """Raise TooSlowError where `passes` times the work for so many bytes takes more than its allowance."""
    allowed = allowance(size, passes)

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise TooSlowError(f"more than {allowed:.1f} s for {size:,} bytes")

    before = signal.signal(signal.SIGVTALRM, stop)
    faulthandler.dump_traceback_later(_HANGS, exit=True)
    signal.setitimer(signal.ITIMER_VIRTUAL, allowed)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        faulthandler.cancel_dump_traceback_later()
        signal.signal(signal.SIGVTALRM, before)


class _Watch:
    """What the audit hook of this process knows: a hook can never be taken away again."""

    def __init__(self) -> None:
        self.on = False
        self.installed = False
        self.reached: list[str] = []
        root = Path(__file__).parent.parent
        ours = (sys.prefix, sys.base_prefix, root / "src", root / "fuzz", root / "tests", SCRATCH)
        self.allowed = (*map(str, ours), "/dev/null", "/usr/share/zoneinfo")

    def hear(self, event: str, arguments: tuple[object, ...]) -> None:
        if not self.on:
            return
        path = arguments[0] if arguments else ""
        if event in _REACHING:
            self.reached.append(f"{event} {path!r}")
        elif event == "open" and isinstance(path, str | bytes | Path):
            text = path.decode(errors="replace") if isinstance(path, bytes) else str(path)
            if not text.startswith(self.allowed):
                self.reached.append(f"open {text}")


_WATCH = _Watch()


@contextmanager
def confined() -> Iterator[None]:
    """Raise ReachedOutError where a file is opened that is neither Python's nor ours, or a host is asked."""
    if not _WATCH.installed:
        sys.addaudithook(_WATCH.hear)
        _WATCH.installed = True
    _WATCH.reached.clear()
    _WATCH.on = True
    try:
        yield
    finally:
        _WATCH.on = False
    if _WATCH.reached:
        raise ReachedOutError(_WATCH.reached[0])


@contextmanager
def unwatched() -> Iterator[None]:
    """Let a law call another program, GNU gettext say."""
    before, _WATCH.on = _WATCH.on, False
    try:
        yield
    finally:
        _WATCH.on = before
