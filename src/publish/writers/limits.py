"""An `Edition` to the error of what no PDF of it could show, told with the article's line before a layout."""

from __future__ import annotations

from collections.abc import Sequence

from publish.errors import EditionError
from publish.model import Block, DefinitionList, List, Quote, Table
from publish.writers import html
from publish.writers.edition import Edition, walk

_DEEPEST = 56
"""What the blocks round a word may count, half a level of tags each: of all readers pdfium, which is
Chrome's, follows tags least deep, 32 of them, and takes no words from below. A list takes three and a half
(itself, item, body, now and then a part), and so does a table; the rest is for what words stand in."""
_MOST_CELLS = 20_000
"""Cells of one table, most of 200 pages: WeasyPrint takes a millisecond and 35 kB for each that holds words,
a quarter of that for an empty one, and begins anew, up to three times, where a table is too wide."""
_MOST_EMPTY = 4
"""Cells without words to each that has some, in tables that have more than that many cells together. Where
rows are short or cells spread, a few characters make hundreds, so that without this time and memory would
grow with the square of an article's size."""


def check(edition: Edition) -> None:
    """Raise EditionError for blocks too deep inside each other and for tables too wide or too large."""
    _keep_shallow(edition)
    _keep_tables_small(edition)


def _keep_shallow(edition: Edition) -> None:
    """Raise EditionError where blocks stand inside each other deeper than readers of PDF follow."""
    inside: list[tuple[Sequence[Block], int]] = [(edition.blocks, 0)]
    inside += ((note.blocks, 3) for note in edition.notes.values())
    while inside:
        blocks, depth = inside.pop()
        if depth > _DEEPEST and blocks:
            raise EditionError(
                "too many lists and quotations inside each other for a PDF",
                path=edition.source,
                line=blocks[0].line,
                hint="Keep to eight levels of lists or two dozen of quotations, or build DOCX only: -f docx.",
            )
        for block in blocks:
            match block:
                case List(items=items):
                    inside += ((item.blocks, depth + 7) for item in items)
                case Table() if depth + 7 > _DEEPEST:
                    inside.append(((block,), depth + 7))
                case Quote():
                    inside.append((block.blocks, depth + 2))
                case DefinitionList(items=definitions):
                    inside += ((part, depth + 3) for item in definitions for part in item.details)


def _keep_tables_small(edition: Edition) -> None:
    """Raise EditionError for a table that surely does not fit the page, or takes more than there is.

    In notes tables are lines. What an office's own style sheet leaves to a cell, and on which paper, only a
    layout tells, but no paper has room for more columns than the reader of articles lets pass.
    """
    most = None if edition.theme.css else html.most_columns(edition.theme, edition.language)
    cells = filled = 0
    for table in (block for block in walk(edition.blocks) if isinstance(block, Table)):
        width, rows = len(table.align), [row for row in (table.head, *table.rows) if row]
        if most and width > most:
            raise _error(edition, table, f"{width} columns", f"{most} columns")
        if width * len(rows) > _MOST_CELLS:
            raise _error(edition, table, f"{width * len(rows):,} cells", f"{_MOST_CELLS:,} cells")
        cells += width * len(rows)
        filled += sum(bool(cell) for row in rows for cell in row)
        if cells > _MOST_CELLS + (1 + _MOST_EMPTY) * filled:
            empty = f"{cells - filled:,} empty cells"
            raise _error(edition, table, f"{empty} so far", f"{_MOST_EMPTY} to each with words")


def _error(edition: Edition, table: Table, has: str, most: str) -> EditionError:
    return EditionError(
        f"a table is too large for a PDF in {edition.language}: {has}, at most {most}",
        path=edition.source,
        line=table.line,
        hint="Divide it into narrower or shorter ones, or build DOCX only: -f docx.",
    )
