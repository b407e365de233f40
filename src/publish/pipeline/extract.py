"""Articles to templates and catalogs: read, segment, merge with what translators have, write."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from publish import catalog as catalogs
from publish import files, readers
from publish.errors import CatalogError, PublishError
from publish.languages import parse
from publish.merge import Merged, merge
from publish.units import Unit, segment

if TYPE_CHECKING:
    from publish.catalog import Catalog
    from publish.languages import Language
    from publish.project import Article, CatalogsSection, Project


@dataclass(frozen=True, slots=True)
class Updated:
    """What became of one catalog."""

    path: Path
    language: Language
    merged: Merged
    """The catalog as it is now, and how many messages were kept, revived, fuzzy, new and obsolete."""
    changed: bool
    """Whether the file's bytes are others now."""


@dataclass(frozen=True, slots=True)
class Extracted:
    """What became of one article."""

    source: str
    """Path of the article as messages name it."""
    units: int = 0
    """Texts found, repeated ones too."""
    template: Path | None = None
    """The template; None where the article could not be read, or where none was asked for."""
    changed: bool = False
    """Whether the template's bytes are others now."""
    catalogs: tuple[Updated, ...] = ()
    errors: tuple[PublishError, ...] = ()
    """What kept the template or a catalog from being written; the others were."""


def extract(
    project: Project, articles: Iterable[Article], languages: Iterable[Language]
) -> Iterator[Extracted]:
    """Write the template of every article and create or merge its catalog in every language.

    An article or a catalog that is wrong is reported and left as it is; the others are written.
    """
    tongues = tuple(languages)
    for article in articles:
        try:
            units, template = make_template(
                article.path,
                article.reference,
                project.source_language,
                project.title,
                project.config.catalogs,
                article.template,
            )
            changed = files.write(article.template, template.to_bytes(), error=CatalogError)
        except PublishError as error:
            yield Extracted(article.reference, errors=(error,))
            continue
        updated: list[Updated] = []
        errors: list[PublishError] = []
        for language in tongues:
            try:
                updated.append(update(article.catalog(language), template, language))
            except PublishError as error:
                errors.append(error)
        yield Extracted(
            article.reference, len(units), article.template, changed, tuple(updated), tuple(errors)
        )


def make_template(
    source: Path,
    reference: str,
    language: Language,
    title: str,
    settings: CatalogsSection,
    path: Path | None,
) -> tuple[tuple[Unit, ...], Catalog]:
    """Read an article and return its units and the template made of them; `path` is where one may be."""
    document = readers.read(source, source=reference, language=language.tag)
    previous = catalogs.read(path) if path and path.exists() else None
    if previous and any(any(entry.msgstr) for entry in previous.entries):
        hint = "Bring a translated catalog up to date with --update, or choose another name for the template."
        raise CatalogError("holds translations, which a template would replace", path=path, hint=hint)
    by = settings.segmentation
    units = segment(document, by)
    template = catalogs.template(
        units,
        project=title,
        source_language=parse(document.language),
        references=settings.references,
        segmentation=_segmenter(by),
        previous=previous,
    )
    return units, template


def _segmenter(by: str) -> str:
    """Name what cut the text, because another version cuts elsewhere; nothing where nothing is cut."""
    if by == "block":
        return ""
    from publish.sentences import VERSION

    return VERSION


def update(path: Path, template: Catalog, language: Language) -> Updated:
    """Merge a template into the catalog at `path`, or create it, and write it."""
    old = catalogs.read(path) if path.exists() else None
    merged = merge(old, template, language)
    return Updated(path, language, merged, files.write(path, merged.catalog.to_bytes(), error=CatalogError))
