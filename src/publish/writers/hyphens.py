"""Hyphenation dictionaries read as far as words ask: German's has 70,000 patterns, and an article needs few.

pyphen, which WeasyPrint hyphenates with, takes each pattern apart when a dictionary is opened; that is over
half a second for German, as much as an article takes to be laid out.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_VALUE = re.compile("[1-9]")
_DIGITS = re.compile("[0-9]")
_LONGEST = 200
"""Letters of a word that is hyphenated; the longest in any dictionary has fewer."""
Pattern = tuple[int, tuple[int, ...]]
"""Where the values of a pattern begin, and the values."""


@cache
def read_lazily() -> None:
    """Have pyphen open dictionaries so, from now on in this process."""
    import pyphen

    class Dictionary(pyphen.HyphDict):  # type: ignore[misc] # pyphen has no types
        def __init__(self, path: Path) -> None:
            """Read a `hyph_*.dic`, as the class above does, but for the values of its patterns."""
            encoding, _, data = path.read_bytes().partition(b"\n")
            charset = encoding.decode().strip().lower().replace("microsoft-", "")
            # All digits at once: line by line takes ten times as long.
            texts = (data.translate(None, b"0123456789"), data)
            keys, patterns = ([line.strip() for line in text.decode(charset).split("\n")] for text in texts)
            self.patterns = _Patterns(pyphen, zip(keys, patterns, strict=True))
            self.cache: dict[str, Any] = {}
            self.maxlen = max(map(len, self.patterns))

        def positions(self, word: str) -> list[int]:
            """Return where a word can be hyphenated: nowhere if it is none of any language.

            Each place would be tried, and each time as much laid out as stands before it.
            """
            found: list[int] = super().positions(word) if len(word) <= _LONGEST else []
            return found

    pyphen.HyphDict = Dictionary


class _Patterns(dict[str, Any]):
    """Patterns by their letters: as written until they are asked for, then as pyphen holds them."""

    def __init__(self, pyphen: Any, lines: Iterable[tuple[str, str]]) -> None:
        """Take in the lines of a dictionary, each without its digits and with them."""
        self._pyphen = pyphen
        for letters, pattern in lines:
            # What has no digits, or only zeros, cuts nothing; comments may have some.
            if letters == pattern or not _VALUE.search(pattern) or pattern.startswith(pyphen.ignored):
                continue
            if "^^" in pattern:
                whole = pyphen.parse_hex(lambda found: chr(int(found[1], 16)), pattern)
                self[_DIGITS.sub("", whole)] = whole
            elif "/" in letters and "=" in letters:
                self[letters.partition("/")[0]] = pattern
            else:
                self[letters] = pattern

    def get(self, letters: str, default: Any = None) -> Any:
        """Return the values of a pattern, `default` where there is none."""
        found = super().get(letters, default)
        if isinstance(found, str):
            found = self[letters] = self._parted(found)
        return found

    def _parted(self, pattern: str) -> Pattern:
        value: Any = int
        if "/" in pattern and "=" in pattern:
            pattern, alternative = pattern.split("/", 1)
            value = self._pyphen.AlternativeParser(pattern, alternative)
        values = [value(digit or "0") for digit, _ in self._pyphen.parse(pattern)]
        start, end = 0, len(values)
        while not values[start]:
            start += 1
        while not values[end - 1]:
            end -= 1
        return start, tuple(values[start:end])
