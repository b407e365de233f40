"""What `publish align` promises: a translation that exists becomes a catalog, and nothing of it is lost."""

from __future__ import annotations

import os
import subprocess
import tracemalloc
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path

import polib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench import alignment
from commands import ARTICLE, SETTINGS, Ran, Run, catalog, files_in
from publish.align import CERTAIN, align
from publish.align.evidence import Evidence, shapes
from publish.languages import parse
from publish.readers import markdown
from publish.units import Unit, segment
from timing import processor_seconds

FRENCH = """---
title: Le matin au port
lead: Les bateaux rentrent avant le soleil.
---

Le premier bateau accoste à *cinq heures*. Personne n’est debout.

## Ce qu’ils rapportent

- Des harengs, en caisses
- Du cabillaud, sur glace

Un dernier paragraphe avec un [lien](https://example.org/).
"""
HARBOUR = """# The harbour

The first boat landed at 5:40 on 3 March with 12 tonnes of herring. Nobody was awake.

“We had no wind,” says Anna Berg, 61, who has fished here since 1984. She laughs.

The council wants to spend 2.4 million euros on [a new quay](https://example.org/quay). It has asked twice.

Who will pay for the other half?

The answer came from Oslo on 9 May. Half of the sum, 1.2 million, is a loan over 15 years.
"""
DEUTSCH = {
    "title": "# Der Hafen",
    "boat": "Das erste Boot legte am 3. März um 5.40 Uhr mit 12 Tonnen Hering an. Niemand war wach.",
    "berg": "„Wir hatten keinen Wind“, sagt Anna Berg, 61, die hier seit 1984 fischt. Sie lacht.",
    "quay": (
        "Der Rat will 2,4 Millionen Euro für [einen neuen Kai](https://example.org/quay) ausgeben. "
        "Zweimal hat er darum gebeten."
    ),
    "who": "Wer bezahlt die andere Hälfte?",
    "oslo": (
        "Die Antwort kam am 9. Mai aus Oslo. Die Hälfte der Summe, 1,2 Millionen, ist ein Kredit über "
        "15 Jahre."
    ),
}


def units(words: str, tag: str) -> tuple[Unit, ...]:
    """Return the blocks of a text in Markdown."""
    return segment(markdown.parse(words, "a.md", tag))


def found(translation: list[str]) -> dict[str, tuple[str, bool]]:
    """Align the harbour; return by a word of each text its translation, and whether that is certain."""
    new = units("\n\n".join(translation), "de")
    texts = align(units(HARBOUR, "en"), new, parse("en"), parse("de"))
    return {t.unit.message.split()[1]: (t.message, t.certainty >= CERTAIN) for t in texts if t.unit}


def test_each_text_finds_its_translation() -> None:
    """The whole translation, in order: every text is found, and certain."""
    assert list(found(list(DEUTSCH.values())).values()) == [
        (text.removeprefix("# "), True) for text in DEUTSCH.values()
    ]


@pytest.mark.parametrize(("gone", "word"), [("berg", "had"), ("quay", "council"), ("boat", "first")])
def test_what_is_missing_has_no_translation(gone: str, word: str) -> None:
    """A paragraph that was never translated stays empty; its neighbours are not drawn into its place."""
    texts = found([text for name, text in DEUTSCH.items() if name != gone])
    assert texts.pop(word)[0] == ""
    assert [text for text, _ in texts.values()] == [
        text.removeprefix("# ") for name, text in DEUTSCH.items() if name != gone
    ]


def test_what_is_added_is_left_over() -> None:
    """A paragraph of the translation alone belongs to no text of the article."""
    extra = "Dieser Absatz steht nur hier, und er handelt von den 47 Kühen eines Bauern im Tal."
    blocks = [*list(DEUTSCH.values())[:3], extra, *list(DEUTSCH.values())[3:]]
    assert [text for text, _ in found(blocks).values()] == [t.removeprefix("# ") for t in DEUTSCH.values()]
    texts = align(units(HARBOUR, "en"), units("\n\n".join(blocks), "de"), parse("en"), parse("de"))
    assert [text.message for text in texts if text.unit is None] == [extra]


def test_joined_paragraphs_are_divided_at_a_sentence() -> None:
    """Two paragraphs that became one are given back, each its own sentences."""
    parts = DEUTSCH | {"berg": f"{DEUTSCH['berg']} {DEUTSCH['quay']}"}
    texts = found([text for name, text in parts.items() if name != "quay"])
    assert (texts["had"][0], texts["council"][0]) == (DEUTSCH["berg"], DEUTSCH["quay"])


def test_a_split_paragraph_is_joined() -> None:
    """Two paragraphs that were one are joined with what stands between sentences."""
    blocks = list(DEUTSCH.values())
    blocks[5:] = blocks[5].split(" Die Hälfte")
    blocks[6] = f"Die Hälfte{blocks[6]}"
    assert found(blocks)["answer"][0] == DEUTSCH["oslo"]


def test_a_moved_paragraph_is_found() -> None:
    """A paragraph that stands elsewhere is found by what only it has."""
    blocks = list(DEUTSCH.values())
    blocks.append(blocks.pop(1))
    assert [text for text, _ in found(blocks).values()] == [t.removeprefix("# ") for t in DEUTSCH.values()]


TEXTS = st.lists(
    st.one_of(
        st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cn", "Co")), max_size=60),
        st.sampled_from(("A. B? C!", "# One 1", "12 %", "[a](b.c) `d`", "Ünï 3.5. Çok!", "昨日。今日。")),
    ),
    max_size=12,
)


@settings(max_examples=60)
@given(TEXTS, TEXTS, st.sampled_from(("de", "ja", "ar", "th")), st.booleans())
def test_nothing_is_lost_whatever_the_texts(
    one: list[str], other: list[str], tag: str, by_sentence: bool
) -> None:
    """Each text of the article comes back once, in order, and every letter of the translation somewhere."""
    old, new = (units("\n\n".join(["# x", *texts]), tag) for texts in (one, other))
    texts = align(old, new, parse("en"), parse(tag), by_sentence=by_sentence)
    if not by_sentence:
        assert [text.unit for text in texts if text.unit] == list(old)
    letters = [
        Counter(sign for words in some for sign in words if sign.isalnum())
        for some in ((text.message for text in texts), (unit.message for unit in new))
    ]
    assert letters[0] == letters[1]
    assert all(0 <= text.certainty <= 1 for text in texts)


def test_pairs_called_certain_are_right_and_most_are_found() -> None:
    """One paragraph in ten dropped, added, joined, split or moved, in 18 languages: see bench/run align."""
    cases = tuple(case for case in alignment.cases() if case.name == "sentences")
    score = alignment.measure(0.1, seed=5, runs=1, suffix="txt", chosen=cases)
    assert score.right / score.certain >= 0.98
    assert score.found / score.there >= 0.95


def test_what_all_texts_have_in_common_is_not_weighed_for_every_pair() -> None:
    """Three thousand rows with the same words, as a register has them, take no time of nine million."""
    rows = shapes(units("\n\n".join(["Ông **A**, sinh năm 1954: 3 con."] * 3000), "vi"), parse("vi"))
    assert processor_seconds(lambda: Evidence(rows, rows).anchors()) < 4


def test_a_long_article_is_aligned_within_a_band() -> None:
    """Of an article of 400 paragraphs a part is missing; what is left finds its own."""
    old = [f"Paragraph {n} says {n * 37 % 991} things of {n * 53 % 877} people." for n in range(400)]
    new = [f"Absatz {n} sagt {n * 37 % 991} Dinge von {n * 53 % 877} Leuten." for n in range(400)]
    del new[100:180]
    texts = align(units("\n\n".join(old), "en"), units("\n\n".join(new), "de"), parse("en"), parse("de"))
    numbers = [
        (text.unit.message.split()[1], text.message.split()[1])
        for text in texts
        if text.unit and text.message
    ]
    assert sum(one == other for one, other in numbers) >= 316
    assert sum(one != other for one, other in numbers) <= 4


def test_a_first_text_may_have_gone_to_the_end() -> None:
    """Of a long article the first text is the last of the translation: the search finds its way."""
    same = ["km"] * 800
    for by_sentence in (False, True):
        joint = " " if by_sentence else "\n\n"
        old, new = (joint.join(part) for part in (["At 5 pm km.", *same], [*same, "At 5 pm km."]))
        texts = align(units(old, "en"), units(new, "de"), parse("en"), parse("de"), by_sentence=by_sentence)
        assert "5 pm" in " ".join(text.message for text in texts)


GROWING: dict[str, tuple[int, Callable[[int], tuple[str, ...]]]] = {
    "short paragraphs that are alike": (50, lambda n: ("12\n\n" * n, "12\n\n" * n)),
    "short sentences of one paragraph": (50, lambda n: ("Some words. " * n, "Many words. " * n)),
    "paragraphs with numbers": (
        50,
        lambda n: tuple(
            "\n\n".join(f"{word} {i} {i * 37 % 991}." for i in range(n)) for word in ("Paragraph", "Absatz")
        ),
    ),
}


@pytest.mark.parametrize("case", GROWING)
def test_time_and_memory_grow_with_the_texts(case: str) -> None:
    """Six times as many texts take about six times the time and memory, not thirty-six times."""
    size, made = GROWING[case]
    spent, peaks = [], []
    for times in (1, 6):
        old, new = (units(words, "de") for words in made(size * times))
        call = partial(align, old, new, parse("en"), parse("de"), by_sentence=True)
        spent.append(processor_seconds(call))
        tracemalloc.start()
        try:
            call()
            peaks.append(tracemalloc.get_traced_memory()[1])
        finally:
            tracemalloc.stop()
    assert spent[1] < 9 * spent[0] + 0.3
    assert peaks[1] < 9 * peaks[0] + 100_000


# --- the command -----------------------------------------------------------------------------------------


@pytest.fixture
def old(folder: Path) -> Path:
    """The French translation of the project's first article, as a file beside the project."""
    path = folder / "old-fr.md"
    path.write_text(FRENCH, "utf-8")
    return path


def messages(path: Path) -> dict[str, tuple[str, bool]]:
    """Return each message of a catalog with its translation and whether that is fuzzy."""
    return {entry.msgid: (entry.msgstr, entry.fuzzy) for entry in polib.pofile(str(path))}


def test_a_translation_becomes_a_catalog(folder: Path, old: Path, run: Run) -> None:
    """The catalog is filled, gettext reads it, and its edition can be built."""
    ran = run(folder, "align", "a", "fr", old.name)
    assert ran == Ran(
        0, "locales/fr/LC_MESSAGES/a.po: 7 messages filled, 0 fuzzy, 0 without a translation\n", ""
    )
    assert messages(catalog(folder))["Cod, on ice"] == ("Du cabillaud, sur glace", False)
    entry = polib.pofile(str(catalog(folder))).find("Cod, on ice")
    assert entry.tcomment.startswith("aligned ")
    assert entry.tcomment.endswith(" %: old-fr.md:11")
    checked = subprocess.run(
        ["msgfmt", "-c", "-o", "/dev/null", str(catalog(folder))], capture_output=True, check=False
    )
    assert checked.returncode == 0
    assert run(folder, "extract", "a", "-l", "fr", "--check").code == 0
    assert run(folder, "check", "a", "-l", "fr", "--strict").code == 0
    assert run(folder, "build", "a", "-l", "fr", "-q") == Ran(0, "", "")


def test_a_second_run_changes_nothing(folder: Path, old: Path, run: Run) -> None:
    """What was filled is kept; running again is no danger."""
    run(folder, "align", "a", "fr", old.name)
    before = files_in(folder)
    assert "7 translated before" in run(folder, "align", "a", "fr", old.name).out
    assert files_in(folder) == before


def test_what_a_translator_wrote_stays(ready: Path, run: Run) -> None:
    """Neither translated messages are touched nor fuzzy ones that a person marked: empty ones are filled."""
    path = catalog(ready)
    file = polib.pofile(str(path), wrapwidth=0)
    file.find("Cod, on ice").msgstr = ""
    doubted = file.find("Herring, in boxes")
    doubted.flags = ["fuzzy"]
    file.save()
    before = messages(path)
    (ready / "old-fr.md").write_text(FRENCH, "utf-8")
    out = run(ready, "align", "a", "fr", "old-fr.md").out
    assert "1 message filled, 0 fuzzy, 6 translated before" in out
    assert messages(path) == before | {"Cod, on ice": ("Du cabillaud, sur glace", False)}


def test_what_is_in_doubt_is_fuzzy_and_can_be_filled_again(folder: Path, run: Run) -> None:
    """A pair with little to speak for it is marked for a person; a better file takes its place."""
    (folder / "bad.md").write_text("# Quelque chose\n\nUn. Deux. Trois, quatre et cinq.\n", "utf-8")
    assert run(folder, "align", "a", "fr", "bad.md").code == 0
    fuzzy = [entry for entry in polib.pofile(str(catalog(folder))) if entry.fuzzy]
    assert fuzzy
    assert all(entry.tcomment.startswith("aligned ") for entry in fuzzy)
    (folder / "old-fr.md").write_text(FRENCH, "utf-8")
    run(folder, "align", "a", "fr", "old-fr.md")
    filled = messages(catalog(folder))
    assert all(not filled[entry.msgid][1] for entry in fuzzy)


def test_sentences_are_filled_where_messages_are_sentences(folder: Path, old: Path, run: Run) -> None:
    """A project that is cut by sentence gets each sentence its own."""
    settings = f'{SETTINGS}[catalogs]\nsegmentation = "sentence"\n'
    (folder / "publish.toml").write_text(settings, "utf-8")
    assert run(folder, "align", "a", "fr", old.name).code == 0
    filled = messages(catalog(folder))
    assert filled["The first boat lands at _five_."][0] == "Le premier bateau accoste à _cinq heures_."
    assert filled["Nobody is awake."][0] == "Personne n’est debout."


def test_plain_text_is_aligned_with_markdown(folder: Path, run: Run) -> None:
    """A translation that came as plain text fills the catalog of an article in Markdown."""
    lines = (line.lstrip("#- ") for line in FRENCH.splitlines())
    words = [line.removeprefix("title: ").removeprefix("lead: ") for line in lines if line]
    (folder / "old.txt").write_text("\n\n".join(words), "utf-8")
    assert run(folder, "align", "a", "fr", "old.txt").code == 0
    filled = messages(catalog(folder))
    assert filled["Morning in the harbour"][0] == "Le matin au port"
    assert filled["What they bring"][0] == "Ce qu’ils rapportent"


def test_a_single_file_needs_no_project(tmp_path: Path, run: Run) -> None:
    """Outside a project, -o names the catalog; extract and build take it from there."""
    (tmp_path / "a.md").write_text(ARTICLE, "utf-8")
    (tmp_path / "fr.md").write_text(FRENCH, "utf-8")
    ran = run(tmp_path, "align", "a.md", "fr", "fr.md", "-o", "fr.po")
    assert ran == Ran(0, "fr.po: 7 messages filled, 0 fuzzy, 0 without a translation\n", "")
    assert run(tmp_path, "build", "a.md", "--catalog", "fr.po", "-o", "a.docx", "-q") == Ran(0, "", "")


def test_both_texts_are_shown_side_by_side(folder: Path, old: Path, run: Run) -> None:
    """On the terminal and as a page: each text beside its translation, what is missing and what is left."""
    words = FRENCH.replace("- Du cabillaud, sur glace\n", "").replace(
        "## Ce", "Ici 815 mots que personne n’a écrits dans l’article, pas plus que 4,7 autres.\n\n## Ce"
    )
    old.write_text(words, "utf-8")
    ran = run(folder, "align", "a", "fr", old.name, "--report", "--html", "page.html")
    assert ran.code == 0
    assert "no translation" in ran.out
    assert "not in the article" in ran.out
    row = next(line for line in ran.out.splitlines() if "What they bring" in line)
    assert "Ce qu’ils rapportent" in row
    page = (folder / "page.html").read_text("utf-8")
    assert '<td lang="fr" dir="ltr">Ce qu’ils rapportent\n' in page
    assert '<tr class="missing">' in page
    assert '<tr class="left">' in page
    assert "<script" not in page


def test_a_page_names_files_of_any_name(folder: Path, old: Path, run: Run) -> None:
    """A name that is not UTF-8 is shown as well as it can be."""
    odd = os.fsdecode(b"\xff")
    (folder / "source" / f"{odd}.md").write_text(ARTICLE, "utf-8")
    ran = run(folder, "align", odd, "fr", old.name, "--html", "page.html")
    assert ran.code == 0, ran.err
    assert "<title>? in French</title>" in (folder / "page.html").read_text("utf-8")


@pytest.mark.parametrize("name", ["locales/fr/LC_MESSAGES/a.po", "source/a.md", "page"])
def test_a_page_takes_no_other_file_s_place(folder: Path, old: Path, run: Run, name: str) -> None:
    """A catalog or an article that is named as the page by mistake stays what it is."""
    before = files_in(folder)
    ran = run(folder, "align", "a", "fr", old.name, "--html", name)
    assert ran.code == 2
    assert f"--html {name}: the name of the page must end in .html" in ran.err
    assert files_in(folder) == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("a", "fr", "nothing.md"), "nothing.md: no such file"),
        (("a", "fr", "old-fr.docx"), "old-fr.docx: no reader for '.docx' files"),
        (("a", "it", "old-fr.md"), "not a language of this project: it"),
        (("b2", "fr", "old-fr.md"), "no such article: b2"),
        (("a", "de", "says-fr.md"), "says-fr.md: says that it is in French, not in German"),
    ],
)
def test_what_cannot_be_aligned_is_said(
    folder: Path, old: Path, run: Run, arguments: tuple[str, ...], said: str
) -> None:
    """A wrong name or language is an error with what to do; nothing is written."""
    (folder / "old-fr.docx").write_bytes(b"x")
    (folder / "says-fr.md").write_text(FRENCH.replace("title:", "lang: fr\ntitle:"), "utf-8")
    before = files_in(folder)
    ran = run(folder, "align", *arguments)
    assert ran.code == 1
    assert said in ran.err
    assert files_in(folder) == before


def test_an_article_is_not_aligned_with_its_own_language(folder: Path, old: Path, run: Run) -> None:
    """A translation into the language of the article is a slip."""
    ran = run(folder, "align", "source/a.md", "en", old.name, "-o", "en.po", "--source-language", "en")
    assert (ran.code, ran.out) == (1, "")
    assert "source/a.md: the article itself is in English" in ran.err
    assert not (folder / "en.po").exists()
