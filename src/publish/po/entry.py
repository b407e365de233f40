"""One entry of a catalog as data, and the order of its flags."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import cast


@dataclass(frozen=True, slots=True)
class Previous:
    """What a fuzzy entry was translated from (`#|`)."""

    msgid: str
    """The source text the translation was made for."""
    msgctxt: str | None = None
    """Its context then."""
    msgid_plural: str | None = None
    """Its plural then."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a catalog; the entry with an empty msgid and no msgctxt is the header."""

    msgid: str
    """The source text."""
    msgstr: tuple[str, ...] = ("",)
    """The translation: one string, or one for each plural form; all empty when untranslated."""
    msgctxt: str | None = None
    """What tells this text from the same text elsewhere; an empty context is not None."""
    msgid_plural: str | None = None
    """The source text in the plural; None for all but the entries of programs."""
    comments: tuple[str, ...] = ()
    """The translator's comments, a line each, without `# `."""
    extracted: tuple[str, ...] = ()
    """Comments to the translator, a line each, without `#. `."""
    references: tuple[str, ...] = ()
    """Where the text stands, `file:line` or `file` each; a name with spaces stands in U+2068 U+2069."""
    flags: tuple[str, ...] = ()
    """In gettext's order (`arrange_flags`)."""
    previous: Previous | None = None
    """What the translation was made for, when it is fuzzy."""
    obsolete: bool = False
    """The source no longer has this text."""
    line: int = field(default=0, compare=False)
    """Line of the msgid in the file read, from 1; 0 when not read from a file."""

    @property
    def key(self) -> tuple[str | None, str]:
        """Return what makes an entry one of a kind: its context and its msgid."""
        return self.msgctxt, self.msgid

    @property
    def is_header(self) -> bool:
        """Say whether this is the header entry."""
        return not self.msgid and self.msgctxt is None

    @property
    def fuzzy(self) -> bool:
        """Say whether a person has yet to look at the translation."""
        return "fuzzy" in self.flags

    @property
    def written(self) -> bool:
        """Say whether any translation stands here, fuzzy or not."""
        return any(self.msgstr)

    @property
    def translated(self) -> bool:
        """Say whether the translation is complete and may be published."""
        return all(self.msgstr) and not self.fuzzy and not self.obsolete


class _Draft:
    """An entry being made: with the same slots but not frozen, it is filled five times faster.

    A frozen dataclass sets each field through `object.__setattr__`: a third of the time that reading took.
    """

    __slots__ = Entry.__slots__

    def __init__(  # noqa: PLR0913, PLR0917 - as many as Entry has fields
        self,
        msgid: str,
        msgstr: tuple[str, ...],
        msgctxt: str | None,
        msgid_plural: str | None,
        comments: tuple[str, ...],
        extracted: tuple[str, ...],
        references: tuple[str, ...],
        flags: tuple[str, ...],
        previous: Previous | None,
        obsolete: bool,
        line: int,
    ) -> None:
        self.msgid = msgid
        self.msgstr = msgstr
        self.msgctxt = msgctxt
        self.msgid_plural = msgid_plural
        self.comments = comments
        self.extracted = extracted
        self.references = references
        self.flags = flags
        self.previous = previous
        self.obsolete = obsolete
        self.line = line
        self.__class__ = Entry  # type: ignore[assignment] # the slots are the same


new_entry = cast("type[Entry]", _Draft)
"""Makes an `Entry` of all its fields, in order."""


# The order in which gettext writes the flags it knows (0.21, with the languages of later versions beside
# their kin).
_FORMATS = (
    *("c", "objc", "c++", "python", "python-brace", "java", "java-printf", "csharp", "javascript", "scheme"),
    *("lisp", "elisp", "librep", "rust", "go", "ruby", "sh", "sh-printf", "awk", "lua", "object-pascal"),
    *("modula-2", "d", "ocaml", "smalltalk", "qt", "qt-plural", "kde", "kde-kuit", "boost", "tcl", "perl"),
    *("perl-brace", "php", "gcc-internal", "gfc-internal", "ycp"),
)
RANKS = {
    "fuzzy": 0,
    **{f"{no}{name}-format": rank for rank, name in enumerate(_FORMATS, 1) for no in ("", "no-")},
    "no-wrap": 1000,
}
"""The flags gettext knows, by where it writes them."""


def arrange_flags(flags: Iterable[str]) -> tuple[str, ...]:
    """Return the flags once each in gettext's order; what it does not know follows in the order given.

    Of `c-format` and `no-c-format`, as of two ranges, the last one counts.

    >>> arrange_flags(["md-text", "no-wrap", "c-format", "fuzzy"])
    ('fuzzy', 'c-format', 'no-wrap', 'md-text')
    """
    kinds: dict[str, str] = {}
    for flag in flags:
        if flag.startswith("range: "):
            kinds["range:"] = flag
        elif flag in RANKS and flag != "no-wrap":
            kinds[flag.removeprefix("no-")] = flag
        else:
            kinds[flag] = flag
    return tuple(sorted(kinds.values(), key=_rank))


def _rank(flag: str) -> int:
    return 999 if flag.startswith("range: ") else RANKS.get(flag, 1001)
