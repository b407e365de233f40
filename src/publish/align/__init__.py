"""An article and a translation of it in, pairs of their texts out, each with how certain it is.

`evidence` weighs two texts, `search` finds the likeliest way through both; here paragraphs that were moved
are found afterwards, and what was merged is divided again at its sentences.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, chain, product

from publish.align.evidence import Evidence, Shape, inner_shapes, shapes
from publish.align.search import TRUST, Bead, Search
from publish.languages import Language
from publish.units import Unit, sentences

__all__ = ["CERTAIN", "Aligned", "align"]

CERTAIN = 0.8
"""Pairs of this certainty and more need no second look; see `bench` for how many of them are right."""


@dataclass(frozen=True, slots=True)
class Aligned:
    """A text of the article with its translation; one of the two may be missing."""

    unit: Unit | None
    """The text of the article; None where the translation has one more."""
    message: str
    """Its translation, in message notation; empty where there is none."""
    lines: tuple[int, ...]
    """Where that stands in the file of the translation."""
    certainty: float
    """0 to 1."""

    @property
    def span(self) -> str:
        """The first and the last of its lines, for people: `12–14`; empty where it has none."""
        return "–".join(map(str, dict.fromkeys((*self.lines[:1], *self.lines[-1:]))))


def align(
    old: Sequence[Unit], new: Sequence[Unit], source: Language, target: Language, *, by_sentence: bool = False
) -> tuple[Aligned, ...]:
    """Find for each text of an article its translation.

    Args:
        old: the blocks of the article, in order.
        new: the blocks of the translation, in order.
        source: what the article is in.
        target: what the translation is in.
        by_sentence: whether the article's texts shall be single sentences.

    Returns the article's texts in their order, each once, and behind them what the translation has more.
    """
    evidence = Evidence(shapes(old, source), shapes(new, target))
    beads = _with_moved(Search(evidence).beads(), evidence)
    found: list[Aligned] = []
    for bead in beads:
        olds, news = [old[n] for n in bead.old], [new[n] for n in bead.new]
        if not olds or not news:
            found += [Aligned(unit, "", (), bead.certainty) for unit in olds]
            found += [Aligned(None, unit.message, (unit.line,), bead.certainty) for unit in news]
        elif by_sentence or len(olds) > 1:
            inside = _Inside(bead, olds, news, evidence)
            if by_sentence:
                found += _by_sentence(bead, inside, target)
            else:
                found += _divided(bead, olds, inside, target)
        else:
            message = target.joiner.join(unit.message for unit in news)
            found.append(Aligned(olds[0], message, tuple(unit.line for unit in news), bead.certainty))
    return tuple(found)


# --- inside paragraphs -----------------------------------------------------------------------------------


class _Inside:
    """The sentences of texts that belong together, and all their alignments."""

    def __init__(self, bead: Bead, olds: list[Unit], news: list[Unit], evidence: Evidence) -> None:
        parts, old_shapes = _sentences(olds, [evidence.old[row] for row in bead.old])
        self.ends = list(accumulate(map(len, parts)))
        """How many sentences of the article there are up to the end of each text."""
        self.old = [*chain(*parts)]
        parts, new_shapes = _sentences(news, [evidence.new[column] for column in bead.new])
        self.new = [*chain(*parts)]
        self.search = Search(Evidence(old_shapes, new_shapes, evidence.ratio))


def _sentences(units: list[Unit], wholes: list[Shape]) -> tuple[list[tuple[Unit, ...]], list[Shape]]:
    """Return the sentences of each text, and the shapes of all of them."""
    parts = [sentences(unit, whole.language) for unit, whole in zip(units, wholes, strict=True)]
    found = (inner_shapes(part, whole) for part, whole in zip(parts, wholes, strict=True))
    return parts, [*chain(*found)]


def _divided(bead: Bead, olds: list[Unit], inside: _Inside, target: Language) -> list[Aligned]:
    """Divide what several texts of the article became, at a border of sentences."""
    new, search = inside.new, inside.search
    found = []
    column = 0
    before = 1.0
    for unit, row in zip(olds, inside.ends, strict=True):
        end, certainty = search.border(row) if unit is not olds[-1] else (len(new), 1.0)
        part = new[column : max(column, end)]
        message = target.joiner.join(sentence.message for sentence in part)
        certain = bead.certainty * before * certainty
        found.append(Aligned(unit, message, tuple(dict.fromkeys(s.line for s in part)), certain))
        column, before = max(column, end), certainty
    return found


def _by_sentence(bead: Bead, inside: _Inside, target: Language) -> list[Aligned]:
    """Align the sentences of texts that belong together; no sentence of the translation is dropped."""
    old, new = inside.old, inside.new
    found: list[Aligned] = []
    for part in inside.search.beads():
        some = [new[n] for n in part.new]
        message = target.joiner.join(sentence.message for sentence in some)
        lines = tuple(dict.fromkeys(sentence.line for sentence in some))
        certainty = bead.certainty * part.certainty
        if not part.old:
            # One sentence more: it is said together with the one before it.
            last = found.pop() if found else Aligned(None, "", (), 1.0)
            joined = target.joiner.join(filter(None, (last.message, message)))
            found.append(replace(last, message=joined, lines=(*last.lines, *lines), certainty=_DOUBT))
            continue
        # Two sentences that became one cannot be divided: the first holds it, for a person to see.
        found.append(
            Aligned(old[part.old[0]], message, lines, min(certainty, 1.0 if len(part.old) == 1 else _DOUBT))
        )
        found += [Aligned(old[n], "", (), certainty) for n in part.old[1:]]
    return found


_DOUBT = 0.5


# --- moved paragraphs ------------------------------------------------------------------------------------

_SEEN = 0.2
"""From this certainty on a person may see a guess; what is less likely is no help."""
_MOVED = 0.3
"""How often a text that is missing in its place stands in another."""
_FEW = 10_000
"""Pairs of texts that may all be weighed."""


def _with_moved(beads: list[Bead], evidence: Evidence) -> list[Bead]:
    """Pair what has no partner in its place with what has none elsewhere, where enough speaks for it."""
    rows = [bead.old[0] for bead in beads if bead.old and not bead.new]
    columns = [bead.new[0] for bead in beads if bead.new and not bead.old]
    if not rows or not columns:
        return beads
    likely = {
        (row, column): math.exp(TRUST * evidence.of(range(row, row + 1), range(column, column + 1)))
        * _MOVED
        / max(len(rows), len(columns))
        for row, column in _candidates(rows, columns, evidence)
    }
    row_sums, column_sums = dict.fromkeys(rows, 0.0), dict.fromkeys(columns, 0.0)
    for (row, column), weight in likely.items():
        row_sums[row] += weight
        column_sums[column] += weight
    found: dict[int, Bead] = {}
    taken: set[int] = set()
    for (row, column), weight in sorted(likely.items(), key=lambda item: -item[1]):
        certainty = weight / (1 + row_sums[row] + column_sums[column] - weight)
        if row not in found and column not in taken and certainty > _SEEN:
            found[row] = Bead(range(row, row + 1), range(column, column + 1), certainty)
            taken.add(column)
    kept = (bead for bead in beads if bead.old or bead.new[0] not in taken)
    return [found.get(bead.old[0], bead) if bead.old and not bead.new else bead for bead in kept]


def _candidates(rows: list[int], columns: list[int], evidence: Evidence) -> Iterable[tuple[int, int]]:
    """Give the pairs that may belong together: of few all, of many those that share something rare."""
    if len(rows) * len(columns) <= _FEW:
        return product(rows, columns)
    left, right = set(rows), set(columns)
    return [(row, column) for row, column in evidence.promising() if row in left and column in right]
