"""An `Edition` to what its parts share while they are written: numbers, bookmarks, languages, the package."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING

from publish.languages import Language
from publish.model import Figure, Heading
from publish.theme import Typography, typography
from publish.theme.docx.ooxml import tag
from publish.theme.docx.reference import Page
from publish.theme.docx.tokens import NUMBERED
from publish.writers.docx.package import Package
from publish.writers.edition import Edition, walk

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST_NAME = 40  # of a bookmark (ECMA-376 part 1, 17.13.6.2, and Word's own limit)


@dataclass(slots=True)
class Book:
    """What the body, the notes and the running heads of one edition share."""

    edition: Edition
    """What is written."""
    package: Package
    """Where it goes."""
    page: Page
    """The page that it is printed on."""
    bookmarks: dict[str, str] = field(init=False)
    """Names that the article links to, and the bookmark of each."""
    lists: list[tuple[int, int]] = field(default_factory=list)
    """Level and first number of each numbered list."""
    cited: dict[str, int] = field(default_factory=dict)
    """Notes referred to so far, by label, with the number of each."""
    rows: dict[str, Typography] = field(default_factory=dict)
    """How each language is set that was met, by tag."""
    _headings: dict[int, str] = field(default_factory=dict)
    _drawings: Iterator[int] = field(default_factory=lambda: count(1))
    _marks: Iterator[int] = field(default_factory=lambda: count(1))

    def __post_init__(self) -> None:
        """Name the bookmarks before anything is written, since links may come before their target."""
        self.bookmarks = {}
        for block in walk(self.edition.blocks):
            match block:
                case Heading(id=name) | Figure(id=name) if name:
                    self.bookmarks.setdefault(name, _bookmark(name, len(self.bookmarks) + 1))
                case _:
                    pass

    @property
    def row(self) -> Typography:
        """How the edition's own language is set."""
        return self.typography(self.edition.language)

    def typography(self, language: Language) -> Typography:
        """Return how a language is set, and remember it for the font table."""
        return self.rows.setdefault(language.tag, typography(language))

    def numbered(self, level: int, start: int) -> int:
        """Begin a numbered list; return its numbering instance."""
        self.lists.append((level, start))
        return NUMBERED + len(self.lists) - 1

    def drawing(self) -> int:
        """Return an id that no other drawing has."""
        return next(self._drawings)

    def marked(self, content: str, name: str) -> str:
        """Return `content` inside a bookmark."""
        id = next(self._marks)
        return tag("w:bookmarkStart", id=id, name=name) + content + tag("w:bookmarkEnd", id=id)

    def entry_mark(self, heading: Heading) -> str:
        """Return the hidden bookmark of a heading, such as Word gives what its list of contents leads to."""
        return self._headings.setdefault(id(heading), f"_Toc{len(self._headings) + 1:08}")


def note_mark(number: int) -> str:
    """Return the bookmark of a note's first reference, which later ones repeat the number of."""
    return f"_RefNote{number}"


def _bookmark(name: str, number: int) -> str:
    """Return a name that Word takes: it begins with a letter and holds no others than letters and digits.

    >>> _bookmark("mục-tiêu 1", 3)
    'mục_tiêu_1_3'
    """
    plain = re.sub(r"\W+", "_", name).strip("_")
    head = plain if plain[:1].isalpha() else f"b_{plain}"
    end = f"_{number}"
    return head[: _LONGEST_NAME - len(end)] + end
