"""Pango's libraries to cffi: what we need of them and WeasyPrint does not, and the types that both name.

cffi parses C behind all that it knows already, a hundred declarations, each time that it meets the text of a
type: 2 to 5 ms. So what is needed is declared in one go, and the types are parsed in one go. This uses what
is private to cffi; where that has changed, it parses them one by one.
"""

from __future__ import annotations

from functools import cache

_MORE = """
void *g_object_ref (void *object);
int hb_font_get_nominal_glyph (hb_font_t *font, hb_codepoint_t unicode, hb_codepoint_t *glyph);
typedef struct _FcCharSet FcCharSet;
FcResult FcPatternGetCharSet (const FcPattern *p, const char *object, int n, FcCharSet **c);
int FcCharSetHasChar (const FcCharSet *fcs, unsigned int ucs4);
FcConfig * FcConfigGetCurrent (void);
"""
_TYPES = (
    *("char[]", "char[4]", "unsigned int *", "PangoLogAttr[]", "PangoRectangle *", "PangoFcFontMap *"),
    *("FcCharSet **", "FcChar8 **", "FcResult *", "hb_codepoint_t *", "hb_codepoint_t[]", "hb_tag_t[100]"),
)
"""As WeasyPrint spells them, and we."""


@cache
def declare() -> None:
    """Make all of it known, once in a process."""
    from weasyprint.text.ffi import ffi

    ffi.cdef(_MORE, override=True)
    pointers = (f"{name} (*){bracket}{rest}" for name, bracket, rest in (t.partition("[") for t in _TYPES))
    together = f"void (*)({', '.join(pointers)})"
    function = ffi.typeof(together)
    known = getattr(ffi, "_parsed_types", {})
    if known.get(together) == (function, False):
        known.update((text, (each.item, False)) for text, each in zip(_TYPES, function.args, strict=True))
