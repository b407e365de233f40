"""Runs of the program in processes forked from one that has imported everything: hundreds in a minute.

A child of its own session is killed when it is told to be, what it takes is measured, and what it opens is
noted. The same `main` as the installed program; only the start of an interpreter is saved.
"""

from __future__ import annotations

import ctypes
import importlib
import json
import os
import pkgutil
import resource
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import publish
from timing import slowness
from watching import watch

LIMIT = 60
"""Seconds of the processor after which the system ends a run."""
ROOM = 4 * 2**30
"""Bytes of addresses a run gets."""

_SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER


@dataclass(frozen=True, slots=True)
class Ended:
    """How a run ended."""

    code: int
    """Its exit code, less than 0 where a signal ended it."""
    out: str
    err: str
    seconds: float
    """Of the processor."""
    wall: float
    """Of the clock."""
    memory: int
    """Bytes at its peak, with those that all runs share."""
    opened: list[str]
    """The lines of `watching.watch`."""
    orphans: float
    """Seconds until the last process it had begun was gone, at most ten."""


class Warm:
    """A process that has imported the program and runs it, in a process each."""

    def __init__(self, folder: Path) -> None:
        """Begin it; `folder` holds what runs print."""
        self._folder = folder
        self._process = subprocess.Popen(
            [sys.executable, __file__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            # One date for all runs: what two of them write can be compared.
            env={**os.environ, "SOURCE_DATE_EPOCH": "1780000000"},
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait()

    def run(self, project: Path, *arguments: str, kill: float | None = None, group: bool = True) -> Ended:
        """Run a command; `kill` it after so many seconds, with the processes it began where `group`."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        printed = {name: str(self._folder / name) for name in ("out", "err", "opened")}
        asked = {"project": str(project), "arguments": arguments, "kill": kill, "group": group, **printed}
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        measured = json.loads(self._process.stdout.readline())
        out, err, opened = (
            Path(path).read_bytes().decode("utf-8", "surrogateescape") for path in printed.values()
        )
        return Ended(out=out, err=err, opened=opened.split("\n")[:-1], **measured)


# --- inside that process ----------------------------------------------------------------------------------


def _child(asked: dict[str, Any]) -> None:
    os.setsid()
    os.chdir(asked["project"])
    for descriptor, name in ((1, "out"), (2, "err")):
        file = os.open(asked[name], os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(file, descriptor)
        os.close(file)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", errors="backslashreplace", closefd=False)  # noqa: SIM115
    # Ctrl-C is ignored in what a shell has put into the background.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    limit = round(LIMIT * slowness())
    resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))
    resource.setrlimit(resource.RLIMIT_AS, (ROOM, ROOM))
    Path(asked["opened"]).write_bytes(b"")
    watch(asked["opened"])
    sys.argv = ["publish", *asked["arguments"]]
    from publish import cli

    cli.main()


def _gone(session: int) -> float:
    """Wait until no process of a session is left; return the seconds."""
    began = time.monotonic()
    with suppress(ChildProcessError):
        while time.monotonic() < began + 10:
            if os.waitpid(-session, os.WNOHANG)[0] == 0:
                time.sleep(0.005)
        os.killpg(session, signal.SIGKILL)
    return time.monotonic() - began


def _served(asked: dict[str, Any]) -> dict[str, object]:
    began = time.monotonic()
    child = os.fork()
    if not child:
        code = 70  # what no run of the program ends with
        try:
            _child(asked)
        except SystemExit as ended:
            code = int(ended.code or 0)
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)
    if asked["kill"] is not None:
        time.sleep(asked["kill"])
        with suppress(ProcessLookupError):
            (os.killpg if asked["group"] else os.kill)(child, signal.SIGKILL)
    _, status, used = os.wait4(child, 0)
    wall = time.monotonic() - began
    return {
        "code": os.waitstatus_to_exitcode(status),
        "seconds": used.ru_utime + used.ru_stime,
        "wall": wall,
        "memory": used.ru_maxrss * 1024,
        "orphans": _gone(child),
    }


def _serve() -> None:
    # What a run leaves behind becomes a child of this process, which can wait for it.
    ctypes.CDLL(None).prctl(_SUBREAPER, 1)
    for module in pkgutil.walk_packages(publish.__path__, "publish."):
        if module.name != "publish.pipeline.cluster":
            importlib.import_module(module.name)
    slowness()  # once for all
    for line in sys.stdin:
        sys.stdout.write(json.dumps(_served(json.loads(line))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    _serve()
