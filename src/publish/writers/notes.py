"""A footnote that is higher than the page to parts, which go on over the next pages.

WeasyPrint moves a note that finds no room to the next page, whole; one that no page has room for runs off the
paper. In parts, each of which is a note to it, with a number only at the first, it fills page after page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

MORE = "note more"
"""Class of all parts of a note but the first."""
_LEAST = 400
"""Characters that a part has at least, some five lines: a few parts fill a page well, and not many are tried.
It ends with a line, or a sentence, or at last with a word."""
_MOST = 800
"""Characters that a part has at most, but for its last word."""
_LINE = 80
"""Characters that a line counts, however few it has."""
_WORD = re.compile(r"\s*[^\s。！？]{1,200}[。！？]*|\s+|[。！？]+")
"""A word and the space round it; where a script has no spaces, a sentence or what of one fills lines."""
_STOP = re.compile(r"[.!?…。！？।۔؟:;][”’»)\]]*\s*$")


def too_high(page: Any) -> Iterator[Any]:
    """Give the elements of the notes of a laid-out page that have no room on it."""
    from weasyprint.formatting_structure import boxes

    for area in page.children:
        if isinstance(area, boxes.FootnoteAreaBox):
            last, bottom = area.children[-1], area.position_y + area.margin_height()
            if last.position_y + last.margin_height() > bottom + 1:
                yield from (note.element for note in area.children)


def divide(root: Any, notes: Iterable[Any]) -> bool:
    """Put in the place of each note that has more than one its parts; return whether any has."""
    parents = {child: parent for parent in root.iter() for child in parent}
    done = False
    for note in notes:
        first = _like(note)
        cutter = _Cutter([first], [first])
        cutter.read(note)
        if cutter.parts == [first]:
            continue
        done = True
        for part in cutter.parts[1:]:
            part.set("class", MORE)
        cutter.parts[-1].tail = note.tail
        _keep_head(note, parents)
        at = list(parents[note]).index(note)
        parents[note][at : at + 1] = cutter.parts
    return done


def _keep_head(note: Any, parents: Mapping[Any, Any]) -> None:
    """Have a head of a table stand on one page that has such a note: WeasyPrint leaves out one that each page
    is to repeat if it is, with its notes, higher than the page."""
    element = note
    while (element := parents.get(element)) is not None:
        if element.tag == "thead":
            element.tag = "tbody"


@contextmanager
def in_order(root: Any) -> Iterator[None]:
    """Have WeasyPrint keep notes in order that it moves to the next page, parts of one among them."""
    from weasyprint.layout import page

    make, places = page.make_page, {element: at for at, element in enumerate(root.iter())}

    def made(context: Any, *more: Any, **options: Any) -> Any:
        context.reported_footnotes.sort(key=lambda note: places[note.element])
        return make(context, *more, **options)

    page.make_page = made
    try:
        yield
    finally:
        page.make_page = make


@dataclass(slots=True)
class _Cutter:
    """Takes what a note holds, and gives it out to parts."""

    parts: list[Any]
    """Elements like the note, that hold what it holds one after the other."""
    inside: list[Any]
    """What is open in the last part, outermost first."""
    size: int = 0
    """Characters in it."""

    def read(self, element: Any) -> None:
        """Take what an element holds."""
        self.words(element.text or "")
        for child in element:
            if child.tag == "br" and self.size >= _LEAST:
                self.size = _MOST
            elif child.tag in ("br", "img"):
                self.make_room()
                self.inside[-1].append(_like(child))
                self.size += _LINE
            else:
                self.make_room()
                self.inside.append(_like(child))
                self.inside[-2].append(self.inside[-1])
                self.read(child)
                self.inside.pop()
            self.words(child.tail or "")

    def words(self, text: str) -> None:
        for word in _WORD.findall(text):
            self.make_room()
            _add(self.inside[-1], word if self.size else word.lstrip())
            self.size += len(word)
            if self.size >= _LEAST and _STOP.search(word):
                self.size = _MOST

    def make_room(self) -> None:
        """Begin a part where the last one is full; what is open in that is opened again."""
        if self.size < _MOST:
            return
        self.inside = [_like(element) for element in self.inside]
        for outer, inner in pairwise(self.inside):
            outer.append(inner)
        self.parts.append(self.inside[0])
        self.size = 0


def _like(element: Any) -> Any:
    """Return an element of the same name and attributes that holds nothing."""
    return element.makeelement(element.tag, dict(element.attrib))


def _add(element: Any, words: str) -> None:
    """Put words behind all that an element holds."""
    if len(element):
        element[-1].tail = (element[-1].tail or "") + words
    else:
        element.text = (element.text or "") + words
