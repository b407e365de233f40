"""Correct translations and slips in them in; out, how much `publish check` and pofilter find, and falsely."""

from __future__ import annotations

import re
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random

from bench import peers
from bench.defects import kinds
from bench.files import OUT
from bench.translations import corpora
from publish import po
from publish.checks import Pair, Seen, examine

_EACH = 8
"""Slips of each kind in each language, at most."""


# --- what is found ---------------------------------------------------------------------------------------


@dataclass(slots=True)
class Score:
    """What one tool found."""

    asked: Counter[str] = field(default_factory=Counter)
    """Slips by kind."""
    found: Counter[str] = field(default_factory=Counter)
    """Those of them that were told."""
    correct: Counter[str] = field(default_factory=Counter)
    """Correct translations by corpus."""
    alarms: Counter[str] = field(default_factory=Counter)
    """Those of them of which something was told."""
    missed: list[tuple[str, Pair]] = field(default_factory=list)
    cpu: float = 0.0


def slips(pairs: tuple[Pair, ...], seed: int) -> Iterator[tuple[str, frozenset[str], Pair, Pair]]:
    """Give slips of each kind in each language: kind, checks that find it, the correct pair, the broken."""
    by_language: dict[str, list[Pair]] = {}
    for pair in pairs:
        by_language.setdefault(pair.target.gettext, []).append(pair)
    for kind in kinds():
        for language, some in sorted(by_language.items()):
            rng = Random(f"{seed} {kind.name} {language}")
            made = 0
            for pair in rng.sample(some, len(some)):
                for broken in kind.make(pair, rng):
                    yield kind.name, kind.checks, pair, broken
                    made += 1
                if made == _EACH:
                    break


def publish(seed: int) -> Score:
    """Let `publish check` look at all."""
    score = Score()
    begin = time.process_time()
    for corpus in corpora():
        seen: dict[str, Seen] = {}
        for pair in corpus.pairs:
            known = seen.setdefault(pair.target.gettext, Seen())
            score.correct[corpus.name] += 1
            score.alarms[corpus.name] += bool(examine(replace(pair, seen=known)))
            known.note(pair, "x.po:1")
        if corpus.broken:
            for name, checks, correct, broken in slips(corpus.pairs, seed):
                before = {one.check for one in examine(correct)}
                told = {one.check for one in examine(broken)} - before
                score.asked[name] += 1
                score.found[name] += bool(told & checks)
                if not told & checks:
                    score.missed.append((name, broken))
    score.cpu = time.process_time() - begin
    return score


def pofilter(seed: int) -> Score | None:
    """Let translate-toolkit's pofilter look at the same, all its tests on."""
    if not peers.here("translate"):
        return None
    score = Score()
    folder = OUT / "checking"
    folder.mkdir(parents=True, exist_ok=True)
    begin = time.process_time()
    for corpus in corpora():
        alarms = _filtered(corpus.pairs, folder)
        score.correct[corpus.name] = len(corpus.pairs)
        score.alarms[corpus.name] = sum(map(bool, alarms))
        if corpus.broken:
            cases = list(slips(corpus.pairs, seed))
            correct, broken = (
                _filtered(tuple(some), folder) for some in zip(*(case[2:] for case in cases), strict=True)
            )
            for (name, *_), before, after in zip(cases, correct, broken, strict=True):
                score.asked[name] += 1
                score.found[name] += bool(after - before)
    score.cpu = time.process_time() - begin
    return score


def _filtered(pairs: tuple[Pair, ...], folder: Path) -> list[set[str]]:
    """Return the names of pofilter's tests that each pair fails."""
    failed: list[set[str]] = [set() for _ in pairs]
    by_language: dict[str, list[int]] = {}
    for number, pair in enumerate(pairs):
        by_language.setdefault(pair.target.gettext, []).append(number)
    for language, numbers in by_language.items():
        header = f"Language: {language}\nContent-Type: text/plain; charset=UTF-8\n"
        entries = [po.Entry("", msgstr=(header,))]
        entries += [po.Entry(pairs[n].msgid, msgstr=(pairs[n].msgstr,), msgctxt=str(n)) for n in numbers]
        (folder / "in.po").write_bytes(po.write(entries))
        command = peers.python("translate.filters.pofilter", "--progress=none", f"--language={language}")
        subprocess.run([*command, "in.po", "out.po"], cwd=folder, check=True, capture_output=True)
        for entry in po.read((folder / "out.po").read_bytes(), folder / "out.po"):
            if entry.msgctxt and entry.msgctxt.isdigit():
                names = {
                    found[1] for line in entry.comments if (found := re.match(r"\(pofilter\) (\w+):", line))
                }
                failed[int(entry.msgctxt)] = names
        (folder / "out.po").unlink()
    return failed


def table(ours: Score, theirs: Score | None) -> Iterator[str]:
    """Yield the lines of a table: percent found of each kind of slip, then false alarms."""
    total = sum(ours.asked.values())
    yield f"{f'found of {total:,} slips, %':58}{'publish':>10}{'pofilter':>10}"
    for kind in ours.asked:
        cells = [
            _percent(score.found[kind], score.asked[kind]) if score else "not here"
            for score in (ours, theirs)
        ]
        yield f"  {f'{kind} ({ours.asked[kind]})':56}{cells[0]:>10}{cells[1]:>10}"
    cells = [_percent(score.found.total(), score.asked.total()) if score else "" for score in (ours, theirs)]
    yield f"  {'all':56}{cells[0]:>10}{cells[1]:>10}"
    yield "correct translations of which something is told"
    for name, number in ours.correct.items():
        cells = [f"{score.alarms[name]}" if score else "" for score in (ours, theirs)]
        yield f"  {f'{name} ({number:,})':56}{cells[0]:>10}{cells[1]:>10}"


def speed() -> Iterator[str]:
    """Yield what it takes to check 20,000 messages: those of all languages, again and again."""
    pairs = [pair for corpus in corpora() for pair in corpus.pairs]
    for pair in pairs:
        examine(pair)
    # A word of its own for each, so that nothing is remembered from the last time.
    letters = str.maketrans("0123456789", "abcdefghij")
    many = [
        replace(pair, msgid=f"{pair.msgid} {word}", msgstr=f"{pair.msgstr} {word}")
        for n in range(20_000)
        for pair, word in ((pairs[n % len(pairs)], str(n).translate(letters)),)
    ]
    begin = time.process_time()
    for pair in many:
        examine(pair)
    length = sum(len(pair.msgid) for pair in many) / len(many)
    yield f"20,000 messages of {length:.0f} characters: {time.process_time() - begin:.1f} CPU s"


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}" if whole else "-"


def misses(score: Score, most: int) -> Iterator[str]:
    """Yield so many slips of each kind that publish did not find."""
    shown: Counter[str] = Counter()
    for name, pair in score.missed:
        shown[name] += 1
        if shown[name] <= most:
            yield f"{name} ({pair.target})\n   {pair.msgid}\n   {pair.msgstr}"
