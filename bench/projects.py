"""A number of pages, or of articles, in; a project that can be built out: every catalog filled, as files.

Catalogs are made by `publish extract` and filled by `tongues`; beside them lies the article as Markdown in
each language, for tools that know of no catalogs.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bench.corpus import LANGUAGES
from bench.files import ENVIRONMENT, OUT, PUBLISH
from bench.pages import Article, markdown, photographs
from bench.tongues import TARGETS, Translator
from publish import po

SOURCE = LANGUAGES["vi"]
"""What all articles are written in."""
_SEED = 7
_SMALL_PAGES = 0.5
"""Of each article of an archive: a short report without pictures, of about ten messages."""


@dataclass(frozen=True, slots=True)
class Book:
    """A project of one article."""

    folder: Path
    """Holds `publish.toml`, `source/article.md`, its catalogs, and `translated/fr.md` and the like."""
    pages: int
    """That were asked for."""
    tags: tuple[str, ...]
    """Languages that it is translated into."""

    @property
    def translated(self) -> Path:
        """The folder of the article as Markdown in each language, with its pictures."""
        return self.folder / "translated"

    def edition(self, tag: str, format: str) -> Path:
        """Return the path of what publish makes."""
        return self.folder / "output" / tag / f"article.{format}"


def make_book(pages: int, tags: Sequence[str]) -> Book:
    """Write a project of one article of so many pages, translated into these languages."""
    book = Book(_emptied(OUT / f"book-{pages}-{'-'.join(tags)}"), pages, tuple(tags))
    blocks = list(Article(SOURCE, _SEED).blocks(pages))
    _lay_down(book.folder, tags, {"article": blocks})
    book.translated.mkdir()
    for folder in (book.folder / "source", book.translated):
        photographs(folder)
    for tag in tags:
        translator = Translator(TARGETS[tag])
        translated = markdown([translator(block) for block in blocks])
        (book.translated / f"{tag}.md").write_text(translated, encoding="utf-8")
    (book.translated / f"{SOURCE.tag}.md").write_text(markdown(blocks), encoding="utf-8")
    return book


def make_archive(count: int, tags: Sequence[str]) -> Path:
    """Write a project of so many short articles, not yet extracted, and return its folder."""
    folder = _emptied(OUT / f"archive-{count}")
    writing = Article(SOURCE, _SEED)
    articles = {
        f"{number // 100:03}/{number:05}": list(writing.blocks(_SMALL_PAGES, pictures=0))
        for number in range(count)
    }
    _write(folder, tags, articles)
    return folder


def fill(folder: Path, translators: dict[str, Callable[[str], str]]) -> None:
    """Translate every message of every catalog of a project."""
    for tag, translator in translators.items():
        for path in sorted((folder / "locales" / tag).rglob("*.po")):
            fill_catalog(path, translator)


def fill_catalog(path: Path, translator: Callable[[str], str]) -> None:
    """Translate every message of a catalog."""
    entries = po.read(path.read_bytes(), path)
    filled = (e if e.is_header else replace(e, msgstr=(translator(e.msgid),)) for e in entries)
    path.write_bytes(po.write(filled))


def translators(tags: Sequence[str]) -> dict[str, Callable[[str], str]]:
    """Return who translates into each of these languages."""
    return {tag: Translator(TARGETS[tag]) for tag in tags}


def publish(*arguments: str) -> list[str]:
    """Return a command of publish that prints errors only."""
    return [str(PUBLISH), *arguments, "--quiet"]


def _lay_down(folder: Path, tags: Sequence[str], articles: dict[str, list[str]]) -> None:
    """Write articles and their catalogs, filled."""
    _write(folder, tags, articles)
    subprocess.run(publish("extract"), cwd=folder, env=ENVIRONMENT, check=True)
    fill(folder, translators(tags))


def _write(folder: Path, tags: Sequence[str], articles: dict[str, list[str]]) -> None:
    listed = ", ".join(f'"{tag}"' for tag in tags)
    settings = f'[project]\nsource-language = "{SOURCE.tag}"\nlanguages = [{listed}]\n'
    (folder / "publish.toml").write_text(settings, encoding="utf-8")
    for name, blocks in articles.items():
        path = folder / "source" / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(markdown(blocks), encoding="utf-8")


def _emptied(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
