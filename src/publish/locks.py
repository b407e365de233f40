"""A project to one run at a time that writes in it; the lock is gone when the run ends, or dies."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from publish import files
from publish.errors import PublishError

_PATIENCE = 5.0
"""Seconds that another run is waited for, which most take less than."""
_LOOK = 0.1


@contextmanager
def locked(root: Path, work: str) -> Iterator[None]:
    """Keep other runs out of the project in `root` while this one does its `work`, named for their message.

    What a run that was killed has left is swept away. A project in which no file can be made is not locked:
    nothing is written in it. Raises PublishError where
    another run is at work, and does not end soon.
    """
    path = root / ".publish" / "lock"
    try:
        files.throwaway(path.parent)
        file = path.open("a+", encoding="utf-8")
    except (OSError, PublishError):
        yield
        return
    with file:
        if not _taken(file):
            holder = path.read_text("utf-8", "replace").strip() or "another run of publish"
            hint = "Wait until it ends, or end it; then run this again."
            raise PublishError(f"{holder} is at work in this project", path=root, hint=hint)
        if path.stat().st_size:
            # Who had it last was killed.
            files.sweep(root)
        # For whoever comes meanwhile.
        file.truncate(0)
        file.write(f"publish {work} (process {os.getpid()})\n")
        file.flush()
        try:
            yield
        finally:
            with suppress(OSError):
                file.truncate(0)


def _taken(file: IO[str]) -> bool:
    """Say whether the lock on a file was got, if need be after some waiting."""
    until = time.monotonic() + _PATIENCE
    while not _got(file):
        if time.monotonic() > until:
            return False
        time.sleep(_LOOK)
    return True


if sys.platform == "win32":
    import msvcrt

    def _got(file: IO[str]) -> bool:
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _got(file: IO[str]) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return True  # a file system without locks
        return True
