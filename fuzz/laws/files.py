"""Files beside articles in: drawings that reach nothing outside, settings that are right or refused."""

from __future__ import annotations

import re

from lxml import etree

from fuzz.guard import SCRATCH
from fuzz.laws.common import hold_place
from publish import project
from publish.errors import PublishError
from publish.languages import parse
from publish.writers.svg import clean

_CANARY = b"fuzz-canary-fuzz"
_HREFS = ("href", "{http://www.w3.org/1999/xlink}href")
_FETCHES = re.compile(r"""url\((?!\s*["']?(?:#|data:|["']?\s*\)))""", re.IGNORECASE)


def svg(data: bytes) -> None:
    """Any bytes are a drawing without anything active or foreign in it, or a ValueError or XMLSyntaxError."""
    (SCRATCH / "canary").write_bytes(_CANARY)
    data = data.replace(b"CANARY", str(SCRATCH / "canary").encode())
    try:
        drawing = clean(data, parse("fr"), _embed)
    except (ValueError, etree.XMLSyntaxError):
        return
    assert _CANARY not in drawing.data, "a file was read"
    assert drawing.width > 0 < drawing.height
    _hold_inert(drawing.data)
    again = clean(drawing.data, parse("fr"), _embed)
    assert again.data == drawing.data, "cleaned twice, it differs"
    assert not again.left_out, f"cleaned, it still had {again.left_out}"


def _embed(data: bytes) -> tuple[str, bytes]:
    if not data:
        raise ValueError("nothing")
    return "image/png", data


def _hold_inert(data: bytes) -> None:
    for element in etree.fromstring(data).iter():
        assert isinstance(element.tag, str), "a comment, an entity or an instruction"
        assert not element.tag.endswith(("}script", "}foreignObject", "}handler", "}set", "}animate"))
        for name, value in element.attrib.items():
            assert not str(name).startswith("on"), f"an event handler: {name!r}"
            assert name not in _HREFS or str(value).strip().startswith(("#", "data:")), f"{name!r}={value!r}"
            assert not _FETCHES.search(str(value)), f"{name!r}={value!r}"
        if element.tag.endswith("}style"):
            assert not _FETCHES.search(element.text or ""), element.text


def settings(data: bytes) -> None:
    """Any bytes are a publish.toml or a ConfigError that names the file and its line."""
    path = SCRATCH / "publish.toml"
    path.write_bytes(data)
    try:
        found = project.load(SCRATCH)
    except PublishError as error:
        hold_place(error, [str(path)], data)
        return
    for language in (found.source_language, *found.languages):
        found.config.check.enabled(language)
