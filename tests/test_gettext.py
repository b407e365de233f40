"""What GNU gettext and polib as judges promise: odd but legal files, large ones, headers of every editor."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

import polib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publish import languages, po
from publish.catalog import Catalog, new, parse, template
from publish.merge import merge
from publish.units import Unit

needs_gettext = pytest.mark.skipif(shutil.which("msgcat") is None, reason="GNU gettext is not installed")


def gettext(tool: str, *options: str, data: bytes) -> bytes:
    """Pass a catalog through one of gettext's programs."""
    run = subprocess.run([tool, *options], input=data, capture_output=True, check=False)
    assert run.returncode == 0, run.stderr.decode(errors="replace")
    return run.stdout


# --- odd but legal files ---------------------------------------------------------------------------------

# Charset and letters of it; of GB18030 one that ends in the byte of a backslash.
_LETTERS = {
    "UTF-8": "éạс大ع\u0301\u2028\u0085\u00a0\U0001f4d6",
    "utf-8": "é",
    "ISO-8859-1": "éñß\u00a0\u0085",
    "KOI8-R": "СъездПартии",
    "GB18030": "大会\u4e57\U0001f4d6é",
    "EUC-JP": "大会カナ",
}
_ESCAPES = r"\n|\n|\"|\\|\t|\a|\b|\f|\v|\r|\101|\x41 |\7|\x5 ".split("|")
_ASCII = "a|Z| |  |msgid|#|#~ |%s|\t|:|[0]|'".split("|")
_WORDS = 'a|Z| |"|\\n|msgid|#|,|~|\t|:1'.split("|")
_FLAGS = (
    "fuzzy|c-format|no-c-format|impossible-c-format|possible-python-format|kde-format|object-pascal-format"
    "|wrap|no-wrap|range: 0..5|range:  3..07"
).split("|")
_PLACES = (
    "a.md:1|a.md|b/c.md:12|c : 3|d: 4|a.md:1|e.md:007|:5|x:y:8|http://a.vn/b"
    "|a-long-name/that-goes/on-and-on.md:1|other-long-name/that-goes/on-and-on.md:12"
).split("|")
_FIELDS = (
    "Project-Id-Version: x|Language: vi|X-Odd:  kept  |Plural-Forms: nplurals=2; plural=(n != 1);|odd".split(
        "|"
    )
)


class _Layout:
    """Draws the text of entries: whatever is legal, in the letters of one charset."""

    def __init__(self, random: Random, charset: str) -> None:
        letters = _LETTERS[charset]
        self._random = random
        self._pieces = [*letters, *_ASCII, *_ESCAPES]
        # gettext refuses to convert a msgid, which the program or the article would not find any more.
        self._source_pieces = self._pieces if charset.upper() == "UTF-8" else [*_ASCII, *_ESCAPES]
        # It takes the last byte of U+4E57, at the end of a comment, for a backslash and reads on.
        self._words = [*letters.replace("\u4e57", ""), *_WORDS]

    def _some(self, items: Sequence[str], most: int) -> list[str]:
        return self._random.choices(items, k=self._random.randint(0, most))

    def _strings(self, mark: str, first: str = "", *, source: bool = False) -> str:
        """Draw the strings of a keyword, and what stands before each."""
        pieces = self._source_pieces if source else self._pieces
        gaps = [f"\n{mark}", f"\n{mark}", " ", " ", "", "  ", "\t", f"\n{mark} "]
        gaps += [] if mark else ["\n\n", "\n \n"]
        texts = ["".join(self._some(pieces, 5)) for _ in range(self._random.choice([1, 1, 2, 3]))]
        texts[0] = first + texts[0]
        return "".join(f'{self._random.choice(gaps)}"{text}"' for text in texts)

    def _source(self, mark: str, msgid: str) -> tuple[str, bool]:
        """Draw msgctxt, msgid and msgid_plural behind a mark, and say whether there is a plural."""
        context, plural = self._random.choice(["", "c", None, None]), self._random.random() < 0.3
        parts = [] if context is None else [f"msgctxt{self._strings(mark, context, source=True)}"]
        parts.append(f"msgid{self._strings(mark, msgid, source=True)}")
        parts += [f"msgid_plural{self._strings(mark, source=True)}"] if plural else []
        return self._lines(mark, parts), plural

    def _lines(self, mark: str, parts: list[str]) -> str:
        """Put each part on a line behind the mark, or several on one."""
        ends = [self._random.choice(["\n", "\n", "\n", "\n\n", " ", ""]) for _ in parts[1:]]
        starts = [
            "",
            *(
                end.replace("\n", f"\n{mark}") if end in ("", " ", "\n") or not mark else f"\n{mark}"
                for end in ends
            ),
        ]
        return mark + "".join(map("".join, zip(starts, parts, strict=True))) + "\n"

    def comments(self) -> str:
        """Draw the comments of one entry, of every kind, in any order."""
        lines = []
        for mark in self._some(["# ", "#", "#. ", "#.", "#: ", "#:"], 5):
            if mark[1:2] == ":":
                lines.append(mark + self._random.choice([" ", "  ", "\t"]).join(self._some(_PLACES, 6)))
            else:
                text = "".join(self._some(self._words, 4))
                lines.append(mark + (text.lstrip("~|,:.!") if mark == "#" else text))
        if flags := self._some(_FLAGS, 4):
            # Of several lines gettext hears the last only, where we keep the fuzzy of the first.
            lines.insert(self._random.randint(0, len(lines)), f"#, {', '.join(flags)}")
            lines += [f"#,{','.join(flags)}"] if self._random.random() < 0.2 else []
        return "".join(f"{line}\n" for line in lines)

    def entry(self, number: int) -> str:
        """Draw an entry that no other is like."""
        obsolete = self._random.random() < 0.25
        mark = self._random.choice(["#~ ", "#~ ", "#~", "#~  "]) if obsolete else ""
        text = self.comments()
        if self._random.random() < 0.3:
            text += self._source(f"{mark.strip() or '#'}| ", "")[0]
        source, plural = self._source(mark, f"{number} ")
        # An obsolete entry without a translation goes.
        first = "t" if obsolete else self._random.choice(["", "t"])
        forms = range(self._random.randint(1, 3)) if plural else ()
        parts = [f"msgstr[{i}]{self._strings(mark, '' if i else first)}" for i in forms]
        text += source + self._lines(mark, parts or [f"msgstr{self._strings(mark, first)}"])
        return text + self._random.choice(["", "\n", "\n", "\n\n\n"])

    def header(self, charset: str) -> str:
        fields = [*self._some(_FIELDS, 4), f"Content-Type: text/plain; charset={charset}"]
        self._random.shuffle(fields)
        return f'{self.comments()}msgid ""\nmsgstr ""\n' + "".join(f'"{field}\\n"\n' for field in fields)


def odd_file(random: Random, entries: int) -> tuple[str, str]:
    """Return the text of a PO file of odd but legal layout, and the charset its header names."""
    charset = random.choice(list(_LETTERS))
    layout = _Layout(random, charset)
    return layout.header(charset) + "".join(map(layout.entry, range(entries))), charset


@needs_gettext
@settings(deadline=None, max_examples=60)
@given(st.randoms(use_true_random=True), st.integers(1, 40), st.booleans())
def test_any_legal_layout_is_read_as_gettext_reads_it(random: Random, entries: int, windows: bool) -> None:
    """However a catalog was laid out, by hand or by an old program, it becomes what `msgcat` makes of it."""
    text, charset = odd_file(random, entries)
    # ASCII is right in any charset, so we leave such a header alone.
    options = [] if text.isascii() or charset.upper() == "UTF-8" else ["--to-code=UTF-8"]
    expected = gettext("msgcat", "--no-wrap", "--force-po", *options, "-", data=text.encode(charset))
    data = (text.replace("\n", "\r\n") if windows else text).encode(charset)
    assert po.write(po.read(data)).decode() == expected.decode()


# --- catalogs of thousands of messages, through other people's programs ----------------------------------

_SOURCE_WORDS = (
    "Đại hội",
    "tỉnh",
    "báo cáo",
    "**nhiệm vụ**",
    "[trang](https://a.vn/b?c=1&d=2)",
    '"kế hoạch"',
    "\\",
)
_TARGET_WORDS = ("congrès", "« rapport »", "été", "大会", "тема", "ทดสอบ", "%", "100 %", "C:\\dir", "a\tb")


def _sentence(random: Random, words: Sequence[str]) -> str:
    return " ".join(random.choices(words, k=random.randint(1, 30)))


def large(count: int, seed: int = 7) -> Catalog:
    """Make a catalog as ours are after a year: translated, fuzzy, empty, obsolete, commented."""
    random = Random(seed)
    entries = []
    for number in range(count):
        state = random.random()
        text = () if state < 0.1 else (_sentence(random, _TARGET_WORDS),)
        entries.append(
            po.Entry(
                f"{number} {_sentence(random, _SOURCE_WORDS)}",
                text or ("",),
                random.choice([None, None, "menu"]),
                comments=("to be asked",) if state > 0.95 else (),
                extracted=("paragraph", "publish: suggestion: number changed: 5 → 6")[: random.randint(1, 2)],
                references=(f"source/a.md:{number + 1}",),
                flags=("fuzzy",) if 0.1 < state < 0.3 else (),
                previous=po.Previous(f"{number} old") if 0.1 < state < 0.3 else None,
                obsolete=state > 0.9,
            )
        )
    entries.sort(key=lambda entry: entry.obsolete)
    base = new(template([], project="x", source_language=languages.parse("vi")), languages.parse("fr"))
    return replace(base, entries=tuple(entries)).with_fields({"X-Source-Revision": "2025-10-03 14:00+0000"})


def facts(catalog: Catalog) -> list[po.Entry]:
    """Return the entries in an order that does not hang on the program that wrote them."""
    return sorted(catalog.entries, key=lambda entry: entry.key[1])


@needs_gettext
def test_a_large_catalog_of_ours_is_gettexts_to_the_byte() -> None:
    """Thousands of messages of every state: `msgcat --no-wrap` changes nothing, `msgfmt -c` says nothing."""
    data = large(4000).to_bytes()
    assert gettext("msgcat", "--no-wrap", "-", data=data) == data
    checked = subprocess.run(
        ["msgfmt", "-c", "-o", "/dev/null", "-"], input=data, capture_output=True, check=True
    )
    advice = [line for line in checked.stderr.decode().splitlines() if "escape sequence" not in line]
    assert advice == []


@needs_gettext
@pytest.mark.parametrize(
    "tool",
    [
        ("msgcat", "-"),
        ("msgcat", "--sort-output", "-"),
        ("msgattrib", "-"),
        ("msgconv", "--to-code=GB18030", "-"),
        ("msgconv", "--to-code=UTF-8", "--no-wrap", "-"),
        ("msgfilter", "--keep-header", "cat"),
        ("msguniq", "-"),
    ],
    ids=" ".join,
)
def test_what_gettexts_programs_write_is_what_was_there(tool: tuple[str, ...]) -> None:
    """Wrapped, sorted, converted, filtered: every text, comment, doubt and obsolete entry is read back."""
    catalog = large(3000)
    again = parse(gettext(*tool, data=catalog.to_bytes()))
    assert facts(again) == facts(catalog)
    assert dict(again.fields) == {**catalog.fields, "Content-Type": again.fields["Content-Type"]}
    assert parse(again.to_bytes()).to_bytes() == again.to_bytes()


@needs_gettext
def test_msgen_fills_a_catalog_that_we_read() -> None:
    """A catalog that `msgen` made, for English from English say, has its source texts as translations."""
    empty = replace(
        large(2000), entries=tuple(po.Entry(e.msgid, msgctxt=e.msgctxt) for e in large(2000).entries)
    )
    filled = parse(gettext("msgen", "-", data=empty.to_bytes()))
    assert all(entry.msgstr == (entry.msgid,) for entry in filled.entries)
    assert filled.statistics.percent == 100


@needs_gettext
def test_msgattrib_finds_what_we_count() -> None:
    """What is translated, fuzzy, untranslated and obsolete is the same to gettext and to us."""
    catalog = large(3000)
    data = catalog.to_bytes()
    counts = [
        len(parse(gettext("msgattrib", option, "--no-obsolete", "-", data=data)).entries)
        for option in ("--translated", "--only-fuzzy", "--untranslated")
    ]
    statistics = catalog.statistics
    fuzzy = statistics.fuzzy.messages
    # To msgattrib a fuzzy message is a translated one, too.
    assert counts == [statistics.translated.messages + fuzzy, fuzzy, statistics.untranslated.messages]
    gone = parse(gettext("msgattrib", "--only-obsolete", "-", data=data)).entries
    assert len(gone) == sum(entry.obsolete for entry in catalog.entries)


@needs_gettext
def test_msgmerge_after_us_loses_nothing_of_ours(tmp_path: Path) -> None:
    """Somebody runs msgmerge on our catalog and an edited template: translations and doubts are read back."""
    catalog = large(1500)
    live = [entry for entry in catalog.entries if not entry.obsolete]
    wanted = [po.Entry(e.msgid, msgctxt=e.msgctxt, extracted=e.extracted) for e in live[::2]]
    (tmp_path / "a.po").write_bytes(catalog.to_bytes())
    (tmp_path / "a.pot").write_bytes(replace(catalog, entries=tuple(wanted)).to_bytes())
    command = [
        "msgmerge",
        "--quiet",
        "--previous",
        "--no-fuzzy-matching",
        str(tmp_path / "a.po"),
        str(tmp_path / "a.pot"),
    ]
    merged = parse(subprocess.run(command, capture_output=True, check=True).stdout)
    after = {entry.key: entry for entry in merged.entries}
    for entry in catalog.entries:
        if entry.written:
            assert after[entry.key].msgstr == entry.msgstr
            assert after[entry.key].comments == entry.comments
            assert after[entry.key].fuzzy == entry.fuzzy


def test_polib_reads_and_writes_thousands() -> None:
    """A script with polib in somebody's toolbox, which fills, saves and wraps, leaves nothing behind."""
    catalog = large(3000)
    other = polib.pofile(catalog.to_bytes().decode())
    assert len(other) == len(catalog.entries)
    again = parse(str(other).encode())
    was = {e.key: (e.msgstr, e.fuzzy, e.obsolete, e.comments) for e in catalog.entries}
    assert {e.key: (e.msgstr, e.fuzzy, e.obsolete, e.comments) for e in again.entries} == was


# --- headers as other programs write them ----------------------------------------------------------------

POEDIT = """\
# Nguyễn Văn A <a@b.vn>, 2025.
msgid ""
msgstr ""
"Project-Id-Version: báo\\n"
"POT-Creation-Date: 2025-10-03 14:00+0700\\n"
"PO-Revision-Date: 2025-10-04 09:30:15+0700\\n"
"Last-Translator: Nguyễn Văn A <a@b.vn>\\n"
"Language-Team: \\n"
"Language: fr\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"
"X-Generator: Poedit 3.5\\n"
"X-Poedit-SourceCharset: UTF-8\\n"
"X-Poedit-Basepath: ../../..\\n"
"X-Poedit-Bookmarks: 1,-1,-1\\n"
"X-Poedit-SearchPath-0: source\\n"

#: source/a.md:1
msgid "a"
msgstr "b"
"""
MDBOOK = POEDIT.replace("2025-10-03 14:00+0700", "2025-10-03T14:00:00+09:00").replace(
    "2025-10-04 09:30:15+0700", "2025-10-04T09:30:15Z"
)


@needs_gettext
@pytest.mark.parametrize("text", [POEDIT, MDBOOK], ids=["Poedit", "mdbook"])
def test_headers_of_other_programs_come_out_field_for_field(text: str) -> None:
    """Dates of any form, bookmarks, search paths: read, kept in their order, and kept when we merge."""
    catalog = parse(text.encode())
    assert catalog.to_bytes() == text.encode() == gettext("msgcat", "--no-wrap", "-", data=text.encode())
    assert catalog.revision == date(2025, 10, 3)
    unit = Unit("a", None, "paragraph", "paragraph", "", "source/a.md", 1)
    source = template([unit], project="x", source_language=languages.parse("vi"))
    merged = merge(catalog, source, languages.parse("fr")).catalog
    names = list(catalog.fields)
    assert list(merged.fields)[: len(names)] == names
    ours = {"POT-Creation-Date": merged.fields["POT-Creation-Date"]}
    assert {name: merged.fields[name] for name in names} == dict(catalog.fields) | ours
    assert merged.header is not None
    assert merged.header.comments == ("Nguyễn Văn A <a@b.vn>, 2025.",)
