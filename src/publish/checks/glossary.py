"""An office's `glossary.csv` to terms; checks that translations use them, and none that is forbidden."""

from __future__ import annotations

import csv
import io
import re
from codecs import BOM_UTF8
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from publish import files
from publish.checks.pair import Check, Example, Pair, Term, folded
from publish.errors import ConfigError, LanguageError
from publish.languages import Language, parse

_COLUMNS = ("term", "language", "approved", "forbidden", "note")
_HINT = f"Its first line names the columns: {','.join(_COLUMNS)}; only the first is needed."


# --- reading ---------------------------------------------------------------------------------------------


def read(path: Path) -> tuple[Term, ...]:
    """Read a glossary; there is none where there is no file.

    A table in CSV (RFC 4180), UTF-8, parted by commas, semicolons or tabs, whichever the first line has most.
    Raises ConfigError naming the line.
    """
    try:
        # Excel begins it with a byte order mark.
        data = files.contents(path).removeprefix(BOM_UTF8)
    except FileNotFoundError:
        return ()
    except OSError as refusal:
        hint = "Put the office's terms there, in a file that you may read."
        raise ConfigError(f"cannot be read: {refusal.strerror}", path=path, hint=hint) from refusal
    text = files.decoded(data, path, error=ConfigError, hint="Save it as “CSV UTF-8”.")
    return tuple(_terms(text, path))


def _terms(text: str, path: Path) -> Iterator[Term]:
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    columns: list[str] = []
    try:
        for row in rows:
            if not columns:
                columns = [name.strip().casefold() for name in row]
                unknown = [name for name in columns if name not in _COLUMNS]
                if unknown or "term" not in columns or len({*columns}) < len(columns):
                    what = f"unknown column {unknown[0]!r}" if unknown else "columns are missing or doubled"
                    raise ConfigError(what, path=path, line=1, hint=_HINT)
            elif any(cell.strip() for cell in row):
                yield _term(row, columns, path, rows.line_num)
    except csv.Error as error:
        raise ConfigError(f"not a table: {error}", path=path, line=rows.line_num, hint=_HINT) from None


def _term(row: list[str], columns: list[str], path: Path, line: int) -> Term:
    if len(row) > len(columns):
        what = f"{len(row)} cells for {len(columns)} columns"
        hint = "Put quotation marks round a text that holds the sign between the columns."
        raise ConfigError(what, path=path, line=line, hint=hint)
    cells = dict.fromkeys(columns, "") | dict(zip(columns, (cell.strip() for cell in row), strict=False))
    if not cells["term"]:
        raise ConfigError("a line without a term", path=path, line=line, hint="Fill in the column “term”.")
    tag = cells.get("language", "")
    try:
        language = parse(tag) if tag not in {"", "*"} else None
    except LanguageError as error:
        raise ConfigError(error.message, path=path, line=line, hint=error.hint) from None
    approved, forbidden = (_listed(cells.get(name, "")) for name in ("approved", "forbidden"))
    if not approved and not forbidden:
        # A name that is the same in all languages.
        approved = (cells["term"],)
    return Term(cells["term"], language, approved, forbidden, cells.get("note", ""))


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(text for part in cell.split("|") if (text := part.strip()))


# --- finding terms in texts ------------------------------------------------------------------------------

# Words are not set apart there, or grow in front and behind.
_JOINED = {"zh", "yue", "ja", "ko", "th", "lo", "km", "my", "bo", "dz"}
# These write words together: Bundesregierung has Regierung in it.
_COMPOUNDING = {"de", "nl", "sv", "da", "nb", "nn", "no", "is", "fi", "et", "hu"}
# Here no word changes its end.
_UNINFLECTED = {"vi"}
_SHORTEST = 4
"""Letters of a word that an ending never touches."""


@lru_cache(maxsize=1 << 14)
def _pattern(term: str, language: str, inside: bool) -> re.Pattern[str]:
    """Return what matches a term in its forms; `inside` says whether part of a compound counts."""
    words = term.split()
    if language in _JOINED:
        return re.compile(r"\s*".join(map(re.escape, words)), re.IGNORECASE)
    forms = r"[\s\u00a0\u202f-]+".join(_forms(word, language) for word in words)
    if language in {"ar", "fa", "ur", "ckb", "ps", "he"}:
        # The article, "and", "in", "for" are written on to the word.
        forms = rf"\w{{0,4}}{forms}"
    before = "" if inside and language in _COMPOUNDING else r"(?<!\w)"
    return re.compile(before + forms, re.IGNORECASE)


@lru_cache(maxsize=1 << 14)
def _beginning(term: str, language: str) -> str:
    """Return how each form of a term begins, `folded`."""
    word = term.split(maxsplit=1)[0]
    return folded(word if language in _JOINED else _stem(word, language))


def _stem(word: str, language: str) -> str:
    """Return what no ending touches."""
    if language in _UNINFLECTED or not word.isalpha() or len(word) <= _SHORTEST:
        return word
    return word[: max(len(word) - 2, _SHORTEST)]


def _forms(word: str, language: str) -> str:
    """Return a pattern of a word with any ending; what grows on a word may take up to two of its letters."""
    if language in _UNINFLECTED or not word.isalpha():
        return rf"{re.escape(word)}(?!\w)"
    stem = _stem(word, language)
    return rf"{re.escape(stem)}\w{{0,{len(word) - len(stem) + 5}}}"


def _concerned(pair: Pair) -> Iterator[Term]:
    """Give the terms of the pair's languages that stand in the source text."""
    language, folded = pair.source.language, pair.folded
    for term in pair.terms:
        # Most terms stand in few texts, and this is seen at once.
        if (
            _beginning(term.term, language) in folded
            and (term.language is None or term.language.serves(pair.target))
            and _pattern(term.term, language, True).search(pair.said)
        ):
            yield term


def _used(pair: Pair) -> Iterator[str]:
    for term in _concerned(pair):
        language = pair.target.language
        if term.approved and not any(_pattern(t, language, True).search(pair.says) for t in term.approved):
            yield f"“{term.term}” is {_or(term.approved)} in the glossary: use that{_note(term)}"


def _forbidden(pair: Pair) -> Iterator[str]:
    for term in _concerned(pair):
        language = pair.target.language
        # What is approved may hold a word that is forbidden by itself.
        text = pair.says
        for approved in term.approved:
            text = _pattern(approved, language, False).sub("\ufffc", text)
        for wrong in term.forbidden:
            if found := _pattern(wrong, language, False).search(text):
                instead = f": use {_or(term.approved)}" if term.approved else ": use another word"
                yield f"the glossary forbids “{found[0]}” for “{term.term}”{instead}{_note(term)}"


def _or(texts: tuple[str, ...]) -> str:
    return " or ".join(f"“{text}”" for text in texts)


def _note(term: Term) -> str:
    return f" ({term.note})" if term.note else ""


def _example(approved: str, forbidden: str = "", term: str = "Ủy ban nhân dân", tag: str = "en") -> Term:
    language: Language = parse(tag)
    return Term(term, language, _listed(approved), _listed(forbidden))


CHECKS = (
    Check(
        "term",
        "warning",
        "Terms are translated as `glossary.csv` says, whatever their endings.",
        _used,
        (
            Example(
                "Ủy ban nhân dân tỉnh",
                "The provincial committee",
                "The provincial People's Committee",
                terms=(_example("People's Committee"),),
            ),
            Example(
                "Chỉ tiêu mới",
                "Новые цели",
                "О новых показателях",
                "ru",
                terms=(_example("показатель", term="chỉ tiêu", tag="ru"),),
            ),
        ),
    ),
    Check(
        "forbidden-term",
        "error",
        "No word stands for a term that `glossary.csv` forbids for it.",
        _forbidden,
        (
            Example(
                "Ủy ban nhân dân tỉnh",
                "The provincial People's Council",
                "The provincial People's Committee",
                terms=(_example("", "People's Council"),),
            ),
        ),
    ),
)
