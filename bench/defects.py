"""A correct translation in, the same with one slip out: what translators and their tools get wrong.

The words that are put in come from CLDR and from here, never from the tables of the checks themselves.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from random import Random

from babel.dates import get_month_names
from babel.units import format_unit

from publish.checks import Pair, Seen
from publish.message import decode
from publish.model import Code, Link, Raw

Break = Callable[[Pair, Random], Iterator[Pair]]
"""Gives the pair with a slip; nothing where the pair offers no place for it."""


@dataclass(frozen=True, slots=True)
class Defect:
    """One kind of slip."""

    name: str
    """For people."""
    checks: frozenset[str]
    """Which of publish's checks have found it when they say something."""
    make: Break


_KINDS: list[Defect] = []


def _slip(name: str, *checks: str) -> Callable[[Break], Break]:
    def keep(make: Break) -> Break:
        _KINDS.append(Defect(name, frozenset(checks), make))
        return make

    return keep


def kinds() -> tuple[Defect, ...]:
    """Return every kind of slip."""
    return tuple(_KINDS)


def _with(pair: Pair, text: str) -> Iterator[Pair]:
    if text != pair.msgstr and text.strip():
        yield replace(pair, msgstr=text)


def _prose(pair: Pair, pattern: str) -> list[re.Match[str]]:
    """Find a pattern in a translation, outside of code, addresses and tags."""
    keep = re.compile(r"`[^`]*`|\]\([^)]*\)|<[^>]*>|\S*@\S*|\S*example\.org\S*|\[\^\w+\]")
    hidden = [range(*found.span()) for found in keep.finditer(pair.msgstr)]
    return [
        found
        for found in re.finditer(pattern, pair.msgstr)
        if not any(found.start() in span for span in hidden)
    ]


def _cut(text: str, found: re.Match[str], new: str, group: int = 0) -> str:
    return text[: found.start(group)] + new + text[found.end(group) :]


# --- numbers ---------------------------------------------------------------------------------------------

_NUMBER = r"(?<![\d:.])\d+(?:[.,٫٬\u00a0\u202f]\d+)*(?![\d:])"


def _digit(sign: str, rng: Random) -> str:
    """Return another digit of the same script, not a zero."""
    zero = ord(sign) - unicodedata.decimal(sign)
    return chr(zero + rng.choice([n for n in range(1, 10) if n != unicodedata.decimal(sign)]))


@_slip("a digit is another", "numbers")
def _digit_wrong(pair: Pair, rng: Random) -> Iterator[Pair]:
    if places := _prose(pair, r"(?<![\d.,])\d\d+"):
        found = rng.choice(places)
        place = rng.randrange(found.start(), found.end())
        yield from _with(
            pair, pair.msgstr[:place] + _digit(pair.msgstr[place], rng) + pair.msgstr[place + 1 :]
        )


@_slip("a number is lost", "numbers", "units")
def _number_lost(pair: Pair, rng: Random) -> Iterator[Pair]:
    if places := _prose(pair, _NUMBER):
        found = rng.choice(places)
        if len(found[0]) > 1:
            yield from _with(pair, " ".join(_cut(pair.msgstr, found, "").split()))


@_slip("a number is added", "numbers")
def _number_added(pair: Pair, rng: Random) -> Iterator[Pair]:
    if places := _prose(pair, r"(?<=\w) (?=\w)"):
        yield from _with(pair, _cut(pair.msgstr, rng.choice(places), f" {rng.randrange(13, 990)} "))


@_slip("the source's decimal sign", "numbers")
def _copied_sign(pair: Pair, rng: Random) -> Iterator[Pair]:
    decimal, other = pair.target.separators[0], pair.source.separators[0]
    places = _prose(pair, rf"(?<![\d.,])\d+{re.escape(decimal)}\d{{1,2}}(?![\d.,:])")
    kept = {text.replace(other, decimal) for text in re.findall(r"\d+[.,]\d{1,2}(?![\d.,])", pair.msgid)}
    places = [found for found in places if found[0] in kept]
    # In Arabic print either is right, and the number of a version is no amount.
    if pair.target.language == "ar" or re.search(r"[Vv]ersion|[Pp]hiên bản", pair.msgid):
        return
    if decimal != other and places:
        found = rng.choice(places)
        yield from _with(pair, _cut(pair.msgstr, found, found[0].replace(decimal, other)))


@_slip("a thousand, a million, a billion for another", "numbers")
def _scale_wrong(pair: Pair, rng: Random) -> Iterator[Pair]:
    for low, high in _SCALES.get(pair.target.language, ()):
        if places := _prose(pair, rf"(?<=\d)[\s\u00a0\u202f]?({low})"):
            yield from _with(pair, _cut(pair.msgstr, rng.choice(places), high, 1))
            return


_SCALES = {
    "vi": (("triệu", "tỷ"), ("tỷ", "triệu")),
    "fr": (("millions", "milliards"), ("milliards", "millions")),
    "de": (("Millionen", "Milliarden"), ("Milliarden", "Millionen"), ("Billionen", "Milliarden")),
    "es": (("millones", "billones"),),
    "pt": (("milhões", "bilhões"), ("bilhões", "milhões")),
    "ru": (("млн", "млрд"), ("млрд", "млн")),
    "pl": (("mln", "mld"), ("mld", "mln")),
    "tr": (("milyon", "milyar"), ("milyar", "milyon")),
    "ar": (("مليون", "مليار"), ("مليار", "مليون")),
    "fa": (("میلیون", "میلیارد"), ("میلیارد", "میلیون")),
    "hi": (("लाख", "करोड़"), ("करोड़", "लाख")),
    "th": (("ล้าน", "แสน"),),
    "km": (("លាន", "ពាន់"),),
    "zh": (("亿", "万"), ("万", "亿")),
    "ja": (("億", "万"), ("万", "億")),
    "ko": (("억", "만"), ("만", "억")),
    "id": (("juta", "miliar"), ("miliar", "juta")),
    "el": (("εκατ", "δισ"), ("δισ", "εκατ")),
    "en": (("million", "billion"), ("billion", "million")),
}


@_slip("another month", "numbers")
def _month_wrong(pair: Pair, rng: Random) -> Iterator[Pair]:
    names = get_month_names("wide", locale=pair.target.locale)
    for number, name in names.items():
        # Where the months have numbers, the digit is another.
        if len(name) > 3 and not re.search(r"\d", name) and (places := _prose(pair, re.escape(name))):
            other = names[(number + rng.randrange(1, 11)) % 12 + 1]
            if re.search(r"\d", pair.msgid) and other != name:
                yield from _with(pair, _cut(pair.msgstr, places[0], other))
                return


@_slip("the percent sign is lost", "units")
def _percent_lost(pair: Pair, rng: Random) -> Iterator[Pair]:
    del rng
    found = re.sub(r"[\s\u00a0\u202f]?[%٪％]", "", pair.msgstr)
    if "%" in pair.msgid:
        yield from _with(pair, found)


@_slip("another currency", "units")
def _currency_wrong(pair: Pair, rng: Random) -> Iterator[Pair]:
    del rng
    names = {sign.casefold(): "$" for sign in ("€",)}
    locale = pair.target.locale
    if locale and "EUR" in locale.currencies:
        names[locale.currencies["EUR"].casefold()] = locale.currencies["USD"]
    for name, other in names.items():
        # Not in "European".
        word = rf"{re.escape(name)}(?![pп])" if name.isalpha() else re.escape(name)
        places = list(re.finditer(word, pair.msgstr, re.IGNORECASE))
        if len(places) == 1 and "ropean" not in pair.msgid:
            yield from _with(pair, _cut(pair.msgstr, places[0], other))
            return


@_slip("another unit", "units")
def _unit_wrong(pair: Pair, rng: Random) -> Iterator[Pair]:
    pairs = [
        ("length-kilometer", "length-meter"),
        ("mass-kilogram", "mass-gram"),
        ("mass-tonne", "mass-kilogram"),
    ]
    for width in ("long", "short"):
        for unit, other in rng.sample(pairs, len(pairs)):
            old, new = (
                re.sub(
                    r"^\W*\d+[\s\u00a0\u202f]*", "", format_unit(20, name, width, locale=pair.target.locale)
                )
                for name in (unit, other)
            )
            if places := _prose(pair, rf"(?<=\d)[\s\u00a0\u202f]?({re.escape(old)})(?![\w²<])"):
                yield from _with(pair, _cut(pair.msgstr, places[0], new, 1))
                return


# --- marks -----------------------------------------------------------------------------------------------


@_slip("bold is lost", "strong")
def _bold_lost(pair: Pair, rng: Random) -> Iterator[Pair]:
    del rng
    yield from _with(pair, re.sub(r"\*\*(.+?)\*\*", r"\1", pair.msgstr, count=1))


@_slip("italic is lost", "emphasis")
def _italic_lost(pair: Pair, rng: Random) -> Iterator[Pair]:
    del rng
    yield from _with(pair, re.sub(r"(?<!\*)\*(?!\*)([^*]+)\*(?!\*)", r"\1", pair.msgstr, count=1))


@_slip("half of a mark is lost", "markup", "strong")
def _half_mark(pair: Pair, rng: Random) -> Iterator[Pair]:
    if pair.msgstr.count("**") == 2:
        place = rng.choice((pair.msgstr.find("**"), pair.msgstr.rfind("**")))
        yield from _with(pair, pair.msgstr[:place] + pair.msgstr[place + 2 :])


@_slip("a space inside a mark", "markup", "strong")
def _space_in_mark(pair: Pair, rng: Random) -> Iterator[Pair]:
    del rng
    yield from _with(pair, re.sub(r"\*\*(.+?)\*\*", r"** \1 **", pair.msgstr, count=1))


@_slip("a raised or lowered figure is plain", "raised", "lowered")
def _script_lost(pair: Pair, rng: Random) -> Iterator[Pair]:
    del rng
    yield from _with(pair, re.sub(r"<(su[bp])>(.*?)</\1>", r"\2", pair.msgstr))


@_slip("a link is lost", "link")
def _link_lost(pair: Pair, rng: Random) -> Iterator[Pair]:
    del rng
    yield from _with(pair, re.sub(r"\[([^\]]+)\]\([^)]+\)", r"\1", pair.msgstr, count=1))


@_slip("a link leads elsewhere", "link-target", "link")
def _link_wrong(pair: Pair, rng: Random) -> Iterator[Pair]:
    del rng
    if any(isinstance(mark, Link) for span in decode(pair.msgid) for mark in span.marks):
        yield from _with(pair, re.sub(r"(\]\([^)]*?)(\w)\)", r"\1\2x)", pair.msgstr, count=1))


@_slip("a link is broken by a space", "markup", "link")
def _link_broken(pair: Pair, rng: Random) -> Iterator[Pair]:
    del rng
    yield from _with(pair, pair.msgstr.replace("](", "] (", 1))


@_slip("an e-mail or web address is another", "link", "link-target", "address")
def _address_wrong(pair: Pair, rng: Random) -> Iterator[Pair]:
    del rng
    if re.search(r"(?<!\()(?:\w+@|\b)example\.org", pair.msgid):
        yield from _with(pair, re.sub(r"(?<![(/])((?:\w+@)?exa)mple\.org", r"\1nple.org", pair.msgstr))


@_slip("code is translated", "code")
def _code_wrong(pair: Pair, rng: Random) -> Iterator[Pair]:
    del rng
    if any(isinstance(mark, Code) for span in decode(pair.msgid) for mark in span.marks):
        yield from _with(pair, re.sub(r"`([^`]+)`", r"`\1s`", pair.msgstr, count=1))


def _anchored(pair: Pair, thing: str) -> tuple[Pair, Pair] | None:
    """Return a pair with a thing at the end of both texts, and the same without it in the translation."""
    if any(isinstance(mark, Code | Link | Raw) for span in decode(pair.msgid) for mark in span.marks):
        return None
    msgid, msgstr = f"{pair.msgid} {thing}", f"{pair.msgstr} {thing}"
    whole = replace(pair, msgid=msgid, msgstr=msgstr)
    return whole, replace(whole, msgstr=pair.msgstr)


@_slip("a footnote is lost", "footnote")
def _note_lost(pair: Pair, rng: Random) -> Iterator[Pair]:
    if both := _anchored(pair, f"[^{rng.randrange(1, 20)}]"):
        yield both[1]


@_slip("a picture in the line is lost", "image")
def _image_lost(pair: Pair, rng: Random) -> Iterator[Pair]:
    if both := _anchored(pair, f"![](a{rng.randrange(9)}.png)"):
        yield both[1]


@_slip("a line break is lost", "line-break")
def _break_lost(pair: Pair, rng: Random) -> Iterator[Pair]:
    del rng
    if both := _anchored(pair, "<br>x"):
        yield replace(both[0], msgstr=both[0].msgstr.replace("<br>", ""))


# --- signs -----------------------------------------------------------------------------------------------


@_slip("the sign at the end is lost", "end")
def _end_lost(pair: Pair, rng: Random) -> Iterator[Pair]:
    del rng
    free = pair.target.language in {"th", "lo"} and pair.msgstr[-1] not in "!:"
    if not free and re.search(r"\w[.!?:。！？।؟。]$", pair.msgstr) and pair.msgid[-1] in ".?!:":
        yield from _with(pair, pair.msgstr[:-1])


@_slip("a question ends as a statement", "end")
def _question_lost(pair: Pair, rng: Random) -> Iterator[Pair]:
    del rng
    stops = {"?": ".", "？": "。", "؟": ".", ";": "."}
    if pair.msgid.endswith("?") and pair.msgstr[-1] in stops and pair.target.language != "th":
        stop = (
            "।"
            if pair.target.language == "hi"
            else "។"
            if pair.target.language == "km"
            else stops[pair.msgstr[-1]]
        )
        # か。 asks too.
        if not pair.msgstr.endswith("か？"):
            yield from _with(pair, pair.msgstr[:-1] + stop)


@_slip("a quotation mark is lost", "quotes")
def _quote_lost(pair: Pair, rng: Random) -> Iterator[Pair]:
    if len(places := _prose(pair, '["“”„«»「」]')) == 2:
        yield from _with(pair, _cut(pair.msgstr, rng.choice(places), ""))


@_slip("all quotation marks are lost", "quotes")
def _quotes_lost(pair: Pair, rng: Random) -> Iterator[Pair]:
    del rng
    if re.search("[“”]", pair.msgid):
        yield from _with(pair, re.sub('[\u00a0\u202f]?["“”„«»「」][\u00a0\u202f]?', "", pair.msgstr))


@_slip("straight quotation marks", "quote-marks")
def _straight(pair: Pair, rng: Random) -> Iterator[Pair]:
    del rng
    # What Hebrew prints is in doubt.
    if pair.target.language != "he" and re.search("[“”]", pair.msgid):
        yield from _with(pair, re.sub("[“”„«»「」]", '"', pair.msgstr))


@_slip("the source's quotation marks", "quote-marks")
def _foreign_marks(pair: Pair, rng: Random) -> Iterator[Pair]:
    del rng
    if pair.target.language in {"de", "ru", "uk", "pl", "sv"} and len(marks := _prose(pair, "[“”„«»]")) == 2:
        text = _cut(pair.msgstr, marks[1], "”")
        yield from _with(pair, _cut(text, marks[0], "“"))


@_slip("a bracket is lost", "brackets")
def _bracket_lost(pair: Pair, rng: Random) -> Iterator[Pair]:
    if places := _prose(pair, r"[()（）]"):
        yield from _with(pair, _cut(pair.msgstr, rng.choice(places), ""))


@_slip("two spaces, or one before the comma", "spaces")
def _space_stray(pair: Pair, rng: Random) -> Iterator[Pair]:
    commas = _prose(pair, r"(?<=\w)[,،](?= )") if pair.target.language not in {"zh", "ja"} else []
    if commas and rng.random() < 0.5:
        yield from _with(pair, _cut(pair.msgstr, rng.choice(commas), f" {commas[0][0]}"))
    elif spaces := _prose(pair, r"(?<=\w) (?=\w)"):
        yield from _with(pair, _cut(pair.msgstr, rng.choice(spaces), "  "))
    else:
        yield from _with(pair, f" {pair.msgstr}")


@_slip("no space before French signs", "french-spaces")
def _french_space(pair: Pair, rng: Random) -> Iterator[Pair]:
    if pair.target.gettext == "fr" and (places := _prose(pair, "[\u00a0\u202f](?=[:;!?»])")):
        yield from _with(pair, _cut(pair.msgstr, rng.choice(places), rng.choice(("", " "))))


@_slip("a space or a narrow comma in Chinese, Japanese", "cjk-spaces")
def _cjk_space(pair: Pair, rng: Random) -> Iterator[Pair]:
    if pair.target.language in {"zh", "ja"}:
        commas = _prose(pair, "[，、](?=[\u3041-\u9fff])")
        if commas and rng.random() < 0.5:
            yield from _with(pair, _cut(pair.msgstr, rng.choice(commas), ", "))
        elif places := _prose(pair, "(?<=[\u3041-\u9fff])(?=[\u3041-\u9fff])"):
            yield from _with(pair, _cut(pair.msgstr, rng.choice(places), " "))


# --- words -----------------------------------------------------------------------------------------------


@_slip("a word stands twice", "doubled-word")
def _doubled(pair: Pair, rng: Random) -> Iterator[Pair]:
    # In the others a word twice may be grammar.
    if pair.target.language in {"en", "fr", "de", "es", "pt", "ru", "pl"} and (
        places := _prose(pair, r"(?<![\w*`\[])[^\W\d_]{2,}(?= \w)")
    ):
        found = rng.choice([place for place in places if place[0].islower()] or places)
        if found[0].islower():
            yield from _with(pair, _cut(pair.msgstr, found, f"{found[0]} {found[0]}"))


@_slip("the source text is left", "untranslated")
def _copied(pair: Pair, rng: Random) -> Iterator[Pair]:
    del rng
    if len([word for word in re.findall(r"[^\W\d_]{2,}", pair.msgid) if word.islower()]) >= 4:
        yield from _with(pair, pair.msgid)


@_slip("words of the source are left over", "left-over")
def _left(pair: Pair, rng: Random) -> Iterator[Pair]:
    del rng
    words = pair.msgid.rstrip(".?!").split()
    for place in range(len(words) - 4):
        some = words[place : place + 5]
        if all(re.fullmatch(r"[^\W\d_]{2,}", word) and word.islower() for word in some):
            head = pair.msgstr[: len(pair.msgstr) // 2]
            yield from _with(pair, f"{head} {' '.join(some)}.")
            return


_LIKE = str.maketrans("aceopxyаосерху", "асеорхуaocepxy")


@_slip("a letter of another alphabet", "script")
def _alien(pair: Pair, rng: Random) -> Iterator[Pair]:
    if pair.target.script not in {"Latn", "Cyrl"}:
        return
    places = [p for p in _prose(pair, r"(?<![\w@`/.])[^\W\d_]{4,}") if p[0].translate(_LIKE) != p[0]]
    if places:
        found = rng.choice(places)
        letters = [n for n, sign in enumerate(found[0]) if sign.translate(_LIKE) != sign]
        place = found.start() + rng.choice(letters)
        sign = pair.msgstr[place].translate(_LIKE)
        yield from _with(pair, pair.msgstr[:place] + sign + pair.msgstr[place + 1 :])


@_slip("an invisible character", "invisible")
def _unseen(pair: Pair, rng: Random) -> Iterator[Pair]:
    sign = rng.choice("\u200b\u00ad\ufeff\u202e\u2066")
    spaced = pair.target.language not in {"th", "lo", "km", "my", "ja", "zh"}
    if places := _prose(pair, r"(?<=\w)(?=\w)"):
        yield from _with(pair, _cut(pair.msgstr, rng.choice(places), sign if spaced else "\ufeff"))


@_slip("letters in pieces", "composition")
def _pieces(pair: Pair, rng: Random) -> Iterator[Pair]:
    del rng
    if pair.target.script in {"Latn", "Cyrl", "Grek", "Kore"}:
        yield from _with(pair, unicodedata.normalize("NFD", pair.msgstr))


@_slip("longer than the template allows", "max-length")
def _too_long(pair: Pair, rng: Random) -> Iterator[Pair]:
    del rng
    if len(pair.says) > 12:
        yield replace(pair, limit=len(pair.says) - 1)


# --- words of the office ---------------------------------------------------------------------------------


@_slip("another word for a term", "term")
def _term_wrong(pair: Pair, rng: Random) -> Iterator[Pair]:
    del rng
    for term in pair.terms:
        if term.language == pair.target and term.term in pair.msgid.casefold():
            for approved in term.approved:
                if approved in pair.msgstr:
                    yield from _with(pair, pair.msgstr.replace(approved, "Xyzzy"))
                    return


@_slip("a forbidden word for a term", "forbidden-term")
def _term_forbidden(pair: Pair, rng: Random) -> Iterator[Pair]:
    for broken in _term_wrong(pair, rng):
        terms = tuple(replace(term, forbidden=("Xyzzy",)) for term in pair.terms)
        yield replace(broken, terms=terms)


@_slip("one text in two ways", "inconsistent")
def _two_ways(pair: Pair, rng: Random) -> Iterator[Pair]:
    seen = Seen()
    seen.note(pair, "other.po:1")
    words = pair.msgstr.split()
    if len(words) > 3:
        place = rng.randrange(len(words) - 1)
        words[place : place + 2] = (
            words[place + 1 : place - 1 if place else None : -1] or words[place : place + 2]
        )
        yield from _with(replace(pair, seen=seen), " ".join(words))


@_slip("the translation of another text", "alike")
def _others(pair: Pair, rng: Random) -> Iterator[Pair]:
    del rng
    seen = Seen()
    seen.note(replace(pair, msgid=f"Some other text of {len(pair.msgid)} letters"), "other.po:1")
    if len(pair.msgstr) > 20:
        yield replace(pair, seen=seen)
