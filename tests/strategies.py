"""Hypothesis strategies: spans, texts and documents of every kind that the model allows, nasty ones first."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from publish.message import canonical
from publish.model import (
    Align,
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
    Mapping,
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
    normalise,
)
from publish.readers.markdown.frames import ROLES

_PIECES = [
    *"*_~`[]()<>&\"'!#.|-+=:^\\/@;,?",
    *"aZ19é",
    *" \t\u00a0\u3000\u200b\u200d\u0301\n",
    *"語「」、。한“”тعה،กี่ខ។",
    "**",
    "  ",
    "&amp;",
    "&#32;",
    "https://a.vn/b",
    "www.a.vn",
    "a@b.vn",
    "<b>",
    "</b>",
    "<br>",
    "[^1]",
    "](",
    "Mở đầu ",
    "word ",
]
nasty_text = st.lists(st.sampled_from(_PIECES), min_size=1, max_size=8).map("".join)
"""Text that looks like markup, in many scripts."""

_marks: st.SearchStrategy[Mark] = st.one_of(
    st.sampled_from([Strong(), Emphasis(), Strike(), Underline(), Superscript(), Subscript()]),
    st.builds(Link, st.sampled_from(["a.md", "https://a.vn/b", "http://www.a.vn", "mailto:a@b.vn"])),
    st.builds(Link, nasty_text, st.just("") | nasty_text),
    st.builds(Lang, st.sampled_from(["fr", "zh-Hant"])),
)
_atoms = st.one_of(
    st.builds(
        Span, nasty_text | st.just(""), st.tuples(st.builds(Image, nasty_text, st.just("") | nasty_text))
    ),
    st.builds(Span, st.just(""), st.tuples(st.builds(Note, st.sampled_from(["1", "ghi chú", "註", "a-b"])))),
    st.just(Span("\n", (Break(),))),
    st.builds(
        Span, st.sampled_from(["<foo>", "</foo>", '<x y="z>">', "<!-- * -->", "<?p?>"]), st.just((Raw(),))
    ),
)
_plain_runs = st.builds(Span, nasty_text, st.just(()) | st.just((Code(),)))


@st.composite
def _runs(draw: st.DrawFn) -> Span:
    inner = draw(_plain_runs | _plain_runs | _atoms)
    outer: list[Mark] = draw(st.lists(_marks, max_size=3))
    return Span(inner.text, (*outer, *inner.marks))


spans = st.lists(_runs(), max_size=6).map(canonical)
"""Canonical spans of every kind."""

_words = st.sampled_from(
    [
        "Hội nghị bế mạc.",
        "Ông A. phát biểu. Rồi về.",
        "3,5",
        "",
        " ",
        "—",
        "*x*",
        "第一句。第二句。",
        "Why? “Yes.” End",
    ]
)
_simple_runs = st.lists(
    st.builds(Span, _words, st.just(()) | st.tuples(_marks)) | _atoms,
    max_size=4,
)
texts = st.builds(
    Text,
    _simple_runs.map(canonical) | spans | st.lists(_runs(), max_size=3).map(normalise),
    st.integers(0, 99),
    comment=st.sampled_from(["", "for you"]),
    context=st.sampled_from([None, "menu"]),
    max_length=st.sampled_from([None, 40]),
    translate=st.booleans() | st.just(True),
)
"""The words of a block: canonical spans, and ones that are not."""

_lines = st.integers(1, 999)


_aligns: st.SearchStrategy[Align] = st.sampled_from(["", "right"])


@st.composite
def _tables(draw: st.DrawFn) -> Table:
    width = draw(st.integers(1, 3))
    row = st.tuples(*[texts] * width)
    return Table(
        head=draw(row | st.just(())),
        rows=tuple(draw(st.lists(row, max_size=2))),
        align=tuple(draw(st.lists(_aligns, min_size=width, max_size=width))),
        caption=draw(texts),
        line=draw(_lines),
    )


_leaf_blocks: st.SearchStrategy[Block] = st.one_of(
    st.builds(Paragraph, texts, st.sampled_from(ROLES), _lines),
    st.builds(Heading, texts, st.integers(1, 6), _lines),
    st.builds(Figure, st.just("images/hall.jpg"), texts, texts, texts, _lines),
    st.builds(Dateline, st.just(date(2026, 11, 23)), _lines),
    st.builds(CodeBlock, nasty_text, _lines),
    st.builds(Rule, _lines),
    st.builds(PageBreak, _lines),
    st.builds(RawBlock, st.just("<!-- x -->"), _lines),
    _tables(),
)


def _containers(inner: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
    several = st.lists(inner, max_size=2).map(tuple)
    items = st.lists(st.builds(ListItem, several, _lines), max_size=2).map(tuple)
    definition = st.builds(
        Definition, st.lists(texts, max_size=2).map(tuple), st.lists(several, max_size=2).map(tuple), _lines
    )
    return st.one_of(
        st.builds(List, items, st.booleans(), _lines),
        st.builds(Quote, several, _lines),
        st.builds(DefinitionList, st.lists(definition, max_size=2).map(tuple), _lines),
        st.builds(Footnote, st.just("1"), several, _lines),
    )


blocks = st.recursive(_leaf_blocks, _containers, max_leaves=5)
"""Blocks of every kind, nested."""

_values = st.recursive(
    texts | st.sampled_from([None, True, 3, 2.5, "draft", date(2026, 1, 2)]),
    lambda inner: (
        st.lists(inner, max_size=2).map(tuple)
        | st.builds(Mapping, st.lists(st.builds(Entry, st.just("k"), inner, _lines), max_size=2).map(tuple))
    ),
    max_leaves=4,
)
documents = st.builds(
    Document,
    source=st.just("source/a.md"),
    language=st.just("vi"),
    blocks=st.lists(blocks, max_size=4).map(tuple),
    metadata=st.lists(
        st.builds(Entry, st.sampled_from(["description", "keywords"]), _values, _lines), max_size=2
    ).map(tuple),
)
"""Documents with everything in them."""
