"""A PDF to the text that readers get back from it, and an edition to the text that they should get."""

from __future__ import annotations

import re
import subprocess
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pypdfium2

from publish.phrases import page_of
from publish.writers.edition import Edition
from publish.writers.parity.expected import expected
from publish.writers.parity.read_pdf import read_pdf

_IGNORED = re.compile("[\\s\u00ad\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+")
"""White space, where a line or a word may be cut, and marks of direction."""
_TURNED = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]+")
"""Words from right to left, which readers put in an order of their own in a line of other words."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How much of an edition a reader gets back."""

    characters: int
    """In all units of the edition, white space left out."""
    exact: int
    """Those in units that come back whole and in order."""
    words: float
    """Share of the words that come back, of all."""
    lost: tuple[str, ...]
    """Units that do not come back."""

    @property
    def share(self) -> float:
        """How much comes back exactly, 0 to 1."""
        return self.exact / self.characters if self.characters else 1.0


def wanted(edition: Edition) -> list[str]:
    """Return the text of each block, cell and note of an edition, in reading order."""
    found = expected(edition)
    units = [word for unit in found.units for word in unit.words]
    units += [word for notes in found.notes.values() for unit in notes for word in unit.words]
    return [text for unit in units if (text := _plain(unit, edition))]


def _plain(words: str, edition: Edition) -> str:
    """Return the words of a unit with the numbers of the notes that it calls, and without pictures."""
    called = re.sub("\ufdd0(\\d+)\ufdd2", lambda found: edition.language.number(int(found[1])), words)
    return re.sub("\ufdd1.*?\ufdd2", "", called, flags=re.S).strip()


def read(edition: Edition, pages: Sequence[str]) -> Reading:
    """Compare what a reader gets of each page with what the edition prints.

    Words from right to left among others are not in `share`, but in `words`.
    """
    units = wanted(edition)

    def compared(text: str) -> str:
        plain = _squeezed(text)
        return plain if edition.language.direction == "rtl" else _TURNED.sub("", plain)

    squeezed = [compared(_body(page, edition, number, len(pages))) for number, page in enumerate(pages, 1)]
    lost = [unit for unit in units if not _is_in(compared(unit), squeezed)]
    total, gone = (sum(len(compared(unit)) for unit in some) for some in (units, lost))
    there = {word for page in pages for word in _words(page)}
    words = [word for unit in units for word in _words(unit)]
    come = sum(word in there for word in words) / len(words) if words else 1.0
    return Reading(total, total - gone, come, tuple(lost))


def _squeezed(text: str) -> str:
    return _IGNORED.sub("", text)


def _words(text: str) -> list[str]:
    """Return the words of a text; poppler sets the marks of direction that it adds where spaces were."""
    return "".join(
        char if unicodedata.category(char)[0] in "LMN" or char == "\u200c" else " "
        for char in re.sub("[\u00ad\u200b]", "", text)
    ).split()


def _body(page: str, edition: Edition, number: int, count: int) -> str:
    """Return a page without its running head and its number."""
    foot = _squeezed(page_of(edition.language, number, count).text)
    head = _squeezed(edition.title) if number > 1 else ""
    text = _squeezed(page)
    for part in (foot, head):
        at = text.find(part) if part else -1
        text = text if at < 0 else text[:at] + text[at + len(part) :]
    return text


def _is_in(unit: str, pages: Sequence[str]) -> bool:
    """Tell whether a unit stands on a page, or on two that follow each other, notes between its parts."""
    if any(unit in page for page in pages):
        return True
    return any(_begins(unit, one) + _ends(unit, other) >= len(unit) for one, other in pairwise(pages))


def _begins(unit: str, page: str) -> int:
    return next((end for end in range(len(unit), 0, -1) if unit[:end] in page), 0)


def _ends(unit: str, page: str) -> int:
    return next((len(unit) - start for start in range(len(unit)) if unit[start:] in page), 0)


# --- readers -------------------------------------------------------------------------------------------


def poppler(path: Path, edition: Edition) -> list[str]:
    """Return the text of each page as poppler gives it, from left to right in the order of the content."""
    order = ["-raw"] if edition.language.direction == "ltr" else []
    ran = subprocess.run(["pdftotext", *order, str(path), "-"], capture_output=True, check=True)
    return ran.stdout.decode().split("\f")[:-1]


def pdfium(path: Path) -> list[str]:
    """Return the text of each page as pdfium gives it."""
    with pypdfium2.PdfDocument(path) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def pdfium_structure(path: Path, edition: Edition) -> list[str]:
    """Return the text of each page's structure as pdfium gives it, and then that of the notes."""
    printed = read_pdf(path.read_bytes())
    pages: dict[int, list[str]] = {}
    for piece in printed.pieces:
        pages.setdefault(piece.page, []).extend(_plain(words, edition) for words in piece.words)
    notes = "\n".join(_plain(words, edition) for words in printed.notes.values())
    return ["\n".join(words) for words in pages.values()] + [notes]


_WALK = """
import sys
import gi
gi.require_version("Poppler", "0.18")
from gi.repository import Gio, Poppler

page = 0

def walk(here):
    global page
    while True:
        element, inner = here.get_element(), here.get_child()
        text = element.get_actual_text()
        if text is None and element.is_content():
            text = element.get_text(0)
        if element.get_page() > page:
            page = element.get_page()
            print("\\f", end="")
        if text is not None:
            print(text)
        elif inner:
            walk(inner)
        if not here.next():
            return

document = Poppler.Document.new_from_gfile(Gio.File.new_for_path(sys.argv[1]), None, None)
walk(Poppler.StructureElementIter.new(document))
"""


def poppler_structure(path: Path) -> list[str]:
    """Return the text of each page's structure as poppler gives it to screen readers.

    Its bindings are Debian's (gir1.2-poppler-0.18, python3-gi), which Debian's own Python alone can import.
    """
    ran = subprocess.run(
        ["/usr/bin/python3", "-c", _WALK, str(path)], capture_output=True, check=True, text=True
    )
    return ran.stdout.split("\f")


def has_poppler_structure() -> bool:
    """Tell whether this machine has poppler's bindings."""
    asked = ["/usr/bin/python3", "-c", "import gi; gi.require_version('Poppler', '0.18')"]
    return subprocess.run(asked, capture_output=True, check=False).returncode == 0
