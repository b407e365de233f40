"""Messages in: spans that can be written and read again, with every word; sentences that can be joined."""

from __future__ import annotations

import re

from fuzz.laws.common import parts, strings, words
from publish.message import canonical, decode, encode
from publish.sentences import split

_MARKER = re.compile(r"w\d+w")


def message(data: bytes) -> None:
    """Any string is a message: it is read, written and read again as the same, and no word of it is lost."""
    text = words(data)
    found = decode(text)
    assert canonical(found) == found, "not canonical"
    written = encode(found)
    assert decode(written) == found, f"written {written[:200]!r}, it reads otherwise"
    assert encode(decode(written)) == written, "not stable"
    written.encode()
    # A tag that we know goes, and the attributes that we do not know with it.
    if "<" not in text:
        lost = set(_MARKER.findall(text)) - set(_MARKER.findall(" ".join(strings(found))))
        assert not lost, f"lost: {lost}"


def sentences(data: bytes) -> None:
    """Any text is cut into sentences that together are the text; the first line is its language."""
    # No reader lets a lone surrogate through.
    tag, text = (part.decode("utf-8", "replace") for part in parts(data, 2))
    found = split(text, tag or "vi")
    assert "".join(found) == text, "the sentences are not the text"
    assert all(found), "an empty sentence"
