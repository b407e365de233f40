"""The bytes of a tagged PDF to all that it holds, by its structure.

The structure is what a screen reader walks. There words stand as they were written (`/ActualText`), in every
script and direction, whereas the text layer of a page is a matter of glyphs. pdfium leaves out what has no
content on a page, so that a tag alone does not count.
"""

from __future__ import annotations

import ctypes
import re
from dataclasses import dataclass, field
from typing import Any

from publish.writers.parity.units import Printed, call, fold, picture_of, target_of


def read_pdf(data: bytes) -> Printed:
    """Read what a tagged PDF holds; raises what pypdfium2 does."""
    import pypdfium2

    with pypdfium2.PdfDocument(data) as document:
        reader = _Pages(pypdfium2.raw, document.raw)
        for page in document:
            reader.read(page)
        reader.printed.outline = [mark.get_title() for mark in document.get_toc()]
    return reader.printed


# Structure types that begin a block (ISO 32000-1, 14.8.4.3); what stands in any other goes on in the line.
_BLOCKS = {"Art", "BlockQuote", "Caption", "Div", "Document", "L", "LBody", "LI", "P", "Sect"}
_HEADINGS = {"H1", "H2", "H3", "H4", "H5", "H6"}
_BLOCKS |= _HEADINGS | {"Table", "TBody", "TFoot", "THead", "TOC", "TOCI"}
_BUFFER = 4096  # bytes
_EDGE = 1.0  # point: letters that lean, and what a reader rounds, reach over the edge of the paper


@dataclass(slots=True)
class _Pages:
    """Reads one page after the other; what is an element to pdfium lives as long as the page's tree."""

    raw: Any
    """pdfium's functions."""
    document: Any
    """pdfium's handle of the file."""
    printed: Printed = field(default_factory=Printed)
    page: int = -1
    note: int = 0
    """Number of the note that was read last, which may go on over the page."""
    called: int = 0
    """Number of the note that was called last."""
    drawn: set[int] = field(default_factory=set)
    """Marked contents of the page that are pictures, whose letters may lie outside what is shown of them."""
    said: list[str] = field(default_factory=list)
    """The words of the block that is being read."""
    blocks: list[str] = field(default_factory=lambda: [""])
    """Types of the blocks that are open, outermost first."""
    buffer: Any = field(default_factory=lambda: ctypes.create_string_buffer(_BUFFER))

    def read(self, page: Any) -> None:
        """Read the structure and the links of a page, and see that its words are on the paper."""
        self.page += 1
        self.drawn.clear()
        tree = self.raw.FPDF_StructTree_GetForPage(page.raw)
        try:
            for at in range(self.raw.FPDF_StructTree_CountChildren(tree)):
                if root := self.raw.FPDF_StructTree_GetChildAtIndex(tree, at):
                    self.element(root)
        finally:
            self.raw.FPDF_StructTree_Close(tree)
        self.links(page.raw)
        if self.printed.outside is None and (beyond := self.beyond(page)):
            self.printed.outside = self.page + 1, beyond

    def text(self, function: Any, element: Any) -> str:
        """Return a text string of an element's."""
        return self.string(function, element)[:-2].decode("utf-16-le")

    def string(self, function: Any, *what: Any) -> bytes:
        """Return what one of pdfium's functions writes into a buffer, with the zero at its end."""
        length = function(*what, self.buffer, len(self.buffer))
        if length > len(self.buffer):
            self.buffer = ctypes.create_string_buffer(length)
            function(*what, self.buffer, length)
        written: bytes = self.buffer[:length]
        return written

    def element(self, element: Any) -> None:
        """Read an element with all inside it."""
        match kind := self.text(self.raw.FPDF_StructElement_GetType, element):
            case "Lbl":
                pass
            case "Note":
                self.footnote(element)
            case "TR":
                self.end()
                # A cell without words is null, as is all that has nothing on the page.
                cells = [self.apart(cell) if cell else "" for cell in self.inside(element)]
                self.printed.row(cells, "THead" in self.blocks, self.page)
            case "Figure":
                for at in range(max(0, self.raw.FPDF_StructElement_GetMarkedContentIdCount(element))):
                    self.drawn.add(self.raw.FPDF_StructElement_GetMarkedContentIdAtIndex(element, at))
                self.said.append(picture_of(self.text(self.raw.FPDF_StructElement_GetAltText, element)))
            case "Reference":
                self.called = self.number(element, self.called + 1)
                self.said.append(call(self.called))
            case _ if kind in _BLOCKS and kind != self.blocks[-1]:  # one in its like is a part of it
                self.end()
                self.blocks.append(kind)
                self.children(element)
                self.end()
                self.blocks.pop()
            case _:
                if words := self.text(self.raw.FPDF_StructElement_GetActualText, element):
                    self.said.append(words)
                else:
                    self.children(element)

    def children(self, element: Any) -> None:
        """Read what is inside an element."""
        for child in self.inside(element):
            if child:
                self.element(child)

    def inside(self, element: Any) -> list[Any]:
        """Return the elements in an element; null stands for one of another page, and for words."""
        count = self.raw.FPDF_StructElement_CountChildren(element)
        return [self.raw.FPDF_StructElement_GetChildAtIndex(element, at) for at in range(count)]

    def end(self) -> None:
        """End the block whose words have been gathered."""
        level = int(self.blocks[-1][1]) if self.blocks[-1] in _HEADINGS else None
        self.printed.block("".join(self.said), level, self.page)
        self.said.clear()

    def apart(self, element: Any) -> str:
        """Return the words in an element, which are no part of the block."""
        outside, self.said = self.said, []
        printed, self.printed = self.printed, Printed()
        self.children(element)
        words = "".join((*(word for piece in self.printed.pieces for word in piece.words), *self.said))
        self.said, self.printed = outside, printed
        return words

    def number(self, element: Any, otherwise: int) -> int:
        """Return the number that an element holds, round which a style sheet may have put other things."""
        found = re.search(r"\d+", fold(self.apart(element)))
        return int(found[0]) if found else otherwise

    def footnote(self, element: Any) -> None:
        """Read a note, or what of one goes on over the page."""
        for child in self.inside(element):
            if child and self.text(self.raw.FPDF_StructElement_GetType, child) == "Lbl":
                self.note = self.number(child, self.note + 1)
        self.printed.notes[self.note] = self.printed.notes.get(self.note, "") + self.apart(element)

    def beyond(self, page: Any) -> str:
        """Return the first words of the content that stand beyond the edge of the paper."""
        raw = self.raw
        left, bottom, right, top = page.get_mediabox()
        bounds = [ctypes.c_float() for _ in range(4)]
        for at in range(raw.FPDFPage_CountObjects(page.raw)):
            thing = raw.FPDFPage_GetObject(page.raw, at)
            content = raw.FPDFPageObj_GetMarkedContentID(thing)  # what a reader passes over has none
            if content < 0 or content in self.drawn:
                continue
            if raw.FPDFPageObj_GetType(thing) != raw.FPDF_PAGEOBJ_TEXT:
                continue
            raw.FPDFPageObj_GetBounds(thing, *map(ctypes.byref, bounds))
            first, low, last, high = (bound.value for bound in bounds)
            if first < left - _EDGE or last > right + _EDGE or not bottom < (low + high) / 2 < top:
                return self.written(page, thing)
        return ""

    def written(self, page: Any, thing: Any) -> str:
        """Return the letters that are drawn by a text object of a page, or `…` where nothing says them."""
        layer, wide = page.get_textpage(), ctypes.POINTER(self.raw.FPDF_WCHAR)

        def letters(buffer: Any, size: int) -> int:
            written: int = self.raw.FPDFTextObj_GetText(thing, layer.raw, ctypes.cast(buffer, wide), size)
            return written

        found = self.string(letters)[:-2].decode("utf-16-le", "replace").strip()
        layer.close()
        return found or "…"

    def links(self, page: Any) -> None:
        """Read where the links of a page lead."""
        raw, at, link = self.raw, ctypes.c_int(0), self.raw.FPDF_LINK()
        while raw.FPDFLink_Enumerate(page, ctypes.byref(at), ctypes.byref(link)):
            if action := raw.FPDFLink_GetAction(link):
                url = self.string(raw.FPDFAction_GetURIPath, self.document, action)
                self.printed.links.append(target_of(url.rstrip(b"\0").decode("utf-8", "replace")))
            elif raw.FPDFLink_GetDest(self.document, link):
                self.printed.places += 1
