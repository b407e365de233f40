"""Words of a script that sets no spaces between them to the places where a line may break.

Only a dictionary knows where a word ends in Lao, Khmer, Burmese; ICU has one, and icu4py brings ICU (the
extra `icu`). Breaks are found when an edition is laid out, and are never in a catalog.
"""

from __future__ import annotations

import logging
import re
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING

from publish.languages import Language

if TYPE_CHECKING:
    from icu4py.breakers import LineBreaker

BREAK = "\N{ZERO WIDTH SPACE}"
"""What writers put where a line may break."""
_log = logging.getLogger("publish")

# Where a syllable may begin: consonants and vowels that stand by themselves, or vowels written before them.
_STARTS = "\u0e81-\u0eae\u0ec0-\u0ec4\u0edc-\u0edf\u1780-\u17b3\u1000-\u102a\u103f"
_LEADING_VOWELS = "\u0ec0-\u0ec4"
_STACKERS = "\u17d2\u1039"
_KILLERS = "\u103a\u1039\u17d1\u17d2"  # what follows a consonant that ends a syllable
_SIGNS = "\u0e80-\u0eff\u1780-\u17d3\u1000-\u109f"
_SYLLABLE = re.compile(
    rf"(?<=[{_SIGNS}])(?<![{_LEADING_VOWELS}{_STACKERS}])[{_STARTS}](?![\u1037]?[{_KILLERS}])"
)
_TSHEG = re.compile("(?<=\u0f0b)(?!\u0f0b)")


def opportunities(text: str, language: Language) -> set[int]:
    """Return the offsets in `text` where a line may break though there is no space.

    Without icu4py these are the beginnings of syllables, which is not how a reader would break but keeps
    every word on the page; a warning says so once.
    """
    breaker = _line_breaker()
    found = _syllables(text) if breaker is None else _words(text, breaker, language)
    return {at for at in found if 0 < at < len(text) and _is_inside(text[at - 1], text[at])}


def _is_inside(before: str, after: str) -> bool:
    """Tell whether a break is one that only the script needs: no spaces there, and not both ASCII."""
    return not (before.isspace() or after.isspace() or (before.isascii() and after.isascii()))


def _words(text: str, breaker: type[LineBreaker], language: Language) -> set[int]:
    ends = {end for _, end in breaker(text, language.tag).segments()}
    if len(text.encode("utf-16-le")) == 2 * len(text):
        return ends
    # ICU counts in UTF-16, where an emoji takes two.
    units = accumulate(2 if ord(char) > 0xFFFF else 1 for char in text)
    return {at for at, unit in enumerate(units, 1) if unit in ends}


def _syllables(text: str) -> set[int]:
    """Return where a letter begins what can be read by itself, and what follows a Tibetan point."""
    return {match.start() for rule in (_SYLLABLE, _TSHEG) for match in rule.finditer(text)}


@cache
def _line_breaker() -> type[LineBreaker] | None:
    try:
        from icu4py.breakers import LineBreaker
    except ImportError:
        _log.warning(
            "lines of Lao, Khmer, Burmese and Tibetan break between syllables, not words: icu4py is missing; "
            "install it with: pip install 'publish[icu]'"
        )
        return None
    return LineBreaker
