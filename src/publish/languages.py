"""Language tags, in BCP 47 or POSIX form, to `Language`: names, script, direction, joiner, dates, plurals.

Tags are checked and standardised by langcodes, because Babel's parser alone changes tags silently
(`de-CH-1996` becomes `de_CH`, `sr@latin` becomes Cyrillic); what is said in a language comes from CLDR
through Babel.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from publish.errors import LanguageError

if TYPE_CHECKING:
    from babel import Locale

# POSIX says a script by a modifier: https://www.gnu.org/software/gettext/manual/html_node/Locale-Names.html
_SCRIPT_OF_MODIFIER = {
    "arabic": "Arab",
    "cyrillic": "Cyrl",
    "devanagari": "Deva",
    "iqtelif": "Latn",
    "latin": "Latn",
    "mongolian": "Mong",
    "shaw": "Shaw",
    "telugu": "Telu",
    "tifinagh": "Tfng",
}
_VARIANT_MODIFIERS = {"valencia", "tarask", "1901", "1996", "oxendict"}
_NO_MODIFIER = {"", "euro"}  # a currency, not a way of writing
# Where gettext's catalogs use a modifier though the script is not the language's usual one.
_MODIFIER_OF_SCRIPT = {
    ("az", "Cyrl"): "cyrillic",
    ("be", "Latn"): "latin",
    ("bs", "Cyrl"): "cyrillic",
    ("en", "Shaw"): "shaw",
    ("ks", "Deva"): "devanagari",
    ("sd", "Deva"): "devanagari",
    ("sr", "Latn"): "latin",
    ("tt", "Latn"): "iqtelif",
    ("uz", "Cyrl"): "cyrillic",
}
_RTL_SCRIPTS = {"Adlm", "Arab", "Hebr", "Mand", "Mend", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa", "Yezi"}
# Between sentences these put nothing; Khmer, Burmese and Tibetan do write a space there.
_UNSPACED_LANGUAGES = {"zh", "yue", "lzh", "wuu", "hak", "nan", "cdo", "ja", "th", "lo"}
# The zero of each numbering system that is some language's own by CLDR; Unicode has the others behind it.
_ZEROS = {
    "adlm": "\U0001e950",
    "arab": "٠",
    "arabext": "۰",
    "beng": "০",
    "cakm": "\U00011136",
    "deva": "०",
    "hmnp": "\U0001e140",
    "khmr": "០",
    "latn": "0",
    "mtei": "\uabf0",
    "mymr": "၀",
    "nkoo": "߀",
    "olck": "᱐",
    "tibt": "༠",
}
# CLDR gives Khmer the digits of Europe, but Cambodia's books, newspapers and ministries print its own. Arabic
# has no one use: "ar" and the Maghreb have the digits of Europe, Egypt ("ar-EG") and the Levant their own.
# Thai, Lao, Gujarati and Tibetan print both; there CLDR's choice stands.
_NUMBERING = {"km": "khmr"}
# CLDR's long form has the bare number, French prints "1er octobre".
_FIRST_OF_MONTH = {"fr": "1er"}


@dataclass(frozen=True, slots=True)
class Language:
    """A language as a catalog or an edition is in it; make one with `parse`.

    >>> parse("zh-Hans").gettext, parse("sr@latin").tag, parse("ar").direction
    ('zh_Hans', 'sr-Latn', 'rtl')
    """

    tag: str
    """BCP 47, standardised: `pt-BR`, `zh-Hans`. What HTML, PDF and DOCX are told."""
    gettext: str
    """The name gettext uses for folders and the `Language:` field: `pt_BR`, `zh_Hans`, `sr@latin`."""
    language: str
    """The primary subtag: `pt`, `zh`."""
    script: str
    """ISO 15924 code, said or likely: `Latn`, `Arab`, `Hans`."""
    territory: str
    """ISO 3166 code, said or likely: `BR`, `CN`; empty where none is known."""

    def __str__(self) -> str:
        """Return the gettext name, which is what users type and see."""
        return self.gettext

    @property
    def direction(self) -> str:
        """`rtl` or `ltr`."""
        return "rtl" if self.script in _RTL_SCRIPTS else "ltr"

    @property
    def joiner(self) -> str:
        """What stands between two sentences: nothing in Chinese, Japanese, Thai and Lao, else a space."""
        return "" if self.language in _UNSPACED_LANGUAGES else " "

    @property
    def name(self) -> str:
        """The English name: `Portuguese (Brazil)`; the tag where CLDR has none."""
        return self.name_in("en")

    def name_in(self, tag: str) -> str:
        """Return this language's name in the language of `tag` by CLDR, or our tag where it has none."""
        locale = _locale(self.tag)
        name: str | None = locale.get_display_name(_locale(tag)) if locale else None
        return name or self.tag

    @property
    def locale(self) -> Locale | None:
        """What Babel knows of this language or its nearest parent; None where that is nothing."""
        return _locale(self.tag)

    @property
    def plural_forms(self) -> str:
        """The `Plural-Forms` field of a catalog: `nplurals=2; plural=(n != 1);`.

        >>> parse("ja").plural_forms
        'nplurals=1; plural=0;'
        """
        from babel.messages.plurals import get_plural

        # Babel's own default, English's two forms, for a language CLDR has no rule for.
        number, expression = get_plural(str(_locale(self.tag) or "en"))
        return f"nplurals={number}; plural={expression};"

    def serves(self, other: Language) -> bool:
        """Say whether text in this language is text in the other.

        The language and the script, said or likely by CLDR, must agree: `zh_CN` is `zh_Hans`, `zh_TW` is not.
        Territories must agree where both say one: `de_AT` is `de`, `pt_PT` is not `pt_BR`.

        >>> parse("zh_CN").serves(parse("zh_Hans")), parse("pt_PT").serves(parse("pt_BR"))
        (True, False)
        """
        says_territory = (self.territory in self._subtags, other.territory in other._subtags)
        one_territory = self.territory == other.territory or not all(says_territory)
        return (self.language, self.script) == (other.language, other.script) and one_territory

    @property
    def _subtags(self) -> list[str]:
        return self.tag.split("-")[1:]

    @property
    def separators(self) -> tuple[str, str]:
        """What CLDR sets before the decimals of a number, and between its thousands.

        >>> parse("vi").separators, parse("en").separators
        ((',', '.'), ('.', ','))
        """
        return _separators(self.tag)

    @property
    def digits(self) -> str:
        """The ten digits, from zero, that print in this language uses.

        >>> parse("fr").digits, parse("fa").digits, parse("ar").digits, parse("ar-EG").digits
        ('0123456789', '۰۱۲۳۴۵۶۷۸۹', '0123456789', '٠١٢٣٤٥٦٧٨٩')
        """
        locale = _locale(self.tag)
        usual = locale.default_numbering_system if locale else "latn"
        zero = _ZEROS.get(_NUMBERING.get(self.language, usual), "0")
        return "".join(chr(ord(zero) + value) for value in range(10))

    def number(self, n: int) -> str:
        """Write a whole number in this language's digits, its thousands not set apart.

        >>> parse("en").number(2030), parse("my").number(2030)
        ('2030', '၂၀၃၀')
        """
        return self._in_digits(str(n))

    def format_date(self, day: date) -> str:
        """Write a date out as CLDR's long form does, in this language's digits.

        >>> parse("vi").format_date(date(2025, 10, 4)), parse("bn").format_date(date(2025, 10, 4))
        ('4 tháng 10, 2025', '৪ অক্টোবর, ২০২৫')
        """
        from babel.dates import format_date

        text: str = format_date(day, "long", locale=_locale(self.tag) or "en")
        if day.day == 1 and self.language in _FIRST_OF_MONTH:
            text = text.replace("1", _FIRST_OF_MONTH[self.language], 1)
        # Babel writes European digits whatever the locale.
        return self._in_digits(text)

    def _in_digits(self, text: str) -> str:
        return text.translate(str.maketrans("0123456789", self.digits))


@cache
def parse(tag: str) -> Language:
    """Return the Language of a tag in BCP 47 or POSIX form.

    Raises LanguageError where the tag is not well formed or its parts are in no registry.

    >>> parse("pt-br").gettext, parse("ca_ES@valencia").tag, parse("iw").tag, parse("zh").script
    ('pt_BR', 'ca-ES-valencia', 'he', 'Hans')
    """
    import langcodes

    if len(tag) > _LONGEST:
        raise LanguageError(f"unknown language: {tag[:_LONGEST]!r}…", hint=_hint(""))
    try:
        parsed = langcodes.Language.get(langcodes.standardize_tag(_bcp47(tag)))
        # Registered extended tags have a standard form without one (zh-yue is yue): others are slips.
        known = parsed.is_valid() and parsed.language is not None and not parsed.extlangs
    except (ValueError, LookupError):
        known = False
    if not known or parsed.language == "und":
        raise LanguageError(f"unknown language: {tag!r}", hint=_hint(tag))
    likely = parsed.maximize()
    return Language(
        tag=parsed.to_tag(),
        gettext=_posix(parsed.to_tag()),
        language=parsed.language or "",
        script=likely.script or "Latn",
        territory=likely.territory or "",
    )


_LONGEST = 100
"""Characters of a tag; those of BCP 47 that are in use have half of that."""


def find(tag: str) -> Language | None:
    """Return the Language of a tag as `parse` does, or None where that would raise."""
    try:
        return parse(tag)
    except LanguageError:
        return None


def _hint(tag: str) -> str:
    folded = tag.strip().casefold()
    for code, name in _english_names().items():
        if folded in (name.casefold(), code.casefold() + "_"):
            return f"Did you mean {code!r} ({name})?"
    return "Use a language code such as vi, pt-BR, zh_Hans or sr@latin."


def _english_names() -> dict[str, str]:
    from babel import Locale

    return {str(code): str(name) for code, name in Locale("en").languages.items()}


def _bcp47(tag: str) -> str:
    """Turn `ll_Ssss_CC.charset@modifier` into a BCP 47 tag; one that already is goes through."""
    base, _, modifier = tag.strip().partition("@")
    subtags = re.split(r"[-_]", base.partition(".")[0])
    modifier = modifier.lower()
    if modifier in _SCRIPT_OF_MODIFIER:
        subtags.insert(1, _SCRIPT_OF_MODIFIER[modifier])
    elif modifier in _VARIANT_MODIFIERS:
        subtags.append(modifier)
    elif modifier not in _NO_MODIFIER:
        raise ValueError(modifier)
    return "-".join(subtags)


def _posix(tag: str) -> str:
    subtags = tag.split("-")
    modifier = _MODIFIER_OF_SCRIPT.get((subtags[0], subtags[1] if len(subtags) > 1 else ""), "")
    if modifier:
        del subtags[1]
    elif subtags[-1].lower() in _VARIANT_MODIFIERS:
        modifier = subtags.pop().lower()
    return "_".join(subtags) + (f"@{modifier}" if modifier else "")


@cache
def _separators(tag: str) -> tuple[str, str]:
    from babel.numbers import get_decimal_symbol, get_group_symbol

    locale = _locale(tag) or "en"
    return get_decimal_symbol(locale), get_group_symbol(locale)


@cache
def _locale(tag: str) -> Locale | None:
    """Return CLDR's locale for a tag, or for its nearest parent; None where CLDR has none at all."""
    from babel import Locale, UnknownLocaleError

    subtags = tag.split("-")
    while subtags:
        try:
            locale = Locale.parse("_".join(subtags))
        except (UnknownLocaleError, ValueError):
            subtags.pop()
            continue
        # Babel resolves an unknown tag to a likely one, which may be another language altogether.
        return locale if locale.language == subtags[0] else None
    return None
