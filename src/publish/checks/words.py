"""Checks of the words: whether they are translated, in one script, and as short as they must be."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from publish.checks.pair import HOLE, Check, Example, Pair, around

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


# --- scripts --------------------------------------------------------------------------------------------

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
    for word in dict.fromkeys(_LETTERS.findall(pair.says)):
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
    text = _without_asides(pair.says)
    own = _OWN.get(pair.source.script)
    if own and pair.target.script != pair.source.script:
        if not _same_letters(pair) and (rest := re.search(f"[{own}]{{2,}}", text)):
            yield f"“{around(text, rest.start())}” is still in the source's script: translate it"
        return
    if left := _copied(pair.said, text):
        yield f"“{left}” stands as in the source: translate it"


_BRACKETED = re.compile(r"[(（\[][^()（）\[]*[)）\]]|[\"“«„「『][^\"”»“」』]*[\"”»“」』]")
_CLOSERS = ')）]"”»“」』'


def _without_asides(text: str) -> str:
    """Put a `HOLE` for each thing in brackets or quotation marks."""
    # Behind the last sign that closes, to look for one from each that opens would take quadratic time.
    end = max(map(text.rfind, _CLOSERS)) + 1
    return _BRACKETED.sub(HOLE, text[:end]) + text[end:]


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
)
