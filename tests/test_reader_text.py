"""What a newsroom that sends plain text may count on."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outlines import outline
from publish.errors import LanguageError, PublishError, SourceError
from publish.languages import parse as parse_language
from publish.message import encode
from publish.model import Break, Dateline, Document, Figure, Heading, Paragraph
from publish.readers import read, text
from publish.units import assemble

DATA = Path(__file__).parent / "data" / "readers"

_EN = (
    "The council met on Tuesday to hear the report of its committee, which had spent the whole of the winter "
    "on the question of the bridge. Nobody was surprised by what Dr. Lee had found."
)
_ZH = (
    "市议会周二开会听取委员会的报告，委员会整个冬天都在研究这座桥的问题。"
    "没有人对调查结果感到惊讶。会议持续到深夜，"
    "最后以投票结束。"
    "许多市民在场外等候，希望能够尽快看到新桥开工建设。"
)
_TH = (
    "สภาเมืองประชุมเมื่อวันอังคารเพื่อฟังรายงานของคณะกรรมการซึ่งใช้เวลาตลอดฤดูหนาวกับคำถามเรื่องสะพาน "
    "ไม่มีใครแปลกใจกับสิ่งที่พบ "
    "การประชุมดำเนินไปจนดึกและจบลงด้วยการลงคะแนนเสียง ประชาชนจำนวนมากรออยู่ข้างนอก"
)
_HI = (
    "नगर परिषद ने मंगलवार को समिति की रिपोर्ट सुनने के लिए बैठक की, जिसने पूरी सर्दी पुल के सवाल पर बिताई। "
    "जो मिला उससे किसी को "
    "आश्चर्य नहीं हुआ। बैठक देर रात तक चली और मतदान के साथ समाप्त हुई। बहुत से लोग बाहर प्रतीक्षा कर रहे थे।"
)
_AR = (
    "اجتمع مجلس المدينة يوم الثلاثاء للاستماع إلى تقرير لجنته التي أمضت الشتاء كله في دراسة مسألة الجسر. "
    "ولم يفاجأ أحد "
    "بما توصلت إليه. واستمر الاجتماع حتى ساعة متأخرة من الليل وانتهى بالتصويت. "
    "وانتظر كثير من الناس في الخارج."
)


def roles(document: Document) -> list[str]:
    return [b.role if isinstance(b, Paragraph) else type(b).__name__.lower() for b in document.blocks]


def parse(*lines: str, language: str = "en", sidecar: str = "") -> Document:
    return text.parse("\n".join(lines), "a.txt", language, sidecar=sidecar, sidecar_path="a.yaml")


def words(document: Document) -> list[str]:
    return [encode(b.text.spans) for b in document.blocks if isinstance(b, Paragraph | Heading)]


# --- what was inferred ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(path.stem for path in DATA.glob("*.txt")))
def test_articles_read_as_their_golden_outlines(name: str) -> None:
    """Articles as newsrooms send them, in several languages, are told apart line by line."""
    document = read(DATA / f"{name}.txt", source=f"{name}.txt", language=name.rpartition(".")[2])
    assert outline(document) == (DATA / f"{name}.outline").read_text("utf-8")


_NEWS = ["title", "subtitle", "caption", "paragraph", "caption", "paragraph", "byline"]


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        (
            "en",
            (
                "A new bridge",
                "Relief at last",
                "The mayor speaks.",
                _EN,
                "Outside the hall.",
                _EN,
                "Jane Doe",
            ),
        ),
        ("zh", ("市议会同意建新桥", "居民欢迎", "市长在会上讲话。", _ZH, "会场外的市民。", _ZH, "记者 王芳")),
        ("th", ("สภาเห็นชอบสะพานใหม่", "ประชาชนยินดี", "นายกกล่าว", _TH, "หน้าศาลากลาง", _TH, "สมชาย ใจดี")),
        ("hi", ("परिषद ने पुल को मंज़ूरी दी", "निवासी खुश", "महापौर बोलते हुए।", _HI, "बाहर लोग।", _HI, "राम शर्मा")),
        (
            "ar",
            (
                "المجلس يوافق على الجسر",
                "السكان يرحبون",
                "رئيس البلدية.",
                _AR,
                "سكان في الخارج.",
                _AR,
                "أحمد علي",
            ),
        ),
    ],
)
@pytest.mark.parametrize("blank", ["\n", "\n\n"])
def test_roles_are_told_in_every_script(language: str, lines: tuple[str, ...], blank: str) -> None:
    """Title, subtitle, captions and byline are found, with blank lines and without, dense script or not."""
    assert roles(text.parse(blank.join(lines), "a.txt", language)) == _NEWS


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("Title", "Para one is here.", "Para two is here."), ["title", "paragraph", "paragraph"]),
        (("BRIDGE TO BE BUILT", "Council decides", _EN), ["title", "subtitle", "paragraph"]),
        (("CITY HALL", "Council wants a new bridge after all", _EN), ["kicker", "title", "paragraph"]),
        (("Will it ever be built?", _EN), ["title", "paragraph"]),
        (
            ("Title", "By Jane Doe and Li Wei", "10/11/2025", _EN),
            ["title", "byline", "dateline", "paragraph"],
        ),
        (("Title", "2025-11-10", _EN), ["title", "dateline", "paragraph"]),
        (("Roses", "Roses are red", "Violets are blue"), ["title", "paragraph", "paragraph"]),
        ((_EN, _EN), ["paragraph", "paragraph"]),
        (("Only one line",), ["paragraph"]),
        (("T", _EN, "“It was not to be.”", _EN), ["title", "paragraph", "paragraph", "paragraph"]),
        (("T", _EN, "And now?", _EN), ["title", "paragraph", "paragraph", "paragraph"]),
        (("T", _EN, "THE MONEY", _EN), ["title", "paragraph", "heading", "paragraph"]),
        (
            ("T", _EN, "A caption.", _EN, "A turn", _EN),
            ["title", "paragraph", "caption", "paragraph", "heading", "paragraph"],
        ),
        (
            ("T", _EN, "A view.", "Photo: A. Lee", _EN),
            ["title", "paragraph", "caption", "credit", "paragraph"],
        ),
        (("T", _EN, "Dr. Lee at St. Mary.", _EN), ["title", "paragraph", "caption", "paragraph"]),
        (("T", _EN, "Short. Two.", _EN), ["title", "paragraph", "paragraph", "paragraph"]),
    ],
)
def test_rules_one_by_one(lines: tuple[str, ...], expected: list[str]) -> None:
    """Each documented rule holds, and what is no sure sign stays a paragraph."""
    assert roles(parse(*lines)) == expected


def test_iso_dates_are_localised() -> None:
    """A date in figures that can mean one day only is printed in each language's own way."""
    assert isinstance(parse("Title", "2025-11-10", _EN).blocks[1], Dateline)


# --- blocks --------------------------------------------------------------------------------------------


def test_wrapped_lines_are_folded() -> None:
    """A paragraph wrapped by a mail program is one paragraph; Chinese is folded without a space."""
    assert words(parse("Title", "", "one", "two  three", "")) == ["Title", "one two three"]
    assert words(parse("市议会", "", "一二三", "四五六", "")) == ["市议会", "一二三四五六"]


def test_unwrapped_lines_are_blocks() -> None:
    """Lines too long to have been wrapped stay apart, though blank lines stand elsewhere."""
    assert len(parse("Title", "", _EN, "A view.", _EN).blocks) == 4


def test_verse_keeps_its_lines() -> None:
    """A poem between blank lines is one block with its line ends."""
    poem = parse("Roses", "", "Roses are red", "and", "Violets are blue and so", "are you", "")
    block = poem.blocks[1]
    assert isinstance(block, Paragraph)
    assert sum(isinstance(span.atom, Break) for span in block.text.spans) == 3


def test_bullets_begin_blocks() -> None:
    """Items of a list are not run together."""
    blocks = parse("Title", "", "- one", "  more", "- two", "").blocks
    assert [b.text.plain for b in blocks if isinstance(b, Paragraph)] == ["Title", "- one more", "- two"]


_LINE = st.text(st.sampled_from("abcxyz àệđ省長は한.กขмір?!,"), min_size=1, max_size=200).filter(str.strip)


@given(st.lists(_LINE, min_size=1, max_size=12), st.integers(0, 3))
@settings(max_examples=150)
def test_every_line_is_a_block_on_its_true_line(lines: list[str], above: int) -> None:
    """Without blank lines each line is a block, its words kept, its line number true."""
    document = text.parse("\n" * above + "\n".join(lines), "a.txt", "en")
    assert [block.line for block in document.blocks] == [number + above + 1 for number in range(len(lines))]
    found = [b.text.plain for b in document.blocks if isinstance(b, Paragraph | Heading)]
    assert [one.split() for one in found] == [line.split() for line in lines]
    assert assemble(document, lambda unit: unit.message, parse_language("en")) == document


@given(st.text(max_size=300))
@settings(max_examples=200)
def test_any_text_is_a_document_or_an_error(data: str) -> None:
    """Whatever is in a file, the reader gives a document or a clear error."""
    document = None
    with contextlib.suppress(SourceError, LanguageError):
        document = text.parse(data, "a.txt", "en")
    if document is not None:
        assert document.blocks


# --- what the editor says ------------------------------------------------------------------------------


def test_front_matter_overrules() -> None:
    """Roles by line or by opening words, and pictures at captions, overrule what was inferred."""
    front = (
        *("---", "roles:", "  13: lead", "  The money: heading", "figures:", "  - at: A view"),
        *("    image: a.jpg", "    alt: Hills", "    credit: 'Photo: B'", "date: 2025-11-10", "---"),
    )
    document = parse(*front, "Title", _EN, "A view.", _EN, "The money is short", _EN)
    assert roles(document) == ["dateline", "title", "lead", "figure", "paragraph", "heading", "paragraph"]
    figure = document.blocks[3]
    assert isinstance(figure, Figure)
    assert (figure.image, figure.alt.plain, figure.credit.plain) == ("a.jpg", "Hills", "Photo: B")
    assert (figure.line, figure.caption.line, figure.alt.line) == (14, 14, 8)


def test_sidecar_says_the_same(tmp_path: Path) -> None:
    """The file beside an article overrules too, and the article stays as it came."""
    (tmp_path / "a.txt").write_text(f"Title\n{_EN}\nA view.\n{_EN}\n", "utf-8")
    (tmp_path / "a.yaml").write_text("language: fr\nkicker: K\nfigures:\n- {at: 3, image: a.jpg}\n", "utf-8")
    document = read(tmp_path / "a.txt", language="en")
    assert document.language == "fr"
    assert roles(document) == ["kicker", "title", "paragraph", "figure", "paragraph"]
    assert document.blocks[0].line == 0, "a line of another file would mislead translators"


def test_title_in_front_matter_is_printed_once() -> None:
    """A title said in the front matter and standing in the text is printed once."""
    assert words(parse("---", "title: Title", "---", "Title", "A line.")) == ["Title", "A line."]


@pytest.mark.parametrize(
    ("sidecar", "line", "message"),
    [
        ("titel: x", 1, "unknown key 'titel'"),
        ("roles:\n  9: lead", 2, "no block begins on line 9"),
        ("roles:\n  Title: lead", 2, "2 blocks begin with 'Title'"),
        ("roles:\n  1: lede", 2, "unknown role 'lede'"),
        ("roles: x", 1, "roles must be a mapping"),
        ("figures: x", 1, "figures must be a list"),
        ("figures:\n- x", 1, "a figure must have"),
        ("figures:\n- at: 1", 2, "a figure without an image"),
        ("figures:\n- at: 1\n  image: a\n- at: 1\n  image: b", 4, "a second figure for this block"),
        ("figures:\n- at: 1\n  img: a", 3, "unknown key 'img'"),
        ("- x", 1, "not a YAML mapping"),
        ("a: [", 1, "broken YAML"),
        ("lang: qqqq", 1, "unknown language"),
    ],
)
def test_mistakes_in_a_sidecar_name_its_line(sidecar: str, line: int, message: str) -> None:
    """What is wrong in the file beside an article is said with its name and line."""
    with pytest.raises(PublishError) as caught:
        parse("Title one", "Title two", _EN, sidecar=sidecar)
    assert (caught.value.path, caught.value.line) == ("a.yaml", line)
    assert caught.value.message.startswith(message)


# --- files ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends(tmp_path: Path, encoding: str, end: str) -> None:
    """UTF-8 and marked UTF-16, with the line ends of any system, read the same."""
    path = tmp_path / "a.txt"
    path.write_bytes(f"Tít{end}Một đoạn.{end}".encode(encoding))
    assert [(b.line, encode(b.text.spans)) for b in read(path).blocks if isinstance(b, Paragraph)] == [
        (1, "Tít"),
        (2, "Một đoạn."),
    ]


@pytest.mark.parametrize(
    ("name", "data", "line", "message"),
    [
        ("a.txt", b"one\ntwo \xff", 2, "not valid UTF-8 at byte 8"),
        ("a.md", b"\xff\xfea\x00\x00\xdc", 1, "not valid UTF-16 at byte 4"),
        ("a.txt", b"one\n\x00", 2, "control character U+0000"),
        ("a.txt", b"", None, "nothing to publish in it"),
        ("a.txt", b"\xef\xbb\xbf \n", None, "nothing to publish in it"),
        ("a.odt", b"x", None, "no reader for '.odt' files"),
        ("README", b"x", None, "no suffix"),
    ],
)
def test_files_that_cannot_be_read(
    tmp_path: Path, name: str, data: bytes, line: int | None, message: str
) -> None:
    """A file that is no article gives one clear error with its name and line."""
    (tmp_path / name).write_bytes(data)
    with pytest.raises(SourceError) as caught:
        read(tmp_path / name, source=name)
    assert caught.value.message.startswith(message)
    assert (caught.value.path, caught.value.line) == (name, line)


def test_files_that_are_not_there(tmp_path: Path) -> None:
    """A missing file, a folder and a name that cannot be one are errors, not tracebacks."""
    (tmp_path / "b.md").mkdir()
    for name, message in [("a.md", "no such file"), ("b.md", "is a folder"), ("a\0.md", "cannot be read")]:
        with pytest.raises(SourceError, match=message):
            read(tmp_path / name)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything; see test_faults.py")
def test_files_without_permission(tmp_path: Path) -> None:
    """A file one may not read is an error that says so."""
    path = tmp_path / "a.md"
    path.write_text("x", "utf-8")
    path.chmod(0)
    with pytest.raises(SourceError, match="no permission"):
        read(path)
