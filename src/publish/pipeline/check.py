"""Catalogs to findings: what a machine can tell of their translations, and where each stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import BrokenExecutor
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from publish import catalog as catalogs
from publish.checks import Pair, Seen, consistency, examine, glossary
from publish.errors import PublishError
from publish.languages import find
from publish.pipeline.pool import cores, processes

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


_MUCH = 2_000_000
"""Bytes of catalogs that are worth starting processes for: about as many seconds of work."""


def check(project: Project, articles: Iterable[Article], languages: Iterable[Language]) -> Iterator[Checked]:
    """Check the catalogs of articles, language by language; one that is not there yet gives nothing.

    Languages are shared out among processes where there is much to check.
    """
    chosen = tuple(articles)
    settings = project.config.check
    terms = glossary.read(project.root / settings.glossary)
    work = [
        (
            Checker(project.source_language, language, settings.enabled(language), terms, project.root),
            [path for article in chosen if (path := article.catalog(language)).exists()],
        )
        for language in languages
    ]
    sizes = [sum(path.stat().st_size for path in paths) for _, paths in work]
    count = min(cores(), sum(map(bool, sizes)))
    done = 0
    if count > 1 and sum(sizes) > _MUCH:
        # What a dying process leaves is checked in this one.
        with suppress(BrokenExecutor), processes(count, (__name__,)) as pool:
            for results in pool.map(_files, *zip(*work, strict=True)):
                done += 1
                yield from results
    for checker, paths in work[done:]:
        yield from map(checker.file, paths)


def _files(checker: Checker, paths: list[Path]) -> list[Checked]:
    return [checker.file(path) for path in paths]


@dataclass(frozen=True, slots=True)
class Checker:
    """Checks the catalogs of one language, one after the other, and each beside those before it."""

    source: Language
    """What the articles are written in, unless a catalog says otherwise (`X-Source-Language`)."""
    language: Language
    """What the catalogs translate into."""
    checks: frozenset[str]
    """Ids of the checks to make."""
    terms: tuple[Term, ...]
    """The office's glossary."""
    root: Path | None = None
    """Folder from which findings name another catalog."""
    _seen: Seen = field(default_factory=Seen, init=False)

    def file(self, path: Path) -> Checked:
        """Check the catalog at a path; what is wrong with the file itself is the `error`."""
        try:
            catalog = catalogs.read(path)
            catalogs.check_language(catalog, self.language)
        except PublishError as wrong:
            return Checked(path, self.language, error=wrong)
        return self.catalog(path, catalog)

    def catalog(self, path: Path, catalog: Catalog) -> Checked:
        """Check a catalog that was read from `path`."""
        messages = sum(entry.translated for entry in catalog.entries)
        return Checked(path, self.language, messages, tuple(self.findings(path, catalog)))

    def findings(self, path: Path, catalog: Catalog) -> Iterator[tuple[int, Finding]]:
        """Give each finding in the translations that would be printed, with its line in the catalog."""
        origin = find(catalog.fields.get("X-Source-Language", "")) or self.source
        name = (path.relative_to(self.root) if self.root else path).as_posix()
        for entry in catalog.entries:
            if not entry.translated:
                continue
            ignored = _ignored(entry)
            pair = Pair(
                entry.msgid,
                entry.msgstr[0],
                origin,
                self.language,
                catalogs.limit_of(entry),
                self.terms,
                entry.extracted[0] if entry.extracted else "",
                entry.msgctxt,
                self._seen,
            )
            # An article has no plural forms, but catalogs of others do.
            for one in (pair, *(replace(pair, msgstr=form) for form in entry.msgstr[1:])):
                for found in examine(one, self.checks - ignored):
                    yield entry.line, found
            if not ignored & _ACROSS:
                self._seen.note(pair, f"{name}:{entry.line}")


_ACROSS = frozenset(check.id for check in consistency.CHECKS)
"""Who switches one of these off for a message gives no example to others."""


def _ignored(entry: Entry) -> set[str]:
    """Return the checks that a translator has switched off for a message.

    By a flag (`#, ignore-quotes`), or by a comment of that form: gettext's own tools drop flags that they do
    not know, comments they keep.
    """
    words = (*entry.flags, *(word for line in entry.comments for word in line.replace(",", " ").split()))
    return {word.removeprefix("ignore-") for word in words if word.startswith("ignore-")}
