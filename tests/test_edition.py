"""What an edition settles for both formats: title, ranks of headings, notes, the file's properties."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from hypothesis import given, settings

from publish import languages
from publish.model import (
    Block,
    Dateline,
    Definition,
    DefinitionList,
    Document,
    Entry,
    Figure,
    Footnote,
    Heading,
    List,
    ListItem,
    Note,
    Paragraph,
    Quote,
    Role,
    Rule,
    Span,
    Table,
    Text,
)
from publish.theme import Theme
from publish.writers.edition import Edition, Origin, prepare
from strategies import documents


def words(*parts: str) -> Text:
    """Make a Text; a part like `[^a]` is a reference to note a."""
    return Text(tuple(Span("", (Note(p[2:-1]),)) if p.startswith("[^") else Span(p) for p in parts), 1)


def para(*parts: str, role: Role = "paragraph") -> Paragraph:
    """Make a Paragraph."""
    return Paragraph(words(*parts), role, 1)


def heading(level: int, *parts: str) -> Heading:
    """Make a Heading."""
    return Heading(words(*parts), level, 1)


def note(label: str, *blocks: Block) -> Footnote:
    """Make a Footnote."""
    return Footnote(label, blocks or (para(f"note {label}"),), 1)


def edition_of(*blocks: Block, metadata: tuple[Entry, ...] = ()) -> Edition:
    """Make an edition of an article with these blocks."""
    return prepared(Document("source/news/my-article.md", "en", blocks, metadata))


def prepared(document: Document, theme: Theme | None = None, origin: Origin | None = None) -> Edition:
    """Make an edition of a document."""
    look = theme or Theme()
    return prepare(document, languages.parse("en"), look, folder=Path(), root=Path(), origin=origin)


def levels(edition: Edition) -> list[int]:
    """Return the ranks of the headings that are not inside other blocks."""
    return [block.level for block in edition.blocks if isinstance(block, Heading)]


def test_title_paragraph_is_the_title() -> None:
    """The title of a news article names the file, on one line."""
    assert edition_of(para("A  title\nof two", role="title"), heading(1, "H")).title == "A title of two"


def test_lone_first_heading_becomes_the_title() -> None:
    """In Markdown without front matter the only `#` heading is the title, and its sections rank below."""
    edition = edition_of(heading(1, "Top"), para("x"), heading(2, "Section"), heading(3, "Part"))
    assert edition.blocks[0] == para("Top", role="title")
    assert edition.title == "Top"
    assert levels(edition) == [1, 2]


def test_two_top_headings_are_sections() -> None:
    """Two `#` headings are sections; the file is called by the first all the same."""
    edition = edition_of(heading(1, "One"), heading(1, "Two"))
    assert levels(edition) == [1, 1]
    assert edition.title == "One"


def test_article_without_a_title_is_called_by_its_file() -> None:
    """Where nothing is a title the file's name stands in the properties."""
    assert edition_of(para("x")).title == "my-article"


def test_no_rank_is_skipped() -> None:
    """`##` then `####` then `###` gives ranks without a gap, as screen readers need."""
    found = levels(
        edition_of(heading(2, "a"), heading(4, "b"), heading(3, "c"), heading(2, "d"), heading(6, "e"))
    )
    assert found == [1, 2, 2, 1, 2]


def test_headings_inside_other_blocks_are_ranked_in_reading_order() -> None:
    """A heading in a quotation takes part in the order, and does not open a gap."""
    edition = edition_of(heading(2, "a"), Quote((heading(5, "b"),), 1), heading(6, "c"))
    quote = edition.blocks[1]
    assert isinstance(quote, Quote)
    assert isinstance(quote.blocks[0], Heading)
    assert (quote.blocks[0].level, levels(edition)) == (2, [1, 3])


def test_notes_are_numbered_by_first_reference() -> None:
    """Notes are numbered in the order a reader meets them, wherever the source defines them."""
    edition = edition_of(
        note("z"), para("x", "[^b]", "y", "[^a]", "[^b]"), note("a"), note("b"), heading(2, "[^z]")
    )
    assert edition.numbers == {"b": 1, "a": 2, "z": 3}
    assert list(edition.notes) == ["b", "a", "z"]
    assert not any(isinstance(block, Footnote) for block in edition.blocks)


def test_references_are_found_everywhere_words_are() -> None:
    """Captions, credits, cells, terms, definitions, items and quotations can refer to notes."""
    blocks: tuple[Block, ...] = (
        Figure("a.png", Text(), words("[^1]"), words("[^2]"), 1),
        Table((words("[^4]"),), ((words("[^5]"),),), ("",), words("[^3]"), 1),
        DefinitionList((Definition((words("[^6]"),), ((para("[^7]"),),), 1),), 1),
        List((ListItem((para("[^8]"), Quote((para("[^9]"),), 1)), 1),), False, 1),
    )
    edition = edition_of(*blocks, *(note(str(number)) for number in range(9, 0, -1)))
    assert edition.numbers == {str(number): number for number in range(1, 10)}


def test_terms_and_definitions_are_read_item_by_item() -> None:
    """Notes of two definitions are numbered in the order they are printed."""
    items = (
        Definition((words("[^1]"),), ((para("[^2]"),),), 1),
        Definition((words("[^3]"),), ((para("[^4]"),),), 1),
    )
    edition = edition_of(DefinitionList(items, 1), *(note(str(number)) for number in range(4, 0, -1)))
    assert edition.numbers == {"1": 1, "2": 2, "3": 3, "4": 4}


def test_a_reference_without_a_note_has_no_number() -> None:
    """A label that nothing defines is left to the writers, which print it as it was written."""
    assert edition_of(para("[^none]")).numbers == {}


def test_no_note_is_lost() -> None:
    """A note that nobody refers to is printed after the article, behind a rule."""
    edition = edition_of(para("x"), note("a", para("kept")), para("y"))
    assert edition.blocks == (para("x"), para("y"), Rule(1), para("kept"))


def test_properties_come_from_the_front_matter() -> None:
    """Author, description and keywords are the front matter's; else the byline is the author."""
    entries = (
        Entry("author", (words("Ann"), "Bob"), 1),
        Entry("description", words("What it is"), 1),
        Entry("keywords", (words("one"), words("two")), 1),
        Entry("tags", "three", 1),
    )
    edition = edition_of(para("By Cy", role="byline"), Dateline(date(2025, 10, 4), 1), metadata=entries)
    assert (edition.author, edition.description) == ("Ann, Bob", "What it is")
    assert edition.keywords == ("one", "two", "three")
    assert edition.date == date(2025, 10, 4)
    assert edition_of(para("By Cy", role="byline")).author == "By Cy"


@settings(max_examples=100)
@given(documents)
def test_laws_for_any_document(document: Document) -> None:
    """Ranks begin at 1 and skip none, numbers are 1, 2, 3…, and no footnote stays among the blocks."""
    edition = prepared(document)
    assert list(edition.numbers.values()) == list(range(1, len(edition.notes) + 1))
    assert not any(isinstance(block, Footnote) for block in edition.blocks)
    open_to = 0
    for level in levels(edition):
        assert 1 <= level <= open_to + 1 or any(
            isinstance(b, Quote | List | DefinitionList) for b in edition.blocks
        )
        open_to = level


def test_contents_list_the_headings() -> None:
    """The contents have the headings of three levels, without their notes and links; not the title."""
    blocks = (
        heading(1, "Title"),
        heading(2, "One", "[^n]"),
        Quote((heading(3, "Two"),), 1),
        heading(4, "Three"),
        heading(5, "Four"),
    )
    document = Document("a.md", "en", (*blocks, note("n")))
    assert prepared(document).contents == ()
    contents = prepared(document, Theme(toc=True)).contents
    assert [(entry.level, entry.text.plain) for entry in contents] == [(1, "One"), (2, "Two"), (3, "Three")]


def test_captions_are_numbered_by_kind() -> None:
    """Figures and tables that have a caption are numbered apart, also inside other blocks."""
    bare, first, second = (Figure("a.png", words(), words(*said), words(), 1) for said in ((), "b", "c"))
    table = Table((words("x"),), (), ("",), words("d"), 1)
    blocks = (first, bare, Quote((table,), 1), second)
    document = Document("a.md", "en", blocks)
    edition = prepared(document)
    numbers = {block.caption.plain: edition.number_of(block) for block in (first, bare, second)}
    assert numbers == {"b": 1, "": None, "c": 2}
    assert edition.number_of(table) == 1
    assert prepared(document, Theme(numbered=False)).number_of(first) is None


def test_imprint_names_the_origin() -> None:
    """Where the office asks, an edition closes with the language it is translated from and its source."""
    document = Document("a.md", "en", (para("x"),), (Entry("source", words("Statistics Office"), 1),))
    origin = Origin(languages.parse("vi"))

    def closing(theme: Theme, origin: Origin | None) -> list[str]:
        blocks = prepared(document, theme, origin).blocks[1:]
        return [block.text.plain for block in blocks if isinstance(block, Paragraph)]

    assert closing(Theme(), origin) == []
    assert closing(Theme(imprint=True), origin) == ["Translated from Vietnamese", "Source: Statistics Office"]
    assert closing(Theme(imprint=True), None) == ["Source: Statistics Office"]
