"""Commands in; medians of CPU and wall seconds out, and the lines of a table that puts ratios first."""

from __future__ import annotations

import contextlib
import ctypes
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench.files import ENVIRONMENT

_LONG = 60.0
"""CPU seconds from which one run has to do: the noise is small beside it."""
_ADOPT_ORPHANS = 36
"""PR_SET_CHILD_SUBREAPER of Linux's prctl."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run took, or the medians of several."""

    cpu: float
    """Seconds, user and system, of the child and of those it waited for."""
    wall: float
    """Seconds."""
    runs: int = 1
    """How many runs these are the medians of."""

    def __add__(self, other: Cost) -> Cost:
        """Return what both took, one after the other."""
        return Cost(self.cpu + other.cpu, self.wall + other.wall)


@dataclass(frozen=True, slots=True)
class Aim:
    """What a ratio should be."""

    bound: float
    most: bool = False
    """Whether it should be no more than the bound, rather than no less."""
    wall: bool = False
    """Whether it is the ratio of wall seconds that counts, rather than that of CPU seconds."""

    def verdict(self, ratio: float) -> str:
        """Return the aim and whether it is met.

        >>> Aim(3).verdict(3.2), Aim(0.1, most=True).verdict(0.27)
        ('aim ≥ 3: met', 'aim ≤ 0.1: missed')
        """
        met = ratio <= self.bound if self.most else ratio >= self.bound
        return f"aim {'≤' if self.most else '≥'} {self.bound:g}: {'met' if met else 'missed'}"


def run(command: list[str], folder: Path) -> Cost:
    """Run a command and return what it took; raises RuntimeError with its last words where it fails."""
    with (folder / "said.txt").open("wb") as said:
        start = time.perf_counter()
        # Not subprocess.run: only wait4 tells the CPU seconds of this very child.
        child = subprocess.Popen(command, cwd=folder, env=ENVIRONMENT, stdout=said, stderr=said)
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        words = (folder / "said.txt").read_text(errors="replace")[-800:]
        raise RuntimeError(f"{' '.join(command)}: exit {child.returncode}\n{words}")
    return Cost(usage.ru_utime + usage.ru_stime + orphans(), wall)


def run_all(commands: Iterable[list[str]], folder: Path) -> Cost:
    """Run commands one after the other and return what they took together."""
    return sum((run(command, folder) for command in commands), Cost(0, 0))


def adopt() -> None:
    """Have orphans come to this process: a pool's fork server outlives its master, which waits for nobody."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_ADOPT_ORPHANS, 1, 0, 0, 0)


def orphans() -> float:
    """Wait for the processes that a child left behind and return the CPU seconds they took."""
    seconds = 0.0
    with contextlib.suppress(ChildProcessError):
        while True:
            usage = os.wait4(-1, 0)[2]
            seconds += usage.ru_utime + usage.ru_stime
    return seconds


def race(contestants: Mapping[str, Callable[[], Cost]], runs: int = 3) -> dict[str, Cost]:
    """Let each run in turn, several times, and return the medians; what takes long runs once."""
    taken: dict[str, list[Cost]] = {name: [] for name in contestants}
    for _ in range(runs):
        for name, contestant in contestants.items():
            if not taken[name] or taken[name][0].cpu < _LONG:
                taken[name].append(contestant())
    return {
        name: Cost(median(each.cpu for each in costs), median(each.wall for each in costs), len(costs))
        for name, costs in taken.items()
    }


def table(
    costs: Mapping[str, Cost | None], ours: str = "publish", aims: Mapping[str, Aim] | None = None
) -> Iterator[str]:
    """Yield the lines of a table: how many times as long as ours each took, then seconds, then the aims."""
    base = costs[ours]
    if base is None:
        raise ValueError(f"{ours} was not measured")
    yield f"{'':34}{'CPU ×':>9}{'wall ×':>9}{'CPU s':>10}{'wall s':>10}{'runs':>6}"
    for name, cost in costs.items():
        if cost is None:
            yield f"{name:34}{'not here':>9}"
            continue
        cpu, wall = cost.cpu / base.cpu, cost.wall / base.wall
        aim = (aims or {}).get(name)
        verdict = "   " + aim.verdict(wall if aim.wall else cpu) if aim else ""
        yield f"{name:34}{cpu:9.2f}{wall:9.2f}{cost.cpu:10.2f}{cost.wall:10.2f}{cost.runs:6}{verdict}"


def load() -> str:
    """Say how busy the machine is with others: wall seconds mean little where it is."""
    return f"load of the machine before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
