"""What a cluster promises: a build as on this machine, made where none of its files are."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Protocol

import polib
import pytest
from PIL import Image

from commands import ARTICLE, OTHER, PROGRAM, SETTINGS, Ran, Run, catalog, files_in, fill
from publish.project import no_scheduler

PRELOAD = '''
"""Lets a worker open nothing below $HIDDEN, and do as the files in $ORDERS say before a job."""
import os, signal, sys, time
from pathlib import Path
from publish.pipeline import build

orders = Path(os.environ["ORDERS"])

def watch(event, arguments):
    if event == "open" and str(arguments[0]).startswith(os.environ["HIDDEN"]):
        raise PermissionError(f"a worker opens {arguments[0]}")

def run_or_obey(job):
    die = orders / "die"
    if die.exists() and die.read_text() == f"{job.source.name} {job.language}":
        os.kill(os.getpid(), signal.SIGKILL)
    held = orders / f"held.{os.getpid()}"
    try:
        (orders / "hold").rename(held)
    except FileNotFoundError:
        return run(job)
    while held.exists():
        time.sleep(0.02)
    return run(job)

# Dask runs this twice.
if build.run.__name__ == "run":
    run, build.run = build.run, run_or_obey
    sys.addaudithook(watch)
'''


@dataclass
class Cluster:
    """A scheduler and its workers, each in a folder of its own."""

    folder: Path
    hidden: Path
    """What no worker may open a file in."""
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.orders.mkdir(parents=True)
        (self.folder / "obey.py").write_text(PRELOAD, "utf-8")

    @property
    def orders(self) -> Path:
        return self.folder / "orders"

    @property
    def address(self) -> str:
        path = self.folder / "scheduler.json"
        # It is there before all of it is.
        wait_for(lambda: path.exists() and path.read_text("utf-8").endswith("}"))
        return str(json.loads(path.read_text("utf-8"))["address"])

    @property
    def log(self) -> str:
        """What the scheduler says."""
        return (self.folder / "0" / "log").read_text("utf-8")

    def start(self, tool: str, *arguments: str, **environment: str) -> subprocess.Popen[bytes]:
        """Start one of Dask's own programs."""
        place = self.folder / str(len(self.processes))
        place.mkdir()
        with (place / "log").open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", f"distributed.cli.dask_{tool}", *arguments, "--no-dashboard"],
                cwd=place,
                stdout=log,
                stderr=log,
                start_new_session=True,
                env=os.environ
                | {"ORDERS": str(self.orders), "HIDDEN": str(self.hidden)}
                | {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1"}
                | environment,
            )
        self.processes.append(process)
        return process

    def start_scheduler(self) -> subprocess.Popen[bytes]:
        where = ("--host", "127.0.0.1", "--port", "0", "--dashboard-address", "127.0.0.1:0")
        return self.start("scheduler", *where, "--scheduler-file", str(self.folder / "scheduler.json"))

    def start_worker(self, *options: str, **environment: str) -> subprocess.Popen[bytes]:
        where = (self.address, "--nthreads", "1", "--local-directory", ".")
        return self.start("worker", *where, *options, **environment)

    def order(self, name: str, text: str = "") -> None:
        (self.orders / name).write_text(text, "utf-8")

    def holder(self) -> int:
        """Return the process that holds a job, as soon as one does; it was ordered to `hold` the next."""
        wait_for(lambda: any(self.orders.glob("held.*")))
        return int(next(self.orders.glob("held.*")).suffix[1:])

    def release(self) -> None:
        """Take all orders back."""
        for path in self.orders.iterdir():
            path.unlink()

    def stop(self) -> None:
        for process in reversed(self.processes):
            # With all that it has started.
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def wait_for(there: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not there():
        assert time.monotonic() < end
        time.sleep(0.02)


@pytest.fixture(scope="module")
def hidden(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that projects stand in."""
    return tmp_path_factory.mktemp("hidden")


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory, hidden: Path) -> Iterator[Cluster]:
    """Two workers that are started again when they die."""
    with ExitStack() as stack:
        made = Cluster(tmp_path_factory.mktemp("cluster"), hidden)
        stack.callback(made.stop)
        made.start_scheduler()
        for _ in range(2):
            made.start_worker("--preload", str(made.folder / "obey.py"))
        wait_for(lambda: made.log.count("Starting established connection") >= 2)
        yield made


@pytest.fixture
def lone(tmp_path: Path, hidden: Path) -> Iterator[Cluster]:
    """A scheduler without workers."""
    with ExitStack() as stack:
        made = Cluster(tmp_path / "lone", hidden)
        stack.callback(made.stop)
        made.start_scheduler()
        yield made


class End(Protocol):
    """Waits for the end of a run, which it interrupts by a signal where it is given one."""

    def __call__(self, by: int = 0) -> Ran: ...


def publish(root: Path, *arguments: str, before: str = "", **environment: str) -> Ran:
    """Run the program as a user does, after Python statements that make its machine another."""
    return start(root, *arguments, before=before, **environment)()


def start(root: Path, *arguments: str, before: str = "", **environment: str) -> End:
    """Begin a run of the program."""
    command = [str(PROGRAM)]
    if before:
        command = [sys.executable, "-c", f"{before}; from publish.cli import main; main()"]
    working = subprocess.Popen(
        [*command, *arguments],
        cwd=root,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env=os.environ | environment,
        # A shell that runs the tests in the background has it ignored.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - no threads
    )

    def end(by: int = 0) -> Ran:
        if by:
            working.send_signal(by)
        try:
            out, err = working.communicate(timeout=60)
        finally:
            working.kill()
        return Ran(working.returncode, out, err)

    return end


# --- projects --------------------------------------------------------------------------------------------


@pytest.fixture
def plain(hidden: Path, request: pytest.FixtureRequest, run: Run) -> Path:
    """A project of two articles in three languages, translated; its editions are DOCX."""
    root = hidden / re.sub(r"\W+", "-", request.node.name)
    (root / "source").mkdir(parents=True)
    (root / "publish.toml").write_text(f'{SETTINGS}[editions]\nformats = ["docx"]\n', "utf-8")
    (root / "source" / "a.md").write_text(ARTICLE, "utf-8")
    (root / "source" / "b.md").write_text(OTHER, "utf-8")
    extract(root, run)
    return root


def extract(root: Path, run: Run) -> None:
    assert run(root, "extract", "-q") == Ran(0, "", "")
    for path in root.glob("locales/*/LC_MESSAGES/*.po"):
        fill(path)


@pytest.fixture
def rich(plain: Path, run: Run) -> Path:
    """The same with all that an edition can be made of, also as PDF."""
    with (plain / "source" / "a.md").open("a", encoding="utf-8") as file:
        file.write("\n![The quay](images/quay.png)\n\nA ![boat](../boat.png) in the line.\n")
    (plain / "source" / "c.txt").write_text("Nets are mended\n\nEvery evening they are mended.\n", "utf-8")
    (plain / "source" / "c.yaml").write_text("keywords: [nets, harbour]\n", "utf-8")
    (plain / "glossary.csv").write_text("term,approved\nharbour,port\n", "utf-8")
    (plain / "theme").mkdir()
    (plain / "theme" / "edition.css").write_text("h2 { color: navy }", "utf-8")
    (plain / "publish.toml").write_text(
        f"{SETTINGS}[editions]\nattach = true\n[theme]\ntoc = true\n", "utf-8"
    )
    # The pictures stand elsewhere in the project, and are reached by a link.
    pictures = plain / "pictures" / "harbour"
    pictures.mkdir(parents=True)
    (plain / "source" / "images").symlink_to(pictures)
    for name, colour in (("quay.png", "navy"), ("quay.fr.png", "red"), ("boat.jpg", "green")):
        Image.new("RGB", (40, 30), colour).save(pictures / name)
    (plain / "boat.png").symlink_to(pictures / "boat.jpg")
    extract(plain, run)
    return plain


def built_here(run: Run, root: Path) -> tuple[Ran, dict[str, bytes]]:
    """Build on this machine, and clear all of it away."""
    ran = run(root, "build", "-j", "1")
    editions = files_in(root / "output")
    forget(root)
    return ran, editions


def forget(root: Path) -> None:
    for folder in ("output", ".publish"):
        subprocess.run(["rm", "-rf", root / folder], check=True)


def lines(ran: Ran) -> tuple[int, list[str], list[str]]:
    """Return what a run left, its lines in an order that says nothing of which job was done first."""
    return ran.code, sorted(ran.out.splitlines()), sorted(ran.err.splitlines())


# --- what comes of it ------------------------------------------------------------------------------------

BARE = "import sys; sys.modules['weasyprint'] = sys.modules['pydyf'] = None"
BARER = f"{BARE}; sys.modules['docx'] = None"


def test_editions_are_those_of_a_build_here(rich: Path, cluster: Cluster) -> None:
    """Byte for byte, also from a machine that can make none itself; and the next build knows them."""
    dated = partial(publish, SOURCE_DATE_EPOCH="1700000000")
    _, first = built_here(dated, rich)
    (rich / "theme" / "reference.docx").write_bytes(first["en/b.docx"])
    here, expected = built_here(dated, rich)
    with (rich / "publish.toml").open("a", encoding="utf-8") as file:
        file.write(f'[build]\nscheduler = "{cluster.address}"\n')
    there = dated(rich, "build", before=BARE)
    assert lines(there) == lines(here)
    assert (there.code, len(expected)) == (0, 18)
    assert files_in(rich / "output") == expected
    assert dated(rich, "build").err.endswith("0 editions written, 18 unchanged\n")
    # Another date is another edition: workers keep none.
    assert publish(rich, "build", "b", "-l", "en", "-q", SOURCE_DATE_EPOCH="1800000000") == Ran(0, "", "")
    changed = files_in(rich / "output").items() - expected.items()
    assert {name for name, _ in changed} == {"en/b.docx", "en/b.pdf"}
    # Nothing of it stays on a worker.
    assert not [path for path in cluster.folder.rglob("*") if path.name == "publish"]


def test_messages_are_those_of_a_build_here(rich: Path, cluster: Cluster, run: Run) -> None:
    """Errors, warnings and what is skipped read the same to the letter, and name files of this machine."""
    (rich / "pictures" / "harbour" / "quay.fr.png").write_bytes(b"no picture")
    with (rich / "source" / "b.md").open("a", encoding="utf-8") as file:
        for name in (
            "missing.png",
            "../../outside.png",
            "https://example.org/a.png",
            "images",
            "images/gone.png",
        ):
            file.write(f"\n![A thing]({name})\n")
            (rich / "source" / f"d{len(name)}.md").write_text(f"# Title\n\n![A thing]({name})\n", "utf-8")
    extract(rich, run)

    def spoil(path: Path, change: Callable[[polib.POFile], None]) -> None:
        po = polib.pofile(str(path), wrapwidth=0)
        change(po)
        po.save()

    def lose_link(po: polib.POFile) -> None:
        next(entry for entry in po if "example.org" in entry.msgid).msgstr = "Un dernier paragraphe."

    def empty(po: polib.POFile) -> None:
        for entry in po:
            entry.msgstr = ""

    spoil(catalog(rich, "de"), lose_link)
    spoil(catalog(rich, "fr", "c"), empty)
    catalog(rich, "de", "c").write_text("no catalog\n", "utf-8")
    here, expected = built_here(run, rich)
    there = publish(rich, "build", "--scheduler", cluster.address, before=BARER)
    assert lines(there) == lines(here)
    assert files_in(rich / "output") == expected
    assert here.code == 1
    for words in (
        "picture not found",
        "lies outside",
        "not in the project",
        "Is a directory",
        "cannot be decoded",
    ):
        assert words in here.err
    for words in ("warning: ", "skipped: ", f"{catalog(rich, 'de', 'c')}:1:", f"Put the file at {rich}/"):
        assert words in here.err


def test_a_picture_that_only_this_machine_finds_is_refused(plain: Path, cluster: Cluster) -> None:
    """An absolute path leads nowhere on a worker; the error says so, and not that the picture is missing."""
    Image.new("RGB", (40, 30), "navy").save(plain / "quay.png")
    (plain / "source" / "b.md").write_text(f"# Title\n\n![The quay]({plain}/quay.png)\n", "utf-8")
    ran = publish(plain, "build", "b", "-l", "en", "--scheduler", cluster.address)
    assert ran.code == 1
    assert ran.err.startswith(f"source/b.md:3: picture has an absolute path: {plain}/quay.png\nName it by")


def test_a_single_file_is_called_as_the_user_calls_it(plain: Path, cluster: Cluster, run: Run) -> None:
    """Without a project, paths in messages are those of the command line."""
    place = plain.with_name("single")
    (place / "here").mkdir(parents=True)
    (place / "b.md").write_text(OTHER, "utf-8")
    (place / "c.md").write_text("# Title\n\n![A thing](missing.png)\n", "utf-8")
    (place / "d.txt").write_text("Nets are mended\n\nEvery evening they are mended.\n", "utf-8")
    (place / "d.yaml").write_text("- no front matter\n", "utf-8")
    (place / "glossary.csv").write_text("term,approved,forbidden\nparagraph,,Traduitaab\n", "utf-8")
    po = place / "fr.po"
    po.write_bytes(catalog(plain, "fr", "b").read_bytes())
    for arguments in (
        ("../b.md", "--catalog", "../fr.po", "-o", "../b.docx"),
        ("../c.md", "-f", "pdf"),
        ("../d.txt", "-f", "docx"),
    ):
        here = run(place / "here", "build", *arguments)
        assert publish(place / "here", "build", *arguments, "--scheduler", cluster.address) == here
        assert "../" in here.err
    assert (place / "b.docx").exists()


# --- what fails ------------------------------------------------------------------------------------------


def test_a_killed_worker_loses_nothing(plain: Path, cluster: Cluster, run: Run) -> None:
    """What a worker had when it was killed is built by another; nobody notices."""
    here, expected = built_here(run, plain)
    cluster.order("hold")
    ends = start(plain, "build", "--scheduler", cluster.address)
    os.kill(cluster.holder(), signal.SIGKILL)
    assert lines(ends()) == lines(here)
    assert files_in(plain / "output") == expected
    cluster.release()


def test_a_job_that_kills_its_workers_is_one_failed_edition(plain: Path, cluster: Cluster) -> None:
    """It is told in the words of a build here, and all others are built."""
    cluster.order("die", "b.md fr")
    ran = publish(plain, "build", "--scheduler", cluster.address)
    cluster.release()
    assert (ran.code, len(ran.out.splitlines())) == (1, 5)
    assert ran.err == (
        "source/b.md: a worker process died twice (edition in fr)\n"
        "It may have run out of memory: close other programs, or make its pictures smaller.\n"
        "5 editions written, 1 failed\n"
    )
    again = publish(plain, "build", "--scheduler", cluster.address)
    assert (again.code, again.err) == (0, "1 edition written, 5 unchanged\n")


def test_an_interrupted_build_leaves_whole_editions(plain: Path, cluster: Cluster, run: Run) -> None:
    """Ctrl-C ends it at once; what is there is whole, and the next build makes the rest."""
    _, expected = built_here(run, plain)
    cluster.order("hold")
    ends = start(plain, "build", "--scheduler", cluster.address)
    cluster.holder()
    wait_for((plain / "output").exists)
    ran = ends(signal.SIGINT)
    cluster.release()
    assert (ran.code, ran.err.strip()) == (130, "interrupted")
    left = files_in(plain / "output")
    assert 0 < len(left) < 6
    assert left.items() <= expected.items()
    assert publish(plain, "build", "--scheduler", cluster.address).code == 0
    assert files_in(plain / "output") == expected


def test_a_picture_saved_meanwhile_is_not_taken_for_the_one_shown(rich: Path, cluster: Cluster) -> None:
    """An edition that was made of an older picture than the project has now is built again."""
    choice = ("build", "a", "-l", "en", "-f", "docx", "--scheduler", cluster.address)
    cluster.order("hold")
    ends = start(rich, *choice)
    cluster.holder()
    Image.new("RGB", (40, 30), "white").save(rich / "pictures" / "harbour" / "quay.png")
    cluster.release()
    assert ends().err == ""
    assert publish(rich, *choice).out == "output/en/a.docx\n"
    assert publish(rich, *choice).err == "0 editions written, 1 unchanged\n"


def test_a_dying_scheduler_ends_the_build(plain: Path, lone: Cluster) -> None:
    """One error names what was not built; what was stays, and is known."""
    lone.start_worker("--no-nanny", "--preload", str(lone.folder / "obey.py"))
    assert publish(plain, "build", "a", "-q", "--scheduler", lone.address) == Ran(0, "", "")
    lone.order("hold")
    ends = start(plain, "build", "--scheduler", lone.address)
    lone.holder()
    lone.processes[0].kill()
    ran = ends()
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == (
        f"{lone.address}: the scheduler no longer answers; not built: source/b.md (de, en, fr)\n"
        "Start it again, then build again.\n"
        "0 editions written, 3 unchanged, 3 failed\n"
    )


IMPATIENT = "from publish.pipeline import cluster; cluster._PATIENCE, cluster._ANSWER = 3, 1"


def test_a_scheduler_without_workers_is_not_waited_for_forever(plain: Path, lone: Cluster) -> None:
    """An error says that there are none, and how to start some; so when the last one goes in the midst."""
    ran = publish(plain, "build", "--scheduler", lone.address, before=IMPATIENT)
    told = (
        f"{lone.address}: the scheduler has no workers\nStart some: dask worker {lone.address} --nthreads 1\n"
    )
    assert ran == Ran(1, "", told)
    worker = lone.start_worker("--no-nanny", "--preload", str(lone.folder / "obey.py"))
    lone.order("hold")
    ends = start(plain, "build", "-l", "fr", "--scheduler", lone.address, before=IMPATIENT)
    lone.holder()
    worker.kill()
    ran = ends()
    assert ran.code == 1
    assert f"{lone.address}: its workers are gone; not built: source/a.md (fr), source/b.md (fr)" in ran.err


@pytest.mark.parametrize(
    ("preload", "told"),
    [
        ("import publish; publish.__version__ = '0.0.1'", "this worker has publish 0.0.1, not {version}"),
        ("import sys; sys.modules['publish'] = None", "this worker cannot load publish {version}"),
        (
            "from publish.pipeline import record; record.programs = lambda: {'weasyprint': '1'}",
            "this worker has weasyprint 1, not {weasyprint}",
        ),
    ],
    ids=["other", "none", "weasyprint"],
)
def test_a_worker_of_another_version_builds_nothing(
    plain: Path, lone: Cluster, preload: str, told: str
) -> None:
    """What would be laid out otherwise, or not at all, is not; an error names the worker."""
    from importlib.metadata import version

    (lone.folder / "other.py").write_text(preload, "utf-8")
    lone.start_worker("--no-nanny", "--preload", str(lone.folder / "other.py"))
    ran = publish(plain, "build", "--scheduler", lone.address)
    assert (ran.code, ran.out) == (1, "")
    named, _, hint = ran.err.partition("\n")
    assert named.endswith(f": {told.format(version=version('publish'), weasyprint=version('weasyprint'))}")
    assert named.startswith("tcp://127.0.0.1:")
    assert (
        hint
        == "Install the same versions on every machine, from one list or image: docs/cluster.md says how.\n"
    )


def test_a_worker_of_another_version_that_comes_late_ends_the_build(plain: Path, lone: Cluster) -> None:
    """It is found out by the first job that it is given."""
    (lone.folder / "other.py").write_text("import publish; publish.__version__ = '0.0.1'", "utf-8")
    lone.start_worker("--no-nanny", "--preload", str(lone.folder / "obey.py"))
    lone.order("hold")
    ends = start(plain, "build", "--scheduler", lone.address)
    lone.holder()
    lone.start_worker("--no-nanny", "--preload", str(lone.folder / "other.py"))
    ran = ends()
    assert ran.code == 1
    assert ": this worker has publish 0.0.1, not " in ran.err
    assert "; not built: source/a.md (de, en, fr), source/b.md (de, en, fr)\n" in ran.err


def test_a_scheduler_that_is_none_is_told(plain: Path, lone: Cluster) -> None:
    """Nothing there, something else there, no certificates: one error, and what to do."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        silent = f"tcp://127.0.0.1:{other.getsockname()[1]}"
        ran = publish(plain, "build", "--scheduler", silent, before=IMPATIENT)
    hint = "Start one with 'dask scheduler', or correct the address: docs/cluster.md says how.\n"
    assert ran == Ran(1, "", f"{silent}: no scheduler answers there\n{hint}")
    ran = publish(plain, "build", "--scheduler", silent, before=IMPATIENT)
    assert ran == Ran(1, "", f"{silent}: no scheduler answers there\n{hint}")
    with socket.create_server(("127.0.0.1", 0)) as other:
        ends = start(plain, "build", "--scheduler", f"tcp://127.0.0.1:{other.getsockname()[1]}")
        with other.accept()[0]:
            assert ends(signal.SIGINT).err.strip() == "interrupted"
        ends = start(plain, "build", "--scheduler", f"tcp://127.0.0.1:{other.getsockname()[1]}")
        caller, _ = other.accept()
        with caller:
            caller.sendall(b"SSH-2.0-OpenSSH_9.2\r\n")
            assert ": what answers there is no scheduler of Dask 2" in ends().err
    secure = lone.address.replace("tcp:", "tls:")
    ran = publish(plain, "build", "--scheduler", secure)
    assert ran.err.startswith(f"{secure}: there are no certificates for TLS\n")
    ran = publish(
        plain, "build", "--scheduler", secure, before="import sys; sys.modules['distributed'] = None"
    )
    assert ran.err == (
        f"{secure}: a scheduler needs Dask, which is not installed\nInstall it: pip install 'publish[dask]'\n"
    )


def test_an_address_that_is_none_is_refused(plain: Path, run: Run) -> None:
    """The command line and publish.toml say what one looks like."""
    settings = (plain / "publish.toml").read_text("utf-8")
    for address in ("host:8786", "tcp://host", "tcp://host:0", "ftp://host:1", "tcp://a b:1", "tcp://[::1:1"):
        wrong = f"'{address}' is no address of the form 'tcp://host:8786'\n"
        ran = run(plain, "build", "--scheduler", address)
        assert (ran.code, ran.err.splitlines()[0]) == (1, f"--scheduler: {wrong}".strip())
        (plain / "publish.toml").write_text(f'{settings}[build]\nscheduler = "{address}"\n', "utf-8")
        assert f"publish.toml:8: build.scheduler: {wrong}" in run(plain, "build").err
        (plain / "publish.toml").write_text(settings, "utf-8")
    assert not any(map(no_scheduler, ("tcp://host:8786", "tls://10.0.0.1:1", "tcp://[::1]:8786")))


def test_a_number_of_processes_is_for_this_machine(plain: Path, run: Run) -> None:
    """With -j the project's scheduler is not asked; with --scheduler there is no -j."""
    with (plain / "publish.toml").open("a", encoding="utf-8") as file:
        file.write('[build]\nscheduler = "tcp://127.0.0.1:1"\n')
    assert run(plain, "build", "b", "-l", "en", "-j", "1").code == 0
    # Nothing is left to build, so nobody is asked.
    assert run(plain, "build", "b", "-l", "en").err == "0 editions written, 1 unchanged\n"
    ran = run(plain, "build", "-j", "1", "--scheduler", "tcp://127.0.0.1:1")
    assert ran.code == 2
    assert "give one of them" in ran.err
