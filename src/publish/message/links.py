"""Spans in, spans out in which bare addresses are links."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from publish.message.canonical import INNERMOST
from publish.message.guards import JOINT, UNPRINTABLE
from publish.model import Link, Span, normalise

_HOST = r"[^\W_](?:[\w-]*[^\W_])?(?:\.[^\W_](?:[\w-]*[^\W_])?)"
# GFM ends an address at white space or `<`; the quotes and stops of other scripts end it here too, since
# no space need follow them.
_END = "\u00ab\u00bb\u060c\u061b\u061f\u06d4\u0964\u2018-\u201f\u2026\u3000-\u303f\uff01-\uff5e"
_REST = rf"[^\s<{JOINT}-\ufdd5{UNPRINTABLE}{_END}]*"
_ADDRESS = re.compile(
    rf"(?<![A-Za-z0-9_/@.+\-\u00c0-\u024f\u1e00-\u1eff])(?:(?P<url>https?://{_HOST}*(?=[/:?#\s<]|[^\w]|$){_REST})"
    rf"|(?P<www>www\.{_HOST}+(?=[^\w]|$){_REST})"
    r"|(?P<mail>[A-Za-z0-9.+_-]*[A-Za-z0-9+_-]@[A-Za-z0-9-]+(?:\.[A-Za-z0-9_-]*[A-Za-z0-9])+(?![A-Za-z0-9_-])))",
    re.IGNORECASE,
)
MAYBE_ADDRESS = re.compile(r"://|www\.|@", re.IGNORECASE)
_REFERENCE_AT_END = re.compile(r"&[A-Za-z0-9]+;$")
_REFERENCE = 40
"""Characters of the longest character reference, and a few more."""


def autolink(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Make links of the bare addresses in running text, by GFM's rules on what belongs to an address.

    >>> [span.text for span in autolink([Span("See www.example.vn/a_(b).")])]
    ['See ', 'www.example.vn/a_(b)', '.']
    """
    return normalise(part for span in spans for part in _linked(span))


def _linked(span: Span) -> Iterator[Span]:
    if not MAYBE_ADDRESS.search(span.text) or any(isinstance(m, (Link, *INNERMOST)) for m in span.marks):
        yield span
        return
    place = 0
    for found in _ADDRESS.finditer(span.text):
        address = found[0] if found["mail"] else _without_stops(found[0])
        prefix = "mailto:" if found["mail"] else "http://" if found["www"] else ""
        yield Span(span.text[place : found.start()], span.marks)
        yield Span(address, (*span.marks, Link(prefix + address)))
        place = found.start() + len(address)
    yield Span(span.text[place:], span.marks)


def _without_stops(address: str) -> str:
    """Leave off what ends the sentence, not the address (GFM 6.9, extended autolink path validation)."""
    end = len(address)
    surplus = {close: address.count(close) - address.count(opens) for opens, close in ("()", "[]")}
    while end:
        last = address[end - 1]
        if last == ";" and (reference := _REFERENCE_AT_END.search(address, max(end - _REFERENCE, 0), end)):
            end = reference.start()
        elif last in "?!.,:;*_~'\"":
            end -= 1
        elif surplus.get(last, 0) > 0:
            surplus[last] -= 1
            end -= 1
        else:
            break
    return address[:end]
