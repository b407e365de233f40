"""Checks of punctuation: the sign at the end, brackets and quotation marks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from publish.checks.pair import Check, Example, Pair
from publish.languages import Language

# --- signs at the end -----------------------------------------------------------------------------------

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


_TAIL = 200
"""Characters at the end of a text that tell how it ends."""


def _tail(text: str) -> str:
    return text.rstrip()[-_TAIL:]


def ending(text: str, language: Language) -> str:
    """Say what kind of sign a text ends with, empty for none."""
    # What somebody asks is asked, wherever the full stop of the whole sentence stands: «Perché?».
    text = re.sub(r"(?<=[?!？！])([»”\"’’])\.$", r"\1", _tail(text))
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
    # An item of a list that goes on with the next one is a sentence in another language.
    if pair.said.rstrip().endswith((";", "；")) and new == _STOP:
        return True
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
    return any(_SHORT.search(_tail(text).rstrip(_CLOSERS)) for text in texts)


# --- pairs of signs -------------------------------------------------------------------------------------

_BRACKETS = {"(": ")", "[": "]", "{": "}", "（": "）", "［": "］", "【": "】", "〔": "〕"}


def _unpaired(text: str) -> Counter[str]:
    """Count, for each kind of bracket, how many more open than close (or the reverse, below zero)."""
    # A closing bracket after a number or a letter of a list, `1)`, has no partner.
    listed = len(re.findall(r"(?:^|[\s;,])\w[)）]", text))
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


CHECKS = (
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
)
