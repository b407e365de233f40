"""Rows of `publish status` in; the lines that people see, or the data that programs read, out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import click

from publish.errors import visible

if TYPE_CHECKING:
    from publish.catalog import Statistics
    from publish.pipeline.status import Row

__all__ = ["data", "lines"]


def data(rows: list[Row]) -> dict[str, Any]:
    """Return what `status --json` prints; docs/commands.md promises this shape."""
    editions = [state for row in rows for state in row.editions.values()]
    return {
        "version": 1,
        "rows": [
            {
                "article": row.article,
                "language": row.language,
                "catalog": row.catalog,
                "state": row.state,
                **_numbers(row.statistics),
                "revision": row.revision.isoformat() if row.revision else None,
                "newer": row.newer,
                "editions": row.editions,
                "error": str(row.error) if row.error else None,
            }
            for row in rows
        ],
        "totals": {
            **_numbers(_sum(rows)),
            "catalogs": {
                state: sum(row.state == state for row in rows)
                for state in ("current", "stale", "missing", "broken")
            },
            "editions": {state: editions.count(state) for state in ("current", "stale", "missing")},
        },
    }


def _sum(rows: Iterable[Row]) -> Statistics:
    from publish.catalog import Statistics

    return sum((row.statistics for row in rows if row.statistics), Statistics())


def _numbers(statistics: Statistics | None) -> dict[str, Any]:
    names = {"translated": "translated", "fuzzy": "fuzzy", "missing": "untranslated", "total": "total"}
    if statistics is None:
        return {"percent": None, **dict.fromkeys(names)}
    counts = {name: getattr(statistics, key) for name, key in names.items()}
    return {
        "percent": statistics.percent,
        **{name: {"messages": count.messages, "words": count.words} for name, count in counts.items()},
    }


def lines(rows: list[Row]) -> Iterator[str]:
    """Give the lines of the table that people see: each article by language, then totals."""
    wide = max((len(row.language) for row in rows), default=0)
    article = ""
    for row in rows:
        if row.article != article:
            article = row.article
            yield click.style(visible(article), bold=True)
        editions = "  ".join(_marked(f"{format} {state}", state) for format, state in row.editions.items())
        yield f"  {row.language:{wide}}  {_progress_of(row.statistics)}  {editions}{_remarks(row)}"
    if len(rows) < 2:
        return
    yield click.style("total", bold=True)
    languages = list(dict.fromkeys(row.language for row in rows))
    for language in languages if len(languages) < len(rows) else ():
        total = _sum(row for row in rows if row.language == language)
        yield f"  {language:{wide}}  {_progress_of(total)}"
    yield f"  {'':{wide}}  {_progress_of(_sum(rows))}"


def _remarks(row: Row) -> str:
    remarks = []
    if row.state != "current":
        hint = "" if row.state == "broken" else ": run 'publish extract'"
        remarks.append(_marked(f"catalog {row.state}{hint}", row.state))
    if row.newer and row.revision:
        remarks.append(f"translates the version of {row.revision}, {row.newer} newer")
    return "".join(f"  {remark}" for remark in remarks)


def _marked(text: str, state: str) -> str:
    return text if state == "current" else click.style(text, fg="red" if state == "broken" else "yellow")


def _progress_of(numbers: Statistics | None) -> str:
    if numbers is None:
        return "░" * 10
    filled = numbers.percent // 10
    return (
        f"{'█' * filled}{'░' * (10 - filled)} {numbers.percent:3} %  "
        f"{numbers.translated.messages} translated, {numbers.fuzzy.messages} fuzzy, "
        f"{numbers.untranslated.messages} missing, "
        f"{numbers.fuzzy.words + numbers.untranslated.words} of {numbers.total.words} words left"
    )
