"""pyromark's inline events in, canonical spans out: the one place where inline markup becomes marks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from itertools import takewhile
from typing import TYPE_CHECKING

from publish.languages import find as find_language
from publish.message.canonical import canonical, canonical_marks, changed
from publish.message.guards import BLANK, MARGIN, clean, fold
from publish.message.links import MAYBE_ADDRESS, autolink
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
    Underline,
    normalise,
)

if TYPE_CHECKING:
    from pyromark.event import Event


@dataclass(frozen=True, slots=True)
class _Open:
    """Where an element begins."""

    mark: Mark | None
    """What it does to the words; None for a quotation, whose marks are characters."""
    tag: str = ""
    """HTML name, empty for Markdown's own markup."""
    source: str = ""
    """The tag as written."""


@dataclass(frozen=True, slots=True)
class _Close:
    """Where an element ends."""

    tag: str = ""
    source: str = ""


_Token = Span | _Open | _Close


def inline(events: Iterable[Event]) -> tuple[Span, ...]:
    """Turn the events between a block's start and end into canonical spans.

    Args:
        events: pyromark's inline events, merged or not, of a source that `mend` may have prepared.

    White space is folded, and stripped at both ends and beside line breaks; bare addresses become links; HTML
    elements we know become marks. Tags that are unknown, or lack a partner in the same element, stay as
    `Raw`, if they lack one in HTML too.
    """
    events = list(events)
    words = _words_alone(events)
    if words is not None and not MAYBE_ADDRESS.search(words):
        # Most paragraphs are nothing but words; the long way gives the same, at many times the cost.
        text = clean(_folded(words).strip(BLANK))
        return (Span(text),) if text else ()
    return _settled(canonical(autolink(_trim(_marked(_tokens(iter(events)))))))


def _marked(tokens: list[_Token]) -> tuple[Span, ...]:
    """Turn tokens into spans whose marks are canonical."""
    return normalise(changed(span, span.text, canonical_marks(span.marks)) for span in _spans(tokens))


def _settled(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Leave out tags inside elements where one would find a partner, if the elements were written in HTML.

    In `*</span>*` the tag has none, since no end tag reaches out of Markdown's emphasis; but it would in
    `<span lang="fr"><em></span></em></span>`, and a message must say the same however it is written.
    """
    tags = {place: tag for place, span in enumerate(spans) if (tag := _tag_of_ours(span))}
    inner = {place for place in tags if len(spans[place].marks) > 1}
    if not inner:
        return spans
    begun, ended = ({tag["name"].lower() for tag in tags.values() if tag["end"] == end} for end in ("", "/"))
    others = {name for kind, name in TAGS.items() if any(kind in map(type, span.marks) for span in spans)}
    if begun.isdisjoint(ended | others) and ended.isdisjoint(others):
        return spans
    if _marked([*_as_html(spans, tags)]) == spans:
        return spans
    return canonical(span for place, span in enumerate(spans) if place not in inner)


def _tag_of_ours(span: Span) -> re.Match[str] | None:
    """Return a span that is a tag of an element that we know, as `_tag` wants it; None for all others."""
    tag = _TAG.fullmatch(span.text) if isinstance(span.atom, Raw) else None
    return tag if tag and (tag["name"] or "").lower() in _OURS else None


def _as_html(spans: tuple[Span, ...], tags: Mapping[int, re.Match[str]]) -> Iterator[_Token]:
    """Give the tokens of spans whose elements are all written in HTML; `tags` are those among them."""
    outer: tuple[Mark, ...] = ()
    for place, span in enumerate((*spans, Span(""))):
        inside = tuple(mark for mark in span.marks if type(mark) in TAGS)
        kept = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(outer, inside, strict=False)))
        yield from (_Close(TAGS[type(mark)]) for mark in reversed(outer[kept:]))
        yield from (_Open(mark, TAGS[type(mark)]) for mark in inside[kept:])
        yield _tag(tags[place]) if place in tags else Span(span.text, span.marks[len(inside) :])
        outer = inside


def _words_alone(events: list[Event]) -> str | None:
    """Return the words of events that are words and line ends, None where anything else is among them."""
    out: list[str] = []
    for event in events:
        if event == "SoftBreak":
            out.append(" ")
        elif isinstance(event, dict) and "Text" in event:
            out.append(event["Text"])
        else:
            return None
    return "".join(out)


_BLANKS = re.compile(r"[ \t\r\n]+")


def _folded(text: str) -> str:
    text = text.replace(MARGIN, "")
    if "  " in text or "\n" in text or "\t" in text or "\r" in text:
        return _BLANKS.sub(" ", text)
    return text


def _trim(spans: tuple[Span, ...]) -> Iterator[Span]:
    """Fold white space within each run, and strip it at the ends of lines."""
    last = len(spans) - 1
    for place, span in enumerate(spans):
        if span.atom or Code() in span.marks:
            yield span
            continue
        text = _folded(span.text)
        if place == 0 or isinstance(spans[place - 1].atom, Break):
            text = text.lstrip(BLANK)
        if place == last or isinstance(spans[place + 1].atom, Break):
            text = text.rstrip(BLANK)
        yield changed(span, text, span.marks)


def _tokens(events: Iterator[Event]) -> list[_Token]:
    out: list[_Token] = []
    for event in events:
        match event:
            case {"Text": str(text)}:
                out.append(Span(text))
            case {"InlineHtml": str(html)} | {"Html": str(html)}:
                out.extend(_html(clean(html)))
            case {"Code": str(text)}:
                out.append(Span(clean(text), (Code(),)))
            case "SoftBreak":
                out.append(Span(" "))
            case "HardBreak":
                out.append(Span("\n", (Break(),)))
            case {"FootnoteReference": str(label)}:
                out.append(Span("", (Note(clean(label)),)))
            case {"Start": {"Image": {"dest_url": str(src), "title": str(title)}}}:
                alt = clean(fold(_plain(events)))
                out.append(Span(alt, (Image(clean(src), clean(title)),)))
            case {"Start": start}:
                out.append(_Open(_markdown_mark(start)))
            case {"End": _}:
                out.append(_Close())
    return out


def _markdown_mark(start: object) -> Mark | None:
    match start:
        case "Strong":
            return Strong()
        case "Emphasis":
            return Emphasis()
        case "Strikethrough":
            return Strike()
        case "Superscript":
            return Superscript()
        case "Subscript":
            return Subscript()
        case {"Link": {"link_type": str(kind), "dest_url": str(url), "title": str(title)}}:
            return Link(("mailto:" if kind == "Email" else "") + clean(url), clean(title))
    return None


def _plain(events: Iterator[Event]) -> str:
    """Consume the inside of an image and return its words."""
    out: list[str] = []
    depth = 1
    for event in events:
        match event:
            case {"Text": str(text)} | {"Code": str(text)}:
                out.append(text)
            case "SoftBreak" | "HardBreak":
                out.append(" ")
            case {"Start": _}:
                depth += 1
            case {"End": _}:
                depth -= 1
                if not depth:
                    break
    return "".join(out)


_TAG = re.compile(
    r"<!--.*?-->|<\?.*?\?>|<!\[CDATA\[.*?\]\]>|<![A-Za-z].*?>"
    r"|<(?P<end>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*)(?P<attributes>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"([A-Za-z_:][\w.:-]*)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=<>`]+)))?")
_ELEMENTS: dict[str, Mark | None] = {
    **dict.fromkeys(("strong", "b"), Strong()),
    **dict.fromkeys(("em", "i"), Emphasis()),
    **dict.fromkeys(("s", "del", "strike"), Strike()),
    **dict.fromkeys(("u", "ins"), Underline()),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), Code()),
    "sup": Superscript(),
    "sub": Subscript(),
    "q": None,
}
"""Elements that are marks whatever their attributes."""
TAGS: dict[type[Mark], str] = {
    **{Strong: "strong", Emphasis: "em", Strike: "del", Underline: "u", Superscript: "sup", Subscript: "sub"},
    **{Lang: "span", Link: "a"},
}
"""What the marks are in HTML."""
_OURS = {*_ELEMENTS, *TAGS.values()}
"""The elements that `_tag` makes more of than `Raw`."""


def _html(source: str) -> Iterator[_Token]:
    """Tell tags from words: an inline event holds one tag, but a block of HTML may hold more."""
    place = 0
    for tag in _TAG.finditer(source):
        if words := source[place : tag.start()]:
            yield Span(unescape(words))
        yield _tag(tag)
        place = tag.end()
    if words := source[place:]:
        # What is whole and no tag: a comment, a processing instruction.
        whole = not place and words.startswith("<") and words.endswith(">")
        yield Span(_LINE_END.sub(" ", words), (Raw(),)) if whole else Span(unescape(words))


# Looked for where white space begins, not at each of a thousand blanks.
_LINE_END = re.compile(r"(?<!\s)[^\S\n]*\n\s*")


def _tag(tag: re.Match[str]) -> _Token:
    source = _LINE_END.sub(" ", tag[0]) if "\n" in tag[0] else tag[0]
    name = (tag["name"] or "").lower()
    if tag["end"]:
        return _Close(name, source) if name in _ELEMENTS or name in ("a", "span") else Span(source, (Raw(),))
    said = _ATTRIBUTE.findall(tag["attributes"]) if tag["attributes"] else []
    attributes = {key.lower(): unescape(a or b or c) for key, a, b, c in said}
    match name:
        case "br":
            return Span("\n", (Break(),))
        case "img" if "src" in attributes:
            image = Image(attributes["src"], attributes.get("title", ""))
            return Span(attributes.get("alt", ""), (image,))
        case "a" if "href" in attributes:
            return _Open(Link(attributes["href"], attributes.get("title", "")), name, source)
        case "span" if (tag_said := attributes.get("lang")) and find_language(tag_said):
            return _Open(Lang(attributes["lang"]), name, source)
        case _ if name in _ELEMENTS:
            return _Open(_ELEMENTS[name], name, source)
        case "span" | "a":
            # Not ours, but it must claim its own end tag, or that would close an outer one that is ours.
            return _Open(Raw(), name, source)
    return Span(source, (Raw(),))


def _pairs(tokens: list[_Token]) -> dict[int, int]:
    """Map the place of each opening token to that of the one that closes it, properly nested."""
    pairs: dict[int, int] = {}
    scopes = [_Scope(-1)]
    for place, token in enumerate(tokens):
        match token:
            case _Open(tag=""):
                scopes.append(_Scope(place))
            case _Open(tag=tag):
                scopes[-1].open(tag, place)
            case _Close(tag="") if len(scopes) > 1:
                pairs[scopes.pop().begin] = place
            case _Close(tag=tag) if tag and scopes[-1].waiting[tag]:
                pairs[scopes[-1].close(tag)] = place
    return pairs


@dataclass(slots=True)
class _Scope:
    """The HTML elements that are open in one element of Markdown's; no end tag reaches out of it."""

    begin: int
    """Place of the token that opens Markdown's element."""
    stack: list[tuple[str, int]] = field(default_factory=list)
    """Tags and the places of their tokens."""
    waiting: Counter[str] = field(default_factory=Counter)
    """How many of each tag are open."""

    def open(self, tag: str, place: int) -> None:
        """Begin an element."""
        self.stack.append((tag, place))
        self.waiting[tag] += 1

    def close(self, tag: str) -> int:
        """End the innermost element of this tag, which is open, and all in it; return where it began."""
        while True:
            name, place = self.stack.pop()
            self.waiting[name] -= 1
            if name == tag:
                return place


def _spans(tokens: list[_Token]) -> Iterator[Span]:
    pairs = _pairs(tokens)
    closes = {end: tokens[begin] for begin, end in pairs.items()}
    # Canonical at every step: ten thousand elements in each other would give each word ten thousand marks.
    marks: tuple[Mark, ...] = ()
    outer: list[tuple[Mark, ...]] = []
    for place, token in enumerate(tokens):
        match token, closes.get(place):
            case Span(), _:
                yield Span(token.text, (*marks, *token.marks)) if marks else token
            case _Open(mark=None), _:
                yield Span("“" if place in pairs else token.source, marks)
            case _Open(mark=mark), _ if mark and place in pairs and not isinstance(mark, Raw):
                outer.append(marks)
                marks = canonical_marks((*marks, mark))
            case _Close(tag=tag), _Open(mark=None):
                yield Span("”" if tag else "", marks)
            case _Close(), _Open(mark=mark) if not isinstance(mark, Raw):
                marks = outer.pop()
            case _:
                yield Span(token.source, (*marks, Raw()))
