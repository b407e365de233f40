"""A translated Document to an `Edition`: what both writers must agree on, settled once before either writes.

Settled here: which words are the title, how headings rank (none skipped), how footnotes are numbered, where
notes go that nobody refers to, and what the file's properties say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import takewhile
from pathlib import Path, PurePosixPath
from typing import Literal

from publish import phrases
from publish.languages import Language
from publish.model import (
    Block,
    Break,
    CodeBlock,
    Dateline,
    DefinitionList,
    Document,
    Figure,
    Footnote,
    Heading,
    Image,
    Lang,
    Link,
    List,
    Mark,
    Note,
    Paragraph,
    Quote,
    Raw,
    RawBlock,
    Rule,
    Span,
    Table,
    Text,
    normalise,
)
from publish.theme import Theme
from publish.writers import images


@dataclass(frozen=True, slots=True)
class Origin:
    """What a translated edition is a translation of."""

    language: Language
    """The article's."""
    revision: Text | None = None
    """What tells the reader, behind the head, which version of the article it is; None for the newest."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that a PDF carries inside it."""

    name: str
    """Its name there."""
    data: bytes
    """What is in it."""
    relationship: Literal["Source", "Supplement"]
    """What it is to the edition, as PDF/A-3 says it (ISO 32000-2, 7.11.3)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the list of contents."""

    heading: Heading
    """The heading it leads to, which is one of the edition's blocks or inside one."""
    text: Text
    """Its words, without notes and links."""

    @property
    def level(self) -> int:
        """1 to 3."""
        return self.heading.level


@dataclass(frozen=True, slots=True)
class Edition:
    """One article in one language, ready to be laid out; make one with `prepare`."""

    language: Language
    """What it is in."""
    theme: Theme
    """How it looks."""
    blocks: tuple[Block, ...]
    """What is printed, in order: one title at most (a Paragraph), headings ranked from 1 without a gap, and
    no Footnote."""
    title: str
    """For the file's properties and the running head; the file's name where the article has no title."""
    author: str
    """For the file's properties; empty if not known."""
    description: str
    """For the file's properties; empty if not given."""
    keywords: tuple[str, ...]
    """For the file's properties."""
    date: date | None
    """The article's own date."""
    notes: dict[str, Footnote]
    """Footnotes that the blocks refer to, by label, in the order of the first reference."""
    numbers: dict[str, int]
    """Number of each of `notes`, from 1."""
    source: str
    """Path of the article, for messages."""
    folder: Path
    """Folder that pictures' paths are relative to."""
    root: Path
    """Folder that pictures must lie in."""
    contents: tuple[Entry, ...] = field(default=(), kw_only=True)
    """The list of contents, where the theme asks for one."""
    captions: dict[int, int] = field(default_factory=dict, kw_only=True)
    """Number of each numbered Figure and Table, by the `id()` of the block; see `number_of`."""
    attachments: tuple[Attachment, ...] = field(default=(), kw_only=True)
    """What a PDF of it carries."""
    draft: bool = field(default=False, kw_only=True)
    """Whether untranslated text is shown marked."""

    @property
    def front(self) -> tuple[Block, ...]:
        """The blocks that open it, before the article proper: kicker, title, date, byline, lead."""
        return tuple(takewhile(_is_front, self.blocks))

    def number_of(self, block: Figure | Table) -> int | None:
        """Return the number that the caption of a block bears, figures and tables apart; None if none."""
        return self.captions.get(id(block))

    @property
    def pictures(self) -> tuple[str, ...]:
        """The pictures that it shows, as the article names them, each once."""
        return tuple(dict.fromkeys(src for src, _ in pictures((*self.blocks, *self.notes.values()))))

    def picture(self, src: str, line: int) -> images.Picture:
        """Load a picture that the article names at `line`, in the edition's language where there is one.

        Raises SourceError (see `images.load`).
        """
        return images.load(
            src,
            folder=self.folder,
            root=self.root,
            source=self.source,
            line=line,
            language=self.language,
        )


def prepare(
    document: Document,
    language: Language,
    theme: Theme,
    *,
    folder: Path,
    root: Path,
    draft: bool = False,
    origin: Origin | None = None,
) -> Edition:
    """Settle all that the two formats must agree on (see the module's docstring)."""
    footnotes = {note.label: note for note in walk(document.blocks) if isinstance(note, Footnote)}
    body = _map(document.blocks, lambda block: None if isinstance(block, Footnote) else block)
    labels = dict.fromkeys(label for label in _references(body) if label in footnotes)
    notes = {label: footnotes[label] for label in labels}
    left = [block for label, note in footnotes.items() if label not in notes for block in note.blocks]
    if left:
        body = (*body, Rule(left[0].line), *left)
    blocks = _ranked(_titled(body))
    if origin and origin.revision:
        front = len(tuple(takewhile(_is_front, blocks)))
        blocks = (*blocks[:front], Paragraph(origin.revision, "revision", 0), *blocks[front:])
    if theme.imprint:
        blocks = (*blocks, *_imprint(document, language, origin))
    title = document.title.plain if document.title else PurePosixPath(document.source).stem
    byline = document.words("byline")
    return Edition(
        language=language,
        theme=theme,
        blocks=blocks,
        title=" ".join(title.split()),
        author=_plain(document, "author") or (byline.plain if byline else ""),
        description=_plain(document, "description"),
        keywords=_keywords(document),
        date=next((b.date for b in document.blocks if isinstance(b, Dateline)), None),
        notes=notes,
        numbers={label: number for number, label in enumerate(notes, 1)},
        source=document.source,
        folder=folder,
        root=root,
        contents=tuple(_contents(blocks)) if theme.toc else (),
        captions=_captions(blocks) if theme.numbered else {},
        draft=draft,
    )


def _imprint(document: Document, language: Language, origin: Origin | None) -> Iterator[Paragraph]:
    """Give the lines that close an edition: what it was translated from, and where the article is from."""
    said = [phrases.translated_from(language, origin.language)] if origin else []
    if source := _plain(document, "source"):
        said.append(phrases.source(language).format(source=source))
    for phrase in said:
        marks = () if phrase.tag == language.tag else (Lang(phrase.tag),)
        yield Paragraph(Text((Span(phrase.text, marks),)), "revision", 0)


_DEEPEST_ENTRY = 3  # level of the headings that a list of contents still names


def _contents(blocks: tuple[Block, ...]) -> Iterator[Entry]:
    for block in walk(blocks):
        if isinstance(block, Heading) and block.level <= _DEEPEST_ENTRY and (text := _unlinked(block.text)):
            yield Entry(block, text)


def _unlinked(text: Text) -> Text:
    """Leave out what has no place in a line that is a link itself: notes, links, pictures, line breaks."""
    spans = (
        Span(" ") if isinstance(span.atom, Break) else replace(span, marks=_without(span.marks, Link))
        for span in text.spans
        if not isinstance(span.atom, Note | Raw | Image)
    )
    return replace(text, spans=normalise(spans))


def _without(marks: tuple[Mark, ...], kind: type) -> tuple[Mark, ...]:
    return tuple(mark for mark in marks if not isinstance(mark, kind))


def _captions(blocks: tuple[Block, ...]) -> dict[int, int]:
    """Number the figures and the tables that have a caption, each kind from 1."""
    numbers: dict[int, int] = {}
    for kind in (Figure, Table):
        captioned = [block for block in walk(blocks) if isinstance(block, kind) and block.caption]
        numbers |= {id(block): number for number, block in enumerate(captioned, 1)}
    return numbers


_FRONT = {"title", "subtitle", "kicker", "lead", "byline", "dateline", "revision"}


def _is_front(block: Block) -> bool:
    match block:
        case Paragraph():
            return block.role in _FRONT
        case _:
            return isinstance(block, Dateline | RawBlock)


# --- front matter --------------------------------------------------------------------------------------


def _strings(value: object) -> tuple[str, ...]:
    match value:
        case Text():
            return (value.plain,)
        case str():
            return (value,)
        case tuple():
            return tuple(text for item in value for text in _strings(item))
        case _:
            return ()


def _plain(document: Document, key: str) -> str:
    entry = document.entry(key)
    return ", ".join(_strings(entry.value)) if entry else ""


def _keywords(document: Document) -> tuple[str, ...]:
    return tuple(
        word
        for key in ("keywords", "tags")
        if (entry := document.entry(key))
        for word in _strings(entry.value)
    )


# --- headings ------------------------------------------------------------------------------------------


def _titled(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Make the title of a first and only heading of level 1, where no paragraph is the title."""
    tops = [b for b in walk(blocks) if isinstance(b, Heading) and b.level == 1]
    first = next((b for b in blocks if isinstance(b, Heading)), None)
    has_title = any(isinstance(b, Paragraph) and b.role == "title" for b in blocks)
    if has_title or len(tops) != 1 or first is not tops[0]:
        return blocks
    title = Paragraph(tops[0].text, "title", tops[0].line)
    return tuple(title if block is first else block for block in blocks)


def _ranked(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Rank headings anew, from 1 and without a gap, as PDF/UA-1 7.4.2 and Word's navigation ask."""
    open_levels: list[int] = []

    def rank(block: Block) -> Block:
        if not isinstance(block, Heading):
            return block
        while open_levels and open_levels[-1] >= block.level:
            open_levels.pop()
        open_levels.append(block.level)
        return replace(block, level=len(open_levels))

    return _map(blocks, rank)


# --- walking -------------------------------------------------------------------------------------------


def _map(blocks: Iterable[Block], change: Callable[[Block], Block | None]) -> tuple[Block, ...]:
    """Change every block, those inside other blocks too, in reading order; None leaves one out."""

    def inside(nested: Iterable[Block]) -> tuple[Block, ...]:
        return _map(nested, change)

    out: list[Block] = []
    for block in blocks:
        match change(block):
            case None:
                pass
            case List() as found:
                items = tuple(replace(item, blocks=inside(item.blocks)) for item in found.items)
                out.append(replace(found, items=items))
            case Quote() as found:
                out.append(replace(found, blocks=inside(found.blocks)))
            case DefinitionList() as found:
                entries = tuple(replace(i, details=tuple(map(inside, i.details))) for i in found.items)
                out.append(replace(found, items=entries))
            case found:
                out.append(found)
    return tuple(out)


def _nested(block: Block) -> Iterator[Block]:
    match block:
        case List():
            for item in block.items:
                yield from item.blocks
        case DefinitionList():
            for entry in block.items:
                for detail in entry.details:
                    yield from detail
        case Quote() | Footnote():
            yield from block.blocks
        case _:
            pass


def walk(blocks: Iterable[Block]) -> Iterator[Block]:
    """Give every block, and after it those inside it."""
    for block in blocks:
        yield block
        yield from walk(_nested(block))


def _words(blocks: Iterable[Block]) -> Iterator[Text]:
    """Give the words of blocks in the order they are printed."""
    for block in blocks:
        match block:
            case Heading() | Paragraph():
                yield block.text
            case Figure():
                yield from (block.caption, block.credit)
            case Table():
                yield block.caption
                yield from block.head
                for row in block.rows:
                    yield from row
            case DefinitionList():
                # A term's details come before the next term.
                for entry in block.items:
                    yield from entry.terms
                    for detail in entry.details:
                        yield from _words(detail)
            case _:
                yield from _words(_nested(block))


def words_of(blocks: Iterable[Block]) -> Iterator[tuple[str, int]]:
    """Give the words of blocks, code and dates too, each with its line in the source."""
    for block in walk(blocks):
        if isinstance(block, CodeBlock):
            yield block.text, block.line
    for text in _words(blocks):
        yield text.plain, text.line


def pictures(blocks: Iterable[Block]) -> Iterator[tuple[str, int]]:
    """Give the pictures that blocks show, as the article names them, each with its line in the source."""
    blocks = tuple(blocks)
    for block in walk(blocks):
        if isinstance(block, Figure):
            yield block.image, block.line
    for text in _words(blocks):
        for span in text.spans:
            if isinstance(span.atom, Image):
                yield span.atom.src, text.line


def _references(blocks: Iterable[Block]) -> Iterator[str]:
    for text in _words(blocks):
        for span in text.spans:
            if isinstance(span.atom, Note):
                yield span.atom.label
