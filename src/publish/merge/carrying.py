"""A message, its translation and its new wording in; the translation of that out, where a machine can.

Certain is what touches no word: the targets of links and pictures, the labels of notes, white space,
quotation marks, and which of several notations says the same. Of a changed number only the digits are
certain, since grammar may turn on it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

from publish.languages import Language
from publish.message import decode, encode
from publish.model import Code, Image, Link, Mark, Note, Span, normalise

__all__ = ["Carried", "carry", "carry_numbers", "number_key", "shape"]


@dataclass(frozen=True, slots=True)
class Carried:
    """A translation brought along."""

    message: str
    """The translation as it should be now."""
    what: str
    """What changed, for people."""


_Key = tuple[tuple[str, tuple[object, ...]], ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """A message without what can be carried over."""

    key: _Key
    """Equal for two messages that say the same; the runs of text with their marks."""
    targets: tuple[str, ...]
    """Targets of links and pictures and labels of notes, in order."""


# --- what two messages have in common --------------------------------------------------------------------

_BLANKS = re.compile(r"[\s\u200b\u2060\ufeff]+")
_DOUBLE = '"“”„‟«»❝❞〝〞〟＂「」『』'
_SINGLE = "'‘’‚‛‹›❛❜＇ʼ"
_QUOTES = {ord(char): plain for quotes, plain in ((_DOUBLE, '"'), (_SINGLE, "'")) for char in quotes}
# French sets a space inside its quotation marks.
_INNER_BLANKS = re.compile("(?<=[«‹])[ \u00a0\u202f]+|[ \u00a0\u202f]+(?=[»›])")
_ADDRESS_SCHEMES = ("", "https://", "http://", "mailto:")
_HELD = "\ufffc"
"""Stands for an address that is its own text."""


@lru_cache(maxsize=4096)
def shape(message: str) -> Shape:
    """Return what stays of a message when its targets, blanks, quotation marks and notation are left out.

    >>> shape("Xem  [“trang”](a.html)").key == shape('Xem [&quot;trang&quot;](b.html)').key
    True
    """
    targets: list[str] = []
    key: list[tuple[str, tuple[object, ...]]] = []
    before: Mark | None = None
    for span in decode(message):
        marks: list[object] = []
        text = span.text
        link = next((mark for mark in span.marks if isinstance(mark, Link)), None)
        for mark in span.marks:
            match mark:
                case Link(href, title):
                    if link != before:
                        targets.append(href)
                    marks.append(("link", title, len(targets)))  # so that two are not taken for one
                    text = _HELD if _is_address(text, href) else text
                case Image(src, title):
                    targets.append(src)
                    marks.append(("image", title))
                case Note(label):
                    targets.append(label)
                    marks.append("note")
                case _:
                    marks.append(mark)
        before = link
        key.append((text if Code() in span.marks else _folded(text), tuple(marks)))
    return Shape(tuple(key), tuple(targets))


def _folded(text: str) -> str:
    return _BLANKS.sub(" ", _INNER_BLANKS.sub("", text).translate(_QUOTES))


def _is_address(text: str, href: str) -> bool:
    return any(scheme + text == href for scheme in _ADDRESS_SCHEMES)


# --- carrying what is certain ----------------------------------------------------------------------------


def carry(old: str, new: str, translation: str) -> Carried | None:
    """Return the translation of `new`, given that of `old`, of the same shape; None where it is not certain.

    It is not where a target that changed does not stand in the translation (it may lead readers to a page in
    their own language), or became two different ones.
    """
    before, after = shape(old), shape(new)
    if before.key != after.key:
        return None
    pairs = list(zip(before.targets, after.targets, strict=True))
    moved = {was: now for was, now in pairs if was != now}
    if not moved:
        return Carried(translation, _what(old, new))
    theirs = shape(translation).targets
    # Where a target stands twice, its order in the translation does not tell which is which.
    if len(dict.fromkeys(pairs)) != len(set(before.targets)) or not set(moved) <= set(theirs):
        return None
    what = ", ".join(f"{was} → {now}" for was, now in moved.items())
    return Carried(_retargeted(translation, [moved.get(target, target) for target in theirs]), what)


def _what(old: str, new: str) -> str:
    """Say which of the things that touch no word changed."""
    spoken = ["".join(span.text for span in decode(message)) for message in (old, new)]
    if spoken[0] == spoken[1]:
        return "notation"
    blanks = [_BLANKS.sub(" ", text) for text in spoken]
    return "white space" if blanks[0] == blanks[1] else "quotation marks"


def _retargeted(message: str, targets: list[str]) -> str:
    """Return a message with these targets, in order, and every other character as the translator typed it."""
    was = decode(message)
    wanted = _with_targets(was, iter(targets).__next__)
    # Most often it is enough to replace the text of each target; what it gives is read back to be sure.
    text, place = message, 0
    for old, new in zip(shape(message).targets, targets, strict=True):
        found = text.find(old, place)
        if found < 0 or not old:
            return encode(wanted)
        text, place = f"{text[:found]}{new}{text[found + len(old) :]}", found + len(new)
        if text.startswith(f"]({old}", place):  # an address that is its own text, written as a link
            text, place = f"{text[:place]}]({new}{text[place + 2 + len(old) :]}", place + 2 + len(new)
    return text if decode(text) == wanted else encode(wanted)


def _with_targets(spans: tuple[Span, ...], take: Callable[[], str]) -> tuple[Span, ...]:
    """Give spans new targets; `take` gives the next one."""
    out: list[Span] = []
    link_was: Link | None = None
    link_is: Link | None = None
    for span in spans:
        link = next((mark for mark in span.marks if isinstance(mark, Link)), None)
        marks: list[Mark] = []
        text = span.text
        for mark in span.marks:
            match mark:
                case Link():
                    if link != link_was or link_is is None:
                        link_is = replace(mark, href=take())
                    if _is_address(text, mark.href):
                        scheme = mark.href.removesuffix(text)
                        text = link_is.href.removeprefix(scheme)
                    marks.append(link_is)
                case Image():
                    marks.append(replace(mark, src=take()))
                case Note():
                    marks.append(Note(take()))
                case _:
                    marks.append(mark)
        link_was = link
        out.append(Span(text, tuple(marks)))
    return normalise(out)


# --- numbers ---------------------------------------------------------------------------------------------

_NUMBER = re.compile(r"\d+(?:[.,٫٬’'](?=\d)\d+|[\u00a0\u202f](?=\d{3}(?!\d))\d{3})*")
_GROUPS = "٬’'\u00a0\u202f"
_MOST = 500
"""Numbers of a message; more are data, and each is looked for among all."""


def number_key(message: str) -> str:
    """Return a message with its numbers left out: equal for two that differ in numbers only."""
    return _NUMBER.sub("\0", message)


def carry_numbers(old: str, new: str, translation: str, source: Language, target: Language) -> Carried | None:
    """Return the translation with the numbers that changed between two messages.

    None where anything else changed (see `number_key`), where a number that changed does not stand exactly
    once in the old message and in its translation, or where there are more than any prose has.
    Numbers are written as the translator wrote them: with the target's separators, in the digits used there.
    """
    if number_key(old) != number_key(new):
        return None
    was, now = _NUMBER.findall(old), _NUMBER.findall(new)
    if len(was) > _MOST:
        return None
    changed = [(a, b) for a, b in zip(was, now, strict=True) if a != b]
    found = list(_NUMBER.finditer(translation))
    values = [{_ascii(match[0]), _value(match[0], target)} for match in found]
    swaps: dict[int, str] = {}
    for a, b in changed:
        same = [i for i, value in enumerate(values) if _ascii(a) in value or _value(a, source) in value]
        if was.count(a) != 1 or len(same) != 1 or same[0] in swaps:
            return None
        swaps[same[0]] = _written(a, b, found[same[0]][0], source, target)
    parts, end = [], 0
    for place, match in enumerate(found):
        parts += [translation[end : match.start()], swaps.get(place, match[0])]
        end = match.end()
    what = ", ".join(f"{found[place][0]} → {text}" for place, text in sorted(swaps.items()))
    return Carried("".join(parts) + translation[end:], what) if swaps else None


def _ascii(number: str) -> str:
    """Return a number in European digits: `١٢` is `12`."""
    return "".join(str(int(char)) if char.isdecimal() else char for char in number)


def _value(number: str, language: Language) -> str:
    """Return a number as a machine writes it: `1.234,5` in Vietnamese is `1234.5`."""
    decimal, group = language.separators
    text = _ascii(number).translate({ord(char): None for char in {*_GROUPS, group} - {decimal}})
    return text.replace(decimal, ".").replace("٫", ".")


def _written(old: str, new: str, theirs: str, source: Language, target: Language) -> str:
    """Write the number `new` as the translator wrote `theirs` for `old`."""
    if _ascii(old) != _ascii(theirs) or _separators(new) - _separators(old):
        swap = dict(zip(source.separators, target.separators, strict=True))
        new = "".join(swap.get(char, char) for char in new)
    zero = next((ord(char) - int(char) for char in theirs if char.isdecimal()), ord("0"))
    return "".join(chr(zero + int(char)) if char.isdecimal() else char for char in new)


def _separators(number: str) -> set[str]:
    return {char for char in number if not char.isdecimal()}
