"""Checks of one translation beside others: one text has one translation, and two texts have two."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from publish.checks.pair import Check, Example, Pair

_LENGTH = 12
"""So many letters are not said twice by chance, as *Photo* may be."""


@dataclass(slots=True)
class Seen:
    """The translations of one language that were looked at so far."""

    translations: dict[tuple[str | None, str], tuple[str, str]] = field(default_factory=dict)
    """By context and source text: the first translation, and where it stands."""
    sources: dict[str, tuple[str, str]] = field(default_factory=dict)
    """By `_folded` translation: the first source text of it, and where it stands."""

    def note(self, pair: Pair, place: str) -> None:
        """Remember a translation, which stands at `place`, unless its like is known."""
        self.translations.setdefault((pair.context, pair.msgid), (pair.msgstr, place))
        self.sources.setdefault(_folded(pair.msgstr), (pair.msgid, place))


def _folded(text: str) -> str:
    """Return the letters and digits of a text, in small letters: by them two texts are told apart."""
    return "".join(filter(str.isalnum, text.casefold()))


def _inconsistent(pair: Pair) -> Iterator[str]:
    known = pair.seen.translations.get((pair.context, pair.msgid)) if pair.seen else None
    if known and " ".join(known[0].split()) != " ".join(pair.msgstr.split()):
        text, place = known
        yield f"the same text is translated “{_short(text)}” at {place}: make the two one"


def _alike(pair: Pair) -> Iterator[str]:
    known = pair.seen.sources.get(_folded(pair.msgstr)) if pair.seen else None
    if known and _folded(known[0]) != _folded(pair.msgid) and _long(pair.msgstr):
        text, place = known
        yield f"“{_short(text)}” has the same translation, at {place}: see which of the two it belongs to"


def _long(text: str) -> bool:
    # A Chinese character is half a word, and so is a Korean one.
    return sum(4 if sign >= "\u3040" else 1 for sign in _folded(text)) >= _LENGTH


def _short(text: str) -> str:
    text = " ".join(text.split())
    return f"{text[:59].rstrip()}…" if len(text) > 60 else text


CHECKS = (
    Check(
        "inconsistent",
        "warning",
        "One text is translated in one way, in all catalogs that are checked together. Texts to which the "
        "author gave different contexts may differ.",
        _inconsistent,
        (Example("Đọc tiếp", "Continue reading", "Read more", before=("Đọc tiếp", "Read more")),),
    ),
    Check(
        "alike",
        "warning",
        "Two different texts do not have the same translation, if it is more than a word or two: one of "
        "the two may stand in the wrong place.",
        _alike,
        (
            Example(
                "Tàu đến lúc trưa",
                "The train leaves at noon",
                "The train arrives at noon",
                before=("Tàu đi lúc trưa", "The train leaves at noon"),
            ),
        ),
    ),
)
