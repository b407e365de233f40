"""A small project, its articles and the program: what tests of commands share."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import polib
import pypdfium2

PROGRAM = Path(sys.executable).parent / "publish"
SETTINGS = '[project]\ntitle = "Tests"\nsource-language = "en"\nlanguages = ["fr", "de"]\n'
ARTICLE = """---
title: Morning in the harbour
lead: Boats come home before the sun.
---

The first boat lands at *five*. Nobody is awake.

## What they bring

- Herring, in boxes
- Cod, on ice

A last paragraph with a [link](https://example.org/).
"""
OTHER = "# Another article\n\nIts only paragraph.\n"


@dataclass(frozen=True, slots=True)
class Ran:
    """What a run of the program left."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


def program(folder: Path, *arguments: str) -> Ran:
    """Run the installed program as a user does."""
    done = subprocess.run(
        [str(PROGRAM), *arguments],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        errors="surrogateescape",
        check=False,
        timeout=120,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


def catalog(root: Path, language: str = "fr", article: str = "a") -> Path:
    return root / "locales" / language / "LC_MESSAGES" / f"{article}.po"


LETTERS = str.maketrans("0123456789", "abcdefghij")


def fill(path: Path, share: float = 1) -> list[str]:
    """Translate the first `share` of a catalog, each message into itself behind a word nothing else has.

    In letters: a number would not be in the source, and `build` would say so.
    """
    po = polib.pofile(str(path), wrapwidth=0)
    number = round(len(po) * share)
    for count, entry in enumerate(po[:number]):
        entry.msgstr = f"Traduit{f'{count:03}'.translate(LETTERS)} {entry.msgid}"
    po.save()
    return [entry.msgstr for entry in po[:number]]


def files_in(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()
    }


def whole(path: Path) -> None:
    """Check that an edition is all there: what unpacks it or draws it says so."""
    if path.suffix == ".docx":
        with zipfile.ZipFile(path) as package:
            assert package.testzip() is None
    else:
        assert path.read_bytes().rstrip().endswith(b"%%EOF")
        document = pypdfium2.PdfDocument(path)
        assert len(document) > 0
        document.close()
