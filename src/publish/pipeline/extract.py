"""Articles to templates and catalogs: read, segment, merge with what translators have, write."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from publish import catalog as catalogs
from publish import files, readers
from publish.errors import CatalogError, PublishError
from publish.languages import parse
from publish.locks import locked
from publish.memory import Memory
from publish.merge import Merged, merge
from publish.pipeline.renames import Renames, is_ours
from publish.units import Unit, segment

if TYPE_CHECKING:
    from publish.catalog import Catalog
    from publish.languages import Language
    from publish.merge import Recall
    from publish.project import Article, CatalogsSection, Project


@dataclass(frozen=True, slots=True)
class Updated:
    """What became of one catalog."""

    path: Path
    language: Language
    merged: Merged
    """The catalog as it is now, and how many messages were kept, carried, fuzzy, new, obsolete…"""
    changed: bool
    """Whether the file's bytes are others now; when checking, whether it is stale."""
    moved_from: Path | None = None
    """Where the catalog stood before its article got another name; None where it stood here."""


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
    """Whether the template's bytes are others now; when checking, whether it is stale."""
    catalogs: tuple[Updated, ...] = ()
    errors: tuple[PublishError, ...] = ()
    """What kept the template or a catalog from being written; the others were."""


def extract(
    project: Project, articles: Iterable[Article], languages: Iterable[Language], *, check: bool = False
) -> Iterator[Extracted]:
    """Write the template of every article and create or merge its catalog in every language.

    An article or a catalog that is wrong is reported and left as it is; the others are written. With `check`
    nothing is written: what would change by more than dates and line numbers is called `changed`.
    """
    tongues = tuple(languages)
    with nullcontext() if check else locked(project.root, "extract"):
        renames = Renames(project, lambda article: _units_of(project, article)[1])
        memory = Memory(project.root, project.source_language, project.config.catalogs.memory, keep=not check)
        with closing(memory):
            for article in articles:
                yield _extract(project, article, tongues, renames, memory, check)


def _extract(
    project: Project,
    article: Article,
    languages: tuple[Language, ...],
    renames: Renames,
    memory: Memory,
    check: bool,
) -> Extracted:
    try:
        units = _units_of(project, article)
        former = renames.former(article, languages)
        named = former if former and not article.template.exists() else article
        template = make_template(units, project.title, project.config.catalogs, named.template)
        changed = put(article.template, template, check)
        if named is not article and named.template.exists() and not check:
            files.remove(named.template, error=CatalogError)
    except PublishError as error:
        return Extracted(article.reference, errors=(error,))
    updated: list[Updated] = []
    errors: list[PublishError] = []
    for language in languages:
        path = article.catalog(language)
        stood = former.catalog(language) if former and not path.exists() else path
        try:
            old = catalogs.find(stood)
            if stood != path and not (old and is_ours(old)):
                stood, old = path, None
            result = update(path, old, template, language, memory.recall(language, stood), check=check)
            if old and stood != path:
                result = replace(result, moved_from=stood)
                if not check:
                    files.remove(stood, error=CatalogError)
            if result.changed and not check:
                memory.note(language, path, result.moved_from)
            updated.append(result)
        except PublishError as error:
            errors.append(error)
    return Extracted(
        article.reference, len(units[1]), article.template, changed, tuple(updated), tuple(errors)
    )


def _units_of(project: Project, article: Article) -> _Read:
    return read_units(article.path, article.reference, project.source_language, project.config.catalogs)


_Read = tuple["Language", tuple[Unit, ...]]


def read_units(source: Path, reference: str, language: Language, settings: CatalogsSection) -> _Read:
    """Read an article; return the language it is in and its units."""
    document = readers.read(source, source=reference, language=language.tag)
    return parse(document.language), segment(document, settings.segmentation)


def make_template(read: _Read, title: str, settings: CatalogsSection, path: Path | None) -> Catalog:
    """Make the template of an article's units; `path` is where one may be.

    Raises CatalogError where that holds translations.
    """
    previous = catalogs.find(path) if path else None
    if previous and any(any(entry.msgstr) for entry in previous.entries):
        hint = "Bring a translated catalog up to date with --update, or choose another name for the template."
        raise CatalogError("holds translations, which a template would replace", path=path, hint=hint)
    return catalogs.template(
        read[1],
        project=title,
        source_language=read[0],
        references=settings.references,
        segmentation=_segmenter(settings.segmentation),
        previous=previous,
    )


def _segmenter(by: str) -> str:
    """Name what cut the text, because another version cuts elsewhere; nothing where nothing is cut."""
    if by == "block":
        return ""
    from publish.sentences import VERSION

    return VERSION


def update(
    path: Path,
    old: Catalog | None,
    template: Catalog,
    language: Language,
    recall: Recall | None = None,
    *,
    check: bool = False,
) -> Updated:
    """Merge a template into the catalog `old`, or make one, and write it to `path` unless checking."""
    merged = merge(old, template, language, recall)
    return Updated(path, language, merged, put(path, merged.catalog, check, old))


def put(path: Path, catalog: Catalog, check: bool, old: Catalog | None = None) -> bool:
    """Write a catalog and say whether its bytes changed; or, when checking, whether its substance would.

    `old` is what it was made of. Raises CatalogError where that was saved by a translator meanwhile.
    """
    if not check:
        if old and old.path == str(path) and path.exists() and old.stamp != files.stamp(path):
            hint = "Nothing of it is lost: run this again."
            raise CatalogError("was saved by another program meanwhile", path=path, hint=hint)
        return files.write(path, catalog.to_bytes(), error=CatalogError)
    found = catalogs.find(path)
    return found is None or found.substance != catalog.substance
