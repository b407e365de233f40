"""What the PDF of an edition promises: its words, its tags, its bytes, its place on the page, its safety."""

from __future__ import annotations

import contextlib
import ctypes
import io
import logging
import re
import subprocess
import sys
import unicodedata
import zlib
from collections import deque
from dataclasses import replace
from importlib import resources
from pathlib import Path
from types import SimpleNamespace

import pypdfium2
import pyphen
import pytest
from cffi import cparser
from fontTools.ttLib import TTFont
from PIL import Image as Pillow

from publish import languages
from publish.errors import EditionError, SourceError
from publish.model import (
    Align,
    Block,
    CodeBlock,
    Definition,
    DefinitionList,
    Document,
    Emphasis,
    Figure,
    Footnote,
    Heading,
    Image,
    Lang,
    Link,
    List,
    ListItem,
    Mark,
    Note,
    Paragraph,
    Quote,
    Role,
    Span,
    Strong,
    Table,
    Text,
)
from publish.theme import Theme
from publish.writers import embedding, engine, glyphs, html, interface, justify, parity, pdf, serial
from publish.writers.edition import Attachment, Edition, prepare

LAO = "ໃນສະໄໝຜ່ານມາບັນດາອົງການຈັດຕັ້ງພັກໄດ້ສຸມໃສ່ນຳພາຊີ້ນຳການຈັດຕັ້ງປະຕິບັດມະຕິກອງປະຊຸມໃຫຍ່ໃຫ້ເປັນຮູບປະທຳ"


def text(*parts: str | tuple[str, Mark]) -> Text:
    """Make a Text of plain strings and (words, mark) pairs."""
    return Text(tuple(Span(p) if isinstance(p, str) else Span(p[0], (p[1],)) for p in parts), 1)


def para(*parts: str | tuple[str, Mark], role: Role = "paragraph") -> Paragraph:
    """Make a Paragraph, in any role."""
    return Paragraph(text(*parts), role, 1)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a project folder with one large photograph in it."""
    root = tmp_path_factory.mktemp("project")
    Pillow.effect_noise((3600, 1200), 60).convert("RGB").save(root / "photo.jpg", quality=90)
    return root


def edition_of(folder: Path, *blocks: Block, tag: str = "en", css: str = "", toc: bool = False) -> Edition:
    """Make an edition of an article with these blocks, in a folder."""
    document = Document("a.md", tag, blocks)
    return prepare(document, languages.parse(tag), Theme(css=css, toc=toc), folder=folder, root=folder)


def read(data: bytes) -> str:
    """Return the text of a PDF as a reader gets it, without running heads and page numbers."""
    document = pypdfium2.PdfDocument(data)
    return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def inside(data: bytes) -> bytes:
    """Return a PDF with what its streams hold, unpacked, after it."""
    parts = [data]
    for match in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", data, re.S):
        with contextlib.suppress(zlib.error):
            parts.append(zlib.decompress(match[1]))
    return b"\n".join(parts)


def objects(data: bytes) -> dict[bytes, bytes]:
    """Return the dictionaries of a PDF that stand in its object streams (ISO 32000-1, 7.5.7), by number."""
    found: dict[bytes, bytes] = {}
    for header, packed in re.findall(rb"obj\n(<<[^\n]*/ObjStm.*?>>)\nstream\n(.*?)\nendstream", data, re.S):
        content = zlib.decompress(packed)
        first = int(re.findall(rb"/First (\d+)", header)[0])
        numbers = content[:first].split()
        starts = [first + int(at) for at in numbers[1::2]]
        for number, start, end in zip(numbers[::2], starts, [*starts[1:], len(content)], strict=True):
            found[number] = content[start:end]
    return found


EVERYTHING: tuple[Block, ...] = (
    para("Alpha", role="title"),
    para(
        "Bravo ",
        ("charlie", Strong()),
        " ",
        ("delta", Emphasis()),
        " ",
        ("echo", Link("https://e.org")),
        ("", Note("n")),
    ),
    Heading(text("Foxtrot"), 2, 1, id="f"),
    Figure("photo.jpg", text("A photo"), text("Golf"), text("Hotel"), 1),
    List(
        (ListItem((para("India"), Quote((para("Juliett"),), 1)), 1), ListItem((para("Kilo"),), 1, True)),
        False,
        1,
    ),
    Table((text("Lima"), text("Mike")), ((text("November"), text("")),), ("", "right"), text("Oscar"), 1),
    DefinitionList((Definition((text("Papa"),), ((para("Quebec"),),), 1),), 1),
    CodeBlock("Romeo", 1),
    para("Sierra ", ("xin chào", Lang("vi")), " ", ("jump", Link("#f"))),
    Footnote("n", (para("Tango"),), 1),
)


@pytest.fixture(scope="module")
def everything(folder: Path) -> bytes:
    """Give the PDF of an article with most kinds of blocks."""
    return pdf.render(edition_of(folder, *EVERYTHING))


def test_every_word_is_there_once_in_order(everything: bytes) -> None:
    """A reader finds each word of the article once and in order; the note comes at the foot of its page."""
    ours = {"Page", "Figure", "Table"}
    found = [word for word in re.findall(r"\b[A-Z][a-z]+\b", read(everything)) if word not in ours]
    body = (
        "Alpha Bravo Foxtrot Golf Hotel India Juliett Kilo Oscar Lima Mike November Papa Quebec Romeo Sierra"
    )
    assert sorted(found) == sorted([*body.split(), "Tango"] + ["Alpha"] * (found.count("Alpha") - 1))
    assert [word for word in dict.fromkeys(found) if word != "Tango"] == body.split()


@pytest.mark.parametrize(
    ("tag", "words"),
    [
        ("vi", "Đại hội đã nhất trí thông qua Nghị quyết của Đảng bộ tỉnh nhiệm kỳ 2025 - 2030."),
        ("ja", "大会は第一回代表大会決議を全会一致で採択した。詳しくは第57号決議を参照。"),
        ("ru", "Съезд единогласно принял свою первую резолюцию."),
        ("th", "การปฏิรูปการบริหารก้าวหน้าอย่างก้าวกระโดด ผู้คนทั่วทั้งจังหวัด"),
        ("lo", "ນຳພາຊີ້ນຳການຈັດຕັ້ງປະຕິບັດມະຕິກອງປະຊຸມໃຫຍ່"),
        ("km", "កំណែទម្រង់រដ្ឋបាលមានជំហានទម្លុះទម្លាយ"),
        ("my", "စီးပွားရေးသည်ကောင်းမွန်စွာတိုးတက်ခဲ့ပြီး"),
        ("hi", "अर्थव्यवस्था अच्छी गति से बढ़ी और प्रस्ताव पारित हुआ।"),
    ],
)
def test_text_reads_back(folder: Path, tag: str, words: str) -> None:
    """Search and copy get the very words, accents and all."""
    assert words in read(pdf.render(edition_of(folder, para(words), tag=tag))).replace("\r\n", " ")


def test_tagged_as_pdf_ua(everything: bytes) -> None:
    """The file says it is PDF/UA-1: marked, with a structure tree, a language and a title that shows."""
    content = inside(everything)
    for mark in (b"/MarkInfo", b"/StructTreeRoot", b"/Lang (en)", b"/DisplayDocTitle true", b"pdfuaid:part"):
        assert mark in content
    assert b'pdfaid:part="3" pdfaid:conformance="A"' in content
    assert pypdfium2.PdfDocument(everything).get_metadata_dict()["Title"] == "Alpha"


def test_foreign_words_say_their_language(everything: bytes) -> None:
    """A screen reader changes its voice for words in another language, and only for those."""
    tags = [found for found in objects(everything).values() if b"/StructElem" in found and b"/Lang" in found]
    assert [re.findall(rb"/Lang \((\w+)\)", found) for found in tags] == [[b"vi"]]


def test_list_items_hold_only_labels_and_bodies(everything: bytes) -> None:
    """A quotation inside a list item does not break PDF/UA-1 (7.2-20)."""
    tags = objects(everything)
    items = [found for found in tags.values() if re.search(rb"/S /LI\b", found)]
    kids = [
        kid
        for item in items
        for kid in re.findall(rb"(\d+) 0 R", item.partition(b"/K [")[2].partition(b"]")[0])
    ]
    assert {name for kid in kids for name in re.findall(rb"/S /(\w+)", tags[kid])} == {b"Lbl", b"LBody"}


def test_same_bytes_twice(folder: Path, everything: bytes) -> None:
    """Building an edition again gives the same file, so that git and printers see no change."""
    assert pdf.render(edition_of(folder, *EVERYTHING)) == everything


def test_photographs_are_no_finer_than_print_needs(folder: Path, everything: bytes) -> None:
    """A photograph of 3,600 pixels is brought to 300 dpi at the measure, still a JPEG."""
    widths = [int(width) for width in re.findall(rb"/Subtype /Image\n?\s*/Width (\d+)", everything)]
    assert widths
    assert max(widths) <= Theme().measure / 25.4 * 300 + 1
    assert b"/DCTDecode" in everything
    assert len(everything) < (folder / "photo.jpg").stat().st_size


@pytest.mark.parametrize("tag", ["lo", "en", "ar"])
def test_nothing_runs_off_the_page(folder: Path, tag: str) -> None:
    """Long Lao paragraphs without spaces and endless words break inside the measure."""
    words = LAO * 6 if tag == "lo" else "W" * 300 if tag == "en" else "https://example.org/" + "a-b/" * 80
    blocks = (para(words), List((ListItem((para(words),), 1),), False, 1))
    table = Table((text("a"), text("b")), ((text(words), text("x")),), ("", ""), Text(), 1)
    document = pypdfium2.PdfDocument(pdf.render(edition_of(folder, *blocks, table, tag=tag)))
    edge = Theme().margin / 25.4 * 72
    for page in document:
        found = page.get_textpage()
        boxes = [
            found.get_charbox(i) for i in range(found.count_chars()) if found.get_text_range(i, 1).strip()
        ]
        assert min(box[0] for box in boxes) > edge - 2
        assert max(box[2] for box in boxes) < page.get_width() - edge + 2


@pytest.mark.parametrize(("tag", "hyphenated"), [("vi", False), ("en", True), ("fr", True)])
def test_hyphens_only_by_a_dictionary(folder: Path, tag: str, hyphenated: bool) -> None:
    """Vietnamese, which has no dictionary, is never hyphenated by the rules of another language."""
    words = "a an internationalization of the counterrevolutionary representatives " * 20
    data = pdf.render(edition_of(folder, para(words), tag=tag))
    # Words that are cut are said whole beside what is drawn.
    assert hyphenated == (b"/Span\n<</ActualText" in inside(data))
    assert read(data).split()[: len(words.split())] == words.split()


def test_note_stands_on_the_page_that_calls_it(folder: Path) -> None:
    """A footnote is at the foot of its own page, also where the next block would not fit there."""
    blocks = (para("called here", ("", Note("n"))), *[para("filler " * 90) for _ in range(9)])
    document = pypdfium2.PdfDocument(
        pdf.render(edition_of(folder, *blocks, Footnote("n", (para("at the foot"),), 1)))
    )
    assert "at the foot" in document[0].get_textpage().get_text_bounded()


def test_pictures_come_from_the_project_only(folder: Path) -> None:
    """A picture outside the project or on the web stops the edition with the place that names it."""
    for src in ("../secret.png", "/etc/passwd", "https://e.org/a.png", "data:image/png;base64,AAAA"):
        with pytest.raises(SourceError, match=r"a\.md:1: "):
            pdf.render(edition_of(folder, Paragraph(Text((Span("alt", (Image(src),)),), 1), "paragraph", 1)))


def test_style_sheets_and_drawings_cannot_fetch(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    """An address in a style sheet or an SVG reads no file and no site; a warning names it."""
    (folder / "secret.txt").write_text("SECRET-WORDS")
    secret = (folder / "secret.txt").as_uri()
    image = f'<image href="{secret}" width="9" height="9"/>'
    (folder / "drawing.svg").write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/>{image}</svg>'
    )
    css = f'@import "{secret}"; p {{ background: url(http://127.0.0.1:9/a.png), url({secret}) }}'
    drawing = Figure("drawing.svg", text("d"), Text(), Text(), 1)
    with caplog.at_level(logging.WARNING, "publish"):
        data = pdf.render(edition_of(folder, para("x"), drawing, css=css))
    assert b"SECRET-WORDS" not in inside(data)
    assert "http://127.0.0.1:9/a.png" in caplog.text
    assert all(record.name == "publish" for record in caplog.records)


def test_missing_pango_is_an_error_with_a_way_out(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the Pango library the error says what to install."""

    class Broken:
        def find_spec(self, name: str, *_: object) -> None:
            if name == "weasyprint":
                raise OSError("cannot load library 'libpango-1.0-0'\nand more")

    for name in [name for name in sys.modules if name.partition(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "meta_path", [Broken(), *sys.meta_path])
    engine.weasyprint.cache_clear()
    with pytest.raises(EditionError) as caught:
        pdf.render(edition_of(folder, para("x")))
    assert "libpango" in caught.value.message
    assert "\n" not in caught.value.message
    assert "apt-get install libpango-1.0-0" in (caught.value.hint or "")


def test_links_lead_somewhere(everything: bytes) -> None:
    """Links to the web have their address, and a link to a heading of the article jumps to it."""
    content = inside(everything)
    assert b"/URI (https://e.org)" in content
    assert re.search(rb"/Dest \(?f\b|/Dest <feff0066>|/D \(f\)", content, re.I)


def test_outline_has_the_headings(everything: bytes) -> None:
    """The outline of the file lists title and headings."""
    document = pypdfium2.PdfDocument(everything)
    assert [item.get_title() for item in document.get_toc()] == ["Alpha", "Foxtrot"]


@pytest.mark.parametrize(("tag", "digits"), [("en", "0123456789"), ("fa", "۰۱۲۳۴۵۶۷۸۹")])
def test_list_of_contents_has_the_pages(folder: Path, tag: str, digits: str) -> None:
    """Each line of the contents ends with the number of its heading's page and jumps to it."""
    blocks = [
        block
        for name in ("Alpha", "Bravo", "Charlie")
        for block in (Heading(text(name), 1, 1), para("word " * 300), Heading(text(f"Sub{name}"), 2, 1))
    ]
    data = pdf.render(edition_of(folder, para("Title", role="title"), *blocks, tag=tag, toc=True))
    document = pypdfium2.PdfDocument(data)
    pages = {item.get_title(): item.get_dest().get_index() + 1 for item in document.get_toc()}
    assert len(set(pages.values())) > 1
    names = [name for name in pages if name != "Title"]
    numbers = {name: str(page).translate(str.maketrans("0123456789", digits)) for name, page in pages.items()}
    lines = read(data).split("\n")
    assert all(any(name in line and numbers[name] in line for line in lines) for name in names)
    tags = [kind for found in objects(data).values() for kind in re.findall(rb"/S /(TOCI?)\b", found)]
    assert sorted(tags) == [b"TOC"] + [b"TOCI"] * 6
    assert sorted(pages) == sorted(["Title", *names])


@pytest.mark.parametrize(
    ("tag", "words"), [("en", "Page 1 of 1"), ("vi", "Trang 1 / 1"), ("ja", "1 / 1 ページ"), ("my", "၁ / ၁")]
)
def test_pages_are_counted_in_the_language(folder: Path, tag: str, words: str) -> None:
    """The foot of a page has its number in the words and the digits of the edition's language."""
    # Readers see no space between digits and a stroke that stand close.
    found = read(pdf.render(edition_of(folder, para("x"), tag=tag))).replace(" ", "")
    assert words.replace(" ", "") in found


def test_notes_are_notes(everything: bytes) -> None:
    """A note is a Note with a name, its mark a label, and its call says that it calls a note."""
    tags = [found for found in objects(everything).values() if b"/StructElem" in found]
    assert len([found for found in tags if b"/S /Note" in found and b"/ID (note-" in found]) == 1
    assert [re.findall(rb"/Alt \((.*?)\)", found) for found in tags if b"/S /Reference" in found] == [
        [b"Note 1"]
    ]


def test_source_and_catalog_inside(folder: Path) -> None:
    """A PDF carries what it was made from, says what each file is, and has the same bytes every time."""
    attached = (Attachment("bài.md", b"# Alpha", "Source"), Attachment("a.po", b'msgid ""', "Supplement"))
    edition = replace(edition_of(folder, para("x")), attachments=attached)
    data = pdf.render(edition)
    document = pypdfium2.PdfDocument(data)
    found = [document.get_attachment(i) for i in range(document.count_attachments())]
    assert [(file.get_name(), bytes(file.get_data())) for file in found] == [
        ("bài.md", b"# Alpha"),
        ("a.po", b'msgid ""'),
    ]
    for kind in (b"/AFRelationship /Source", b"/AFRelationship /Supplement"):
        assert kind in inside(data)
    assert pdf.render(edition) == data


def lines(data: bytes) -> list[list[str]]:
    """Return the letters of each line of a PDF as the eye meets them, from left to right."""
    found: list[list[str]] = []
    for page in pypdfium2.PdfDocument(data):
        content = page.get_textpage()
        rows: dict[float, list[tuple[float, str]]] = {}
        for at in range(content.count_chars()):
            char = content.get_text_range(at, 1)
            left, bottom, _, top = content.get_charbox(at)
            middle = (bottom + top) / 2
            row = next((known for known in rows if abs(known - middle) < 6), middle)
            rows.setdefault(row, []).append((left, char))
        found += [[char for _, char in sorted(rows[row])] for row in sorted(rows, reverse=True)]
    return found


@pytest.mark.parametrize("before", range(0, 12, 2))
@pytest.mark.parametrize(
    ("tag", "filler", "phrase", "words"),
    [
        ("ar", "قرأ الناس كتاب الرجل ", "[A-Za-z0-9/+-]", ("The Old ", "Man and the", " Sea 57-NQ/TW")),
        ("he", "קרא האיש ספר טוב ", "[A-Za-z0-9/+-]", ("+84 208 ", "385 5123", " ext")),
        ("en", "people read the book ", "[א-ת]", ("הזקן ", "והים הגדול", " מאוד מאוד")),
    ],
)
def test_order_holds_across_lines_and_marks(
    folder: Path, tag: str, filler: str, phrase: str, words: tuple[str, str, str], before: int
) -> None:
    """A phrase that reads the other way keeps its order where markup or the end of a line cuts it."""
    lead = " ".join((filler * 4).split()[:before])
    block = para(f"{lead} ", words[0], (words[1], Emphasis()), words[2], f" {filler}")
    found = lines(pdf.render(edition_of(folder, block, tag=tag, css="@page { size: 82mm 200mm }")))
    letters = [[char for char in line if re.fullmatch(phrase, char)] for line in found[:-1]]
    read = "".join("".join(reversed(line) if tag == "en" else line) for line in letters)
    assert read == "".join(words).replace(" ", "")


JUSTIFIED = {
    "ja": "前任期を振り返ると、党組織は省党部の決議に沿い、English words と「精鋭・簡素」を策定した。",
    "zh_Hans": "回顾上一任期，各级党组织依照 English words 和“精干”的决议，结合实际制定计划（第57号）。",
}


@pytest.mark.parametrize("tag", JUSTIFIED)
def test_lines_of_ideographs_end_at_the_edge(folder: Path, tag: str) -> None:
    """In Chinese and Japanese every line but a paragraph's last ends at the edge, whatever it ends before."""
    block = para(JUSTIFIED[tag] * 2, (JUSTIFIED[tag], Emphasis()), JUSTIFIED[tag] * 3)
    data = pdf.render(edition_of(folder, block, tag=tag))
    assert "".join(read(data).split()).startswith("".join(JUSTIFIED[tag].split()) * 6)
    page = pypdfium2.PdfDocument(data)[0]
    content, ends = page.get_textpage(), dict[int, float]()
    for at in range(content.count_chars()):
        left, bottom, right, top = content.get_charbox(at, loose=True)
        if right > left and (bottom + top) / 2 > 100:  # not the foot of the page
            row = next((known for known in ends if abs(known - bottom) < 9), round(bottom))
            ends[row] = max(ends.get(row, 0), right)
    edge = page.get_width() - Theme().margin / 25.4 * 72
    full = [ends[row] for row in sorted(ends, reverse=True)][:-1]
    assert len(full) > 4
    assert [end for end in full if abs(end - edge) > 1] == []


def styles_of(data: bytes) -> dict[str, str]:
    """Return what each embedded face is called in the PDF, and which style it has by its own account."""
    raw, found = pypdfium2.raw, dict[str, str]()
    for thing in pypdfium2.PdfDocument(data)[0].get_objects():
        if thing.type != raw.FPDF_PAGEOBJ_TEXT:
            continue
        font = raw.FPDFTextObj_GetFont(thing.raw)
        name, size = ctypes.create_string_buffer(200), ctypes.c_size_t()
        raw.FPDFFont_GetBaseFontName(font, name, len(name))
        raw.FPDFFont_GetFontData(font, None, 0, size)
        file = (ctypes.c_uint8 * size.value)()
        raw.FPDFFont_GetFontData(font, file, size.value, size)
        said = TTFont(io.BytesIO(bytes(file)))["name"].getDebugName(2)
        found[name.value.decode().partition("+")[2]] = said
    return found


@pytest.mark.parametrize(
    ("tag", "words", "face"), [("ur", "ترجمہ", "Noto-Nastaliq-Urdu"), ("my", "ဘာသာပြန်", "Noto-Serif-Myanmar")]
)
def test_bold_is_bold_and_regular_is_not(folder: Path, tag: str, words: str, face: str) -> None:
    """Running text is not bold where the bold face of a family calls itself a regular one, as Debian's do."""
    data = pdf.render(edition_of(folder, para(words, (words, Strong())), tag=tag))
    found = {name: style for name, style in styles_of(data).items() if name.startswith(face)}
    assert found == {face: "Regular", f"{face}-Bold": "Bold"}


def test_numbers_in_a_line_are_numbers() -> None:
    """Where codes that draw nothing go before glyphs, two spaces stay two numbers: Chrome reads so."""
    shown: list[str] = []
    led = glyphs._Led(SimpleNamespace(show_text=shown.append), deque([(), (0x8001, 0x8002), ()]))
    led.show_text("<0001>0<>-459.75<00020003>12")
    assert shown == ["<0001>0 -459.75 20<8001>-20 10<8002>-10<0002><0003>12"]


@pytest.mark.parametrize(
    ("tag", "words"), [("ar", "المغرب هايدا مكتوب اللغة "), ("vi", "người dân đọc sách ")]
)
def test_a_name_in_ideographs_leaves_the_spaces_of_a_line(folder: Path, tag: str, words: str) -> None:
    """A justified line of another script keeps its spaces, though a Japanese name stands in it."""
    block = para(words * 2, ("老人と海", Lang("ja")), f" {words * 9}")
    page = pypdfium2.PdfDocument(pdf.render(edition_of(folder, block, tag=tag)))[0]
    content = page.get_textpage()
    chars = [
        (content.get_text_range(at, 1), content.get_charbox(at, loose=True))
        for at in range(content.count_chars())
    ]
    name = [box for char, box in chars if char in "老人と海"]
    beside = [
        box for char, box in chars if abs(box[1] - name[0][1]) < 9 and not char.isspace() and box not in name
    ]
    before = min(box[0] for box in name) - max(box[2] for box in beside if box[2] < name[0][0] + 1)
    after = min(box[0] for box in beside if box[0] > name[-1][2] - 1) - max(box[2] for box in name)
    assert len(name) == 4
    assert min(before, after) > 2


@pytest.mark.parametrize("length", [5, 7, 9, 12, 40])
def test_no_table_leaves_the_page_and_words_are_whole_as_long_as_can_be(folder: Path, length: int) -> None:
    """A table of twelve columns is set smaller until its words fit side by side; only then are words cut."""
    words = tuple(text(chr(ord("a") + at) * length) for at in range(12))
    table = Table(words, (words,), ("",) * 12, Text(), 1)
    edition = edition_of(folder, para("x"), table, Quote((table,), 1), tag="vi")
    data = pdf.render(edition)
    edge = Theme().margin / 25.4 * 72
    for page in pypdfium2.PdfDocument(data):
        content = page.get_textpage()
        for at in range(content.count_rects()):
            left, _, right, _ = content.get_rect(at)
            assert left > edge - 1
            assert right < page.get_width() - edge + 1
    whole = [word for word in read(data).split() if len(word) == length and len({*word}) == 1]
    assert len(whole) == (48 if length < 12 else 0)


def table_of(columns: int, rows: int, words: str = "", line: int = 7) -> Table:
    """Make a table whose first cell alone has words, or all of them."""
    row = tuple(text(words) if words else Text() for _ in range(columns))
    side: tuple[Align, ...] = ("",)
    return Table((text("first"), *row[1:]), (row,) * (rows - 1), side * columns, Text(), line)


TOO_LARGE = {
    "columns": ((table_of(111, 2),), "111 columns, at most 110 columns"),
    "cells": ((table_of(10, 2001, "x"),), "20,010 cells, at most 20,000 cells"),
    "empty cells": (
        (table_of(100, 150, line=1), table_of(100, 150)),
        "29,998 empty cells so far, at most 4 to each with words",
    ),
}


@pytest.mark.parametrize("case", TOO_LARGE)
def test_a_table_too_large_for_a_pdf_is_told_before_it_is_laid_out(
    folder: Path, monkeypatch: pytest.MonkeyPatch, case: str
) -> None:
    """A table that no page has room for, or that takes minutes, is refused with its line at once."""
    monkeypatch.setattr(engine, "weasyprint", None)
    tables, what = TOO_LARGE[case]
    with pytest.raises(EditionError, match=what) as found:
        pdf.render(edition_of(folder, *tables))
    assert found.value.line == 7
    assert "-f docx" in str(found.value)


def test_as_many_columns_as_there_is_room_for_are_printed(folder: Path) -> None:
    """A table of the most columns that are let pass is built; an office may make room for more."""
    for columns, css in ((110, ""), (300, "table :is(th, td) { padding: 0 !important }")):
        data = pdf.render(edition_of(folder, table_of(columns, 2), css=css))
        assert "first" in "".join(read(data).split())


def test_the_room_of_cells_is_what_the_style_sheet_says() -> None:
    """The least width of a column is reckoned with the sizes and paddings that editions are set in."""
    style = resources.files("publish.theme").joinpath("edition.css").read_text("utf-8")
    for name, room in html._SIDES_OF.items():
        rule = rf"table\.{name} :is\(th, td\) {{ font-size: ([\d.]+)em; padding: (?:[\d.]+em )?([\d.]+)em;"
        found = re.search(rule, style)
        assert found
        assert room == pytest.approx(2 * float(found[1]) * float(found[2]))


def noted(words: str, *more: Block) -> tuple[Block, ...]:
    """Make an article that calls a note of these words, in a paragraph or in a block of one's own."""
    return (*(more or (para("Call", ("", Note("n")), " it"),)), Footnote("n", (para(words),), 1))


@pytest.mark.parametrize(
    ("tag", "words"),
    [
        ("en", "One **note** of words. " * 900),
        ("en", "word " * 3000),
        ("en", "x" * 9000),
        ("ja", "大会は決議を全会一致で採択した。" * 400),
        ("ar", "دراسة جديدة " * 1500),
    ],
)
def test_a_note_higher_than_the_page_goes_on_over_the_next_ones(folder: Path, tag: str, words: str) -> None:
    """All of it is printed, inside the margins, in order, with its number once."""
    edition = edition_of(folder, *noted(words), tag=tag)
    data = pdf.render(edition)
    parity.check(edition, "pdf", data)
    edge = Theme().margin / 25.4 * 72
    document = pypdfium2.PdfDocument(data)
    assert len(document) > 1
    for page in document:
        content = page.get_textpage()
        rects = [content.get_rect(at) for at in range(content.count_rects())]
        assert max(right for *_, right, _ in rects) < page.get_width() - edge + 1
        running = edge / 2  # heads and numbers of pages stand there
        assert all(bottom > running and top < page.get_height() - running for _, bottom, _, top in rects)
    tags = list(objects(data).values())
    assert len([found for found in tags if b"/S /Note" in found]) > 2
    assert len([found for found in tags if b"/S /Reference" in found]) == 1


def test_notes_higher_than_the_page_keep_their_order_wherever_they_are_called(folder: Path) -> None:
    """Notes of headings and heads of tables, and several in a line that ends the page, go on in order."""
    line = para("Call ", ("", Note("n")), " and ", ("", Note("m")), " and words of the article" * 30)
    head = Table(
        (text("Call", ("", Note("n"))), text("b", ("", Note("m")))),
        ((text("c"), text("d")),),
        ("", ""),
        Text(),
        1,
    )
    heading = Heading(text("Call", ("", Note("n")), ("", Note("m"))), 2, 1)
    other = Footnote("m", (para("other " * 1500),), 1)
    wide = Table(
        (), (tuple(text(char * 9, ("", Note(char))) for char in "nmxyzabcdefg"),), ("",) * 12, Text(), 1
    )
    for blocks in (
        (wide,),
        (line,),
        (head,),
        (heading, para("x")),
        (*[para("x")] * 34, line),
        (*[para("x")] * 35, line),
    ):
        edition = edition_of(folder, *noted("word. " * 1500, *blocks), other)
        parity.check(edition, "pdf", pdf.render(edition))


def test_a_list_begins_where_the_article_says(folder: Path) -> None:
    """A list that begins at seven is numbered from seven."""
    items = (ListItem((para("x"),), 1), ListItem((para("y"),), 1))
    assert re.findall(r"\d+\.", read(pdf.render(edition_of(folder, List(items, True, 1, 7))))) == ["7.", "8."]


@pytest.mark.parametrize(
    ("tag", "words"),
    [
        ("ur", "کوریا پونڈ یوروپی سوڈانی لیسوتھو تنزانیہ"),
        ("ar", "مُحَمَّدٌ والآنَ كَتَبَ الوَلَدُ"),
        ("fa", "ساده‌شده ناحیهٔ ۱۲ تنگهٔ صُربی"),
        ("he", "שָׁלוֹם עוֹלָם 12 וּבְרָכָה"),
    ],
)
def test_letters_that_stand_above_each_other_read_back(folder: Path, tag: str, words: str) -> None:
    """Nastaliq, and words with vowel signs, can be copied and searched."""
    data = pdf.render(edition_of(folder, para(words, (f" {words}", Strong())), tag=tag))
    found = " ".join(unicodedata.normalize("NFC", read(data)).split())
    assert found.startswith(unicodedata.normalize("NFC", f"{words} {words} "))


@pytest.mark.parametrize("tag", ["ar", "fa"])
def test_ligatures_of_lam_and_alef_say_their_letters_in_order(folder: Path, tag: str) -> None:
    """What is copied or searched has lam before alef, where readers turn a line round letter by letter."""
    words = "لا سلام الإسلام والآن ثلاثة للأسف"
    data = pdf.render(edition_of(folder, para(words), tag=tag))
    assert read(data).splitlines()[0].strip() == words


@pytest.mark.parametrize(
    ("tag", "filler", "phrase"),
    [("ar", "قرأ الناس كتاب الرجل ", "publish build "), ("en", "people read the book ", "הזקן והים ")],
)
def test_lines_that_end_in_words_of_the_other_direction_end_at_the_edge(
    folder: Path, tag: str, filler: str, phrase: str
) -> None:
    """Where a line breaks inside a phrase that reads the other way, its last space is nowhere left."""
    edge = Theme().margin / 25.4 * 72
    for before in range(12):
        lead = " ".join((filler * 9).split()[: 8 + before])
        block = para(f"{lead} ", (phrase * 2, Emphasis()), (phrase * 3, Strong()), f" {filler * 4}")
        page = pypdfium2.PdfDocument(pdf.render(edition_of(folder, block, tag=tag)))[0]
        content = page.get_textpage()
        rects = [content.get_rect(at) for at in range(content.count_rects())]
        assert min(left for left, *_ in rects) > edge - 1
        assert max(right for *_, right, _ in rects) < page.get_width() - edge + 1


@pytest.mark.parametrize(
    ("tag", "words"),
    [("zh-Hans", "研究人员说，"), ("fr", "Une étude de l’université, "), ("ar", "دراسة جديدة ")],
)
def test_what_is_spared_changes_no_byte(
    folder: Path, monkeypatch: pytest.MonkeyPatch, tag: str, words: str
) -> None:
    """An edition is the one that WeasyPrint makes with nothing remembered, mapped or left out."""
    edition = edition_of(folder, *[para(words * 40)] * 3, tag=tag)
    quick = pdf.render(edition)
    monkeypatch.setattr(embedding, "hooks", contextlib.nullcontext)
    monkeypatch.setattr(serial, "hooks", contextlib.nullcontext)
    monkeypatch.setattr(justify, "concerns", lambda _: True)
    monkeypatch.setattr(pyphen, "HyphDict", pyphen.HyphDict.__base__)
    monkeypatch.setattr(pyphen, "hdcache", {})
    laid_out = pdf._laid_out
    monkeypatch.setattr(
        pdf, "_laid_out", lambda page, pictures, **_: laid_out(page, pictures, is_plain=False)
    )
    assert pdf.render(edition) == quick


def test_each_stream_is_compressed_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a file holds is put into bytes once, though its identifier is a hash of all of it."""
    begun: list[int] = []
    compressor = zlib.compressobj

    def counted(level: int) -> object:
        begun.append(level)
        return compressor(level)

    monkeypatch.setattr(zlib, "compressobj", counted)
    data = pdf.render(edition_of(folder, para("One face, "), para(("and another.", Strong()))))
    # The rows of codes that `glyphs` adds, and parts of pictures, would be compressed elsewhere.
    assert len(begun) == len(re.findall(rb"/Filter ?/FlateDecode", data)) > 5
    assert re.search(rb"/ID ?\[", data)


def test_types_are_parsed_at_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While an edition is laid out cffi meets no type that is new to it, which would cost milliseconds."""
    engine.weasyprint()
    from weasyprint.text.ffi import ffi

    met: list[str] = []
    parse = cparser.Parser.parse_type

    def noted(parser: object, declaration: str) -> object:
        met.append(declaration)
        return parse(parser, declaration)

    monkeypatch.setattr(cparser.Parser, "parse_type", noted)
    monkeypatch.setattr(ffi, "_parsed_types", {})
    interface.declare.__wrapped__()
    assert len(met) == 1
    for tag, words in (("en", "Tables of water"), ("zh-Hans", "研究人员说，"), ("ar", "دراسة جديدة ")):
        pdf.render(edition_of(folder, para(words * 40), para((words, Strong())), tag=tag))
    assert met[1:] == []


def test_font_tools_are_imported_when_a_font_needs_them(tmp_path: Path) -> None:
    """WeasyPrint's names from fontTools are promises until one is used, then all are what they say."""
    asked = """
import io, sys
from publish.writers import engine
engine.weasyprint()
from weasyprint.pdf import fonts
from weasyprint.text import fonts as sources
assert not [name for name in sys.modules if name.startswith("fontTools")]
try:
    fonts.TTFont(io.BytesIO(b"no font"))
except fonts.TTLibError as error:
    print(error)
from fontTools import subset, ttLib
from fontTools.varLib.instancer import instantiateVariableFont
assert fonts.TTFont is sources.TTFont is ttLib.TTFont
assert fonts.TTLibError is ttLib.TTLibError and fonts.ttFont is ttLib.ttFont
assert fonts.subset is subset and fonts.instantiateVariableFont is instantiateVariableFont
assert sources.woff2 is sys.modules["fontTools.ttLib.woff2"]
"""
    done = subprocess.run([sys.executable, "-c", asked], cwd=tmp_path, check=True, capture_output=True)
    assert done.stdout == b"Not a TrueType or OpenType font (not enough data)\n"
