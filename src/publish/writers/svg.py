"""An SVG to one that shows the same and reaches nothing outside itself, and that to pixels.

What is active or comes from elsewhere is left out, whichever format the drawing goes into: scripts, event
handlers, animations, HTML, addresses other than `#…` and `data:` pictures, style sheets from elsewhere. So is
what drawing programs hide in their files: metadata, comments, paths of folders, the editable source.
"""

from __future__ import annotations

import logging
import math
import re
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_to_bytes

from publish.languages import Language, find

if TYPE_CHECKING:
    import PIL.Image
    from lxml.etree import _Element

_NUMBER = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?"

Embed = Callable[[bytes], tuple[str, bytes]]
"""Turns a picture inside a drawing into what both formats can show: its media type and its bytes."""

_SVG = "{http://www.w3.org/2000/svg}"
_XLINK = "{http://www.w3.org/1999/xlink}href"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_KEPT_QUALIFIED = {_XLINK, f"{_XML}lang", f"{_XML}space"}
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
_PIXELS = {
    "": 1.0,
    "px": 1.0,
    "pt": 96 / 72,
    "pc": 16.0,
    "in": 96.0,
    "cm": 96 / 2.54,
    "mm": 96 / 25.4,
    "q": 96 / 101.6,
    "em": 16.0,
    "rem": 16.0,
    "ex": 8.0,
    "ch": 8.0,
}
"""CSS pixels in a unit (CSS Values 4, 6); a drawing has no words around it whose size `em` could be."""


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
    """What a reader may miss in it, as the file has it: `<script>`, `<image href="https://…">`."""


def clean(data: bytes, language: Language | None, embed: Embed) -> Drawing:
    """Return the drawing that `data` holds, in a language where it has several (`systemLanguage`).

    Raises ValueError where it is no SVG or has no size, and whatever lxml raises where it is no XML.
    """
    from lxml import etree

    root = _parsed(data)
    cleaner = _Cleaner(language, embed)
    cleaner.tree(root)
    width, height = _sized(root)
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
        for child in list(element):
            if self.keeps(child):
                self.tree(child)
            else:
                _remove(child)
        for name, value in list(element.attrib.items()):
            self.attribute(element, str(name), str(value))
        match _local(element):
            case "switch":
                for other in list(element)[1:]:
                    _remove(other)
            case "style":
                element.text = self.style(_sheet(element.text or ""))
            case _:
                pass

    def keeps(self, element: _Element) -> bool:
        """Say whether an element stays, and note it where a reader may miss it."""
        name = _local(element)
        if name is None:  # of a drawing program, or an entity
            if _is_entity(element):
                self.left_out[str(element.text)] = None
            return False
        if name in _ACTIVE:
            instead = name == "foreignObject" and _local(element.getparent()) == "switch"
            if not instead or element.getnext() is None:
                self.left_out[f"<{name}>"] = None
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
            self.left_out[f'<{name} href="{address[:60]}{"…" * (len(address) > 60)}">'] = None
            return False
        _taken(element, "href")
        # The older name, which Word reads too; not "auto", for PDF/A lets no reader smooth a picture.
        element.set(_XLINK, f"data:{media_type};base64,{b64encode(data).decode()}")
        element.set("image-rendering", "optimizeQuality")
        return True

    def attribute(self, element: _Element, name: str, value: str) -> None:
        """Keep, change or drop an attribute; the setting anew also spells out entities."""
        if name == "style":
            element.set(name, self.style(_declarations(value)))
        elif name in {"href", _XLINK}:
            inside = value.strip().startswith("#") or _local(element) in {"image", "feImage"}
            if not inside or _local(element) == "a":
                del element.attrib[name]
        elif not _is_idle(name) or (_MAY_REACH.search(value) and _reaches_out(value)):
            if name.startswith("on") or _is_idle(name):
                self.left_out[f"{name}=…"] = None
            del element.attrib[name]
        else:
            element.set(name, _in_rgb(value))

    def style(self, parts: Iterable[str | None]) -> str:
        """Join what stays of a style; None stands for what does not."""
        kept = []
        for part in parts:
            if part is None:
                self.left_out["a style from elsewhere"] = None
            else:
                kept.append(part)
        return "".join(kept)


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


def _remove(element: _Element) -> None:
    """Take an element out and leave the words behind it, which lxml holds with it."""
    parent, before, tail = element.getparent(), element.getprevious(), element.tail or ""
    if parent is None:
        return
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(element)


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


# --- styles --------------------------------------------------------------------------------------------


def _sheet(css: str) -> Iterator[str | None]:
    """Give the rules of a style sheet, None in place of what reaches outside."""
    import tinycss2

    for rule in tinycss2.parse_stylesheet(css, skip_comments=True):
        match rule.type:
            case "at-rule" if rule.lower_at_keyword == "namespace":
                yield tinycss2.serialize([rule])
            case "at-rule":
                import_ = rule.lower_at_keyword == "import"
                reaches = import_ or _any_reaches([*rule.prelude, *(rule.content or ())])
                yield None if reaches else tinycss2.serialize([rule])
            case "qualified-rule":
                yield tinycss2.serialize(rule.prelude) + "{"
                yield from _declarations(rule.content)
                yield "}"
            case "whitespace":
                yield rule.value
            case _:
                pass


def _declarations(css: Any) -> Iterator[str | None]:
    """Give the declarations of a style, None in place of what reaches outside."""
    import tinycss2

    for node in tinycss2.parse_blocks_contents(css, skip_comments=True, skip_whitespace=True):
        if node.type == "declaration":
            reaches = _any_reaches(node.value)
            yield None if reaches else _in_rgb(tinycss2.serialize([node]))


_FETCHING = {"url", "src", "image", "image-set", "-webkit-image-set", "cross-fade"}


def _reaches_out(value: str) -> bool:
    """Say whether a value has an address of something outside the drawing."""
    import tinycss2

    return _any_reaches(tinycss2.parse_component_value_list(value))


def _any_reaches(tokens: Iterable[Any]) -> bool:
    return any(_token_reaches(token) for token in tokens)


def _token_reaches(token: Any) -> bool:
    match token.type:
        case "url":
            return not _is_inside(token.value)
        case "error":
            return bool(token.kind.startswith("bad-url"))
        case "function":
            strings = (part.value for part in token.arguments if part.type == "string")
            fetched = token.lower_name in _FETCHING and not all(map(_is_inside, strings))
            return fetched or _any_reaches(token.arguments)
        case "() block" | "[] block" | "{} block":
            return _any_reaches(token.content)
        case _:
            return False


def _is_inside(address: str) -> bool:
    return bool(re.match(r"\s*(#|data:(font|application)/)", address, re.IGNORECASE))


_INKS = re.compile(
    r"(^|:)?\s*(icc-color|device-(?:cmyk|gray|rgb|nchannel))\(([^()]*)\)", re.IGNORECASE | re.ASCII
)


def _in_rgb(value: str) -> str:
    """Spell out four inks in sRGB: PDF/A lets a file have no others, and Word knows no others.

    What stands behind a colour is only for who can do better than it (SVG 1.1, 12.2).

    >>> _in_rgb("device-cmyk(0 1 100% 0)"), _in_rgb("fill:#c00 icc-color(#inks, 0, 1, 1, .2)")
    ('rgb(255,0,0)', 'fill:#c00')
    """
    return _INKS.sub(_ink, value)


def _ink(found: re.Match[str]) -> str:
    parts = re.findall(rf"({_NUMBER})(%?)", found[3], re.IGNORECASE)
    numbers = [min(1.0, max(0.0, float(number) / (100 if percent else 1))) for number, percent in parts]
    if found[1] is None or found[2].lower() != "device-cmyk" or len(numbers) < 4:
        return found[1] or ""
    *inks, black = numbers[:4]
    return f"{found[1]}rgb({','.join(str(round(255 * (1 - ink) * (1 - black))) for ink in inks)})"


# --- size ----------------------------------------------------------------------------------------------


def _sized(root: _Element) -> tuple[float, float]:
    """Return width and height in CSS pixels, and have the root say them so that no program differs."""
    declared = dict(_named(str(root.get("style") or "")))
    width = _length(declared.get("width") or root.get("width"))
    height = _length(declared.get("height") or root.get("height"))
    box = _view_box(root.get("viewBox"))
    if box is not None:
        ratio = box[2] / box[3]
        width = width or (height * ratio if height else box[2])
        height = height or width / ratio
    if width is None or height is None:
        raise ValueError("it has no size; give its <svg> a width and a height, or a viewBox")
    if declared:
        style = ";".join(f"{n}:{v}" for n, v in declared.items() if n not in {"width", "height"})
        root.set("style", style)
    root.set("width", f"{width:.6g}")
    root.set("height", f"{height:.6g}")
    root.set("viewBox", " ".join(f"{number:.9g}" for number in box or (0, 0, width, height)))
    return width, height


def _named(style: str) -> Iterator[tuple[str, str]]:
    import tinycss2

    for node in tinycss2.parse_blocks_contents(style, skip_comments=True, skip_whitespace=True):
        if node.type == "declaration":
            yield node.lower_name, tinycss2.serialize(node.value).strip()


_LENGTH = re.compile(rf"\s*({_NUMBER})\s*([a-z]*)\s*", re.IGNORECASE)


def _length(value: str | None) -> float | None:
    """Return CSS pixels; None for `auto`, a percentage of we do not know what, and what is no length.

    >>> _length("25.4mm"), _length("100%"), _length("12")
    (96.0, None, 12.0)
    """
    found = _LENGTH.fullmatch(value or "")
    if found is None or (unit := found[2].lower()) not in _PIXELS:
        return None
    pixels = float(found[1]) * _PIXELS[unit]
    if not 0 < pixels < math.inf:
        raise ValueError(f"it has no size: {value}")
    return pixels


def _view_box(value: str | None) -> tuple[float, ...] | None:
    """Return x, y, width, height; None where they make no box (SVG 2, 8.6: then as if it were not there)."""
    found = re.findall(_NUMBER, value or "", re.IGNORECASE)
    box = tuple(map(float, found))
    return box if len(box) == 4 and all(map(math.isfinite, box)) and box[2] > 0 and box[3] > 0 else None


# --- pixels --------------------------------------------------------------------------------------------


def draw(data: bytes, width: int, height: int) -> tuple[PIL.Image.Image, tuple[str, ...]]:
    """Return a clean drawing in so many pixels on a transparent ground, and what is wrong with its look.

    Raises ValueError where WeasyPrint cannot draw it or draws nothing.
    """
    import pypdfium2
    from PIL import Image

    with _listening() as heard, whole_words():
        pdf = _page(data, width, height)
    problems = tuple(dict.fromkeys(_problems(heard)))
    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[0]
        bitmap = page.render(scale=96 / 72, fill_color=(0, 0, 0, 0), maybe_alpha=True, rev_byteorder=True)
        image = bitmap.to_pil().convert("RGBA").crop((0, 0, width, height))
    finally:
        document.close()
    if image.getchannel("A").getbbox() is None:
        raise ValueError("it shows nothing")
    if image.getchannel("A").getextrema() == (255, 255):
        image = image.convert("RGB")
    return Image.Image.copy(image), problems


_PAGE = """<!DOCTYPE html><style>@page {{ size: {width}px {height}px; margin: 0 }}
html, body {{ margin: 0 }} img {{ display: block; width: {width}px; height: {height}px }}</style>
<img src="picture:0">"""


def _page(data: bytes, width: int, height: int) -> bytes:
    """Return a PDF of one page that the drawing fills."""
    import weasyprint
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Fetcher(URLFetcher):  # type: ignore[misc] # WeasyPrint has no types
        def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
            if url == "picture:0":
                return URLFetcherResponse(url, data, {"Content-Type": "image/svg+xml"})
            return super().fetch(url, headers)

    fetcher = Fetcher(allowed_protocols={"data"}, allow_redirects=False)
    page = weasyprint.HTML(string=_PAGE.format(width=width, height=height), url_fetcher=fetcher)
    pdf: bytes = page.write_pdf()
    return pdf


@contextmanager
def _listening() -> Iterator[list[logging.LogRecord]]:
    """Hear all that WeasyPrint logs for a while, instead of anyone else."""
    heard: list[logging.LogRecord] = []

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            heard.append(record)

    import weasyprint  # noqa: F401 # sets the logger's level when it is first imported

    logger, ear = logging.getLogger("weasyprint"), Ear()
    others, level, propagate = logger.handlers, logger.level, logger.propagate
    logger.handlers, logger.propagate = [ear], False
    logger.setLevel(logging.DEBUG)  # where it says why it failed
    try:
        yield heard
    finally:
        logger.handlers, logger.propagate = others, propagate
        logger.setLevel(level)


def _problems(heard: Iterable[logging.LogRecord]) -> Iterator[str]:
    """Give what WeasyPrint says of a drawing's look; raises ValueError where it gave up."""
    for record in heard:
        message = record.getMessage()
        if record.exc_info and "image" in message:
            reason = record.exc_info[1]
            raise ValueError(f"it cannot be drawn: {type(reason).__name__}: {reason}")
        if ".notdef" in message and isinstance(record.args, tuple):
            char = str(record.args[0])
            yield f"no font has {f'“{char}”' if char.isprintable() else 'a character'} (U+{ord(char):04X})"
        elif record.levelno >= logging.WARNING:
            yield message


# --- words ---------------------------------------------------------------------------------------------


class _Run(str):
    """Words that are one letter to whoever goes through them letter by letter."""

    __slots__ = ()

    def __iter__(self) -> Iterator[str]:
        return iter((str(self),))


@contextmanager
def whole_words() -> Iterator[None]:
    """Have WeasyPrint draw the words of SVGs whole for a while.

    It lays out each letter by itself, whereby Arabic falls apart and runs backwards, Indic syllables lose
    their shape, and nothing is kerned.
    """
    from weasyprint.svg import Node

    before = Node.text
    Node.text = property(lambda node: _run(node, before.fget(node)))
    try:
        yield
    finally:
        Node.text = before


# Hebrew to Hangul jamo, without Georgian; their letters stand together, whatever spacing is asked.
_JOINED = re.compile("[\u0590-\u109f\u1780-\u18af\ufb1d-\ufdff\ufe70-\ufefc]")


def _run(node: Any, words: str | None) -> str | None:
    """Return words as one run where the drawing does not place their letters one by one."""
    placed = any(
        len(str(node.get(name, "")).replace(",", " ").split()) > 1 for name in ("x", "y", "dx", "dy")
    )
    spaced = any(node.get(name) for name in ("letter-spacing", "textLength"))
    if not words or placed or node.get("rotate") or (spaced and not _JOINED.search(words)):
        return words
    return _Run(words)
