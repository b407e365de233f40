"""A run of inline events in; the paragraph, figure, page break or opaque markup it is out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import pyromark

from publish.languages import parse
from publish.message import OPTIONS, clean, fold, inline
from publish.model import (
    CodeBlock,
    Figure,
    Image,
    Lang,
    Link,
    Note,
    PageBreak,
    Paragraph,
    Raw,
    RawBlock,
    Role,
    Span,
)
from publish.readers.markdown.attributes import trailing
from publish.readers.markdown.frames import ROLES, Frame, Item, Piece
from publish.readers.sources import Lines

if TYPE_CHECKING:
    from pyromark.event import Event

_NEW_PAGE = frozenset(("\\newpage", "\\pagebreak"))
_CODE_CLASS = re.compile(r"""class\s*=\s*["']?(?:language|lang)-([\w+#.-]+)""")
_CREDIT_SLOTS = frozenset(("cite", "small"))


@dataclass(frozen=True, slots=True)
class Source:
    """What was parsed, and how to find one's way in it."""

    data: bytes
    """UTF-8, as `message.mend` prepared it."""
    lines: Lines
    """Lines of `data`."""
    titles: dict[str, int]
    """Where the title of each link reference definition stands in `data`, by its folded label."""

    def line(self, start: int) -> int:
        """Return the line of a byte offset."""
        return self.lines.at(start)


def slot(frame: Frame, pieces: list[Piece], source: Source) -> Iterator[Item]:
    """Give the words of an element that holds one text: no figure or page break can stand there."""
    spans = _in_language(_inline(piece.event for piece in pieces), frame.lang)
    line = source.line(pieces[0].start)
    if spans:
        role: Role = "credit" if frame.kind in _CREDIT_SLOTS else frame.role
        yield Paragraph(frame.flow_notes.text(spans, line), role, line)


def block(frame: Frame, pieces: list[Piece], in_figure: bool, source: Source) -> Iterator[Item]:
    """Give the block that words standing in `frame` are."""
    line = source.line(pieces[0].start)
    if frame.kind == "pre":
        yield _preformatted(pieces, source)
        return
    if frame.markdown and _written(pieces, source) in _NEW_PAGE:
        yield PageBreak(line)
        return
    attributes: dict[str, str] = {}
    if frame.markdown:
        pieces, attributes = _without_attributes(pieces, source)
    spans = _in_language(_inline(_events(pieces, in_figure)), attributes.get("lang") or frame.lang)
    images = _images(spans, in_figure)
    if images:
        yield from _figures(images, frame, pieces, attributes, source)
    elif _says_something(spans):
        yield Paragraph(frame.flow_notes.text(spans, line), role_of(attributes) or frame.role, line)
    elif markup := "".join(span.text for span in spans if isinstance(span.atom, Raw)):
        yield RawBlock(markup, line)


def role_of(attributes: dict[str, str]) -> Role | None:
    """Return the role that a `class` names, or None."""
    names = attributes.get("class", "").split()
    return next((role for role in ROLES if role in names), None) if names else None


def _says_something(spans: tuple[Span, ...]) -> bool:
    return any(
        isinstance(span.atom, Note | Image) or (span.text.strip() and not isinstance(span.atom, Raw))
        for span in spans
    )


_SPOKEN = re.compile(r"""<span\s[^>]*?\blang\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE)


def _inline(events: Iterable[Event]) -> tuple[Span, ...]:
    """Return the spans of inline events; raises LanguageError where a language is said that is none."""
    spans = inline(events)
    for span in spans:
        if isinstance(span.atom, Raw) and (said := _SPOKEN.match(span.text)):
            parse(said[1])
    return spans


def _in_language(spans: tuple[Span, ...], tag: str) -> tuple[Span, ...]:
    """Mark `spans` as being in the language `tag`, where they do not say another; raises LanguageError."""
    if not tag:
        return spans
    parse(tag)
    return tuple(
        span
        if any(isinstance(mark, Lang) for mark in span.marks)
        else Span(span.text, (Lang(tag), *span.marks))
        for span in spans
    )


def _preformatted(pieces: list[Piece], source: Source) -> CodeBlock:
    words, language = [], ""
    line = 0
    for piece in pieces:
        match piece.event:
            case {"Text": str(text)}:
                words.append(text)
                if not line and (code := text.lstrip("\n")):
                    line = source.line(piece.start) + len(text) - len(code)
            case {"InlineHtml": str(tag)}:
                found = _CODE_CLASS.search(tag)
                language = language or (found[1] if found else "")
                words.append("\n" if tag.lower().startswith("<br") else "")
    return CodeBlock("".join(words).strip("\n"), line or source.line(pieces[0].start), language)


# --- attributes ----------------------------------------------------------------------------------------


def _written(pieces: list[Piece], source: Source) -> str:
    """Return the source of `pieces` where they are plain enough to be a sign of ours, else nothing."""
    begin, end = pieces[0].start, pieces[-1].end
    return clean(source.data[begin:end].decode()).strip() if end - begin < 20 else ""


def _without_attributes(pieces: list[Piece], source: Source) -> tuple[list[Piece], dict[str, str]]:
    """Take a block attribute off the end of a block's words."""
    last = pieces[-1].event
    if not (isinstance(last, dict) and str(last.get("Text", "")).rstrip().endswith("}")):
        return pieces, {}
    begin = pieces[0].start
    found = trailing(source.data[begin : pieces[-1].end].decode())
    if found is None:
        return pieces, {}
    place, attributes = found
    cut = begin + len(source.data[begin : pieces[-1].end].decode()[:place].encode())
    return _cut(pieces, cut, source), {key: clean(value) for key, value in attributes.items()}


def _cut(pieces: list[Piece], cut: int, source: Source) -> list[Piece]:
    """Return what of `pieces` stands before the byte offset `cut`."""
    kept = [piece for piece in pieces if piece.start < cut]
    if kept and kept[-1].end > cut:
        last = kept.pop()
        kept.append(Piece({"Text": source.data[last.start : cut].decode()}, last.start, cut))
    return kept


# --- figures -------------------------------------------------------------------------------------------


def _events(pieces: Iterable[Piece], in_figure: bool) -> list[Event]:
    """Return the events; Markdown's picture is read as one in `<figure>` even without blank lines."""
    events = [piece.event for piece in pieces]
    if not in_figure:
        return events
    words = "".join(str(event.get("Text", "")) for event in events if isinstance(event, dict)).strip()
    if not (words.startswith("![") and all("Text" in event for event in events)):
        return events
    inside = pyromark.events(words, options=OPTIONS)
    return [event for event in inside if event not in ({"Start": "Paragraph"}, {"End": "Paragraph"})]


def _images(spans: tuple[Span, ...], in_figure: bool) -> list[Span]:
    """Return the pictures where nothing else stands beside them: one, or in `<figure>` any number."""
    images = [span for span in spans if isinstance(span.atom, Image)]
    if not images:
        return []
    alone = all(isinstance(span.atom, Image) or (not span.atom and not span.text.strip()) for span in spans)
    plain = in_figure or (len(images) == 1 and not any(isinstance(mark, Link) for mark in images[0].marks))
    return images if alone and plain else []


def _figures(
    images: list[Span], frame: Frame, pieces: list[Piece], attributes: dict[str, str], source: Source
) -> Iterator[Item]:
    places = [piece for piece in pieces if _is_image(piece.event)]
    for number, span in enumerate(images):
        piece = places[number] if number < len(places) else pieces[0]
        image = cast(Image, span.atom)
        line = source.line(piece.start)
        notes = frame.flow_notes
        marks = tuple(mark for mark in span.marks if isinstance(mark, Lang))
        title = fold(image.title)
        credit = attributes.get("credit", "")
        yield Figure(
            image=image.src,
            alt=notes.text((Span(span.text, marks),) if span.text else (), line),
            caption=notes.text(
                (Span(title, marks),) if title else (), _title_line(piece, image.title, source)
            ),
            credit=notes.text((Span(credit, marks),) if credit else (), source.line(pieces[-1].end - 1)),
            line=line,
            id=attributes.get("id", ""),
        )


def _is_image(event: Event) -> bool:
    match event:
        case {"Start": {"Image": _}}:
            return True
        case {"InlineHtml": str(tag)}:
            return tag.lower().startswith("<img")
    return False


def _title_line(piece: Piece, title: str, source: Source) -> int:
    """Return the line of a picture's title: in the brackets, or in the reference's definition."""
    match piece.event:
        case {"Start": {"Image": {"id": str(label)}}} if label and same(label) in source.titles:
            return source.line(source.titles[same(label)])
    place = source.data.rfind(title.encode(), piece.start, piece.end) if title else -1
    return source.line(place if place >= 0 else piece.start)


def same(label: str) -> str:
    """Return `label` as labels are compared (CommonMark 0.31, “matches”)."""
    return " ".join(clean(label).casefold().split())
