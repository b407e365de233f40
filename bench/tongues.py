"""Text of one made-up language in, the same text in another out: word for word, markup as it was.

A word becomes the same word wherever it stands, so that frequent words stay frequent; what makers of pages
have to do with a script (shape it, break its lines, embed its fonts) is what real text in it asks for.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from random import Random

from bench.corpus import LANGUAGES, Language

_CONSONANTS_AR = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
_CONSONANTS_HI = "कखगघचछजझटठडढतथदधनपफबभमयरलवशषसह"
_MATRAS_HI = ("", "", "ा", "ि", "ी", "ु", "े", "ो", "ं")
_KANA = "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわを"
_NUMERALS = {*"一二八万"}
"""Those that the bench's Chinese would use as letters."""
_HANGUL_FIRST, _HANGUL_SPREAD, _HANGUL_SYLLABLES = 0xAC00, 28, 399  # those without a final consonant


def _alphabetic(onsets: str, nuclei: str, codas: str) -> Callable[[Random], str]:
    """Return a maker of words of one to four syllables, whose letters stand between spaces here."""
    # Some syllables are open, many have nothing behind their vowel.
    parts = (["", *onsets.split()], nuclei.split(), [*[""] * len(codas.split()), *codas.split()])

    def word(rng: Random) -> str:
        return "".join(rng.choice(part) for _ in range(rng.choice((1, 1, 2, 2, 3, 4))) for part in parts)

    return word


def _arabic(rng: Random) -> str:
    return "".join(rng.choice(_CONSONANTS_AR) for _ in range(rng.randint(2, 6)))


def _hindi(rng: Random) -> str:
    letters = (rng.choice(_CONSONANTS_HI) + rng.choice(_MATRAS_HI) for _ in range(rng.randint(1, 4)))
    return "".join(letters)


def _chinese(rng: Random) -> str:
    # A word that happened to say "ten thousand" would make a wrong number of the one before it.
    return next(word for word in iter(lambda: LANGUAGES["zh"].word(rng), None) if not _NUMERALS & {*word})


def _japanese(rng: Random) -> str:
    kanji = _chinese(rng)[:2] if rng.random() < 0.6 else ""
    return kanji + "".join(rng.choice(_KANA) for _ in range(rng.randint(1, 3)))


def _korean(rng: Random) -> str:
    syllables = (int(_HANGUL_SYLLABLES * rng.random() ** 1.5) for _ in range(rng.randint(1, 4)))
    return "".join(chr(_HANGUL_FIRST + _HANGUL_SPREAD * each) for each in syllables)


TARGETS = {
    language.tag: language
    for language in (
        LANGUAGES["en"],
        Language(
            "fr", _alphabetic("b c ch d f g l m p pl qu r s t tr v", "a e é è ai au ou oi on", "r s t l")
        ),
        Language(
            "de", _alphabetic("b d f g h k l m n sch st t v w z br", "a e i o u ä ö ü ei", "n r t ng ch")
        ),
        Language("es", _alphabetic("b c d f g h l ll m n ñ p r s t v", "a e i o u á é ó ia io", "n r s l d")),
        Language("ru", _alphabetic("б в г д ж з к л м н п р с т ч ш", "а е и о у ы я ю", "л н р с т в й ть")),
        Language("ar", _arabic, comma="،"),
        Language("zh_Hans", _chinese, gap="", comma="，", stop="。"),
        Language("ja", _japanese, gap="", comma="、", stop="。"),
        Language("ko", _korean),
        Language("hi", _hindi, stop="।"),
    )
}
"""Ten languages to translate into, by their tags."""

_DECIMAL_COMMAS = {"fr", "de", "es", "ru"}
_DECIMAL = re.compile(r"\b(\d+)\.(\d)\b")
_KEPT_OR_WORDS = re.compile(r"\]\([^)\s]*|\{[^}]*\}|[^\W\d_]+(?: [^\W\d_]+)*")
_STOP = re.compile(r"(?<=[^\W\d])\.(?: |(?=$|[\n*[\]]))")


class Translator:
    """Translates into one language."""

    def __init__(self, language: Language) -> None:
        """Take the language to translate into."""
        self.language = language

    def __call__(self, text: str) -> str:
        """Return a text's translation; targets of links and attributes are kept.

        >>> Translator(TARGETS["zh_Hans"])("**abc** de, [fg](https://example.org/7) abc.")[:4]
        '**妾*'
        """
        said = _KEPT_OR_WORDS.sub(self._run, text)
        if self.language.tag in _DECIMAL_COMMAS:
            said = _DECIMAL.sub(r"\1,\2", said)
        gap = self.language.gap
        said = _STOP.sub(self.language.stop + gap, said) if self.language.stop != "." else said
        return said.replace(", ", self.language.comma + gap) if self.language.comma != "," else said

    def _run(self, found: re.Match[str]) -> str:
        words = found[0]
        if words[0] in "]{":
            return words
        return self.language.gap.join(
            word.capitalize() if each[0].isupper() else word
            for each in words.split(" ")
            for word in (_word(self.language.tag, each.lower()),)
        )


@lru_cache(maxsize=200_000)
def _word(tag: str, word: str) -> str:
    rng = Random(f"{tag} {word}")
    # Frequent words are short, and so are their translations.
    return min((TARGETS[tag].word(rng) for _ in range(4 if len(word) < 4 else 2)), key=len)
