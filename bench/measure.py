"""Commands in; medians of CPU and wall seconds out, and the lines of a table that puts ratios first."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench.files import ENVIRONMENT

_LONG = 60.0
"""CPU seconds from which one run has to do: the noise is small beside it."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run took, or the medians of several."""

    cpu: float
    """Seconds, user and system, of the child and of those it waited for."""
    wall: float
    """Seconds."""
    runs: int = 1
    """How many runs these are the medians of."""


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
    return Cost(usage.ru_utime + usage.ru_stime, wall)


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


def table(costs: Mapping[str, Cost | None], ours: str = "publish") -> Iterator[str]:
    """Yield the lines of a table: how many times as long as ours each took, then seconds."""
    base = costs[ours]
    if base is None:
        raise ValueError(f"{ours} was not measured")
    yield f"{'':34}{'CPU ×':>9}{'wall ×':>9}{'CPU s':>10}{'wall s':>10}{'runs':>6}"
    for name, cost in costs.items():
        if cost is None:
            yield f"{name:34}{'not here':>9}"
            continue
        ratios = f"{cost.cpu / base.cpu:9.2f}{cost.wall / base.wall:9.2f}"
        yield f"{name:34}{ratios}{cost.cpu:10.2f}{cost.wall:10.2f}{cost.runs:6}"
