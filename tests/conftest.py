"""Fixtures that tests of commands share: the program in this process, and projects to run it in."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from commands import ARTICLE, OTHER, SETTINGS, Ran, Run, fill
from publish import cli
from warm import Warm

# Machines are noisy, and what is read once (CLDR, fonts) makes the first example slow. The examples are the
# same each time: new ones are for `make laws` to find, not for whoever tries the program first.
settings.register_profile("publish", deadline=None, derandomize=True)
settings.register_profile("laws", deadline=None, print_blob=True)
settings.load_profile("publish")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command line in this process: the same `main`, without the start of an interpreter."""

    def here(folder: Path, *arguments: str) -> Ran:
        monkeypatch.chdir(folder)
        monkeypatch.setattr(sys, "argv", ["publish", *arguments])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            cli.main()
        out, err = capsys.readouterr()
        return Ran(int(ended.value.code or 0), out, err)

    return here


@pytest.fixture(scope="module")
def warm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warm]:
    """The program, in a process for each run."""
    with Warm(tmp_path_factory.mktemp("printed")) as runs:
        yield runs


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project with two articles and the languages fr and de, not extracted yet."""
    root = tmp_path / "project"
    (root / "source").mkdir(parents=True)
    (root / "publish.toml").write_text(SETTINGS, "utf-8")
    (root / "source" / "a.md").write_text(ARTICLE, "utf-8")
    (root / "source" / "b.md").write_text(OTHER, "utf-8")
    return root


@pytest.fixture
def ready(folder: Path, run: Run) -> Path:
    """The same project with its catalogs extracted and filled."""
    assert run(folder, "extract", "-q") == Ran(0, "", "")
    for path in folder.glob("locales/*/LC_MESSAGES/*.po"):
        fill(path)
    return folder
