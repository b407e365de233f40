"""An SVG to one that shows the same, without what is active or comes from elsewhere."""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes

from publish.languages import Language, find
from publish.writers.svg import styles
from publish.writers.svg.sizes import is_beyond, sized
from publish.writers.svg.weighing import weigh

if TYPE_CHECKING:
    from lxml.etree import _Element

Embed = Callable[[bytes], tuple[str, bytes]]
"""Turns a picture inside a drawing into what both formats can show: its media type and its bytes."""

_SVG = "{http://www.w3.org/2000/svg}"
_XLINK = "{http://www.w3.org/1999/xlink}href"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_KEPT_QUALIFIED = {_XLINK, f"{_XML}lang", f"{_XML}space"}
_SIZE = {"width", "height", "viewBox"}  # of the root, which `sized` judges
_ACTIVE = {"script", "foreignObject", "handler", "listener"}
_SILENT = {  # what shows nothing on paper
    "metadata",
    "animate",
    "animateColor",
    "animateMotion",
    "animateTransform",
    "set",
    "discard",
    "color-profile",
    "cursor",
    "view",
}


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing that is safe to embed."""

    data: bytes
    """The file, in UTF-8; its root says width, height and view box."""
    width: float
    """CSS pixels, 96 to an inch."""
    height: float
    """CSS pixels."""
    left_out: tuple[str, ...]
    """What a reader may miss in it, and why: `it is active or comes from elsewhere: <script>`."""


def clean(data: bytes, language: Language | None, embed: Embed) -> Drawing:
    """Return the drawing that `data` holds, in a language where it has several (`systemLanguage`).

    Raises ValueError where it is no SVG, has no size or draws too much (`weigh`), and whatever lxml raises
    where it is no XML.
    """
    from lxml import etree

    root = _parsed(data)
    cleaner = _Cleaner(language, embed)
    try:
        cleaner.tree(root)
        weigh(root)
        width, height = sized(root)
    except RecursionError:
        raise ValueError("its style has brackets inside too many brackets") from None
    etree.cleanup_namespaces(root)
    return Drawing(etree.tostring(root, encoding="utf-8"), width, height, tuple(cleaner.left_out))


def _parsed(data: bytes) -> _Element:
    from lxml import etree

    safe = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    root = etree.fromstring(data, safe)
    if root.tag != f"{_SVG}svg":
        raise ValueError('it does not begin with <svg xmlns="http://www.w3.org/2000/svg">')
    return root


# --- elements and attributes ---------------------------------------------------------------------------


@dataclass(slots=True)
class _Cleaner:
    """Walks one drawing and remembers what it left out."""

    language: Language | None
    embed: Embed
    left_out: dict[str, None] = field(default_factory=dict)

    def tree(self, element: _Element) -> None:
        """Clean an element and all in it, children first: a `switch` must know what it can choose from."""
        _retain(element, self.stays)
        for name, value in list(element.attrib.items()):
            self.attribute(element, str(name), str(value))
        match _local(element):
            case "switch":
                _retain(element, lambda child: child.getprevious() is None)
            case "style":
                element.text = self.style(styles.sheet(element.text or ""))
            case _:
                pass

    def stays(self, element: _Element) -> bool:
        """Say whether an element stays, and clean it if so."""
        if not self.keeps(element):
            return False
        self.tree(element)
        return True

    def keeps(self, element: _Element) -> bool:
        """Say whether an element stays, and note it where a reader may miss it."""
        name = _local(element)
        if name is None:  # of a drawing program, or an entity
            if _is_entity(element):
                self.leave(str(element.text))
            return False
        if name in _ACTIVE:
            instead = name == "foreignObject" and _local(element.getparent()) == "switch"
            if not instead or element.getnext() is None:
                self.leave(f"<{name}>")
            return False
        if name in _SILENT or not self.speaks(element):
            return False
        return name not in {"image", "feImage", "use"} or self.shows(element, name)

    def speaks(self, element: _Element) -> bool:
        """Say whether an element is for this edition: SVG 2, 5.7.5; Word would ask its own language."""
        said = _taken(element, "systemLanguage")
        if _taken(element, "requiredExtensions"):
            return False
        if said is None or self.language is None:
            return True
        tongues = (find(tag) for tag in said.split(","))
        return any(tongue and tongue.serves(self.language) for tongue in tongues)

    def shows(self, element: _Element, name: str) -> bool:
        """Make what a `use` or an `image` shows our own; say whether there is anything."""
        address = str(element.get("href") or element.get(_XLINK) or "").strip()
        if address.startswith("#"):
            return True
        try:
            if name == "use" or not address.startswith("data:"):
                raise ValueError(address)
            media_type, data = self.embed(_payload(address))
        except Exception:  # of many kinds: a picture may be broken in as many ways as there are formats
            self.leave(f'<{name} href="{address[:60]}{"…" * (len(address) > 60)}">')
            return False
        _taken(element, "href")
        # The older name, which Word reads too; not "auto", for PDF/A lets no reader smooth a picture.
        element.set(_XLINK, f"data:{media_type};base64,{b64encode(data).decode()}")
        element.set("image-rendering", "optimizeQuality")
        return True

    def attribute(self, element: _Element, name: str, value: str) -> None:
        """Keep, change or drop an attribute; the setting anew also spells out entities."""
        if name == "style":
            element.set(name, self.style(styles.declarations(value)))
        elif name in {"href", _XLINK}:
            inside = value.strip().startswith("#") or _local(element) in {"image", "feImage"}
            if not inside or _local(element) == "a":
                del element.attrib[name]
        elif not _is_idle(name) or (_MAY_REACH.search(value) and styles.reaches_out(value)):
            if name.startswith("on") or _is_idle(name):
                self.leave(f"{name}=…")
            del element.attrib[name]
        elif is_beyond(name, value) and not (name in _SIZE and element.getparent() is None):
            self.left_out[f'{styles.BEYOND}: {name}="{styles.shown(value)}"'] = None
            del element.attrib[name]
        else:
            element.set(name, styles.in_rgb(value))

    def style(self, parts: Iterable[str]) -> str:
        """Join what stays of a style; a `Gap` stands for what does not."""
        kept = []
        for part in parts:
            if isinstance(part, styles.Gap):
                self.left_out[str(part)] = None
            else:
                kept.append(part)
        return "".join(kept)

    def leave(self, what: str) -> None:
        """Note what is left out since it is active or comes from elsewhere."""
        self.left_out[f"it is active or comes from elsewhere: {what}"] = None


def _local(element: _Element | None) -> str | None:
    """Return the name of an SVG element; None for any other node."""
    if element is None or _is_entity(element) or not element.tag.startswith(_SVG):
        return None
    return element.tag.removeprefix(_SVG)


def _is_entity(element: _Element) -> bool:
    from lxml import etree

    return isinstance(element, etree._Entity)


def _taken(element: _Element, name: str) -> str | None:
    """Return an attribute that is thereby gone; None where there is none."""
    value = element.get(name)
    if value is None:
        return None
    del element.attrib[name]
    return str(value)


def _retain(parent: _Element, stays: Callable[[_Element], bool]) -> None:
    """Take out the children that do not stay, and leave the words behind them, which lxml holds with them."""
    before: _Element | None = None
    words = [parent.text or ""]
    for child in list(parent):
        tail = child.tail or ""
        if stays(child):
            _put(parent, before, words)
            before, words = child, [tail]
        else:
            words.append(tail)
            parent.remove(child)
    _put(parent, before, words)


def _put(parent: _Element, before: _Element | None, words: list[str]) -> None:
    """Set words behind a child, or in front of all."""
    if before is None:
        parent.text = "".join(words)
    else:
        before.tail = "".join(words)


_MAY_REACH = re.compile(r"url|src|image|cross-fade|\\", re.IGNORECASE)


def _is_idle(name: str) -> bool:
    """Say whether an attribute neither runs nor tells of the program: draw.io keeps its own in `content`."""
    if name.startswith("{"):
        return name in _KEPT_QUALIFIED
    return not name.startswith(("on", "data-")) and name not in {"content", "src", "requiredFeatures"}


def _payload(address: str) -> bytes:
    """Return what a `data:` address holds (RFC 2397)."""
    head, _, body = address.partition(",")
    raw = unquote_to_bytes(body)
    return b64decode(raw) if head.rstrip().lower().endswith(";base64") else raw
