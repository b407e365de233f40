"""A case with known edits in; out, how often each tool found what a changed message was made of."""

from __future__ import annotations

import hashlib
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bench import measure, peers
from bench.edits import COPIED, EDITS, NEW_PARAGRAPH, NEW_SHORT
from bench.files import OUT, Case
from publish import po

_NEW = (NEW_PARAGRAPH, NEW_SHORT)


@dataclass(frozen=True, slots=True)
class Score:
    """What one tool made of one case."""

    asked: Counter[str]
    """Messages of each edit; a split gives two."""
    right: Counter[str]
    """Those of them whose `#| msgid` is what they were made of."""
    suggested: Counter[str]
    """Those of them with any `#| msgid`."""
    missed: tuple[tuple[str, str, str, str], ...]
    """Edit, message, what it was made of, what was offered for it; for all that went wrong."""
    kept: float
    """Share of the unchanged messages that are still translated."""
    cpu: float
    """Seconds; 0 when the result was at hand from an earlier run."""


def publish(case: Case) -> Score:
    """Merge with `publish extract --update` and see what it found."""
    merged = case.folder / "by-publish.po"
    shutil.copy(case.folder / "fr.po", merged)
    cost = measure.run(case.update(merged), case.folder)
    return _score(case, merged, cost.cpu)


def msgmerge(case: Case) -> Score | None:
    """Merge with `msgmerge --previous` and see what it found; the same files are merged once only."""
    if not peers.here("msgmerge"):
        return None
    files = b"".join((case.folder / name).read_bytes() for name in ("fr.po", "new.pot"))
    merged = OUT / "msgmerge" / f"{hashlib.sha256(files).hexdigest()}.po"
    merged.parent.mkdir(exist_ok=True)
    if merged.exists():
        return _score(case, merged, 0)
    fresh = case.folder / "by-msgmerge.po"
    cost = measure.run(peers.msgmerge(fresh), case.folder)
    fresh.rename(merged)
    return _score(case, merged, cost.cpu)


def pot2po(case: Case) -> Score | None:
    """Merge with translate-toolkit's `pot2po` and see what it found."""
    if not peers.here("translate"):
        return None
    merged = case.folder / "by-pot2po.po"
    cost = measure.run(peers.pot2po(merged), case.folder)
    return _score(case, merged, cost.cpu)


def _score(case: Case, path: Path, cpu: float) -> Score:
    entries = {each.msgid: each for each in po.read(path.read_bytes(), path) if not each.obsolete}
    asked: Counter[str] = Counter()
    right: Counter[str] = Counter()
    suggested: Counter[str] = Counter()
    missed = []
    texts = [case.language.text(message) for message in case.old]
    for revised in case.new:
        entry = entries[case.language.text(revised.message)]
        asked[revised.edit] += 1
        if not revised.edit:
            right[""] += entry.translated
            continue
        offered = entry.previous.msgid if entry.previous else ""
        sources = [texts[at] for at in revised.sources]
        good = offered in ((*sources, case.language.gap.join(sources)) if sources else ("",))
        suggested[revised.edit] += bool(offered)
        right[revised.edit] += good
        if not good:
            missed.append((revised.edit, entry.msgid, "\n        ".join(sources), offered))
    return Score(asked, right, suggested, tuple(missed), right[""] / asked[""], cpu)


def misses(score: Score, most: int) -> Iterator[str]:
    """Yield the lines that show what went wrong, so many of each edit."""
    shown: Counter[str] = Counter()
    for edit, message, sources, offered in score.missed:
        shown[edit] += 1
        if shown[edit] <= most:
            yield f"{edit}\n   now: {message}\n   was: {sources or '(new)'}\n   got: {offered or '(nothing)'}"


def table(scores: Mapping[str, Score | None]) -> Iterator[str]:
    """Yield the lines of a table: percent right for each edit, then what went wrong."""
    here = {name: score for name, score in scores.items() if score}
    asked = next(iter(here.values())).asked

    def line(title: str, cells: Mapping[str, str]) -> str:
        return f"{title:54}" + "".join(f"{cells.get(name, 'not here'):>12}" for name in scores)

    yield line("", {name: name for name in scores})
    yield line("`#| msgid` is the true predecessor, %", dict.fromkeys(scores, ""))
    for edit in EDITS:
        cells = {name: f"{100 * score.right[edit] / asked[edit]:.1f}" for name, score in here.items()}
        yield line(f"  {edit} ({asked[edit]})", cells)
    cells = {name: f"{100 * score.right[COPIED] / asked[COPIED]:.1f}" for name, score in here.items()}
    copied = line(f"beside these: {COPIED} ({asked[COPIED]}), right, %", cells)
    total = sum(asked[edit] for edit in EDITS)
    right = {name: sum(score.right[edit] for edit in EDITS) for name, score in here.items()}
    offered = {name: sum(score.suggested[edit] for edit in EDITS) for name, score in here.items()}
    yield line(f"  all edits ({total})", {name: f"{100 * right[name] / total:.1f}" for name in here})
    wrong = {name: f"{100 * (offered[name] - right[name]) / total:.1f}" for name in here}
    yield line("another message offered instead, %", wrong)
    yield line("nothing offered, %", {name: f"{100 * (total - offered[name]) / total:.1f}" for name in here})
    yield copied
    yield line("false matches: wholly new, yet something offered, %", dict.fromkeys(scores, ""))
    for edit in _NEW:
        cells = {name: f"{100 * score.suggested[edit] / asked[edit]:.1f}" for name, score in here.items()}
        yield line(f"  {edit} ({asked[edit]})", cells)
    yield line(
        "unchanged and still translated, %", {name: f"{100 * each.kept:.2f}" for name, each in here.items()}
    )
    yield line("CPU s", {name: f"{each.cpu:.1f}" if each.cpu else "(earlier)" for name, each in here.items()})
