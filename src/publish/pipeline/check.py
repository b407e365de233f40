"""Catalogs to findings: what a machine can tell of their translations, and where each stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from publish import catalog as catalogs
from publish.checks import Pair, examine, glossary
from publish.errors import PublishError
from publish.languages import find
from publish.merge import check_language
from publish.project import CheckSection

if TYPE_CHECKING:
    from publish.catalog import Catalog
    from publish.checks import Finding, Term
    from publish.languages import Language
    from publish.po import Entry
    from publish.project import Article, Project


@dataclass(frozen=True, slots=True)
class Checked:
    """One catalog, checked."""

    path: Path
    """The catalog."""
    language: Language
    """What it translates into."""
    messages: int = 0
    """How many translations were looked at: what is fuzzy, obsolete or missing is not."""
    findings: tuple[tuple[int, Finding], ...] = ()
    """Each with the line of its message in the catalog."""
    error: PublishError | None = None
    """Why the catalog could not be read."""


def check(project: Project, articles: Iterable[Article], languages: Iterable[Language]) -> Iterator[Checked]:
    """Check the catalogs of articles in languages; one that is not there yet gives nothing."""
    tongues = tuple(languages)
    settings = project.config.check
    terms = glossary.read(project.root / settings.glossary)
    for article in articles:
        for language in tongues:
            path = article.catalog(language)
            if path.exists():
                yield _check_catalog(path, project.source_language, language, settings, terms)


def _check_catalog(
    path: Path, source: Language, language: Language, settings: CheckSection, terms: tuple[Term, ...]
) -> Checked:
    """Check one catalog; what is wrong with the file itself is its `error`."""
    try:
        catalog = catalogs.read(path)
        check_language(catalog, language)
    except PublishError as wrong:
        return Checked(path, language, error=wrong)
    return checked(path, catalog, source, language, settings, terms)


def checked(
    path: Path,
    catalog: Catalog,
    source: Language,
    language: Language,
    settings: CheckSection,
    terms: tuple[Term, ...],
) -> Checked:
    """Check a catalog that was read from `path`."""
    messages = sum(entry.translated for entry in catalog.entries)
    found = tuple(findings(catalog, source, language, settings.enabled(language), terms))
    return Checked(path, language, messages, found)


def findings(
    catalog: Catalog, source: Language, language: Language, checks: frozenset[str], terms: tuple[Term, ...]
) -> Iterator[tuple[int, Finding]]:
    """Give each finding in the translations that would be printed, with its line in the catalog.

    `source` is what the articles are written in, unless the catalog says otherwise (`X-Source-Language`);
    `checks` are the ids of those to make.
    """
    origin = find(catalog.fields.get("X-Source-Language", "")) or source
    for entry in catalog.entries:
        if not entry.translated:
            continue
        wanted = checks - _ignored(entry)
        limit = catalogs.limit_of(entry)
        for msgstr in entry.msgstr:
            for found in examine(Pair(entry.msgid, msgstr, origin, language, limit, terms), wanted):
                yield entry.line, found


def _ignored(entry: Entry) -> set[str]:
    """Return the checks that a translator has switched off for a message.

    By a flag (`#, ignore-quotes`), or by a comment of that form: gettext's own tools drop flags that they do
    not know, comments they keep.
    """
    words = (*entry.flags, *(word for line in entry.comments for word in line.replace(",", " ").split()))
    return {word.removeprefix("ignore-") for word in words if word.startswith("ignore-")}
