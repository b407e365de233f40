"""An old catalog and a new template in, the new catalog out: what becomes of every message, in order."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from publish import po
from publish.catalog import Catalog, check_language, limit_of, new
from publish.languages import Language
from publish.merge.carrying import carry, carry_numbers, number_key, shape
from publish.merge.changes import describe
from publish.merge.headers import is_bare_template, source_language, with_header
from publish.merge.matching import Match, match, near

__all__ = ["Merged", "Recall", "Remembered", "merge"]

_Place = tuple[str | None, str]
"""msgctxt and msgid: what makes a message one of its kind."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """What was translated elsewhere."""

    translation: str
    """The translation of the very same source text."""
    origin: str
    """Where it stands, for people: the path of a catalog or of a TMX file."""
    certain: bool
    """False where a person should look: other places say otherwise, or the context is another."""


Recall = Callable[[po.Entry], Remembered | None]
"""Gives what was translated elsewhere for an untranslated entry, or None."""


@dataclass(frozen=True, slots=True)
class Merged:
    """A catalog that fits its template, and what became of the messages."""

    catalog: Catalog
    """The new catalog."""
    kept: int = 0
    """Messages that the catalog already had, translated or not."""
    revived: int = 0
    """Messages whose translation came back from an obsolete entry."""
    carried: int = 0
    """New messages that say what an old one said: its translation was brought along, translated."""
    memory: int = 0
    """New messages whose translation was found elsewhere, translated."""
    fuzzy: int = 0
    """New messages with a suggestion, to be looked at."""
    new: int = 0
    """New messages without any."""
    obsolete: int = 0
    """Messages with a translation that the article no longer has."""


def merge(old: Catalog | None, template: Catalog, language: Language, recall: Recall | None = None) -> Merged:
    """Bring a catalog up to date with its article.

    A message keeps what the translator put there: text, comments, flags, `#|`; references and extracted
    comments are the template's. What is new, in this order:

    1. is revived from an obsolete entry;
    2. is carried over, where only targets, blanks, quotation marks or notation changed;
    3. is taken from memory, as is what the catalog has but never had translated;
    4. gets a suggestion, fuzzy: from an entry that has no place any more, with its numbers updated where only
       they changed; or from one that stays and is nearly the same.

    What has vanished becomes obsolete with all that belongs to it, also when it served as a suggestion:
    should the old wording come back, so does its translation. Only what was never translated goes.

    Laws: every translation in `old` is in the result; merging twice changes nothing.

    Args:
        old: the catalog as it is; None where there is none.
        template: what the article says now.
        language: the language of the catalog.
        recall: what was translated elsewhere, asked where this catalog has nothing certain; None for nothing.

    Raises:
        CatalogError: where the header of `old` names another language.
    """
    if old and is_bare_template(old, language):
        # What a person already wrote above its messages stays.
        ours = new(template, language).fields
        names = ("Language", "Language-Team", "Plural-Forms")
        commented = any(entry.comments for entry in (old.header, *old.entries) if entry)
        old = old.with_fields({name: ours[name] for name in names}) if commented else None
    if old is None:
        base = new(template, language)
        had: dict[_Place, po.Entry] = {}
    else:
        check_language(old, language)
        base = old
        had = {entry.key: entry for entry in old.entries}
    source = source_language(template) or language
    kept = {e.key: _renew(had[e.key], e, source) for e in template.entries if e.key in had}
    fresh = [entry for entry in template.entries if entry.key not in had]
    wanted = {entry.key for entry in template.entries}
    left = [entry for key, entry in had.items() if key not in wanted and entry.written]
    work = _Filling(source, language, recall)
    work.fill(fresh, left, list(kept.values()))
    live = [work.found.get(e.key) or kept.get(e.key) or e for e in template.entries]
    gone = [entry for entry in left if not entry.obsolete and not _is_echo(entry, had)]
    obsolete = [entry for entry in left if entry.obsolete] + [replace(entry, obsolete=True) for entry in gone]
    fuzzy = sum(entry.fuzzy for entry in work.found.values())
    untouched = sum(entry.key not in work.found for entry in fresh)
    revived = sum(had[key].obsolete for key in kept)
    return Merged(
        with_header(replace(base, entries=(*live, *obsolete)), base, template, language),
        kept=len(live) - untouched - len(work.found) - revived,
        revived=revived,
        carried=len(work.found) - fuzzy - work.memory,
        memory=work.memory,
        fuzzy=fuzzy,
        new=untouched,
        obsolete=len(gone),
    )


def _is_echo(entry: po.Entry, had: dict[_Place, po.Entry]) -> bool:
    """Say whether this is a suggestion nobody touched and its origin stays; else each edit left a copy."""
    if not (entry.fuzzy and entry.previous):
        return False
    origin = had.get((entry.previous.msgctxt, entry.previous.msgid))
    return (
        origin is not None
        and not origin.fuzzy
        and (origin.msgstr[:1], origin.comments) == (entry.msgstr, entry.comments)
    )


# --- what stays ------------------------------------------------------------------------------------------

_MARK = "publish: "
"""Begins every comment that merging adds; they stand among the extracted ones, so that what a translator
wrote stays apart from what we say."""
_DOUBT = f"{_MARK}suggestion: "
"""Begins those that go when the translator takes the fuzzy mark away."""


def _renew(old: po.Entry, template: po.Entry, source: Language) -> po.Entry:
    """Return what the translator has of a message with what we say of it; a foreign plural stays."""
    notes = [line for line in old.extracted if line.startswith(_MARK)]
    if not old.fuzzy:
        notes = [line for line in notes if not line.startswith(_DOUBT)]
    elif not notes and old.previous:
        # Another program, msgmerge say, made it fuzzy.
        notes = _described(old.previous.msgid, old.msgid, source)
    extracted = _commented(template, notes)
    if (old.extracted, old.references, old.obsolete) == (extracted, template.references, False):
        return old
    # Not `replace`: this is done for every message of every catalog, because line numbers move.
    return po.Entry(
        old.msgid,
        old.msgstr,
        old.msgctxt,
        old.msgid_plural,
        old.comments,
        extracted,
        template.references,
        old.flags,
        old.previous,
    )


def _commented(template: po.Entry, notes: Iterable[str]) -> tuple[str, ...]:
    return (*template.extracted, *(line for line in notes if line not in template.extracted))


def _described(old: str, new: str, source: Language) -> list[str]:
    return [_DOUBT + line for line in describe(old, new, source.tag)]


_ATTEMPTS = 8
"""Old entries tried for a new one: a table may have a thousand that differ in their numbers only."""


# --- what is new -----------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Filling:
    """Fills new messages, the surest way first; what is found so far is in its fields."""

    source: Language
    """Language of the messages."""
    language: Language
    """Language of the translations."""
    recall: Recall | None
    found: dict[_Place, po.Entry] = field(default_factory=dict)
    """Entries with a translation or a suggestion that they had not before."""
    memory: int = 0
    """How many of them are translated, from memory."""

    def fill(self, fresh: Sequence[po.Entry], left: list[po.Entry], kept: list[po.Entry]) -> None:
        """Find something for new messages, and in memory for those kept that were never translated.

        `left` are entries that have no place any more.
        """
        left = [entry for entry in left if entry.msgstr[0]]
        left = self._carry(fresh, left)
        self._remember([*self._open(fresh), *(e for e in kept if not e.written and e.msgid_plural is None)])
        left = self._renumber(self._open(fresh), left)
        self._suggest(self._open(fresh), left)
        self._copy(self._open(fresh), [entry for entry in kept if entry.translated])

    def _open(self, fresh: Iterable[po.Entry]) -> list[po.Entry]:
        return [entry for entry in fresh if entry.key not in self.found]

    def _carry(self, fresh: Iterable[po.Entry], left: list[po.Entry]) -> list[po.Entry]:
        """Carry over what a machine can be certain of; return the entries that did not serve."""

        def attempt(old: po.Entry, entry: po.Entry) -> po.Entry | None:
            carried = carry(old.msgid, entry.msgid, old.msgstr[0])
            if carried is None or not _fits(carried.message, entry):
                return None
            doubts = [line for line in old.extracted if line.startswith(_DOUBT) and old.fuzzy]
            note = f"{_MARK}carried over, changed in the source: {carried.what}"
            return replace(
                entry,
                msgstr=(carried.message,),
                comments=old.comments,
                extracted=_commented(entry, [*doubts, note]),
                flags=po.arrange_flags([*old.flags, *entry.flags]),
                previous=old.previous,
            )

        return self._pair(fresh, left, lambda entry: (entry.msgctxt, shape(entry.msgid).key), attempt)

    def _renumber(self, fresh: Iterable[po.Entry], left: list[po.Entry]) -> list[po.Entry]:
        """Offer translations in which a number was changed; return the entries that did not serve."""
        worded = [entry for entry in fresh if any(map(str.isalpha, entry.msgid))]
        return self._pair(
            worded, left, lambda entry: (entry.msgctxt, number_key(entry.msgid)), self._renumbered
        )

    def _renumbered(self, old: po.Entry, entry: po.Entry) -> po.Entry | None:
        """Return a suggestion in which numbers were changed, None where more changed or it is not sure."""
        if old.fuzzy or not any(map(str.isalpha, entry.msgid)):
            return None
        carried = carry_numbers(old.msgid, entry.msgid, old.msgstr[0], self.source, self.language)
        if carried is None or not _fits(carried.message, entry):
            return None
        notes = _described(old.msgid, entry.msgid, self.source)
        notes.append(f"{_DOUBT}changed in the translation too: {carried.what}")
        return _suggestion([old], entry, carried.message, po.Previous(old.msgid, old.msgctxt), notes)

    def _pair(
        self,
        fresh: Iterable[po.Entry],
        left: list[po.Entry],
        key: Callable[[po.Entry], object],
        attempt: Callable[[po.Entry, po.Entry], po.Entry | None],
    ) -> list[po.Entry]:
        """Try each new entry with a few of the old ones of the same key, in order; an old one serves once."""
        queues: defaultdict[object, deque[po.Entry]] = defaultdict(deque)
        for old in left:
            queues[key(old)].append(old)
        used: set[_Place] = set()
        for entry in fresh:
            queue = queues.get(key(entry), deque())
            for _ in range(min(_ATTEMPTS, len(queue))):
                old = queue.popleft()
                if made := attempt(old, entry):
                    self.found[entry.key] = made
                    used.add(old.key)
                    break
                queue.append(old)
        return [old for old in left if old.key not in used]

    def _remember(self, entries: Iterable[po.Entry]) -> None:
        """Take translations of the very same text from elsewhere."""
        recall = self.recall or (lambda _: None)
        for entry in entries:
            remembered = recall(entry)
            if remembered is None or not _fits(remembered.translation, entry):
                continue
            self.memory += remembered.certain
            lead = _MARK if remembered.certain else _DOUBT
            self.found[entry.key] = replace(
                entry,
                msgstr=(remembered.translation,),
                extracted=_commented(entry, [f"{lead}from {remembered.origin}"]),
                flags=entry.flags if remembered.certain else po.arrange_flags([*entry.flags, "fuzzy"]),
            )

    def _suggest(self, fresh: list[po.Entry], left: list[po.Entry]) -> None:
        """Offer the translations of what new messages were made of."""
        preferred = _same_context(fresh, left)
        matches = match([e.msgid for e in fresh], [e.msgid for e in left], preferred)
        for position, found in matches.items():
            sources = [left[place] for place in found.sources]
            self._offer(fresh[position], sources, found)

    def _copy(self, fresh: list[po.Entry], kept: list[po.Entry]) -> None:
        """Offer the translations of messages that stay for new ones that are nearly the same."""
        for position, place in near([e.msgid for e in fresh], [e.msgid for e in kept]).items():
            entry, old = fresh[position], kept[place]
            made = self._renumbered(old, entry)
            if made:
                self.found[entry.key] = made
            else:
                self._offer(entry, [old], Match("similar", (place,)))

    def _offer(self, entry: po.Entry, sources: list[po.Entry], found: Match) -> None:
        text = self.language.joiner.join(source.msgstr[0] for source in sources)
        # A piece of a text that was split is offered all of it: the translator cuts.
        if found.how != "part" and not _fits(text, entry):
            return
        notes = []
        if len(sources) > 1:
            notes = [f"{_DOUBT}these were {len(sources)} texts before"]
        elif found.how != "similar":
            what = "part of a longer text" if found.how == "part" else "a shorter text"
            notes = [f"{_DOUBT}this was {what} before"]
        previous = _previous(sources, self.source.joiner)
        if found.how != "part":
            notes += _described(previous.msgid, entry.msgid, self.source)
        self.found[entry.key] = _suggestion(sources, entry, text, previous, notes)


def _suggestion(
    sources: list[po.Entry], entry: po.Entry, text: str, previous: po.Previous, notes: list[str]
) -> po.Entry:
    """Return the template's entry with a translation, fuzzy, and what it is a translation of."""
    flags = [flag for source in sources for flag in source.flags]
    return replace(
        entry,
        msgstr=(text,),
        comments=tuple(dict.fromkeys(line for source in sources for line in source.comments)),
        extracted=_commented(entry, notes),
        flags=po.arrange_flags([*flags, *entry.flags, "fuzzy"]),
        previous=previous,
    )


def _previous(sources: list[po.Entry], joiner: str) -> po.Previous:
    """Return what entries were translated from: it helps to mend them, also when it was two wordings ago."""
    was = [
        old.previous if old.fuzzy and old.previous else po.Previous(old.msgid, old.msgctxt) for old in sources
    ]
    return po.Previous(joiner.join(each.msgid for each in was), was[0].msgctxt)


def _same_context(fresh: list[po.Entry], left: list[po.Entry]) -> Iterator[tuple[int, int]]:
    """Give the positions of new and old messages that stand in one context."""
    places = defaultdict(list)
    for position, old in enumerate(left):
        if old.msgctxt is not None:
            places[old.msgctxt].append(position)
    for position, entry in enumerate(fresh):
        for place in places.get(entry.msgctxt, ()) if entry.msgctxt is not None else ():
            yield position, place


def _fits(translation: str, template: po.Entry) -> bool:
    """Say whether a translation is of any use to a message: there, and not far too long for it."""
    limit = limit_of(template)
    return bool(translation) and (limit is None or len(translation) <= 1.5 * limit)
