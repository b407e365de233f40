"""The words of a paragraph to the runs in them that read the other way and must stay whole.

The bidirectional algorithm (UAX 9) orders a phrase well while it is one string between strong letters, and
badly where markup cuts it or digits begin it: `57-NQ/TW` comes out as `NQ/TW-57`, and the groups of a phone
number come out backwards. Writers set each run found here in a direction of its own.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]")
"""Hebrew to Arabic Extended-A, their presentation forms, and the right-to-left blocks of the first plane."""
_WORD = r"[LNP]*L[LNP]*"
_RUN = re.compile(rf"{_WORD}(?:S+(?:{_WORD}|N[NP]*))*")
DIGITS = re.compile(
    r"(?<!\w)(?:\+\d[\d(]*(?:[ .()/\u00a0-]{1,2}\d+)+|\(?0\d+\)?(?:[ ./\u00a0-]\d+)+"
    r"|\d+(?:-\d+){2,}|\d{1,3}(?:\.\d{1,3}){3})(?!\w)"
)
"""Digits that are no quantity: phone numbers, ISBNs, dates as ISO 8601 writes them, IP addresses."""
_LEADING = "\"'«»“”„‘’‚‹›([{.,;:!?…–—-"
_TRAILING = "\"'«»“”„‘’‚‹›)]}.,;:!?…–—-"
_PAIRS = {")": "(", "]": "[", "}": "{"}
_KINDS = {"L": "L", "EN": "N", "WS": "S", "R": "R", "AL": "R", "AN": "R", "B": "R"}


def ltr_runs(text: str, whole: tuple[tuple[int, int], ...] = ()) -> list[tuple[int, int]]:
    """Return the (start, end) of each left-to-right run in `text`, in order, apart from each other.

    `whole` are stretches known to be left to right, such as code and quoted foreign words.

    >>> [text[a:b] for text in ["القرار 57-NQ/TW، وهاتف +84 208 385 5123."] for a, b in ltr_runs(text)]
    ['57-NQ/TW', '+84 208 385 5123']
    """
    kinds = [_kind(char) for char in text]
    for start, end in whole:
        kinds[start:end] = "L" * (end - start)
    sketch = "".join(kinds)
    for match in DIGITS.finditer(text):
        # As strong as letters, so that it joins the words beside it or stands by itself.
        sketch = sketch[: match.start()] + "L" * len(match[0]) + sketch[match.end() :]
    runs = (_trimmed(text, match.start(), match.end(), whole) for match in _RUN.finditer(sketch))
    return [(start, end) for start, end in runs if start < end]


def rtl_runs(text: str, whole: tuple[tuple[int, int], ...] = ()) -> list[tuple[int, int]]:
    """Return the (start, end) of each right-to-left run in a left-to-right `text`, in order.

    A run goes from its first to its last right-to-left letter, with the brackets that close in it. `whole`
    are stretches known to be right to left, such as quoted Arabic words.

    >>> [text[a:b] for text in ["read الرجل (العجوز), 345 pages, and قصة."] for a, b in rtl_runs(text)]
    ['الرجل (العجوز)', 'قصة']
    """
    kinds = ["P" if char == "\ufffc" else _kind(char) for char in text]
    for start, end in whole:
        kinds[start:end] = "R" * (end - start)
    runs = []
    for match in re.finditer("R(?:[^L]*R)?", "".join(kinds)):
        start, end = match.span()
        while end < len(text) and _closes(text, start, end + 1):
            end += 1
        runs.append((start, end))
    return runs


@lru_cache(maxsize=1 << 12)
def _kind(char: str) -> str:
    if char in "\u060c\ufffc":  # the Arabic comma is a separator of numbers to UAX 9; an object ends a run
        return "R"
    return _KINDS.get(unicodedata.bidirectional(char), "P")


def _trimmed(text: str, start: int, end: int, whole: tuple[tuple[int, int], ...]) -> tuple[int, int]:
    """Leave out the punctuation round a run, which belongs to the sentence that holds it."""
    first = min((a for a, b in whole if start <= a < end), default=end)
    last = max((b for a, b in whole if start < b <= end), default=start)
    while start < min(end, first) and text[start] in _LEADING and not _opens(text, start, end):
        start += 1
    while max(start, last) < end and text[end - 1] in _TRAILING and not _closes(text, start, end):
        end -= 1
    return start, end


def _opens(text: str, start: int, end: int) -> bool:
    """Tell whether a run begins with a bracket that closes inside it, or a number's own sign or point."""
    if text[start] in "([{":
        return text[start + 1 : end].find({"(": ")", "[": "]", "{": "}"}[text[start]]) > -1
    return text[start] in ".-" and start + 1 < end and text[start + 1].isalnum()


def _closes(text: str, start: int, end: int) -> bool:
    opening = _PAIRS.get(text[end - 1])
    return opening is not None and opening in text[start : end - 1]
