"""What `publish status` promises: how far each translation is, what is stale, and the same for programs."""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path

import polib
import pytest

from commands import ARTICLE, Run, catalog, fill

A = "source/a.md"


def test_a_look_that_cannot_be_read_stops_no_status(folder: Path, run: Run) -> None:
    """A reference.docx that Word holds open, or that is none, is for `build` to tell."""
    run(folder, "extract", "-q")
    (folder / "theme").mkdir()
    (folder / "theme" / "reference.docx").write_bytes(b"none")
    assert "docx missing" in run(folder, "status", "a").out
    (folder / "output" / "fr").mkdir(parents=True)
    (folder / "output" / "fr" / "a.docx").write_bytes(b"an edition")
    ran = run(folder, "status", "a", "-l", "fr")
    assert (ran.code, ran.err) == (0, "")
    assert "docx current" in ran.out
    assert "not a DOCX" in run(folder, "build", "a", "-l", "fr", "-f", "docx").err


def test_status_tells_people_how_far_it_is(folder: Path, run: Run) -> None:
    """Each article has a line a language with what is done, what is left, and how its editions stand."""
    run(folder, "extract", "-l", "fr")
    fill(catalog(folder))
    run(folder, "build", "a", "-l", "fr", "-f", "docx")
    ran = run(folder, "status", "a")
    assert (ran.code, ran.err) == (0, "")
    name, french, german, total, sum_of_both = ran.out.splitlines()
    assert (name, total) == ("a", "total")
    assert re.search(r"fr .*██████████ 100 %  7 translated, 0 fuzzy, 0 missing, 0 of \d+ words left", french)
    assert "docx current  pdf missing" in french
    assert "catalog" not in french
    assert re.search(r"de .*░░░░░░░░░░   0 %  0 translated, 0 fuzzy, 7 missing", german)
    assert "catalog missing: run 'publish extract'" in german
    assert re.search(r"█████░░░░░  50 %  7 translated, 0 fuzzy, 7 missing", sum_of_both)
    later = (folder / "output/fr/a.docx").stat().st_mtime + 1
    os.utime(folder / A, (later, later))
    # Saved, and the same: what counts is what an edition is made of.
    assert "docx current" in run(folder, "status", "a").out
    (folder / A).write_text((folder / A).read_text("utf-8").replace("Herring", "Sprats"), "utf-8")
    assert "docx stale" in run(folder, "status", "a").out
    shutil.rmtree(folder / ".publish")
    os.utime(folder / A, (later, later))
    assert "docx stale" in run(folder, "status", "a").out


def test_status_adds_up_each_language(ready: Path, run: Run) -> None:
    """With several articles every language has a total, and all have one."""
    lines = run(ready, "status").out.splitlines()
    total = lines[lines.index("total") + 1 :]
    assert [line.split()[0] for line in total[:2]] == ["fr", "de"]
    assert all(" 9 translated" in line for line in total[:2])
    assert " 18 translated" in total[2]
    assert len(total) == 3


def test_a_catalog_that_the_article_left_behind_is_marked(
    ready: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After an edit of the article and no extraction, catalogs are stale and say what they translate."""
    article = ready / A
    article.write_text(article.read_text("utf-8").replace("Nobody is awake.", "Nobody sleeps."), "utf-8")
    ran = run(ready, "status", "a", "-l", "fr")
    assert "catalog stale: run 'publish extract'" in ran.out
    assert re.search(r"translates the version of \d{4}-\d\d-\d\d, 1 newer", ran.out)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1900000000")
    run(ready, "extract")
    ran = run(ready, "status", "a", "-l", "fr")
    assert "stale" not in ran.out
    assert "6 translated, 1 fuzzy, 0 missing" in ran.out
    assert re.search(r"translates the version of \d{4}-\d\d-\d\d, 1 newer", ran.out)


def test_status_tells_programs_the_same(ready: Path, run: Run) -> None:
    """--json has the shape that docs/commands.md promises, and its counts add up."""
    po = polib.pofile(str(catalog(ready)), wrapwidth=0)
    po[0].flags.append("fuzzy")
    po[1].msgstr = ""
    po.save()
    ran = run(ready, "status", "--json")
    assert (ran.code, ran.err) == (0, "")
    data = json.loads(ran.out)
    assert set(data) == {"version", "rows", "totals"}
    assert data["version"] == 1
    rows = data["rows"]
    pairs = [(row["article"], row["language"]) for row in rows]
    assert pairs == [("a", "fr"), ("a", "de"), ("b", "fr"), ("b", "de")]
    counted = ("translated", "fuzzy", "missing")
    states = {"article", "language", "catalog", "state", "revision", "newer", "editions", "error"}
    for row in rows:
        assert set(row) == {*states, "percent", "total", *counted}
        for unit in ("messages", "words"):
            assert sum(row[key][unit] for key in counted) == row["total"][unit]
        assert row["editions"] == {"docx": "missing", "pdf": "missing"}
        assert (row["state"], row["error"]) == ("current", None)
    assert [rows[0][key]["messages"] for key in counted] == [5, 1, 1]
    assert (rows[0]["revision"], rows[0]["newer"]) == (None, 0)
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", rows[1]["revision"])
    assert rows[1]["newer"] == 0
    assert rows[0]["catalog"] == "locales/fr/LC_MESSAGES/a.po"
    totals = data["totals"]
    assert totals["total"]["messages"] == sum(row["total"]["messages"] for row in rows) == 18
    assert totals["catalogs"] == {"current": 4, "stale": 0, "missing": 0, "broken": 0}
    assert totals["editions"] == {"current": 0, "stale": 0, "missing": 8}


def test_status_shows_a_broken_catalog_among_the_others(ready: Path, run: Run) -> None:
    """One broken catalog is said, with exit 1, and the other rows are still there."""
    catalog(ready).write_text('msgid "never ended\n', "utf-8")
    ran = run(ready, "status", "--json")
    assert ran.code == 1
    assert "a.po:1:" in ran.err
    rows = json.loads(ran.out)["rows"]
    assert [row["state"] for row in rows] == ["broken", "current", "current", "current"]
    assert (rows[0]["percent"], rows[0]["total"]) == (None, None)
    assert "a.po:1:" in rows[0]["error"]
    assert "catalog broken" in run(ready, "status").out


def test_status_of_a_broken_article_still_shows_its_catalogs(ready: Path, run: Run) -> None:
    """An article that cannot be read is one clear error; what its translators did is still counted."""
    (ready / A).write_bytes(b"caf\xe9")
    ran = run(ready, "status", "a", "-l", "fr")
    assert ran.code == 1
    assert "source/a.md:1: not valid UTF-8" in ran.err
    assert "7 translated" in ran.out


def test_a_doubt_about_a_finished_translation_makes_nothing_newer(ready: Path, run: Run) -> None:
    """Where the article has not changed, a message marked fuzzy is work to do, not a newer paragraph."""
    run(ready, "extract")
    po = polib.pofile(str(catalog(ready)), wrapwidth=0)
    po[0].flags.append("fuzzy")
    po.save()
    assert "newer" not in run(ready, "status", "a", "-l", "fr").out


def test_a_catalog_of_another_language_is_not_counted(ready: Path, run: Run) -> None:
    """What extract and build refuse, status does not call complete."""
    path = catalog(ready)
    path.write_text(path.read_text("utf-8").replace("Language: fr", "Language: de"), "utf-8")
    ran = run(ready, "status", "a", "-l", "fr")
    assert ran.code == 1
    assert "the header says Language: de" in ran.err
    assert "catalog broken" in ran.out


def test_status_reads_only(ready: Path, run: Run) -> None:
    """Asking how far things are changes no file and leaves none."""
    before = {path: path.stat().st_mtime_ns for path in ready.rglob("*")}
    run(ready, "status")
    run(ready, "status", "--json")
    assert {path: path.stat().st_mtime_ns for path in ready.rglob("*")} == before


def test_foreign_dates_in_a_header_do_not_matter(ready: Path, run: Run) -> None:
    """Headers as mdbook, Poedit or a template write dates: the day is read, or there is none."""
    path = catalog(ready)
    text = path.read_text("utf-8")
    for date, day in (
        ("2025-10-03T14:00:00+09:00", "2025-10-03"),
        ("2025-10-03", "2025-10-03"),
        ("YEAR-MO-DA HO:MI+ZONE", None),
        ("", None),
    ):
        path.write_text(
            re.sub(r"POT-Creation-Date: .*?\\n", f"POT-Creation-Date: {date}\\\\n", text), "utf-8"
        )
        row = json.loads(run(ready, "status", "a", "-l", "fr", "--json").out)["rows"][0]
        assert (row["revision"], row["percent"]) == (day, 100)


def test_the_same_article_in_two_states_is_the_same_article(ready: Path, run: Run) -> None:
    """An article that is only wrapped otherwise leaves nothing stale."""
    (ready / A).write_text(ARTICLE.replace("at *five*. Nobody", "at _five_.\nNobody"), "utf-8")
    assert "stale" not in run(ready, "status", "a").out
