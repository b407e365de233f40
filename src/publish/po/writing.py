"""Entries in, the bytes of a PO file out, as GNU gettext lays them out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from publish.po.entry import Entry, Previous

_RARE_ESCAPES = {ord(char): f"\\{letter}" for char, letter in zip("\a\b\t\v\f\r", "abtvfr", strict=True)}
_CHARSET = re.compile(r"^(Content-Type:[ \t]*text/[^\n]*?charset=)([^\s;]+)", re.MULTILINE)
_PAGE_WIDTH = 79


def write(entries: Iterable[Entry]) -> bytes:
    """Return the bytes `msgcat --no-wrap` would write.

    Obsolete entries stand last, those of them that were never translated go.
    A header that names another charset is made to say UTF-8, unless all is ASCII, which is right in any.
    """
    entries = tuple(entries)
    kept = [entry for entry in entries if not entry.obsolete]
    kept += [entry for entry in entries if entry.obsolete and entry.written]
    data = _joined(kept)
    if not data.isascii() and any(map(_names_other_charset, kept)):
        data = _joined(map(_with_utf8, kept))
    return data


def _joined(entries: Iterable[Entry]) -> bytes:
    # Encoded one by one: characters beyond Latin-1 take two bytes and more each in a text of Python's.
    return b"\n".join(_write_entry(entry).encode() for entry in entries)


def _names_other_charset(entry: Entry) -> bool:
    found = _CHARSET.search(entry.msgstr[0]) if entry.is_header else None
    return found is not None and found[2].upper() != "UTF-8"


def _with_utf8(entry: Entry) -> Entry:
    if not _names_other_charset(entry):
        return entry
    return replace(entry, msgstr=(_CHARSET.sub(r"\1UTF-8", entry.msgstr[0]), *entry.msgstr[1:]))


def _write_entry(entry: Entry) -> str:
    lines = [_write_comment("#", text) for text in entry.comments]
    lines += [_write_comment("#.", text) for text in entry.extracted]
    if entry.references:
        lines += _write_references(entry.references)
    # gettext writes no range for an obsolete entry.
    flags = [flag for flag in entry.flags if not (entry.obsolete and flag.startswith("range: "))]
    if flags:
        lines.append(_write_comment("#,", ", ".join(flags)))
    mark = "#~ " if entry.obsolete else ""
    if entry.previous:
        _write_source(lines, "#~| " if entry.obsolete else "#| ", entry.previous)
    _write_source(lines, mark, entry)
    if entry.msgid_plural is None:
        lines.append(_write_string(mark, "msgstr", entry.msgstr[0]))
    else:
        lines += [_write_string(mark, f"msgstr[{i}]", text) for i, text in enumerate(entry.msgstr)]
    lines.append("")
    return "\n".join(lines)


def _write_comment(mark: str, text: str) -> str:
    if not text:
        return mark
    # gettext joins a line that ends in a backslash with the next, which may be a msgid.
    return f"{mark} {text} " if text.endswith("\\") else f"{mark} {text}"


def _write_source(lines: list[str], mark: str, source: Entry | Previous) -> None:
    if source.msgctxt is not None:
        lines.append(_write_string(mark, "msgctxt", source.msgctxt))
    lines.append(_write_string(mark, "msgid", source.msgid))
    if source.msgid_plural is not None:
        lines.append(_write_string(mark, "msgid_plural", source.msgid_plural))


def _write_string(mark: str, keyword: str, text: str) -> str:
    """Return `keyword "text"`, or one line for each line of a text that has several."""
    # Looking nine times for one character is five times faster than looking once for one of nine.
    if not ('"' in text or "\\" in text or "\n" in text or _has_rare(text)):
        return f'{mark}{keyword} "{text}"'
    if "\n" not in text[:-1]:
        return f'{mark}{keyword} "{_escape(text)}"'
    lines = [f'{mark}"{_escape(line)}"' for line in re.findall(r"[^\n]*\n|[^\n]+", text)]
    return "\n".join([f'{mark}{keyword} ""', *lines])


def _has_rare(text: str) -> bool:
    return "\t" in text or "\r" in text or "\a" in text or "\b" in text or "\v" in text or "\f" in text


def _escape(text: str) -> str:
    # Replacing thrice is several times faster than one `translate` of a text beyond Latin.
    text = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return text.translate(_RARE_ESCAPES) if _has_rare(text) else text


def _write_references(references: tuple[str, ...]) -> Iterator[str]:
    """Fill lines of 79 bytes: gettext counts bytes here, and wraps these even under `--no-wrap`."""
    line, width = "#:", 2
    for reference in references:
        size = 1 + (len(reference) if reference.isascii() else len(reference.encode()))
        if width > 2 and width + size > _PAGE_WIDTH:
            yield line
            line, width = "#:", 2
        line, width = f"{line} {reference}", width + size
    yield line
