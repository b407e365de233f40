"""What `publish.catalog` promises: templates that keep git quiet, headers msgfmt likes, honest counts."""

from __future__ import annotations

import io
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from publish import catalog, languages, po
from publish.catalog import Count
from publish.errors import CatalogError, ConfigError
from publish.units import Unit

VI = languages.parse("vi")
needs_gettext = pytest.mark.skipif(shutil.which("msgfmt") is None, reason="GNU gettext is not installed")


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run every test at one time of our choosing."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1759500000")


def unit(message: str, line: int = 1, **more: object) -> Unit:
    given: dict[str, object] = {
        "context": None,
        "role": "paragraph",
        "place": "paragraph",
        "comment": "",
        "source": "source/a.md",
    }
    return Unit(message=message, line=line, **(given | more))  # type: ignore[arg-type]  # checked by the dataclass


def template(*units: Unit, **more: object) -> catalog.Catalog:
    given: dict[str, object] = {"project": "Tin tỉnh", "source_language": VI}
    return catalog.template(units, **(given | more))  # type: ignore[arg-type]  # keywords go through as they are


def msgfmt(data: bytes) -> str:
    run = subprocess.run(
        ["msgfmt", "-c", "-o", "/dev/null", "-"], input=data, capture_output=True, check=False
    )
    return run.stderr.decode() or ("" if run.returncode == 0 else "failed")


# --- templates -------------------------------------------------------------------------------------------


def test_a_template_is_readable_text() -> None:
    """A template holds message, place, comment, reference and flags, under a header fit for git."""
    made = template(
        unit("Đại hội", 1, place="title", comment="As short\nas can be.", max_length=60),
        unit("Cảng", 7, place="table 1, column 2", context="harbour"),
    )
    assert made.to_bytes().decode() == (
        'msgid ""\n'
        'msgstr ""\n'
        '"Project-Id-Version: Tin tỉnh\\n"\n'
        '"Report-Msgid-Bugs-To: \\n"\n'
        '"POT-Creation-Date: 2025-10-03 14:00+0000\\n"\n'
        '"PO-Revision-Date: 2025-10-03 14:00+0000\\n"\n'
        '"Last-Translator: \\n"\n'
        '"Language-Team: \\n"\n'
        '"Language: vi\\n"\n'
        '"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=UTF-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n'
        '"X-Source-Language: vi\\n"\n'
        '"X-Generator: publish\\n"\n'
        "\n"
        "#. title\n"
        "#. As short\n"
        "#. as can be.\n"
        "#. at most 60 characters\n"
        "#: source/a.md:1\n"
        'msgid "Đại hội"\n'
        'msgstr ""\n'
        "\n"
        "#. table 1, column 2\n"
        "#: source/a.md:7\n"
        'msgctxt "harbour"\n'
        'msgid "Cảng"\n'
        'msgstr ""\n'
    )


def test_one_text_is_one_entry() -> None:
    """A text that stands twice is translated once, and the translator sees both places."""
    made = template(
        unit("Nguồn: TTXVN", 3, place="caption 1", max_length=90),
        unit("Khác", 4),
        unit("Nguồn: TTXVN", 9, place="caption 2", max_length=40),
        unit("Nguồn: TTXVN", 9, context="other"),
        unit("Nguồn: TTXVN", 9, place="caption 2"),
    )
    assert [entry.msgid for entry in made.entries] == ["Nguồn: TTXVN", "Khác", "Nguồn: TTXVN"]
    first = made.entries[0]
    assert first.extracted == ("caption 1", "caption 2", "at most 40 characters")
    assert first.references == ("source/a.md:3", "source/a.md:9")
    assert catalog.limit_of(first) == 40
    endless = replace(first, extracted=(f"at most {'9' * 5000} characters",))
    assert catalog.limit_of(endless) is None
    assert made.entries[2].msgctxt == "other"


def test_references_are_as_detailed_as_asked() -> None:
    """Line numbers, file names or nothing; a name with spaces stays one name."""
    units = (unit("a", 3), unit("a", 5), unit("b", 6, source="my article.md"), unit("c", 0))
    assert [e.references for e in template(*units).entries] == [
        ("source/a.md:3", "source/a.md:5"),
        ("\u2068my article.md\u2069:6",),
        ("source/a.md",),
    ]
    by_file = template(*units, references="file").entries
    assert [e.references for e in by_file] == [
        ("source/a.md",),
        ("\u2068my article.md\u2069",),
        ("source/a.md",),
    ]
    assert {e.references for e in template(*units, references="none").entries} == {()}


def test_a_message_without_text_never_becomes_a_header() -> None:
    """An empty unit without a context would be a second header; it is left out."""
    assert template(unit("")).entries == ()


def test_the_date_changes_with_the_messages_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Extracting again later, also with other line numbers, changes no date; another message does."""
    before = template(unit("a", 3), unit("b", 4))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    assert template(unit("a", 3), unit("b", 4), previous=before).to_bytes() == before.to_bytes()
    moved = template(unit("a", 13), unit("b", 14), previous=before)
    assert moved.fields == before.fields
    assert moved.entries[0].references == ("source/a.md:13",)
    for changed in (
        (unit("b"), unit("a")),
        (unit("a"),),
        (unit("a"), unit("c")),
        (unit("a"), unit("b", context="c")),
        (unit("a"), unit("b", comment="c")),
        (unit("a"), unit("b", max_length=3)),
    ):
        assert template(*changed, previous=before).fields["POT-Creation-Date"] == "2027-01-15 08:00+0000"


def test_a_template_read_back_is_the_template(monkeypatch: pytest.MonkeyPatch) -> None:
    """The date holds also when the template before comes from its file."""
    units = (unit("a\\\n_b_", 3, comment="C:\\", max_length=9), unit("c", comment="\\"))
    before = template(*units, segmentation="sentencex 1.0")
    assert catalog.parse(before.to_bytes()) == before
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    after = template(*units, segmentation="sentencex 1.0", previous=catalog.parse(before.to_bytes()))
    assert after.to_bytes() == before.to_bytes()
    assert before.fields["X-Segmentation"] == "sentencex 1.0"


def test_a_senseless_clock_is_one_clear_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """A SOURCE_DATE_EPOCH that is no number is named, and what to do."""
    for wrong in ("yesterday", "9" * 30):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", wrong)
        with pytest.raises(ConfigError, match="SOURCE_DATE_EPOCH is no time"):
            template(unit("a"))


def test_without_source_date_epoch_the_clock_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """A template made now says now, in gettext's form."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    date = template(unit("a")).fields["POT-Creation-Date"]
    assert len(date) == len("2025-10-03 14:00+0000")
    assert not date.startswith("2025-10-03 14:00")


@needs_gettext
@pytest.mark.parametrize(
    "tag", ["en", "fr", "ru", "ar", "zh_Hans", "zh_TW", "ja", "ko", "th", "hi", "lo", "sr@latin", "pt_BR"]
)
def test_msgfmt_has_nothing_to_say(tag: str) -> None:
    """`msgfmt -c` is silent on a new template and on a new catalog in any language."""
    source = template(unit("a"), project="")
    made = catalog.new(source, languages.parse(tag))
    assert msgfmt(source.to_bytes()) == ""
    assert msgfmt(made.to_bytes()) == ""
    assert made.language == tag
    plural = b'\nmsgid "x"\nmsgid_plural "y"\n'
    size = int(made.fields["Plural-Forms"].partition("=")[2][0])
    forms = b"".join(b'msgstr[%d] "z"\n' % form for form in range(size))
    assert msgfmt(made.to_bytes() + plural + forms) == ""


def test_babel_reads_our_headers() -> None:
    """The strictest reader of dates that we know, Babel, takes our files."""
    made = catalog.new(template(unit("a")), languages.parse("zh_Hans"))
    other = read_po(io.BytesIO(made.to_bytes()), abort_invalid=True)
    assert str(other.locale) == "zh_Hans"
    assert other.fuzzy is False


# --- reading ---------------------------------------------------------------------------------------------

FOREIGN = """\
# French for the article.
# Nguyễn Văn A <a@b.vn>, 2025.
msgid ""
msgstr ""
"POT-Creation-Date: 2025-10-03T07:00:00+09:00\\n"
"PO-Revision-Date: last Tuesday\\n"
"a line that is no field\\n"
"language: no\\n"
"Language: fr\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"X-Poedit-Bookmarks: 1,2\\n"

msgid "one two"
msgstr "un deux"

#, fuzzy
msgid "three"
msgstr "trois"

msgid "four"
msgstr ""

msgctxt "c"
msgid "four"
msgstr "quatre"

msgid "day"
msgid_plural "days"
msgstr[0] "jour"
msgstr[1] ""

#~ msgid "five"
#~ msgstr "cinq"
""".encode()


def test_only_what_is_ready_is_given_out() -> None:
    """A fuzzy, obsolete or missing translation never reaches an edition."""
    french = catalog.parse(FOREIGN)
    assert french.get(None, "one two") == "un deux"
    assert french.get("c", "four") == "quatre"
    for message in ("three", "four", "five", "day", "six", ""):
        assert french.get(None, message) is None


def test_a_foreign_header_is_kept_line_for_line() -> None:
    """Dates of any form, unknown fields, lines that are no field, comments: all come out as they went in."""
    french = catalog.parse(FOREIGN)
    assert french.to_bytes() == FOREIGN
    assert french.language == "fr"
    assert french.fields["POT-Creation-Date"] == "2025-10-03T07:00:00+09:00"
    assert french.fields["X-Poedit-Bookmarks"] == "1,2"
    changed = french.with_fields({"Language": "fr_CA", "PO-Revision-Date": None, "X-New": "x"})
    assert changed.to_bytes() == FOREIGN.replace(b"Language: fr\\n", b"Language: fr_CA\\n").replace(
        b'"PO-Revision-Date: last Tuesday\\n"\n', b""
    ).replace(b'1,2\\n"\n', b'1,2\\n"\n"X-New: x\\n"\n')


def test_the_header_stands_first() -> None:
    """A header that somebody sorted down is found and put first again."""
    header, _, rest = FOREIGN.partition(b"\n\n")
    assert catalog.parse(rest + b"\n" + header + b"\n").fields == catalog.parse(FOREIGN).fields


def test_counts_are_disjoint_and_leave_out_what_is_gone() -> None:
    """Translated, fuzzy and untranslated add up to the live messages; percent never flatters."""
    statistics = catalog.parse(FOREIGN).statistics
    assert statistics.translated == Count(2, 3)
    assert statistics.fuzzy == Count(1, 1)
    assert statistics.untranslated == Count(2, 2)
    assert statistics.total == Count(5, 6)
    assert statistics.percent == 40
    nearly = b"".join(b'msgid "%d"\nmsgstr "%s"\n\n' % (n, b"x" if n else b"") for n in range(1000))
    assert catalog.parse(nearly).statistics.percent == 99
    assert catalog.parse(b"").statistics.percent == 100


@pytest.mark.parametrize(
    ("message", "words"),
    [
        ("", 0),
        ("— … !", 0),
        ("Don't re-read **3,5%** of it.", 5),
        ("Báo cáo chính trị", 4),
        ("नमस्ते दुनिया", 2),
        ("мир труд май", 3),
        ("[the report](https://example.org/a/b/c)", 2),
        ("代表大会", 4),
        ("ひらがなとカタカナ", 9),
        ("Win10系统", 3),
        ("한국어 문장", 2),
        ("สวัสดีชาวโลก", 2),
        ("မြန်မာ", 1),
    ],
)
def test_words_are_counted_in_every_script(message: str, words: int) -> None:
    """A word count means something in scripts that set no spaces, too."""
    assert catalog.count_words(message) == words


def test_a_missing_catalog_is_one_clear_line(tmp_path: Path) -> None:
    """A file that is not there, or a folder, is named with what to do."""
    for path in (tmp_path / "no.po", tmp_path):
        with pytest.raises(CatalogError, match="cannot be read") as caught:
            catalog.read(path)
        assert caught.value.path == str(path)
        assert caught.value.hint


def test_a_catalog_on_the_disk_is_read(tmp_path: Path) -> None:
    """What stands in the file is what the catalog says, under the name of the file."""
    path = tmp_path / "fr.po"
    path.write_bytes(FOREIGN)
    assert catalog.read(path) == catalog.parse(FOREIGN)
    assert catalog.read(path).path == str(path)
    assert po.read(catalog.read(path).to_bytes()) == po.read(FOREIGN)
