"""Bytes of a PO file in, its entries out; strict, with the line of whatever is wrong."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from publish.errors import CatalogError
from publish.po import quick
from publish.po.comments import read_notes, read_references
from publish.po.entry import Entry, Previous, new_entry

_CONTENT_TYPE = r'Content-Type:[ \t]*text/[^"\n\\]*?charset=([^\s"\\;]+)'
_CHARSET_LINE = re.compile(rf'^(?:msgstr[ \t]*)?"(?:[^"\n]*\\n)?{_CONTENT_TYPE}'.encode(), re.MULTILINE)
_SPACE = r"[ \t\r\f\v]*"
_QUOTED = r'"((?:[^"\\]|\\.)*)"'
# The lines of nearly every file; what else the grammar allows goes through `_TOKEN`, several times slower.
_PLAIN_LINE = re.compile(
    rf"(#~\||#~|#\|)?{_SPACE}(?:(msgid_plural|msgid|msgctxt|msgstr)(?:\[([0-9]+)\])?{_SPACE})?{_QUOTED}{_SPACE}"
)
_TOKEN = re.compile(
    rf"{_SPACE}(?:(#)|{_QUOTED}|([A-Za-z_][\w-]*)(?:{_SPACE}\[{_SPACE}([0-9]+){_SPACE}\])?|(.))?"
)
_ESCAPE = re.compile(
    r'\\(?:([abfnrtv\\"])|((?:[0-7]{1,3}|x[0-9A-Fa-f]+)(?:\\(?:[0-7]{1,3}|x[0-9A-Fa-f]+))*)|(.))'
)
_SIMPLE = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v", "\\": "\\", '"': '"'}
_KEYWORDS = frozenset({"msgctxt", "msgid", "msgid_plural", "msgstr"})
_NEVER_CODECS = frozenset(
    {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"}
)
_MARKS = re.compile(r"~\|?|\|")
_GAP = re.compile(r"(?<!\\)\n\n+")
# What may follow each keyword; `|` marks the previous ones. An entry begins after None and after msgstr.
_START = ("|msgctxt", "|msgid", "msgctxt", "msgid")
_FOLLOWS: dict[str | None, tuple[str, ...]] = {
    None: _START,
    "|msgctxt": ("|msgid",),
    "|msgid": ("|msgid_plural", "msgctxt", "msgid"),
    "|msgid_plural": ("msgctxt", "msgid"),
    "msgctxt": ("msgid",),
    "msgid": ("msgid_plural", "msgstr"),
    "msgid_plural": ("msgstr",),
    "msgstr": (*_START, "msgstr"),
}
_NOT_PO = "Check that this is a gettext catalog (.po or .pot) and not another kind of file."
_MEND = "Mend the line in a text editor, or take the catalog from a backup; `msgfmt -c` checks it."


def read(data: bytes, path: str | Path | None = None) -> tuple[Entry, ...]:
    """Read a PO file in any charset its header names, without one as UTF-8.

    Args:
        data: the bytes of the file; `\\r\\n` and a byte order mark are fine.
        path: what errors call the file.

    Returns:
        The entries in the order of the file, the header among them.

    Raises:
        CatalogError: `path:line`, for all that gettext calls an error, and for what it loses in silence.
    """
    text, encoding = _decode(data, path)
    reader = _Reader(path, encoding)
    if "\r" in text and "\\\r\n" not in text:
        text = text.replace("\r\n", "\n")
    return reader.read(text)


def _lines(text: str, number: int) -> Iterable[tuple[int, str]]:
    """Return the lines with their numbers; one that ends in a backslash goes on in the next."""
    if "\\\n" not in text:
        return enumerate(text.split("\n"), number)
    lines = []
    for line in re.split(r"(?<!\\)\n", text):
        lines.append((number, line.replace("\\\n", "")))
        number += 1 + line.count("\n")
    return lines


def _charset(data: bytes) -> str | None:
    """Return the charset that a file's header names, None where it names none or the placeholder CHARSET."""
    found = _CHARSET_LINE.search(data)
    name = found[1].decode("ascii", "replace") if found else None
    return None if name == "CHARSET" else name


def _decode(data: bytes, path: str | Path | None) -> tuple[str, str]:
    """Return the text of a file and the name of its encoding."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        name, encoding = "UTF-16", "utf-16"
    elif data.startswith(codecs.BOM_UTF8):
        name, encoding, data = "UTF-8", "utf-8", data[3:]
    else:
        name = _charset(data) or "UTF-8"
        encoding = _codec(name, data, path)
    try:
        return data.decode(encoding), encoding
    except UnicodeDecodeError as error:
        raise CatalogError(
            f"byte {data[error.start]:#04x} at offset {error.start} is not valid {name}",
            path=path,
            line=data.count(b"\n", 0, error.start) + 1,
            hint="Save the file as UTF-8, with `charset=UTF-8` in its header.",
        ) from None


def _codec(name: str, data: bytes, path: str | Path | None) -> str:
    """Return Python's name for a charset."""
    try:
        codec = codecs.lookup(name).name.replace("-", "_")
        # Python looks for what is left of a name without the letters that it does not know.
        if name.isascii() and codec not in _NEVER_CODECS and "a".encode(codec) == b"a":
            return name
    except (LookupError, ValueError):
        pass
    line = data.count(b"\n", 0, max(0, data.find(b"charset="))) + 1
    hint = "Save the file as UTF-8, with `charset=UTF-8` in its header."
    raise CatalogError(f"unknown charset {name!r}", path=path, line=line, hint=hint)


class _Reader:
    """Takes lines in order, gives entries; all that is known of the entry being read is in its fields."""

    def __init__(self, path: str | Path | None, encoding: str) -> None:
        self._path = path
        self._encoding = encoding
        self._entries: list[Entry] = []
        self._seen: dict[tuple[str | None, str], Entry] = {}
        self._number = 0
        self._reset()

    def _reset(self) -> None:
        self._notes: list[str] = []
        self._references: list[str] = []
        self._fields: dict[str, str] = {}
        self._msgstr: list[str] = []
        self._fragments: list[str] | None = None
        self._keyword: str | None = None
        self._obsolete = False
        self._line = 0

    def read(self, text: str) -> tuple[Entry, ...]:
        """Read a file: entries of ordinary layout whole, the rest line by line up to a blank one."""
        position, number = 0, 1
        while position < len(text):
            found = quick.read_entry(text, position, number) if self._is_between_entries() else None
            if found:
                self._end()
                entry, position, number = found
                self._add(entry)
            else:
                gap = _GAP.search(text, position)
                end, after = gap.span() if gap else (len(text), len(text))
                for self._number, line in _lines(text[position:end], number):
                    self._take(line)
                number += text.count("\n", position, after)
                position = after
        self._number = number
        self._end()
        return tuple(self._entries)

    def _is_between_entries(self) -> bool:
        """Say whether an entry is complete unless a string follows, and nothing of the next was seen."""
        return (
            bool(self._fragments)
            if self._keyword == "msgstr"
            else not (self._keyword or self._notes or self._references)
        )

    def _take(self, line: str) -> None:
        if not line:
            return
        if match := _PLAIN_LINE.fullmatch(line):
            mark, keyword, index, text = match.groups()
            if keyword:
                self._begin(keyword, index, mark)
            self._string(text, mark)
        elif line[0] == "#" and line[1:2] not in ("~", "|"):
            self._comment(line)
        else:
            self._tokens(line)

    def _tokens(self, line: str) -> None:
        """Take a line of several keywords and strings, or one that is wrong."""
        mark: str | None = None
        position = 0
        while position < len(line):
            match = _TOKEN.match(line, position)
            assert match  # every part of the pattern is optional
            position = match.end()
            hash_sign, text, keyword, index, stray = match.groups()
            if hash_sign and (marks := _MARKS.match(line, position)):
                # They add up: `#~ #| "a"` is as good as `#~| "a"`.
                mark = "#" + "".join(sign for sign in "~|" if sign in f"{mark}{marks[0]}")
                position = marks.end()
            elif hash_sign:
                self._comment(line[position - 1 :])
                return
            elif text is not None:
                self._string(text, mark)
            elif keyword:
                self._begin(keyword, index, mark)
            elif stray:
                self._stray(stray)

    def _stray(self, stray: str) -> None:
        if stray == '"':
            raise self._error("the string has no closing quotation mark on this line")
        self._not_po(f"unexpected {stray!r}")

    def _not_po(self, what: str) -> None:
        """Raise for text that is no PO; a file that starts so is none at all."""
        if not self._entries and self._keyword is None:
            raise self._error(f"not a gettext catalog: {what}", hint=_NOT_PO)
        raise self._error(f"{what} between the strings")

    def _comment(self, line: str) -> None:
        if self._keyword == "msgstr":
            self._end()
        elif self._keyword is not None:
            missing = "" if self._keyword[0] == "|" else f"; {_missing(self._keyword)}"
            raise self._error(f"a comment stands inside the entry{missing}")
        line = line.rstrip("\r")
        if line[1:2] == ":":
            self._references.append(line[2:])
        else:
            self._notes.append(f"{line}\n")

    def _begin(self, keyword: str, index: str | None, mark: str | None) -> None:
        """Take a keyword; `mark` is what stands before it: `#~`, `#|`, `#~|` or nothing."""
        if keyword not in _KEYWORDS:
            if keyword == "domain":
                raise self._error(
                    "a file with several domains is not supported", hint="Split it: one file each."
                )
            self._not_po(f"unknown keyword {keyword!r}")
        state = f"|{keyword}" if mark and mark[-1] == "|" else keyword
        if self._fragments == []:
            raise self._error(f"{self._keyword} has no string after it")
        if self._keyword == "msgstr" and (state != "msgstr" or index is None):
            self._end()
        if state not in _FOLLOWS[self._keyword]:
            raise self._error(self._disorder(state))
        self._check_index(keyword, index)
        self._store()
        obsolete = bool(mark) and mark != "#|"
        if self._keyword is None:
            self._obsolete = obsolete
        self._check_obsolete(obsolete)
        self._keyword = state
        self._fragments = []
        if state == "msgid":
            self._line = self._number

    def _disorder(self, state: str) -> str:
        """Say what is wrong with a keyword that may not stand here."""
        if self._keyword is None:
            return f"{state.removeprefix('|')} without a msgid before it"
        return _missing(self._keyword)

    def _check_index(self, keyword: str, index: str | None) -> None:
        """Hold that `[0]`, `[1]`… are there, in order, in plural entries and nowhere else."""
        plural = keyword == "msgstr" and (self._keyword == "msgid_plural" or "msgid_plural" in self._fields)
        if not plural:
            if index is not None:
                what = "msgid_plural is missing" if keyword == "msgstr" else f"{keyword} cannot have a number"
                raise self._error(f"{what} before {keyword}[{index}]")
        elif index is None:
            raise self._error("the entry has a msgid_plural: msgstr[0] expected")
        else:
            expected = len(self._msgstr) + (self._keyword == "msgstr")
            if (index.lstrip("0") or "0") != str(expected):  # it may have more digits than `int` takes
                raise self._error(f"msgstr[{index}] stands where msgstr[{expected}] is expected")

    def _check_obsolete(self, obsolete: bool) -> None:
        if obsolete != self._obsolete:
            raise self._error("a part of the entry is marked obsolete (#~) and another is not")

    def _string(self, raw: str, mark: str | None) -> None:
        if self._fragments is None or self._keyword is None:
            raise self._error("a string without a keyword before it")
        self._check_obsolete(bool(mark) and mark != "#|")
        if (self._keyword[0] == "|") != (mark is not None and mark[-1] == "|"):
            raise self._error("a string marked previous (#|) mixes with one that is not")
        self._fragments.append(self._unescape(raw) if "\\" in raw else raw)
        if "\0" in self._fragments[-1]:
            raise self._error("a string holds the character U+0000")

    def _unescape(self, raw: str) -> str:
        if "\\\\" not in raw:
            # Nearly every string; the rest is four times slower.
            text = raw.replace('\\"', '"').replace("\\n", "\n")
            if "\\" not in text:
                return text
        try:
            return _ESCAPE.sub(self._escape, raw)
        except UnicodeDecodeError:
            what = f"the escapes in {raw!r} are not valid {self._encoding.upper()}"
            raise self._error(what) from None

    def _escape(self, match: re.Match[str]) -> str:
        simple, numbers, wrong = match.groups()
        if simple:
            return _SIMPLE[simple]
        if wrong:
            raise self._error(
                f"unknown escape \\{wrong}", hint="Write a backslash that is meant as one as \\\\."
            )
        values = (int(part[1:], 16) if part[0] == "x" else int(part, 8) for part in numbers.split("\\"))
        # A number is a byte in the file's charset; gettext keeps the lowest eight bits of a larger one.
        return bytes(value & 0xFF for value in values).decode(self._encoding)

    def _store(self) -> None:
        """Put away the strings of the keyword that ends here."""
        if self._keyword is None or self._fragments is None:
            return
        if self._keyword == "msgstr":
            self._msgstr.append("".join(self._fragments))
        else:
            self._fields[self._keyword] = "".join(self._fragments)

    def _end(self) -> None:
        """End the entry being read, if any."""
        if self._keyword is None:
            return
        if self._fragments == []:
            raise self._error(f"{self._keyword.removeprefix('|')} has no string after it")
        if self._keyword != "msgstr":
            raise self._error(_missing(self._keyword), line=self._line or None)
        self._store()
        entry = self._entry()
        self._reset()
        self._add(entry)

    def _add(self, entry: Entry) -> None:
        first = self._seen.setdefault(entry.key, entry)
        if first is not entry:
            raise self._error(
                f"duplicate message, first at line {first.line}",
                line=entry.line,
                hint="Keep one of the two; `msguniq` can join them.",
            )
        if not entry.msgstr[0] and entry.fuzzy:
            # gettext drops the mark where there is no translation to be unsure of.
            entry = replace(entry, flags=tuple(flag for flag in entry.flags if flag != "fuzzy"))
        self._entries.append(entry)

    def _entry(self) -> Entry:
        fields = self._fields
        msgid = fields.get("|msgid")
        comments, extracted, flags = read_notes("".join(self._notes))
        return new_entry(
            fields["msgid"],
            tuple(self._msgstr),
            fields.get("msgctxt"),
            fields.get("msgid_plural"),
            comments,
            extracted,
            read_references(self._references),
            flags,
            None if msgid is None else Previous(msgid, fields.get("|msgctxt"), fields.get("|msgid_plural")),
            self._obsolete,
            self._line,
        )

    def _error(self, message: str, *, line: int | None = None, hint: str = _MEND) -> CatalogError:
        return CatalogError(message, path=self._path, line=line or self._number, hint=hint)


def _missing(keyword: str) -> str:
    """Say what ought to have followed a keyword."""
    name, previous = keyword.removeprefix("|"), keyword[0] == "|"
    follower = {"msgctxt": "msgid", "msgid_plural": "msgstr[0]", "msgid": "msgid" if previous else "msgstr"}[
        name
    ]
    return f"{'the previous ' if previous else ''}{name} is not followed by its {follower}"
