"""The command line: `make fuzz`, `make fuzz SECONDS=60 TARGETS="markdown po"`, `make fuzz REPLAY=FILE`."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import click

from fuzz import guard
from fuzz.driver import Report, attempt
from fuzz.driver import fuzz as run_target
from fuzz.targets import TARGETS

FOUND = Path(__file__).parent / "found"
_TOTAL = 600
"""Seconds that all targets take together, where nobody says otherwise."""


@click.command()
@click.argument("names", nargs=-1, metavar="[TARGET]…")
@click.option("--seconds", type=float, help=f"For each target; by default all together take {_TOTAL}.")
@click.option(
    "--seed", type=int, help="Number that the inputs follow from; by default another one each time."
)
@click.option("-j", "--jobs", type=int, default=os.cpu_count(), show_default=True, help="Targets at a time.")
@click.option("--replay", type=click.Path(exists=True, path_type=Path), help="Run one input that was found.")
@click.option("--worker", is_flag=True, hidden=True)
def main(
    names: tuple[str, ...],
    seconds: float | None,
    seed: int | None,
    jobs: int,
    replay: Path | None,
    worker: bool,
) -> None:
    """Feed hostile inputs to TARGETs (all of them by default) and keep what breaks a law in fuzz/found/."""
    chosen = names or ((replay.name.partition("-")[0],) if replay else tuple(TARGETS))
    if unknown := [name for name in chosen if name not in TARGETS]:
        raise click.UsageError(f"no target {unknown[0]!r}; there are {', '.join(TARGETS)}")
    seed = random.randrange(1 << 32) if seed is None else seed
    each = _TOTAL * max(1, jobs) / len(chosen) if seconds is None else seconds
    if replay or worker:
        _here(chosen[0], each, seed, replay)
        return
    click.echo(f"{len(chosen)} targets, {jobs} at a time, {each:.0f} s each, seed {seed}")
    with ThreadPoolExecutor(jobs) as pool:
        codes = list(pool.map(lambda name: _apart(name, each, seed), chosen))
    sys.exit(int(any(codes)))


def _apart(name: str, seconds: float, seed: int) -> int:
    """Fuzz one target in a process of its own, which a hang or a crash may end."""
    FOUND.mkdir(exist_ok=True)
    command = [sys.executable, "-m", "fuzz", name, "--worker", "--seconds", f"{seconds}", "--seed", f"{seed}"]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    click.echo(ended.stdout, nl=False)
    current = _current(name, seed)
    if ended.returncode not in (0, 1) or not ended.stdout:
        kept = _keep(name, current.read_bytes()) if current.exists() else "before its first input"
        click.echo(f"{name}: the process ended with {ended.returncode}: {kept}\n{ended.stderr[-3000:]}")
    current.unlink(missing_ok=True)
    return ended.returncode


def _current(name: str, seed: int) -> Path:
    """Return the file that holds the input at work, for when the process dies over it."""
    return FOUND / f".{name}-{seed}"


def _here(name: str, seconds: float, seed: int, replay: Path | None) -> None:
    guard.limit_memory()
    guard.SCRATCH.mkdir()
    try:
        if replay:
            attempt(TARGETS[name], replay.read_bytes())
            click.echo(f"{replay}: holds")
        else:
            report = run_target(TARGETS[name], seconds, seed, _current(name, seed))
            _tell(name, report, seconds, seed)
            sys.exit(int(bool(report.failures)))
    finally:
        shutil.rmtree(guard.SCRATCH, ignore_errors=True)


def _tell(name: str, report: Report, seconds: float, seed: int) -> None:
    click.echo(
        f"{name}: {report.examples:,} inputs, {report.size / 1e6:,.1f} MB in {seconds:.0f} s, seed {seed}: "
        + (f"{len(report.failures)} failures" if report.failures else "all laws hold")
    )
    for place, failure in report.failures.items():
        click.echo(f"  {place}\n    make fuzz REPLAY={_keep(name, failure.data)}\n{failure.what}")


def _keep(name: str, data: bytes) -> str:
    """Put an input into the folder of what was found; return its path."""
    FOUND.mkdir(exist_ok=True)
    path = FOUND / f"{name}-{hashlib.sha256(data).hexdigest()[:12]}"
    path.write_bytes(data)
    return str(path.relative_to(FOUND.parent.parent))


main(prog_name="fuzz")
