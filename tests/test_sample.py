"""What the sample project promises: complete and current catalogs, and editions that hold them."""

from __future__ import annotations

import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from publish import catalog, project, readers
from publish.message import decode
from publish.model import Text
from publish.units import segment

ROOT = Path(__file__).parent.parent
SAMPLE = project.load(ROOT)
CATALOGS = [article.catalog(language) for article in SAMPLE.articles() for language in SAMPLE.languages]
PUBLISH = Path(sys.executable).parent / "publish"


def output_of(*command: str | Path, folder: Path) -> str:
    """Run a program that must succeed without a complaint, and return what it printed."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300, check=False)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    return done.stdout


def letters(text: str) -> str:
    """Return the letters and digits alone: what no line break, hyphen or field can change."""
    return "".join(c for c in unicodedata.normalize("NFC", text) if c.isalnum())


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the sample project, so that a test may write into it."""
    folder = tmp_path_factory.mktemp("sample")
    for name in ("source", "locales"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / project.CONFIG_NAME, folder)
    return folder


@pytest.mark.parametrize("path", CATALOGS, ids=lambda path: path.relative_to(ROOT / "locales").as_posix())
def test_gettext_accepts_every_catalog(path: Path) -> None:
    """GNU msgfmt compiles each catalog of the sample and has nothing to say of it."""
    assert output_of("msgfmt", "-c", "-o", "/dev/null", path, folder=ROOT) == ""


@pytest.mark.parametrize("path", CATALOGS, ids=lambda path: path.relative_to(ROOT / "locales").as_posix())
def test_the_sample_is_translated(path: Path) -> None:
    """Every language is complete but Lao, which shows what a partial translation looks like."""
    percent = catalog.read(path).statistics.percent
    assert 60 <= percent < 100 if "/lo/" in path.as_posix() else percent == 100


def test_the_catalogs_are_current(copy: Path) -> None:
    """Extracting again changes no byte of the sample's catalogs."""
    before = {path: path.read_bytes() for path in (copy / "locales").rglob("*.po*")}
    output_of(PUBLISH, "extract", folder=copy)
    assert {path: path.read_bytes() for path in (copy / "locales").rglob("*.po*")} == before


def test_programs_read_every_word_once_and_in_order(copy: Path) -> None:
    """LibreOffice reads the English DOCX as the translations and nothing else; poppler each of them once."""
    output_of(PUBLISH, "build", "dai-hoi-thai-nguyen", "-l", "en", folder=copy)
    edition = copy / "output" / "en" / "dai-hoi-thai-nguyen.docx"
    article = SAMPLE.articles()[1]
    english = catalog.read(article.catalog(SAMPLE.languages[0]))
    translated = (
        english.get(unit.context, unit.message) or "" for unit in segment(readers.read(article.path))
    )
    wanted = [letters(Text(decode(message)).plain) for message in translated]

    profile = f"-env:UserInstallation={(copy / 'profile').as_uri()}"
    command = ("soffice", profile, "--headless", "--convert-to", "txt:Text (encoded):UTF8", edition)
    subprocess.run(command, cwd=copy, capture_output=True, timeout=300, check=True)
    assert letters((copy / "dai-hoi-thai-nguyen.txt").read_text("utf-8-sig")) == "".join(wanted)

    printed = letters(output_of("pdftotext", edition.with_suffix(".pdf"), "-", folder=copy))
    # Beginnings and ends: at a page's end the page number and the running head (the title) stand between.
    pieces = [piece for words in wanted[1:] for piece in (words[:30], words[-30:])]
    assert [printed.count(piece) for piece in pieces] == [1] * len(pieces)
    places = [printed.index(piece) for piece in pieces]
    assert places == sorted(places)
