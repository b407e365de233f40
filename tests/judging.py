"""Editions of the specimen to what judges say of them: all languages by `tools/judge`, a dozen by tests."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import docx_checks
import readback
from publish import project
from publish.pipeline import build, jobs
from publish.writers.edition import Edition

ELSEWHERE = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "LANGUAGE": "tr", "HOME": "/nonexistent"}
"""Surroundings in which the same edition must have the same bytes."""


@dataclass(frozen=True, slots=True)
class Specimen:
    """One language of a specimen that has been built."""

    language: str
    edition: Edition
    docx: Path
    pdf: Path


def make(folder: Path, languages: Sequence[str], surroundings: Mapping[str, str] | None = None) -> str:
    """Build some languages of a specimen by the command line; return what it complains of."""
    asked = [part for language in languages for part in ("-l", language)]
    command = [str(Path(sys.executable).with_name("publish")), "build", *asked]
    environment = {key: value for key, value in os.environ.items() if key != "SOURCE_DATE_EPOCH"}
    ran = subprocess.run(
        command,
        cwd=folder,
        capture_output=True,
        check=False,
        text=True,
        encoding="utf-8",
        env=environment | dict(surroundings or {}) | {"PYTHONUTF8": "1"},
    )
    return "" if ran.returncode == 0 else ran.stderr


def specimens(folder: Path, languages: Sequence[str]) -> Iterator[Specimen]:
    """Give each language of a specimen that has been built, with what it should hold."""
    found = project.load(folder)
    articles, tongues = found.select_articles(()), found.select_languages(tuple(languages), source=True)
    for name, job in zip(languages, jobs.plan(found, articles, tongues), strict=True):
        paths = dict(job.outputs)
        edition = build._edition(build.translate(job), job)
        yield Specimen(name, edition, paths["docx"], paths["pdf"])


def docx(specimen: Specimen) -> list[str]:
    """Return what is wrong with a DOCX by our own checks and by `openxml-audit`."""
    from openxml_audit import OpenXmlValidator

    with zipfile.ZipFile(specimen.docx) as packed:
        found = docx_checks.complaints({name: packed.read(name) for name in packed.namelist()})
    if not OpenXmlValidator().validate(specimen.docx).is_valid:
        found.append("openxml-audit finds something to repair")
    return found


def fonts(specimen: Specimen) -> list[str]:
    """Return what is wrong with the fonts of a PDF, by poppler: each embedded, and one that was named."""
    ran = subprocess.run(["pdffonts", str(specimen.pdf)], capture_output=True, check=True, text=True)
    rows = [re.split(r"\s{2,}|\s(?=(?:yes|no)\b)", line) for line in ran.stdout.splitlines()[2:]]
    strangers = [row[0] for row in rows if not re.match(r"[A-Z]{6}\+Noto", row[0])]
    loose = [row[0] for row in rows if "no" in row]
    return [f"{name} was named by nobody" for name in strangers] + [f"{name} is not whole" for name in loose]


def readings(specimen: Specimen) -> dict[str, readback.Reading]:
    """Return how much each reader gets back of a PDF; poppler's structure only where it can be asked."""
    edition, path = specimen.edition, specimen.pdf
    pages = {
        "poppler": readback.poppler(path, edition),
        "pdfium": readback.pdfium(path),
        "pdfium, structure": readback.pdfium_structure(path, edition),
    }
    if readback.has_poppler_structure():
        pages["poppler, structure"] = readback.poppler_structure(path)
    return {name: readback.read(edition, found) for name, found in pages.items()}


def lost(specimen: Specimen, found: Mapping[str, readback.Reading]) -> list[str]:
    """Return what readers do not get back.

    All must come back, to the letter: from right to left by the structure, which is what screen readers walk;
    from left to right by the text of the page as well.
    """
    ltr = specimen.edition.language.direction == "ltr"
    asked = {name: reading for name, reading in found.items() if ltr or name.endswith("structure")}
    return [f"{name} loses {reading.lost[0][:60]!r}" for name, reading in asked.items() if reading.lost]
