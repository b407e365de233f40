"""A `Theme` and the languages of an edition to the style sheet of its page."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib import resources
from string import Formatter

from publish.languages import Language
from publish.phrases import page_pattern
from publish.theme import PAGES, Theme, Typography, typography

_TALLEST = 0.55  # of the text's height: a picture leaves room for its caption and some words


SIGNS = "•–…‐☐☑"
"""What `edition.css` prints of its own, and what hyphenation does."""


def stylesheets(
    theme: Theme, language: Language, others: Iterable[Language] = (), extra: tuple[str, ...] = ()
) -> tuple[str, ...]:
    """Return the CSS of an edition in `language` that also holds text in `others`.

    `extra` are the faces of characters that no face of these languages has.

    The rules are those of `edition.css`, which are the same for all; what a theme and a language set are
    custom properties before them, and the office's own sheet, if any, comes last.
    """
    row = typography(language)
    width, height = PAGES[theme.page]
    parts = [
        f"@page {{ size: {width:g}mm {height:g}mm; margin: {theme.margin:g}mm }}",
        _digits(language),
        _page_numbers(language),
        _rule(":root", _colours(theme) | _root(theme, row, height) | _voice(row, row, extra)),
    ]
    for other in sorted({other.tag: other for other in others}.values(), key=lambda other: other.tag):
        # The edition's own language too: its words may stand inside a paragraph in another.
        parts.append(_rule(f'[lang="{other.tag}"]', _voice(typography(other), row, extra)))
    sheets = ("\n".join(parts), _rules(), theme.css)
    return tuple(sheet for sheet in sheets if sheet)


@cache
def _rules() -> str:
    return resources.files("publish.theme").joinpath("edition.css").read_text(encoding="utf-8")


def _rule(selector: str, properties: dict[str, str]) -> str:
    lines = "".join(f"  --{name}: {value};\n" for name, value in properties.items())
    return f"{selector} {{\n{lines}}}"


def _digits(language: Language) -> str:
    """Return the counter style that writes numbers in the language's digits."""
    symbols = " ".join(f'"{digit}"' for digit in language.digits)
    return f"@counter-style digits {{ system: numeric; symbols: {symbols} }}"


def _page_numbers(language: Language) -> str:
    """Return the rule for what stands at the foot of each page: `Page 2 of 7` in the language's words."""
    counters = {"number": "counter(page, digits)", "count": "counter(pages, digits)"}
    content = " ".join(
        part
        for words, name, _, _ in Formatter().parse(page_pattern(language).text)
        for part in (f'"{words}"' if words else "", counters.get(name or "", ""))
        if part
    )
    return f"@page {{ @bottom-center {{ content: {content} }} }}"


def _colours(theme: Theme) -> dict[str, str]:
    return {
        "accent": theme.accent,
        "ink": theme.ink,
        "muted": theme.muted,
        "rule": "#c4c4c4",
        "tint": "#f3f4f2",
        "quote": "#333333",
    }


def _root(theme: Theme, row: Typography, height: float) -> dict[str, str]:
    tallest = _TALLEST * (height - 2 * theme.margin)
    return {"size": f"{theme.size * row.size:g}pt", "tallest": f"{tallest:.0f}mm"}


def _voice(row: Typography, document: Typography, extra: tuple[str, ...]) -> dict[str, str]:
    """Return what the row of a language sets, on the page of a document whose row is `document`."""
    return {
        "text": _families(row.text_stack + extra),
        "heading": _families(row.heading_stack + extra),
        "code": _families(row.code_stack + extra),
        # Words that read from left to right among those that do not: in one face, digits and letters.
        "latin": _families(_latin_first(row.text_stack) + extra),
        "latin-heading": _families(_latin_first(row.heading_stack) + extra),
        "quotes": " ".join(f'"{mark}"' for mark in row.quotes),
        "beside": f"{row.size / document.size:.3g}em",
        "leading": f"{row.leading:g}",
        "heading-leading": f"{max(1.2, row.leading - 0.2):g}",
        "caption-leading": f"{max(1.35, row.leading - 0.1):g}",
        "align": "justify" if row.justify else "start",
        # WeasyPrint hyphenates only languages that it has a dictionary for, so this is safe in all.
        "hyphens": "auto" if row.justify else "manual",
        **_emphasis(row, extra),
    }


def _emphasis(row: Typography, extra: tuple[str, ...]) -> dict[str, str]:
    """Show emphasis by italics, or where a script has none by its heading face, or else by weight."""
    if row.emphasis == "italics":
        return {"em-style": "italic", "em-face": "inherit", "em-weight": "inherit"}
    weight = "bold" if row.emphasis == "weight" else "inherit"
    return {"em-style": "normal", "em-face": _families(row.heading_stack + extra), "em-weight": weight}


def _latin_first(stack: tuple[str, ...]) -> tuple[str, ...]:
    return (stack[-1], *stack[:-1])


def _families(stack: Iterable[str]) -> str:
    return ", ".join(f'"{family}"' for family in stack)
