"""The command line: parse, call the pipeline, print. Nothing heavy is imported before a command needs it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from publish import __version__
from publish.errors import ConfigError, PublishError

if TYPE_CHECKING:
    from publish.merge import Merged
    from publish.pipeline.build import Built
    from publish.pipeline.extract import Extracted
    from publish.project import Project

_Command = Callable[..., Any]

# --- the group and its options ---------------------------------------------------------------------------


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="publish")
def cli() -> None:
    """Write an article once, print it in every language.

    \b
    publish new DIR      make a project
    publish extract      write the catalogs that translators fill
    publish check        find what is wrong in translations before it is printed
    publish build        write a DOCX and a PDF edition in every language

    Articles are Markdown or plain text in source/, catalogs are gettext files in locales/, editions go to
    output/. 'extract' and 'build' also work on a single file, without a project.
    """


def _project_options(command: _Command) -> _Command:
    folder = click.Path(path_type=Path, file_okay=False)
    command = click.option(
        "--project", "folder", type=folder, help="Folder of the project [default: found upwards]."
    )(command)
    return click.option("-q", "--quiet", is_flag=True, help="Print errors only.")(command)


_languages = click.option(
    "-l", "--language", "tags", multiple=True, metavar="LANG", help="Only this language; can be repeated."
)
_source_language = click.option(
    "--source-language",
    metavar="LANG",
    help="Single file: language of the article [default: as in a.vi.txt, or en].",
)


def _project(folder: Path | None) -> Project:
    from publish import project

    found = project.load(folder) if folder else project.find(Path.cwd())
    if found is None:
        hint = "Make one with 'publish new DIR', or name one with --project DIR."
        raise ConfigError(f"no {project.CONFIG_NAME} here or in a folder above", hint=hint)
    return found


def _only(articles: tuple[str, ...]) -> Path:
    if len(articles) != 1:
        raise click.UsageError("name one article when working on a single file")
    return Path(articles[0])


# --- new -------------------------------------------------------------------------------------------------


@cli.command()
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
    click.echo(f"{folder}: a project in {project.source_language.name}")
    click.echo(f"Next: put your articles into {folder / 'source'}, then run 'publish extract' there.")


# --- extract ---------------------------------------------------------------------------------------------


@cli.command()
@click.argument("articles", nargs=-1, metavar="[ARTICLE]...")
@_languages
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Single file: write its template here.")
@click.option(
    "--update", type=click.Path(path_type=Path), multiple=True, help="Single file: merge into this catalog."
)
@_source_language
@click.option(
    "--segmentation", type=click.Choice(["block", "sentence"]), help="Single file: what a message holds."
)
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 and name what is not up to date.")
@_project_options
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
        source = _only(articles)
        results = iter([_extract_file(source, tags, output, update, source_language, segmentation, check)])
    else:
        from publish.pipeline.extract import extract

        if source_language or segmentation:
            raise click.UsageError(
                "--source-language and --segmentation are for a single file; see publish.toml"
            )
        project = _project(folder)
        chosen = project.select_articles(articles)
        results = extract(project, chosen, project.select_languages(tags, source=False), check=check)
    failed = stale = False
    for result in results:
        if check:
            stale |= _print_stale(result, quiet)
        elif not quiet:
            _print_extracted(result)
        failed |= _print_errors(result.errors)
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
        click.echo(f"{_shown(result.template)}: {_count(result.units, 'unit')}{state}")
    for updated in result.catalogs:
        moved = f"moved from {_shown(updated.moved_from)}: " if updated.moved_from else ""
        state = "" if updated.changed else " (unchanged)"
        click.echo(f"{_shown(updated.path)}: {moved}{_merge_counts(updated.merged)}{state}")


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
        stale.append(f"{_shown(result.template)}: {'stale' if result.template.exists() else 'missing'}")
    for updated in result.catalogs:
        if updated.moved_from:
            stale.append(f"{_shown(updated.path)}: to be moved from {_shown(updated.moved_from)}")
        elif updated.changed:
            what = f"stale: {_merge_counts(updated.merged)}" if updated.path.exists() else "missing"
            stale.append(f"{_shown(updated.path)}: {what}")
    for line in () if quiet else stale:
        click.echo(line)
    return bool(stale)


# --- build -----------------------------------------------------------------------------------------------


@cli.command()
@click.argument("articles", nargs=-1, metavar="[ARTICLE]...")
@_languages
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
@_source_language
@_project_options
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
            _only(articles),
            catalog,
            language=tags[0] if tags else None,
            source_language=source_language,
            outputs=(output,) if output else (),
            formats=formats,
            minimum=80 if minimum is None else minimum,
        )
        work = [replace(job, draft=draft)]
    else:
        project = _project(folder)
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
    _print_errors(errors)
    if not quiet and len(work) > 1:
        parts = [f"{_count(written, 'edition')} written"]
        parts += [f"{skipped} skipped"] if skipped else []
        parts += [f"{failed} failed"] if failed else []
        click.echo(", ".join(parts), err=True)
    sys.exit(1 if failed or (single and skipped) else 0)


def _print_built(built: Built) -> None:
    job = built.job
    for path in built.written:
        click.echo(_shown(path))
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


# --- status ----------------------------------------------------------------------------------------------


@cli.command()
@click.argument("articles", nargs=-1, metavar="[ARTICLE]...")
@_languages
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@_project_options
def status(
    articles: tuple[str, ...], tags: tuple[str, ...], as_json: bool, folder: Path | None, quiet: bool
) -> None:
    """Show how far each article is in each language: messages, words, catalogs and editions.

    Translated, fuzzy and missing add up to the whole. A catalog is stale when the article has other messages
    than it has; an edition is stale when the article, its catalog or publish.toml is newer.
    """
    from publish.cli import table
    from publish.pipeline.status import status

    project = _project(folder)
    rows = list(
        status(project, project.select_articles(articles), project.select_languages(tags, source=False))
    )
    if as_json:
        import json

        click.echo(json.dumps(table.data(rows), ensure_ascii=False, indent=2))
    elif not quiet:
        for line in table.lines(rows):
            click.echo(line)
    sys.exit(_print_errors(row.error for row in rows if row.error))


# --- check -----------------------------------------------------------------------------------------------


@cli.command()
@click.argument("articles", nargs=-1, metavar="[ARTICLE]...")
@_languages
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
@_source_language
@_project_options
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
        results = [check_file(_only(articles), catalog, language, source_language)]
    elif source_language:
        raise click.UsageError("--source-language is for a single file; name its catalog with --catalog")
    else:
        project = _project(folder)
        languages = project.select_languages(tags, source=False)
        results = list(pipeline.check(project, project.select_articles(articles), languages))
    for line in report.FORMS[form](results, _shown) if not quiet or form != "text" else ():
        click.echo(line)
    failed = _print_errors(one.error for one in results if one.error)
    totals = report.totals(results)
    if not quiet:
        found = f"{_count(totals['errors'], 'error')}, {_count(totals['warnings'], 'warning')}"
        click.echo(f"{_count(totals['messages'], 'translation')} checked: {found}", err=True)
    sys.exit(failed or (strict and totals["errors"] + totals["warnings"] > 0))


# --- outline ---------------------------------------------------------------------------------------------


@cli.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--language", default="en", metavar="LANG", help="Language of the article.")
def outline(file: Path, language: str) -> None:
    """Show how FILE is read: each text with its line and the part it plays.

    In plain text the parts are inferred; 'publish outline' shows what was inferred, and docs/plain-text.md
    says how to overrule it.
    """
    from publish import readers
    from publish.units import segment

    units = segment(readers.read(file, language=language))
    wide = max((len(unit.place) for unit in units), default=0)
    for unit in units:
        click.echo(f"{unit.line or '':>5}  {unit.place:{min(wide, 40)}}  {_shortened(unit.message)}")
    click.echo(_count(len(units), "unit"), err=True)


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 72 else f"{line[:71].rstrip()}…"


# --- printing --------------------------------------------------------------------------------------------


def _shown(path: Path) -> str:
    """Return a path as short as the user can use it from here."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _print_errors(errors: Iterable[PublishError]) -> bool:
    """Print errors, each once, and say whether there were any."""
    messages = dict.fromkeys(map(str, errors))
    for message in messages:
        click.echo(message, err=True)
    return bool(messages)


def main() -> NoReturn:
    """Run the command line; the one place where errors become messages and exit codes."""
    try:
        cli(standalone_mode=False)
        sys.exit(0)
    except click.exceptions.Exit as asked:
        sys.exit(asked.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted", err=True)
        sys.exit(130)
    except PublishError as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    except BrokenPipeError:
        # The reader of our output left early (head, less); Python would complain again when it flushes.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except Exception as error:
        if os.environ.get("PUBLISH_TRACEBACK"):
            raise
        click.echo(f"internal error: {type(error).__name__}: {error}", err=True)
        click.echo("This is a defect of publish; PUBLISH_TRACEBACK=1 shows where.", err=True)
        sys.exit(1)
