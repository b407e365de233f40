"""How far a build is: a bar on a terminal, with what is being built and the time that is left."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from publish import files

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

    from publish.pipeline.jobs import Built, Job
    from publish.project import Format

_COSTS: dict[Format, int] = {"docx": 1, "pdf": 8}
"""What a page takes, each beside the others."""


class Progress:
    """Says nothing: where nobody looks, the results speak."""

    def at_work(self, jobs: Iterable[Job]) -> None:
        """Show what is being built now."""

    def done(self, built: Built) -> None:
        """Count what is built, or need not be."""


class _Shown(Progress):
    """A bar over all that is to be built; what need not be is no part of it."""

    def __init__(self, bar: Bar, jobs: Iterable[Job]) -> None:
        self._bar = bar
        self._left = {(job.reference, job.language): (_weight(job), len(job.outputs)) for job in jobs}
        self._total, self._editions = map(sum, zip(*self._left.values(), strict=True))
        self._built = 0
        self._task: TaskID = bar.add_task("building", total=self._total, count=self._count)

    @property
    def _count(self) -> str:
        return f"{self._built:,} of {self._editions:,} editions"

    def at_work(self, jobs: Iterable[Job]) -> None:
        """Show what is being built now."""
        languages: dict[str, list[str]] = {}
        for job in jobs:
            languages.setdefault(job.source.stem, []).append(str(job.language))
        names = (f"{name} ({', '.join(tags)})" for name, tags in languages.items())
        self._bar.update(self._task, total=self._total, count=self._count, description=", ".join(names))

    def done(self, built: Built) -> None:
        """Count what is built, or need not be."""
        weight, editions = self._left.pop((built.job.reference, built.job.language))
        if built.words or built.errors:
            self._built += editions
            self._bar.update(self._task, advance=weight, count=self._count)
            return
        # The record knew: nobody waits for it. Shown by `at_work`, as there may be thousands of them.
        self._total -= weight
        self._editions -= editions


def _weight(job: Job) -> int:
    # Small ones take their time, too.
    return ((files.size(job.source) or 0) + 2000) * sum(_COSTS[format] for format, _ in job.outputs)


@contextmanager
def progress(jobs: Sequence[Job], *, quiet: bool) -> Iterator[Progress]:
    """Show a bar on a terminal while several editions are built."""
    if quiet or len(jobs) < 2 or not sys.stderr.isatty():
        yield Progress()
        return
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar
    from rich.table import Column

    rest = Column(ratio=1, no_wrap=True, overflow="ellipsis")
    columns = (
        BarColumn(bar_width=20),
        TextColumn("{task.fields[count]}"),
        TimeRemainingColumn(),
        TextColumn("{task.description}", markup=False, table_column=rest),
    )
    # What goes into a file must not pass through the bar's terminal.
    both = sys.stdout.isatty()
    console = Console(stderr=True)
    with Bar(*columns, console=console, transient=True, redirect_stdout=both, expand=True) as bar:
        yield _Shown(bar, jobs)
