"""The name of a font family to whether this machine has it, and which characters: fontconfig's answer."""

from __future__ import annotations

from functools import cache
from typing import Any

from publish.writers import interface


def has_face(family: str) -> bool:
    """Tell whether there is a font family of this name."""
    return _match(family) is not None


def has_char(family: str, char: str) -> bool:
    """Tell whether a font family is there and has a character."""
    found = _characters(family)
    return found is not None and bool(fontconfig_library().FcCharSetHasChar(found, ord(char)))


def fontconfig_library() -> Any:
    """Return fontconfig as WeasyPrint has it, with what we need besides."""
    from weasyprint.text.ffi import fontconfig

    interface.declare()
    return fontconfig


@cache
def _characters(family: str) -> Any:
    from weasyprint.text.ffi import ffi

    match = _match(family)
    if match is None:
        return None
    found = ffi.new("FcCharSet **")
    result = fontconfig_library().FcPatternGetCharSet(match, b"charset", 0, found)
    return found[0] if result == fontconfig_library().FcResultMatch else None


@cache
def _match(family: str) -> Any:
    """Return fontconfig's pattern of a family, which must live as long as what is asked of it."""
    from weasyprint.text.ffi import ffi

    fontconfig = fontconfig_library()
    pattern = ffi.gc(fontconfig.FcPatternCreate(), fontconfig.FcPatternDestroy)
    fontconfig.FcPatternAddString(pattern, b"family", family.encode())
    fontconfig.FcConfigSubstitute(ffi.NULL, pattern, fontconfig.FcMatchPattern)
    fontconfig.FcDefaultSubstitute(pattern)
    match = fontconfig.FcFontMatch(ffi.NULL, pattern, ffi.new("FcResult *"))
    if match == ffi.NULL:
        return None
    match, name, at = ffi.gc(match, fontconfig.FcPatternDestroy), ffi.new("FcChar8 **"), 0
    while fontconfig.FcPatternGetString(match, b"family", at, name) == fontconfig.FcResultMatch:
        if ffi.string(name[0]).decode(errors="replace") == family:
            return match
        at += 1
    return None
