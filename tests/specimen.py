"""Languages to a project: an article that uses every construct, and machine-made catalogs for it.

The words of a translation are names from CLDR (countries, months, currencies, units) in the right script,
with the script's own punctuation; they mean nothing, and are the same in every run. Codes, addresses, notes
and marks stand in them where the English has them.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from publish import catalog, po, readers
from publish.languages import Language, parse
from publish.message import decode, encode
from publish.model import Code, Lang, Link, Note, Raw, Span
from publish.units import segment

NAME = "specimen"
"""The article, without its suffix."""
SOURCE = "en"
LANGUAGES = (
    "af am ar az be bg bn bo bs ca ckb cs cy da de el es et eu fa fi fil fr ga gl gu ha he hi hr hu hy id is "
    "it ja ka kk km kn ko ku lo lt lv mk ml mn mr ms my nb ne nl nn pa pl ps pt pt_BR ro ru si sk sl so sq "
    "sr sr@latin sv sw ta te th ti tr uk ur uz vi zh_Hans zh_Hant zu"
).split()
"""Every language that the package has words of its own in, and those that have a row of their own."""
A_DOZEN = ("vi", "de", "ru", "ar", "ur", "he", "hi", "th", "km", "my", "ja", "zh_Hant")
"""One for each way of setting a line: Latin with marks, hyphenated Latin, Cyrillic, three that read from
right to left, an Indic one, four without spaces, a Chinese one."""

CONFIG = """[project]
title = "Specimen"
source-language = "en"
languages = [{languages}]

[theme]
toc = true
imprint = true
"""
"""The `publish.toml`; `{languages}` is filled with the list."""

ARTICLE = (Path(__file__).parent / "data" / "specimen.md").read_text("utf-8")
"""One that uses every construct."""


def write(folder: Path, languages: Iterable[str] = LANGUAGES) -> None:
    """Make the project in a folder: settings, the article, its pictures, a template and full catalogs."""
    names = [name for name in languages if name != SOURCE]
    (folder / "source" / "images").mkdir(parents=True, exist_ok=True)
    listed = ", ".join(f'"{name}"' for name in names)
    (folder / "publish.toml").write_text(CONFIG.format(languages=listed), "utf-8")
    article = folder / "source" / f"{NAME}.md"
    article.write_text(ARTICLE, "utf-8")
    _pictures(folder / "source" / "images")
    units = segment(readers.read(article, source=article.name, language=SOURCE))
    template = catalog.template(units, project="Specimen", source_language=parse(SOURCE))
    # A date of its own, lest the same project written twice differ.
    template = template.with_fields(dict.fromkeys(("POT-Creation-Date", "PO-Revision-Date"), _DATE))
    _put(folder / "locales" / f"{NAME}.pot", template.to_bytes())
    for name in names:
        path = folder / "locales" / parse(name).gettext / "LC_MESSAGES" / f"{NAME}.po"
        _put(path, translated(template, parse(name)).to_bytes())


_DATE = "2026-03-01 12:00+0000"


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def translated(template: catalog.Catalog, language: Language) -> catalog.Catalog:
    """Return the full catalog of a language."""
    empty = catalog.new(template, language)
    entries = tuple(_translated(entry, language) for entry in empty.entries)
    return replace(empty, entries=entries)


def _translated(entry: po.Entry, language: Language) -> po.Entry:
    return replace(entry, msgstr=(translate(entry.msgid, language),))


# --- words ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Writing:
    """How a language sets its words together."""

    space: str = " "
    """Between words."""
    comma: str = ","
    stop: str = "."
    width: int = 1
    """How many narrow characters one of its letters takes."""


_UNSPACED = {"ja": "、。", "zh": "，。", "th": "  ", "lo": "  ", "km": " ។", "my": "၊။", "bo": "།།"}
_PUNCTUATION = {
    "ar": "،.",
    "fa": "،.",
    "ckb": "،.",
    "ps": "،.",
    "ur": "،۔",
    "hi": ",।",
    "ne": ",।",
    "bn": ",।",
    "pa": ",।",
    "am": "፣።",
    "ti": "፣።",
    "hy": ",։",
}


def _writing(language: Language) -> _Writing:
    tag = language.language
    if tag in _UNSPACED:
        signs = _UNSPACED[tag]
        return _Writing("", signs[0], signs[1], 2 if tag in {"ja", "zh"} else 1)
    signs = _PUNCTUATION.get(tag, ",.")
    return _Writing(" ", signs[0], signs[1])


@cache
def words(language: Language) -> tuple[str, ...]:
    """Return what CLDR calls things in a language, word by word, in the language's own script alone."""
    from babel import Locale

    locale = Locale.parse(language.tag, sep="-")
    named = [locale.territories, locale.languages, locale.currencies, locale.scripts]
    lists: list[Iterable[str]] = [table.values() for table in named]
    lists += [locale.months["format"]["wide"].values(), locale.days["format"]["wide"].values()]
    lists += [(str(name) for name in locale._data["unit_display_names"].get(u, {}).values()) for u in _UNITS]
    names = (str(name) for some in lists for name in some)
    whole = {word.strip("()（）") for name in names for word in name.split() if _is_word(word, language)}
    return tuple(sorted(whole))


_UNITS = ("length-kilometer", "mass-kilogram", "duration-year", "duration-day", "area-hectare")


def _is_word(word: str, language: Language) -> bool:
    letters = word.strip("()（）")
    if not 1 < len(letters) < 40 or any(
        unicodedata.category(c)[0] not in "LM" and c not in _JOINTS for c in letters
    ):
        return False
    return _scripts(language) >= {_script(c) for c in letters if c.isalpha()}


_JOINTS = "\u0f0b\u200c\u200d"
"""What stands between the letters of a Tibetan, a Persian and a Sinhala word."""


def _script(char: str) -> str:
    return unicodedata.name(char, "?").split()[0]


@cache
def _scripts(language: Language) -> frozenset[str]:
    named = {"Jpan": {"CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA"}, "Kore": {"HANGUL"}}
    named |= {"Hans": {"CJK"}, "Hant": {"CJK"}}
    return frozenset(named.get(language.script) or {_SCRIPT_NAMES.get(language.script, "LATIN")})


_SCRIPT_NAMES = {
    "Arab": "ARABIC",
    "Armn": "ARMENIAN",
    "Beng": "BENGALI",
    "Cyrl": "CYRILLIC",
    "Deva": "DEVANAGARI",
    "Ethi": "ETHIOPIC",
    "Geor": "GEORGIAN",
    "Grek": "GREEK",
    "Gujr": "GUJARATI",
    "Guru": "GURMUKHI",
    "Hebr": "HEBREW",
    "Khmr": "KHMER",
    "Knda": "KANNADA",
    "Laoo": "LAO",
    "Mlym": "MALAYALAM",
    "Mymr": "MYANMAR",
    "Sinh": "SINHALA",
    "Taml": "TAMIL",
    "Telu": "TELUGU",
    "Thai": "THAI",
    "Tibt": "TIBETAN",
}


# --- translating ---------------------------------------------------------------------------------------

_KEPT = re.compile(r"[A-Za-z]*\d|://|www\.|@|\w{24}|[A-Za-z]\.[A-Za-z]")
"""What a translator leaves alone: a word with a digit in it, an address, a name without end."""
_NUMBER = re.compile(r"\d+")


def translate(message: str, language: Language) -> str:
    """Return a message of the same markup and about the same length, in words of a language."""
    chance = random.Random(f"{language.tag} {message}")
    return encode(_spans(decode(message), language, chance))


def _spans(spans: tuple[Span, ...], language: Language, chance: random.Random) -> Iterator[Span]:
    for place, span in enumerate(spans):
        kept = any(isinstance(mark, Code | Lang | Note | Raw) for mark in span.marks)
        bare = any(isinstance(m, Link) and m.href.endswith(span.text) for m in span.marks)
        if kept or bare or not span.text.strip():
            yield span
            continue
        last = place == len(spans) - 1
        yield replace(span, text=_said(span.text, language, chance, first=place == 0, last=last))


def _said(text: str, language: Language, chance: random.Random, *, first: bool, last: bool) -> str:
    """Say a run of text in other words: what is kept stays in its place, what is not becomes words."""
    writing = _writing(language)
    out: list[str] = []
    ordinary = ""
    for piece in re.findall(r"\S+|\s+", text):
        if not _KEPT.search(piece):
            ordinary += piece
            continue
        out += [_phrase(ordinary, writing, language, chance), _number(piece, language)]
        ordinary = ""
    out.append(_phrase(ordinary, writing, language, chance))
    said = "".join(out)
    said = said[:1].upper() + said[1:] if first and language.script != "Geor" else said
    return said.strip() if first and last else said


def _number(piece: str, language: Language) -> str:
    found = re.fullmatch(r"([1-9]\d*)([.,;:)]*)", piece)
    return language.number(int(found[1])) + found[2] if found else piece


def _phrase(text: str, writing: _Writing, language: Language, chance: random.Random) -> str:
    """Return words as long as `text`, between the same spaces and before the same punctuation."""
    core = text.strip()
    if not any(map(str.isalpha, core)):
        return text
    opening = text[: next(at for at, char in enumerate(text) if char.isalpha())]
    after = text[len(text.rstrip()) :]
    closing = core[-1] if core[-1] in ".,;:!?" else ""
    said = opening + _sentence(len(core), writing, language, chance) + closing
    return said.translate({ord("."): writing.stop.strip(), ord(","): writing.comma.strip()}) + after


def _sentence(length: int, writing: _Writing, language: Language, chance: random.Random) -> str:
    known = words(language)
    out = chance.choice(known)
    since = 1
    while len(out) * writing.width < length - 3:
        gap = writing.space
        if since > 4 and chance.random() < 0.2:
            since = 0
            sign = writing.stop if chance.random() < 0.4 else writing.comma
            # In Chinese and Japanese nothing stands behind a stop; elsewhere a space does.
            gap = sign if writing.width == 2 else sign.strip() + " "
        out += gap + chance.choice(known)
        since += 1
    return out


# --- pictures ------------------------------------------------------------------------------------------

_PLAN = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="320" height="160" viewBox="0 0 320 160">'
    '<rect x="4" y="4" width="312" height="152" fill="#eef3f2" stroke="#0b5d57" stroke-width="3"/>'
    '<path d="M110 4v152M210 4v152" stroke="#0b5d57" stroke-width="3"/>'
    '<circle cx="57" cy="80" r="24" fill="#d9a441"/></svg>\n'
)


def _pictures(folder: Path) -> None:
    from PIL import Image, ImageDraw

    hill = Image.linear_gradient("L").resize((1200, 700)).convert("RGB")
    ImageDraw.Draw(hill).ellipse((-200, 350, 1400, 1300), fill=(86, 130, 70))
    hill.save(folder / "hill.jpg", quality=85)
    bars = Image.new("RGBA", (600, 300), (0, 0, 0, 0))
    for at in range(6):
        ImageDraw.Draw(bars).rectangle(
            (20 + at * 95, 260 - at * 40, 90 + at * 95, 280), fill=(11, 93, 87, 255)
        )
    bars.save(folder / "bars.png")
    Image.new("RGB", (32, 32), (40, 140, 60)).save(folder / "square.png")
    (folder / "plan.svg").write_text(_PLAN, "utf-8")
