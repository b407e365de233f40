"""What an office's own DOCX promises: its look in every language, nothing lost, nothing that could act."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document as Word
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt, RGBColor
from lxml import etree
from openxml_audit import OpenXmlValidator
from PIL import Image

from commands import Run
from publish import languages
from publish.errors import EditionError
from publish.model import Document, Emphasis, Heading, List, ListItem, Paragraph, Span, Table, Text
from publish.theme import Theme
from publish.theme.docx import office, reference
from publish.theme.docx.ooxml import NAMESPACES as NS
from publish.writers import docx
from publish.writers.edition import prepare

W = "{" + NS["w"] + "}"
PLAIN = Text((Span("words"),))


def edition(look: bytes, tag: str = "en") -> dict[str, bytes]:
    """Render an article of several blocks in an office's look; return the parts of the file."""
    blocks = (
        Paragraph(PLAIN, "title", 1),
        Heading(PLAIN, 1, 1),
        Paragraph(Text((Span("words "), Span("loud", (Emphasis(),)))), "paragraph", 1),
        List((ListItem((Paragraph(PLAIN, "paragraph", 1),), 1),), False, 1),
        Table((PLAIN,), ((PLAIN,),), ("",), PLAIN, 1),
    )
    document = Document("a.md", tag, blocks)
    theme = Theme(reference=look, toc=True)
    made = docx.render(prepare(document, languages.parse(tag), theme, folder=Path("/p"), root=Path("/p")))
    with zipfile.ZipFile(io.BytesIO(made)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def saved(change: Callable[[WordDocument], None] = lambda _: None) -> bytes:
    """Return a document of Word's own template, changed."""
    document = Word()
    change(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def letterhead(document: WordDocument) -> None:
    """Make an office's look: a red heading in Georgia, running text of 12 points, a logo, a wide margin."""
    document.styles["Normal"].font.size = Pt(12)
    heading = document.styles["Heading 1"]
    heading.font.color.rgb, heading.font.name, heading.font.italic = RGBColor(0xAA, 0, 0), "Georgia", True
    document.styles["Body Text"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    section = document.sections[0]
    section.left_margin = Pt(100)
    logo = io.BytesIO()
    Image.new("RGB", (40, 20), "red").save(logo, "PNG")
    section.header.paragraphs[0].add_run("Ministry ").add_picture(logo, Pt(40))
    section.header.paragraphs[0].style = document.styles["Heading 1"]
    document.add_paragraph("This text is not taken.")


def style(parts: dict[str, bytes], id: str) -> etree._Element:
    """Return a style of a file by its id."""
    found = etree.fromstring(parts["word/styles.xml"]).find(f"w:style[@w:styleId='{id}']", NS)
    assert found is not None
    return found


def said(element: etree._Element, path: str, name: str = "val") -> str | None:
    """Return an attribute of what stands in an element."""
    found = element.find(path, NS)
    return None if found is None else found.get(W + name)


@pytest.mark.parametrize("tag", ["en", "vi", "ar", "ur", "ja", "th", "ka"])
def test_an_office_finds_its_look_in_every_language(tag: str, tmp_path: Path) -> None:
    """Styles, header, logo and margins are the office's, its text is not; the file needs no repair."""
    look = saved(letterhead)
    parts = edition(look, tag)
    assert said(style(parts, "Heading1"), "w:rPr/w:color") == "AA0000"
    assert b"Ministry" in parts["word/header1.xml"]
    assert b'w:val="Heading1"' in parts["word/header1.xml"]
    assert b"media/image1.png" in parts["word/_rels/header1.xml.rels"]
    assert b'w:left="2000"' in parts["word/document.xml"]
    assert b"This text" not in parts["word/document.xml"]
    file = tmp_path / "a.docx"
    with zipfile.ZipFile(file, "w") as packed:
        for name, data in parts.items():
            packed.writestr(name, data)
    assert OpenXmlValidator().validate(file).is_valid
    assert edition(look, tag) == parts


@pytest.mark.parametrize(
    ("tag", "latin", "complex_", "italic", "aligned"),
    [
        ("en", "24", "24", True, "both"),
        ("ar", "24", "27", True, "both"),
        ("th", "24", "25", True, "left"),
        ("ja", "24", "24", False, "both"),
    ],
)
def test_what_was_settled_for_latin_letters_is_fitted_to_the_script(
    tag: str, latin: str, complex_: str, italic: bool, aligned: str
) -> None:
    """Sizes are scaled, italics and straight edges left where the script has none."""
    parts = edition(saved(letterhead), tag)
    normal, heading = style(parts, "Normal"), style(parts, "Heading1")
    assert (said(normal, "w:rPr/w:sz"), said(normal, "w:rPr/w:szCs")) == (latin, complex_)
    assert (heading.find("w:rPr/w:i", NS) is not None) is italic
    if tag in ("ar", "th"):
        assert said(heading, "w:rPr/w:iCs") == "0"
    assert (normal.find("w:pPr/w:bidi", NS) is not None) is (tag == "ar")
    assert said(style(parts, "BodyText"), "w:pPr/w:jc") == aligned


def test_faces_are_the_offices_where_they_have_the_letters() -> None:
    """Latin, Cyrillic and Greek are set in the office's faces; other scripts in those of the table."""
    look = saved(letterhead)
    assert said(style(edition(look, "ru"), "Heading1"), "w:rPr/w:rFonts", "hAnsi") == "Georgia"
    assert said(style(edition(look, "ka"), "Heading1"), "w:rPr/w:rFonts", "hAnsi") == "Sylfaen"
    defaults = etree.fromstring(edition(look, "ja")["word/styles.xml"]).find("w:docDefaults", NS)
    assert defaults is not None
    assert said(defaults, ".//w:rFonts", "eastAsia") == "Yu Mincho"
    assert said(defaults, ".//w:lang", "eastAsia") == "ja-JP"


def test_our_own_edition_as_reference_changes_nothing() -> None:
    """An edition can be taken as the reference: what is changed in it is changed, and all else stays."""
    document = Document("a.md", "en", (Paragraph(PLAIN, "title", 1), Paragraph(PLAIN, "paragraph", 1)))
    made = docx.render(prepare(document, languages.parse("en"), Theme(), folder=Path("/p"), root=Path("/p")))
    found = reference.read(made)
    assert office.lacks(found) == ()
    before = etree.fromstring(zipfile.ZipFile(io.BytesIO(made)).read("word/styles.xml"))
    after = etree.fromstring(edition(made)["word/styles.xml"])
    for one in before.iterfind("w:style", NS):
        id = one.get(f"{W}styleId")
        other = after.find(f"w:style[@w:styleId='{id}']", NS)
        assert other is not None
        if id not in ("ListBullet",):
            assert etree.tostring(one, method="c14n") == etree.tostring(other, method="c14n")


def test_headings_keep_the_numbers_an_office_gives_them() -> None:
    """A numbered heading style keeps its list; the bullets of our lists stay ours."""

    def numbered(document: WordDocument) -> None:
        properties = document.styles["Heading 1"].element.get_or_add_pPr()
        number = properties.get_or_add_numPr()
        number.get_or_add_numId().val = 1

    parts = edition(saved(numbered))
    instance = said(style(parts, "Heading1"), "w:pPr/w:numPr/w:numId")
    numbering = etree.fromstring(parts["word/numbering.xml"])
    assert instance in {num.get(f"{W}numId") for num in numbering.iterfind("w:num", NS)}
    kinds = [element.tag for element in numbering]
    assert kinds == sorted(kinds)  # all definitions before all instances
    bullets = re.findall(rb'<w:numId w:val="(\d+)"', parts["word/document.xml"])
    assert bullets == [b"1"]


def test_even_pages_and_first_pages_keep_their_heads() -> None:
    """Heads for the first page and for even ones come with the switches that make Word use them."""

    def heads(document: WordDocument) -> None:
        document.settings.odd_and_even_pages_header_footer = True
        section = document.sections[0]
        section.different_first_page_header_footer = True
        section.first_page_footer.paragraphs[0].text = "first"
        section.even_page_footer.paragraphs[0].text = "even"
        section.footer.paragraphs[0].text = "odd"

    parts = edition(saved(heads))
    section = etree.fromstring(parts["word/document.xml"]).find(".//w:sectPr", NS)
    assert section is not None
    assert section.find("w:titlePg", NS) is not None
    assert b"evenAndOddHeaders" in parts["word/settings.xml"]
    kinds = {f.get(f"{W}type") for f in section.iterfind("w:footerReference", NS)}
    assert kinds == {"default", "first", "even"}
    assert {f.get(f"{W}type") for f in section.iterfind("w:headerReference", NS)} == kinds


# --- what cannot be taken ------------------------------------------------------------------------------


def with_link(document: WordDocument) -> None:
    """Let the header show a picture from elsewhere."""
    part = document.sections[0].header.part
    part.relate_to("file:///secret.png", NS["r"] + "/image", is_external=True)
    document.sections[0].header.paragraphs[0].text = "x"


def macro(data: bytes) -> bytes:
    """Put a macro into a document."""
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as packed:
        packed.writestr("word/vbaProject.bin", b"x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"no zip", "not a DOCX"),
        (macro(saved()), "holds macros"),
        (saved(with_link), "shows a picture that is not inside it: file:///secret.png"),
    ],
)
def test_what_cannot_be_taken_is_said_once_and_nothing_is_written(
    folder: Path, run: Run, data: bytes, message: str
) -> None:
    """A reference that is no DOCX, could act or loads from elsewhere stops the build with one clear error."""
    (folder / "theme").mkdir()
    (folder / "theme" / "reference.docx").write_bytes(data)
    ran = run(folder, "build", "-q")
    assert ran.code == 1
    assert ran.err.count("reference.docx") == 1
    assert message in ran.err
    assert not (folder / "output").exists()


def test_a_reference_for_one_language_and_what_it_lacks(ready: Path, run: Run) -> None:
    """`reference.fr.docx` dresses French alone; what it lacks is said once, whatever is built."""
    (ready / "theme").mkdir()
    (ready / "theme" / "reference.fr.docx").write_bytes(saved(letterhead))
    ran = run(ready, "build", "-f", "docx")
    assert ran.code == 0
    assert ran.err.count("theme/reference.fr.docx: has no footer, no styles named Kicker") == 1
    french = zipfile.ZipFile(ready / "output" / "fr" / "a.docx").read("word/header1.xml")
    german = zipfile.ZipFile(ready / "output" / "de" / "a.docx").read("word/header1.xml")
    assert b"Ministry" in french
    assert b"Ministry" not in german


def test_a_document_without_room_is_refused() -> None:
    """Margins that leave no room for text are an error, not a broken page."""

    def narrow(document: WordDocument) -> None:
        document.sections[0].left_margin = document.sections[0].page_width

    with pytest.raises(EditionError, match="no room"):
        reference.read(saved(narrow))
