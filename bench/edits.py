"""An article in, its next version out, with what became of every message: the edits are known, not guessed.

Beside the edited messages there are wholly new ones, which no old translation fits, and removed ones, which
are what a hasty matcher offers for them.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bench.corpus import Message, Sentence, Writer

Made = tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class Revised:
    """One message of the new version."""

    message: Message
    """As it now reads."""
    edit: str = ""
    """The name of the edit; empty when nothing changed."""
    sources: tuple[int, ...] = ()
    """Positions in the old version of what it was made of; none when it is new."""


def revise(writer: Writer, old: Sequence[Message], edited: int, new: int) -> tuple[Revised, ...]:
    """Return the next version of an article.

    `edited` edits are made, as many of each kind; `new` messages are put in anywhere, half of them short, and
    as many old ones are taken out. Beside them, a quarter as many are copied and the copy is changed.
    """
    became: dict[int, tuple[Revised, ...]] = {}
    places = deque(writer.rng.sample(range(1, len(old)), len(old) - 1))
    for number in range(edited):
        became.update(_edit(writer, old, places, became, _EDITS[number % len(_EDITS)]))
    free = [place for place in places if place not in became]
    became |= dict.fromkeys(free[:new], ())
    for place in free[new : new + new // 4]:
        became |= _copy(writer, old[place], place)
    out = [each for at, message in enumerate(old) for each in became.get(at, (Revised(message, "", (at,)),))]
    for number in range(new):
        message = writer.paragraph() if number % 2 else writer.short("caption" if number % 4 else "heading")
        name = NEW_PARAGRAPH if message.kind == "paragraph" else NEW_SHORT
        out.insert(writer.rng.randint(1, len(out)), Revised(message, name))
    return tuple(out)


COPIED = "copied and changed"
"""The first is left as it was, so that its translation is in use."""
NEW_PARAGRAPH, NEW_SHORT = "new paragraph", "new heading or caption"
"""Wholly new texts, of the same vocabulary and the same habits."""

_Edit = Callable[[Writer, list[Message]], Made | None]
"""Old messages in, new ones out; None where this edit cannot be made of them."""


def _edit(
    writer: Writer,
    old: Sequence[Message],
    places: deque[int],
    became: dict[int, tuple[Revised, ...]],
    kind: tuple[str, _Edit, int],
) -> dict[int, tuple[Revised, ...]]:
    """Make one edit at the first place that allows it, and return what became of the messages there."""
    name, edit, size = kind
    for _ in range(len(places)):
        place = places.popleft()
        span = range(place, place + size)
        if span.stop <= len(old) and not any(at in became for at in span):
            made = edit(writer, [old[at] for at in span])
            if made and writer.claim(*made):
                revised = tuple(Revised(message, name, tuple(span)) for message in made)
                return {at: revised if at == place else () for at in span}
        places.append(place)
    raise ValueError(f"the article is too short for so many edits ({name})")


def _copy(writer: Writer, message: Message, place: int) -> dict[int, tuple[Revised, ...]]:
    """Return a message as it was, followed by a copy with other words in it, where that can be made."""
    made = _in_words(_change)(writer, [message])
    if not made or not writer.claim(*made):
        return {}
    return {place: (Revised(message, "", (place,)), Revised(made[0], COPIED, (place,)))}


# --- the edits -------------------------------------------------------------------------------------------


def _in_words(change: Callable[[Writer, list[str], list[int]], None]) -> _Edit:
    """Return an edit that changes 3 to 45 % of a message's plain words, one at least."""

    def edit(writer: Writer, old: list[Message]) -> Made | None:
        sentences = [list(sentence) for sentence in old[0].sentences]
        plain = [
            (row, at)
            for row, words in enumerate(sentences)
            for at, word in enumerate(words)
            if word.replace(" ", "").isalpha()
        ]
        if len(plain) < 3:
            return None
        share = writer.rng.uniform(0.03, 0.45)
        chosen = writer.rng.sample(plain, max(1, round(share * len(plain))))
        for row, words in enumerate(sentences):
            change(writer, words, sorted((at for line, at in chosen if line == row), reverse=True))
        if not all(sentences):
            return None
        return (_with(writer, old[0], sentences),)

    return edit


def _with(writer: Writer, message: Message, sentences: list[list[str]]) -> Message:
    """Return a message with its words exchanged; headings and captions have no stop."""
    if message.kind == "paragraph":
        return Message(message.kind, tuple(map(writer.finish, sentences)))
    return Message(
        message.kind, tuple((words[0][:1].upper() + words[0][1:], *words[1:]) for words in sentences)
    )


def _change(writer: Writer, words: list[str], places: list[int]) -> None:
    for at in places:
        words[at] = writer.word()


def _add(writer: Writer, words: list[str], places: list[int]) -> None:
    for at in places:
        words.insert(at + 1, writer.word())


def _drop(writer: Writer, words: list[str], places: list[int]) -> None:
    del writer
    for at in places:
        del words[at]


def _sentence_added(writer: Writer, old: list[Message]) -> Made | None:
    sentences = list(old[0].sentences)
    if old[0].kind != "paragraph":
        return None
    sentences.insert(writer.rng.randint(0, len(sentences)), writer.sentence())
    return (Message("paragraph", tuple(sentences)),)


def _sentence_dropped(writer: Writer, old: list[Message]) -> Made | None:
    sentences = list(old[0].sentences)
    if len(sentences) < 2:
        return None
    del sentences[writer.rng.randrange(len(sentences))]
    return (Message("paragraph", tuple(sentences)),)


def _split(writer: Writer, old: list[Message]) -> Made | None:
    sentences = old[0].sentences
    if len(sentences) < 2:
        return None
    at = writer.rng.randint(1, len(sentences) - 1)
    return (Message("paragraph", sentences[:at]), Message("paragraph", sentences[at:]))


def _merged(writer: Writer, old: list[Message]) -> Made | None:
    del writer
    if any(message.kind != "paragraph" for message in old):
        return None
    return (Message("paragraph", old[0].sentences + old[1].sentences),)


def _moved(writer: Writer, old: list[Message]) -> Made | None:
    sentences: tuple[Sentence, ...] = old[0].sentences
    if len(sentences) < 2:
        return None
    order = tuple(writer.rng.sample(sentences, len(sentences)))
    return (Message("paragraph", order),)


_EDITS: tuple[tuple[str, _Edit, int], ...] = (
    ("words changed", _in_words(_change), 1),
    ("words added", _in_words(_add), 1),
    ("words dropped", _in_words(_drop), 1),
    ("sentence added", _sentence_added, 1),
    ("sentence dropped", _sentence_dropped, 1),
    ("split", _split, 1),
    ("merged", _merged, 2),
    ("moved", _moved, 1),
)
EDITS = tuple(name for name, _, _ in _EDITS)
"""The names of the edits, in the order they are shown."""
