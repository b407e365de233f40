"""A Document in, a readable outline out, one line for each thing in it: what golden tests compare."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from publish.message import encode
from publish.model import Document, Entry, Mapping, Text, Value


def outline(document: Document) -> str:
    """Return the outline of `document`: line, kind and words of everything, metadata first."""
    lines = [f"language {document.language}"]
    for entry in document.metadata:
        lines += _entry(entry, 0)
    for block in document.blocks:
        lines += _thing(block, 0)
    return "\n".join(lines) + "\n"


def _entry(entry: Entry, depth: int) -> Iterator[str]:
    yield f"{entry.line:>3} {'  ' * depth}{entry.key}: {_value(entry.value)}".rstrip()
    if isinstance(entry.value, Mapping):
        for inner in entry.value.entries:
            yield from _entry(inner, depth + 1)


def _value(value: Value) -> str:
    match value:
        case Text():
            return _text(value)
        case tuple():
            return "[" + ", ".join(_value(item) for item in value) + "]"
        case Mapping():
            return ""
    return repr(value)


def _text(text: Text) -> str:
    notes = {
        "comment": text.comment,
        "context": text.context,
        "max": text.max_length,
        "skip": not text.translate,
    }
    said = " ".join(f"{key}={value!r}" for key, value in notes.items() if value)
    return f"“{encode(text.spans)}”" + (f" ({said})" if said else "") + f"@{text.line}"


def _thing(thing: object, depth: int) -> Iterator[str]:
    """Give the outline of a block, an item or a cell."""
    if isinstance(thing, Text):
        yield f"    {'  ' * depth}{_text(thing)}"
        return
    if isinstance(thing, tuple):
        for inner in thing:
            yield from _thing(inner, depth)
        return
    assert is_dataclass(thing)
    values = {field.name: getattr(thing, field.name) for field in fields(thing)}
    said = [
        f"{key}={_text(value) if isinstance(value, Text) else value}"
        for key, value in values.items()
        if key != "line"
        and not isinstance(value, tuple)
        and value not in ("", None)
        and value != Text(line=0)
    ]
    yield f"{values['line']:>3} {'  ' * depth}{type(thing).__name__} {' '.join(said)}".rstrip()
    for value in values.values():
        if isinstance(value, tuple) and not (value and isinstance(value[0], str)):
            yield from _thing(value, depth + 1)
