"""An old catalog and a new template in, the new catalog out; nothing that a translator wrote is dropped."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from publish import languages, po
from publish.catalog import Catalog, is_own_flag, new
from publish.errors import CatalogError, LanguageError
from publish.languages import Language

__all__ = ["Merged", "merge"]


@dataclass(frozen=True, slots=True)
class Merged:
    """A catalog that fits its template, and what became of the messages."""

    catalog: Catalog
    """The new catalog."""
    kept: int = 0
    """Messages that the catalog already had, translated or not."""
    revived: int = 0
    """Messages whose translation came back from an obsolete entry."""
    fuzzy: int = 0
    """New messages with the translation of a similar one as a suggestion."""
    new: int = 0
    """New messages without any."""
    obsolete: int = 0
    """Messages with a translation that the article no longer has."""


def merge(old: Catalog | None, template: Catalog, language: Language) -> Merged:
    """Bring a catalog up to date with its article.

    A message keeps what the translator put there: text, comments, flags, `#|`; references, extracted comments
    and our own flags are the template's. What is new is revived from an obsolete entry, or gets a suggestion,
    fuzzy, from the most similar entry that has no place any more. What has vanished becomes obsolete with all
    that belongs to it, also when it served as a suggestion: should the old wording come back, so does its
    translation. Only what was never translated goes.

    Laws: every translation in `old` is in the result; merging twice changes nothing.

    Args:
        old: the catalog as it is; None where there is none.
        template: what the article says now.
        language: the language of the catalog.

    Raises:
        CatalogError: where the header of `old` names another language.
    """
    if old is None:
        return Merged(new(template, language), new=len(template.entries))
    if _is_bare_template(old, language):
        return merge(None, template, language)
    check_language(old, language)
    had = {entry.key: entry for entry in old.entries}
    wanted = {entry.key for entry in template.entries}
    left = [entry for entry in old.entries if entry.key not in wanted and entry.written]
    fresh = [entry for entry in template.entries if entry.key not in had]
    suggestions = _suggest(fresh, left)
    live = tuple(
        _renew(had[entry.key], entry) if entry.key in had else suggestions.get(entry.key, entry)
        for entry in template.entries
    )
    gone = [entry for entry in left if not entry.obsolete and not _is_echo(entry, had)]
    kept = len(template.entries) - len(fresh)
    revived = sum(had[key].obsolete for key in wanted if key in had)
    return Merged(
        replace(
            _header(old, template, language),
            entries=(
                *live,
                *(entry for entry in left if entry.obsolete),
                *map(_retire, gone),
            ),
        ),
        kept=kept - revived,
        revived=revived,
        fuzzy=len(suggestions),
        new=len(fresh) - len(suggestions),
        obsolete=len(gone),
    )


def _renew(old: po.Entry, template: po.Entry) -> po.Entry:
    """Return what the translator has of a message with what we say of it; a foreign plural stays."""
    return replace(
        old,
        extracted=template.extracted,
        references=template.references,
        flags=_flags(old, template),
        obsolete=False,
    )


def _retire(entry: po.Entry) -> po.Entry:
    """Return the entry as obsolete, with all that belongs to it; our own flags are the template's to give."""
    flags = tuple(flag for flag in entry.flags if not is_own_flag(flag))
    return replace(entry, flags=flags, obsolete=True)


def _flags(old: po.Entry, template: po.Entry, *more: str) -> tuple[str, ...]:
    theirs = (flag for flag in old.flags if not is_own_flag(flag))
    return po.arrange_flags([*theirs, *template.flags, *more])


def _is_echo(entry: po.Entry, had: dict[tuple[str | None, str], po.Entry]) -> bool:
    """Say whether this is a suggestion nobody touched and its origin stays; else each edit left a copy."""
    if not (entry.fuzzy and entry.previous):
        return False
    origin = had.get((entry.previous.msgctxt, entry.previous.msgid))
    return (
        origin is not None
        and not origin.fuzzy
        and (origin.msgstr[:1], origin.comments) == (entry.msgstr, entry.comments)
    )


# --- the header ------------------------------------------------------------------------------------------


def _header(old: Catalog, template: Catalog, language: Language) -> Catalog:
    """Return the old catalog with the fields that follow the template, and those that gettext would miss."""
    has, ours = old.fields, new(template, language).fields
    follows = ("POT-Creation-Date", "X-Source-Language", "X-Segmentation")
    fields = {name: ours.get(name) for name in follows}
    never = ("X-Generator", *follows)
    fields |= {name: value for name, value in ours.items() if name not in has and name not in never}
    if not old.language:
        fields["Language"] = language.gettext
    if "charset=utf-8" not in has.get("Content-Type", "").lower():
        fields["Content-Type"] = ours["Content-Type"]
    catalog = old.with_fields(fields)
    assert catalog.header  # `with_fields` makes one
    # xgettext and msginit leave the header fuzzy, and `msgfmt` then does not look at its charset.
    flags = tuple(flag for flag in catalog.header.flags if flag != "fuzzy")
    return replace(catalog, header=replace(catalog.header, flags=flags))


def _is_bare_template(catalog: Catalog, language: Language) -> bool:
    """Say whether a catalog is but a copy of its template, which bears the source's language."""
    bears_source = catalog.language == catalog.fields.get("X-Source-Language") != language.gettext
    return bears_source and not any(entry.written for entry in catalog.entries)


def check_language(catalog: Catalog, language: Language) -> None:
    """Raise where a catalog's header names another language than the one it stands for.

    The language and the script, said or likely by CLDR, must agree: `zh_CN` is `zh_Hans`, `zh_TW` is not.
    Territories must agree where both say one: `de_AT` is `de`, `pt_PT` is not `pt_BR`. What no registry knows
    is left alone.
    """
    try:
        said = languages.parse(catalog.language)
    except LanguageError:
        return
    one_territory = said.territory == language.territory or not all(map(_says_territory, (said, language)))
    if (said.language, said.script) == (language.language, language.script) and one_territory:
        return
    raise CatalogError(
        f"the header says Language: {catalog.language} ({said.name}), expected {language.gettext}",
        path=catalog.path,
        line=catalog.header.line or None if catalog.header else None,
        hint=f"Use it for {said.gettext}, or correct the field.",
    )


def _says_territory(language: Language) -> bool:
    return language.territory in language.tag.split("-")[1:]


# --- suggestions -----------------------------------------------------------------------------------------

_CUTOFF = 65
# Of a few words much is alike by chance: "Hà Nội" and "Hà Nam" are 67 % the same.
_CUTOFF_SHORT = 75
_SHORT = 20
_TARGET = re.compile(r"\]\([^()\s]*\)")
_LIMIT = re.compile(r"max-length:(\d+)")
_GRAM = 3
_RAREST = 30
_CANDIDATES = 30


def _suggest(fresh: list[po.Entry], left: list[po.Entry]) -> dict[tuple[str | None, str], po.Entry]:
    """Return an entry with a suggestion for each new message that has one, under its key.

    The most similar pair is matched first and every old entry serves once; among equals an entry of the same
    context, then the one that stands first, wins.
    """
    pairs = sorted(_pairs(fresh, left))
    found: dict[int, po.Entry] = {}
    used: set[int] = set()
    for _, _, position, candidate in pairs:
        if position not in found and candidate not in used:
            used.add(candidate)
            found[position] = _suggestion(left[candidate], fresh[position])
    return {fresh[position].key: entry for position, entry in found.items()}


def _suggestion(old: po.Entry, template: po.Entry) -> po.Entry:
    """Return the template's entry with a similar entry's translation, fuzzy."""
    # What the text was translated from is what helps to mend it, also when that was two wordings ago.
    was = (
        old.previous if old.fuzzy and old.previous else po.Previous(old.msgid, old.msgctxt, old.msgid_plural)
    )
    return replace(
        template,
        msgstr=old.msgstr[:1],
        comments=old.comments,
        flags=_flags(old, template, "fuzzy"),
        previous=replace(was, msgid_plural=None),
    )


def _pairs(fresh: list[po.Entry], left: list[po.Entry]) -> Iterator[tuple[float, bool, int, int]]:
    """Yield pairs worth a look: minus similarity, other context, position in `fresh` and in `left`."""
    if not fresh or not left:
        return
    from rapidfuzz import fuzz, process

    texts = [_words(entry.msgid) for entry in left]
    index = _index(texts)
    for position, entry in enumerate(fresh):
        text = _words(entry.msgid)
        if not any(map(str.isalpha, text)):
            continue  # of a bare number nothing can be carried over
        choices = {candidate: texts[candidate] for candidate in _candidates(text, index)}
        cutoff = _CUTOFF_SHORT if len(text) < _SHORT else _CUTOFF
        for _, score, candidate in process.extract(
            text, choices, scorer=fuzz.ratio, score_cutoff=cutoff, limit=5
        ):
            if _fits(left[candidate], entry):
                yield -score, left[candidate].msgctxt != entry.msgctxt, position, candidate


def _words(msgid: str) -> str:
    """Return a message without link targets: two links to one long address are not alike for that."""
    return _TARGET.sub("]", msgid)


def _fits(old: po.Entry, template: po.Entry) -> bool:
    """Say whether a translation is of any use to a message: there, and not far too long for it."""
    limits = [int(found[1]) for flag in template.flags if (found := _LIMIT.fullmatch(flag))]
    return bool(old.msgstr[0]) and all(len(old.msgstr[0]) <= 1.5 * limit for limit in limits)


def _grams(text: str) -> set[str]:
    return {text[start : start + _GRAM] for start in range(max(1, len(text) - _GRAM + 1))}


def _index(texts: list[str]) -> dict[str, list[int]]:
    """Return where each run of three characters occurs; comparing all with all is quadratic."""
    index: dict[str, list[int]] = {}
    for position, text in enumerate(texts):
        for gram in _grams(text):
            index.setdefault(gram, []).append(position)
    return index


def _candidates(text: str, index: dict[str, list[int]]) -> list[int]:
    """Return the texts that share most of the rarest runs of this one, the most alike first."""
    grams = sorted((len(index[gram]), gram) for gram in _grams(text) if gram in index)
    shared: Counter[int] = Counter()
    for _, gram in grams[:_RAREST]:
        shared.update(index[gram])
    return sorted(shared, key=lambda position: (-shared[position], position))[:_CANDIDATES]
