"""Faults at random moments: runs are killed, files vanish and change under them.

Nothing is half written or lost, and the next run finishes the work. A hundred kills of `extract` and of
`build`; PUBLISH_KILLS=1000 makes it a thousand.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import threading
from pathlib import Path

import polib

from commands import SETTINGS, catalog, fill, whole
from warm import Warm

KILLS = int(os.environ.get("PUBLISH_KILLS", "100"))
WORDS = "boats harbour morning herring ice quay nets sun town sleep rope tide gulls market boxes fog".split()
LANGUAGES = ("fr", "de")
ARTICLES = ("a", "b", "c")


class Office:
    """A project, those who work in it, and a twin of it in which nothing is killed."""

    def __init__(self, root: Path, warm: Warm, seed: int) -> None:
        self.root = root
        self.twin = root.with_name("twin")
        self.warm = warm
        self.chance = random.Random(seed)
        self.texts = {name: [self.sentence() for _ in range(12)] for name in ARTICLES}
        self.translated: dict[Path, set[str]] = {}
        (root / "source").mkdir(parents=True)
        (root / "publish.toml").write_text(SETTINGS, "utf-8")
        for name in ARTICLES:
            self.write(name)
        self.finished("extract")
        for path in self.catalogs():
            self.translated[path] = {*fill(path)}

    def sentence(self) -> str:
        return " ".join(self.chance.choices(WORDS, k=9)).capitalize() + "."

    def write(self, name: str) -> None:
        text = "\n\n".join(self.texts[name])
        (self.root / "source" / f"{name}.md").write_text(f"# The {name}\n\n{text}\n", "utf-8")

    def edit(self) -> None:
        """Rewrite, add, move or leave out a paragraph of an article, or a word of one."""
        name = self.chance.choice(ARTICLES)
        text = self.texts[name]
        at = self.chance.randrange(len(text))
        match self.chance.randrange(4):
            case 0:
                text[at] = self.sentence()
            case 1:
                text.insert(at, self.sentence())
            case 2 if len(text) > 6:
                text.append(text.pop(at))
                text.pop(0)
            case _:
                text[at] = text[at].replace(" ", f" {self.chance.choice(WORDS)} ", 1)
        self.write(name)

    def translate(self) -> None:
        """Fill what has no translation in one catalog, and change a word of it."""
        path = catalog(self.root, self.chance.choice(LANGUAGES), self.chance.choice(ARTICLES))
        po = polib.pofile(str(path), wrapwidth=0)
        for entry in po.untranslated_entries():
            entry.msgstr = f"Traduit {entry.msgid}"
        entry = self.chance.choice(po.translated_entries())
        entry.msgstr = f"{self.chance.choice(WORDS)} {entry.msgid}"
        po.save()
        self.translated[path] = {entry.msgstr for entry in po if entry.msgstr}

    def catalogs(self) -> list[Path]:
        return sorted(self.root.glob("locales/*/*/*.po"))

    def finished(self, *command: str) -> None:
        """Run a command to its end, in the project and in its twin: the same comes of it."""
        for root in (self.root, self.twin):
            if root.exists():
                ran = self.warm.run(root, *command)
                assert (ran.code, ran.err.count("warning")) == (0, 0), ran.err
        assert not [*self.root.rglob(".*.tmp")]

    def doubled(self) -> None:
        """Make the twin anew, of what there is now."""
        shutil.rmtree(self.twin, ignore_errors=True)
        shutil.copytree(self.root, self.twin)


def written(root: Path, folder: str) -> dict[str, bytes]:
    """Return the files a command writes; not those which a killed run began and the next sweeps away."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in (root / folder).rglob("*")
        if path.is_file() and not path.name.endswith(".tmp")
    }


def test_extract_may_be_killed_at_any_moment(tmp_path: Path, warm: Warm) -> None:
    """Every catalog is the old one or the new one, no translation is lost, and the next run finishes."""
    office = Office(tmp_path / "project", warm, 7)
    usual = 0.05
    killed, changed = 0, 0
    while killed < KILLS:
        office.edit()
        office.doubled()
        before = written(office.root, "locales")
        ran = warm.run(office.root, "extract", kill=office.chance.uniform(0, 1.2 * usual))
        killed += ran.code < 0
        between = written(office.root, "locales")
        office.finished("extract")
        after = written(office.twin, "locales")
        assert between.keys() == before.keys()
        for name, content in between.items():
            assert content in (before[name], after[name]), name
        changed += before != between != after
        assert written(office.root, "locales") == after
        for path, translations in office.translated.items():
            there = {entry.msgstr for entry in polib.pofile(str(path), wrapwidth=0)}
            assert translations <= there, path
        # Half of the runs are to end where work is done, not before the program has looked round.
        usual = 0.8 * usual + 0.2 * warm.run(office.twin, "extract").wall
        office.translate()
    assert changed > KILLS / 50  # between two files, too
    if shutil.which("msgfmt"):
        for path in office.catalogs():
            subprocess.run(["msgfmt", "--check-format", "-o", os.devnull, path], check=True)


def test_build_may_be_killed_at_any_moment(tmp_path: Path, warm: Warm) -> None:
    """Every edition is whole, no process stays, no lock is left, and the next run makes what is missing."""
    office = Office(tmp_path / "project", warm, 11)
    office.finished("build", "-q")
    usual = {"-j1": 0.4, "-j2": 1.2}
    killed, rounds = 0, 0
    while killed < KILLS:
        rounds += 1
        office.translate()
        before = written(office.root, "output")
        jobs = "-j2" if rounds % 7 == 0 else "-j1"
        moment = office.chance.uniform(0, 1.2 * usual[jobs])
        ran = warm.run(office.root, "build", "-q", jobs, kill=moment, group=rounds % 2 == 0)
        killed += ran.code < 0
        assert ran.orphans < 10
        after = written(office.root, "output")
        assert after.keys() == before.keys()
        for name, content in after.items():
            if content != before[name]:
                whole(office.root / name)
        if rounds % 5 == 0:
            office.doubled()
            shutil.rmtree(office.twin / ".publish")
            shutil.rmtree(office.twin / "output")
            office.finished("build", "-q", "-j1")
            assert written(office.root, "output") == written(office.twin, "output")
    office.finished("build", "-q", "-j1")
    assert warm.run(office.root, "build", "-j1").out == ""


def test_files_may_vanish_and_change_at_any_moment(tmp_path: Path, warm: Warm) -> None:
    """What is taken away or written over in a run is told or not missed, and no catalog is harmed."""
    office = Office(tmp_path / "project", warm, 13)
    office.finished("build", "-q")
    kept = {path: path.read_bytes() for path in office.root.rglob("*") if path.is_file()}
    translated = dict(office.translated)
    inputs = [path for path in kept if path.suffix in (".md", ".po", ".toml", ".sqlite3")]
    told = 0
    for number in range(KILLS // 2):
        for path, content in kept.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        office.translated = dict(translated)
        office.edit()
        office.translate()
        victim = office.chance.choice(inputs)
        new = office.chance.choice([b"", b"\xff", kept[victim][:40], None])
        command = (["extract"], ["check"], ["status"], ["build", "-j1"])[number % 4]
        moment = office.chance.uniform(0, 0.3 if "build" in command else 0.05)
        harm = threading.Timer(moment, _harm, (victim, new))
        harm.start()
        ran = warm.run(office.root, *command)
        harm.join()
        assert ran.code in (0, 1), ran.err
        assert "internal error" not in ran.err
        assert "Traceback" not in ran.err
        told += ran.code
        for path in {*office.catalogs()} - {victim}:
            there = {entry.msgstr for entry in polib.pofile(str(path), wrapwidth=0)}
            assert office.translated[path] <= there, path
    assert told


def _harm(victim: Path, new: bytes | None) -> None:
    if new is None:
        victim.unlink()
    else:
        victim.write_bytes(new)
