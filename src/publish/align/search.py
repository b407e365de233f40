"""Evidence in, the likeliest alignment out, and how sure each part of it is.

The search of Gale and Church (A Program for Aligning Sentences in Bilingual Corpora, 1993) over texts that
follow each other on both sides, run forward and backward: so each pair has a probability, summed over all
alignments and not only over the best one.
"""

from __future__ import annotations

import math
from array import array
from bisect import bisect_left
from dataclasses import dataclass, field
from heapq import nlargest
from itertools import pairwise

from publish.align.evidence import Evidence

_STEPS = {
    (1, 1): 0.87,
    (1, 0): 0.04,
    (0, 1): 0.04,
    (1, 2): 0.02,
    (2, 1): 0.02,
    (1, 3): 0.003,
    (3, 1): 0.003,
}
"""How often so many texts of the source become so many of the translation."""
_MOVES = tuple((old, new, math.log(share)) for (old, new), share in _STEPS.items())
TRUST = 0.75
"""Of the evidence: its parts are not independent of each other."""
_BAND = 60
"""Texts to either side of where a text is expected, in long articles."""
_FEW = 60
"""Pairs of texts up to which the search needs no guide."""
_LONG = 40_000
"""Pairs of texts from which only a band of them is looked at, and the likeliest of that."""
_BEAM = 30.0
"""Logarithm of how much likelier another place of the row is, where a place is given up."""
_MOST = 8
"""Places of a row that are followed in long articles: texts that are all alike take no longer than others.
What `bench/run align` finds is the same with 8 and with 1,000."""


@dataclass(frozen=True, slots=True)
class Bead:
    """Texts of the source that became texts of the translation; one of the two may be none."""

    old: range
    new: range
    certainty: float
    """0 to 1."""


@dataclass(slots=True)
class _Row:
    """The places of a row that were not given up, in arrays: there are many rows."""

    columns: array[int] = field(default_factory=lambda: array("l"))
    """In order."""
    weights: array[float] = field(default_factory=lambda: array("d"))
    """Of all moves from the first place, of all moves from the second, and so on."""
    forward: array[float] = field(default_factory=lambda: array("d"))
    backward: array[float] = field(default_factory=lambda: array("d"))
    moves: array[int] = field(default_factory=lambda: array("b"))
    """By which of the moves the likeliest way comes to each place."""


class Search:
    """The alignments of an article with its translation that are not hopeless, by their likelihood."""

    def __init__(self, evidence: Evidence) -> None:
        """Weigh every step of every alignment that is not given up on the way."""
        self._evidence = evidence
        self._last = (len(evidence.old), len(evidence.new))
        self._is_long = self._last[0] * self._last[1] > _LONG
        self._bands, self._guide = self._expected()
        self._rows = self._run_forward()
        self._run_backward()

    def _expected(self) -> tuple[list[range], list[range]]:
        """Return for each place in the source the places in the translation to look at and to keep.

        What is to be kept makes one way from the beginning to the end, so that the end is always reached.
        """
        rows, columns = self._last
        guide = []
        for (row, column), (next_row, next_column) in pairwise([(0, 0), *self._anchors(), (rows, columns)]):
            for place in range(row, next_row):
                first, last = (
                    column + (next_column - column) * (at - row) // (next_row - row)
                    for at in (place, place + 1)
                )
                guide.append(range(first, last + 1))
        guide.append(range(guide[-1].stop - 1 if guide else 0, columns + 1))
        guide[0] = range(guide[0].stop)  # the first anchor may stand in the first row
        if not self._is_long:
            return [range(columns + 1)] * (rows + 1), guide
        bands = [range(max(0, way.start - _BAND), min(columns + 1, way.stop + _BAND)) for way in guide]
        return bands, guide

    def _anchors(self) -> list[tuple[int, int]]:
        rows, columns = self._last
        return self._evidence.anchors() if rows * columns > _FEW else []

    def _weight(self, row: int, column: int, move: int) -> float:
        """Return how much speaks for a move from a place; nothing does for one out of what is looked at."""
        old, new, share = _MOVES[move]
        if row + old > self._last[0] or column + new not in self._bands[row + old]:
            return -math.inf
        if not old or not new:
            return share
        return share + TRUST * self._evidence.of(range(row, row + old), range(column, column + new))

    def _run_forward(self) -> list[_Row]:
        found = []
        # Of this row and the next three, by column: all ways, the best way and its last move.
        open_rows: list[dict[int, tuple[float, float, int]]] = [{0: (0.0, 0.0, 0)}, {}, {}, {}]
        for number, band in enumerate(self._bands):
            row = _Row()
            places = open_rows[0]
            sums = nlargest(_MOST + 1 if self._is_long else 1, (place[0] for place in places.values()))
            floor = sums[0] - _BEAM
            if len(sums) > _MOST:
                floor = max(floor, sums[_MOST])
            for column in band:
                place = places.get(column)
                if place is None or (place[0] < floor and column not in self._guide[number]):
                    continue
                here, best, by = place
                weights = [self._weight(number, column, move) for move in range(len(_MOVES))]
                for move, weight in enumerate(weights):
                    if weight == -math.inf:
                        continue
                    old, new, _ = _MOVES[move]
                    there = open_rows[old]
                    known, likeliest, its_move = there.get(column + new, _NOWHERE)
                    if best + weight > likeliest:
                        likeliest, its_move = best + weight, move
                    there[column + new] = (_sum(known, here + weight), likeliest, its_move)
                row.columns.append(column)
                row.weights.extend(weights)
                row.forward.append(here)
                row.moves.append(by)
            found.append(row)
            open_rows = [*open_rows[1:], {}]
        return found

    def _run_backward(self) -> None:
        later: list[dict[int, float]] = [{}, {}, {}, {}]
        for row in reversed(self._rows):
            later = [{}, *later[:3]]
            sums = []
            for index in range(len(row.columns) - 1, -1, -1):
                column = row.columns[index]
                total = 0.0 if row is self._rows[-1] and column == self._last[1] else -math.inf
                weights = row.weights[index * len(_MOVES) : (index + 1) * len(_MOVES)]
                for (old, new, _), weight in zip(_MOVES, weights, strict=True):
                    total = _sum(total, weight + later[old].get(column + new, -math.inf))
                later[0][column] = total
                sums.append(total)
            row.backward.extend(reversed(sums))

    def beads(self) -> list[Bead]:
        """Return the likeliest alignment, in order."""
        found = []
        row, column = self._last
        while (row, column) != (0, 0):
            place = self._rows[row]
            index = bisect_left(place.columns, column)
            move = place.moves[index]
            old, new, _ = _MOVES[move]
            before = self._rows[row - old]
            start = bisect_left(before.columns, column - new)
            total = before.forward[start] + before.weights[start * len(_MOVES) + move] + place.backward[index]
            certainty = min(1.0, math.exp(min(0.0, total - self._rows[0].backward[0])))
            found.append(Bead(range(row - old, row), range(column - new, column), certainty))
            row, column = row - old, column - new
        return found[::-1]

    def border(self, row: int) -> tuple[int, float]:
        """Return where in the translation the texts before `row` most likely end, and how sure that is."""
        place = self._rows[row]
        totals = [one + other for one, other in zip(place.forward, place.backward, strict=True)]
        total = max(totals)
        certainty = min(1.0, math.exp(min(0.0, total - self._rows[0].backward[0])))
        return place.columns[totals.index(total)], certainty


_NOWHERE = (-math.inf, -math.inf, 0)


def _sum(one: float, other: float) -> float:
    """Return the logarithm of a sum of two numbers of which the logarithms are given."""
    high, low = (one, other) if one > other else (other, one)
    # What is so much smaller changes nothing that a float holds.
    return high if low < high - 40 or low == -math.inf else high + math.log1p(math.exp(low - high))
