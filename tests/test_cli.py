"""What the command line promises: it works as described; bad input is one clear line and no harm."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

import docx
import polib
import pypdfium2
import pytest

from commands import ARTICLE, OTHER, SETTINGS, Ran, Run, catalog, files_in, fill, program


def words_of(edition: Path) -> str:
    """All that stands in the body of a Word file, as another program reads it."""
    return "\n".join(paragraph.text for paragraph in docx.Document(str(edition)).paragraphs)


# --- start-up --------------------------------------------------------------------------------------------


def test_help_is_quick_because_it_imports_nothing_heavy(tmp_path: Path) -> None:
    """Asking for help does not wait for the libraries that lay out pages."""
    code = (
        "import sys\n"
        "from publish.cli import main\n"
        "sys.argv = ['publish', '--help']\n"
        "try:\n    main()\n"
        "finally:\n"
        "    heavy = 'weasyprint docx lxml babel langcodes PIL rapidfuzz yaml rich pyromark'.split()\n"
        "    print('loaded:', [name for name in heavy if name in sys.modules], file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert "Commands:" in done.stdout
    assert done.stderr == "loaded: []\n"


@pytest.mark.parametrize("command", ["new", "extract", "build", "status", "outline"])
def test_every_command_explains_itself(run: Run, tmp_path: Path, command: str) -> None:
    """Each command has a help page, and the group's page names it."""
    assert f"\n  {command} " in run(tmp_path, "--help").out
    page = run(tmp_path, command, "-h")
    assert page.code == 0
    assert f" {command} [OPTIONS]" in page.out.splitlines()[0]


def test_the_version_is_said(tmp_path: Path) -> None:
    """A report of a defect can say which version it is about."""
    assert re.fullmatch(r"publish, version \d+\.\d+\.\d+\S*\n", program(tmp_path, "--version").out)


# --- a project, from nothing to editions -----------------------------------------------------------------


def test_a_new_project_works_as_it_stands(tmp_path: Path) -> None:
    """new, extract and build succeed in turn; the untranslated edition is skipped, which is no error."""
    made = program(tmp_path, "new", "p", "-l", "fr")
    assert (made.code, made.err) == (0, "")
    assert "publish extract" in made.out
    root = tmp_path / "p"
    extracted = program(root, "extract")
    assert (extracted.code, extracted.err) == (0, "")
    assert extracted.out.splitlines() == [
        "locales/article.pot: 10 units",
        "locales/fr/LC_MESSAGES/article.po: 10 new",
    ]
    built = program(root, "build")
    assert built.code == 0, built.err
    assert sorted(built.out.splitlines()) == ["output/en/article.docx", "output/en/article.pdf"]
    assert "source/article.md (fr): skipped: 0 % translated, 80 % asked" in built.err
    assert "2 editions written, 1 skipped" in built.err
    assert not (root / "output" / "fr").exists()
    assert (root / "output/en/article.pdf").read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize("name", ["plain", 'with "quotes"', "back\\slash", "Điểm báo", "with space", "a\nb"])
def test_a_project_can_have_any_name(run: Run, tmp_path: Path, name: str) -> None:
    """Whatever a folder may be called, its new project is one that reads."""
    assert run(tmp_path, "new", name, "-s", "vi", "-l", "en", "-l", "zh_Hans").code == 0
    assert run(tmp_path / name, "status").code == 0
    source = (tmp_path / name / "source" / "article.md").read_text("utf-8")
    assert "Bài viết đầu tiên" in source


@pytest.mark.parametrize("standing", ["file", "folder/something"])
def test_new_never_overwrites(run: Run, tmp_path: Path, standing: str) -> None:
    """A folder with anything in it, or a file, is left alone."""
    path = tmp_path / standing
    path.parent.mkdir(exist_ok=True)
    path.write_text("precious", "utf-8")
    name = standing.partition("/")[0]
    ran = run(tmp_path, "new", name)
    assert ran.code == 1
    assert ran.err.startswith(f"{name}: is there already and not empty\n")
    assert files_in(tmp_path) == {standing: b"precious"}


def test_extract_twice_changes_no_byte(ready: Path) -> None:
    """Version control shows no difference when no article changed, not even a date."""
    assert program(ready, "extract").code == 0
    before = files_in(ready)
    again = program(ready, "extract")
    assert again.code == 0
    assert files_in(ready) == before
    lines = again.out.splitlines()
    assert len(lines) == 6
    assert all(line.endswith("(unchanged)") for line in lines)


def test_a_translation_is_printed_whole_and_once(folder: Path, run: Run) -> None:
    """Every text of the article stands in the translated edition, once, in the article's order."""
    assert run(folder, "extract", "a", "-l", "fr").code == 0
    translations = fill(catalog(folder))
    assert program(folder, "build", "a", "-l", "fr", "-f", "docx").code == 0
    printed = words_of(folder / "output" / "fr" / "a.docx")
    wanted = [re.sub(r"\[(\w+)\]\([^)]*\)", r"\1", text).replace("_", "") for text in translations]
    assert len(wanted) == 7
    assert re.findall(r"Traduit[a-j]{3}", printed) == [text[:10] for text in wanted]
    for text in wanted:
        assert printed.count(text) == 1


def test_only_what_is_asked_is_built(ready: Path, run: Run) -> None:
    """Articles, languages and formats narrow a build; an article can be named twice."""
    ran = run(ready, "build", "b", "source/b.md", "-l", "de", "-f", "docx")
    assert ran == Ran(0, "output/de/b.docx\n", "")
    assert [name for name in files_in(ready) if name.startswith("output/")] == ["output/de/b.docx"]


def test_processes_at_work_write_what_one_writes(ready: Path) -> None:
    """A build in two processes writes every edition, each once."""
    ran = program(ready, "build", "-f", "docx", "-j", "2")
    assert ran.code == 0, ran.err
    names = [f"output/{language}/{name}.docx" for language in ("de", "en", "fr") for name in "ab"]
    assert sorted(ran.out.splitlines()) == names
    assert ran.err == "6 editions written\n"


def test_a_command_finds_its_project(ready: Path, run: Run, tmp_path: Path) -> None:
    """Commands work from a folder inside the project, and from outside with --project."""
    inside = run(ready / "source", "status")
    assert inside.code == 0
    assert run(tmp_path, "status", "--project", "project").out == inside.out


def test_quiet_prints_nothing_but_errors(ready: Path, run: Run) -> None:
    """-q is silent where all is well and only says what is wrong where it is not."""
    assert run(ready, "build", "-q", "-f", "docx", "-j", "1") == Ran(0, "", "")
    (ready / "source" / "a.md").write_bytes(b"")
    ran = run(ready, "extract", "-q")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("source/a.md")


# --- how much must be translated -------------------------------------------------------------------------


def minimum(root: Path, percent: int, required: str = "[]") -> None:
    settings = f"{SETTINGS}[catalogs]\nminimum = {percent}\nrequired = {required}\n"
    (root / "publish.toml").write_text(settings, "utf-8")


def test_an_edition_waits_for_its_minimum(folder: Path, run: Run) -> None:
    """An edition under the minimum is skipped with both numbers said, and built once it is reached."""
    run(folder, "extract", "a", "-l", "fr")
    fill(catalog(folder), 0.5)
    build = ("build", "a", "-l", "fr", "-f", "docx")
    minimum(folder, 60)
    ran = run(folder, *build)
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == "source/a.md (fr): skipped: 57 % translated, 60 % asked (minimum)\n"
    assert not (folder / "output").exists()
    minimum(folder, 57)
    assert run(folder, *build) == Ran(0, "output/fr/a.docx\n", "")
    assert "A last paragraph" in words_of(folder / "output/fr/a.docx")


def test_an_edition_waits_for_what_is_required(folder: Path, run: Run) -> None:
    """An untranslated heading, where headings are required, is named with its line."""
    run(folder, "extract", "a", "-l", "fr")
    fill(catalog(folder), 0.3)
    minimum(folder, 0, '["title", "heading"]')
    ran = run(folder, "build", "a", "-l", "fr", "-f", "docx")
    assert ran.code == 0
    assert ran.err == ("source/a.md (fr): skipped: source/a.md:8: the heading is not translated (required)\n")
    fill(catalog(folder), 0.6)
    assert run(folder, "build", "a", "-l", "fr", "-f", "docx").out == "output/fr/a.docx\n"


def test_a_draft_is_built_whatever_is_missing(folder: Path, run: Run) -> None:
    """--draft prints an edition with nothing translated, in the source's words."""
    run(folder, "extract")
    minimum(folder, 100, '["title"]')
    assert run(folder, "build", "a", "-l", "fr", "-f", "docx", "--draft") == Ran(0, "output/fr/a.docx\n", "")
    assert "The first boat lands at five." in words_of(folder / "output/fr/a.docx")


def test_a_fuzzy_translation_is_not_printed(folder: Path, run: Run) -> None:
    """What a translator has not confirmed does not reach a reader, and does not count."""
    run(folder, "extract", "b", "-l", "fr")
    path = catalog(folder, article="b")
    fill(path)
    po = polib.pofile(str(path))
    po[1].flags.append("fuzzy")
    po.save()
    minimum(folder, 50)
    assert run(folder, "build", "b", "-l", "fr", "-f", "docx").code == 0
    printed = words_of(folder / "output/fr/b.docx")
    assert "Traduitaaa" in printed
    assert "Traduitaab" not in printed
    minimum(folder, 51)
    assert "50 % translated" in run(folder, "build", "b", "-l", "fr", "-f", "docx").err


# --- single files ----------------------------------------------------------------------------------------


def test_a_single_file_becomes_its_template(tmp_path: Path, run: Run) -> None:
    """Without a project, -o names the template, and a second run changes nothing."""
    (tmp_path / "a.md").write_text(ARTICLE, "utf-8")
    assert run(tmp_path, "extract", "a.md", "-o", "a.pot") == Ran(0, "a.pot: 7 units\n", "")
    before = files_in(tmp_path)
    assert sorted(before) == ["a.md", "a.pot"]
    assert run(tmp_path, "extract", "a.md", "-o", "a.pot").out == "a.pot: 7 units (unchanged)\n"
    assert files_in(tmp_path) == before
    assert len(polib.pofile(str(tmp_path / "a.pot"))) == 7


def test_a_single_catalog_is_created_then_merged_in_place(tmp_path: Path, run: Run) -> None:
    """--update creates with -l, then needs no language, keeps translations, leaves a current file alone."""
    (tmp_path / "a.md").write_text(ARTICLE, "utf-8")
    missing = run(tmp_path, "extract", "a.md", "--update", "fr.po")
    assert missing.code == 1
    assert missing.err.startswith("fr.po: no such catalog\n")
    created = run(tmp_path, "extract", "a.md", "--update", "fr.po", "-l", "fr")
    assert created == Ran(0, "fr.po: 7 new\n", "")
    fill(tmp_path / "fr.po")
    assert run(tmp_path, "extract", "a.md", "--update", "fr.po").out.startswith("fr.po: 7 kept")
    before = files_in(tmp_path)
    assert run(tmp_path, "extract", "a.md", "--update", "fr.po").out == "fr.po: 7 kept (unchanged)\n"
    assert files_in(tmp_path) == before
    (tmp_path / "a.md").write_text(ARTICLE.replace("Cod, on ice", "Cod, on much ice"), "utf-8")
    changed = run(tmp_path, "extract", "a.md", "--update", "fr.po")
    assert changed.out == "fr.po: 6 kept, 1 fuzzy, 1 obsolete\n"


def test_a_template_never_replaces_translations(tmp_path: Path, run: Run) -> None:
    """-o with the name of a translated catalog, where --update was meant, loses nothing: it is refused."""
    (tmp_path / "a.md").write_text(ARTICLE, "utf-8")
    run(tmp_path, "extract", "a.md", "--update", "fr.po", "-l", "fr")
    fill(tmp_path / "fr.po")
    before = files_in(tmp_path)
    ran = run(tmp_path, "extract", "a.md", "-o", "fr.po")
    assert files_in(tmp_path) == before
    assert ran.code == 1
    assert ran.err.startswith("fr.po: ")
    assert "--update" in ran.err


def test_a_single_file_is_built_with_its_catalog(tmp_path: Path, run: Run) -> None:
    """The language is the catalog's; -o names the edition and so its format; nothing else is written."""
    (tmp_path / "a.md").write_text(ARTICLE, "utf-8")
    run(tmp_path, "extract", "a.md", "--update", "fr.po", "-l", "fr")
    short = run(tmp_path, "build", "a.md", "--catalog", "fr.po", "-o", "a.fr.docx")
    assert short.code == 1, "the one edition asked for was not built"
    assert "0 % translated, 80 % asked" in short.err
    fill(tmp_path / "fr.po")
    built = program(tmp_path, "build", "a.md", "--catalog", "fr.po", "-o", "a.fr.docx")
    assert built == Ran(0, "a.fr.docx\n", "")
    assert sorted(files_in(tmp_path)) == ["a.fr.docx", "a.md", "fr.po"]
    assert "Traduitaaa Morning" in words_of(tmp_path / "a.fr.docx")


def test_the_least_translated_of_a_single_file_can_be_said(tmp_path: Path, run: Run) -> None:
    """--minimum 0 builds a file that is not translated at all, named after its language."""
    (tmp_path / "a.md").write_text(ARTICLE, "utf-8")
    run(tmp_path, "extract", "a.md", "--update", "fr.po", "-l", "fr")
    ran = run(tmp_path, "build", "a.md", "--catalog", "fr.po", "-f", "docx", "--minimum", "0")
    assert ran == Ran(0, "a.fr.docx\n", "")


def test_a_file_can_be_built_in_its_own_language(tmp_path: Path, run: Run) -> None:
    """a.vi.txt is Vietnamese by its name, and its edition stands beside it and says so."""
    (tmp_path / "a.vi.txt").write_text("Bài viết\n\nĐây là đoạn văn duy nhất của bài này.\n", "utf-8")
    assert run(tmp_path, "build", "a.vi.txt", "-f", "docx") == Ran(0, "a.vi.docx\n", "")
    assert "Đây là đoạn văn duy nhất" in words_of(tmp_path / "a.vi.docx")
    with ZipFile(tmp_path / "a.vi.docx") as package:
        assert 'w:val="vi' in package.read("word/styles.xml").decode()


def test_a_catalog_cut_by_sentence_is_built_so(tmp_path: Path, run: Run) -> None:
    """What --segmentation said at the extraction need not be said again at the build."""
    (tmp_path / "a.md").write_text(ARTICLE, "utf-8")
    cut = run(tmp_path, "extract", "a.md", "--update", "fr.po", "-l", "fr", "--segmentation", "sentence")
    assert cut.out == "fr.po: 8 new\n"
    fill(tmp_path / "fr.po")
    assert run(tmp_path, "build", "a.md", "--catalog", "fr.po", "-o", "a.docx").code == 0
    assert len(re.findall(r"Traduit[a-j]{3}", words_of(tmp_path / "a.docx"))) == 8


# --- outline -------------------------------------------------------------------------------------------


def test_outline_shows_how_a_file_is_read(folder: Path, run: Run) -> None:
    """Each text stands with its line and the part it plays, in the order it is printed."""
    ran = run(folder, "outline", "source/a.md")
    assert (ran.code, ran.err) == (0, "7 units\n")
    assert [re.split(r"\s{2,}", line.strip()) for line in ran.out.splitlines()] == [
        ["2", "title", "Morning in the harbour"],
        ["3", "lead", "Boats come home before the sun."],
        ["6", "paragraph", "The first boat lands at _five_. Nobody is awake."],
        ["8", "heading 2", "What they bring"],
        ["10", "list item", "Herring, in boxes"],
        ["11", "list item", "Cod, on ice"],
        ["13", "paragraph", "A last paragraph with a [link](https://example.org/)."],
    ]


# --- what is wrong ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Bad:
    """Something wrong with the project, what is run, and how what is said begins."""

    arguments: str
    said: str
    """A regular expression that the start of one line of stderr matches; `@` is the project's folder."""
    path: str = ""
    """File to put there."""
    data: bytes | None = None
    """What to put into it; None takes it away."""


def picture(src: str) -> bytes:
    return f"# Title\n\nText.\n\n![alt]({src})\n".encode()


ONE = "build a -l fr -f docx"
EN = "build a -l en -f docx"
A, PO, TOML = "source/a.md", "locales/fr/LC_MESSAGES/a.po", "publish.toml"
BAD = {
    "article that is not there, outline": Bad("outline none.md", r"none\.md: no such file"),
    "article that is not there, extract": Bad("extract none.md -o x.pot", r"none\.md: no such file"),
    "article that is not there, build": Bad(f"build none.md --catalog {PO} -o x.docx", r"none\.md: no such"),
    "article of an unknown kind": Bad("outline publish.toml", r"publish\.toml: no reader for '\.toml'"),
    "article that is a folder": Bad("outline folder.md", r"folder\.md: is a folder", "folder.md/x", b""),
    "article name unknown": Bad("extract c -l fr", "no such article: c"),
    "article not UTF-8, extract": Bad("extract a -l fr", r"source/a\.md:3: ", A, b"# T\n\ncaf\xe9\n"),
    "article not UTF-8, build": Bad(ONE, r"source/a\.md:3: ", A, b"# T\n\ncaf\xe9\n"),
    "article empty, extract": Bad("extract a -l fr", r"source/a\.md:(\d+:)? ", A, b""),
    "article blank, build": Bad(ONE, r"source/a\.md:(\d+:)? ", A, b"\n  \n"),
    "YAML broken": Bad("extract a", r"source/a\.md:[23]: ", A, b'---\ntitle: "never ended\n---\n\nText.\n'),
    "language of the article unknown": Bad(
        "extract a", r"source/a\.md:\d+: ", A, b"---\ntitle: T\nlanguage: xx\n---\n\nText.\n"
    ),
    "PO broken, extract": Bad("extract a -l fr", rf"@/{PO}:4: ", PO, b'msgid ""\nmsgstr ""\n\nmsgod "x"\n'),
    "PO broken, build": Bad(ONE, rf"@/{PO}:1: ", PO, b'msgid "x\n'),
    "PO not UTF-8": Bad(ONE, rf"@/{PO}:(\d+:)? ", PO, b'msgid ""\nmsgstr ""\n\nmsgid "\xe9"\nmsgstr "x"\n'),
    "PO of garbage": Bad(ONE, rf"@/{PO}:(\d+:)? ", PO, b"\0\1\2\xff"),
    "PO that is not there": Bad(ONE, rf"@/{PO}: no such catalog", PO),
    "PO with conflict marks": Bad("extract a -l fr", rf"@/{PO}:1: ", PO, b"<<<<<<< HEAD\n"),
    "TOML broken": Bad("build", r"@/publish\.toml:1: not valid TOML", TOML, b"[project\n"),
    "TOML with an unknown key": Bad(
        "extract", r"@/publish\.toml:5: unknown key 'colour'", TOML, SETTINGS.encode() + b"colour = 1\n"
    ),
    "TOML with an unknown language": Bad(
        "build",
        r"@/publish\.toml:3: unknown language: 'xx'",
        TOML,
        b'[project]\nsource-language = "en"\nlanguages = ["xx"]\n',
    ),
    "TOML that is not there": Bad("status", r"no publish\.toml here", TOML),
    "TOML that is not there, --project": Bad("status --project .", r"publish\.toml: no such file", TOML),
    "language that is none": Bad("build -l xx", "unknown language: 'xx'"),
    "language that is a path": Bad("extract -l ../../x", r"unknown language: '\.\./\.\./x'"),
    "language of another project": Bad("build -l ja", "not a language of this project: ja"),
    "language of a single file": Bad("extract source/a.md --update x.po -l xx", "unknown language: 'xx'"),
    "language of the source": Bad("build source/a.md --source-language xx", "unknown language: 'xx'"),
    "picture missing": Bad(EN, r"source/a\.md:5: picture not found: no\.png", A, picture("no.png")),
    "picture that is no picture": Bad(
        EN, r"source/a\.md:5: picture cannot be decoded: \.\./x\.png", A, picture("../x.png")
    ),
    "picture remote": Bad(
        EN, r"source/a\.md:5: picture is not in the project: https://e", A, picture("https://e.org/x.png")
    ),
    "picture outside": Bad(
        EN, r"source/a\.md:5: picture lies outside the project: \.\./\.\./x", A, picture("../../x.png")
    ),
    "picture that is a folder": Bad(EN, r"source/a\.md:5: picture cannot be read: \.", A, picture(".")),
    "style sheet not UTF-8": Bad(EN, r"@/theme/edition\.css: ", "theme/edition.css", b"\xff\xfe\xff"),
    "style sheet that is a folder": Bad(ONE, r"@/theme/edition\.css: ", "theme/edition.css/x", b""),
    "edition that cannot be written": Bad(
        ONE, r"@/output/fr/a\.docx: cannot be written", "output/fr", b"file"
    ),
    "template that cannot be written": Bad(
        "extract source/a.md -o publish.toml/a.pot", r"publish\.toml/a\.pot: "
    ),
    "catalog that cannot be written": Bad("extract source/a.md --update source -l fr", "source: "),
    "single edition that cannot be written": Bad(
        "build source/a.md -o publish.toml/a.docx", r"publish\.toml/a\.docx: cannot be written"
    ),
    "catalog of a single file broken": Bad(
        f"build source/a.md --catalog {PO}", rf"{PO}:1: ", PO, b'msgid "x\n'
    ),
    "catalog of a single file missing": Bad("build source/a.md --catalog no.po", r"no\.po: "),
    "catalog of a single file without language": Bad(
        "extract source/a.md --update x.po",
        r"x\.po:1: its header names no language",
        "x.po",
        b'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n',
    ),
    "second source of the same name": Bad(
        "extract", r"source/a\.txt: has the same name", "source/a.txt", b"Text.\n"
    ),
}


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD)
def test_bad_input_is_one_clear_line_and_no_harm(ready: Path, run: Run, bad: Bad) -> None:
    """Whatever is wrong is said once, with its place; the exit is 1 and no file is other than before."""
    (ready / "x.png").write_bytes(b"\x89PNG\r\n\x1a\nthis is not one")
    if bad.path and bad.data is None:
        (ready / bad.path).unlink()
    elif bad.data is not None:
        (ready / bad.path).parent.mkdir(parents=True, exist_ok=True)
        (ready / bad.path).write_bytes(bad.data)
    before = files_in(ready)
    ran = run(ready, *bad.arguments.split())
    assert ran.code == 1
    said = bad.said.replace("@", re.escape(str(ready.resolve())))
    lines = ran.err.splitlines()
    assert sum(bool(re.match(said, line)) for line in lines) == 1, ran.err
    assert "Traceback" not in ran.err
    assert "internal error" not in ran.err
    assert len(lines) <= 2, "one line that says what is wrong, and one that says what to do"
    assert not re.search(r"Errno|_io\.|Error:", ran.err), "Python's words are not the user's"
    place = lines[0].partition(": ")[0]
    assert lines[0].count(re.sub(r":\d+$", "", place)) == 1, "a place is named once"
    assert files_in(ready) == before


def test_bad_input_is_clear_in_the_program_itself(ready: Path) -> None:
    """The installed program, too, says one line with its place and exits with 1."""
    (ready / "source" / "a.md").write_bytes(b"# T\n\ncaf\xe9\n")
    ran = program(ready, "extract", "a")
    assert ran.code == 1
    assert ran.err.startswith("source/a.md:3: ")
    assert "Traceback" not in ran.err


def test_what_is_wrong_with_an_article_is_said_once(ready: Path, run: Run) -> None:
    """A picture missing from an article in three languages and two formats is one mistake, not six."""
    (ready / A).write_bytes(picture("no.png"))
    ran = run(ready, "build", "a", "-j", "1", "--draft")
    assert ran.code == 1
    assert ran.err.count("source/a.md:5: picture not found: no.png") == 1


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no file names that are not text")
@pytest.mark.parametrize("command", ["extract {} -o x.pot", "build {} -f docx", "outline {}"])
def test_a_file_name_that_is_no_text_is_no_defect(tmp_path: Path, command: str) -> None:
    """A name in an old encoding, as archives bring them, either works or is refused in one clear line."""
    name = os.fsdecode(b"caf\xe9.md")
    (tmp_path / name).write_text(OTHER, "utf-8")
    ran = program(tmp_path, *(part.format(name) for part in command.split()))
    assert "internal error" not in ran.err
    assert "Traceback" not in ran.err
    assert ran.code in (0, 1)


def test_a_name_nearly_right_is_recognised(ready: Path, run: Run) -> None:
    """A slip in an article's name is answered with the name that was meant."""
    (ready / "source" / "harbour.md").write_text(OTHER, "utf-8")
    ran = run(ready, "build", "harbor")
    assert ran == Ran(1, "", "no such article: harbor\nDid you mean harbour?\n")


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_broken_catalog_stops_no_other_edition(ready: Path, run: Run, workers: str) -> None:
    """One language's mistake costs that language's edition only, in one process or several."""
    catalog(ready).write_bytes(b'msgid "never ended\n')
    before = files_in(ready)
    ran = run(ready, "build", "-f", "docx", "-j", workers)
    assert ran.code == 1
    assert f"{catalog(ready.resolve())}:1: " in ran.err
    assert "5 editions written, 1 failed" in ran.err
    written = sorted(ran.out.splitlines())
    assert written == [f"output/{path}.docx" for path in ("de/a", "de/b", "en/a", "en/b", "fr/b")]
    after = files_in(ready)
    assert sorted(set(after) - set(before)) == [".publish/editions.sqlite3", *written]
    assert {name: after[name] for name in before} == before


def test_a_broken_catalog_stops_no_other_extraction(ready: Path, run: Run) -> None:
    """The other languages' catalogs receive the new text; the broken one is left as it is."""
    broken = b'msgid "never ended\n'
    catalog(ready).write_bytes(broken)
    (ready / A).write_text(ARTICLE + "\nOne more paragraph.\n", "utf-8")
    ran = run(ready, "extract")
    assert ran.code == 1
    assert catalog(ready).read_bytes() == broken
    assert "One more paragraph." in catalog(ready, "de").read_text("utf-8")


def test_a_broken_article_stops_no_other(ready: Path, run: Run) -> None:
    """One article that cannot be read keeps the others from nothing."""
    (ready / A).write_bytes(b"\n")
    ran = run(ready, "build", "-f", "docx", "-j", "1")
    assert ran.code == 1
    assert sorted(ran.out.splitlines()) == [f"output/{language}/b.docx" for language in ("de", "en", "fr")]


def test_a_failed_build_keeps_the_edition_of_before(ready: Path, run: Run) -> None:
    """The last good edition is still there when the next cannot be built."""
    assert run(ready, *ONE.split()).code == 0
    good = (ready / "output/fr/a.docx").read_bytes()
    (ready / A).write_bytes(picture("no.png"))
    assert run(ready, *ONE.split(), "--draft").code == 1
    assert (ready / "output/fr/a.docx").read_bytes() == good


@pytest.mark.parametrize(
    "arguments",
    [
        "biuld",
        "--nonsense",
        "new",
        "outline",
        "build -f epub",
        "build -j 0",
        "build --minimum 101 a.md",
        "build --catalog fr.po",
        "build source/a.md source/b.md --catalog fr.po",
        "build source/a.md --catalog locales/fr/LC_MESSAGES/a.po -o a.odt",
        "build source/a.md -o a.docx -f pdf",
        "build source/a.md -o a.docx -l fr",
        "build source/a.md -o a.docx -l fr -l de",
        "extract -o a.pot",
        "extract source/a.md source/b.md -o a.pot",
        "extract source/a.md --update fr.po -l fr -l de",
        "extract --segmentation word",
        "extract --segmentation sentence",
        "extract --source-language vi",
        "status --project publish.toml",
    ],
)
def test_a_command_written_wrong_exits_with_two(ready: Path, run: Run, arguments: str) -> None:
    """Scripts can tell a command that is written wrong from an article that is; nothing is touched."""
    before = files_in(ready)
    ran = run(ready, *arguments.split())
    assert ran.code == 2
    assert ran.out == ""
    assert "Error: " in ran.err
    assert "Usage: " in ran.err
    assert files_in(ready) == before


def test_no_command_at_all_shows_the_help(tmp_path: Path) -> None:
    """Who types only the program's name sees what it can do."""
    ran = program(tmp_path)
    assert "Commands:" in ran.out + ran.err
    assert "Traceback" not in ran.err


def test_a_copy_of_the_template_becomes_a_catalog(tmp_path: Path, run: Run) -> None:
    """Who copies the template to begin a translation gets a catalog of the language that -l names."""
    (tmp_path / "a.md").write_text(ARTICLE, "utf-8")
    run(tmp_path, "extract", "a.md", "-o", "a.pot")
    (tmp_path / "fr.po").write_bytes((tmp_path / "a.pot").read_bytes())
    unsaid = run(tmp_path, "extract", "a.md", "--update", "fr.po")
    assert (unsaid.code, "names the source language" in unsaid.err) == (1, True)
    assert run(tmp_path, "extract", "a.md", "--update", "fr.po", "-l", "fr").code == 0
    assert '"Language: fr\\n"' in (tmp_path / "fr.po").read_text("utf-8")


def test_a_catalog_of_another_language_is_not_printed(tmp_path: Path, run: Run) -> None:
    """A German catalog is not laid out as the French edition."""
    (tmp_path / "a.md").write_text(ARTICLE, "utf-8")
    run(tmp_path, "extract", "a.md", "--update", "de.po", "-l", "de")
    built = run(tmp_path, "build", "a.md", "--catalog", "de.po", "-l", "fr", "--minimum", "0", "-f", "docx")
    assert built.code == 1
    assert "de.po:" in built.err
    assert "German" in built.err


def test_a_draft_needs_no_catalog(tmp_path: Path, run: Run) -> None:
    """A draft is built before anything is extracted, all of it marked."""
    run(tmp_path, "new", "p", "-l", "fr")
    assert run(tmp_path / "p", "build", "-l", "fr", "-f", "docx", "--draft").code == 0


def test_a_dot_in_a_name_is_not_a_language(tmp_path: Path, run: Run) -> None:
    """`report.new.md` is not in Newari, and `r.pt-br.md` is in Brazilian Portuguese however it is spelt."""
    for name in ("report.new.md", "r.pt-br.md"):
        (tmp_path / name).write_text(ARTICLE, "utf-8")
        assert run(tmp_path, "build", name, "-f", "docx", "-f", "docx").code == 0
    assert sorted(path.name for path in tmp_path.glob("*.docx")) == ["r.pt_BR.docx", "report.new.en.docx"]


def test_a_single_file_has_the_paper_of_its_country(tmp_path: Path, run: Run) -> None:
    """An article in American English is printed on Letter, one in English on A4, without a project too."""
    (tmp_path / "a.md").write_text("# Title\n\nWords.\n", "utf-8")
    widths = {}
    for tag in ("en-US", "en"):
        ran = run(tmp_path, "build", "a.md", "--source-language", tag, "-o", f"{tag}.pdf")
        assert ran.code == 0, ran.err
        with pypdfium2.PdfDocument(tmp_path / f"{tag}.pdf") as document:
            widths[tag] = round(document[0].get_width())
    assert widths == {"en-US": 612, "en": 595}
