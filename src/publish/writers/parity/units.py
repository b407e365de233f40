"""What an edition prints and what a file holds, in the one form in which they are compared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import unquote

# What is no word but has its place among them stands as a noncharacter (Unicode, 23.7), which no text holds.
_CALL, _PICTURE, _END = "\ufdd0", "\ufdd1", "\ufdd2"
ANY = -1  # level of a title where no title belongs: writers differ on what they make of it


class _Folding(dict[int, "str | None"]):
    """What is compared of each character; filled as they are met."""

    def __missing__(self, code: int) -> str | None:
        char = chr(code)
        kind = unicodedata.category(char)
        said: str | None = char
        if kind == "Nd":
            said = str(unicodedata.digit(char))
        elif char.isspace() or char in "·•" or (kind[0] == "C" and char not in (_CALL, _PICTURE, _END)):
            said = None
        self[code] = said
        return said


_FOLDING = _Folding()


def fold(text: str) -> str:
    """Return what is compared of a text: neither what lays it out nor what a style sheet may change.

    Left out are white space, what is invisible (soft hyphens, marks of direction, places where a line may
    break, control characters) and the points that PDF sets between what DOCX sets apart. Digits are European
    ones, letters small, and composed (NFC).

    >>> fold("Thái\\u00a0Nguyên · ٢٠٣٠")
    'tháinguyên2030'
    """
    return unicodedata.normalize("NFC", text.translate(_FOLDING).casefold().replace("ı", "i"))


@dataclass(frozen=True, slots=True)
class Unit:
    """Something that an edition prints in its place: a block with words, or a row of a table."""

    words: tuple[str, ...]
    """Those of the block, or of each cell of the row; calls of notes and pictures are among them."""
    line: int = 0
    """In the source, 0 if not known."""
    level: int | None = None
    """Of a heading, 0 for the title; None for what is none."""
    row: bool = False
    """Whether it is a row."""
    head: bool = False
    """Whether it is a row that each page repeats."""
    joined: bool = False
    """Whether it may stand in one block with what comes before it."""
    entry: bool = False
    """Whether the number of a page may follow it."""
    folded: tuple[str, ...] = field(init=False)
    """What is compared of the words."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "folded", tuple(map(fold, self.words)))


@dataclass(frozen=True, slots=True)
class Piece:
    """A block or a row as it was read; one that goes on over the page is several."""

    words: tuple[str, ...]
    """As in `Unit`."""
    folded: tuple[str, ...]
    """As in `Unit`."""
    level: int | None
    """Of a heading."""
    row: bool
    """As in `Unit`."""
    head: bool
    """As in `Unit`."""
    page: int
    """From 0; always 0 in a DOCX."""


@dataclass(frozen=True, slots=True)
class Expected:
    """All that an edition prints."""

    units: tuple[Unit, ...]
    """In order, without the notes."""
    notes: dict[int, tuple[Unit, ...]]
    """By number."""
    links: tuple[tuple[str, int], ...]
    """Targets outside, as `target_of` makes them comparable, each with its line."""
    targets: frozenset[str]
    """Of `links`, and of links round pictures, which not all formats have."""
    places: tuple[int, ...]
    """Lines of the links to places in the edition."""
    outline: tuple[Unit, ...]
    """Title and headings, without notes; one with a picture in it is empty: what names it is not certain."""


@dataclass(slots=True)
class Printed:
    """All that a file holds."""

    pieces: list[Piece] = field(default_factory=list)
    """In order, without the notes."""
    notes: dict[int, str] = field(default_factory=dict)
    """Words of the notes, by number."""
    links: list[str] = field(default_factory=list)
    """Targets outside, as `target_of` makes them comparable."""
    places: int = 0
    """How many links lead to places in the file."""
    outside: tuple[int, str] | None = None
    """The first page, from 1, on which words run off the paper, and the words."""
    outline: list[str] | None = None
    """Bookmarks in order; None where headings are the outline."""

    def block(self, words: str, level: int | None = None, page: int = 0) -> None:
        """Add a block; one without words is none."""
        if folded := fold(words):
            self.pieces.append(Piece((words,), (folded,), level, False, False, page))

    def row(self, cells: Iterable[str], head: bool, page: int = 0) -> None:
        """Add a row; one without words is none, as pdfium does not see it."""
        words = tuple(cells)
        if any(folded := tuple(map(fold, words))):
            self.pieces.append(Piece(words, folded, None, True, head, page))


def call(number: int | str) -> str:
    return f"{_CALL}{number}{_END}"


def picture_of(alt: str) -> str:
    return f"{_PICTURE}{alt}{_END}"


def shown(words: str) -> str:
    """Return words with calls of notes and pictures as a message shows them."""
    called = re.sub(f"{_CALL}(.*?){_END}", r"[note \1]", words)
    return re.sub(f"{_PICTURE}(.*?){_END}", r"[picture: \1]", called)


def target_of(url: str) -> str:
    """Return of an address what both formats write, however they escape it."""
    return fold(unquote(url))
