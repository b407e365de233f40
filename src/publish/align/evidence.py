"""Two texts in, how much speaks for one being the translation of the other: length, numbers, names, marks.

What is said here is a log-likelihood ratio: above zero where the two look more like a pair than like two
texts picked from the article and from its translation by chance. Rare things say more than frequent ones: a
number that both texts have, and no other, all but settles it.
"""

from __future__ import annotations

import math
import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate

from publish.checks import Pair
from publish.checks.numbers import amounts
from publish.checks.signs import ending
from publish.languages import Language
from publish.model import Code, Emphasis, Image, Link, Note, Strong
from publish.units import Unit

Fact = tuple[str, object]
"""Something that a translation keeps: the kind, and the thing itself."""
_KEPT = {"target": 0.9, "number": 0.85, "name": 0.6, "end": 0.9, "quote": 0.85, "mark": 0.9, "sign": 0.8}
"""How often a translation has what its source has, by the kind of thing."""


@dataclass(frozen=True)
class Shape:
    """What can be compared of a text in another language."""

    message: str
    """In message notation."""
    language: Language
    kind: str
    """Role and place, where they do not hold words of the article."""

    @cached_property
    def _pair(self) -> Pair:
        return Pair("", self.message, self.language, self.language)

    @property
    def words(self) -> str:
        """The prose, without what is never translated."""
        return self._pair.says

    @cached_property
    def length(self) -> int:
        """Letters and digits."""
        return max(1, sum(map(str.isalnum, self.words)))

    @cached_property
    def facts(self) -> frozenset[Fact]:
        """What a translation keeps."""
        return frozenset((*self._targets(), *self._numbers(), *self._names(), *self._signs()))

    def _targets(self) -> Iterator[Fact]:
        for span in self._pair.new:
            for mark in span.marks:
                match mark:
                    case Link():
                        yield "target", mark.href
                    case Image():
                        yield "target", mark.src
                    case Note():
                        yield "target", f"[^{mark.label}]"
                    case Code():
                        yield "target", span.text
                    case Strong() | Emphasis():
                        yield "mark", type(mark)

    def _numbers(self) -> Iterator[Fact]:
        for values in amounts(self.words, self.language):
            yield from (("number", value.normalize()) for value in values)

    def _names(self) -> Iterator[Fact]:
        for word in _WORD.findall(self.words):
            letters = _folded(word)
            if len(letters) > 3 or (len(letters) > 1 and word[0].isupper()):
                yield "name", letters[:_STEM]

    def _signs(self) -> Iterator[Fact]:
        # Thai and Lao end without a stop.
        if self.language.language not in {"th", "lo"}:
            yield "end", ending(self.words, self.language)
        if re.search('["“”„«»‟「」『』]', self.words):
            yield "quote", True
        for sign, signs in _INSIDE.items():
            if re.search(f"[{signs}]", self.words):
                yield "sign", sign


_INSIDE = {"(": "(（", ":": ":：", "?": "?？؟;", "%": "%٪％", "/": "/"}
_WORD = re.compile(r"[^\W\d_]+")
_STEM = 6
"""Letters by which two forms of a name, or two words of one root, are known."""


def _folded(word: str) -> str:
    """Return the bare Latin letters of a word, so that Nguyễn is Nguyen."""
    plain = unicodedata.normalize("NFD", word.casefold().replace("đ", "d"))
    return "".join(sign for sign in plain if unicodedata.category(sign) != "Mn")


def shapes(units: Iterable[Unit], language: Language) -> list[Shape]:
    """Return the shape of each text of an article."""
    placed = {"heading", "alternative text", "caption", "credit", "front matter"}
    return [Shape(u.message, language, u.place if u.role in placed else u.role) for u in units]


def inner_shapes(parts: Sequence[Unit], whole: Shape) -> list[Shape]:
    """Return the shape of each sentence of a text; that of a single one may be known already."""
    if [part.message for part in parts] == [whole.message]:
        return [whole]
    return shapes(parts, whole.language)


class Evidence:
    """Weighs texts of an article against texts of its translation."""

    def __init__(self, old: Sequence[Shape], new: Sequence[Shape], ratio: float | None = None) -> None:
        """Take both texts in order; `ratio` is the length of the translation by that of the source."""
        self.old, self.new = old, new
        self.ratio = ratio or sum(s.length for s in new) / max(1, sum(s.length for s in old)) or 1.0
        seen_old, seen_new = (Counter(fact for shape in side for fact in shape.facts) for side in (old, new))
        self._both = seen_old.keys() & seen_new.keys()
        self._share = {fact: (seen_new[fact] + 0.5) / (len(new) + 1) for fact in self._both}
        self._share_old = {fact: (seen_old[fact] + 0.5) / (len(old) + 1) for fact in self._both}
        self._facts_old, self._facts_new = ([s.facts & self._both for s in side] for side in (old, new))
        self._missing = [sum(self._lack(f, self._share) for f in facts) for facts in self._facts_old]
        self._extra = [sum(self._lack(f, self._share_old) for f in facts) for facts in self._facts_new]
        self._gain = {fact: self._gained(fact) for fact in self._both}
        kinds = Counter(shape.kind for shape in new)
        self._kinds = {kind: (number + 0.5) / (len(new) + 1) for kind, number in kinds.items()}
        logs = [math.log(shape.length) for shape in new] or [0.0]
        self._mean = sum(logs) / len(logs)
        self._spread = max(0.35, math.sqrt(sum((x - self._mean) ** 2 for x in logs) / len(logs)))
        self._lengths_old, self._lengths_new = (
            list(accumulate((shape.length for shape in side), initial=0)) for side in (old, new)
        )
        # A search asks for the same again and again, but soon: what is kept does not grow with the texts.
        self._shared, self._of_lengths, self._of_kinds = (
            lru_cache(_KEPT_ANSWERS)(call) for call in (self._share_of, self._by_length, self._by_kind)
        )

    def _lack(self, fact: Fact, share: dict[Fact, float]) -> float:
        return max(-2.0, math.log((1 - _KEPT[fact[0]]) / (1 - min(0.95, share[fact])))) * _WEIGHT[fact[0]]

    def _gained(self, fact: Fact) -> float:
        gain = math.log(_KEPT[fact[0]] / self._share[fact]) * _WEIGHT[fact[0]]
        # What is shared is not missing on either side.
        return gain - self._lack(fact, self._share) - self._lack(fact, self._share_old)

    def _share_of(self, row: int, column: int) -> float:
        """Say how much what two texts share speaks for them; of all pairs only some are ever asked for."""
        return math.fsum(self._gain[f] for f in self._facts_old[row] & self._facts_new[column])

    def promising(self) -> list[tuple[int, int]]:
        """Return the pairs of texts that share something which few other texts of the translation have."""
        where: dict[Fact, list[int]] = {}
        for column, facts in enumerate(self._facts_new):
            for fact in facts:
                where.setdefault(fact, []).append(column)
        rare = {fact: columns for fact, columns in where.items() if len(columns) <= _RARE}
        pairs = (
            (row, column)
            for row, facts in enumerate(self._facts_old)
            for fact in facts & rare.keys()
            for column in rare[fact]
        )
        return sorted(set(pairs))

    def anchors(self) -> list[tuple[int, int]]:
        """Return pairs of texts that share what no others do, in the order of both, for a first guess."""
        rows: dict[int, tuple[float, int]] = {}
        columns: dict[int, tuple[float, int]] = {}
        for row, column in self.promising():
            weight = self._shared(row, column)
            rows[row] = max(rows.get(row, (0.0, 0)), (weight, column))
            columns[column] = max(columns.get(column, (0.0, 0)), (weight, row))
        mutual = [
            (row, column)
            for row, (weight, column) in sorted(rows.items())
            if weight >= _ANCHOR and columns[column][1] == row
        ]
        return _rising(mutual)

    def of(self, rows: range, columns: range) -> float:
        """Say how much speaks for the texts `columns` being the translation of the texts `rows`."""
        old = self._lengths_old[rows.stop] - self._lengths_old[rows.start]
        new = self._lengths_new[columns.stop] - self._lengths_new[columns.start]
        kinds = facts = 0.0
        for row in rows:
            for column in columns:
                kinds += self._of_kinds(self.old[row].kind, self.new[column].kind)
                facts += self._shared(row, column)
        facts += sum(self._missing[rows.start : rows.stop]) + sum(self._extra[columns.start : columns.stop])
        kinds /= max(len(rows), len(columns))
        return self._of_lengths(old, new, len(columns)) + kinds + max(-8.0, min(14.0, facts))

    def _by_length(self, old: int, new: int, texts: int) -> float:
        """Weigh so many letters of the source against so many in some texts of the translation."""
        off = math.log(new / (self.ratio * old))
        variance = 0.01 + 1.5 / max(old, new)
        near = math.exp(-off * off / (2 * variance)) / math.sqrt(variance)
        mean = self._mean + math.log(texts)
        chance = math.exp(-((math.log(new) - mean) ** 2) / (2 * self._spread**2)) / self._spread
        # Free translations and slips of ours have longer tails than any bell.
        return math.log((0.97 * near + 0.03 * 0.3) / max(chance, 0.02))

    def _by_kind(self, one: str, other: str) -> float:
        """Weigh a text of one kind against a text of another."""
        share = min(0.95, self._kinds[other] if one == other else 1 - self._kinds.get(one, 0.0))
        return math.log((0.93 if one == other else 0.07) / max(share, 0.01))


_WEIGHT = {"target": 1.0, "number": 0.9, "name": 0.5, "end": 0.5, "quote": 0.6, "mark": 0.7, "sign": 0.4}
"""How much of it counts: names come in groups, so that ten of them do not say ten times as much as one."""


_KEPT_ANSWERS = 4096
"""To questions of each sort: more than one row of the search, and the three after it, ask for."""
_RARE = 50
"""Texts that may have a thing in common before it tells nothing of where a text belongs."""
_ANCHOR = 5.0
"""Evidence of shared things alone from which two texts guide the search."""


def _rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest run of pairs, whose first numbers rise, in which the second ones rise too."""
    ends: list[int] = []
    at: list[int] = []
    before: dict[int, int | None] = {}
    for index, (_, column) in enumerate(pairs):
        length = bisect_left(ends, column)
        before[index] = at[length - 1] if length else None
        ends[length : length + 1] = [column]
        at[length : length + 1] = [index]
    run: list[tuple[int, int]] = []
    place = at[-1] if at else None
    while place is not None:
        run.append(pairs[place])
        place = before[place]
    return run[::-1]
