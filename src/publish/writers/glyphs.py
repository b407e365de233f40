"""A right-to-left line to glyphs each of which says its own letters: for search and copy in a PDF.

WeasyPrint lets a glyph mean the letters it stood for first. In Arabic and Hebrew type that is wrong: one
stroke serves several letters (in Nastaliq every dot is a glyph of its own), and what joins or parts letters
has no glyph at all. Here a glyph that means something else than before gets another code (a CID, which the
font maps to the same glyph), and several glyphs of one letter are marked with that letter.

Like `tagging`, this uses what is private to WeasyPrint.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

_FIRST_CODE = 0x8000
"""Above the glyphs of all right-to-left faces."""
_STEP = 10
"""How far before a ligature the codes of its letters stand, thousandths of the size."""
_NON_JOINER = "\N{ZERO WIDTH NON-JOINER}"


@dataclass(slots=True)
class _Mark:
    """What `/ActualText` is to be said round a glyph."""

    begins: str = ""
    """The letters of this glyph and those after it, where it is the first of several."""
    ends: bool = False
    """Whether it is the last of several."""
    leads: tuple[int, ...] = ()
    """Codes that draw nothing, shown before it: they mean the letters of a ligature but its first."""


def spelled(stream: Any, box: Any) -> Any:
    """Give each glyph of a line a code that means its own letters, and return the stream to draw it on."""
    from weasyprint.text.ffi import ffi, pango

    # WeasyPrint sets it before it draws, which would shape the line anew.
    pango.pango_layout_set_single_paragraph_mode(box.pango_layout.layout, True)
    line, _ = box.pango_layout.get_first_line()
    text = box.pango_layout.text.encode()
    marks: deque[_Mark] = deque()
    run = line.runs[0]
    while run != ffi.NULL:
        item = run.data
        run = run.next
        font, size = stream.add_font(item.item.analysis.font)
        marks += _Run(item, font, size, text).spell()
    return _Marked(stream, marks) if any(mark.begins or mark.leads for mark in marks) else stream


def families(stream: Any, box: Any) -> Iterator[str]:
    """Give the families of the faces that a line is drawn in."""
    from weasyprint.text.ffi import ffi

    line, _ = box.pango_layout.get_first_line()
    run = line.runs[0]
    while run != ffi.NULL:
        font, _ = stream.add_font(run.data.item.analysis.font)
        yield font.family
        run = run.next


def levelled(stream: Any, box: Any) -> Any:
    """Give the glyphs of a line their exact widths, and return a stream on which its parts come in order.

    pdfium sorts what it finds in a line by where it begins, and says the words of a line each time that it
    comes upon a part of it after one of another. Marks that are raised are parts of their own, and the last
    one of a line may begin beyond the first part of the next, the more so as WeasyPrint rounds widths.
    """
    from weasyprint.text.ffi import ffi

    line, _ = box.pango_layout.get_first_line()
    run, spaces = line.runs[0], {}
    while run != ffi.NULL:
        item = run.data
        run = run.next
        face = item.item.analysis.font
        font, size = stream.add_font(face)
        for at in range(item.glyphs.num_glyphs):
            _width(font, size, face, item.glyphs.glyphs[at].glyph)
        if space := _nominal(font, " "):
            spaces[font.hash] = space, _width(font, size, face, space)
            font.to_unicode.setdefault(space, " ")
    return _Level(stream, spaces)


def _width(font: Any, size: float, face: Any, glyph: int) -> float:
    """Return the width that a face gives a glyph, thousandths of its size; WeasyPrint keeps it."""
    from weasyprint.text.ffi import FROM_UNITS, ffi, pango

    if glyph not in font.widths and not glyph & pango.PANGO_GLYPH_UNKNOWN_FLAG:
        box = ffi.new("PangoRectangle *")
        pango.pango_font_get_glyph_extents(face, glyph, ffi.NULL, box)
        font.widths[glyph] = round(box.width * 1000 * FROM_UNITS / size, 3)
    width: float = font.widths.get(glyph, 0)
    return width


def _nominal(font: Any, char: str) -> int:
    """Return the glyph that a face has for a character; 0 if none."""
    from weasyprint.text.ffi import ffi, harfbuzz

    known = font.__dict__.setdefault("nominal", {})
    if char not in known:
        _declare()
        found = ffi.new("hb_codepoint_t *")
        known[char] = found[0] if harfbuzz.hb_font_get_nominal_glyph(font.hb_font, ord(char), found) else 0
    glyph: int = known[char]
    return glyph


@cache
def _declare() -> None:
    """Make known what WeasyPrint does not need of HarfBuzz."""
    from weasyprint.text.ffi import ffi

    known = "int hb_font_get_nominal_glyph (hb_font_t *font, hb_codepoint_t unicode, hb_codepoint_t *glyph);"
    ffi.cdef(known, override=True)


class _Level:
    """A stream on which raised glyphs begin with a space further back, and so before what follows them."""

    _BACK = 300
    """How far, in thousandths of the size."""
    _FIRST = 3
    """Glyphs that must have come before, lest a part begin before its line does."""

    def __init__(self, stream: Any, spaces: dict[str, tuple[int, float]]) -> None:
        self.stream = stream
        self.spaces = spaces
        self.font = ""
        self.raised = False
        self.shown = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)

    def set_font_size(self, font: str, size: float) -> None:
        """Set what follows in a face."""
        self.font = font
        self.stream.set_font_size(font, size)

    def set_text_rise(self, height: float) -> None:
        """Raise what follows."""
        self.raised = bool(height)
        self.stream.set_text_rise(height)

    def show_text(self, string: str) -> None:
        """Show glyphs, `<0102>`, and the spaces between them."""
        if self.raised and self.shown >= self._FIRST and self.font in self.spaces:
            glyph, width = self.spaces[self.font]
            move, _, rest = string.partition("<")
            string = f"{self._BACK}<{glyph:04x}>{width - self._BACK + float(move or 0):.3f}<{rest}"
        self.shown += string.count("<")
        self.stream.show_text(string)


@dataclass(slots=True)
class _Run:
    """Glyphs of one face and direction."""

    item: Any
    """A `PangoGlyphItem`."""
    font: Any
    """WeasyPrint's `Font`."""
    size: float
    """Points."""
    text: bytes
    """Of the whole line, UTF-8."""

    def spell(self) -> list[_Mark]:
        """Set the codes of the glyphs, and return a mark for each that is drawn."""
        from weasyprint.text.ffi import pango

        drawn = self.item.glyphs.glyphs
        marks: list[_Mark] = []
        for places, letters in self.clusters():
            if len(places) == 1 and letters == _NON_JOINER and (space := self.space()) is not None:
                drawn[places[0]].glyph = space
            shown = [at for at in places if drawn[at].glyph != pango.PANGO_GLYPH_EMPTY]
            spelling = self.spelling(shown, letters)
            if any(drawn[at].glyph & pango.PANGO_GLYPH_UNKNOWN_FLAG for at in shown):
                marks += [_Mark() for _ in shown]  # no glyph at all; WeasyPrint says so
                continue
            several = len(shown) > 1 and "" in spelling
            for at, said in zip(shown, spelling, strict=True):
                first, leads = (said, ()) if several else self.parted(said)
                drawn[at].glyph = self.code(drawn[at].glyph, first)
                begins = letters if several and at == shown[0] else ""
                marks.append(_Mark(begins, several and at == shown[-1], leads))
        return marks

    def space(self) -> int | None:
        """Return the glyph of a space, if the line has one in this run: what has no glyph is drawn as one."""
        drawn = self.item.glyphs.glyphs
        return next(
            (drawn[at[0]].glyph for at, said in self.clusters() if said == " " and len(at) == 1), None
        )

    def clusters(self) -> Iterator[tuple[list[int], str]]:
        """Give the glyphs that belong together, in the order they are drawn, and their letters."""
        starts = [self.item.glyphs.log_clusters[at] for at in range(self.item.glyphs.num_glyphs)]
        bounds = sorted({*starts, self.item.item.length})
        end = dict(pairwise(bounds))
        places: dict[int, list[int]] = {}
        for at, start in enumerate(starts):
            places.setdefault(start, []).append(at)
        origin = self.item.item.offset
        for start, found in places.items():
            yield found, self.text[origin + start : origin + end[start]].decode()

    def spelling(self, shown: list[int], letters: str) -> list[str]:
        """Part the letters of a cluster among its glyphs."""
        if len(shown) == len(letters):
            return [*reversed(letters)] if self.item.item.analysis.level % 2 else [*letters]
        drawn = self.item.glyphs.glyphs
        widest = max(shown, key=lambda at: drawn[at].geometry.width, default=None)
        return [letters if at == widest else "" for at in shown]

    def parted(self, letters: str) -> tuple[str, tuple[int, ...]]:
        """Part the letters of a ligature, such as lam and alef, among its glyph and others that draw nothing.

        Readers turn a line round letter by letter, those that one glyph stands for too.
        """
        if len(letters) < 2 or not self.item.item.analysis.level % 2 or "glyf" not in self.font.tables:
            return letters, ()
        blank = _nominal(self.font, _NON_JOINER)
        if not blank or _width(self.font, self.size, self.item.item.analysis.font, blank):
            return letters, ()
        self.font.to_unicode.setdefault(blank, _NON_JOINER)
        return letters[0], tuple(self.code(blank, letter) for letter in letters[:0:-1])

    def code(self, glyph: int, letters: str) -> int:
        """Return a code that draws a glyph and means some letters; its own if it means nothing else yet."""
        if self.font.to_unicode.setdefault(glyph, letters) == letters or "glyf" not in self.font.tables:
            return glyph
        codes = self.font.__dict__.setdefault("codes", {})
        code: int = codes.setdefault((glyph, letters), _FIRST_CODE + len(codes))
        self.font.to_unicode[code] = letters
        self.font.widths[code] = _width(self.font, self.size, self.item.item.analysis.font, glyph)
        return code


class _Marked:
    """A stream that says `/ActualText` round some glyphs."""

    def __init__(self, stream: Any, marks: deque[_Mark]) -> None:
        self.stream = stream
        self.marks = marks

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)

    def show_text(self, string: str) -> None:
        """Show glyphs, `<0102>`, and the spaces between them, in pieces where marks begin and end."""
        import pydyf

        shown = ""
        for glyph, space in re.findall(r"([0-9a-f]{4})(?=[0-9a-f]*>)|(-?[\d.e-]+)(?=<|$)", string):
            if space:
                # A number goes on until something that cannot be in one.
                shown += f" {space}" if shown[-1:].isdigit() else space
                continue
            mark = self.marks.popleft()
            if mark.begins:
                self._show(shown)
                shown = ""
                words = pydyf.String(mark.begins)
                self.stream.begin_marked_content("Span", pydyf.Dictionary({"ActualText": words}))
            for place, code in enumerate(mark.leads):
                back = _STEP * (len(mark.leads) - place)
                shown += f" {back}<{code:04x}>-{back}"
            shown += f"<{glyph}>"
            if mark.ends:
                self._show(shown)
                shown = ""
                self.stream.end_marked_content()
        self._show(shown)

    def _show(self, string: str) -> None:
        if string:
            self.stream.show_text(string)


def map_codes(fonts: Iterable[Any], pdf: Any) -> None:
    """Have each font of a `pydyf.PDF` draw the codes that `spelled` gave out (ISO 32000-1, 9.7.4.2)."""
    import pydyf

    names = {font.name: codes for font in fonts if (codes := font.__dict__.get("codes"))}
    for found in [found for found in pdf.objects if isinstance(found, pydyf.Dictionary)]:
        codes = names.get(found.get("BaseFont"))
        if codes and found.get("Subtype") == "/CIDFontType2":
            table = [*range(_FIRST_CODE), *(glyph for glyph, _ in codes)]
            packed = b"".join(glyph.to_bytes(2, "big") for glyph in table)
            stream = pydyf.Stream([packed], compress=True)
            pdf.add_object(stream)
            found["CIDToGIDMap"] = stream.reference
