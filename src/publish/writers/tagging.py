"""A laid-out edition to tags and a text layer that a screen reader can use: what WeasyPrint leaves out.

The one place that reaches into WeasyPrint's private functions; the tests of PDF tell when an upgrade moves
them.

Text stands in a PDF twice. What a reader gets from the glyphs is right for scripts whose glyphs are letters;
where they are not, where a word is cut at the end of a line, and in the structure that screen readers walk,
`/ActualText` (ISO 32000-1, 14.9.4) says the words themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from publish.writers import bidi, glyphs, notes
from publish.writers.breaks import BREAK

# Scripts in which glyphs stand in another order or number than letters, so that the letters cannot be told
# from the glyphs: Indic, Thai, Lao, Tibetan, Burmese, Khmer; and emoji, which are pictures.
_COMPLEX = re.compile("[\u0900-\u109f\u1780-\u17ff\U0001f000-\U0001faff]")
_INVISIBLE = str.maketrans("", "", BREAK + "\u00ad")
"""Where a line or a word may be cut: for the layout, not for the reader."""


@contextmanager
def hooks() -> Iterator[set[str]]:
    """Have WeasyPrint keep track of words and tag them, for as long as one edition takes.

    Gives a set that comes to hold the families of the faces that words were drawn in.
    """
    from weasyprint.draw import text
    from weasyprint.layout import inline
    from weasyprint.pdf import tags

    split, build, draw = inline.split_text_box, tags._build_box_tree, text.draw_first_line
    inline.split_text_box = _remembering(split)
    tags._build_box_tree = _with_meaning(build)
    families: set[str] = set()
    text.draw_first_line = _with_actual_text(draw, families)
    try:
        yield families
    finally:
        inline.split_text_box, tags._build_box_tree, text.draw_first_line = split, build, draw


# --- words ---------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Piece:
    """What one line holds of a text; WeasyPrint keeps what is drawn, without the space at a line's end and
    with a hyphen that the text does not have."""

    origin: Any
    """The box of the whole text."""
    start: int
    """Offset of the first byte, in UTF-8."""
    end: int | None
    """Offset behind the last byte; None for the end of the text."""
    words: str = ""
    """What a reader should get: the words themselves, those cut at the line's end whole."""
    is_seen: bool = False
    """Whether it was drawn, in a colour that shows: an office's style sheet may hide it."""

    def __post_init__(self) -> None:
        self.words = self.origin.text.encode()[self.start : self.end].decode()


def _remembering(split: Any) -> Any:
    """Have each line's box know which piece of the text it is."""

    def remembered(context: Any, box: Any, width: Any, skip: int, *rest: Any, **more: Any) -> Any:
        line, resume, broken = split(context, box, width, skip, *rest, **more)
        # A line is cut anew to be justified or stripped; it is still the same piece.
        if line is not None and not hasattr(box, "piece"):
            line.piece = _Piece(box, skip, None if resume is None else resume)
        return line, resume, broken

    return remembered


def mend_words(document: Any) -> None:
    """Make words whole that lines' ends cut, and leaders silent, in a laid-out `weasyprint.Document`."""
    cut: dict[int, _Piece] = {}  # pieces whose last word goes on in the next piece of the same text
    pages = [page._page_box for page in document.pages]
    inside = [box for page in pages for box in _inside(page)]
    found = [box for box in inside if hasattr(box, "piece")]
    for box in found:
        piece = box.piece
        is_cut = piece.end is not None and len(box.text) > len(piece.words.rstrip(" "))  # by a hyphen
        if before := cut.get(id(piece.origin)):
            rest = re.sub(r"^\S+", "", piece.words)
            before.words += piece.words.removesuffix(rest)
            piece.words = rest
            if is_cut and not rest:
                continue  # a word over three lines
            del cut[id(piece.origin)]
        if is_cut:
            cut[id(piece.origin)] = piece
    for box in found:
        box.piece.words = box.piece.words.translate(_INVISIBLE).replace("\n", " ")
    for leader in (box for box in inside if getattr(box, "is_leader", False)):
        for dots in leader.children:
            dots.piece.words = ""


def _inside(box: Any) -> Iterator[Any]:
    """Give a box and all inside it, in reading order."""
    waiting = [box]
    while waiting:
        box = waiting.pop()
        box = getattr(box, "_box", box)  # what is positioned absolutely
        yield box
        waiting += reversed(getattr(box, "children", ()))


def _with_actual_text(draw: Any, families: set[str]) -> Any:
    """Give a line its words as `/ActualText` where its glyphs do not say them.

    Not from right to left, where readers take it in visual order and it does harm; there the structure has
    the words, and a reader's own order of the glyphs must do for search and copy.
    """
    import pydyf

    seen: set[Any] = set()

    def drawn(stream: Any, box: Any, *rest: Any) -> Any:
        piece = getattr(box, "piece", None)
        if piece is not None:
            piece.is_seen = getattr(box.style["color"], "alpha", 1) > 0
            families.update(glyphs.families(stream, box, seen))
        is_rtl = bidi.RTL.search(box.text)
        if is_rtl and glyphs.is_stacked(stream, box):
            # What is drawn is but a space to readers.
            stream.begin_marked_content("Span", pydyf.Dictionary({"ActualText": pydyf.String(" ")}))
            emojis = draw(stream, box, *rest)
            stream.end_marked_content()
            glyphs.say_below(stream, box, rest[-1])
            return emojis
        if is_rtl:
            return draw(glyphs.spelled(stream, box), box, *rest)
        if piece is None or _says_itself(box.text, piece.words):
            return draw(stream, box, *rest)
        # An empty one is no text to poppler, but to pdfium it is none at all.
        stream.begin_marked_content(
            "Span", pydyf.Dictionary({"ActualText": pydyf.String(piece.words or " ")})
        )
        try:
            return draw(glyphs.levelled(stream, box), box, *rest)
        finally:
            stream.end_marked_content()

    return drawn


def _says_itself(drawn: str, words: str) -> bool:
    return drawn == words.rstrip(" ") and not _COMPLEX.search(drawn)


# --- structure -----------------------------------------------------------------------------------------


def _with_meaning(build: Any) -> Any:
    """Add to the tags what WeasyPrint leaves out: languages, notes, and the words of each line."""
    import pydyf
    from weasyprint.formatting_structure import boxes

    def built(box: Any, parent: Any, pdf: Any, number: int, nums: Any, annotations: Any, tags: Any) -> Any:
        inner = getattr(box, "_box", box)
        pieces = {}
        if isinstance(inner, boxes.PageBox):
            pieces = {kid["mcid"]: getattr(line, "piece", None) for line, kid in tags.items()}
        for found in build(box, parent, pdf, number, nums, annotations, tags):
            _describe(found, inner)
            if isinstance(inner, boxes.FootnoteAreaBox):
                _name_notes(found, pdf)
            yield found
        words: dict[bytes, str] = {}
        for mcid, reference in sorted(nums.items()) if pieces else ():
            if (piece := pieces[mcid]) and piece.is_seen:
                words[reference] = words.get(reference, "") + piece.words
        for reference, text in words.items():
            pdf.objects[_number(reference)]["ActualText"] = pydyf.String(text)

    return built


def _number(reference: bytes) -> int:
    return int(reference.split()[0])


_KINDS = {"span::footnote-call": "/Reference", "span::footnote-marker": "/Lbl", "nav": "/TOC"}


def _describe(found: Any, box: Any) -> None:
    """Say the language of an element, and what marks of notes and lists of contents are."""
    import pydyf

    element = box.element
    if element is None or element.tag in {"html", "body"}:
        return
    if tag := element.get("lang"):
        found["Lang"] = pydyf.String(tag)
    if (kind := _KINDS.get(box.element_tag)) and element.get("class") != notes.MORE:  # which has no number
        found["S"] = kind
    if found["S"] == "/P" and element.get("class", "").startswith("level-"):
        found["S"] = "/TOCI"
    if found["S"] == "/Reference" and (called := element.get("data-called")):
        found["Alt"] = pydyf.String(called)


def _name_notes(area: Any, pdf: Any) -> None:
    """Make a Note of each element at the foot of a page; PDF/UA-1 wants each to have a name (7.9)."""
    import pydyf

    for reference in area["K"]:
        note = pdf.objects[_number(reference)]
        note["S"] = "/Note"
        note["ID"] = pydyf.String(f"note-{note.number}")


# --- the finished file ---------------------------------------------------------------------------------


def finish(document: Any, pdf: Any) -> None:
    """Mend lists and say that the file is PDF/UA, too; WeasyPrint's `finisher`, it gets a `pydyf.PDF`."""
    glyphs.map_codes(document.fonts.values(), pdf)
    _mend_lists(pdf)
    _claim_accessibility(pdf)


_UA = (
    b'<rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about="">'
    b"<pdfuaid:part>1</pdfuaid:part></rdf:Description>"
)
# PDF/A allows only properties that a schema describes (ISO 19005-3, 6.6.2.3); it brings none for PDF/UA.
_UA_SCHEMA = (
    b'<rdf:Description xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"'
    b' xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"'
    b' xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#" rdf:about="">'
    b'<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">'
    b"<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>"
    b"<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
    b"<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"
    b'<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">'
    b"<pdfaProperty:name>part</pdfaProperty:name>"
    b"<pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
    b"<pdfaProperty:category>internal</pdfaProperty:category>"
    b"<pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description>"
    b"</rdf:li></rdf:Seq></pdfaSchema:property>"
    b"</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"
)


def _claim_accessibility(pdf: Any) -> None:
    """Add the claim of PDF/UA-1 to the metadata, in which WeasyPrint claims one standard, PDF/A-3a."""
    metadata = pdf.objects[_number(pdf.catalog["Metadata"])]
    end = b"</rdf:RDF>"
    metadata.stream = [part.replace(end, _UA + _UA_SCHEMA + end) for part in metadata.stream]


def _mend_lists(pdf: Any) -> None:
    """Put what stands in an item beside its words (a quote, a table…) into an LBody of its own.

    WeasyPrint makes an LBody only of words; PDF/UA-1 lets an LI hold nothing but Lbl and LBody (7.2-20).
    """
    import pydyf

    def kind(reference: bytes) -> str:
        return str(pdf.objects[_number(reference)].get("S"))

    items = [
        found for found in pdf.objects if isinstance(found, pydyf.Dictionary) and found.get("S") == "/LI"
    ]
    for item in items:
        kids = pydyf.Array()
        for named, group in groupby(item["K"], lambda kid: kind(kid) in ("/Lbl", "/LBody")):
            if named:
                kids.extend(group)
                continue
            body = pydyf.Dictionary({"Type": "/StructElem", "S": "/LBody", "P": item.reference})
            pdf.add_object(body)
            body["K"] = pydyf.Array(group)
            for kid in body["K"]:
                pdf.objects[_number(kid)]["P"] = body.reference
            kids.append(body.reference)
        item["K"] = kids
