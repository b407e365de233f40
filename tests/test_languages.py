"""What `publish.languages` promises: a tag in either form is one language, said right in both."""

from __future__ import annotations

from datetime import date

import pytest
from babel import Locale, localedata

from publish.errors import LanguageError
from publish.languages import find, parse

# What is typed, its BCP 47 tag, its gettext name, its script.
TAGS = (
    ("en", "en", "en", "Latn"),
    ("vi", "vi", "vi", "Latn"),
    ("pt-BR", "pt-BR", "pt_BR", "Latn"),
    ("pt_br", "pt-BR", "pt_BR", "Latn"),
    ("pt_BR.UTF-8", "pt-BR", "pt_BR", "Latn"),
    ("sr", "sr", "sr", "Cyrl"),
    ("sr@latin", "sr-Latn", "sr@latin", "Latn"),
    ("sr-Latn", "sr-Latn", "sr@latin", "Latn"),
    ("sr_RS@latin", "sr-Latn-RS", "sr_RS@latin", "Latn"),
    ("ca-ES-valencia", "ca-ES-valencia", "ca_ES@valencia", "Latn"),
    ("ca_ES@valencia", "ca-ES-valencia", "ca_ES@valencia", "Latn"),
    ("zh_TW", "zh-TW", "zh_TW", "Hant"),
    ("zh-hans", "zh-Hans", "zh_Hans", "Hans"),
    ("zh", "zh", "zh", "Hans"),
    ("iw", "he", "he", "Hebr"),
    ("uz-Cyrl", "uz-Cyrl", "uz@cyrillic", "Cyrl"),
    ("uz@cyrillic", "uz-Cyrl", "uz@cyrillic", "Cyrl"),
    ("de-CH-1996", "de-CH-1996", "de_CH@1996", "Latn"),
    ("fr_FR@euro", "fr-FR", "fr_FR", "Latn"),
    ("ar", "ar", "ar", "Arab"),
    ("ur", "ur", "ur", "Arab"),
    ("dv", "dv", "dv", "Thaa"),
    ("ja", "ja", "ja", "Jpan"),
)


@pytest.mark.parametrize(("typed", "tag", "gettext", "script"), TAGS)
def test_a_tag_in_either_form_is_understood(typed: str, tag: str, gettext: str, script: str) -> None:
    """Whatever way a translator's program writes a language, files and editions get its one right name."""
    language = parse(typed)
    assert (language.tag, language.gettext, language.script) == (tag, gettext, script)


@pytest.mark.parametrize("typed", [row[0] for row in TAGS])
def test_both_names_lead_back_to_the_same_language(typed: str) -> None:
    """The name of a catalog's folder and the tag in an edition say the same language."""
    language = parse(typed)
    assert parse(language.gettext) == language
    assert parse(language.tag) == language


@pytest.mark.parametrize(
    "tag",
    [
        "",
        " ",
        "e",
        "xx",
        "qqq-",
        "french",
        "en--GB",
        "en-GB-GB",
        "pt_ZZZ",
        "sr@nonsense",
        "und",
        "12",
        "fr fr",
    ],
)
def test_what_is_no_language_is_refused(tag: str) -> None:
    """A slip of the finger is said at once, with what was typed, instead of making a folder of that name."""
    with pytest.raises(LanguageError, match="unknown language") as caught:
        parse(tag)
    assert repr(tag) in caught.value.message
    assert caught.value.hint


@pytest.mark.parametrize(
    "tag",
    ["../fr", "fr/..", "/etc", "fr/LC_MESSAGES", "..", ".", "fr\\..", "C:", "fr\0", "fr\n", "~", "fr@../x"],
)
def test_a_path_is_never_a_language(tag: str) -> None:
    """No tag leads out of the project: what is accepted holds no separator, dot or control character."""
    try:
        language = parse(tag)
    except LanguageError:
        return
    assert language.tag == "fr"
    assert language.gettext == "fr"


def test_a_language_said_by_its_name_is_recognised() -> None:
    """Who writes 'French' is told to write 'fr'."""
    with pytest.raises(LanguageError) as caught:
        parse("French")
    assert "'fr'" in (caught.value.hint or "")


@pytest.mark.parametrize(
    ("tag", "direction", "joiner", "forms"),
    [
        ("fr", "ltr", " ", 2),
        ("vi", "ltr", " ", 1),
        ("ar", "rtl", " ", 6),
        ("he", "rtl", " ", None),
        ("pl", "ltr", " ", None),
        ("zh_Hans", "ltr", "", 1),
        ("ja", "ltr", "", 1),
        ("th", "ltr", "", 1),
        ("km", "ltr", " ", 1),
        ("pa_PK", "rtl", " ", None),
        ("az@arabic", "rtl", " ", None),
    ],
)
def test_how_a_language_is_written(tag: str, direction: str, joiner: str, forms: int | None) -> None:
    """Direction, space between sentences and plural forms are those of the language's own books."""
    language = parse(tag)
    assert (language.direction, language.joiner) == (direction, joiner)
    if forms is not None:
        assert language.plural_forms.startswith(f"nplurals={forms};")


def test_a_language_is_named_in_its_own_words() -> None:
    """A list of editions reads as each reader would write the name; an unknown name is the tag itself."""
    assert parse("fr").name_in("fr") == "français"
    assert parse("fr").name == "French"
    assert parse("pt_BR").name == "Portuguese (Brazil)"
    assert parse("aaa").name == "aaa"


@pytest.mark.parametrize(
    ("tag", "number", "day"),
    [
        ("en", "2030", "October 1, 2025"),
        ("fr", "2030", "1er octobre 2025"),
        ("fr-CA", "2030", "1er octobre 2025"),
        ("vi", "2030", "1 tháng 10, 2025"),
        ("ar", "2030", "1 أكتوبر 2025"),
        ("ar-EG", "٢٠٣٠", "١ أكتوبر ٢٠٢٥"),
        ("fa", "۲۰۳۰", "۱ اکتبر ۲۰۲۵"),
        ("ur", "2030", "1 اکتوبر، 2025"),
        ("hi", "2030", "1 अक्टूबर 2025"),
        ("mr", "२०३०", "१ ऑक्टोबर, २०२५"),
        ("bn", "২০৩০", "১ অক্টোবর, ২০২৫"),
        ("my", "၂၀၃၀", "၂၀၂၅ အောက်တိုဘာ ၁"),
        ("km", "២០៣០", "១ តុលា ២០២៥"),
        ("th", "2030", "1 ตุลาคม ค.ศ. 2025"),
        ("ja", "2030", "2025年10月1日"),
        ("aaa", "2030", "October 1, 2025"),
    ],
)
def test_numbers_and_dates_are_in_the_digits_of_print(tag: str, number: str, day: str) -> None:
    """All that an edition counts or dates by itself is in the digits that books in its language use."""
    assert parse(tag).number(2030) == number
    assert parse(tag).format_date(date(2025, 10, 1)) == day


def test_only_the_first_of_the_month_is_an_ordinal() -> None:
    """French says "1er octobre" but "11 octobre", also where the year has a one."""
    french = parse("fr")
    assert french.format_date(date(2025, 10, 11)) == "11 octobre 2025"
    assert french.format_date(date(2011, 1, 1)) == "1er janvier 2011"


def test_digits_are_ten_and_in_order() -> None:
    """For every language of CLDR there are ten digits, of which each is its own value."""
    for name in localedata.locale_identifiers():
        if not (language := find(name)):
            continue
        assert [int(digit) for digit in language.digits] == list(range(10))
        if Locale.parse(name).default_numbering_system != "latn":
            assert language.digits != "0123456789"
