"""What translators read and write, and what becomes of it."""

from __future__ import annotations

import re

import pyromark
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from publish.message import OPTIONS, autolink, canonical, clean, decode, encode, encoding, fold, inline, mend
from publish.model import (
    Break,
    Code,
    Emphasis,
    Image,
    Lang,
    Link,
    Mark,
    Note,
    Raw,
    Span,
    Strike,
    Strong,
    Subscript,
    Superscript,
    Underline,
)
from strategies import nasty_text, spans
from timing import processor_seconds

laws = settings(max_examples=200)
nasty_messages = st.lists(nasty_text, max_size=4).map("".join)


def strings_of(found: tuple[Span, ...]) -> str:
    """Put together everything that spans hold: words, targets, titles, labels, markup."""
    out = []
    for span in found:
        out.append(span.text)
        for mark in span.marks:
            match mark:
                case Link(href, title) | Image(href, title):
                    out.append(f" {href} {title} ")
                case Note(label):
                    out.append(f" {label} ")
                case Lang(tag):
                    out.append(f" {tag} ")
    return "".join(out)


@laws
@given(spans)
@example((Span("a"), Span("", (Note("1"),)), Span("(2024)")))
@example((Span("a", (Strong(),)), Span("", (Strong(), Note("1"))), Span("()", (Strong(),)), Span("(b)")))
@example((Span("!"), Span("", (Note("ghi chú"),)), Span("(2024)")))
def test_round_trip(wanted: tuple[Span, ...]) -> None:
    """What we write for translators reads back as the very spans it was made of."""
    assert decode(encode(wanted)) == wanted


_PROSE = st.sampled_from(
    [
        "Một ",
        " hai",
        " ",
        "ba",
        ". ",
        ", ",
        "1. ",
        "- ",
        "# ",
        "! ",
        "!",
        "é",
        "e\u0301",
        "عام ",
        "(",
        ")",
        " – ",
    ]
)
_SOME_MARKS = st.sampled_from(
    [(), (), (Strong(),), (Emphasis(),), (Link("a.md"),), (Link("x_y?z=1"),), (Link("a b"),), (Link("ba"),)]
)


@laws
@given(
    st.lists(st.builds(Span, st.lists(_PROSE, min_size=1, max_size=3).map("".join), _SOME_MARKS), max_size=6)
)
def test_what_is_sure_to_be_read_back_is_written_as_if_it_were_not(runs: list[Span]) -> None:
    """Most messages are not read back to see whether they are right; they are the same as if they were."""
    quickly = encode(runs)
    assert decode(quickly) == canonical(runs)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(encoding, "_is_sure", lambda _: False)
        assert encode(runs) == quickly


@laws
@given(nasty_messages)
@example("[^\ufdd0]")
@example("<span lang=fr>*<span lang=fr>*</span><span lang=fr>*</span>*</span>")
@example("**</span><span lang=fr>" * 7)
def test_reading_is_canonical_and_stable(message: str) -> None:
    """Whatever a translator typed, writing and reading it again changes nothing more."""
    found = decode(message)
    assert canonical(found) == found
    assert decode(encode(found)) == found
    assert encode(decode(encode(found))) == encode(found)


def test_separators_of_lines_are_spaces() -> None:
    """What a layout program sets at the end of a line is a space, as in an article; no font has it."""
    assert decode("a\u2028b \u2029c") == (Span("a b c"),)
    assert decode("**a**\u2028b") == (Span("a", (Strong(),)), Span(" b"))


@pytest.mark.parametrize("message", ["[^`](*_*_*_`\u200b`", "[^`]*_*``", "[^\0]", "[^\0]_*", "[^a`b`] c"])
def test_a_label_that_could_be_code_or_nothing_is_no_reference(message: str) -> None:
    """A backtick begins code wherever another follows, and what no edition can hold is no label."""
    found = decode(message)
    assert not [mark for span in found for mark in span.marks if isinstance(mark, Note)]
    assert decode(encode(found)) == found


@laws
@given(st.lists(st.sampled_from([*"*_~`[]()!<>\\", "**", "](", "<b>", "</i>", " ", "\n", "[^"]), max_size=12))
def test_no_word_is_lost(pieces: list[str]) -> None:
    """Markup that is broken, crossed or left open never costs a word."""
    words = [f"w{n}w" for n in range(len(pieces) + 1)]
    message = words[0] + "".join(piece + word for piece, word in zip(pieces, words[1:], strict=True))
    assert set(re.findall(r"w\d+w", strings_of(decode(message)))) == set(words)


@laws
@given(st.text())
def test_any_string_is_a_message(message: str) -> None:
    """No string makes the reader fail, and what was read can be written."""
    assert decode(encode(decode(message))) == decode(message)


@laws
@given(
    st.lists(st.sampled_from(["word", "*a", "b*", "`c", "d`", "[e](f", '"g")', "1.", "#", "- h"])), st.data()
)
def test_rewrapping_changes_nothing(words: list[str], data: st.DataObject) -> None:
    """A message wrapped at other places, and indented, is the same message."""
    blanks = data.draw(st.lists(st.sampled_from([" ", "\n", " \n", "\n  "]), min_size=len(words)))
    wrapped = "".join(word + blank for word, blank in zip(words, blanks, strict=False))
    assert decode(wrapped) == decode(" ".join(words))


@pytest.mark.parametrize(
    ("message", "repeated", "end"),
    [
        ("<b", " ", "x>"),
        ("語 _x_ ", "](", ""),
        ("語 _x_ ", "<", ""),
        ("語 _x_ " + "a" * 50_000, "`", ""),
        ("http://a.vn/", ".", ""),
        ("http://a.vn/", ")", ""),
        ("<b>**a ", "<i></b>", " b**"),
        ("", "<b>x", "</b>" * 25_000),
    ],
)
def test_a_long_message_takes_no_more_time_a_word(message: str, repeated: str, end: str) -> None:
    """A hostile message, or a book in one paragraph, is read and written in linear time."""
    text = message + repeated * (100_000 // len(repeated)) + end
    assert processor_seconds(lambda: encode(decode(text))) < 8


@pytest.mark.parametrize(
    "text",
    [
        "2 * 3 = 6",
        "snake_case và tên_tệp",
        "1. Mở đầu",
        "# 5",
        "- 5 °C",
        "> 100%",
        "a < b > c",
        "R&D, AT&T",
        "xem [1] và (2)",
        "~ 5 km",
        "C:\\Users",
        "+84 208 3855 xxx",
        "một dấu * thôi",
        "Tuyệt vời!",
        "***",
        "a | b",
        "$5 và $6",
    ],
)
def test_no_noise(text: str) -> None:
    """Signs that are not read as markup reach the translator without escapes."""
    assert encode([Span(text)]) == text


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("*x*", r"\*x\*"),
        ("[a](b)", r"\[a\](b)"),
        ("&amp;", r"\&amp;"),
        ("a<br>b", r"a\<br>b"),
        ("`x`", r"\`x\`"),
        ("https://a.vn", r"https\://a.vn"),
        (" a  b\t", "&#32;a &#32;b&#9;"),
        ("a\nb", "a&#10;b"),
        ("\u00a0a\u200b\u3000", "\u00a0a\u200b\u3000"),
    ],
)
def test_what_would_be_markup_is_escaped(text: str, message: str) -> None:
    """Signs that would be read as markup are escaped, and spaces that would be lost are written out."""
    assert encode([Span(text)]) == message
    assert decode(message) == (Span(text),)


@pytest.mark.parametrize(
    ("message", "text", "marks"),
    [
        ("**a**", "a", (Strong(),)),
        ("_a_", "a", (Emphasis(),)),
        ("~~a~~", "a", (Strike(),)),
        ("`a`", "a", (Code(),)),
        ("``a`b``", "a`b", (Code(),)),
        ("` `` `", "``", (Code(),)),
        ("<sup>2</sup>", "2", (Superscript(),)),
        ("<sub>2</sub>", "2", (Subscript(),)),
        ("<u>a</u>", "a", (Underline(),)),
        ('<span lang="fr">a</span>', "a", (Lang("fr"),)),
        ("[a](b.md)", "a", (Link("b.md"),)),
        ('[a](b.md "c")', "a", (Link("b.md", "c"),)),
        ("[a](<b c>)", "a", (Link("b c"),)),
        ("![a](b.png)", "a", (Image("b.png"),)),
        ("[^1]", "", (Note("1"),)),
        ("<br>", "\n", (Break(),)),
        ("<!-- c -->", "<!-- c -->", (Raw(),)),
        ("https://a.vn/b_c?d=e&f", "https://a.vn/b_c?d=e&f", (Link("https://a.vn/b_c?d=e&f"),)),
        ("www.a.vn", "www.a.vn", (Link("http://www.a.vn"),)),
        ("a.b@c.vn", "a.b@c.vn", (Link("mailto:a.b@c.vn"),)),
        ("<tel:123>", "tel:123", (Link("tel:123"),)),
        ("**_[a](b)_**", "a", (Strong(), Emphasis(), Link("b"))),
        ("[**a**](b)", "a", (Link("b"), Strong())),
        ("[![a](b)](c)", "a", (Link("c"), Image("b"))),
        ("**&#32;a**", " a", (Strong(),)),
    ],
)
def test_notation(message: str, text: str, marks: tuple[Mark, ...]) -> None:
    """Each mark has one notation, which is written and read."""
    alone = Span(text, marks)
    assert decode(f"x {message} y") == (Span("x "), alone, Span(" y")) or marks == (Break(),)
    assert decode(message) == (alone,)
    assert encode([alone]) == message


@pytest.mark.parametrize(
    "message", ["a&#1;b", "a\x0bb", "a\0b", "a&#xFFFE;b", "a&#64976;b", "a&#64982;b", "a\ufdd0b", "\x01ab"]
)
def test_what_no_edition_can_hold_is_left_out(message: str) -> None:
    """A control character, typed or written as a reference, reaches neither an edition nor a translator."""
    assert decode(message) == (Span("ab"),)
    assert encode([Span(message.partition("&")[0])]) in ("a", "ab")


@pytest.mark.parametrize(
    ("message", "same"),
    [
        ("*a* __b__", "_a_ **b**"),
        ("<b>a</b> <em class='x'>b</em> <del>c</del>", "**a** _b_ ~~c~~"),
        ("a\\\nb", "a<br>b"),
        ("a  \n  b", "a<br>b"),
        ("a<br />\nb", "a<br>b"),
        ("a\\\n1. b", "a<br>1. b"),
        ("<kbd>Ctrl</kbd>", "`Ctrl`"),
        ("<q>a</q>", "“a”"),
        ("<ins>a</ins>", "<u>a</u>"),
        ("<a href='b'>a</a>", "[a](b)"),
        ("<img alt=\"a\" src='b.png'>", "![a](b.png)"),
        ("**a <b>b</b>**", "**a b**"),
        ("caf&eacute; &lt;b", "café <b"),
        ("<https://a.vn>", "https://a.vn"),
        ("a\n   b\tc", "a b c"),
    ],
)
def test_other_ways_to_say_it(message: str, same: str) -> None:
    """However the source or the translator writes a mark, the message is one."""
    assert decode(message) == decode(same)
    assert encode(decode(message)) == same


@pytest.mark.parametrize(
    "message",
    [
        "これは**「重要」**です",
        "重要的**“重要”**的",
        '이것은 **"중요"**는',
        "นี่**“สำคัญ”**มาก",
        "文~~（削除）~~文",
    ],
)
def test_emphasis_beside_cjk_punctuation(message: str) -> None:
    """Emphasis is read as writers of Chinese, Japanese, Korean and Thai mean it, and written so."""
    assert any({Strong(), Strike()} & set(span.marks) for span in decode(message))
    assert encode(decode(message)) == message


@pytest.mark.parametrize(
    ("message", "same"),
    [
        ("これは_重要_です", "これは*重要*です"),
        ("这是__“重要”__的", "这是**“重要”**的"),
        ("이것은 _중요_는 _아님_.", "이것은 *중요*는 _아님_."),
    ],
)
def test_underscores_in_scripts_without_spaces(message: str, same: str) -> None:
    """A translator who keeps the underscores of the source gets emphasis, where CommonMark sees one word."""
    assert decode(message) == decode(same)
    assert encode(decode(message)) == same


@pytest.mark.parametrize(
    "message", ["見る`あ_い_う`", "[見る](あ_い_う)", "ファイルa_b_cを", "見る\\_い\\_う"]
)
def test_underscores_that_are_none(message: str) -> None:
    """Underscores in code, targets, names in Latin letters and behind a backslash stay underscores."""
    assert not any(isinstance(mark, Emphasis) for span in decode(message) for mark in span.marks)
    assert encode(decode(message)) == message


def test_what_markdown_cannot_delimit() -> None:
    """A strong run that begins with a space, or ends in a stop inside a word, is written in HTML."""
    assert encode([Span("x"), Span(" a", (Strong(),))]) == "x<strong> a</strong>"
    assert encode([Span("(a)", (Emphasis(),)), Span("b")]) == "<em>(a)</em>b"
    assert encode([Span("in"), Span("word", (Emphasis(),)), Span("s")]) == "in*word*s"


def test_mending_leaves_lines_and_escapes_alone() -> None:
    """A mended source has the same lines, and cleaning gives it back."""
    source = "は**「a」**で\n\n```\nは**「a」**で\n```\n\\*「b」\\*"
    assert mend(source).count("\n") == source.count("\n")
    assert clean(mend(source)) == source
    assert mend("「\\*で") == "「\\*で"


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        (
            "<b>a<i>b</b>c</i>",
            [("a", Strong()), ("<i>", Strong(), Raw()), ("b", Strong()), ("c",), ("</i>", Raw())],
        ),
        ("</b>a<b>", [("</b>", Raw()), ("a",), ("<b>", Raw())]),
        (
            "**a <b>b** c</b>",
            [("a ", Strong()), ("<b>", Strong(), Raw()), ("b", Strong()), (" c",), ("</b>", Raw())],
        ),
        ("<x>a</x>", [("<x>", Raw()), ("a",), ("</x>", Raw())]),
        ("*a</span>b*", [("a", Emphasis()), ("</span>", Emphasis(), Raw()), ("b", Emphasis())]),
        ("<u>*a</u>b*</u>", [("ab", Underline(), Emphasis())]),
        ("_a<u>_*</u>b*", [("ab", Emphasis())]),
        ("_a<u>_<u>b", [("a", Emphasis()), ("<u>", Emphasis(), Raw()), ("<u>", Raw()), ("b",)]),
        ("<a name='n'>a</a>", [("<a name='n'>", Raw()), ("a",), ("</a>", Raw())]),
    ],
)
def test_broken_html_keeps_its_words(message: str, expected: list[tuple[object, ...]]) -> None:
    """Unknown tags, and tags that cross or have no partner, stay as written around their words.

    But for those that would have a partner if Markdown's emphasis were written in HTML.
    """
    assert [(span.text, *span.marks) for span in decode(message)] == expected
    assert decode(encode(decode(message))) == decode(message)


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("Xem www.a.vn.", ["www.a.vn"]),
        ("(https://a.vn/b_(c))", ["https://a.vn/b_(c)"]),
        ("见https://a.cn/b。更多", ["https://a.cn/b"]),
        ("“https://a.vn/x”, www.b.vn!", ["https://a.vn/x", "www.b.vn"]),
        ("mail a.b-c@d-e.vn, f@g", ["a.b-c@d-e.vn"]),
        ("http://localhost:80/a https://", ["http://localhost:80/a"]),
        ("https://a.vn/?q=1&lt;", ["https://a.vn/?q=1"]),
    ],
)
def test_bare_addresses(text: str, addresses: list[str]) -> None:
    """Bare addresses become links by GFM's rules, without the stop that ends the sentence."""
    found = autolink([Span(text)])
    assert [span.text for span in found if span.marks] == addresses
    assert "".join(span.text for span in found) == text


@pytest.mark.parametrize("sign", ["\x01", "\x7f", "\x9b", "\ufffe"])
def test_addresses_end_where_nothing_can_be_printed(sign: str) -> None:
    """A control character, which a catalog can say by an escape, is in no link."""
    for text in (f"www.a.vn!{sign}", f"https://a.vn/?b=(c){sign}d", f"www.{sign}a.vn"):
        found = decode(text)
        assert decode(encode(found)) == found


def test_marks_stand_once() -> None:
    """Marks doubled, in odd order or round code come out in one form."""
    doubled = [Span("a", (Strong(), Code(), Emphasis(), Strong())), Span("", (Strong(),))]
    assert canonical(doubled) == (Span("a", (Strong(), Emphasis(), Code())),)
    links = [Span("a", (Link("x"), Strong(), Link("y")))]
    assert canonical(links) == (Span("a", (Strong(), Link("y"))),)


def test_unmerged_events_read_the_same() -> None:
    """A reader that asks pyromark for pieces with positions gets the same spans as one that does not."""
    source = "a\\*b &amp; www\\.c.vn https://a.vn/b_c **d**\ne"
    pieces = [event for event, _ in pyromark.events_with_range(mend(source), options=OPTIONS)]
    assert inline(pieces[1:-1]) == decode(source)


def test_fold() -> None:
    """Folding makes one space of many but keeps spaces that mean something."""
    assert fold(" a \n\t b\u00a0\u00a0c ") == "a b\u00a0\u00a0c"
