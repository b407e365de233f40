"""Check of numbers: each amount, date and time of the source is in the translation, as is written there.

A number is read as its language writes it, into the values that it may have; source and translation agree
where each has a value of the other. What may stand for a number without being one (the name of a month, a
word, a Roman numeral) is taken where a number lacks its partner, and is hardly ever missed itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, cached_property, lru_cache

from publish.checks import numerals
from publish.checks.pair import Check, Example, Pair
from publish.languages import Language

# --- reading ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Number:
    """A number as it stands in a text."""

    text: str
    """As written."""
    values: frozenset[Decimal]
    """What it may mean: as many as its way of writing leaves open."""
    foreign: bool = False
    """Whether it is written as this language does not: 6,5 in English."""
    clock: tuple[int, int] | None = None
    """Hour and minute, where it may be a time of the day: 8.30 in German."""
    start: int = 0
    """Where it begins in `_Reading.text`."""
    end: int = 0
    """Where it ends there, words of scale included."""


@dataclass(frozen=True)
class _Reading:
    """What a text says in numbers."""

    numbers: tuple[_Number, ...]
    """Those in digits."""
    text: str
    """What was read, with the digits of Europe."""
    language: Language
    """What it is in."""
    phones: str
    """The digits of telephone numbers, in order."""
    months: frozenset[Decimal]
    """Months named, beside a number or with their whole names."""
    romans: frozenset[Decimal]
    """Roman numerals of two letters and more, which cannot be missed for words."""

    @cached_property
    def values(self) -> frozenset[Decimal]:
        """Values of those in digits."""
        return frozenset().union(*(number.values for number in self.numbers))

    @cached_property
    def instead(self) -> frozenset[Decimal]:
        """Values that are said otherwise: in words, as months, in Roman or Chinese numerals."""
        # Asked of few: most numbers have their partner in digits.
        return frozenset(_instead(self))


_SPACES = "\u00a0\u2009\u202f"
_GROUPING_SPACE = re.compile(rf"(?<!\d)\d{{1,3}}(?:[{_SPACES}]\d{{3}})+(?!\d)")
_GROUPING_PLAIN = re.compile(r"(?<![\d.,])\d{1,3}(?: \d{3})+(?!\d)")
# Digits with single signs inside; two in a row end it.
_TOKEN = re.compile(r"\d+(?:[.,'’٫٬:/\u2010\u2011-]\d+)*")
_DATE = re.compile(
    r"(?P<day>\d{1,2})(?P<sign>[./\u2010\u2011-])(?P<month>\d{1,2})(?P=sign)(?P<year>\d{4})"
    r"|\d{4}([./-])(?:0?\d|1[0-2])(?:\4\d{1,2})?$"
)
_CLOCK = re.compile(r"([01]?\d|2[0-4])[:]([0-5]\d)(?:[:]([0-5]\d))?")
# German, Thai, Indonesian and Nordic print set a point there.
_DOTTED_CLOCK = re.compile(
    r"(?<![\d.,])([01]?\d|2[0-4])\.([0-5]\d)(?=[\s\u00a0]?(?:Uhr|uur|h\b|WIB|น\.|[ap]\.?m\b))"
    r"|(?<=kl\. )([01]?\d|2[0-4])\.([0-5]\d)(?!\d)"
)
# What may be a time too where decimals have a comma.
_POINTED = re.compile(r"([01]?\d|2[0-4])\.([0-5]\d)")
# Bengali and Hindi say the point of a fraction.
_SAID_POINT = re.compile(r"(\d) (?:দশমিক|दशमलव) (\d)")
_NOON = re.compile(r"[\s\u00a0\u202f]?([ap])\.?m\b", re.IGNORECASE)
_ROMAN = re.compile(
    r"(?<![\w.])(?=[IVXLCM])M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})(?=(?:er?|ère|ème|o|a|ª|º)?(?!\w))"
)
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_HAN = re.compile("[〇零一二两兩三四五六七八九十百千万萬亿億兆]+")
_HAN_DIGITS = {
    sign: value for value, signs in enumerate(("〇零", "一", "二两兩", *"三四五六七八九")) for sign in signs
}
_HAN_UNITS = {"十": 10, "百": 100, "千": 1000}
_HAN_MYRIADS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "兆": 10**12}
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "民國": 1911, "民国": 1911}
_PHONE = re.compile(r"(?<![\w.,])(?<!\d[ \u00a0\u202f])(?:\+|\(?0)(?:[ .()\u00a0\u202f-]*\d){8,14}(?![\d,])")
# Burmese's zero does duty for the letter wa on many keyboards.
_LETTER_WA = re.compile("(?<![\u1040-\u1049])\u1040(?=[\u1000-\u103f])")
_SQUARE = re.compile(r"\b([kcdmh]?m)2\b")


@lru_cache(maxsize=1 << 12)
def _read(text: str, language: Language) -> _Reading:
    # A square metre has no two: m2 is m².
    text = _SQUARE.sub(r"\1²", _ascii(_LETTER_WA.sub("\u101d", text)))
    phones = "".join(re.sub(r"\D", "", phone) for phone in _PHONE.findall(text))
    text = _levelled(_PHONE.sub(" ", text), language)
    romans = (found for found in _ROMAN.findall(text) if len(found) > 1)
    return _Reading(
        tuple(_numbers(text, language)),
        text,
        language,
        phones,
        frozenset(_months_named(text, language)),
        frozenset(Decimal(_roman(found)) for found in romans),
    )


MOST = 500
"""Numbers of a text that is looked at: one that has more is no prose, and comparing takes their square."""


def placed(text: str, language: Language) -> tuple[str, tuple[tuple[frozenset[Decimal], int, int], ...]]:
    """Return a text as it is read, with European digits, and its numbers: their values, start and end.

    Parts of dates and times are not among them.
    """
    read = _read(text, language)
    return read.text, tuple((n.values, n.start, n.end) for n in read.numbers if n.end)


def amounts(text: str, language: Language) -> tuple[frozenset[Decimal], ...]:
    """Return the values of each number in digits that a text has, parts of dates and times too."""
    return tuple(number.values for number in _read(text, language).numbers)


def _months_named(text: str, language: Language) -> Iterator[Decimal]:
    pattern, known = numerals.months(language)
    for found in pattern.finditer(text):
        before, after = text[max(0, found.start() - 12) : found.start()], text[found.end() : found.end() + 3]
        dated = re.search(r"\d\w{0,2}[.\s\u00a0]*(?:de |of )?$", before) or re.match(r"\W{0,2}\d", after)
        # A short name, or one without the capital that its language sets, is as often a word: may, mars, set.
        capital = language.language in numerals.CAPITAL_MONTHS
        inside = re.search(r"[\w,] $", before)
        sure = (found[1][0].isupper() and bool(inside)) if capital else len(found[1]) > 3
        if dated or sure:
            yield Decimal(known[found[1].casefold()])


def _ascii(text: str) -> str:
    """Write every script's digits as those of Europe."""
    if text.isascii():
        return text
    return numerals.bare(text).translate(_all_digits())


@cache
def _all_digits() -> dict[int, str]:
    return {
        number: str(unicodedata.decimal(chr(number)))
        for number in range(0x80, 0x1FBFA)
        if unicodedata.category(chr(number)) == "Nd"
    }


def _levelled(text: str, language: Language) -> str:
    """Write times with a colon, and numbers without the spaces between their thousands."""
    text = _DOTTED_CLOCK.sub(lambda found: found[0].replace(".", ":"), text)
    text = _SAID_POINT.sub(r"\1.\2", text)
    text = _GROUPING_SPACE.sub(_together, text)
    if language.separators[1] in {*_SPACES, " "} or language.language in {"es", "pt"}:
        text = _GROUPING_PLAIN.sub(_together, text)
    return text


def _together(found: re.Match[str]) -> str:
    return "".join(found[0].split())


def _numbers(text: str, language: Language) -> Iterator[_Number]:
    late = not _LATE.isdisjoint(numerals.periods(text, language))
    place = 0
    while found := _TOKEN.search(text, place):
        token, place = found[0], found.end()
        if _DATE.fullmatch(token):
            yield from (_whole(part) for part in re.findall(r"\d+", token))
        elif clock := _CLOCK.fullmatch(token):
            yield from _clock(clock, text[place:])
        elif re.fullmatch(r"\d+(?:[.,'’٫٬]\d+)*", token):
            number, place, power = _scaled(token, text, place, language)
            if not power:
                number = _shared(number, text, place, language)
            before = text[max(0, found.start() - _NEAR) : found.start()]
            number = _meant(number, before, text[place : place + _NEAR], language, late)
            yield replace(number, start=found.start(), end=place)
        else:
            # 2025-2030, 57/2025: each by itself.
            for part in re.split(r"[:/\u2010\u2011-]", token):
                before = f"{token[:4]}-" if part != token[:4] else ""
                number = _Number(part, *_values(part, language))
                if token == "24/7":
                    # Round the clock: like "1 person", it need not be said in numbers.
                    number = replace(number, values=number.values | {Decimal(1)})
                yield _meant(number, before, text[place : place + _NEAR], language, late)


def _whole(digits: str) -> _Number:
    return _Number(digits, frozenset({Decimal(digits)}))


def _clock(found: re.Match[str], rest: str) -> Iterator[_Number]:
    hour, noon = int(found[1]), _NOON.match(rest)
    hours = {hour, hour + 12 if hour <= 12 else hour - 12}
    if noon:
        hours = {hour, hour % 12 + (12 if noon[1].lower() == "p" else 0)}
    yield _Number(found[1], frozenset(map(Decimal, hours)))
    # Nobody misses "00": 14:00 is two o'clock.
    if int(found[2]):
        yield _whole(found[2])


def _values(token: str, language: Language) -> tuple[frozenset[Decimal], bool]:
    """Return the values of digits with points and commas, and whether that is another language's way."""
    signs = re.findall(r"\D", token)
    if not signs:
        return frozenset({Decimal(token)}), False
    decimal, group = language.separators
    points, groups = {decimal, "٫"}, {group, "٬", "'", "’"}
    # Arabic, Persian and Khmer print either way, with European digits and with their own.
    if language.script == "Arab" or language.language == "km":
        points, groups = {".", ",", "٫"}, {",", "٬", "."}
    own = set(_ways(token, signs, points, groups))
    if own:
        return frozenset(own), False
    other = set(_ways(token, signs, {".", ",", "٫"}, {".", ",", "٬", "'", "’"}))
    if other:
        return frozenset(other), True
    # A number of a section or of a version, 1.2.3: its parts.
    return frozenset({Decimal(re.sub(r"\D", "", token))}), False


def _ways(token: str, signs: list[str], points: set[str], groups: set[str]) -> Iterator[Decimal]:
    whole, _, fraction = token.rpartition(signs[-1])
    # The last three digits are decimals too, where one sign stands there: 1.234.
    if signs[-1] in points and len(set(signs)) in {1, 2} and signs.count(signs[-1]) == 1:
        left = _grouped(whole, groups - {signs[-1]})
        if left is not None:
            yield Decimal(f"{left}.{fraction}")
    joined = _grouped(token, groups)
    if joined is not None:
        yield Decimal(joined)


def _grouped(token: str, groups: set[str]) -> str | None:
    """Return the digits of a whole number whose groups are right: of three, or India's of two and three."""
    signs = re.findall(r"\D", token)
    if not signs:
        return token
    if len(set(signs)) > 1 or signs[0] not in groups:
        return None
    first, *rest = re.split(r"\D", token)
    india = len(rest) > 1 and all(len(part) == 2 for part in rest[:-1])
    right = len(first) <= 3 and len(rest[-1]) == 3 and (india or all(len(part) == 3 for part in rest))
    return "".join((first, *rest)) if right and not first.startswith("0") else None


_NEAR = 40
"""Characters about a number that say what it means."""
_BETWEEN = re.compile(r"[^\d.;:!?()。！？]{1,14}(?=\d)")


def _shared(number: _Number, text: str, place: int, language: Language) -> _Number:
    """Add what a number means that shares what stands behind the next one: from 90 to 350 billion."""
    if not (gap := _BETWEEN.match(text, place)) or not (more := _TOKEN.match(text, gap.end())):
        return number
    *_, (_, power) = [(0, 0), *numerals.scaled(text, more.end(), language)]
    shared = {value.scaleb(power) for value in number.values} if power else set()
    if (noon := _NOON.match(text, more.end())) and noon[1].lower() == "p":
        # Between 6 and 9 p.m.
        shared |= {value + 12 for value in number.values if 0 < value < 12}
    return replace(number, values=number.values | shared)


# Between two parts of one number: 12 bin 500, ۱۲ هزار و ۵۰۰.
_AND = {"Arab": re.compile(r"[\s\u00a0]?و?[\s\u00a0]?(?=\d)")}
_GAP = re.compile(r"[ \u00a0\u202f]?(?=\d)")


def _scaled(
    token: str, text: str, place: int, language: Language, parts: int = 4
) -> tuple[_Number, int, int]:
    """Return a number with the words that multiply it, where they end, and the power of ten they mean.

    `token` ends at `place`. What is added belongs to it: 123万4567, 12 bin 500, 2 लाख 12 हज़ार; at most so
    many `parts`.
    """
    values, foreign = _values(token, language)
    start = place - len(token)
    *_, (end, power) = [(place, 0), *numerals.scaled(text, place, language)]
    if not power:
        return _Number(token, values, foreign), place, 0
    values = alone = frozenset(value.scaleb(power) for value in values)
    gap = _AND.get(language.script, _GAP).match(text, end)
    if not parts or not gap or not (more := _TOKEN.match(text, gap.end())) or re.search(r"[:/-]", more[0]):
        return _Number(text[start:end], values, foreign), end, power
    tail, tail_end, tail_power = _scaled(more[0], text, more.end(), language, parts - 1)
    low = max(tail.values)
    if low < Decimal(10) ** power:
        # "12 thousand 500" is one number; "5 million 2025" are two, unless they touch.
        joins = bool(tail_power) or power <= 3 or language.language in numerals.ADDING
    else:
        # (27 thousand and 500) milliard.
        joins = tail_power > power and len(re.sub(r"\D", "", more[0])) <= power
        values = frozenset(value.scaleb(tail_power) for value in values)
    if not joins:
        return _Number(text[start:end], alone, foreign), end, power
    return _Number(text[start:tail_end], frozenset(value + low for value in values)), tail_end, power


def _meant(number: _Number, before: str, after: str, language: Language, late: bool) -> _Number:
    """Add what else a number may mean, by what stands about it."""
    pointed = _POINTED.fullmatch(number.text)
    timed = language.separators[0] != "." or language.language == "en"
    clock = (int(pointed[1]), int(pointed[2])) if pointed and timed else None
    more = {*_years(number, before, language), *_hours(number, after, late), *_eras(number, before, after)}
    if after.startswith(("割", "成")):
        more |= {value * 10 for value in number.values}
    if language.language == "en" and re.match(r"m\b", after):
        more |= {value * 10**6 for value in number.values}
    if lead := numerals.leading(before, language):
        more |= {lead + low for low in number.values if low < lead}
    return replace(number, values=number.values | more, clock=clock) if more or clock else number


def _hours(number: _Number, after: str, late: bool) -> Iterator[Decimal]:
    """Give the hour of the day that a number may be: 5 p.m. is 17."""
    if re.fullmatch(r"\d\d?", number.text) and (noon := _NOON.match(after)):
        yield Decimal(int(number.text) % 12 + (12 if noon[1].lower() == "p" else 0))
    if late:
        yield from (value + 12 for value in number.values if 0 < value < 12)


def _eras(number: _Number, before: str, after: str) -> Iterator[Decimal]:
    """Give the years that a number may stand for: of a decade, of a century, without its first two digits."""
    if _DECADE_BEFORE.search(before) or _DECADE.match(after):
        # The 1990s are the nineties.
        yield from (value % 100 for value in number.values if 1000 < value < 2100)
        yield from (value + 1900 for value in number.values if value < 100)
    if re.match(r"(?:st|nd|rd|th)[\s-]century", after) or before.endswith("thế kỷ "):
        # 1800-talet
        yield from ((value - 1) * 100 for value in number.values)
    if re.fullmatch(r"\d\d", number.text):
        # 2023–24; 24年, as newspapers write it.
        since = re.search(r"(?<!\d)(\d\d)\d\d\s?[–—〜～~/-]\s?$", before)
        centuries = [since[1]] if since else ["19", "20"] if after.startswith("年") else []
        yield from (Decimal(century + number.text) for century in centuries)


_DECADE = re.compile(r"(?:s\b|er\b|-?[еxх]\b|-ті\b|년대|年代|-luvu|-luku|-tal)|['’]s\b")
_DECADE_BEFORE = re.compile(
    r"(?:années|những năm|thập niên|thập kỷ|lata?|latach|anos|años|anni|jaren|tahun|ทศวรรษ|दशक)[\s\u00a0]*$"
)


def _years(number: _Number, before: str, language: Language) -> Iterator[Decimal]:
    """Give what a year is in the calendar of Europe."""
    for value in number.values:
        if value != value.to_integral_value():
            continue
        year = int(value)
        if language.language in {"th", "lo", "km", "my", "si"} and 2400 <= year <= 2650:
            yield Decimal(year - (544 if language.language in {"my", "si"} else 543))
        if language.language in {"fa", "ckb", "ps", "ku", "tg"} and 1200 <= year <= 1500:
            yield from (Decimal(year + 621), Decimal(year + 622))
        if language.script == "Arab" and 1200 <= year <= 1600:
            # Twelve months of the moon are 354.367 days, the year of the sun has 365.2425.
            about = int(year * Decimal("0.970224") + Decimal("621.5774"))
            yield from (Decimal(about), Decimal(about + 1))
        if language.language in {"ja", "zh"} and before.endswith(tuple(_ERAS)):
            yield Decimal(_ERAS[before[-2:]] + year)


def _instead(reading: _Reading) -> Iterator[Decimal]:
    text, language = reading.text, reading.language
    amounts = set()
    for number, end in numerals.said(text, language):
        amounts.add(Decimal(number))
        # "Five million", ห้าล้าน.
        amounts |= {Decimal(number).scaleb(power) for _, power in numerals.scaled(text, end, language)}
    if language.language in numerals.ADDING or language.script in {"Hans", "Hant", "Jpan"}:
        for found in _HAN.finditer(text):
            amounts.add(Decimal(_han(found[0])))
            if text[found.end() :].startswith(("成", "割")):
                amounts |= {Decimal(_han(found[0]) * 10), Decimal(10)}
    periods = numerals.periods(text, language)
    if not _LATE.isdisjoint(periods):
        amounts |= {amount + 12 for amount in amounts if amount < 12}
    yield from amounts
    # "In thousands" is × 1,000.
    scales = [Decimal(10) ** power for power in numerals.alone(text, language)]
    yield from scales
    for part in numerals.parts(text, language):
        yield from _PARTS[part]
        if part == "half":
            yield from (value + Decimal("0.5") for value in amounts | reading.values)
            # Half a million.
            yield from (scale / 2 for scale in scales)
    if re.search(r"\d[割成]", text):
        yield Decimal(10)
    pattern, known = numerals.months(language)
    yield from (Decimal(known[name.casefold()]) for name in pattern.findall(text))
    yield from (Decimal(_roman(found)) for found in _ROMAN.findall(text) if found)
    if "noon" in periods:
        yield Decimal(12)
    if "midnight" in periods:
        yield from (Decimal(0), Decimal(12), Decimal(24))
    for one in reading.numbers:
        yield from map(Decimal, one.clock or ())
        if any(1000 < value < 2100 and value % 10 == 0 for value in one.values):
            # 1990, as a decade, is of the twentieth century.
            yield from (value // 100 + 1 for value in one.values)


_PARTS = {
    "half": tuple(map(Decimal, ("30", "0.5", "1.5", "50", "2"))),
    "quarter": tuple(map(Decimal, ("15", "45", "0.25", "0.75", "25", "75", "4"))),
}
_LATE = {"afternoon", "evening", "night", "pm"}


def _roman(text: str) -> int:
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


# --- comparing -------------------------------------------------------------------------------------------


def _find(pair: Pair) -> Iterator[str]:
    told = any(re.search(r"\d|[IVXL]{2}", text) for text in (pair.said, pair.says))
    if not told and not numerals.months(pair.source)[0].search(pair.said):
        return
    old, new = _read(pair.said, pair.source), _read(pair.says, pair.target)
    if max(len(old.numbers), len(new.numbers)) > MOST:
        return
    if not pair.source.serves(pair.target):
        yield from _written_abroad(pair, new, old)
    if not new.phones.endswith(old.phones.removeprefix("0")):
        yield "a telephone number is not that of the source: copy its digits"
    for said, says, name in (
        (old.months, new.months, "names month"),
        (old.romans, new.romans, "has the Roman numeral of"),
    ):
        if wrong := _unsaid(said, says, new) or _unsaid(says, said, old):
            values = ", ".join(map(str, sorted(wrong)))
            side, other = ("source", "translation") if wrong & said else ("translation", "source")
            yield f"the {side} {name} {values}, the {other} another: correct it"
    loose = not (numerals.knows_scales(pair.source) and numerals.knows_scales(pair.target))
    lost = [n for n in old.numbers if not _has(new, n, loose) and not _worded(n, pair.target)]
    added = [n for n in new.numbers if not _has(old, n, loose) and not _worded(n, pair.source)]
    # Nothing may be said as 0 or as "no".
    lost, added = ([n for n in side if n.values != {Decimal(0)}] for side in (lost, added))
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


def _written_abroad(pair: Pair, new: _Reading, old: _Reading) -> Iterator[str]:
    """Tell of numbers that were copied with the source's points and commas."""
    known = {_digits(number.text) for number in old.numbers}
    for text in dict.fromkeys(text for n in new.numbers if n.foreign and (text := _digits(n.text)) in known):
        # The number of a version, Ubuntu 4.10 or DD2.0, is a part of a name and no amount.
        named = re.search(rf"([^\W\d_]+) ?(?<!\d){re.escape(text)}", pair.says)
        if named and named[1][0].isupper() and named[0] in pair.said:
            continue
        if any(
            re.search(_VERSION, said.partition(text)[0]) for said in (pair.said, pair.says) if text in said
        ):
            continue
        yield f"{text} is written as in the source: use your language's decimal sign and separators"


_VERSION = (
    r"(?i:\bv\.? ?$|(?:vers[iy]|verz|wersj|верс|phiên bản|版本|バージョン|버전|เวอร์ชัน|إصدار|نسخ|संस्करण|έκδοση)"
    r"[^\d.,;]{0,12}$)"
)


def _digits(text: str) -> str:
    """Return a number without its words of scale."""
    found = _TOKEN.match(text)
    return found[0] if found else text


def _has(reading: _Reading, number: _Number, loose: bool) -> bool:
    """Say whether a text has a value of a number, in digits or otherwise."""
    for other in reading.numbers:
        if number.values & other.values:
            return True
        # Where one of the two languages' words for thousands are not known, powers of ten are not compared.
        if loose and {_bare(v) for v in number.values} & {_bare(v) for v in other.values}:
            return True
    if number.values & reading.instead:
        return True
    if number.clock is None:
        return False
    hours, minute = {number.clock[0], (number.clock[0] + 12) % 24}, number.clock[1]
    known = reading.values | reading.instead
    return not known.isdisjoint(map(Decimal, hours)) and (not minute or Decimal(minute) in known)


def _unsaid(old: frozenset[Decimal], new: frozenset[Decimal], reading: _Reading) -> frozenset[Decimal]:
    """Return what the source names and the translation, which names others, has in no form."""
    lost = old - new - reading.values if new else frozenset()
    return lost and lost - reading.instead


def _bare(value: Decimal) -> str:
    return "".join(map(str, value.as_tuple().digits)).strip("0")


def _worded(number: _Number, language: Language) -> bool:
    """Say whether a number may stand in words that we do not know in a language."""
    return (
        not numerals.knows_words(language)
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
        "may stand in words. Years of the Buddhist and Islamic calendars and of Japanese eras are known.",
        _find,
        (
            Example("Tăng 6,5 % vào năm 2030", "Up 6.5% in 2035", "Up 6.5% in 2030"),
            Example("Tăng 6,5 %", "Up 6,5%", "Up 6.5%"),
            Example("Ngày 14/11/2025", "On 14 October 2025", "On 14 November 2025"),
            Example("Vốn 1,2 tỷ đồng", "资本1.2亿盾", "资本12亿盾", "zh_Hans"),
            Example("Có 9 nhóm", "There are eight groups", "There are nine groups"),
        ),
    ),
)
