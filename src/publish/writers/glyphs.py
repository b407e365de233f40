"""A right-to-left line to glyphs each of which says its own letters: for search and copy in a PDF.

WeasyPrint lets a glyph mean the letters it stood for first. In Arabic and Hebrew type that is wrong: one
stroke serves several letters, and what joins or parts letters has no glyph at all. Here a glyph that means
something else than before gets another code (a CID, which the font maps to the same glyph). Where letters and
glyphs cannot be told apart, as in Nastaliq, the letters are said below the line in glyphs that draw nothing.

Like `tagging`, this uses what is private to WeasyPrint.
"""

from __future__ import annotations

import re
import unicodedata
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any

from publish.writers import interface

_FIRST_CODE = 0x8000
"""Above the glyphs of all right-to-left faces."""
_STEP = 10
"""How far before a ligature the codes of its letters stand, thousandths of the size."""
_NON_JOINER = "\N{ZERO WIDTH NON-JOINER}"


def spelled(stream: Any, box: Any) -> Any:
    """Give each glyph of a line a code that means its own letters, and return the stream to draw it on."""
    leads = deque(lead for run in _runs(stream, box) for lead in run.spell())
    return _Led(stream, leads) if any(leads) else stream


def is_stacked(stream: Any, box: Any) -> bool:
    """Tell whether letters of a line are not in a row for any reader to find.

    In Nastaliq words climb, and every dot is a glyph of its own; elsewhere a vowel sign stands over a letter.
    """
    return any("Nastaliq" in run.font.family or run.is_stacked() for run in _runs(stream, box))


def say_below(stream: Any, box: Any, matrix: Any) -> None:
    """Say the letters of a line in glyphs that draw nothing, in a row as wide as the line.

    So do programs that read scanned pages, and every reader understands it. Runs of one face are one row, for
    pdfium does not see a row of a single glyph.
    """
    from weasyprint.text.ffi import FROM_UNITS

    stream.set_text_matrix(*matrix.values)
    for _, row in groupby(_runs(stream, box), lambda run: id(run.font)):
        runs = list(row)
        widths = (glyph.geometry.width for run in runs for glyph in run.glyphs())
        runs[0].say(stream, "".join(run.seen() for run in runs), sum(widths) * FROM_UNITS)
    stream.stream.append(b"100 Tz")


def families(stream: Any, box: Any, seen: set[Any]) -> Iterator[str]:
    """Give the families of the faces that a line is drawn in, but for those whose font was `seen`."""
    from weasyprint.text.ffi import ffi

    run = _first_run(box)
    while run != ffi.NULL:
        font = run.data.item.analysis.font
        if font not in seen:
            seen.add(font)
            yield stream.add_font(font)[0].family
        run = run.next


def _first_run(box: Any) -> Any:
    from weasyprint.text.ffi import pango

    # WeasyPrint sets it before it draws, which would shape the line anew.
    pango.pango_layout_set_single_paragraph_mode(box.pango_layout.layout, True)
    line, _ = box.pango_layout.get_first_line()
    return line.runs[0]


def levelled(stream: Any, box: Any) -> Any:
    """Give the glyphs of a line their exact widths, and return a stream on which its parts come in order.

    pdfium sorts what it finds in a line by where it begins, and says the words of a line each time that it
    comes upon a part of it after one of another. Marks that are raised are parts of their own, and the last
    one of a line may begin beyond the first part of the next, the more so as WeasyPrint rounds widths.
    """
    spaces = {}
    for run in _runs(stream, box):
        if run.font.png:  # emoji, whose size WeasyPrint settles by itself
            continue
        for glyph in run.glyphs():
            if glyph.glyph not in run.font.widths:
                run.width(glyph.glyph)
        if space := _nominal(run.font, " "):
            spaces[run.font.hash] = space, run.width(space)
            run.font.to_unicode.setdefault(space, " ")
    return _Level(stream, spaces)


def _runs(stream: Any, box: Any) -> Iterator[_Run]:
    """Give the runs of a line, from left to right."""
    from weasyprint.text.ffi import ffi

    text = box.pango_layout.text.encode()
    run = _first_run(box)
    while run != ffi.NULL:
        font, size = stream.add_font(run.data.item.analysis.font)
        yield _Run(run.data, font, size, text)
        run = run.next


def _nominal(font: Any, char: str) -> int:
    """Return the glyph that a face has for a character; 0 if none."""
    from weasyprint.text.ffi import ffi, harfbuzz

    known = font.__dict__.setdefault("nominal", {})
    if char not in known:
        interface.declare()
        found = ffi.new("hb_codepoint_t *")
        known[char] = found[0] if harfbuzz.hb_font_get_nominal_glyph(font.hb_font, ord(char), found) else 0
    glyph: int = known[char]
    return glyph


class _Passing:
    """A stream that passes on what it does not do otherwise."""

    def __init__(self, stream: Any) -> None:
        self.stream = stream

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)


class _Level(_Passing):
    """A stream on which raised glyphs begin with a space further back, and so before what follows them."""

    _BACK = 300
    """How far, in thousandths of the size."""
    _FIRST = 3
    """Glyphs that must have come before, lest a part begin before its line does."""

    def __init__(self, stream: Any, spaces: dict[str, tuple[int, float]]) -> None:
        super().__init__(stream)
        self.spaces = spaces
        self.font = ""
        self.raised = False
        self.shown = 0

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

    def glyphs(self) -> Iterator[Any]:
        """Give the glyphs, `PangoGlyphInfo`, from left to right."""
        return (self.item.glyphs.glyphs[at] for at in range(self.item.glyphs.num_glyphs))

    @property
    def is_rtl(self) -> bool:
        """Whether it runs from right to left."""
        return bool(self.item.item.analysis.level % 2)

    def seen(self) -> str:
        """Return its letters as the eye meets them from left to right."""
        start = self.item.item.offset
        letters = self.text[start : start + self.item.item.length].decode()
        return letters[::-1] if self.is_rtl else letters

    def width(self, glyph: int) -> float:
        """Return the width that the face gives a glyph, thousandths of its size; WeasyPrint keeps it."""
        from weasyprint.text.ffi import FROM_UNITS, ffi, pango

        widths = self.font.widths
        if glyph not in widths and not glyph & pango.PANGO_GLYPH_UNKNOWN_FLAG:
            box = ffi.new("PangoRectangle *")
            pango.pango_font_get_glyph_extents(self.item.item.analysis.font, glyph, ffi.NULL, box)
            widths[glyph] = round(box.width * 1000 * FROM_UNITS / self.size, 3)
        width: float = widths.get(glyph, 0)
        return width

    def spell(self) -> list[tuple[int, ...]]:
        """Set the codes of the glyphs; return for each that is drawn the codes that go before it.

        Those draw nothing and mean the letters of a ligature but its first.
        """
        from weasyprint.text.ffi import pango

        drawn = self.item.glyphs.glyphs
        leads: list[tuple[int, ...]] = []
        for places, letters in self.clusters():
            if len(places) == 1 and letters == _NON_JOINER and (space := self.space()) is not None:
                drawn[places[0]].glyph = space
            shown = self.shown(places)
            if any(drawn[at].glyph & pango.PANGO_GLYPH_UNKNOWN_FLAG for at in shown):
                leads += [() for _ in shown]  # no glyph at all; WeasyPrint says so
                continue
            for at in shown:
                first, before = self.parted(letters)
                drawn[at].glyph = self.code(drawn[at].glyph, first)
                leads.append(before)
        return leads

    def say(self, stream: Any, letters: str, room: float) -> None:
        """Show codes that draw nothing and mean some letters, as wide as the room that they have."""
        blank = _nominal(self.font, " ")
        width = self.width(blank)
        if not (blank and width):
            return
        self.font.to_unicode.setdefault(blank, " ")
        scale = 100_000 * room / (len(letters) * width * self.size)
        stream.set_font_size(self.font.hash, self.size)
        stream.stream.append(f"{scale:.3f} Tz".encode())  # ISO 32000-1, 9.3.4
        stream.show_text("<" + "".join(f"{self.code(blank, letter):04x}" for letter in letters) + ">")

    def is_stacked(self) -> bool:
        """Tell whether letters have several glyphs: a mark over or under them, a dot of their own."""
        return any(
            len(self.shown(places)) > 1 or unicodedata.category(letters[:1] or " ")[0] == "M"
            for places, letters in self.clusters()
        )

    def shown(self, places: list[int]) -> list[int]:
        """Return those of some glyphs that are drawn at all."""
        from weasyprint.text.ffi import pango

        return [at for at in places if self.item.glyphs.glyphs[at].glyph != pango.PANGO_GLYPH_EMPTY]

    def space(self) -> int | None:
        """Return the glyph of a space, if the line has one in this run: what has no glyph is drawn as one."""
        drawn = self.item.glyphs.glyphs
        return next(
            (drawn[at[0]].glyph for at, said in self.clusters() if said == " " and len(at) == 1), None
        )

    def clusters(self) -> Iterator[tuple[list[int], str]]:
        """Give the glyphs that belong together, in the order they are drawn, and their letters."""
        starts = self.item.glyphs.log_clusters[0 : self.item.glyphs.num_glyphs]
        bounds = sorted({*starts, self.item.item.length})
        end = dict(pairwise(bounds))
        places: dict[int, list[int]] = {}
        for at, start in enumerate(starts):
            places.setdefault(start, []).append(at)
        origin = self.item.item.offset
        for start, found in places.items():
            yield found, self.text[origin + start : origin + end[start]].decode()

    def parted(self, letters: str) -> tuple[str, tuple[int, ...]]:
        """Part the letters of a ligature, such as lam and alef, among its glyph and others that draw nothing.

        Readers turn a line round letter by letter, those that one glyph stands for too.
        """
        if len(letters) < 2 or not self.is_rtl or "glyf" not in self.font.tables:
            return letters, ()
        blank = _nominal(self.font, _NON_JOINER)
        if not blank or self.width(blank):
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
        self.font.widths[code] = self.width(glyph)
        return code


class _Led(_Passing):
    """A stream that shows, before some glyphs, codes that draw nothing."""

    def __init__(self, stream: Any, leads: deque[tuple[int, ...]]) -> None:
        super().__init__(stream)
        self.leads = leads

    def show_text(self, string: str) -> None:
        """Show glyphs, `<0102>`, and the spaces between them."""
        shown = ""
        for glyph, space in re.findall(r"([0-9a-f]{4})(?=[0-9a-f]*>)|(-?[\d.e-]+)(?=<|$)", string):
            if space:
                # A number goes on until something that cannot be in one.
                shown += f" {space}" if shown[-1:].isdigit() else space
                continue
            leads = self.leads.popleft()
            for place, code in enumerate(leads):
                back = _STEP * (len(leads) - place)
                shown += f" {back}<{code:04x}>-{back}"
            shown += f"<{glyph}>"
        if shown:
            self.stream.show_text(shown)


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
