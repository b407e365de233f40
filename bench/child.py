"""Runs under any Python: one library at one task; prints what its parts took, in CPU seconds, as JSON.

`child.py pass LIBRARY IN OUT` reads a catalog and writes it again. `child.py babel-update OLD POT COUNT`
merges a template from which all changed messages but COUNT were taken out. Two are timed as a whole:
`child.py hash FOLDER` reads and hashes a project's articles and catalogs, `child.py --help` prints the help
of a program of one command, with click.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from time import process_time
from typing import Any

# Their catalogs are of as many types as there are libraries, most of them without type information.
Reader = Callable[[Path], Any]
Writer = Callable[[Any, Path], None]


def _publish() -> tuple[Reader, Writer]:
    from publish import po

    return (lambda path: po.read(path.read_bytes(), path)), (lambda read, path: _keep(path, po.write(read)))


def _polib() -> tuple[Reader, Writer]:
    import polib

    return (lambda path: polib.pofile(str(path))), (lambda read, path: read.save(str(path)))


def _babel() -> tuple[Reader, Writer]:
    from babel.messages import pofile

    def write(catalog: Any, path: Path) -> None:
        with path.open("wb") as file:
            # Its default, lines of 76 characters, takes many times as long; ours does not wrap either.
            pofile.write_po(file, catalog, width=0, include_previous=True)

    return (lambda path: pofile.read_po(path.open("rb"))), write


def _translate() -> tuple[Reader, Writer]:
    # By name, since it is never in the Python that type checkers see.
    factory = import_module("translate.storage.factory")

    return (lambda path: factory.getobject(str(path))), (lambda read, path: read.savefile(str(path)))


LIBRARIES = {"publish": _publish, "polib": _polib, "babel": _babel, "translate": _translate}
"""Module to a function that imports it and returns its reader and its writer."""


def _keep(path: Path, data: bytes) -> None:
    path.write_bytes(data)


def _pass(library: str, source: Path, target: Path) -> dict[str, float]:
    read, write = LIBRARIES[library]()
    started = process_time()
    catalog = read(source)
    between = process_time()
    write(catalog, target)
    return {"read": between - started, "write": process_time() - between}


def _babel_update(old: Path, template: Path, count: int) -> dict[str, float]:
    """Time `Catalog.update` without fuzzy matching, and with it for `count` changed messages."""
    from babel.messages.pofile import read_po

    def update(changed: int, *, fuzzy: bool) -> float:
        catalog, new = read_po(old.open("rb")), read_po(template.open("rb"))
        fresh = [each.id for each in new if each.id and each.id not in catalog]
        # From all over the article: the longer a message, the longer Babel takes.
        for msgid in set(fresh) - set(fresh[:: len(fresh) // changed][:changed]):
            new.delete(msgid)
        started = process_time()
        catalog.update(new, no_fuzzy_matching=not fuzzy)
        return process_time() - started

    started = process_time()
    catalog, _ = read_po(old.open("rb")), read_po(template.open("rb"))
    reading = process_time() - started
    plain = update(count, fuzzy=False)
    new = [each for each in read_po(template.open("rb")) if each.id and each.id not in catalog]
    each = (update(count, fuzzy=True) - plain) / count
    return {"read": reading, "plain": plain, "each": each, "changed": len(new)}


def _hash(folder: Path) -> None:
    from hashlib import blake2b

    for kind, suffix in (("source", "md"), ("locales", "po")):
        for path in (folder / kind).rglob(f"*.{suffix}"):
            blake2b(path.read_bytes(), digest_size=16).hexdigest()


def _bare_program() -> None:
    import click

    @click.command()
    @click.argument("articles", nargs=-1)
    @click.option("--quiet", is_flag=True, help="Print errors only.")
    def program(articles: tuple[str, ...], quiet: bool) -> None:
        """Do nothing."""

    program()


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["pass", library, source, target]:
            print(json.dumps(_pass(library, Path(source), Path(target))))  # noqa: T201 (its caller reads this)
        case ["babel-update", old, template, count]:
            print(json.dumps(_babel_update(Path(old), Path(template), int(count))))  # noqa: T201
        case ["hash", folder]:
            _hash(Path(folder))
        case ["--help"]:
            _bare_program()
