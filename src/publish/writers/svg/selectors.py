"""The selectors of a drawing's style sheets to how long it takes to find whom they are for.

cssselect2, which matches them for WeasyPrint, tries every way in which an element's ancestors may stand for
the parts of a selector: eight parts among forty groups are seventy million ways. And it tries every selector
on every element that its last part may be.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_COMBINATORS = 4
"""In a selector; drawing programs write none, Mermaid three."""
Part = tuple[str, list[Any]]
"""What stands in front of a compound selector (a combinator, or nothing), and its tokens."""

_OF_SIBLINGS = ("first-of-type", "last-of-type", "only-of-type", "nth-of-type", "nth-last-of-type")
_OF_ONE = ("is", "where", "not", "lang", "nth-child", "nth-last-child")


def split(prelude: Iterable[Any]) -> Iterator[list[Part]]:
    """Give the selectors that commas part, each as its parts."""
    parts: list[Part] = []
    combinator = ""
    for token in prelude:
        if token == ",":
            yield parts
            parts, combinator = [], ""
        elif token.type == "whitespace":
            combinator = combinator or " "
        elif token in (">", "+", "~"):
            combinator = token.value
        elif token.type != "comment":
            if combinator or not parts:
                parts.append((combinator, []))
            parts[-1][1].append(token)
            combinator = ""
    yield parts


def is_simple(prelude: Iterable[Any]) -> bool:
    """Say whether selectors are soon matched: few parts, none of which looks through siblings or children."""
    return all(
        len(parts) <= MOST_COMBINATORS + 1
        and all(combinator != "~" and _is_own(compound) for combinator, compound in parts)
        for parts in split(prelude)
    )


def _is_own(compound: Iterable[Any]) -> bool:
    """Say whether a compound selector asks an element of nothing but itself, its place and its language."""
    for token in compound:
        if token.type == "ident" and token.lower_value in _OF_SIBLINGS:
            return False
        if token.type == "function" and not (token.lower_name in _OF_ONE and _is_short(token)):
            return False
    return True


def _is_short(function: Any) -> bool:
    """Say whether a functional pseudo-class is one of an element itself: no `:not(a b)`, no `of` siblings."""
    if function.lower_name.startswith("nth-"):
        return not any(token.type == "ident" and token.lower_value == "of" for token in function.arguments)
    return all(
        len(parts) <= 1 and all(_is_own(compound) for _, compound in parts)
        for parts in split(function.arguments)
    )


# --- time ----------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Matching:
    """How often the style sheets of one drawing are tried on its elements."""

    nested: Counter[str]
    """How many elements that a key stands for are inside one another at the most."""
    longest: Counter[str]
    """Characters of the longest value of each attribute."""
    steps: Counter[str]
    """What is tried, and taken over, for each element that a key stands for."""

    @classmethod
    def within(cls, root: _Element) -> Matching:
        """Return what is known of a drawing before its style sheets are read."""
        from lxml import etree

        matching = cls(Counter(), Counter(), Counter())
        open_: Counter[str] = Counter()
        for event, element in etree.iterwalk(root, ("start", "end")):
            if event == "end":
                open_.subtract(keys(element))
                continue
            open_.update(keys(element))
            for key in keys(element):
                matching.nested[key] = max(matching.nested[key], open_[key])
            for name, value in element.attrib.items():
                matching.longest[str(name)] = max(matching.longest[str(name)], len(value))
        return matching

    def read(self, prelude: Iterable[Any], declarations: int) -> None:
        """Take note of a rule that has so many declarations."""
        for parts in split(prelude):
            if parts:
                names = _names(parts[-1][1])
                # In the order in which cssselect2 sorts selectors by what their last part says.
                key = next((name for first in "#." for name in reversed(names) if name[0] == first), None)
                self.steps[key or (names or ["*"])[0]] += declarations + self._tried(parts)

    def of(self, element: _Element) -> int:
        """Return how many steps an element takes."""
        return sum(self.steps[key] for key in keys(element)) if self.steps else 0

    def _tried(self, parts: list[Part]) -> int:
        """Return how much is tried at the most to find out whether an element matches."""
        steps = self._size(parts[-1][1])
        ways = 1
        for (_, compound), (combinator, _) in zip(parts[-2::-1], parts[:0:-1], strict=True):
            above = self.nested["*"] if combinator == " " else 1
            steps += ways * above * self._size(compound)
            ways *= min([above, *(self.nested[name] for name in _names(compound))])
        return steps

    def _size(self, tokens: Iterable[Any]) -> int:
        """Return how much is compared: a word of a selector is a step, ten characters of a value another."""
        size = 0
        for token in tokens:
            match token.type:
                case "function":
                    size += self._size(token.arguments)
                case "[] block" if len(token.content) > 1:
                    named = [self.longest[part.value] for part in token.content if part.type == "ident"]
                    size += max(named, default=0) // 10
                case _:
                    pass
            size += 1
        return size


def keys(element: _Element) -> set[str]:
    """Return what selectors may name an element by: `*`, `rect`, `#id`, `.class`."""
    classes = (f".{name}" for name in str(element.get("class") or "").split())
    local = str(element.tag).rpartition("}")[2].lower()
    return {"*", local, "#" + str(element.get("id")), *classes}


def _names(compound: Iterable[Any]) -> list[str]:
    """Return what a compound selector names an element by."""
    names = []
    before = ""
    for token in compound:
        if token.type == "hash":
            names.append("#" + token.value)
        elif token.type == "ident" and before != ":":
            names.append("." + token.value if before == "." else token.lower_value)
        before = token.value if token.type == "literal" else ""
    return names
