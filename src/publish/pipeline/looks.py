"""A project to the office's own DOCX that an edition takes its look from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from publish import files
from publish.errors import EditionError
from publish.languages import Language, parse
from publish.project import Project
from publish.theme import Theme


def reference(project: Project, language: Language) -> Path | None:
    """Return the office's DOCX for a language: `theme/reference.ar.docx`, or the one for all; None if none.

    `pt-BR` and `pt_BR` are the same in its name; `pt` serves both.
    """
    base = parse(language.language)
    tags = [language.tag, language.gettext, *([base.tag] if base.serves(language) else [])]
    names = [*(f"reference.{tag}.docx" for tag in tags), "reference.docx"]
    paths = (project.root / "theme" / name for name in names)
    return next((path for path in paths if path.exists()), None)


def read(path: Path) -> bytes:
    """Return an office's DOCX; raises EditionError where editions cannot be dressed in it."""
    from publish.theme.docx import office
    from publish.theme.docx import reference as references

    try:
        data = files.contents(path)
        found = references.read(data)
        office.dressed(found, Theme(), parse("en"))
    except OSError as error:
        hint = "Close it in Word, or check that you may read it."
        raise EditionError(f"cannot be read: {error.strerror}", path=path, hint=hint) from None
    except EditionError as error:
        raise EditionError(error.message, path=path, hint=error.hint) from None
    except Exception as error:  # numbers that are none, parts that are missing: Word would mend them
        hint = "Open it in Word and save it again."
        raise EditionError(f"cannot be used: {type(error).__name__}: {error}", path=path, hint=hint) from None
    return data


def notices(project: Project, languages: Iterable[Language]) -> Iterator[str]:
    """Say what the office's DOCX of each language lacks, and what becomes of it; raises EditionError."""
    paths = (reference(project, language) for language in languages)
    for path in dict.fromkeys(path for path in paths if path):
        if lacks := _lacks(read(path)):
            name = path.relative_to(project.root).as_posix()
            yield f"{name}: has no {', no '.join(lacks)}; editions have those of publish"


def _lacks(data: bytes) -> list[str]:
    from publish.theme.docx import office
    from publish.theme.docx import reference as references

    found = references.read(data)
    lacks = [kind for kind in ("header", "footer") if not found.has(kind)]
    if names := office.lacks(found):
        lacks.append(f"styles named {', '.join(names)}")
    return lacks
