"""A command in, the most memory that it and its children held out, from samples of /proc."""

from __future__ import annotations

import contextlib
import os
import subprocess
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.files import ENVIRONMENT
from bench.measure import orphans

_EVERY = 0.05
"""Seconds between samples."""
MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Peak:
    """The most memory in bytes (resident set), at any time of a run."""

    largest: int
    """Of a single process, as the kernel counts it."""
    together: int
    """Of all processes at once, what they share counted for each; between samples nothing is seen."""


def peak(command: list[str], folder: Path) -> Peak:
    """Run a command and return the most memory it held; raises RuntimeError where it fails."""
    largest = together = 0
    # Not what wait4 tells, which counts the memory of the process that the child was forked from.
    with subprocess.Popen(
        command, cwd=folder, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as child:
        while child.poll() is None:
            sizes = [size for size in map(_size, _family(child.pid)) if size]
            largest = max([largest, *(most for most, _ in sizes)])
            together = max(together, sum(now for _, now in sizes))
            time.sleep(_EVERY)
        words = child.stderr.read() if child.stderr else b""
    orphans()
    if child.returncode:
        raise RuntimeError(f"{' '.join(command)}: {words.decode(errors='replace')[-800:]}")
    return Peak(largest, together)


def _family(process: int) -> Iterator[int]:
    """Give a process and all that descend from it."""
    children: dict[int, list[int]] = defaultdict(list)
    for name in os.listdir("/proc"):  # noqa: PTH208 - every twentieth of a second
        if name.isdigit():
            with contextlib.suppress(OSError):
                words = Path("/proc", name, "stat").read_text().rpartition(")")[2].split()
                children[int(words[1])].append(int(name))
    left = [process]
    while left:
        yield (found := left.pop())
        left += children[found]


def _size(process: int) -> tuple[int, int] | None:
    """Return the most that a process has held so far and what it holds now; None where it has ended."""
    try:
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
    except OSError:
        return None
    said = dict(line.split(":", 1) for line in lines)
    if "VmHWM" not in said:
        return None
    return int(said["VmHWM"].split()[0]) << 10, int(said["VmRSS"].split()[0]) << 10
