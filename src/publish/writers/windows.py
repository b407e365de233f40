"""A long text to the part of it that the next line needs, where WeasyPrint would lay out all of the rest.

For each line it copies all the text that follows, and where that begins with a word longer than a line, has
Pango set all of it, several times: a word of 100,000 letters took a quarter of an hour. But a line depends on
nothing behind the next place where one may end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

_WINDOW = 1000
"""Characters of a text that are looked at for a line: several lines, on any paper. Twice as many are tried
where one line holds them all, such as marks that stand over each other."""
_Part = Callable[[Any, Any, int], Any]


@contextmanager
def hooks() -> Iterator[None]:
    """Have WeasyPrint read long texts by windows, for as long as one edition takes."""
    from weasyprint.layout import inline

    split, skip = inline.split_inline_level, inline.skip_first_whitespace
    part = _parts()
    inline.split_inline_level = _splitting(split, part)
    inline.skip_first_whitespace = _skipping(skip, part)
    try:
        yield
    finally:
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


def _place(stack: Any) -> int:
    """Return the byte of a text where a line begins, from what WeasyPrint calls a stack."""
    return next(iter(stack)) if stack else 0
