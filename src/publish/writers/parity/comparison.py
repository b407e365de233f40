"""All that an edition prints and all that a file holds to the first difference between them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, takewhile
from typing import NoReturn

from publish.errors import EditionError
from publish.model import Paragraph
from publish.project import Format
from publish.writers.edition import Edition
from publish.writers.parity.expected import expected
from publish.writers.parity.units import (
    ANY,
    Expected,
    Piece,
    Printed,
    Unit,
    fold,
    shown,
)

_DEEPEST = 6  # level of headings, in both formats
_NOT_WRITTEN = "The file was not written; one from before stays."
HINT = f"This is a fault of publish, please report it. {_NOT_WRITTEN}"
_STYLED_HINT = f"See first whether theme/edition.css hides it. {HINT}"
_WIDE_HINT = f"Divide what stands there, a table say, into narrower parts. {_NOT_WRITTEN}"
_WIDE_STYLED_HINT = f"See first what theme/edition.css does to it: a width, or a margin. {_NOT_WRITTEN}"


@dataclass(slots=True)
class Comparison:
    """Holds what was read against what is expected, and stops at the first difference."""

    edition: Edition
    format: Format
    printed: Printed
    at: int = 0
    """The piece that is read next."""
    offset: int = 0
    """Where in its folded words."""
    line: int = 0
    """Of the unit that was found last."""

    def run(self) -> None:
        """Compare all; raises EditionError."""
        wanted = expected(self.edition)
        self.paper(wanted)
        for unit in wanted.units:
            if any(unit.folded) or unit.entry:
                (self.row if unit.row else self.words)(unit)
        self.finish_block()
        if (piece := self.piece()) and not self.lax:
            self.fail("has besides", "".join(piece.words), self.line)
        for number, units in wanted.notes.items():
            self.note(number, units)
        for number, words in self.printed.notes.items():
            if number not in wanted.notes:
                self.fail(f"has besides a note {number}", words, 0)
        self.links(wanted)
        if self.printed.outline is not None and not self.lax:
            self.outline(wanted.outline, self.printed.outline)

    @property
    def lax(self) -> bool:
        """Whether an office's style sheet may have put words of its own among those of the edition."""
        return self.format == "pdf" and bool(self.edition.theme.css)

    def piece(self) -> Piece | None:
        """Return the piece that is read next."""
        return self.printed.pieces[self.at] if self.at < len(self.printed.pieces) else None

    def step(self) -> None:
        """Go on to the piece after that."""
        self.at, self.offset = self.at + 1, 0

    def next_page(self) -> Piece | None:
        """Return the next piece if it is the first on a page, heads of tables aside."""
        page = self.printed.pieces[self.at].page
        after = (piece for piece in islice(self.printed.pieces, self.at + 1, None) if not piece.head)
        following = next(after, None)
        return following if following and following.page > page else None

    def paper(self, wanted: Expected) -> None:
        """See that no words run off the paper."""
        if self.printed.outside is None:
            return
        page, words = self.printed.outside
        lines = (unit.line for unit in wanted.units if fold(words) in "".join(unit.folded))
        hint = _WIDE_STYLED_HINT if self.lax else _WIDE_HINT
        self.fail(f"runs off the paper on page {page}", words, next(lines, 0), hint=hint)

    # --- blocks ---

    def words(self, unit: Unit) -> None:
        """Find the words of a block where they should stand."""
        if not unit.joined:
            self.finish_block()
        begun, need = (self.at, self.offset), unit.folded[0]
        while need:
            piece = self.piece()
            if piece is None or (piece.row and not piece.head and not self.lax):
                self.lacks(unit, begun)
            taken = 0 if piece.row else self.take(piece.folded[0], need)
            if taken:
                self.check_level(unit, piece)
                need = need[taken:]
            elif piece.head or self.lax:
                self.step()
            else:
                self.lacks(unit, begun)
        if unit.entry:
            self.pass_page_number(unit)
        self.line = unit.line or self.line

    def take(self, has: str, need: str) -> int:
        """Read what a piece `has` of what we `need`; return how many characters that was."""
        rest = has[self.offset :]
        found = rest.find(need) if self.lax else 0 if rest.startswith(need) else -1
        if found >= 0:
            self.offset += found + len(need)
            if self.offset == len(has):
                self.step()
            return len(need)
        shortest = 1 if self.lax else len(rest)
        for length in range(min(len(rest), len(need)), shortest - 1, -1):
            if rest.endswith(need[:length]) and self.next_page():
                self.step()
                return length
        return 0

    def check_level(self, unit: Unit, piece: Piece) -> None:
        """See that a heading is one, of its level, and that nothing else is."""
        level = unit.level
        if level is not None and self.format == "pdf":
            level += any(isinstance(b, Paragraph) and b.role == "title" for b in self.edition.blocks)
        wanted = None if level is None else min(_DEEPEST, level)
        if unit.level != ANY and wanted != piece.level:
            self.fail(f"has as {_called(piece.level)} what is {_called(wanted)}", unit.words[0], unit.line)

    def finish_block(self) -> None:
        """See that nothing is left of a block of which something has been read."""
        if self.offset:
            words, at = self.printed.pieces[self.at].words[0], self.offset
            if not self.lax:
                self.fail("has besides", _from(words, at), self.line)
            self.step()

    def pass_page_number(self, unit: Unit) -> None:
        """Pass over what stands behind an entry of the list of contents, which may have no words itself."""
        piece = self.piece()
        if (
            piece
            and self.offset == len(unit.folded[0])
            and re.fullmatch(r"[.…]*\d+", piece.folded[0][self.offset :])
        ):
            self.step()

    # --- tables ---

    def row(self, unit: Unit) -> None:
        """Find the cells of a row where they should stand."""
        self.finish_block()
        if unit.head and self.is_headed(unit):
            return
        while (piece := self.piece()) and ((piece.head and not unit.head) or (self.lax and not piece.row)):
            self.step()
        begun = self.at, 0
        if piece is None or not piece.row:
            self.lacks(unit, begun)
        cells = piece.folded
        while not self.are_cells(cells, unit.folded):
            following = self.next_page()  # a row that is higher than what is left of a page
            if following is None or not following.row or len(following.folded) != len(cells):
                self.lacks_cell(unit, begun)
            cells = tuple(a + b for a, b in zip(cells, following.folded, strict=True))
            self.at = self.printed.pieces.index(following, self.at)
        self.step()
        self.line = unit.line or self.line

    def is_headed(self, unit: Unit) -> bool:
        """Tell whether a later page of a table has its head, for which the first row left no room before."""
        rows = takewhile(lambda piece: piece.row, islice(self.printed.pieces, self.at, None))
        heads = [piece for piece in rows if piece.head]
        return heads[:1] != [self.piece()] and any(self.are_cells(head.folded, unit.folded) for head in heads)

    def are_cells(self, has: tuple[str, ...], need: tuple[str, ...]) -> bool:
        """Tell whether these are the cells of a row."""
        if self.lax and len(has) == len(need):
            return all(b in a for a, b in zip(has, need, strict=True))
        return has == need

    def lacks_cell(self, unit: Unit, begun: tuple[int, int]) -> NoReturn:
        """Fail for a row, and say which of its cells differs."""
        piece = self.printed.pieces[begun[0]]
        if len(piece.words) != len(unit.words):
            what = f"has {len(piece.words)} cells where there are {len(unit.words)}"
            self.fail(what, " | ".join(unit.words), unit.line)
        both = zip(piece.folded, unit.folded, strict=True)
        at = next(at for at, (has, need) in enumerate(both) if has != need)
        self.differs(unit.words[at], piece.words[at], unit.line)

    # --- the rest ---

    def note(self, number: int, units: Sequence[Unit]) -> None:
        """Compare a note; in a PDF the numbers of its lists are among its words."""
        has = self.printed.notes.get(number)
        words = "".join(word for unit in units for word in unit.words)
        line = next((unit.line for unit in units if unit.line), 0)
        if has is None:
            self.fail(f"lacks note {number}", words, line)
        need, got = [part for unit in units for part in unit.folded if part], fold(has)
        if "".join(need) == got:
            return
        at = 0
        for part in need:
            found = got.find(part, at) if self.format == "pdf" else -1
            if found < 0:
                self.differs(words, has, line, f"lacks in note {number}")
            at = found + len(part)

    def links(self, wanted: Expected) -> None:
        """Compare where links lead; one over several lines is several in a PDF."""
        has, need = Counter(self.printed.links), Counter(target for target, _ in wanted.links)
        for target, line in wanted.links:
            if has[target] < need[target]:
                self.fail("lacks a link to", target, line)
        for target in has:
            if target not in wanted.targets and re.match("(https?|mailto|tel):", target):
                self.fail("has besides a link to", target, 0)
        if self.printed.places < len(wanted.places):
            self.fail("lacks a link to a place in it, as there is one in this line", "", wanted.places[0])

    def outline(self, units: Sequence[Unit], has: Sequence[str]) -> None:
        """Compare the bookmarks of a PDF."""
        marks = [mark for mark in map(fold, has) if mark]
        rest = iter(marks)
        for unit in units:
            if unit.folded[0] and unit.folded[0] not in rest:
                self.fail("lacks in its outline", unit.words[0], unit.line)
        if len(marks) > len(units):
            self.fail("has more bookmarks than headings", "", 0)

    # --- messages ---

    def lacks(self, unit: Unit, begun: tuple[int, int]) -> NoReturn:
        """Fail for a unit that does not stand where the piece and the offset `begun` are."""
        at, offset = begun
        there = self.printed.pieces[at : at + 1]
        has = _from(" | ".join(there[0].words), offset) if there else ""
        wanted = "".join(unit.folded)
        elsewhere = any(wanted in "".join(piece.folded) for piece in self.printed.pieces)
        self.differs(" | ".join(unit.words), has, unit.line, "has not in its place" if elsewhere else "lacks")

    def differs(self, need: str, has: str, line: int, what: str = "lacks") -> NoReturn:
        """Fail, and show where the words that are there part from those that should be."""
        at = next((at for at, (a, b) in enumerate(zip(fold(need), fold(has), strict=False)) if a != b), 0)
        at = at or min(len(fold(need)), len(fold(has))) * fold(need).startswith(fold(has))
        instead = f"It has “{_excerpt(has, at)}” there. " if fold(has) else ""
        self.fail(what, _from(need, 0) if not at else need, line, instead, at)

    def fail(
        self, what: str, words: str, line: int, instead: str = "", at: int = 0, hint: str = ""
    ) -> NoReturn:
        """Raise the error; without a `hint` it is a fault of ours."""
        said = f": “{_excerpt(words, at)}”" if words else ""
        raise EditionError(
            f"the {self.format.upper()} in {self.edition.language} {what}{said}",
            path=self.edition.source,
            line=line or None,
            hint=hint or instead + (_STYLED_HINT if self.lax else HINT),
        )


def _called(level: int | None) -> str:
    return "text" if level is None else f"a heading of level {level}" if level else "the title"


_BEFORE, _LENGTH = 24, 64  # characters that a message shows before a difference, and in all


def _from(words: str, at: int) -> str:
    """Return words from where their folded ones have `at` characters."""
    passed = 0
    for place, char in enumerate(words):
        if passed >= at:
            return words[place:]
        passed += len(fold(char))
    return ""


def _excerpt(words: str, at: int) -> str:
    """Return what a message shows of words that differ at a folded character."""
    place = len(words) - len(_from(words, at))
    start = max(0, place - _BEFORE)
    excerpt = " ".join(shown(words[start : start + _LENGTH]).split())
    return ("…" if start else "") + excerpt + ("…" if len(words) > start + _LENGTH else "")
