"""Vanished messages and new ones in, pairs out: which old text, or texts, each new one was made of.

Candidates come from an index of character runs, so that the cost grows with the texts and not with their
square; rapidfuzz then measures how alike a pair is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from publish.catalog import without_targets

__all__ = ["Match", "match", "near"]

How = Literal["similar", "part", "joined"]


@dataclass(frozen=True, slots=True)
class Match:
    """What a new text was made of."""

    how: How
    """`similar`: the old text, reworded; `part`: a piece of it; `joined`: several old texts in one."""
    sources: tuple[int, ...]
    """Positions of the old texts; several only where they were joined, in the order of the new one."""


_CUTOFF = 61
"""Percent of characters two texts must share, in order, for one to be offered for the other."""
# Of a few words much is alike by chance: "Hà Nội" and "Hà Nam" are 67 % the same.
_CUTOFF_SHORT = 70
_SHORT = 20
_REORDERED = 0.8
"""Share of character runs that tells a text whose sentences were moved."""
_INSIDE = 0.8
"""Share of its character runs that a piece has in common with the whole it came from."""
_PIECE = 20
"""Letters that a piece must have: "Photo:" stands in many texts."""
_COVER = 0.35
"""Share of the whole that a single piece must make up to be offered its translation."""
_COVER_VERBATIM = 0.2
"""The same where the piece stands in the whole letter for letter."""
_FEW_WORDS = 4
_KEPT_WORDS = 0.9
"""Share of the words of the shorter text that must stand in the longer one, in order."""
_NEAR = 80
"""Percent of characters a new text must share with one that stays: it is a copy, somewhat changed."""
_BETTER = 5
"""Percent by which several texts must fit better than one of them alone."""
_UNSPACED = 16
"""Characters a word, on average, from which on a text is taken to set no spaces between its words."""
_IDEOGRAPHS = re.compile("[\u3005-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_LETTERS = 3
"""Letters that say as much as one ideograph or kana."""
_GRAM, _GRAM_DENSE = 3, 2
"""Characters in a run; ideographs and kana are words or syllables, of which two will do."""
_RAREST = 24
_STRIDE = 11
_FEW_RUNS, _FEW = 10, 3
_SURE = 85
"""Percent of characters in common from which on a text needs no further search."""
_LONGEST = 20_000
"""Characters of a text that are compared, more than a paragraph has: of a book that would take its square."""
_COMMON = 120
"""Texts that may share a character run before it says too little to be looked at."""
_CROWD = 2000
"""Texts looked at that share a run, where there is no rarer one: of a long list each is like any other."""
_CANDIDATES = 20


def match(
    fresh: Sequence[str], left: Sequence[str], preferred: Iterable[tuple[int, int]] = ()
) -> dict[int, Match]:
    """Find what new messages were made of.

    Args:
        fresh: the new messages.
        left: messages that have no place any more.
        preferred: pairs (new, old) that win over others equally alike.

    Returns:
        A match for each position in `fresh` that has one. The most similar pair is matched first, and an old
        text serves one new one, but for the pieces of a text that was split, which all come from it.
    """
    if not fresh or not left:
        return {}
    return _matched(tuple(fresh), tuple(left), frozenset(preferred))


# The catalogs of one article mostly lack and have too many of the same messages, in twenty languages.
@lru_cache(maxsize=2)
def _matched(
    fresh: tuple[str, ...], left: tuple[str, ...], preferred: frozenset[tuple[int, int]]
) -> dict[int, Match]:
    return _Matching(fresh, left, preferred).run()


def near(fresh: Sequence[str], kept: Sequence[str]) -> dict[int, int]:
    """Find, for new messages, one that stays and is nearly the same: a paragraph copied and changed.

    Args:
        fresh: new messages that were made of nothing that vanished; few.
        kept: messages that the article has as before; many, so it is they that are looked up, not indexed.

    Returns:
        The position in `kept` for each position in `fresh` that has one; several may have the same.
    """
    from rapidfuzz import fuzz

    texts = [_compared(text) for text in fresh]
    index: dict[tuple[str, ...], list[int]] = {}
    for new, text in enumerate(texts):
        for shingle in set(_shingles(text)) if any(map(str.isalpha, text)) else ():
            index.setdefault(shingle, []).append(new)
    best: dict[int, tuple[float, int]] = {}
    # What very many share tells none of them.
    known = {shingle for shingle, places in index.items() if len(places) <= _CANDIDATES}
    for old, text in enumerate(kept if index else ()):
        common = known.intersection(_shingles(text))
        if not common:
            continue
        hits = Counter(new for shingle in common for new in index[shingle])
        for new in sorted(hits, key=lambda new: (-hits[new], new))[:_FEW_WORDS]:
            score = fuzz.ratio(texts[new], _compared(text), score_cutoff=_NEAR)
            if score > best.get(new, (0.0, 0))[0]:
                best[new] = (score, old)
    return {new: old for new, (_, old) in best.items()}


def _compared(msgid: str) -> str:
    """Return what is compared of a message; two links to one long address are not alike for that."""
    return without_targets(msgid)[:_LONGEST]


def _shingles(text: str) -> Iterable[tuple[str, ...]]:
    """Return the runs of three words of a text; of three characters where it sets no spaces."""
    words: Sequence[str] = text if _is_unspaced(text) else text.split()
    return zip(words, words[1:], words[2:], strict=False)


def _is_unspaced(text: str) -> bool:
    return _is_dense(text) or len(text) > _UNSPACED * (text.count(" ") + 1)


def _is_dense(text: str) -> bool:
    """Say whether a text is written in ideographs or kana."""
    return not text.isascii() and 3 * len(_IDEOGRAPHS.findall(text)) > len(text)


def _size(text: str) -> int:
    """Return how much a text says, in letters: forty ideographs say as much as 120 letters."""
    return _LETTERS * len(text) if _is_dense(text) else len(text)


@dataclass(frozen=True, slots=True)
class _Seen:
    """A message as it is compared."""

    text: str
    """Without the targets of links."""
    size: int
    """How much it says, in letters."""
    runs: int
    """How many runs of characters it has."""

    @classmethod
    def of(cls, msgid: str) -> _Seen:
        text = _compared(msgid)
        return cls(text, _size(text), len(_grams(text)))


class _Matching:
    """One call of `match`; what is matched so far is in its fields."""

    def __init__(
        self, fresh: Sequence[str], left: Sequence[str], preferred: frozenset[tuple[int, int]]
    ) -> None:
        self._fresh = [_Seen.of(msgid) for msgid in fresh]
        self._left = [_Seen.of(msgid) for msgid in left]
        self._preferred = preferred
        index = _index(seen.text for seen in self._left)
        self._shared = [self._candidates(seen.text, index) for seen in self._fresh]
        self._found: dict[int, Match] = {}
        self._used: set[int] = set()

    def _candidates(self, text: str, index: dict[str, list[int]]) -> dict[int, int]:
        """Return the old texts worth a look, and how many runs of characters each shares with this one."""
        from rapidfuzz import fuzz

        if not any(map(str.isalpha, text)):
            return {}  # of a bare number nothing can be carried over
        # Most texts were changed a little, and a few runs tell which one it was.
        found = _candidates(text, index, _FEW_RUNS)[:_FEW]
        if not any(fuzz.ratio(text, self._left[old].text) >= _SURE for old in found):
            found = _candidates(text, index, _RAREST)
        runs = _grams(text)
        return {old: len(runs & _grams(self._left[old].text)) for old in found}

    def run(self) -> dict[int, Match]:
        """Match what was joined or split, then whole texts, the surest first, then lone pieces."""
        scores = self._similar()
        self._join(scores)
        self._split(scores)
        for _, _, new, old in sorted(scores):
            if new not in self._found and old not in self._used:
                self._take(new, Match("similar", (old,)))
        self._lone_pieces()
        return self._found

    def _take(self, new: int, found: Match) -> None:
        self._found[new] = found
        self._used.update(found.sources)

    def _similar(self) -> list[tuple[float, bool, int, int]]:
        """Return pairs of whole texts: minus similarity, not preferred, new and old position."""
        from rapidfuzz import fuzz, process

        pairs: list[tuple[float, bool, int, int]] = []
        for new, seen in enumerate(self._fresh):
            cutoff = _CUTOFF_SHORT if seen.size < _SHORT else _CUTOFF
            choices = {old: self._left[old].text for old in self._shared[new]}
            scored = process.extract(seen.text, choices, scorer=fuzz.ratio, score_cutoff=cutoff, limit=5)
            found = {old: score for _, score, old in scored}
            if not found and seen.size >= _PIECE:
                # The same sentences in another order share their runs of characters, not their sequence.
                for old, shared in self._shared[new].items():
                    share = 2 * shared / (seen.runs + self._left[old].runs)
                    if share >= _REORDERED:
                        found[old] = 100 * share
            pairs += [(-score, (new, old) not in self._preferred, new, old) for old, score in found.items()]
        return pairs

    def _join(self, scores: list[tuple[float, bool, int, int]]) -> None:
        """Match new texts with the several old ones that were joined in them."""
        best = _best((new, score) for score, _, new, _ in scores)
        for new, seen in enumerate(self._fresh):
            pieces = [
                (self._left[old].text, old)
                for old, shared in self._shared[new].items()
                if old not in self._used and _is_piece(self._left[old], seen, shared)
            ]
            if whole := _composed(seen.text, pieces, best.get(new, _CUTOFF) + _BETTER):
                self._take(new, Match("joined", tuple(whole)))

    def _split(self, scores: list[tuple[float, bool, int, int]]) -> None:
        """Match the new texts that are pieces of one old one with it."""
        best = _best((old, score) for score, _, _, old in scores)
        pieces: dict[int, list[tuple[str, int]]] = {}
        for new, seen in enumerate(self._fresh):
            for old, shared in self._shared[new].items():
                if old not in self._used and _is_piece(seen, self._left[old], shared):
                    pieces.setdefault(old, []).append((seen.text, new))
        for old, parts in pieces.items():
            free = [(text, new) for text, new in parts if new not in self._found]
            for new in _composed(self._left[old].text, free, best.get(old, _CUTOFF) + _BETTER):
                self._take(new, Match("part", (old,)))

    def _lone_pieces(self) -> None:
        """Match what is left with a text that it is a large piece of, or that makes up much of it."""
        for new, seen in enumerate(self._fresh):
            if new in self._found:
                continue
            covers = (
                (_cover(seen, self._left[old], shared), -old)
                for old, shared in self._shared[new].items()
                if old not in self._used
            )
            cover, minus_old = max(covers, default=(0.0, 0))
            if cover:
                is_part = len(seen.text) < len(self._left[-minus_old].text)
                self._take(new, Match("part" if is_part else "joined", (-minus_old,)))


def _best(scores: Iterable[tuple[int, float]]) -> dict[int, float]:
    """Return the best similarity of each text, given minus similarities."""
    best: dict[int, float] = {}
    for text, score in scores:
        best[text] = max(best.get(text, 0.0), -score)
    return best


# --- pieces ----------------------------------------------------------------------------------------------


def _is_piece(piece: _Seen, whole: _Seen, shared: int) -> bool:
    """Say whether nearly all of a text stands in a longer one, with which it shares so many runs."""
    return _PIECE <= piece.size < whole.size and shared >= _INSIDE * piece.runs


def _composed(whole: str, pieces: list[tuple[str, int]], least: float) -> list[int]:
    """Return the positions of the pieces that make up a text, in order, where two or more of them do.

    Those that overlap another are left out; joined, the others must be like the text by `least` percent.
    """
    from rapidfuzz import fuzz

    if len(pieces) < 2:
        return []
    placed = []
    for text, position in pieces:
        if found := fuzz.partial_ratio_alignment(text, whole):
            placed.append((found.dest_start, found.dest_end, position, text))
    chosen: list[tuple[int, str]] = []
    end = 0
    for start, stop, position, text in sorted(placed):
        # Alignments are a little too long at either end.
        if start >= end - (stop - start) // 5:
            chosen.append((position, text))
            end = stop
    fits = fuzz.ratio(whole, " ".join(text for _, text in chosen)) >= least
    return [position for position, _ in chosen] if fits and len(chosen) > 1 else []


def _cover(one: _Seen, other: _Seen, shared: int) -> float:
    """Return how much of the longer of two texts the shorter one makes up, 0 where it is no piece of it."""
    short, long = sorted((one, other), key=lambda seen: len(seen.text))
    cover = len(short.text) / len(long.text)
    if short.size >= _PIECE and cover >= _COVER_VERBATIM and short.text in long.text:
        return cover
    if cover >= _COVER and (_is_piece(short, long, shared) or _keeps_words(short.text, long.text)):
        return cover
    return 0.0


def _keeps_words(short: str, long: str) -> bool:
    """Say whether a text is a longer one with some words left out."""
    from rapidfuzz.distance import LCSseq

    words = [list(text) if _is_unspaced(long) else text.split() for text in (short, long)]
    if len(words[0]) < _FEW_WORDS:
        return False
    return int(LCSseq.similarity(*words)) >= _KEPT_WORDS * len(words[0])


# --- the index -------------------------------------------------------------------------------------------


def _runs(text: str) -> dict[str, None]:
    """Return the runs of characters of a text, each once, in order: what follows does not hang on chance."""
    size = _GRAM_DENSE if _is_dense(text) else _GRAM
    return dict.fromkeys(map("".join, zip(*(text[start:] for start in range(size)), strict=False)))


@lru_cache(maxsize=8192)
def _grams(text: str) -> frozenset[str]:
    return frozenset(_runs(text))


def _index(texts: Iterable[str]) -> dict[str, list[int]]:
    """Return where each run of characters occurs; comparing all with all is quadratic."""
    index: dict[str, list[int]] = {}
    for position, text in enumerate(texts):
        for gram in _runs(text):
            index.setdefault(gram, []).append(position)
    return index


def _candidates(text: str, index: dict[str, list[int]], most: int) -> list[int]:
    """Return the texts that share many of the rarest runs of this one, the most alike first.

    At most `most` runs are looked up; if they are few, only every so many runs are thought of.
    """
    runs = list(_runs(text))
    # Of runs equally rare those are looked at first that lie apart: the start alone may be another text's.
    starts = range(_STRIDE) if most == _RAREST else range(_FEW)
    apart = (run for start in starts for run in runs[start::_STRIDE])
    places = sorted((index[run] for run in apart if run in index), key=len)
    shared: Counter[int] = Counter()
    for found in places[:most]:
        if len(found) > _COMMON and shared:
            break
        shared.update(found[:_CROWD])
    best = sorted(shared, key=shared.__getitem__, reverse=True)[:_CANDIDATES]
    # One run in ten is shared by chance.
    least = min(max(2, len(places[:most]) // 8), len(places))
    return [old for old in best if shared[old] >= least]
