"""A file's bytes in, its characters out: decoded, line ends made `\\n`, none that a writer cannot print."""

from __future__ import annotations

import codecs
import re
import unicodedata
from bisect import bisect_left
from pathlib import Path

from publish import files
from publish.errors import SourceError

_LARGEST = 50_000_000  # bytes, of an article: thirty times the Bible
_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# XML, and so DOCX and PDF metadata, has no place for these (https://www.w3.org/TR/xml/#charsets); the
# noncharacters U+FDD0… are for use inside one program (Unicode 23.7), and `message` does use them.
# DEL and C1 steer terminals, and are what Windows' quotation marks become when they are read as Latin-1.
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")
"""What no article may hold."""
_ENDING = re.compile("[\f\v\x85\u2028\u2029]")
_ENDS = str.maketrans(dict.fromkeys("\f\v\x85\u2028\u2029", " "))
_DIRECTING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_SAVE_AS_UTF8 = "Save the file as UTF-8: most editors offer it under “Save with encoding”."


class Lines:
    """Tells the line of an offset: of a byte in bytes, of a character in a text.

    >>> lines = Lines(b"one\\ntwo\\n")
    >>> lines.at(0), lines.at(3), lines.at(4), lines.at(8)
    (1, 1, 2, 3)
    """

    __slots__ = ("_ends",)

    def __init__(self, data: bytes | str) -> None:
        """Index `data`, whose lines end in `\\n`."""
        found = re.finditer(b"\n", data) if isinstance(data, bytes) else re.finditer("\n", data)
        self._ends = [match.start() for match in found]

    def at(self, offset: int) -> int:
        """Return the line, from 1, on which the byte or character at `offset` (from 0) stands."""
        return bisect_left(self._ends, offset) + 1


def read_bytes(path: Path, name: str | None = None) -> bytes:
    """Return what is in the file at `path`, or raise a SourceError that says `name` and why not."""
    try:
        return files.contents(path, _LARGEST)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        reason, hint = _reason(error)
        raise SourceError(reason, path=name or path.as_posix(), hint=hint) from error


def _reason(error: OSError | ValueError) -> tuple[str, str]:
    """Return why a file cannot be read, and what to do."""
    match error:
        case FileNotFoundError():
            return "no such file", "Check the name; 'publish status' lists the articles of a project."
        case IsADirectoryError():
            return "is a folder, not a file", "Name one of the files in it."
        case PermissionError():
            return "no permission to read it", "Give yourself the right to read the file."
        case OSError(strerror=str(reason)):
            return f"cannot be read: {reason[0].lower()}{reason[1:]}", "Put a file there that can be read."
    return f"cannot be read: {error}", "Check the name."


def decode(data: bytes, name: str) -> str:
    """Return the characters of `data`, which is UTF-8, or UTF-16 with a byte order mark.

    Raises SourceError with line and byte offset (from 0) where it is neither.
    """
    encoding = "utf-16" if data.startswith(_UTF16_MARKS) else "utf-8"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].decode(encoding, "replace").count("\n") + 1
        message = f"not valid {encoding.upper()} at byte {error.start}"
        raise SourceError(message, path=name, line=line, hint=_SAVE_AS_UTF8) from None
    return text.removeprefix("\ufeff")


def clean(data: str, name: str) -> str:
    """Return `data` with `\\n` for every line end and a space for page feeds and the separators of Unicode.

    Raises SourceError where there is nothing but white space, or a character that no edition can hold.

    >>> clean("one\\r\\ntwo\\rthree", "a.txt")
    'one\\ntwo\\nthree'
    """
    data = data.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if _ENDING.search(data):
        data = data.translate(_ENDS)
    if bad := CONTROLS.search(data):
        raise SourceError(
            f"control character U+{ord(bad[0]):04X} in the text",
            path=name,
            line=data.count("\n", 0, bad.start()) + 1,
            hint="Delete it, or save the file again as plain UTF-8 text.",
        )
    if not data.strip():
        raise nothing_in(name)
    return data


def turned(data: str) -> tuple[int, str] | None:
    r"""Return line and name of the first character that can show words in another order, and how many follow.

    They have their use among words from right to left, and are kept; but with them a text can say one thing
    to a reader and another to who checks it (https://trojansource.codes).

    >>> turned("one\ntwo \u202ethree\u202c")
    (2, 'U+202E RIGHT-TO-LEFT OVERRIDE and 1 more')
    """
    found = _DIRECTING.findall(data)
    if not found:
        return None
    more = f" and {len(found) - 1} more" if len(found) > 1 else ""
    line = data.count("\n", 0, data.index(found[0])) + 1
    return line, f"U+{ord(found[0]):04X} {unicodedata.name(found[0])}{more}"


def nothing_in(name: str) -> SourceError:
    """Return the error of an article without a single block."""
    return SourceError("nothing to publish in it", path=name, hint="Write the article first.")
