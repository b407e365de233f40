"""The words of one block to runs: marks to character styles, languages and directions to properties.

Word orders a line by the direction of its runs, not by characters alone: a run of Arabic says so (`w:rtl`),
and a code or a Latin name beside it stands in a run of its own that does not.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from string import Formatter
from typing import TYPE_CHECKING

from publish import languages
from publish.languages import Language
from publish.model import (
    Break,
    Code,
    Emphasis,
    Image,
    Lang,
    Link,
    Mark,
    Note,
    Raw,
    Span,
    Strike,
    Strong,
    Subscript,
    Superscript,
    Text,
    Underline,
)
from publish.phrases import Phrase
from publish.theme import Typography
from publish.theme.docx.ooxml import escaped, tag
from publish.theme.docx.ooxml import properties as ordered
from publish.theme.docx.tokens import BOLD, HEADING_FACE, colour
from publish.theme.docx.voices import counted, faces, lang, own_faces
from publish.writers import bidi
from publish.writers.docx import pictures
from publish.writers.docx.book import Book, note_mark
from publish.writers.links import address

if TYPE_CHECKING:
    from docx.opc.part import Part

Spans = tuple[Span, ...]
_OBJECT = "\ufffc"  # stands for an atom where the words of a block are read as one string
# Indic, Thai, Lao, Tibetan, Burmese, Khmer: what Word sets by the properties of complex scripts.
_COMPLEX = "[\u0900-\u109f\u1780-\u17ff\u19e0-\u19ff\ua8e0-\ua8ff\ua9e0-\ua9ff\uaa60-\uaa7f]+"
_COMPLEX_RUN = re.compile(rf"{_COMPLEX}(?:\W*{_COMPLEX})*")
# Punctuation that both Latin and East Asian faces have: the hint says whose it is (ECMA-376, 17.3.2.26).
_SHARED_PUNCTUATION = re.compile("[\u00b7\u2010-\u203b\u2460-\u24ff]")
_FOLDED = str.maketrans("\t\n\r", "   ")


@dataclass(frozen=True, slots=True)
class _Piece:
    """Characters under the same marks, in one direction."""

    words: str
    kind: str
    """`r` from right to left, `c` a complex script from left to right, `l` any other."""
    span: Span

    @property
    def marks(self) -> dict[type[Mark], Mark]:
        """The marks by kind; of two languages the innermost."""
        return {type(mark): mark for mark in self.span.marks}


@dataclass(slots=True)
class Words:
    """Writes the words of blocks that stand in one part of a package."""

    book: Book
    """What the edition's parts share."""
    source: Part
    """The part that links and pictures are related from."""
    in_note: bool = False
    """Whether the part is that of the notes, which can have no notes of their own."""

    def language(self, text: Text) -> Language:
        """Return the language that all of `text` is in."""
        return languages.parse(text.language) if text.language else self.book.edition.language

    def runs(self, text: Text, style: str, width: float, fields: Mapping[int, str] = {}) -> str:
        """Return the runs of a block whose paragraph has `style`, in a column `width` millimetres wide.

        `fields` are the instructions of spans that are results of fields, by the `id()` of the span.
        """
        pieces = _pieces(text, self.language(text))
        alone = all(isinstance(span.atom, Image) or not span.text.strip() for span in text.spans)
        room = (pictures.alone if alone else pictures.among_words)(self.book, width)
        out = []
        for link, group in groupby(pieces, lambda piece: piece.marks.get(Link)):
            target = self._target(link) if isinstance(link, Link) else {}
            inside = "".join(
                self._piece(piece, style, text.line, room, bool(target), fields.get(id(piece.span)))
                for piece in group
            )
            out.append(tag("w:hyperlink", inside, **target) if target else inside)
        return "".join(out)

    def plain(self, words: str, style: str) -> str:
        """Return the runs of words in the edition's own language that no source has, such as a date."""
        return self.runs(Text((Span(words),)), style, 0)

    def spoken(self, phrase: Phrase, places: Mapping[str, Spans] = {}, *marks: Mark) -> Spans:
        """Return our own words under `marks`, their places filled; a language not the edition's is said."""
        own = phrase.tag == self.book.edition.language.tag
        said = marks if own else (*marks, Lang(phrase.tag))
        return tuple(
            span
            for words, name, _, _ in Formatter().parse(phrase.text)
            for span in ((Span(words, said),) if words else ()) + places.get(name or "", ())
        )

    @staticmethod
    def begun(instruction: str, look: str = "") -> str:
        """Return the beginning of a field, behind which its result and its end are to stand."""
        parts = (
            tag("w:fldChar", fldCharType="begin"),
            f'<w:instrText xml:space="preserve"> {instruction} </w:instrText>',
            tag("w:fldChar", fldCharType="separate"),
        )
        return "".join(tag("w:r", look, inside) for inside in parts)

    def _field(self, instruction: str, look: str, result: str) -> str:
        """Return a field with the result that is shown until Word works it out anew."""
        end = tag("w:fldChar", fldCharType="end")
        return self.begun(instruction, look) + tag("w:r", look, _characters(result)) + tag("w:r", look, end)

    def _piece(
        self, piece: _Piece, style: str, line: int, room: pictures.Room, linked: bool, field: str | None
    ) -> str:
        match piece.span.atom:
            case None:
                look = self._look(piece, style, linked)
                if field:
                    return self._field(field, look, piece.words)
                return tag("w:r", look, _characters(piece.words))
            case Image(src=src):
                return pictures.drawing(self.book, self.source, src, piece.span.text, line, room)
            case Note(label=label):
                return self._note(label, piece, style)
            case Break():
                return tag("w:r", tag("w:br"))
            case Raw():
                return ""

    # --- properties ---

    def _look(self, piece: _Piece, style: str, linked: bool) -> str:
        """Return the properties of a run: one character style, and directly what it leaves unsaid."""
        marks = piece.marks
        spoken = self._spoken(marks)
        named = _character_style(marks, linked, style, self._emphasis_style(spoken))
        found: dict[str, str] = {"rStyle": tag("w:rStyle", val=named) if named else ""}
        if Strong in marks and named != "Strong":
            found |= {"b": tag("w:b"), "bCs": tag("w:bCs")}
        if Emphasis in marks and not named.endswith("Emphasis"):
            found |= _emphasised(self.book.typography(spoken), piece.kind)
        if linked and style.startswith("TableHeading"):
            found["color"] = tag("w:color", val="FFFFFF")
        found |= {kind: element for mark, (kind, element) in _DIRECT.items() if mark in marks}
        found |= self._voice(piece, spoken, style, marks)
        found |= {"r": {"rtl": tag("w:rtl")}, "c": {"cs": tag("w:cs")}}.get(piece.kind, {})
        return ordered("w:rPr", found.values())

    def _spoken(self, marks: dict[type[Mark], Mark]) -> Language:
        mark = marks.get(Lang)
        return languages.parse(mark.tag) if isinstance(mark, Lang) else self.book.edition.language

    def _emphasis_style(self, spoken: Language) -> str:
        """East Asian text among other, and other among East Asian, has an emphasis of its own."""
        ours, theirs = self.book.row.slot, self.book.typography(spoken).slot
        return "Emphasis" if (ours == "east-asian") is (theirs == "east-asian") else "ForeignEmphasis"

    def _voice(
        self, piece: _Piece, spoken: Language, style: str, marks: dict[type[Mark], Mark]
    ) -> dict[str, str]:
        """Return language and faces where they are not the edition's, and the mark of a draft."""
        found: dict[str, str] = {}
        row = self.book.typography(spoken)
        fonts: dict[str, str] = {}
        if spoken != self.book.edition.language:
            found["lang"] = lang(spoken, row)
            fonts = self._foreign_faces(row, style, marks)
        if row.slot == "east-asian" and _SHARED_PUNCTUATION.search(piece.words):
            fonts["hint"] = "eastAsia"
        if fonts:
            found["rFonts"] = tag("w:rFonts", **fonts)
        mark = marks.get(Lang)
        if self.book.edition.draft and isinstance(mark, Lang) and mark.untranslated:
            found["highlight"] = tag("w:highlight", val="yellow")
            if style.startswith("TableHeading"):  # white on yellow cannot be read
                found["color"] = tag("w:color", val=colour(self.book.edition.theme.ink))
        return found

    def _foreign_faces(self, row: Typography, style: str, marks: dict[type[Mark], Mark]) -> dict[str, str]:
        """Return the faces of a language that the edition's styles do not name."""
        heading = style in HEADING_FACE
        ours = faces(self.book.row, heading=heading)
        theirs = own_faces(row, heading=heading or (Emphasis in marks and not row.italics))
        if Code in marks:
            theirs = {slot: face for slot, face in theirs.items() if slot in ("cs", "eastAsia")}
        return {slot: face for slot, face in theirs.items() if ours[slot] != face}

    # --- notes ---

    def _note(self, label: str, piece: _Piece, style: str) -> str:
        """Return a reference to a note; its number where it has been referred to before."""
        book = self.book
        number = book.edition.numbers.get(label)
        reference = tag("w:rStyle", val="FootnoteReference")
        if number is None or (self.in_note and label not in book.cited):
            literal = _Piece(f"[^{label}]", "l", Span("", piece.span.marks[:-1]))
            return tag("w:r", self._look(literal, style, linked=False), _characters(literal.words))
        rtl = tag("w:rtl") if piece.kind == "r" else ""
        if label in book.cited:
            look = ordered("w:rPr", [reference, rtl])
            return self._field(
                f"NOTEREF {note_mark(number)} \\f \\h", look, counted(book.edition.language, number)
            )
        book.cited[label] = number
        run = tag("w:r", ordered("w:rPr", [reference, rtl]), tag("w:footnoteReference", id=number))
        return book.marked(run, note_mark(number))

    # --- links ---

    def _target(self, link: Link) -> dict[str, str | int]:
        """Return the attributes of a hyperlink; none where it leads to nothing that we would open."""
        title: dict[str, str | int] = {"tooltip": link.title} if link.title else {}
        if link.href.startswith("#"):
            name = self.book.bookmarks.get(link.href[1:])
            return {"anchor": name, "history": 1, **title} if name else {}
        url = address(link.href)
        if url is None:
            return {}
        return {"r_id": self.book.package.link(self.source, url), "history": 1, **title}


_DIRECT: dict[type[Mark], tuple[str, str]] = {
    Strike: ("strike", tag("w:strike")),
    Underline: ("u", tag("w:u", val="single")),
    Superscript: ("vertAlign", tag("w:vertAlign", val="superscript")),
    Subscript: ("vertAlign", tag("w:vertAlign", val="subscript")),
}
"""Marks that Word has a property for, and no style."""


def _character_style(marks: Iterable[type[Mark]], linked: bool, paragraph: str, emphasis: str) -> str:
    """Return the one character style a run may have."""
    if linked:
        return "Hyperlink"
    if Code in marks:
        return "Code"
    if Strong in marks and paragraph not in BOLD:
        return "Strong"
    return emphasis if Emphasis in marks else ""


def _emphasised(row: Typography, kind: str) -> dict[str, str]:
    """Return emphasis as properties, for a run whose style says something else."""
    if row.italics or (row.slot == "complex" and kind == "l"):
        return {"i": tag("w:i")}
    return {"rFonts": tag("w:rFonts", **own_faces(row, heading=True))}


def _characters(text: str) -> str:
    return f'<w:t xml:space="preserve">{escaped(text.translate(_FOLDED))}</w:t>'


# --- pieces --------------------------------------------------------------------------------------------


def _pieces(text: Text, language: Language) -> Iterator[_Piece]:
    """Cut the spans wherever their characters turn from one direction or kind of script to another."""
    joined = "".join(_OBJECT if span.atom else span.text for span in text.spans)
    turns = tuple(_turns(joined, text, language))
    kinds = _kinds(joined, turns, language)
    before, after = _held_in_order(joined, turns, language)
    at = 0
    for span in text.spans:
        if span.atom:
            yield _Piece(span.text, kinds[at], span)
            at += 1
            continue
        for kind, group in groupby(range(at, at + len(span.text)), kinds.__getitem__):
            places = list(group)
            words = joined[places[0] : places[-1] + 1]
            yield _Piece(before.get(places[0], "") + words + after.get(places[-1], ""), kind, span)
        at += len(span.text)


@dataclass(frozen=True, slots=True)
class _Turn:
    """Characters that read the other way than what is round them: than the block, or than a phrase in it."""

    start: int
    end: int
    kind: str
    """As in `_Piece`."""
    holds: bool = False
    """Whether there are turns inside it."""


def _turns(joined: str, text: Text, language: Language) -> Iterator[_Turn]:
    """Give the turns of a block; those inside another one come behind it."""
    if language.direction == "rtl":
        against, find, find_inside, kinds = "ltr", bidi.ltr_runs, bidi.rtl_runs, "lr"
    else:
        against, find, find_inside, kinds = "rtl", bidi.rtl_runs, bidi.ltr_runs, "rl"
    whole = tuple(_stretches(text, language, against))
    if against == "rtl" and not whole and not bidi.RTL.search(joined):
        return  # most text: it need not be looked at letter by letter
    for start, end in find(joined, whole):
        inside = find_inside(joined[start:end])
        yield _Turn(start, end, kinds[0], bool(inside))
        yield from (_Turn(start + first, start + last, kinds[1]) for first, last in inside)


def _kinds(joined: str, turns: Iterable[_Turn], language: Language) -> str:
    """Return a letter for each character of a block, an atom being one: see `_Piece.kind`."""
    kinds = ["r" if language.direction == "rtl" else "l"] * len(joined)
    for turn in turns:
        kinds[turn.start : turn.end] = turn.kind * (turn.end - turn.start)
    for match in _COMPLEX_RUN.finditer(joined):
        kinds[match.start() : match.end()] = "c" * len(match[0])
    return "".join(kinds)


_MARKS = {"l": "\u200e", "r": "\u200f"}
_EMBEDDINGS, _EMBEDDED = {"l": "\u202a", "r": "\u202b"}, "\u202c"
_STRONG = {"l": {"L"}, "r": {"R", "AL"}}


def _held_in_order(
    joined: str, turns: Iterable[_Turn], language: Language
) -> tuple[dict[int, str], dict[int, str]]:
    """Return the marks of direction to set before and after characters (UAX 9, 2).

    LibreOffice orders a line by characters alone, whatever a run says, so that `57-NQ/TW` becomes
    `NQ/TW-57`; a mark beside the digits or signs at a turn's end keeps them with its letters. No property
    of runs tells any program that a phrase stands inside another: that takes an embedding.
    """
    before: dict[int, str] = {}
    after: dict[int, str] = {}
    for turn in turns:
        last, mark, strong = turn.end - 1, _MARKS[turn.kind], _STRONG[turn.kind]
        if turn.holds:
            before[turn.start], after[last] = _EMBEDDINGS[turn.kind], _EMBEDDED
        else:
            if unicodedata.bidirectional(joined[turn.start]) not in strong:
                before[turn.start] = before.get(turn.start, "") + mark
            # Digits follow the letter before them.
            if unicodedata.bidirectional(joined[last]) not in strong | {"EN"}:
                after[last] = mark + after.get(last, "")
        if turn.kind == "r" and language.direction == "ltr" and (place := _digits_behind(joined, turn.end)):
            before[place] = _MARKS["l"] + before.get(place, "")
    return before, after


def _digits_behind(joined: str, end: int) -> int:
    """Return where the text goes on behind Arabic letters if digits come next, which they would pull."""
    following = (unicodedata.bidirectional(char) for char in joined[end:])
    kind = next((kind for kind in following if kind in ("L", "R", "AL", "EN")), "")
    behind = (at for at in range(end, len(joined)) if joined[at] != _OBJECT)
    return next(behind) if kind == "EN" else 0


def _stretches(text: Text, language: Language, direction: str) -> Iterator[tuple[int, int]]:
    """Give the stretches that read in `direction` whatever they hold: code, and words in such a language."""
    at = 0
    for span in text.spans:
        end = at + (1 if span.atom else len(span.text))
        tags = [mark.tag for mark in span.marks if isinstance(mark, Lang)]
        spoken = languages.parse(tags[-1]) if tags else language
        literal = direction == "ltr" and any(isinstance(mark, Code) for mark in span.marks)
        if not span.atom and (literal or spoken.direction == direction):
            yield at, end
        at = end
