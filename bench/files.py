"""Messages in; the article, its template and its translated catalog out, as files that `publish` wrote."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bench.corpus import Language, Message, Writer
from bench.edits import Revised, revise
from publish import po

ROOT = Path(__file__).parent
OUT = ROOT / "out"
PUBLISH = ROOT.parent / ".venv/bin/publish"
_TARGET = "fr"
# A template's date is of no interest here; without it the same seed gives the same bytes.
# Installed programs keep their byte code, and so must ours, which stands where it is edited.
ENVIRONMENT = {**os.environ, "SOURCE_DATE_EPOCH": "1700000000", "PYTHONDONTWRITEBYTECODE": ""}


@dataclass(frozen=True, slots=True)
class Case:
    """An article in two versions, with what a merge starts from."""

    language: Language
    """Of the article."""
    old: tuple[Message, ...]
    """The old version."""
    new: tuple[Revised, ...]
    """The new version, with what became of each message."""
    folder: Path
    """Holds `old.md`, `new.md`, `new.pot` and `fr.po`: every message of `old.md`, translated."""

    def update(self, catalog: Path) -> list[str]:
        """Return the command that merges the new version into a catalog."""
        tag = self.language.tag
        return [str(PUBLISH), "extract", "new.md", "--source-language", tag, "--update", str(catalog), "-q"]


def make_case(language: Language, seed: int, size: int, edited: int, new: int) -> Case:
    """Write both versions of an article of `size` messages and the catalogs that belong to them."""
    writer = Writer(language, seed)
    old = writer.article(size)
    folder = OUT / f"{language.tag}-{seed}-{size}-{edited}"
    case = Case(language, old, revise(writer, old, edited, new), folder)
    folder.mkdir(parents=True, exist_ok=True)
    write_article(folder / "old.md", language, old)
    write_article(folder / "new.md", language, (each.message for each in case.new))
    (folder / "fr.po").unlink(missing_ok=True)
    command = [str(PUBLISH), "extract", "--source-language", language.tag, "-q"]
    _run([*command, "old.md", "--update", "fr.po", "-l", _TARGET], folder)
    _run([*command, "new.md", "-o", "new.pot"], folder)
    _translate_all(folder / "fr.po")
    _verify(folder / "fr.po", language, old)
    _verify(folder / "new.pot", language, [each.message for each in case.new])
    return case


def write_article(path: Path, language: Language, messages: Iterable[Message]) -> None:
    """Write messages as Markdown: the first heading of level 1, the others of level 2."""
    blocks: list[str] = []
    for message in messages:
        mark = ("## " if blocks else "# ") if message.kind == "heading" else ""
        blocks.append(mark + language.text(message))
    path.write_text("\n\n".join(blocks) + "\n", encoding="utf-8")


def translate(text: str) -> str:
    """Return another language's text for this one: every word turned round, links and markup as they were.

    >>> translate("**Abc** de, [fg](https://example.org/7).")
    '**cbA** ed, [gf](https://example.org/7).'
    """
    return _WORD.sub(lambda word: word[0] if word[0].startswith("](") else word[0][::-1], text)


_WORD = re.compile(r"\]\([^)]*\)|[^\W\d_]+")


def _translate_all(path: Path) -> None:
    entries = po.read(path.read_bytes(), path)
    done = (each if each.is_header else replace(each, msgstr=(translate(each.msgid),)) for each in entries)
    path.write_bytes(po.write(done))


def _verify(path: Path, language: Language, messages: Sequence[Message]) -> None:
    """Hold that a message of ours is a message of the catalog; else nothing measured here means anything."""
    found = {entry.msgid for entry in po.read(path.read_bytes(), path) if not entry.is_header}
    ours = {language.text(message) for message in messages}
    if found != ours:
        raise ValueError(f"{path}: not our messages, such as {next(iter(found ^ ours))!r}")


def _run(command: list[str], folder: Path) -> None:
    subprocess.run(command, cwd=folder, env=ENVIRONMENT, check=True)
