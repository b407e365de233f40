"""What hostile files cannot do: each gets the right output, a warning, or one line that names it.

No file makes the program wait without end, read or write outside its folders, reach a network, or steer a
terminal; nothing active gets into an edition. SECURITY.md promises this.
"""

from __future__ import annotations

import ctypes
import json
import os
import re
import subprocess
import unicodedata
import zipfile
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import polib
import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from commands import PROGRAM, Ran, Run, catalog, files_in
from hostile.cases import ARTICLE, SECRET, SETTINGS, STEERS
from hostile.large import WORDS
from hostile.office import BAD_SETTINGS, CONFIGURED, HEADERS, office
from hostile.pictures import BAD_PICTURES, ELSEWHERE, GIF, png, svg
from hostile.places import LINKS, NAMES, PIPES
from hostile.texts import BAD_TEXTS, FRONT, GOOD_TEXTS, INJECTED, TABLES
from publish.writers import windows
from timing import processor_time


def project(root: Path, files: dict[str, str | bytes], more: str = "") -> Path:
    """Make a project of some files."""
    for name, content in {"publish.toml": SETTINGS + more, **files}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return root


def article(root: Path, text: str | bytes, name: str = "a.md") -> Path:
    """Make a project of one article."""
    return project(root, {f"source/{name}": text})


def told(ran: Ran, message: str) -> None:
    """Check that a command failed with one message, of two lines at most, that steers no terminal."""
    assert ran.code == 1, ran
    assert re.search(message, ran.err), ran.err
    assert "internal error" not in ran.err
    assert len(ran.err.splitlines()) <= 3
    assert not STEERS.search(ran.out + ran.err)


def translated(root: Path, *messages: str) -> Path:
    """Make a project whose only article has one paragraph for each French message."""
    text = "".join(f"\n\nParagraph {number}." for number in range(len(messages)))
    article(root, f"# Title{text}\n")
    po = polib.POFile(wrapwidth=0)
    po.metadata = {"Language": "fr", "Content-Type": "text/plain; charset=UTF-8"}
    po.append(polib.POEntry(msgid="Title", msgstr="Titre"))
    for number, message in enumerate(messages):
        po.append(polib.POEntry(msgid=f"Paragraph {number}.", msgstr=message))
    path = catalog(root)
    path.parent.mkdir(parents=True)
    po.save(str(path))
    return root


# --- text ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", BAD_TEXTS)
def test_an_article_that_cannot_be_read_is_one_line(run: Run, tmp_path: Path, case: str) -> None:
    """What no edition can hold is refused with file and line, in every command that reads articles."""
    content, message = BAD_TEXTS[case]
    root = article(tmp_path, content)
    for command in (["extract"], ["outline", "source/a.md"], ["build", "-l", "en", "-f", "docx"]):
        told(run(root, *command), message)


@pytest.mark.parametrize("case", GOOD_TEXTS)
def test_what_is_odd_but_whole_is_read(run: Run, tmp_path: Path, case: str) -> None:
    """An article in UTF-16, with old line ends or with signs heaped up is printed."""
    root = article(tmp_path, GOOD_TEXTS[case])
    assert run(root, "build", "-l", "en", "-f", "docx").code == 0
    assert not STEERS.search(run(root, "outline", "source/a.md").out)


def test_controls_of_direction_are_kept_and_told(run: Run, tmp_path: Path) -> None:
    """A text that may show other words than it holds is printed as it is, and every command says where."""
    root = article(tmp_path, "# T\n\npay 100\u202e001\u202c\n")
    said = "source/a.md:3: U+202E RIGHT-TO-LEFT OVERRIDE and 1 more can show words in another order"
    for command in (["extract"], ["outline", "source/a.md"], ["build", "-l", "en", "-f", "docx"]):
        ran = run(root, *command)
        assert (ran.code, said in ran.err) == (0, True)
        assert not STEERS.search(ran.out + ran.err)
    assert "\u202e001" in polib.pofile(str(root / "locales/a.pot"))[1].msgid
    assert "override" not in run(root, "extract", "-q").err.lower()


def test_overrides_in_a_translation_are_found(run: Run, tmp_path: Path) -> None:
    """An override that the source has not is a finding, closed or not."""
    ran = run(translated(tmp_path, "100 \u202e001\u202c"), "check")
    assert "U+202E RIGHT-TO-LEFT OVERRIDE" in ran.out
    assert not STEERS.search(ran.out)


# --- front matter ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", FRONT)
def test_front_matter_has_limits(run: Run, tmp_path: Path, case: str) -> None:
    """YAML neither runs nor unfolds nor smuggles anything; what is wrong is told with its line."""
    front, message = FRONT[case]
    root = article(tmp_path, f"---\n{front}\n---\n\nText.\n")
    told(run(root, "extract"), rf"source/a\.md:\d+: .*{message}")


# --- what is printed -------------------------------------------------------------------------------------

COMMANDS = (
    ["extract"],
    ["status"],
    ["status", "--json"],
    ["check"],
    ["build", "--draft", "-f", "docx"],
    ["build", "nosuch", "-q"],
    ["build", "-f", "x\x1b"],
    ["outline", "no\x1bsuch.md"],
)


@pytest.mark.parametrize("case", NAMES)
def test_names_of_files_steer_no_terminal(run: Run, tmp_path: Path, case: str) -> None:
    """Any name that a disk takes works, and is printed so that a terminal only shows it."""
    root = article(tmp_path, ARTICLE, f"{NAMES[case]}.md")
    for command in COMMANDS:
        ran = run(root, *command)
        assert not STEERS.search(ran.out + ran.err), command
        assert "internal error" not in ran.err
    assert run(root, "extract") == run(root, "extract")
    assert len(list(root.glob("output/*/*.docx"))) == 2


def test_a_name_that_is_not_utf8_is_printed_where_that_is_all_there_is(tmp_path: Path) -> None:
    """A terminal that takes nothing but UTF-8 does not stop the program."""
    root = article(tmp_path, ARTICLE, f"{NAMES['not UTF-8']}.md")
    for command in COMMANDS[:2]:
        done = subprocess.run(
            [str(PROGRAM), *command],
            cwd=root,
            capture_output=True,
            env={**os.environ, "PYTHONIOENCODING": "utf-8:strict"},
            check=False,
        )
        assert (done.returncode, b"internal error" in done.stderr) == (0, False), done.stderr
        done.stdout.decode()


@pytest.mark.parametrize("form", ["text", "json", "github", "sarif"])
def test_messages_steer_no_terminal(run: Run, tmp_path: Path, form: str) -> None:
    """What `check` and `build` quote of a translation is shown, whatever escapes stand in it."""
    message = "9\x1b]0;x\x07 [x\x1b](javascript:%1b) \u202e <b\x9b> ![\r](x\n::error::y)"
    root = translated(tmp_path, message)
    ran = run(root, "check", "--format", form)
    assert ran.code == 0
    assert "javascript" in ran.out
    assert not STEERS.search(ran.out + ran.err)
    assert not any(line.startswith("::error::") for line in ran.out.splitlines())
    if form in ("json", "sarif"):
        json.loads(ran.out)
    built = run(root, "build", "-l", "fr", "-f", "docx")
    assert not STEERS.search(built.out + built.err)


def test_headers_of_catalogs_steer_no_terminal(run: Run, tmp_path: Path) -> None:
    """A header that names another language is told without its escapes being obeyed."""
    root = translated(tmp_path, "x")
    path = catalog(root)
    path.write_text(path.read_text("utf-8").replace("Language: fr", "Language: d\\033[31me"), "utf-8")
    for command in (["check"], ["build", "-l", "fr", "-f", "docx"], ["status"]):
        ran = run(root, *command)
        assert (ran.code, STEERS.search(ran.out + ran.err)) == (0, None)
    single = ("check", "source/a.md", "--catalog", str(path))
    told(run(root, *single), r"a\.po:1: unknown language: 'd\\x1b\[31me'")


# --- names -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second"),
    [("A", "a"), (unicodedata.normalize("NFC", "é"), unicodedata.normalize("NFD", "é")), ("B/x", "b/X")],
)
def test_names_that_are_one_on_another_disk(run: Run, tmp_path: Path, first: str, second: str) -> None:
    """Two articles whose editions would overwrite each other on some disk are told before they do."""
    root = project(tmp_path, {f"source/{name}.md": ARTICLE for name in (first, second)})
    told(run(root, "extract"), "has the same name as source/.*one file, on some disks")


@pytest.mark.parametrize(
    "name", ["a" * 251 + ".md", "a" * 252 + ".md", "a" * 251 + ".txt", "报" * 83 + ".md"]
)
def test_names_as_long_as_a_disk_takes(run: Run, tmp_path: Path, name: str) -> None:
    """A name that leaves no room for an ending is told; one that does is worked with, in any script."""
    root = article(tmp_path, ARTICLE, name)
    for command in (["extract"], ["status"], ["check"], ["build", "-f", "docx", "-l", "en"]):
        ran = run(root, *command)
        assert "internal error" not in ran.err
        assert ran.code == 0 or "ame too long" in ran.err
    assert name[0] == "a" or list(root.glob("output/en/*.docx"))


# --- what lies outside -----------------------------------------------------------------------------------


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """Give a folder that no project may touch, with a secret in every kind of file."""
    po = 'msgid ""\nmsgstr "Language: fr\\nContent-Type: text/plain; charset=UTF-8\\n"\n\n'
    po += f'msgid "Harbour"\nmsgstr "{SECRET}"\n'
    return project(
        tmp_path / "outside",
        {
            "a.md": f"# {SECRET}\n",
            "a.txt": f"{SECRET}\n",
            "a.yaml": f"title: {SECRET}\n",
            "a.po": po,
            "g.csv": f"{SECRET},x\n",
            "edition.css": f"{SECRET} bad;; p::after {{ content: '{SECRET}' }}\n",
            "m.tmx": '<tmx version="1.4"><body><tu><tuv xml:lang="en"><seg>Harbour</seg></tuv>'
            f'<tuv xml:lang="fr"><seg>{SECRET}</seg></tuv></tu></body></tmx>',
            "folder/a.md": f"# {SECRET}\n",
        },
    )


def everything_in(root: Path) -> bytes:
    """Return all that stands in a folder's files, those in packages unpacked."""
    found = []
    for path in root.rglob("*"):
        if path.is_file() and not path.is_symlink():
            found.append(path.read_bytes())
            if path.suffix == ".docx":
                with zipfile.ZipFile(path) as package:
                    found += [package.read(name) for name in package.namelist()]
    return b"\0".join(found)


def refused_everywhere(run: Run, root: Path, outside: Path, message: str) -> None:
    """Check that no command takes anything out of a folder, or puts anything into it."""
    before = files_in(outside)
    refusals = 0
    for command in (["extract"], ["check"], ["status"], ["build", "--draft", "-f", "docx"]):
        ran = run(root, *command)
        assert SECRET not in ran.out + ran.err
        assert "internal error" not in ran.err
        refusals += bool(re.search(message, ran.err))
    assert refusals
    assert SECRET.encode() not in everything_in(root)
    assert files_in(outside) == before


@pytest.mark.parametrize("case", LINKS)
def test_links_lead_nowhere_outside(run: Run, tmp_path: Path, outside: Path, case: str) -> None:
    """A link out of the project is neither followed to read nor to write; a line names it."""
    name, target = LINKS[case]
    root = project(tmp_path / "project", {} if name == "source" else {"source/a.txt": "Harbour\n\nBoats.\n"})
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).symlink_to(outside / target)
    refused_everywhere(run, root, outside, "leads out of the project|is a link that leads elsewhere")


def test_a_link_inside_a_project_is_followed(run: Run, tmp_path: Path) -> None:
    """Links within a project work as ever."""
    root = project(tmp_path, {"texts/x.md": ARTICLE, "source/b.md": ARTICLE})
    (root / "source" / "a.md").symlink_to("../texts/x.md")
    (root / "made").mkdir()
    (root / "output").symlink_to("made")
    assert run(root, "build", "-l", "en", "-f", "docx").code == 0
    assert (root / "made" / "en" / "a.docx").is_file()


@pytest.mark.parametrize("case", CONFIGURED)
def test_settings_that_point_outside(run: Run, tmp_path: Path, outside: Path, case: str) -> None:
    """A glossary or a memory outside the project is refused with the key and its line."""
    more = CONFIGURED[case].replace("@", str(outside))
    root = project(tmp_path / "project", {"source/a.md": ARTICLE}, more)
    said = r"publish\.toml:5: (check\.glossary|catalogs\.memory): '.*' leads out of the project"
    refused_everywhere(run, root, outside, said)


@pytest.mark.parametrize("case", BAD_SETTINGS)
def test_settings_have_limits(run: Run, tmp_path: Path, case: str) -> None:
    """Settings that are endless or hold what cannot be printed are one line with the key."""
    more, message = BAD_SETTINGS[case]
    told(run(project(tmp_path, {"source/a.md": ARTICLE}, more + "\n"), "check"), message)


@pytest.mark.parametrize("name", PIPES)
def test_nothing_waits_for_a_pipe(tmp_path: Path, name: str) -> None:
    """A pipe where a file should be is told at once: reading it would wait for ever."""
    text = "Harbour\n\nBoats.\n"
    root = project(tmp_path, {"source/a.txt": text, "source/b.md": "# T\n\n![x](x.png)\n"})
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    os.mkfifo(root / name)
    done = subprocess.run(
        [str(PROGRAM), *PIPES[name]], cwd=root, capture_output=True, text=True, timeout=30, check=False
    )
    assert done.returncode == 1
    assert re.search("[Nn]either a file nor a folder", done.stderr), done.stderr


def test_all_that_is_opened_lies_inside(tmp_path: Path, outside: Path) -> None:
    """A project full of ways out opens no socket, reads nothing of ours outside and writes nothing there."""
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/>'
        f'<image href="{outside}/a.md"/><image href="http://example.org/x.png"/></svg>'
    )
    text = (
        "# T\n\n![x](x.svg)\n\n[a](http://example.org/) ![y](http://example.org/y.png)\n\n"
        '<link rel="stylesheet" href="http://example.org/x.css">\n'
    )
    style = (
        "@import url(http://example.org/x.css); @font-face { font-family: x; src: url(http://example.org/x) }"
    )
    root = project(
        tmp_path / "project",
        {"source/a.md": text.replace("![y]", "\\![y]"), "source/x.svg": svg, "theme/edition.css": style},
    )
    log = tmp_path / "log"
    places = (tmp_path / "site", Path(__file__).parent)
    for name in ("site", "temporary"):
        (tmp_path / name).mkdir()
    begin = f"import watching\nwatching.watch({str(log)!r})\n"
    (tmp_path / "site" / "sitecustomize.py").write_text(begin, "utf-8")
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(map(str, places)),
        "TMPDIR": str(tmp_path / "temporary"),
    }
    for command in (["extract"], ["check"], ["build", "--draft"], ["status"]):
        done = subprocess.run(
            [str(PROGRAM), *command], cwd=root, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
    lines = log.read_text("utf-8").splitlines()
    assert any(line.startswith("write") and "a.pdf" in line for line in lines)
    assert not [line for line in lines if line.startswith("network")]
    assert not [line for line in lines if str(outside) in line]
    written = {line.partition(" ")[2] for line in lines if line.startswith("write")}
    ours = (*map(str, (root, log, tmp_path / "temporary")), "/dev/null", ":memory:")
    assert not [name for name in written if name.startswith("/") and not name.startswith(ours)]


# --- pictures --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", BAD_PICTURES)
def test_pictures_that_are_none_or_bombs(run: Run, tmp_path: Path, case: str) -> None:
    """A picture that is none, or would unfold without end, is one line with the article's line, at once."""
    name, content, message = BAD_PICTURES[case]
    root = project(tmp_path, {"source/a.md": f"# T\n\n![x]({name})\n", f"source/{name}": content})
    began = processor_time()
    told(run(root, "build", "-l", "en", "-f", "docx"), rf"source/a\.md:3: picture .*{name}: .*{message}")
    assert processor_time() - began < 20


@pytest.mark.parametrize("spread", ["repeat", "reflect"])
@pytest.mark.parametrize("kind", ["linear", "radial"])
def test_gradients_that_repeat(run: Run, tmp_path: Path, kind: str, spread: str) -> None:
    """A gradient that repeats ten thousand million times is drawn, once."""
    end = 'x2="0.0000001"' if kind == "linear" else 'r="0.0000001"'
    gradient = f'<{kind}Gradient id="g" {end} spreadMethod="{spread}"><stop stop-color="red"/>'
    gradient += f'<stop offset="1" stop-color="blue"/></{kind}Gradient>'
    shapes = '<rect width="90" height="90" fill="url(#g)"/><rect width="40" height="40"/>'
    root = project(tmp_path, {"source/a.md": "# T\n\n![x](x.svg)\n", "source/x.svg": svg(gradient + shapes)})
    assert run(root, "build", "-l", "en", "-f", "docx") == Ran(0, "output/en/a.docx\n", "")


def test_a_film_is_its_first_picture(run: Run, tmp_path: Path) -> None:
    """Of a GIF of 10,000 frames the first is printed, without a warning of Pillow's."""
    root = project(tmp_path, {"source/a.md": "# T\n\n![x](x.gif)\n", "source/x.gif": GIF})
    assert run(root, "build", "-l", "en", "-f", "docx") == Ran(0, "output/en/a.docx\n", "")


@pytest.mark.parametrize("src", ELSEWHERE)
def test_pictures_that_are_elsewhere(run: Run, tmp_path: Path, src: str) -> None:
    """An address, a path out of the project or a host of the network is refused before it is looked for."""
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "x.png").write_bytes(png(1, 1))
    src = src.replace("@", str(tmp_path / "outside"))
    root = article(tmp_path / "project", f"# T\n\n![x]({src})\n")
    told(
        run(root, "build", "-l", "en", "-f", "docx"),
        r"source/a\.md:3: picture (is not in|lies outside) the proj",
    )


# --- markup ----------------------------------------------------------------------------------------------

ACTIVE = re.compile(
    rb"<script|javascript:|vbscript:|onclick=|onload=|<iframe|<object|<embed|<form|/JavaScript|/JS\b|/Launch"
    rb"|/GoToR|/SubmitForm|/ImportData|/RichMedia|/EmbeddedFile|/OpenAction|attachedTemplate|altChunk|oleObject",
    re.IGNORECASE,
)


def links_of_pdf(path: Path) -> set[str]:
    """Return where the links of a PDF lead."""
    found = set()
    document = pypdfium2.PdfDocument(path)
    for page in document:
        for number in range(pdfium.FPDFPage_GetAnnotCount(page.raw)):
            link = pdfium.FPDFAnnot_GetLink(pdfium.FPDFPage_GetAnnot(page.raw, number))
            action = pdfium.FPDFLink_GetAction(link) if link else None
            if action:
                buffer = ctypes.create_string_buffer(2000)
                pdfium.FPDFAction_GetURIPath(document.raw, action, buffer, 2000)
                found |= {buffer.value.decode()} - {""}
    document.close()
    return found


@pytest.mark.parametrize("through", ["a translation", "an article"])
def test_nothing_active_reaches_an_edition(run: Run, tmp_path: Path, through: str) -> None:
    """Markup that acts, loads or leads to a disk is words or nothing, in DOCX and PDF."""
    if through == "a translation":
        root, language = translated(tmp_path, *INJECTED), "fr"
    else:
        spoken = [text for text in INJECTED if "klingonx" not in text]
        root, language = article(tmp_path, "# T\n\n" + "\n\n".join(["Text.", *spoken]) + "\n"), "en"
    ran = run(root, "build", "-l", language)
    assert (ran.code, "failed" in ran.err) == (0, False), ran.err
    with zipfile.ZipFile(root / "output" / language / "a.docx") as package:
        for name in package.namelist():
            markup = re.sub(rb"<w:t[ >].*?</w:t>", b"", package.read(name), flags=re.DOTALL)
            assert not ACTIVE.search(markup), name
            if name.endswith(".rels"):
                assert b"External" not in markup
    pdf = root / "output" / language / "a.pdf"
    assert not ACTIVE.search(pdf.read_bytes())
    assert links_of_pdf(pdf) == set()


def test_one_bad_message_costs_a_picture_not_the_terminal(run: Run, tmp_path: Path) -> None:
    """A translation that shows a picture from elsewhere is refused by name; `check` says it beforehand."""
    root = translated(tmp_path, "![x](../../../etc/passwd)")
    assert "the source does not show the picture" in run(root, "check").out
    told(run(root, "build", "-l", "fr", "-f", "docx", "-q"), "picture lies outside the project")


def test_the_page_of_align_holds_no_markup_of_others(run: Run, tmp_path: Path) -> None:
    """Both texts stand side by side as words, whatever is in them, and so do the names of the files."""
    bad = "<script>alert(1)</script> <img src=x onerror=alert(1)> [x](javascript:alert(1))"
    name = "<img src=x onerror=alert(1)>.md"
    root = project(tmp_path, {name: f"# T\n\n{bad}\n", "b.md": f"# T\n\n{bad} &lt;script&gt;\n"})
    ran = run(root, "align", name, "fr", "b.md", "-o", "x.po", "--html", "x.html", "--report")
    assert (ran.code, STEERS.search(ran.out + ran.err)) == (0, None)
    page = (root / "x.html").read_text("utf-8")
    assert re.findall(r"<(?:script|img|a)\b", page) == []
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize("case", HEADERS)
def test_a_letterhead_cannot_act(run: Run, tmp_path: Path, case: str) -> None:
    """A Word document of the office's whose header loads, runs or leads to a disk is refused by name."""
    root = project(tmp_path, {"source/a.md": ARTICLE, "theme/reference.docx": office(HEADERS[case])})
    told(run(root, "build", "-l", "en", "-f", "docx"), r"theme/reference\.docx: its header holds")


def test_a_letterhead_keeps_its_fields(run: Run, tmp_path: Path) -> None:
    """Numbers of pages, titles and links to the web stay."""
    header = '<w:r><w:instrText> PAGE </w:instrText></w:r><w:fldSimple w:instr="TITLE \\* Upper"/>'
    header += '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK "https://example.org"'
    root = project(
        tmp_path, {"source/a.md": ARTICLE, "theme/reference.docx": office(f"{header}</w:instrText></w:r>")}
    )
    assert run(root, "build", "-l", "en", "-f", "docx", "-q") == Ran(0, "", "")


def test_a_letterhead_that_is_broken(run: Run, tmp_path: Path) -> None:
    """A number that is none in its styles is one line that names the document."""
    style = 'w:type="paragraph" w:styleId="x"><w:name w:val="x"/><w:rPr><w:sz w:val="big"/></w:rPr>'
    root = project(tmp_path, {"source/a.md": ARTICLE, "theme/reference.docx": office(style=style)})
    told(run(root, "build", "-l", "en", "-f", "docx"), r"theme/reference\.docx: cannot be used: ValueError")


# --- depth ---------------------------------------------------------------------------------------------

DEEP = {
    "lists": "<ul><li>" * 9 + "x" + "</li></ul>" * 9,
    "fifty lists": "- " * 50 + "x",
    "quotations": "> " * 30 + "x",
    "a table in lists": "<ul><li>" * 8 + "<table><tr><td>x</td></tr></table>" + "</li></ul>" * 8,
    "a list in a note": "x[^1]\n\n[^1]: " + "- " * 9 + "x",
}


@pytest.mark.parametrize("case", DEEP)
def test_what_readers_of_pdf_cannot_follow_is_told(run: Run, tmp_path: Path, case: str) -> None:
    """Blocks too deep inside each other for a PDF are one line with the article's; DOCX has them."""
    root = article(tmp_path, f"# T\n\n{DEEP[case]}\n")
    told(
        run(root, "build", "-l", "en", "-f", "pdf"), r"source/a\.md:\d: too many lists and quotations inside"
    )
    assert run(root, "build", "-l", "en", "-f", "docx").code == 0


@pytest.mark.parametrize("case", TABLES)
def test_tables_larger_than_a_pdf_can_be_are_told(run: Run, tmp_path: Path, case: str) -> None:
    """A few characters that make a table too large for a PDF are one line with the article's; DOCX has it."""
    words, error = TABLES[case]
    root = article(tmp_path, words)
    told(run(root, "build", "-l", "en", "-f", "pdf"), error)
    assert run(root, "build", "-l", "en", "-f", "docx").code == 0


SHALLOW = {
    "lists": "<ul><li>" * 8 + "x <b>y</b>" + "</li></ul>" * 8,
    "quotations": "> " * 24 + "x",
    "a table in lists": "<ul><li>" * 7 + "<table><tr><td>x</td></tr></table>" + "</li></ul>" * 7,
    "a table in quotations": "<blockquote>" * 24
    + "<table><tr><td>x</td></tr></table>"
    + "</blockquote>" * 24,
    "definitions": "<dl><dt>a</dt><dd>" * 12 + "x" + "</dd></dl>" * 12,
}


@pytest.mark.parametrize("case", SHALLOW)
def test_what_readers_of_pdf_follow_is_printed(run: Run, tmp_path: Path, case: str) -> None:
    """Eight levels of lists and two dozen of quotations reach the PDF whole: parity reads them there."""
    root = article(tmp_path, f"# T\n\n{SHALLOW[case]}\n")
    assert run(root, "build", "-l", "en", "-f", "pdf") == Ran(0, "output/en/a.pdf\n", "")


# --- time ------------------------------------------------------------------------------------------------

GROWING: dict[str, tuple[int, Callable[[int], str]]] = {
    "one line": (100_000, lambda n: "# T\n\n" + WORDS * (n // len(WORDS))),
    "one word": (100_000, lambda n: "# T\n\n" + "a" * n),
    "paragraphs": (200, lambda n: "# T\n\n" + "".join(f"{WORDS}{i}.\n\n" for i in range(n))),
    "short lines": (2000, lambda n: "T\n\n" + "a|b\n" * n),
    "links": (300, lambda n: "# T\n\n" + "".join(f"[l](https://e.org/{i}) " for i in range(n))),
    "notes": (100, lambda n: "# T\n\n" + "".join(f"a[^{i}]\n\n[^{i}]: b\n\n" for i in range(n))),
    "places": (100, lambda n: "".join(f"## H {{#h{i}}}\n\n[l](#h{i})\n\n" for i in range(n))),
    "rows": (
        15,
        lambda n: "# T\n\n" + "|" + "h|" * 50 + "\n|" + "-|" * 50 + "\n" + ("|" + "c|" * 50 + "\n") * n,
    ),
    "rows of HTML": (50, lambda n: "<table>" + ("<tr>" + "<td>c</td>" * 20 + "</tr>") * n + "</table>\n"),
    "elements in elements": (300, lambda n: "# T\n\n" + "<b>x<i>y" * n + "</i>z</b>" * n),
    "emphases": (2000, lambda n: "# T\n\n" + "*a **b " * n),
    "comments that never end": (2000, lambda n: "<div>" + "<?" * n + "\n"),
    "one target": (500, lambda n: "# T\n\n" + "[a]\n\n" * n + "[a]: https://e.org/" + "x" * n),
}


@pytest.mark.parametrize("case", GROWING)
def test_time_grows_with_size(run: Run, tmp_path: Path, case: str) -> None:
    """Six times as much takes about six times as long, to extract and to build, not thirty-six times."""
    size, made = GROWING[case]
    name = "a.txt" if case == "short lines" else "a.md"
    spent = []
    for times in (1, 6):
        root = article(tmp_path / str(times), made(size * times), name)
        began = processor_time()
        assert run(root, "extract", "-q").code == 0
        assert run(root, "build", "-l", "en", "-f", "docx", "-q").code == 0
        spent.append(processor_time() - began)
    assert spent[1] < 15 * spent[0] + 1


TOKENS = [
    "1.",
    "a.",
    "U.S.",
    "<![CDATA[",
    "<!--",
    "<?",
    "[",
    "(",
    "«",
    "“",
    "*",
    "_",
    "`",
    "http://a/)",
    "@",
    "&",
]


@pytest.mark.parametrize("sign", ["a", ".", "漢", "ก", "ا"])
def test_a_word_that_fills_pages_is_laid_out_at_once(run: Run, tmp_path: Path, sign: str) -> None:
    """A word of thirty thousand letters in a PDF, which once took minutes, takes seconds."""
    root = article(tmp_path, f"# T\n\n{sign * 30_000}\n")
    began = processor_time()
    assert run(root, "build", "-l", "en", "-f", "pdf").out == "output/en/a.pdf\n"
    assert processor_time() - began < 20


def test_long_paragraphs_are_laid_out_as_ever(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is done for words that fill pages changes no paragraph of words, with its hyphens."""
    words = "réorganisation administrative extraordinairement compréhensible des gouvernements provinciaux. "
    root = project(tmp_path, {"source/a.md": f"# T\n\n{words * 40}\n"})
    (root / "publish.toml").write_text(SETTINGS.replace("en", "xx").replace("fr", "en").replace("xx", "fr"))
    made = []
    for hooks in (windows.hooks, nullcontext):
        monkeypatch.setattr(windows, "hooks", hooks)
        assert run(root, "build", "-l", "fr", "-f", "pdf", "-j1", "--force").code == 0
        made.append((root / "output" / "fr" / "a.pdf").read_bytes())
    assert made[0] == made[1]


@pytest.mark.parametrize("sign", ["a", "漢"])
def test_a_word_that_fills_pages_fits_in_a_table(run: Run, tmp_path: Path, sign: str) -> None:
    """A word of ten thousand letters in a cell takes seconds, and all of it is on the paper."""
    root = article(tmp_path, f"# T\n\n| b | b |\n|---|---|\n| c | {sign * 10_000} |\n")
    began = processor_time()
    assert run(root, "build", "-l", "en", "-f", "pdf").out == "output/en/a.pdf\n"
    assert processor_time() - began < 30
    document = pypdfium2.PdfDocument(root / "output/en/a.pdf")
    printed = "".join(page.get_textpage().get_text_bounded() for page in document)
    assert 10_000 <= printed.count(sign) < 10_100  # the running foot has an `a` on each page
    document.close()


@pytest.mark.parametrize("part", ["a**b**", "`a`b", "<i>a</i><b>b</b>"])
def test_a_word_of_many_parts_stays_on_the_paper(run: Run, tmp_path: Path, part: str) -> None:
    """A word that changes its letters thousands of times breaks at the end of a line, and takes seconds."""
    root = article(tmp_path, f"# T\n\n{part * 4_000}\n")
    began = processor_time()
    assert run(root, "build", "-l", "en", "-f", "pdf").out == "output/en/a.pdf\n"
    assert processor_time() - began < 20


def test_checks_take_time_by_the_size_of_a_message(run: Run, tmp_path: Path) -> None:
    """Signs that nobody closes, ten thousand of each, are checked in seconds."""
    root = translated(tmp_path, *(f"{token * 10_000} x" for token in TOKENS))
    path = catalog(root)
    po = polib.pofile(str(path), wrapwidth=0)
    for entry, token in zip(po[1:], TOKENS, strict=True):
        entry.msgid = token * 10_000
    po.save()
    began = processor_time()
    assert run(root, "check", "-q").code == 0
    assert processor_time() - began < 20


def test_many_parts_are_named_in_time(run: Run, tmp_path: Path) -> None:
    """Thousands of roles by line or by words are given without looking through the article for each."""
    roles = "".join(f"  'block {n:05}': paragraph\n" for n in range(4000))
    text = "".join(f"block {n:05} of many.\n\n" for n in range(8000))
    root = article(tmp_path, f"---\nroles:\n{roles}---\n\nTitle\n\n{text}", "a.txt")
    began = processor_time()
    assert run(root, "outline", "source/a.txt").code == 0
    assert processor_time() - began < 15
