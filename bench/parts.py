"""A case in; out, the lines of a table: extraction, merging, linearity, PO libraries."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from bench import peers
from bench.child import LIBRARIES
from bench.corpus import LANGUAGES, Writer
from bench.files import ENVIRONMENT, OUT, PUBLISH, Case, make_case, write_article
from bench.measure import Aim, Cost, race, run, table
from bench.memory import MEGABYTE, peak

_SEED = 7
"""Of the articles whose cost is measured; quality has seeds of its own."""
_EDITED, _NEW = 0.048, 0.01
"""Shares of the messages: 960 and 200 of 20,000."""
_MDPO_MESSAGES = 2000
_BABEL_CHANGED = 3
_PO4A = ("po4a-updatepo", "-f", "text", "-o", "markdown", "-M", "UTF-8")

Action = Callable[[], Cost]
Others = dict[str, tuple[str, Action]]
"""Title in the table to the peer that must be here and what it does."""


def case_of(size: int, tag: str) -> Case:
    """Return the case of this size: 4.8 % of the messages edited, 1 % new, 1 % removed."""
    return make_case(LANGUAGES[tag], _SEED, size, round(_EDITED * size), round(_NEW * size))


def _race(ours: Action, others: Others, **aims: Aim) -> Iterator[str]:
    here = {title: action for title, (peer, action) in others.items() if peers.here(peer)}
    costs = race({"publish": ours, **here})
    return table({title: costs.get(title) for title in ("publish", *others)}, aims=aims)


# --- extraction ------------------------------------------------------------------------------------------


def extract(case: Case) -> Iterator[str]:
    """Measure an article to a template."""

    def to_template(*command: str) -> Action:
        def action() -> Cost:
            (case.folder / "made.pot").unlink(missing_ok=True)
            return run([*command, "made.pot"], case.folder)

        return action

    def publish(article: str) -> Action:
        return to_template(str(PUBLISH), "extract", article, "-q", "-o")

    toolkit = peers.python("translate.convert.md2po", "--progress=none", "-P", "old.md")
    others: Others = {
        "po4a-updatepo": ("po4a-updatepo", to_template(*_PO4A, "-m", "old.md", "-p")),
        "translate-toolkit md2po": ("translate", to_template(*toolkit)),
    }
    yield f"extract: {len(case.old):,} messages of Markdown to a template"
    yield from _race(publish("old.md"), others, **{"po4a-updatepo": Aim(3)})
    small = min(_MDPO_MESSAGES, len(case.old))
    write_article(case.folder / "small.md", case.language, case.old[:small])
    mdpo = to_template(*peers.python("mdpo.md2po", "small.md", "-q", "-s", "-p"))
    yield f"the first {small:,} of them only, since mdpo's cost grows with their square"
    yield from _race(publish("small.md"), {"mdpo md2po": ("mdpo", mdpo)})


def extract_linear(sizes: Iterable[int], tag: str) -> Iterator[str]:
    """Measure articles of several sizes to templates: seconds and memory, less those of an empty run."""
    folder = OUT / f"extract-{tag}"
    folder.mkdir(parents=True, exist_ok=True)
    command = [str(PUBLISH), "extract", "article.md", "--source-language", tag, "-q", "-o", "article.pot"]
    article = folder / "article.md"
    article.write_text("Nothing.\n", encoding="utf-8")
    start, empty = race({"": lambda: run(command, folder)})[""].cpu, peak(command, folder).largest
    yield "extract: linear in time; memory as a multiple of the article's size; less those of an empty run"
    yield f"{'messages':>10}{'ratio':>8}{'CPU s a thousand':>18}{'article MB':>12}{'peak MB':>10}{'times':>8}"
    base = 0.0
    for size in sizes:
        language = LANGUAGES[tag]
        write_article(article, language, Writer(language, _SEED).article(size))
        thousand = (race({"": lambda: run(command, folder)})[""].cpu - start) / size * 1000
        base = base or thousand
        megabytes = article.stat().st_size / MEGABYTE
        held = (peak(command, folder).largest - empty) / MEGABYTE
        verdict = Aim(10, most=True).verdict(held / megabytes)
        yield (
            f"{size:10,}{thousand / base:8.2f}{thousand:18.3f}{megabytes:12.2f}{held:10.1f}"
            f"{held / megabytes:8.1f}   {verdict}"
        )


# --- merging ---------------------------------------------------------------------------------------------


def merge(case: Case, *, po4a: bool) -> Iterator[str]:
    """Measure the new version of an article, merged into the catalog of the old one."""

    def in_place(name: str, command: list[str]) -> Action:
        def action() -> Cost:
            shutil.copy(case.folder / "fr.po", case.folder / name)
            return run(command, case.folder)

        return action

    def beside(command: list[str]) -> Action:
        return lambda: run(command, case.folder)

    others: Others = {
        "msgmerge --previous": ("msgmerge", beside(peers.msgmerge(Path("by-msgmerge.po")))),
        "translate-toolkit pot2po": ("translate", beside(peers.pot2po(Path("by-pot2po.po")))),
        f"Babel, from {_BABEL_CHANGED} changed messages": ("babel", lambda: _babel(case)),
    }
    if po4a:
        command = [*_PO4A, "-m", "new.md", "-p", "by-po4a.po"]
        others["po4a-updatepo"] = ("po4a-updatepo", in_place("by-po4a.po", command))
    for stale in case.folder.glob("by-*.po"):
        stale.unlink()
    changed = sum(bool(each.edit) for each in case.new)
    yield f"merge: {len(case.old):,} messages, all translated; {changed:,} that are changed or new"
    yield "publish reads the article and makes the template as well; the others start from a template"
    update = in_place("by-publish.po", case.update(Path("by-publish.po")))
    yield from _race(update, others)
    made = sorted(case.folder.glob("by-*.po"))
    yield "marked fuzzy: " + ", ".join(f"{path.stem.removeprefix('by-')} {_fuzzy(path):,}" for path in made)


def _babel(case: Case) -> Cost:
    """Return what Babel would take: its cost for each changed message is the same, and hours in all."""
    took = _child(peers.PYTHON, "babel-update", "fr.po", "new.pot", str(_BABEL_CHANGED), folder=case.folder)
    seconds = took["read"] + took["plain"] + took["each"] * took["changed"]
    return Cost(seconds, seconds)


def _fuzzy(path: Path) -> int:
    return len(re.findall(rb"^#,.*\bfuzzy\b", path.read_bytes(), re.MULTILINE))


# --- linearity -------------------------------------------------------------------------------------------


def linear(sizes: Iterable[int], tag: str) -> Iterator[str]:
    """Measure the same merge at several sizes."""
    yield "linearity: publish extract --update, 4.8 % of the messages edited and 1 % new"
    yield f"{'messages':>10}{'ratio':>8}{'CPU s a thousand':>18}{'CPU s':>10}{'wall s':>10}"
    base = 0.0
    for size in sizes:
        case = case_of(size, tag)

        def update(case: Case = case) -> Cost:
            shutil.copy(case.folder / "fr.po", case.folder / "by-publish.po")
            return run(case.update(Path("by-publish.po")), case.folder)

        cost = race({"publish": update})["publish"]
        thousand = cost.cpu / size * 1000
        base = base or thousand
        yield f"{size:10,}{thousand / base:8.2f}{thousand:18.3f}{cost.cpu:10.2f}{cost.wall:10.2f}"


# --- PO libraries ----------------------------------------------------------------------------------------


def libraries(case: Case) -> Iterator[str]:
    """Measure reading and writing a catalog; starting Python and importing the library do not count."""
    yield f"PO: {len(case.old):,} translated messages read and written"
    takes: dict[str, dict[str, float] | None] = {}
    for library in LIBRARIES:
        python = Path(sys.executable) if library == "publish" else peers.PYTHON
        if library != "publish" and not peers.here(library):
            takes[library] = None
            continue
        passes = [_child(python, "pass", library, "fr.po", "passed.po", folder=case.folder) for _ in range(3)]
        takes[library] = {part: sorted(each[part] for each in passes)[1] for part in ("read", "write")}
    ours = takes["publish"]
    assert ours
    yield f"{'':34}{'read ×':>9}{'write ×':>9}{'both ×':>9}{'read s':>9}{'write s':>9}"
    for library, took in takes.items():
        yield f"{library:34}" + (_parts(took, ours) if took else f"{'not here':>9}")
    yield from _msgcat(case, ours)


def _parts(took: dict[str, float], ours: dict[str, float]) -> str:
    ratios = [took[part] / ours[part] for part in ("read", "write")]
    ratios.append(sum(took.values()) / sum(ours.values()))
    return "".join(f"{each:9.2f}" for each in (*ratios, took["read"], took["write"]))


def _msgcat(case: Case, ours: dict[str, float]) -> Iterator[str]:
    if not peers.here("msgcat"):
        yield f"{'msgcat':34}{'not here':>9}"
        return
    command = ["msgcat", "--no-wrap", "fr.po", "-o", "passed.po"]
    cost = race({"msgcat": lambda: run(command, case.folder)})["msgcat"]
    yield f"{'msgcat --no-wrap':34}{'':18}{cost.cpu / sum(ours.values()):9.2f}{cost.cpu:12.2f} s both"


def _child(python: Path, *arguments: str, folder: Path) -> dict[str, float]:
    """Run `child.py` under a Python and return what it printed."""
    script = Path(__file__).with_name("child.py")
    command = [str(python), str(script), *arguments]
    done = subprocess.run(command, cwd=folder, env=ENVIRONMENT, check=True, stdout=subprocess.PIPE)
    took: dict[str, float] = json.loads(done.stdout)
    return took
