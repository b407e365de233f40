"""All hostile files through `extract`, `check` and `build`: no failure of any kind, in time and memory."""

from __future__ import annotations

import os
import re
import tempfile
import zipfile
from pathlib import Path

import pytest
from lxml import etree

import hostile
from commands import files_in, whole
from hostile.cases import OUTSIDE, SECRET, STEERS, make
from timing import slowness
from warm import Ended, Warm

SECONDS = 20
MEMORY = 2**30
WRITTEN = ("locales/", "output/", ".publish/")
"""Where the program writes."""


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """Give a folder that no project may touch."""
    folder = tmp_path / "outside"
    for name in OUTSIDE:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(SECRET, "utf-8")
    return folder


def sober(ran: Ended, root: Path, outside: Path) -> None:
    """Check how a run ended, what it said, what it took and what it touched."""
    said = ran.out + ran.err
    assert ran.code in (0, 1), said
    assert ran.code == 0 or re.search(r"(?m)^\S.*: \S", ran.err), said
    for word in ("internal error", "Traceback", "Warning:", "please report it"):
        assert word not in said, said
    assert not STEERS.search(said), said
    assert SECRET not in said
    assert ran.seconds / slowness() < SECONDS
    assert ran.memory < MEMORY
    for line in ran.opened:
        what, _, name = line.partition(" ")
        assert what in ("read", "write"), line
        assert not name.startswith(str(outside)), line
        if what == "write" and name.startswith("/"):
            assert name.startswith((str(root), os.devnull, tempfile.gettempdir())), line


def sound(root: Path) -> None:
    """Check that each edition is whole, and none holds what was outside."""
    for path in (*root.glob("output/*/*.docx"), *root.glob("output/*/*.pdf")):
        if path.is_symlink():
            continue  # it was there, leads outside and was refused
        whole(path)
        if path.suffix == ".docx":
            with zipfile.ZipFile(path) as package:
                for name in package.namelist():
                    content = package.read(name)
                    assert SECRET.encode() not in content
                    if name.endswith((".xml", ".rels")):
                        etree.fromstring(content)


@pytest.mark.parametrize("name", hostile.CASES)
def test_no_file_does_harm(warm: Warm, tmp_path: Path, outside: Path, name: str) -> None:
    """Each file gets an edition, a warning or a line that names it; nothing else is read or written."""
    case = hostile.CASES[name]
    root = make(tmp_path / "project", case, outside)
    before = files_in(root)
    beside = files_in(outside)
    formats = [word for form in case.formats for word in ("-f", form)]
    for command in (["extract"], ["check"], ["build", "-j1", "--draft", "-l", case.language, *formats]):
        sober(warm.run(root, *command), root, outside)
    sound(root)
    kept = files_in(root)
    assert files_in(outside) == beside
    for path, content in before.items():
        assert path.startswith(WRITTEN) or kept.get(path) == content, path
    assert all(path in before or path.startswith(WRITTEN) for path in kept)
