"""The bytes of an office's own DOCX (`theme/reference.docx`) to what editions take from it: a `Reference`.

Taken are its styles, its theme of fonts and colours, the page of its last section with that section's running
heads and their pictures, and the numbering of its headings. Its text is not.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

from publish.errors import EditionError
from publish.theme import PAGES, Theme
from publish.theme.docx.ooxml import NAMESPACES
from publish.theme.docx.tokens import TWIPS_PER_MM

if TYPE_CHECKING:
    from docx.opc.package import OpcPackage
    from docx.opc.part import Part

_W = f"{{{NAMESPACES['w']}}}"
_R = f"{{{NAMESPACES['r']}}}"
_MAIN = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
)
_MOST = 200_000_000  # bytes that a package may hold when it is unpacked
_SAVE = "Save it in Word as a plain document (.docx), or take one that 'publish build' has made."


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a DOCX, in twentieths of a point."""

    width: int
    height: int
    top: int
    right: int
    bottom: int
    left: int
    header: int
    """From the upper edge to the running head."""
    footer: int
    """From the lower edge to the running foot."""

    @property
    def measure(self) -> float:
        """Width of the text, millimetres."""
        return (self.width - self.left - self.right) / TWIPS_PER_MM

    @property
    def column(self) -> float:
        """Height of the text, millimetres."""
        return (self.height - abs(self.top) - abs(self.bottom)) / TWIPS_PER_MM


def page_of(theme: Theme) -> Page:
    """Return the page that a theme asks for."""
    width, height = (round(side * TWIPS_PER_MM) for side in PAGES[theme.page])
    margin = round(theme.margin * TWIPS_PER_MM)
    edge = round(margin * 0.55)
    return Page(width, height, margin, margin, margin, margin, edge, edge)


@dataclass(frozen=True, slots=True)
class Media:
    """What a running head shows or leads to."""

    id: str
    """Of the relationship, by which the head names it."""
    kind: str
    """Type of the relationship."""
    target: str
    """Address of a link; the ending of a picture's name."""
    content_type: str = ""
    """Of a picture; empty for a link."""
    data: bytes = b""
    """A picture's."""


@dataclass(frozen=True, slots=True)
class Head:
    """A running head or foot."""

    kind: Literal["header", "footer"]
    pages: str
    """`default`, `first` or `even`."""
    data: bytes
    """Its part."""
    media: tuple[Media, ...]
    """What the part refers to."""


@dataclass(frozen=True, slots=True)
class Reference:
    """An office's own DOCX."""

    styles: bytes
    """Its style sheet."""
    numbering: bytes
    """Its lists; empty if none."""
    theme: bytes
    """Its fonts and colours; empty if none."""
    page: Page
    """Of its last section."""
    heads: tuple[Head, ...]
    """Of its last section."""
    first_differs: bool
    """Whether the first page has running heads of its own."""
    sides_differ: bool
    """Whether even pages have running heads of their own."""

    def has(self, kind: str) -> bool:
        """Tell whether it has headers, or footers."""
        return any(head.kind == kind for head in self.heads)


@lru_cache(maxsize=4)
def read(data: bytes) -> Reference:
    """Read an office's DOCX; raises EditionError for what is none, could act, or loads from elsewhere."""
    package = _package(data)
    main = package.main_document_part
    if main.content_type not in _MAIN:
        what = "holds macros" if "macro" in main.content_type.lower() else "not a Word document"
        raise EditionError(what, hint=_SAVE)
    document = parsed(main.blob) if main.blob else None
    if document is None or document.tag != f"{_W}document":
        raise EditionError("is a Strict Open XML document", hint=_SAVE)
    section = _section(document)
    settings = _related(main, "settings")
    even = settings is not None and parsed(settings.blob).find(f"{_W}evenAndOddHeaders") is not None
    styles = _related(main, "styles")
    if styles is None:
        raise EditionError("has no styles", hint=_SAVE)
    numbering, theme = _related(main, "numbering"), _related(main, "theme")
    return Reference(
        styles=styles.blob,
        numbering=numbering.blob if numbering else b"",
        theme=theme.blob if theme and not theme.rels else b"",
        page=_page(section),
        heads=tuple(_heads(main, section)),
        first_differs=_is_on(section.find(f"{_W}titlePg")),
        sides_differ=even,
    )


def _package(data: bytes) -> OpcPackage:
    from docx.opc.package import OpcPackage

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            size = sum(entry.file_size for entry in packed.infolist())
            names = packed.namelist()
        if size > _MOST:
            raise EditionError(f"holds {size // 1_000_000} MB", hint="Take out what is not needed.")
        if any(name.endswith("vbaProject.bin") for name in names):
            raise EditionError("holds macros", hint=_SAVE)
        package = OpcPackage.open(io.BytesIO(data))
        _ = package.main_document_part
    except EditionError:
        raise
    except Exception as error:  # a broken package fails in as many ways as there are parts
        reason = "" if isinstance(error, zipfile.BadZipFile) else f": {type(error).__name__}: {error}"
        raise EditionError(f"not a DOCX{reason}", hint=_SAVE) from None
    return package


def parsed(data: bytes) -> Any:
    """Return the root of a part."""
    from lxml import etree

    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))


def _related(source: Part, kind: str) -> Part | None:
    found = (rel for rel in source.rels.values() if rel.reltype.endswith(f"/{kind}") and not rel.is_external)
    return next((rel.target_part for rel in found), None)


def _section(document: Any) -> Any:
    found = document.find(f"{_W}body/{_W}sectPr")
    return document.makeelement(f"{_W}sectPr") if found is None else found


def _is_on(switch: Any) -> bool:
    return switch is not None and switch.get(f"{_W}val", "1") not in ("0", "false", "off")


def _page(section: Any) -> Page:
    usual = page_of(Theme())
    size, margin = section.find(f"{_W}pgSz"), section.find(f"{_W}pgMar")

    def number(element: Any, name: str, otherwise: int) -> int:
        value = None if element is None else element.get(_W + name)
        return int(float(value)) if value else otherwise

    page = Page(
        width=number(size, "w", usual.width),
        height=number(size, "h", usual.height),
        top=number(margin, "top", usual.top),
        right=number(margin, "right", usual.right),
        bottom=number(margin, "bottom", usual.bottom),
        left=number(margin, "left", usual.left) + number(margin, "gutter", 0),
        header=number(margin, "header", usual.header),
        footer=number(margin, "footer", usual.footer),
    )
    if page.measure < 20 or page.column < 20:
        raise EditionError("has no room for text on its pages", hint="Make its margins smaller.")
    return page


# --- running heads -------------------------------------------------------------------------------------


def _heads(main: Part, section: Any) -> Iterator[Head]:
    kinds: tuple[Literal["header", "footer"], ...] = ("header", "footer")
    for kind in kinds:
        for reference in section.findall(f"{_W}{kind}Reference"):
            relation = main.rels[reference.get(f"{_R}id")]
            part = relation.target_part
            for what in _active(parsed(part.blob)):
                raise EditionError(f"its {kind} holds {what}", hint="Remove it.")
            yield Head(kind, reference.get(f"{_W}type", "default"), part.blob, tuple(_media(part, kind)))


_FIELDS = frozenset(
    (
        *("PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "STYLEREF", "REF", "PAGEREF", "SEQ", "LISTNUM"),
        *("TITLE", "SUBJECT", "AUTHOR", "KEYWORDS", "COMMENTS", "DOCPROPERTY", "FILENAME", "LASTSAVEDBY"),
        *("DATE", "TIME", "CREATEDATE", "SAVEDATE", "PRINTDATE", "REVNUM", "NUMWORDS", "NUMCHARS"),
        *("IF", "COMPARE", "QUOTE", "SYMBOL", "EQ", "ADVANCE"),
    )
)
"""Fields that tell of the document alone; others run programs (DDE) or load files (INCLUDEPICTURE)."""


_TO_THE_WEB = re.compile(r'\s*HYPERLINK\s+"(?:https?|mailto|tel):', re.IGNORECASE)


def _active(head: Any) -> Iterator[str]:
    """Give what in a running head could act, or load what is not in the document."""
    for instruction in _instructions(head):
        name = instruction.split(maxsplit=1)[:1]
        is_idle = not name or name[0].startswith("=") or name[0].upper() in _FIELDS
        if not is_idle and not _TO_THE_WEB.match(instruction):
            yield f"a field that could act: {name[0]}"
    for element in head.iter():
        for key in element.attrib:
            # VML shows and follows addresses that stand in no relationship.
            if str(key).rpartition("}")[2] in ("src", "href", "althref"):
                yield f"an address of something outside: {element.get(key)}"


def _instructions(head: Any) -> Iterator[str]:
    """Give what fields say, which may be cut into pieces at any place (ECMA-376 part 1, 17.16)."""
    yield from (element.get(f"{_W}instr", "") for element in head.iter(f"{_W}fldSimple"))
    said = ""
    for element in head.iter(f"{_W}fldChar", f"{_W}instrText", f"{_W}delInstrText"):
        if element.tag == f"{_W}fldChar":
            yield said
            said = ""
        else:
            said += element.text or ""
    yield said


def _media(part: Part, kind: str) -> Iterator[Media]:
    for id, relation in sorted(part.rels.items()):
        name = relation.reltype.rpartition("/")[2]
        if name == "hyperlink" and relation.is_external:
            if not relation.target_ref.lower().startswith(("http://", "https://", "mailto:", "tel:")):
                raise EditionError(
                    f"its {kind} leads to what is not on the web: {relation.target_ref}",
                    hint="Remove the link.",
                )
            yield Media(id, relation.reltype, relation.target_ref)
        elif name == "image" and not relation.is_external:
            picture = relation.target_part
            yield Media(id, relation.reltype, picture.partname.ext, picture.content_type, picture.blob)
        elif name == "image":
            raise EditionError(
                f"its {kind} shows a picture that is not inside it: {relation.target_ref}",
                hint="Insert the picture instead of linking it.",
            )
        else:
            raise EditionError(
                f"its {kind} holds something else than text and pictures ({name})",
                hint=f"Put a picture of it into the {kind} instead.",
            )
