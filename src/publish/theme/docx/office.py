"""An office's `Reference` and our own styles to the style sheet and the lists of an edition.

Styles are matched by name, for Word keeps the names of its own in English whatever its language. What the
office settled for Latin letters is carried over to the script of the edition: sizes, line heights and faces
by the table of `Typography`, direction and alignment by the language.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any

from publish.languages import Language, parse
from publish.theme import Theme, Typography, typography
from publish.theme.docx.ooxml import NAMESPACES
from publish.theme.docx.reference import Reference, parsed
from publish.theme.docx.styles import styles
from publish.theme.docx.tokens import HEADING_FACE
from publish.theme.docx.voices import all_slots, faces, own_faces
from publish.theme.typography import LATIN

_W = f"{{{NAMESPACES['w']}}}"
_SHIFT = 1000
"""What is added to the numbers of an office's lists, so that they are not ours."""
_EUROPEAN = frozenset({"Latn", "Cyrl", "Grek"})
"""Scripts that an office's Latin faces can be expected to have, too."""
# Styles that nobody would look for: they only space and join others, or Word has them anyhow.
_TECHNICAL = frozenset(
    {"HeadRule", "Rule", "TableEnd", "CaptionOfCredited", "ForeignEmphasis", "FollowedHyperlink", "Code"}
    | {"TableTextSmall", "TableTextTiny", "TableHeadingSmall", "TableHeadingTiny", "Figure", "Revision"}
    | {"DefaultParagraphFont", "TableNormal", "Normal", *(f"ListContinue{n}" for n in range(2, 10))}
    | {f"Heading{n}" for n in range(4, 10)}
)
# ECMA-376 part 1, A.1, CT_PPrBase: what stands behind `w:bidi`.
_AFTER_BIDI = frozenset(
    {
        "adjustRightInd",
        "snapToGrid",
        "spacing",
        "ind",
        "contextualSpacing",
        "mirrorIndents",
        "suppressOverlap",
    }
    | {"jc", "textDirection", "textAlignment", "textboxTightWrap", "outlineLvl", "divId", "cnfStyle", "rPr"}
)
_THEMED = {"ascii": "asciiTheme", "hAnsi": "hAnsiTheme", "eastAsia": "eastAsiaTheme", "cs": "cstheme"}
_POINT_TEN = 20  # half-points that Word sets text in where nothing says another size


def lacks(reference: Reference) -> tuple[str, ...]:
    """Return the names of the styles that an office's document could have and has not."""
    theirs = _by_name(parsed(reference.styles))
    ours = _by_name(parsed(styles(Theme(), parse("en"))))
    return tuple(
        _name(element)
        for key, element in ours.items()
        if key not in theirs and element.get(f"{_W}styleId") not in _TECHNICAL
    )


def dressed(reference: Reference, theme: Theme, language: Language) -> Dressed:
    """Return the office's look of an edition in `language`; what it lacks is that of `theme`."""
    theirs = parsed(reference.styles)
    body = replace(theme, size=_body_size(theirs) / 2)
    return _Tailor(theirs, parsed(styles(body, language)), language).dressed(reference)


@dataclass(frozen=True, slots=True)
class Dressed:
    """An office's look, fitted to a language."""

    styles: bytes
    """The style sheet: all styles that we write with, under our ids, and all others of the office."""
    ids: dict[str, str]
    """Ids of the office's styles, and what they are here."""
    lists: tuple[Any, ...]
    """Definitions and instances of the lists that number its headings, elements of `w:numbering`."""


@dataclass(frozen=True, slots=True)
class _Tailor:
    """Fits one style sheet to one language."""

    theirs: Any
    ours: Any
    language: Language

    @property
    def row(self) -> Typography:
        return typography(self.language)

    @property
    def in_their_faces(self) -> bool:
        """Whether the office's faces have the letters of the edition."""
        return self.language.script in _EUROPEAN

    def dressed(self, reference: Reference) -> Dressed:
        theirs, ours = _by_name(self.theirs), _by_name(self.ours)
        ids = _ids(theirs, ours)
        sheet = self.ours.makeelement(self.ours.tag, nsmap=self.ours.nsmap)
        sheet.append(self.defaults())
        for key, element in ours.items():
            sheet.append(self.fitted(theirs[key], ids) if key in theirs else self.default(element))
        for key, element in theirs.items():
            if key not in ours:
                sheet.append(self.fitted(element, ids))
        numbers = {int(n.get(f"{_W}val")) for n in sheet.iterfind(f"{_W}style/{_W}pPr/{_W}numPr/{_W}numId")}
        lists = tuple(_lists(reference.numbering, ids, numbers))
        _without_lists(sheet, {int(n.get(f"{_W}numId")) for n in lists if n.tag == f"{_W}num"})
        return Dressed(_written(sheet), ids, lists)

    # --- what all text has ---

    def defaults(self) -> Any:
        """Return the office's defaults, with our faces and languages in the slots of other scripts."""
        found = deepcopy(self.theirs.find(f"{_W}docDefaults"))
        if found is None:
            found = self.theirs.makeelement(f"{_W}docDefaults")
        _plain(found)
        for outer, inner in (("rPrDefault", "rPr"), ("pPrDefault", "pPr")):
            holder = found.find(_W + outer)
            if holder is None:
                holder = _child(found, outer)
            if holder.find(_W + inner) is None:
                _child(holder, inner)
        run = found.find(f"{_W}rPrDefault/{_W}rPr")
        fonts = run.find(f"{_W}rFonts")
        if fonts is None:
            fonts = run.makeelement(f"{_W}rFonts")
            run.insert(0, fonts)
        for slot, face in faces(self.row, heading=False).items():
            if slot in self.our_slots or not _has_face(fonts, slot):
                _set_face(fonts, slot, face)
        self.scaled(run, default=True)
        _drop(run, "lang")
        spoken = _child(run, "lang")
        for slot, tag in all_slots(self.language).items():
            spoken.set(_W + slot, tag)
        _spaced(found.find(f"{_W}pPrDefault/{_W}pPr"), self.row)
        return found

    @property
    def our_slots(self) -> frozenset[str]:
        """Slots of faces that the table of typography fills, whatever the office says."""
        return frozenset() if self.in_their_faces else frozenset(own_faces(self.row, heading=False))

    # --- styles ---

    def default(self, element: Any) -> Any:
        """Return a style that the office lacks: ours, in the faces of the office."""
        found = deepcopy(element)
        if element.get(f"{_W}styleId") == "BodyText" and self.has_gaps:
            _drop(found, "pPr")
        if self.in_their_faces:
            # The face of code is no matter of taste.
            for run in () if element.get(f"{_W}styleId").endswith("Code") else found.findall(f"{_W}rPr"):
                _drop(run, "rFonts")
        return found

    @property
    def has_gaps(self) -> bool:
        """Whether one sees where a paragraph of the office's begins, without a style for running text."""
        normal = [e for e in self.theirs.findall(f"{_W}style") if _is_normal(e)]
        holders = [*normal, self.theirs.find(f"{_W}docDefaults/{_W}pPrDefault")]
        said = [
            element.get(_W + name)
            for holder in holders
            if holder is not None
            for element in (*holder.findall(f"{_W}pPr/{_W}spacing"), *holder.findall(f"{_W}pPr/{_W}ind"))
            for name in ("after", "before", "firstLine")
        ]
        return any(value and float(value) > 0 for value in said)

    def fitted(self, element: Any, ids: dict[str, str]) -> Any:
        """Return a style of the office's, fitted to the language."""
        found = deepcopy(element)
        _plain(found)
        found.set(f"{_W}styleId", ids[element.get(f"{_W}styleId")])
        _rename(found, ("basedOn", "next", "link"), ids)
        for run in found.iter(f"{_W}rPr"):
            self.run(run, heading=found.get(f"{_W}styleId") in HEADING_FACE)
        for paragraph in found.iter(f"{_W}pPr"):
            self.paragraph(paragraph)
        if self.language.direction == "rtl" and _is_normal(found):
            _turned(found)
        _renumbered(found)
        return found

    def run(self, run: Any, *, heading: bool) -> None:
        """Fit the properties of characters."""
        _drop(run, "lang")
        for fonts in run.findall(f"{_W}rFonts"):
            for slot, face in own_faces(self.row, heading=heading).items():
                if slot in self.our_slots and _has_face(fonts, slot):
                    _set_face(fonts, slot, face)
        _twin(run, "b", "bCs")
        self.slanted(run)
        self.scaled(run)

    def slanted(self, run: Any) -> None:
        """Leave italics to the scripts that have them."""
        if self.row.italics:
            _twin(run, "i", "iCs")
            return
        _drop(run, "iCs")
        for slant in run.findall(f"{_W}i"):
            if self.row.slot == "complex":
                slant.addnext(slant.makeelement(f"{_W}iCs", {f"{_W}val": "0"}))
            else:
                run.remove(slant)

    def scaled(self, run: Any, *, default: bool = False) -> None:
        """Fit the size of characters to the script; complex scripts have a size of their own."""
        size = run.find(f"{_W}sz")
        if size is None and not default:
            return
        latin = int(size.get(f"{_W}val")) if size is not None else _POINT_TEN
        if size is None:
            size = _child(run, "sz")
        twin = run.find(f"{_W}szCs")
        if twin is None:
            twin = size.makeelement(f"{_W}szCs")
            size.addnext(twin)
        is_complex = self.row.slot == "complex"
        size.set(f"{_W}val", str(round(latin * (1 if is_complex else self.row.size))))
        twin.set(f"{_W}val", str(round(latin * (self.row.size if is_complex else 1))))

    def paragraph(self, paragraph: Any) -> None:
        """Fit the properties of paragraphs."""
        _spaced(paragraph, self.row)
        for aligned in paragraph.findall(f"{_W}jc"):
            if aligned.get(f"{_W}val") == "both" and not self.row.justify:
                aligned.set(f"{_W}val", "left")
        if self.language.direction == "rtl":
            _mirrored(paragraph)


# --- names ---------------------------------------------------------------------------------------------


def _by_name(sheet: Any) -> dict[tuple[str, str], Any]:
    """Return the styles of a sheet by their kind and name."""
    return {
        (element.get(f"{_W}type", "paragraph"), _name(element).lower()): element
        for element in sheet.findall(f"{_W}style")
        if element.get(f"{_W}styleId") and element.find(f"{_W}name") is not None
    }


def _name(element: Any) -> str:
    return str(element.find(f"{_W}name").get(f"{_W}val"))


def _ids(theirs: dict[tuple[str, str], Any], ours: dict[tuple[str, str], Any]) -> dict[str, str]:
    """Return what each id of the office's styles becomes: ours where the name is, else one that is free."""
    taken = {element.get(f"{_W}styleId") for element in ours.values()}
    found: dict[str, str] = {}
    for key, element in theirs.items():
        id = element.get(f"{_W}styleId")
        if key in ours:
            found[id] = ours[key].get(f"{_W}styleId")
            continue
        free = id
        while free in taken:
            free += "_"
        taken.add(free)
        found[id] = free
    return found


def _is_normal(element: Any) -> bool:
    return element.get(f"{_W}type") == "paragraph" and _name(element).lower() == "normal"


def _body_size(sheet: Any) -> int:
    """Return the size of an office's running text, half-points."""
    named = (e.find(f"{_W}rPr/{_W}sz") for e in sheet.findall(f"{_W}style") if _is_normal(e))
    found = [*named, sheet.find(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr/{_W}sz")]
    return next((int(size.get(f"{_W}val")) for size in found if size is not None), _POINT_TEN)


# --- properties ----------------------------------------------------------------------------------------


def _child(parent: Any, name: str) -> Any:
    child = parent.makeelement(_W + name)
    parent.append(child)
    return child


def _drop(parent: Any, name: str) -> None:
    """Take out the children of a name."""
    for child in parent.findall(_W + name):
        parent.remove(child)


def _rename(element: Any, names: Iterable[str], ids: dict[str, str]) -> None:
    """Let what names a style, of elements that are called `names`, name it by its id here, or nothing."""
    for name in names:
        for styled in list(element.iter(_W + name)):
            if (new := ids.get(styled.get(f"{_W}val"))) is None:
                styled.getparent().remove(styled)
            else:
                styled.set(f"{_W}val", new)


def _has_face(fonts: Any, slot: str) -> bool:
    return _W + slot in fonts.attrib or _W + _THEMED[slot] in fonts.attrib


def _set_face(fonts: Any, slot: str, face: str) -> None:
    fonts.attrib.pop(_W + _THEMED[slot], None)
    fonts.set(_W + slot, face)


def _plain(element: Any) -> None:
    """Leave out what is not of the standard's first edition, and what tracks changes."""
    for inner in list(element.iter()):
        outside = not isinstance(inner.tag, str) or not inner.tag.startswith(_W)
        if (outside or inner.tag.endswith("Change")) and inner.getparent() is not None:
            inner.getparent().remove(inner)
            continue
        for name in list(inner.keys()):
            if not name.startswith(_W) or name.startswith(f"{_W}rsid"):
                del inner.attrib[name]


def _twin(run: Any, name: str, other: str) -> None:
    """Say of complex scripts, too, what is said of Latin."""
    found = run.find(_W + name)
    if found is not None and run.find(_W + other) is None:
        twin = found.makeelement(_W + other, dict(found.attrib))
        found.addnext(twin)


def _spaced(paragraph: Any, row: Typography) -> None:
    """Give lines of a fixed height the room that the script needs, and more where it needs still more."""
    factor = row.size * row.leading / LATIN.leading
    for spacing in paragraph.findall(f"{_W}spacing"):
        if spacing.get(f"{_W}lineRule") in ("exact", "atLeast") and factor != 1:
            spacing.set(f"{_W}lineRule", "atLeast")
            spacing.set(f"{_W}line", str(round(float(spacing.get(f"{_W}line", "240")) * factor)))


def _mirrored(paragraph: Any) -> None:
    """Change sides of the borders, which Word does not; it does so with indents and alignment."""
    for borders in paragraph.findall(f"{_W}pBdr"):
        left, right = borders.find(f"{_W}left"), borders.find(f"{_W}right")
        for side, name in ((left, "right"), (right, "left")):
            if side is not None:
                side.tag = _W + name
        order = ("top", "left", "bottom", "right", "between", "bar")
        borders[:] = sorted(borders, key=lambda side: order.index(side.tag.removeprefix(_W)))


def _turned(element: Any) -> None:
    """Let a style, and those based on it, run from right to left."""
    paragraph = element.find(f"{_W}pPr")
    if paragraph is None:
        paragraph = element.makeelement(f"{_W}pPr")
        run = element.find(f"{_W}rPr")
        element.append(paragraph) if run is None else run.addprevious(paragraph)
    _drop(paragraph, "bidi")
    at = next(
        (at for at, kid in enumerate(paragraph) if kid.tag.removeprefix(_W) in _AFTER_BIDI), len(paragraph)
    )
    paragraph.insert(at, paragraph.makeelement(f"{_W}bidi"))


# --- numbered headings ---------------------------------------------------------------------------------


def _renumbered(element: Any) -> None:
    """Keep the lists that number headings, apart from ours; the marks of other lists are ours."""
    for number in element.findall(f"{_W}pPr/{_W}numPr"):
        instance = number.find(f"{_W}numId")
        if element.find(f"{_W}pPr/{_W}outlineLvl") is None or instance is None:
            number.getparent().remove(number)
        elif (value := int(instance.get(f"{_W}val"))) > 0:
            instance.set(f"{_W}val", str(value + _SHIFT))


def _lists(numbering: bytes, ids: dict[str, str], wanted: set[int]) -> Iterator[Any]:
    """Give the definitions, then the instances, of the lists that are `wanted`."""
    if not numbering or not wanted:
        return
    found = parsed(numbering)
    instances = [n for n in found.findall(f"{_W}num") if int(n.get(f"{_W}numId")) + _SHIFT in wanted]
    used = {n.find(f"{_W}abstractNumId").get(f"{_W}val") for n in instances}
    for abstract in found.findall(f"{_W}abstractNum"):
        if abstract.get(f"{_W}abstractNumId") in used:
            yield _definition(abstract, ids)
    for instance in instances:
        _plain(instance)
        instance.set(f"{_W}numId", str(int(instance.get(f"{_W}numId")) + _SHIFT))
        points = instance.find(f"{_W}abstractNumId")
        points.set(f"{_W}val", str(int(points.get(f"{_W}val")) + _SHIFT))
        yield instance


def _definition(abstract: Any, ids: dict[str, str]) -> Any:
    _plain(abstract)
    abstract.set(f"{_W}abstractNumId", str(int(abstract.get(f"{_W}abstractNumId")) + _SHIFT))
    for name in ("nsid", "tmpl", "styleLink", "numStyleLink"):
        _drop(abstract, name)
    for level in abstract.findall(f"{_W}lvl"):
        _drop(level, "lvlPicBulletId")
    _rename(abstract, ["pStyle"], ids)
    return abstract


def with_lists(numbering: bytes, lists: Iterable[Any]) -> bytes:
    """Return our numbering part with an office's lists in it: all definitions stand before all instances."""
    found = parsed(numbering)
    first = found.find(f"{_W}num")
    for element in lists:
        if element.tag == f"{_W}abstractNum":
            first.addprevious(element)
        else:
            found.append(element)
    return _written(found)


def _without_lists(sheet: Any, defined: set[int]) -> None:
    """Take out the numbers of lists that the office's document does not define."""
    for number in sheet.findall(f"{_W}style/{_W}pPr/{_W}numPr"):
        value = int(number.find(f"{_W}numId").get(f"{_W}val"))
        if value > _SHIFT and value not in defined:
            number.getparent().remove(number)


def head(data: bytes, ids: dict[str, str]) -> bytes:
    """Return a running head of the office's, its styles under the ids that they have here."""
    found = parsed(data)
    _rename(found, ("pStyle", "rStyle", "tblStyle"), ids)
    for number in list(found.iter(f"{_W}numPr")):
        number.getparent().remove(number)
    return _written(found)


def _written(sheet: Any) -> bytes:
    from lxml import etree

    found: bytes = etree.tostring(sheet, encoding="UTF-8", xml_declaration=True, standalone=True)
    return found
