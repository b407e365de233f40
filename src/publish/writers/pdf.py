"""An `Edition` to the bytes of a PDF (PDF/A-3a and PDF/UA-1): its HTML, laid out by WeasyPrint.

WeasyPrint reads nothing but what stands in memory: pictures that the article names are loaded through the
edition, which keeps them inside the project, and every other address is refused.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Container, Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cache, lru_cache, partial
from typing import TYPE_CHECKING, Any

from publish.errors import EditionError, SourceError, visible
from publish.files import source_date
from publish.theme import PAGES
from publish.writers import (
    embedding,
    engine,
    html,
    images,
    justify,
    limits,
    notes,
    preflight,
    serial,
    svg,
    tagging,
    windows,
)
from publish.writers.edition import Edition
from publish.writers.images import Picture

if TYPE_CHECKING:
    from weasyprint.urls import URLFetcher

_log = logging.getLogger("publish")
_OPTIONS = {"pdf_variant": "pdf/a-3a", "dpi": 360}
"""What archives ask; `tagging` adds PDF/UA-1. Pictures finer than this where they stand are made smaller:
above what `images.fitted` leaves, for WeasyPrint codes photographs worse."""


def render(edition: Edition) -> bytes:
    """Return the edition as a PDF; the same edition gives the same bytes.

    What is wrong with its look (a face or a character that no font has, CSS that is not understood) is logged
    as warnings to `publish`. Raises EditionError where WeasyPrint cannot run or fails, SourceError where a
    picture cannot be read.
    """
    limits.check(edition)
    pictures = _Pictures(edition)
    engine.weasyprint()
    page = html.lay_out(edition, pictures.add, partial(preflight.extra_faces, edition))
    with _listening(edition, pictures.lines) as ear, _hooks(page.html, pictures) as families:
        try:
            document = _laid_out(page, pictures, is_plain=not edition.theme.css)
            tagging.mend_words(document)
            with warnings.catch_warnings():
                # WeasyPrint leaves the file of its colour profile for the collector to close.
                warnings.simplefilter("ignore", ResourceWarning)
                pdf: bytes = document.write_pdf(
                    finisher=tagging.finish, attachments=_attachments(edition), **_OPTIONS
                )
        except RecursionError:
            raise EditionError(
                f"PDF in {edition.language} cannot be laid out: it is nested too deep",
                path=edition.source,
                hint="Take brackets out of theme/edition.css, or levels out of the article.",
            ) from None
        except (
            Exception
        ) as error:  # a layout engine fails in its own many ways; one edition must not stop forty
            raise EditionError(
                f"PDF in {edition.language} cannot be laid out: {type(error).__name__}: {error}",
                path=edition.source,
                hint="Look for what is unusual in the article or in theme/edition.css, and please report it.",
            ) from error
    for address in ear.unread:
        raise pictures.unread(address)
    preflight.check_drawn(edition, ear.missing)
    preflight.check_used(edition, families, preflight.named(page.languages, page.faces))
    return pdf


@contextmanager
def _hooks(text: str, pictures: _Pictures) -> Iterator[set[str]]:
    """Mend what WeasyPrint does, for as long as one edition takes, wherever it needs mending.

    Gives the set that `tagging.hooks` fills.
    """
    with ExitStack() as stack:
        stack.enter_context(embedding.hooks())
        stack.enter_context(serial.hooks())
        stack.enter_context(windows.hooks())
        families = stack.enter_context(tagging.hooks())
        if justify.concerns(text):
            stack.enter_context(justify.hooks())
        if any(picture.media_type == "image/svg+xml" for picture in pictures.by_address.values()):
            stack.enter_context(svg.hooks())
        yield families


@lru_cache(maxsize=128)
def _parsed(style: str) -> tuple[Any, dict[str, Any]]:
    """Return a style sheet of ours, and the counter styles in it, for all editions that have it."""
    counters: dict[str, Any] = {}
    return engine.weasyprint().CSS(string=style, counter_style=counters), counters


@cache
def _fonts() -> Any:
    """Return the fonts of this machine, and what Pango knows of them, for all editions that bring none."""
    from weasyprint.text.fonts import FontConfiguration

    return FontConfiguration()


def _laid_out(page: html.Page, pictures: _Pictures, *, is_plain: bool) -> Any:
    """Lay out a page, whose style `is_plain` where an office adds nothing to it; return the `Document`."""
    from weasyprint.css.counters import CounterStyle

    if not is_plain:
        # What an office writes may hold fonts, or be wrong, which is said each time that it is read.
        source = engine.weasyprint().HTML(string=html.whole(page), url_fetcher=pictures.fetcher())
        return _fitted(source, page.html)
    parsed = [_parsed(style) for style in page.styles]
    counters = CounterStyle(item for _, counters in parsed for item in counters.items())
    source = engine.weasyprint().HTML(string=page.html, url_fetcher=pictures.fetcher())
    sheets = [sheet for sheet, _ in parsed]
    return _fitted(source, page.html, stylesheets=sheets, counter_style=counters, font_config=_fonts())


_TIGHTER = {"": "wide", "wide": "widest", "widest": "widest cut"}
"""Class of a table that is wider than the page, and the class in which it is tried next."""


def _fitted(source: Any, text: str, **more: Any) -> Any:
    """Lay out a `weasyprint.HTML` until no table is wider than where it stands, and no note higher than the
    page, if that can be helped; return the `Document`."""
    has_tables, has_notes = "<table" in text, 'class="note"' in text
    is_divided = False
    while True:
        with notes.in_order(source.etree_element) if is_divided else nullcontext():
            document = source.render(**_OPTIONS, **more)
        pages = [page._page_box for page in document.pages]
        wide = dict.fromkeys(table for page in pages for table in _too_wide(page)) if has_tables else {}
        high = dict.fromkeys(note for page in pages for note in notes.too_high(page)) if has_notes else {}
        tighter = [(table, name) for table in wide if (name := _TIGHTER.get(table.get("class", "")))]
        divided = notes.divide(source.etree_element, high)
        if not tighter and not divided:
            return document
        del document, pages  # before there are two
        for table, name in tighter:
            table.set("class", name)
        is_divided |= divided


def _too_wide(page: Any) -> Iterator[Any]:
    """Give the elements of the tables of a page that leave what they stand in."""
    for box in page.descendants():
        for child in getattr(box, "children", ()):
            if getattr(child, "is_table_wrapper", False) and child.margin_width() > box.width + 1:
                yield child.element


_EPOCH = date(1980, 1, 1)
"""The day of attachments where nothing says another: never that of the file or of the clock."""


def _attachments(edition: Edition) -> list[Any]:
    """Return what the edition carries, for WeasyPrint."""
    import io

    stamp = source_date() or datetime.combine(edition.date or _EPOCH, time())
    return [
        engine.weasyprint().Attachment(
            file_obj=io.BytesIO(attached.data),
            name=attached.name,
            description=attached.name,
            created=stamp,
            modified=stamp,
            relationship=attached.relationship,
        )
        for attached in edition.attachments
    ]


# --- pictures ------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Pictures:
    """The pictures of one edition, under addresses that only its own fetcher knows."""

    edition: Edition
    by_address: dict[str, Picture] = field(default_factory=dict)
    lines: dict[str, tuple[str, int]] = field(default_factory=dict)
    """What the article calls each, and where."""

    def add(self, src: str, line: int) -> str:
        """Load a picture and return its address; raises SourceError (see `images.load`)."""
        picture = self.fitted(self.edition.picture(src, line))
        address = next(
            (known for known, other in self.by_address.items() if other.path == picture.path), None
        )
        address = address or f"picture:{len(self.by_address)}"
        self.by_address[address] = picture
        self.lines[address] = (src, line)
        return address

    def unread(self, address: str) -> SourceError:
        """Return what is told of a picture that WeasyPrint leaves out: what is printed would lack it."""
        src, line = self.lines[address]
        return SourceError(
            f"picture cannot be decoded: {src}", path=self.edition.source, line=line, hint=images.MEND
        )

    def fitted(self, picture: Picture) -> Picture:
        """Return a picture as fine as paper shows it where there is most room.

        WeasyPrint makes pictures smaller, too, once it knows where they stand, but codes photographs badly.
        """
        theme = self.edition.theme
        width, height = (side - 2 * theme.margin for side in PAGES[theme.page])
        tallest = height if theme.css else height * images.TALLEST  # an office's own CSS may say otherwise
        return images.fitted(picture, images.printed(picture, width, tallest)[0])

    def fetcher(self) -> URLFetcher:
        """Return what WeasyPrint reads addresses with: these pictures, and data that an address holds."""
        from weasyprint.urls import URLFetcher, URLFetcherResponse

        pictures = self.by_address

        class Fetcher(URLFetcher):  # type: ignore[misc] # WeasyPrint has no types
            def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
                if picture := pictures.get(url):
                    return URLFetcherResponse(url, picture.data, {"Content-Type": picture.media_type})
                return super().fetch(url, headers)

        return Fetcher(allowed_protocols={"data"}, allow_redirects=False)


# --- warnings ------------------------------------------------------------------------------------------


class _Ear(logging.Handler):
    """Passes on what WeasyPrint logs, once each, in words that tell what to do."""

    def __init__(self, edition: Edition, ours: Container[object]) -> None:
        super().__init__(logging.WARNING)
        self.edition, self.ours = edition, ours
        self.heard: set[str] = set()
        self.missing: list[str] = []
        """Characters that no font had a glyph for."""
        self.unread: list[str] = []
        """Addresses of pictures that could not be read after all."""

    def emit(self, record: logging.LogRecord) -> None:
        """Turn a record of WeasyPrint's into one of ours, unless it was heard before."""
        message = record.getMessage()
        if message in self.heard:
            return
        self.heard.add(message)
        what = str(record.args[0]) if record.args and isinstance(record.args, tuple) else ""
        if ".notdef" in message and what:
            self.missing.append(what)
        elif what in self.ours:
            self.unread.append(what)
        else:
            _log.warning("%s: PDF in %s: %s", self.edition.source, self.edition.language, visible(message))


@contextmanager
def _listening(edition: Edition, ours: Container[object]) -> Iterator[_Ear]:
    """Hear WeasyPrint's logger for a while, instead of anyone else; `ours` are addresses of pictures."""
    logger = logging.getLogger("weasyprint")
    ear, propagate = _Ear(edition, ours), logger.propagate
    logger.addHandler(ear)
    logger.propagate = False
    try:
        yield ear
    finally:
        logger.propagate = propagate
        logger.removeHandler(ear)
