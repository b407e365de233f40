"""Check of numbers: each amount, date and time of the source is in the translation, as is written there.

A number is read as its language writes it, into the values that it may have; source and translation agree
where each has a value of the other. What may stand for a number without being one (the name of a month, a
word, a Roman numeral) is taken where a number lacks its partner, and is hardly ever missed itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from publish.checks.numbers import words
from publish.checks.numbers.conversions import unconverted
from publish.checks.numbers.reading import TOKEN, Number, Reading, amounts, placed, read
from publish.checks.pair import Check, Example, Pair
from publish.languages import Language

__all__ = ["CHECKS", "MOST", "amounts", "placed"]

MOST = 500
"""Numbers of a text that is looked at: one that has more is no prose, and comparing takes their square."""


def _find(pair: Pair) -> Iterator[str]:
    some = any(re.search(r"\d|[IVXL]{2}", text) for text in (pair.said, pair.says))
    if not some and not words.months(pair.source)[0].search(pair.said):
        return
    old, new = read(pair.said, pair.source), read(pair.says, pair.target)
    if max(len(old.numbers), len(new.numbers)) > MOST:
        return
    if not pair.source.serves(pair.target):
        yield from _written_abroad(pair, new, old)
    if not new.phones.endswith(old.phones.removeprefix("0")):
        yield "a telephone number is not that of the source: copy its digits"
    told: set[Decimal] = set()
    for values, what in _misnamed(old, new):
        told |= values
        yield what
    yield from _amiss(pair, old, new, told)


def _misnamed(old: Reading, new: Reading) -> Iterator[tuple[frozenset[Decimal], str]]:
    """Give months and Roman numerals that only one of the two has, and what is to be said of them."""
    for said, says, name in (
        (old.months, new.months, "names month"),
        (old.romans, new.romans, "has the Roman numeral of"),
    ):
        if wrong := _unsaid(said, says, new) or _unsaid(says, said, old):
            values = ", ".join(map(str, sorted(wrong)))
            side, other = ("source", "translation") if wrong & said else ("translation", "source")
            yield wrong, f"the {side} {name} {values}, the {other} another: correct it"


def _amiss(pair: Pair, old: Reading, new: Reading, told: set[Decimal]) -> Iterator[str]:
    """Tell of numbers that only one of the two has, but for those that are `told` already."""
    loose = not (words.knows_scales(pair.source) and words.knows_scales(pair.target))
    lost = [n for n in old.numbers if not _has(new, n, loose) and not _worded(n, pair.target)]
    added = [n for n in new.numbers if not _has(old, n, loose) and not _worded(n, pair.source)]
    # Nothing may be said as 0 or as "no".
    lost, added = (
        [n for n in side if not n.vague and n.values != {Decimal(0)} and not n.values & told]
        for side in (lost, added)
    )
    lost, added = unconverted(old, new, lost, added)
    # "1 person" may be "a person"; where another number stands instead, it is wrong.
    if not added or not lost:
        lost, added = ([n for n in side if Decimal(1) not in n.values] for side in (lost, added))
    if lost and added:
        texts = [", ".join(dict.fromkeys(n.text.strip() for n in side)) for side in (lost, added)]
        yield f"the source says {texts[0]}, the translation {texts[1]}: correct it, or the way it is written"
    elif lost:
        yield f"{', '.join(dict.fromkeys(n.text.strip() for n in lost))} is lost: put it where it belongs"
    elif added:
        yield f"{', '.join(dict.fromkeys(n.text.strip() for n in added))} is not in the source: take it away"


def _written_abroad(pair: Pair, new: Reading, old: Reading) -> Iterator[str]:
    """Tell of numbers that were copied with the source's points and commas."""
    known = {_digits(number.text) for number in old.numbers}
    for text in dict.fromkeys(text for n in new.numbers if n.foreign and (text := _digits(n.text)) in known):
        if _is_name(text, pair) or any(_is_label(text, said) for said in (pair.said, pair.says)):
            continue
        yield f"{text} is written as in the source: use your language's decimal sign and separators"


_BEFORE = 60
"""Characters before a number that say what it is a number of."""
_WORD_BEFORE = re.compile(r"([^\W\d_]+) ?\Z")


def _is_name(text: str, pair: Pair) -> bool:
    """Say whether a number is a part of a name that both texts have, Ubuntu 4.10 or DD2.0, and no amount."""
    place = pair.says.find(text)
    while place >= 0:
        word = _WORD_BEFORE.search(pair.says, max(0, place - _BEFORE), place)
        if word and not pair.says[place - 1].isdecimal():
            return word[1][0].isupper() and f"{word[0]}{text}" in pair.said
        place = pair.says.find(text, place + 1)
    return False


def _is_label(text: str, said: str) -> bool:
    """Say whether a number is that of a version, a figure or a chapter."""
    place = said.find(text)
    return place >= 0 and _LABEL.search(said[max(0, place - _BEFORE) : place]) is not None


_LABEL = re.compile(
    r"\bv\.? ?$|(?:vers[iy]|verz|wersj|верс|phiên bản|版本|バージョン|버전|เวอร์ชัน|إصدار|نسخ|संस्करण|έκδοση)"
    r"[^\d.,;]{0,12}$|(?:\b(?:figur[ae]?|fig\.|tab(?:l[ea]|le|leau|ella?e?|ela?|\.)|section|chapter|annex|appendix"
    r"|clause|hình|bảng|biểu đồ|mục|phần|chương|phụ lục|abbildung|abb\.|abschnitt|kapitel|anhang"
    r"|gr[áa]fico|graphique|cuadro|quadro|secci[óo]n|sezione|se[cç]*ão|cap[íi]tulo|capitolo|chapitre|annexe"
    r"|рис\w*|табл\w*|разд\w*|глав\w*|розділ\w*|rys(?:unek|\.)|gambar|bab|bagian|lampiran|şekil|tablo|bölüm"
    r"|शक्ल|चित्र|तालिका|σχήμα|εικόνα|πίνακας|ενότητα)"
    r"|図|表|图|圖|그림|표|รูป|ภาพ|ตาราง|شکل|شكل|جدول)[^\d,;]{0,4}$",
    re.IGNORECASE,
)


def _digits(text: str) -> str:
    """Return a number without its words of scale."""
    found = TOKEN.match(text)
    return found[0] if found else text


def _has(reading: Reading, number: Number, loose: bool) -> bool:
    """Say whether a text has a value of a number, in digits or otherwise."""
    for other in reading.numbers:
        if number.values & other.values:
            return True
        # Where one of the two languages' words for thousands are not known, powers of ten are not compared.
        if loose and {_bare(v) for v in number.values} & {_bare(v) for v in other.values}:
            return True
    if number.values & reading.instead or (number.decade and reading.decade):
        return True
    if number.clock is None:
        return False
    hours, minute = {number.clock[0], (number.clock[0] + 12) % 24}, number.clock[1]
    known = reading.values | reading.instead
    return not known.isdisjoint(map(Decimal, hours)) and (not minute or Decimal(minute) in known)


def _unsaid(old: frozenset[Decimal], new: frozenset[Decimal], reading: Reading) -> frozenset[Decimal]:
    """Return what the source names and the translation, which names others, has in no form."""
    lost = old - new - reading.values if new else frozenset()
    return lost and lost - reading.instead


def _bare(value: Decimal) -> str:
    return "".join(map(str, value.as_tuple().digits)).strip("0")


def _worded(number: Number, language: Language) -> bool:
    """Say whether a number may stand in words that we do not know in a language."""
    return (
        not words.knows_words(language)
        and language.script not in {"Hans", "Hant", "Jpan"}
        and max(number.values) <= 12
        and all(value == value.to_integral_value() for value in number.values)
    )


CHECKS = (
    Check(
        "numbers",
        "error",
        "Every number, date, year and time of the source is in the translation, as the language writes it: "
        "6,5 % is 6.5% in English, 14/11/2025 is 14 November 2025, 1,2 tỷ is 1.2 billion or 12亿; small ones "
        "may stand in words. Years of the Buddhist and Islamic calendars and of Japanese eras are known. "
        "What English counts in acres or miles may be converted.",
        _find,
        (
            Example("Tăng 6,5 % vào năm 2030", "Up 6.5% in 2035", "Up 6.5% in 2030"),
            Example("Tăng 6,5 %", "Up 6,5%", "Up 6.5%"),
            Example("Ngày 14/11/2025", "On 14 October 2025", "On 14 November 2025"),
            Example("Vốn 1,2 tỷ đồng", "资本1.2亿盾", "资本12亿盾", "zh_Hans"),
            Example("Có 9 nhóm", "There are eight groups", "There are nine groups"),
            Example("12,000 acres burned", "6.800 Hektar brannten", "4.800 Hektar brannten", "de", "en"),
        ),
    ),
)
