"""A table to the widths of its columns, and to the size at which its words fit side by side."""

from __future__ import annotations

from dataclasses import dataclass

from publish.model import Table
from publish.theme.docx.ooxml import tag
from publish.theme.docx.tokens import CELLS
from publish.writers import columns


@dataclass(frozen=True, slots=True)
class Grid:
    """How a table is set."""

    step: str
    """A key of `CELLS`; the styles of its cells end in it."""
    widths: list[int]
    """Of its columns, twentieths of a point."""

    @property
    def padding(self) -> int:
        """Room at each side of a cell, twentieths of a point."""
        return CELLS[self.step][1]

    @property
    def margins(self) -> str:
        """What the table says of that room, where it is not that of its style."""
        if not self.step:
            return ""
        sides = (tag(f"w:{side}", w=self.padding, type="dxa") for side in ("left", "right"))
        return tag("w:tblCellMar", *sides)


def fitted(table: Table, measure: int, em: float) -> Grid:
    """Share a measure among the columns, so that no word is cut if that can be.

    Every column gets the room of its longest word, and of what is left as much as it wants. `measure` and
    `em`, the size of running text, are twentieths of a point.
    """
    words, wants = columns.longest_words(table) or [0] * len(table.align), columns.wanted(table)
    for step, (scale, padding) in CELLS.items():
        needs = [columns.CHARACTER * scale * em * word + 2 * padding for word in words]
        if (left := measure - sum(needs)) >= 0:
            shares = [need + left * want / sum(wants) for need, want in zip(needs, wants, strict=True)]
            return Grid(step, _whole(shares, measure))
    return Grid(step, _whole([measure * need / sum(needs) for need in needs], measure))


def _whole(shares: list[float], measure: int) -> list[int]:
    """Round shares so that together they are the measure."""
    rounded = [round(share) for share in shares]
    return [*rounded[:-1], measure - sum(rounded[:-1])]
