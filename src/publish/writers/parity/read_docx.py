"""The bytes of a DOCX to all that it holds."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from publish.theme.docx.ooxml import NAMESPACES
from publish.writers.parity.units import Printed, call, picture_of, target_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = f"{{{NAMESPACES['w']}}}"
_DESCRIBED = f"{{{NAMESPACES['wp']}}}docPr"
_ID = f"{{{NAMESPACES['r']}}}id"
_RELATED = {f"_rels/{name}.rels": name for name in ("document.xml", "footnotes.xml")}
"""Parts that say where links lead, and the parts whose links they are."""


def read_docx(data: bytes) -> Printed:
    """Read what a DOCX holds; raises whatever lxml and zipfile do."""
    from lxml import etree

    # What we have written ourselves may hold ten million characters in a paragraph.
    huge = etree.XMLParser(huge_tree=True, resolve_entities=False)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = ("styles.xml", "document.xml", "footnotes.xml", *_RELATED)
        parts = {
            name: etree.fromstring(package.read(f"word/{name}"), huge)
            for name in names
            if f"word/{name}" in package.namelist()
        }
    printed = Printed()
    levels = _levels(parts["styles.xml"])
    for body in parts["document.xml"]:
        _read_blocks(body, levels, printed)
    for note in parts.get("footnotes.xml", ()):
        if not note.get(f"{_W}type"):  # such as the line above the notes
            printed.notes[int(note.get(f"{_W}id", ""))] = _read_words(note)
    _read_links(parts, printed)
    return printed


def _read_links(parts: dict[str, _Element], printed: Printed) -> None:
    places = {mark.get(f"{_W}name") for mark in parts["document.xml"].iter(f"{_W}bookmarkStart")}
    for relations, name in _RELATED.items():
        targets = {relation.get("Id"): relation.get("Target", "") for relation in parts.get(relations, ())}
        for link in parts[name].iter(f"{_W}hyperlink") if name in parts else ():
            if target := targets.get(link.get(_ID)):
                printed.links.append(target_of(target))
            elif link.get(f"{_W}anchor") in places:
                printed.places += 1


def _levels(styles: _Element) -> dict[str | None, int]:
    """Return the level of each style that makes headings, by its id; 0 is the title's."""
    levels: dict[str | None, int] = {}
    for style in styles.iterchildren(f"{_W}style"):
        name, outline = style.find(f"{_W}name"), style.find(f"{_W}pPr/{_W}outlineLvl")
        if name is not None and name.get(f"{_W}val") == "Title":
            levels[style.get(f"{_W}styleId")] = 0
        elif outline is not None and (level := int(outline.get(f"{_W}val", "9"))) < 9:
            levels[style.get(f"{_W}styleId")] = level + 1
    return levels


def _read_blocks(parent: _Element, levels: dict[str | None, int], printed: Printed) -> None:
    for child in parent:
        match child.tag:
            case tag if tag == f"{_W}p":
                style = child.find(f"{_W}pPr/{_W}pStyle")
                level = None if style is None else levels.get(style.get(f"{_W}val"))
                printed.block(_read_words(child), level)
            case tag if tag == f"{_W}tbl":
                for row in child.iterchildren(f"{_W}tr"):
                    head = row.find(f"{_W}trPr/{_W}tblHeader") is not None
                    printed.row(map(_read_words, row.iterchildren(f"{_W}tc")), head)
            case tag if tag in (f"{_W}sdt", f"{_W}sdtContent"):
                _read_blocks(child, levels, printed)
            case _:
                pass


def _read_words(parent: _Element) -> str:
    """Return the words in an element: results of fields, not what they are worked out from."""
    said = []
    for element in parent.iter(*_SAID):
        match element.tag:
            case tag if tag == _SAID[0]:
                said.append(element.text or "")
            case tag if tag == _SAID[1]:
                said.append(call(element.get(f"{_W}id", "")))
            case tag if tag == _SAID[2]:
                said.append(picture_of(element.get("descr", "")))
            case _:
                said.append("-")
    return "".join(said)


_SAID = (f"{_W}t", f"{_W}footnoteReference", _DESCRIBED, f"{_W}noBreakHyphen")
