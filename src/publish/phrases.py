"""A language in, the package's own words in it out; they come from our own catalogs (`locale/`)."""

from __future__ import annotations

from datetime import date
from functools import cache
from importlib.resources import files as package_files
from io import BytesIO
from typing import TYPE_CHECKING

from publish.languages import Language, parse

if TYPE_CHECKING:
    from gettext import NullTranslations

__all__ = ["revision_note"]


def revision_note(language: Language, day: date, newer: int) -> tuple[str, str]:
    """Return the sentence that says of which version an edition is, and the BCP 47 tag of its language.

    Args:
        language: the edition's.
        day: the day of the version that was translated.
        newer: how many paragraphs are newer, 1 or more.

    Where we have no words in `language` the sentence is English.

    >>> revision_note(parse("en"), date(2025, 10, 3), 4)
    ('Translated from the version of October 3, 2025; 4 paragraphs are newer.', 'en')
    """
    spoken, words = _words(language)
    text = words.ngettext(
        "Translated from the version of {date}; {count} paragraph is newer.",
        "Translated from the version of {date}; {count} paragraphs are newer.",
        newer,
    )
    return text.format(date=spoken.format_date(day), count=newer), spoken.tag


@cache
def _words(language: Language) -> tuple[Language, NullTranslations]:
    """Return our words in a language, or in one that serves as well, or in English; and which it is."""
    from gettext import GNUTranslations, NullTranslations

    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    folder = package_files("publish") / "locale"
    names = [entry.name for entry in folder.iterdir() if entry.is_dir() and not entry.name.startswith("_")]
    # Of several that are written in the same script, the very one first, then the one without a territory.
    for name in sorted(names, key=lambda name: (name != language.gettext, len(name), name)):
        ours = parse(name)
        if (ours.language, ours.script) == (language.language, language.script):
            data = (folder / name / "LC_MESSAGES" / "publish.po").read_bytes()
            compiled = BytesIO()
            write_mo(compiled, read_po(BytesIO(data)))
            compiled.seek(0)
            spoken = language if ours.serves(language) else ours
            return spoken, GNUTranslations(compiled)
    return (language if language.language == "en" else parse("en")), NullTranslations()
