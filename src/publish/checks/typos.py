"""Checks of slips of the keyboard: spaces, words typed twice, characters that nobody sees."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from publish.checks.pair import HOLE, Check, Example, Pair, around

# --- spaces ---------------------------------------------------------------------------------------------

_CJK = "\u3000-\u303f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uff00-\uffef"
_TWO_SPACES = re.compile(r"\S([ \u00a0]{2,})\S")
_SPACE_BEFORE = re.compile(r"\w[ \u00a0]+([,،、;؛:!?؟]|\.(?!\w|\.))(?=\s|$)")
_SPACE_BEFORE_COMMA = re.compile(r"\w[ \u00a0]+(,|\.(?!\w|\.))(?=\s|$)")
_SPACE_IN_CJK = re.compile(rf"[{_CJK}] +(?=[{_CJK}])")
_ASCII_IN_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]([,;:!?])(?=\s|[\u3040-\u9fff]|$)")
# A plain space is none: the line may end there, and the sign begin the next.
_FRENCH = re.compile(r"(?:[\w)%] ?(?=[;:!?»])|[.…!?] ?(?=»))([;:!?»])|(«) ?(?=\S)")
_FRENCH_COLON = re.compile(r"(?:[\w)%] ?(?=[:»])|[.…!?] ?(?=»))([:»])|(«) ?(?=\S)")
# What French sets without a space: times, ratios, addresses.
_TIGHT = re.compile(r"\d:\d|\w{1,20}://\S*|\S{1,64}@\S+|[\w.-]{0,64}\w:\w\S*")


def _spaces(pair: Pair) -> Iterator[str]:
    if pair.msgstr.strip() != pair.msgstr and pair.msgid.strip() == pair.msgid:
        yield "it begins or ends with a space or an empty line: remove it"
    # Two spaces are folded before print; but the next tool that reads the catalog may not do so.
    doubled = _TWO_SPACES.search(pair.msgstr)
    if doubled and not _TWO_SPACES.search(pair.msgid):
        yield f"two spaces in “{around(pair.msgstr, doubled.start(1))}”: leave one"
    # French and its kin set a space before some signs; see `_french`.
    pattern = _SPACE_BEFORE_COMMA if pair.target.language in {"fr", "br", "oc"} else _SPACE_BEFORE
    before = pattern.search(pair.says)
    if before and not pattern.search(pair.said):
        yield f"a space before “{before[1]}” in “{around(pair.says, before.start(1))}”: remove it"


def _cjk_spaces(pair: Pair) -> Iterator[str]:
    if pair.target.language not in {"zh", "yue", "ja"}:
        return
    if (space := _SPACE_IN_CJK.search(pair.says)) and not _apart(pair, space):
        yield f"a space in “{around(pair.says, space.start())}”: none stands between these characters"
    if sign := _ASCII_IN_CJK.search(pair.says):
        wide = {
            ",": "，" if pair.target.language != "ja" else "、",
            ";": "；",
            ":": "：",
            "!": "！",
            "?": "？",
        }
        yield f"“{sign[1]}” after “{pair.says[sign.start()]}”: write “{wide[sign[1]]}”"


def _apart(pair: Pair, space: re.Match[str]) -> bool:
    """Say whether a space parts two clauses of a headline, or a name from what a person did."""
    if pair.running or pair.target.language == "ja":
        return False
    place = space.start() + 1
    before = _WORD_BEFORE.search(pair.says, max(0, place - _CLAUSE), place)
    after = _WORD.match(pair.says, space.end())
    lengths = [len(found[0]) for found in (before, after) if found]
    return pair.place.startswith("byline") or min(lengths, default=0) >= _CLAUSE


_WORD_BEFORE = re.compile(r"\w+\Z")
_WORD = re.compile(r"\w+")
_CLAUSE = 4
"""Characters that are rather a clause than a part of a word."""


def _french(pair: Pair) -> Iterator[str]:
    if pair.target.language != "fr":
        return
    # Canada and Switzerland set a space before the colon and inside the quotation marks only, or less.
    if pair.target.territory == "CH":
        return
    pattern = _FRENCH_COLON if pair.target.territory == "CA" else _FRENCH
    text = _TIGHT.sub(HOLE, pair.says)
    if found := pattern.search(text):
        sign = found[1] or found[2]
        where = "after" if found[2] else "before"
        place = around(text, found.start()).replace(HOLE, "…")
        yield f"no no-break space {where} “{sign}” in “{place}”: French sets one there (U+202F or U+00A0)"


# --- words ----------------------------------------------------------------------------------------------

# Where a word twice in a row is a slip; in Vietnamese, Indonesian, Hindi, Turkish… it is grammar.
_NO_REDUPLICATION = {
    *("en", "fr", "de", "es", "pt", "ca", "nl", "sv", "da", "nb", "nn", "no", "pl", "cs", "sk", "sl"),
    *("ru", "uk", "be", "bg", "sr", "hr", "ro", "lt", "lv", "et"),
}
_MAY_REPEAT = {
    *("that", "had", "is", "nous", "vous", "die", "der", "das", "sie", "faire", "no", "sí", "muy", "très"),
    *("bora", "blah", "bye", "ha", "so", "se", "si", "to", "je", "co", "nie"),
}
_DOUBLED = re.compile(r"\b([^\W\d_]{2,})\s+\1\b", re.IGNORECASE)


def _doubled(pair: Pair) -> Iterator[str]:
    if pair.target.language not in _NO_REDUPLICATION or _DOUBLED.search(pair.said):
        return
    for found in _DOUBLED.finditer(pair.says):
        word = found[1]
        again = found[0][-len(word) :]
        # A name may well be double: New York's Walla Walla, Baden Baden; "option OPTION" explains itself.
        name = word[0].isupper() and again[0].isupper()
        if not name and word.isupper() == again.isupper() and word.casefold() not in _MAY_REPEAT:
            yield f"“{found[0]}”: the word stands twice"


# --- characters -----------------------------------------------------------------------------------------

_ISOLATES = {"\u202a": "\u202c", "\u202b": "\u202c", "\u202d": "\u202c", "\u202e": "\u202c"} | dict.fromkeys(
    "\u2066\u2067\u2068", "\u2069"
)
# An override shows words backwards even where it is closed.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u180e\u200b\u202d\u202e\u2060-\u2064\ufeff\ufff9-\ufffb]"
)
_JOINERS = re.compile("[\u200c\u200d]")
_JOINING = {"Arab", "Deva", "Beng", "Guru", "Gujr", "Orya", "Taml", "Telu", "Knda", "Mlym", "Sinh", "Mong"}
# These languages part their words with U+200B where a line may break.
_BREAKING = {"th", "lo", "km", "my", "ja", "zh", "bo", "dz"}


def _invisible(pair: Pair) -> Iterator[str]:
    seen = Counter(_UNSEEN.findall(pair.msgstr)) - Counter(_UNSEEN.findall(pair.msgid))
    if pair.target.language in _BREAKING:
        del seen["\u200b"]
    if pair.target.script not in _JOINING and "\u200d" not in pair.msgid:
        # Emoji are made with joiners.
        joined = re.sub("[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f]\u200d", "", pair.msgstr)
        seen += Counter(_JOINERS.findall(joined))
    for sign, number in sorted(seen.items()):
        times = "" if number == 1 else f" ({number} times)"
        yield f"invisible character {_named(sign)}{times}: delete it, or type the words about it anew"
    if stray := _unclosed(pair.msgstr):
        yield f"{_named(stray)} turns the direction of text and is not closed: delete it"


def _named(sign: str) -> str:
    return f"U+{ord(sign):04X} {unicodedata.name(sign, 'control character')}".rstrip()


_DIRECTING = re.compile("[\u202a-\u202e\u2066-\u2069]")


def _unclosed(text: str) -> str:
    """Return a control of direction that has no partner, empty if all have."""
    opened: list[str] = []
    sign: str
    for sign in _DIRECTING.findall(text):
        if sign in _ISOLATES:
            opened.append(sign)
        elif sign in "\u202c\u2069":
            if not opened or _ISOLATES[opened[-1]] != sign:
                return sign
            opened.pop()
    return opened[-1] if opened else ""


_PIECE = 5000
"""Characters of a text that is longer than any paragraph."""


def _composed(pair: Pair) -> Iterator[str]:
    # In pieces, for a heap of marks takes quadratic time.
    starts = range(0, len(pair.msgstr), _PIECE)
    whole = "".join(unicodedata.normalize("NFC", pair.msgstr[at : at + _PIECE]) for at in starts)
    # Bengali, Punjabi and other letters with a dot are two characters in NFC, one on most keyboards: both are
    # right. So is either order of Burmese signs.
    if len(whole) < len(pair.msgstr):
        place = next((n for n, (a, b) in enumerate(zip(pair.msgstr, whole, strict=False)) if a != b), 0)
        yield f"“{around(pair.msgstr, place)}” is written in pieces: type it anew, as whole letters (NFC)"


CHECKS = (
    Check(
        "spaces",
        "warning",
        "No spaces at the beginning and the end, none twice, none before a comma or a full stop.",
        _spaces,
        (Example("Một, hai", "One , two", "One, two"), Example("Một hai", "One  two", "One two")),
    ),
    Check(
        "cjk-spaces",
        "warning",
        "Chinese and Japanese: no spaces between characters, and full-width signs after them.",
        _cjk_spaces,
        (
            Example("Hà Nội, Huế", "河内, 顺化", "河内、顺化", "zh_Hans"),
            Example("Cuộc họp mới", "新しい 会議", "新しい会議", "ja"),
        ),
    ),
    Check(
        "french-spaces",
        "warning",
        "French: a no-break space before ; : ! ? and inside « »; in Canada before : and inside « » only.",
        _french,
        (Example("Nội dung: mới", "Contenu: nouveau", "Contenu\u00a0: nouveau", "fr"),),
    ),
    Check(
        "doubled-word",
        "warning",
        "No word stands twice in a row, in languages where that is a slip.",
        _doubled,
        (Example("Ở nhà", "In the the house", "In the house"),),
    ),
    Check(
        "invisible",
        "warning",
        "No characters that nobody sees: zero-width spaces, soft hyphens, control characters, "
        "controls of direction that are not closed. Joiners are allowed where the script needs them.",
        _invisible,
        (Example("Hà Nội", "Ha\u200bnoi", "Hanoi"),),
    ),
    Check(
        "composition",
        "warning",
        "Letters with marks are one character each (Unicode's form NFC), as search and fonts need them.",
        _composed,
        (Example("Paris", "Pari\u0302s", "Parîs", "fr"),),
    ),
)
