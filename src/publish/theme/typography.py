"""A language to its `Typography`: the one table that drives the CSS of a PDF and the styles of a DOCX.

A row is a script, or a language where it differs from others in its script. Faces have two columns: open ones
that a PDF embeds (Debian packages them) and those that people with Word have, which a DOCX names. The first
face of a PDF stack has the script, the second is the Latin face that sits beside it, because text in any
script holds Latin names and digits, which must not fall to a stranger's face.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from publish.languages import Language

Slot = Literal["latin", "east-asian", "complex"]


@dataclass(frozen=True, slots=True)
class Typography:
    """How text in one script is set."""

    text: str
    """Open face for running text, by its family name."""
    heading: str
    """Open face for headings, tables' heads and captions."""
    word_text: str
    """Face for running text that people with Word have."""
    word_heading: str
    """Face for headings that people with Word have."""
    slot: Slot = "latin"
    """Which of the language and face slots of a DOCX run the script goes in (ECMA-376 part 1, 17.3.2.26)."""
    size: float = 1.0
    """Size relative to the Latin face beside it, so that both look equally large."""
    leading: float = 1.45
    """Line height relative to the size; scripts with marks above and below need more."""
    justify: bool = True
    """Whether both edges are straight; not where lines break between letters and only spaces can stretch."""
    italics: bool = True
    """Whether the script has italics; where it has none, emphasis is shown by the heading face."""
    dictionary_breaks: bool = False
    """Whether only a dictionary finds where a line may break (and the PDF maker has none)."""
    package: str = "fonts-noto-core"
    """Debian package that has the open faces."""
    latin: str = "Noto Serif"
    """Open face for the Latin words and codes that running text holds."""
    latin_heading: str = "Noto Sans"
    """Open face for the Latin words that headings hold."""
    code: str = "Noto Sans Mono"
    """Open face for code."""
    quotes: str = "“”‘’"
    """Quotation marks that open and close, and those of a quotation inside a quotation."""
    page: str = "A4"
    """Size of the paper that is used, a key of `PAGES`."""

    @property
    def text_stack(self) -> tuple[str, ...]:
        """Family names for running text, the script's own first."""
        return _stack(self.text, self.latin)

    @property
    def heading_stack(self) -> tuple[str, ...]:
        """Family names for headings, the script's own first."""
        return _stack(self.heading, self.latin_heading)

    @property
    def code_stack(self) -> tuple[str, ...]:
        """Family names for code; what the mono face lacks comes from the text's."""
        return _stack(self.code, self.text, self.latin)

    @property
    def emphasis(self) -> Literal["italics", "heading face", "weight"]:
        """How emphasis is shown."""
        if self.italics:
            return "italics"
        return "weight" if self.heading == self.text else "heading face"


def _stack(*families: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(families))


WORD_CODE_FACE = "Consolas"
"""Face for code that people with Word have."""

LATIN = Typography("Noto Serif", "Noto Sans", "Cambria", "Calibri")

_COMPLEX = replace(LATIN, slot="complex", italics=False)
_INDIC = replace(_COMPLEX, word_text="Nirmala UI", word_heading="Nirmala UI", leading=1.6)
_EAST_ASIAN = replace(LATIN, slot="east-asian", leading=1.7, italics=False, package="fonts-noto-cjk")
_SOUTH_EAST = replace(_COMPLEX, justify=False, leading=1.7)


def _faces(
    row: Typography, text: str, heading: str, word_text: str = "", word_heading: str = ""
) -> Typography:
    return replace(
        row,
        text=text,
        heading=heading,
        word_text=word_text or row.word_text,
        word_heading=word_heading or word_text or row.word_heading,
    )


def _noto(row: Typography, name: str, word: str = "") -> Typography:
    return _faces(row, f"Noto Serif {name}", f"Noto Sans {name}", word)


ROWS: Mapping[str, Typography] = {
    "Latn": LATIN,
    "Cyrl": LATIN,
    "Grek": LATIN,
    "Armn": replace(_noto(LATIN, "Armenian", "Sylfaen"), italics=False),
    "Geor": replace(_noto(LATIN, "Georgian", "Sylfaen"), italics=False),
    "Hebr": _faces(_COMPLEX, "Noto Serif Hebrew", "Noto Sans Hebrew", "Times New Roman", "Arial"),
    "Arab": replace(
        _faces(_COMPLEX, "Noto Naskh Arabic", "Noto Sans Arabic", "Times New Roman", "Arial"),
        size=1.12,
        leading=1.75,
    ),
    "ur": replace(
        _faces(_COMPLEX, "Noto Nastaliq Urdu", "Noto Nastaliq Urdu", "Urdu Typesetting"),
        leading=2.4,
        justify=False,
    ),
    "Deva": replace(_noto(_INDIC, "Devanagari"), size=1.06),
    "Beng": _noto(_INDIC, "Bengali"),
    "Taml": _noto(_INDIC, "Tamil"),
    "Telu": _noto(_INDIC, "Telugu"),
    "Gujr": _noto(_INDIC, "Gujarati"),
    "Guru": _noto(_INDIC, "Gurmukhi"),
    "Knda": _noto(_INDIC, "Kannada"),
    "Mlym": _noto(_INDIC, "Malayalam"),
    "Sinh": _noto(_INDIC, "Sinhala"),
    "Thai": replace(_noto(_SOUTH_EAST, "Thai", "Leelawadee UI"), size=1.05),
    "Laoo": replace(_noto(_SOUTH_EAST, "Lao", "Leelawadee UI"), size=1.08, dictionary_breaks=True),
    "Khmr": replace(_noto(_SOUTH_EAST, "Khmer", "Khmer UI"), dictionary_breaks=True, leading=1.9),
    "Mymr": replace(_noto(_SOUTH_EAST, "Myanmar", "Myanmar Text"), dictionary_breaks=True, leading=2.0),
    "Tibt": replace(
        _faces(_SOUTH_EAST, "Noto Serif Tibetan", "Noto Serif Tibetan", "Microsoft Himalaya"),
        dictionary_breaks=True,
        leading=1.9,
    ),
    "Ethi": replace(_noto(LATIN, "Ethiopic", "Nyala"), italics=False),
    "Hans": _faces(_EAST_ASIAN, "Noto Serif CJK SC", "Noto Sans CJK SC", "SimSun", "Microsoft YaHei"),
    "Hant": _faces(_EAST_ASIAN, "Noto Serif CJK TC", "Noto Sans CJK TC", "PMingLiU", "Microsoft JhengHei"),
    "Jpan": _faces(_EAST_ASIAN, "Noto Serif CJK JP", "Noto Sans CJK JP", "Yu Mincho", "Yu Gothic"),
    "Kore": _faces(_EAST_ASIAN, "Noto Serif CJK KR", "Noto Sans CJK KR", "Batang", "Malgun Gothic"),
}


# Where they are not “ ” and ‘ ’; by CLDR.
_QUOTES: Mapping[str, str] = {
    "«»“”": "ca el es eu gl it pt-PT sq ti",
    "«»‹›": "am fa ps",
    "«»„“": "be ru uk",
    "«»‘’": "mn nb nn no",
    "«»«»": "fr hy",
    "„“‚‘": "cs de hr is ka sk sl",
    "„“‘’": "bg mk sr",
    "„”‘’": "bs",
    "„“«»": "et",
    "„”«»": "pl ro",
    "„”»«": "hu",
    "„“„“": "lt",
    "””’’": "fi sv",
    "‘’“”": "nl",
    "”“’‘": "ar he ur",
    "「」『』": "ja zh-Hant",
}
_QUOTES_OF = {tag: marks for marks, tags in _QUOTES.items() for tag in tags.split()}
# By CLDR; all others use A4.
_LETTER = {"BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE"}


@cache
def typography(language: Language) -> Typography:
    """Return the row for a language, by the language first and then by its script.

    A script that has no row of its own is set as Latin is; preflight says which characters have no face.
    """
    row = ROWS.get(language.language) or ROWS.get(language.script) or LATIN
    scripted = f"{language.language}-{language.script}"
    known = (_QUOTES_OF.get(tag) for tag in (language.tag, scripted, language.language))
    quotes = next((marks for marks in known if marks), row.quotes)
    # "en" is as much Nairobi's as Boston's: only a territory that is named has a paper of its own.
    named = language.territory if language.territory in language.tag.split("-") else ""
    return replace(row, quotes=quotes, page="Letter" if named in _LETTER else row.page)
