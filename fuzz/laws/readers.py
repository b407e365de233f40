"""Articles in: a Document that holds all their words, or an error that names the line."""

from __future__ import annotations

import re
from typing import Literal

from fuzz.laws.common import UNPRINTABLE, hold_place, parts, strings
from publish.errors import PublishError
from publish.languages import parse
from publish.message import decode, encode
from publish.model import Document
from publish.readers import markdown as markdown_reader
from publish.readers import text as text_reader
from publish.readers.sources import decode as decode_source
from publish.units import Unit, assemble, segment

_MARKER = re.compile(r"w\d+w")
# Where words may go that no edition prints: tags and comments, definitions that nobody refers to, attributes,
# front matter and the sign of a block of code. Two footnotes of one name are an error, two links are not.
_MAY_SWALLOW = re.compile(r"[<{\\&]|\]:|^---|```|~~~|\[\^", re.MULTILINE)


def markdown(data: bytes) -> None:
    """Any bytes are a Markdown article or a PublishError, and no word of running text is lost."""
    document = _read(data, "a.md")
    if document is None:
        return
    source = decode_source(data, "a.md")
    _hold(document, source)
    if not _MAY_SWALLOW.search(source):
        lost = set(_MARKER.findall(source)) - set(_MARKER.findall(" ".join(strings(document))))
        assert not lost, f"lost: {lost}"


def text(data: bytes) -> None:
    """Any bytes are a plain-text article, with a file beside it or without, or a PublishError."""
    article, beside = parts(data, 2)
    document = _read(article, "a.txt", beside)
    if document is not None:
        _hold(document, decode_source(article, "a.txt"))


def _read(data: bytes, name: str, beside: bytes = b"") -> Document | None:
    try:
        source = decode_source(data, name)
        if name.endswith(".md"):
            return markdown_reader.parse(source, name, "vi")
        notes = decode_source(beside, "a.yaml")
        return text_reader.parse(source, name, "vi", sidecar=notes, sidecar_path="a.yaml")
    except PublishError as error:
        hold_place(error, [name, "a.yaml"], data, beside)
        return None


def _hold(document: Document, source: str) -> None:
    """Hold what every Document promises, whatever it was read from."""
    last = source.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    for one in strings(document):
        assert not UNPRINTABLE.search(one), f"cannot be printed: {one[:80]!r}"
    ways: tuple[Literal["block", "sentence"], ...] = ("block", "sentence")
    for way in ways:
        units = segment(document, way)
        for unit in units:
            assert unit.message, "an empty message"
            assert 0 <= unit.line <= last, f"line {unit.line} of {last}"
            spans = decode(unit.message)
            assert encode(spans) == unit.message, f"not stable: {unit.message[:200]!r}"
        again = assemble(document, _own, parse(document.language), way)
        assert again == document, f"translating nothing, by {way}, changes the document"


def _own(unit: Unit) -> str:
    return unit.message
