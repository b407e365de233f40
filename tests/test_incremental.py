"""What a second build promises: it makes what has changed, nothing else, and never leaves an old edition."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from pathlib import Path
from typing import Any

import polib
import pytest
from PIL import Image

from commands import PROGRAM, SETTINGS, Run, catalog, files_in, fill
from publish import errors
from publish.pipeline import build as pipeline
from publish.pipeline import pool
from publish.pipeline import record as recording
from publish.pipeline.jobs import Built, Job, plan
from publish.pipeline.record import Record
from publish.project import load

EDITIONS = {f"output/{language}/a.{kind}" for language in ("en", "fr", "de") for kind in ("docx", "pdf")}


@pytest.fixture
def built(ready: Path, run: Run) -> Path:
    """A project of one article with a picture, in three languages, built."""
    for path in ready.rglob("b.*"):
        path.unlink()
    with (ready / "source" / "a.md").open("a", encoding="utf-8") as file:
        file.write("\n![The quay](quay.png)\n")
    Image.new("RGB", (40, 30), "navy").save(ready / "source" / "quay.png")
    run(ready, "extract", "-q")
    for language in ("fr", "de"):
        fill(catalog(ready, language))
    assert run(ready, "build", "-q").code == 0
    return ready


def damage(root: Path, command: str) -> None:
    """Do something to the record that no run of ours does."""
    with closing(sqlite3.connect(root / ".publish" / "editions.sqlite3")) as store:
        store.execute(command)
        store.commit()


def written(root: Path, run: Run, *options: str) -> set[str]:
    """Build, and return the editions that were written."""
    before = {name: (root / name).stat().st_mtime_ns for name in EDITIONS if (root / name).exists()}
    ran = run(root, "build", *options)
    assert ran.code == 0, ran.err
    said = {line for line in ran.out.splitlines() if line.startswith("output/")}
    changed = {
        name
        for name in EDITIONS
        if (root / name).exists() and (root / name).stat().st_mtime_ns != before.get(name)
    }
    assert changed <= said
    return said


def test_a_second_build_does_nothing_and_says_so(built: Path, run: Run) -> None:
    """All is as it was: no edition is touched."""
    before = {name: (built / name).stat().st_mtime_ns for name in EDITIONS}
    ran = run(built, "build")
    assert (ran.code, ran.out, ran.err) == (0, "", "0 editions written, 6 unchanged\n")
    assert {name: (built / name).stat().st_mtime_ns for name in EDITIONS} == before
    assert written(built, run, "--force") == EDITIONS


def translate(root: Path, change: Callable[[polib.POFile], None]) -> None:
    file = polib.pofile(str(catalog(root)), wrapwidth=0)
    change(file)
    file.save()


def test_a_translation_rebuilds_its_own_editions(built: Path, run: Run) -> None:
    """One changed translation: that article, in that language, and no other."""

    def change(file: polib.POFile) -> None:
        file.find("Cod, on ice").msgstr = "Du cabillaud sur glace"

    translate(built, change)
    assert written(built, run) == {"output/fr/a.docx", "output/fr/a.pdf"}
    assert written(built, run) == set()


def test_what_is_not_printed_rebuilds_nothing(built: Path, run: Run) -> None:
    """A comment, a date and an obsolete message in a catalog change no edition, nor does saving it anew."""

    def change(file: polib.POFile) -> None:
        file.find("Cod, on ice").tcomment = "seen"
        file.metadata["PO-Revision-Date"] = "2031-01-01 00:00+0000"
        file.append(polib.POEntry(msgid="Gone", msgstr="Parti", obsolete=True))

    translate(built, change)
    assert written(built, run) == set()
    os.utime(built / "source" / "a.md")
    assert written(built, run) == set()


def append(path: Path) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write("\nOne more paragraph.\n")


def theme(root: Path) -> None:
    (root / "theme").mkdir()
    (root / "theme" / "edition.css").write_text("p { color: navy }", "utf-8")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda root: append(root / "source" / "a.md"), EDITIONS),
        (lambda root: Image.new("RGB", (40, 30), "red").save(root / "source" / "quay.png"), EDITIONS),
        (
            lambda root: Image.new("RGB", (40, 30), "red").save(root / "source" / "quay.fr.png"),
            {"output/fr/a.docx", "output/fr/a.pdf"},
        ),
        (theme, EDITIONS),
        (lambda root: append_setting(root, '[editions]\npage = "A5"\n'), EDITIONS),
        (lambda root: (root / "output" / "fr" / "a.pdf").unlink(), {"output/fr/a.pdf"}),
        (lambda root: (root / "output" / "de" / "a.docx").write_bytes(b"torn"), {"output/de/a.docx"}),
        (lambda root: shutil.rmtree(root / "output"), EDITIONS),
        (lambda root: shutil.rmtree(root / ".publish"), EDITIONS),
        (lambda root: (root / ".publish" / "editions.sqlite3").write_bytes(b"no database" * 100), EDITIONS),
        (lambda root: damage(root, "UPDATE edition SET pictures = NULL"), EDITIONS),
        (lambda root: damage(root, "UPDATE edition SET size = 'x', skipped = 7"), EDITIONS),
        (lambda root: damage(root, "DROP TABLE edition"), EDITIONS),
        (lambda root: damage(root, "ALTER TABLE edition RENAME COLUMN words TO others"), EDITIONS),
        (lambda root: damage(root, "PRAGMA user_version = 0"), EDITIONS),
    ],
    ids=[
        "article",
        "picture",
        "French picture",
        "css",
        "page",
        "deleted",
        "torn",
        "all",
        "record",
        "damaged",
        "no pictures",
        "odd types",
        "no table",
        "other columns",
        "no version",
    ],
)
def test_what_shapes_an_edition_rebuilds_it(
    built: Path, run: Run, change: Callable[[Path], object], expected: set[str]
) -> None:
    """The article, its pictures, the look, the settings and the editions themselves are looked at."""
    change(built)
    assert written(built, run) == expected
    assert written(built, run) == set()


def append_setting(root: Path, words: str) -> None:
    (root / "publish.toml").write_text(f"{SETTINGS}{words}", "utf-8")


def test_another_date_or_draft_is_another_edition(
    built: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a build is told on the command line and by its surroundings counts too."""
    from publish.pipeline import record

    assert written(built, run, "--draft") == EDITIONS
    assert written(built, run) == EDITIONS
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    record._environment.cache_clear()
    record._look.cache_clear()
    assert written(built, run, "-f", "pdf") == {name for name in EDITIONS if name.endswith("pdf")}
    record._environment.cache_clear()
    record._look.cache_clear()


def test_an_attached_catalog_is_a_part_of_the_edition(built: Path, run: Run) -> None:
    """Where a PDF carries the catalog, a comment in it counts."""
    append_setting(built, "[editions]\nattach = true\n")
    assert written(built, run) == EDITIONS

    def change(file: polib.POFile) -> None:
        file.find("Cod, on ice").tcomment = "seen"

    translate(built, change)
    assert written(built, run) == {"output/fr/a.docx", "output/fr/a.pdf"}


def test_pictures_are_those_of_the_language_that_the_article_says(built: Path, run: Run) -> None:
    """An article whose front matter names another language shows that one's pictures; they are watched."""
    path = built / "source" / "a.md"
    path.write_text(path.read_text("utf-8").replace("title:", "lang: it\ntitle:", 1), "utf-8")
    Image.new("RGB", (40, 30), "green").save(built / "source" / "quay.it.png")
    run(built, "build", "-l", "en", "-q")
    assert written(built, run, "-l", "en") == set()
    Image.new("RGB", (40, 30), "red").save(built / "source" / "quay.it.png")
    assert written(built, run, "-l", "en") == {"output/en/a.docx", "output/en/a.pdf"}


def test_a_moved_project_is_known(built: Path, run: Run, tmp_path: Path) -> None:
    """The record holds no place and no date: a copy elsewhere is up to date."""
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(built, elsewhere)
    for path in elsewhere.rglob("*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    assert written(elsewhere, run) == set()


def test_what_is_skipped_is_told_again(built: Path, run: Run) -> None:
    """An edition that has too little translated is named each time, without reading its catalog anew."""

    def change(file: polib.POFile) -> None:
        for entry in file:
            entry.msgstr = ""

    translate(built, change)
    said = "source/a.md (fr): skipped: 0 % translated, 80 % asked (minimum)\n"
    said += "0 editions written, 4 unchanged, 1 skipped\n"
    assert run(built, "build").err == said
    assert run(built, "build").err == said


def test_an_error_is_told_until_it_is_mended(built: Path, run: Run) -> None:
    """What could not be built is tried again, and what was written of it stays."""
    (built / "source" / "quay.png").unlink()
    before = files_in(built / "output")
    for _ in range(2):
        ran = run(built, "build")
        assert ran.code == 1
        assert "picture not found: quay.png" in ran.err
    assert files_in(built / "output") == before
    Image.new("RGB", (40, 30), "navy").save(built / "source" / "quay.png")
    assert written(built, run) == set()


def test_a_killed_build_is_finished_by_the_next(ready: Path, run: Run) -> None:
    """Killed in the middle: every edition that is there is whole, and the next build makes the others."""
    working = subprocess.Popen(
        [str(PROGRAM), "build", "-q", "-j", "1"], cwd=ready, start_new_session=True, stderr=subprocess.DEVNULL
    )
    for _ in range(600):
        if len(list(ready.glob("output/*/*.pdf"))) >= 2:
            break
        time.sleep(0.05)
    os.killpg(working.pid, signal.SIGKILL)
    working.wait()
    there = {path.relative_to(ready).as_posix() for path in ready.glob("output/*/*.*")}
    assert 0 < len(there) < 12
    ran = run(ready, "build")
    assert ran.code == 0
    assert len(list(ready.glob("output/*/*.*"))) == 12
    # Only what was written without a word in the record is made twice.
    assert len({*ran.out.splitlines()} & there) <= 2


def test_what_a_killed_build_left_is_not_taken_for_what_it_replaced(
    built: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A word is changed, the build dies when the edition is there, the word is changed back: it is rebuilt.

    Both editions have the same size, as happens in a thousand kills.
    """
    path, edition = catalog(built, "fr", "a"), built / "output" / "fr" / "a.docx"
    before, made = path.read_bytes(), edition.read_bytes()
    for letter in "bcdfghjklmnpqrstvwxz":
        translate(built, lambda po: setattr(po[0], "msgstr", po[0].msgstr[:-1] + letter))  # noqa: B023
        with monkeypatch.context() as patch:
            patch.setattr(Record, "note", lambda *_: None)  # killed before that
            run(built, "build", "-l", "fr", "-f", "docx", "-j1")
        if len(edition.read_bytes()) == len(made) and edition.read_bytes() != made:
            break
    assert len(edition.read_bytes()) == len(made)
    path.write_bytes(before)
    assert run(built, "build", "-l", "fr", "-f", "docx", "-j1").code == 0
    assert edition.read_bytes() == made


def test_a_dying_worker_costs_one_job(ready: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that dies takes the jobs at work along; they are tried again, and only the killer is told."""
    # The workers of the fork server inherit this module by name: what they run is `_run_or_die`.
    monkeypatch.setattr(pipeline, "run", _run_or_die)
    project = load(ready)
    jobs = list(plan(project, project.articles(), (project.source_language, *project.languages)))
    results = list(pipeline.build(jobs, 2))
    assert len(results) == len(jobs)
    failed = [result for result in results if result.errors]
    assert [(result.job.language.tag, result.job.source.name) for result in failed] == [("fr", "b.md")]
    assert isinstance(failed[0].errors[0], errors.EditionError)
    assert "a worker process died twice" in str(failed[0].errors[0])
    assert len(list(ready.glob("output/*/*.*"))) == 10


def test_a_pool_that_dies_before_a_job_is_handed_out_loses_none(
    ready: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A job that a dying pool refuses is handed to the next one."""
    refusals = iter([False, True])

    class Refusing(ThreadPoolExecutor):
        def submit(self, *arguments: Any, **named: Any) -> Any:
            if next(refusals, False):
                raise BrokenProcessPool
            return super().submit(*arguments, **named)

    monkeypatch.setattr(pipeline, "processes", Refusing)
    monkeypatch.setattr(pipeline, "run", Built)
    project = load(ready)
    jobs = plan(project, project.articles(), project.languages)
    done = [built.job for built in pipeline.build(jobs, 2)]
    assert sorted(map(repr, done)) == sorted(map(repr, jobs))


_run = pipeline.run


def _run_or_die(job: Job) -> Built:
    if (job.language.tag, job.source.name) == ("fr", "b.md"):
        os.kill(os.getpid(), signal.SIGKILL)
    return _run(job)


def test_watching_builds_what_is_saved(built: Path) -> None:
    """`--watch` builds an edition again soon after its catalog is saved, and ends with Ctrl-C."""
    with subprocess.Popen(
        [str(PROGRAM), "build", "--watch"],
        cwd=built,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        # A shell that runs the tests in the background has it ignored.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - no threads
    ) as watching:
        # Whatever goes wrong, the test ends.
        end = threading.Timer(60, watching.kill)
        end.start()
        assert watching.stdout
        lines = iter(watching.stdout.readline, "")
        assert any("watching" in line for line in lines)

        def change(file: polib.POFile) -> None:
            file.find("Cod, on ice").msgstr = "Du cabillaud sur glace"

        translate(built, change)
        said = [next(lines).strip() for _ in range(3)]
        assert said == ["output/fr/a.docx", "output/fr/a.pdf", "2 editions written, 4 unchanged"]
        watching.send_signal(signal.SIGINT)
        assert watching.wait(20) == 0
        end.cancel()


def test_the_record_forgets_nothing_between_runs(built: Path) -> None:
    """`left` gives nothing to do for what was built, for one format or for both."""
    project = load(built)
    record = Record(project)
    jobs = plan(project, project.articles(), project.languages)
    assert [record.left(job) for job in jobs] == [(None, "")] * len(jobs)
    assert plan(project, project.articles(), project.languages, record=record) == ()
    record.close()


@pytest.mark.parametrize("name", ["output/fr/a.docx", "locales/fr/LC_MESSAGES/a.po", "output/fr"])
def test_what_became_a_link_is_looked_at_closely(built: Path, run: Run, name: str) -> None:
    """A link in the project leads to what it was, and nothing is built; one that leads out is refused."""
    within, without = built / "elsewhere", built.parent / "without"
    (built / name).rename(within)
    (built / name).symlink_to(within)
    project = load(built)
    record = Record(project)
    left = plan(project, project.articles(), project.languages, record=record)
    record.close()
    assert [job.language.tag for job in left] == ([] if name == "output/fr" else ["fr"])
    assert "6 unchanged" in run(built, "build").err
    (built / name).unlink()
    within.rename(without)
    (built / name).symlink_to(without)
    before = files_in(without) if without.is_dir() else without.read_bytes()
    ran = run(built, "build")
    assert ran.code == 1
    assert "leads out of the project" in ran.err
    assert before == (files_in(without) if without.is_dir() else without.read_bytes())


def test_another_pango_is_another_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A library that shapes text, exchanged by an upgrade, makes every edition an old one."""
    library = tmp_path / "libpango-1.0.so.0.5000.12"
    library.write_bytes(b"1.50")
    monkeypatch.setattr(recording, "_LIBRARY_FOLDERS", (str(tmp_path),))
    before = recording._environment.__wrapped__()
    assert recording._environment.__wrapped__() == before
    library.write_bytes(b"1.56.1")
    assert recording._environment.__wrapped__() != before


def test_workers_that_have_grown_are_replaced(ready: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where processes have had more memory than their share, new ones go on, and every job is done once."""
    pools = []
    begin = pool.processes

    def counted(*arguments: Any) -> Any:
        pools.append(arguments)
        return begin(*arguments)

    monkeypatch.setattr(pipeline, "processes", counted)
    monkeypatch.setattr(pipeline, "room", lambda _: 1)
    project = load(ready)
    jobs = plan(project, project.articles(), (project.source_language, *project.languages))
    results = list(pipeline.build(jobs, 2))
    assert len(pools) > 1
    assert sorted(repr(result.job) for result in results) == sorted(map(repr, jobs))
    assert not any(result.errors for result in results)
    assert all(result.memory > 1 << 20 for result in results)


def test_what_is_being_built_is_said(ready: Path) -> None:
    """Whoever shows how far a build is hears which jobs are at work, in one process and in several."""
    project = load(ready)
    jobs = plan(project, project.articles(), project.languages)
    for workers in (1, 2):
        heard: list[list[Job]] = []

        def hear(at: Iterable[Job], heard: list[list[Job]] = heard) -> None:
            heard.append([*at])

        list(pipeline.build(jobs, workers, at_work=hear))
        assert {job.source for some in heard for job in some} == {job.source for job in jobs}
        assert max(map(len, heard)) == workers


def test_a_bar_shows_how_far_a_build_is(ready: Path) -> None:
    """On a terminal the bar counts editions and names what is at work; what goes into a file is all there."""
    ours, theirs = os.openpty()
    with subprocess.Popen(
        [str(PROGRAM), "build", "-f", "docx"],
        cwd=ready,
        stdout=subprocess.PIPE,
        stderr=theirs,
        text=True,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "100"},
    ) as process:
        os.close(theirs)
        drawn = b""
        with contextlib.suppress(OSError):  # the end of a terminal
            while part := os.read(ours, 1 << 16):
                drawn += part
        os.close(ours)
        assert process.stdout
        written = process.stdout.read().split()
    assert process.returncode == 0
    assert sorted(written) == sorted(str(path.relative_to(ready)) for path in ready.glob("output/*/*.docx"))
    said = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", drawn.decode())
    assert f"0 of {len(written)} editions" in said
    assert re.search(r"[ab] \((en|fr|de)[,)]", said)
    assert said.rstrip().endswith(f"{len(written)} editions written")


def test_workers_begin_only_where_there_is_work_for_several(
    built: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Their imports begin before the plan is made where all is new, and not at all where nothing is."""
    begun: list[tuple[str, ...]] = []
    monkeypatch.setattr(pool, "expect", lambda imports: begun.append(tuple(imports)))
    run(built, "build", "-j", "2")
    translate(built, lambda po: setattr(po[0], "msgstr", "Autre"))
    run(built, "build", "-j", "2")
    run(built, "build", "--force", "-l", "fr", "-j", "2")
    run(built, "build", "--force", "-j", "1")
    assert not begun
    run(built, "build", "--force", "-f", "docx", "-j", "2")
    assert {*begun} == {pool.for_editions(["docx"])}
    run(built, "build", "--force", "-j", "2")
    assert {*begun[-2:]} == {pool.for_editions(["docx", "pdf"])}


def test_workers_collect_garbage(tmp_path: Path) -> None:
    """The server that workers are forked from imports without looking for garbage; they do look for it."""
    asked = (
        "import gc, publish.pipeline.preload; before = gc.isenabled();"
        "from publish.pipeline.pool import _begin; _begin(); print(before, gc.isenabled())"
    )
    told = subprocess.run([sys.executable, "-c", asked], cwd=tmp_path, capture_output=True, check=True)
    assert told.stdout == b"False True\n"


@pytest.mark.parametrize("threads", [0, 1])
def test_the_server_of_workers_is_a_fork_while_nothing_else_runs(tmp_path: Path, threads: int) -> None:
    """It has what this process has imported, and of its open files those alone that it needs.

    Beside a thread, which might hold a lock, it is a Python of its own.
    """
    if sys.platform != "linux":
        pytest.skip("elsewhere it is always a Python of its own")
    asked = f"""
import os, sys, threading, time
from multiprocessing import forkserver
from publish.pipeline import pool
if __name__ == "__main__":
    held = open("held", "w")
    print("said once")
    for _ in range({threads}):
        threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
    pool.expect(["publish.errors"])
    server = forkserver._forkserver._forkserver_pid
    with pool.processes(2, ["publish.errors"]) as workers:
        print(sorted(set(workers.map(str.upper, "ab"))))
        files = [os.readlink(f"/proc/{{server}}/fd/{{name}}") for name in os.listdir(f"/proc/{{server}}/fd")]
        print([os.path.basename(name) for name in files if name.endswith("held")])
        print(open(f"/proc/{{server}}/cmdline").read() == open("/proc/self/cmdline").read())
    sys.stdout.flush()
    os.kill(server, 15)
"""
    (tmp_path / "asked.py").write_text(asked, "utf-8")
    done = subprocess.run(
        [sys.executable, "asked.py"], cwd=tmp_path, capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout == f"said once\n['A', 'B']\n[]\n{not threads}\n"
    assert not done.stderr


def test_the_longest_job_is_the_first(ready: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of two articles the longer, of one article the language with the longer catalog; the source is last."""
    for language, name in (("fr", "b"), ("de", "a")):
        path = catalog(ready, language, name)
        path.write_text(path.read_text("utf-8") + '#~ msgid "x"\n#~ msgstr "y"\n' * 400, "utf-8")
    monkeypatch.setattr(pipeline, "run", Built)
    project = load(ready)
    jobs = plan(project, project.articles(), (project.source_language, *project.languages))
    order = [(built.job.source.stem, str(built.job.language)) for built in pipeline.build(jobs, 1)]
    assert {*order[:2]} == {("b", "fr"), ("a", "de")}
    assert [language for _, language in order].index("en") > 2
