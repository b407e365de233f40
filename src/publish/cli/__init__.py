"""The command line: parse, call the pipeline, print. Nothing heavy is imported before a command needs it."""

from __future__ import annotations

import errno
import io
import os
import signal
import sys
from typing import NoReturn

import click

from publish import __version__, files
from publish.cli.align import align
from publish.cli.build import build
from publish.cli.check import check
from publish.cli.common import Warnings, printable
from publish.cli.extract import extract
from publish.cli.new import new
from publish.cli.outline import outline
from publish.cli.status import status
from publish.errors import PublishError, visible
from publish.garbage import never_tidied_up


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


for command in (new, extract, build, status, check, align, outline):
    cli.add_command(command)


_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)
"""What the system says of a disk on which nothing can be written any more."""


def main() -> NoReturn:
    """Run the command line; the one place where errors become messages and exit codes."""
    # So that what is being written is cleared away, as after Ctrl-C.
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    if signal.getsignal(signal.SIGINT) is signal.SIG_DFL:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        never_tidied_up()
        _drop_odd_zone()
        with Warnings():
            cli(standalone_mode=False)
        sys.exit(0)
    except click.exceptions.Exit as asked:
        sys.exit(asked.exit_code)
    except click.ClickException as error:
        said = io.StringIO()
        error.show(said)
        click.echo(printable(said.getvalue()), nl=False, err=True)
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
        if isinstance(error, OSError) and error.errno in _FULL:
            click.echo(f"what is printed cannot be written: {error.strerror}", err=True)
            click.echo("Make room on the disk, then run this again.", err=True)
            sys.exit(1)
        if isinstance(error, PermissionError) and error.filename:
            click.echo(visible(f"{error.filename}: permission denied"), err=True)
            click.echo("Give yourself the right to read there and to write, then run this again.", err=True)
            sys.exit(1)
        if isinstance(error, FileNotFoundError) and not _stands_somewhere():
            click.echo("the current folder is gone\nGo to one that there is: cd DIR", err=True)
            sys.exit(1)
        click.echo(visible(f"internal error: {type(error).__name__}: {error}"), err=True)
        click.echo("This is a defect of publish; PUBLISH_TRACEBACK=1 shows where.", err=True)
        sys.exit(1)


def _stands_somewhere() -> bool:
    """Say whether the folder that this process was started in is still there."""
    try:
        return bool(os.getcwd())  # noqa: PTH109 - `Path.cwd` is the same
    except FileNotFoundError:
        return False


def _drop_odd_zone() -> None:
    """Forget a TZ that is the name of something else than a time zone.

    Babel reads whatever has that name, a folder of the project called UTC perhaps, and fails.
    """
    if zone := os.environ.get("TZ", "").removeprefix(":"):
        try:
            is_odd = not files.contents(zone).startswith(b"TZif")
        except (FileNotFoundError, NotADirectoryError):
            return
        except OSError:  # a folder, a pipe, what may not be read
            is_odd = True
        if is_odd:
            del os.environ["TZ"]
