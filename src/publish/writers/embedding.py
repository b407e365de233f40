"""The fonts that WeasyPrint embeds, described once and read where they stand.

It describes a font at each run of glyphs, and copies the file of each, which for Chinese is 20 to 30 MB a
face, to keep a few hundred glyphs of it; and it has cffi parse C anew for each number of glyphs. Like
`tagging`, this uses what is private to WeasyPrint.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from publish.writers import interface


@contextmanager
def hooks() -> Iterator[None]:
    """Have WeasyPrint spare these efforts, for as long as one edition takes."""
    from weasyprint.pdf import fonts, stream

    describe, begin, clean = stream.get_pango_font_key, fonts.Font.__init__, fonts.Font.clean
    calls = fonts.ffi
    stream.get_pango_font_key = _once(describe)
    fonts.Font.__init__ = _mapped(begin)
    fonts.Font.clean = _whole(clean)
    fonts.ffi = _Open(calls)
    try:
        yield
    finally:
        stream.get_pango_font_key, fonts.Font.__init__, fonts.Font.clean = describe, begin, clean
        fonts.ffi = calls


def _once(describe: Any) -> Any:
    from weasyprint.text.ffi import ffi, gobject

    interface.declare()
    known: dict[Any, tuple[Any, Any]] = {}

    def described(font: Any) -> Any:
        # By its address, as cffi compares pointers; held, lest another font come to stand there.
        if font not in known:
            known[font] = describe(font), ffi.gc(gobject.g_object_ref(font), gobject.g_object_unref)
        return known[font][0]

    return described


def _mapped(begin: Any) -> Any:
    """Let a font's file be the one that is mapped into memory, until the font is cleaned."""
    from weasyprint.pdf import fonts
    from weasyprint.text.ffi import ffi, harfbuzz

    copied = fonts.get_hb_object_data

    def begun(font: Any, *arguments: Any) -> None:
        def data(face: Any) -> Any:
            blob = ffi.gc(harfbuzz.hb_face_reference_blob(face), harfbuzz.hb_blob_destroy)
            length = ffi.new("unsigned int *")
            found = harfbuzz.hb_blob_get_data(blob, length)
            font.mapped = blob
            return None if found == ffi.NULL else ffi.buffer(found, length[0])

        fonts.get_hb_object_data = data
        try:
            begin(font, *arguments)
        finally:
            fonts.get_hb_object_data = copied

    return begun


def _whole(clean: Any) -> Any:
    """Copy the file of a font, after all, where nothing could be taken out of it."""

    def cleaned(font: Any, *arguments: Any) -> None:
        clean(font, *arguments)
        if font.file_content is not None and not isinstance(font.file_content, bytes):
            font.file_content = bytes(font.file_content)

    return cleaned


_LENGTH = re.compile(r"\[\d+\]$")


class _Open:
    """An interface of cffi whose arrays are of the type that has no length, which is parsed once.

    Each text of a type that it has not met costs it milliseconds, `hb_codepoint_t[517]` as much as another.
    """

    def __init__(self, calls: Any) -> None:
        self._calls = calls

    def __getattr__(self, name: str) -> Any:
        return getattr(self._calls, name)

    def new(self, type: str, *initial: Any) -> Any:
        """Return new memory; an array begun with a sequence is as long as that."""
        if initial and isinstance(initial[0], list | tuple):
            type = _LENGTH.sub("[]", type)
        return self._calls.new(type, *initial)
