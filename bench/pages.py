"""A number of pages in, an article of them out: all that news and reports are made of, as Markdown.

A page is one of A4 as publish sets it: 450 words, as Vietnamese counts them (its syllables), with headings,
lists, tables and pictures among them. How many pages come out stands beside each figure.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

from bench.corpus import Language, Writer
from bench.files import OUT

_WORDS = 450
"""On a page."""
_SECTION, _LIST, _NOTE, _TABLE, _PICTURE = 230, 500, 420, 900, 1500
"""Words from one of them to the next."""
_PICTURE_SIZE = (1500, 1000)


class Article:
    """Writes the blocks of one article."""

    def __init__(self, language: Language, seed: int) -> None:
        """Take what the words come from."""
        self._writer = Writer(language, seed)
        self._text = language.text
        self._words = 0
        self._due = {"section": 0, "list": _LIST // 2, "note": _NOTE // 2, "table": _TABLE // 2}
        self._due |= {"picture": _PICTURE // 4}
        self._notes = 0

    def blocks(self, pages: float, pictures: int = 3) -> Iterator[str]:
        """Give blocks of Markdown for so many pages; `pictures` is how many different ones there are."""
        yield "# " + self._short()
        self._notes, end = 0, self._words + pages * _WORDS
        while self._words < end:
            if self._is_due("section", _SECTION):
                yield self._counted(f"## {self._short()}")
            yield from self._paragraph()
            if self._is_due("list", _LIST):
                yield self._counted("\n".join(f"- {self._sentence()}" for _ in range(4)))
            if self._is_due("table", _TABLE):
                yield self._counted(self._table())
            if pictures and self._is_due("picture", _PICTURE):
                number = self._words // _PICTURE % pictures + 1
                yield self._counted(f'![{self._short()}](photo-{number}.jpg "{self._short()}")')

    def _paragraph(self) -> Iterator[str]:
        paragraph = self._text(self._writer.paragraph())
        if not self._is_due("note", _NOTE):
            yield self._counted(paragraph)
            return
        self._notes += 1
        yield self._counted(f"{paragraph}[^{self._notes}]")
        yield self._counted(f"[^{self._notes}]: {self._sentence()}")

    def _table(self) -> str:
        rng = self._writer.rng
        head = ["", *(self._writer.word() for _ in range(3))]
        rows = [[self._short(), *(str(rng.randint(10, 9999)) for _ in range(3))] for _ in range(5)]
        return "\n".join("| " + " | ".join(row) + " |" for row in (head, ["---"] + ["---:"] * 3, *rows))

    def _short(self) -> str:
        return self._text(self._writer.short("heading"))

    def _sentence(self) -> str:
        return self._writer.language.sentence_text(self._writer.sentence())

    def _counted(self, block: str) -> str:
        self._words += len(block.split())
        return block

    def _is_due(self, kind: str, every: int) -> bool:
        if self._words < self._due[kind]:
            return False
        self._due[kind] = self._words + every
        return True


def markdown(blocks: list[str]) -> str:
    """Return blocks as a file."""
    return "\n\n".join(blocks) + "\n"


def photographs(folder: Path, count: int = 3) -> None:
    """Write pictures like photographs: large, coloured, and with more detail than a drawing has."""
    from PIL import Image

    for number in range(1, count + 1):
        kept = OUT / f"photo-{number}.jpg"
        if not kept.exists():
            OUT.mkdir(exist_ok=True)
            rng = Random(number)
            blotches = Image.frombytes("RGB", (90, 60), rng.randbytes(90 * 60 * 3))
            width, height = _PICTURE_SIZE
            grain = Image.frombytes("RGB", (width, height), rng.randbytes(width * height * 3))
            large = blotches.resize((width, height), Image.Resampling.BICUBIC)
            Image.blend(large, grain, 0.06).save(kept, quality=85)
        (folder / kept.name).write_bytes(kept.read_bytes())
