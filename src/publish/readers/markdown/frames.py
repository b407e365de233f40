"""What is open while Markdown's events go by, and the parts that blocks are put together from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, get_args

from publish.message import decode, encode
from publish.model import (
    Block,
    Break,
    Code,
    CodeBlock,
    DefinitionList,
    Figure,
    Footnote,
    Heading,
    Image,
    List,
    Paragraph,
    Quote,
    Raw,
    Role,
    Span,
    Table,
    Text,
)

if TYPE_CHECKING:
    from pyromark.event import Event

ROLES: tuple[Role, ...] = tuple(role for role in get_args(Role) if role != "revision")
"""Class names that set what part a paragraph plays."""


@dataclass(frozen=True, slots=True)
class Notes:
    """What directives say of the texts they apply to."""

    comment: str = ""
    """As in `Text`."""
    context: str | None = None
    """As in `Text`."""
    max_length: int | None = None
    """As in `Text`."""
    translate: bool = True
    """As in `Text`."""

    def under(self, outer: Notes) -> Notes:
        """Return these notes as they are inside a block that carries `outer`."""
        if outer is NO_NOTES or outer == NO_NOTES:
            return self
        return Notes(
            comment="\n".join(filter(None, (outer.comment, self.comment))),
            context=self.context if self.context is not None else outer.context,
            max_length=self.max_length if self.max_length is not None else outer.max_length,
            translate=self.translate and outer.translate,
        )

    def text(self, spans: tuple[Span, ...], line: int) -> Text:
        """Return a `Text` that carries these notes."""
        return Text(
            spans,
            line,
            comment=self.comment,
            context=self.context,
            max_length=self.max_length,
            translate=self.translate,
        )


NO_NOTES = Notes()
"""Where no directive says anything."""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece that means nothing but inside its own kind of block: a cell, a row, an item, a caption."""

    kind: str
    """`cell`, `row`, `item`, `term`, `details` or `caption`."""
    line: int
    text: Text | None = None
    """Its words, for a cell, a term and a caption."""
    items: tuple[Item, ...] = ()
    """What it holds, for a row, an item, details; the credit for a caption."""
    attributes: Mapping[str, str] = field(default_factory=dict)
    """HTML attributes; `head` on a cell or a row of the head, `checked` on an item with a box."""


Item = Block | Part


class Piece(NamedTuple):
    """One inline event and where it stands; there are so many that a dataclass would be felt."""

    event: Event
    start: int
    """Byte offset in the source."""
    end: int


@dataclass(slots=True)
class Frame:
    """An open element: Markdown's, by the name pyromark gives it (`Item`), or HTML's (`li`)."""

    kind: str
    """Begins with a capital for Markdown, a small letter for HTML."""
    start: int
    """Byte offset where it begins."""
    line: int
    """The line of that."""
    notes: Notes = NO_NOTES
    """What directives say of everything in it."""
    role: Role = "paragraph"
    """What paragraphs in it are, unless they say otherwise."""
    lang: str = ""
    """Language that an attribute gives to everything in it; empty if none."""
    attributes: dict[str, str] = field(default_factory=dict)
    """HTML attributes, or what pyromark says of the element."""
    items: list[Item] = field(default_factory=list)
    """What has been finished in it."""
    flow: list[Piece] = field(default_factory=list)
    """Inline events that are not a block yet."""
    flow_notes: Notes = NO_NOTES
    """What directives say of the flow."""
    loose: bool = False
    """True for an item in which Markdown paragraphs stand."""

    @property
    def markdown(self) -> bool:
        """Tell Markdown's elements from HTML's."""
        return self.kind[0].isupper()

    @property
    def classes(self) -> list[str]:
        """The names in its `class` attribute."""
        return self.attributes.get("class", "").split()


def texts(item: Item) -> Iterator[Text]:
    """Give every text in `item`, in order; code as one text, a picture as a picture in the line."""
    match item:
        case Heading(text=text) | Paragraph(text=text):
            yield text
        case CodeBlock(text=code, line=line):
            yield Text((Span(code, (Code(),)),), line)
        case Figure(image=image, alt=alt, caption=caption, credit=credit, line=line):
            yield Text((Span(alt.plain, (Image(image),)),), line)
            yield from filter(None, (caption, credit))
        case List(items=items):
            for entry in items:
                yield from _all_texts(entry.blocks)
        case Quote(blocks=blocks) | Footnote(blocks=blocks):
            yield from _all_texts(blocks)
        case Table(head=head, rows=rows, caption=caption):
            yield from filter(None, (caption, *head, *(cell for row in rows for cell in row)))
        case DefinitionList(items=definitions):
            for definition in definitions:
                yield from definition.terms
                for blocks in definition.details:
                    yield from _all_texts(blocks)
        case Part(text=words, items=parts):
            yield from filter(None, (words,))
            yield from _all_texts(parts)


def _all_texts(items: Iterable[Item]) -> Iterator[Text]:
    for item in items:
        yield from texts(item)


def one_text(items: Iterable[Item], line: int, joint: Span | None = None) -> Text:
    """Return the words of all `items` as one text, with a line break (or `joint`) between them."""
    found = [text for text in _all_texts(items) if text]
    if not found:
        return Text(line=line)
    spans = list(found[0].spans)
    for text in found[1:]:
        spans += (joint or Span("\n", (Break(),)), *text.spans)
    if any(isinstance(span.atom, Raw) for span in spans):
        # A tag that has no partner in its own block may find one among the others.
        spans = [*decode(encode(spans))]
    first = found[0]
    notes = Notes(first.comment, first.context, first.max_length, first.translate)
    return notes.text(tuple(spans), first.line)
