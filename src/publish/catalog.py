"""PO entries or units in, the catalog of one article in one language out: lookups, statistics, bytes."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from publish import files, languages, po
from publish.errors import CatalogError, visible
from publish.languages import Language
from publish.units import Unit

__all__ = [
    "LOGOGRAPHS",
    "REVISION",
    "UNSPACED",
    "Catalog",
    "Count",
    "References",
    "Statistics",
    "check_language",
    "count_words",
    "find",
    "limit_of",
    "new",
    "parse",
    "read",
    "template",
    "without_targets",
]

References = Literal["line", "file", "none"]
REVISION = "X-Source-Revision"
"""Header field: the POT-Creation-Date of the last state of the source that was translated whole."""


# --- statistics ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Count:
    """Something counted twice: in messages and in words of the source."""

    messages: int = 0
    """How many messages."""
    words: int = 0
    """How many words their msgids have, by `count_words`."""

    def __add__(self, other: Count) -> Count:
        """Add both counts."""
        return Count(self.messages + other.messages, self.words + other.words)


@dataclass(frozen=True, slots=True)
class Statistics:
    """How far a translation has come; the three are disjoint, without the header and what is obsolete."""

    translated: Count = Count()
    """Complete and not fuzzy: what is published."""
    fuzzy: Count = Count()
    """Suggested by a machine or marked by a person: to be looked at."""
    untranslated: Count = Count()
    """Nothing there, or not every plural form."""

    def __add__(self, other: Statistics) -> Statistics:
        """Add both, kind by kind."""
        return Statistics(
            self.translated + other.translated,
            self.fuzzy + other.fuzzy,
            self.untranslated + other.untranslated,
        )

    @property
    def total(self) -> Count:
        """Everything the article has."""
        return self.translated + self.fuzzy + self.untranslated

    @property
    def percent(self) -> int:
        """Messages translated of all, in whole percent rounded down: 100 is said only of all; none is all."""
        total = self.total.messages
        return 100 * self.translated.messages // total if total else 100


LOGOGRAPHS = (
    "\u3005-\u3007\u3041-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
"""Ranges of Han, kana and their punctuation-like letters; a character is a word, as in Word's own count."""
UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
"""Ranges of Thai, Lao, Burmese and Khmer, whose words are not set apart; six characters make one, Thai's
factor in GMX-V."""
_LOGOGRAPHS = re.compile(f"[{LOGOGRAPHS}]")
_UNSPACED = re.compile(f"[{UNSPACED}]+")
_TARGET = re.compile(r"\]\([^()\s]*\)")


def without_targets(message: str) -> str:
    """Return a message without the targets of its links and pictures, which are no words."""
    return _TARGET.sub("]", message)


_WORD = re.compile(r"\S*?[^\W_]\S*")


# The catalogs of one article have one text in twenty languages.
@lru_cache(maxsize=1 << 15)
def count_words(message: str) -> int:
    """Count the words of a message as a translator's bill would; targets of links are none.

    Between spaces stands a word, if it has a letter or a digit. Of Chinese and Japanese each character is one
    (as Word counts), of Thai, Lao, Burmese and Khmer every six characters of a run (as GMX-V, the standard
    for such counts, does for Thai), because their words are not set apart.

    >>> [count_words(text) for text in ("_lần thứ_ 17 – [xem](https://a.vn/b)", "全文を読む", "ภาษาไทย")]
    [4, 5, 2]
    """
    text = without_targets(message)
    if text.isascii():
        return len(_WORD.findall(text))
    logographs = len(_LOGOGRAPHS.findall(text))
    unspaced = sum(-(-len(run) // 6) for run in _UNSPACED.findall(text))
    rest = _UNSPACED.sub(" ", _LOGOGRAPHS.sub(" ", text))
    return logographs + unspaced + len(_WORD.findall(rest))


_LINE_NUMBER = re.compile(r":\d+$")

# --- the catalog -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Catalog:
    """A PO or POT file as data; `read`, `new` and `template` make one.

    Law: `read(path).to_bytes()` is what `msgcat --no-wrap path` prints, with the header first.
    """

    header: po.Entry | None
    """The header entry with its comment, field for field as it was read; None where a file has none."""
    entries: tuple[po.Entry, ...]
    """All others, in the order of the file."""
    path: str | None = field(default=None, compare=False)
    """The file it was read from, for errors."""
    stamp: tuple[int, int] | None = field(default=None, compare=False)
    """`files.stamp` of that file as it was read."""
    _translations: dict[tuple[str | None, str], str] | None = field(
        default=None, init=False, compare=False, repr=False
    )
    """What is translated, by context and message; made when it is first asked for."""

    @property
    def fields(self) -> Mapping[str, str]:
        """The header's fields in order, names as they are written; of a field written twice the first."""
        found: dict[str, str] = {}
        for line in self.header.msgstr[0].split("\n") if self.header else ():
            name, colon, value = line.partition(":")
            if colon:
                found.setdefault(name.strip(), value.strip())
        return MappingProxyType(found)

    @property
    def language(self) -> str:
        """What the header calls the language; empty where it does not say."""
        return self.fields.get("Language", "")

    @property
    def statistics(self) -> Statistics:
        """Count the live messages."""
        messages = {"translated": 0, "fuzzy": 0, "untranslated": 0}
        words = dict(messages)
        for entry in self.entries:
            if not entry.obsolete:
                state = "translated" if entry.translated else "fuzzy" if entry.fuzzy else "untranslated"
                messages[state] += 1
                words[state] += count_words(entry.msgid)
        return Statistics(**{state: Count(messages[state], words[state]) for state in messages})

    @property
    def complete(self) -> bool:
        """Whether every live message is translated; a catalog without any is not."""
        live = [entry.translated for entry in self.entries if not entry.obsolete]
        return bool(live) and all(live)

    @property
    def revision(self) -> date | None:
        """The day of the state of the source that this is a translation of, whole; None if of none.

        That is the state of its template where every message is translated, else the last one that was
        (`X-Source-Revision`). Dates of any form that begin with year, month and day are read.
        """
        text = self.fields.get("POT-Creation-Date" if self.complete else REVISION, "")
        try:
            return date.fromisoformat(text.strip()[:10])
        except ValueError:
            return None

    def newer(self, messages: Collection[tuple[str | None, str]]) -> int:
        """Count the messages of an article, contexts and texts, that are newer than `revision`.

        None is where there is no revision, and where the article has not moved on since: what is not
        translated then is only in doubt.
        """
        if self.revision is None:
            return 0
        live = {entry.key for entry in self.entries if not entry.obsolete}
        fields = self.fields
        moved_on = not self.complete and fields.get(REVISION) != fields.get("POT-Creation-Date")
        if moved_on or any(message not in live for message in messages):
            return sum(self.get(*message) is None for message in messages)
        return 0

    @property
    def substance(self) -> tuple[object, ...]:
        """What makes a catalog another one: all but dates, line numbers and the order of header fields.

        Two catalogs of one substance need not be written anew for one another.
        """
        dates = ("POT-Creation-Date", "PO-Revision-Date", REVISION)
        fields = frozenset((name, value) for name, value in self.fields.items() if name not in dates)
        files_only = (
            replace(e, references=tuple(dict.fromkeys(_LINE_NUMBER.sub("", place) for place in e.references)))
            for e in self.entries
        )
        header = (self.header.comments, self.header.flags) if self.header else ()
        return (fields, header, *files_only)

    def get(self, context: str | None, message: str) -> str | None:
        """Return the translation of a message, None unless it is there, not fuzzy and not obsolete."""
        found = self._translations
        if found is None:
            found = {entry.key: entry.msgstr[0] for entry in self.entries if entry.translated}
            object.__setattr__(self, "_translations", found)
        return found.get((context, message))

    def with_fields(self, fields: Mapping[str, str | None]) -> Catalog:
        """Return the catalog with these header fields.

        A field changes where it stands, or is added last; None removes it. Every other line of the header
        stays as it is, also one that is no field.
        """
        header = self.header or po.Entry("")
        # Not `splitlines`, which would break a translator's name at U+2028.
        lines = [line for line in header.msgstr[0].split("\n") if line]
        left = dict(fields)
        kept = []
        for line in lines:
            name = line.partition(":")[0].strip()
            if name not in fields:
                kept.append(line)
            elif (value := left.pop(name, None)) is not None:
                kept.append(line if line.partition(":")[2].strip() == value else f"{name}: {value}")
        kept += [f"{name}: {value}" for name, value in left.items() if value is not None]
        text = "".join(f"{line}\n" for line in kept)
        return replace(self, header=replace(header, msgstr=(text,)))

    def to_bytes(self) -> bytes:
        """Return the file, as GNU gettext would write it."""
        return po.write((self.header, *self.entries) if self.header else self.entries)


def read(path: Path) -> Catalog:
    """Read a catalog or a template; raise CatalogError for a file that is missing, unreadable or broken."""
    try:
        # First the stamp: what is saved meanwhile makes it an old one.
        stamp, data = files.stamp(path), files.contents(path)
    except OSError as refusal:
        hint = "Check the name of the file and that you may read it."
        raise CatalogError(f"cannot be read: {refusal.strerror}", path=path, hint=hint) from refusal
    return replace(parse(data, path), stamp=stamp)


def find(path: Path) -> Catalog | None:
    """Read the catalog at `path` where there is one, as `read` does; return None where there is none."""
    # Not `Path.exists`, which raises where `.pot` makes a name too long.
    return read(path) if os.path.exists(path) else None  # noqa: PTH110


def parse(data: bytes, path: str | Path | None = None) -> Catalog:
    """Read a catalog from bytes; `path` is what errors call it. Raise CatalogError where they are broken."""
    entries = po.read(data, path)
    header = next((entry for entry in entries if entry.is_header and not entry.obsolete), None)
    rest = tuple(entry for entry in entries if entry is not header)
    return Catalog(header, rest, None if path is None else visible(str(path)))


def check_language(catalog: Catalog, language: Language) -> None:
    """Raise CatalogError where a header names another language than the catalog stands for.

    What no registry knows is left alone; see `Language.serves` for what is another.
    """
    said = languages.find(catalog.language)
    if said is None or said.serves(language):
        return
    raise CatalogError(
        f"the header says Language: {catalog.language} ({said.name}), expected {language.gettext}",
        path=catalog.path,
        line=catalog.header.line or None if catalog.header else None,
        hint=f"Use it for {said.gettext}, or correct the field.",
    )


# --- making one ------------------------------------------------------------------------------------------

_LIMIT = "at most {} characters"
_SAID_LIMIT = re.compile(_LIMIT.format("([0-9]{1,9})"))


def limit_of(entry: po.Entry) -> int | None:
    """Return the most characters a translation may have by its template, None if any number."""
    return next((int(found[1]) for line in entry.extracted if (found := _SAID_LIMIT.fullmatch(line))), None)


def template(
    units: Iterable[Unit],
    *,
    project: str,
    source_language: Language,
    references: References = "line",
    segmentation: str = "",
    previous: Catalog | None = None,
) -> Catalog:
    """Make the template of an article.

    Args:
        units: the article's units; those with one message and one context become one entry, at the first.
        project: the project's title and, if it has one, its version.
        source_language: what the article is written in.
        references: `line` (`a.md:12`), `file` (`a.md`) or `none`.
        segmentation: name and version of what cut the sentences; empty where units are whole blocks.
        previous: the template as it was. Where nothing but references differs its date stays, so that
            extracting a second time, or after a line was inserted, leaves git quiet.

    Raises:
        ConfigError: where SOURCE_DATE_EPOCH is no number.
    """
    grouped: dict[tuple[str | None, str], list[Unit]] = {}
    for unit in units:
        # An empty msgid without a context would be a second header.
        if unit.message or unit.context is not None:
            grouped.setdefault((unit.context, unit.message), []).append(unit)
    entries = tuple(_entry(group, references) for group in grouped.values())
    kept = previous.fields.get("POT-Creation-Date") if previous and _same(previous.entries, entries) else None
    created = kept or _now()
    fields = {
        "Project-Id-Version": " ".join(project.split()),
        "Report-Msgid-Bugs-To": "",
        "POT-Creation-Date": created,
        # `msgfmt -c` warns of gettext's own placeholders in these; Babel cannot read an empty date.
        "PO-Revision-Date": created,
        "Last-Translator": "",
        "Language-Team": "",
        "Language": source_language.gettext,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "X-Source-Language": source_language.gettext,
        # No version, lest every upgrade touch every catalog.
        "X-Generator": "publish",
        "X-Segmentation": segmentation or None,
    }
    return Catalog(None, entries).with_fields(fields)


def new(source: Catalog, language: Language) -> Catalog:
    """Make the empty catalog of a language from a template."""
    fields = {
        "Language-Team": language.name,
        "Language": language.gettext,
        "Plural-Forms": language.plural_forms,
    }
    order = {}
    for name, value in source.fields.items():
        order[name] = fields.get(name, value)
        if name == "Content-Transfer-Encoding":
            order["Plural-Forms"] = fields["Plural-Forms"]
    return Catalog(None, source.entries).with_fields(order)


def _entry(units: list[Unit], references: References) -> po.Entry:
    """Make one entry of the units that have one message and one context."""
    comments = [line.strip() for unit in units for line in f"{unit.place}\n{unit.comment}".splitlines()]
    places = {_reference(unit, references): None for unit in units} if references != "none" else {}
    limits = [unit.max_length for unit in units if unit.max_length is not None]
    if limits:
        # A comment, not Weblate's flag `max-length:N`: gettext's tools drop the flags they do not know.
        comments.append(_LIMIT.format(min(limits)))
    return po.Entry(
        units[0].message,
        msgctxt=units[0].context,
        extracted=tuple(dict.fromkeys(filter(None, comments))),
        references=tuple(places),
    )


def _reference(unit: Unit, references: References) -> str:
    # The isolates keep a name with spaces in one piece, as in gettext 0.22 and later.
    name = f"\u2068{unit.source}\u2069" if re.search(r"\s", unit.source) else unit.source
    return f"{name}:{unit.line}" if references == "line" and unit.line else name


def _same(old: tuple[po.Entry, ...], new: tuple[po.Entry, ...]) -> bool:
    """Say whether two templates have the same messages, comments and flags, in the same order."""
    return len(old) == len(new) and all(
        (a.key, a.extracted, a.flags) == (b.key, b.extracted, b.flags) for a, b in zip(old, new, strict=True)
    )


def _now() -> str:
    """Return the time of this run as gettext writes it, or that of a reproducible build."""
    return f"{files.source_date() or datetime.now().astimezone():%Y-%m-%d %H:%M%z}"
