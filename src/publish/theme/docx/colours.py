"""A `Theme` and a `Typography` to the theme part of a DOCX: the colours and faces that Word's menus offer.

Nothing in an edition refers to it; an office that goes on working with the file finds its own colours there.
"""

from __future__ import annotations

from publish.theme import Theme, Typography
from publish.theme.docx.ooxml import part, tag
from publish.theme.docx.tokens import RULE, TINT, colour
from publish.theme.docx.voices import faces

_NAME = "Edition"
_PLACEHOLDER = tag("a:solidFill", tag("a:schemeClr", val="phClr"))


def colours(theme: Theme, row: Typography) -> bytes:
    """Return the theme part (ECMA-376 part 1, 14.2.7)."""
    elements = tag("a:themeElements", _scheme(theme), _fonts(row), _formats())
    return part("a:theme", elements, name=_NAME)


def _scheme(theme: Theme) -> str:
    accent, ink, muted = colour(theme.accent), colour(theme.ink), colour(theme.muted)
    slots = {"dk1": ink, "lt1": "FFFFFF", "dk2": muted, "lt2": TINT, "accent1": accent, "accent2": muted}
    slots |= {"accent3": ink, "accent4": RULE, "accent5": accent, "accent6": muted}
    slots |= {"hlink": accent, "folHlink": accent}
    written = (tag(f"a:{slot}", tag("a:srgbClr", val=value)) for slot, value in slots.items())
    return tag("a:clrScheme", *written, name=_NAME)


def _fonts(row: Typography) -> str:
    kinds = []
    for kind, heading in (("major", True), ("minor", False)):
        slots = faces(row, heading=heading)
        named = {"latin": slots["ascii"], "ea": slots["eastAsia"], "cs": slots["cs"]}
        kinds.append(tag(f"a:{kind}Font", *(tag(f"a:{slot}", typeface=f) for slot, f in named.items())))
    return tag("a:fontScheme", *kinds, name=_NAME)


def _formats() -> str:
    """Return the fills, lines and effects of shapes: the schema wants three of each."""
    line = tag("a:ln", _PLACEHOLDER, w=6350)
    effect = tag("a:effectStyle", tag("a:effectLst"))
    return tag(
        "a:fmtScheme",
        tag("a:fillStyleLst", *[_PLACEHOLDER] * 3),
        tag("a:lnStyleLst", *[line] * 3),
        tag("a:effectStyleLst", *[effect] * 3),
        tag("a:bgFillStyleLst", *[_PLACEHOLDER] * 3),
        name=_NAME,
    )
