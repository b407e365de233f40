"""Two wordings of a message in, lines for translators out: what changed, word by word, of which kind."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from publish.catalog import LOGOGRAPHS, UNSPACED

__all__ = ["Change", "changes", "describe"]

Kind = Literal["number", "name", "link", "formatting", "punctuation", "wording"]

_MOST = 12
"""Changes that are told one by one; a longer list helps nobody."""
_LONGEST = 60
"""Characters of each side that are shown."""
_FINEST = 50_000
"""Characters of a text that is compared word by word; a book in one paragraph would take their square."""
_NEAR_BY = 20
"""Characters before a word that are looked at for the end of a sentence."""
_FORMATTING = frozenset("*_~`[]()<>\\^")
# Languages that write every noun with a capital: there it does not tell a name.
_CAPITAL_NOUNS = ("de", "lb", "nds", "gsw")
_ENDS_SENTENCE = re.compile(r"(?:^|[.!?:…]['\"”’»)\]*_]*)\s*['\"“‘«([*_]*$")


@dataclass(frozen=True, slots=True)
class Change:
    """One place where two wordings differ."""

    kind: Kind
    """What kind of words it is about."""
    old: str
    """What stood there; empty where something was added."""
    new: str
    """What stands there now; empty where something was removed."""

    def __str__(self) -> str:
        """Return it in words.

        >>> print(Change("number", "17", "18"))
        number changed: 17 → 18
        """
        if self.old and self.new:
            return f"{self.kind} changed: {_shown(self.old)} → {_shown(self.new)}"
        return f"{self.kind} {'removed' if self.old else 'added'}: {_shown(self.old or self.new)}"


@lru_cache(maxsize=4096)
def describe(old: str, new: str, language: str) -> tuple[str, ...]:
    """Say what changed between two messages, a line each.

    >>> describe("It opened on day 3, in Huế.", "It closed on day 4, in Huế.", "en")
    ('wording changed: opened → closed', 'number changed: 3 → 4')
    """
    found = changes(old, new, language)
    lines = list(dict.fromkeys(map(str, found[:_MOST])))
    if len(found) > _MOST:
        lines.append(f"and {len(found) - _MOST} more changes")
    return tuple(lines)


def changes(old: str, new: str, language: str) -> list[Change]:
    """Return where two messages differ, in order.

    Args:
        old: the message as it was.
        new: the message as it is.
        language: BCP 47 tag of both; it decides whether a capital letter tells a name.
    """
    from rapidfuzz.distance import Indel

    if max(len(old), len(new)) > _FINEST:
        return [_whole_change(old, new)] if old != new else []
    tokens = [list(_tokens(text)) for text in (old, new)]
    words = [[token[0] for token in side] for side in tokens]
    found: list[list[int]] = []
    for operation in Indel.opcodes(*words):
        if operation.tag == "equal":
            continue
        place = [operation.src_start, operation.src_end, operation.dest_start, operation.dest_end]
        if found and (found[-1][1], found[-1][3]) == (place[0], place[2]):
            found[-1][1], found[-1][3] = place[1], place[3]
        else:
            found.append(place)
    out = []
    for a, b, c, d in found:
        opens = _opens(old, tokens[0], a) or _opens(new, tokens[1], c)
        kind = _kind([*words[0][a:b], *words[1][c:d]], opens, language)
        out.append(Change(kind, _slice(old, tokens[0][a:b]), _slice(new, tokens[1][c:d])))
    return out


def _whole_change(old: str, new: str) -> Change:
    """Return all that is between the first and the last difference of two texts as one change."""
    start = _alike(old, new)
    end = _alike(old[start:][::-1], new[start:][::-1])
    sides = (" ".join(text[start : len(text) - end].split()) for text in (old, new))
    return Change("wording", *sides)


def _alike(one: str, other: str) -> int:
    """Count the characters with which both texts begin."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(one), len(other)))


# --- words -----------------------------------------------------------------------------------------------

_Token = tuple[str, int, int]


@cache
def _pattern() -> re.Pattern[str]:
    """Return what finds numbers, addresses, words and signs; letters of unspaced scripts one by one."""
    chars = list(map(chr, range(0x10000)))
    marks = _ranges(char for char in chars if unicodedata.category(char)[0] == "M")
    signs = _ranges(char for char in chars if unicodedata.category(char)[0] in "PS" and char not in "'’-")
    unspaced = UNSPACED + LOGOGRAPHS
    return re.compile(
        r"\]\([^()\s]*\)|(?:https?://|www\.)[^\s)>]+"
        r"|\d+(?:[.,\u00a0\u202f'’/:-]\d+)*"
        rf"|[{unspaced}][{marks}]*"
        rf"|[^\s\d{signs}{unspaced}](?:[^\s\d{signs}{unspaced}])*"
        r"|\S"
    )


def _ranges(chars: Iterator[str]) -> str:
    """Write characters, in order, as the inside of a character class."""
    runs: list[list[int]] = []
    for code in map(ord, chars):
        if runs and runs[-1][1] == code - 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in runs)


def _tokens(text: str) -> Iterator[_Token]:
    for found in _pattern().finditer(text):
        yield found[0], found.start(), found.end()


def _slice(text: str, tokens: list[_Token]) -> str:
    return " ".join(text[tokens[0][1] : tokens[-1][2]].split()) if tokens else ""


def _shown(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"


# --- kinds -----------------------------------------------------------------------------------------------


def _kind(words: list[str], opens: bool, language: str) -> Kind:
    """Say what kind of words changed; `opens` where they begin a sentence."""
    if any(_is_link(word) for word in words):
        return "link"
    spoken = [word for word in words if any(map(str.isalnum, word))]
    if not spoken:
        return "formatting" if all(char in _FORMATTING for word in words for char in word) else "punctuation"
    if all(word[0].isdigit() for word in spoken):
        return "number"
    letters = [word for word in spoken if not word[0].isdigit()]
    tells = not opens and language.partition("-")[0] not in _CAPITAL_NOUNS
    if tells and all(word[0].isupper() or word[0].istitle() for word in letters):
        return "name"
    return "wording"


def _is_link(word: str) -> bool:
    return len(word) > 3 and (word.startswith("](") or "://" in word or word.startswith("www."))


def _opens(text: str, tokens: list[_Token], place: int) -> bool:
    """Say whether a token opens a sentence, where a capital letter tells nothing."""
    if place >= len(tokens):
        return False
    start = tokens[place][1]
    before = text[:start] if start < _NEAR_BY else f"-{text[start - _NEAR_BY : start]}"
    return _ENDS_SENTENCE.search(before) is not None
