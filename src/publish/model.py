"""The Document: what readers make and writers take; nothing here knows a file format.

A document is a tuple of blocks; a block's words stand in `Text`, a run of `Span`. Everything is frozen, so
that a document can be shared between editions and processes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, TypeAlias

Role = Literal[
    "title",
    "subtitle",
    "kicker",
    "lead",
    "paragraph",
    "caption",
    "credit",
    "byline",
    "dateline",
    "revision",
]
"""What part a paragraph plays; `revision` is our own word on which version of the source an edition is of."""
Align = Literal["", "left", "center", "right"]


# --- marks ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Strong:
    """Strong importance, usually bold."""


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Stress emphasis, usually italic."""


@dataclass(frozen=True, slots=True)
class Strike:
    """Struck out."""


@dataclass(frozen=True, slots=True)
class Underline:
    """Underlined."""


@dataclass(frozen=True, slots=True)
class Superscript:
    """Raised, as in m²."""


@dataclass(frozen=True, slots=True)
class Subscript:
    """Lowered, as in H₂O."""


@dataclass(frozen=True, slots=True)
class Code:
    """Code; its text is literal and holds no other mark inside it."""


@dataclass(frozen=True, slots=True)
class Link:
    """A hyperlink round the text."""

    href: str
    """Target as the source wrote it: a URL, a relative path, or `#id` for a place in this document."""
    title: str = ""
    """Advisory title, empty if none."""


@dataclass(frozen=True, slots=True)
class Lang:
    """Text in another language than the document's."""

    tag: str
    """BCP 47 tag."""
    untranslated: bool = False
    """True where `assemble` fell back to the source text for want of a translation."""


@dataclass(frozen=True, slots=True)
class Image:
    """A picture in the line; an atom: its span's text is the alternative text."""

    src: str
    """Path as the source wrote it, relative to the article."""
    title: str = ""
    """Advisory title, empty if none."""


@dataclass(frozen=True, slots=True)
class Note:
    """A reference to a footnote; an atom: its span's text is empty."""

    label: str
    """Label of the `Footnote` it refers to."""


@dataclass(frozen=True, slots=True)
class Break:
    """A line break the author asked for; an atom: its span's text is a newline."""


@dataclass(frozen=True, slots=True)
class Raw:
    """Formatting we have no mark for, kept as written; an atom: its span's text is the source markup."""

    format: str = "html"
    """Language of the markup."""


Mark = (
    Strong
    | Emphasis
    | Strike
    | Underline
    | Superscript
    | Subscript
    | Code
    | Link
    | Lang
    | Image
    | Note
    | Break
    | Raw
)
ATOMS = (Image, Note, Break, Raw)
"""Marks that make a span a thing of its own: always innermost, never merged with a neighbour."""


# --- text ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Span:
    """A run of characters under the same marks."""

    text: str
    """The characters, with no markup and no escapes."""
    marks: tuple[Mark, ...] = ()
    """From the outermost to the innermost; no mark twice; an atom only at the end."""

    @property
    def atom(self) -> Image | Note | Break | Raw | None:
        """The atom this span is, or None for a run of text."""
        if not self.marks:
            return None
        last = self.marks[-1]
        return last if isinstance(last, ATOMS) else None


@dataclass(frozen=True, slots=True)
class Text:
    """The words of one block: what a translator translates and a writer prints."""

    spans: tuple[Span, ...] = ()
    """In reading order, normalised (see `normalise`)."""
    line: int = 0
    """Line in the source file where these words begin, from 1; 0 where there is no source."""
    comment: str = field(default="", kw_only=True)
    """What the author tells the translator (`i18n:comment`); lines joined by a newline."""
    context: str | None = field(default=None, kw_only=True)
    """msgctxt the author asked for (`i18n:context`)."""
    max_length: int | None = field(default=None, kw_only=True)
    """Most characters a translation may have (`i18n:max-length`)."""
    translate: bool = field(default=True, kw_only=True)
    """False between `i18n:skip` directives: printed as it stands in every edition."""

    def __bool__(self) -> bool:
        """Tell whether there is anything to print: a character that is not a space, or an atom."""
        return any(span.atom or span.text.strip() for span in self.spans)

    @property
    def plain(self) -> str:
        """The words alone: pictures give their alternative text, notes and unknown markup nothing."""
        return "".join(span.text for span in self.spans if not isinstance(span.atom, Note | Raw))

    @property
    def language(self) -> str | None:
        """The tag of the `Lang` mark that covers all of it, or None: what a writer puts on the block."""
        first = _outer_language(self.spans[0]) if self.spans else None
        return first if first and all(_outer_language(span) == first for span in self.spans) else None


def _outer_language(span: Span) -> str | None:
    return next((mark.tag for mark in span.marks if isinstance(mark, Lang)), None)


def normalise(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Join neighbours that carry the same marks and drop empty runs.

    >>> normalise([Span("a"), Span(""), Span("b"), Span("c", (Strong(),))])
    (Span(text='ab', marks=()), Span(text='c', marks=(Strong(),)))
    """
    out: list[Span] = []
    marks: tuple[Mark, ...] | None = None
    for span in spans:
        is_atom = span.marks and isinstance(span.marks[-1], ATOMS)
        if not is_atom and not span.text:
            continue
        if not is_atom and span.marks == marks:  # so the one before is no atom either
            out[-1] = Span(out[-1].text + span.text, marks)
        else:
            out.append(span)
        marks = span.marks
    return tuple(out)


# --- blocks --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Heading:
    """A section heading."""

    text: Text
    level: int
    """As the source has it, 1 to 6; writers rank headings anew so that none is skipped."""
    line: int
    id: str = ""
    """Name that links in this document use (`#id`), empty if none."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph and what part it plays in the article."""

    text: Text
    role: Role
    line: int


@dataclass(frozen=True, slots=True)
class Dateline:
    """The article's date, printed in the form of the edition's language: localised, never translated."""

    date: date
    line: int


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture that stands alone, with what is said of it."""

    image: str
    """Path as the source wrote it, relative to the article."""
    alt: Text
    """Alternative text for those who cannot see it; empty if the author gave none."""
    caption: Text
    """Words under the picture; empty if none."""
    credit: Text
    """Who made the picture; empty if not said."""
    line: int
    id: str = ""
    """Name that links in this document use (`#id`), empty if none."""


@dataclass(frozen=True, slots=True)
class ListItem:
    """One item of a list."""

    blocks: tuple[Block, ...]
    line: int
    checked: bool | None = None
    """State of a task list item's box; None where it has no box."""


@dataclass(frozen=True, slots=True)
class List:
    """A bulleted or numbered list."""

    items: tuple[ListItem, ...]
    ordered: bool
    line: int
    start: int = 1
    """Number of the first item, where ordered."""
    tight: bool = True
    """True where items stand without space between them."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A block quotation."""

    blocks: tuple[Block, ...]
    line: int


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """Literal lines; never translated."""

    text: str
    """With its line ends, the last one left off."""
    line: int
    language: str = ""
    """Programming language as the author named it, empty if not said."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table; every row has as many cells as `align` has entries."""

    head: tuple[Text, ...]
    """Cells of the head row; empty where the table has none."""
    rows: tuple[tuple[Text, ...], ...]
    align: tuple[Align, ...]
    """One a column; empty for the natural side of the language."""
    caption: Text
    """Empty if none."""
    line: int


@dataclass(frozen=True, slots=True)
class Definition:
    """Terms and what they mean."""

    terms: tuple[Text, ...]
    details: tuple[tuple[Block, ...], ...]
    """One tuple of blocks for each definition."""
    line: int


@dataclass(frozen=True, slots=True)
class DefinitionList:
    """A list of terms with their definitions."""

    items: tuple[Definition, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote, standing where the source defines it; `Note` marks refer to it by label."""

    label: str
    blocks: tuple[Block, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Rule:
    """A thematic break."""

    line: int


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts a new page."""

    line: int


@dataclass(frozen=True, slots=True)
class RawBlock:
    """Markup without words that we have no block for (a comment, a script), kept as written; not printed."""

    text: str
    line: int
    format: str = "html"


Block = (
    Heading
    | Paragraph
    | Dateline
    | Figure
    | List
    | Quote
    | CodeBlock
    | Table
    | DefinitionList
    | Footnote
    | Rule
    | PageBreak
    | RawBlock
)


# --- document ------------------------------------------------------------------------------------------

Value: TypeAlias = "Text | Mapping | tuple[Value, ...] | str | int | float | bool | date | None"
"""A front-matter value: `Text` where it is for translators, else as YAML typed it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One key of the front matter."""

    key: str
    value: Value
    line: int


@dataclass(frozen=True, slots=True)
class Mapping:
    """A nested mapping in the front matter."""

    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """One article in one language."""

    source: str
    """Path of the source file as references name it, with forward slashes."""
    language: str
    """BCP 47 tag."""
    blocks: tuple[Block, ...]
    metadata: tuple[Entry, ...] = ()
    """Front matter that is not printed in the article: description, keywords…

    What is printed (title, subtitle, kicker, lead, byline, date…) the reader makes blocks of, at the top.
    """

    def entry(self, key: str) -> Entry | None:
        """Return the front-matter entry called `key`, or None."""
        return next((entry for entry in self.metadata if entry.key == key), None)

    def words(self, role: Role) -> Text | None:
        """Return the words of the first paragraph that plays `role`, or None."""
        return next((b.text for b in self.blocks if isinstance(b, Paragraph) and b.role == role), None)

    @property
    def title(self) -> Text | None:
        """The title paragraph's words, or those of a first heading of level 1, or None."""
        heading = next((b for b in self.blocks if isinstance(b, Heading)), None)
        return self.words("title") or (heading.text if heading and heading.level == 1 else None)
