"""An `Edition` to one HTML document with its style sheet inside, made to be laid out on pages.

Everything from a source or a catalog is escaped; unknown markup (`Raw`, `RawBlock`) is not printed. What
PDF/UA-1 wants of the elements is kept here: headings begin at h1 and skip no level, no `p` stands inside `li`
or `dd`, pictures have alternative text, heads of columns have a scope.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from html import unescape
from string import Formatter
from urllib.parse import quote

from publish import __version__, phrases
from publish.files import source_date
from publish.languages import Language
from publish.model import (
    Align,
    Block,
    CodeBlock,
    Dateline,
    Definition,
    DefinitionList,
    Figure,
    Footnote,
    Heading,
    Image,
    Lang,
    Link,
    List,
    ListItem,
    Note,
    PageBreak,
    Paragraph,
    Quote,
    RawBlock,
    Rule,
    Span,
    Table,
    Text,
)
from publish.theme import Theme, css, typography
from publish.writers import columns, spans
from publish.writers.edition import Edition, walk

Address = Callable[[str, int], str]
"""Gives the URL of a picture that the article names, at a line."""

_META = {"byline", "dateline"}
_SIDES: Mapping[Align, str] = {"left": "start", "center": "center", "right": "end"}
"""What an author means by a side: the left of a Vietnamese page is the right of an Arabic one."""
_PADDING = 1.4
"""Room at both sides of a cell, in ems of the cell's text."""
_CELL_SIZE = 0.92
"""Size of the text of cells, in ems of running text; as in `edition.css`."""
_SIDES_OF = {"wide": 2 * 0.4 * 0.78, "widest": 2 * 0.3 * 0.66}
"""Room at both sides of a cell in tables set smaller, by their class, in ems of running text; as in
`edition.css`, whose borders of cells take no room, for they have none at the sides."""
_LOW = 1500
"""Characters in the fullest cell of a table's head, times its columns: about a third of a page."""
_MILLIMETRES = 25.4 / 72
"""In a point."""
_BOXES: Mapping[bool | None, tuple[str, ...]] = {None: (), True: ("done",), False: ("open",)}


@dataclass(frozen=True, slots=True)
class Page:
    """An edition as HTML, and what a maker of PDF must know besides."""

    html: str
    """The document, without its style sheets."""
    styles: tuple[str, ...]
    """The style sheets, those that count most last."""
    languages: tuple[Language, ...]
    """The edition's language first, then those that parts of it are in."""
    faces: tuple[str, ...]
    """Faces that it is set in besides those of its languages."""


def render(edition: Edition) -> str:
    """Return the edition as one HTML document, in which pictures have the addresses that the article has."""
    return whole(lay_out(edition, lambda src, _line: quote(src, safe="/%.-_~()!*',;@&=+$")))


def whole(page: Page) -> str:
    """Return a page with its style sheets inside."""
    style = "\n".join(page.styles).replace("</", "<\\/")
    return page.html.replace("</head>", f"<style>\n{style}\n</style>\n</head>", 1)


Faces = Callable[[str, tuple[Language, ...]], tuple[str, ...]]
"""All that is printed, and the languages in it, to the faces that it is set in besides theirs."""


def lay_out(edition: Edition, address: Address, faces: Faces = lambda _text, _languages: ()) -> Page:
    """Return the edition as HTML, in which pictures have the URLs that `address` gives."""
    printer = _Printer(edition, address)
    body = "".join(printer.article())
    others = printer.context.others
    language = edition.language
    languages = (language, *(other for other in others.values() if other != language))
    extra = faces(_printed(edition, body), languages)
    styles = css.stylesheets(edition.theme, language, others.values(), extra)
    html = (
        f'<!DOCTYPE html>\n<html lang="{language.tag}" dir="{language.direction}">\n<head>\n{_head(edition)}'
        f"</head>\n<body>\n{body}</body>\n</html>\n"
    )
    return Page(html, styles, languages, extra)


def _printed(edition: Edition, body: str) -> str:
    """Return all characters that an edition prints, those of the style sheet too."""
    language = edition.language
    added = (edition.title, phrases.page_pattern(language).text, language.digits, css.SIGNS)
    return unescape(re.sub("<[^>]*>", "", body)) + "".join(added)


def _head(edition: Edition) -> str:
    set_date = source_date()
    stamp = f"{set_date:%Y-%m-%dT%H:%M:%SZ}" if set_date else ""
    named = {
        "author": edition.author,
        "description": edition.description,
        "keywords": ", ".join(edition.keywords),
        "generator": f"publish {__version__}",
        # Never the clock: the same edition made twice has the same bytes.
        "dcterms.created": edition.date.isoformat() if edition.date else stamp,
        "dcterms.modified": stamp,
    }
    metas = "".join(
        f'<meta name="{name}" content="{spans.escape(value)}">\n' for name, value in named.items() if value
    )
    return f'<meta charset="utf-8">\n<title>{spans.escape(edition.title)}</title>\n{metas}'


@dataclass(slots=True)
class _Printer:
    """Writes the blocks of one edition, and remembers which notes it has printed."""

    edition: Edition
    address: Address
    context: spans.Context = field(init=False)
    noted: set[str] = field(default_factory=set)
    """Labels of the notes that are printed."""
    in_note: bool = False
    """Whether a note is being printed: a page's foot has no feet of its own."""
    anchors: dict[int, str] = field(init=False)
    """Name of each heading that the list of contents leads to, by the `id()` of the block."""

    def __post_init__(self) -> None:
        ids = frozenset(_ids(self.edition.blocks))
        entries = enumerate(self.edition.contents, 1)
        self.anchors = {id(e.heading): e.heading.id or _unused(f"section-{n}", ids) for n, e in entries}
        self.context = spans.Context(
            language=self.edition.language,
            draft=self.edition.draft,
            picture=self.inline_picture,
            note=self.note,
            ids=ids | frozenset(self.anchors.values()),
        )

    # --- the article ---

    def article(self) -> Iterator[str]:
        """Give the `<article>`: a header of what stands before the words, then the blocks."""
        blocks = self.edition.blocks
        front = self.edition.front
        head = _running_head(self.edition.title, self.edition.theme)
        yield f'<article data-title="{spans.escape(head)}">\n'
        if front:
            yield "<header>\n" + "".join(self.front(front)) + "</header>\n"
        if self.edition.contents:
            yield self.contents()
        yield self.blocks(blocks[len(front) :])
        yield "</article>\n"

    def front(self, blocks: tuple[Block, ...]) -> Iterator[str]:
        """Give the header's lines; date and author that follow each other share one."""
        meta: list[str] = []
        for block in (*blocks, None):
            match block:
                case Dateline():
                    meta.append(f'<span class="dateline">{spans.escape(self.day(block))}</span>')
                case Paragraph() if block.role in _META:
                    if block.text:
                        meta.append(self.element("span", block.text, block.role))
                case _:
                    if meta:
                        yield f'<p class="meta">{"".join(meta)}</p>\n'
                        meta.clear()
                    if block is not None:
                        yield self.block(block)

    def contents(self) -> str:
        """Return the list of contents: a heading of its own, and a line for each heading of the article."""
        title = self.phrase(phrases.contents(self.edition.language))
        lines = "".join(
            f'<p class="level-{entry.level}">{self.linked(entry.text, self.anchors[id(entry.heading)])}</p>\n'
            for entry in self.edition.contents
        )
        return f'<p class="contents">{title}</p>\n<nav>\n{lines}</nav>\n'

    def linked(self, text: Text, anchor: str) -> str:
        """Return a line of the contents; the style sheet adds the number of the page, linked too."""
        link = Link(f"#{anchor}")
        spans_ = tuple(replace(span, marks=(*span.marks, link)) for span in text.spans)
        words = self.element("span", replace(text, spans=spans_))
        return f'{words}<a class="page" href="#{spans.escape(anchor)}"></a>'

    def phrase(self, phrase: phrases.Phrase) -> str:
        """Return words of our own; they say their language where it is not the edition's."""
        own = phrase.tag == self.edition.language.tag
        return spans.render(Text((Span(phrase.text, () if own else (Lang(phrase.tag),)),)), self.context)

    # --- blocks ---

    def blocks(self, blocks: Iterable[Block], *, in_item: bool = False) -> str:
        """Return blocks one after the other; in an item of a list, paragraphs are `div`s."""
        return "".join(self.block(block, in_item=in_item) for block in blocks)

    def block(self, block: Block, *, in_item: bool = False) -> str:
        """Return a block as HTML; nothing for one that is not printed."""
        match block:
            case Paragraph():
                return self.paragraph(block, in_item)
            case Heading():
                return self.heading(block)
            case Dateline():
                day = Paragraph(Text((Span(self.day(block)),), block.line), "dateline", block.line)
                return self.paragraph(day, in_item)
            case Figure():
                return self.figure(block)
            case List():
                return self.list(block)
            case Quote():
                return f"<blockquote>\n{self.blocks(block.blocks, in_item=in_item)}</blockquote>\n"
            case CodeBlock():
                return f'<pre dir="ltr"><code>{spans.escape(block.text)}</code></pre>\n'
            case Table():
                return self.table(block)
            case DefinitionList():
                return "<dl>\n" + "".join(map(self.definition, block.items)) + "</dl>\n"
            case Rule():
                return "<hr>\n"
            case PageBreak():
                return '<div class="page-break"></div>\n'
            case Footnote() | RawBlock():
                return ""

    def day(self, block: Dateline) -> str:
        return self.edition.language.format_date(block.date)

    def element(self, name: str, text: Text, *classes: str, more: str = "") -> str:
        """Return an element that holds the words of a block; `more` are attributes of its own."""
        attributes = spans.attributes(text, self.context, *classes)
        return f"<{name}{more}{attributes}>{spans.render(text, self.context)}</{name}>"

    def paragraph(self, block: Paragraph, in_item: bool) -> str:
        if not block.text:
            return ""
        if block.role == "title":
            return self.element("h1", block.text, more=_label(block.text)) + "\n"
        role = "signature" if block.role in _META else block.role
        # PDF/UA-1: WeasyPrint makes a P of a `p`, which the body of a list's item may not hold.
        name, classes = ("div", ["p"]) if in_item else ("p", [])
        return self.element(name, block.text, *classes, *([] if role == "paragraph" else [role])) + "\n"

    def heading(self, block: Heading) -> str:
        if not block.text:
            return ""
        name = self.anchors.get(id(block), block.id)
        rank = block.level + any(isinstance(b, Paragraph) and b.role == "title" for b in self.edition.blocks)
        return self.element(f"h{min(6, rank)}", block.text, more=_id(name) + _label(block.text)) + "\n"

    def figure(self, block: Figure) -> str:
        described = block.alt or block.caption
        image = self.image(block.image, described.plain, block.line)
        parts = [self.numbered(block, phrases.figure_label)] if block.caption else []
        parts += [self.element("span", block.credit, "credit")] if block.credit else []
        caption = f"<figcaption>{' '.join(parts)}</figcaption>\n" if parts else ""
        return f"<figure{_id(block.id)}>\n{image}\n{caption}</figure>\n"

    def numbered(self, block: Figure | Table, label: Callable[[Language], phrases.Phrase]) -> str:
        """Return a caption behind its number: `Figure 3. The hall.`, where the edition numbers it."""
        caption = self.element("span", block.caption, "caption")
        number = self.edition.number_of(block)
        if number is None:
            return caption
        language = self.edition.language
        called = f'<span class="label">{self.phrase(label(language).format(number=number))}</span>'
        return _filled(phrases.numbered_caption(language), {"label": called, "caption": caption})

    def image(self, src: str, alt: str, line: int) -> str:
        """Return an `<img>`; one that nobody described is called a photograph (PDF/UA-1, 7.3)."""
        words = " ".join(alt.split()) or phrases.photo(self.edition.language).text
        return f'<img src="{spans.escape(self.address(src, line))}" alt="{spans.escape(words)}">'

    def inline_picture(self, image: Image, alt: str, line: int) -> str:
        return self.image(image.src, alt, line)

    def list(self, block: List) -> str:
        name = "ol" if block.ordered else "ul"
        # WeasyPrint hears nothing of `start`.
        first = f'start="{block.start}" style="counter-reset: list-item {block.start - 1}"'
        start = f" {first}" if block.ordered and block.start != 1 else ""
        loose = "" if block.tight else ' class="loose"'
        items = "".join(self.item(item, block.tight) for item in block.items)
        return f"<{name}{start}{loose}>\n{items}</{name}>\n"

    def item(self, item: ListItem, tight: bool) -> str:
        box = "".join(f' class="{name}"' for name in _BOXES[item.checked])
        words, rest = "", item.blocks
        match item.blocks:
            case (Paragraph(role="paragraph", text=text), *_) if tight and not spans.attributes(
                text, self.context
            ):
                words, rest = spans.render(text, self.context), item.blocks[1:]
        inner = "".join(map(self.in_item, rest))
        return f"<li{box}>{words}{inner and chr(10)}{inner}</li>\n"

    def in_item(self, block: Block) -> str:
        """Return a block of an item; WeasyPrint would tag a bare list behind all the rest of the item."""
        inner = self.block(block, in_item=True)
        return f"<div>\n{inner}</div>\n" if isinstance(block, List) else inner

    def definition(self, item: Definition) -> str:
        terms = "".join(self.element("dt", term) + "\n" for term in item.terms)
        details = "".join(f"<dd>{self.blocks(detail, in_item=True)}</dd>\n" for detail in item.details)
        return terms + details

    def table(self, block: Table) -> str:
        said = self.numbered(block, phrases.table_label) if block.caption else ""
        caption = f"<caption>{said}</caption>\n" if said else ""
        head = rows = ""
        if any(block.head):
            cells = self.cells(block.head, block.align, "th", ' scope="col"')
            row = f"<tr>{cells}</tr>\n"
            # WeasyPrint leaves out a head that is higher than the page.
            head, rows = (f"<thead>\n{row}</thead>\n", "") if _is_low(block.head) else ("", row)
        rows += "".join(f"<tr>{self.cells(row, block.align, 'td')}</tr>\n" for row in block.rows)
        wide = f' class="{name}"' if (name := self.tightness(block)) else ""
        return f"<table{wide}>\n{caption}{head}<tbody>\n{rows}</tbody>\n</table>\n"

    def tightness(self, block: Table) -> str:
        """Return the class in which a table is tried first: none that is surely too wide for the page."""
        theme = self.edition.theme
        room = _room(theme, self.edition.language)
        if _width(block) <= room:
            return ""
        return "widest" if not theme.css and len(block.align) * _SIDES_OF["wide"] > room else "wide"

    def cells(self, row: tuple[Text, ...], align: tuple[Align, ...], name: str, more: str = "") -> str:
        out = []
        for cell, side in zip(row, align, strict=True):
            classes = [_SIDES[side]] if side else []
            out.append(self.element(name, cell, *classes, more=more))
        return "".join(out)

    # --- notes ---

    def note(self, note: Note) -> str:
        """Return a note where it is first referred to, its number later, its markup where there is none."""
        footnote, number = self.edition.notes.get(note.label), self.edition.numbers.get(note.label)
        if footnote is None or number is None:
            return spans.escape(f"[^{note.label}]")
        if note.label in self.noted or self.in_note:
            return f"<sup>{self.edition.language.number(number)}</sup>"
        self.noted.add(note.label)
        self.in_note = True
        lines = "<br>".join(line for line in self.nested_lines(footnote.blocks) if line)
        self.in_note = False
        language = self.edition.language
        called = f' data-called="{spans.escape(phrases.note(language, number).text)}"'
        return f'<span class="note" data-number="{language.number(number)}"{called}>{lines}</span>'

    def lines(self, block: Block) -> Iterator[str]:
        """Give a block of a note as lines: what floats to the foot of a page begins inside a paragraph,
        and a paragraph can hold no blocks."""
        match block:
            case List():
                yield from self.item_lines(block)
            case Quote():
                yield from self.nested_lines(block.blocks)
            case DefinitionList():
                for entry in block.items:
                    yield from (f"<strong>{self.line(term)}</strong>" for term in entry.terms)
                    yield from self.nested_lines(nested for detail in entry.details for nested in detail)
            case Table():
                yield from map(self.line, (block.caption,) if block.caption else ())
                for row in (block.head, *block.rows):
                    yield " · ".join(self.line(cell) for cell in row if cell)
            case CodeBlock():
                code = "<br>".join(spans.escape(line) for line in block.text.split("\n"))
                yield f'<code dir="ltr">{code}</code>'
            case Figure():
                yield self.image(block.image, (block.alt or block.caption).plain, block.line)
                yield from (self.line(text) for text in (block.caption, block.credit) if text)
            case Heading() | Paragraph():
                yield self.line(block.text)
            case Dateline():
                yield spans.escape(self.day(block))
            case Footnote() | Rule() | PageBreak() | RawBlock():
                pass

    def item_lines(self, block: List) -> Iterator[str]:
        for number, item in enumerate(block.items, block.start):
            mark = f"{self.edition.language.number(number)}. " if block.ordered else "• "
            for line in self.nested_lines(item.blocks):
                yield mark + line
                mark = ""

    def nested_lines(self, blocks: Iterable[Block]) -> Iterator[str]:
        for block in blocks:
            yield from self.lines(block)

    def line(self, text: Text) -> str:
        attributes = spans.attributes(text, self.context)
        html = spans.render(text, self.context)
        return f"<span{attributes}>{html}</span>" if attributes else html


def _filled(pattern: phrases.Phrase, parts: Mapping[str, str]) -> str:
    """Return HTML for a pattern whose places are filled with HTML."""
    pieces = Formatter().parse(pattern.text)
    return "".join(spans.escape(words) + (parts[name] if name else "") for words, name, _, _ in pieces)


def _unused(name: str, names: frozenset[str]) -> str:
    """Return a name that the article does not use."""
    return name if name not in names else _unused(name + "-", names)


def _id(name: str) -> str:
    return f' id="{spans.escape(name)}"' if name else ""


def _label(text: Text) -> str:
    """Return what the outline calls a heading that has a note: without this it holds the note's number."""
    has_note = any(isinstance(span.atom, Note) for span in text.spans)
    return f' data-label="{spans.escape(" ".join(text.plain.split()))}"' if has_note else ""


def _running_head(title: str, theme: Theme) -> str:
    """Return what of a title goes on one line at the head of a page.

    Not left to CSS: the ellipsis that Pango draws gives a PDF whose text poppler complains of.
    """
    room = 1.8 * theme.measure / (theme.size * _MILLIMETRES)  # narrow characters, of 0.8 by 0.55 of the size
    for at, char in enumerate(title):
        if unicodedata.category(char)[0] != "M":
            room -= 2 if unicodedata.east_asian_width(char) in "WF" else 1
        if room < 0:
            words = title[:at].rpartition(" ")[0]
            return (words if len(words) > at // 2 else title[:at]).rstrip(" ,;:.–—-") + "…"
    return title


def _ids(blocks: Iterable[Block]) -> Iterator[str]:
    """Give the names that links in the document may lead to."""
    return (block.id for block in walk(blocks) if isinstance(block, Heading | Figure) and block.id)


def _is_low(head: tuple[Text, ...]) -> bool:
    """Tell whether a head is so much lower than a page that each page may repeat it, by a rough guess."""
    return len(head) * max(len(cell.plain) for cell in head) < _LOW


def most_columns(theme: Theme, language: Language) -> int:
    """Return how many columns fit a page whose style is ours: the sides of a cell do, if no words."""
    return int(_room(theme, language) / _SIDES_OF["widest"])


def _room(theme: Theme, language: Language) -> float:
    """Return the width of the page's text, in ems of running text."""
    return theme.measure / (theme.size * typography(language).size * _MILLIMETRES)


def _width(table: Table) -> float:
    """Return the width of a table whose cells break no word, in ems of running text, by a rough guess."""
    return _CELL_SIZE * sum(columns.CHARACTER * word + _PADDING for word in columns.longest_words(table))
