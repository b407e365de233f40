"""The inside of an HTML block in; its tags, comments and words out, each with its place.

The standard library's parser drops an unfinished tag with the words in it and gives columns of a buffer of
its own; a tag here is what CommonMark 0.31 §6.6 says it is, and everything that is no tag is words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Literal

_ONE_ATTRIBUTE = re.compile(
    r"""\s+(?P<key>[A-Za-z_:][\w.:-]*)"""
    r"""(?:\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"'=<>`]+)))?"""
)
_ANY_ATTRIBUTE = re.sub(r"\?P<\w+>", "?:", _ONE_ATTRIBUTE.pattern)
_TAG = rf"<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*)(?P<attributes>(?:{_ANY_ATTRIBUTE})*)\s*/?>"
# What ends at a sign of its own, and the sign; where there is none below, nothing of the kind begins:
# to look for it each time would take quadratic time.
_ENDED = tuple(
    (re.compile(pattern, re.DOTALL | re.IGNORECASE), end)
    for pattern, end in (
        (r"(?P<comment><!-->|<!--->|<!--.*?-->)", "-->"),
        (r"(?P<opaque><\?.*?\?>)", "?>"),
        (r"(?P<opaque><!\[CDATA\[.*?\]\]>)", "]]>"),
        (r"(?P<opaque><![A-Za-z][^>]*>)", ">"),
        (r"(?P<opaque><(?P<element>script|style)\b[^>]*>.*?(?:</(?P=element)\s*>|\Z))", ">"),
        (_TAG, ">"),
    )
)

CONTAINERS = frozenset(
    [
        "address",
        "article",
        "aside",
        "body",
        "center",
        "details",
        "dialog",
        "div",
        "fieldset",
        "footer",
        "form",
        "header",
        "hgroup",
        "html",
        "main",
        "nav",
        "section",
        "tbody",
        "tfoot",
        "thead",
    ]
)
"""Elements that only group blocks."""
SLOTS = frozenset(
    [
        "caption",
        "cite",
        "dt",
        "figcaption",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "small",
        "summary",
        "td",
        "th",
    ]
)
"""Elements that hold one text; `cite` and `small` only inside `figcaption`."""
BLOCKS = (
    CONTAINERS
    | (SLOTS - {"cite", "small"})
    | frozenset(["blockquote", "dd", "dl", "figure", "li", "ol", "p", "pre", "table", "tr", "ul"])
)
"""Elements we make blocks of; what is not here stays in the line, known to `message.inline` or opaque."""
DROPPED = frozenset(("picture", "source", "colgroup", "col"))
"""Elements that say nothing an edition needs."""
CLOSED_BY: dict[str, frozenset[str]] = {
    "li": frozenset(("li",)),
    **dict.fromkeys(("dt", "dd"), frozenset(("dt", "dd"))),
    **dict.fromkeys(("td", "th"), frozenset(("td", "th"))),
    "tr": frozenset(("tr", "caption")),
    **dict.fromkeys(("thead", "tbody", "tfoot"), frozenset(("thead", "tbody", "tfoot", "caption"))),
}
"""Elements that end, without an end tag, where another begins (HTML, “optional tags”)."""
SCOPES = frozenset(("dl", "ol", "table", "ul"))
"""Where looking for an element to end stops."""


@dataclass(frozen=True, slots=True)
class Token:
    """One tag, comment, or run of words."""

    kind: Literal["open", "close", "comment", "opaque", "words"]
    source: str
    """As written."""
    place: int
    """Offset of its first character in the block."""
    name: str = ""
    """Name of the element, in small letters."""
    attributes: dict[str, str] = field(default_factory=dict)
    """Of an opening tag, names in small letters."""


def tokens(html: str) -> Iterator[Token]:
    """Cut `html` up; the sources of the tokens put together are `html` again.

    >>> [(token.kind, token.source) for token in tokens("a <b>c</b> < d")]
    [('words', 'a '), ('open', '<b>'), ('words', 'c'), ('close', '</b>'), ('words', ' < d')]
    """
    place = 0
    for found in _found(html):
        if found.start() > place:
            yield Token("words", html[place : found.start()], place)
        yield _token(found)
        place = found.end()
    if place < len(html):
        yield Token("words", html[place:], place)


def _found(html: str) -> Iterator[re.Match[str]]:
    """Give what is no word, in order."""
    last = {end: html.rfind(end) for _, end in _ENDED}
    place = html.find("<")
    while place >= 0:
        possible = (pattern.match(html, place) for pattern, end in _ENDED if place < last[end])
        found = next(filter(None, possible), None)
        if found:
            yield found
        place = html.find("<", found.end() if found else place + 1)


def _token(found: re.Match[str]) -> Token:
    parts = found.groupdict()
    if "name" not in parts:
        return Token("comment" if "comment" in parts else "opaque", found[0], found.start())
    name = found["name"].lower()
    if found["close"]:
        return Token("close", found[0], found.start(), name)
    return Token("open", found[0], found.start(), name, _attributes(found["attributes"]))


def _attributes(source: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in _ONE_ATTRIBUTE.finditer(source):
        value = next((v for v in (one["double"], one["single"], one["bare"]) if v is not None), "")
        found.setdefault(one["key"].lower(), unescape(value))
    return found
