"""What other programs make of our catalogs: large ones pass through them, headers keep their form."""

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
