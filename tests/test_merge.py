"""What `publish.merge` promises: whatever happens to the article, nothing a translator wrote is lost."""

from __future__ import annotations

import shutil
import subprocess
from collections import Counter
from dataclasses import replace
from datetime import date

import polib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import po_strategies
from publish import catalog, languages, po
from publish.catalog import Catalog
from publish.errors import CatalogError
from publish.merge import Merged, Remembered, merge
from publish.units import Unit
from test_gettext import HEADERS

FR = languages.parse("fr")
VI = languages.parse("vi")
needs_gettext = pytest.mark.skipif(shutil.which("msgfmt") is None, reason="GNU gettext is not installed")


@pytest.fixture(autouse=True, scope="module")
def clock() -> object:
    """Run every test at one time of our choosing."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1759500000")
        yield


def template(*messages: str | tuple[str | None, str], limit: int | None = None) -> Catalog:
    """Make a template of messages, each text or (context, text)."""
    pairs = [(None, message) if isinstance(message, str) else message for message in messages]
    units = [
        Unit(text, context, "paragraph", f"paragraph {line}", "", "source/a.md", line, limit)
        for line, (context, text) in enumerate(pairs, 1)
    ]
    return catalog.template(units, project="Tin", source_language=VI)


def filled(**translations: str) -> Catalog:
    """Make a catalog where every message is translated; underscores in names are spaces."""
    empty = catalog.new(template(*(name.replace("_", " ") for name in translations)), FR)
    texts = list(translations.values())
    entries = (replace(entry, msgstr=(text,)) for entry, text in zip(empty.entries, texts, strict=True))
    return replace(empty, entries=tuple(entries))


def entry(result: Merged, msgid: str) -> po.Entry:
    (found,) = (entry for entry in result.catalog.entries if entry.msgid == msgid)
    return found


# --- laws ------------------------------------------------------------------------------------------------

_WORDS = st.sampled_from(
    [
        *("Đại", "hội", "Thái", "Nguyên", "lần", "2025", "2026", "**báo**", "[cáo](https://a.vn)", "大会"),
        *("[cáo](https://b.vn)", '"hội"', "“hội”", "hội.\u00a0", "hội. "),
    ]
)
_MESSAGES = st.one_of(
    st.lists(_WORDS, min_size=1, max_size=9).map(" ".join),
    po_strategies.texts.filter(bool),
)
_PAIRS = st.tuples(st.sampled_from([None, None, None, "menu", ""]), _MESSAGES)


@st.composite
def _stories(draw: st.DrawFn) -> tuple[Catalog, list[Catalog]]:
    """Draw a catalog as a translator left it, and templates that come after it, sharing some messages."""
    pool = draw(st.lists(_PAIRS, min_size=1, max_size=10, unique=True))
    base = catalog.new(template(*pool[: len(pool) // 2]), FR)
    drawn = draw(po_strategies.catalogs())
    ours = [replace(e, msgid=e.msgid or "x") for e in drawn]
    own_keys = {e.key for e in base.entries}
    live = [replace(e, msgstr=(draw(po_strategies.texts),)) for e in base.entries]
    foreign = {e.key: e for e in ours if e.key not in own_keys}
    everything = tuple(sorted([*live, *foreign.values()], key=lambda e: e.obsolete))
    templates = [
        template(*draw(st.lists(st.sampled_from(pool), max_size=8, unique=True)))
        for _ in range(draw(st.integers(1, 3)))
    ]
    return catalog.parse(replace(base, entries=everything).to_bytes()), templates


def _recall(entry: po.Entry) -> Remembered | None:
    """Remember every third message, and be sure of half of those."""
    size = len(entry.msgid)
    return Remembered(f"nhớ {entry.msgid}", "b.po", size % 2 == 0) if size % 3 == 0 else None


def _translations(found: Catalog) -> set[tuple[str, ...]]:
    return {entry.msgstr for entry in found.entries if entry.written}


@settings(max_examples=150)
@given(_stories())
def test_no_translation_is_ever_lost(story: tuple[Catalog, list[Catalog]]) -> None:
    """Through any edits of the article every text a translator wrote stays in the file."""
    now, templates = story
    for source in templates:
        after = merge(now, source, FR, _recall).catalog
        assert _translations(now) <= _translations(after)
        now = catalog.parse(after.to_bytes())
        assert now == after


@settings(max_examples=150)
@given(_stories())
def test_merging_twice_changes_nothing(story: tuple[Catalog, list[Catalog]]) -> None:
    """Running extract again leaves every byte of every catalog."""
    now, templates = story
    for source in templates:
        once = merge(now, source, FR, _recall)
        twice = merge(catalog.parse(once.catalog.to_bytes()), source, FR, _recall)
        assert twice.catalog.to_bytes() == once.catalog.to_bytes()
        assert twice.kept == len(source.entries)
        assert replace(twice, catalog=once.catalog, kept=0) == Merged(once.catalog)
        now = once.catalog


@settings(max_examples=100)
@given(_stories())
def test_a_merged_catalog_has_exactly_the_messages_of_its_article(
    story: tuple[Catalog, list[Catalog]],
) -> None:
    """The live messages are the template's, in its order, each once; the counts add up."""
    now, templates = story
    for source in templates:
        result = merge(now, source, FR, _recall)
        live = [e for e in result.catalog.entries if not e.obsolete]
        theirs = [
            (e.key, e.references, tuple(x for x in e.extracted if not x.startswith("publish: ")))
            for e in live
        ]
        assert theirs == [(e.key, e.references, e.extracted) for e in source.entries]
        assert max(Counter(e.key for e in result.catalog.entries).values(), default=1) == 1
        assert (
            result.kept + result.revived + result.carried + result.memory + result.fuzzy + result.new
            == len(live)
        )
        states = Counter(e.key for e in live if e.translated)
        assert result.carried + result.memory <= len(states)
        now = result.catalog


@settings(max_examples=100)
@given(_stories())
def test_what_vanishes_and_returns_is_as_it_was(story: tuple[Catalog, list[Catalog]]) -> None:
    """A paragraph taken out and put back a week later has its translation, comments and flags again."""
    now, templates = story
    here = merge(now, templates[0], FR).catalog
    away = merge(here, template(*[e.key for e in templates[0].entries[1::2]], "something else entirely"), FR)
    back = merge(catalog.parse(away.catalog.to_bytes()), templates[0], FR).catalog
    before = {e.key: e for e in here.entries if not e.obsolete}
    after = {e.key: e for e in back.entries if not e.obsolete}
    for key, was in before.items():
        if was.translated:
            assert after[key] == was


@needs_gettext
@settings(max_examples=25)
@given(_stories())
def test_msgfmt_accepts_and_msgcat_reproduces_what_we_write(story: tuple[Catalog, list[Catalog]]) -> None:
    """Whatever was merged, `msgfmt -c` is silent; `msgcat --no-wrap` changes only flags it does not know."""
    # Foreign plurals, formats and line ends have rules that their translators must keep.
    now, templates = story
    ours = tuple(
        e for e in now.entries if e.msgid_plural is None and not any(f.endswith("-format") for f in e.flags)
    )
    result = merge(replace(now, entries=ours), templates[-1], FR).catalog
    ends = tuple(
        e for e in result.entries if (e.msgid.startswith("\n"), e.msgid.endswith("\n")) == (False, False)
        and not any("\n" in text[:1] + text[-1:] for text in e.msgstr)
    )  # fmt: skip
    data = replace(result, entries=ends).to_bytes()
    checked = subprocess.run(
        ["msgfmt", "-c", "-o", "/dev/null", "-"], input=data, capture_output=True, check=False
    )
    assert checked.returncode == 0
    # Its advice against \a, \r and the like in msgids is for programs.
    warnings = [line for line in checked.stderr.decode().splitlines() if "escape sequence" not in line]
    assert warnings == []
    known = [replace(e, flags=tuple(f for f in e.flags if f in ("fuzzy", "no-wrap"))) for e in (*ends,)]
    plain = replace(result, entries=tuple(known)).to_bytes()
    again = subprocess.run(
        ["msgcat", "--no-wrap", "--force-po", "-"], input=plain, capture_output=True, check=True
    )
    # msgcat also breaks lines inside a file's name that has a space in it.
    assert again.stdout.replace(b"\n#: ", b" ") == plain.replace(b"\n#: ", b" ")


# --- the order of DESIGN §5 ------------------------------------------------------------------------------


def test_a_new_catalog_is_the_template_in_its_language() -> None:
    """A language added to a project gets a catalog with every message, none translated."""
    result = merge(None, template("a", "b"), FR)
    assert (result.kept, result.revived, result.fuzzy, result.new, result.obsolete) == (0, 0, 0, 2, 0)
    assert result.catalog.language == "fr"
    assert result.catalog.fields["Language-Team"] == "French"
    assert result.catalog.statistics.untranslated.messages == 2


def test_what_stays_keeps_all_that_is_the_translators() -> None:
    """Translation, comments, foreign flags and doubts stay; places, lines and our own flags are renewed."""
    was = filled(one="un")
    theirs = po.Entry(
        "one",
        ("un",),
        comments=("sûr ?",),
        extracted=("old place",),
        references=("old.md:1",),
        flags=("fuzzy", "no-wrap", "max-length:9", "terms:x"),
        previous=po.Previous("ones"),
    )
    result = merge(replace(was, entries=(theirs,)), template("one", limit=50), FR)
    assert entry(result, "one") == replace(
        theirs,
        extracted=(
            "paragraph 1",
            "at most 50 characters",
            "publish: suggestion: wording changed: ones → one",
        ),
        references=("source/a.md:1",),
    )
    assert result.kept == 1


def test_a_changed_message_is_offered_its_old_translation() -> None:
    """A reworded paragraph keeps its translation as a suggestion, beside what it was translated from."""
    was = filled(The_congress_opened_on_Monday="Le congrès s'est ouvert lundi")
    result = merge(was, template("The congress opened on Friday"), FR)
    offered = entry(result, "The congress opened on Friday")
    assert offered.msgstr == ("Le congrès s'est ouvert lundi",)
    assert offered.flags == ("fuzzy",)
    assert offered.previous == po.Previous("The congress opened on Monday")
    assert result.catalog.get(None, offered.msgid) is None
    assert (result.fuzzy, result.new, result.obsolete) == (1, 0, 1)
    # The old wording comes back: so does its translation, whole.
    back = merge(result.catalog, template("The congress opened on Monday"), FR)
    assert back.catalog.get(None, "The congress opened on Monday") == "Le congrès s'est ouvert lundi"
    assert back.revived == 1


def test_edit_after_edit_leaves_no_litter() -> None:
    """Rewording a paragraph ten times leaves one obsolete entry, not ten copies of one translation."""
    now = filled(The_congress_of_the_province_opened_on_day_0="Le congrès")
    for day in range(1, 10):
        now = merge(now, template(f"The congress of the province opened on day {day}"), FR).catalog
    assert [(e.msgid[-1], e.obsolete, e.msgstr) for e in now.entries] == [
        ("9", False, ("Le congrès",)),
        ("0", True, ("Le congrès",)),
    ]
    assert now.entries[0].previous == po.Previous("The congress of the province opened on day 0")


def test_a_suggestion_somebody_worked_on_is_kept() -> None:
    """A fuzzy text that a translator began to mend is kept when its message changes again."""
    now = merge(
        filled(The_congress_opened_on_Monday="A"), template("The congress opened on Friday"), FR
    ).catalog
    begun = tuple(replace(e, msgstr=("B",)) if e.fuzzy else e for e in now.entries)
    result = merge(replace(now, entries=begun), template("Something else"), FR)
    assert {e.msgstr for e in result.catalog.entries if e.obsolete} == {("A",), ("B",)}


def test_each_old_translation_is_offered_where_it_fits_best() -> None:
    """Of two reworded paragraphs each gets its own old translation, whatever their order."""
    was = filled(The_congress_opened_on_Monday_morning="A", The_delegates_visited_the_harbour_on_Monday="B")
    result = merge(
        was,
        template("The delegates visited the new harbour on Monday", "The congress opened on Friday morning"),
        FR,
    )
    assert entry(result, "The delegates visited the new harbour on Monday").msgstr == ("B",)
    assert entry(result, "The congress opened on Friday morning").msgstr == ("A",)


def test_an_equal_text_in_another_context_is_offered_with_its_old_context() -> None:
    """A context added to a message costs a look, not a translation, and the same context is preferred."""
    was = filled(Harbour="Port")
    result = merge(was, template(("noun", "Harbour")), FR)
    assert entry_of(result, ("noun", "Harbour")).msgstr == ("Port",)
    base = catalog.new(template(("a", "The harbour of the city"), ("b", "The harbour of the city")), FR)
    both = replace(base, entries=tuple(replace(e, msgstr=(e.msgctxt or "",)) for e in base.entries))
    result = merge(both, template(("b", "The harbour of a city"), ("a", "The harbour of a city")), FR)
    assert entry_of(result, ("a", "The harbour of a city")).msgstr == ("a",)
    assert entry_of(result, ("b", "The harbour of a city")).previous == po.Previous(
        "The harbour of the city", "b"
    )


def entry_of(result: Merged, key: tuple[str | None, str]) -> po.Entry:
    (found,) = (entry for entry in result.catalog.entries if entry.key == key and not entry.obsolete)
    return found


@pytest.mark.parametrize(
    ("old", "fresh"),
    [
        ("Hà Nội", "Hà Nam"),
        ("1.234", "1.235"),
        ("A text about something", "Quite another subject, new to all of us"),
        ("[Báo](https://example.org/a/very/long/address)", "[Ảnh](https://example.org/a/very/long/address)"),
    ],
)
def test_what_is_alike_by_chance_is_not_offered(old: str, fresh: str) -> None:
    """Short names, bare numbers, shared addresses: no suggestion that would only have to be deleted."""
    base = catalog.new(template(old), FR)
    was = replace(base, entries=tuple(replace(e, msgstr=("x",)) for e in base.entries))
    result = merge(was, template(fresh), FR)
    assert (result.fuzzy, result.new, result.obsolete) == (0, 1, 1)


def test_a_suggestion_far_too_long_is_not_offered() -> None:
    """Where only thirty characters fit, a text of ninety is no help."""
    was = filled(The_congress_opened_on_Monday="x" * 90)
    assert merge(was, template("The congress opened on Friday", limit=30), FR).fuzzy == 0
    assert merge(was, template("The congress opened on Friday", limit=80), FR).fuzzy == 1


def test_obsolete_entries_keep_all_that_belongs_to_them() -> None:
    """A vanished message keeps comments, flags, previous msgid and plural forms, and old ones stay."""
    plural = po.Entry(
        "day", ("jour", "jours"), None, "days", ("c",), ("e",), ("r:1",), ("fuzzy",), po.Previous("d")
    )
    gone = po.Entry("gone", ("parti",), "ctxt", comments=("long ago",), obsolete=True)
    untouched = po.Entry("never translated", comments=("c",))
    was = replace(filled(one="un"), entries=(plural, untouched, gone))
    result = merge(was, template("two"), FR)
    assert result.catalog.entries[1:] == (gone, replace(plural, obsolete=True))
    assert result.obsolete == 1


# --- memory ----------------------------------------------------------------------------------------------


def test_memory_comes_before_suggestions_and_after_what_the_catalog_has() -> None:
    """The very same text from elsewhere is better than a similar one from here, and no better than ours."""
    was = filled(The_congress_opened_on_Monday="Le congrès a ouvert lundi", one="un")

    def recall(entry: po.Entry) -> Remembered:
        return Remembered("Mémoire", "b.po", entry.msgid.endswith("Friday"))

    source = template("The congress opened on Friday", "one", "three")
    result = merge(was, source, FR, recall)
    assert entry(result, "one").msgstr == ("un",)
    taken = entry(result, "The congress opened on Friday")
    assert (taken.msgstr, taken.fuzzy, taken.previous) == (("Mémoire",), False, None)
    assert taken.extracted == ("paragraph 1", "publish: from b.po")
    offered = entry(result, "three")
    assert (offered.msgstr, offered.fuzzy) == (("Mémoire",), True)
    assert offered.extracted == ("paragraph 3", "publish: suggestion: from b.po")
    assert (result.kept, result.memory, result.fuzzy, result.new) == (1, 1, 1, 0)


def test_a_new_language_begins_with_what_memory_has() -> None:
    """The first catalog of an article in a language is filled from what was translated before."""
    result = merge(
        None,
        template("one", "two"),
        FR,
        lambda e: Remembered("un", "b.po", True) if e.msgid == "one" else None,
    )
    assert (result.memory, result.new) == (1, 1)
    assert result.catalog.get(None, "one") == "un"


# --- the revision of record ------------------------------------------------------------------------------


def test_a_catalog_knows_the_last_version_it_translates_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """Complete, it is of its template's day; after an edit of the day before, until it is complete again."""
    was = filled(one="un", two="deux")
    assert was.revision == date(2025, 10, 3)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1760000000")
    edited = merge(was, template("one", "something new"), FR).catalog
    assert edited.fields["X-Source-Revision"] == "2025-10-03 14:00+0000"
    assert edited.revision == date(2025, 10, 3)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1770000000")
    again = merge(edited, template("one", "something newer still"), FR).catalog
    assert again.revision == date(2025, 10, 3)
    done = replace(again, entries=tuple(replace(e, msgstr=("x",)) for e in again.entries))
    assert done.revision == date(2026, 2, 2)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1780000000")
    assert merge(done, template("one"), FR).catalog.revision == date(2026, 5, 28)


def test_a_catalog_never_complete_is_of_no_version() -> None:
    """Half a translation does not claim to be one of any day."""
    half = merge(None, template("one", "two"), FR).catalog
    half = replace(half, entries=(replace(half.entries[0], msgstr=("un",)), half.entries[1]))
    assert half.revision is None
    assert merge(half, template("one", "two", "three"), FR).catalog.revision is None


# --- headers ---------------------------------------------------------------------------------------------


def test_the_translators_header_is_kept() -> None:
    """Names, dates, teams and unknown fields are the translator's; the template's date is the template's."""
    header = po.Entry(
        "",
        (
            "Project-Id-Version: mine\nPOT-Creation-Date: 2020-01-01T00:00:00Z\nLast-Translator: A <a@b>\n"
            "Language: fr_FR\nContent-Type: text/plain; charset=ISO-8859-1\nX-Generator: Poedit 3.4\n",
        ),
        comments=("French", "by A"),
        flags=("fuzzy",),
    )
    result = merge(replace(filled(one="été"), header=header), template("one"), FR).catalog
    assert result.header is not None
    assert result.header.comments == ("French", "by A")
    assert result.header.flags == ()
    assert result.header.msgstr[0].startswith(
        "Project-Id-Version: mine\nPOT-Creation-Date: 2020-01-01T00:00:00Z\nLast-Translator: A <a@b>\n"
        "Language: fr_FR\nContent-Type: text/plain; charset=UTF-8\nX-Generator: Poedit 3.4\n"
    )
    assert {"MIME-Version", "Plural-Forms", "X-Source-Language"} <= set(result.fields)


def test_a_catalog_without_a_header_gets_one() -> None:
    """Entries alone, as a script may have written them, become a whole catalog."""
    result = merge(catalog.parse(b'msgid "one"\nmsgstr "un"\n'), template("one"), FR).catalog
    assert result.language == "fr"
    assert result.get(None, "one") == "un"
    assert result.fields["Content-Type"] == "text/plain; charset=UTF-8"


@pytest.mark.parametrize(
    ("header", "folder"),
    [
        ("fr", "fr"),
        ("", "fr"),
        ("fr_FR", "fr"),
        ("zh_CN", "zh_Hans"),
        ("zh_TW", "zh_Hant"),
        ("zh-Hans", "zh_CN"),
        ("sr@latin", "sr_Latn"),
        ("de_AT", "de"),
        ("pt", "pt_PT"),
        ("French!", "fr"),
    ],
)
def test_a_language_said_in_another_way_is_the_same(header: str, folder: str) -> None:
    """Ways of writing one language, and a header no registry knows, are no reason to stop."""
    was = filled(one="un").with_fields({"Language": header})
    assert merge(was, template("one"), languages.parse(folder)).kept == 1


@pytest.mark.parametrize(
    ("header", "folder"), [("de", "fr"), ("zh_TW", "zh_Hans"), ("sr", "sr@latin"), ("pt_PT", "pt_BR")]
)
def test_a_catalog_in_the_wrong_folder_is_refused(header: str, folder: str) -> None:
    """A German catalog in the French folder is named, instead of printed."""
    was = catalog.parse(filled(one="un").with_fields({"Language": header}).to_bytes(), "locales/x.po")
    with pytest.raises(
        CatalogError, match=f"the header says Language: {header} .*, expected {folder}"
    ) as caught:
        merge(was, template("one"), languages.parse(folder))
    assert (caught.value.path, caught.value.line) == ("locales/x.po", 1)
    assert caught.value.hint


# --- other people's tools --------------------------------------------------------------------------------


def _by_polib(data: bytes) -> bytes:
    return str(polib.pofile(data.decode())).encode()


def _by(*command: str) -> object:
    def run(data: bytes) -> bytes:
        return subprocess.run(command, input=data, capture_output=True, check=True).stdout

    return run


@needs_gettext
@pytest.mark.parametrize(
    "tool",
    [
        _by("msgcat", "-"),
        _by("msgattrib", "-"),
        _by("msgconv", "-"),
        _by("msgcat", "--no-wrap", "-"),
        _by_polib,
    ],
    ids=["msgcat", "msgattrib", "msgconv", "msgcat --no-wrap", "polib"],
)
def test_a_catalog_saved_by_another_tool_comes_back_the_same(tool: object) -> None:
    """Wrapped, reordered, stripped of our flags: after the next extract the entries are ours again."""
    texts = {
        f"The_delegates_of_part_{n}_of_the_province_and_a_long_line_visited_it": f"Texte {n} “été”"
        for n in range(9)
    }
    ours = filled(**texts)
    source = template(*(e.msgid for e in ours.entries[1:]), "The congress opened, of which nobody wrote")
    merged = merge(ours, source, FR).catalog
    assert callable(tool)
    saved = catalog.parse(tool(merged.to_bytes()))
    again = merge(saved, source, FR).catalog
    assert {e.key: (e.msgstr, e.obsolete, e.fuzzy) for e in saved.entries} == {
        e.key: (e.msgstr, e.obsolete, e.fuzzy) for e in merged.entries
    }
    assert again.entries == merged.entries or tool is _by_polib
    assert again.statistics == merged.statistics


@needs_gettext
def test_msgmerge_and_we_can_take_turns(tmp_path: object) -> None:
    """A catalog that somebody updated with msgmerge against our template is read and kept."""
    from pathlib import Path

    folder = Path(str(tmp_path))
    source = template("The congress opened on Friday", "Another text")
    (folder / "a.po").write_bytes(
        filled(The_congress_opened_on_Monday="Le congrès", Another_text="Autre").to_bytes()
    )
    (folder / "a.pot").write_bytes(source.to_bytes())
    command = ["msgmerge", "--quiet", "--previous", str(folder / "a.po"), str(folder / "a.pot")]
    merged = catalog.parse(subprocess.run(command, capture_output=True, check=True).stdout)
    result = merge(merged, source, FR)
    assert result.kept == 2
    assert entry(result, "The congress opened on Friday").previous == po.Previous(
        "The congress opened on Monday"
    )
    assert result.catalog.get(None, "Another text") == "Autre"


@needs_gettext
def test_thousands_of_merged_messages_are_gettexts_to_the_byte() -> None:
    """A large catalog after an edit of its article: `msgcat` changes nothing, `msgfmt -c` says nothing."""
    texts = [
        f"The {n}th delegate of the province visited [the hall](h{n}.html), “{n % 7}”" for n in range(3000)
    ]
    was = catalog.new(template(*texts), FR)
    done = replace(was, entries=tuple(replace(e, msgstr=(f"Texte {e.msgid}",)) for e in was.entries))
    edits = {
        1: ("delegate", "envoy"),
        2: (".html", ".pdf"),
        3: ("“", '"'),
        4: ("th ", "st "),
        5: ("visited", "saw"),
    }
    edited = [text.replace(*edits[n % 60]) if n % 60 in edits else text for n, text in enumerate(texts)]
    result = merge(done, template(*edited[20:], "Quite new"), FR, _recall)
    assert min(result.carried, result.fuzzy, result.obsolete, result.kept) > 0
    data = result.catalog.to_bytes()
    assert (
        subprocess.run(["msgcat", "--no-wrap", "-"], input=data, capture_output=True, check=True).stdout
        == data
    )
    command = ["msgfmt", "-c", "-o", "/dev/null", "-"]
    assert subprocess.run(command, input=data, capture_output=True, check=True).stderr == b""


@pytest.mark.parametrize("header", HEADERS.values(), ids=HEADERS)
def test_a_header_of_any_editor_survives_a_merge(header: str) -> None:
    """Every field another program wrote stays in its place and its form; ours come behind it."""
    theirs = po.Entry("", (header,), comments=("Title.",))
    was = Catalog(theirs, (po.Entry("one", ("un",)),)).with_fields({"Language": "fr"})
    merged = merge(was, template("one"), FR).catalog
    names = list(was.fields)
    assert list(merged.fields)[: len(names)] == names
    follow = {"POT-Creation-Date", "Content-Type"}
    assert {n: merged.fields[n] for n in names if n not in follow} == {
        n: was.fields[n] for n in names if n not in follow
    }
    assert merged.header is not None
    assert merged.header.comments == ("Title.",)
