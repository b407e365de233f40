"""What the font preflight promises: every character in a face that was named, or an error that helps."""

from __future__ import annotations

import ctypes
import logging
import shutil
import subprocess
from pathlib import Path

import pypdfium2
import pytest
from babel import Locale

from commands import Run
from publish import languages, phrases
from publish.errors import EditionError
from publish.model import CodeBlock, Document, Heading, Lang, Paragraph, Span, Text
from publish.theme import Theme, typography
from publish.theme.typography import ROWS
from publish.writers import faces, pdf, preflight
from publish.writers.edition import Edition, prepare

PRIVATE = "\ue000"
LOCALES = sorted(path.name for path in (Path(phrases.__file__).parent / "locale").iterdir() if path.is_dir())


def edition_of(*words: str | Span, tag: str = "vi", allowed: bool = False, css: str = "") -> Edition:
    """Make an edition of one paragraph, which stands in line 7 of the article."""
    spans = tuple(word if isinstance(word, Span) else Span(word) for word in words)
    document = Document("source/a.md", tag, (Paragraph(Text(spans, 7), "paragraph", 7),))
    theme = Theme(allow_missing_glyphs=allowed, css=css)
    return prepare(document, languages.parse(tag), theme, folder=Path("/p"), root=Path("/p"))


def faces_in(data: bytes) -> set[str]:
    """Return the names of the faces that a PDF is set in."""
    raw, found = pypdfium2.raw, set[str]()
    for page in pypdfium2.PdfDocument(data):
        for thing in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
            name = ctypes.create_string_buffer(200)
            raw.FPDFFont_GetBaseFontName(raw.FPDFTextObj_GetFont(thing.raw), name, len(name))
            found.add(name.value.decode().partition("+")[2])
    return found


def test_a_character_that_no_font_has_is_an_error_that_says_where(caplog: pytest.LogCaptureFixture) -> None:
    """The error names the line, the character and the language, and says what to do."""
    with pytest.raises(EditionError) as caught:
        pdf.render(edition_of(f"a {PRIVATE} b"))
    assert str(caught.value).splitlines() == [
        "source/a.md:7: no font has U+E000 for private use, in the PDF in vi",
        "Replace it, or install its font. Or allow it: allow-missing-glyphs = true under [editions].",
    ]
    assert caplog.records == []


@pytest.mark.parametrize(
    ("char", "package"),
    [("\U0001f600", "fonts-noto-color-emoji"), ("\U0002ceb0", "fonts-hanazono"), ("語", "fonts-noto-cjk")],
)
def test_a_package_is_named(monkeypatch: pytest.MonkeyPatch, char: str, package: str) -> None:
    """The hint names the Debian package that brings a face with the character."""
    monkeypatch.setattr(faces, "has_char", lambda _family, other: other != char)
    preflight._has.cache_clear()
    with pytest.raises(EditionError) as caught:
        preflight.extra_faces(edition_of(char), char, [languages.parse("vi")])
    preflight._has.cache_clear()
    assert f"apt-get install {package}." in str(caught.value)


def test_all_that_is_missing_is_said_at_once() -> None:
    """Several characters are one message, each with its line; of very many the first twelve are named."""
    many = "".join(chr(0xE000 + at) for at in range(15))
    with pytest.raises(EditionError) as caught:
        pdf.render(edition_of(many))
    assert str(caught.value).count("(line 7)") == 12
    assert "and 3 more" in str(caught.value)


def test_missing_is_a_warning_where_it_is_allowed(caplog: pytest.LogCaptureFixture) -> None:
    """With `allow-missing-glyphs` the PDF is made, and a warning says what it lacks."""
    with caplog.at_level(logging.WARNING, "publish"):
        data = pdf.render(edition_of(f"a {PRIVATE} b", allowed=True))
    assert pypdfium2.PdfDocument(data)[0].get_textpage().get_text_bounded().startswith("a")
    assert [record.getMessage() for record in caplog.records] == [
        "source/a.md:7: no font has U+E000 for private use, in the PDF in vi"
    ]


@pytest.mark.parametrize(
    ("words", "face"),
    [
        ("Ꭰ", "Noto-Sans-Cherokee"),
        ("➤", "Noto-Sans-Symbols2"),
        ("𝔸", "Noto-Sans-Math"),
        ("Հայերեն", "Noto-Serif-Armenian"),
        ("한국어", "Noto-Serif-CJK"),
        ("ሰላም", "Noto-Serif-Ethiopic"),
    ],
)
def test_letters_of_other_scripts_are_set_in_faces_with_a_name(words: str, face: str) -> None:
    """What the faces of the language lack is set in a Noto face of its script, never in a stranger's."""
    found = faces_in(pdf.render(edition_of("tiếng Việt, ", words)))
    assert any(name.startswith(face) for name in found)
    assert all(name.startswith("Noto") for name in found)


def test_what_needs_no_glyph_is_not_missed() -> None:
    """Joiners, selectors, directional marks, soft hyphens and composed accents are no characters to find."""
    text = "a\u200d\u200cb\ufe0f\u00ad\u200e\u2067c\u2069 e\u0301 o\u031b\u0323 \u00a0\u2009\t"
    assert preflight.extra_faces(edition_of(text), text, [languages.parse("vi")]) == ()


@pytest.mark.parametrize("tag", LOCALES)
def test_every_language_has_its_own_letters_in_its_own_faces(tag: str) -> None:
    """The faces of the table have what CLDR and our own words need, without any other face."""
    language = languages.parse(tag)
    locale = Locale.parse(language.tag, sep="-") if language.tag != "ku" else Locale.parse("ku")
    months = [*locale.months["format"]["wide"].values(), *locale.days["format"]["wide"].values()]
    own = [phrases.contents(language), phrases.photo(language), phrases.figure_label(language)]
    text = "".join((*months, *(phrase.text for phrase in own), language.digits, typography(language).quotes))
    assert preflight.extra_faces(edition_of(text, tag=tag), text, [language]) == ()


def test_faces_of_the_table_are_on_this_machine() -> None:
    """`tools/system-packages` installs every face that the table names."""
    stacks = [stack for row in ROWS.values() for stack in (row.text_stack, row.heading_stack, row.code_stack)]
    assert [face for stack in stacks for face in stack if not faces.has_face(face)] == []


def test_missing_faces_are_told_once(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A machine without a face of a language says which package has it, once, if others have its letters."""
    monkeypatch.setattr(faces, "has_face", lambda family: family != "Noto Serif CJK JP")
    preflight._warn_of_missing_faces.cache_clear()
    with caplog.at_level(logging.WARNING, "publish"):
        for _ in range(2):
            preflight.extra_faces(edition_of("a", tag="ja"), "a", [languages.parse("ja")])
    preflight._warn_of_missing_faces.cache_clear()
    assert [record.getMessage() for record in caplog.records] == [
        "fonts for ja are missing, others stand in for them: Noto Serif CJK JP; "
        "install them: apt-get install fonts-noto-cjk"
    ]


def test_a_face_that_nobody_named_is_an_error() -> None:
    """Should a layout use a stranger's face all the same, the PDF is not made."""
    with pytest.raises(EditionError, match="would be set in Comic, which nobody named"):
        preflight.check_used(edition_of("a"), {"Noto Serif", "Comic"}, {"Noto Serif"})


def test_an_office_names_its_own_faces(caplog: pytest.LogCaptureFixture) -> None:
    """A face that theme/edition.css names is as good as ours; a warning tells of one that is not named."""
    edition = edition_of("a", css='p { font-family: "Comic", serif }')
    with caplog.at_level(logging.WARNING, "publish"):
        preflight.check_used(edition, {"Noto Serif", "Comic"}, {"Noto Serif"})
        assert caplog.records == []
        preflight.check_used(edition, {"Tragic"}, {"Noto Serif"})
    assert [record.getMessage() for record in caplog.records] == [
        "source/a.md: the PDF in vi is set in Tragic, which nobody named"
    ]


def test_signs_of_an_office_are_looked_for_in_its_faces() -> None:
    """With theme/edition.css a character fails the PDF only if it comes out as an empty box."""
    edition = edition_of(f"a {PRIVATE} b", css="p {}")
    assert preflight.extra_faces(edition, PRIVATE, [edition.language]) == ()
    with pytest.raises(EditionError, match=r"source/a.md:7: no font has U\+E000"):
        pdf.render(edition)


def test_headings_and_code_find_their_characters_too() -> None:
    """A character that the face of headings or of code lacks is set in another face of the language."""
    blocks = (
        Heading(Text((Span("ạ ➤"),), 1), 1, 1),
        CodeBlock("ạ ế ➤ 語", 3),
        Paragraph(Text((Span("x"),)), "paragraph", 5),
    )
    document = Document("source/a.md", "vi", blocks)
    edition = prepare(document, languages.parse("vi"), Theme(), folder=Path("/p"), root=Path("/p"))
    assert all(name.startswith("Noto") for name in faces_in(pdf.render(edition)))


def test_quoted_words_in_another_language_are_set_in_its_faces() -> None:
    """Arabic in a Vietnamese article is set in the Arabic face of the table."""
    found = faces_in(pdf.render(edition_of("đọc ", Span("الشيخ", (Lang("ar"),)))))
    assert "Noto-Naskh-Arabic" in found


def test_the_command_line_says_it_and_goes_on(folder: Path, run: Run) -> None:
    """A character that no font has fails one PDF; the DOCX and the other article are built."""
    (folder / "source" / "a.md").write_text(f"# Title\n\nA {PRIVATE} sign.\n", "utf-8")
    ran = run(folder, "build", "-l", "en")
    assert ran.code == 1
    assert "source/a.md:3: no font has U+E000 for private use, in the PDF in en\n" in ran.err
    assert sorted(path.name for path in (folder / "output" / "en").iterdir()) == ["a.docx", "b.docx", "b.pdf"]
    settings = (folder / "publish.toml").read_text("utf-8") + "\n[editions]\nallow-missing-glyphs = true\n"
    (folder / "publish.toml").write_text(settings, "utf-8")
    assert run(folder, "build", "-l", "en").code == 0


@pytest.mark.skipif(not shutil.which("apt-cache"), reason="no Debian")
def test_packages_that_are_named_exist() -> None:
    """Every package that a hint can name is one of Debian's."""
    names = {row.package for row in ROWS.values()}
    names |= {
        "fonts-noto-color-emoji",
        "fonts-hanazono",
        "fonts-symbola",
        "fonts-noto-cjk",
        "fonts-noto-core",
    }
    listed = subprocess.run(["apt-cache", "pkgnames", "fonts-"], capture_output=True, check=True, text=True)
    known = set(listed.stdout.split())
    if "fonts-symbola" not in known:
        pytest.skip("no package lists on this machine")
    assert names <= known


def test_emoji_are_set_where_there_is_a_font_for_them() -> None:
    """Emoji are pictures in the line; the digits beside them stay those of the text's own face."""
    if not faces.has_face("Noto Color Emoji"):
        pytest.skip("fonts-noto-color-emoji is not installed")
    data = pdf.render(edition_of("một 😀 và 🇻🇳 12"))
    assert any(name.startswith("Noto-Color-Emoji") for name in faces_in(data))
    assert pypdfium2.PdfDocument(data)[0].get_textpage().get_text_range().rstrip().endswith("Trang 1/1")
