"""What a writer of Markdown may count on."""

from __future__ import annotations

import contextlib
import json
import re
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from outlines import outline
from publish.errors import LanguageError, PublishError, SourceError
from publish.languages import parse as parse_language
from publish.message import decode, encode
from publish.model import (
    Code,
    CodeBlock,
    Dateline,
    DefinitionList,
    Document,
    Figure,
    Heading,
    Image,
    Lang,
    List,
    PageBreak,
    Paragraph,
    Quote,
    Raw,
    RawBlock,
    Rule,
    Table,
    Text,
)
from publish.readers import markdown
from publish.readers.markdown.frames import texts
from publish.units import assemble, segment
from timing import processor_seconds

DATA = Path(__file__).parent / "data"
EXAMPLES: list[dict[str, Any]] = json.loads((DATA / "commonmark" / "commonmark.json").read_text("utf-8"))


def read(source: str, language: str = "en") -> Document:
    return markdown.parse(source, "a.md", language)


def words(document: Document) -> list[Text]:
    return [text for block in document.blocks for text in texts(block)]


def messages(document: Document) -> list[str]:
    return [encode(text.spans) for text in words(document)]


def numbered(document: Document) -> list[tuple[int, str]]:
    return [(text.line, text.plain) for text in words(document)]


# --- the whole -----------------------------------------------------------------------------------------


def test_rich_article_reads_as_its_golden_outline() -> None:
    """Every construct an article can hold becomes the block it should, on its true line."""
    source = (DATA / "readers" / "rich.md").read_text("utf-8")
    golden = (DATA / "readers" / "rich.outline").read_text("utf-8")
    assert outline(read(source)) == golden


# --- CommonMark's own examples -------------------------------------------------------------------------

_TITLE_AS_CAPTION = (
    "the title of a picture that stands alone is its caption, which HTML hides in an attribute"
)
# Where our words differ from the specification's HTML, and why.
_BY_DESIGN = dict.fromkeys((572, 573, 576, 577, 584, 585, 586, 588, 589, 591), _TITLE_AS_CAPTION)
_OPAQUE = re.compile(
    r"<!-->|<!--->|<!--.*?-->|<\?.*?\?>|<!\[CDATA\[.*?\]\]>|<![A-Z][^>]*>|<(script|style)\b.*?(?:</\1>|\Z)",
    re.DOTALL,
)
_ALT = re.compile(r"""<img [^>]*?alt="([^"]*)"[^>]*>""")
_TAG = re.compile(r"""</?[A-Za-z](?:[^<>"']|"[^"]*"|'[^']*')*>""")


def _html_words(html: str) -> str:
    return "".join(unescape(_TAG.sub("", _ALT.sub(r"\1", _OPAQUE.sub("", html)))).split())


def _our_words(document: Document) -> str:
    spans = [span for text in words(document) for span in text.spans if not isinstance(span.atom, Raw)]
    return "".join("".join(span.text for span in spans).split())


@pytest.mark.parametrize("case", EXAMPLES, ids=lambda case: str(case["example"]))
def test_commonmark_example_loses_and_doubles_no_word(case: dict[str, Any]) -> None:
    """Every example of the CommonMark specification gives the words its HTML has, in order."""
    expected = _html_words(case["html"])
    if expected or "<hr" in case["html"]:
        ours = _our_words(read(case["markdown"]))
        assert (ours == expected) is (case["example"] not in _BY_DESIGN)
    else:
        with contextlib.suppress(
            SourceError
        ):  # an article without a word; code and markup may still stand in it
            assert _our_words(read(case["markdown"])) == ""


def test_commonmark_examples_survive_an_identity_translation() -> None:
    """Translating every message by itself gives the same document, for all of CommonMark and our article."""
    sources = [case["markdown"] for case in EXAMPLES] + [(DATA / "readers" / "rich.md").read_text("utf-8")]
    for source in sources:
        with contextlib.suppress(SourceError):  # link definitions alone are no article
            document = read(source)
            assert (
                assemble(document, lambda unit: unit.message, parse_language(document.language)) == document
            )
            spans = [text.spans for text in words(document) if text.spans[0].marks != (Code(),)]
            assert [decode(encode(one)) for one in spans] == spans


# --- laws ----------------------------------------------------------------------------------------------

_SCRAPS = st.sampled_from(
    [
        *"*_~`[]()<>&\"'!#.|-+=:^\\/@{}\n\n\n \t0aé語",
        *(
            "---\n",
            "\n\n",
            "    ",
            "> ",
            "- ",
            "1. ",
            "| a | b |\n|---|---|\n| c | d |\n",
            "[^1]",
            "\n[^1]: ",
        ),
        *("\n: ", "<div>", "</div>", "<table><tr><td>", "</table>", "<figure>", "<figcaption>", "<cite>"),
        *(
            "</figcaption>",
            "</figure>",
            "<!-- i18n:skip -->",
            "<!-- i18n:comment: c -->",
            "<!--",
            "-->",
            "<pre>",
        ),
        *(
            "</pre>",
            "<li>",
            "<script>",
            '![a](b "c")',
            "{.lead}",
            "{#x k=v}",
            "\\newpage",
            "```\n",
            "<p>",
            "<br>",
        ),
        *(
            "<b>",
            "Table: t",
            "title: x\n",
            "a: [\n",
            "<details><summary>",
            "<dl><dt>",
            "<dd>",
            "<h2>",
            "<hr>",
            "</",
        ),
    ]
)


@given(st.one_of(st.text(), st.lists(_SCRAPS, max_size=40).map("".join)))
@example("---\n? [a]\n: b\n---\n")
@example("---\na: &x [*x]\n---\n")
@example("---\n" + "[" * 2000 + "\n---\n")
@example("a: \ud800")
@example(">" * 3000 + "deep")
@example("<PRE><BR>")
@settings(max_examples=300)
def test_any_text_is_a_document_or_an_error_that_names_its_place(source: str) -> None:
    """Whatever is in a file, the reader gives a document or says what is wrong, and never falls over."""
    document = None
    with contextlib.suppress(SourceError, LanguageError):
        document = read(source)
    if document is None:
        return
    last = source.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    assert all(1 <= text.line <= last for text in words(document))


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("<pre><br><br>x</pre>", 1),
        ("a\n\n<pre>\n\n<br>\n<code class=language-x>\nx\ny</code></pre>", 7),
        ("<pre><br></pre>", 1),
    ],
)
def test_code_stands_where_its_first_words_do(source: str, line: int) -> None:
    """A `<br>` before them is no line of the file."""
    assert read(source).blocks[-1].line == line


@pytest.mark.parametrize(
    ("source", "repeated", "end"),
    [
        ("<div>\n", "<!--", ""),
        ("<div>\n", "<?", ""),
        ("<div>\n", "<![CDATA[", ""),
        ("<div>\n", "<!A", ""),
        ("<div>\n", "<a b='", ""),
        ("x <!-- i18n:", " ", "x -->"),
        ("x <!-- i18n:comment: a", " ", "b -->"),
        ("x <b", " ", "y>z</b>"),
    ],
)
def test_hostile_markup_takes_no_more_time_a_sign(source: str, repeated: str, end: str) -> None:
    """An article of signs that are opened and never closed is read, or refused, in linear time."""
    text = source + repeated * (80_000 // len(repeated)) + end

    def attempt() -> None:
        with contextlib.suppress(SourceError):
            read(text)

    assert processor_seconds(attempt) < 5


_WORD = st.text(st.sampled_from("abcxyzàệđ省長は한กขмірأب"), min_size=1, max_size=8)
_WRITTEN = st.lists(_WORD, min_size=1, max_size=12).map(" ".join)


@given(st.lists(_WRITTEN, min_size=1, max_size=8))
@settings(max_examples=100)
def test_words_of_paragraphs_survive(paragraphs: list[str]) -> None:
    """Plain paragraphs come out as they went in."""
    assert messages(read("\n\n".join(paragraphs))) == paragraphs


# Each piece: its source, and for each text in it the line within the piece and the words.
_PIECES: list[tuple[str, list[tuple[int, str]]]] = [
    ("## heading", [(0, "heading")]),
    ("heading\nof two\n=====", [(0, "heading of two")]),
    ("a paragraph\nof two lines", [(0, "a paragraph of two lines")]),
    ("- one\n- two\n  - three\n\n    four", [(0, "one"), (1, "two"), (2, "three"), (4, "four")]),
    ("1.\tone\n\n\ttwo", [(0, "one"), (2, "two")]),
    ("> one\nlazy\n>\n> > two\n> > - three", [(0, "one lazy"), (3, "two"), (4, "three")]),
    ("| a | b |\n|---|---|\n| c | d |", [(0, "a"), (0, "b"), (2, "c"), (2, "d")]),
    ("> | a |\n> |---|\n> | b |", [(0, "a"), (2, "b")]),
    ("```\ncode\n```", [(0, "code")]),
    ("<div>\n<p>one\n<p>two\n</div>", [(1, "one"), (2, "two")]),
    ("<ul>\n<li>one\n\n*two*\n\n</ul>", [(1, "one"), (3, "two")]),
    ("- <table>\n  <tr>\n  <td>one\n  <td>\n  two\n  </table>", [(2, "one"), (4, "two")]),
    ("term\n: one\n\n: two", [(0, "term"), (1, "one"), (3, "two")]),
    ("![one](a.jpg\n'two')", [(0, "one"), (1, "two")]),
    (
        "<figure>\n\n![one](a.jpg)\n\n<figcaption>\n\ntwo\n\n</figcaption>\n</figure>",
        [(2, "one"), (6, "two")],
    ),
    ("<!-- i18n:skip -->\nskipped", [(1, "skipped")]),
]


@given(st.lists(st.sampled_from(_PIECES), min_size=1, max_size=8), st.booleans(), st.booleans())
@settings(max_examples=150)
def test_line_numbers_are_true(
    pieces: list[tuple[str, list[tuple[int, str]]]], front: bool, windows: bool
) -> None:
    """A translator who opens the file at the line of a message finds its words there."""
    source, expected = "", []
    if front:
        source, expected = "---\nslug: x\ntitle: t\n---\n", [(3, "t")]
    for piece, lines in pieces:
        begin = source.count("\n") + 1
        expected += [(begin + line, text) for line, text in lines]
        # A rule between, so that no piece goes on in the next.
        source += f"{piece}\n\n***\n\n"
    document = read(source.replace("\n", "\r\n") if windows else source)
    assert numbered(document) == expected


@given(st.lists(_WORD.filter(str.isascii), min_size=3, max_size=30), st.integers(5, 40), st.data())
@settings(max_examples=100)
def test_rewrapping_changes_no_message(parts: list[str], width: int, data: st.DataObject) -> None:
    """A paragraph wrapped anew, in a list, a quote or a note, keeps its translation."""
    import textwrap

    first, rest = data.draw(st.sampled_from([("", ""), ("- ", "  "), ("> ", "> "), ("[^1]: ", "    ")]))
    one = first + " ".join(parts)
    wrapped = textwrap.fill(
        " ".join(parts), width, initial_indent=first, subsequent_indent=rest, break_long_words=False
    )
    assert messages(read(wrapped)) == messages(read(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a *b* c", "a _b_ c"),
        ("a **b** c", "a __b__ c"),
        ("Title\n=====", "# Title"),
        ("Title\n-----", "## Title ##"),
        ("- a\n- b", "* a\n* b"),
        ("a [b](c 'd')", 'a [b][x]\n\n[x]: c "d"'),
        ("a `b`", "a `` b ``"),
        ("a &amp; b", "a & b"),
        ("| a | b |\n|--|--|\n| c | d |", "a | b\n---|---\nc | d"),
        ("a <em>b</em>", "a *b*"),
    ],
)
def test_restyling_changes_no_message(one: str, other: str) -> None:
    """The same words in another style of Markdown keep their translations."""
    assert messages(read(one)) == messages(read(other))


# --- front matter --------------------------------------------------------------------------------------


def test_front_matter_is_printed_in_a_newspapers_order() -> None:
    """Kicker, title, subtitle, byline, date and lead stand at the top, whatever their order in the file."""
    source = "---\nlead: L\nbyline: B\nauthor: A\ntitle: T\nkicker: K\ndate: 2025-11-10\n---\nBody"
    document = read(source)
    shown = [b.role if isinstance(b, Paragraph) else type(b).__name__ for b in document.blocks]
    assert shown == ["kicker", "title", "byline", "Dateline", "lead", "paragraph"]
    assert document.blocks[3] == Dateline(date(2025, 11, 10), 7)
    assert [entry.key for entry in document.metadata] == ["author"]


@pytest.mark.parametrize(
    ("value", "block"),
    [
        ("2025-11-10T08:00:00Z", Dateline),
        ("'2025-11-10'", Dateline),
        ("10 November 2025", Paragraph),
    ],
)
def test_dates_in_any_form_are_printed(value: str, block: type) -> None:
    """A date YAML knows is localised, another is left to translators; both stand in the edition."""
    first = read(f"---\ndate: {value}\n---\nBody").blocks[0]
    assert isinstance(first, block)


def test_separators_of_unicode_are_no_lines_of_the_file() -> None:
    """A U+2028 or U+0085 that slipped into the front matter moves no line number and breaks nothing."""
    source = "---\nx: 'a\u2028b\u2029c\x85d'\nkicker: k\ntitle: |\n\n  words\n  more\n---\nBody"
    assert numbered(read(source)) == [(3, "k"), (6, "words more"), (9, "Body")]
    with pytest.raises(PublishError) as caught:
        read("---\nx: 'a\u2028b\u2029c'\ntitle: [\n---\nBody")
    assert caught.value.line == 4


def test_title_is_not_printed_twice() -> None:
    """A first heading that repeats the title is left out; another one stays."""
    assert messages(read("---\ntitle: The  Day\n---\n# The *Day*\n\nx")) == ["The Day", "x"]
    assert messages(read("---\ntitle: The Day\n---\n# The Night\n\nx")) == ["The Day", "The Night", "x"]


def test_front_matter_sets_the_language() -> None:
    """`lang`, in any form of tag, overrules the project's language."""
    assert read("---\nlang: pt_BR\n---\nx").language == "pt-BR"


@pytest.mark.parametrize(
    ("source", "line", "message"),
    [
        ("---\ntitle: a\nlead: [x\n---\nBody", 4, "broken YAML"),
        ("---\ntitle: a: b\n---\nBody", 2, "broken YAML: mapping values are not allowed here"),
        ("---\ntitle: a\ntitle: b\n---\nBody", 3, "the key 'title' stands here a second time"),
        ("---\na: !!python/name:os.system\n---\nBody", 2, "broken YAML: could not determine a constructor"),
        ("---\nx: 1\ndate: 2025-13-45\n---\nBody", 3, "broken YAML: month must be in 1..12"),
        ('---\nx: 1\ny: "\\UFFFFFFFF"\n---\nBody', 3, "broken YAML: a number too large"),
        (f"---\n%YAML {'9' * 5000}.1\n--- a\n---\nBody", 2, "broken YAML: a number too large"),
        ("---\nx: !!timestamp y\n---\nBody", 2, "broken YAML: 'y' is no timestamp"),
        ("---\nx: !!bool y\n---\nBody", 2, "broken YAML: 'y' is no bool"),
        ('---\nx: 1\ntitle: "a\\0"\n---\nBody', 3, "control character U+0000"),
        ('---\nx: 1\nslug: "\\ud800"\n---\nBody', 3, "control character U+D800"),
        ('---\nx: 1\n"\\f": y\n---\nBody', 3, "control character U+000C"),
        ("---\nx: 1\nlang: qqqq\n---\nBody", 3, "unknown language"),
        ("---\na: &x [*x]\n---\nBody", 2, "front matter too large or too deep"),
        ("x\n\n<!-- i18n:hide -->\ny", 3, "unknown directive i18n:hide"),
        ("x\n\n<!-- i18n:comment -->\ny", 3, "unknown directive i18n:comment"),
        ("<!-- i18n:max-length: long -->\ny", 1, "'long' is no length"),
        ("x\n\n<!-- i18n:skip-start -->\n\ny", 3, "i18n:skip-start is never ended"),
        ("x\n\n<!-- i18n:skip-end -->", 3, "i18n:skip-end, but no skip-start is open"),
        ("x\n\n<!-- i18n:skip -->", 3, "nothing follows this directive"),
        ("x\n\n<div>\n<!-- y", 4, "a comment that never ends"),
        ("| a | b |\n|---|---|\n| c | d | e |", 3, "more cells in this row"),
        ("x[^a]\n\n[^a]: 1\n\n[^A]: 2", 5, "footnote [^A] is defined a second time"),
        ("x[^`]\n\n[^`]: 1", 3, "footnote [^`] has a label that cannot be called"),
        ("x\n\ny\x00z", 3, "control character U+0000"),
        ("---\nslug: x\n---\n", None, "nothing to publish in it"),
        (" \n\n", None, "nothing to publish in it"),
    ],
)
def test_errors_name_the_line(source: str, line: int | None, message: str) -> None:
    """What is wrong in a source is said with its line."""
    with pytest.raises(PublishError) as caught:
        read(source)
    assert caught.value.message.startswith(message)
    assert (caught.value.path, caught.value.line) == ("a.md", line)


@pytest.mark.parametrize("source", ["---\n\nx\n\n---\n", "---\nx\n---\n", "---\n- x\n---\n"])
def test_rules_at_the_top_are_no_front_matter(source: str) -> None:
    """Words between two rules at the top of an article are not taken for YAML and lost."""
    assert messages(read(source)) == ["x"]


def test_attributes_of_html_are_not_taken_for_ours() -> None:
    """An HTML heading is of the level that its name says, whatever attributes some program gave it."""
    (block,) = read('<h2 level="x">a</h2>').blocks
    assert isinstance(block, Heading)
    assert block.level == 2


# --- blocks --------------------------------------------------------------------------------------------


def test_block_attributes_set_role_and_language() -> None:
    """A class after a paragraph's words sets its role, `lang` its language; other braces are words."""
    first, second, third = read("One.\n{.kicker}\n\nDeux. {lang=fr}\n\nA set {1, 2}").blocks
    assert isinstance(first, Paragraph)
    assert (first.role, first.text.plain) == ("kicker", "One.")
    assert isinstance(second, Paragraph)
    assert second.text.spans[0].marks == (Lang("fr"),)
    assert isinstance(third, Paragraph)
    assert third.text.plain == "A set {1, 2}"


def test_a_picture_among_words_stays_in_the_line() -> None:
    """Only a picture alone in its paragraph is a figure."""
    (block,) = read("See ![a](b.jpg) here").blocks
    assert isinstance(block, Paragraph)
    assert isinstance(block.text.spans[1].atom, Image)


@pytest.mark.parametrize(
    "source",
    [
        '![alt](a.jpg "cap"){credit="me"}',
        '<figure><img src="a.jpg" alt="alt"><figcaption>cap <cite>me</cite></figcaption></figure>',
        "<figure>\n![alt](a.jpg)\n<figcaption>cap <small>me</small></figcaption>\n</figure>",
        '<figure>\n\n![alt](a.jpg)\n\n<figcaption>\ncap\n<p class="credit">me</p>\n</figcaption></figure>',
        '<figure><figcaption>cap <cite>me</cite></figcaption>\n\n![alt](a.jpg "cap")\n\n</figure>',
    ],
)
def test_figures_in_every_form(source: str) -> None:
    """However a figure is written, its picture, alternative text, caption and credit are told apart."""
    (figure,) = read(source).blocks
    assert isinstance(figure, Figure)
    said = (figure.image, figure.alt.plain, figure.caption.plain, figure.credit.plain)
    assert said == ("a.jpg", "alt", "cap", "me")


@pytest.mark.parametrize("prefix", ["i18n:", "mdbook-xgettext:", " i18n: "])
def test_directives_reach_the_next_block_only(prefix: str) -> None:
    """A directive speaks of the block below it, and of everything in that block."""
    document = read(f"<!--{prefix}skip-->\n- a\n- b\n\nc")
    assert [text.translate for text in words(document)] == [False, False, True]


@pytest.mark.parametrize(
    ("source", "skipped"),
    [
        ("- <!-- i18n:skip -->\n  a\n- b", ["a"]),
        ("> <!-- i18n:skip -->\n> a\n\nb", ["a"]),
        ("a\n<!-- i18n:skip -->\nb\n\nc", ["b"]),
        ("a <!-- i18n:skip -->\n\nb", ["a"]),
        ("# <!-- i18n:skip --> a\n\nb", ["a"]),
        ("<div><!-- i18n:skip --><p>a</p><p>b</p></div>", ["a"]),
        ("a\n\n<!-- i18n:skip-start -->\n\n- b\n\n> c\n\n<!-- i18n:skip-end -->\n\nd", ["b", "c"]),
    ],
)
def test_directives_wherever_they_stand(source: str, skipped: list[str]) -> None:
    """Directives work between blocks, in lists and quotes, glued to a block, and inside its words."""
    assert [text.plain for text in words(read(source)) if not text.translate] == skipped


def test_directives_speak_to_translators() -> None:
    """Comments gather, context and length are carried."""
    source = "<!-- i18n:comment: one -->\n<!-- i18n:comment: two -->\n<!-- i18n:context: menu -->\nOpen"
    (text,) = words(read(source))
    assert (text.comment, text.context) == ("one\ntwo", "menu")


@pytest.mark.parametrize("caption", ["Table: Cap *it*", ": Cap *it*"])
@pytest.mark.parametrize(
    "shape", ["{table}\n\n{caption}\n\nend", "{caption}\n\n{table}\n\nend", "{table}\n{caption}\n\nend"]
)
def test_table_captions(caption: str, shape: str) -> None:
    """A paragraph that begins as pandoc's captions do, above or below a table, is its caption."""
    table, end = read(shape.format(table="| a |\n|:-:|\n| b |", caption=caption)).blocks
    assert isinstance(table, Table)
    assert (table.caption.plain, table.align, len(table.rows)) == ("Cap it", ("center",), 1)
    assert isinstance(end, Paragraph)


@pytest.mark.parametrize(
    "source",
    [
        '<picture><source srcset="b"><img src="a.jpg" alt="x"></picture>',
        '<p align="center">\n\n![x](a.jpg)\n\n</p>',
    ],
)
def test_wrapped_pictures_are_figures(source: str) -> None:
    """A picture alone in HTML that only places it is a figure."""
    (figure,) = read(source).blocks
    assert isinstance(figure, Figure)
    assert (figure.image, figure.alt.plain) == ("a.jpg", "x")


def test_html_tables_keep_their_grid() -> None:
    """Spreading cells leave empty ones behind, so that every row has as many cells as columns."""
    source = "<table><tr><th rowspan=2>a<th>b<tr><th>c</tr><tr><td colspan=2>d<p>e</table>"
    (table,) = read(source).blocks
    assert isinstance(table, Table)
    cells = [[cell.plain for cell in row] for row in (table.head, *table.rows)]
    assert cells == [["a", "b"], ["", "c"], ["d\ne", ""]]


def test_known_html_becomes_blocks() -> None:
    """Headings, lists, quotes, code, definitions and rules in HTML are what they are in Markdown."""
    source = (
        '<h2 id="x">a</h2><ol start="3"><li>b<ul><li>c</ul></ol><blockquote>d</blockquote>'
        '<pre><code class="language-py">e &lt; 1\n  f</code></pre><dl><dt>g<dd>h</dl><hr><center>i</center>'
    )
    blocks = read(source).blocks
    kinds = [Heading, List, Quote, CodeBlock, DefinitionList, Rule, Paragraph]
    assert [type(block) for block in blocks] == kinds
    assert blocks[3] == CodeBlock("e < 1\n  f", 1, "py")
    assert isinstance(blocks[1], List)
    assert (blocks[1].start, blocks[1].ordered) == (3, True)


@pytest.mark.parametrize("source", ['<div class="page-break"></div>', "\\newpage", "\\pagebreak"])
def test_page_breaks(source: str) -> None:
    """Each way to ask for a new page gives one."""
    assert read(f"a\n\n{source}\n\nb").blocks[1] == PageBreak(3)


def test_scripts_and_comments_are_kept_and_not_translated() -> None:
    """Markup without words is kept as written and never reaches a translator."""
    document = read("<script>\nalert('x')\n</script>\n\n<!-- note -->\n\na")
    assert [type(block) for block in document.blocks] == [RawBlock, RawBlock, Paragraph]
    assert messages(document) == ["a"]


def test_unknown_markup_keeps_its_words() -> None:
    """Words in elements we do not know are printed; the tags are kept opaque."""
    (block,) = read("<x-y>\na <z>b</z>\n</x-y>").blocks
    assert isinstance(block, Paragraph)
    assert " ".join(block.text.plain.split()) == "a b"


def test_footnotes_answer_to_any_case() -> None:
    """A reference finds its note as CommonMark compares labels; notes nobody refers to are kept."""
    document = read("a[^One] [^two]\n\n[^one]: b\n\n[^three]: c")
    assert messages(document) == ["a[^one] \\[^two\\]", "b", "c"]


def test_a_bracket_behind_a_footnote_makes_no_link_of_it() -> None:
    """`[^1](2024)` is a footnote and a year, which is what its writer means; an image stays an image."""
    document = read("a[^1](2024), b!\\![^1]()\n\n![^1](a.png)\n\n[^1]: c")
    assert messages(document) == ["a[^1](2024), b!\\![^1]()", "![^1](a.png)", "c"]


def test_lists_know_their_space_and_boxes() -> None:
    """Loose lists are told from tight ones, and boxes keep their state."""
    tight, _, loose = read("- [x] a\n- [ ] b\n\n***\n\n1. c\n\n2. d").blocks
    assert isinstance(tight, List)
    assert isinstance(loose, List)
    assert (tight.tight, loose.tight) == (True, False)
    assert [item.checked for item in tight.items] == [True, False]


@pytest.mark.parametrize("word", ["HtmlBlock", "Paragraph", "Rule", "Text"])
def test_a_word_that_the_parser_uses_too_is_a_word(word: str) -> None:
    """Text and code that happen to be the name of an event are printed like any other."""
    document = markdown.parse(f"{word}\n\nA `{word}` here.\n", "a.md", "en")
    assert [block.text.plain for block in document.blocks if isinstance(block, Paragraph)] == [
        word,
        f"A {word} here.",
    ]


@pytest.mark.parametrize("inside", ["<details><summary>a:", "<div>a</div>b", "a<p>b"])
def test_tags_that_meet_in_one_text_are_one_mark(inside: str) -> None:
    """What is open round several blocks of a heading reads the same from a message as from the article."""
    document = markdown.parse(f"<h2><span lang=fr>{inside}</span></h2>\n", "a.md", "vi")
    for text in (text for block in document.blocks for text in texts(block)):
        assert decode(encode(text.spans)) == text.spans


@pytest.mark.parametrize(
    "source", ["<table>*<script><a <script><a <script><a ", "<div>\n<a <b>x</b>", "<p>\n<a"]
)
def test_what_is_no_whole_tag_is_words(source: str) -> None:
    """A tag that nobody closed, in a block of HTML, is written so that it is read again as the same."""
    for unit in segment(markdown.parse(source, "a.md", "vi")):
        assert encode(decode(unit.message)) == unit.message
