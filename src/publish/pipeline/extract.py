"""Articles to templates and catalogs: read, segment, merge with what translators have, write."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from publish import catalog as catalogs
from publish import files, readers
from publish.errors import PublishError
from publish.merge import Counts, merge
from publish.units import segment

if TYPE_CHECKING:
    from publish.catalog import Catalog
    from publish.languages import Language
    from publish.project import Article, CatalogsSection, Project


@dataclass(frozen=True, slots=True)
class Merged:
    """What became of one catalog."""

    path: Path
    language: Language
    counts: Counts
    created: bool
    """Whether there was none before."""
    changed: bool
    """Whether the file's bytes are others now."""


@dataclass(frozen=True, slots=True)
class Extracted:
    """What became of one article."""

    article: str
    """Path of the source as messages name it."""
    template: Path
    units: int
    """Texts found, repeated ones too."""
    words: int
    """Words in the messages."""
    changed: bool
    """Whether the template's bytes are others now."""
    catalogs: tuple[Merged, ...]
    errors: tuple[PublishError, ...]
    """What kept the template or a catalog from being written; the others were."""
