"""Message text in, canonical spans out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

import pyromark

from publish.message.events import inline
from publish.message.guards import (
    AS_SPACES,
    BLANK,
    KEPT_REFERENCES,
    MARGIN,
    SEPARATORS,
    UNPRINTABLE,
    UNSPACED_LETTER,
    mend,
)
from publish.model import Span, normalise

if TYPE_CHECKING:
    from pyromark.event import Event


OPTIONS = pyromark.Options.ENABLE_STRIKETHROUGH | pyromark.Options.ENABLE_FOOTNOTES
"""What messages are parsed with; a Markdown source needs at least these for its messages to agree."""


_PARSER = pyromark.Markdown(options=OPTIONS)
SPECIAL = re.compile(
    f"[\\\\`*_~\\[\\]<&@\t\n\r\ufdd0-\ufdd5{SEPARATORS}{UNPRINTABLE}]|  |://|www\\.", re.IGNORECASE
)
"""What makes a text more than words."""
# Code, tags, targets and addresses, whose underscores are their own; or a pair that could be emphasis.
_UNDERSCORED = re.compile(
    r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)|<[^<>]*>|\]\([^)\]]*\)|(?:https?://|www\.)\S*"
    r"|(?<![A-Za-z0-9_\\])(?P<run>__?)(?P<body>[^\s_](?:[^_]*[^\s_\\])?)(?P=run)(?![A-Za-z0-9_])"
)
_LABEL = re.compile(rf"\[\^([^\[\]\n`\ufdd0-\ufdd5{UNPRINTABLE}]+)\]")


def decode(message: str) -> tuple[Span, ...]:
    """Read a message into canonical spans; any string is a message, and no word of it is lost.

    Line ends count as spaces unless a backslash or two spaces stand before them; what is no markup is text.

    >>> [span.text for span in decode("Read *this* & [that](a.md)")]
    ['Read ', 'this', ' & ', 'that']
    """
    if not SPECIAL.search(message):
        return normalise([Span(message.strip(BLANK))])
    return inline(_events(message))


def _events(message: str) -> Iterator[Event]:
    text = _lines(message.encode("utf-8", "replace").decode())
    for reference, kept in KEPT_REFERENCES.items():
        text = text.replace(reference, kept)
    # A reference is one only where its note is defined, and a message has no definitions.
    labels = dict.fromkeys(_LABEL.findall(text))
    definitions = "".join(f"\n\n[^{label}]: x" for label in labels)
    events = _PARSER.events(MARGIN + mend(_starred(text)) + definitions)
    next(events)
    for event in events:
        if event == {"End": "Paragraph"}:
            return
        yield event


def _lines(message: str) -> str:
    """Fold line ends, and give lines after a hard break the margin that keeps them from beginning a block."""
    lines = message.translate(AS_SPACES).strip(BLANK).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    out = [lines[0].rstrip(" \t")]
    for before, line in pairwise(lines):
        hard = before.endswith("  ") or (len(before) - len(before.rstrip("\\"))) % 2
        out.append(("" if before.endswith("\\") else "\\") + "\n" + MARGIN if hard else " ")
        out.append(line.strip(" \t"))
    return "".join(out)


def _starred(text: str) -> str:
    """Write `これは_重要_です` with stars.

    CommonMark reads no emphasis there, since the underscores stand inside a word; but that is what people
    make of `_important_` in a message when their script sets no spaces.
    """
    if "_" not in text or not UNSPACED_LETTER.search(text):
        return text
    return _UNDERSCORED.sub(_star, text)


def _star(found: re.Match[str]) -> str:
    around = (
        found.string[max(found.start() - 1, 0) : found.start()] + found.string[found.end() : found.end() + 1]
    )
    if not found["run"] or not UNSPACED_LETTER.search(around):
        return found[0]
    stars = "*" * len(found["run"])
    return f"{stars}{found['body']}{stars}"
