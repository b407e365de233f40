"""What becomes of catalogs that disks, editors and programs have been at: whole, or an error, never half."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from publish import po
from publish.errors import CatalogError

ROOT = Path(__file__).parent.parent
REAL = (ROOT / "locales/fr/LC_MESSAGES/dai-hoi-thai-nguyen.po").read_bytes()
"""The sample's own catalog."""
ODD = """\
# A translator's word.
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Language: fr\\n"

#. paragraph
#: a.md:1
#, fuzzy
#| msgctxt "was"
#| msgid "old"
msgctxt "menu"
msgid "một \\"hai\\"\\n"
"ba\\n"
msgstr "un \\"deux\\"\\n"
"trois\\\\\\n"

msgid "tệp"
msgid_plural "các tệp"
msgstr[0] "fichier"
msgstr[1] "fichiers"

#~ msgid "bỏ"
#~ msgstr "parti"

#~| msgid "xưa"
#~ msgid "bỏ nữa"
#~ msgstr ""
#~ "parti\\n"
#~ "aussi"
""".encode()
"""A catalog with every construct."""
needs_gettext = pytest.mark.skipif(shutil.which("msgcat") is None, reason="GNU gettext is not installed")


def attempt(data: bytes) -> tuple[po.Entry, ...] | None:
    """Read a catalog; None where it is refused, with a line that is in the file."""
    try:
        return po.read(data, "fr.po")
    except CatalogError as error:
        refusal = error
    assert refusal.path == "fr.po"
    assert refusal.line is None or 1 <= refusal.line <= data.count(b"\n") + 1
    assert refusal.hint
    return None


def spans(data: bytes) -> Iterator[tuple[int, int]]:
    """Give the lines, from 0, on which each entry begins and ends, one after the last."""
    lines = data.decode().split("\n")
    begin = 0
    for number, line in enumerate(lines):
        if not line:
            if number > begin:
                yield begin, number
            begin = number + 1


def complete(entries: tuple[po.Entry, ...]) -> dict[tuple[str | None, str], tuple[str, ...]]:
    return {entry.key: entry.msgstr for entry in entries}


# --- cut short -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("data", [REAL, ODD, ODD.replace(b"\n", b"\r\n")], ids=["real", "odd", "windows"])
def test_a_file_cut_at_any_byte_is_refused_or_has_all_that_stood_before(data: bytes) -> None:
    """A full disk, or a download that broke off, costs no translation in silence but the one it cut."""
    whole = po.read(data)
    for cut in range(len(data)):
        found = attempt(data[:cut])
        if found is None:
            continue
        assert found[:-1] == whole[: max(0, len(found) - 1)], cut
        if found:
            last = whole[len(found) - 1]
            assert found[-1].key == last.key
            cut_short = zip(found[-1].msgstr, last.msgstr, strict=False)
            assert all(full.startswith(part) for part, full in cut_short), cut
        ended = sum(end <= data[:cut].count(b"\n") for _, end in spans(data.replace(b"\r", b"")))
        assert len(found) >= ended, cut


# --- edited ----------------------------------------------------------------------------------------------


def changed(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Give the file with each of its lines lost, doubled, joined to the next, or without its last sign."""
    lines = data.split(b"\n")
    for number, line in enumerate(lines):
        for new in ([], [line, line], [line[:-1]], [line + b'"'], [b"<<<<<<< HEAD", line], [b"  " + line]):
            yield number, b"\n".join([*lines[:number], *new, *lines[number + 1 :]])
        if number + 1 < len(lines):
            joined = line + lines[number + 1]
            yield number, b"\n".join([*lines[:number], joined, *lines[number + 2 :]])


@pytest.mark.parametrize("data", [REAL, ODD], ids=["real", "odd"])
def test_a_slip_in_one_line_costs_no_other_entry(data: bytes) -> None:
    """Whatever an editor or a merge of git did to one line, the other entries are there, or it is refused."""
    whole = po.read(data)
    places = list(spans(data))
    assert len(places) == len(whole)
    for number, broken in changed(data):
        found = attempt(broken)
        if found is None:
            continue
        untouched = [
            entry for entry, (begin, end) in zip(whole, places, strict=True) if not begin <= number <= end
        ]
        now = complete(found)
        # A blank line lost makes one paragraph of two entries, a comment in it may go to either.
        assert all(now.get(entry.key) == entry.msgstr for entry in untouched), (number, broken)


@needs_gettext
@pytest.mark.parametrize("data", [REAL, ODD], ids=["real", "odd"])
def test_what_is_accepted_after_a_slip_is_what_gettext_accepts(data: bytes) -> None:
    """A broken catalog that Poedit and Weblate refuse is not published from by us."""
    charset = b'"Content-Type: text/plain; charset=UTF-8\\n"\n'
    for _, broken in changed(data[:3000].rpartition(b"\n\n")[0] + b"\n"):
        # Without a charset we take it for UTF-8, gettext for ASCII.
        if charset in broken and attempt(broken) is not None:
            run = subprocess.run(
                ["msgcat", "-o", "/dev/null", "-"], input=broken, capture_output=True, check=False
            )
            assert run.returncode == 0, (broken, run.stderr)


# --- encoded ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_any_encoding_of_unicode_with_its_mark_is_read(encoding: str) -> None:
    """A catalog that Windows saved as “Unicode” is the same catalog, with either kind of line end."""
    for text in (ODD.decode(), ODD.decode().replace("\n", "\r\n")):
        assert po.read(text.encode(encoding)) == po.read(ODD)
    for mark, big in ((b"\xfe\xff", "utf-16-be"), (b"\xff\xfe", "utf-16-le")):
        assert po.read(mark + ODD.decode().encode(big)) == po.read(ODD)


WRONG = {
    "UTF-16 without a mark": (ODD.decode().encode("utf-16-le"), None),
    "UTF-16 cut in half a sign": (ODD.decode().encode("utf-16")[:-1], None),
    "UTF-8 in name only": (ODD.replace("é".encode(), b"\xe9").replace("ệ".encode(), b"\xe9"), 18),
    "a charset nobody knows": (ODD.replace(b"UTF-8", b"UTF-88"), 4),
    "a charset that is none of text": (ODD.replace(b"UTF-8", b"base64"), 4),
    "a charset of a thousand letters": (ODD.replace(b"UTF-8", b"x" * 5000), 4),
    "NUL": (ODD.replace(b'fichier"', b'fich\0ier"'), 20),
    "a compiled catalog": (b"\xde\x12\x04\x95\0\0\0\0\1\0\0\0", None),
    "an entry twice": (
        ODD + b'\nmsgctxt "menu"\n' + ODD.partition(b'msgctxt "menu"\n')[2].partition(b"\n\n")[0],
        33,
    ),
    "a header twice": (ODD + b"\n" + ODD.partition(b"\n\n")[0] + b"\n", 33),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_no_text_names_its_line(name: str) -> None:
    """A catalog in the wrong encoding, or with an entry twice, is refused with the line, not guessed at."""
    data, line = WRONG[name]
    with pytest.raises(CatalogError) as caught:
        po.read(data, "fr.po")
    assert line is None or caught.value.line == line
    assert caught.value.hint


def test_a_catalog_of_one_line_is_read() -> None:
    """Line ends are for people: a file without any is read, as is one with a line of ten million signs."""
    flat = re.sub(rb"\n+", b" ", b"\n".join(line for line in REAL.split(b"\n") if line[:1] != b"#"))
    assert complete(po.read(flat)) == complete(po.read(REAL))
    huge = b"x" * 10_000_000
    (entry,) = po.read(b'msgid "a"\nmsgstr "' + huge + b'"\n')
    assert entry.msgstr == (huge.decode(),)
