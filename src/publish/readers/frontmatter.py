"""The YAML at the top of an article in; blocks to print, metadata and language out, each with its true line.

```yaml
---
title: Một ngày hội          # printed: kicker, title, subtitle, byline (or author), date, lead
description: Tóm tắt          # for translators, not printed: the keys in TRANSLATABLE
slug: mot-ngay-hoi            # anything else stays as YAML typed it
lang: vi                      # the article's language
---
```
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from publish.errors import LanguageError, SourceError
from publish.languages import parse as parse_language
from publish.model import Block, Dateline, Entry, Mapping, Paragraph, Role, Span, Text, Value
from publish.readers.sources import CONTROLS, Lines

if TYPE_CHECKING:
    import yaml

TRANSLATABLE = (
    "abstract",
    "alt",
    "caption",
    "categories",
    "category",
    "credit",
    "description",
    "excerpt",
    "keywords",
    "section",
    "subject",
    "summary",
    "tags",
)
"""Keys whose words, also in lists and mappings under them, are for translators."""
PRINTED: tuple[tuple[str, Role], ...] = (
    ("kicker", "kicker"),
    ("title", "title"),
    ("subtitle", "subtitle"),
    ("byline", "byline"),
    ("author", "byline"),
    ("authors", "byline"),
    ("date", "dateline"),
    ("lead", "lead"),
)
"""Keys whose words are printed at the top of the article, in this order, and the roles they play."""
LANGUAGE = ("lang", "language")
"""Keys that name the article's language."""

_FENCED = re.compile(
    r"---[ \t]*\n(?=[^\n]*\S)(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE
)
_SPACE = re.compile(r"[ \t\n\r\f\v]+")
_MOST_VALUES = 10_000  # a few lines of YAML aliases can stand for billions
_MOST_NODES = 3 * _MOST_VALUES  # keys and lists too; as they are written, aliases not followed
_DEEPEST = 50
_LONGEST = 1000  # digits of a number; Python reads none in base 60 in time, and writes none of 4,300

Spans = Callable[[str], tuple[Span, ...]]
"""Reads the words of a printed value: as Markdown, or as they stand."""


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the top of an article says, and where the article itself begins."""

    entries: tuple[Entry, ...] = ()
    """Every key, in order; strings are `Text` where printed or translatable."""
    length: int = 0
    """Characters it takes in the file."""

    def entry(self, key: str) -> Entry | None:
        """Return the entry called `key`, or None."""
        return next((entry for entry in self.entries if entry.key == key), None)


def plain(words: str) -> tuple[Span, ...]:
    """Return `words` as one run, its white space folded."""
    return (Span(folded),) if (folded := fold(words)) else ()


def fold(words: str) -> str:
    """Return `words` with every run of white space made one space; no-break and wide spaces stay."""
    return _SPACE.sub(" ", words).strip(" ")


def split(data: str, name: str, spans: Spans = plain) -> FrontMatter:
    """Read the front matter at the top of `data`; what is not a mapping is the article's own text.

    Raises SourceError with the line where the YAML is broken.
    """
    fenced = _FENCED.match(data)
    if fenced is None:
        return FrontMatter()
    entries = read_yaml(fenced["yaml"], name, first_line=2, spans=spans)
    return FrontMatter() if entries is None else FrontMatter(entries, fenced.end())


def read_yaml(text: str, name: str, *, first_line: int = 1, spans: Spans = plain) -> tuple[Entry, ...] | None:
    """Return the entries of the mapping that `text` is, or None where it is no mapping.

    `first_line` is the line of the file on which `text` begins. Raises SourceError with the line.
    """
    import yaml

    loader = yaml.SafeLoader("")
    places = _Places(text, first_line)
    try:
        loader = yaml.SafeLoader(text)
        root = _composed(loader)
        if not isinstance(root, yaml.MappingNode):
            return None
        return _Reader(name, places, spans).entries(root, "", ())
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = places.line(mark) if mark else first_line
        reason = error.problem or error.context
        raise SourceError(f"broken YAML: {reason}", path=name, line=line, hint=_HINT) from None
    except yaml.YAMLError as error:  # a character YAML forbids
        raise SourceError(f"broken YAML: {' '.join(str(error).split())}", path=name, hint=_HINT) from None
    except (ValueError, OverflowError):  # "\\UFFFFFFFF", %YAML with a number of a thousand digits
        line = places.line(loader.get_mark())
        raise SourceError("broken YAML: a number too large", path=name, line=line, hint=_HINT) from None
    except RecursionError:
        raise SourceError("front matter is nested too deep", path=name, line=first_line, hint=_FLAT) from None


def _composed(loader: Any) -> yaml.Node | None:
    """Return the root of a YAML document, of which no more is read than an article may say of itself."""
    import yaml

    compose, count = loader.compose_node, itertools.count(1)

    def counted(parent: yaml.Node | None, index: object) -> yaml.Node | None:
        if next(count) > _MOST_NODES:
            raise yaml.MarkedYAMLError(problem="too many values", problem_mark=loader.get_mark())
        node: yaml.Node | None = compose(parent, index)
        return node

    loader.compose_node = counted
    try:
        root: yaml.Node | None = loader.get_single_node()
    finally:
        loader.dispose()
    return root


_HINT = "Put quotes round a value that holds a colon, a hash or a quote."
_QUOTED = "Put quotes round it."
_FLAT = "Write simple keys and values, such as 'author: Name'."


class _Places:
    """Tells lines of the file; PyYAML's own are others where a line holds U+0085, U+2028 or U+2029."""

    def __init__(self, text: str, first_line: int) -> None:
        self._text = text
        self._lines = Lines(text)
        self._above = first_line - 1

    def line(self, mark: yaml.Mark) -> int:
        """Return the line on which something begins."""
        return self._above + self._lines.at(mark.index)

    def first_words(self, start: yaml.Mark, end: yaml.Mark) -> int:
        """Return the first line with words below the one with the sign, `|` or `>`; that one if none has."""
        below = self._text.find("\n", start.index, end.index)
        words = re.compile(r"\S").search(self._text, below, end.index) if below >= 0 else None
        return self._above + self._lines.at(words.start() if words else start.index)


class _Reader:
    """Makes values of YAML nodes, keeping their lines."""

    def __init__(self, name: str, places: _Places, spans: Spans) -> None:
        self._name = name
        self._places = places
        self._spans = spans
        self._count = 0

    def entries(
        self, node: yaml.MappingNode, inherited: str, path: tuple[yaml.Node, ...]
    ) -> tuple[Entry, ...]:
        import yaml

        found: dict[str, Entry] = {}
        for key_node, value_node in node.value:
            line = self._places.line(key_node.start_mark)
            if not isinstance(key_node, yaml.ScalarNode):
                raise self._error("a key that is a list or a mapping", key_node)
            key = self._plain(key_node)
            if key in found:
                raise self._error(
                    f"the key {key!r} stands here a second time", key_node, "Delete one of the two."
                )
            value = self._value(value_node, inherited or _handling(key), (*path, node))
            found[key] = Entry(key, value, line)
        return tuple(found.values())

    def _value(self, node: yaml.Node, handling: str, path: tuple[yaml.Node, ...]) -> Value:
        import yaml

        self._count += 1
        if self._count > _MOST_VALUES or len(path) > _DEEPEST or any(node is above for above in path):
            raise self._error("front matter too large or too deep", node, _FLAT)
        match node:
            case yaml.MappingNode():
                return Mapping(self.entries(node, handling, path))
            case yaml.SequenceNode():
                return tuple(self._value(item, handling, (*path, node)) for item in node.value)
            case _:
                return self._scalar(node, handling)

    def _scalar(self, node: Any, handling: str) -> Value:
        words = self._plain(node)
        typed = self._typed(node)
        if typed is None or (handling == "date" and isinstance(typed, date)):
            return typed
        if handling:
            spans = self._spans if handling in ("printed", "date") else plain
            return Text(spans(words), self._line(node))
        return typed

    def _plain(self, node: yaml.ScalarNode) -> str:
        """Return the characters of a scalar, in which escapes may stand for what no article may hold."""
        if bad := CONTROLS.search(node.value):
            raise self._error(f"control character U+{ord(bad[0]):04X} in the text", node, "Delete it.")
        return str(node.value)

    def _typed(self, node: yaml.Node) -> str | int | float | bool | date | None:
        import yaml

        number = node.tag.endswith((":int", ":float")) and isinstance(node, yaml.ScalarNode)
        if number and len(node.value) > _LONGEST:
            raise self._error("a number too large for any edition", node)
        try:
            value = yaml.SafeLoader("").construct_object(node)
        except (LookupError, AttributeError):  # `!!int ""`, `!!timestamp x`
            kind = node.tag.rpartition(":")[2]
            raise self._error(f"broken YAML: {node.value!r} is no {kind}", node) from None
        except (ValueError, OverflowError) as error:  # 2025-13-45, an endless number
            raise self._error(f"broken YAML: {error}", node) from None
        if value is None or isinstance(value, str | int | float | date):
            return value
        raise self._error(f"a value of a kind that no edition can use: {type(value).__name__}", node)

    def _line(self, node: Any) -> int:
        """Return the line on which the words begin."""
        if node.style in ("|", ">"):
            return self._places.first_words(node.start_mark, node.end_mark)
        return self._places.line(node.start_mark)

    def _error(self, message: str, node: yaml.Node, hint: str = _QUOTED) -> SourceError:
        return SourceError(message, path=self._name, line=self._places.line(node.start_mark), hint=hint)


def _handling(key: str) -> str:
    if key == "date":
        return "date"
    if any(key == printed for printed, _ in PRINTED):
        return "printed"
    return "translate" if key in TRANSLATABLE else ""


def unplaced(front: FrontMatter) -> FrontMatter:
    """Return `front` without lines: they are those of another file than the article's."""
    return FrontMatter(_unplaced(Mapping(front.entries)).entries)


def _unplaced(mapping: Mapping) -> Mapping:
    def value_of(value: Value) -> Value:
        match value:
            case Text():
                return replace(value, line=0)
            case tuple():
                return tuple(map(value_of, value))
            case Mapping():
                return _unplaced(value)
        return value

    return Mapping(tuple(Entry(entry.key, value_of(entry.value), 0) for entry in mapping.entries))


def language(front: FrontMatter, default: str, name: str) -> str:
    """Return the BCP 47 tag of the article's language: its own front matter's, else `default`."""
    entry = next((entry for entry in front.entries if entry.key in LANGUAGE), None)
    if entry is None:
        return parse_language(default).tag
    try:
        return parse_language(str(entry.value)).tag
    except LanguageError as error:
        raise LanguageError(error.message, path=name, line=entry.line, hint=error.hint) from None


def metadata(front: FrontMatter) -> tuple[Entry, ...]:
    """Return what is not printed and does not name the language."""
    printed = [key for key, role in PRINTED if role != "byline"]
    hidden = {*printed, *LANGUAGE, *_byline_keys(front)}
    return tuple(entry for entry in front.entries if entry.key not in hidden)


def _byline_keys(front: FrontMatter) -> list[str]:
    """Return the first key that says who wrote it: `author` is metadata where there is a `byline`."""
    return [key for key, role in PRINTED if role == "byline" and front.entry(key)][:1]


def blocks(front: FrontMatter) -> tuple[Block, ...]:
    """Return what is printed at the top, in the order of `PRINTED`; authors only where there is no byline."""
    found: list[Block] = []
    for key, role in PRINTED:
        entry = front.entry(key)
        if entry is None or (role == "byline" and key not in _byline_keys(front)):
            continue
        found.extend(_block(value, role, entry.line) for value in _leaves(entry.value))
    return tuple(found)


def _leaves(value: Value) -> Iterator[Text | date]:
    """Give what is printed of a value: itself, each item of a list, the `name` of a mapping (or all)."""
    match value:
        case Text() if value:
            yield value
        case date():
            yield value
        case tuple():
            for item in value:
                yield from _leaves(item)
        case Mapping(entries=entries):
            named = [entry for entry in entries if entry.key == "name"]
            for entry in named or entries:
                yield from _leaves(entry.value)


def _block(value: Text | date, role: Role, line: int) -> Block:
    if isinstance(value, Text):
        day = iso_date(value.plain) if role == "dateline" else None
        return Dateline(day, value.line) if day else Paragraph(value, role, value.line)
    return Dateline(value.date() if isinstance(value, datetime) else value, line)


def iso_date(words: str) -> date | None:
    """Return the day that `words` are in the form 2025-10-04, or None."""
    try:
        return date.fromisoformat(words) if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", words) else None
    except ValueError:
        return None
