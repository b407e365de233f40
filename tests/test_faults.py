"""What faults may not do: two runs at once, a catalog saved meanwhile, a run that is killed."""

from __future__ import annotations

import ctypes
import os
import re
import resource
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from commands import PROGRAM, Run, catalog, files_in, whole
from publish import catalog as catalogs
from publish import locks
from publish.errors import CatalogError
from publish.locks import locked
from publish.pipeline import extract


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for no other run."""
    monkeypatch.setattr(locks, "_PATIENCE", 0)


@pytest.mark.parametrize("command", ["extract", "build", "align"])
def test_two_runs_do_not_write_in_one_project(ready: Path, run: Run, impatient: None, command: str) -> None:
    """The second says who is at work and what to do, and writes nothing; those that only read go on."""
    more = ("a", "fr", "source/a.md") if command == "align" else ()
    before = catalog(ready).read_bytes()
    with locked(ready, "build"):
        ran = run(ready, command, *more)
        assert run(ready, "status").code == 0
        assert run(ready, "extract", "--check").code == 0
    said = f"publish build (process {os.getpid()}) is at work in this project"
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith(f"{ready}: {said}\nWait until it ends")
    assert catalog(ready).read_bytes() == before
    assert run(ready, "extract").code == 0


def test_a_run_that_ends_soon_is_waited_for(ready: Path, run: Run) -> None:
    """Nobody is refused for a second."""
    holder = "import sys, time; from pathlib import Path; from publish.locks import locked\n"
    holder += "with locked(Path(sys.argv[1]), 'extract'): print(flush=True); time.sleep(1)"
    with _python(holder, ready):
        assert run(ready, "extract").code == 0


def test_the_lock_of_a_killed_run_is_gone(ready: Path, run: Run, impatient: None) -> None:
    """Death releases it: nobody has to look for a stale file."""
    holder = "import sys, time; from pathlib import Path; from publish.locks import locked\n"
    holder += "with locked(Path(sys.argv[1]), 'build'): print(flush=True); time.sleep(60)"
    with _python(holder, ready) as process:
        assert run(ready, "extract").code == 1
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert run(ready, "extract").code == 0


_CLOSED = {
    "source": ("extract", "build", "check", "status"),
    "source/deep": ("extract", "build", "check", "status"),
    "source/a.md": ("extract", "build"),
    "publish.toml": ("extract", "build", "check", "status"),
    "locales/fr/LC_MESSAGES/a.po": ("extract", "build", "check"),
}


@pytest.mark.parametrize("name", _CLOSED)
def test_what_may_not_be_read_is_named(ready: Path, name: str) -> None:
    """A folder or a file that is closed to us is an error, and no article is passed over in silence."""
    (ready / "source" / "deep").mkdir()
    (ready / "source" / "deep" / "c.md").write_text("# C\n", "utf-8")
    assert _as_owner(ready, "extract").returncode == 0
    before = files_in(ready / "locales")
    with _mode(ready / name, 0):
        for command in _CLOSED[name]:
            ran = _as_owner(ready, command)
            assert ran.returncode == 1, ran.stdout
            said = ran.stderr.splitlines()
            assert any(name in line and re.search("[Pp]ermission", line) for line in said), said
    assert files_in(ready / "locales") == before


@pytest.mark.parametrize("command", ["extract", "build"])
def test_what_is_listed_but_may_not_be_read_is_named(ready: Path, command: str) -> None:
    """A folder that tells its names and opens nothing is no reason to pass over its articles."""
    deep = ready / "source" / "deep"
    deep.mkdir()
    (deep / "c.md").write_text("# C\n", "utf-8")
    with _mode(deep, 0o444):
        ran = _as_owner(ready, command)
    assert ran.returncode == 1, ran.stdout
    assert "source/deep/c.md: no permission to read it" in ran.stderr


@pytest.mark.parametrize("mode", [0, 0o444])
@pytest.mark.parametrize("name", [".", ".publish", "theme", "locales", "locales/deep"])
def test_closed_folders_are_no_defect(ready: Path, name: str, mode: int) -> None:
    """A folder that may not be listed, or not be entered, is done without, or named with what to do."""
    for folder in ("source/deep", "theme", "locales/deep"):
        (ready / folder).mkdir()
    (ready / "source" / "deep" / "c.md").write_text("# C\n", "utf-8")
    for command in ("extract", "build"):
        assert _as_owner(ready, command).returncode == 0
    with _mode(ready / name, mode):
        for words in ("extract --check", "status", "build -f docx"):
            ran = _as_owner(ready, *words.split())
            assert ran.returncode in (0, 1)
            assert ran.returncode == 0 or len(ran.stderr.splitlines()) > 1
            assert "internal error" not in ran.stderr


@pytest.mark.parametrize(
    "name", [".", "locales", "locales/fr/LC_MESSAGES", "output", "output/fr", ".publish"]
)
def test_what_may_not_be_written_is_named(ready: Path, name: str) -> None:
    """In a folder that is read-only nothing is lost, and what is written elsewhere is whole."""
    assert _as_owner(ready, "extract").returncode == 0
    assert _as_owner(ready, "build", "--draft").returncode == 0
    before = files_in(ready / "locales")
    with (ready / "source" / "a.md").open("a", encoding="utf-8") as article:
        article.write("\nMore words.\n")
    with _mode(ready / name, 0o555):
        for command, place in (("extract", "locales"), ("build", "output")):
            ran = _as_owner(ready, command, *(("--draft",) if command == "build" else ()))
            if name == "." or name.startswith(place):
                assert ran.returncode == 1, command
                assert "cannot be written: no permission" in ran.stderr
            else:
                assert ran.returncode == 0, ran.stderr
        for catalog_path, content in files_in(ready / "locales").items():
            closed = f"locales/{catalog_path}".startswith(f"{name}/") or name == "."
            assert content == before[catalog_path] or not closed
    for path in (ready / "output").rglob("*.*"):
        whole(path)


@contextmanager
def _mode(path: Path, mode: int) -> Iterator[None]:
    """Give a file, or a folder with those in it, other rights for a while."""
    usual = {each: each.stat().st_mode for each in (path, *path.rglob("*/"))}
    for each in reversed(usual):
        each.chmod(mode)
    try:
        yield
    finally:
        for each, before in usual.items():
            each.chmod(before)


def _as_owner(root: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run the program with the rights of an owner, which the tests have more of where they run as root."""
    return subprocess.run(
        [str(PROGRAM), *command],
        cwd=root,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
        preexec_fn=_drop_rights if os.geteuid() == 0 else None,
    )


def _drop_rights() -> None:
    """Give up for what follows that root may read and write everything (capabilities 1 and 2 of Linux)."""
    library = ctypes.CDLL(None)
    for right in (1, 2):
        if library.prctl(24, right, 0, 0, 0):  # PR_CAPBSET_DROP
            raise OSError("the rights of root cannot be given up")


def test_what_a_killed_run_left_is_swept_away(ready: Path, run: Run) -> None:
    """Half files under their temporary names are gone after the next run; those of others stay."""
    left = [ready / "locales" / ".a.po.0123abcd.tmp", ready / "output" / "fr" / ".a b.pdf.89abcdef.tmp"]
    others = [ready / "source" / ".a.md.tmp", ready / "source" / ".a.md.swp"]
    for path in (*left, *others):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"half")
    assert run(ready, "extract").code == 0
    assert all(path.exists() for path in left)  # nobody died
    holder = "import sys, os; from pathlib import Path; from publish.locks import locked\n"
    holder += "with locked(Path(sys.argv[1]), 'build'): print(flush=True); os.kill(os.getpid(), 9)"
    with _python(holder, ready):
        pass
    assert run(ready, "extract").code == 0
    assert not any(path.exists() for path in left)
    assert all(path.exists() for path in others)


def _python(program: str, root: Path) -> subprocess.Popen[str]:
    """Start a program, and return when it has printed a line."""
    command = [str(PROGRAM.with_name("python")), "-c", program, str(root)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    process.stdout.readline()
    return process


@pytest.mark.parametrize("at", ["extract", "align"])
def test_what_a_translator_saves_meanwhile_is_not_overwritten(
    ready: Path, run: Run, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    """A catalog that Poedit saves between our reading and our writing stays as Poedit saved it."""
    path = catalog(ready)
    (ready / "source" / "a.md").write_text("# Quite another article\n\nWith other words.\n", "utf-8")
    original = catalogs.find

    def saving(asked: Path) -> catalogs.Catalog | None:
        found = original(asked)
        if asked == path:
            path.write_bytes(path.read_bytes() + b"\n# saved by Poedit\n")
        return found

    monkeypatch.setattr(catalogs, "find", saving)
    if at == "extract":
        ran = run(ready, "extract", "a", "-l", "fr")
        assert ran.code == 1
        assert f"{path}: was saved by another program meanwhile\nNothing of it is lost" in ran.err
    else:
        ran = run(ready, "align", "a", "fr", "source/a.md")
        assert ran.code == 1
        assert "was saved by another program meanwhile" in ran.err
    assert path.read_bytes().endswith(b"# saved by Poedit\n")


def test_a_catalog_that_vanished_meanwhile_is_made_again(ready: Path) -> None:
    """What is gone holds nothing that could be lost."""
    path = catalog(ready)
    old = catalogs.read(path)
    path.unlink()
    assert extract.put(path, old, check=False, old=old)
    with pytest.raises(CatalogError, match="another program"):
        extract.put(path, old, check=False, old=old)


def test_a_project_that_cannot_be_written_is_not_locked(tmp_path: Path) -> None:
    """Where no file can be made, nobody writes."""
    (tmp_path / ".publish").write_text("no folder")
    with locked(tmp_path, "build"), locked(tmp_path, "build"):
        pass


@pytest.fixture
def book(ready: Path) -> Path:
    """A project of a book, which takes many seconds to build, and of short articles."""
    text = "".join(f"\n## Chapter {n}\n\n{'A sentence of a long book. ' * 60}\n" for n in range(150))
    (ready / "source" / "book.md").write_text(f"# A book\n{text}", "utf-8")
    return ready


@pytest.mark.parametrize("jobs", ["-j1", "-j2"])
@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGKILL, -signal.SIGKILL)]
)
def test_a_build_that_is_ended_leaves_nothing_running(book: Path, number: int, code: int, jobs: str) -> None:
    """Ctrl-C, a shutdown and kill -9 end all processes at once, with no half file and no traceback."""
    with subprocess.Popen(
        [str(PROGRAM), "build", jobs, "--project", str(book)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # A shell that runs the tests in the background has it ignored.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - no threads
    ) as process:
        until = time.monotonic() + 30
        lock = book / ".publish" / "lock"
        while not (lock.exists() and lock.read_text()) and time.monotonic() < until:
            time.sleep(0.05)
        time.sleep(1)  # it is at work
        process.send_signal(number)
        began = time.monotonic()
        _, said = process.communicate()  # until the last process has let go of both
    assert time.monotonic() - began < 15
    assert process.returncode == code
    # After kill -9, what Python had begun may complain.
    assert number == signal.SIGKILL or "Traceback" not in said
    # What is killed clears nothing away; the next run does.
    assert number == signal.SIGKILL or not [*book.rglob(".*.tmp")]
    ran = subprocess.run([str(PROGRAM), "status", "--project", str(book)], check=False, capture_output=True)
    assert ran.returncode == 0


@pytest.mark.parametrize("command", ["--help", "extract", "status", "check"])
def test_a_full_disk_behind_the_output_is_told(ready: Path, command: str) -> None:
    """Where a list goes to a disk without room, the message says so."""
    with Path("/dev/full").open("w") as full:
        ran = subprocess.run(
            [str(PROGRAM), command], cwd=ready, stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert ran.returncode == 1
    assert ran.stderr.endswith(
        "what is printed cannot be written: No space left on device\n"
        "Make room on the disk, then run this again.\n"
    )


def test_a_full_disk_loses_no_catalog_and_leaves_no_half_edition(ready: Path) -> None:
    """What has no room is told by its name; what was there stays."""
    (ready / "source" / "a.md").write_text("# Quite another article\n\nWith other words.\n" * 500, "utf-8")
    before = {path: path.read_bytes() for path in ready.rglob("a.po")}

    def full() -> None:
        # What a file may hold at most: a full disk that needs no disk.
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))

    for command in (["extract"], ["build", "-j1"], ["build", "-j2"]):
        ran = subprocess.run(
            [str(PROGRAM), *command],
            cwd=ready,
            capture_output=True,
            text=True,
            check=False,
            preexec_fn=full,
        )
        assert ran.returncode == 1
        assert "cannot be written: file too large\nCheck the disk" in ran.stderr
        assert "Traceback" not in ran.stderr
        assert "internal error" not in ran.stderr
    assert {path: path.read_bytes() for path in ready.rglob("a.po")} == before
    assert not [path for path in ready.glob("output/*/*") if path.stat().st_size >= 2000]
    assert not [*ready.rglob(".*.tmp")]


def test_a_folder_that_is_gone_is_said_so(tmp_path: Path) -> None:
    """Whoever stands in a folder that somebody removed hears that, and no internal error."""
    gone = tmp_path / "gone"
    gone.mkdir()
    command = f"cd {gone} && rmdir {gone} && {PROGRAM} extract"
    ran = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr == "the current folder is gone\nGo to one that there is: cd DIR\n"


@pytest.mark.parametrize("zone", [":/etc/passwd", "odd", "Europe/Paris", "none", "x" * 5000, ":"])
def test_a_zone_that_is_a_file_is_no_matter(ready: Path, zone: str) -> None:
    """A TZ that happens to be the name of a file, or of a folder here, keeps no edition from being built."""
    (ready / "odd").mkdir()
    ran = subprocess.run(
        [str(PROGRAM), "build", "-f", "docx", "-l", "en", "-j1"],
        cwd=ready,
        env={**os.environ, "TZ": zone},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (0, "2 editions written\n")


def test_ctrl_c_while_workers_begin_is_quiet(ready: Path) -> None:
    """All processes of a terminal hear it, also the fork server, which imports what workers need."""
    for moment in range(8):
        with subprocess.Popen(
            [str(PROGRAM), "build", "-j2", "--force"],
            cwd=ready,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - no threads
        ) as process:
            time.sleep(0.2 + 0.08 * moment)
            os.killpg(process.pid, signal.SIGINT)
            _, said = process.communicate(timeout=30)
        assert "Traceback" not in said
        assert process.returncode in (130, 0)


def test_a_leftover_that_nobody_can_remove_is_left(ready: Path) -> None:
    """What a killed run left in a folder that is not ours to write in does not stop the next one."""
    (ready / "source" / "deep").mkdir()
    (ready / "source" / "deep" / ".x.00000000.tmp").write_bytes(b"")
    (ready / ".publish").mkdir(exist_ok=True)
    (ready / ".publish" / "lock").write_text("99999 build\n", "utf-8")
    with _mode(ready / "source" / "deep", 0o555):
        ran = _as_owner(ready, "extract")
    assert (ran.returncode, ran.stderr) == (0, "")
