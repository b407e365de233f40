"""What becomes a unit, and how translations take its place."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Literal

from hypothesis import given, settings
from hypothesis import strategies as st

from publish.languages import parse
from publish.message import decode, encode
from publish.model import (
    Break,
    Definition,
    DefinitionList,
    Document,
    Entry,
    Figure,
    Footnote,
    Heading,
    Image,
    Lang,
    List,
    ListItem,
    Mapping,
    Note,
    Paragraph,
    Quote,
    Span,
    Strong,
    Table,
    Text,
    normalise,
)
from publish.units import Unit, _sentences, assemble, segment
from strategies import documents, texts

VI, EN, ZH, FR = parse("vi"), parse("en"), parse("zh-Hans"), parse("fr")
laws = settings(max_examples=120)
ways = st.sampled_from(["block", "sentence"])


def paragraph(message: str) -> Paragraph:
    """Make a paragraph of a message."""
    return Paragraph(Text(decode(message), 1), "paragraph", 1)


def document(*messages: str, language: str = "vi") -> Document:
    """Make a document of paragraphs."""
    return Document("source/a.md", language, tuple(map(paragraph, messages)))


def texts_of(value: object) -> list[Text]:
    """Find every text in a document by looking through all its fields."""
    if isinstance(value, Text):
        return [value]
    if isinstance(value, tuple):
        return [text for item in value for text in texts_of(item)]
    if is_dataclass(value):
        return [text for field in fields(value) for text in texts_of(getattr(value, field.name))]
    return []


def own(unit: Unit) -> str:
    """Translate nothing: give the unit's own message."""
    return unit.message


@laws
@given(documents, ways)
def test_identity(doc: Document, by: Literal["block", "sentence"]) -> None:
    """Translating every unit by itself gives the very same document."""
    assert assemble(doc, own, VI, by) == doc


@laws
@given(documents, ways)
def test_every_unit_is_asked_for_once_in_order(doc: Document, by: Literal["block", "sentence"]) -> None:
    """What is looked up is exactly what was extracted, in the same order."""
    asked: list[Unit] = []
    assemble(doc, asked.append, FR, by)
    assert tuple(asked) == segment(doc, by)


@laws
@given(documents)
def test_units_appear_in_document_order(doc: Document) -> None:
    """Every text with a letter or digit that may be translated gives one unit, and nothing else does."""
    wanted = sorted(
        encode(text.spans)
        for text in texts_of(doc)
        if text.translate
        and any(
            char.isalnum() for s in text.spans if not s.atom or isinstance(s.atom, Image) for char in s.text
        )
    )
    assert sorted(unit.message for unit in segment(doc)) == wanted


@laws
@given(texts, st.sampled_from(["vi", "ja", "en", "th"]))
def test_sentences_are_lossless(text: Text, language: str) -> None:
    """Sentences and the gaps between them, put together, are the text they were cut from."""
    parts = list(_sentences(text.spans, language))
    assert normalise(s for sentence, gap in parts for s in (*sentence, *gap)) == normalise(text.spans)


@laws
@given(documents, ways)
def test_untranslated_text_is_marked(doc: Document, by: Literal["block", "sentence"]) -> None:
    """Where there is no translation the source words stand, marked with the source's language."""
    result = assemble(doc, lambda unit: None, FR, by)
    assert result.language == "fr"
    for before, after in zip(texts_of(doc), texts_of(result), strict=True):
        assert after.plain == before.plain
        for span in after.spans:
            if any(char.isalnum() for char in span.text) and not span.atom:
                assert any(isinstance(mark, Lang) for mark in span.marks)


@laws
@given(documents)
def test_translations_land_once_each(doc: Document) -> None:
    """Every translation is printed once, in its unit's place, and no source word is left beside it."""
    numbers = iter(range(10_000))
    result = assemble(doc, lambda unit: f"unit{next(numbers)}", FR)
    printed = [text.plain for text in texts_of(result) if text.plain.startswith("unit")]
    assert sorted(printed) == sorted(f"unit{n}" for n in range(len(segment(doc))))


def test_places_and_roles() -> None:
    """A translator reads what kind of text it is and where it stands, in reading order."""

    def words(message: str) -> Text:
        return Text(decode(message), 7)

    doc = Document(
        "source/a.md",
        "vi",
        (
            Paragraph(words("t"), "title", 1),
            Heading(words("h"), 2, 1),
            Figure("images/hall.jpg", words("a"), words("c"), words("cr"), 1),
            List((ListItem((paragraph("li"), Quote((paragraph("q"),), 1)), 1),), False, 1),
            Table(
                (words("Năm"), words("Chỉ tiêu")), ((words("2026"), words("x")),), ("", ""), words("tc"), 1
            ),
            DefinitionList((Definition((words("term"),), ((paragraph("def"),),), 1),), 1),
            Footnote("1", (paragraph("note"),), 1),
        ),
        (
            Entry("description", words("d"), 1),
            Entry("extra", Mapping((Entry("k", (words("v"), "id"), 1),)), 1),
        ),
    )
    assert [(unit.role, unit.place) for unit in segment(doc)] == [
        ("front matter", "front matter: description"),
        ("front matter", "front matter: extra.k"),
        ("title", "title"),
        ("heading", "heading 2"),
        ("alternative text", "alternative text of images/hall.jpg"),
        ("caption", "caption of images/hall.jpg"),
        ("credit", "credit of images/hall.jpg"),
        ("list item", "list item"),
        ("quote", "quote"),
        ("caption", "caption of table 1"),
        ("table cell", "table 1, head of column 1"),
        ("table cell", "table 1, head of column 2"),
        ("table cell", "table 1, column 1: Năm"),
        ("table cell", "table 1, column 2: Chỉ tiêu"),
        ("term", "term"),
        ("definition", "definition"),
        ("footnote", "footnote 1"),
    ]


def test_a_unit_carries_what_the_author_said() -> None:
    """Comment, context, length and line reach the translator."""
    text = Text((Span("Thực đơn"),), 12, comment="short", context="menu", max_length=9)
    unit = Unit("Thực đơn", "menu", "byline", "byline", "short", "a.md", 12, 9)
    assert segment(Document("a.md", "vi", (Paragraph(text, "byline", 11),))) == (unit,)


def test_what_is_no_unit() -> None:
    """Punctuation, pictures without words and skipped text are not sent to translators; numbers are."""
    kept = Paragraph(Text((Span("giữ"),), 1, translate=False), "paragraph", 1)
    doc = Document("a.md", "vi", (*document("* * *", "![](a.png)", "<!-- x -->", "3,5").blocks, kept))
    assert [unit.message for unit in segment(doc)] == ["3,5"]
    assert assemble(doc, own, FR).blocks[-1] == Paragraph(
        Text((Span("giữ", (Lang("vi"),)),), 1, translate=False), "paragraph", 1
    )


def test_sentences_take_the_target_languages_joiner() -> None:
    """Chinese sets nothing between sentences, English a space; the author's line breaks stay."""
    doc = document("Một câu. Hai câu. Ba câu.<br>Bốn.")
    chinese = {"Một câu.": "一。", "Hai câu.": "二。", "Ba câu.": "三。", "Bốn.": "四。"}
    result = assemble(doc, lambda unit: chinese[unit.message], ZH, "sentence")
    assert result == Document("source/a.md", "zh-Hans", document("一。二。三。<br>四。").blocks)
    back = {value: key for key, value in chinese.items()}
    again = document("一。二。三。", language="zh-Hans")
    assert texts_of(assemble(again, lambda unit: back[unit.message], VI, "sentence"))[0].plain == (
        "Một câu. Hai câu. Ba câu."
    )


def test_untranslated_neighbours_keep_their_space() -> None:
    """Two sentences that fall back together stay as the source has them, under one language mark."""
    doc = document("Một. Hai. Ba.")
    result = assemble(doc, lambda unit: "三。" if unit.message == "Ba." else None, ZH, "sentence")
    assert texts_of(result)[0].spans == (Span("Một. Hai.", (Lang("vi", untranslated=True),)), Span("三。"))


def test_sentences_do_not_cut_through_marks() -> None:
    """A stop inside strong text, a link or an unknown element cuts nothing; a note stays before the cut."""
    doc = document("Một.[^1] **Hai. Ba** bốn. [Năm. Sáu](a). <x>Bảy. Tám.</x> Chín.")
    assert [unit.message for unit in segment(doc, "sentence")] == [
        "Một.[^1]",
        "**Hai. Ba** bốn.",
        "[Năm. Sáu](a).",
        "<x>Bảy. Tám.</x>",
        "Chín.",
    ]
    chinese = document("一。[^1]二。**三。**四。", language="zh")
    assert [unit.message for unit in segment(chinese, "sentence")] == ["一。[^1]", "二。", "**三。**", "四。"]


def test_text_in_its_own_language_keeps_it() -> None:
    """A French phrase in an untranslated paragraph stays marked as French, its notes and breaks unharmed."""
    spans = (
        Span("Câu "),
        Span("bon mot", (Lang("fr"), Strong())),
        Span("", (Note("1"),)),
        Span("\n", (Break(),)),
    )
    doc = Document("a.md", "vi", (Paragraph(Text(spans, 1), "paragraph", 1),))
    lang = Lang("vi", untranslated=True)
    assert texts_of(assemble(doc, lambda unit: "", EN))[0].spans == (
        Span("Câu ", (lang,)),
        spans[1],
        Span("", (lang, Note("1"))),
        Span("\n", (lang, Break())),
    )
