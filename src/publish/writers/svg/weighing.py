"""A clean drawing to how much is drawn of it, once all that it refers to is followed.

Ten groups that use each other ten times are ten thousand million shapes in a thousand characters, and a mask
inside a mask doubles with each step. Whoever draws them draws for days. So does whoever tries ten thousand
rules on ten thousand shapes.
"""

from __future__ import annotations

import re
from base64 import b64decode
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from publish.writers.svg import styles
from publish.writers.svg.selectors import Matching, keys

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

MOST = 100_000
"""Shapes in a drawing: about ten seconds of work."""

_SVG = "{http://www.w3.org/2000/svg}"
_HREF = "{http://www.w3.org/1999/xlink}href"
_UNSHOWN = frozenset(
    ("defs", "symbol", "clipPath", "mask", "pattern", "marker", "filter", "linearGradient", "radialGradient")
)
"""Elements that are drawn only where another refers to them."""
_INSIDE = re.compile(r"""url\(\s*["']?#([^"')\s]+)""")
_NAME = re.compile(r"[.#]?[\w-]+|[*\[]")
_REPEATED = 100
"""Weight of a gradient whose colours are repeated."""
_STEPS = 200
"""Of matching style sheets, that take as long as a shape."""
_INHERITED = 40
"""Attributes that are handed down to each shape in the time and the room of a shape."""
_NOT_HANDED_DOWN = frozenset(("id", "style", "transform", "viewBox", "width", "height", "x", "y"))
_EMBEDDED = "data:image/svg+xml;base64,"
_CHARACTERS = 60
"""Of a path or of text, that take as long to draw as a shape."""


def weigh(root: _Element) -> int:
    """Return how many shapes are drawn.

    Raises ValueError where there are more than `MOST`, where a drawing would have to draw itself, and where
    its style sheets take longer to match than that.
    """
    named = {str(element.get("id")): element for element in root.iter() if element.get("id")}
    scale = _Scale(named, Matching.within(root))
    for sheet in root.iter(f"{_SVG}style"):
        scale.read(sheet.text or "")
    if sum(map(scale.matching.of, root.iter())) > MOST * _STEPS:
        raise ValueError("its style sheet has too many rules for so many shapes")
    scale.hand_down(root)
    try:
        weight = sum(map(scale.shown, root))
    except RecursionError:
        raise ValueError("what it draws refers to more and more") from None
    if weight > MOST:
        raise ValueError(f"it draws more than {MOST:,} shapes, those counted that it repeats")
    return weight


@dataclass(slots=True)
class _Scale:
    """Weighs the elements of one drawing, each once."""

    named: dict[str, _Element]
    """Elements by their ids."""
    matching: Matching
    """What its style sheets cost."""
    each: int = 1
    """Weight of a shape that is nothing but itself."""
    styled: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    """What rules of a style sheet refer to, by the classes, ids and elements that the rules are for."""
    known: dict[str, int] = field(default_factory=dict)
    """Weight of what stands in an element, by its id."""
    open: set[str] = field(default_factory=set)
    """Ids of the elements that are being weighed."""
    properties: set[str] = field(default_factory=set)
    """What shapes may inherit."""

    def read(self, css: str) -> None:
        """Take note of what a style sheet refers to."""
        import tinycss2

        for rule in styles.rules(css):
            body = tinycss2.serialize(rule.content)
            self.matching.read(rule.prelude, body.count(":"))
            self.properties.update(_properties(body))
            if referred := list(_referred(body)):
                for name in _NAME.findall(tinycss2.serialize(rule.prelude)):
                    key = "*" if name == "[" else name if name[0] in ".#" else name.lower()
                    self.styled.setdefault(key, []).extend(referred)

    def hand_down(self, root: _Element) -> None:
        """Find out how much each shape may inherit, for it gets a copy of each attribute."""
        for element in root.iter():
            if len(element):
                self.properties.update(map(str, element.attrib))
                self.properties.update(_properties(str(element.get("style") or "")))
        self.each = 1 + len(self.properties - _NOT_HANDED_DOWN) // _INHERITED

    def shown(self, element: _Element) -> int:
        """Return the weight of an element where it stands."""
        return 0 if _local(element) in _UNSHOWN else self.drawn(element)

    def drawn(self, element: _Element) -> int:
        """Return the weight of an element where it is drawn: itself, what it holds, what it refers to."""
        text = element.text or ""
        weight = self.each + len(text) // _CHARACTERS + self.embedded(element)
        weight += self.matching.of(element) // _STEPS
        if _local(element) == "style":  # of which each selector is made a function
            weight += text.count("{") + text.count(",")
        weight += _REPEATED if element.get("spreadMethod") in ("repeat", "reflect") else 0
        weight += sum(map(self.shown, element))
        points = str(element.get("d") or element.get("points") or "")
        for name, what in self.references(element):
            # A marker is drawn at each point, which takes four characters at the least.
            times = 1 + len(points) // 4 if "marker" in what else 1
            weight += times * (1 + self.inside(name))
        return weight + len(points) // _CHARACTERS

    def references(self, element: _Element) -> list[tuple[str, str]]:
        """Return the ids that an element refers to, each with the property that does."""
        address = str(element.get("href") or element.get(_HREF) or "").strip()
        found = [(address[1:], "href")] if address.startswith("#") else []
        for key, value in element.attrib.items():
            found += _referred(str(value) if key == "style" else f"{key!s}:{value!s}")
        if self.styled:
            for key in keys(element):
                found += self.styled.get(key, ())
        return [(name, what) for name, what in found if name in self.named]

    def inside(self, name: str) -> int:
        """Return the weight of what is drawn where an element is referred to."""
        if name in self.open:
            raise ValueError("it draws itself")
        if name not in self.known:
            self.open.add(name)
            self.known[name] = min(self.drawn(self.named[name]), MOST + 1)
            self.open.discard(name)
        return self.known[name]

    def embedded(self, element: _Element) -> int:
        """Return the weight of a drawing in the drawing, which `clean` has put there."""
        from lxml import etree

        address = str(element.get(_HREF) or "")
        if not address.startswith(_EMBEDDED):
            return 0
        return weigh(etree.fromstring(b64decode(address.removeprefix(_EMBEDDED))))


def _referred(style: str) -> Iterator[tuple[str, str]]:
    """Give the ids that declarations refer to, each with its property."""
    for declaration in style.split(";") if "url(" in style else ():
        what = declaration.partition(":")[0]
        yield from ((name, what) for name in _INSIDE.findall(declaration))


def _properties(style: str) -> set[str]:
    return {declaration.partition(":")[0].strip() for declaration in style.split(";")}


def _local(element: _Element) -> str:
    return str(element.tag).removeprefix(_SVG)
