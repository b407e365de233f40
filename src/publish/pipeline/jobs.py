"""Articles and languages to jobs, and what comes of a job."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from publish.errors import EditionError, PublishError
from publish.languages import Language
from publish.pipeline import looks
from publish.pipeline.record import Record, common_settings
from publish.project import Article, CatalogsSection, CheckSection, Format, Project
from publish.theme import Theme, typography


@dataclass(frozen=True, slots=True)
class Job:
    """All that one article in one language is built from; it crosses process borders."""

    source: Path
    """The article."""
    reference: str
    """Its path as messages name it."""
    root: Path
    """Folder that pictures must lie in."""
    language: Language
    """Language of the edition."""
    source_language: Language
    """Language of the article."""
    catalog: Path | None
    """Its translations; None for the edition in the source language."""
    outputs: tuple[tuple[Format, Path], ...]
    """What to write where."""
    settings: CatalogsSection
    """How the article becomes messages, and how many must be translated."""
    theme: Theme
    """How it looks."""
    attach: bool = False
    """Whether a PDF carries the article and the catalog."""
    draft: bool = False
    """Whether to build whatever is missing, with what is missing marked."""
    check: CheckSection = field(default_factory=CheckSection)
    """What is looked for in the translations; only errors are told."""
    known: bytes = b""
    """Hash of the words that the editions have (`Built.words`), where all else is as it was; empty if not."""


@dataclass(frozen=True, slots=True)
class Built:
    """What came of a job."""

    job: Job
    written: tuple[Path, ...] = ()
    """Editions that are now there."""
    skipped: str = ""
    """Why nothing was built though nothing is wrong; empty where something was."""
    errors: tuple[PublishError, ...] = ()
    """What kept editions from being built; one format can fail and the other be written."""
    warnings: tuple[str, ...] = ()
    """What a reader of the editions would notice."""
    unchanged: bool = False
    """Whether the editions that are there are what would be built."""
    words: bytes = b""
    """Hash of the article in its language, all that is laid out but the pictures."""
    pictures: tuple[str, ...] = ()
    """The pictures that the editions show, as the article names them."""
    language: Language | None = None
    """What the editions are in: an article's front matter may say another language than its project."""
    memory: int = 0
    """Most bytes that the process which did it has had so far; 0 where that is not known."""
    outrun: bool = False
    """Whether a picture was saved after it was sent to a cluster, so that the editions show it as it was."""


def plan(
    project: Project,
    articles: Iterable[Article],
    languages: Iterable[Language],
    formats: Iterable[Format] = (),
    *,
    draft: bool = False,
    record: Record | None = None,
) -> tuple[Job, ...]:
    """Return the jobs for every article in every language, in `formats` or those of `publish.toml`.

    With a `record` those are left out that it calls current at once.
    """
    chosen = project.select_formats(formats)
    look = theme(project)
    tongues = tuple(languages)
    references = _references(project, tongues) if "docx" in chosen else {}
    # What the jobs of a language have in common; their article stands open.
    models = [
        Job(
            source=project.root,
            reference="",
            root=project.root,
            language=language,
            source_language=project.source_language,
            catalog=None if language == project.source_language else project.root,
            outputs=(),
            settings=project.config.catalogs,
            theme=replace(
                look,
                page=project.config.editions.page or typography(language).page,
                reference=references.get(language, b""),
                allow_missing_glyphs=project.config.editions.allow_missing_glyphs,
            ),
            attach=project.config.editions.attach,
            draft=draft,
            check=project.config.check,
        )
        for language in tongues
    ]
    # Known once for ten thousand articles.
    settings = [
        {format: common_settings(model, format) for format in chosen} if record else {} for model in models
    ]
    return tuple(
        replace(
            model,
            source=article.path,
            reference=article.reference,
            catalog=model.catalog and article.catalog(model.language),
            outputs=tuple((format, article.edition(model.language, format)) for format in chosen),
        )
        for article in articles
        for model, common in zip(models, settings, strict=True)
        if not (record and record.is_current(article, model, common))
    )


def _references(project: Project, languages: Iterable[Language]) -> dict[Language, bytes]:
    """Return the office's own DOCX for each language that has one."""
    paths = {language: looks.reference(project, language) for language in languages}
    data = {path: looks.read(path) for path in {*paths.values()} if path}
    return {language: data[path] for language, path in paths.items() if path}


def theme(project: Project) -> Theme:
    """Return the theme that `publish.toml` and the folder `theme/` describe, but for the page."""
    section = project.config.theme
    tokens = {key: value for key in section.__struct_fields__ if (value := getattr(section, key)) is not None}
    style = project.root / "theme" / "edition.css"
    try:
        css = style.read_text("utf-8") if style.exists() else ""
    except OSError as error:
        hint = "Put a style sheet there, or nothing."
        raise EditionError(f"cannot be read: {error.strerror}", path=style, hint=hint) from None
    except UnicodeDecodeError:
        raise EditionError("not valid UTF-8", path=style, hint="Save it as UTF-8.") from None
    return Theme(css=css, **tokens)
