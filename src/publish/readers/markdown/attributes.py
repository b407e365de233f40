"""A block attribute, `{#id .class key="value"}`, in; a mapping of its parts out."""

from __future__ import annotations

import re

_PART = r"""[#.][^\s{}#.="'<>]+|[A-Za-z][\w:-]*=(?:"[^"\n]*"|'[^'\n]*'|[^\s{}"'<>]+)"""
_PARTS = re.compile(_PART)
_TRAILING = re.compile(rf"(?P<space>\s*)\{{\s*(?P<parts>(?:{_PART})(?:\s+(?:{_PART}))*)\s*\}}\s*\Z")


def trailing(source: str) -> tuple[int, dict[str, str]] | None:
    """Return where in `source` the attribute at its end begins (with the space before it), and its parts.

    None where there is none. Classes stand under `class`, parted by spaces, as in HTML.

    >>> trailing('![](a.jpg){credit="Photo: A" .wide}')
    (10, {'credit': 'Photo: A', 'class': 'wide'})
    >>> trailing("a set {1, 2}")
    """
    opening = source.rfind("{")
    begin = len(source[:opening].rstrip()) if opening >= 0 else -1
    found = _TRAILING.fullmatch(source, begin) if begin >= 0 else None
    if found is None or not (found["space"] or source[begin - 1 : begin] in ("", ")", "]", ">")):
        return None
    attributes: dict[str, str] = {}
    for part in _PARTS.findall(found["parts"]):
        match part[0], part.partition("="):
            case "#", _:
                attributes["id"] = part[1:]
            case ".", _:
                attributes["class"] = f"{attributes.get('class', '')} {part[1:]}".strip()
            case _, (key, _, value):
                attributes[key] = value[1:-1] if value[0] in "\"'" else value
    return begin, attributes
