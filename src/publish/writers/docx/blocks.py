"""Blocks to paragraphs and tables, each in a named style.

What stands inside a list, a quotation or a definition is indented by the place it stands in; a style is only
overruled where its own indent is not that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from publish import phrases
from publish.languages import Language
from publish.model import (
    Align,
    Block,
    CodeBlock,
    Dateline,
    DefinitionList,
    Figure,
    Footnote,
    Heading,
    List,
    ListItem,
    PageBreak,
    Paragraph,
    Quote,
    RawBlock,
    Rule,
    Span,
    Strong,
    Table,
    Text,
)
from publish.theme.docx import tokens
from publish.theme.docx.ooxml import escaped, properties, tag
from publish.theme.docx.voices import number_switch
from publish.writers.docx import pictures
from publish.writers.docx.book import Book
from publish.writers.docx.tables import Grid, fitted
from publish.writers.docx.words import Words
from publish.writers.edition import Entry

if TYPE_CHECKING:
    from docx.opc.part import Part

_DEEPEST = 9  # levels of a list that Word has
_CLOSE, _APART = 40, 360  # twentieths of a point
_CODE_INSET = 120  # twentieths of a point, as the style has it
_FRONT = {
    "title": "Title",
    "subtitle": "Subtitle",
    "kicker": "Kicker",
    "lead": "Lead",
    "byline": "Byline",
    "dateline": "Dateline",
    "revision": "Revision",
}
_ROLES = _FRONT | {
    "byline": "Signature",
    "dateline": "Signature",
    "caption": "Caption",
    "credit": "Credit",
}
"""Styles of paragraphs by their role, in the head of an article and after it."""
_LABELS: Mapping[type[Block], tuple[str, Callable[[Language], phrases.Phrase]]] = {
    Figure: ("Figure", phrases.figure_label),
    Table: ("Table", phrases.table_label),
}
"""What numbers the captions of a kind of block, and our own words for it."""
_JUSTIFIED = {"BodyText", "Quote", "Definition"}
_INDENTED = {"Quote": tokens.QUOTE_INDENT, "Definition": tokens.DETAIL_INDENT}


@dataclass(frozen=True, slots=True)
class Place:
    """Where blocks stand."""

    body: str = "BodyText"
    """Style of ordinary paragraphs."""
    lists: int = 0
    """How many lists are round them."""
    extra: int = 0
    """Indent from all that is not a list, twentieths of a point."""

    @property
    def indent(self) -> int:
        """Where lines begin, twentieths of a point from the margin."""
        return self.lists * tokens.LIST_STEP + self.extra


@dataclass(frozen=True, slots=True)
class _Marker:
    """The number or bullet that the next paragraph bears."""

    style: str
    numbering: int
    tight: bool
    over_list: bool = False
    """Whether a list follows, to which the paragraph stands close."""


class Flow:
    """Writes blocks into one part of a package, one after the other."""

    def __init__(self, book: Book, source: Part, *, in_note: bool = False) -> None:
        """Write into `source`; `in_note` where that is the part of the notes."""
        self.book = book
        self.words = Words(book, source, in_note)
        self._in_note = in_note
        self._new_page = False
        self._marker: _Marker | None = None

    def article(self) -> str:
        """Return the edition's article: its head, a line, and the rest."""
        blocks = self.book.edition.blocks
        front = self.book.edition.front
        head = "".join(map(self._front, front))
        line = self._empty("HeadRule") if head and len(front) < len(blocks) else ""
        return head + line + self._contents() + self.blocks(blocks[len(front) :], Place())

    def _contents(self) -> str:
        """Return the list of contents, a field whose entries are those that Word would find.

        They have no numbers of pages: only who lays the pages out knows them. Word adds them when the field
        is updated; were it asked to do so by itself, it would ask the reader at every opening.
        """
        entries = self.book.edition.contents
        if not entries:
            return ""
        title = Text(self.words.spoken(phrases.contents(self.book.edition.language)))
        begin = self.words.begun('TOC \\o "1-3" \\h \\z \\u')
        end = tag("w:r", tag("w:fldChar", fldCharType="end"))
        gallery = tag("w:docPartGallery", val="Table of Contents")
        content = [
            self._paragraph(title, "TOCHeading", Place()),
            *(
                self._entry(entry, begin if entry is entries[0] else "", end if entry is entries[-1] else "")
                for entry in entries
            ),
        ]
        return tag(
            "w:sdt",
            tag("w:sdtPr", tag("w:docPartObj", gallery, tag("w:docPartUnique"))),
            tag("w:sdtContent", *content),
        )

    def _entry(self, entry: Entry, before: str, after: str) -> str:
        style = f"TOC{entry.level}"
        words = self.words.runs(entry.text, style, self._width(Place()))
        link = tag("w:hyperlink", words, anchor=self.book.entry_mark(entry.heading), history=1)
        apart = [tag("w:spacing", after=_APART)] if after else []
        return self._written(style, before + link + after, [*apart, *self._turned(entry.text, style)])

    def note(self, blocks: tuple[Block, ...]) -> str:
        """Return what a note holds, its number first."""
        call = tag(
            "w:r",
            properties("w:rPr", [tag("w:rStyle", val="FootnoteReference")]),
            tag("w:footnoteRef"),
        ) + self.words.plain("\u2002", "FootnoteText")
        place = Place("FootnoteText")
        match blocks:
            case (Paragraph(text=text), *rest):
                first = self._paragraph(text, "FootnoteText", place, before=call)
                return first + self.blocks(rest, place)
            case _:
                return self._empty("FootnoteText", call) + self.blocks(blocks, place)

    def blocks(self, blocks: Iterable[Block], place: Place) -> str:
        """Return blocks that stand in `place`."""
        return "".join(self.block(block, place) for block in blocks)

    def block(self, block: Block, place: Place) -> str:
        """Return a block; nothing for one that is not printed."""
        match block:
            case Paragraph():
                return self._role(block, place)
            case Heading():
                return self._heading(block, place)
            case List():
                return self._list(block, place)
            case PageBreak():
                self._new_page = True
                return ""
            case Footnote() | RawBlock():
                return ""
        before = self._flushed(place)
        match block:
            case Dateline():
                return before + self._date(block, "Signature")
            case Figure():
                return before + self._figure(block, place)
            case Quote():
                inner = replace(
                    place,
                    body=place.body if self._in_note else "Quote",
                    extra=place.extra + tokens.QUOTE_INDENT,
                )
                return before + self.blocks(block.blocks, inner)
            case CodeBlock():
                return before + self._code(block, place)
            case Table():
                return before + self._table(block, place)
            case DefinitionList():
                return before + self._definitions(block, place)
            case Rule():
                return before + self._empty("Rule")

    # --- paragraphs ---

    def _paragraph(
        self,
        text: Text,
        style: str,
        place: Place,
        *direct: str,
        before: str = "",
        names: Iterable[str] = (),
        fields: Mapping[int, str] = {},
    ) -> str:
        """Return a paragraph that holds the words of a block, inside the bookmarks `names`."""
        words = self.words.runs(text, style, self._width(place), fields)
        for name in names:
            words = self.book.marked(words, name)
        return self._written(style, before + words, [*direct, *self._turned(text, style)])

    def _empty(self, style: str, runs: str = "", *direct: str) -> str:
        return self._written(style, runs, direct)

    def _written(self, style: str, runs: str, direct: Iterable[str]) -> str:
        new_page = tag("w:pageBreakBefore") if self._new_page else ""
        self._new_page = False
        inside = [tag("w:pStyle", val=style), new_page, *direct]
        return tag("w:p", properties("w:pPr", inside), runs)

    def _turned(self, text: Text, style: str) -> list[str]:
        """Return direction and alignment of a paragraph whose language needs others than the edition's."""
        ours, theirs = self.book.edition.language, self.words.language(text)
        direct = []
        if theirs.direction != ours.direction:
            direct.append(tag("w:bidi") if theirs.direction == "rtl" else tag("w:bidi", val=0))
        if style in _JUSTIFIED and self.book.row.justify and not self.book.typography(theirs).justify:
            direct.append(tag("w:jc", val="left"))
        return direct

    def _width(self, place: Place) -> float:
        """Return the width of a column, millimetres."""
        return max(20, self.book.page.measure - place.indent / tokens.TWIPS_PER_MM)

    def _front(self, block: Block) -> str:
        match block:
            case Dateline():
                return self._date(block, "Dateline")
            case Paragraph() if block.text:
                return self._paragraph(block.text, _FRONT[block.role], Place())
            case _:
                return ""

    def _date(self, block: Dateline, style: str) -> str:
        day = self.book.edition.language.format_date(block.date)
        return self._empty(style, self.words.plain(day, style))

    def _role(self, block: Paragraph, place: Place) -> str:
        if block.role != "paragraph" and place == Place():
            return self._paragraph(block.text, _ROLES[block.role], place) if block.text else ""
        if self._marker:
            return self._item_paragraph(block.text, place)
        if not block.text:
            return ""
        level = min(place.lists, _DEEPEST)
        style = (f"ListContinue{level if level > 1 else ''}") if place.body == "List" else place.body
        natural = level * tokens.LIST_STEP if place.body == "List" else _INDENTED.get(style, 0)
        indent = [] if place.indent == natural else [tag("w:ind", left=place.indent)]
        return self._paragraph(block.text, style, place, *indent)

    def _heading(self, block: Heading, place: Place) -> str:
        if not block.text:
            return ""
        direct = self._marked(place) if self._marker else self._indent(place)
        names = filter(None, (self.book.entry_mark(block), self.book.bookmarks.get(block.id)))
        return self._paragraph(block.text, f"Heading{min(block.level, 6)}", place, *direct, names=names)

    @staticmethod
    def _indent(place: Place) -> list[str]:
        return [tag("w:ind", left=place.indent)] if place.indent else []

    # --- lists ---

    def _list(self, block: List, place: Place) -> str:
        before = self._flushed(place)
        level = min(place.lists, _DEEPEST - 1)
        numbering = self.book.numbered(level, block.start) if block.ordered else tokens.BULLETS
        style = "ListNumber" if block.ordered else "ListBullet"
        if self._in_note:
            style = "FootnoteText"
        body = place.body if self._in_note else "List"
        inner = replace(place, body=body, lists=place.lists + 1)
        items = (self._item(item, _Marker(style, numbering, block.tight), inner) for item in block.items)
        return before + "".join(items)

    def _item(self, item: ListItem, marker: _Marker, place: Place) -> str:
        if item.checked is not None:
            marker = replace(marker, numbering=tokens.DONE if item.checked else tokens.OPEN)
        match item.blocks:
            case (Paragraph(), List(), *_) if marker.tight:
                marker = replace(marker, over_list=True)
            case _:
                pass
        self._marker = marker
        return self.blocks(item.blocks, place) + self._flushed(place)

    def _item_paragraph(self, text: Text, place: Place) -> str:
        marker = self._marker
        if marker is None:
            return ""
        apart = [] if marker.tight else [tag("w:contextualSpacing", val=0)]
        if marker.over_list:
            apart.append(tag("w:spacing", after=_CLOSE))
        return self._paragraph(text, marker.style, place, *self._marked(place), *apart)

    def _flushed(self, place: Place) -> str:
        """Return a paragraph for a number or bullet whose item begins with something that can bear none."""
        return self._item_paragraph(Text(), place)

    def _marked(self, place: Place) -> list[str]:
        """Return the number or bullet that waits for a paragraph, which thereby has found it."""
        marker, self._marker = self._marker, None
        if marker is None:
            return []
        level = min(place.lists, _DEEPEST) - 1
        number = tag("w:numPr", tag("w:ilvl", val=level), tag("w:numId", val=marker.numbering))
        step = tokens.LIST_STEP
        natural = place.extra == 0 and place.lists <= _DEEPEST
        return [number] if natural else [number, tag("w:ind", left=place.indent, hanging=step)]

    # --- other blocks ---

    def _figure(self, block: Figure, place: Place) -> str:
        width = self._width(place)
        alt = (block.alt or block.caption).plain
        room = pictures.alone(self.book, width)
        run = pictures.drawing(self.book, self.words.source, block.image, alt, block.line, room)
        name = self.book.bookmarks.get(block.id) if block.id else None
        said = block.caption or block.credit
        held = [tag("w:keepNext")] if said else []
        indent = self._indent(place)
        out = self._empty("Figure", self.book.marked(run, name) if name else run, *held, *indent)
        if block.caption:
            style = "CaptionOfCredited" if block.credit else "Caption"
            out += self._caption(block, style, place)
        if block.credit:
            out += self._paragraph(block.credit, "Credit", place, *indent)
        return out

    def _caption(self, block: Figure | Table, style: str, place: Place) -> str:
        """Return a caption behind its number: `Figure 3. The hall.`, where the edition numbers it."""
        number = self.book.edition.number_of(block)
        indent = self._indent(place)
        if number is None:
            return self._paragraph(block.caption, style, place, *indent)
        language = self.book.edition.language
        kind, label = _LABELS[type(block)]
        marks = () if style in tokens.BOLD else (Strong(),)
        called = label(language)
        counter = Span(language.number(number), marks)
        places = {
            "label": self.words.spoken(called, {"number": (counter,)}, *marks),
            "caption": block.caption.spans,
        }
        text = Text(self.words.spoken(phrases.numbered_caption(language), places), block.caption.line)
        switch = number_switch(language) or " \\* ARABIC"
        fields = {id(counter): f"SEQ {kind}{switch}"}
        return self._paragraph(text, style, place, *indent, fields=fields)

    def _code(self, block: CodeBlock, place: Place) -> str:
        lines = (
            tag("w:tab").join(
                f'<w:t xml:space="preserve">{escaped(words)}</w:t>' if words else ""
                for words in line.split("\t")
            )
            for line in block.text.splitlines()
        )
        indent = [tag("w:ind", left=place.indent + _CODE_INSET)] if place.indent else []
        return self._empty("SourceCode", tag("w:r", tag("w:br").join(lines)), *indent)

    def _definitions(self, block: DefinitionList, place: Place) -> str:
        body = place.body if self._in_note else "Definition"
        inner = replace(place, body=body, extra=place.extra + tokens.DETAIL_INDENT)
        out = []
        for item in block.items:
            style = "FootnoteText" if self._in_note else "DefinitionTerm"
            terms = (self._paragraph(term, style, place, *self._indent(place)) for term in item.terms if term)
            out += [*terms, *(self.blocks(detail, inner) for detail in item.details)]
        return "".join(out)

    # --- tables ---

    def _table(self, block: Table, place: Place) -> str:
        if not block.align:
            return ""
        caption = ""
        if block.caption:
            caption = self._caption(block, "TableCaption", place)
        elif self._new_page:
            caption = self._empty("TableEnd")
        theme = self.book.edition.theme
        em = 20 * theme.size * self.book.row.size
        grid = fitted(block, round(self._width(place) * tokens.TWIPS_PER_MM), em)
        rows = []
        if any(block.head):
            rows.append(self._row(block.head, block.align, grid, head=True))
        rows += [self._row(row, block.align, grid) for row in block.rows]
        if not rows:
            return caption
        columns = tag("w:tblGrid", *(tag("w:gridCol", w=width) for width in grid.widths))
        look = self._table_look(block, place, grid)
        return caption + tag("w:tbl", look, columns, *rows) + self._empty("TableEnd")

    def _table_look(self, block: Table, place: Place, grid: Grid) -> str:
        headed = any(block.head)
        said = " ".join(block.caption.plain.split())
        columns = ", ".join(" ".join(cell.plain.split()) for cell in block.head if cell)
        return tag(
            "w:tblPr",
            tag("w:tblStyle", val="EditionTable"),
            tag("w:bidiVisual") if self.book.edition.language.direction == "rtl" else "",
            tag("w:tblW", w=sum(grid.widths), type="dxa"),
            tag("w:tblInd", w=place.indent, type="dxa") if place.indent else "",
            grid.margins,
            tag("w:tblLook", val="0420" if headed else "0400", firstRow=int(headed), noVBand=1),
            tag("w:tblCaption", val=said) if said else "",
            tag("w:tblDescription", val=columns) if columns else "",
        )

    def _row(
        self,
        cells: tuple[Text, ...],
        align: tuple[Align, ...],
        grid: Grid,
        *,
        head: bool = False,
    ) -> str:
        style = ("TableHeading" if head else "TableText") + grid.step
        written = []
        for cell, side, width in zip(cells, align, grid.widths, strict=True):
            # Of two sides `left` is the one where lines begin, also from right to left.
            aligned = [tag("w:jc", val=side)] if side else []
            inside = self.words.runs(cell, style, (width - 2 * grid.padding) / tokens.TWIPS_PER_MM)
            paragraph = self._empty(style, inside, *aligned, *self._turned(cell, style))
            size = tag("w:tcPr", tag("w:tcW", w=width, type="dxa"))
            written.append(tag("w:tc", size, paragraph))
        repeated = tag("w:tblHeader") if head else ""
        return tag("w:tr", tag("w:trPr", tag("w:cantSplit"), repeated), *written)
