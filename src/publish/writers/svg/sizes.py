"""The root of a drawing to its width and height, and numbers to whether a page has room for them."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

NUMBER = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?"
"""A number as SVG writes it."""
FARTHEST = 1e8
"""The largest number in a drawing: a map of the Earth in metres has smaller ones."""
_PIXELS = {
    "": 1.0,
    "px": 1.0,
    "pt": 96 / 72,
    "pc": 16.0,
    "in": 96.0,
    "cm": 96 / 2.54,
    "mm": 96 / 25.4,
    "q": 96 / 101.6,
    "em": 16.0,
    "rem": 16.0,
    "ex": 8.0,
    "ch": 8.0,
}
"""CSS pixels in a unit (CSS Values 4, 6); a drawing has no words around it whose size `em` could be."""


_LARGE = re.compile(r"\d{9}|\d\.?e\+?\d|inf|nan", re.IGNORECASE)
_REFERENCE = re.compile(r"url\([^()]*\)|#[\w-]*", re.IGNORECASE)
# A path has letters right before its numbers.
_NO_NUMBER = re.compile(r"(?:inf|infinity|nan)(?![\w-])", re.IGNORECASE)
_WORDS = ("id", "class", "font", "font-family", "in", "in2", "lang", "result", "role", "title", "type")


def is_beyond(name: str, value: str) -> bool:
    """Say whether an attribute or a property has a number that is none, or that is larger than `FARTHEST`.

    Python takes `inf` and `nan` for numbers; a PDF has no word for them, and breaks off where one stands.

    >>> is_beyond("d", "M1e400 0h9"), is_beyond("x", "-nan"), is_beyond("fill", "#1e9999")
    (True, True, False)
    """
    if name in _WORDS or name.startswith(("{", "aria-")) or not _LARGE.search(value):
        return False
    bare = _REFERENCE.sub(" ", value)
    numbers = re.findall(NUMBER, bare, re.IGNORECASE)
    return bool(_NO_NUMBER.search(bare)) or any(abs(float(number)) > FARTHEST for number in numbers)


def sized(root: _Element) -> tuple[float, float]:
    """Return width and height in CSS pixels, and have the root say them so that no program differs."""
    declared = dict(_named(str(root.get("style") or "")))
    width = _length(declared.get("width") or root.get("width"))
    height = _length(declared.get("height") or root.get("height"))
    box = _view_box(root.get("viewBox"))
    if box is not None:
        ratio = box[2] / box[3]
        width = width or (height * ratio if height else box[2])
        height = height or width / ratio
    if width is None or height is None:
        raise ValueError("it has no size; give its <svg> a width and a height, or a viewBox")
    if not (0 < width < math.inf and 0 < height < math.inf):
        raise ValueError("it is wider or higher than anything can be")
    if declared:
        style = ";".join(f"{n}:{v}" for n, v in declared.items() if n not in {"width", "height"})
        root.set("style", style)
    root.set("width", f"{width:.6g}")
    root.set("height", f"{height:.6g}")
    root.set("viewBox", " ".join(f"{number:.9g}" for number in box or (0, 0, width, height)))
    return width, height


def _named(style: str) -> Iterator[tuple[str, str]]:
    import tinycss2

    for node in tinycss2.parse_blocks_contents(style, skip_comments=True, skip_whitespace=True):
        if node.type == "declaration":
            yield node.lower_name, tinycss2.serialize(node.value).strip()


_LENGTH = re.compile(rf"\s*({NUMBER})\s*([a-z]*)\s*", re.IGNORECASE)


def _length(value: str | None) -> float | None:
    """Return CSS pixels; None for `auto`, a percentage of we do not know what, and what is no length.

    >>> _length("25.4mm"), _length("100%"), _length("12")
    (96.0, None, 12.0)
    """
    found = _LENGTH.fullmatch(value or "")
    if found is None or (unit := found[2].lower()) not in _PIXELS:
        return None
    pixels = float(found[1]) * _PIXELS[unit]
    if not 0 < pixels < math.inf:
        raise ValueError(f"it has no size: {value}")
    return pixels


def _view_box(value: str | None) -> tuple[float, ...] | None:
    """Return x, y, width, height; None where they make no box (SVG 2, 8.6: then as if it were not there)."""
    found = re.findall(NUMBER, value or "", re.IGNORECASE)
    box = tuple(map(float, found))
    whole = len(box) == 4 and all(map(math.isfinite, box)) and box[2] > 0 and box[3] > 0
    return box if whole and 0 < box[2] / box[3] < math.inf else None
