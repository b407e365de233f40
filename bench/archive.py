"""A number of short articles in; out, the lines of tables: extract, status and builds of a whole project."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.files import OUT, PUBLISH, ROOT
from bench.measure import Aim, Cost, load, race, run, table
from bench.memory import MEGABYTE, Peak, peak
from bench.projects import fill, make_archive, publish, translators

TAGS = ("en", "zh_Hans")
_CHILD = [sys.executable, str(ROOT / "child.py")]
_LANGUAGES = [each for tag in TAGS for each in ("-l", tag)]
_BUILD = publish("build", *_LANGUAGES, "-f", "docx", "-j", "2")
_STEPS = ("first extract", "extract, unchanged", "status", "first build", "build, unchanged", "hashing")
"""What is done to a project, in this order; the last is not ours: it reads and hashes the same files."""


def archive(sizes: Sequence[int]) -> Iterator[str]:
    """Measure projects of so many articles in two languages, DOCX only."""
    yield f"archive: articles of half a page in {len(TAGS)} languages, DOCX, two workers; {load()}"
    yield f"{'CPU s':24}" + "".join(f"{size:>12,}" for size in sizes) + f"{'a thousand more':>18}"
    columns = [_lived_through(size) for size in sizes]
    for step in _STEPS:
        seconds = [column[step].cpu for column in columns]
        more = (seconds[-1] - seconds[0]) / (sizes[-1] - sizes[0]) * 1000
        yield f"{step:24}" + "".join(f"{each:12.2f}" for each in seconds) + f"{more:18.2f}"
    yield ""
    yield from _unchanged(sizes, columns)
    yield from _one_changed(sizes[-1])
    yield ""
    yield from _start()


def _lived_through(size: int) -> dict[str, Cost]:
    folder = make_archive(size, TAGS)
    costs = {"first extract": run(publish("extract"), folder)}
    fill(folder, translators(TAGS))
    costs["extract, unchanged"] = run(publish("extract"), folder)
    costs["first build"] = run(_BUILD, folder)
    again = {
        "status": lambda: run(publish("status"), folder),
        "build, unchanged": lambda: run(_BUILD, folder),
        "hashing": lambda: run([*_CHILD, "hash", str(folder)], folder),
    }
    return costs | race(again)


def _unchanged(sizes: Sequence[int], columns: Sequence[dict[str, Cost]]) -> Iterator[str]:
    first, last = ({step: costs[step].cpu for step in _STEPS} for costs in (columns[0], columns[-1]))
    whole = last["build, unchanged"] / last["hashing"]
    more = (last["build, unchanged"] - first["build, unchanged"]) / (last["hashing"] - first["hashing"])
    yield f"nothing changed, {sizes[-1]:,} articles: beside reading and hashing the same files"
    for name, ratio in (("publish build", whole), ("without what starting takes", more)):
        yield f"{name:34}{ratio:9.2f}   {Aim(2, most=True).verdict(ratio)}"


def _one_changed(size: int) -> Iterator[str]:
    folder = OUT / f"archive-{size}"
    before = _editions(folder)
    changed = next((folder / "locales" / TAGS[0]).rglob("*.po"))
    text = changed.read_text("utf-8")
    changed.write_text(re.sub(r'(?<=msgstr ")(?=\w)', "Changed ", text, count=1), "utf-8")
    cost = run(_BUILD, folder)
    after = _editions(folder)
    built = [path.relative_to(folder / "output") for path, stamp in after.items() if before[path] != stamp]
    verdict = Aim(1, most=True).verdict(len(built))
    yield f"one translation changed: {len(built)} of {len(after):,} editions built again   {verdict}"
    yield f"{', '.join(map(str, built)):34}{cost.cpu:9.2f} CPU s"


def _editions(folder: Path) -> dict[Path, int]:
    return {path: path.stat().st_mtime_ns for path in (folder / "output").rglob("*.docx")}


def _start() -> Iterator[str]:
    few, many = _ready(10 * len(TAGS)), _ready(1_000 * len(TAGS))
    yield "starting: beside a program of one command that says its help, with click"
    bare = "click, one command"
    costs = race(
        {
            bare: lambda: run([*_CHILD, "--help"], OUT),
            "publish --help": lambda: run([str(PUBLISH), "--help"], OUT),
            "publish status, 10 catalogs": lambda: run(publish("status", "-l", TAGS[0]), few),
            "publish status, 1,000 catalogs": lambda: run(publish("status", "-l", TAGS[0]), many),
        },
        runs=5,
    )
    yield from table({**costs}, bare)


# --- memory ----------------------------------------------------------------------------------------------


def memory(*, quick: bool, full: bool) -> Iterator[str]:
    """Measure what builds of few and of many editions hold in memory."""
    yield "memory: the most that a build holds, two workers; the aim is of all processes together"
    yield f"{'':34}{'editions':>10}{'largest MB':>12}{'all MB':>10}{'ratio':>8}"
    many = 200 if quick else 10_000 if full else 1_000
    yield from _memory("docx", 100, many)
    yield from _memory("pdf", 40, 80 if quick else 400)


def _memory(format: str, few: int, many: int) -> Iterator[str]:
    base: Peak | None = None
    for editions in (few, many):
        command = publish("build", *_LANGUAGES, "-f", format, "-j", "2", "--force")
        found = peak(command, _ready(editions))
        base = base or found
        ratio = found.together / base.together
        verdict = "   " + Aim(1.2, most=True).verdict(ratio) if editions == many else ""
        sizes = f"{found.largest / MEGABYTE:12.0f}{found.together / MEGABYTE:10.0f}"
        yield f"{format:34}{editions:10,}{sizes}{ratio:8.2f}{verdict}"


def _ready(editions: int) -> Path:
    """Return the folder of a project of so many editions in all, extracted and translated."""
    folder = OUT / f"archive-{editions // len(TAGS)}"
    if not (folder / "locales").exists():
        make_archive(editions // len(TAGS), TAGS)
        run(publish("extract"), folder)
        fill(folder, translators(TAGS))
    return folder
