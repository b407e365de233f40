"""A plain-text article in; the Document it is out, the part each line plays inferred or said by the editor.

A blank line parts blocks, and the wrapped lines of a block are folded; where a file has no blank line, each
line is a block. `docs/plain-text.md` tells editors the rules, which stand in `roles`, and how to overrule
them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import takewhile
from typing import get_args

from publish.errors import SourceError
from publish.model import (
    Block,
    Break,
    Dateline,
    Document,
    Entry,
    Figure,
    Heading,
    Mapping,
    Paragraph,
    Span,
    Text,
    normalise,
)
from publish.readers import frontmatter, roles
from publish.readers.frontmatter import FrontMatter
from publish.readers.sources import clean

_KEYS = (
    *(key for key, _ in frontmatter.PRINTED),
    *frontmatter.LANGUAGE,
    *frontmatter.TRANSLATABLE,
    "roles",
    "figures",
)
_FIGURE_KEYS = ("at", "image", "alt", "credit")
_BULLET = re.compile(r"[•·▪‣◦*–—-]\s|\d{1,3}[.)]\s")
_WIDEST_WRAPPED = 160  # a line wider than this was not wrapped by hand or by a mail program
_WIDEST_VERSE = 60
_FEW = 100  # blocks that begin alike, of which one is told how many they are
# Between these a line end is no space: the scripts that part no words (Thai and Lao do part clauses).
_UNSPACED = re.compile(
    "[\u1000-\u109f\u1780-\u17ff\u0e00-\u0eff\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]"
)


@dataclass(frozen=True, slots=True)
class _Piece:
    """One block of the file."""

    spans: tuple[Span, ...]
    line: int

    @property
    def words(self) -> str:
        """Its words, lines that were kept apart by a space."""
        return " ".join(span.text for span in self.spans if not span.atom)


def parse(data: str, source: str, language: str, *, sidecar: str = "", sidecar_path: str = "") -> Document:
    """Return the Document that the plain text in `data` is.

    `source` is the name that references and errors use; `language` is a BCP 47 or POSIX tag; `sidecar` holds
    the words of the YAML file beside the article, `sidecar_path` its name in errors. Raises SourceError and
    LanguageError with the line of what is wrong.

    >>> [block.role for block in parse("Flood\\n\\nThe river rose.", "a.txt", "en").blocks]
    ['title', 'paragraph']
    """
    data = clean(data, source)
    front = frontmatter.split(data, source)
    said = _Said(front, source, in_file=True)
    if sidecar.strip():
        if front.entries:
            message = f"front matter, though {sidecar_path} says the same things"
            raise SourceError(message, path=source, line=1, hint="Keep one of the two.")
        said = _Said(_sidecar(sidecar, sidecar_path), sidecar_path, in_file=False)
    said.check_keys()
    first_line = data.count("\n", 0, front.length) + 1
    pieces = list(_pieces(data[front.length :], first_line))
    shown = frontmatter.unplaced(said.front) if sidecar.strip() else said.front
    top = frontmatter.blocks(shown)
    blocks = (*top, *_blocks(pieces, said, top))
    if not blocks:
        raise SourceError("nothing to publish in it", path=source, hint="Write the article first.")
    tag = frontmatter.language(said.front, language, said.name)
    metadata = tuple(entry for entry in frontmatter.metadata(shown) if entry.key not in ("roles", "figures"))
    return Document(source, tag, blocks, metadata)


# --- cutting the file up -------------------------------------------------------------------------------


def _pieces(data: str, first_line: int) -> Iterator[_Piece]:
    lines = list(enumerate(data.split("\n"), first_line))
    filled = [(number, line) for number, line in lines if line.strip()]
    span = [line for number, line in lines if filled and filled[0][0] <= number <= filled[-1][0]]
    if all(line.strip() for line in span):
        for number, line in filled:
            yield _Piece(frontmatter.plain(line), number)
        return
    block: list[tuple[int, str]] = []
    for number, line in [*lines, (0, "")]:
        if line.strip():
            block.append((number, frontmatter.fold(line)))
        elif block:
            yield from _folded(block)
            block = []


def _folded(block: list[tuple[int, str]]) -> Iterator[_Piece]:
    """Give the blocks that lines between two blank ones are: one, but for lists and lines never wrapped."""
    texts = [line for _, line in block]
    if any(roles.weight(line) > _WIDEST_WRAPPED for line in texts[:-1]):
        yield from (_Piece((Span(line),), number) for number, line in block)
    elif _is_verse(texts):
        spans = [span for line in texts for span in (Span(line), Span("\n", (Break(),)))]
        yield _Piece(tuple(spans[:-1]), block[0][0])
    elif _BULLET.match(texts[0]):
        begins = [place for place, line in enumerate(texts) if _BULLET.match(line)]
        for begin, end in zip(begins, [*begins[1:], len(texts)], strict=True):
            yield _Piece((Span(_joined(texts[begin:end])),), block[begin][0])
    else:
        yield _Piece((Span(_joined(texts)),), block[0][0])


def _is_verse(lines: list[str]) -> bool:
    """Tell lines ended on purpose (a poem, an address) from wrapped ones, where no more would fit."""
    widths = [roles.weight(line) for line in lines]
    widest = max(widths)
    if len(lines) < 4 or widest > _WIDEST_VERSE or _BULLET.match(lines[0]):
        return False
    room = [
        widest - width > roles.weight(below.split(" ")[0])
        for width, below in zip(widths, lines[1:], strict=False)
    ]
    return 2 * sum(room) >= len(room)


def _joined(lines: list[str]) -> str:
    out = lines[0]
    for line in lines[1:]:
        unspaced = _UNSPACED.match(out[-1]) and _UNSPACED.match(line[0])
        out += line if unspaced else f" {line}"
    return out


# --- what the editor says ------------------------------------------------------------------------------


def _sidecar(data: str, name: str) -> FrontMatter:
    entries = frontmatter.read_yaml(clean(data, name), name)
    if entries is None:
        hint = "Write a key, a colon and its value on each line: 'author: Name'."
        raise SourceError("not a YAML mapping of keys to values", path=name, line=1, hint=hint)
    return FrontMatter(entries)


class _Pieces:
    """Finds blocks by their lines and by the words they begin with, however many are asked for."""

    def __init__(self, pieces: list[_Piece]) -> None:
        self._lines = {str(piece.line): place for place, piece in enumerate(pieces)}
        self._words = sorted((piece.words, place) for place, piece in enumerate(pieces))

    def places(self, key: str) -> list[int]:
        """Return the places of the blocks that a key names."""
        if key.isascii() and key.isdigit():
            return [self._lines[key]] if key in self._lines else []
        begin = bisect_left(self._words, (key, 0)) if key else len(self._words)
        found = takewhile(lambda one: one[0].startswith(key), self._words[begin : begin + _FEW])
        return sorted(place for _, place in found)


class _Said:
    """The front matter of a plain-text article, or the file beside it."""

    def __init__(self, front: FrontMatter, name: str, *, in_file: bool) -> None:
        self.front = front
        self.name = name
        self._in_file = in_file

    def check_keys(self) -> None:
        """Raise SourceError where a key is none that plain text knows."""
        self._check(self.front.entries, _KEYS)

    def _check(self, entries: Iterable[Entry], known: tuple[str, ...]) -> None:
        for entry in entries:
            if entry.key not in known:
                near = get_close_matches(entry.key, known, 1)
                hint = f"Did you mean {near[0]}?" if near else f"Known are: {', '.join(known)}."
                raise self.error(f"unknown key {entry.key!r}", entry.line, hint)

    def error(self, message: str, line: int, hint: str | None = None) -> SourceError:
        """Return an error at `line` of what the editor wrote."""
        return SourceError(message, path=self.name, line=line, hint=hint)

    def place(self, key: str, line: int, pieces: _Pieces) -> int:
        """Return the place in `pieces` of the block that `key`, a line number or opening words, names."""
        key = frontmatter.fold(key)
        found = pieces.places(key)
        if len(found) == 1:
            return found[0]
        count = "no block begins" if not found else f"{len(found)} blocks begin"
        where = f"on line {key}" if key.isascii() and key.isdigit() else f"with {key!r}"
        raise self.error(
            f"{count} {where}", line, "Name a block by its line, or by the words it begins with."
        )

    def roles(self, pieces: _Pieces) -> dict[int, roles.Part]:
        """Return the parts the editor gave, by place in `pieces`."""
        entry = self.front.entry("roles")
        if entry is None:
            return {}
        given: dict[int, roles.Part] = {}
        for one in self._mapping(entry):
            value: roles.Part | None = next(
                (part for part in get_args(roles.Part) if part == one.value), None
            )
            if value is None:
                known = ", ".join(get_args(roles.Part))
                raise self.error(f"unknown role {one.value!r}", one.line, f"Known are: {known}.")
            given[self.place(one.key, one.line, pieces)] = value
        return given

    def figures(self, pieces: _Pieces) -> dict[int, Mapping]:
        """Return what the editor says of pictures, by the place in `pieces` of their captions."""
        entry = self.front.entry("figures")
        if entry is None:
            return {}
        if not isinstance(entry.value, tuple):
            raise self.error("figures must be a list", entry.line, "Begin each figure with a dash.")
        found: dict[int, Mapping] = {}
        for one in entry.value:
            if not isinstance(one, Mapping) or not one.entries:
                raise self.error("a figure must have the keys at and image", entry.line)
            self._check(one.entries, _FIGURE_KEYS)
            place = self.place(_said(one, "at"), one.entries[0].line, pieces)
            if not _said(one, "image") or place in found:
                message = "a second figure for this block" if place in found else "a figure without an image"
                raise self.error(message, one.entries[0].line)
            found[place] = one
        return found

    def _mapping(self, entry: Entry) -> tuple[Entry, ...]:
        if isinstance(entry.value, Mapping):
            return entry.value.entries
        raise self.error(
            f"{entry.key} must be a mapping", entry.line, "Write 12: caption, or words: caption."
        )

    def text(self, figure: Mapping, key: str, caption_line: int) -> Text:
        """Return what `figure` says under `key`, on its line; on the caption's where that is another file."""
        entry = next((entry for entry in figure.entries if entry.key == key), None)
        line = entry.line if entry and self._in_file else caption_line
        return Text(frontmatter.plain(_said(figure, key)), line)


def _said(figure: Mapping, key: str) -> str:
    value = next((entry.value for entry in figure.entries if entry.key == key), None)
    if isinstance(value, Text):
        return value.plain
    return "" if value is None else str(value)


# --- blocks --------------------------------------------------------------------------------------------


def _blocks(pieces: list[_Piece], said: _Said, top: tuple[Block, ...]) -> Iterator[Block]:
    """Give the article's blocks; what the front matter printed already is not printed again."""
    printed = {block.text.plain for block in top if isinstance(block, Paragraph)}
    named = _Pieces(pieces)
    given = said.roles(named)
    figures = said.figures(named)
    kept = [place for place, piece in enumerate(pieces) if piece.words not in printed or place in given]
    inferred = dict(zip(kept, roles.infer([pieces[place].words for place in kept]), strict=True))
    taken = {block.role for block in top if isinstance(block, Paragraph)}
    for place in kept:
        part = given.get(place) or inferred[place]
        if place not in given and part in taken:
            part = "paragraph"
        block = _block(pieces[place], part)
        yield _figure(block, figures[place], said, pieces[place].line) if place in figures else block


def _block(piece: _Piece, part: roles.Part) -> Block:
    text = Text(normalise(piece.spans), piece.line)
    if part == "heading":
        return Heading(text, 2, piece.line)
    if part == "dateline" and (day := frontmatter.iso_date(text.plain)):
        return Dateline(day, piece.line)
    return Paragraph(text, part, piece.line)


def _figure(block: Block, figure: Mapping, said: _Said, line: int) -> Figure:
    caption = block.text if isinstance(block, Paragraph | Heading) else Text(line=line)
    return Figure(
        image=_said(figure, "image"),
        alt=said.text(figure, "alt", line),
        caption=caption,
        credit=said.text(figure, "credit", line),
        line=line,
    )
