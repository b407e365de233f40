"""An `Edition` to the bytes of a DOCX that Word, LibreOffice and their checkers take as it is.

The package is python-docx's; what is in it is written as XML in one pass, because its calls for each
paragraph look through all styles again. Words go through `words`, blocks through `blocks`, and what they
share stands in `book`.
"""

from __future__ import annotations

from publish.languages import Language
from publish.model import Span, Text
from publish.phrases import page_pattern
from publish.theme.docx import office
from publish.theme.docx import reference as references
from publish.theme.docx.colours import colours
from publish.theme.docx.numbering import numbering
from publish.theme.docx.office import Dressed
from publish.theme.docx.ooxml import part, properties, tag
from publish.theme.docx.reference import Reference
from publish.theme.docx.styles import styles
from publish.theme.docx.tokens import LIST_STEP
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
    """Return the edition as a DOCX, the same bytes every time, dressed in the office's own where it has one.

    Raises SourceError where a picture cannot be read, EditionError where the office's DOCX cannot be.
    """
    theme, language = edition.theme, edition.language
    reference = references.read(theme.reference) if theme.reference else None
    look = office.dressed(reference, theme, language) if reference else None
    package = Package()
    book = Book(edition, package, reference.page if reference else references.page_of(theme))
    body = Flow(book, package.main).article()
    heads = _heads(book, reference, look)
    notes = _notes(book)
    lists = numbering(theme, language, book.lists)
    package.add("numbering", office.with_lists(lists, look.lists) if look else lists)
    package.add("styles", look.styles if look else styles(theme, language))
    package.add("settings", _settings(language, notes=notes, even=bool(reference and reference.sides_differ)))
    package.add("fontTable", font_table(book.rows.values()))
    palette = (reference.theme if reference else b"") or colours(theme, book.row)
    package.relate(package.part("theme1", _THEME_TYPE, palette, "/word/theme"), "theme")
    section = _section(book, heads, has_title_page=_has_title_page(reference))
    return package.finish(edition, part("w:document", tag("w:body", body, section)))


def _section(book: Book, heads: str, *, has_title_page: bool) -> str:
    """Return the page: its size, its margins and its running heads."""
    page, language = book.page, book.edition.language
    form = number_format(language)
    sides = {side: getattr(page, side) for side in ("top", "right", "bottom", "left", "header", "footer")}
    return tag(
        "w:sectPr",
        heads,
        tag("w:footnotePr", tag("w:numFmt", val=form)) if form != "decimal" else "",
        tag("w:pgSz", w=page.width, h=page.height),
        tag("w:pgMar", **sides, gutter=0),
        tag("w:pgNumType", fmt=form) if form != "decimal" else "",
        tag("w:cols", space=720),
        tag("w:titlePg") if has_title_page else "",
        tag("w:bidi") if language.direction == "rtl" else "",
    )


# --- running heads -------------------------------------------------------------------------------------


def _has_title_page(reference: Reference | None) -> bool:
    """Tell whether the first page has heads of its own: as the office says, and with our header always."""
    return not reference or reference.first_differs or not reference.has("header")


def _heads(book: Book, reference: Reference | None, look: Dressed | None) -> str:
    """Write what stands over and under the pages, the office's where it has any; return the references."""
    found = []
    for kind, make in (("header", _our_headers), ("footer", _our_footers)):
        if reference and look and reference.has(kind):
            pages = _their_heads(book, reference, look, kind)
        else:
            pages = make(book)
            if reference and reference.sides_differ:
                pages["even"] = pages["default"]
        found += [tag(f"w:{kind}Reference", type=name, r_id=id) for name, id in pages.items()]
    return "".join(found)


def _their_heads(book: Book, reference: Reference, look: Dressed, kind: str) -> dict[str, str]:
    """Write the office's heads of a kind; return the relationship of each by the pages it is for."""
    pages: dict[str, str] = {}
    for number, head in enumerate((head for head in reference.heads if head.kind == kind), 1):
        made = book.package.part(f"{kind}{number}", content=office.head(head.data, look.ids))
        book.package.adopt(made, head.media)
        pages[head.pages] = book.package.relate(made, kind)
    if "default" in pages and not reference.first_differs and _has_title_page(reference):
        pages.setdefault("first", pages["default"])
    return pages


def _our_headers(book: Book) -> dict[str, str]:
    """Write the title over every page but the first."""
    header = book.package.part("header1")
    title = Words(book, header).plain(book.edition.title, "Header")
    look = properties("w:pPr", [tag("w:pStyle", val="Header")])
    book.package.fill(header, part("w:hdr", tag("w:p", look, title)))
    over = book.package.relate(header, "header")
    return {"default": over, "first": book.package.add("header2", part("w:hdr", tag("w:p", look)))}


def _our_footers(book: Book) -> dict[str, str]:
    """Write the number of each page under it."""
    words = Words(book, book.package.main)
    return {
        kind: book.package.add(f"footer{n}", _footer(words)) for n, kind in enumerate(("default", "first"), 1)
    }


def _footer(words: Words) -> bytes:
    language = words.book.edition.language
    page, pages = Span(language.number(1)), Span(language.number(1))
    numbers = Text(words.spoken(page_pattern(language), {"number": (page,), "count": (pages,)}))
    fields = {id(page): "PAGE", id(pages): f"NUMPAGES{number_switch(language)}"}
    look = properties("w:pPr", [tag("w:pStyle", val="Footer")])
    return part("w:ftr", tag("w:p", look, words.runs(numbers, "Footer", 0, fields)))


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


def _settings(language: Language, *, notes: bool, even: bool) -> bytes:
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
        tag("w:evenAndOddHeaders") if even else "",
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
