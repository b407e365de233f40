"""What a hostile project is, and how it is made."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

STEERS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""What steers a terminal or shows words in another order."""
SETTINGS = '[project]\nsource-language = "en"\nlanguages = ["fr"]\n'
CATALOG = "locales/fr/LC_MESSAGES/a.po"
OUT = "@OUTSIDE@"
ARTICLE = "# Harbour\n\nBoats come *home*.\n"


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the file system."""

    target: str


@dataclass(frozen=True, slots=True)
class Pipe:
    """A named pipe, which gives nothing and waits."""


SECRET = "a-secret-of-this-machine"
OUTSIDE = (
    *("a.md", "a.txt", "a.yaml", "a.po", "g.csv", "edition.css", "m.tmx", "x.png", "folder/a.md"),
    "victim.docx",
)
"""Files of a folder outside, each of which holds nothing but the secret."""
Content = str | bytes | Link | Pipe


@dataclass(frozen=True, slots=True)
class Case:
    """A project with a file nobody should have sent."""

    files: Mapping[str, Content]
    """By path from the project's folder; `OUT` in words and links stands for a folder outside."""
    more: str = ""
    """Settings behind the first ones."""
    language: str = "en"
    """Of the editions it shows in."""
    formats: tuple[str, ...] = ("docx", "pdf")
    """Editions that are made of it; what fills a thousand pages is not laid out in a PDF here."""


def make(root: Path, case: Case, outside: Path) -> Path:
    """Make the project of a case."""
    files = {"source/a.md": ARTICLE, **case.files} if not _has_article(case) else case.files
    for name, content in {"publish.toml": SETTINGS + case.more, **files}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        match content:
            case Link(target):
                path.symlink_to(target.replace(OUT, str(outside)))
            case Pipe():
                os.mkfifo(path)
            case str():
                path.write_bytes(content.replace(OUT, str(outside)).encode("utf-8", "surrogatepass"))
            case bytes():
                path.write_bytes(content)
    return root


def _has_article(case: Case) -> bool:
    return any(
        name == "source" or (name.startswith("source/a.") and name.endswith((".md", ".txt")))
        for name in case.files
    )


def text_case(text: str | bytes, name: str = "a.md") -> Case:
    """Return a project of one article."""
    return Case({f"source/{name}": text})
