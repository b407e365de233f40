"""`publish outline`: how an article is read."""

from __future__ import annotations

from pathlib import Path

import click

from publish.cli.common import count


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--language", default="en", metavar="LANG", help="Language of the article.")
def outline(file: Path, language: str) -> None:
    """Show how FILE is read: each text with its line and the part it plays.

    In plain text the parts are inferred; 'publish outline' shows what was inferred, and docs/plain-text.md
    says how to overrule it.
    """
    from publish import readers
    from publish.errors import visible
    from publish.units import segment

    units = segment(readers.read(file, language=language))
    wide = max((len(unit.place) for unit in units), default=0)
    for unit in units:
        click.echo(visible(f"{unit.line or '':>5}  {unit.place:{min(wide, 40)}}  {_shortened(unit.message)}"))
    click.echo(count(len(units), "unit"), err=True)


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 72 else f"{line[:71].rstrip()}…"
