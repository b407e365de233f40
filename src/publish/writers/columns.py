"""A table to the room that its columns need, in characters: a guess that both formats begin with."""

from __future__ import annotations

import re
import unicodedata

from publish.model import Table, Text

CHARACTER = 0.62
"""Width of an ordinary character, in ems of the text of cells."""
_UNBROKEN = re.compile(r"[!-\u0dff\u10a0-\u167f]+")
"""Letters between which no line breaks: not those of Thai, Lao, Khmer, Chinese, Japanese."""
_SYLLABLES = 8
"""Narrow characters of a text in those that should stand on one line all the same."""
_HALF_LINE = 36  # characters


def longest_words(table: Table) -> list[int]:
    """Return how many characters the longest word of each column has."""
    return [max((_longest(cell.plain) for cell in column), default=0) for column in _columns(table)]


def wanted(table: Table) -> list[float]:
    """Return how many characters wide each column would be: up to half a line as it is, then in lines."""
    return [max(map(_wanted, column)) for column in _columns(table)] or [1.0] * len(table.align)


def _columns(table: Table) -> list[tuple[Text, ...]]:
    return list(zip(*(row for row in (table.head, *table.rows) if row), strict=True))


def _wanted(cell: Text) -> float:
    width = _width(cell.plain)
    line = width if width <= _HALF_LINE else _HALF_LINE + (width - _HALF_LINE) ** 0.5
    return 1 + max((line, *(_width(word) for word in cell.plain.split())))


def _longest(text: str) -> int:
    whole = max(map(len, _UNBROKEN.findall(text)), default=0)
    return max((whole, *(min(_width(word), _SYLLABLES) for word in text.split())))


def _width(text: str) -> int:
    """Return the width of a text in Latin letters; ideographs are two wide."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
