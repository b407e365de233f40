"""A picture that the article names to a drawing in the line, described for those who cannot see it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from publish import phrases
from publish.theme.docx.ooxml import NAMESPACES, tag
from publish.writers import images
from publish.writers.docx.book import Book

if TYPE_CHECKING:
    from docx.opc.part import Part

_EMU_PER_MM = 36000
_LINE = 1.2  # em, the height of a picture among words
_MM_PER_POINT = 25.4 / 72


@dataclass(frozen=True, slots=True)
class Room:
    """The room there is for a picture."""

    width: float
    """Millimetres."""
    height: float
    """Millimetres."""


def alone(book: Book, width: float) -> Room:
    """Return the room of a picture by itself, in a column `width` millimetres wide."""
    return Room(width, images.TALLEST * book.page.column)


def among_words(book: Book, width: float) -> Room:
    """Return the room of a picture in a line of words."""
    return Room(width, _LINE * book.edition.theme.size * book.row.size * _MM_PER_POINT)


def drawing(book: Book, source: Part, src: str, alt: str, line: int, room: Room) -> str:
    """Return the run that shows a picture; `source` is the part it stands in.

    What nobody described is called a photograph, in the edition's language, as in the PDF. Raises SourceError
    where the picture cannot be read.
    """
    picture = book.edition.picture(src, line)
    width, height = images.printed(picture, room.width, room.height)
    extent = {"cx": max(1, round(width * _EMU_PER_MM)), "cy": max(1, round(height * _EMU_PER_MM))}
    return _run(
        book.drawing(),
        _blip(book, source, picture, width),
        PurePosixPath(src).name,
        " ".join(alt.split()) or phrases.photo(book.edition.language).text,
        extent,
    )


# [MS-ODRAWXML] 2.2.8: programs that know the extension show the drawing, all others the pixels.
_SVG_EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
_SVG_NAMESPACE = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"


def _blip(book: Book, source: Part, picture: images.Picture, width: float) -> str:
    """Return what a picture printed `width` millimetres wide is made of; of an SVG there are two."""
    if picture.media_type != "image/svg+xml":
        fitted = images.fitted(picture, width)
        return tag("a:blip", r_embed=book.package.picture(source, fitted))
    pixels = book.package.picture(source, images.drawn(picture, width))
    drawing = book.package.picture(source, picture)
    svg = f'<asvg:svgBlip xmlns:asvg="{_SVG_NAMESPACE}" r:embed="{drawing}"/>'
    return tag("a:blip", tag("a:extLst", tag("a:ext", svg, uri=_SVG_EXTENSION)), r_embed=pixels)


def _run(id: int, blip: str, name: str, alt: str, extent: dict[str, int]) -> str:
    shape = tag(
        "pic:spPr",
        tag("a:xfrm", tag("a:off", x=0, y=0), tag("a:ext", **extent)),
        tag("a:prstGeom", tag("a:avLst"), prst="rect"),
    )
    picture = tag(
        "pic:pic",
        tag("pic:nvPicPr", tag("pic:cNvPr", id=id, name=name), tag("pic:cNvPicPr")),
        tag("pic:blipFill", blip, tag("a:stretch", tag("a:fillRect"))),
        shape,
    )
    inline = tag(
        "wp:inline",
        tag("wp:extent", **extent),
        tag("wp:docPr", id=id, name=name, descr=alt),
        tag("wp:cNvGraphicFramePr", tag("a:graphicFrameLocks", noChangeAspect=1)),
        tag("a:graphic", tag("a:graphicData", picture, uri=NAMESPACES["pic"])),
        distT=0,
        distB=0,
        distL=0,
        distR=0,
    )
    return tag("w:r", tag("w:drawing", inline))
