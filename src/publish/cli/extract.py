"""`publish extract`: the catalogs that translators fill."""

from __future__ import annotations

import sys
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
    from publish.merge import Merged
    from publish.pipeline.extract import Extracted


@click.command()
@click.argument("articles", nargs=-1, metavar="[ARTICLE]...")
@language_option
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Single file: write its template here.")
@click.option(
    "--update", type=click.Path(path_type=Path), multiple=True, help="Single file: merge into this catalog."
)
@source_language_option
@click.option(
    "--segmentation", type=click.Choice(["block", "sentence"]), help="Single file: what a message holds."
)
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 and name what is not up to date.")
@project_options
def extract(
    articles: tuple[str, ...],
    tags: tuple[str, ...],
    output: Path | None,
    update: tuple[Path, ...],
    source_language: str | None,
    segmentation: str | None,
    check: bool,
    folder: Path | None,
    quiet: bool,
) -> None:
    """Write the catalogs that translators fill, or bring them up to date with the articles.

    No translation is lost: what changed in an article is offered with its old translation, marked fuzzy;
    where only an address or a space changed it stays translated; what vanished is kept as obsolete.

    \b
    publish extract --check                  for CI: is every catalog up to date?
    publish extract                          every article, every language
    publish extract reports/2025 -l fr       one article, one language
    publish extract a.md -o a.pot            a single file: its template
    publish extract a.md --update fr.po      a single file: one catalog, created (with -l) or merged in place
    """
    if output or update:
        source = only(articles)
        results = iter([_extract_file(source, tags, output, update, source_language, segmentation, check)])
    else:
        from publish.pipeline.extract import extract

        if source_language or segmentation:
            raise click.UsageError(
                "--source-language and --segmentation are for a single file; see publish.toml"
            )
        project = load_project(folder)
        chosen = project.select_articles(articles)
        results = extract(project, chosen, project.select_languages(tags, source=False), check=check)
    failed = stale = False
    for result in results:
        if check:
            stale |= _print_stale(result, quiet)
        elif not quiet:
            _print_extracted(result)
        failed |= print_errors(result.errors)
    if stale and not quiet:
        click.echo("Run 'publish extract' to bring them up to date.", err=True)
    elif check and not failed and not quiet:
        click.echo("every catalog is up to date")
    sys.exit(failed or stale)


def _extract_file(
    source: Path,
    tags: tuple[str, ...],
    output: Path | None,
    update: tuple[Path, ...],
    source_language: str | None,
    segmentation: Any,
    check: bool,
) -> Extracted:
    from publish.pipeline.single import extract_file

    if tags and len(tags) != len(update):
        raise click.UsageError("name as many languages (-l) as catalogs (--update)")
    pairs = tuple(zip(update, tags or [None] * len(update), strict=True))
    return extract_file(
        source,
        source_language=source_language,
        segmentation=segmentation,
        output=output,
        updates=pairs,
        check=check,
    )


def _print_extracted(result: Extracted) -> None:
    if result.template:
        state = "" if result.changed else " (unchanged)"
        click.echo(f"{shown(result.template)}: {count(result.units, 'unit')}{state}")
    for updated in result.catalogs:
        moved = f"moved from {shown(updated.moved_from)}: " if updated.moved_from else ""
        state = "" if updated.changed else " (unchanged)"
        click.echo(f"{shown(updated.path)}: {moved}{_merge_counts(updated.merged)}{state}")


def _merge_counts(merged: Merged) -> str:
    names = {"memory": "from memory"}
    counts = (
        f"{number} {names.get(key, key)}"
        for key in ("kept", "revived", "carried", "memory", "fuzzy", "new", "obsolete")
        if (number := getattr(merged, key))
    )
    return ", ".join(counts) or "empty"


def _print_stale(result: Extracted, quiet: bool) -> bool:
    """Name what is not up to date, and say whether anything is."""
    stale = []
    if result.template and result.changed:
        stale.append(f"{shown(result.template)}: {'stale' if result.template.exists() else 'missing'}")
    for updated in result.catalogs:
        if updated.moved_from:
            stale.append(f"{shown(updated.path)}: to be moved from {shown(updated.moved_from)}")
        elif updated.changed:
            what = f"stale: {_merge_counts(updated.merged)}" if updated.path.exists() else "missing"
            stale.append(f"{shown(updated.path)}: {what}")
    for line in () if quiet else stale:
        click.echo(line)
    return bool(stale)
