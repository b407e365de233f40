"""The parts of a DOCX to what is wrong with them that no validator tells."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

from lxml import etree

from publish.theme.docx.ooxml import NAMESPACES as NS

W = "{" + NS["w"] + "}"
_LANG = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?")
_POINTS_TO = re.compile(r"\b(?:REF|PAGEREF|NOTEREF) (\S+)")
_LONGEST_NAME = 40  # of a bookmark


def complaints(parts: Mapping[str, bytes]) -> list[str]:
    """Return all that is wrong with a DOCX; `parts` are the files in it, by name."""
    return list(_Checks(parts).all())


class _Checks:
    """Looks through one DOCX."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        self.parts = parts
        names = [name for name in parts if re.fullmatch(r"word/\w+\.xml", name)]
        self.trees = {name[5:-4]: etree.fromstring(parts[name]) for name in names}

    def find(self, path: str, part: str = "document") -> list[etree._Element]:
        """Return what an XPath finds in a part, if it is there."""
        found = self.trees[part].xpath(path, namespaces=NS) if part in self.trees else []
        return [e for e in found if isinstance(e, etree._Element)] if isinstance(found, list) else []

    def values(self, path: str, part: str = "document") -> list[str]:
        """Return the strings that an XPath finds in a part, if it is there."""
        found = self.trees[part].xpath(path, namespaces=NS) if part in self.trees else []
        return [str(value) for value in found] if isinstance(found, list) else []

    def all(self) -> Iterator[str]:
        """Give every complaint."""
        for name in self.trees:
            for look in (self.fields, self.bookmarks, self.languages, self.pictures, self.relations):
                yield from (f"{name}: {what}" for what in look(name))
        for check in (self.styles, self.twins, self.tables, self.notes, self.directions, self.properties):
            yield from check()

    def fields(self, part: str) -> Iterator[str]:
        """Fields have a beginning, a result and an end, one after the other."""
        state = "end"
        for mark in self.find("//w:fldChar", part):
            kind = mark.get(f"{W}fldCharType", "")
            if {"begin": "end", "separate": "begin", "end": "separate"}.get(kind) != state:
                yield f"a field's {kind} comes after {state}"
            state = kind
        if state != "end":
            yield "a field has no end"

    def bookmarks(self, part: str) -> Iterator[str]:
        """Bookmarks begin and end, have names of their own, and what links and fields point to is there."""
        starts, ends = (self.values(f"//w:bookmark{end}/@w:id", part) for end in ("Start", "End"))
        if sorted(starts) != sorted(ends) or len({*starts}) != len(starts):
            yield "bookmarks do not begin and end in pairs"
        names = self.values("//w:bookmarkStart/@w:name", part)
        if len({*names}) != len(names):
            yield "two bookmarks have one name"
        yield from (f"the bookmark {name} is too long" for name in names if len(name) > _LONGEST_NAME)
        known = {name for other in self.trees for name in self.values("//w:bookmarkStart/@w:name", other)}
        asked = self.values("//w:hyperlink/@w:anchor", part)
        asked += [
            name for text in self.values("//w:instrText/text()", part) for name in _POINTS_TO.findall(text)
        ]
        yield from (f"nothing is marked {name}" for name in asked if name not in known)

    def languages(self, part: str) -> Iterator[str]:
        """Tags of languages are such as Word writes."""
        tags = self.values("//w:lang/@*", part)
        yield from (f"{tag} is no language to Word" for tag in tags if not _LANG.fullmatch(tag))

    def pictures(self, part: str) -> Iterator[str]:
        """Pictures are described, and have ids of their own."""
        drawn = self.find("//wp:docPr", part)
        yield from (
            f"picture {d.get('id')} is not described" for d in drawn if not d.get("descr", "").strip()
        )
        ids = [drawing.get("id") for drawing in drawn]
        if len({*ids}) != len(ids):
            yield "two pictures have one id"

    def relations(self, part: str) -> Iterator[str]:
        """What a part refers to by a relationship is there."""
        path = f"word/_rels/{part}.xml.rels"
        known = {r.get("Id") for r in etree.fromstring(self.parts[path])} if path in self.parts else set()
        asked = self.values("//@r:id | //@r:embed | //@r:link", part)
        yield from (f"no relationship {id}" for id in asked if id not in known)

    def styles(self) -> Iterator[str]:
        """Styles and lists that are used are defined, and every paragraph with words has a style."""
        known = set(self.values("//w:style/@w:styleId", "styles"))
        numbers = set(self.values("//w:num/@w:numId", "numbering"))
        for part in self.trees:
            used = self.values("//w:pStyle/@w:val | //w:rStyle/@w:val | //w:tblStyle/@w:val", part)
            yield from (f"{part}: no style {id}" for id in {*used} - known)
            yield from (f"{part}: no list {id}" for id in {*self.values("//w:numId/@w:val", part)} - numbers)
            if self.find("//w:p[not(w:pPr/w:pStyle)][w:r/w:t]", part):
                yield f"{part}: a paragraph has words and no style"

    def twins(self) -> Iterator[str]:
        """Bold and sizes are said of complex scripts, too."""
        for part in self.trees:
            for one, other in (("b", "bCs"), ("sz", "szCs")):
                if lone := self.find(f"//w:rPr[w:{one} and not(w:{other})]", part):
                    yield f"{part}: {len(lone)} times {one} without {other}"

    def tables(self) -> Iterator[str]:
        """Rows are whole, head rows are repeated, and a table runs as the page does."""
        if self.find("//w:tr[not(w:trPr/w:cantSplit)]"):
            yield "a row may break"
        heads = "//w:tr[.//w:pStyle[starts-with(@w:val, 'TableHeading')]][not(w:trPr/w:tblHeader)]"
        if self.find(heads):
            yield "a head row is not repeated"
        if self.find("//w:sectPr/w:bidi") and self.find("//w:tbl[not(w:tblPr/w:bidiVisual)]"):
            yield "a table runs from left to right"

    def notes(self) -> Iterator[str]:
        """Every note is referred to once, and every reference has its note."""
        asked = self.values("//w:footnoteReference/@w:id")
        known = self.values("//w:footnote[not(@w:type)]/@w:id", "footnotes")
        if sorted(asked) != sorted(known):
            yield f"references to notes {asked} and notes {known} differ"

    def directions(self) -> Iterator[str]:
        """Letters that run from right to left say so, as do the paragraphs of such an edition."""
        for part in ("document", "footnotes", "header1", "footer1"):
            # Code is printed as it is.
            spoken = "//w:p[not(w:pPr/w:pStyle/@w:val = 'SourceCode')]//w:r[w:t][not(w:rPr/w:rtl)]"
            for run in self.find(spoken, part):
                words = "".join(text.text or "" for text in run.iterfind(f"{W}t"))
                if any(unicodedata.bidirectional(char) in ("R", "AL") for char in words.strip("\u200f")):
                    yield f"{part}: {words[:20]!r} does not run from right to left"
        if self.find("//w:sectPr/w:bidi") and not self.find(
            "//w:style[@w:styleId='Normal']//w:bidi", "styles"
        ):
            yield "paragraphs run from left to right"

    def properties(self) -> Iterator[str]:
        """The file says its language and what made it."""
        if b"dc:language" not in self.parts.get("docProps/core.xml", b""):
            yield "no language in its properties"
        if b"<Application>publish" not in self.parts.get("docProps/app.xml", b""):
            yield "no application in its properties"
