"""The lines of a plain-text article in, the part each one plays out: docs/plain-text.md tells the rules.

Lengths are counted so that they compare between scripts: a Chinese character says as much as three letters.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from statistics import median
from typing import Literal

Part = Literal[
    "title", "subtitle", "kicker", "lead", "paragraph", "caption", "credit", "byline", "dateline", "heading"
]

# What closes a sentence in every script we print; the ellipsis too. Thai, Lao and Chinese verse have none.
_STOPS = ".。．｡।॥۔።፧፨၊။៕។…՞։"
_ASKS = "!?！？؟¿¡⁇⁈⁉‼"
_CLOSERS = "\"'”’»›」』）)]】》〉“"
_UNSPACED_STOPS = "。．｡！？।॥။៕"
_SENTENCE_END = re.compile(
    rf"(?P<before>(?:(?<!\w)\w{{1,3}})?)(?:[{re.escape(_STOPS + _ASKS)}][{re.escape(_CLOSERS)}]*\s+(?=\S)"
    rf"|[{_UNSPACED_STOPS}][{re.escape(_CLOSERS)}]*(?=[^\s{re.escape(_CLOSERS + _STOPS + _ASKS)}]))"
)
_WIDE = {"W": 3, "F": 2}
# Lengths, counted by `weight`.
_LONG = 150  # a paragraph, for certain
_TITLE = 180  # at most
_CAPTION = 160  # at most, and
_CAPTION_OF_MEDIAN = 0.5  # of the long paragraphs' median
_BYLINE = 60  # at most
_KICKER = 45  # at most
_DATE = re.compile(
    r"(?<!\d)(?:\d{4}-\d\d?-\d\d?|\d{1,2}\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{4}"
    r"|\d{4}\s?[年년]\s?\d{1,2}\s?[月월]\s?\d{1,2}\s?[日일])(?!\d)"
)
_BY_WORDS = "By|Von|Par|Por|Di|Da|Door|Av|Oleh|Bài|Tác giả|Text|Texte|Автор|文|撰文|記者|记者|글"
_BY = re.compile(rf"(?:{_BY_WORDS})[:：\s]\s*(?P<name>\S.*)")
_LINKS_OF_NAMES = frozenset(("al", "and", "bin", "da", "de", "der", "di", "e", "et", "la", "og", "và", "y"))
_CREDIT_WORDS = (
    "Ảnh|Bild|Foto|Fotografía|Fotos|Image|Photo|Photos|Picture|Фото|写真|图|图片|圖|圖片|摄影|사진"
    "|ภาพ|รูป|ຮູບ|រូបភាព|फोटो|تصوير|صورة|عکس"
)
_CREDIT = re.compile(rf"(?:{_CREDIT_WORDS})\s?(?:by\s|[:：]|©).*", re.IGNORECASE)
_NUMBERED = re.compile(r"(?:\d{1,2}|[IVX]{1,5}|[A-H]|[一二三四五六七八九十]{1,3})\s?[.)、）]\s?\S")
_DASHES = tuple("—–-•*·")
_SPEECH = (*_DASHES, *"\"“„«‹「『‘'")


@dataclass(frozen=True, slots=True)
class _Line:
    """What the rules look at in one block."""

    words: str
    weight: int
    stop: bool
    """Ends in a full stop, or a sign like it."""
    asks: bool
    """Ends in a question or exclamation mark."""
    single: bool
    """Holds one sentence, or part of one."""
    upper: bool
    """Is in capital letters."""

    @property
    def open(self) -> bool:
        """Ends in no sign that closes a sentence, nor in one that announces something."""
        return not (self.stop or self.asks or self.words.endswith((":", "：", ",", ";", "،")))


class _Weights(dict[str, int]):
    """Weights of the characters met so far."""

    def __missing__(self, char: str) -> int:
        """Weigh a character met for the first time."""
        wide = _WIDE.get(unicodedata.east_asian_width(char), 1)
        return self.setdefault(char, 0 if unicodedata.category(char) == "Mn" else wide)


_WEIGHTS = _Weights()


def weight(words: str) -> int:
    """Return how much `words` say, in Latin letters: wide characters count three, combining marks nothing.

    >>> weight("abc"), weight("省长"), weight("กี่")
    (3, 6, 1)
    """
    return len(words) if words.isascii() else sum(map(_WEIGHTS.__getitem__, words))


def infer(blocks: list[str]) -> list[Part]:
    """Return the part that each of `blocks`, the words of an article in order, plays in it.

    The rules, each taking what the ones before left: title, subtitle, kicker, byline, date line at the top;
    credit and byline at the end; captions, credits and headings between long paragraphs; paragraphs.
    """
    lines = [_line(words) for words in blocks]
    parts: list[Part] = ["paragraph"] * len(lines)
    long = [line.weight for line in lines if line.weight >= _LONG]
    begin = _opening(lines, parts, bool(long))
    if not long:
        return parts
    end = _closing(lines, parts, begin)
    _between(lines, parts, begin, end, min(_CAPTION, int(median(long) * _CAPTION_OF_MEDIAN)))
    return parts


def _line(words: str) -> _Line:
    bare = words.rstrip(_CLOSERS + " ")
    return _Line(
        words,
        weight(words),
        stop=bare.endswith(tuple(_STOPS)),
        asks=bare.endswith(tuple(_ASKS)),
        single=not any(_ends(found) for found in _SENTENCE_END.finditer(words)),
        upper=words.isupper(),
    )


def _ends(found: re.Match[str]) -> bool:
    """Tell the end of a sentence from that of an abbreviation: Dr. Lan, TP. Huế, J. R. Smith."""
    before, below = found["before"], found.string[found.end() :]
    short = 0 < len(before) <= 3 and before[0].isupper() and not before.isdigit()
    return not (short and found[0][len(before)] == ".") and not below[:1].islower()


def _opening(lines: list[_Line], parts: list[Part], has_long: bool) -> int:
    """Name the lines at the top; return where the article's own text begins."""
    if len(lines) < 2 or not _is_headline(lines[0]):
        return 0
    parts[0] = "title"
    if not has_long:  # a poem, a list, a notice: its second line is as likely to be text
        return 1
    place = 1
    if _is_kicker(lines[0], lines[1]):
        parts[0], parts[1], place = "kicker", "title", 2
    seen: set[str] = {"title"}
    while place < len(lines) - 1 and (part := _top_part(lines[place], lines[place + 1 :], seen)):
        parts[place] = part
        seen.add(part)
        place += 1
    return place


def _is_headline(line: _Line) -> bool:
    return line.weight <= _TITLE and not line.stop and not line.words.endswith((":", "：", ",", ";"))


def _is_kicker(first: _Line, second: _Line) -> bool:
    return (
        first.upper
        and first.weight <= _KICKER
        and not second.upper
        and second.weight > first.weight
        and (_is_headline(second) and second.weight < _LONG and not _top_only(second))
    )


def _top_only(line: _Line) -> Part | None:
    """Return what a line can be at the top alone: who wrote it, or when."""
    if line.weight <= _BYLINE and _is_by(line.words):
        return "byline"
    if line.weight <= _BYLINE and not line.stop and _DATE.search(line.words):
        return "dateline"
    return None


def _is_by(words: str) -> bool:
    found = _BY.fullmatch(words)
    names = re.findall(r"[^\W\d_]+", found["name"]) if found else []
    return 0 < len(names) <= 8 and all(name in _LINKS_OF_NAMES or not name[0].islower() for name in names)


def _top_part(line: _Line, below: list[_Line], seen: set[str]) -> Part | None:
    part = _top_only(line)
    if part:
        return None if part in seen else part
    fits = line.weight < _LONG and _is_headline(line) and line.single and not line.words.startswith(_DASHES)
    # What follows must be more than one line, or it would be an article of headlines.
    return (
        "subtitle"
        if fits and "subtitle" not in seen and any(other.weight >= _LONG for other in below)
        else None
    )


def _closing(lines: list[_Line], parts: list[Part], begin: int) -> int:
    """Name the lines at the end; return where the article's own text ends."""
    end = len(lines)
    named: set[Part] = set()
    while end - 1 > begin:
        part = _closing_part(lines[end - 1])
        near_long = any(line.weight >= _LONG for line in lines[max(begin, end - 4) : end - 1])
        if part is None or part in named or not near_long:
            break
        parts[end - 1] = part
        named.add(part)
        end -= 1
    return end


def _closing_part(line: _Line) -> Part | None:
    if line.weight > _BYLINE:
        return None
    if _CREDIT.fullmatch(line.words):
        return "credit"
    if not line.stop and _DATE.search(line.words):
        return "dateline"
    signed = line.open and not line.words.startswith(_DASHES)
    return "byline" if signed or _is_bracketed(line.words) else None


def _is_bracketed(words: str) -> bool:
    """Tell `（记者 王芳）`, the way Chinese and Japanese papers sign."""
    return words[:1] in "(（" and words[-1:] in ")）"


def _between(lines: list[_Line], parts: list[Part], begin: int, end: int, limit: int) -> None:
    """Name the short lines that stand among long paragraphs."""
    short = [
        place
        for place in range(begin, end)
        if _is_short(lines[place], limit) and _beside_long(lines, place, begin, end)
    ]
    for place in short:
        parts[place] = "credit" if _CREDIT.fullmatch(lines[place].words) else "caption"
    # Where captions do end in a stop, a line that does not is a heading; and a heading stands above its text.
    stops = any(parts[place] == "caption" and lines[place].stop for place in short)
    for place in short:
        line = lines[place]
        titled = line.upper or _NUMBERED.match(line.words) or stops
        if (
            parts[place] == "caption"
            and line.open
            and titled
            and place + 1 < end
            and line.weight <= _LONG // 2
        ):
            parts[place] = "heading"


def _is_short(line: _Line, limit: int) -> bool:
    return (
        line.weight <= limit
        and line.single
        and (line.stop or line.open)
        and not line.words.startswith(_SPEECH)
    )


def _beside_long(lines: list[_Line], place: int, begin: int, end: int) -> bool:
    """Tell whether the nearest paragraph above or below, past two more short lines, is a long one."""
    above = any(line.weight >= _LONG for line in lines[max(begin, place - 2) : place])
    below = any(line.weight >= _LONG for line in lines[place + 1 : min(end, place + 3)])
    return below if place == begin else above and (below or place + 1 >= end)
