"""A clean drawing to pixels, by way of a PDF; and its words to whole ones wherever WeasyPrint draws them."""

from __future__ import annotations

import functools
import logging
import math
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from publish.writers import engine
from publish.writers.svg.sizes import FARTHEST

if TYPE_CHECKING:
    import PIL.Image


def draw(data: bytes, width: int, height: int) -> PIL.Image.Image:
    """Return a clean drawing in so many pixels on a transparent ground, RGB where none of it shows through.

    Raises ValueError where WeasyPrint cannot draw it.
    """
    image, _ = _drawn(data, width, height)
    return image


def problems(data: bytes, width: int, height: int) -> tuple[str, ...]:
    """Return what is wrong with the look of a clean drawing, tried in so many pixels.

    Raises ValueError where WeasyPrint cannot draw it, draws nothing, or writes numbers that no page has room
    for.
    """
    with _bounded_numbers():
        image, found = _drawn(data, width, height)
    if image.mode == "RGBA" and image.getchannel("A").getbbox() is None:
        raise ValueError("it shows nothing")
    return found


def _drawn(data: bytes, width: int, height: int) -> tuple[PIL.Image.Image, tuple[str, ...]]:
    """Return a drawing in pixels, and what is wrong with its look."""
    import pypdfium2
    from PIL import Image

    with _listening() as heard, hooks():
        pdf = _page(data, width, height)
    found = tuple(dict.fromkeys(_problems(heard)))
    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[0]
        bitmap = page.render(scale=96 / 72, fill_color=(0, 0, 0, 0), maybe_alpha=True, rev_byteorder=True)
        image = bitmap.to_pil().convert("RGBA").crop((0, 0, width, height))
    finally:
        document.close()
    if image.getchannel("A").getextrema() == (255, 255):
        image = image.convert("RGB")
    return Image.Image.copy(image), found


_PAGE = """<!DOCTYPE html><style>@page {{ size: {width}px {height}px; margin: 0 }}
html, body {{ margin: 0 }} img {{ display: block; width: {width}px; height: {height}px }}</style>
<img src="picture:0">"""


def _page(data: bytes, width: int, height: int) -> bytes:
    """Return a PDF of one page that the drawing fills."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Fetcher(URLFetcher):  # type: ignore[misc] # WeasyPrint has no types
        def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
            if url == "picture:0":
                return URLFetcherResponse(url, data, {"Content-Type": "image/svg+xml"})
            return super().fetch(url, headers)

    fetcher = Fetcher(allowed_protocols={"data"}, allow_redirects=False)
    page = engine.weasyprint().HTML(string=_PAGE.format(width=width, height=height), url_fetcher=fetcher)
    pdf: bytes = page.write_pdf()
    return pdf


_LARGEST = 10 * FARTHEST
"""The largest number in a PDF for a drawing, which has coordinates from one side to the other."""


class _NumbersError(ValueError):
    """A drawing cannot be written as a PDF that others can read."""


@contextmanager
def _bounded_numbers() -> Iterator[None]:
    """Have a ValueError raised for a while where a number would be written that is none, or too large.

    What is multiplied in a drawing may grow without end, although each number of its own is small.
    """
    import pydyf

    before = pydyf._to_bytes

    def written(item: Any) -> Any:
        if isinstance(item, float) and not abs(item) <= _LARGEST:
            raise _NumbersError("its numbers become larger than a page has room for")
        return before(item)

    pydyf._to_bytes = written
    try:
        yield
    finally:
        pydyf._to_bytes = before


@contextmanager
def _listening() -> Iterator[list[logging.LogRecord]]:
    """Hear all that WeasyPrint logs for a while, instead of anyone else."""
    heard: list[logging.LogRecord] = []

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            heard.append(record)

    engine.weasyprint()  # sets the logger's level when it is first imported
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
            if isinstance(reason, _NumbersError):
                raise reason
            raise ValueError(f"it cannot be drawn: {type(reason).__name__}: {reason}")
        if ".notdef" in message and isinstance(record.args, tuple):
            char = str(record.args[0])
            yield f"no font has {f'“{char}”' if char.isprintable() else 'a character'} (U+{ord(char):04X})"
        elif record.levelno >= logging.WARNING:
            yield message


# --- while WeasyPrint draws ----------------------------------------------------------------------------


class _Run(str):
    """Words that are one letter to whoever goes through them letter by letter."""

    __slots__ = ()

    def __iter__(self) -> Iterator[str]:
        return iter((str(self),))


@contextmanager
def hooks() -> Iterator[None]:
    """Mend for a while how WeasyPrint draws SVGs: words, gradients and references.

    It lays out each letter by itself, whereby Arabic falls apart and runs backwards, Indic syllables lose
    their shape, and nothing is kerned; it repeats gradients without end, and looks through all of a drawing
    for each thing that is referred to.
    """
    from weasyprint import svg
    from weasyprint.svg import Node, defs

    before = Node.text, Node.get_child, svg.draw_gradient
    spread = defs.spread_linear_gradient, defs.spread_radial_gradient
    Node.text = property(lambda node: _run(node, before[0].fget(node)))
    Node.get_child = _named
    svg.draw_gradient = _or_plain(before[2])
    defs.spread_linear_gradient = _bounded(spread[0], _linear_repeats)
    defs.spread_radial_gradient = _bounded(spread[1], _radial_repeats)
    try:
        yield
    finally:
        Node.text, Node.get_child, svg.draw_gradient = before
        defs.spread_linear_gradient, defs.spread_radial_gradient = spread


# --- gradients -----------------------------------------------------------------------------------------

_MOST_REPEATS = 100
"""Times that a gradient is repeated across a shape; of more than that nobody sees one on paper."""
_Call = Callable[..., Any]


class _TooFineError(Exception):
    """A gradient repeats so often that what is seen of it is a colour."""

    def __init__(self, colour: Any) -> None:
        super().__init__()
        self.colour = colour


def _bounded(spread: _Call, repeats: Callable[..., float]) -> _Call:
    """Return what spreads a gradient, which `repeats` says how often; it lists every repetition."""
    from weasyprint.images import gradient_average_color

    def spread_or_not(method: str, positions: list[float], colors: list[Any], *shape: Any) -> Any:
        if method in ("repeat", "reflect") and repeats(*shape) > _MOST_REPEATS:
            raise _TooFineError(gradient_average_color(colors, positions))
        return spread(method, positions, colors, *shape)

    return spread_or_not


def _or_plain(draw_gradient: _Call) -> _Call:
    """Return what draws a gradient, or one colour where it is too fine."""

    def drawn(svg: Any, node: Any, gradient: Any, font_size: float, opacity: float, *, stroke: bool) -> bool:
        try:
            return bool(draw_gradient(svg, node, gradient, font_size, opacity, stroke))
        except _TooFineError as fine:
            _, _, width, height = svg.calculate_bounding_box(node, font_size, stroke)
            # A colour would make a dot of what a gradient does not show, for a PDF has six decimals.
            if not round(width, 6) or not round(height, 6):
                return False
            svg.stream.set_color(fine.colour, stroke=stroke)
            return True

    return drawn


def _linear_repeats(x1: float, y1: float, x2: float, y2: float, box: tuple[float, ...], matrix: Any) -> float:
    (ax, ay), (bx, by) = matrix.transform_point(x1, y1), matrix.transform_point(x2, y2)
    x, y, width, height = box
    farthest = math.hypot(max(abs(x - ax), abs(x + width - ax)), max(abs(y - ay), abs(y + height - ay)))
    length = math.hypot(bx - ax, by - ay)
    return farthest / length if length else math.inf


def _radial_repeats(fx: float, fy: float, fr: float, *rest: Any) -> float:
    _, _, radius, width, height, matrix = rest
    right, bottom = matrix.invert.transform_point(width, height)
    farthest = math.hypot(max(abs(fx), abs(right - fx)), max(abs(fy), abs(bottom - fy)))
    length = abs(radius - fr)
    return (farthest + abs(fr)) / length if length else math.inf


# --- references ----------------------------------------------------------------------------------------


def _named(tree: Any, name: str) -> Any:
    """Return what has an id in a drawing, of several the first; None where nothing has it.

    WeasyPrint looks through all of the drawing for each id.
    """
    root = tree._etree_node
    if "named" not in tree.__dict__:
        tree.above = {child: parent for parent in root.iter() for child in parent}
        tree.named = {element.get("id"): element for element in reversed(list(tree.above))}
    path = [tree.named.get(name)]
    while path[-1] in tree.above:
        path.append(tree.above[path[-1]])
    return functools.reduce(_child, path[-2::-1], tree) if path[-1] is root else None


def _child(node: Any, element: Any) -> Any:
    """Return the child of a node that stands for an element; None where none does."""
    if node is None:
        return None
    if "by_element" not in node.__dict__:
        node.by_element = {child._etree_node: child for child in node}
    return node.by_element.get(element)


# --- words ---------------------------------------------------------------------------------------------

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
