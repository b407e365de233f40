"""`publish build`: the editions."""

from __future__ import annotations

import sys
from collections.abc import Callable, Container, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from publish.cli.common import (
    count,
    language_option,
    load_project,
    only,
    print_errors,
    project_options,
    shown,
    source_language_option,
)
from publish.cli.progress import progress
from publish.errors import ConfigError, PublishError

if TYPE_CHECKING:
    from publish.pipeline.jobs import Built, Job
    from publish.pipeline.record import Record


@click.command()
@click.argument("articles", nargs=-1, metavar="[ARTICLE]...")
@language_option
@click.option(
    "-f", "--format", "formats", type=click.Choice(["docx", "pdf"]), multiple=True, help="Only this format."
)
@click.option(
    "-j", "--jobs", type=click.IntRange(1), metavar="N", help="Processes at work [default: one a core]."
)
@click.option("--scheduler", metavar="ADDRESS", help="Build on the Dask cluster there, as tcp://host:8786.")
@click.option("--draft", is_flag=True, help="Build whatever is missing, with untranslated text marked.")
@click.option("--force", is_flag=True, help="Build what has not changed too.")
@click.option("--watch", is_flag=True, help="Stay, and build again what is saved.")
@click.option("--catalog", type=click.Path(path_type=Path), help="Single file: its translations.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Single file: the edition, .docx or .pdf."
)
@click.option(
    "--minimum", type=click.IntRange(0, 100), metavar="PERCENT", help="Single file: least translated [80]."
)
@source_language_option
@project_options
def build(
    articles: tuple[str, ...],
    tags: tuple[str, ...],
    formats: tuple[Any, ...],
    jobs: int | None,
    scheduler: str | None,
    draft: bool,
    force: bool,
    watch: bool,
    catalog: Path | None,
    output: Path | None,
    minimum: int | None,
    source_language: str | None,
    folder: Path | None,
    quiet: bool,
) -> None:
    """Write the editions: DOCX and PDF of every article in every language.

    What is not translated, or fuzzy, is printed in the source language; an edition with less translated than
    'minimum' in publish.toml is skipped. An edition that would be what it is already is not built again.

    \b
    publish build                                    every edition
    publish build reports/2025 -l ar -f pdf          one of them
    publish build --watch                            and again whenever something is saved
    publish build a.md --catalog fr.po -o a.fr.docx  a single file
    publish build a.vi.txt                           a single file in its own language, both formats
    """
    from publish import project as projects

    if scheduler and jobs:
        raise click.UsageError("-j is for this machine, --scheduler for a cluster: give one of them")
    if scheduler and (wrong := projects.no_scheduler(scheduler)):
        raise ConfigError(f"--scheduler: {wrong}", hint="'dask scheduler' says its address when it starts.")
    single = catalog or output or minimum is not None or source_language
    if not single and folder is None and articles and projects.find(Path.cwd()) is None:
        single = True
    if single and watch:
        raise click.UsageError("--watch is for a project")
    if single:
        job = _single(articles, tags, formats, catalog, output, minimum, source_language)
        tally = _build(
            [replace(job, draft=draft)], jobs, None, quiet, scheduler or "", asked=len(job.outputs)
        )
        if quiet and tally.skipped:
            _print_skipped(tally.skipped)
        sys.exit(1 if tally.failed or tally.skipped else 0)

    def everything(force: bool) -> _Tally:
        """Build what has changed of the project, whose settings may have changed too."""
        project = load_project(folder)
        chosen = project.select_articles(articles)
        languages = project.select_languages(tags, source=True)
        kinds = project.select_formats(formats)
        # With -j, work stays here whatever the project says.
        there = scheduler or ("" if jobs else project.config.build.scheduler)
        if (force or not project.record.exists()) and len(chosen) * len(languages) > 1:
            _expect_workers(jobs, there, kinds)
        # After that, since these take a while to import, too.
        from publish.locks import locked
        from publish.pipeline import looks
        from publish.pipeline.jobs import plan
        from publish.pipeline.record import Record

        if not quiet and "docx" in kinds:
            for notice in looks.notices(project, languages):
                click.echo(notice, err=True)
        with locked(project.root, "build"), closing(Record(project, force=force)) as record:
            work = plan(project, chosen, languages, kinds, draft=draft, record=record)
            asked = len(chosen) * len(languages) * len(kinds)
            return _build(work, jobs, record, quiet, there, asked=asked)

    if watch:
        _watch(load_project(folder).root, everything, force, quiet)
        sys.exit(0)
    sys.exit(1 if everything(force).failed else 0)


def _single(
    articles: tuple[str, ...],
    tags: tuple[str, ...],
    formats: tuple[Any, ...],
    catalog: Path | None,
    output: Path | None,
    minimum: int | None,
    source_language: str | None,
) -> Job:
    from publish.pipeline.single import plan_file

    if len(tags) > 1 or (tags and not catalog):
        raise click.UsageError("a single file is built in one language: name its catalog with --catalog")
    if output and (output.suffix not in (".docx", ".pdf") or (formats and {*formats} != {output.suffix[1:]})):
        raise click.UsageError(f"-o {output}: the name must end in .docx or .pdf, and -f must agree")
    return plan_file(
        only(articles),
        catalog,
        language=tags[0] if tags else None,
        source_language=source_language,
        outputs=(output,) if output else (),
        formats=formats,
        minimum=80 if minimum is None else minimum,
    )


@dataclass(slots=True)
class _Tally:
    """What came of a run."""

    total: int
    """Editions asked for."""
    written: int = 0
    failed: int = 0
    skipped: list[Built] = field(default_factory=list)
    left_out: int = 0
    """Editions of the jobs that were skipped."""

    def __str__(self) -> str:
        current = self.total - self.written - self.failed - self.left_out
        parts = [f"{count(self.written, 'edition')} written"]
        parts += [f"{current} unchanged"] if current else []
        parts += [f"{len(self.skipped)} skipped"] if self.skipped else []
        parts += [f"{self.failed} failed"] if self.failed else []
        return ", ".join(parts)


def _build(
    work: Sequence[Job], jobs: int | None, record: Record | None, quiet: bool, scheduler: str, *, asked: int
) -> _Tally:
    """Build, and say what comes of it as it comes; errors last. `asked` are editions, current ones too."""
    if len(work) > 1:
        _expect_workers(jobs, scheduler, {format for job in work for format, _ in job.outputs})
    from publish.pipeline import build as pipeline

    tally = _Tally(asked)
    # One missing picture is wrong in every language and format; it is said once, at the end.
    errors: list[PublishError] = []
    with (
        progress(work, quiet=quiet) as bar,
        closing(pipeline.build(work, jobs, record, scheduler=scheduler, at_work=bar.at_work)) as results,
    ):
        for built in results:
            bar.done(built)
            if not quiet:
                _print_built(built)
            errors += built.errors
            tally.failed += len(built.job.outputs) - len(built.written) if built.errors else 0
            tally.written += len(built.written)
            if built.skipped:
                tally.skipped.append(built)
                tally.left_out += len(built.job.outputs)
    print_errors(errors)
    if not quiet:
        _print_skipped(tally.skipped)
    nothing = not (tally.written or tally.failed or tally.skipped)
    one = len(work) == 1 and asked == len(work[0].outputs)
    if not quiet and (nothing or not one):
        click.echo(tally, err=True)
    return tally


def _expect_workers(jobs: int | None, scheduler: str, formats: Container[str]) -> None:
    """Have workers begin as soon as it is known that there is work for several; their imports take long."""
    from publish.pipeline import pool

    if not scheduler and (jobs or pool.cores()) > 1:
        pool.expect(pool.for_editions(formats))


def _watch(root: Path, build_all: Callable[[bool], object], force: bool, quiet: bool) -> None:
    """Build, and again whenever something is saved, until the user ends it."""
    from publish.pipeline.watch import changes

    try:
        for number, _ in enumerate(changes(root)):
            try:
                build_all(force and not number)
            except PublishError as error:
                # A slip in publish.toml is mended while we watch.
                click.echo(str(error), err=True)
            if not number and not quiet:
                click.echo("watching; Ctrl-C ends it", err=True)
    except KeyboardInterrupt:
        return


def _print_built(built: Built) -> None:
    job = built.job
    for path in built.written:
        click.echo(shown(path))
    for warning in built.warnings:
        click.echo(f"{job.reference} ({job.language}): warning: {warning}", err=True)


_NAMED = 20
"""Most articles that are named which were skipped; 'publish status' has them all."""


def _print_skipped(skipped: list[Built]) -> None:
    for built in skipped[:_NAMED]:
        click.echo(f"{built.job.reference} ({built.job.language}): skipped: {built.skipped}", err=True)
    if len(skipped) > _NAMED:
        click.echo(f"… and {len(skipped) - _NAMED:,} more; 'publish status' shows all", err=True)
