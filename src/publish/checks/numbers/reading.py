"""A text and its language in, its numbers out, each with the values that its way of writing leaves open."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property, lru_cache

from publish.checks.numbers import words
from publish.checks.numbers.otherwise import ROMAN, instead, roman
from publish.languages import Language


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it stands in a text."""

    text: str
    """As written."""
    values: frozenset[Decimal]
    """What it may mean: as many as its way of writing leaves open."""
    foreign: bool = False
    """Whether it is written as this language does not: 6,5 in English."""
    clock: tuple[int, int] | None = None
    """Hour and minute, where it may be a time of the day: 8.30 in German."""
    vague: bool = False
    """Whether it may be said without a number: 24/7, 7～9月期."""
    decade: bool = False
    """Whether it is one of those years that have a name: the 1990s."""
    start: int = 0
    """Where it begins in `Reading.text`."""
    end: int = 0
    """Where it ends there, words of scale included."""


@dataclass(frozen=True)
class Reading:
    """What a text says in numbers."""

    numbers: tuple[Number, ...]
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
        return frozenset(instead(self))

    @cached_property
    def decade(self) -> bool:
        """Whether a decade is named without digits: the nineties, the last decade."""
        return bool(words.ages(self.language).search(self.text))


_SPACES = "\u00a0\u2009\u202f"
_NARROW = frozenset(_SPACES)
_GROUPING_SPACE = re.compile(rf"(?<!\d)\d{{1,3}}(?:[{_SPACES}]\d{{3}})+(?!\d)")
_GROUPING_PLAIN = re.compile(r"(?<![\d.,])\d{1,3}(?: \d{3})+(?!\d)")
# Digits with single signs inside; two in a row end it.
TOKEN = re.compile(r"\d+(?:[.,'’٫٬:/\u2010\u2011-]\d+)*")
_DATE = re.compile(
    r"(?P<day>\d{1,2})(?P<sign>[./\u2010\u2011-])(?P<month>\d{1,2})(?P=sign)(?P<year>\d{4})"
    r"|\d{4}([./-])(?:0?\d|1[0-2])(?:\4\d{1,2})?$"
)
_CLOCK = re.compile(r"([01]?\d|2[0-4])[:]([0-5]\d)(?:[:]([0-5]\d))?")
_DOTTED = re.compile(r"\d\.[0-5]\d")
# German, Thai, Indonesian and Nordic print set a point there.
_DOTTED_CLOCK = re.compile(
    r"(?<![\d.,])([01]?\d|2[0-4])\.([0-5]\d)"
    r"(?=(?:[\s\u00a0]?[–-][\s\u00a0]?\d\d?\.\d\d)?[\s\u00a0]?(?:Uhr|uur|h\b|WIB|น\.|[ap]\.?m\b))"
    r"|(?<=kl\. )([01]?\d|2[0-4])\.([0-5]\d)(?!\d)"
)
# What may be a time too where decimals have a comma.
_POINTED = re.compile(r"([01]?\d|2[0-4])\.([0-5]\d)")
# Bengali and Hindi say the point of a fraction.
_SAID_POINT = re.compile(r"(\d) (?:দশমিক|दशमलव) (\d)")
_NOON = re.compile(r"[\s\u00a0\u202f]?([ap])\.?m\b", re.IGNORECASE)
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "民國": 1911, "民国": 1911}
_PHONE = re.compile(
    r"(?<![\w.,])(?<!\d[ \u00a0\u202f])(?:\+|\(?0)(?:[ .()（）\u00a0\u202f-]*\d){8,14}(?!\d|,\d)"
)
_MANY_DIGITS = re.compile(r"\d(?:[ .()（）\u00a0\u202f-]*\d){7}")
"""What every telephone number has, and few texts."""
_ROMANS = re.compile("[IVXLCDM]{2}")
"""What every Roman numeral has that is looked for, and few texts."""
# Burmese's zero does duty for the letter wa on many keyboards.
_LETTER_WA = re.compile("(?<![\u1040-\u1049])\u1040(?=[\u1000-\u103f])")
_SQUARE = re.compile(r"\b([kcdmh]?m)2\b")


@lru_cache(maxsize=1 << 12)
def read(text: str, language: Language) -> Reading:
    """Return what a text says in numbers; remembered, since more than one check asks."""
    if "\u1040" in text:
        text = _LETTER_WA.sub("\u101d", text)
    text = _ascii(text)
    if "m2" in text:
        # A square metre has no two: m2 is m².
        text = _SQUARE.sub(r"\1²", text)
    phones = ""
    if _MANY_DIGITS.search(text):
        phones = "".join(re.sub(r"\D", "", phone) for phone in _PHONE.findall(text))
        text = _PHONE.sub(" ", text)
    text = _levelled(text, language)
    romans = (found for found in ROMAN.findall(text) if len(found) > 1) if _ROMANS.search(text) else ()
    return Reading(
        tuple(_numbers(text, language)),
        text,
        language,
        phones,
        frozenset(_months_named(text, language)),
        frozenset(Decimal(roman(found)) for found in romans),
    )


def placed(text: str, language: Language) -> tuple[str, tuple[tuple[frozenset[Decimal], int, int], ...]]:
    """Return a text as it is read, with European digits, and its numbers: their values, start and end.

    Parts of dates and times are not among them.
    """
    found = read(text, language)
    return found.text, tuple((n.values, n.start, n.end) for n in found.numbers if n.end)


def amounts(text: str, language: Language) -> tuple[frozenset[Decimal], ...]:
    """Return the values of each number in digits that a text has, parts of dates and times too."""
    return tuple(number.values for number in read(text, language).numbers)


def _months_named(text: str, language: Language) -> Iterator[Decimal]:
    pattern, known = words.months(language)
    for found in pattern.finditer(text):
        before, after = text[max(0, found.start() - 12) : found.start()], text[found.end() : found.end() + 3]
        dated = re.search(r"\d\w{0,2}[.\s\u00a0]*(?:de |of )?$", before) or re.match(r"\W{0,2}\d", after)
        # A short name, or one without the capital that its language sets, is as often a word: may, mars, set.
        capital = language.language in words.CAPITAL_MONTHS
        inside = re.search(r"[\w,] $", before)
        sure = (found[1][0].isupper() and bool(inside)) if capital else len(found[1]) > 3
        if dated or sure:
            yield Decimal(known[found[1].lower()])
    numbered = _NUMBERED_MONTHS.get(language.language)
    if numbered:
        yield from (Decimal(next(filter(None, found.groups()))) for found in numbered.finditer(text))
    for found in _FULL_DATE.finditer(text):
        day, month = int(found[1]), int(found[3])
        if language.language != "en" or day > 12 >= month:
            yield Decimal(month)


# Where months have numbers for names.
_NUMBERED_MONTHS = {
    "vi": re.compile(
        r"[Tt]háng (1[0-2]|[1-9])(?!\d)"
        r"|(?:ngày|sáng|trưa|chiều|tối|đêm|hôm) \d\d?[/-](1[0-2]|0?[1-9])(?![\d/-])",
    ),
    **dict.fromkeys(("zh", "yue", "ja"), re.compile(r"(?<!\d)(1[0-2]|[1-9])月(?!期)")),
    "ko": re.compile(r"(?<!\d)(1[0-2]|[1-9])월"),
}
# In English the month may stand first.
_FULL_DATE = re.compile(r"(?<![\d./-])([0-3]?\d)([./-])(1[0-2]|0?[1-9])\2\d{4}(?![\d/-])")


def _ascii(text: str) -> str:
    """Write every script's digits as those of Europe."""
    if text.isascii():
        return text
    return words.bare(text).translate(_DIGITS)


class _Digits(dict[int, int]):
    """The code of a character to that of its digit, its own where it is none; asked for as they are met."""

    def __missing__(self, code: int) -> int:
        digit = unicodedata.decimal(chr(code), None)
        found = self[code] = code if digit is None else ord("0") + digit
        return found


_DIGITS = _Digits()


def _levelled(text: str, language: Language) -> str:
    """Write times with a colon, and numbers without the spaces between their thousands."""
    if _DOTTED.search(text):
        text = _DOTTED_CLOCK.sub(lambda found: found[0].replace(".", ":"), text)
    if language.script in {"Beng", "Deva"}:
        text = _SAID_POINT.sub(r"\1.\2", text)
    if not _NARROW.isdisjoint(text):
        text = _GROUPING_SPACE.sub(_together, text)
    if language.separators[1] in {*_SPACES, " "} or language.language in {"es", "pt"}:
        text = _GROUPING_PLAIN.sub(_together, text)
    return text


def _together(found: re.Match[str]) -> str:
    return "".join(found[0].split())


def _numbers(text: str, language: Language) -> Iterator[Number]:
    late = not words.LATE.isdisjoint(words.periods(text, language))
    place = 0
    while found := TOKEN.search(text, place):
        token, place = found[0], found.end()
        if len(token) > _LONGEST:
            continue
        if _DATE.fullmatch(token):
            yield from (_whole(part) for part in re.findall(r"\d+", token))
        elif clock := _CLOCK.fullmatch(token):
            yield from _clock(clock, text[place : place + _NEAR])
        elif re.fullmatch(r"\d+(?:[.,'’٫٬]\d+)*", token):
            number, place, power = _scaled(token, text, place, language)
            if not power:
                number = _shared(number, text, place, language)
            before = text[max(0, found.start() - _NEAR) : found.start()]
            number = _meant(number, before, text[place : place + _NEAR], language, late)
            yield replace(number, start=found.start(), end=place)
        else:
            for number, before in _several(token, text, place, language):
                yield _meant(number, before, text[place : place + _NEAR], language, late)


def _several(token: str, text: str, place: int, language: Language) -> Iterator[tuple[Number, str]]:
    """Give each of the numbers in 2025-2030, 57/2025, 3:48.06 or 4-7.6 million, and what stands before it."""
    # 3:48.06 is a time in a race.
    parts = re.split(r"[:.,/\u2010\u2011-]" if ":" in token else r"[/\u2010\u2011-]", token)
    *_, (_, power) = [(0, 0), *words.scaled(text, place, language)]
    for count, part in enumerate(parts, 1):
        values, foreign = _values(part, language)
        scaled = {value.scaleb(power) for value in values}
        values = frozenset(scaled if count == len(parts) else scaled | values)
        yield Number(part, values, foreign, vague=token == "24/7"), f"{parts[0]}-" if count > 1 else ""


def _whole(digits: str) -> Number:
    return Number(digits, frozenset({Decimal(digits)}))


def _clock(found: re.Match[str], rest: str) -> Iterator[Number]:
    hour, noon = int(found[1]), _NOON.match(rest)
    hours = {hour, hour + 12 if hour <= 12 else hour - 12}
    if noon:
        hours = {hour, hour % 12 + (12 if noon[1].lower() == "p" else 0)}
    yield Number(found[1], frozenset(map(Decimal, hours)))
    # Nobody misses "00": 14:00 is two o'clock.
    yield from (_whole(part) for part in found.groups()[1:] if part and int(part))


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
_LONGEST = 60
"""Characters of the longest number; what has more is data, and may be beyond what Decimal can count with."""
_BETWEEN = re.compile(r"[^\d.;:!?()。！？]{1,14}(?=\d)")


def _shared(number: Number, text: str, place: int, language: Language) -> Number:
    """Add what a number means that shares what stands behind the next one: from 90 to 350 billion."""
    if not (gap := _BETWEEN.match(text, place)) or not (more := TOKEN.match(text, gap.end())):
        return number
    *_, (_, power) = [(0, 0), *words.scaled(text, more.end(), language)]
    shared = {value.scaleb(power) for value in number.values} if power else set()
    if (noon := _NOON.match(text, more.end())) and noon[1].lower() == "p":
        # Between 6 and 9 p.m.
        shared |= {value + 12 for value in number.values if 0 < value < 12}
    return replace(number, values=number.values | shared)


# Between two parts of one number: 12 bin 500, ۱۲ هزار و ۵۰۰.
_AND = {"Arab": re.compile(r"[\s\u00a0]?و?[\s\u00a0]?(?=\d)")}
_GAP = re.compile(r"[ \u00a0\u202f]?(?=\d)")


def _scaled(token: str, text: str, place: int, language: Language, parts: int = 4) -> tuple[Number, int, int]:
    """Return a number with the words that multiply it, where they end, and the power of ten they mean.

    `token` ends at `place`. What is added belongs to it: 123万4567, 12 bin 500, 2 लाख 12 हज़ार; at most so
    many `parts`.
    """
    values, foreign = _values(token, language)
    start = place - len(token)
    *_, (end, power) = [(place, 0), *words.scaled(text, place, language)]
    if not power:
        return Number(token, values, foreign), place, 0
    values = alone = frozenset(value.scaleb(power) for value in values)
    gap = _AND.get(language.script, _GAP).match(text, end)
    if not parts or not gap or not (more := TOKEN.match(text, gap.end())) or re.search(r"[:/-]", more[0]):
        return Number(text[start:end], values, foreign), end, power
    tail, tail_end, tail_power = _scaled(more[0], text, more.end(), language, parts - 1)
    low = max(tail.values)
    if low < Decimal(10) ** power:
        # "12 thousand 500" is one number; "5 million 2025" are two, unless they touch.
        joins = bool(tail_power) or power <= 3 or language.language in words.ADDING
    else:
        # (27 thousand and 500) milliard.
        joins = tail_power > power and len(re.sub(r"\D", "", more[0])) <= power
        values = frozenset(value.scaleb(tail_power) for value in values)
    if not joins:
        return Number(text[start:end], alone, foreign), end, power
    return Number(text[start:tail_end], frozenset(value + low for value in values)), tail_end, power


def _meant(number: Number, before: str, after: str, language: Language, late: bool) -> Number:
    """Add what else a number may mean, by what stands about it."""
    pointed = _POINTED.fullmatch(number.text)
    timed = language.separators[0] != "." or language.language == "en"
    clock = (int(pointed[1]), int(pointed[2])) if pointed and timed else None
    more = {*_years(number, before, language), *_hours(number, after, late), *_eras(number, before, after)}
    if after.startswith(("割", "成")):
        more |= {value * 10 for value in number.values}
    if language.language == "en" and re.match(r"m\b", after):
        more |= {value * 10**6 for value in number.values}
    decade = bool(_DECADE_BEFORE.search(before) or _DECADE.match(after))
    vague = number.vague or bool(_QUARTER_MONTHS.match(after))
    if lead := words.leading(before, language):
        more |= {lead + low for low in number.values if low < lead}
    if more or clock or vague or decade:
        return replace(number, values=number.values | more, clock=clock, vague=vague, decade=decade)
    return number


def _hours(number: Number, after: str, late: bool) -> Iterator[Decimal]:
    """Give the hour of the day that a number may be: 5 p.m. is 17."""
    if re.fullmatch(r"\d\d?", number.text) and (noon := _NOON.match(after)):
        yield Decimal(int(number.text) % 12 + (12 if noon[1].lower() == "p" else 0))
    if late:
        yield from (value + 12 for value in number.values if 0 < value < 12)


def _eras(number: Number, before: str, after: str) -> Iterator[Decimal]:
    """Give the years that a number may stand for: of a decade, of a century, without its first two digits."""
    if after.startswith("X") and not after[1:2].isalnum():
        # Vietnamese writes the nineties so.
        yield from (value * 10 for value in number.values)
        yield from (value * 10 + 1900 for value in number.values)
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


# Japan names the quarters of a year by their months.
_QUARTER_MONTHS = re.compile(r"(?:\s?[～〜~–-]\s?\d\d?)?月期")
_DECADE = re.compile(r"(?:X\b|s\b|er\b|-?[еxх]\b|-ті\b|년대|年代|-luvu|-luku|-tal)|['’]s\b")
_DECADE_BEFORE = re.compile(
    r"(?:années|(?i:những năm|thập niên|thập kỷ)|lata?|latach"
    r"|anos|años|anni|jaren|tahun|ทศวรรษ|दशक)[\s\u00a0]*$"
)


def _years(number: Number, before: str, language: Language) -> Iterator[Decimal]:
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
