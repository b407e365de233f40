"""What `publish.po` promises: nothing lost, nothing guessed, gettext's own bytes."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import FrozenInstanceError, fields, replace

import polib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from po_strategies import catalogs, damaged, entries
from publish import po
from publish.errors import CatalogError
from publish.po import quick
from publish.po.entry import new_entry
from timing import processor_seconds

HEADER = b'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
needs_gettext = pytest.mark.skipif(shutil.which("msgcat") is None, reason="GNU gettext is not installed")


def msgcat(data: bytes, *options: str) -> bytes:
    run = subprocess.run(["msgcat", "--no-wrap", *options, "-"], input=data, capture_output=True, check=False)
    assert run.returncode == 0, run.stderr.decode()
    return run.stdout


def only(data: bytes) -> po.Entry:
    (entry,) = (entry for entry in po.read(data) if not entry.is_header)
    return entry


# --- laws ------------------------------------------------------------------------------------------------


@settings(max_examples=150)
@given(catalogs())
def test_what_is_written_is_read_back(catalog: tuple[po.Entry, ...]) -> None:
    """Whatever stands in an entry survives a round trip through the file."""
    assert po.read(po.write(catalog)) == catalog


def outcome(data: bytes) -> object:
    """Return all that reading gives: the entries with their lines, or the error."""
    try:
        return [(entry, entry.line) for entry in po.read(data, "a.po")]
    except CatalogError as error:
        return str(error), error.line, error.hint


@settings(max_examples=120)
@given(damaged() | catalogs().map(po.write), st.booleans())
def test_reading_whole_entries_is_reading_their_lines(data: bytes, windows: bool) -> None:
    """That ordinary entries are read the quick way is seen in the time only: entries, errors, lines agree."""
    data = data.replace(b"\n", b"\r\n") if windows else data
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(quick, "read_entry", lambda *_: None)
        slowly = outcome(data)
    assert outcome(data) == slowly


@given(entries())
def test_an_entry_read_is_as_frozen_as_any(entry: po.Entry) -> None:
    """An entry made the quick way is an `Entry` in every respect: equal, hashed alike, unchangeable."""
    twin = new_entry(*(getattr(entry, field.name) for field in fields(entry)))
    assert type(twin) is po.Entry
    assert (twin, hash(twin), repr(twin)) == (entry, hash(entry), repr(entry))
    assert replace(twin, msgid="other") == replace(entry, msgid="other")
    with pytest.raises(FrozenInstanceError):
        setattr(twin, "msgid", "other")  # noqa: B010 - mypy would see what we mean to do


@needs_gettext
@settings(max_examples=40)
@given(st.lists(entries(), min_size=5, max_size=15))
def test_msgcat_writes_the_same_bytes(many: list[po.Entry]) -> None:
    """What we write is what gettext writes, so that its tools leave no trace in git."""
    header = po.read(HEADER)[0]
    numbered = [replace(entry, msgid=f"{number} {entry.msgid}") for number, entry in enumerate(many)]
    # gettext drops the flags it does not know; that we keep them is tested below.
    known = [
        replace(entry, flags=tuple(f for f in entry.flags if ":" not in f and f != "md-text"))
        for entry in numbered
    ]
    data = po.write((header, *known))
    assert data == msgcat(data)


FOREIGN = """\
# Title of the catalog\r
# \r
msgid   ""
msgstr ""
"Project-Id-Version: x\\n"
"X-Unknown:   kept  \\n"

"Content-Type: text/plain; charset=UTF-8\\n"
#no space
#. of the program
#
#\ttab
#: a.md:1 a.md:1 b.md:02 c : 3 d.md
#: a-long-name/that-goes/on.md:1 other-long-name/that-goes/on.md:12 http://a.vn:80 é:1
#, c-format, fuzzy
#| msgctxt "was"
#| msgid "old"
#| msgid_plural "olds"
msgctxt "" msgid "a" "b"
msgid_plural "abs"
msgstr[0] "\\x41\\101\\303\\251\\a\\b\\f\\v\\r\\t\\\\\\"" msgstr[1] ""
msgid
"two\\n"
"lines"
msgstr "\\n\\n" # belongs to the next
#, no-wrap, python-format
msgid"live"msgstr"l"

# about what is gone
#. extracted
#: gone.md:7
#, fuzzy, c-format
#~| msgctxt "c"
#~| msgid "old\\n"
#~| "old"
#~ msgctxt "c"
#~ msgid "gone"
#~ "\\nfor good"
#~
#~ msgstr "g"

msgid "live after obsolete"
msgstr ""

#~msgid "never translated"
#~msgstr ""

# goes on \\
in the next line
#~ # comment behind the mark
#~ msgid "p"
#~ msgid_plural "ps"
#~ msgstr[0] "1"
#~ msgstr[1] "2"
# lost at the end
""".replace("\r", "").encode()


@needs_gettext
def test_whatever_msgcat_accepts_is_read_as_it_does() -> None:
    """Odd layout, old escapes, obsolete and plural entries of other people's files come out as msgcat's."""
    assert po.write(po.read(FOREIGN)) == msgcat(FOREIGN)


@needs_gettext
def test_another_charset_is_read_and_utf8_is_written() -> None:
    """A catalog in a legacy charset becomes UTF-8, its header too, as `msgcat --to-code` does it."""
    text = HEADER.decode().replace("UTF-8", "KOI8-R") + 'msgid "a"\nmsgstr "Съезд"\n'
    data = text.encode("koi8-r")
    assert only(data).msgstr == ("Съезд",)
    assert po.write(po.read(data)) == msgcat(data, "--to-code=UTF-8")
    assert b"charset=UTF-8" in po.write(po.read(data))


@needs_gettext
def test_a_template_in_ascii_keeps_its_charset() -> None:
    """A charset, or xgettext's placeholder, is left alone while all is ASCII; beyond, it is made UTF-8."""
    data = HEADER.replace(b"UTF-8", b"ISO-8859-1") + b'msgid "a"\nmsgstr ""\n'
    assert po.write(po.read(data)) == msgcat(data)
    data = data.replace(b"ISO-8859-1", b"CHARSET")
    assert po.write(po.read(data)) == data
    beyond = po.write(po.read(data.replace(b'"a"', '"é"'.encode())))
    assert b"charset=UTF-8" in beyond


def test_windows_line_ends_and_a_byte_order_mark_are_read() -> None:
    """A catalog saved by Notepad is the same catalog."""
    unix = HEADER + b'# c\n#: a.md:1\n#, fuzzy\nmsgid "a"\nmsgstr "b"\n'
    windows = b"\xef\xbb\xbf" + unix.replace(b"\n", b"\r\n")
    assert po.read(windows) == po.read(unix)
    assert po.write(po.read(windows)) == unix
    assert po.read(unix.decode().encode("utf-16")) == po.read(unix)


def test_a_missing_charset_is_utf8() -> None:
    """A catalog without a header, as short test files are, is read as UTF-8."""
    assert only('msgid "a"\nmsgstr "é"\n'.encode()).msgstr == ("é",)
    assert po.read(b"") == ()


def test_polib_reads_what_we_write() -> None:
    """Another library finds the same entries in our bytes, and we in its."""
    # polib does not know \\a to \\v, and puts the header in an order of its own.
    data = po.write(po.read(FOREIGN.replace(rb"\a\b\f\v\r", b"")))
    other = polib.pofile(data.decode(), wrapwidth=0)
    assert {e.msgid for e in other} == {e.msgid for e in po.read(data) if not e.is_header}
    again = po.read(str(other).encode())
    facts = [{(e.key, e.msgstr, e.obsolete) for e in x if not e.is_header} for x in (po.read(data), again)]
    assert facts[0] == facts[1]


@needs_gettext
def test_marks_of_one_line_add_up() -> None:
    """A line marked twice, as by a careless script, is read as gettext reads it."""
    data = (
        HEADER
        + b'#| #| msgid "a"\nmsgid "b"\nmsgstr "c"\n\n#~ #| msgid "d"\n#~ msgid #~ "e"\n#~ msgstr "f"\n'
    )
    assert po.write(po.read(data)) == msgcat(data)


# --- what gettext loses ----------------------------------------------------------------------------------


def test_unknown_flags_are_kept() -> None:
    """Weblate's flags, which gettext drops, survive us, commas in quotes and all."""
    entry = only(b'#, max-length:80, fuzzy, regex:"a,b c", md-text\nmsgid "a"\nmsgstr "b"\n')
    assert entry.flags == ("fuzzy", "max-length:80", 'regex:"a,b c"', "md-text")
    assert only(po.write([entry])) == entry


def test_fuzzy_counts_in_whichever_line_of_flags_it_stands() -> None:
    """A doubtful translation is never published because a second line of flags came after."""
    assert only(b'#, fuzzy\n#, c-format\nmsgid "a"\nmsgstr "b"\n').fuzzy


def test_fuzzy_without_a_translation_is_untranslated() -> None:
    """Where there is nothing to doubt the mark goes, as gettext has it."""
    assert not only(b'#, fuzzy\nmsgid "a"\nmsgstr ""\n').fuzzy


def test_references_with_spaces_stay_in_one_piece() -> None:
    """A file name with a space is one reference."""
    entry = only('#: \u2068my article.md\u2069:3 b.md:4\nmsgid "a"\nmsgstr ""\n'.encode())
    assert entry.references == ("\u2068my article.md\u2069:3", "b.md:4")
    assert only(po.write([entry])) == entry


def test_the_order_of_flags_is_gettexts() -> None:
    """Of contradicting flags the last counts, and nothing is said twice."""
    assert po.arrange_flags(
        ["no-wrap", "md-text", "c-format", "no-c-format", "range: 1..2", "fuzzy", "md-text"]
    ) == (("fuzzy", "no-c-format", "range: 1..2", "no-wrap", "md-text"))


def test_a_range_beyond_all_numbers_is_kept_as_it_stands() -> None:
    """A flag with thousands of digits is no number to us, and no reason to fail."""
    flag = f"range: 1..{'9' * 5000}"
    assert only(f'#, {flag}\nmsgid "a"\nmsgstr "b"\n'.encode()).flags == (flag,)


@pytest.mark.parametrize(
    "flag", ["c-format, ", "no-wrap, wrap, ", "md-text, ", "c-format, impossible-python-format, "]
)
def test_many_flags_take_no_more_time_each(flag: str) -> None:
    """A line of flags that some script doubled for years is read in linear time."""
    data = f'#, {flag * (600_000 // len(flag))}\nmsgid "a"\nmsgstr "b"\n'.encode()
    assert processor_seconds(lambda: po.read(data)) < 8


@needs_gettext
def test_a_format_called_impossible_takes_back_what_was_said_of_it() -> None:
    """Of `no-c-format, impossible-c-format` nothing is left, as in gettext; other formats stay."""
    data = HEADER + b'#, python-format, no-c-format, impossible-c-format\nmsgid "a"\nmsgstr "b"\n'
    assert only(data).flags == ("python-format",)
    assert po.write(po.read(data)) == msgcat(data)


def test_a_comment_that_ends_in_a_backslash_swallows_nothing() -> None:
    """A path of Windows in a comment does not make the msgid below it part of the comment."""
    entry = po.Entry("a", ("b",), comments=("C:\\", "\\"), extracted=("D:\\",))
    assert only(po.write([entry])) == entry


# --- what is wrong ---------------------------------------------------------------------------------------

WRONG = {
    "ends after msgid": (b'msgid "b"\n', 4, "msgid is not followed by its msgstr"),
    "ends after a keyword": (b'msgid "b"\nmsgstr\n', 6, "msgstr has no string after it"),
    "ends after msgctxt": (b'msgctxt "b"\n', None, "msgctxt is not followed by its msgid"),
    "ends after a previous msgid": (b'#| msgid "b"\n', None, "previous msgid is not followed by its msgid"),
    "ends after msgid_plural": (b'msgid "b"\nmsgid_plural "c"\n', 4, r"is not followed by its msgstr\[0\]"),
    "comment inside": (b'msgid "b"\n# c\nmsgstr "d"\n', 5, "a comment stands inside the entry"),
    "comment inside strings": (
        b'msgid "b"\nmsgstr "d"\n# c\n"e"\n',
        7,
        "a string without a keyword before it",
    ),
    "two msgids": (b'msgid "b"\nmsgid "c"\nmsgstr ""\n', 5, "msgid is not followed by its msgstr"),
    "two msgstr": (b'msgid "b"\nmsgstr "c"\nmsgstr "d"\n', 6, "msgstr without a msgid before it"),
    "msgstr alone": (b'msgstr "c"\n', 4, "msgstr without a msgid before it"),
    "unknown escape": (b'msgid "a\\q"\nmsgstr ""\n', 4, r"unknown escape \\q"),
    "escape of half a letter": (b'msgid "\\xc3"\nmsgstr ""\n', 4, "are not valid UTF-8"),
    "no closing quote": (b'msgid "b\nmsgstr ""\n', 4, "no closing quotation mark"),
    "quote within": (
        b'msgid "b"\nmsgstr "say "no""\n',
        5,
        "'no' between the strings|unexpected|unknown keyword",
    ),
    "number without plural": (b'msgid "b"\nmsgstr[0] "c"\n', 5, "msgid_plural is missing"),
    "plural without number": (b'msgid "b"\nmsgid_plural "c"\nmsgstr "d"\n', 6, r"msgstr\[0\] expected"),
    "numbers out of order": (
        b'msgid "b"\nmsgid_plural "c"\nmsgstr[0] "d"\nmsgstr[2] "d"\n',
        7,
        r"msgstr\[2\] stands where msgstr\[1\] is expected",
    ),
    "a number without end": (
        b'msgid "b"\nmsgid_plural "c"\nmsgstr[' + b"9" * 5000 + b'] "d"\n',
        6,
        r"stands where msgstr\[0\] is expected",
    ),
    "half obsolete": (b'#~ msgid "b"\nmsgstr "c"\n', 5, "marked obsolete"),
    "half obsolete string": (b'#~ msgid "b"\n#~ msgstr ""\n"c"\n', 6, "marked obsolete"),
    "previous of another kind": (b'#| msgid "b"\n#~ msgid "c"\n#~ msgstr "c"\n', 5, "marked obsolete"),
    "previous among obsolete strings": (b'#~ msgid\n#| #~ "b"\n#~ msgstr "c"\n', 5, "marked previous"),
    "half previous string": (b'#| msgid "b"\n"c"\nmsgid "c"\nmsgstr "c"\n', 5, "marked previous"),
    "unknown keyword": (b'message "b"\n', 4, "unknown keyword 'message'"),
    "domain": (b'domain "b"\n', 4, "several domains"),
    "duplicate": (
        b'msgid "b"\nmsgstr "c"\n\nmsgid "b"\nmsgstr "d"\n',
        7,
        "duplicate message, first at line 4",
    ),
    "duplicate on one line": (
        b'msgid "b" msgstr "c" msgid "b" msgstr "d"\n',
        4,
        "duplicate message, first at line 4",
    ),
    "duplicate of an obsolete one": (
        b'#~ msgid "b"\n#~ msgstr "c"\n\nmsgid "b"\nmsgstr "d"\n',
        7,
        "duplicate message, first at line 4",
    ),
    "not UTF-8": (b'msgid "b"\nmsgstr "\xe9"\n', 5, "byte 0xe9 at offset .* is not valid UTF-8"),
    "NUL": (b'msgid "b\\0"\nmsgstr ""\n', 4, r"U\+0000"),
}


@pytest.mark.parametrize(("wrong", "line", "message"), WRONG.values(), ids=WRONG)
def test_a_broken_catalog_names_line_and_fault(wrong: bytes, line: int | None, message: str) -> None:
    """A broken catalog is refused with file, line, fault and what to do, before anything is overwritten."""
    with pytest.raises(CatalogError, match=message) as caught:
        po.read(HEADER + wrong, "fr.po")
    assert caught.value.path == "fr.po"
    assert line is None or caught.value.line == line
    assert caught.value.hint


@needs_gettext
@pytest.mark.parametrize(
    "name", [name for name in WRONG if name not in ("domain", "NUL", "escape of half a letter")]
)
def test_we_refuse_only_what_gettext_refuses(name: str) -> None:
    """Strict does not mean fussy: each of these is an error to GNU gettext, too."""
    data = HEADER + WRONG[name][0]
    assert subprocess.run(["msgcat", "-"], input=data, capture_output=True, check=False).returncode != 0


@pytest.mark.parametrize(
    "data",
    [
        b"# Heading\n\nSome prose.\n",
        b"\xde\x12\x04\x95\0\0\0\0",
        b"<?xml version='1.0'?>",
        b"[project]\ntitle = 1\n",
    ],
)
def test_a_file_of_another_kind_is_called_so(data: bytes) -> None:
    """Naming the article where the catalog was meant gives a clear line."""
    with pytest.raises(CatalogError, match=r"not a gettext catalog|is not valid UTF-8"):
        po.read(data, "a.md")


@pytest.mark.parametrize("flag", ["\\", "python-form\\\\"])
def test_a_flag_does_not_take_in_the_next_line(flag: str) -> None:
    """A flag of somebody's that ends in a backslash comes last, and is read again."""
    entries = po.read(HEADER + f'\n#, {flag}, no-wrap\nmsgid "a"\nmsgstr "b"\n'.encode())
    assert {*po.read(po.write(entries))[1].flags} == {flag, "no-wrap"}


def test_an_unknown_charset_is_named() -> None:
    """A charset nobody knows, or that is none, is an error in the header's line."""
    for name in (b"UTF-9", b"rot13", b"UTF-16", "\ufdd0UTF-8".encode()):
        with pytest.raises(CatalogError, match="unknown charset") as caught:
            po.read(HEADER.replace(b"UTF-8", name), "a.po")
        assert caught.value.line == 2


@settings(max_examples=60)
@given(catalogs(), st.data())
def test_a_file_cut_short_never_loses_a_translation_in_silence(
    catalog: tuple[po.Entry, ...], data: st.DataObject
) -> None:
    """Cut anywhere, a file is refused or gives the entries it began with; only the last may be short."""
    whole = po.write(catalog)
    cut = data.draw(st.integers(0, len(whole)))
    try:
        found = po.read(whole[:cut])
    except CatalogError:
        return
    assert found[:-1] == catalog[: max(0, len(found) - 1)]
    if found:
        assert found[-1].msgid == catalog[len(found) - 1].msgid
