"""Checks of the words: what stands between them, at their end, in which script, and how long they are."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from publish.checks.pair import HOLE, Check, Example, Pair
from publish.languages import Language

# --- spaces ----------------------------------------------------------------------------------------------

_CJK = "\u3000-\u303f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uff00-\uffef"
_TWO_SPACES = re.compile(r"\S([ \u00a0]{2,})\S")
_SPACE_BEFORE = re.compile(r"\w[ \u00a0]+([,،、;؛:!?؟]|\.(?!\w|\.))(?=\s|$)")
_SPACE_BEFORE_COMMA = re.compile(r"\w[ \u00a0]+(,|\.(?!\w|\.))(?=\s|$)")
_SPACE_IN_CJK = re.compile(rf"[{_CJK}] +(?=[{_CJK}])")
_ASCII_IN_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]([,;:!?])(?=\s|[\u3040-\u9fff]|$)")
# A plain space is none: the line may end there, and the sign begin the next.
_FRENCH = re.compile(r"\w ?([;:!?»])|(«) ?(?=\w)")
_FRENCH_COLON = re.compile(r"\w ?([:»])|(«) ?(?=\w)")
# What French sets without a space: times, ratios, addresses.
_TIGHT = re.compile(r"\d:\d|\w{1,20}://\S*|\S{1,64}@\S+|[\w.-]{0,64}\w:\w\S*")


def _spaces(pair: Pair) -> Iterator[str]:
    if pair.msgstr.strip() != pair.msgstr and pair.msgid.strip() == pair.msgid:
        yield "it begins or ends with a space or an empty line: remove it"
    # Two spaces are folded before print; but the next tool that reads the catalog may not do so.
    doubled = _TWO_SPACES.search(pair.msgstr)
    if doubled and not _TWO_SPACES.search(pair.msgid):
        yield f"two spaces in “{_around(pair.msgstr, doubled.start(1))}”: leave one"
    # French and its kin set a space before some signs; see `_french`.
    pattern = _SPACE_BEFORE_COMMA if pair.target.language in {"fr", "br", "oc"} else _SPACE_BEFORE
    before = pattern.search(pair.says)
    if before and not pattern.search(pair.said):
        yield f"a space before “{before[1]}” in “{_around(pair.says, before.start(1))}”: remove it"


def _around(text: str, place: int) -> str:
    """Return the words about a place, short enough for a message."""
    start, end = max(place - 15, 0), place + 15
    return f"{'…' if start else ''}{text[start:end].strip()}{'…' if end < len(text) else ''}"


def _cjk_spaces(pair: Pair) -> Iterator[str]:
    if pair.target.language not in {"zh", "yue", "ja"}:
        return
    if space := _SPACE_IN_CJK.search(pair.says):
        yield f"a space in “{_around(pair.says, space.start())}”: none stands between these characters"
    if sign := _ASCII_IN_CJK.search(pair.says):
        wide = {
            ",": "，" if pair.target.language != "ja" else "、",
            ";": "；",
            ":": "：",
            "!": "！",
            "?": "？",
        }
        yield f"“{sign[1]}” after “{pair.says[sign.start()]}”: write “{wide[sign[1]]}”"


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
        place = _around(text, found.start()).replace(HOLE, "…")
        yield f"no no-break space {where} “{sign}” in “{place}”: French sets one there (U+202F or U+00A0)"


# --- signs at the end ------------------------------------------------------------------------------------

_STOP, _COLON = "a full stop", "a colon"
_STOPS: dict[str, str] = {
    # Latin, CJK, Indic, Urdu, Armenian, Ethiopic, Burmese, Syriac, Tibetan.
    **dict.fromkeys(".。．｡।॥۔։።။܂།", _STOP),
    **dict.fromkeys("?？؟՞፧⸮", "a question mark"),
    **dict.fromkeys("!！՜", "an exclamation mark"),
    # Khmer's full stop is not its colon.
    **dict.fromkeys(":：፡៖", _COLON),
    **dict.fromkeys("…⋯", "an ellipsis"),
    "។": _STOP,
    "៕": _STOP,
}
# German closes with what English opens with; Danish turns the angles round.
_CLOSERS = " \u00a0\u202f\"'”’»›“‘«‹)]}）」』》〉】］〕\u200e\u200f\ufffc"
# A stop that belongs to an abbreviation is not the sentence's: 2025 г., v.v., U.S., etc.
_SHORT = re.compile(
    r"\d[\s\u00a0\u202f]*[^\W\d_]{1,2}\.$|\b(?:\w{1,3}\.[\s\u00a0\u202f]?)+\w{1,3}\.$"
    r"|\b(?:etc|usw|Jr|Sr|Inc|Ltd|Co|Corp|al|др|пр|ff|tzv|itd|enz|osv|m\.m|тис|тыс|тыш|млн|млрд|tys|mln|mld|Tsd|Mio|Mrd|tis|mil|χιλ|εκατ)\.$"
)


def ending(text: str, language: Language) -> str:
    """Say what kind of sign a text ends with, empty for none."""
    # What somebody asks is asked, wherever the full stop of the whole sentence stands: «Perché?».
    text = re.sub(r"(?<=[?!？！])([»”\"’’])\.$", r"\1", text.rstrip())
    text = text.rstrip(_CLOSERS)
    if text.endswith(("...", "…", "⋯", "……")):
        return "an ellipsis"
    if text.endswith((";", "\u037e")) and language.language == "el":
        return "a question mark"
    # Armenian sets its question and exclamation marks inside the word.
    if language.language == "hy" and (tail := re.search(r"[՞՜]\w*\W*$", text)):
        return _STOPS[tail[0][0]]
    if language.language == "ja" and text.endswith("か。"):
        return "a question mark"
    return _STOPS.get(text[-1:], "")


def _ends(pair: Pair) -> Iterator[str]:
    old, new = ending(pair.said, pair.source), ending(pair.says, pair.target)
    if old == new or _may_differ(pair, old, new) or ({old, new} <= {_STOP, ""} and _abbreviated(pair)):
        return
    yield (
        f"the source ends with {old or 'no sign'}, the translation with {new or 'no sign'}: "
        "end it alike, in your language's own sign"
    )


_SPOKEN = re.compile(r"[?!？！؟…][\s\u00a0\u202f]?[»”\"’」』]\.?$")


def _may_differ(pair: Pair, old: str, new: str) -> bool:
    """Say whether the custom of a language is reason enough."""
    # “Nobody asked us!” she said. In another order it ends with what she said.
    if _STOP in {old, new} and any(_SPOKEN.search(text.rstrip()) for text in (pair.said, pair.says)):
        return True
    for language, sign, other in ((pair.target.language, new, old), (pair.source.language, old, new)):
        # Thai and Lao have no full stop; a word may ask and another announce what follows.
        if language in {"th", "lo"} and not sign and other in {_STOP, _COLON, "a question mark"}:
            return True
        # What announces a list may be a sentence with its stop.
        if language in {"ja", "ko", "zh"} and sign == _STOP and other == _COLON:
            return True
    # What somebody says ends with its bracket in Japanese.
    if pair.target.language == "ja" and pair.says.rstrip().endswith(("」", "』")) and old == _STOP:
        return True
    # A headline that asks needs no sign there.
    if pair.target.language == "ja" and old == "a question mark" and pair.says.rstrip().endswith("か"):
        return True
    # Captions and items of lists, a sentence each, have no stop in Japanese and Korean print.
    alone = not pair.running and not re.search(r"[.。．]\s*\w", pair.says)
    return pair.target.language in {"ja", "ko"} and (old, new) == (_STOP, "") and alone


def _abbreviated(pair: Pair) -> bool:
    """Say whether a text ends in an abbreviation, whose stop is its own."""
    # In running text the stop of "5 p.m." is that of the sentence too; not behind a label, "Updated: 5 p.m."
    labelled = re.match(r"[^.:：]{1,30}[:：]", pair.said)
    texts = (pair.says,) if pair.running and not labelled else (pair.said, pair.says)
    return any(_SHORT.search(text.rstrip().rstrip(_CLOSERS)) for text in texts)


# --- pairs of signs --------------------------------------------------------------------------------------

_BRACKETS = {"(": ")", "[": "]", "{": "}", "（": "）", "［": "］", "【": "】", "〔": "〕"}


def _unpaired(text: str) -> Counter[str]:
    """Count, for each kind of bracket, how many more open than close (or the reverse, below zero)."""
    # A closing bracket after a number or a letter of a list, `1)`, has no partner.
    listed = len(re.findall(r"(?:^|[\s;,])\w\)", text))
    found = Counter({open_: text.count(open_) - text.count(close) for open_, close in _BRACKETS.items()})
    mixed = found["("] + found["（"]
    found["("], found["（"] = (mixed + listed if mixed < 0 and -mixed <= listed else mixed), 0
    return found


def _brackets(pair: Pair) -> Iterator[str]:
    after = _unpaired(pair.says)
    if not any(after.values()):
        return
    before = _unpaired(pair.said)
    for open_, close in _BRACKETS.items():
        if after[open_] and not before[open_]:
            lacks = close if after[open_] > 0 else open_
            yield f"a “{lacks}” is missing: brackets come in pairs"


# The double marks of all languages; single ones cannot be told from apostrophes.
_QUOTED = re.compile('["“”„«»‟「」『』《》〈〉＂]')


# In Hebrew abbreviations it stands before the last letter; after a number it means inches.
_UNQUOTING = re.compile(r'(?<=[א-ת])"(?=[א-ת])|(?<=\d)"')


def _quotes(pair: Pair) -> Iterator[str]:
    said, says = (_UNQUOTING.sub("", text) for text in (pair.said, pair.says))
    before, after = len(_QUOTED.findall(said)), len(_QUOTED.findall(says))
    # English of Britain quotes with single marks.
    single = len(re.findall(r"(?<!\w)[‘'‹]\w|[\w.,!?…।][’'›](?!\w)", says))
    # What somebody says may stand behind a dash, in most languages but English.
    single += 2 * bool(re.match(r"[–—-][\s\u00a0\u202f]", pair.says.lstrip()))
    if before >= 2 and not after and single < 2:
        yield "the source has a quotation, the translation no quotation marks: set those of your language"
    elif after % 2 and not before % 2:
        yield "a quotation mark is missing: they come in pairs"


# What books and newspapers of a language set, the outer marks first; in the others either way is seen.
_MARKS = {
    **dict.fromkeys(("de", "cs", "sk", "sl", "bg", "lt", "et", "is", "hr", "sr", "ka"), "„“»«”"),
    **dict.fromkeys(("pl", "hu", "ro"), "„”«»"),
    **dict.fromkeys(("ru", "uk", "be", "hy", "kk"), "«»„“”"),
    **dict.fromkeys(("fr", "el", "ar", "fa", "it", "es", "ca", "nb", "nn", "no", "sq", "az"), "«»“”„"),
    **dict.fromkeys(("sv", "fi"), "””»«"),
    **dict.fromkeys(("en", "vi", "th", "lo", "id", "ms", "hi", "bn", "ta", "tr", "nl", "sw"), "“”«»„"),
    "da": "»«”“„",
    "pt": "“”«»",
    "km": "«»“”",
    "zh": "“”《》「」『』〈〉",
    "yue": "「」『』《》〈〉“”",
    "ja": "「」『』《》〈〉“”",
    "ko": "“”「」『』《》〈〉«»",
}
_ENGLISH = re.compile(r"(?<![\w“])“(?=\w)[^„”“]*”")


def _marks(pair: Pair) -> Iterator[str]:
    own = _MARKS.get(pair.target.language)
    if not own:
        return
    text = _UNQUOTING.sub("", pair.says)
    for sign in dict.fromkeys(_QUOTED.findall(text)):
        # Straight ones that the author types are the office's own way.
        if sign not in own and not (sign == '"' and sign in pair.said):
            yield f"{sign} is no quotation mark of {pair.target.name}: write {own[0]}…{own[1]}"
            return
    if "„“" in own and (found := _ENGLISH.search(text)):
        yield f"“{found[0][1:-1]}” stands in English quotation marks: write {own[0]}…{own[1]}"


# --- words -----------------------------------------------------------------------------------------------

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


_LETTERS = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def _plain_words(text: str) -> list[str]:
    """Return the words of a text that are no names: those in small letters."""
    return [word for word in _LETTERS.findall(text) if not word[0].isupper()]


def _is_copy(pair: Pair) -> bool:
    """Say whether the translation is the source text, but for spaces and capitals."""
    said, says = ("".join(text.split()).casefold() for text in (pair.said, pair.says))
    return said == says


def _untranslated(pair: Pair) -> Iterator[str]:
    if pair.source.language == pair.target.language:
        return
    if not _is_copy(pair):
        return
    # Names, codes and single words can be alike in two languages; a sentence cannot.
    other_script = pair.source.script != pair.target.script and not _same_letters(pair)
    if len(_plain_words(pair.says)) >= (1 if other_script else 3):
        yield "the translation is the source text: translate it, or mark it with the flag ignore-untranslated"


def _same_letters(pair: Pair) -> bool:
    """Say whether both scripts write with Han characters, so that words can be the same."""
    return {pair.source.script, pair.target.script} <= {"Hans", "Hant", "Jpan", "Hani"}


# --- scripts ---------------------------------------------------------------------------------------------

_SCRIPTS = {
    "Latn": "A-Za-z\u00c0-\u024f\u1e00-\u1eff",
    "Grek": "\u0370-\u03ff\u1f00-\u1fff",
    "Cyrl": "\u0400-\u052f",
    "Armn": "\u0531-\u0587",
    "Hebr": "\u05d0-\u05ea",
    "Arab": "\u0620-\u064a\u066e-\u06d3",
    "Deva": "\u0904-\u0939",
    "Beng": "\u0985-\u09b9",
    "Thai": "\u0e01-\u0e2e",
    "Laoo": "\u0e81-\u0eae",
    "Mymr": "\u1000-\u102a",
    "Geor": "\u10d0-\u10ff",
    "Hang": "\uac00-\ud7a3",
    "Ethi": "\u1200-\u135a",
    "Khmr": "\u1780-\u17b3",
}
_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_OWN = {script: letters for script, letters in _SCRIPTS.items() if script != "Latn"} | {
    "Kore": _SCRIPTS["Hang"],
    "Jpan": f"\u3041-\u30ff{_HAN}",
    "Hans": _HAN,
    "Hant": _HAN,
}
"""The letters of a script that are in no text of another script by chance."""
_LATIN = re.compile(f"[{_SCRIPTS['Latn']}]")
_OTHERS = re.compile(f"[{_SCRIPTS['Cyrl']}{_SCRIPTS['Grek']}]")
# Letters that look as one of the other alphabet does.
_LIKE_LATIN = frozenset("аВЕеіІјЈКМНОоРрСсТуХхѕЅһАΑΒΕΖΗΙΚΜΝΟΡΤΥΧονυ")
_LIKE_OTHERS = frozenset("ABCEHIJKMNOPSTXYZacehijopsuvxy")


def _script(pair: Pair) -> Iterator[str]:
    if not (_LATIN.search(pair.says) and _OTHERS.search(pair.says)):
        return
    for word in _LETTERS.findall(pair.says):
        latin, others = _LATIN.findall(word), _OTHERS.findall(word)
        if not latin or not others or "-" in word or word in pair.said:
            continue
        # SMSки and the like are written so on purpose; a letter that only looks right is a slip.
        if _LIKE_OTHERS.issuperset(latin) or _LIKE_LATIN.issuperset(others):
            fewer = min(latin, others, key=len)
            letters = ", ".join(f"{sign} is {unicodedata.name(sign)}" for sign in dict.fromkeys(fewer))
            yield f"two alphabets in one word, “{word}” ({letters}): type it anew"


def _left_over(pair: Pair) -> Iterator[str]:
    """Find words of the source that were not translated, by their script or as a run of small words."""
    if pair.source.language == pair.target.language:
        return
    if _is_copy(pair):
        return  # `untranslated` says so
    # What stands in brackets or quotation marks is the original given on purpose.
    text = re.sub(r"[(（\[][^()（）]*[)）\]]|[\"“«„「『][^\"”»“」』]*[\"”»“」』]", HOLE, pair.says)
    own = _OWN.get(pair.source.script)
    if own and pair.target.script != pair.source.script:
        if not _same_letters(pair) and (rest := re.search(f"[{own}]{{2,}}", text)):
            yield f"“{_around(text, rest.start())}” is still in the source's script: translate it"
        return
    if left := _copied(pair.said, text):
        yield f"“{left}” stands as in the source: translate it"


# Not the parts of a name in a program or of a path: show_all(), trust.c, /usr/lib.
_PROSE_WORDS = re.compile(r"(?<![\w./-])[^\W\d_]+(?![\w(/-]|\.\w)")
_RUN = 4
"""Words in small letters that two languages do not have in common by chance."""


def _copied(source: str, text: str) -> str:
    """Return the first run of small words that both texts have, empty if there is none."""
    known = _PROSE_WORDS.findall(source)
    runs = {tuple(known[place : place + _RUN]) for place in range(len(known) - _RUN + 1)}
    here = _PROSE_WORDS.findall(text) if runs else []
    for place in range(len(here) - _RUN + 1):
        run = tuple(here[place : place + _RUN])
        if run in runs and not any(len(word) == 1 or word[0].isupper() for word in run):
            return " ".join(run)
    return ""


# --- characters ------------------------------------------------------------------------------------------

_ISOLATES = {"\u202a": "\u202c", "\u202b": "\u202c", "\u202d": "\u202c", "\u202e": "\u202c"} | dict.fromkeys(
    "\u2066\u2067\u2068", "\u2069"
)
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u180e\u200b\u2060-\u2064\ufeff\ufff9-\ufffb]")
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


def _composed(pair: Pair) -> Iterator[str]:
    whole = unicodedata.normalize("NFC", pair.msgstr)
    # Bengali, Punjabi and other letters with a dot are two characters in NFC, one on most keyboards: both are
    # right. So is either order of Burmese signs.
    if len(whole) < len(pair.msgstr):
        place = next((n for n, (a, b) in enumerate(zip(pair.msgstr, whole, strict=False)) if a != b), 0)
        yield f"“{_around(pair.msgstr, place)}” is written in pieces: type it anew, as whole letters (NFC)"


def _length(pair: Pair) -> Iterator[str]:
    length = len(pair.says)
    if pair.limit is not None and length > pair.limit:
        yield f"{length} characters, at most {pair.limit} fit: say it in fewer words"


CHECKS = (
    Check(
        "untranslated",
        "warning",
        "The translation is not the source text itself. Names and single words may be alike.",
        _untranslated,
        (Example("Xem toàn bộ báo cáo", "Xem toàn bộ báo cáo", "Read the whole report"),),
    ),
    Check(
        "script",
        "error",
        "No word mixes two alphabets that look alike, as a Latin a in a Cyrillic word.",
        _script,
        (Example("Ha Noi", "Xaной", "Ханой", "ru", "en"),),
    ),
    Check(
        "left-over",
        "warning",
        "No words of the source are left over. The original may be given in brackets or quotation marks.",
        _left_over,
        (
            Example("北京の会議", "The 会議 in Beijing", "The conference (会議) in Beijing", "en", "ja"),
            Example(
                "Ông nói rằng họ sẽ về sớm",
                "He said rằng họ sẽ về soon",
                "He said that they would be back soon",
            ),
        ),
    ),
    Check(
        "max-length",
        "error",
        "The translation is not longer than the template allows (“at most 12 characters”).",
        _length,
        (Example("Trang chủ", "The home page of ours", "Home page", limit=12),),
    ),
    Check(
        "end",
        "warning",
        "The translation ends as the source does: with a full stop, a question mark, a colon, nothing, "
        "each as the language writes it. Thai and Lao need no full stop.",
        _ends,
        (
            Example("Mấy giờ rồi?", "What time is it.", "What time is it?"),
            Example("Trời mưa.", "下雨了", "下雨了。", "zh_Hans"),
        ),
    ),
    Check(
        "brackets",
        "warning",
        "Brackets come in pairs.",
        _brackets,
        (Example("Hà Nội (thủ đô)", "Hanoi (the capital", "Hanoi (the capital)"),),
    ),
    Check(
        "quotes",
        "warning",
        "A quotation stays one, and quotation marks come in pairs.",
        _quotes,
        (Example("Ông nói: “Tốt”.", "He said: Good.", "He said: “Good”."),),
    ),
    Check(
        "quote-marks",
        "warning",
        "Quotation marks are those of the language, not straight ones or those of the source. Straight ones "
        "that the author uses too are let be.",
        _marks,
        (
            Example("Ông nói: “Tốt”.", 'He said: "Good".', "He said: “Good”."),
            Example("Ông nói: “Tốt”.", "Er sagte: “Gut”.", "Er sagte: „Gut“.", "de"),
        ),
    ),
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
