"""The styles of a drawing to those that reach nothing outside it, their colours in sRGB."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from publish.writers.svg import selectors
from publish.writers.svg.sizes import NUMBER, is_beyond


class Gap(str):
    """Stands in place of what does not stay in a style, and says why."""

    __slots__ = ()


BEYOND = "its number is too large or none"
_ELSEWHERE = Gap("it is active or comes from elsewhere: a style from elsewhere")


def sheet(css: str) -> Iterator[str]:
    """Give the rules of a style sheet, a `Gap` in place of what is left out."""
    import tinycss2

    for rule in tinycss2.parse_stylesheet(css, skip_comments=True):
        match rule.type:
            case "at-rule" if rule.lower_at_keyword == "namespace":
                yield tinycss2.serialize([rule])
            case "at-rule":
                import_ = rule.lower_at_keyword == "import"
                reaches = import_ or _any_reaches([*rule.prelude, *(rule.content or ())])
                yield _ELSEWHERE if reaches else tinycss2.serialize([rule])
            case "qualified-rule" if not selectors.is_simple(rule.prelude):
                yield Gap(f"its selector is too involved: {shown(tinycss2.serialize(rule.prelude))}")
            case "qualified-rule":
                yield tinycss2.serialize(rule.prelude) + "{"
                yield from declarations(rule.content)
                yield "}"
            case "whitespace":
                yield rule.value
            case _:
                pass


def shown(text: str) -> str:
    """Return the beginning of what is left out, in a line."""
    line = " ".join(text[:200].split())
    return f"{line[:60]}…" if len(line) > 60 else line


def declarations(css: Any) -> Iterator[str]:
    """Give the declarations of a style, a `Gap` in place of what is left out."""
    import tinycss2

    for node in tinycss2.parse_blocks_contents(css, skip_comments=True, skip_whitespace=True):
        if node.type == "declaration":
            if is_beyond(node.lower_name, tinycss2.serialize(node.value)):
                yield Gap(f"{BEYOND}: {shown(tinycss2.serialize([node]))}")
                continue
            reaches = _any_reaches(node.value)
            yield _ELSEWHERE if reaches else in_rgb(tinycss2.serialize([node]))


_FETCHING = {"url", "src", "image", "image-set", "-webkit-image-set", "cross-fade"}


def rules(css: Any) -> Iterator[Any]:
    """Give the rules of a style sheet that have selectors, those in `@media` too."""
    import tinycss2

    for rule in tinycss2.parse_rule_list(css, skip_comments=True, skip_whitespace=True):
        if rule.type == "qualified-rule":
            yield rule
        elif rule.type == "at-rule":
            yield from rules(rule.content or ())


def reaches_out(value: str) -> bool:
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
            # What is cut off would take in what is written behind it.
            return bool(token.kind.startswith(("bad-url", "eof-in")))
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


# White space is looked at where it begins, lest a thousand blanks be a thousand beginnings.
_INKS = re.compile(
    r"(?:(^|:)|(?<!\s))\s*(icc-color|device-(?:cmyk|gray|rgb|nchannel))\(([^()]*)\)",
    re.IGNORECASE | re.ASCII,
)


def in_rgb(value: str) -> str:
    """Spell out four inks in sRGB: PDF/A lets a file have no others, and Word knows no others.

    What stands behind a colour is only for who can do better than it (SVG 1.1, 12.2).

    >>> in_rgb("device-cmyk(0 1 100% 0)"), in_rgb("fill:#c00 icc-color(#inks, 0, 1, 1, .2)")
    ('rgb(255,0,0)', 'fill:#c00')
    """
    return _INKS.sub(_ink, value)


def _ink(found: re.Match[str]) -> str:
    parts = re.findall(rf"({NUMBER})(%?)", found[3], re.IGNORECASE)
    numbers = [min(1.0, max(0.0, float(number) / (100 if percent else 1))) for number, percent in parts]
    if found[1] is None or found[2].lower() != "device-cmyk" or len(numbers) < 4:
        return found[1] or ""
    *inks, black = numbers[:4]
    return f"{found[1]}rgb({','.join(str(round(255 * (1 - ink) * (1 - black))) for ink in inks)})"
