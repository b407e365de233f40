"""An `Edition` to the bytes of a DOCX that Word, LibreOffice and their checkers take as it is.

The package is python-docx's; what is in it is written as XML in one pass, because its calls for each
paragraph look through all styles again. Words go through `words`, blocks through `blocks`, and what they
share stands in `book`.
"""

from __future__ import annotations

from publish.languages import Language
from publish.phrases import page_pattern
from publish.theme import PAGES
from publish.theme.docx.colours import colours
from publish.theme.docx.numbering import numbering
from publish.theme.docx.ooxml import part, properties, tag
from publish.theme.docx.styles import styles
from publish.theme.docx.tokens import LIST_STEP, TWIPS_PER_MM
from publish.theme.docx.voices import all_slots, font_table, hyphenates, number_format, number_switch
from publish.writers.docx.blocks import Flow
from publish.writers.docx.book import Book
from publish.writers.docx.package import Package
from publish.writers.docx.words import Words
from publish.writers.edition import Edition

_COMPATIBLE = 15  # Word 2013 and later, whose layout all of them since have
_THEME_TYPE = "application/vnd.openxmlformats-officedocument.theme+xml"
_WORD_URI = "http://schemas.microsoft.com/office/word"
# What each colour of the theme is for; Word wants all of them named.
_COLOURS = {"bg1": "light1", "t1": "dark1", "bg2": "light2", "t2": "dark2"}
_COLOURS |= {name: name for name in (*(f"accent{n}" for n in range(1, 7)), "hyperlink", "followedHyperlink")}


def render(edition: Edition) -> bytes:
    """Return the edition as a DOCX, the same bytes every time.

    Raises SourceError where a picture cannot be read, EditionError where Word cannot show one.
    """
    package = Package()
    book = Book(edition, package)
    body = Flow(book, package.main).article()
    heads = _running_heads(book)
    notes = _notes(book)
    package.add("numbering", numbering(edition.theme, edition.language, book.lists))
    package.add("styles", styles(edition.theme, edition.language))
    package.add("settings", _settings(edition.language, notes=notes))
    package.add("fontTable", font_table(book.rows.values()))
    look = package.part("theme1", _THEME_TYPE, colours(edition.theme, book.row), "/word/theme")
    package.relate(look, "theme")
    return package.finish(edition, part("w:document", tag("w:body", body, _section(edition, heads))))


def _section(edition: Edition, heads: str) -> str:
    """Return the page: its size, its margins and its running heads."""
    width, height = (round(side * TWIPS_PER_MM) for side in PAGES[edition.theme.page])
    margin = round(edition.theme.margin * TWIPS_PER_MM)
    sides = dict.fromkeys(("top", "right", "bottom", "left"), margin)
    edge = round(margin * 0.55)
    return tag(
        "w:sectPr",
        heads,
        tag("w:pgSz", w=width, h=height),
        tag("w:pgMar", **sides, header=edge, footer=edge, gutter=0),
        tag("w:pgNumType", fmt=form) if (form := number_format(edition.language)) != "decimal" else "",
        tag("w:cols", space=720),
        tag("w:titlePg"),
        tag("w:bidi") if edition.language.direction == "rtl" else "",
    )


def _running_heads(book: Book) -> str:
    """Write the title over every page but the first, and page numbers under all; return their references."""
    header = book.package.part("header1")
    title = Words(book, header).plain(book.edition.title, "Header")
    look = properties("w:pPr", [tag("w:pStyle", val="Header")])
    book.package.fill(header, part("w:hdr", tag("w:p", look, title)))
    references = [tag("w:headerReference", type="default", r_id=book.package.relate(header, "header"))]
    blank = book.package.add("header2", part("w:hdr", tag("w:p", look)))
    references.append(tag("w:headerReference", type="first", r_id=blank))
    for number, kind in enumerate(("default", "first"), 1):
        footer = book.package.add(f"footer{number}", _footer(Words(book, header)))
        references.append(tag("w:footerReference", type=kind, r_id=footer))
    return "".join(references)


def _footer(words: Words) -> bytes:
    language = words.book.edition.language
    one, switch = language.number(1), number_switch(language)
    fields = {"number": words.field("PAGE", one), "count": words.field(f"NUMPAGES{switch}", one)}
    numbers = words.filled(page_pattern(language), "Footer", fields)
    look = properties("w:pPr", [tag("w:pStyle", val="Footer")])
    return part("w:ftr", tag("w:p", look, numbers))


def _notes(book: Book) -> bool:
    """Write the notes that have been referred to, and the lines over them; tell whether there are any."""
    if not book.cited:
        return False
    notes = book.package.part("footnotes")
    flow = Flow(book, notes, in_note=True)
    lines = (
        tag("w:footnote", tag("w:p", tag("w:r", tag(f"w:{kind}"))), type=kind, id=id)
        for id, kind in ((-1, "separator"), (0, "continuationSeparator"))
    )
    written = (
        tag("w:footnote", flow.note(book.edition.notes[label].blocks), id=number)
        for label, number in book.cited.items()
    )
    book.package.fill(notes, part("w:footnotes", *lines, *written))
    book.package.relate(notes, "footnotes")
    return True


def _settings(language: Language, *, notes: bool) -> bytes:
    """Return how Word treats the file: what it hyphenates, and whose layout it follows."""
    separators = (tag("w:footnote", id=id) for id in (-1, 0))
    hyphenation = (tag("w:autoHyphenation"), tag("w:consecutiveHyphenLimit", val=2))
    kept = {
        "compatibilityMode": _COMPATIBLE,
        "overrideTableStyleFontSizeAndJustification": 1,
        "enableOpenTypeFeatures": 1,
        "doNotFlipMirrorIndents": 1,
        "differentiateMultirowTableHeaders": 1,
    }
    return part(
        "w:settings",
        tag("w:zoom", percent=100),
        tag("w:defaultTabStop", val=LIST_STEP),
        *(hyphenation if hyphenates(language) else ()),
        tag("w:characterSpacingControl", val="compressPunctuation"),
        tag("w:footnotePr", *separators) if notes else "",
        tag(
            "w:compat",
            tag("w:doNotExpandShiftReturn"),  # a line that the author broke is not stretched
            *(tag("w:compatSetting", name=name, uri=_WORD_URI, val=val) for name, val in kept.items()),
        ),
        tag("w:themeFontLang", **all_slots(language)),
        tag("w:clrSchemeMapping", **_COLOURS),
        tag("w:decimalSymbol", val="."),
        tag("w:listSeparator", val=","),
    )
