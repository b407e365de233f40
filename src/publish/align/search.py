"""Evidence in, the likeliest alignment out, and how sure each part of it is.

The search of Gale and Church (A Program for Aligning Sentences in Bilingual Corpora, 1993) over texts that
follow each other on both sides, run forward and backward: so each pair has a probability, summed over all
alignments and not only over the best one.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
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
TRUST = 0.75
"""Of the evidence: its parts are not independent of each other."""
_BAND = 60
"""Texts to either side of where a text is expected, in long articles."""
_LONG = 40_000
"""Pairs of texts from which only a band of them is looked at."""


@dataclass(frozen=True, slots=True)
class Bead:
    """Texts of the source that became texts of the translation; one of the two may be none."""

    old: range
    new: range
    certainty: float
    """0 to 1."""


class Search:
    """All alignments of an article with its translation, by their likelihood."""

    def __init__(self, evidence: Evidence) -> None:
        """Weigh every step of every alignment."""
        self._evidence = evidence
        self._rows, self._columns = len(evidence.old), len(evidence.new)
        self._bands = list(self._expected())
        self._weights: dict[tuple[int, int], tuple[tuple[int, int, float], ...]] = {}
        self._forward: dict[tuple[int, int], float] = {(0, 0): 0.0}
        self._best: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(0, 0): (0.0, (0, 0))}
        self._run_forward()
        self._backward: dict[tuple[int, int], float] = {(self._rows, self._columns): 0.0}
        self._run_backward()

    def _expected(self) -> Iterator[range]:
        """Give for each place in the source the places in the translation to look at."""
        rows, columns = self._rows, self._columns
        if rows * columns <= _LONG:
            yield from (range(columns + 1) for _ in range(rows + 1))
            return
        anchors = [(0, 0), *self._evidence.anchors(), (rows, columns)]
        for (row, column), (next_row, next_column) in pairwise(anchors):
            for place in range(row, next_row):
                first, last = (
                    column + (next_column - column) * (at - row) // (next_row - row)
                    for at in (place, place + 1)
                )
                # As far as where the next text is expected, so that each place can be reached.
                yield range(max(0, first - _BAND), min(columns, last + _BAND) + 1)
        yield range(max(0, columns - _BAND), columns + 1)

    def _steps(self, row: int, column: int) -> tuple[tuple[int, int, float], ...]:
        """Return the steps from a place: how many texts of each side they take, and their weight."""
        if (row, column) not in self._weights:
            self._weights[row, column] = tuple(
                (old, new, math.log(share) + (self._weight(row, column, old, new) if old and new else 0.0))
                for (old, new), share in _STEPS.items()
                if row + old <= self._rows and column + new in self._bands[row + old]
            )
        return self._weights[row, column]

    def _weight(self, row: int, column: int, old: int, new: int) -> float:
        return TRUST * self._evidence.of(range(row, row + old), range(column, column + new))

    def _run_forward(self) -> None:
        for row in range(self._rows + 1):
            for column in self._bands[row]:
                here = self._forward.get((row, column))
                if here is None:
                    continue
                best = self._best[row, column][0]
                for old, new, weight in self._steps(row, column):
                    place = (row + old, column + new)
                    self._forward[place] = _sum(self._forward.get(place), here + weight)
                    if place not in self._best or best + weight > self._best[place][0]:
                        self._best[place] = (best + weight, (row, column))

    def _run_backward(self) -> None:
        for row in range(self._rows, -1, -1):
            for column in reversed(self._bands[row]):
                for old, new, weight in self._steps(row, column):
                    there = self._backward.get((row + old, column + new))
                    if there is not None:
                        place = (row, column)
                        self._backward[place] = _sum(self._backward.get(place), there + weight)

    def beads(self) -> list[Bead]:
        """Return the likeliest alignment, in order."""
        found = []
        place = (self._rows, self._columns)
        while place != (0, 0):
            before = self._best[place][1]
            old, new = (range(*ends) for ends in zip(before, place, strict=True))
            weight = next(w for o, n, w in self._steps(*before) if (o, n) == (len(old), len(new)))
            total = self._forward[before] + weight + self._backward[place] - self._backward[0, 0]
            found.append(Bead(old, new, min(1.0, math.exp(total))))
            place = before
        return found[::-1]

    def border(self, row: int) -> tuple[int, float]:
        """Return where in the translation the texts before `row` most likely end, and how sure that is."""
        places = {
            column: self._forward[row, column] + self._backward[row, column] - self._backward[0, 0]
            for column in self._bands[row]
            if (row, column) in self._forward and (row, column) in self._backward
        }
        column = max(places, key=places.__getitem__)
        return column, min(1.0, math.exp(places[column]))


def _sum(one: float | None, other: float) -> float:
    """Return the logarithm of a sum of two numbers of which the logarithms are given."""
    if one is None:
        return other
    high, low = max(one, other), min(one, other)
    return high + math.log1p(math.exp(low - high))
