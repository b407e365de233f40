"""`publish new`: a project that builds as it stands."""

from __future__ import annotations

from pathlib import Path

import click

from publish.cli.common import shown


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "-s", "--source-language", default="en", show_default=True, metavar="LANG", help="Language you write in."
)
@click.option(
    "-l", "--language", "tags", multiple=True, metavar="LANG", help="Language to translate into; repeat."
)
def new(folder: Path, source_language: str, tags: tuple[str, ...]) -> None:
    """Make a project in DIR, with a first article, that builds as it stands.

    \b
    publish new report -s vi -l en -l fr -l zh_Hans
    """
    from publish.languages import parse
    from publish.pipeline.scaffold import new

    project = new(folder, parse(source_language), map(parse, tags))
    click.echo(f"{shown(folder)}: a project in {project.source_language.name}")
    click.echo(f"Next: put your articles into {shown(folder / 'source')}, then run 'publish extract' there.")
