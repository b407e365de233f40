"""What the table of languages promises: every face exists, in the package it names, and has the script."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest
from babel import Locale

from publish import languages
from publish.theme import Theme, typography
from publish.theme.css import stylesheets
from publish.theme.typography import LATIN

# A language for each row of the table, with a letter that only its script has.
LETTERS = {
    "vi": "ễ", "ru": "ж", "el": "λ", "hy": "ա", "ka": "ა", "he": "ש", "ar": "ض", "fa": "پ", "ur": "ڑ",
    "hi": "क", "bn": "ক", "ta": "க", "te": "క", "gu": "ક", "pa": "ਕ", "kn": "ಕ", "ml": "ക", "si": "ක",
    "th": "ก", "lo": "ກ", "km": "ក", "my": "က", "bo": "ཀ", "am": "ሀ", "zh-Hans": "语", "zh-Hant": "語",
    "ja": "の", "ko": "한",
}  # fmt: skip
needs_fonts = pytest.mark.skipif(
    not shutil.which("fc-list") or not shutil.which("dpkg"), reason="fontconfig and dpkg tell about fonts"
)


def files_of(face: str, letter: str = "") -> set[str]:
    """Return the font files that have a face, and a letter in it."""
    charset = f":charset={ord(letter):x}" if letter else ""
    found = subprocess.run(
        ["fc-list", f":family={face}{charset}", "file"], capture_output=True, text=True, check=True
    )
    return {line.rstrip(": ") for line in found.stdout.splitlines()}


def owners(files: set[str]) -> set[str]:
    """Return the Debian packages that the files come from."""
    found = subprocess.run(["dpkg", "-S", *files], capture_output=True, text=True, check=False)
    return {line.partition(":")[0] for line in found.stdout.splitlines()}


@needs_fonts
@pytest.mark.parametrize("tag", LETTERS)
def test_faces_are_in_the_package_and_have_the_script(tag: str) -> None:
    """A language's text and headings have a face that its Debian package brings and that can write it."""
    row = typography(languages.parse(tag))
    if row.package not in owners(files_of(row.text)) and not files_of(row.text):
        pytest.skip(f"{row.package} is not installed")
    for face in (row.text, row.heading):
        files = files_of(face, LETTERS[tag])
        assert files, f"{face} has no {LETTERS[tag]}"
        assert row.package in owners(files)


@needs_fonts
def test_companions_are_there() -> None:
    """The Latin faces that stand beside every script, and the one for code, are in Debian's packages."""
    assert "fonts-noto-core" in owners(files_of(LATIN.text, "ễ"))
    assert "fonts-noto-core" in owners(files_of(LATIN.heading, "ễ"))
    assert owners(files_of(LATIN.code, "a")) & {"fonts-noto-core", "fonts-noto-mono"}


@needs_fonts
@pytest.mark.parametrize("tag", [tag for tag in LETTERS if typography(languages.parse(tag)).italics])
def test_italics_are_real(tag: str) -> None:
    """A script that the table gives italics has a face with slanted letters of its own."""
    row = typography(languages.parse(tag))
    assert any("Italic" in name for name in files_of(row.text, LETTERS[tag]))


@needs_fonts
@pytest.mark.parametrize("tag", [tag for tag in LETTERS if not typography(languages.parse(tag)).italics])
def test_no_italics_are_missed(tag: str) -> None:
    """A script that the table gives no italics has none to use."""
    row = typography(languages.parse(tag))
    assert not any("Italic" in name for name in files_of(row.text, LETTERS[tag]))


@pytest.mark.parametrize("tag", LETTERS)
def test_style_sheet_names_the_faces(tag: str) -> None:
    """The style sheet of a language names its own faces first and sets its leading and alignment."""
    language = languages.parse(tag)
    row, css = typography(language), "\n".join(stylesheets(Theme(), language))
    assert f'--text: "{row.text}"' in css
    assert f'--heading: "{row.heading}"' in css
    assert f"--leading: {row.leading:g};" in css
    assert f"--align: {'justify' if row.justify else 'start'};" in css
    assert (f"--em-style: {'italic' if row.italics else 'normal'};") in css


def test_theme_reaches_the_style_sheet() -> None:
    """Page, margin, size and colours are the theme's, and the office's own rules come last."""
    theme = Theme(page="A5", margin=12, size=9, accent="#123456", css="p { color: green }")
    css = "\n".join(stylesheets(theme, languages.parse("en")))
    assert "@page { size: 148mm 210mm; margin: 12mm }" in css
    assert "--size: 9pt;" in css
    assert "--accent: #123456;" in css
    assert css.endswith("p { color: green }")


def test_every_property_used_is_set() -> None:
    """The rules use no custom property that nothing sets: such a rule would silently do nothing."""
    css = "\n".join(stylesheets(Theme(), languages.parse("en"), [languages.parse("ar")]))
    assert set(re.findall(r"var\(--([\w-]+)\)", css)) <= set(re.findall(r"--([\w-]+):", css))


def test_colours_can_be_read() -> None:
    """The default colours have a contrast of 4.5:1 on white (WCAG 2.1, 1.4.3)."""

    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    theme = Theme()
    for colour in (theme.accent, theme.ink, theme.muted):
        assert 1.05 / (luminance(colour) + 0.05) >= 4.5


def test_right_to_left_languages_are_known_to_cldr() -> None:
    """The languages we set from right to left are those that CLDR says are."""
    for tag in LETTERS:
        language = languages.parse(tag)
        assert language.direction == Locale.parse(tag, sep="-").text_direction


@pytest.mark.parametrize(
    ("tag", "quotes", "page"),
    [
        ("vi", "“”‘’", "A4"),
        ("en", "“”‘’", "A4"),
        ("en-US", "“”‘’", "Letter"),
        ("es-MX", "«»“”", "Letter"),
        ("fr-CA", "«»«»", "Letter"),
        ("de", "„“‚‘", "A4"),
        ("zh-Hans", "“”‘’", "A4"),
        ("zh-Hant", "「」『』", "A4"),
        ("zh-TW", "「」『』", "A4"),
        ("pt-PT", "«»“”", "A4"),
    ],
)
def test_quotes_and_paper(tag: str, quotes: str, page: str) -> None:
    """A language has its own quotation marks; American paper only where the country is named."""
    row = typography(languages.parse(tag))
    assert (row.quotes, row.page) == (quotes, page)


def test_latin_inside_rtl_is_of_one_face() -> None:
    """Codes in an Arabic text have letters and digits of the Latin face, in headings of the heading's."""
    style = "\n".join(stylesheets(Theme(), languages.parse("ur")))
    assert '--latin: "Noto Serif", "Noto Nastaliq Urdu";' in style
    assert '--latin-heading: "Noto Sans", "Noto Nastaliq Urdu";' in style
