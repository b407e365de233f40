"""A project's catalogs and editions to rows that say how far each article is in each language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from publish import catalog as catalogs
from publish.errors import PublishError
from publish.project import CONFIG_NAME, Project

if TYPE_CHECKING:
    from publish.catalog import Statistics
    from publish.languages import Language
    from publish.project import Article

EditionState = Literal["current", "stale", "missing"]


@dataclass(frozen=True, slots=True)
class Row:
    """One article in one language."""

    article: str
    """Name of the article."""
    language: str
    """gettext name of the language."""
    catalog: str
    """Path of the catalog, relative to the project."""
    statistics: Statistics | None
    """Messages and words; None where there is no catalog, or a broken one."""
    editions: dict[str, EditionState]
    """By format: whether the edition is newer than all it is made of, older, or not there."""
    error: PublishError | None = None
    """What is wrong with the catalog; None where nothing is."""


def status(project: Project, articles: Iterable[Article], languages: Iterable[Language]) -> Iterator[Row]:
    """Give a row for every article in every language but the source's, article by article."""
    tongues = tuple(languages)
    common = [project.root / CONFIG_NAME, project.root / "theme" / "edition.css"]
    newest = max(map(_modified, common))
    for article in articles:
        for language in tongues:
            yield _row(project, article, language, newest)


def _row(project: Project, article: Article, language: Language, newest: int) -> Row:
    path = article.catalog(language)
    statistics, error = None, None
    try:
        statistics = catalogs.read(path).statistics if path.exists() else None
    except PublishError as wrong:
        error = wrong
    made_of = max(newest, _modified(article.path), _modified(path))
    return Row(
        article=article.name,
        language=language.gettext,
        catalog=path.relative_to(project.root).as_posix(),
        statistics=statistics,
        editions={
            format: _state(article.edition(language, format), made_of)
            for format in project.config.editions.formats
        },
        error=error,
    )


def _state(edition: Path, made_of: int) -> EditionState:
    modified = _modified(edition)
    if not modified:
        return "missing"
    return "current" if modified >= made_of else "stale"


def _modified(path: Path) -> int:
    """Return when a file was last written, nanoseconds since 1970; 0 where it is not there."""
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0
