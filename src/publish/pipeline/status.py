"""A project's catalogs and editions to rows that say how far each article is in each language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from publish import catalog as catalogs
from publish.catalog import Count, Statistics, count_words
from publish.errors import EditionError, PublishError
from publish.pipeline.extract import read_units
from publish.pipeline.jobs import plan
from publish.pipeline.record import Record
from publish.project import CONFIG_NAME, Project

if TYPE_CHECKING:
    from publish.languages import Language
    from publish.pipeline.jobs import Job
    from publish.project import Article

EditionState = Literal["current", "stale", "missing"]
CatalogState = Literal["current", "stale", "missing", "broken"]

_Messages = dict[tuple[str | None, str], None]
"""Context and message of each unit, once."""


@dataclass(frozen=True, slots=True)
class Row:
    """One article in one language."""

    article: str
    """Name of the article."""
    language: str
    """gettext name of the language."""
    catalog: str
    """Path of the catalog, relative to the project."""
    state: CatalogState
    """Whether the catalog has the messages of the article, or others, or is not there, or is broken."""
    statistics: Statistics | None
    """Messages and words, all untranslated where there is no catalog; None where it is broken."""
    revision: date | None
    """The day of the state of the article that the catalog translates, whole; None if it never did."""
    newer: int
    """Messages of the article, not translated, that are newer than `revision`; 0 where there is none."""
    editions: dict[str, EditionState]
    """By format: whether the edition is what would be built, is not, or is not there."""
    error: PublishError | None = None
    """What is wrong with the catalog or with the article; None where nothing is."""


def status(project: Project, articles: Iterable[Article], languages: Iterable[Language]) -> Iterator[Row]:
    """Give a row for every article in every language but the source's, article by article."""
    tongues = tuple(languages)
    editions = _Editions(project)
    try:
        chosen = tuple(articles)
        jobs = _jobs(project, chosen, tongues)
        for article in chosen:
            messages, error = _messages(project, article)
            for language in tongues:
                job = jobs.get((article, language))
                yield _row(
                    project, article, language, editions.states(article, language, job), messages, error
                )
    finally:
        editions.record.close()


def _jobs(
    project: Project, articles: tuple[Article, ...], languages: tuple[Language, ...]
) -> dict[tuple[Article, Language], Job]:
    """Return what would be built; nothing where the office's look cannot be read, as `build` will say."""
    try:
        return dict(zip(product(articles, languages), plan(project, articles, languages), strict=True))
    except EditionError:
        return {}


def _messages(project: Project, article: Article) -> tuple[_Messages, PublishError | None]:
    settings = project.config.catalogs
    try:
        _, units = read_units(article.path, article.reference, project.source_language, settings)
    except PublishError as wrong:
        return {}, wrong
    return dict.fromkeys((unit.context, unit.message) for unit in units), None


def _row(
    project: Project,
    article: Article,
    language: Language,
    editions: dict[str, EditionState],
    messages: _Messages,
    error: PublishError | None,
) -> Row:
    path = article.catalog(language)
    state: CatalogState = "missing"
    statistics = None if error else _untranslated(messages)
    revision, newer = None, 0
    if path.exists():
        try:
            found = catalogs.read(path)
            catalogs.check_language(found, language)
        except PublishError as wrong:
            state, statistics, error = "broken", None, wrong
        else:
            live = {entry.key for entry in found.entries if not entry.obsolete}
            state = "current" if error or live == messages.keys() else "stale"
            statistics, revision = found.statistics, found.revision
            newer = found.newer(messages)
    return Row(
        article=article.name,
        language=language.gettext,
        catalog=path.relative_to(project.root).as_posix(),
        state=state,
        statistics=statistics,
        revision=revision,
        newer=newer,
        editions=editions,
        error=error,
    )


def _untranslated(messages: _Messages) -> Statistics:
    words = sum(count_words(message) for _, message in messages)
    return Statistics(untranslated=Count(len(messages), words))


class _Editions:
    """Tells whether editions are what would be built: by what they were made of, else by their dates."""

    def __init__(self, project: Project) -> None:
        self.record = Record(project)
        self._formats = project.config.editions.formats
        common = (project.root / CONFIG_NAME, project.root / "theme" / "edition.css")
        self._newest = max(map(_modified, common))

    def states(self, article: Article, language: Language, job: Job | None) -> dict[str, EditionState]:
        """Return by format how the editions of an article in a language stand; `job` would build them."""
        made_of = max(self._newest, _modified(article.path), _modified(article.catalog(language)))
        found: dict[str, EditionState] = {}
        for format in self._formats:
            path = article.edition(language, format)
            modified = _modified(path)
            current = self.record.current(job, format, path) if job and modified else None
            if current is None:
                current = modified >= made_of
            found[format] = "missing" if not modified else "current" if current else "stale"
        return found


def _modified(path: Path) -> int:
    """Return when a file was last written, nanoseconds since 1970; 0 where it is not there."""
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0
