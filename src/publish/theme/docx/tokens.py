"""Measures, colours and names that the styles of a DOCX and its writer must agree on."""

from __future__ import annotations

TWIPS_PER_MM = 1440 / 25.4
"""Twentieths of a point in a millimetre."""
RULE = "C4C4C4"
TINT = "F3F4F2"
QUOTE = "333333"
"""Colours that no office has asked to choose; `edition.css` has the same."""

LIST_STEP = 400
"""How far each level of a list is indented, twentieths of a point."""
QUOTE_INDENT = 300
"""How far a quotation is indented, twentieths of a point."""
DETAIL_INDENT = 340
"""How far a definition is indented, twentieths of a point."""
BULLETS, OPEN, DONE = 1, 2, 3
"""Numbering instances: bullets, and the boxes of a task list."""
NUMBERED = 4
"""The abstract definition of numbered lists; instances follow from this number on."""

BOLD = frozenset(
    {"Title", "Kicker", "Lead", "Byline", "Signature", "Heading1", "Heading2", "Heading3", "Heading4"}
    | {"Heading5", "TableHeading", "TableHeadingSmall", "TableHeadingTiny", "TableCaption", "TOCHeading"}
    | {"DefinitionTerm"}
)
"""Paragraph styles that are bold: a bold character style in them would toggle it off (ECMA-376, 17.7.3)."""
HEADING_FACE = frozenset(
    {"Title", "Subtitle", "Kicker", "Byline", "Dateline", "Signature", "Heading1", "Heading2", "Heading3"}
    | {"Heading4", "Heading5", "Heading6", "TableHeading", "TableHeadingSmall", "TableHeadingTiny"}
    | {"Caption", "CaptionOfCredited", "TableCaption", "TOCHeading"}
    | {"Credit", "Header", "Footer", "Revision"}
)
"""Paragraph styles set in the face of headings."""
CELLS = {"": (0.92, 130), "Small": (0.78, 70), "Tiny": (0.66, 50)}
"""Sizes of text in tables, in ems of running text, and the room at each side of it, twentieths of a point.

The first is that of ordinary tables, the others are for those whose words would not fit side by side."""
SYMBOL_FACE = "Segoe UI Symbol"
"""Face for the boxes of task lists that people with Word have."""
OPEN_SYMBOL_FACE = "Noto Sans Symbols2"
"""Open face for them."""
LEVELS = 9
"""As many levels as Word's lists have."""


def colour(value: str) -> str:
    """Return `#rrggbb` as DOCX writes it."""
    return value.removeprefix("#").upper()
