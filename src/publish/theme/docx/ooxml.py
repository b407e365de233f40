"""Names, attributes and text to WordprocessingML, with properties in the order that its schema asks.

Text and not trees: an edition is written once, from start to end, and only the package reads it back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.sax.saxutils import escape

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
}
"""Prefixes that our parts use, and what they stand for."""

# ECMA-376 part 1, A.1: CT_PPr and CT_RPr are sequences, and Word calls a file that mixes them up damaged.
_ORDER = {
    name: elements.split()
    for name, elements in {
        "w:pPr": """pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs
            suppressAutoHyphens bidi spacing ind contextualSpacing jc outlineLvl""",
        "w:rPr": """rStyle rFonts b bCs i iCs strike noProof color sz szCs highlight u shd vertAlign rtl cs
            lang""",
    }.items()
}
# Production 2 of https://www.w3.org/TR/xml/#charsets
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NAME = re.compile(r"<w:(\w+)")


def clean(text: str) -> str:
    """Drop the characters that XML cannot hold.

    >>> clean("a\\x00b\\x0c")
    'ab'
    """
    return _NOT_XML.sub("", text)


def escaped(text: str) -> str:
    """Return `text` as XML character data, fit for an attribute too."""
    return escape(clean(text), {'"': "&quot;", "\n": "&#10;", "\t": "&#9;", "\r": "&#13;"})


def tag(name: str, /, *children: str, **attributes: str | int) -> str:
    """Return an element; an attribute has its element's prefix unless it names its own (`r_id` is `r:id`).

    >>> tag("w:p", tag("w:pStyle", val="Quote")), tag("w:hyperlink", r_id="rId1", history=1)
    ('<w:p><w:pStyle w:val="Quote"/></w:p>', '<w:hyperlink r:id="rId1" w:history="1"/>')
    """
    prefix = name.partition(":")[0] + ":" if name.startswith("w:") else ""
    written = "".join(f' {_qualified(key, prefix)}="{escaped(str(v))}"' for key, v in attributes.items())
    inside = "".join(children)
    return f"<{name}{written}>{inside}</{name}>" if inside else f"<{name}{written}/>"


def _qualified(key: str, prefix: str) -> str:
    first, _, rest = key.partition("_")
    return f"{first}:{rest}" if rest else prefix + key


def properties(name: str, elements: Iterable[str]) -> str:
    """Return `w:pPr` or `w:rPr` with `elements` in the order of the schema; nothing where there are none.

    >>> properties("w:rPr", [tag("w:i"), "", tag("w:b")])
    '<w:rPr><w:b/><w:i/></w:rPr>'
    """
    order = _ORDER[name]
    inside = sorted(filter(None, elements), key=lambda element: order.index(_local(element)))
    return tag(name, *inside) if inside else ""


def _local(element: str) -> str:
    found = _NAME.match(element)
    return found[1] if found else ""


def part(name: str, /, *children: str, **attributes: str) -> bytes:
    """Return a whole part of the package, whose root element is `name`."""
    declared = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
    root = tag(name, *children, **attributes).removeprefix(f"<{name}")
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<{name}{declared}{root}'.encode()
