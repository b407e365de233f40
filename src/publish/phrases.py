"""A language in, the package's own words in it out; they come from our own catalogs (`locale/`).

After a change of a message or of a comment to translators run `tools/own-words`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files as package_files
from io import BytesIO
from typing import TYPE_CHECKING

from publish.languages import Language, parse

if TYPE_CHECKING:
    from gettext import NullTranslations

__all__ = [
    "Phrase",
    "contents",
    "figure_label",
    "note",
    "numbered_caption",
    "page_of",
    "page_pattern",
    "photo",
    "revision_note",
    "source",
    "table_label",
    "translated_from",
]


@dataclass(frozen=True, slots=True)
class Phrase:
    """Some of our own words, or a pattern with places in braces to be filled."""

    text: str
    """The words: `Contents`, `Figure {number}`."""
    tag: str
    """The BCP 47 tag of the language they are in: English where we have none in the language asked for."""

    def format(self, **values: str | int) -> Phrase:
        """Return the pattern with its places filled; numbers are written in the digits of its language.

        >>> Phrase("Figure {number}", "en").format(number=3)
        Phrase(text='Figure 3', tag='en')
        """
        language = parse(self.tag)
        said = {
            name: language.number(value) if isinstance(value, int) else value
            for name, value in values.items()
        }
        return Phrase(self.text.format(**said), self.tag)


def contents(language: Language) -> Phrase:
    """Return the heading of the list of contents.

    >>> contents(parse("vi")).text, contents(parse("pt-BR")).text
    ('Mục lục', 'Sumário')
    """
    # Translators: Heading of the list of contents, at the beginning of an article or a report.
    return _words(language).gettext("Contents")


def page_pattern(language: Language) -> Phrase:
    """Return what stands at the foot of each page, with `{number}` and `{count}` left in it.

    >>> page_pattern(parse("zh-Hans")).text
    '第 {number} 页，共 {count} 页'
    """
    # Translators: Stands at the foot of each page; {count} is how many pages there are. Where grammar would
    # ask for endings after the numbers, choose a form that needs none, such as "Page {number} / {count}".
    return _words(language).gettext("Page {number} of {count}")


def page_of(language: Language, number: int, count: int) -> Phrase:
    """Return what stands at the foot of one page.

    >>> page_of(parse("en"), 2, 7).text, page_of(parse("fa"), 2, 7).text
    ('Page 2 of 7', 'صفحهٔ ۲ از ۷')
    """
    return page_pattern(language).format(number=number, count=count)


def figure_label(language: Language) -> Phrase:
    """Return what begins a figure's caption, with `{number}` left in it.

    >>> figure_label(parse("hu")).text
    '{number}. ábra'
    """
    # Translators: Begins the caption of a picture, a photograph as well as a drawing.
    return _words(language).gettext("Figure {number}")


def table_label(language: Language) -> Phrase:
    """Return what begins a table's caption, with `{number}` left in it.

    >>> table_label(parse("ko")).format(number=1).text
    '표 1'
    """
    # Translators: Begins the caption of a table.
    return _words(language).gettext("Table {number}")


def numbered_caption(language: Language) -> Phrase:
    """Return how a label and a caption stand together, with `{label}` and `{caption}` left in it.

    >>> numbered_caption(parse("de")).text, numbered_caption(parse("ja")).text
    ('{label}: {caption}', '{label}\\u3000{caption}')
    """
    # Translators: A caption that has a number: {label} is "Figure 3" or "Table 3", {caption} a sentence or
    # more. Between them stands what books in your language print: a full stop, a colon, a dash, only a space.
    return _words(language).gettext("{label}. {caption}")


def photo(language: Language) -> Phrase:
    """Return what a picture is called that nobody described.

    >>> photo(parse("th")).text
    'ภาพถ่าย'
    """
    # Translators: Said by a screen reader in place of a picture that nobody described.
    return _words(language).gettext("Photo")


def note(language: Language, number: int) -> Phrase:
    """Return what a link to a footnote is called for a screen reader.

    >>> note(parse("fr"), 3).text, note(parse("my"), 3).text
    ('Note 3', 'မှတ်ချက် (၃)')
    """
    # Translators: Said by a screen reader at the number that leads to a footnote.
    return _words(language).gettext("Note {number}").format(number=number)


def source(language: Language) -> Phrase:
    """Return how a text or a picture names where it is from, with `{source}` left in it.

    >>> source(parse("ja")).format(source="統計局").text
    '出典：統計局'
    """
    # Translators: Stands under a table, a picture or an article and names where it was taken from.
    return _words(language).gettext("Source: {source}")


def translated_from(language: Language, source_language: Language) -> Phrase:
    """Return the line that says which language a text was translated from.

    It is English where CLDR does not know what `language` calls the other one.

    >>> translated_from(parse("en"), parse("vi")).text, translated_from(parse("ru"), parse("vi")).text
    ('Translated from Vietnamese', 'Язык оригинала: вьетнамский')
    """
    words = _words(language)
    # "Chinese", not "Chinese (Simplified)", whose parts CLDR does not make agree; unless it is Chinese, too.
    same = source_language.language == language.language
    original = source_language if same else parse(source_language.language)
    name = original.name_in(words.language.tag)
    if name == original.tag:
        words, name = _english(), original.name
    for listed, spoken in _IN_A_SENTENCE.get(words.language.language, {}).items():
        name = re.sub(f"^{listed}", spoken, name)
    # Translators: {language} is a language's name as CLDR has it, in the nominative. Where it would need
    # another form here, write "Original language: {language}".
    return words.gettext("Translated from {language}").format(language=name)


def revision_note(language: Language, day: date, newer: int) -> Phrase:
    """Return the sentence that says of which version an edition is.

    Args:
        language: the edition's.
        day: the day of the version that was translated.
        newer: how many paragraphs are newer, 1 or more.

    >>> revision_note(parse("en"), date(2025, 10, 3), 4).text
    'Translated from the version of October 3, 2025; 4 paragraphs are newer.'
    """
    words = _words(language)
    # Translators: Stands under the head of an edition. {date} is a long date by CLDR; {count} is how many
    # paragraphs of the source were changed or added since then and are printed in the source language.
    pattern = words.ngettext(
        "Translated from the version of {date}; {count} paragraph is newer.",
        "Translated from the version of {date}; {count} paragraphs are newer.",
        newer,
    )
    return pattern.format(date=words.language.format_date(day), count=newer)


# CLDR gives a name as it begins an entry of a list; what it says of other places Babel leaves out.
_IN_A_SENTENCE = {"vi": {"Tiếng ": "tiếng ", "Ngôn ngữ ": "ngôn ngữ "}}
# A language that another one's words are in.
_SPEAKS = {"no": "nb"}


@dataclass(frozen=True, slots=True)
class _Words:
    """A catalog of ours, asked as Babel's extraction knows it."""

    language: Language
    catalog: NullTranslations

    def gettext(self, message: str) -> Phrase:
        return Phrase(self.catalog.gettext(message), self.language.tag)

    def ngettext(self, one: str, many: str, count: int) -> Phrase:
        return Phrase(self.catalog.ngettext(one, many, count), self.language.tag)


@cache
def _words(language: Language) -> _Words:
    """Return our words in a language, or in one that serves as well, or in English."""
    folder = package_files("publish") / "locale"
    primary = _SPEAKS.get(language.language, language.language)
    names = [entry.name for entry in folder.iterdir() if re.split("[_@]", entry.name)[0] == primary]
    # Of several that are written in the same script, the very one first, then the one without a territory.
    for name in sorted(names, key=lambda name: (name != language.gettext, len(name), name)):
        ours = parse(name)
        if ours.script == language.script:
            data = (folder / name / "LC_MESSAGES" / "publish.po").read_bytes()
            return _Words(language if ours.serves(language) else ours, _compiled(data))
    return _english(language)


def _english(language: Language | None = None) -> _Words:
    from gettext import NullTranslations

    english = language if language and language.language == "en" else parse("en")
    return _Words(english, NullTranslations())


def _compiled(catalog: bytes) -> NullTranslations:
    from gettext import GNUTranslations

    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    compiled = BytesIO()
    write_mo(compiled, read_po(BytesIO(catalog)))
    compiled.seek(0)
    return GNUTranslations(compiled)
