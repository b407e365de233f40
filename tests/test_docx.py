"""What a DOCX promises: every word once and in order, real styles, right languages, and no repair message."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from openxml_audit import OpenXmlValidator
from PIL import Image as Raster

import docx_checks
from publish import languages
from publish.errors import ConfigError, SourceError
from publish.model import (
    Block,
    Break,
    Code,
    CodeBlock,
    Dateline,
    Definition,
    DefinitionList,
    Document,
    Emphasis,
    Entry,
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
    PageBreak,
    Paragraph,
    Quote,
    Raw,
    RawBlock,
    Rule,
    Span,
    Strike,
    Strong,
    Subscript,
    Superscript,
    Table,
    Text,
    Underline,
)
from publish.theme import Theme
from publish.theme.docx.ooxml import NAMESPACES as NS
from publish.theme.docx.tokens import BULLETS, DONE, NUMBERED, OPEN
from publish.writers import docx, images
from publish.writers.edition import Edition, prepare
from strategies import documents

W = "{" + NS["w"] + "}"
TAGS = ("vi", "en", "ar", "ja", "th", "hi", "zh_Hans", "ko", "ru", "fr", "lo", "he", "ur", "ka")

# A title, a sentence, a few words.
WORDS = {
    "vi": ("Thái Nguyên đặt đích tăng trưởng", "Không gian rộng hơn mở thêm dư địa phát triển.", "Nội dung"),
    "ar": ("تاي نغوين تضع هدفًا للنمو", "تفتح المساحة الأوسع مجالًا جديدًا للتنمية.", "المحتوى"),
    "ja": ("タイグエン省の針路", "広くなった空間は「発展」の余地を新たに開く。", "内容"),
    "th": ("ท้ายเงวียนตั้งเป้าการเติบโต", "พื้นที่ที่กว้างขึ้นเปิดช่องทางการพัฒนาใหม่", "เนื้อหา"),
}


# --- making --------------------------------------------------------------------------------------------


def text(*parts: str | tuple[str, Mark] | Span) -> Text:
    """Make a Text of plain strings, (words, mark) pairs and spans."""
    made = (
        part if isinstance(part, Span) else Span(part) if isinstance(part, str) else Span(part[0], (part[1],))
        for part in parts
    )
    return Text(tuple(made), 1)


def para(*parts: str | tuple[str, Mark] | Span) -> Paragraph:
    """Make an ordinary paragraph."""
    return Paragraph(text(*parts), "paragraph", 1)


def item(*blocks: Block, checked: bool | None = None) -> ListItem:
    """Make an item of a list."""
    return ListItem(blocks, 1, checked)


def numbered(*words: str, start: int = 1) -> List:
    """Make a numbered list of paragraphs."""
    return List(tuple(item(para(word)) for word in words), True, 1, start)


def edition_of(
    *blocks: Block,
    tag: str = "en",
    draft: bool = False,
    root: Path = Path("/project"),
    theme: Theme | None = None,
) -> Edition:
    """Make an edition of an article that has these blocks."""
    entries = (Entry("keywords", (text("one"), text("two")), 1), Entry("description", text("What & why"), 1))
    document = Document("source/a.md", tag, blocks, entries)
    look = theme or Theme()
    return prepare(document, languages.parse(tag), look, folder=root, root=root, draft=draft)


def every_block(tag: str) -> tuple[Block, ...]:
    """Make an article that has every block and mark."""
    title, sentence, words = WORDS[tag]
    marks: tuple[Mark, ...] = (Strong(), Emphasis(), Strike(), Underline(), Superscript(), Subscript())
    rich = text(
        sentence,
        *((f" {words}", mark) for mark in marks),
        Span(f"{words} ", (Strong(), Emphasis())),
        ("57-NQ/TW", Code()),
        (words, Link("https://thainguyen.gov.vn/a b", "Cổng")),
        Span(words, (Link("#place"), Strong())),
        (" Les Misérables ", Lang("fr")),
        (" العربية 12 ", Lang("ar")),
        (" 日本語“” ", Lang("ja")),
        ("", Note("n")),
        ("\n", Break()),
        (words, Image("hall.png")),
        ("<x>", Raw()),
        ("", Note("n")),
        ("", Note("unknown")),
    )
    figure = Figure("hall.png", text(words), text(sentence), text(words), 1, "place")
    nested = List((item(para(words), numbered(words, words, start=4)), item(para(sentence))), False, 1)
    tasks = List((item(para(words), checked=True), item(para(sentence), checked=False)), False, 1)
    loose = List(
        (item(CodeBlock("a\tb\n\n c", 1), para(words), Quote((para(sentence),), 1)),), True, 1, 0, False
    )
    return (
        Paragraph(text(words), "kicker", 1),
        Paragraph(text(title), "title", 1),
        Paragraph(text(sentence), "subtitle", 1),
        Paragraph(text(words), "byline", 1),
        Dateline(date(2025, 10, 4), 1),
        Paragraph(text(sentence), "lead", 1),
        Heading(text(words, (words, Strong())), 1, 1, "mục tiêu"),
        Paragraph(rich, "paragraph", 1),
        figure,
        Heading(text(words), 2, 1),
        nested,
        tasks,
        loose,
        Quote((para(sentence), nested), 1),
        Table(
            (text(words), text((words, Link("#place")))),
            ((text(sentence), text("9")), (text((sentence, Lang("vi", True))), text())),
            ("", "right"),
            text(sentence),
            1,
        ),
        Table((), ((text(words),),), ("center",), Text(), 1),
        DefinitionList((Definition((text(words),), ((para(sentence), tasks),), 1),), 1),
        CodeBlock("def f():\n\treturn 1", 1, "python"),
        Rule(1),
        PageBreak(1),
        RawBlock("<!-- x -->", 1),
        para(("Chưa dịch.", Lang("vi", untranslated=True))),
        Footnote("n", (para(sentence, ("", Note("n"))), tasks, CodeBlock("x", 1)), 1),
        Footnote("unused", (para(sentence),), 1),
        Paragraph(text(words), "byline", 1),
    )


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Give a folder with a picture."""
    Raster.new("RGB", (800, 450), "teal").save(tmp_path / "hall.png")
    return tmp_path


# --- reading -------------------------------------------------------------------------------------------


class File:
    """A DOCX, read by its parts."""

    def __init__(self, data: bytes) -> None:
        """Unpack `data`."""
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}

    def xml(self, name: str = "document") -> etree._Element:
        """Return a part's tree."""
        return etree.fromstring(self.parts[f"word/{name}.xml"])

    def find(self, path: str, part: str = "document") -> list[etree._Element]:
        """Return what an XPath finds in a part."""
        found = self.xml(part).xpath(path, namespaces=NS)
        assert isinstance(found, list)
        return [element for element in found if isinstance(element, etree._Element)]

    def values(self, path: str, part: str = "document") -> list[str]:
        """Return the strings an XPath finds in a part."""
        found = self.xml(part).xpath(path, namespaces=NS)
        assert isinstance(found, list)
        return [str(value) for value in found]

    def paragraphs(self, part: str = "document") -> list[tuple[str, str]]:
        """Return the style and the words of each paragraph."""
        return [
            (p.findtext("x") or str(p.xpath("string(w:pPr/w:pStyle/@w:val)", namespaces=NS)), words(p))
            for p in self.find("//w:p", part)
        ]


def words(element: etree._Element) -> str:
    """Return the words of an element, numbers of notes and marks of direction left out."""
    found = element.xpath(".//w:t[not(../w:rPr/w:rStyle[@w:val='FootnoteReference'])]/text()", namespaces=NS)
    assert isinstance(found, list)
    return re.sub("[\u200e\u200f\u202a-\u202c]", "", "".join(map(str, found)))


def made(*blocks: Block, tag: str = "en", draft: bool = False) -> File:
    """Render an article and unpack the file."""
    return File(docx.render(edition_of(*blocks, tag=tag, draft=draft)))


def value(element: etree._Element, name: str = "val") -> str | None:
    """Return one of an element's `w:` attributes."""
    return element.get(W + name)


# --- every word once, in order --------------------------------------------------------------------------


def said(edition: Edition, source: Text) -> str:
    """Return the words that must be printed of a block's."""
    out = []
    for span in source.spans:
        match span.atom:
            case None:
                out.append(span.text)
            case Note(label=label) if label not in edition.notes:
                out.append(f"[^{label}]")
            case _:
                pass
    return "".join(out)


def printed(edition: Edition, blocks: Iterable[Block]) -> Iterator[str]:
    """Give the words that an edition must print, in order, told by the model alone."""

    def one(source: Text) -> str:
        return said(edition, source)

    for block in blocks:
        match block:
            case Paragraph() | Heading():
                yield one(block.text)
            case Dateline():
                yield edition.language.format_date(block.date)
            case Figure():
                yield from (one(block.caption), one(block.credit))
            case List():
                yield from printed(edition, [inner for entry in block.items for inner in entry.blocks])
            case Quote():
                yield from printed(edition, block.blocks)
            case CodeBlock():
                yield block.text
            case Table():
                yield from (one(cell) for row in ((block.caption,), block.head, *block.rows) for cell in row)
            case DefinitionList():
                for definition in block.items:
                    yield from map(one, definition.terms)
                    for detail in definition.details:
                        yield from printed(edition, detail)
            case _:
                pass


def squeezed(parts: Iterable[str]) -> str:
    """Return words without spaces, and without what XML cannot hold."""
    return re.sub(r"[\s\u200e\u200f\u202a-\u202c\x00-\x1f]", "", "".join(parts))


PICTURE = images.Picture(Path("x.png"), b"png", "image/png", 8, 6)


@settings(max_examples=150)
@given(document=documents, tag=st.sampled_from(TAGS))
def test_every_word_is_printed_once_and_in_order(document: Document, tag: str) -> None:
    """Whatever an article holds, the file holds its words and no others, in body and notes; XML is sound."""
    language = languages.parse(tag)
    look = Theme(numbered=False)
    edition = prepare(document, language, look, folder=Path("/p"), root=Path("/p"), draft=True)
    with mock.patch.object(images, "load", return_value=PICTURE):
        file = File(docx.render(edition))
    assert squeezed([words(file.xml())]) == squeezed(printed(edition, edition.blocks))
    notes = squeezed([words(file.xml("footnotes"))]) if "word/footnotes.xml" in file.parts else ""
    assert notes == squeezed(printed(edition, (b for note in edition.notes.values() for b in note.blocks)))
    assert_sound(file)


def assert_sound(file: File) -> None:
    """Check what no validator does: fields, bookmarks, ids, language tags, alternative texts."""
    assert docx_checks.complaints(file.parts) == []


# --- judges --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("tag", WORDS)
def test_a_validator_finds_nothing_to_repair(tag: str, root: Path) -> None:
    """An article with every block opens without a repair message, by the judge's word."""
    edition = edition_of(*every_block(tag), tag=tag, root=root, draft=True)
    path = root / "a.docx"
    path.write_bytes(docx.render(edition))
    result = OpenXmlValidator().validate(path)
    assert [f"{error.part_uri}: {error.description}" for error in result.errors] == []
    assert_sound(File(path.read_bytes()))


@pytest.mark.parametrize("tag", TAGS)
def test_an_edition_made_twice_is_the_same(tag: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The bytes depend on the article alone, not on the clock, the zone or an earlier run."""
    edition = edition_of(para("a", ("", Note("x"))), Footnote("x", (para("b"),), 1), tag=tag)
    first = docx.render(edition)
    monkeypatch.setenv("TZ", "Asia/Ho_Chi_Minh")
    monkeypatch.setattr("time.time", lambda: 2e9)
    assert hashlib.sha256(docx.render(edition)).digest() == hashlib.sha256(first).digest()


def test_the_properties_are_the_articles(monkeypatch: pytest.MonkeyPatch) -> None:
    """Title, author, language, description, keywords and date are the article's; none is a tool's."""
    head = (Paragraph(text("The <title>"), "title", 1), Paragraph(text("Lan"), "byline", 1))
    core = made(*head, Dateline(date(2025, 10, 4), 1), tag="zh_Hans").parts["docProps/core.xml"].decode()
    for said in (
        "The &lt;title&gt;",
        ">Lan<",
        ">zh-Hans<",
        "What &amp; why",
        "one, two",
        "2025-10-04T00:00:00Z",
    ):
        assert said in core
    assert "python-docx" not in core
    assert "created" not in made(*head).parts["docProps/core.xml"].decode()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert "1970-01-02T00:00:00Z" in made(*head).parts["docProps/core.xml"].decode()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    with pytest.raises(ConfigError, match="SOURCE_DATE_EPOCH"):
        made(*head)


# --- styles --------------------------------------------------------------------------------------------


def test_every_block_has_a_named_style(root: Path) -> None:
    """Each part an article's words play has a style of its own, so that an office can restyle a file."""
    file = File(docx.render(edition_of(*every_block("vi"), tag="vi", root=root)))
    found = [style for style, _ in file.paragraphs()]
    assert found[:8] == ["Kicker", "Title", "Subtitle", "Byline", "Dateline", "Lead", "HeadRule", "Heading1"]
    rest = """BodyText Figure CaptionOfCredited Credit Heading2 ListBullet ListNumber ListContinue Quote
        TableCaption TableHeading TableText DefinitionTerm Definition SourceCode Rule Signature"""
    for style in rest.split():
        assert style in found
    runs = set(file.values("//w:rStyle/@w:val"))
    assert runs == {"Strong", "Emphasis", "Code", "Hyperlink", "FootnoteReference"}
    assert file.paragraphs("footnotes")[2][0] == "FootnoteText"


def test_strong_words_in_a_bold_heading_stay_bold() -> None:
    """Bold of a heading and of a character style would undo each other, so the run says it directly."""
    file = made(Heading(text("a", ("b", Strong())), 2, 1))
    assert not file.find("//w:rStyle[@w:val='Strong']")
    assert len(file.find("//w:r/w:rPr/w:b")) == 1


def test_emphasis_is_what_the_script_has() -> None:
    """Emphasis is italic where there are italics, another face where there are none."""

    def emphasis(tag: str) -> etree._Element:
        return made(para(("x", Emphasis())), tag=tag).find(
            "//w:style[@w:styleId='Emphasis']/w:rPr", "styles"
        )[0]

    assert emphasis("fr").find(W + "i") is not None
    for tag, slot in (("ja", "eastAsia"), ("th", "cs"), ("ar", "cs")):
        face = emphasis(tag).find(W + "rFonts")
        assert face is not None
        assert value(face, slot)
    assert emphasis("ja").find(W + "i") is None


def test_complex_scripts_have_their_own_twins() -> None:
    """Sizes and weights are said for complex scripts too, which Word reads from other properties."""
    sheet = made(para("x"), tag="ar").xml("styles")
    for one, twin in (("b", "bCs"), ("sz", "szCs")):
        for found in sheet.iter(W + one):
            parent = found.getparent()
            assert parent is not None
            assert parent.find(W + twin) is not None
    normal = made(para("x"), tag="ar").find("//w:docDefaults//w:rPr", "styles")[0]
    sizes = [str(normal.xpath(f"string(w:{name}/@w:val)", namespaces=NS)) for name in ("sz", "szCs")]
    assert sizes == ["21", "24"]  # Arabic is set larger beside Latin


def test_letters_are_never_spaced_apart() -> None:
    """Letter-spacing would tear Arabic words, so no style has it."""
    assert not made(para("x"), tag="ar").find("//w:rPr/w:spacing", "styles")


# --- languages -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tag", "slot", "name"),
    [
        ("vi", "val", "vi-VN"),
        ("zh_Hans", "eastAsia", "zh-CN"),
        ("zh_Hant", "eastAsia", "zh-TW"),
        ("ja", "eastAsia", "ja-JP"),
        ("ar", "bidi", "ar-SA"),
        ("th", "bidi", "th-TH"),
        ("sr@latin", "val", "sr-Latn-RS"),
        ("pt_BR", "val", "pt-BR"),
    ],
)
def test_the_language_stands_in_its_slot(tag: str, slot: str, name: str) -> None:
    """Spelling and hyphenation follow the edition's language, told in the slot of its script."""
    file = made(para("x"), tag=tag)
    assert file.values(f"//w:docDefaults//w:lang/@w:{slot}", "styles") == [name]
    assert file.values(f"//w:themeFontLang/@w:{slot}", "settings") == [name]


def test_only_languages_with_hyphens_are_hyphenated() -> None:
    """French is hyphenated; Vietnamese, Thai, Arabic, Japanese and Korean never are."""
    assert made(para("x"), tag="fr").find("//w:autoHyphenation", "settings")
    for tag in ("vi", "th", "ar", "ja", "ko", "lo", "hi"):
        assert not made(para("x"), tag=tag).find("//w:autoHyphenation", "settings")


def test_fallback_text_is_told_apart() -> None:
    """Untranslated words carry their own language and direction; a draft shows them marked."""
    fallback = para(("Chưa dịch.", Lang("vi", untranslated=True)))
    file = made(fallback, para("مترجم."), tag="ar")
    first, second = file.find("//w:body/w:p")
    assert first.xpath("string(w:pPr/w:bidi/@w:val)", namespaces=NS) == "0"
    assert first.xpath("string(.//w:lang/@w:val)", namespaces=NS) == "vi-VN"
    assert not first.findall(f".//{W}rtl")
    assert not second.findall(f".//{W}lang")
    assert not file.find("//w:highlight")
    assert len(made(fallback, tag="ar", draft=True).find("//w:highlight")) == 1
    arabic = made(para(("نص عربي", Lang("ar"))), tag="vi").find("//w:body/w:p")[0]
    assert arabic.findall(f"{W}pPr/{W}bidi")
    assert arabic.findall(f".//{W}rtl")
    japanese = made(para("a ", ("日本語", Lang("ja"))), tag="vi")
    assert japanese.values("//w:r/w:rPr/w:rFonts/@w:eastAsia") == ["Yu Mincho"]


# --- right to left -------------------------------------------------------------------------------------


def test_right_to_left_is_said_wherever_it_belongs(root: Path) -> None:
    """Styles, section, tables and every Arabic run are right to left; code is not."""
    file = File(docx.render(edition_of(*every_block("ar"), tag="ar", root=root)))
    assert file.find("//w:style[@w:styleId='Normal']/w:pPr/w:bidi", "styles")
    assert file.find("//w:sectPr/w:bidi")
    assert len(file.find("//w:tblPr/w:bidiVisual")) == len(file.find("//w:tbl")) == 2
    assert file.values("//w:style[@w:styleId='SourceCode']/w:pPr/w:bidi/@w:val", "styles") == ["0"]
    for part in ("document", "footnotes", "header1"):
        for run in file.find("//w:r[w:t]", part):
            if re.search("[\u0621-\u064a]", words(run)):
                assert run.findall(f"{W}rPr/{W}rtl")
    assert not made(para("x"), tag="th").find("//w:bidi | //w:bidiVisual")


@pytest.mark.parametrize(
    "whole", ["57-NQ/TW", "+84 208 385 5123", "The Old Man and the Sea", "https://a.vn/b?c=1"]
)
def test_codes_in_arabic_keep_their_order(whole: str) -> None:
    """A code, a number to call and a foreign title stand in runs of their own, held by marks of direction."""
    runs = made(para(f"القرار {whole}، ثم"), tag="ar").find("//w:body/w:p/w:r")
    assert [words(run).strip(" ،") for run in runs] == ["القرار", whole, "ثم"]
    assert [bool(run.findall(f"{W}rPr/{W}rtl")) for run in runs] == [True, False, True]
    code = "".join(map(str, runs[1].itertext()))
    assert code.startswith("\u200e") is not whole[0].isalpha()


def test_arabic_in_vietnamese_is_right_to_left() -> None:
    """Arabic words in a left-to-right paragraph are shaped as Arabic, their neighbours left alone."""
    runs = made(para("tên là محمد علي, người"), tag="vi").find("//w:body/w:p/w:r")
    assert [words(run) for run in runs] == ["tên là ", "محمد علي", ", người"]
    assert [len(run.findall(f"{W}rPr/{W}rtl")) for run in runs] == [0, 1, 0]


def test_thai_and_the_latin_beside_it_have_runs_of_their_own() -> None:
    """Complex scripts are marked, so that Word takes their own size and face; Latin names are not."""
    runs = made(para("มติ Camellia sinensis ของ"), tag="th").find("//w:body/w:p/w:r")
    assert [(words(run).strip(), len(run.findall(f"{W}rPr/{W}cs"))) for run in runs] == [
        ("มติ", 1),
        ("Camellia sinensis", 0),
        ("ของ", 1),
    ]


# --- notes, lists, tables, links, pictures ---------------------------------------------------------------


def test_notes_are_numbered_by_their_first_reference() -> None:
    """A note stands once at the foot of its page; a second reference repeats its number."""
    file = made(
        para("a", ("", Note("x")), ("", Note("y")), ("", Note("x")), ("", Note("no"))),
        Footnote("y", (para("Y", ("", Note("x")), ("", Note("no"))),), 1),
        Footnote("x", (List((item(para("X")),), True, 1),), 1),
    )
    assert file.values("//w:footnoteReference/@w:id") == ["1", "2"]
    assert [words(note) for note in file.find("//w:footnote", "footnotes")] == [
        "",
        "",
        "\u2002X",
        "\u2002Y[^no]",
    ]
    assert file.values("//w:footnote/@w:id", "footnotes") == ["-1", "0", "1", "2"]
    assert file.values("//w:footnotePr/w:footnote/@w:id", "settings") == ["-1", "0"]
    assert "NOTEREF _RefNote1" in "".join(file.values("//w:instrText/text()"))
    assert file.paragraphs()[0][1] == "a[^no]"
    assert "word/footnotes.xml" not in made(para("a")).parts


def test_notes_in_definitions_are_numbered_as_they_are_read() -> None:
    """A note in a definition comes before one in the next term, and both formats agree on it."""
    first = Definition((text("A"),), ((para("a", ("", Note("x"))),),), 1)
    second = Definition((text("B", ("", Note("y"))),), ((para("b"),),), 1)
    notes = (Footnote("y", (para("Y"),), 1), Footnote("x", (para("X"),), 1))
    edition = edition_of(DefinitionList((first, second), 1), *notes)
    assert edition.numbers == {"x": 1, "y": 2}
    assert File(docx.render(edition)).values("//w:footnoteReference/@w:id") == ["1", "2"]


def test_every_numbered_list_begins_anew() -> None:
    """Each list has a numbering of its own, from the number the author began with, at its own depth."""
    nested = List((item(para("a"), numbered("b", start=7)), item(para("c"))), True, 1, 3)
    file = made(nested, para("x"), numbered("d", "e"))
    marks = [(value(p[0]), value(p[1])) for p in file.find("//w:numPr")]
    first = str(NUMBERED)
    assert marks == [("0", first), ("1", "5"), ("0", first), ("0", "6"), ("0", "6")]
    starts = [(value(found, "ilvl"), value(found[0])) for found in file.find("//w:lvlOverride", "numbering")]
    assert starts == [("0", "3"), ("1", "7"), ("0", "1")]


def test_bullets_and_boxes_are_numberings() -> None:
    """Bullets and the boxes of tasks are real lists, not characters typed before the words."""
    tasks = List((item(para("a"), checked=True), item(para("b"), checked=False), item(para("c"))), False, 1)
    file = made(tasks)
    assert file.values("//w:numId/@w:val") == [str(DONE), str(OPEN), str(BULLETS)]
    labels = file.values("//w:lvl[@w:ilvl='0']/w:lvlText/@w:val", "numbering")
    assert labels == ["•", "☐", "☑", "%1."]


def test_an_item_that_begins_with_no_paragraph_keeps_its_number() -> None:
    """A number stands even where an item is empty or begins with code, a table or another list."""
    file = made(List((item(), item(CodeBlock("x", 1)), item(numbered("y"))), True, 1))
    assert len(file.find("//w:numPr")) == 4
    assert [style for style, _ in file.paragraphs()] == [
        "ListNumber",
        "ListNumber",
        "SourceCode",
        "ListNumber",
        "ListNumber",
    ]


def test_tables_repeat_their_heads_and_keep_rows_whole() -> None:
    """A table has a head that Word repeats, rows that do not break, aligned columns and a caption above."""
    file = made(Table((text("A"), text("B")), ((text("a"), text("1")),), ("", "right"), text("T"), 1))
    rows = file.find("//w:tr")
    assert [len(row.findall(f"{W}trPr/{W}tblHeader")) for row in rows] == [1, 0]
    assert all(row.findall(f"{W}trPr/{W}cantSplit") for row in rows)
    assert file.values("//w:tc[2]//w:jc/@w:val") == ["right", "right"]
    assert file.values("//w:tblCaption/@w:val | //w:tblDescription/@w:val") == ["T", "A, B"]
    assert file.paragraphs()[0] == ("TableCaption", "Table 1. T")
    assert file.find("//w:style[@w:styleId='TableCaption']/w:pPr/w:keepNext", "styles")
    widths = [int(width) for width in file.values("//w:gridCol/@w:w")]
    assert sum(widths) == int(file.values("//w:tblW/@w:w")[0])


def test_links_lead_where_they_may() -> None:
    """The web, letters, calls and places in the article are links; all else is printed as words."""
    hrefs = (
        "https://a.vn/b c",
        "mailto:a@b.vn",
        "tel:+84208",
        "#here",
        "#nowhere",
        "b.md",
        "javascript:x",
        "http://[",
    )
    file = made(
        para(*((f"{n}", Link(href)) for n, href in enumerate(hrefs))), Heading(text("H"), 2, 1, "here")
    )
    assert file.paragraphs()[0][1] == "01234567"
    assert [words(link) for link in file.find("//w:hyperlink")] == list("0123")
    targets = re.findall(
        r'Target="([^"]+)" TargetMode="External"', file.parts["word/_rels/document.xml.rels"].decode()
    )
    assert set(targets) == {"https://a.vn/b%20c", "mailto:a@b.vn", "tel:+84208"}
    assert file.values("//w:hyperlink/@w:anchor")[0] in file.values("//w:bookmarkStart/@w:name")


def test_a_link_in_a_note_belongs_to_the_notes_part() -> None:
    """Word looks for a link's address beside the part that holds it."""
    file = made(para("a", ("", Note("n"))), Footnote("n", (para(("b", Link("https://a.vn"))),), 1))
    assert "https://a.vn" in file.parts["word/_rels/footnotes.xml.rels"].decode()
    assert "https://a.vn" not in file.parts["word/_rels/document.xml.rels"].decode()


def extents(file: File) -> list[tuple[int, int]]:
    """Return width and height of each picture, in millimetres."""
    return [
        (round(int(e.get("cx", "0")) / 36000), round(int(e.get("cy", "0")) / 36000))
        for e in file.find("//wp:extent")
    ]


def test_pictures_fit_and_are_described(root: Path) -> None:
    """A picture is no wider than the text, no taller than half a page, not enlarged, and described."""
    sizes = {"wide": (3000, 1000), "tall": (1000, 4000), "small": (96, 48)}
    for name, size in sizes.items():
        Raster.new("RGB", size, "red").save(root / f"{name}.png")
    figures = [
        Figure(f"{name}.png", text(name if name != "small" else ""), Text(), Text(), 1) for name in sizes
    ]
    inline = para("a ", ("an icon", Image("wide.png")))
    file = File(docx.render(edition_of(*figures, inline, root=root)))
    assert extents(file) == [(162, 54), (34, 137), (25, 13), (13, 4)]
    assert file.values("//wp:docPr/@descr") == ["wide", "tall", "Photo", "an icon"]
    kept = [
        Raster.open(io.BytesIO(data)).size for name, data in sorted(file.parts.items()) if "media" in name
    ]
    assert kept == [(1913, 638), (404, 1616), (96, 48), (158, 53)]


def test_the_same_picture_is_held_once(root: Path) -> None:
    """A picture shown twice makes the file no larger."""
    figure = Figure("hall.png", text("x"), text("y"), Text(), 1)
    file = File(docx.render(edition_of(figure, figure, root=root)))
    assert len([name for name in file.parts if "media" in name]) == 1
    assert file.find("//w:p[w:pPr/w:pStyle[@w:val='Figure']]/w:pPr/w:keepNext")


def test_a_drawing_that_shows_nothing_is_told(root: Path) -> None:
    """An empty SVG picture gives one clear line with what to do, not a broken file."""
    (root / "map.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    with pytest.raises(SourceError, match="no size") as caught:
        docx.render(edition_of(Figure("map.svg", text("x"), Text(), Text(), 9), root=root))
    assert (caught.value.path, caught.value.line) == ("source/a.md", 9)


# --- pages ---------------------------------------------------------------------------------------------


def test_pages_have_running_heads_and_numbers() -> None:
    """The title runs over every page but the first; page and pages stand under all."""
    file = made(Paragraph(text("The title"), "title", 1), para("x"), tag="ar")
    assert file.paragraphs("header1") == [("Header", "The title")]
    assert file.paragraphs("header2") == [("Header", "")]
    assert file.find("//w:sectPr/w:titlePg")
    for footer in ("footer1", "footer2"):
        assert [found.strip() for found in file.values("//w:instrText/text()", footer)] == [
            "PAGE",
            "NUMPAGES",
        ]
        assert words(file.xml(footer)) == "صفحة 1 من 1"


def test_a_page_break_begins_the_next_block_on_a_new_page() -> None:
    """No empty paragraph carries the break, and one at the end makes no empty page."""
    file = made(para("a"), PageBreak(1), para("b"), PageBreak(1))
    assert [len(p.findall(f"{W}pPr/{W}pageBreakBefore")) for p in file.find("//w:body/w:p")] == [0, 1]
    table = Table((), ((text("x"),),), ("",), Text(), 1)
    assert made(PageBreak(1), table).find("//w:p[following-sibling::w:tbl]/w:pPr/w:pageBreakBefore")


def test_control_characters_are_left_out() -> None:
    """What XML cannot hold never reaches a file, from words, code, titles or descriptions."""
    file = made(para("a\x00b\ufffe\x0cc"), CodeBlock("x\x1by", 1), Paragraph(text("t\x08"), "title", 1))
    assert [line for _, line in file.paragraphs()] == ["abc", "xy", "t"]


def test_line_breaks_and_tabs_are_words_own() -> None:
    """A break the author asked for, and the lines and tabs of code, are Word's own."""
    file = made(para("a", ("\n", Break()), "b"), CodeBlock("if x:\n\ty\n", 1))
    assert [len(p.findall(f".//{W}br")) for p in file.find("//w:body/w:p")] == [1, 1]
    assert len(file.find("//w:tab")) == 1


# --- contents, captions, numbers of pages ----------------------------------------------------------------


def instructions(file: File, part: str = "document") -> list[str]:
    """Return what the fields of a part are worked out from."""
    return [found.strip() for found in file.values("//w:instrText/text()", part)]


def numbered_blocks(words: str) -> tuple[Block, ...]:
    """Make a figure and two tables with captions."""
    tables = (Table((), ((text("x"),),), ("",), text(words), 1) for _ in range(2))
    return (Figure("images/hall.jpg", text("hall"), text(words), Text(), 1), *tables)


@pytest.mark.parametrize(
    ("tag", "captions"),
    [
        ("en", ["Figure 1. T", "Table 1. T", "Table 2. T"]),
        ("vi", ["Hình 1. T", "Bảng 1. T", "Bảng 2. T"]),
        ("hu", ["1. ábra. T", "1. táblázat. T", "2. táblázat. T"]),
        ("ko", ["그림 1. T", "표 1. T", "표 2. T"]),
        ("ja", ["図1\u3000T", "表1\u3000T", "表2\u3000T"]),
        ("fa", ["شکل ۱. T", "جدول ۱. T", "جدول ۲. T"]),
    ],
)
def test_captions_are_numbered_by_fields(tag: str, captions: list[str]) -> None:
    """A caption has its number as a field, in the words, the order and the digits of the language."""
    with mock.patch.object(images, "load", return_value=PICTURE):
        file = made_of(edition_of(*numbered_blocks("T"), tag=tag))
    found = [words for style, words in file.paragraphs() if style in ("Caption", "TableCaption")]
    assert [" ".join(words.split(" ")) for words in found] == captions
    assert [found.split(" \\*")[0] for found in instructions(file)] == [
        "SEQ Figure",
        "SEQ Table",
        "SEQ Table",
    ]


def made_of(edition: Edition) -> File:
    """Render an edition and unpack the file."""
    return File(docx.render(edition))


HEADINGS: tuple[Block, ...] = (
    Heading(text("One ", ("loud", Emphasis())), 1, 1, "one"),
    para("x"),
    Heading(text("Two", ("", Note("n"))), 2, 1),
    Heading(text("Three"), 3, 1),
    Heading(text("Four"), 4, 1),
    Heading(text("Five"), 1, 1),
    Footnote("n", (para("A note."),), 1),
)


@pytest.mark.parametrize(("tag", "title"), [("en", "Contents"), ("vi", "Mục lục"), ("ar", "المحتويات")])
def test_contents_hold_true_entries_and_no_number_that_nobody_knows(tag: str, title: str) -> None:
    """The list of contents is a field that Word can update; its entries lead to the headings they name."""
    file = made_of(edition_of(*HEADINGS, tag=tag, theme=Theme(toc=True)))
    entries = [("TOC1", "One loud"), ("TOC2", "Two"), ("TOC3", "Three"), ("TOC1", "Five")]
    inside = [
        (str(p.xpath("string(w:pPr/w:pStyle/@w:val)", namespaces=NS)), words(p))
        for p in file.find("//w:sdt[.//w:docPartGallery]/w:sdtContent/w:p")
    ]
    assert inside == [("TOCHeading", title), *entries]
    assert instructions(file) == ['TOC \\o "1-3" \\h \\z \\u']
    places = file.values("//w:hyperlink/@w:anchor")
    marked = {
        name: words(p)
        for p in file.find("//w:p[starts-with(w:pPr/w:pStyle/@w:val, 'Heading')]")
        for name in (mark.get(f"{W}name") for mark in p.iterfind("w:bookmarkStart", NS))
    }
    assert [marked[place] for place in places] == [words for _, words in entries]
    known = file.values("//w:style/@w:styleId", "styles")
    assert {"TOCHeading", "TOC1", "TOC2", "TOC3"} <= set(known)
    assert_sound(file)


def test_no_contents_where_none_are_asked_for() -> None:
    """Without `toc` there is no list of contents."""
    assert not made(*HEADINGS).find("//w:sdt")


def test_digits_of_pages_and_lists_are_those_of_the_language() -> None:
    """Nepali pages and lists are numbered in Devanagari digits; Word has no format for Persian ones."""
    nepali = made(numbered("x"), tag="ne")
    assert nepali.values("//w:pgNumType/@w:fmt") == ["hindiNumbers"]
    assert "hindiNumbers" in nepali.values("//w:numFmt/@w:val", "numbering")
    assert "HINDIARABIC" in instructions(nepali, "footer1")[1]
    persian = made(numbered("x"), tag="fa")
    assert persian.values("//w:pgNumType/@w:fmt") == []
    assert words(persian.xml("footer1")) == "صفحهٔ ۱ از ۱"


@pytest.mark.parametrize(("letters", "step"), [(4, ""), (6, "Small"), (8, "Tiny"), (30, "Tiny")])
def test_tables_of_many_columns_are_set_smaller(letters: int, step: str) -> None:
    """Twelve columns are set at the largest size at which their words are whole, and fill the measure."""
    row = tuple(text(chr(ord("a") + at) * letters) for at in range(12))
    file = made(Table(row, (row,), ("",) * 12, Text(), 1))
    assert {style for style, words in file.paragraphs() if words} == {
        f"TableHeading{step}",
        f"TableText{step}",
    }
    widths = [int(width) for width in file.values("//w:gridCol/@w:w")]
    assert sum(widths) == round(Theme().measure / 25.4 * 1440)
    assert min(widths) > 0


def test_phrases_from_right_to_left_are_whole_in_other_text() -> None:
    """Numbers, brackets and marks inside an Arabic phrase in an English paragraph belong to the phrase."""
    file = made(para("read ", "قرار (", ("رقم", Strong()), " 57) ", ("قصة", Emphasis()), " today 12."))
    runs = [
        ("".join(t.text or "" for t in r.iterfind("w:t", NS)), r.find(f"{W}rPr/{W}rtl") is not None)
        for r in file.find("//w:p[w:pPr/w:pStyle/@w:val='BodyText']/w:r")
    ]
    assert "".join(words for words, rtl in runs if rtl).strip("\u200f") == "قرار (رقم 57) قصة"
    assert "".join(words for words, rtl in runs if not rtl) == "read  today 12."


def lines(file: File, style: str = "BodyText") -> list[str]:
    """Return the characters of each paragraph of a style, marks of direction among them."""
    found = file.find(f"//w:p[w:pPr/w:pStyle/@w:val='{style}']")
    return ["".join(run.text or "" for run in p.iter(f"{W}t")) for p in found]


def test_a_phrase_inside_a_phrase_keeps_both_orders() -> None:
    """A code in an Arabic title in English text, and Arabic in an English one, are embedded where they stand.

    Without the embedding LibreOffice prints the end of the title before its beginning.
    """
    arabic, english = Lang("ar"), Lang("en")
    code = Span("57-NQ/TW", (arabic, Code()))
    title = ("قرار ", arabic), code, (" قصة", arabic)
    file = made(para("read ", *title, " now"))
    assert lines(file) == ["read \u202bقرار \u200e57-NQ/TW قصة\u202c now"]
    left = file.find("//w:r[w:rPr/w:rStyle/@w:val='Code']")[0]
    assert left.find(f"{W}rPr/{W}rtl") is None
    quoted = para(
        "قرار ",
        ("The Old قصة Man", english),
        " اليوم",
    )
    written = "قرار \u202aThe Old قصة Man\u202c اليوم"
    assert lines(made(quoted, tag="ar")) == [written]
    assert "\u202b" not in lines(made(para("read قرار 57 قصة now")))[0]


def test_digits_behind_an_arabic_word_belong_to_the_text_round_it() -> None:
    """In English text an Arabic word draws no number that follows it to its other side."""
    file = made(
        para("by قصة, 57-NQ/TW"),
        para("by ", ("قصة", Lang("ar")), ("", Note("n")), " 5"),
        Footnote("n", (para("N"),), 1),
    )
    assert lines(file) == ["by قصة\u200e, 57-NQ/TW", "by قصة\u200e 5"]


@pytest.mark.parametrize(("tag", "form"), [("ne", "hindiNumbers"), ("fa", None), ("en", None)])
def test_numbers_of_notes_are_in_the_digits_that_word_has(tag: str, form: str | None) -> None:
    """A note and a second reference to it bear the same number, in the same digits."""
    file = made(para("a", ("", Note("x")), ("", Note("x"))), Footnote("x", (para("X"),), 1), tag=tag)
    assert file.values("//w:sectPr/w:footnotePr/w:numFmt/@w:val") == ([form] if form else [])
    assert file.values("//w:r[w:rPr/w:rStyle]/w:t/text()") == ["१" if form else "1"]


def test_a_number_in_a_caption_is_set_as_the_words_beside_it() -> None:
    """Its run says what theirs say: a complex script, the direction, and the digits to count in."""
    table = Table((), ((text("x"),),), ("",), text("T"), 1)
    for tag, kind in (("km", "cs"), ("fa", "rtl")):
        results = made(table, tag=tag).find("//w:p[w:pPr/w:pStyle/@w:val='TableCaption']/w:r[w:t]")
        number = next(run for run in results if words(run) == languages.parse(tag).number(1))
        assert number.find(f"{W}rPr/{W}{kind}") is not None
    assert instructions(made(table, tag="mr")) == ["SEQ Table \\* HINDIARABIC"]
    assert instructions(made(table, tag="fa")) == ["SEQ Table \\* ARABIC"]


def test_an_untranslated_caption_stands_behind_its_label() -> None:
    """The line goes from right to left as its label does, the Vietnamese words in it from left to right."""
    untranslated = text(("Bảng này.", Lang("vi", untranslated=True)))
    file = made(Table((), ((text("x"),),), ("",), untranslated, 1), tag="ar")
    caption = file.find("//w:p[w:pPr/w:pStyle/@w:val='TableCaption']")[0]
    assert not caption.findall(f"{W}pPr/{W}bidi")
    runs = {words(run): run.find(f"{W}rPr/{W}rtl") is not None for run in caption.findall(f"{W}r")}
    assert runs["1"]
    assert not runs["Bảng này."]


def test_a_heading_has_the_name_that_links_use_and_one_for_the_contents() -> None:
    """Word finds the bookmark it looks for, whether the author named the heading or not."""
    file = made(Heading(text("H"), 2, 1, "here"), para(("x", Link("#here"))))
    names = file.values("//w:bookmarkStart/@w:name")
    assert sorted(name.partition("0")[0] for name in names) == ["_Toc", "here_1"]
    assert file.values("//w:hyperlink/@w:anchor") == ["here_1"]
