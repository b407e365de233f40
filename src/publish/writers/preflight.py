"""The characters of an edition to the faces that they are set in, before anything is laid out.

A character belongs to one of the faces that the table of languages names. What none of them has is looked for
in others that are named here; those stand behind the table's in every stack. So no character falls to a face
that nobody named, and what no named face has is an error with the name of the package that brings one.
"""

from __future__ import annotations

import logging
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from publish.errors import EditionError, visible
from publish.languages import Language
from publish.theme import Typography, typography
from publish.theme.typography import ROWS
from publish.writers import faces
from publish.writers.edition import Edition, words_of

_log = logging.getLogger("publish")
_EMOJI = "Noto Color Emoji"
_SYMBOLS = ("Noto Sans Math", "Noto Sans Symbols", "Noto Sans Symbols2", "Noto Music", _EMOJI)
"""Faces that are looked in for signs."""
_MOST = 12  # characters that a message names
# Format characters, spaces and the like are drawn with no glyph of their own.
_UNDRAWN = frozenset({"Cc", "Cf", "Cs", "Zs", "Zl", "Zp"})
_SELECTORS = frozenset(
    map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0), 0x034F, 0x115F, 0x1160, 0x3164))
)


def extra_faces(edition: Edition, text: str, languages: Iterable[Language]) -> tuple[str, ...]:
    """Return the faces that some characters need besides those of the table.

    `text` is all that the edition prints, `languages` those that occur in it. Raises EditionError where no
    face has a character, unless the theme allows it; then a warning says so. An office's own style sheet may
    name a face that has it, so there `check_drawn` tells.
    """
    rows = tuple(dict.fromkeys(map(typography, languages)))
    found: dict[str, None] = {}
    missing: list[str] = []
    for char in sorted(_drawn(text)):
        if all(_has(stack, char) for row in rows for stack in _stacks(row)):
            continue
        face = next((face for face in _candidates(rows, char) if _has((face,), char)), None)
        if face:
            found[face] = None
        else:
            missing.append(char)
    if missing and not edition.theme.css:
        _fail(edition, missing)
    if not missing:
        _warn_of_missing_faces(edition.language)
    # Pango sets emoji in it unasked; in a stack it would have the digits as well, which keycaps are made of.
    return tuple(face for face in found if face != _EMOJI)


def _fail(edition: Edition, missing: Iterable[str]) -> None:
    """Raise the EditionError that names characters which no font has; only log it where it is allowed."""
    chars = tuple(dict.fromkeys(missing))
    lines = {char: _line(edition, char) for char in chars[:_MOST]}
    named = [
        _said(char) + (f" (line {line})" if line and len(chars) > 1 else "") for char, line in lines.items()
    ]
    more = f" and {len(chars) - _MOST} more" if len(chars) > _MOST else ""
    what = f"no font has {', '.join(named)}{more}, in the PDF in {edition.language}"
    packages = " ".join(dict.fromkeys(filter(None, (_package(char) for char in chars))))
    get = f"Install a font: apt-get install {packages}." if packages else "Replace it, or install its font."
    error = EditionError(
        what,
        path=edition.source,
        line=next((line for line in lines.values() if line), None),
        hint=f"{get} Or allow it: allow-missing-glyphs = true under [editions].",
    )
    if not edition.theme.allow_missing_glyphs:
        raise error
    _log.warning("%s", str(error).partition("\n")[0])


def _said(char: str) -> str:
    """Return how a message names a character."""
    shown = f"“{char}” " if char.isprintable() else ""
    private = unicodedata.category(char) == "Co"
    name = unicodedata.name(char, "for private use" if private else "without a name")
    return f"{shown}U+{ord(char):04X} {name}"


def check_drawn(edition: Edition, missing: Iterable[str]) -> None:
    """Raise an EditionError where a laid-out edition has empty boxes, which stand for missing characters.

    Where it is allowed a warning says so, but not after that of `extra_faces`.
    """
    chars = tuple(missing)
    if chars and (edition.theme.css or not edition.theme.allow_missing_glyphs):
        _fail(edition, chars)


def check_used(edition: Edition, families: Iterable[str], named: Iterable[str]) -> None:
    """Raise an EditionError where a laid-out edition uses a face that nobody named.

    An office's own style sheet may name any, and may leave the choice to the machine (`serif`): there, and
    where missing characters are allowed, a warning says so.
    """
    theme = edition.theme
    strangers = ", ".join(sorted(face for face in {*families} - {*named} if face not in theme.css))
    language = edition.language
    if not strangers:
        return
    if theme.css or theme.allow_missing_glyphs:
        found = visible(strangers)
        _log.warning("%s: the PDF in %s is set in %s, which nobody named", edition.source, language, found)
        return
    raise EditionError(
        f"the PDF in {language} would be set in {strangers}, which nobody named",
        path=edition.source,
        hint=f"Install its fonts: apt-get install {typography(language).package}.",
    )


def named(languages: Iterable[Language], extra: Iterable[str]) -> set[str]:
    """Return all faces that text in some languages may be set in."""
    stacks = (stack for language in languages for stack in _stacks(typography(language)))
    return {_EMOJI, *extra, *(family for stack in stacks for family in stack)}


# --- characters ----------------------------------------------------------------------------------------


def _drawn(text: str) -> set[str]:
    """Return the characters of a text that need a glyph; HarfBuzz composes what a face has composed."""
    chars = {*unicodedata.normalize("NFC", text)}
    return {char for char in chars if unicodedata.category(char) not in _UNDRAWN and char not in _SELECTORS}


def _stacks(row: Typography) -> tuple[tuple[str, ...], ...]:
    return (row.text_stack, row.heading_stack, row.code_stack)


@lru_cache(maxsize=50_000)
def _has(stack: tuple[str, ...], char: str) -> bool:
    """Tell whether one of some faces has a character, or all that it is made of."""
    parts = unicodedata.normalize("NFD", char)
    return any(
        faces.has_char(face, char) or (len(parts) > 1 and all(faces.has_char(face, part) for part in parts))
        for face in stack
    )


def _candidates(rows: Iterable[Typography], char: str) -> Iterator[str]:
    """Give the faces that a character is looked for in, the nearest first."""
    script = _script(char)
    own = [family for row in rows for stack in _stacks(row) for family in stack]
    table = [family for row in ROWS.values() for family in (row.text, row.heading)]
    by_script = [f"Noto Serif {script}", f"Noto Sans {script}"] if script else []
    yield from dict.fromkeys((*own, *by_script, *table, *_SYMBOLS))


@cache
def _script(char: str) -> str:
    """Return a character's script as Noto names its faces; empty for signs that all scripts use."""
    from fontTools import unicodedata as scripts

    code = scripts.script(char)
    return "" if code in ("Zyyy", "Zinh", "Zzzz") else scripts.script_name(code).replace("_", " ")


_CJK = frozenset({"Han", "Hiragana", "Katakana", "Hangul", "Bopomofo"})


def _package(char: str) -> str:
    """Return the Debian package that is likely to have a face for a character; empty where none is known."""
    script, category = _script(char), unicodedata.category(char)
    if category in ("Co", "Cn"):  # for private use, or of a later Unicode
        return ""
    if script in _CJK or unicodedata.east_asian_width(char) in "WF":
        rare = ord(char) > 0xFFFF and script == "Han" and faces.has_face("Noto Serif CJK SC")
        pictured = ord(char) > 0xFFFF and script not in _CJK
        return "fonts-hanazono" if rare else "fonts-noto-color-emoji" if pictured else "fonts-noto-cjk"
    if category == "So" and ord(char) > 0xFFFF:
        return "fonts-noto-color-emoji"
    return "fonts-symbola" if not script and faces.has_face("Noto Sans Symbols2") else "fonts-noto-core"


def _line(edition: Edition, char: str) -> int | None:
    """Return the first line of the article that has a character."""
    texts = words_of((*edition.blocks, *(block for note in edition.notes.values() for block in note.blocks)))
    return next((line for words, line in texts if char in unicodedata.normalize("NFC", words)), None)


@cache
def _warn_of_missing_faces(language: Language) -> None:
    """Warn, once in a process, of faces that a language is set in and that the machine does not have."""
    row = typography(language)
    lost = [face for face in dict.fromkeys((*row.text_stack, *row.heading_stack)) if not faces.has_face(face)]
    if lost:
        _log.warning(
            "fonts for %s are missing, others stand in for them: %s; install them: apt-get install %s",
            language,
            ", ".join(lost),
            row.package if row.text in lost or row.heading in lost else "fonts-noto-core",
        )
