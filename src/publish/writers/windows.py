"""A long text to the part of it that the next line needs, where WeasyPrint would lay out all of the rest.

For each line it copies all the text that follows, and where that begins with a word longer than a line, has
Pango set all of it, several times: a word of 100,000 letters took a quarter of an hour. But a line depends on
nothing behind the next place where one may end.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from publish.writers import breaks

_WINDOW = 1000
"""Characters of a text that are looked at for a line: several lines, on any paper. Twice as many are tried
where one line holds them all, such as marks that stand over each other."""
_PIECE = 250
"""Letters of a word that fills pages whose narrowest width is asked for at once: more than are hyphenated."""
_LONG = re.compile(f"[^ ]{{{_WINDOW}}}")
_PIECES = re.compile(f"[^ ]{{1,{_PIECE}}} *| +")
_Part = Callable[[Any, Any, int], Any]


@contextmanager
def hooks() -> Iterator[None]:
    """Have WeasyPrint read long texts by windows, for as long as one edition takes."""
    from weasyprint.layout import inline, preferred

    least = preferred.inline_min_content_width
    split, skip = inline.split_inline_level, inline.skip_first_whitespace
    part = _parts()
    inline.split_inline_level = _splitting(split, part)
    inline.skip_first_whitespace = _skipping(skip, part)
    preferred.inline_min_content_width = _measuring(least)
    try:
        yield
    finally:
        preferred.inline_min_content_width = least
        inline.split_inline_level, inline.skip_first_whitespace = split, skip


def _parts() -> _Part:
    """Return what gives a box with the next characters of the text in one; None where that changes nothing.

    So it is where no more follow, and where a space is among them: that far WeasyPrint looks itself, and what
    it hyphenates hangs on the words behind.
    """
    from weasyprint.formatting_structure import boxes

    encoded = lru_cache(maxsize=8)(str.encode)  # a line may hold texts inside others

    def part(box: Any, start: Any, size: int) -> Any:
        if not isinstance(box, boxes.TextBox) or len(box.text) <= size:
            return None
        data, at = encoded(box.text), _place(start)
        # A character has at most four bytes; what is cut off of the last one is left out.
        text = data[at : at + 4 * size + 4].decode(errors="ignore")
        return box.copy_with_text(text[:size]) if len(text) > size and " " not in text[:size] else None

    return part


def _splitting(split: Any, part: _Part) -> Any:
    def windowed(
        context: Any, box: Any, x: float, max_x: float, bottom: float, start: Any, *more: Any
    ) -> Any:
        size = _WINDOW
        while window := part(box, start, size):
            line, rest, *found = split(context, window, x, max_x, bottom, None, *more)
            if rest is not None:
                return line, {_place(start) + _place(rest): None}, *found
            size *= 2
        return split(context, box, x, max_x, bottom, start, *more)

    return windowed


def _skipping(skip: Any, part: _Part) -> Any:
    def skipped(box: Any, start: Any) -> Any:
        window = part(box, start, _WINDOW)
        if window is None:
            return skip(box, start)
        at = _place(start) + _place(skip(window, None))
        return {at: None} if at else None

    return skipped


def _measuring(least: Any) -> Any:
    """Measure a long word in pieces: where a column may be as narrow as a letter, each letter is a line."""
    from weasyprint.formatting_structure import boxes

    def is_long(box: Any) -> bool:
        return isinstance(box, boxes.TextBox) and bool(_LONG.search(box.text))

    def pieces(box: Any) -> Iterator[Any]:
        if is_long(box):
            # It cuts a word anywhere only where a line begins.
            end = breaks.BREAK if box.style["overflow_wrap"] == "anywhere" else ""
            yield from (box.copy_with_text(piece + end) for piece in _PIECES.findall(box.text))
        elif isinstance(box, boxes.LineBox | boxes.InlineBox):
            yield box.copy_with_children([piece for child in box.children for piece in pieces(child)])
        else:
            yield box

    def measured(context: Any, box: Any, *more: Any, **options: Any) -> Any:
        if any(map(is_long, box.descendants())):
            (box,) = pieces(box)
        return least(context, box, *more, **options)

    return measured


def _place(stack: Any) -> int:
    """Return the byte of a text where a line begins, from what WeasyPrint calls a stack."""
    return next(iter(stack)) if stack else 0
