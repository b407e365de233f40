"""A place in the text of a PO file in; the entry that stands there out if its layout is the ordinary one.

Law, with a property test: with this module and without, `reading` gives the same entries, errors and lines.
So whatever is odd or wrong is left to the reader that takes a line at a time, which is several times slower.
"""

from __future__ import annotations

import re

from publish.po.comments import read_notes, read_references
from publish.po.entry import Entry, Previous, new_entry

# What may come after an entry. A string would go on its msgstr; behind a lone `#~` anything might stand.
_NEXT = r'(?=\Z|#(?![~|\\])|(?:#\| ?|#~\|? ?)?msg(?:id|ctxt) ")'


def _layout(mark: str, previous: str) -> re.Pattern[str]:
    """Return the pattern of an entry whose lines begin with a mark; its strings lack the outer quotes."""

    def string(keyword: str, mark: str = mark) -> str:
        return rf'{mark}{keyword} "(.*(?:\n{mark}".*)*)"\n'

    return re.compile(
        r"((?:#(?![:~|]).*+\n)*+)((?:#:.*+\n)*+)((?:#(?![:~|]).*+\n)*+)"
        + f"(?:(?:{string('msgctxt', previous)})?+{string('msgid', previous)})?+"
        # The empty group says where the msgid is.
        + f"(?:{string('msgctxt')})?+(){string('msgid')}{string('msgstr')}"
        + rf"\n*+{_NEXT}"
    )


_LIVE = _layout("", r"#\| ")
_OBSOLETE = _layout("#~ ", r"#~\| ")
_MSGID = 7


class _OddError(Exception):
    """A string is not as plain as its line looked."""


def read_entry(text: str, position: int, number: int) -> tuple[Entry, int, int] | None:
    """Read an entry of ordinary layout.

    Args:
        text: the file.
        position: where the entry begins, in characters from 0: the start of a line.
        number: the number of that line, from 1.

    Returns:
        The entry, then position and number of the line after it and the blank lines that follow it; None
        where the entry must be read with more care.
    """
    match = _LIVE.match(text, position) or _OBSOLETE.match(text, position)
    if not match:
        return None
    try:
        return _entry(match, number)
    except _OddError:
        return None


def _entry(match: re.Match[str], number: int) -> tuple[Entry, int, int]:
    above, places, below, old_msgctxt, old_msgid, msgctxt, _, msgid, msgstr = match.groups()
    obsolete = match.re is _OBSOLETE
    mark = "#~ " if obsolete else ""
    head = above + places + below
    if "\\" in head or "\r" in head:
        raise _OddError
    comments, extracted, flags = read_notes(above + below)
    previous = None
    if old_msgid is not None:
        old_mark = "#~| " if obsolete else "#| "
        old_context = None if old_msgctxt is None else _read_string(old_msgctxt, old_mark)
        previous = Previous(_read_string(old_msgid, old_mark), old_context)
    start, middle, end = match.start(), match.start(_MSGID), match.end()
    line = number + match.string.count("\n", start, middle)
    entry = new_entry(
        _read_string(msgid, mark),
        (_read_string(msgstr, mark),),
        None if msgctxt is None else _read_string(msgctxt, mark),
        None,
        comments,
        extracted,
        read_references(places[2:-1].split("\n#:")) if places else (),
        flags,
        previous,
        obsolete,
        line,
    )
    return entry, end, line + match.string.count("\n", middle, end)


def _read_string(raw: str, mark: str) -> str:
    """Read what stands between the first quote and the last one of a keyword's strings, one a line."""
    if "\n" not in raw:
        return _unescape(raw)
    parts = raw.split(f'"\n{mark}"')
    if len(parts) != 1 + raw.count("\n"):
        # Some quote that opens a string has to close the one before.
        raise _OddError
    return "".join(map(_unescape, parts))


def _unescape(text: str) -> str:
    """Resolve the three escapes that prose has; leave the others to `reading`."""
    if "\\" not in text:
        if '"' in text or "\0" in text:
            raise _OddError
        return text
    if "\\\\" in text:
        return "\\".join([_unescape(part) for part in text.split("\\\\")])
    if text.count('"') != text.count('\\"') or "\0" in text:
        raise _OddError
    text = text.replace('\\"', '"').replace("\\n", "\n")
    if "\\" in text:
        raise _OddError
    return text
