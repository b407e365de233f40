"""What the commands share: options, the project they work on, and how they print."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from publish.errors import ConfigError, PublishError, visible

if TYPE_CHECKING:
    from publish.project import Project

Command = Callable[..., Any]

# --- options ---------------------------------------------------------------------------------------------


def project_options(command: Command) -> Command:
    folder = click.Path(path_type=Path, file_okay=False)
    command = click.option(
        "--project", "folder", type=folder, help="Folder of the project [default: found upwards]."
    )(command)
    return click.option("-q", "--quiet", is_flag=True, help="Print errors only.")(command)


language_option = click.option(
    "-l", "--language", "tags", multiple=True, metavar="LANG", help="Only this language; can be repeated."
)
source_language_option = click.option(
    "--source-language",
    metavar="LANG",
    help="Single file: language of the article [default: as in a.vi.txt, or en].",
)


def load_project(folder: Path | None) -> Project:
    from publish import project

    found = project.load(folder) if folder else project.find(Path.cwd())
    if found is None:
        hint = "Make one with 'publish new DIR', or name one with --project DIR."
        raise ConfigError(f"no {project.CONFIG_NAME} here or in a folder above", hint=hint)
    return found


def only(articles: tuple[str, ...]) -> Path:
    if len(articles) != 1:
        raise click.UsageError("name one article when working on a single file")
    return Path(articles[0])


# --- printing --------------------------------------------------------------------------------------------


def shown(path: Path) -> str:
    """Return a path as short as the user can use it from here, fit to be printed."""
    try:
        return visible(str(path.resolve().relative_to(Path.cwd())))
    except ValueError:
        return visible(str(path))


def printable(text: str) -> str:
    r"""Return lines that hold nothing which steers a terminal.

    JSON stays what it was: such signs stand inside its strings, where `\u001b` says the same.
    """
    return "\n".join(map(visible, text.split("\n")))


def count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


class Warnings(logging.Handler):
    """Prints what the rooms below warn of, each once, unless errors alone are asked for."""

    def __init__(self) -> None:
        """Hear nothing yet."""
        super().__init__(logging.WARNING)
        self.addFilter(logging.Filter("publish"))
        self._told: set[str] = set()

    def __enter__(self) -> None:
        """Begin to listen. `build` hears its own, edition by edition."""
        logging.getLogger().addHandler(self)

    def __exit__(self, *_: object) -> None:
        """Listen no more."""
        logging.getLogger().removeHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        """Print a warning."""
        message = visible(record.getMessage())
        context = click.get_current_context(silent=True)
        if message not in self._told and not (context and context.params.get("quiet")):
            self._told.add(message)
            click.echo(f"warning: {message}", err=True)


def print_errors(errors: Iterable[PublishError]) -> bool:
    """Print errors, each once, and say whether there were any."""
    messages = dict.fromkeys(map(str, errors))
    for message in messages:
        click.echo(message, err=True)
    return bool(messages)
