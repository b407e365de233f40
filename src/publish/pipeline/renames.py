"""An article without catalogs in, the name out that its catalogs stand under since before it was renamed."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING

from publish import catalog as catalogs
from publish import files
from publish.errors import CatalogError, PublishError

if TYPE_CHECKING:
    from pathlib import Path

    from publish.languages import Language
    from publish.project import Article, Project
    from publish.units import Unit

__all__ = ["Renames"]

_SHARE = 0.5
"""Part of the messages of the shorter article that must be the same."""


class Renames:
    """Finds the catalogs of articles that were renamed or moved, by what stands in them."""

    def __init__(self, project: Project) -> None:
        """Look at the catalogs of `project`; nothing is read before the first question."""
        self._project = project

    @cached_property
    def _orphans(self) -> dict[str, frozenset[tuple[str | None, str]]]:
        """The messages of every template, or catalog, whose article is gone, by name."""
        names = self._project.catalog_names() - {article.name for article in self._project.articles()}
        found = {name: self._messages(self._project.article(name)) for name in sorted(names)}
        return {name: messages for name, messages in found.items() if messages}

    def _messages(self, orphan: Article) -> frozenset[tuple[str | None, str]]:
        for path in self._files(orphan):
            try:
                entries = catalogs.read(path).entries
            except PublishError:
                continue
            return frozenset(entry.key for entry in entries if not entry.obsolete)
        return frozenset()

    def _files(self, orphan: Article) -> Iterable[Path]:
        known = self._project.root.glob(f"locales/*/LC_MESSAGES/{_literal(orphan.name)}.po")
        return (path for path in (orphan.template, *sorted(known)) if path.is_file())

    def former(
        self, article: Article, units: Iterable[Unit], languages: Iterable[Language]
    ) -> Article | None:
        """Return the article that `article` was before it was renamed; None where it was not.

        Only one whose source is gone and whose catalogs hold most of the same messages can be it.
        """
        if all(article.catalog(language).exists() for language in languages) and article.template.exists():
            return None
        ours = {(unit.context, unit.message) for unit in units}
        shares = {
            name: len(ours & theirs) / min(len(ours), len(theirs))
            for name, theirs in self._orphans.items()
            if ours
        }
        name = max(shares, key=lambda name: (shares[name], name), default="")
        return self._project.article(name) if name and shares[name] >= _SHARE else None

    def tidy(self, former: Article) -> None:
        """Remove a former article's template once no catalog is left under its name."""
        left = [path for path in self._files(former) if path != former.template]
        if not left and former.template.exists():
            files.remove(former.template, error=CatalogError)
        self._orphans.pop(former.name, None)


def _literal(name: str) -> str:
    """Return a name as a pattern that only it matches."""
    return "".join(f"[{char}]" if char in "*?[" else char for char in name)
