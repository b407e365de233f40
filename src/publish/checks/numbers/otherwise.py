"""What a text says in numbers that are no digits: in words, as months, in Roman and Chinese numerals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from publish.checks.numbers import words

if TYPE_CHECKING:
    from publish.checks.numbers.reading import Reading
    from publish.languages import Language

ROMAN = re.compile(
    r"(?<![\w.])(?=[IVXLCM])M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})(?=(?:er?|ère|ème|o|a|ª|º)?(?!\w))"
)
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
# More would be no number: thousands of 億 are beyond what Decimal can count with.
_HAN = re.compile("[〇零一二两兩三四五六七八九十百千万萬亿億兆]{1,30}")
_HAN_DIGITS = {
    sign: value for value, signs in enumerate(("〇零", "一", "二两兩", *"三四五六七八九")) for sign in signs
}
_HAN_UNITS = {"十": 10, "百": 100, "千": 1000}
_HAN_MYRIADS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "兆": 10**12}


def instead(reading: Reading) -> Iterator[Decimal]:
    """Give every value that a text may say otherwise than in digits."""
    text, language = reading.text, reading.language
    amounts = set(_in_words(text, language))
    if language.language in words.ADDING or language.script in {"Hans", "Hant", "Jpan"}:
        for found in _HAN.finditer(text):
            amounts.add(Decimal(_han(found[0])))
            if text.startswith(("成", "割"), found.end()):
                amounts |= {Decimal(_han(found[0]) * 10), Decimal(10)}
    periods = words.periods(text, language)
    if not words.LATE.isdisjoint(periods):
        amounts |= {amount + 12 for amount in amounts if amount < 12}
    yield from amounts
    # "In thousands" is × 1,000.
    scales = [Decimal(10) ** power for power in words.alone(text, language)]
    yield from scales
    for part in words.parts(text, language):
        yield from _PARTS[part]
        if part == "half":
            yield from (value + Decimal("0.5") for value in amounts | reading.values)
            # Half a million.
            yield from (scale / 2 for scale in scales)
    if re.search(r"\d[割成]", text):
        yield Decimal(10)
    pattern, known = words.months(language)
    yield from (Decimal(known[name.lower()]) for name in pattern.findall(text))
    yield from (Decimal(roman(found)) for found in ROMAN.findall(text) if found)
    if "noon" in periods:
        yield Decimal(12)
    if "midnight" in periods:
        yield from (Decimal(0), Decimal(12), Decimal(24))
    for one in reading.numbers:
        yield from map(Decimal, one.clock or ())
        if any(1000 < value < 2100 and value % 10 == 0 for value in one.values):
            # 1990, as a decade, is of the twentieth century.
            yield from (value // 100 + 1 for value in one.values)


def _in_words(text: str, language: Language) -> Iterator[Decimal]:
    """Give the values of numbers in words: "five", "five million", ห้าล้าน, "three to five million"."""
    last, last_end = 0, 0
    for number, end in sorted(words.said(text, language), key=lambda said: said[1]):
        yield Decimal(number)
        near = end - last_end < _RANGE and not re.search(r"[\d.,;:]", text[last_end:end])
        for _, power in words.scaled(text, end, language):
            yield from (Decimal(some).scaleb(power) for some in ((number, last) if near else (number,)))
        last, last_end = number, end


_RANGE = 20
"""Characters from the end of a number in words to that of another which makes a range with it."""
_PARTS = {
    # Of an hour, a year, a whole.
    "half": tuple(map(Decimal, ("30", "6", "0.5", "1.5", "50", "2"))),
    "quarter": tuple(map(Decimal, ("15", "45", "0.25", "0.75", "25", "75", "4"))),
}


def roman(text: str) -> int:
    """Return the value of a Roman numeral, as `ROMAN` finds it."""
    values = [_ROMAN_VALUES[sign] for sign in text]
    return sum(-v if v < max(values[n:]) else v for n, v in enumerate(values))


def _han(text: str) -> int:
    """Return the value of Chinese numerals: 二十一 is 21, 二〇二五 is 2025, 三千五百万 is 35,000,000."""
    if not any(sign in _HAN_UNITS or sign in _HAN_MYRIADS for sign in text):
        return int("".join(str(_HAN_DIGITS[sign]) for sign in text[:20]))
    total = section = digit = 0
    for sign in text:
        if sign in _HAN_DIGITS:
            digit = _HAN_DIGITS[sign]
        elif sign in _HAN_UNITS:
            section, digit = section + (digit or 1) * _HAN_UNITS[sign], 0
        else:
            total, section, digit = (total + ((section + digit) or 1)) * _HAN_MYRIADS[sign], 0, 0
    return total + section + digit
