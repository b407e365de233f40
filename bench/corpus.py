"""A language, a size and a seed in, made-up news text out: the same for the same seed, copied from nowhere.

What makes merging hard in real text is here on purpose: words by Zipf's law, lead-ins and whole sentences
that newsrooms repeat, sentences of one frame that differ in a name or a number, captions with one credit.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from random import Random
from typing import Literal

Kind = Literal["heading", "paragraph", "caption"]
Sentence = tuple[str, ...]
"""Words with the punctuation and the markup that cling to them."""

_VOCABULARY = 6000
_NAMES = 1500
_ZIPF_SHIFT = 2.7  # Mandelbrot's: the very first words are less frequent than 1/rank says.
_LEAD_INS, _STOCK, _FRAMES, _PHOTOGRAPHERS = 40, 12, 30, 15
_DRAWN_AT_ONCE = 50_000


@dataclass(frozen=True, slots=True)
class Message:
    """One block of the article, which becomes one message."""

    kind: Kind
    """What it is; captions are short paragraphs of their own."""
    sentences: tuple[Sentence, ...]
    """One for headings and captions."""


@dataclass(frozen=True, slots=True)
class Language:
    """How a made-up language looks."""

    tag: str
    """Of the real language it resembles; publish is told this one."""
    word: Callable[[Random], str]
    """Makes a word."""
    gap: str = " "
    """Between words and between sentences."""
    comma: str = ","
    """After a clause."""
    stop: str = "."
    """After a sentence."""

    def sentence_text(self, sentence: Sentence) -> str:
        """Return a sentence as it is written."""
        return self.gap.join(sentence)

    def text(self, message: Message) -> str:
        """Return a message as it is written, which is its msgid too: nothing in it needs an escape."""
        return self.gap.join(map(self.sentence_text, message.sentences))


# --- the languages ---------------------------------------------------------------------------------------

# `^` stands after the letter that carries the tone.
_VI_INITIALS, _VI_RIMES = map(
    str.split,
    (
        "b c ch d đ g gi h kh l m n ng nh ph qu r s t th tr v x",
        "a^ a^i a^n a^ng a^nh a^o a^y ă^m ă^n ă^ng â^m â^n â^ng â^u â^y e^ e^n e^o ê^ ê^n i^ i^m i^n i^nh"
        " iê^m iê^n iê^u o^ o^a o^i o^m o^n o^ng ô^ ô^i ô^n ô^ng ơ^ ơ^i ơ^n u^ u^a u^i u^n u^ng uô^c uô^i"
        " uô^n ư^ ư^a ư^ng ươ^c ươ^i ươ^n ươ^ng",
    ),
)
_VI_TONES = ("", "", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
_EN_ONSETS, _EN_NUCLEI, _EN_CODAS = map(
    str.split,
    (
        "b c d f g h l m n p r s t v w br ch cl cr dr fl gr pl pr sh sp st str th tr",
        "a e i o u a e i o ea ai ou ee io",
        "n r s t l m d nd nt ng st ck rt ss",
    ),
)
_ZH_FIRST, _ZH_SPREAD, _ZH_CHARACTERS = 0x4E00, 7, 2900


def _vietnamese(rng: Random) -> str:
    def syllable() -> str:
        spelled = rng.choice(["", *_VI_INITIALS]) + rng.choice(_VI_RIMES).replace("^", rng.choice(_VI_TONES))
        return unicodedata.normalize("NFC", spelled)

    return " ".join(syllable() for _ in range(rng.choice((1, 1, 2))))


def _english(rng: Random) -> str:
    syllables = rng.choice((1, 1, 2, 2, 2, 3, 3, 4))
    # Some syllables are open, many have nothing before their vowel.
    parts = (["", "", *_EN_ONSETS], _EN_NUCLEI, [*[""] * 16, *_EN_CODAS])
    return "".join(rng.choice(part) for _ in range(syllables) for part in parts)


def _chinese(rng: Random) -> str:
    # As in real text, few characters make up most words.
    rank = [int(_ZH_CHARACTERS * rng.random() ** 2) for _ in range(rng.choice((1, 2, 2, 2, 3)))]
    return "".join(chr(_ZH_FIRST + _ZH_SPREAD * each) for each in rank)


LANGUAGES = {
    language.tag: language
    for language in (
        Language("vi", _vietnamese),
        Language("en", _english),
        Language("zh", _chinese, gap="", comma="\uff0c", stop="\u3002"),
    )
}


# --- the text --------------------------------------------------------------------------------------------


class Writer:
    """Writes messages, never the same text twice; all it does follows from the language and the seed."""

    def __init__(self, language: Language, seed: int) -> None:
        """Make the vocabulary, the names and the stock phrases of this newsroom."""
        self.language = language
        self.rng = Random(f"{language.tag} {seed}")
        self._seen: set[str] = set()
        self._vocabulary = self._distinct(_VOCABULARY)
        self._weights = list(accumulate(1 / (rank + _ZIPF_SHIFT) for rank in range(_VOCABULARY)))
        self._words = self._draw()
        self._names = [self._capital(word) for word in self._distinct(_NAMES)]
        self._lead_ins = [self._plain(self.rng.randint(3, 7)) for _ in range(_LEAD_INS)]
        self._stock = [self.finish(self._plain(self.rng.randint(7, 16))) for _ in range(_STOCK)]
        self._frames = [self._plain(self.rng.randint(8, 20)) for _ in range(_FRAMES)]
        photo = self._capital(self.word())
        self._credits = [[photo + ":", self._name()] for _ in range(_PHOTOGRAPHERS)]

    def article(self, size: int) -> tuple[Message, ...]:
        """Return an article of so many messages, headings and captions among them, a heading first."""
        return (self.short("heading"), *(self.message() for _ in range(size - 1)))

    def message(self) -> Message:
        """Return the next block of an article."""
        kind: Kind = self.rng.choices(("paragraph", "heading", "caption"), (88, 6, 6))[0]
        return self.paragraph() if kind == "paragraph" else self.short(kind)

    def paragraph(self) -> Message:
        """Return a paragraph of one to five sentences; some are bulletins, alike but for what fills them."""
        if self.rng.random() < 0.08:
            return self.unseen(lambda: Message("paragraph", (self._bulletin(),)))
        return self.unseen(lambda: Message("paragraph", tuple(self._sentences())))

    def short(self, kind: Kind) -> Message:
        """Return a heading or a caption: a few words without a stop."""
        return self.unseen(lambda: Message(kind, (self._short(kind),)))

    def unseen(self, make: Callable[[], Message]) -> Message:
        """Return the first message of those made that was not written before."""
        return next(message for message in iter(make, None) if self.claim(message))

    def claim(self, *messages: Message) -> bool:
        """Say whether none of these was written before, and take them as written if so."""
        texts = {self.language.text(message) for message in messages}
        if len(texts) < len(messages) or texts & self._seen:
            return False
        self._seen |= texts
        return True

    def sentence(self) -> Sentence:
        """Return a sentence of 6 to 30 words, with commas, names, numbers, links and set phrases."""
        rng = self.rng
        if rng.random() < 0.06:
            return self._bulletin()
        words = self._plain(round(rng.triangular(6, 30, 14)))
        if rng.random() < 0.2:
            lead_in = self._lead_ins[int(_LEAD_INS * rng.random() ** 2)]
            words = [*lead_in[:-1], lead_in[-1] + self.language.comma, *words[len(lead_in) :]]
        for chance, make in (
            (0.3, self._name),
            (0.3, self._number),
            (0.05, self._strong),
            (0.05, self._link),
        ):
            if rng.random() < chance:
                words[rng.randrange(len(words))] = make()
        for place in range(3, len(words) - 2, rng.randint(5, 9)):
            words[place] = words[place].rstrip(self.language.comma) + self.language.comma
        return self.finish(words)

    def finish(self, words: list[str]) -> Sentence:
        """Return words as a sentence: a capital in front, one stop behind."""
        words = [word.rstrip(self.language.stop) for word in words]
        words[-1] = words[-1].rstrip(self.language.comma) + self.language.stop
        return (self._capital(words[0]), *words[1:])

    def word(self) -> str:
        """Return one word, frequent ones oftener."""
        return next(self._words)

    def _sentences(self) -> Iterator[Sentence]:
        for _ in range(self.rng.choices(range(1, 6), (20, 30, 25, 15, 10))[0]):
            yield self.sentence()
        if self.rng.random() < 0.08:
            yield self.rng.choice(self._stock)

    def _short(self, kind: Kind) -> Sentence:
        words = self._plain(self.rng.randint(3, 9))
        if kind == "caption" and self.rng.random() < 0.5:
            words += self.rng.choice(self._credits)
        elif self.rng.random() < 0.3:
            words[-1] = self._name()
        return (self._capital(words[0]), *words[1:])

    def _bulletin(self) -> Sentence:
        """Return a sentence of set form: every fourth word is a number, a name or another word."""
        makers = (self._number, self._name, self.word)
        frame = self.rng.choice(self._frames)
        return self.finish([makers[at // 4 % 3]() if at % 4 == 3 else word for at, word in enumerate(frame)])

    def _plain(self, size: int) -> list[str]:
        return [next(self._words) for _ in range(size)]

    def _name(self) -> str:
        return self.language.gap.join(self.rng.choices(self._names, k=2))

    def _number(self) -> str:
        rng = self.rng
        return rng.choice(
            (str(rng.randint(2, 99)), str(rng.randint(1990, 2040)), f"{rng.uniform(1, 90):.1f}")
        )

    def _strong(self) -> str:
        return f"**{self.language.gap.join(self._plain(2))}**"

    def _link(self) -> str:
        text = self.language.gap.join(self._plain(2))
        return f"[{text}](https://example.org/{self.rng.randint(1000, 999_999)})"

    @staticmethod
    def _capital(word: str) -> str:
        return word[:1].upper() + word[1:]

    def _draw(self) -> Iterator[str]:
        while True:
            yield from self.rng.choices(self._vocabulary, cum_weights=self._weights, k=_DRAWN_AT_ONCE)

    def _distinct(self, size: int) -> list[str]:
        """Return different words; the frequent ones, in front, tend to be short, as in real languages."""
        words: dict[str, float] = {}
        while len(words) < size:
            word = self.language.word(self.rng)
            words.setdefault(word, len(word) + self.rng.gauss(0, 2))
        return sorted(words, key=words.__getitem__)
