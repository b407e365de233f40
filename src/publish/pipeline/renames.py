"""An article without catalogs in, the name out that its catalogs stand under since before it was renamed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import TYPE_CHECKING

from publish import catalog as catalogs
from publish.errors import PublishError
from publish.project import within

if TYPE_CHECKING:
    from publish.catalog import Catalog
    from publish.languages import Language
    from publish.project import Article, Project
    from publish.units import Unit

__all__ = ["ReadUnits", "Renames", "is_ours"]

_SHARE = 0.5
"""Part of the messages of the longer article that must be the same."""


_Messages = frozenset[tuple[str | None, str]]
ReadUnits = Callable[["Article"], "Iterable[Unit]"]
"""Gives the units of an article; raises PublishError where it cannot be read."""


class Renames:
    """Finds the catalogs of articles that were renamed or moved, by what stands in them."""

    def __init__(self, project: Project, read: ReadUnits) -> None:
        """Look at the catalogs of `project`; nothing is read before the first question."""
        self._project = project
        self._read = read
        self._known: dict[str, _Messages] = {}

    def former(self, article: Article, languages: Iterable[Language]) -> Article | None:
        """Return the article that `article` was before it was renamed; None where it was not.

        Only one whose source is gone and that has most of the same messages can be it; where several articles
        could have been it, the one that has most of them was.
        """
        if not article.template.exists():
            return self._renamed.get(article.name)
        missing = [language for language in languages if not article.catalog(language).exists()]
        # Its template was moved by an earlier run for other languages, which left the rest where it was.
        left = [name for name, orphan in self._orphans.items() if missing and not orphan.template.exists()]
        shares = {name: _share(self._messages(article), self._messages(self._orphans[name])) for name in left}
        name = max(shares, key=lambda name: (shares[name], name), default="")
        return self._orphans[name] if name and shares[name] >= _SHARE else None

    @cached_property
    def _orphans(self) -> dict[str, Article]:
        """Articles that are gone and have templates or catalogs of ours, by name."""
        names = self._project.catalog_names() - {article.name for article in self._project.articles()}
        found = {name: self._project.article(name) for name in sorted(names)}
        return {name: orphan for name, orphan in found.items() if self._messages(orphan)}

    @cached_property
    def _renamed(self) -> dict[str, Article]:
        """What each new article was, by its name; the surest pairs first, each orphan once."""
        fresh = [a for a in self._project.articles() if self._orphans and not a.template.exists()]
        shares: list[tuple[float, str, str]] = []
        for article in fresh:
            try:
                ours = frozenset((unit.context, unit.message) for unit in self._read(article))
            except PublishError:
                continue  # said when that article is extracted
            shares += [
                (_share(ours, self._messages(orphan)), article.name, name)
                for name, orphan in self._orphans.items()
            ]
        found: dict[str, Article] = {}
        taken: set[str] = set()
        for share, name, former in sorted(shares, key=lambda pair: (-pair[0], *pair[1:])):
            if share >= _SHARE and name not in found and former not in taken:
                found[name] = self._orphans[former]
                taken.add(former)
        return found

    def _messages(self, article: Article) -> _Messages:
        """Return the messages of an article's template or of a catalog; none where they are not ours."""
        if article.name not in self._known:
            self._known[article.name] = self._read_messages(article)
        return self._known[article.name]

    def _read_messages(self, article: Article) -> _Messages:
        known = self._project.root.glob(f"locales/*/LC_MESSAGES/{_literal(article.name)}.po")
        for path in (article.template, *sorted(known)):
            try:
                found = catalogs.find(within(path, self._project.root))
            except PublishError:
                continue
            if found and is_ours(found):
                return frozenset(entry.key for entry in found.entries if not entry.obsolete)
        return frozenset()


def is_ours(catalog: Catalog) -> bool:
    """Say whether a catalog is one of an article, and not some program's that lies in the same folder."""
    return "X-Source-Language" in catalog.fields


def _share(ours: _Messages, theirs: _Messages) -> float:
    return len(ours & theirs) / max(len(ours), len(theirs), 1)


def _literal(name: str) -> str:
    """Return a name as a pattern that only it matches."""
    return "".join(f"[{char}]" if char in "*?[" else char for char in name)
