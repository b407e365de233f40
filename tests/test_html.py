"""What the HTML of an edition holds: every block and mark, escaped, in the elements that PDF/UA-1 wants."""

from __future__ import annotations

import html as standard
import logging
import re
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publish import languages
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
    Role,
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
from publish.writers import html, spans
from publish.writers.edition import Edition, prepare
from strategies import documents, texts
from timing import processor_seconds

GOLDEN = Path(__file__).parent / "data" / "html" / "every-block.html"
ROOT = Path("/project")


def text(*parts: str | tuple[str, Mark] | Span) -> Text:
    """Make a Text of plain strings, (words, mark) pairs and spans."""
    made = (
        part if isinstance(part, Span) else Span(part) if isinstance(part, str) else Span(part[0], (part[1],))
        for part in parts
    )
    return Text(tuple(made), 1)


def para(*parts: str | tuple[str, Mark] | Span, role: Role = "paragraph") -> Paragraph:
    """Make a Paragraph, in any role."""
    return Paragraph(text(*parts), role, 1)


def edition_of(*blocks: Block, tag: str = "en", draft: bool = False, css: str = "") -> Edition:
    """Make an edition of an article with these blocks."""
    entries = (Entry("keywords", (text("one"), text("two")), 1), Entry("description", text("What & why"), 1))
    document = Document("source/a.md", tag, blocks, entries)
    return prepare(document, languages.parse(tag), Theme(css=css), folder=ROOT, root=ROOT, draft=draft)


def body(*blocks: Block, tag: str = "en", draft: bool = False) -> str:
    """Return what stands in the body of the HTML of these blocks."""
    page = html.render(edition_of(*blocks, tag=tag, draft=draft))
    return page.partition("<body>\n")[2].partition("</body>")[0]


def words_of(*parts: str | tuple[str, Mark] | Span, tag: str = "en") -> str:
    """Return one paragraph's HTML, without its element."""
    found = body(para(*parts), tag=tag).partition("<p>")[2]
    return found.partition("</p>")[0]


EVERY_BLOCK: tuple[Block, ...] = (
    para("Kicker", role="kicker"),
    para("The title", role="title"),
    para("The subtitle", role="subtitle"),
    Dateline(date(2025, 10, 4), 1),
    para("By Ann", role="byline"),
    para("The lead.", role="lead"),
    para(
        ("strong", Strong()),
        ("stress", Emphasis()),
        ("gone", Strike()),
        ("under", Underline()),
        ("2", Superscript()),
        ("3", Subscript()),
        ("a < b", Code()),
        Span("\n", (Break(),)),
        Span("both", (Strong(), Emphasis())),
        Span(" half", (Strong(),)),
    ),
    para(
        ("plain", Link("https://example.org/?a=1&b=2", 'a "title"')),
        Span("bold", (Link("https://example.org"), Strong())),
        ("down", Link("#section")),
    ),
    para("First", ("", Note("a")), " and ", ("", Note("b")), " again", ("", Note("a")), ("", Note("none"))),
    Heading(text("Section"), 2, 1, id="section"),
    Heading(text("Deeper", ("", Note("a"))), 4, 1),
    Figure("images/hall one.jpg", text("A hall"), text("Its caption."), text("Photo: Ann"), 1, id="hall"),
    Figure("images/map.png", Text(), Text(), Text(), 1),
    List(
        (
            ListItem((para("one"), List((ListItem((para("inner"),), 1),), True, 1, start=3)), 1),
            ListItem((para("done"),), 1, checked=True),
            ListItem((para("open"),), 1, checked=False),
        ),
        False,
        1,
    ),
    List((ListItem((para("loose"), Quote((para("said"),), 1)), 1),), True, 1, tight=False),
    Quote((para("Quoted."), List((ListItem((para("in a quote"),), 1),), False, 1)), 1),
    CodeBlock("if a < b:\n    pass", 1, "python"),
    Table(
        (text("Name"), text("Number")),
        ((text("x"), text("1")), (text("y", ("", Note("b"))), Text())),
        ("", "right"),
        text("A table"),
        1,
    ),
    Table((), ((text("no head"),),), ("center",), Text(), 1),
    DefinitionList((Definition((text("term"), text("other")), ((para("means"),), (para("also"),)), 1),), 1),
    Rule(1),
    PageBreak(1),
    RawBlock("<!-- nothing -->", 1),
    para("in tiếng Việt: ", ("xin chào", Lang("vi"))),
    para(("Toàn đoạn.", Lang("vi", untranslated=True))),
    para("Ann", role="byline"),
    Footnote("a", (para("Note ", ("a", Emphasis()), ("", Note("b"))), para("second paragraph")), 1),
    Footnote("b", (List((ListItem((para("item"),), 1),), False, 1), CodeBlock("x\ny", 1)), 1),
)


def test_every_block_and_mark() -> None:
    """Each block and each mark has its element; the golden file shows all of them."""
    assert body(*EVERY_BLOCK) == GOLDEN.read_text(encoding="utf-8")


def test_head_says_what_the_article_says_of_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """Title, author, description, keywords and dates reach the file's properties, escaped."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    page = html.render(edition_of(*EVERY_BLOCK, para("x"), tag="ar"))
    assert '<html lang="ar" dir="rtl">' in page
    assert "<title>The title</title>" in page
    for line in (
        '<meta name="author" content="By Ann">',
        '<meta name="description" content="What &amp; why">',
        '<meta name="keywords" content="one, two">',
        '<meta name="dcterms.created" content="2025-10-04">',
        '<meta name="dcterms.modified" content="1970-01-02T00:00:00Z">',
    ):
        assert line in page


def test_no_date_comes_from_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """An article without a date has none in its properties, so that every build gives the same bytes."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert "dcterms" not in html.render(edition_of(para("x")))


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        "JAVA\tSCRIPT:alert(1)",
        " data:text/html,x",
        "file:///etc/passwd",
        "#nowhere",
        "",
        "\x01",
    ],
)
def test_dangerous_or_dead_links_are_plain_text(href: str) -> None:
    """A link that runs code, reads a file or leads nowhere keeps its words and is no link."""
    assert words_of(("words", Link(href))) == "words"


@pytest.mark.parametrize(
    "href", ["https://e.org/a", "http://e.org", "mailto:a@e.org", "tel:+84", "other.md", "../x.pdf#p"]
)
def test_good_links_stay(href: str) -> None:
    """Links to the web, to addresses and to neighbouring files are kept as written."""
    assert words_of(("words", Link(href))) == f'<a href="{href}">words</a>'


def test_markup_in_words_is_inert() -> None:
    """Words that look like markup are printed as words; unknown markup is not printed at all."""
    evil = '<script>alert("1")</script>&amp;'
    assert words_of(evil) == "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;amp;"
    assert words_of("a", Span("<b onclick=x>", (Raw(),)), "b\x00\x1b") == "ab"
    assert 'alt="&quot;&gt;&lt;script&gt;"' in words_of(('"><script>', Image("a.png")))


def test_office_css_cannot_end_its_element() -> None:
    """A style sheet that holds an end tag stays a style sheet."""
    page = html.render(edition_of(para("x"), css='p::after { content: "</style><script>" }'))
    assert page.count("</style>") == 1


def test_neighbours_share_the_elements_they_have_in_common() -> None:
    """Emphasis inside strong text does not cut the strong text in two."""
    found = words_of(Span("a", (Strong(),)), Span("b", (Strong(), Emphasis())), Span("c", (Strong(),)))
    assert found == "<strong>a<em>b</em>c</strong>"


def test_first_of_two_level_one_headings_is_h1() -> None:
    """An article without a title begins its headings at h1, one with a title at h2."""
    two = (Heading(text("A"), 1, 1), Heading(text("B"), 1, 1))
    assert "<h1>A</h1>" in body(*two)
    assert "<h2>A</h2>" in body(para("T", role="title"), *two)


def test_words_in_another_language_are_told_to_the_reader() -> None:
    """A paragraph that fell back to the source's language has its language and direction on the block."""
    found = body(para(("Xin chào", Lang("vi", untranslated=True))), tag="ar")
    assert '<p lang="vi" dir="ltr">Xin chào</p>' in found


def test_untranslated_words_show_in_a_draft_only() -> None:
    """A draft marks what nobody has translated, whole paragraphs and parts of one."""
    whole = para(("Xin chào", Lang("vi", untranslated=True)))
    part = para("Hello ", ("bạn", Lang("vi", untranslated=True)))
    assert "untranslated" not in body(whole, part)
    found = body(whole, part, draft=True)
    assert '<p class="untranslated" lang="vi" dir="ltr">Xin chào</p>' in found
    assert 'Hello <span class="untranslated" lang="vi" dir="ltr">bạn</span>' in found


def test_foreign_runs_in_arabic_keep_their_order_across_marks() -> None:
    """A foreign title that markup cuts in two, a code and a phone number stay one left-to-right run each."""
    found = words_of(
        "كتاب ", ("The Old", Emphasis()), " Man، ورقم ", ("57-NQ/TW", Code()), " اتصل +84 208 385.", tag="ar"
    )
    assert '<span dir="ltr"><em>The Old</em> Man</span>،' in found
    assert '<span dir="ltr"><code><span class="whole">57-NQ/TW</span></code></span>' in found
    assert '<span dir="ltr"><span class="whole">+84 208 385</span></span>.' in found


def test_codes_and_phone_numbers_stay_on_one_line() -> None:
    """A line breaks neither a code nor a phone number; words with a hyphen and long codes it may."""
    found = words_of("No 57-NQ/TW, +84 208 385 5123, --draft; state-of-the-art, 1-2-3-4-5-6-7-8-9-10-11-12.")
    whole = re.findall('<span class="whole">(.*?)</span>', found)
    assert whole == ["57-NQ/TW", "+84 208 385 5123", "--draft"]
    assert "whole" not in words_of("Ba-na,2024")  # the digits are none of the code
    linked = words_of(("57-NQ/TW", Link("https://example.org/")))
    assert linked == '<a href="https://example.org/">57-NQ/TW</a>'  # a link holds nothing but words


@pytest.mark.parametrize("part", [".", "a.", "a-b.", "(0", "+1(", "1-", "-a "])
def test_codes_are_looked_for_in_time(part: str) -> None:
    """What begins as a code does, ten thousands of times without a space, is read in a moment."""
    assert processor_seconds(lambda: words_of(part * 25_000)) < 3


def test_arabic_in_english_keeps_its_order_across_marks() -> None:
    """An Arabic phrase that markup cuts stays one run; a code in it reads from left to right."""
    found = words_of("read الرجل ", ("العجوز", Emphasis()), " (والبحر), 345 pages")
    assert found == 'read <span dir="rtl">الرجل <em>العجوز</em> (والبحر)</span>, 345 pages'
    quoted = words_of("says ", ("القرار 57-NQ/TW نافذ", Lang("ar")), " now")
    code = '<span dir="ltr"><span class="whole">57-NQ/TW</span></span>'
    assert f'<span lang="ar" dir="rtl">القرار {code} نافذ</span>' in quoted


def test_lao_gets_break_opportunities_but_code_and_other_languages_do_not() -> None:
    """Lines of Lao may break between words; nothing is put into code or into Vietnamese."""
    pytest.importorskip("icu4py", reason="dictionary breaks need the extra icu")
    lao = "ສະບາຍດີຊາວໂລກ"
    found = words_of(lao, (lao, Code()), ("xin chào", Lang("vi")), tag="lo")
    assert found.startswith("ສະບາຍດີ\u200bຊາວ")
    assert f"<code>{lao}</code>" in found
    assert words_of("a", (lao, Lang("lo"))).count("\u200b") == found.partition("<code>")[0].count("\u200b")


def test_catalog_words_survive_line_breaks_and_directions() -> None:
    """What is added at layout takes no character away and changes none."""
    context = spans.Context(languages.parse("ar"), False, lambda *_: "", lambda _: "")
    words = "القرار 57-NQ/TW (ISO 9001:2015)، https://e.org/a?b=c و +84 208."
    found = spans.render(text(words[:9], (words[9:20], Strong()), words[20:]), context)
    plain = found
    for tag in ('<span dir="ltr">', '<span class="whole">', "</span>", "<strong>", "</strong>"):
        plain = plain.replace(tag, "")
    assert plain == words


def test_wide_tables_are_set_smaller() -> None:
    """A table whose longest words cannot stand side by side is marked, so that it stays on the page."""
    row = tuple(text("Internationalization") for _ in range(6))
    assert '<table class="wide">' in body(Table(row, (row,), ("",) * 6, Text(), 1))
    assert "<table>" in body(Table(row[:2], (row[:2],), ("", ""), Text(), 1))


@pytest.mark.parametrize("words", ["many words in it ", "第一回代表大会決議", "Nguyễn "])
def test_long_titles_are_cut_in_the_running_head(words: str) -> None:
    """A title too long for one line ends with an ellipsis at the head of the page, a short one does not."""
    head = body(para(words * 30, role="title")).partition('data-title="')[2].partition('"')[0]
    assert head.endswith("…")
    assert (words * 30).startswith(head[:-1])
    assert not head[:-1].endswith(" ")
    assert f'data-title="{words.strip()}"' in body(para(words, role="title"))


def test_every_language_of_an_edition_has_its_voice() -> None:
    """The style sheet has the faces of the edition's language and of each language in it."""
    page = html.render(edition_of(para(("สวัสดี", Lang("th"))), tag="ja"))
    assert '--text: "Noto Serif CJK JP", "Noto Serif";' in page.partition('[lang="th"]')[0]
    assert '--text: "Noto Serif Thai", "Noto Serif";' in page.partition('[lang="th"]')[2]


def test_syllables_stand_in_for_words_without_icu(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Without icu4py lines still break, between syllables, and a warning says how to get it."""
    from publish.writers import breaks

    monkeypatch.setitem(sys.modules, "icu4py.breakers", None)
    breaks._line_breaker.cache_clear()
    try:
        with caplog.at_level(logging.WARNING, "publish"):
            found = words_of("ສະບາຍດີຊາວໂລກ", tag="lo")
            words_of("ພາສາລາວ", tag="lo")
    finally:
        breaks._line_breaker.cache_clear()
    assert "\u200bໂລ" in found
    assert ["publish[icu]" in record.getMessage() for record in caplog.records] == [True]


_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@settings(max_examples=150)
@given(texts, st.sampled_from(["en", "ar", "lo", "ja"]))
def test_words_come_out_as_they_went_in(words: Text, tag: str) -> None:
    """Whatever the words and marks, no character is lost, added or taken for markup."""
    context = spans.Context(languages.parse(tag), False, lambda *_: "", lambda _: "")
    found = spans.render(words, context).replace("<br>", "\n")
    plain = standard.unescape(re.sub(r"<[^>]*>", "", found)).replace("\u200b", "")
    expected = "".join(s.text for s in words.spans if not isinstance(s.atom, Note | Raw | Image))
    assert plain == _CONTROL.sub("", expected).replace("\u200b", "")


@settings(max_examples=100)
@given(documents, st.sampled_from(["en", "ar"]))
def test_any_document_gives_well_formed_elements(document: Document, tag: str) -> None:
    """Every element that is opened is closed in its turn, in any nesting of blocks and marks."""
    edition = prepare(document, languages.parse(tag), Theme(), folder=ROOT, root=ROOT, draft=True)
    page = html.render(edition).partition("<body>")[2].partition("</body>")[0]
    stack: list[str] = []
    for end, name in re.findall(r"<(/?)(\w+)[^>]*>", page):
        if end:
            assert stack.pop() == name
        elif name not in {"img", "br", "hr"}:
            assert name != "p" or not {"p", "li", "dd"} & set(stack)
            stack.append(name)
    assert not stack
