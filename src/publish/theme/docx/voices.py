"""A `Language` and its `Typography` to what a DOCX says of them: language tags, faces, hyphenation."""

from __future__ import annotations

from collections.abc import Iterable

from publish.languages import Language, parse
from publish.theme import Typography, typography
from publish.theme.docx.ooxml import part, tag
from publish.theme.docx.tokens import OPEN_SYMBOL_FACE, SYMBOL_FACE
from publish.theme.typography import LATIN, WORD_CODE_FACE

# Word has no dictionary for the others, or their lines break without one. Vietnamese has no hyphenation.
_HYPHENATED = frozenset(
    {"af", "bg", "ca", "cs", "da", "de", "el", "en", "es", "et", "eu", "fi", "fr", "ga", "gl", "hr", "hu"}
    | {"is", "it", "lt", "lv", "nb", "nl", "nn", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sr", "sv", "tr"}
    | {"uk"}
)


def word_tag(language: Language) -> str:
    """Return a language as `w:lang` names it: with its country, and a script only where it is not the usual.

    >>> [word_tag(parse(tag)) for tag in ("zh-Hans", "zh-Hant-HK", "ja", "sr-Latn", "ar", "eo", "pt-BR")]
    ['zh-CN', 'zh-HK', 'ja-JP', 'sr-Latn-RS', 'ar-SA', 'eo', 'pt-BR']
    """
    usual = _SAUDI_ARABIA if language.tag == "ar" else language.territory
    subtags = language.tag.split("-")
    script = language.script if language.script in subtags and language.language != "zh" else ""
    # 001 is the world: a language without a country, which Word knows by its name alone.
    return "-".join(filter(None, (language.language, script, "" if usual == "001" else usual)))


_SAUDI_ARABIA = "SA"  # CLDR thinks first of Egypt; Word's own default for Arabic is Saudi Arabia


def hyphenates(language: Language) -> bool:
    """Tell whether Word should hyphenate an edition in `language`."""
    return language.language in _HYPHENATED


def lang(language: Language, row: Typography) -> str:
    """Return the `w:lang` of text in `language`: one slot, that of its script."""
    match row.slot:
        case "latin":
            return tag("w:lang", val=word_tag(language))
        case "east-asian":
            return tag("w:lang", eastAsia=word_tag(language))
        case "complex":
            return tag("w:lang", bidi=word_tag(language))


def all_slots(language: Language) -> dict[str, str]:
    """Return the tags of every slot of `w:lang` in an edition in `language`.

    Latin words in other scripts are taken for English, as Word itself does, where nothing better is known.
    """
    slots = {"val": "en-US", "eastAsia": "zh-CN", "bidi": "ar-SA"}
    key = {"latin": "val", "east-asian": "eastAsia", "complex": "bidi"}[typography(language).slot]
    return slots | {key: word_tag(language)}


_DEVANAGARI = "\u0966"  # the zero of the only digits, of those in `Language.digits`, that Word numbers with


def number_format(language: Language) -> str:
    """Return the `w:numFmt` that writes numbers in a language's digits, where Word has one.

    It has none for the digits of Persian, Bengali, Khmer and Burmese (ECMA-376 part 1, 17.18.59), so what it
    numbers itself (pages, notes, lists) has those of Europe there; whoever sets Word to "Numeral: Context"
    sees them as Arabic ones in Arabic script.
    """
    return "hindiNumbers" if language.digits[0] == _DEVANAGARI else "decimal"


def number_switch(language: Language) -> str:
    """Return what a field's instruction says of digits, with the space before it (ECMA-376, 17.16.4.3.1)."""
    return "" if number_format(language) == "decimal" else " \\* HINDIARABIC"


def counted(language: Language, number: int) -> str:
    """Return a number in the digits that Word will write it in once it has counted itself.

    >>> [counted(parse(tag), 12) for tag in ("mr", "fa", "en")]
    ['१२', '12', '12']
    """
    return str(number) if number_format(language) == "decimal" else language.number(number)


# --- faces ---------------------------------------------------------------------------------------------


def faces(row: Typography, *, heading: bool) -> dict[str, str]:
    """Return the face of each slot of `w:rFonts` for text of `row`, the slots of other scripts filled too."""
    slots: dict[str, str] = {}
    for other in (LATIN, typography(parse("zh-Hans")), typography(parse("ar")), row):
        slots |= own_faces(other, heading=heading)
    return slots


def own_faces(row: Typography, *, heading: bool) -> dict[str, str]:
    """Return the slots of `w:rFonts` that text of `row` itself is set from."""
    face = row.word_heading if heading else row.word_text
    match row.slot:
        case "latin":
            return {"ascii": face, "hAnsi": face}
        case "east-asian":
            return {"eastAsia": face}
        case "complex":
            return {"cs": face}


def font_table(rows: Iterable[Typography]) -> bytes:
    """Return the font table: each face that `rows` name, with the open face as its alternative."""
    faces: dict[str, list[str]] = {WORD_CODE_FACE: [LATIN.code], SYMBOL_FACE: [OPEN_SYMBOL_FACE]}
    families = {WORD_CODE_FACE: "modern", SYMBOL_FACE: "auto"}
    for row in (*rows, LATIN, typography(parse("ar")), typography(parse("zh-Hans"))):
        for word, free, family in (
            (row.word_text, row.text, "roman"),
            (row.word_heading, row.heading, "swiss"),
        ):
            families.setdefault(word, family)
            if free not in faces.setdefault(word, []):
                faces[word].append(free)
    return part("w:fonts", *(_font(word, faces[word], families[word]) for word in sorted(faces)))


def _font(word: str, free: list[str], family: str) -> str:
    pitch = "fixed" if family == "modern" else "variable"
    return tag(
        "w:font",
        tag("w:altName", val=",".join(free)),
        tag("w:family", val=family),
        tag("w:pitch", val=pitch),
        name=word,
    )
