"""An `Edition` to all that it prints, walked as its writers do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from publish import phrases
from publish.languages import Language
from publish.model import (
    Block,
    CodeBlock,
    Dateline,
    DefinitionList,
    Figure,
    Heading,
    Image,
    Link,
    List,
    Note,
    Paragraph,
    Quote,
    Raw,
    Span,
    Table,
    Text,
)
from publish.writers.edition import Edition, walk
from publish.writers.links import address, safe_href
from publish.writers.parity.units import ANY, Expected, Unit, call, fold, picture_of, target_of


def expected(edition: Edition) -> Expected:
    """Return what the edition prints, in both formats the same."""
    reader = _Reader(edition)
    units = tuple(reader.article())
    notes = {number: tuple(reader.note(label)) for label, number in edition.numbers.items()}
    return Expected(
        units,
        notes,
        tuple(reader.links),
        frozenset(reader.targets),
        tuple(reader.places),
        tuple(reader.outline),
    )


@dataclass(slots=True)
class _Reader:
    """Walks one edition as its writers do."""

    edition: Edition
    links: list[tuple[str, int]] = field(default_factory=list)
    targets: set[str] = field(default_factory=set)
    places: list[int] = field(default_factory=list)
    outline: list[Unit] = field(default_factory=list)
    called: set[str] = field(default_factory=set)
    """Labels of the notes that have been referred to."""
    in_note: bool = False
    ids: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        named = (block for block in walk(self.edition.blocks) if isinstance(block, Heading | Figure))
        self.ids = frozenset(b.id for b in named if b.id and not (isinstance(b, Heading) and not b.text))

    def article(self) -> Iterator[Unit]:
        """Give what stands in the article: its head, the list of contents, the rest."""
        front = len(self.edition.front)
        yield from self.blocks(self.edition.blocks[:front])
        if self.edition.contents:
            title = phrases.contents(self.edition.language).text
            yield Unit((title,))
            for entry in self.edition.contents:
                yield Unit((entry.text.plain,), entry.heading.line, entry=True)
        yield from self.blocks(self.edition.blocks[front:])

    def note(self, label: str) -> Iterator[Unit]:
        """Give what stands in a note."""
        self.in_note = True
        yield from self.blocks(self.edition.notes[label].blocks)

    def blocks(self, blocks: Iterable[Block], *, top: bool = True) -> Iterator[Unit]:
        for block in blocks:
            yield from self.block(block, top)

    def block(self, block: Block, top: bool) -> Iterator[Unit]:
        """Give what a block prints; `top` where it stands in no other."""
        match block:
            case Paragraph(text=text, role=role):
                level = (0 if top else ANY) if role == "title" else None
                yield self.unit(text, block.line, level=level, joined=role in ("byline", "dateline"))
            case Heading(text=text):
                yield self.unit(text, block.line, level=block.level)
            case Dateline():
                day = self.edition.language.format_date(block.date)
                yield Unit((day,), block.line, joined=True)
            case CodeBlock(text=code):
                # Neither code nor a picture is a block in the structure of a PDF.
                yield Unit((code,), block.line, joined=True)
            case Figure():
                yield from self.figure(block)
            case Table():
                yield from self.table(block)
            case _:
                yield from self.nested(block)

    def nested(self, block: Block) -> Iterator[Unit]:
        match block:
            case List():
                for item in block.items:
                    yield from self.blocks(item.blocks, top=False)
            case Quote():
                yield from self.blocks(block.blocks, top=False)
            case DefinitionList():
                for entry in block.items:
                    yield from (self.unit(term, entry.line) for term in entry.terms)
                    for detail in entry.details:
                        yield from self.blocks(detail, top=False)
            case _:
                pass  # a line, a new page, what is not printed

    def unit(
        self, text: Text, line: int, *, level: int | None = None, joined: bool = False, before: str = ""
    ) -> Unit:
        """Return the unit of a block's words, `before` which something of our own stands."""
        unit = Unit((before + self.said(text),), text.line or line, level, joined=joined)
        if level is not None and unit.folded[0] and not self.in_note:
            certain = not any(isinstance(span.atom, Image) for span in text.spans)
            self.outline.append(Unit((text.plain if certain else "",), unit.line))
        return unit

    def figure(self, block: Figure) -> Iterator[Unit]:
        alt = (block.alt or block.caption).plain
        yield Unit((self.picture(alt),), block.line, joined=True)
        yield from self.caption(block, phrases.figure_label)
        if block.credit:
            yield self.unit(block.credit, block.line, joined=True)

    def caption(self, block: Figure | Table, label: Callable[[Language], phrases.Phrase]) -> Iterator[Unit]:
        if not block.caption:
            return
        number, language = self.edition.number_of(block), self.edition.language
        before = ""
        if number is not None:
            called = label(language).format(number=number).text
            before = phrases.numbered_caption(language).format(label=called, caption="").text
        yield self.unit(block.caption, block.line, before=before)

    def table(self, block: Table) -> Iterator[Unit]:
        yield from self.caption(block, phrases.table_label)
        rows = [(block.head, True)] if any(block.head) else []
        for cells, head in (*rows, *((row, False) for row in block.rows)):
            line = next((cell.line for cell in cells if cell.line), block.line)
            yield Unit(tuple(map(self.said, cells)), line, row=True, head=head)

    # --- words ---

    def said(self, text: Text) -> str:
        """Return the words of a block with its calls and pictures, and keep its links in mind."""
        self.follow(text)
        return "".join(map(self.span, text.spans))

    def span(self, span: Span) -> str:
        match span.atom:
            case Note(label=label):
                return self.reference(label)
            case Image():
                return self.picture(span.text)
            case Raw():
                return ""
            case _:
                return span.text

    def reference(self, label: str) -> str:
        """Return a note's call where it is first referred to, its number later, its markup if it is none."""
        number = self.edition.numbers.get(label)
        if number is None:
            return f"[^{label}]"
        if label in self.called or self.in_note:
            return self.edition.language.number(number)
        self.called.add(label)
        return call(number)

    def picture(self, alt: str) -> str:
        """Return a picture; one that nobody described is called a photograph."""
        return picture_of(alt if alt.strip() else phrases.photo(self.edition.language).text)

    def follow(self, text: Text) -> None:
        """Keep in mind the links of a text that both formats have: not those to files beside the article."""
        for link, group in groupby(text.spans, _link):
            words = fold("".join(span.text for span in group if not span.atom))
            if link and (href := safe_href(link.href, self.ids)):
                if href.startswith("#"):
                    self.places += [text.line] if words else []
                elif url := address(link.href):
                    self.targets.add(target_of(url))
                    self.links += [(target_of(url), text.line)] if words else []


def _link(span: Span) -> Link | None:
    return next((mark for mark in reversed(span.marks) if isinstance(mark, Link)), None)
