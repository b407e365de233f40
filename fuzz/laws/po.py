"""Catalogs in: what GNU gettext makes of them, or an error; never a translation lost in silence."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from dataclasses import replace

from fuzz.laws.common import gettext, hold_place
from publish import po as catalogs
from publish.errors import CatalogError
from publish.po import Entry

_HAS_GETTEXT = shutil.which("msgcat") is not None
# `publish.po` says in what it differs from gettext; here such files are not compared.
_DIFFERS = re.compile(
    rb"\\x?0*4(?![0-7])|\x04|#~?\|[ \t]*#(?![~|])"  # U+0004; a comment behind `#|`
    rb"|charset=(?!UTF-8)"  # another charset: msgcat would need to be told ours
    rb"|\\\r\n|\r(?!\n)|[\x80-\xff]|\xe2\x81[\xa8\xa9]",
    re.IGNORECASE,
)


def po(data: bytes) -> None:
    """Any bytes are a catalog or a CatalogError; what is written is read back; gettext agrees."""
    try:
        entries = catalogs.read(data, "a.po")
    except CatalogError as error:
        hold_place(error, ["a.po"], data)
        entries = None
    if entries is not None:
        written = catalogs.write(entries)
        again = catalogs.read(written)
        assert list(map(_as_written, again)) == list(map(_as_written, _ordered(entries))), "not read back"
        assert catalogs.write(again) == written, "written twice, it differs"
        assert _kept(again) == _kept(entries), "a translation is lost"
    if _HAS_GETTEXT and len(data) < 20_000 and not _DIFFERS.search(data):
        _agree(data, entries)


def _ordered(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    kept = [entry for entry in entries if not entry.obsolete]
    return (*kept, *(entry for entry in entries if entry.obsolete and entry.written))


def _as_written(entry: Entry) -> Entry:
    """Leave out what gettext, too, writes otherwise: the charset of a header, ranges of what is obsolete."""
    if entry.is_header:
        return replace(entry, msgstr=tuple(re.sub(r"charset=[^\s;]+", "", form) for form in entry.msgstr))
    if entry.obsolete:
        return replace(entry, flags=tuple(flag for flag in entry.flags if not flag.startswith("range:")))
    return entry


def _kept(entries: tuple[Entry, ...]) -> Counter[object]:
    return Counter((entry.key, entry.msgstr) for entry in map(_as_written, entries) if entry.written)


def _agree(data: bytes, entries: tuple[Entry, ...] | None) -> None:
    """Hold that gettext refuses what we refuse, and else has the same translations."""
    theirs = gettext("msgcat", "--no-wrap", "--force-po", "-", data=data)
    said = theirs.stderr.decode(errors="replace")
    if entries is None:
        assert theirs.returncode or b"\0" in data or b"domain" in data or b"\\" in data, "gettext accepts it"
    else:
        assert not theirs.returncode, f"gettext refuses it: {said}"
        read = catalogs.read(theirs.stdout)
        # gettext looks at the first form only, and lets go of an obsolete entry without it.
        ours = {
            entry.key: entry.msgstr for entry in _ordered(entries) if entry.msgstr[0] or not entry.obsolete
        }
        assert {entry.key: entry.msgstr for entry in read} == ours, "gettext reads other translations"
