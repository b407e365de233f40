"""What happens to translations when the article changes, as editors see it: whole commands, on the disk."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import docx
import polib
import pypdfium2
import pytest
from PIL import Image

from commands import SETTINGS, Run, catalog, files_in, program
from publish import catalog as catalogs
from publish import po
from publish.languages import parse

A = "source/a.md"
ARTICLE = """# The harbour of the town

The first boat lands at 5 in the morning, see [the plan](plan.pdf) of the "old" port.

In the afternoon the committee heard the report of the fishermen. It asked them many questions.

![The new hall](hall.jpg)

Nobody could say when the lighthouse will be repaired.
"""
FRENCH = {
    "The harbour of the town": "Le port de la ville",
    'The first boat lands at 5 in the morning, see [the plan](plan.pdf) of the "old" port.': (
        "Le premier bateau arrive à 5 heures, voir [le plan](plan.pdf) du « vieux » port."
    ),
    "In the afternoon the committee heard the report of the fishermen. It asked them many questions.": (
        "L'après-midi, le comité a entendu les pêcheurs. Il leur a posé bien des questions."
    ),
    "The new hall": "La nouvelle halle",
    "Nobody could say when the lighthouse will be repaired.": "Nul ne sait quand le phare sera réparé.",
}


@pytest.fixture
def project(tmp_path: Path, run: Run) -> Path:
    """A project with one article and one language, extracted and translated."""
    root = tmp_path / "project"
    (root / "source").mkdir(parents=True)
    (root / "publish.toml").write_text(SETTINGS.replace(', "de"', ""), "utf-8")
    (root / A).write_text(ARTICLE, "utf-8")
    run(root, "extract")
    translate(catalog(root))
    return root


def translate(path: Path) -> None:
    """Fill a catalog with our French."""
    file = polib.pofile(str(path), wrapwidth=0)
    for entry in file:
        entry.msgstr = FRENCH.get(entry.msgid, entry.msgstr)
    file.save()


def edit(root: Path, old: str, new: str) -> None:
    text = (root / A).read_text("utf-8")
    assert old in text
    (root / A).write_text(text.replace(old, new), "utf-8")


def entry(root: Path, start: str) -> po.Entry:
    """Return the one live entry whose source text begins so."""
    found = [e for e in catalogs.read(catalog(root)).entries if e.msgid.startswith(start) and not e.obsolete]
    assert len(found) == 1
    return found[0]


def extracted(root: Path, run: Run) -> str:
    """Extract, hold that a second time changes nothing, and return what was said of the catalog."""
    ran = run(root, "extract")
    assert (ran.code, ran.err) == (0, "")
    before = files_in(root / "locales")
    assert "(unchanged)" in run(root, "extract").out
    assert files_in(root / "locales") == before
    assert run(root, "extract", "--check").out == "every catalog is up to date\n"
    (line,) = (line for line in ran.out.splitlines() if "fr/LC_MESSAGES/a.po" in line)
    return line.partition(": ")[2]


# --- what changes in an article --------------------------------------------------------------------------


def test_another_address_is_carried_over(project: Path, run: Run) -> None:
    """A link that leads elsewhere costs translators nothing, and a comment tells them."""
    edit(project, "plan.pdf", "https://example.org/p_2.pdf")
    assert extracted(project, run) == "4 kept, 1 carried, 1 obsolete"
    carried = entry(project, "The first boat")
    assert carried.msgstr[0] == (
        "Le premier bateau arrive à 5 heures, voir [le plan](https://example.org/p_2.pdf) du « vieux » port."
    )
    assert carried.translated
    assert carried.extracted[-1] == (
        "publish: carried over, changed in the source: plan.pdf → https://example.org/p_2.pdf"
    )


def test_quotation_marks_and_spaces_are_carried_over(project: Path, run: Run) -> None:
    """An editor who sets typographic quotes, and no-break spaces, makes nothing fuzzy."""
    edit(project, '"old" port', "“old”\u00a0port")
    assert extracted(project, run) == "4 kept, 1 carried, 1 obsolete"
    carried = entry(project, "The first boat")
    assert carried.translated
    assert "« vieux » port." in carried.msgstr[0]


def test_another_number_is_offered_in_the_translation(project: Path, run: Run) -> None:
    """A corrected figure stands in the suggestion, fuzzy, with what changed in a comment."""
    edit(project, "at 5 in", "at 6 in")
    assert extracted(project, run) == "4 kept, 1 fuzzy, 1 obsolete"
    offered = entry(project, "The first boat")
    assert "à 6 heures" in offered.msgstr[0]
    assert offered.fuzzy
    assert offered.previous is not None
    assert "at 5 in" in offered.previous.msgid
    assert offered.extracted[1:] == (
        "publish: suggestion: number changed: 5 → 6",
        "publish: suggestion: changed in the translation too: 5 → 6",
    )


def test_what_changed_is_said_until_somebody_has_looked(project: Path, run: Run) -> None:
    """The comment stands as long as the message is fuzzy, and goes with the mark."""
    edit(project, "Nobody could say when the lighthouse", "Nobody could say yet when the tower")
    assert extracted(project, run) == "4 kept, 1 fuzzy, 1 obsolete"
    said = [line for line in entry(project, "Nobody").extracted if line.startswith("publish:")]
    assert said == [
        "publish: suggestion: wording added: yet",
        "publish: suggestion: wording changed: lighthouse → tower",
    ]
    file = polib.pofile(str(catalog(project)), wrapwidth=0)
    for message in file:
        if message.fuzzy:
            message.flags.remove("fuzzy")
    file.save()
    run(project, "extract")
    assert entry(project, "Nobody").extracted == ("paragraph",)
    assert entry(project, "Nobody").translated


def test_a_paragraph_split_in_two_keeps_its_translation_for_both(project: Path, run: Run) -> None:
    """Both halves are offered the whole, fuzzy, and say where it comes from."""
    edit(project, "fishermen. It asked", "fishermen.\n\nIt asked")
    assert extracted(project, run) == "4 kept, 2 fuzzy, 1 obsolete"
    for start in ("In the afternoon", "It asked them"):
        half = entry(project, start)
        assert half.msgstr[0].startswith("L'après-midi, le comité")
        assert half.fuzzy
        assert half.previous is not None
        assert half.previous.msgid.endswith("many questions.")
        assert half.extracted[-1] == "publish: suggestion: this was part of a longer text before"


def test_two_paragraphs_joined_are_offered_both_translations(project: Path, run: Run) -> None:
    """What was two is offered as one, in its new order."""
    edit(project, "\n![The new hall](hall.jpg)\n", "")
    edit(project, "questions.\n\n", "questions. ")
    assert extracted(project, run) == "2 kept, 1 fuzzy, 3 obsolete"
    joined = entry(project, "In the afternoon")
    assert joined.msgstr[0] == (
        "L'après-midi, le comité a entendu les pêcheurs. Il leur a posé bien des questions. "
        "Nul ne sait quand le phare sera réparé."
    )
    assert "publish: suggestion: these were 2 texts before" in joined.extracted


def test_a_copied_paragraph_is_offered_its_twins_translation(project: Path, run: Run) -> None:
    """A paragraph written after one that stays begins with that one's translation, fuzzy."""
    text = 'The first boat lands at 5 in the morning, see [the plan](plan.pdf) of the "old" port.'
    edit(project, "Nobody could", text.replace("5", "7") + "\n\nNobody could")
    assert extracted(project, run) == "5 kept, 1 fuzzy"
    assert "à 7 heures" in entry(project, "The first boat lands at 7").msgstr[0]


def test_what_is_gone_comes_back_whole(project: Path, run: Run) -> None:
    """A paragraph taken out and put back has its translation again, as if nothing had been."""
    before = catalogs.read(catalog(project)).entries
    edit(project, "Nobody could say when the lighthouse will be repaired.", "")
    assert extracted(project, run) == "4 kept, 1 obsolete"
    (project / A).write_text(ARTICLE, "utf-8")
    assert extracted(project, run) == "4 kept, 1 revived"
    assert catalogs.read(catalog(project)).entries == before


# --- other articles, other memories ----------------------------------------------------------------------


def test_a_paragraph_moved_to_another_article_takes_its_translation_along(project: Path, run: Run) -> None:
    """Cut from one article and pasted into another, in one go or later: still translated, and said so."""
    line = "Nobody could say when the lighthouse will be repaired."
    edit(project, line, "")
    (project / "source" / "b.md").write_text(f"# Another\n\n{line}\n", "utf-8")
    ran = run(project, "extract")
    assert "b.po: 1 from memory, 1 new" in ran.out
    found = catalogs.read(catalog(project, article="b"))
    assert found.get(None, line) == FRENCH[line]
    assert found.entries[1].extracted == ("paragraph", "publish: from locales/fr/LC_MESSAGES/a.po")


def test_what_one_translator_does_serves_all_articles(project: Path, run: Run) -> None:
    """A caption that waits in two catalogs is translated in one; the next extraction fills the other."""
    line = "The end of it all."
    edit(project, "Nobody", f"{line}\n\nNobody")
    (project / "source" / "b.md").write_text(f"# Another\n\n{line}\n", "utf-8")
    run(project, "extract")
    path = catalog(project, article="b")
    path.write_text(
        path.read_text("utf-8").replace(f'"{line}"\nmsgstr ""', f'"{line}"\nmsgstr "Fin."'), "utf-8"
    )
    assert extracted(project, run) == "5 kept, 1 from memory"
    assert entry(project, line).msgstr == ("Fin.",)


def test_what_an_office_translated_before_is_used(project: Path, run: Run) -> None:
    """TMX files named in publish.toml fill new messages; one that is missing is one clear line."""
    with (project / "publish.toml").open("a") as settings:
        settings.write('[catalogs]\nmemory = ["office.tmx"]\n')
    (project / A).write_text(f"{ARTICLE}\nThe end of it all.\n", "utf-8")
    ran = run(project, "extract")
    assert ran.code == 1
    assert re.search(r"office\.tmx: cannot be read: No such file", ran.err)
    variants = "".join(
        f'<tuv xml:lang="{tag}"><seg>{text}</seg></tuv>'
        for tag, text in (("en-GB", "The end of it all."), ("fr", "Et voilà."))
    )
    (project / "office.tmx").write_text(f"<tmx version='1.4'><body><tu>{variants}</tu></body></tmx>", "utf-8")
    assert extracted(project, run) == "5 kept, 1 from memory"
    assert entry(project, "The end").msgstr == ("Et voilà.",)


# --- renaming --------------------------------------------------------------------------------------------


def test_a_renamed_article_keeps_its_catalogs(project: Path, run: Run) -> None:
    """Renamed, moved into a folder and edited at once, an article takes template and catalogs with it."""
    (project / "source" / "2025").mkdir()
    (project / A).rename(project / "source" / "2025" / "harbour.md")
    text = (project / "source" / "2025" / "harbour.md").read_text("utf-8")
    (project / "source" / "2025" / "harbour.md").write_text(text.replace("Nobody", "No one"), "utf-8")
    checked = run(project, "extract", "--check")
    assert checked.code == 1
    assert "fr/LC_MESSAGES/2025/harbour.po: to be moved from locales/fr/LC_MESSAGES/a.po" in checked.out
    ran = run(project, "extract")
    assert (ran.code, ran.err) == (0, "")
    moved = "locales/fr/LC_MESSAGES/2025/harbour.po: moved from locales/fr/LC_MESSAGES/a.po: 4 kept, 1 fuzzy"
    assert moved in ran.out
    assert sorted(path for path in files_in(project / "locales")) == [
        "2025/harbour.pot",
        "fr/LC_MESSAGES/2025/harbour.po",
    ]
    assert "(unchanged)" in run(project, "extract").out


def test_languages_follow_a_renamed_article_one_by_one(project: Path, run: Run) -> None:
    """Extracting one language only leaves the others where they are, until they are extracted."""
    settings = (project / "publish.toml").read_text("utf-8")
    (project / "publish.toml").write_text(settings.replace('["fr"]', '["fr", "de"]'), "utf-8")
    run(project, "extract")
    (project / A).rename(project / "source" / "z.md")
    run(project, "extract", "-l", "de")
    assert catalog(project).exists()
    run(project, "extract")
    assert catalogs.read(catalog(project, article="z")).statistics.percent == 100
    assert not catalog(project).exists()
    assert sorted(p.name for p in (project / "locales").rglob("*.po*")) == ["z.po", "z.po", "z.pot"]


def test_another_article_takes_no_catalog_that_is_not_its_own(project: Path, run: Run) -> None:
    """An article that replaces one that is gone begins anew, and the old catalog stays where it is."""
    (project / A).unlink()
    (project / "source" / "b.md").write_text("# The harbour of the town\n\nAll else.\n\nIs new.\n", "utf-8")
    before = catalog(project).read_bytes()
    assert "moved" not in run(project, "extract").out
    assert catalog(project).read_bytes() == before


def test_another_programs_catalog_is_never_taken(project: Path, run: Run) -> None:
    """A catalog in locales/ that we did not make stays where it is, whatever stands in it."""
    other = catalog(project, article="website")
    other.write_bytes(b'msgid ""\nmsgstr "Language: fr\\n"\n\nmsgid "Home"\nmsgstr "Accueil"\n')
    before = other.read_bytes()
    (project / "source" / "b.md").write_text("# Home\n", "utf-8")
    assert "moved" not in run(project, "extract").out
    assert other.read_bytes() == before


def test_of_several_new_articles_the_renamed_one_takes_the_catalogs(project: Path, run: Run) -> None:
    """Shared boilerplate, and a small article that is gone too, do not lead catalogs astray."""
    (project / "source" / "stub.md").write_text("The new hall\n", "utf-8")
    run(project, "extract")
    translate(catalog(project, article="stub"))
    (project / "source" / "stub.md").unlink()
    (project / A).rename(project / "source" / "z.md")
    half = "\n\n".join([*ARTICLE.split("\n\n")[:3], "Something else.", "Of its own."])
    (project / "source" / "b.md").write_text(half, "utf-8")
    out = run(project, "extract").out
    assert "z.po: moved from locales/fr/LC_MESSAGES/a.po: 5 kept" in out
    assert out.count("moved from") == 1
    assert catalog(project, article="stub").exists()


def test_a_fuzzy_message_that_is_carried_keeps_its_reasons(project: Path, run: Run) -> None:
    """Quotation marks that change after the words did leave the list of changes where it was."""
    edit(project, "first boat lands", "last boat lands")
    run(project, "extract")
    edit(project, '"old" port', "“old” port")
    run(project, "extract")
    notes = [line for line in entry(project, "The last boat").extracted if line.startswith("publish:")]
    assert notes == [
        "publish: suggestion: wording changed: first → last",
        "publish: carried over, changed in the source: quotation marks",
    ]


def test_a_copied_article_leaves_the_catalogs_of_the_first(project: Path, run: Run) -> None:
    """Of an article and its copy each has a catalog; the copy's is filled from memory."""
    shutil.copy(project / A, project / "source" / "b.md")
    assert "b.po: 5 from memory" in run(project, "extract").out
    assert catalog(project).exists()


# --- extract --check -------------------------------------------------------------------------------------


def test_check_names_what_is_stale_and_writes_nothing(project: Path, run: Run) -> None:
    """In CI a forgotten extraction fails, names every file, and touches none."""
    assert program(project, "extract", "--check").code == 0
    edit(project, "at 5 in", "at 6 in")
    before = files_in(project)
    checked = program(project, "extract", "--check")
    assert checked.code == 1
    assert checked.out.splitlines() == [
        "locales/a.pot: stale",
        "locales/fr/LC_MESSAGES/a.po: stale: 4 kept, 1 fuzzy, 1 obsolete",
    ]
    assert checked.err == "Run 'publish extract' to bring them up to date.\n"
    assert files_in(project) == before
    catalog(project).unlink()
    assert "a.po: missing" in run(project, "extract", "--check").out
    assert not catalog(project).exists()


def test_check_is_blind_to_what_does_not_matter(project: Path, run: Run) -> None:
    """Dates, line numbers, the order of header fields and how a file is wrapped make nothing stale."""
    (project / A).write_text(f"\n\n\n{ARTICLE}", "utf-8")
    path = catalog(project)
    found = catalogs.read(path)
    fields = dict(reversed(list(found.fields.items()))) | {
        "PO-Revision-Date": "2030-01-01 10:00+0700",
        "POT-Creation-Date": "2019-01-01T10:00:00Z",
    }
    turned = catalogs.Catalog(None, found.entries).with_fields(fields)
    path.write_bytes(turned.to_bytes().replace(b" of the ", b' of "\n"the '))
    assert run(project, "extract", "--check").code == 0


def test_check_works_on_a_single_file(tmp_path: Path, run: Run) -> None:
    """Anybody's Makefile can ask whether a template and a catalog are up to date."""
    (tmp_path / "a.md").write_text(ARTICLE, "utf-8")
    command = ("extract", "a.md", "-o", "a.pot", "--update", "fr.po", "-l", "fr")
    assert run(tmp_path, *command, "--check").out == "a.pot: missing\nfr.po: missing\n"
    assert not (tmp_path / "a.pot").exists()
    run(tmp_path, *command)
    assert run(tmp_path, *command, "--check").code == 0


def test_check_reports_what_is_broken(project: Path, run: Run) -> None:
    """A broken catalog is an error of its own, not called stale, and is left as it is."""
    catalog(project).write_text("msgid broken", "utf-8")
    checked = run(project, "extract", "--check")
    assert checked.code == 1
    assert "a.po:1:" in checked.err
    assert "stale" not in checked.out
    assert catalog(project).read_text("utf-8") == "msgid broken"


# --- editions of an older version ------------------------------------------------------------------------


def notes(root: Path, run: Run, setting: str) -> list[str]:
    """Build the French edition and return what it says of its version, the same in DOCX and PDF."""
    (root / "publish.toml").write_text(
        SETTINGS.replace(', "de"', "") + f"[catalogs]\nminimum = 0\n[theme]\nrevision = {setting}\n", "utf-8"
    )
    Image.new("RGB", (40, 30), "teal").save(root / "source" / "hall.jpg")
    assert run(root, "build", "-l", "fr").code == 0
    paragraphs = [" ".join(p.text.split()) for p in docx.Document(str(root / "output/fr/a.docx")).paragraphs]
    document = pypdfium2.PdfDocument(root / "output/fr/a.pdf")
    text = " ".join(document[0].get_textpage().get_text_range().split())
    found = [text for text in paragraphs if text.startswith("Traduit d’après")]
    assert all(sentence in text for sentence in found)
    assert ("Traduit d’après" in text) == bool(found)
    return found


def test_an_edition_of_an_older_version_can_say_so(
    project: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where paragraphs are newer the reader is told, if the theme asks for it; else nothing is said."""
    day = catalogs.read(catalog(project)).fields["POT-Creation-Date"][:10]
    french = parse("fr").format_date(date.fromisoformat(day))
    assert notes(project, run, "true") == []
    edit(project, "Nobody could say when", "Quite another sentence about")
    edit(project, "In the afternoon the committee", "In the evening the whole council")
    expected = [f"Traduit d’après la version du {french} ; 2 paragraphes sont plus récents."]
    assert notes(project, run, "true") == expected  # not extracted yet
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1900000000")
    run(project, "extract")
    assert notes(project, run, "true") == expected
    assert notes(project, run, "false") == []


def test_a_translation_never_finished_claims_no_version(project: Path, run: Run) -> None:
    """An edition half translated does not say that it is one of any day."""
    path = catalog(project)
    path.write_text(path.read_text("utf-8").replace('"La nouvelle halle"', '""'), "utf-8")
    edit(project, "Nobody could say when", "Quite another sentence about")
    run(project, "extract")
    assert notes(project, run, "true") == []
