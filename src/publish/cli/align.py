"""`publish align`: a catalog from a translation that exists already."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from publish.cli.common import count, load_project, project_options, shown, source_language_option

if TYPE_CHECKING:
    from publish.pipeline.align import Adopted


@click.command()
@click.argument("article")
@click.argument("tag", metavar="LANG")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--report", is_flag=True, help="Show both texts side by side.")
@click.option("--html", type=click.Path(path_type=Path), help="Write them side by side into this page.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Single file: the catalog to fill or to make."
)
@click.option(
    "--segmentation",
    type=click.Choice(["block", "sentence"]),
    help="Single file: what a message of a new catalog holds.",
)
@source_language_option
@project_options
def align(
    article: str,
    tag: str,
    file: Path,
    report: bool,
    html: Path | None,
    output: Path | None,
    segmentation: str | None,
    source_language: str | None,
    folder: Path | None,
    quiet: bool,
) -> None:
    """Fill the catalog of ARTICLE in LANG from FILE, a translation that you have already.

    FILE is plain text or Markdown. Paragraphs may be missing, added, joined, split or moved: each pair is
    weighed by its place, length, numbers, names and marks. What is less than certain is marked fuzzy, for a
    person to look at; a comment says how certain it is. Translations in the catalog stay.

    \b
    publish align reports/2025 fr old/report-fr.md            into the project's catalog
    publish align reports/2025 fr old/report-fr.md --report   and see both texts side by side
    publish align a.md fr a-fr.txt -o fr.po                   a single file
    """
    from publish.languages import parse
    from publish.pipeline import align as pipeline

    if html and html.suffix.lower() not in (".html", ".htm"):
        # Nobody shall lose a catalog, or an article, that was named by mistake.
        raise click.UsageError(f"--html {html}: the name of the page must end in .html")
    if output:
        from publish.pipeline.single import align_file

        adopted = align_file(
            Path(article),
            file,
            parse(tag),
            output,
            source_language=source_language,
            segmentation=segmentation,  # type: ignore[arg-type]
        )
    else:
        if source_language or segmentation:
            raise click.UsageError(
                "--source-language and --segmentation are for a single file: name its catalog with -o"
            )
        project = load_project(folder)
        (chosen,) = project.select_articles([article])
        (language,) = project.select_languages([tag], source=False)
        adopted = pipeline.adopt(project, chosen, language, file)
    if report:
        from publish.cli import sides

        sides.show(adopted)
    if html:
        from publish.cli import sides

        sides.write(adopted, html, Path(article).name, shown(file))
    if not quiet:
        click.echo(f"{shown(adopted.catalog)}: {_counts(adopted)}")
        if html:
            click.echo(f"{shown(html)}: both texts side by side")
        if adopted.fuzzy or adopted.missing:
            click.echo("Next: look through what is fuzzy or missing, then run 'publish check'.", err=True)


def _counts(adopted: Adopted) -> str:
    parts = [f"{count(adopted.certain, 'message')} filled", f"{adopted.fuzzy} fuzzy"]
    parts += [f"{adopted.kept} translated before"] if adopted.kept else []
    parts += [f"{adopted.missing} without a translation"]
    parts += [f"{count(adopted.left, 'text')} of the translation left over"] if adopted.left else []
    return ", ".join(parts)
