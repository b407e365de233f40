"""What checks are given and what they give: `Pair`, `Check`, `Finding`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from publish.languages import Language
from publish.message import decode
from publish.model import Code, Image, Link, Note, Raw, Span, Subscript, Superscript

if TYPE_CHECKING:
    from publish.checks.consistency import Seen

Severity = Literal["error", "warning"]
"""`error`: the edition would be wrong or lose something. `warning`: a person should look."""


@dataclass(frozen=True, slots=True)
class Term:
    """What an office calls something in a language; see `glossary.read`."""

    term: str
    """In the language of the articles."""
    language: Language | None
    """The language this is about, None for all."""
    approved: tuple[str, ...]
    """Of which one must be used, if any is named."""
    forbidden: tuple[str, ...]
    """Of which none may be used."""
    note: str = ""
    """What translators are told."""


@dataclass(frozen=True)
class Pair:
    """A message and one translation of it, read when a check first asks."""

    msgid: str
    """The source text, in message notation."""
    msgstr: str
    """The translation, never empty."""
    source: Language
    """What the msgid is written in."""
    target: Language
    """What the msgstr is written in."""
    limit: int | None = None
    """Most characters the translation may have, None for any number."""
    terms: tuple[Term, ...] = ()
    """The office's glossary."""
    place: str = ""
    """Where the text stands, as templates say it (`caption of a.jpg`); empty where that is not known."""
    context: str | None = None
    """The msgctxt, which tells two messages of one text apart."""
    seen: Seen | None = None
    """The translations that were looked at before this one; None where it stands alone."""

    @cached_property
    def old(self) -> tuple[Span, ...]:
        """The spans of the source text."""
        return decode(self.msgid)

    @cached_property
    def new(self) -> tuple[Span, ...]:
        """The spans of the translation."""
        return decode(self.msgstr)

    @property
    def running(self) -> bool:
        """Whether this is running text: no title, caption, item or cell, which may end without a stop."""
        return self.place.startswith(("paragraph", "lead", "quote", "footnote", "definition")) or (
            not self.place and len(self.said) > _SENTENCE
        )

    @cached_property
    def marked(self) -> bool:
        """Whether any text on either side has a mark: most have none, and then there is none to lose."""
        return any(span.marks for span in (*self.old, *self.new))

    @cached_property
    def said(self) -> str:
        """The words of the source text, see `words`."""
        return words(self.old)

    @cached_property
    def says(self) -> str:
        """The words of the translation, see `words`."""
        return words(self.new)

    @cached_property
    def folded(self) -> str:
        """The words of the source text, `folded`."""
        return folded(self.said)


_SENTENCE = 30
"""Characters of a text that is rather a sentence than a title."""
HOLE = "\ufffc"
"""Stands in `words` for what is no prose."""


def words(spans: tuple[Span, ...]) -> str:
    """Return the prose of spans: `HOLE` for each code, picture and printed address, nothing for a note."""
    return "".join(map(_prose, spans))


def _prose(span: Span) -> str:
    if isinstance(span.atom, Note | Raw):
        return ""
    bare = any(isinstance(mark, Link) and _bare(mark.href) == _bare(span.text) for mark in span.marks)
    if bare or any(isinstance(mark, Code | Image) for mark in span.marks):
        return HOLE
    # A raised figure is no number of its own, whether written m<sup>2</sup> or m².
    for kind, signs in _SMALL_DIGITS.items():
        if any(isinstance(mark, kind) for mark in span.marks):
            return span.text.translate(signs)
    return span.text


_SMALL_DIGITS = {
    Superscript: str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"),
    Subscript: str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉"),
}


def _bare(address: str) -> str:
    return address.removeprefix("mailto:").split("://")[-1].rstrip("/").casefold()


def folded(text: str) -> str:
    """Return a text in small letters, to see at once that a pattern ignoring case matches nothing in it."""
    # As such patterns take the Turkish letters.
    return text.casefold().replace("i\u0307", "i").replace("ı", "i")


def around(text: str, place: int) -> str:
    """Return the words about a place, short enough for a message."""
    start, end = max(place - 15, 0), place + 15
    return f"{'…' if start else ''}{text[start:end].strip()}{'…' if end < len(text) else ''}"


@dataclass(frozen=True, slots=True)
class Example:
    """A source text, two translations of it, and the languages: what the manual shows and a test tries."""

    msgid: str
    """In the language `source`."""
    wrong: str
    """A translation in which the check finds something."""
    right: str
    """A translation in which it finds nothing."""
    target: str = "en"
    """Tag of the language of both."""
    source: str = "vi"
    """Tag of the language of the msgid."""
    limit: int | None = None
    """Most characters allowed."""
    terms: tuple[Term, ...] = ()
    """The glossary."""
    before: tuple[str, str] | None = None
    """Another source text and its translation, looked at before."""


@dataclass(frozen=True, slots=True)
class Check:
    """One kind of finding."""

    id: str
    """What configuration, flags and findings call it."""
    severity: Severity
    """How much it weighs."""
    about: str
    """What it looks for, a sentence or two for translators."""
    find: Callable[[Pair], Iterator[str]]
    """Gives for each finding what is wrong and how to mend it."""
    examples: tuple[Example, ...]
    """At least one."""
    of_marks: bool = False
    """Whether it has nothing to say of text without marks."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, or may be, in one translation."""

    check: str
    """Id of the check."""
    severity: Severity
    """As the check has it."""
    message: str
    """What is wrong, and how to mend it."""
