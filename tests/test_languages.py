"""What `publish.languages` promises: a tag in either form is one language, said right in both."""

from __future__ import annotations

import pytest

from publish.errors import LanguageError
from publish.languages import parse

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
