"""An article and its translation side by side: on the terminal, and as a page."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from publish import files
from publish.align import CERTAIN
from publish.errors import visible

if TYPE_CHECKING:
    from publish.align import Aligned
    from publish.pipeline.align import Adopted

_STATES = {
    "certain": ("certain", "green"),
    "fuzzy": ("look at it", "yellow"),
    "missing": ("no translation", "red"),
    "left": ("not in the article", "magenta"),
}
"""What is said of a pair, and its colour on the terminal."""


def _state(text: Aligned) -> str:
    if text.unit is None:
        return "left"
    if not text.message:
        return "missing"
    return "certain" if text.certainty >= CERTAIN else "fuzzy"


def _rows(adopted: Adopted) -> Iterator[tuple[str, str, str, str, str, str]]:
    """Give for each pair: state, line and words in the article, what is said, line and words there."""
    for text in adopted.texts:
        state = _state(text)
        said = _STATES[state][0]
        if state in {"certain", "fuzzy"}:
            said += f" ({int(100 * text.certainty)} %)"
        line, words = (str(text.unit.line or ""), text.unit.message) if text.unit else ("", "")
        yield state, line, words, said, text.span, text.message


def show(adopted: Adopted) -> None:
    """Print the texts side by side."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console()
    if not console.is_terminal:
        console = Console(width=120)
    table = Table(box=box.SIMPLE_HEAD, expand=True, show_lines=True)
    table.add_column("", justify="right")
    table.add_column(adopted.source.name, ratio=1)
    table.add_column("")
    table.add_column("", justify="right")
    table.add_column(adopted.language.name, ratio=1)
    for state, line, words, said, lines, message in _rows(adopted):
        spoken = Text(visible(words)), Text(said, style=_STATES[state][1])
        table.add_row(line, *spoken, lines, Text(visible(message)))
    console.print(table)


def write(adopted: Adopted, path: Path, article: str, translation: str) -> None:
    """Write the texts side by side into a page; raises PublishError where it cannot be written."""
    files.write(path, "".join(_page(adopted, article, translation)).encode())


def _page(adopted: Adopted, article: str, translation: str) -> Iterator[str]:
    source, target = adopted.source, adopted.language
    title = escape(f"{files.text_of(article)} in {target.name}")
    yield (
        '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width">\n<title>{title}</title>\n'
        f"<style>{_STYLE}</style>\n<h1>{title}</h1>\n"
        f"<p>From {escape(files.text_of(translation))}: "
        f"{adopted.certain} filled, {adopted.fuzzy} to look at, "
        f"{adopted.kept} translated before, {adopted.missing} without a translation, "
        f"{adopted.left} left over.</p>\n"
        f"<table>\n<thead><tr><th>Line<th>{escape(source.name)}<th>Certainty<th>Line"
        f"<th>{escape(target.name)}</thead>\n"
    )
    for state, line, words, said, lines, message in _rows(adopted):
        yield (
            f'<tr class="{state}"><td>{line}<td lang="{source.tag}" dir="{source.direction}">{escape(words)}'
            f'<td>{said}<td>{lines}<td lang="{target.tag}" dir="{target.direction}">{escape(message)}\n'
        )
    yield "</table>\n</html>\n"


_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 80rem; padding: 0 1rem;
  color: #1a1a1a }
table { border-collapse: collapse; width: 100%; table-layout: fixed }
th, td { border-bottom: 1px solid #d0d0d0; padding: .5rem; text-align: start; vertical-align: top;
  overflow-wrap: anywhere }
td:nth-child(1), td:nth-child(4) { color: #595959 }
th:nth-child(1), th:nth-child(4) { width: 4.5rem }
th:nth-child(3) { width: 9rem }
tr.certain td:nth-child(3) { color: #17653a }
tr.fuzzy { background: #fff6d6 }
tr.missing { background: #fde4e1 }
tr.left { background: #efe6fa }
"""
