"""A picture that the article names to a drawing in the line, described for those who cannot see it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from publish.errors import EditionError
from publish.theme import PAGES
from publish.theme.docx.ooxml import NAMESPACES, tag
from publish.writers import images
from publish.writers.docx.book import Book

if TYPE_CHECKING:
    from docx.opc.part import Part

_EMU_PER_MM = 36000
_MM_PER_PIXEL = 25.4 / 96  # as browsers and the PDF take it; no picture is printed larger than that
_TALLEST = 0.55  # of the page between its margins, as in the PDF
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
    theme = book.edition.theme
    return Room(width, _TALLEST * (PAGES[theme.page][1] - 2 * theme.margin))


def among_words(book: Book, width: float) -> Room:
    """Return the room of a picture in a line of words."""
    return Room(width, _LINE * book.edition.theme.size * book.row.size * _MM_PER_POINT)


def drawing(book: Book, source: Part, src: str, alt: str, line: int, room: Room) -> str:
    """Return the run that shows a picture; `source` is the part it stands in.

    Raises SourceError where the picture cannot be read, EditionError where Word cannot show it.
    """
    picture = book.edition.picture(src, line)
    if picture.media_type == "image/svg+xml":
        raise EditionError(
            f"a DOCX cannot hold an SVG picture yet: {src}",
            path=book.edition.source,
            line=line,
            hint="Export the picture as PNG, twice as large as it is printed, and name that one.",
        )
    width, height = picture.width * _MM_PER_PIXEL, picture.height * _MM_PER_PIXEL
    scale = min(1, room.width / width, room.height / height)
    small = images.fitted(picture, width * scale)
    extent = {"cx": round(width * scale * _EMU_PER_MM), "cy": round(height * scale * _EMU_PER_MM)}
    return _run(
        book.drawing(),
        book.package.picture(source, small),
        PurePosixPath(src).name,
        # As in the PDF, what nobody described is called by its file's name.
        " ".join(alt.split()) or PurePosixPath(src).stem,
        extent,
    )


def _run(id: int, relationship: str, name: str, alt: str, extent: dict[str, int]) -> str:
    shape = tag(
        "pic:spPr",
        tag("a:xfrm", tag("a:off", x=0, y=0), tag("a:ext", **extent)),
        tag("a:prstGeom", tag("a:avLst"), prst="rect"),
    )
    picture = tag(
        "pic:pic",
        tag("pic:nvPicPr", tag("pic:cNvPr", id=id, name=name), tag("pic:cNvPicPr")),
        tag("pic:blipFill", tag("a:blip", r_embed=relationship), tag("a:stretch", tag("a:fillRect"))),
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
