"""`publish check`: what is wrong in translations."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from publish.cli.common import (
    count,
    language_option,
    load_project,
    only,
    print_errors,
    printable,
    project_options,
    shown,
    source_language_option,
)


@click.command()
@click.argument("articles", nargs=-1, metavar="[ARTICLE]...")
@language_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github", "sarif"]),
    default="text",
    help="How findings are printed [default: text].",
)
@click.option("--json", "form", flag_value="json", help="The same as --format json.")
@click.option("--strict", is_flag=True, help="Exit with 1 if anything is found, warnings too.")
@click.option("--catalog", type=click.Path(path_type=Path), help="Single file: its translations.")
@source_language_option
@project_options
def check(
    articles: tuple[str, ...],
    tags: tuple[str, ...],
    form: str,
    strict: bool,
    catalog: Path | None,
    source_language: str | None,
    folder: Path | None,
    quiet: bool,
) -> None:
    """Look for what a machine can tell is wrong in the translations, before they are printed.

    What is translated and not fuzzy is looked at. docs/checks.md lists every check; [check] in publish.toml
    and the comment or flag ignore-NAME on a message switch them off.

    \b
    publish check                        every catalog
    publish check reports/2025 -l fr     one of them
    publish check --strict               for CI: exit with 1 if anything is found
    publish check a.md --catalog fr.po   a single file
    """
    from publish.cli import report
    from publish.pipeline import check as pipeline

    if catalog:
        from publish.pipeline.single import check_file

        if len(tags) > 1:
            raise click.UsageError("a single file is checked in one language")
        language = tags[0] if tags else None
        results = [check_file(only(articles), catalog, language, source_language)]
    elif source_language:
        raise click.UsageError("--source-language is for a single file; name its catalog with --catalog")
    else:
        project = load_project(folder)
        languages = project.select_languages(tags, source=False)
        results = list(pipeline.check(project, project.select_articles(articles), languages))
    for line in report.FORMS[form](results, shown) if not quiet or form != "text" else ():
        click.echo(printable(line))
    failed = print_errors(one.error for one in results if one.error)
    totals = report.totals(results)
    if not quiet:
        found = f"{count(totals['errors'], 'error')}, {count(totals['warnings'], 'warning')}"
        click.echo(f"{count(totals['messages'], 'translation')} checked: {found}", err=True)
    sys.exit(failed or (strict and totals["errors"] + totals["warnings"] > 0))
