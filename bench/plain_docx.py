"""Runs under the peers' Python: Markdown in, DOCX out, by python-docx's calls as its manual has them.

`plain_docx.py A.md A.docx B.md B.docx`. It knows what `pages` writes and no more, sets no language and no
style of its own, and prints links and footnotes as text, since python-docx has no call for either.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

from docx import Document
from docx.shared import Inches

_BOLD = re.compile(r"(\*\*[^*]+\*\*)")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_PICTURE = re.compile(r'!\[[^\]]*\]\((\S+) "([^"]*)"\)')


def _runs(paragraph: Any, text: str) -> None:
    for part in _BOLD.split(_LINK.sub(r"\1", text)):
        if part:
            paragraph.add_run(part.strip("*")).bold = part.startswith("**")


def _table(document: Any, rows: list[str]) -> None:
    cells = [[cell.strip() for cell in row.strip("|").split("|")] for row in rows if "---" not in row]
    table = document.add_table(rows=0, cols=len(cells[0]))
    for row in cells:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text


def _block(document: Any, block: str, folder: Path) -> None:
    if found := _PICTURE.fullmatch(block):
        document.add_picture(str(folder / found[1]), width=Inches(6))
        document.add_paragraph(found[2], style="Caption")
    elif block.startswith("#"):
        marks, _, words = block.partition(" ")
        document.add_heading(words, level=len(marks))
    elif block.startswith("- "):
        for item in block.split("\n"):
            _runs(document.add_paragraph(style="List Bullet"), item[2:])
    elif block.startswith("|"):
        _table(document, block.split("\n"))
    else:
        _runs(document.add_paragraph(), block)


def _convert(source: Path, target: Path) -> None:
    document = Document()
    for block in source.read_text(encoding="utf-8").strip().split("\n\n"):
        _block(document, block, source.parent)
    document.save(str(target))


if __name__ == "__main__":
    for name, made in zip(sys.argv[1::2], sys.argv[2::2], strict=True):
        _convert(Path(name), Path(made))
