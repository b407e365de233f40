"""The settings of a project: the tables of `publish.toml`, and what they may hold."""

from __future__ import annotations

from typing import Literal

import msgspec

from publish.languages import Language, parse

CONFIG_NAME = "publish.toml"
Format = Literal["docx", "pdf"]
Segmentation = Literal["block", "sentence"]
FORMATS: tuple[Format, ...] = ("docx", "pdf")
MEMORY_SUFFIXES = (".tmx", ".po")
SOURCE_SUFFIXES = (".txt", ".md", ".markdown")
ROLES = (
    *(
        "title",
        "subtitle",
        "kicker",
        "lead",
        "byline",
        "dateline",
        "heading",
        "paragraph",
        "list item",
        "quote",
    ),
    *(
        "caption",
        "credit",
        "alternative text",
        "table cell",
        "term",
        "definition",
        "footnote",
        "front matter",
    ),
)
"""Roles of units, for `required` (see `publish.units`)."""


class Section(msgspec.Struct, frozen=True, rename="kebab", forbid_unknown_fields=True):
    """A table of `publish.toml`."""


class ProjectSection(Section, frozen=True):
    """`[project]`: what the project is."""

    source_language: str
    """Language the articles are written in."""
    title: str = ""
    """Name of the project, for the headers of catalogs; the folder's name where empty."""
    languages: tuple[str, ...] = ()
    """Languages to translate into."""


class CatalogsSection(Section, frozen=True):
    """`[catalogs]`: how articles become messages."""

    segmentation: Segmentation = "block"
    """What one message holds."""
    references: Literal["line", "file", "none"] = "line"
    """What `#:` comments say."""
    minimum: int = 80
    """Percentage of messages that must be translated for an edition to be built."""
    required: tuple[str, ...] = ()
    """Roles whose every message must be translated for an edition to be built."""
    memory: tuple[str, ...] = ()
    """TMX files and PO compendia with translations made elsewhere, relative to the project."""


class EditionsSection(Section, frozen=True):
    """`[editions]`: what is built."""

    formats: tuple[Format, ...] = FORMATS
    """Formats of every edition."""
    page: Literal["A4", "A5", "Letter", "Legal"] | None = None
    """Page size; None for the one that is usual where each language is spoken."""
    attach: bool = False
    """Whether a PDF carries the article and its catalog inside it."""
    allow_missing_glyphs: bool = False
    """Whether a PDF is made though no font has one of its characters."""


class BuildSection(Section, frozen=True):
    """`[build]`: where editions are built."""

    scheduler: str = ""
    """Address of the Dask scheduler whose workers build them; empty for this machine."""


class CheckSection(Section, frozen=True):
    """`[check]`: what `publish check` looks for."""

    disable: tuple[str, ...] = ()
    """Checks that are off: `quotes` everywhere, `fr:quotes` in one language."""
    glossary: str = "glossary.csv"
    """Table of terms, relative to the project; there need be none."""

    def enabled(self, language: Language) -> frozenset[str]:
        """Return the ids of the checks that are on in a language."""
        # Most commands check nothing.
        from publish.checks import CHECKS

        off = {check for tag, check in map(disabled, self.disable) if tag in {None, language}}
        return frozenset(CHECKS) - off


def disabled(text: str) -> tuple[Language | None, str]:
    """Return the language, if any, and the check of an entry of `disable`; raises LanguageError."""
    tag, colon, check = text.rpartition(":")
    return (parse(tag) if colon else None), check


class ThemeSection(Section, frozen=True):
    """`[theme]`: how editions look; see `publish.theme.Theme`."""

    margin: float | None = None
    """Millimetres, 10 to 50."""
    size: float | None = None
    """Points, 7 to 18."""
    accent: str | None = None
    """`#rrggbb`."""
    ink: str | None = None
    """`#rrggbb`."""
    muted: str | None = None
    """`#rrggbb`."""
    revision: bool | None = None
    """Whether an edition says which version of the source it is of, where paragraphs are newer."""
    imprint: bool | None = None
    toc: bool | None = None
    numbered: bool | None = None


class Config(Section, frozen=True):
    """All of `publish.toml`."""

    project: ProjectSection
    catalogs: CatalogsSection = CatalogsSection()
    editions: EditionsSection = EditionsSection()
    build: BuildSection = BuildSection()
    check: CheckSection = CheckSection()
    theme: ThemeSection = ThemeSection()
