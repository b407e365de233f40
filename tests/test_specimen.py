"""What every edition promises, on an article that has every construct, in a dozen ways of setting a line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import judging
import specimen
from judging import Specimen
from publish.languages import parse

pytestmark = pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler-utils are not installed")


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Build the specimen twice: here, and in another folder, time zone, locale and language of messages."""
    here, there = tmp_path_factory.mktemp("here"), tmp_path_factory.mktemp("there") / "deeper one"
    for folder, surroundings in ((here, {}), (there, judging.ELSEWHERE)):
        specimen.write(folder, specimen.A_DOZEN)
        assert judging.make(folder, specimen.A_DOZEN, surroundings) == ""
    return here, there


@pytest.fixture(scope="module")
def made(folders: tuple[Path, Path]) -> dict[str, Specimen]:
    """Give the editions by language."""
    return {found.language: found for found in judging.specimens(folders[0], specimen.A_DOZEN)}


@pytest.mark.parametrize("tag", specimen.A_DOZEN)
def test_nothing_is_wrong_with_a_docx(made: dict[str, Specimen], tag: str) -> None:
    """Fields, bookmarks, languages, descriptions, styles, tables, notes and directions are as they should."""
    assert judging.docx(made[tag]) == []


@pytest.mark.parametrize("tag", specimen.A_DOZEN)
def test_fonts_are_those_that_were_named(made: dict[str, Specimen], tag: str) -> None:
    """Every font is embedded, and none is a stranger's."""
    assert judging.fonts(made[tag]) == []


@pytest.mark.parametrize("tag", specimen.A_DOZEN)
def test_text_reads_back_to_the_letter(made: dict[str, Specimen], tag: str) -> None:
    """Readers get back what was written: from the page, and from right to left by the structure."""
    found = judging.readings(made[tag])
    assert judging.lost(made[tag], found) == []
    assert all(reading.characters > 2000 for reading in found.values())


@pytest.mark.parametrize("tag", specimen.A_DOZEN)
@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_the_same_edition_has_the_same_bytes_elsewhere(
    folders: tuple[Path, Path], tag: str, kind: str
) -> None:
    """Folder, time zone, locale and the clock leave no trace in a file."""
    name = Path("output") / parse(tag).gettext / f"{specimen.NAME}.{kind}"
    assert (folders[0] / name).read_bytes() == (folders[1] / name).read_bytes()
