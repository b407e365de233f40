"""What edition parity promises: a file is written where it holds all of its edition, and nowhere else."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image as Raster

from commands import Run
from publish import languages, project
from publish.errors import EditionError
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
    Raw,
    RawBlock,
    Role,
    Rule,
    Span,
    Strong,
    Table,
    Text,
)
from publish.pipeline import build as pipeline
from publish.pipeline import jobs
from publish.project import Format
from publish.theme import Theme
from publish.writers import docx, images, parity, pdf
from publish.writers.edition import Edition, prepare
from strategies import documents

# A title, a sentence, a few words.
WORDS = {
    "vi": (
        "Thái Nguyên đặt đích tăng trưởng",
        "Không gian rộng hơn mở thêm 8.375 km² để phát triển.",
        "Nội dung",
    ),
    "en": (
        "Thai Nguyen aims at growth",
        "A wider space opens 8,375 km² of room for development.",
        "In short",
    ),
    "ar": ("تاي نغوين تضع هدفًا للنمو", "تفتح المساحة الأوسع ٨٣٧٥ كم² مجالًا جديدًا للتنمية.", "المحتوى"),
    "ja": ("タイグエン省の針路", "広くなった8375平方キロの空間は「発展」の余地を新たに開く。", "内容"),
    "km": ("ខេត្តថៃង្វៀនកំណត់គោលដៅកំណើន", "លំហដែលធំទូលាយជាងមុនបើកផ្លូវថ្មីសម្រាប់ការអភិវឌ្ឍ ៨៣៧៥ គីឡូម៉ែត្រ", "សង្ខេប"),
    "th": ("ท้ายเงวียนตั้งเป้าการเติบโต", "พื้นที่ที่กว้างขึ้นเปิดช่องทางการพัฒนาใหม่ 8,375 ตารางกิโลเมตร", "เนื้อหา"),
}
FORMATS: tuple[Format, ...] = ("docx", "pdf")


# --- making --------------------------------------------------------------------------------------------


def text(*parts: str | tuple[str, Mark] | Span, line: int = 1) -> Text:
    """Make a Text of plain strings, (words, mark) pairs and spans."""
    made = (
        part if isinstance(part, Span) else Span(part) if isinstance(part, str) else Span(part[0], (part[1],))
        for part in parts
    )
    return Text(tuple(made), line)


def para(*parts: str | tuple[str, Mark] | Span, line: int = 1, role: Role = "paragraph") -> Paragraph:
    """Make a paragraph."""
    return Paragraph(text(*parts, line=line), role, line)


def item(*blocks: Block) -> ListItem:
    """Make an item of a list."""
    return ListItem(blocks, 1)


def every_block(tag: str) -> tuple[Block, ...]:
    """Make an article that has every block and mark, long enough for several pages."""
    title, sentence, words = WORDS[tag]
    rich = para(
        *(f"{sentence} " for _ in range(12)),
        (words, Strong()),
        ("57-NQ/TW", Code()),
        (words, Link("https://thainguyen.gov.vn/a b?c=đ", "Cổng")),
        Span(words, (Link("#place"), Strong())),
        (" Les Misérables ", Lang("fr")),
        (" العربية 12 ", Lang("ar")),
        ("", Note("n")),
        ("\n", Break()),
        (words, Image("hall.png")),
        ("", Image("hall.png")),
        ("<x>", Raw()),
        ("", Note("n")),
        ("", Note("unknown")),
        ("", Note("m")),
        line=9,
    )
    return (
        para(words, role="kicker"),
        para(title, role="title"),
        para(words, sentence, role="subtitle"),
        Dateline(date(2026, 11, 23), 4),
        para(title, role="byline"),
        para(sentence, role="lead"),
        rich,
        Heading(text(title, ("", Note("m"))), 2, 10, "place"),
        Figure("hall.png", text(words), text(sentence), text(words), 11),
        Figure("hall.png", text(), text(), text(), 12),
        Heading(text(words, (title, Emphasis())), 4, 13),
        List((item(para(words), List((item(para(sentence)),), True, 1, 4)), item(para(title))), False, 14),
        List((ListItem((para(words), para(sentence)), 1, True), item(CodeBlock("a\tb\n\n c", 1))), True, 15),
        Quote((para(*(sentence for _ in range(9))), Quote((para(words),), 1), List((), False, 1)), 16),
        CodeBlock("first\n\tsecond  <b>", 17),
        CodeBlock("third", 18),
        Rule(19),
        RawBlock("<!-- not printed -->", 20),
        DefinitionList((Definition((text(words), text(title)), ((para(sentence),), (para(title),)), 1),), 21),
        table(words, sentence),
        Footnote("n", (para(sentence), List((item(para(words)), item(para(title))), True, 1)), 90),
        Footnote("m", (para(title, ("", Note("n"))), table(words, sentence)), 91),
        Footnote("unread", (para(words),), 92),
        para(title, role="credit"),
    )


def table(words: str, sentence: str) -> Table:
    """Make a table with an empty cell, long enough to go on over a page."""
    rows = tuple((text(f"{words} {n}", line=30 + n), text(), text(sentence)) for n in range(40))
    return Table((text(words), text(), text(sentence)), rows, ("", "right", "center"), text(sentence), 22)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder that has the picture of the articles here."""
    made = tmp_path_factory.mktemp("project")
    Raster.new("RGB", (60, 40), "red").save(made / "hall.png")
    return made


def edition_of(root: Path, *blocks: Block, tag: str = "en", theme: Theme | None = None) -> Edition:
    """Make an edition of an article that has these blocks."""
    document = Document("article.md", tag, blocks)
    return prepare(document, languages.parse(tag), theme or Theme(), folder=root, root=root)


def written(edition: Edition, format: Format) -> bytes:
    """Write an edition."""
    return docx.render(edition) if format == "docx" else pdf.render(edition)


def fault(edition: Edition, format: Format, data: bytes) -> EditionError:
    """Return the error of a file that is not what the edition is."""
    with pytest.raises(EditionError) as caught:
        parity.check(edition, format, data)
    return caught.value


# --- whole files ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("tag", WORDS)
@pytest.mark.parametrize("format", FORMATS)
def test_a_whole_edition_passes(root: Path, tag: str, format: Format) -> None:
    """An article of everything there is, over several pages, is found whole in every kind of script."""
    edition = edition_of(root, *every_block(tag), tag=tag, theme=Theme(toc=True, imprint=True))
    parity.check(edition, format, written(edition, format))


@settings(max_examples=40)
@given(document=documents, tag=st.sampled_from([*WORDS, "he", "hi", "lo", "ur"]))
def test_no_document_makes_a_false_alarm_in_a_docx(document: Document, tag: str) -> None:
    """Whatever an article holds, a DOCX of it is found to be right."""
    assert_whole(document, tag, "docx")


@settings(max_examples=8)
@given(document=documents, tag=st.sampled_from([*WORDS, "he", "hi", "lo", "ur"]))
def test_no_document_makes_a_false_alarm_in_a_pdf(document: Document, tag: str) -> None:
    """Whatever an article holds, a PDF of it is found to be right."""
    assert_whole(document, tag, "pdf")


def assert_whole(document: Document, tag: str, format: Format) -> None:
    """Write an article, whose pictures are all the same, and compare."""
    out = io.BytesIO()
    Raster.new("RGB", (60, 40), "red").save(out, "PNG")
    picture = images.Picture(Path("/p/hall.png"), out.getvalue(), "image/png", 60, 40)
    edition = prepare(document, languages.parse(tag), Theme(toc=True), folder=Path("/p"), root=Path("/p"))
    with mock.patch.object(images, "load", return_value=picture):
        data = written(edition, format)
    parity.check(edition, format, data)


@pytest.mark.parametrize("tag", ["en", "ar"])
def test_a_row_higher_than_a_page_is_put_together(root: Path, tag: str) -> None:
    """A row whose cells go on over the page is still one row."""
    _, sentence, words = WORDS[tag]
    long = text(*(f"{sentence} {n}. " for n in range(150)))
    high = Table((text(words), text(sentence)), ((long, long), (text("1"), text("2"))), ("", ""), text(), 1)
    edition = edition_of(root, para(words), high, para(sentence), tag=tag)
    parity.check(edition, "pdf", pdf.render(edition))


def test_a_head_higher_than_a_page_is_printed_once(root: Path) -> None:
    """A head that no page has room to repeat is printed as a row."""
    _, sentence, words = WORDS["en"]
    long = text(*(f"{sentence} {n}. " for n in range(150)))
    high = Table((long, text("b")), ((text("1"), long), (text("3"), text("4"))), ("", ""), text(), 1)
    edition = edition_of(root, para(words), high, para(sentence))
    parity.check(edition, "pdf", pdf.render(edition))


def test_a_style_sheet_may_add_words_of_its_own(root: Path) -> None:
    """What an office's CSS puts before a lead or writes in capitals is no fault; what it hides is one."""
    blocks = (para("Title", role="title"), para("Lead it is", role="lead"), para("Text", line=7))
    added = ".lead::before { content: '► Summary: ' } h1 { text-transform: uppercase }"
    edition = edition_of(root, *blocks, theme=Theme(css=added))
    parity.check(edition, "pdf", pdf.render(edition))


@pytest.mark.parametrize("how", ["display: none", "visibility: hidden", "color: transparent"])
def test_words_that_a_style_sheet_hides_are_missing(root: Path, how: str) -> None:
    """What an office's CSS hides is lost to readers, whatever the file says to programs."""
    blocks = (para("Title", role="title"), para("Lead it is", role="lead"), para("Text", line=7))
    hidden = edition_of(root, *blocks, theme=Theme(css=f".lead {{ {how} }}"))
    error = fault(hidden, "pdf", pdf.render(hidden))
    assert (error.message, error.line) == ("the PDF in en lacks: “Lead it is”", 1)
    assert error.hint
    assert "theme/edition.css" in error.hint


@pytest.mark.parametrize(
    "css", ["p { margin-left: 18cm; white-space: nowrap }", "p { position: relative; top: -40cm }"]
)
def test_words_that_run_off_the_paper_are_named(root: Path, css: str) -> None:
    """What a reader would find in the file and nobody on the page is an error with its line."""
    blocks = (para("Title", role="title"), para("The words that are lost", line=7))
    edition = edition_of(root, *blocks, theme=Theme(css=css))
    error = fault(edition, "pdf", pdf.render(edition))
    said = "the PDF in en runs off the paper on page 1: “The words that are lost”"
    assert (error.message, error.line) == (said, 7)
    assert error.hint
    assert "theme/edition.css" in error.hint
    assert "fault of publish" not in error.hint


def test_letters_of_a_drawing_may_lie_outside_it(root: Path) -> None:
    """A drawing shows what its frame holds; what it cuts off was never meant to be seen."""
    (root / "map.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 50"><text x="-300" y="20">far left</text>'
        '<text x="150" y="30">a name that goes on far over the edge of the drawing and the paper</text></svg>'
    )
    edition = edition_of(root, Figure("map.svg", text("A map"), text("The map"), text(), 3))
    parity.check(edition, "pdf", pdf.render(edition))


# --- what is wrong in a file ---------------------------------------------------------------------------

PORTAL, ABOVE = ("the portal", Link("https://example.org/a")), ("above", Link("#first"))
ELSEWHERE = ("the portal", Link("https://example.org/b"))
ARTICLE: tuple[Block, ...] = (
    para("The report", role="title", line=1),
    para("Growth was 8,375 in 2025", ("", Note("a")), " and more.", line=3),
    Heading(text("First part", line=5), 2, 5, "first"),
    Heading(text("Second part", line=7), 2, 7),
    para(
        "See ", ("the portal", Link("https://example.org/a")), " and ", ("above", Link("#first")), ".", line=9
    ),
    para("This is the last word on it.", line=11),
    Figure("hall.png", text("A hall"), text("The hall", line=13), text(), 13),
    Table((text("Name"), text("Sum")), ((text("Tea", line=17), text("12")),), ("", ""), text(), 15),
    List((item(para("An item", line=19)), item(para("Another", line=20))), False, 19),
    CodeBlock("x = 1", 21),
    DefinitionList((Definition((text("Term", line=23),), ((para("What it is", line=24),),), 23),), 23),
    Footnote("a", (para("A note of 3 words", line=30),), 30),
)


def changed(line: int, block: Block) -> Callable[[tuple[Block, ...]], tuple[Block, ...]]:
    """Put another block in the place of the one at a line."""
    return lambda blocks: tuple(block if old.line == line else old for old in blocks)


def without(line: int) -> Callable[[tuple[Block, ...]], tuple[Block, ...]]:
    """Leave out the block at a line."""
    return lambda blocks: tuple(block for block in blocks if block.line != line)


def swapped(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Let the two headings change places."""
    return (*blocks[:2], blocks[3], blocks[2], *blocks[4:])


def sums(*rows: tuple[Text, ...]) -> Table:
    """Make the article's table with other rows."""
    return Table((text("Name"), text("Sum")), rows, ("", ""), text(), 15)


FAULTS = {
    "paragraph": (without(11), 11, "lacks: “This is the last word on it.”"),
    "word": (
        changed(11, para("This is the word on it.", line=11)),
        11,
        "lacks: “This is the last word on it.”",
    ),
    "number": (
        changed(3, para("Growth was 8,376 in 2025", ("", Note("a")), " and more.", line=3)),
        3,
        "lacks: “Growth was 8,375 in 2025[note 1] and more.”",
    ),
    "call": (
        changed(3, para("Growth was 8,375 in 2025 and", ("", Note("a")), " more.", line=3)),
        3,
        "lacks: “Growth was 8,375 in 2025[note 1] and more.”",
    ),
    "headings": (swapped, 5, "has not in its place: “First part”"),
    "level": (
        changed(7, Heading(text("Second part", line=7), 3, 7)),
        7,
        "has as a heading of level {2} what is a heading of level {1}: “Second part”",
    ),
    "rank": (
        changed(7, para("Second part", line=7)),
        7,
        "has as text what is a heading of level {1}: “Second part”",
    ),
    "link": (
        changed(9, para("See the portal and ", ABOVE, ".", line=9)),
        9,
        "lacks a link to: “https://example.org/a”",
    ),
    "target": (
        changed(9, para("See ", ELSEWHERE, " and ", ABOVE, ".", line=9)),
        9,
        "lacks a link to: “https://example.org/a”",
    ),
    "inner link": (
        changed(9, para("See ", PORTAL, " and above.", line=9)),
        9,
        "lacks a link to a place in it, as there is one in this line",
    ),
    "picture": (changed(13, para("The hall", line=13)), 13, "lacks: “[picture: A hall]”"),
    "description": (
        changed(13, Figure("hall.png", text("A ball"), text("The hall", line=13), text(), 13)),
        13,
        "lacks: “[picture: A hall]”",
    ),
    "caption": (
        changed(13, Figure("hall.png", text("A hall"), text("The hull", line=13), text(), 13)),
        13,
        "The hall”",
    ),
    "cell": (changed(15, sums((text("Tea", line=17), text("13")))), 17, "lacks: “12”"),
    "row": (changed(15, sums()), 17, "lacks: “Tea | 12”"),
    "column": (
        changed(15, Table((text("Name"),), ((text("Tea", line=17),),), ("",), text(), 15)),
        1,
        "has 1 cells where there are 2: “Name | Sum”",
    ),
    "item": (changed(19, List((item(para("An item", line=19)),), False, 19)), 20, "lacks: “Another”"),
    "code": (changed(21, CodeBlock("x = 2", 21)), 21, "lacks: “x = 1”"),
    "term": (
        changed(23, DefinitionList((Definition((), ((para("What it is", line=24),),), 23),), 23)),
        23,
        "lacks: “Term”",
    ),
    "note": (
        changed(30, Footnote("a", (para("A note of 4 words", line=30),), 30)),
        30,
        "lacks in note 1: “A note of 3 words”",
    ),
    "more": (
        lambda blocks: (*blocks, para("One paragraph more", line=40)),
        24,
        "has besides: “One paragraph more”",
    ),
}


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("name", FAULTS)
def test_a_difference_is_found_and_named(root: Path, name: str, format: Format) -> None:
    """A file that was made of another article is told by the line and the words where they part."""
    mutate, line, message = FAULTS[name]
    error = fault(edition_of(root, *ARTICLE), format, written(edition_of(root, *mutate(ARTICLE)), format))
    for level in (1, 2):  # the title is a heading of a PDF's, too
        message = message.replace(f"{{{level}}}", str(level + (format == "pdf")))
    assert message in error.message
    assert error.message.startswith(f"the {format.upper()} in en ")
    assert (error.path, error.line) == ("article.md", line)


@pytest.mark.parametrize("tag", WORDS)
@pytest.mark.parametrize("format", FORMATS)
def test_a_lost_number_is_found_in_every_script(root: Path, tag: str, format: Format) -> None:
    """One digit in the middle of a paragraph is enough, whichever digits a language has."""
    _, sentence, words = WORDS[tag]
    one = (para(words), para(sentence, sentence, line=5))
    other = (para(words), para(sentence, re.sub(r"[7٧៧]", "", sentence), line=5))
    data = written(edition_of(root, *other, tag=tag), format)
    assert fault(edition_of(root, *one, tag=tag), format, data).line == 5


def test_an_item_goes_on_behind_a_list_inside_it(root: Path) -> None:
    """What follows a list within an item is found whatever order the tags have, and a lost word is missed."""
    inner = List((item(para("inner", line=3)), item(para("other", line=4))), False, 3)

    def article(last: str) -> tuple[Block, ...]:
        return (
            List((item(para("first"), inner, para(last, line=5)), item(para("next"))), True, 1),
            para("end"),
        )

    data = pdf.render(edition_of(root, *article("the last word")))
    parity.check(edition_of(root, *article("the last word")), "pdf", data)
    error = fault(edition_of(root, *article("the lost word")), "pdf", data)
    assert (error.message, error.line) == ("the PDF in en lacks: “the lost word”", 5)


EDITS = {
    "paragraph": (r"<w:p>(?:(?!</w:p>).)*last word.*?</w:p>", "", 11),
    "note": (r"<w:r>(?:(?!</w:r>).)*<w:footnoteReference [^>]*/></w:r>", "", 3),
    "drawing": (r"<w:drawing>.*?</w:drawing>", "", 13),
    "cell": (r"<w:t [^>]*>12</w:t>", "", 17),
    "hyperlink": (r"<w:hyperlink r:id.*?>(.*?)</w:hyperlink>", r"\1", 9),
    "style": (r'<w:pStyle w:val="Heading1"/>', "", 5),
    "text": (r"(?<=<w:t xml:space=\"preserve\">)An item", "An  itme", 19),
}


@pytest.mark.parametrize("name", EDITS)
def test_a_docx_that_was_damaged_is_found(root: Path, name: str) -> None:
    """What is missing in the bytes is missed, not only in what our own writer was told."""
    pattern, new, line = EDITS[name]
    edition = edition_of(root, *ARTICLE)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx.render(edition))) as old, zipfile.ZipFile(out, "w") as broken:
        for entry in old.namelist():
            data = old.read(entry)
            if entry == "word/document.xml":
                edited, count = re.subn(pattern, new, data.decode(), count=1, flags=re.DOTALL)
                assert count == 1
                data = edited.encode()
            broken.writestr(entry, data)
    assert fault(edition, "docx", out.getvalue()).line == line


@pytest.mark.parametrize("format", FORMATS)
def test_a_broken_file_is_an_error_and_no_crash(root: Path, format: Format) -> None:
    """Bytes that are no file of the format are told, with the edition they are of."""
    error = fault(edition_of(root, *ARTICLE), format, b"nothing")
    assert error.message.startswith(f"the {format.upper()} in en cannot be read back: ")


# --- in a build ----------------------------------------------------------------------------------------


def test_a_wrong_edition_does_not_take_the_place_of_a_right_one(
    ready: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A writer that loses a paragraph fails in its format alone; the old file stays, the line is named."""
    assert run(ready, "build", "a", "-l", "fr", "-q").code == 0
    opened = project.load(ready)
    article = next(found for found in opened.articles() if found.reference.endswith("a.md"))
    (job,) = jobs.plan(opened, [article], [languages.parse("fr")])
    before = {format: path.read_bytes() for format, path in job.outputs}

    def losing(edition: Edition) -> bytes:
        return docx.render(replace(edition, blocks=edition.blocks[:-1]))

    monkeypatch.setitem(pipeline._WRITERS, "docx", losing)
    built = pipeline.run(job)
    assert {format: path.read_bytes() for format, path in job.outputs} == before
    assert [path.suffix for path in built.written] == [
        f".{format}" for format, _ in job.outputs if format != "docx"
    ]
    (error,) = built.errors
    assert re.match(r"source/a\.md:\d+: the DOCX in fr lacks: “.+”\n", str(error))
