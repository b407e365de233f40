"""A line to one that ends at the edge, where WeasyPrint lets it fall short or run over.

It widens spaces alone, and Chinese and Japanese have none, so that a line which ends before a mark that must
not begin the next one would fall short. How lines are filled follows https://www.w3.org/TR/jlreq/#fig2_47 in
its simplest form: spaces and the room between ideographs grow by the same. And where words from right to left
have the last space of a line, or it stands among them, the line is moved by a space.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from typing import Any

from publish.writers import bidi

# CJK symbols, kana, bopomofo, ideographs and full-width forms; not Hangul, whose words stand apart.
_LETTERS = re.compile(
    "[\u2e80-\u2fdf\u3000-\u312f\u3190-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60"
    "\uffe0-\uffe6\U0001aff0-\U0001b16f\U00020000-\U0003ffff]+"
)


def concerns(text: str) -> bool:
    """Say whether anything is mended in the lines of a text."""
    return bool(_LETTERS.search(text) or bidi.RTL.search(text))


@contextmanager
def hooks() -> Iterator[None]:
    """Have WeasyPrint fill lines between ideographs, too, for as long as one edition takes."""
    from weasyprint.layout import inline
    from weasyprint.text.line_break import Layout

    justify, strip, set_text = inline.justify_line, inline.remove_last_whitespace, Layout.set_text
    inline.justify_line = _filling(justify)
    inline.remove_last_whitespace = _stripping(strip)
    Layout.set_text = _spacing(set_text)
    try:
        yield
    finally:
        inline.justify_line, inline.remove_last_whitespace, Layout.set_text = justify, strip, set_text


def _stripping(strip: Any) -> Any:
    """Close the gap that the space at the end of a line leaves among words from right to left."""

    def stripped(context: Any, line: Any) -> None:
        from weasyprint.formatting_structure import boxes

        around, box = [], line
        while isinstance(box, boxes.LineBox | boxes.InlineBox) and box.children:
            around.append(box)
            box = box.children[-1]
        if not isinstance(box, boxes.TextBox):
            strip(context, line)
            return
        is_turned = box.pango_layout.first_line_direction % 2
        before = box.width
        strip(context, line)
        space = before - box.width
        is_rtl = line.style["direction"] == "rtl"
        if space and is_turned and is_rtl:
            line.moved = space
        elif space and is_turned:
            # It has moved the whole line, as if that ran from right to left.
            _move(line.children, space)
        elif space and is_rtl:
            for parent in around:
                if parent.style["direction"] == "rtl":
                    _move(parent.children[:-1], -space)

    return stripped


def _move(boxes: Iterable[Any], way: float) -> None:
    for box in boxes if way else ():
        box.translate(dx=way, ignore_floats=True)


def _filling(justify: Any) -> Any:
    from weasyprint.layout import inline

    def filled(context: Any, line: Any, extra: float) -> None:
        _move(line.children, getattr(line, "moved", 0))  # by a space, for lines that are not filled
        parts = list(_texts(line))
        gaps = sum(_gaps(box.text) for box in parts) + sum(
            _meet(one.text, other.text) for one, other in pairwise(parts)
        )
        spaces = inline.count_expandable_spaces(line)
        # A name in ideographs among other words does not make a line of ideographs.
        if gaps < max(1, spaces) or line.style["direction"] == "rtl":
            justify(context, line, extra)
            return
        _widen(context, line, extra / (gaps + spaces), 0, [])

    return filled


def _texts(box: Any) -> Iterator[Any]:
    from weasyprint.formatting_structure import boxes

    if isinstance(box, boxes.TextBox):
        yield box
    elif isinstance(box, boxes.LineBox | boxes.InlineBox):
        for child in box.children:
            yield from _texts(child)


def _gaps(text: str) -> float:
    """Return how often Pango adds what is to stand between letters: half of it on each side of a letter, and
    none at the ends of a text.

    >>> [_gaps(text) for text in ("漢字", "漢字 A", "A 漢字 B", "AB")]
    [1.0, 1.5, 2.0, 0.0]
    """
    letters = sum(len(found[0]) for found in _LETTERS.finditer(text))
    return letters - _edge(text[:1]) - _edge(text[-1:])


def _edge(char: str) -> float:
    return 0.5 if _LETTERS.match(char) else 0.0


def _meet(before: str, after: str) -> float:
    """Return how much of it is missing where two texts meet."""
    return _edge(before[-1:]) + _edge(after[:1])


def _widen(context: Any, box: Any, room: float, advance: float, seen: list[str]) -> float:
    """Move a box by `advance`, add `room` between its letters, and return how far the next one moves."""
    from weasyprint.formatting_structure import boxes
    from weasyprint.layout.inline import count_expandable_spaces
    from weasyprint.text.line_break import create_layout

    if isinstance(box, boxes.TextBox):
        if seen:
            advance += room * _meet(seen[-1], box.text)
        seen.append(box.text)
        box.position_x += advance
        grown: float = room * (_gaps(box.text) + count_expandable_spaces(box))
        if grown:
            layout = create_layout(box.text, box.style, context, max_width=None, justification_spacing=room)
            layout.between_letters = room
            layout.deactivate()
            box.justification_spacing = room
            box.pango_layout = layout
            box.width += grown
        return advance + grown
    if isinstance(box, boxes.LineBox | boxes.InlineBox):
        before = advance
        box.position_x += advance
        for child in box.children:
            if child.is_in_normal_flow():
                advance = _widen(context, child, room, advance, seen)
        box.width += advance - before
        return advance
    box.translate(advance, 0)
    return advance


def _spacing(set_text: Any) -> Any:
    def spaced(layout: Any, text: str, justify: bool = False) -> None:
        set_text(layout, text, justify)
        room = getattr(layout, "between_letters", 0)
        if room and justify:
            _add_attributes(layout, room)

    return spaced


def _add_attributes(layout: Any, room: float) -> None:
    from weasyprint.text.ffi import TO_UNITS, ffi, pango

    found = pango.pango_layout_get_attributes(layout.layout)
    if found == ffi.NULL:
        found = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
    for letters in _LETTERS.finditer(layout.text):
        attribute = pango.pango_attr_letter_spacing_new(int(room * TO_UNITS))
        attribute.start_index = len(layout.text[: letters.start()].encode())
        attribute.end_index = len(layout.text[: letters.end()].encode())
        pango.pango_attr_list_change(found, attribute)
    pango.pango_layout_set_attributes(layout.layout, found)
