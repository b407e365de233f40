"""`publish status`: how far each article is."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from publish.cli.common import language_option, load_project, print_errors, printable, project_options


@click.command()
@click.argument("articles", nargs=-1, metavar="[ARTICLE]...")
@language_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@project_options
def status(
    articles: tuple[str, ...], tags: tuple[str, ...], as_json: bool, folder: Path | None, quiet: bool
) -> None:
    """Show how far each article is in each language: messages, words, catalogs and editions.

    Translated, fuzzy and missing add up to the whole. A catalog is stale when the article has other messages
    than it has; an edition is stale when the article, its catalog or publish.toml is newer.
    """
    from publish.cli import table
    from publish.pipeline.status import status

    project = load_project(folder)
    rows = list(
        status(project, project.select_articles(articles), project.select_languages(tags, source=False))
    )
    if as_json:
        import json

        click.echo(printable(json.dumps(table.data(rows), ensure_ascii=False, indent=2)))
    elif not quiet:
        for line in table.lines(rows):
            click.echo(line)
    sys.exit(print_errors(row.error for row in rows if row.error))
