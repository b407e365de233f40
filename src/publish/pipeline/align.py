"""An article and a translation that exists already in, its catalog filled: what `publish align` does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from publish import catalog as catalogs
from publish import files, readers
from publish.align import CERTAIN, align
from publish.errors import LanguageError, SourceError
from publish.languages import parse
from publish.locks import locked
from publish.merge import merge
from publish.pipeline.extract import make_template, put
from publish.units import segment

if TYPE_CHECKING:
    from publish.align import Aligned
    from publish.catalog import Catalog
    from publish.languages import Language
    from publish.model import Document
    from publish.po import Entry
    from publish.project import Article, CatalogsSection, Project

_MARK = "aligned "
"""Begins the comment of a message that was filled here."""


@dataclass(frozen=True, slots=True)
class Adopted:
    """What became of a translation."""

    catalog: Path
    """What was filled."""
    language: Language
    source: Language
    """What the article is in."""
    texts: tuple[Aligned, ...]
    """The article's texts in order, and between them what only the translation has."""
    certain: int = 0
    """Messages that were filled and need no second look."""
    fuzzy: int = 0
    """Messages that were filled and marked fuzzy."""
    kept: int = 0
    """Messages that had a translation already, which stayed."""
    missing: int = 0
    """Messages that have none."""

    @property
    def left(self) -> int:
        """Texts of the translation that belong to no text of the article."""
        return sum(text.unit is None for text in self.texts)


def adopt(project: Project, article: Article, language: Language, translation: Path) -> Adopted:
    """Fill the catalog of an article from a translation of it, and write its template; see `adopt_file`."""
    settings = project.config.catalogs
    document = readers.read(article.path, source=article.reference, language=project.source_language.tag)
    return _adopt(
        document,
        translation,
        language,
        settings,
        project.title,
        (article.catalog(language), article.template),
        locked(project.root, "align"),
    )


def adopt_file(
    source: Path,
    translation: Path,
    language: Language,
    catalog: Path,
    origin: Language,
    settings: CatalogsSection,
) -> Adopted:
    """Fill a catalog, made where there is none, from a translation of an article.

    No translation that a person made is touched: only messages without one are filled, and those which an
    earlier run left fuzzy. Raises PublishError, and has then written nothing.
    """
    document = readers.read(source, source=files.text_of(source.as_posix()), language=origin.tag)
    title = files.text_of(source.stem)
    return _adopt(document, translation, language, settings, title, (catalog, None), nullcontext())


def _adopt(
    document: Document,
    translation: Path,
    language: Language,
    settings: CatalogsSection,
    title: str,
    places: tuple[Path, Path | None],
    alone: AbstractContextManager[None],
) -> Adopted:
    path, template_path = places
    origin = parse(document.language)
    name = files.text_of(translation.as_posix())
    translated = readers.read(translation, source=name, language=language.tag)
    said = parse(translated.language)
    if not said.serves(language):
        hint = f"Correct lang in its front matter, or align it as {said.gettext}."
        raise SourceError(f"says that it is in {said.name}, not in {language.name}", path=name, hint=hint)
    if origin.serves(language):
        hint = "Name the language of the translation."
        raise LanguageError(f"the article itself is in {origin.name}", path=document.source, hint=hint)
    by_sentence = settings.segmentation == "sentence"
    texts = align(segment(document), segment(translated), origin, language, by_sentence=by_sentence)
    units = segment(document, settings.segmentation)
    with alone:
        template = make_template((origin, units), title, settings, template_path)
        old = catalogs.find(path)
        merged = merge(old, template, language).catalog
        filled, counts = _filled(merged, old, texts, name)
        if template_path:
            put(template_path, template, check=False)
        # Again, so that the header says which state of the article is translated.
        put(path, merge(filled, template, language).catalog, check=False, old=old)
    return Adopted(path, language, origin, texts, **counts)


def _filled(
    catalog: Catalog, old: Catalog | None, texts: Iterable[Aligned], name: str
) -> tuple[Catalog, Counter[str]]:
    """Return a catalog with what was found, and how many are `certain`, `fuzzy`, `kept` and `missing`."""
    found: dict[tuple[str | None, str], Aligned] = {}
    for text in texts:
        if text.unit is None or not text.message:
            continue
        key = (text.unit.context, text.unit.message)
        known = found.setdefault(key, text)
        if known.message != text.message:
            # One text of the article, translated in two ways: a person chooses.
            best = max(known, text, key=lambda one: one.certainty)
            both = min(known.certainty, text.certainty) >= CERTAIN
            found[key] = replace(best, certainty=CERTAIN / 2) if both else best
    before = {entry.key for entry in old.entries if not entry.obsolete} if old else set()
    counts = Counter[str]()
    entries = []
    for entry in catalog.entries:
        fits = entry.key in found and _open(entry, before)
        filled = _with_translation(entry, found[entry.key], name) if fits else entry
        entries.append(filled)
        if filled is not entry:
            counts["fuzzy" if filled.fuzzy else "certain"] += 1
        elif not entry.obsolete:
            counts["kept" if entry.written else "missing"] += 1
    return replace(catalog, entries=tuple(entries)), counts


def _open(entry: Entry, before: set[tuple[str | None, str]]) -> bool:
    """Say whether a message may be filled: nothing stands there, or a guess that no person has touched."""
    if entry.obsolete:
        return False
    ours = any(line.startswith(_MARK) for line in entry.comments)
    return not entry.written or (entry.fuzzy and (ours or entry.key not in before))


def _with_translation(entry: Entry, text: Aligned, name: str) -> Entry:
    said = f"{_MARK}{int(100 * text.certainty)} %: {name}:{text.span}"
    others = tuple(line for line in entry.comments if not line.startswith(_MARK))
    flags = tuple(flag for flag in entry.flags if flag != "fuzzy")
    flags = flags if text.certainty >= CERTAIN else ("fuzzy", *flags)
    return replace(entry, msgstr=(text.message,), comments=(*others, said), flags=flags, previous=None)
