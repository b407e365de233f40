"""What an office's glossary promises: terms are recognised in their forms, and the file's slips are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from commands import Run, catalog
from publish.checks import Pair, Term, examine, glossary
from publish.errors import ConfigError
from publish.languages import parse


def said(msgid: str, msgstr: str, term: Term, source: str = "vi", target: str = "en") -> set[str]:
    """Return the ids of the checks of terms that find something."""
    pair = Pair(msgid, msgstr, parse(source), parse(target), terms=(term,))
    return {found.check for found in examine(pair, frozenset({"term", "forbidden-term"}))}


def term(text: str, approved: str = "", forbidden: str = "", language: str = "") -> Term:
    """Make a term as a line of a glossary does."""
    good, bad = (tuple(filter(None, cell.split("|"))) for cell in (approved, forbidden))
    return Term(text, parse(language) if language else None, good, bad)


FORMS = (
    ("các chỉ tiêu", "the targets", term("chỉ tiêu", "target"), "en"),
    ("Chỉ tiêu", "Zielvorgaben", term("chỉ tiêu", "Ziel|Vorgabe"), "de"),
    ("chính phủ", "die Bundesregierung", term("chính phủ", "Regierung"), "de"),
    ("chỉ tiêu", "о показателях", term("chỉ tiêu", "показатель"), "ru"),
    ("ủy ban nhân dân", "народным комитетом", term("ủy ban nhân dân", "народный комитет"), "ru"),
    ("ủy ban", "واللجنة", term("ủy ban", "لجنة"), "ar"),
    ("đại hội", "第一次代表大会", term("đại hội", "代表大会"), "zh_Hans"),
    ("đại hội", "การประชุมใหญ่ครั้งที่หนึ่ง", term("đại hội", "ประชุมใหญ่"), "th"),
    ("Thái Nguyên", "in Thái Nguyên province", term("Thái Nguyên", "Thái Nguyên"), "en"),
    ("nghị quyết", "Les résolutions", term("nghị quyết", "résolution"), "fr"),
    ("văn hóa", "culture", term("hóa chất", "chemical"), "en"),
)


@pytest.mark.parametrize(("msgid", "msgstr", "entry", "target"), FORMS)
def test_a_term_is_known_in_its_forms(msgid: str, msgstr: str, entry: Term, target: str) -> None:
    """Plurals, cases, articles and compounds are the term; no translator is blamed for grammar."""
    assert said(msgid, msgstr, entry, target=target) == set()


@pytest.mark.parametrize(
    ("msgstr", "found"),
    [("The objective", {"term"}), ("The goals", {"term", "forbidden-term"}), ("The targets", set())],
)
def test_a_term_that_is_not_approved_is_told(msgstr: str, found: set[str]) -> None:
    """Another word is a warning; one that the office forbids an error too."""
    assert said("Chỉ tiêu", msgstr, term("chỉ tiêu", "target", "goal", "en")) == found


def test_what_is_approved_may_hold_what_is_forbidden() -> None:
    """With "target group" approved and "group" forbidden, the first is no error."""
    entry = term("nhóm đích", "target group", "group", "en")
    assert said("Nhóm đích", "The target groups", entry) == set()
    assert said("Nhóm đích", "The target groups of a group", entry) == {"forbidden-term"}


def test_a_term_concerns_its_language_only() -> None:
    """What is forbidden in English says nothing about French, and en-GB is English."""
    entry = term("chỉ tiêu", "target", "goal", "en")
    assert said("Chỉ tiêu", "Le goal", entry, target="fr") == set()
    assert said("Chỉ tiêu", "The goal", entry, target="en_GB") == {"term", "forbidden-term"}


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_glossary_comes_from_any_table_program(tmp_path: Path, delimiter: str, end: str) -> None:
    """LibreOffice and Excel part cells with what the country uses, and may set a byte order mark."""
    rows = [
        ["Term", "Language", "Approved", "Forbidden", "Note"],
        ["chỉ tiêu", "en", "target|objective", "goal", '"as in the plan"'],
        ["Thái Nguyên"],
    ]
    path = tmp_path / "glossary.csv"
    text = end.join(delimiter.join(row) for row in rows)
    path.write_bytes(f"\ufeff{text}{end}{end}".encode())
    first, second = glossary.read(path)
    assert first == Term("chỉ tiêu", parse("en"), ("target", "objective"), ("goal",), "as in the plan")
    assert second == Term("Thái Nguyên", None, ("Thái Nguyên",), ())


BROKEN = {
    "no first line": ("chỉ tiêu,en,target\n", 1, "unknown column"),
    "a column twice": ("term,term\n", 1, "doubled"),
    "too many cells": ("term,approved\nchỉ tiêu,target, or so\n", 2, "3 cells for 2 columns"),
    "no term, for the row ends before": ("language,term\nen\n", 2, "without a term"),
    "no term": ("term,approved\n,target\n", 2, "without a term"),
    "no language": ("term,language\n\nchỉ tiêu,xx-yy\n", 3, "unknown language"),
    "a quotation mark left open": ('term\n"chỉ tiêu\n', 2, "not a table"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_glossary_names_its_line(tmp_path: Path, name: str) -> None:
    """A slip in the table is an error with its line and what to do."""
    text, line, message = BROKEN[name]
    path = tmp_path / "glossary.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(ConfigError, match=message) as caught:
        glossary.read(path)
    assert (caught.value.path, caught.value.line) == (str(path), line)
    assert caught.value.hint


def test_a_glossary_that_is_not_utf_8_names_its_line(tmp_path: Path) -> None:
    """Excel's plain CSV is in an old charset: the error says how to save it."""
    path = tmp_path / "glossary.csv"
    path.write_bytes("term\nd\u00e9partement\n".encode("latin-1"))
    with pytest.raises(ConfigError, match="not valid UTF-8") as caught:
        glossary.read(path)
    assert caught.value.line == 2


def test_check_and_build_use_the_glossary(ready: Path, run: Run) -> None:
    """A forbidden word is told by both commands; a broken glossary stops both with its line."""
    (ready / "terms.csv").write_text("term,language,approved,forbidden\nherring,fr,hareng,Herring\n", "utf-8")
    settings = ready / "publish.toml"
    settings.write_text(settings.read_text("utf-8") + '[check]\nglossary = "terms.csv"\n', "utf-8")
    path = catalog(ready)
    text = path.read_text("utf-8")
    place = text.index('msgid "Herring, in boxes"')
    start = text.index('msgstr "', place)
    path.write_text(text[:start] + 'msgstr "Herring en caisses"' + text[text.index("\n", start) :], "utf-8")
    assert " forbidden-term: " in run(ready, "check", "a", "-l", "fr").out
    assert " forbidden-term: " in run(ready, "build", "a", "-l", "fr", "-f", "docx").err
    (ready / "terms.csv").write_text("word\n", "utf-8")
    for command in ("check", "build"):
        ran = run(ready, command, "a")
        assert ran.code == 1
        assert "terms.csv:1: unknown column 'word'" in ran.err
