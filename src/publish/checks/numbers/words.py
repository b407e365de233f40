"""How languages say numbers: words for small ones, for thousands and millions, and names of months.

CLDR's rules for spelling, read by unicode-rbnf, give the words for one to a hundred in 80 languages. Our own
`tables` add what they lack: stems of inflected words, words of scale and their abbreviations.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

from publish.checks.numbers import tables
from publish.checks.pair import folded
from publish.languages import Language

ADDING = frozenset({"zh", "ja", "ko", "yue"})
"""Languages in which what follows a word of scale is added: 123万4567."""


_SIGNS = dict.fromkeys(map(ord, "\u200b\u00ad\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652"))


def bare(text: str) -> str:
    """Return a text without what is written or not as one pleases: places to break, Arabic vowels."""
    return text.translate(_SIGNS)


def _table(text: str) -> Iterator[tuple[str, int]]:
    """Give each word of a table with its number: `3:thousand 6:million/m`."""
    for part in text.split():
        number, words = part.split(":")
        yield from ((word, int(number)) for word in words.split("/"))


def knows_scales(language: Language) -> bool:
    """Say whether the words for thousands and millions are known."""
    return language.language in tables.SCALES


def _unspaced(language: Language) -> bool:
    """Say whether words touch each other, or take endings of any kind."""
    return language.language in tables.UNSPACED or language.language in ADDING


def alone(text: str, language: Language) -> Iterator[int]:
    """Give the power of ten of each word of scale in a text that stands behind no number."""
    for found in _scales(language).finditer(text):
        # Half a million is written in one word in Russian: полмиллиона.
        if not text[max(0, found.start() - 1) : found.start()].isdigit():
            yield _power(found)


def leading(before: str, language: Language) -> int:
    """Return the amount in words that leads the number behind `before`, مليون و250 ألف; 0 if none does."""
    found = _leader(language).search(before, max(0, len(before) - 20))
    if not found:
        return 0
    words = before[: found.start()].rstrip()
    _, power = next(scaled(found[0], 0, language), (0, 0))
    number = next((n for n, end in said(words, language) if end == len(words)), 1)
    return number * 10**power if power and not words[-1:].isdigit() else 0


@cache
def _leader(language: Language) -> re.Pattern[str]:
    words = "/".join(word for word, _ in _table(tables.SCALES.get(language.language, "")))
    start = "" if _unspaced(language) else r"(?<!\w)"
    return re.compile(
        rf"{start}(?:{_written(words)})[\s\u00a0]?و?[\s\u00a0]?\Z" if words else "(?!)",
        re.IGNORECASE,
    )


def _written(words: str) -> str:
    """Return what matches words parted by a slash: `_` is a space, `~` letters, `-` at the end any ending."""
    return "|".join(
        re.escape(bare(word).removesuffix("-"))
        .replace("_", r"[\s-]")
        .replace("\\~", r"\w+")
        .replace("~", r"\w+")
        + (r"\w*" if word.endswith("-") else "")
        for word in sorted(words.split("/"), key=len, reverse=True)
    )


def _compiled(words: str, language: Language) -> re.Pattern[str]:
    """Return what matches whole words of a table."""
    if _unspaced(language):
        return re.compile(_written(words))
    prefix = _PREFIXES.get(language.language, "")
    return re.compile(rf"{_START}{prefix}(?:{_written(words)})(?!\w)", re.IGNORECASE)


# The signs that Indic scripts set on letters are no letters to Python.
_START = r"(?<![\w\u0900-\u0dff])"
# "And", "in", "for" and the article are written on to the word.
_PREFIXES = {"ar": "[وف]?[بلك]?(?:ال|ل)?", "he": "[והבלכמש]{0,3}"}


@cache
def _scales(language: Language) -> re.Pattern[str]:
    """Return what matches a word of scale after a number, in a group whose name begins with its power."""
    # The longest first: in Portuguese "mil" begins "mil milhões".
    table = sorted(_table(tables.SCALES.get(language.language, "")), key=lambda item: -len(item[0]))
    end = "" if _unspaced(language) else r"(?!\w)"
    if language.language in {"zh", "yue"}:
        # Kilowatts and kilograms are no thousands: 千瓦, 千克, 兆瓦.
        end = "(?:(?<![百千兆])|(?![瓦克米卡伏赫帕焦]|字节|比特))"
    words = "|".join(f"(?P<p{power}_{place}>{_written(word)})" for place, (word, power) in enumerate(table))
    # (?!) matches nowhere.
    # Millions of milliards: milioni di miliardi.
    of = "(?:d[ei] )?" if language.language in {"it", "fr", "es", "pt", "ca"} else ""
    return re.compile(rf"[\s\u00a0\u202f-]{{0,2}}{of}(?:{words or '(?!)'})\.?{end}", re.IGNORECASE)


_GREATEST = 24
"""Power of ten beyond which nobody counts."""


def _power(found: re.Match[str]) -> int:
    return int((found.lastgroup or "").partition("_")[0].removeprefix("p"))


def scaled(text: str, place: int, language: Language) -> Iterator[tuple[int, int]]:
    """Follow the words of scale from a place on: after each its end, and the power of ten of all so far."""
    power = 0
    # Article 12 is 제12조 in Korean, whose trillion is 조 too.
    # "Only one fifth" is 5분의 1만, and no ten thousand.
    if language.language in ADDING and re.search(r"(?:[제第]|분의 ?)\d+$", text[max(0, place - 8) : place]):
        return
    while power < _GREATEST and (found := _scales(language).match(text, place)):
        place, power = found.end(), power + _power(found)
        yield place, power


def knows_words(language: Language) -> bool:
    """Say whether the words for small numbers are known in all their forms."""
    return bool(_small(language))


def said(text: str, language: Language) -> Iterator[tuple[int, int]]:
    """Give each number that stands in words, one to a hundred, with the place where it ends."""
    found = tuple(_said(text, language))
    yield from found
    if language.language == "ar":
        # Ordinals have an article before each part, الخامس والسبعين, and are not among CLDR's.
        tens = {end: number for number, end in found if number in range(20, 100, 10)}
        for number, place in found:
            if number < 10 and (word := _AND_MORE.match(text, place)) and word.end() in tens:
                yield tens[word.end()] + number, word.end()


_AND_MORE = re.compile(r"\s+و\w+")


def _said(text: str, language: Language) -> Iterator[tuple[int, int]]:
    for number, words in _small(language):
        yield from ((number, found.end()) for found in words.finditer(text))
    known = _spelled(language)
    if not known:
        return
    if _unspaced(language):
        yield from ((known[found[0]], found.end()) for found in _any_of(language).finditer(text))
        return
    tokens = [(found[0].casefold(), found.end()) for found in _LETTERS.finditer(text)]
    for place, (word, _) in enumerate(tokens):
        # The longest first: "twenty-five" is not twenty.
        for length in _lengths(language).get(word, (1,)):
            some = tokens[place : place + length]
            value = _number_of(" ".join(word for word, _ in some), language) if len(some) == length else None
            if value:
                yield value, some[-1][1]
                break


@cache
def _lengths(language: Language) -> dict[str, tuple[int, ...]]:
    """Return by their first words how many words numbers have, the most first, for those of several words."""
    found: dict[str, set[int]] = {}
    for words in _spelled(language):
        first, *rest = words.split()
        if rest:
            found.setdefault(first, {1}).add(len(rest) + 1)
    return {first: tuple(sorted(lengths, reverse=True)) for first, lengths in found.items()}


# With the signs that Indic scripts set on letters.
_LETTERS = re.compile(r"[^\W\d_](?:[^\W\d_]|[’'\u0900-\u0dff])*")


@lru_cache(maxsize=1 << 15)
def _number_of(words: str, language: Language) -> int | None:
    known = _spelled(language)
    prefix = re.compile(_PREFIXES.get(language.language, ""))
    for start in (0, 1, 2):
        if not prefix.fullmatch(words[:start]):
            break
        if number := _inflected(words[start:], known):
            return number
    return None


def _inflected(words: str, known: dict[str, int]) -> int | None:
    # vingtaine, trzynastego
    for ending in range(6):
        stem = words[: len(words) - ending]
        if ending and len(stem) < max(4, ending + 2):
            break
        ways = (stem, *(f"{stem}{vowel}" for vowel in "aeo")) if ending > 2 else (stem,)
        if number := next((known[way] for way in ways if way in known), None):
            return number
    return None


@cache
def _small(language: Language) -> tuple[tuple[int, re.Pattern[str]], ...]:
    name = language.language
    first_twelve = f"{tables.SMALL.get(name, '')}{tables.UNSPACED.get(name, '')}".split()
    more = (part.split(":") for part in tables.MORE.get(name, "").split())
    forms = (*enumerate(first_twelve, 1), *((int(number), words) for number, words in more))
    return tuple((number, _compiled(words, language)) for number, words in forms)


@cache
def _spelled(language: Language) -> dict[str, int]:
    """Return the numbers to a hundred by their words in CLDR, in all cases and genders, ordinals too."""
    from unicode_rbnf import FormatPurpose, RbnfEngine
    from unicode_rbnf.engine import RbnfError

    # Han numerals are read, not looked up.
    if language.language in {"zh", "ja", "yue"}:
        return {}
    found: dict[str, int] = {}
    try:
        engine = RbnfEngine.for_language(language.language)
    except ValueError:
        return {}
    for purpose in (FormatPurpose.CARDINAL, FormatPurpose.ORDINAL):
        for number in (*range(1, 101), *range(200, 1001, 100)):
            try:
                forms = engine.format_number(number, purpose).text_by_ruleset.values()
            except (ValueError, RbnfError):
                continue  # no rules for ordinals, or none that we have
            for form in forms:
                plain = " ".join(bare(form).replace("-", " ").split()).casefold()
                if not any(map(str.isdecimal, plain)):
                    found.setdefault(plain, number)
    if language.language in {"cs", "sk"}:
        # As in German, the units may stand first: devětadvacet.
        pairs = [(word.split(), number) for word, number in found.items() if 20 < number < 100]
        found |= {f"{unit}a{ten}": number for (ten, unit), number in (p for p in pairs if len(p[0]) == 2)}
    return found


@cache
def ages(language: Language) -> re.Pattern[str]:
    """Return what matches the name of a decade: a numeral with endings, or one of a few words."""
    tens = {
        word for word, number in _spelled(language).items() if number in range(20, 100, 10) and len(word) > 4
    }
    stems = "|".join(re.escape(word[: max(5, len(word) - 2)]) for word in sorted(tens))
    return re.compile(rf"{tables.AGES}|(?<!\w)(?:{stems or '(?!)'})", re.IGNORECASE)


@cache
def _any_of(language: Language) -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, _spelled(language)), key=len, reverse=True)))


@cache
def _parts(language: Language, table: str) -> re.Pattern[str] | None:
    words = {"half": tables.HALVES, "quarter": tables.QUARTERS}[table].get(language.language)
    return _compiled(words, language) if words else None


def parts(text: str, language: Language) -> Iterator[str]:
    """Say whether words for a `half` and a `quarter` stand in a text."""
    for table in ("half", "quarter"):
        pattern = _parts(language, table)
        if pattern and pattern.search(text):
            yield table


@cache
def _periods(language: Language) -> tuple[tuple[str, tuple[str, ...], re.Pattern[str]], ...]:
    """Return the parts of the day: how CLDR's names for them begin, and what matches these names."""
    periods = language.locale.day_periods if language.locale else {}
    names: dict[str, set[str]] = {}
    for context in periods.values():
        for width in context.values():
            for period, name in width.items():
                if len(name) > 1:
                    names.setdefault(period.rstrip("12"), set()).add(name.casefold())
    names.setdefault("afternoon", set()).update(tables.LATE.get(language.language, "").split("/"))
    names["afternoon"].discard("")
    return tuple(
        (
            period,
            tuple({folded(re.split("[ _~-]", bare(word))[0]) for word in words}),
            _compiled("/".join(words).replace(" ", "_"), language),
        )
        for period, words in names.items()
        if words
    )


def periods(text: str, language: Language) -> frozenset[str]:
    """Return the parts of the day that a text names: `noon`, `midnight`, `afternoon`, `evening`, `night`."""
    # Most texts name none; whether one has the beginning of a name is soon seen.
    small = folded(text)
    found = {
        period
        for period, beginnings, pattern in _periods(language)
        if any(beginning in small for beginning in beginnings) and pattern.search(text)
    }
    if language.language == "en" and re.search(r"\bp\.?m\b", text):
        found.add("pm")
    return frozenset(found)


LATE = frozenset({"afternoon", "evening", "night", "pm"})
"""Parts of the day in which five is seventeen o'clock."""
CAPITAL_MONTHS = frozenset({"en", "de", "tr", "id", "ms", "el", "sw", "af", "lb"})
"""Languages that write the names of months with a capital."""
_INDIC = {"Deva", "Beng", "Guru", "Gujr", "Orya", "Taml", "Telu", "Knda", "Mlym", "Sinh"}


@cache
def months(language: Language) -> tuple[re.Pattern[str], dict[str, int]]:
    """Return what matches the name of a month in CLDR, and the month of each name in small letters."""
    found: dict[str, int] = {}
    # Two Latin letters are more often a word than a month.
    shortest = 2 if language.script == "Latn" else 1
    for width in ("wide", "abbreviated"):
        for context in ("format", "stand-alone"):
            for number, name in _names(language, width, context).items():
                # A name with a digit is a number already: 11月, tháng 11, Thg 11.
                if not re.search(r"\d", name) and len(name.rstrip(".")) > shortest:
                    found.setdefault(name.rstrip(".").lower(), number)
    found = {bare(name): number for name, number in found.items()}
    for form, number in _table(tables.MONTHS.get(language.language, "")):
        found[form] = number
    words = "|".join(sorted(map(re.escape, found), key=len, reverse=True)) or "(?!)"
    spaced = r"(?!\w)" if language.language not in tables.UNSPACED else ""
    prefix = _PREFIXES.get(language.language, "")
    # Endings grow on Indic words: জানুয়ারিতে.
    grown = r"[\u0900-\u0dff]{0,4}" if language.script in _INDIC else ""
    return re.compile(
        rf"{_START}{prefix}({words}){grown}{spaced}" if spaced else f"({words})", re.IGNORECASE
    ), found


def _names(language: Language, width: Any, context: Any) -> dict[int, str]:
    from babel.dates import get_month_names

    locale = language.locale
    return dict(get_month_names(width, context=context, locale=locale)) if locale else {}
