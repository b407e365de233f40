"""`publish build`: the editions."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
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

if TYPE_CHECKING:
    from publish.errors import PublishError
    from publish.pipeline.build import Built


@click.command()
@click.argument("articles", nargs=-1, metavar="[ARTICLE]...")
@language_option
@click.option(
    "-f", "--format", "formats", type=click.Choice(["docx", "pdf"]), multiple=True, help="Only this format."
)
@click.option(
    "-j", "--jobs", type=click.IntRange(1), metavar="N", help="Processes at work [default: one a core]."
)
@click.option("--draft", is_flag=True, help="Build whatever is missing, with untranslated text marked.")
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
    draft: bool,
    catalog: Path | None,
    output: Path | None,
    minimum: int | None,
    source_language: str | None,
    folder: Path | None,
    quiet: bool,
) -> None:
    """Write the editions: DOCX and PDF of every article in every language.

    What is not translated, or fuzzy, is printed in the source language; an edition with less translated than
    'minimum' in publish.toml is skipped.

    \b
    publish build                                    every edition
    publish build reports/2025 -l ar -f pdf          one of them
    publish build a.md --catalog fr.po -o a.fr.docx  a single file
    publish build a.vi.txt                           a single file in its own language, both formats
    """
    from publish import project as projects
    from publish.pipeline import build as pipeline
    from publish.pipeline import looks

    single = catalog or output or minimum is not None or source_language
    if not single and folder is None and articles and projects.find(Path.cwd()) is None:
        single = True
    if single:
        from publish.pipeline.single import plan_file

        if len(tags) > 1 or (tags and not catalog):
            raise click.UsageError("a single file is built in one language: name its catalog with --catalog")
        if output and (
            output.suffix not in (".docx", ".pdf") or (formats and {*formats} != {output.suffix[1:]})
        ):
            raise click.UsageError(f"-o {output}: the name must end in .docx or .pdf, and -f must agree")
        job = plan_file(
            only(articles),
            catalog,
            language=tags[0] if tags else None,
            source_language=source_language,
            outputs=(output,) if output else (),
            formats=formats,
            minimum=80 if minimum is None else minimum,
        )
        work = [replace(job, draft=draft)]
    else:
        project = load_project(folder)
        chosen = project.select_articles(articles)
        languages = project.select_languages(tags, source=True)
        work = list(pipeline.plan(project, chosen, languages, formats, draft=draft))
        if not quiet and any(format == "docx" for job in work for format, _ in job.outputs):
            for notice in looks.notices(project, languages):
                click.echo(notice, err=True)
    failed = skipped = written = 0
    # One missing picture is wrong in every language and format; it is said once, at the end.
    errors: list[PublishError] = []
    with _progress(len(work), quiet) as advance:
        for built in pipeline.build(work, jobs):
            advance(built)
            if not quiet or (single and built.skipped):
                _print_built(built)
            errors += built.errors
            failed += len(built.job.outputs) - len(built.written) if built.errors else 0
            skipped += bool(built.skipped)
            written += len(built.written)
    print_errors(errors)
    if not quiet and len(work) > 1:
        parts = [f"{count(written, 'edition')} written"]
        parts += [f"{skipped} skipped"] if skipped else []
        parts += [f"{failed} failed"] if failed else []
        click.echo(", ".join(parts), err=True)
    sys.exit(1 if failed or (single and skipped) else 0)


def _print_built(built: Built) -> None:
    job = built.job
    for path in built.written:
        click.echo(shown(path))
    for warning in built.warnings:
        click.echo(f"{job.reference} ({job.language}): warning: {warning}", err=True)
    if built.skipped:
        click.echo(f"{job.reference} ({job.language}): skipped: {built.skipped}", err=True)


@contextmanager
def _progress(total: int, quiet: bool) -> Iterator[Callable[[Built], None]]:
    """Show a bar on a terminal while several editions are built; elsewhere the results speak."""
    if quiet or total < 2 or not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("building", total=total)

        def advance(built: Built) -> None:
            bar.update(task, advance=1, description=f"{built.job.reference} ({built.job.language})")

        yield advance
