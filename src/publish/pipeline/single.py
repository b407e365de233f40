"""One article without a project: what `publish.toml` would say is taken from names, headers and options."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, cast

from publish import catalog as catalogs
from publish import files, readers
from publish.errors import CatalogError, LanguageError
from publish.languages import Language, find, parse
from publish.pipeline.extract import Extracted, make_template, put, read_units, update
from publish.project import FORMATS, CatalogsSection, CheckSection, within

if TYPE_CHECKING:
    from publish.catalog import Catalog
    from publish.pipeline.align import Adopted
    from publish.pipeline.check import Checked
    from publish.pipeline.jobs import Job
    from publish.project import Format, Segmentation


def extract_file(
    source: Path,
    *,
    source_language: str | None = None,
    segmentation: Segmentation | None = None,
    output: Path | None = None,
    updates: Iterable[tuple[Path, str | None]] = (),
    check: bool = False,
) -> Extracted:
    """Write the template of one article to `output`, and merge it into the catalogs `updates`, in place.

    Each catalog comes with its language; None takes it from the catalog's header. Without `segmentation` the
    article is cut as it was for the first catalog that exists. Raises PublishError where anything is wrong;
    then nothing after it is written. With `check` nothing is written at all.
    """
    pairs = tuple(updates)
    found = [catalogs.find(path) for path, _ in pairs]
    languages = [
        parse(tag) if tag else language_of(path, old) for (path, tag), old in zip(pairs, found, strict=True)
    ]
    first = next((old for old in found if old), None)
    settings = CatalogsSection(segmentation=segmentation or _segmentation(first))
    origin = language_of_source(source, source_language, first)
    read = read_units(source, files.text_of(source.as_posix()), origin, settings)
    template = make_template(read, files.text_of(source.stem), settings, output)
    changed = output is not None and put(output, template, check)
    updated = tuple(
        update(path, old, template, language, check=check)
        for (path, _), old, language in zip(pairs, found, languages, strict=True)
    )
    return Extracted(source.as_posix(), len(read[1]), output, changed, updated)


def plan_file(
    source: Path,
    catalog: Path | None,
    *,
    language: str | None = None,
    source_language: str | None = None,
    outputs: Iterable[Path] = (),
    formats: Iterable[Format] = (),
    minimum: int = 80,
) -> Job:
    """Return the job that builds one article with one catalog, or in its own language where that is None.

    `outputs` end in `.docx` or `.pdf`; without them the editions stand beside the article, in `formats`.
    """
    from publish.pipeline.jobs import Job
    from publish.theme import Theme, typography

    found = catalogs.find(catalog) if catalog else None
    origin = language_of_source(source, source_language, found)
    if catalog is None:
        target = origin = parse(readers.read(source, language=origin.tag).language)
    else:
        target = parse(language) if language else language_of(catalog, found)
    _glossary(source)
    paths = tuple(outputs)
    if not paths:
        stem = Path(source.stem).stem if _named_language(source) else source.stem
        kinds = tuple(dict.fromkeys(formats)) or FORMATS
        paths = tuple(source.with_name(f"{stem}.{target.gettext}.{kind}") for kind in kinds)
    return Job(
        source=source,
        reference=files.text_of(source.as_posix()),
        root=source.resolve().parent,
        language=target,
        source_language=origin,
        catalog=catalog,
        outputs=tuple((cast("Format", path.suffix.removeprefix(".")), path) for path in paths),
        settings=CatalogsSection(segmentation=_segmentation(found), minimum=minimum),
        theme=Theme(page=typography(target).page),
    )


def check_file(
    source: Path, catalog: Path, language: str | None = None, source_language: str | None = None
) -> Checked:
    """Check one article's catalog; without a language its header names it. Raises PublishError."""
    from publish.checks import glossary
    from publish.pipeline.check import Checker

    found = catalogs.read(catalog)
    target = parse(language) if language else language_of(catalog, found)
    catalogs.check_language(found, target)
    origin = language_of_source(source, source_language, found)
    # The article's own front matter overrules all others.
    origin = parse(readers.read(source, language=origin.tag).language)
    terms = glossary.read(_glossary(source))
    return Checker(origin, target, CheckSection().enabled(target), terms).catalog(catalog, found)


def _glossary(source: Path) -> Path:
    """Return where an article's glossary would be; raises ConfigError where a link leads elsewhere."""
    folder = source.resolve().parent
    return within(folder / CheckSection().glossary, folder)


def align_file(
    source: Path,
    translation: Path,
    language: Language,
    catalog: Path,
    *,
    source_language: str | None = None,
    segmentation: Segmentation | None = None,
) -> Adopted:
    """Fill one article's catalog, or make it, from a translation that exists; see `pipeline.align`.

    Without `segmentation` the article is cut as it was for the catalog. Raises PublishError.
    """
    from publish.pipeline.align import adopt_file

    found = catalogs.find(catalog)
    origin = language_of_source(source, source_language, found)
    settings = CatalogsSection(segmentation=segmentation or _segmentation(found))
    return adopt_file(source, translation, language, catalog, origin, settings)


def language_of(path: Path, catalog: Catalog | None) -> Language:
    """Return the language that the header of the catalog at `path` names, or raise CatalogError."""
    if catalog is None:
        raise CatalogError("no such catalog", path=path, hint="Say its language with -l to create it.")
    named = catalog.language
    if not named:
        hint = "Fill in the header's Language field, or say the language with -l."
        raise CatalogError("its header names no language", path=path, line=1, hint=hint)
    if named == catalog.fields.get("X-Source-Language"):
        hint = "Say the language of the translation with -l, or correct the header's Language field."
        raise CatalogError(f"its header names the source language, {named}", path=path, line=1, hint=hint)
    try:
        return parse(named)
    except LanguageError as error:
        raise LanguageError(error.message, path=path, line=1, hint=error.hint) from None


def language_of_source(source: Path, said: str | None, catalog: Catalog | None) -> Language:
    """Return the article's language: as said, or as its name (`a.vi.txt`) or its catalog says, or English.

    The article's own front matter overrules all of these when it is read.
    """
    if said:
        return parse(said)
    if named := _named_language(source):
        return named
    return parse((catalog.fields.get("X-Source-Language") if catalog else None) or "en")


def _named_language(source: Path) -> Language | None:
    """Return the language that a name like `a.vi.txt` says; `report.new.md` is not in Newari."""
    language = find(Path(source.stem).suffix.removeprefix("."))
    return language if language and language.name != language.tag else None


def _segmentation(catalog: Catalog | None) -> Segmentation:
    """Say how the article was cut for a catalog: its header tells."""
    return "sentence" if catalog and "X-Segmentation" in catalog.fields else "block"
