"""A Document in, the units to translate out; units and their translations in, the translated Document out.

`segment` and `assemble` walk the same slots with the same code, so that what was extracted is exactly what is
replaced.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import accumulate, count
from typing import Literal

from publish.languages import Language
from publish.message import decode, encode
from publish.model import (
    ATOMS,
    Block,
    Break,
    Definition,
    DefinitionList,
    Document,
    Entry,
    Figure,
    Footnote,
    Heading,
    Image,
    Lang,
    List,
    Mapping,
    Note,
    Paragraph,
    Quote,
    Raw,
    Span,
    Table,
    Text,
    Value,
    normalise,
)

__all__ = ["By", "Lookup", "Unit", "assemble", "segment", "sentences"]

By = Literal["block", "sentence"]
"""How much text makes one unit."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A piece of text that a translator translates as one."""

    message: str
    """The text in message notation, see `message.encode`."""
    context: str | None
    """msgctxt the author asked for."""
    role: str
    """What kind of text it is: title, heading, paragraph, caption, alternative text, table cell…"""
    place: str
    """Where it stands, for people: `heading 2`, `caption of images/hall.jpg`."""
    comment: str
    """What the author tells the translator, empty if nothing."""
    source: str
    """Path of the article, as references name it."""
    line: int
    """Line in the article, from 1; 0 where it has none."""
    max_length: int | None = None
    """Most characters a translation may have."""


Lookup = Callable[[Unit], str | None]
"""Gives the translated message of a unit, or None (or nothing) where there is none."""


def segment(document: Document, by: By = "block") -> tuple[Unit, ...]:
    """Return the units of a document, in reading order, the front matter first.

    Text that the author keeps from translation gives no unit, nor does text without a letter or a digit. A
    lone number does: `3,5` is written `3.5` elsewhere.
    """
    units: list[Unit] = []

    def collect(text: Text, role: str, place: str) -> Text:
        if text.translate:
            units.extend(piece.unit for piece in _pieces(document, text, role, place, by) if piece.unit)
        return text

    _Walk(collect, count(1)).document(document)
    return tuple(units)


def assemble(document: Document, lookup: Lookup, language: Language, by: By = "block") -> Document:
    """Return the document in `language`, each unit replaced by what `lookup` gives for it.

    Args:
        document: the source, as `segment` was given it.
        lookup: asked once for each unit, in the order of `segment`.
        language: what the result is in.
        by: as `segment` was told.

    A unit without a translation keeps its source text under `Lang(…, untranslated=True)`, text not to be
    translated under `Lang`, unless the two languages are one. `assemble(d, segment's own messages) == d`.
    """

    def translate(text: Text, role: str, place: str) -> Text:
        if not text.translate:
            foreign = language.tag != document.language and _has_words(text.spans)
            return replace(text, spans=_foreign(text.spans, Lang(document.language))) if foreign else text
        pieces = _pieces(document, text, role, place, by)
        found = [piece.translated(lookup) for piece in pieces]
        unchanged = all(new is piece.spans for new, piece in zip(found, pieces, strict=True))
        if unchanged and language.tag == document.language:
            return text
        return replace(text, spans=normalise(_joined(pieces, found, document.language, language)))

    translated = _Walk(translate, count(1)).document(document)
    return replace(translated, language=language.tag)


def sentences(unit: Unit, language: Language) -> tuple[Unit, ...]:
    """Return what `segment(…, "sentence")` makes of a unit that holds a block in `language`."""
    if unit.role not in _CUT_ROLES:
        return (unit,)
    whole = decode(unit.message)
    parts = [spans for spans, _ in _sentences(whole, language.tag) if _has_words(spans)]
    messages = [unit.message if spans == whole else encode(spans) for spans in parts]
    return tuple(replace(unit, message=message, max_length=None) for message in messages) or (unit,)


# --- pieces of a text ----------------------------------------------------------------------------------

_CUT_ROLES = {"paragraph", "lead", "list item", "quote", "definition", "footnote"}
"""What `by="sentence"` cuts; titles, captions and cells are translated whole."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A block's text or one sentence of it."""

    spans: tuple[Span, ...]
    gap: tuple[Span, ...]
    """White space and line breaks that stand between it and the next piece."""
    unit: Unit | None
    """None where there is nothing to translate."""

    def translated(self, lookup: Lookup) -> tuple[Span, ...] | None:
        """Return the spans to print, the very ones of the source if unchanged, or None if untranslated."""
        if self.unit is None:
            return self.spans
        message = lookup(self.unit)
        if message == self.unit.message:
            return self.spans
        return decode(message) if message else None


def _pieces(document: Document, text: Text, role: str, place: str, by: By) -> list[_Piece]:
    cut = by == "sentence" and role in _CUT_ROLES
    parts = list(_sentences(text.spans, document.language)) if cut else [(text.spans, ())]
    max_length = text.max_length if len(parts) == 1 else None
    return [
        _Piece(
            spans,
            gap,
            Unit(
                encode(spans), text.context, role, place, text.comment, document.source, text.line, max_length
            )
            if _has_words(spans)
            else None,
        )
        for spans, gap in parts
    ]


def _has_words(spans: Iterable[Span]) -> bool:
    return any(
        any(map(str.isalnum, span.text)) for span in spans if not isinstance(span.atom, Note | Raw | Break)
    )


def _foreign(text: Iterable[Span], lang: Lang) -> tuple[Span, ...]:
    """Mark source text in a translated document with its language, except where it has one of its own."""
    return tuple(
        span if any(isinstance(mark, Lang) for mark in span.marks) else Span(span.text, (lang, *span.marks))
        for span in text
    )


def _joined(
    pieces: list[_Piece], found: list[tuple[Span, ...] | None], source: str, language: Language
) -> Iterator[Span]:
    """Set between two sentences what the language sets there, but keep the author's line breaks."""
    one_language = language.tag == source
    for place, (piece, spans) in enumerate(zip(pieces, found, strict=True)):
        missing = spans is None and not one_language
        original = _foreign(piece.spans, Lang(source, untranslated=True)) if missing else piece.spans
        yield from original if spans is None else spans
        if missing and place + 1 < len(pieces) and found[place + 1] is None:
            yield from _foreign(piece.gap, Lang(source, untranslated=True))
        elif _keeps_gap(piece, place + 1 == len(pieces), source, language):
            yield from piece.gap
        else:
            yield Span(language.joiner)


def _keeps_gap(piece: _Piece, last: bool, source: str, language: Language) -> bool:
    return last or language.language == source.partition("-")[0] or any(span.atom for span in piece.gap)


# --- sentences of spans --------------------------------------------------------------------------------


def _sentences(spans: tuple[Span, ...], language: str) -> Iterator[tuple[tuple[Span, ...], tuple[Span, ...]]]:
    """Cut spans into sentences and the gaps after them; no cut goes through a mark.

    The spans of all sentences and gaps, in order, are the given ones but for the text spans that were cut.
    """
    # Whole blocks need no segmenter.
    from publish.sentences import split

    start = 0
    words = [_seen(span) for span in spans]
    ends: set[int] = set()
    for sentence in split("".join(words), language)[:-1]:
        start += len(sentence)
        ends.add(start)
    for part in _cut(spans, words, ends):
        yield _without_gap(part)


def _seen(span: Span) -> str:
    """What the segmenter sees of a span: a note stands behind the stop and would hide it."""
    match span.atom:
        case Note() | Raw():
            return ""
        case Image():
            return "\ufffc"
    return span.text


def _cut(spans: tuple[Span, ...], words: list[str], ends: set[int]) -> Iterator[list[Span]]:
    part: list[Span] = []
    place = 0
    inside = _inside_raw(spans)
    in_order = sorted(ends)
    for index, (span, seen) in enumerate(zip(spans, words, strict=True)):
        # A note belongs to the sentence before it, even where no white space says so.
        follows = isinstance(span.atom, Note) and not seen
        if part and place in ends and not follows and not inside[index] and _apart(part[-1], span):
            yield part
            part = []
        here = in_order[bisect_right(in_order, place) : bisect_left(in_order, place + len(seen))]
        cuts = [end - place for end in here] if not span.marks and not inside[index] else []
        for begin, end in zip([0, *cuts], [*cuts, len(span.text)], strict=True):
            if begin:
                yield part
                part = []
            part.append(Span(span.text[begin:end], span.marks))
        place += len(seen)
    yield part


def _apart(left: Span, right: Span) -> bool:
    """Tell whether no mark reaches over the border of two spans."""
    outer = [next(iter(span.marks), None) for span in (left, right)]
    return outer[0] is None or isinstance(outer[0], ATOMS) or outer[0] != outer[1]


def _inside_raw(spans: tuple[Span, ...]) -> list[bool]:
    """Tell of every span whether it stands behind an unknown start tag, up to and with its end tag."""
    deeper = [0] * (len(spans) + 1)
    opened: dict[str, int] = {}
    for place, span in enumerate(spans):
        if not isinstance(span.atom, Raw) or not span.text.startswith("<"):
            continue
        name = span.text.strip("</>").split(maxsplit=1)[:1]
        key = name[0].rstrip("/>").lower() if name else ""
        if not span.text.startswith("</"):
            opened[key] = place
        elif key in opened:
            deeper[opened.pop(key) + 1] += 1
            deeper[place + 1] -= 1
    return [depth > 0 for depth in accumulate(deeper)]


def _without_gap(part: list[Span]) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Part a sentence from the white space and the line breaks after it."""
    kept = len(part)
    while kept and (
        isinstance(part[kept - 1].atom, Break) or not (part[kept - 1].marks or part[kept - 1].text.strip())
    ):
        kept -= 1
    sentence, gap = part[:kept], part[kept:]
    if sentence and not sentence[-1].marks:
        text = sentence[-1].text.rstrip()
        if text != sentence[-1].text:
            gap.insert(0, Span(sentence[-1].text[len(text) :]))
            sentence[-1] = Span(text)
    return tuple(sentence), tuple(gap)


# --- the walk ------------------------------------------------------------------------------------------

_Visit = Callable[[Text, str, str], Text]
"""Called for each text with its role and its place; gives the text to put there."""


@dataclass(frozen=True, slots=True)
class _Walk:
    """Visits every text of a document in reading order and builds the document anew."""

    visit: _Visit
    tables: Iterator[int]
    """Numbers for the tables, from 1."""

    def document(self, document: Document) -> Document:
        metadata = self.entries(document.metadata, "front matter: ")
        return replace(document, metadata=metadata, blocks=self.blocks(document.blocks, "", ""))

    def entries(self, entries: tuple[Entry, ...], place: str) -> tuple[Entry, ...]:
        return tuple(replace(e, value=self.value(e.value, f"{place}{e.key}")) for e in entries)

    def value(self, value: Value, place: str) -> Value:
        match value:
            case Text():
                return self.visit(value, "front matter", place)
            case Mapping(entries):
                return Mapping(self.entries(entries, f"{place}."))
            case tuple():
                return tuple(self.value(item, place) for item in value)
        return value

    def blocks(self, blocks: tuple[Block, ...], role: str, place: str) -> tuple[Block, ...]:
        return tuple(self.block(block, role, place) for block in blocks)

    def block(self, block: Block, role: str, place: str) -> Block:
        """Visit a block that stands in a container of this role and place (empty at the top)."""
        match block:
            case Heading():
                return _with_text(block, self.visit(block.text, "heading", f"heading {block.level}"))
            case Paragraph(role="paragraph") if role:
                return _with_text(block, self.visit(block.text, role, place))
            case Paragraph():
                return _with_text(block, self.visit(block.text, block.role, block.role))
            case Figure():
                return self.figure(block)
            case List():
                items = (
                    replace(i, blocks=self.blocks(i.blocks, "list item", "list item")) for i in block.items
                )
                return replace(block, items=tuple(items))
            case Quote():
                return replace(block, blocks=self.blocks(block.blocks, "quote", "quote"))
            case Footnote(label):
                return replace(block, blocks=self.blocks(block.blocks, "footnote", f"footnote {label}"))
            case DefinitionList():
                return replace(block, items=tuple(map(self.definition, block.items)))
            case Table():
                return self.table(block)
        return block

    def figure(self, figure: Figure) -> Figure:
        return replace(
            figure,
            alt=self.visit(figure.alt, "alternative text", f"alternative text of {figure.image}"),
            caption=self.visit(figure.caption, "caption", f"caption of {figure.image}"),
            credit=self.visit(figure.credit, "credit", f"credit of {figure.image}"),
        )

    def definition(self, item: Definition) -> Definition:
        terms = tuple(self.visit(term, "term", "term") for term in item.terms)
        details = tuple(self.blocks(blocks, "definition", "definition") for blocks in item.details)
        return replace(item, terms=terms, details=details)

    def table(self, table: Table) -> Table:
        name = f"table {next(self.tables)}"
        caption = self.visit(table.caption, "caption", f"caption of {name}")
        heads = [f"{name}, head of column {column}" for column in range(1, len(table.head) + 1)]
        cells = [f"{name}, column {column}" for column in range(1, len(table.align) + 1)]
        for column, head in enumerate(table.head[: len(cells)]):
            cells[column] += f": {' '.join(head.plain.split())}" if head else ""
        return replace(
            table,
            caption=caption,
            head=self.row(table.head, heads),
            rows=tuple(self.row(row, cells) for row in table.rows),
        )

    def row(self, row: tuple[Text, ...], places: list[str]) -> tuple[Text, ...]:
        return tuple(self.visit(cell, "table cell", place) for cell, place in zip(row, places, strict=True))


def _with_text(block: Heading | Paragraph, text: Text) -> Heading | Paragraph:
    """Return a block with other words; the very block where they are the same, as in `segment` they are."""
    return block if text is block.text else replace(block, text=text)
