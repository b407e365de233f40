"""Translations that lost, gained, moved, joined and split paragraphs in; how many are found, out."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from bench.translations import articles, corpora
from publish.align import CERTAIN, align
from publish.languages import Language, parse
from publish.readers import markdown, text
from publish.sentences import split
from publish.units import Unit, segment

Block = tuple[bool, str]
"""Whether it is a heading, and its text."""


@dataclass(frozen=True, slots=True)
class Article:
    """An article and its translation, block by block."""

    name: str
    source: Language
    target: Language
    old: tuple[Block, ...]
    new: tuple[Block, ...]


@dataclass(slots=True)
class Score:
    """What was found."""

    there: int = 0
    """Blocks of the article whose translation is in the changed text."""
    found: int = 0
    """Those which were given the whole of it, and nothing else."""
    certain: int = 0
    """Blocks that were given a text that is called certain."""
    right: int = 0
    """Those for which that is the right one."""
    certainties: Counter[int] = field(default_factory=Counter)
    cpu: float = 0.0


def cases() -> Iterator[Article]:
    """Give articles of whole paragraphs, and articles made of sentences in eighteen languages."""
    for name, source, target, blocks in articles():
        sides = zip(*blocks, strict=True)
        old, new = (tuple((b.startswith("#"), b.lstrip("# ")) for b in side) for side in sides)
        yield Article(name, parse(source), parse(target), old, new)
    by_language: dict[Language, list[tuple[str, str]]] = {}
    for pair in next(corpora()).pairs:
        by_language.setdefault(pair.target, []).append((pair.msgid, pair.msgstr))
    for language, pairs in by_language.items():
        yield _paragraphs(language, pairs)


def _paragraphs(target: Language, pairs: list[tuple[str, str]]) -> Article:
    """Make paragraphs of one to four sentences, a heading before every fourth."""
    rng = Random(7)
    short = [pair for pair in pairs if len(pair[0]) < 40]
    long = [pair for pair in pairs if len(pair[0]) >= 40]
    old: list[Block] = []
    new: list[Block] = []
    while long:
        if rng.random() < 0.3 and short:
            heading = short.pop(0)
            old.append((True, heading[0]))
            new.append((True, heading[1]))
        some = [long.pop(0) for _ in range(min(len(long), rng.choice((1, 2, 3, 3, 4))))]
        old.append((False, " ".join(msgid for msgid, _ in some)))
        new.append((False, target.joiner.join(msgstr for _, msgstr in some)))
    return Article("sentences", parse("en"), target, tuple(old), tuple(new))


def measure(share: float, seed: int, runs: int, suffix: str, chosen: tuple[Article, ...]) -> Score:
    """Change a share of the paragraphs of each translation, in several ways, and align what is left."""
    score = Score()
    foreign: dict[Language, list[str]] = {}
    for article in chosen:
        foreign.setdefault(article.target, []).extend(words for heading, words in article.new if not heading)
    begin = time.process_time()
    for article in chosen:
        for run in range(runs):
            rng = Random(f"{article.name} {article.target} {seed} {run}")
            # In order, so that a seed gives the same changes each time.
            own = dict.fromkeys(words for _, words in article.new)
            others = [words for words in foreign[article.target] if words not in own] or [
                " ".join(reversed(words.split())) for words in own
            ]
            changed, truth = _changed(article, share, others, rng)
            old = _units(article.old, article.source, suffix)
            new = _units(changed, article.target, suffix)
            places = {_bare(words): place for place, (_, words) in enumerate(article.old)}
            for found in align(old, new, article.source, article.target):
                if found.unit is None:
                    continue
                wanted = truth.get(places[_bare(found.unit.message)])
                right = wanted is not None and _bare(found.message) == wanted
                score.there += wanted is not None
                score.found += right
                if found.message and found.certainty >= CERTAIN:
                    score.certain += 1
                    score.right += right
    score.cpu = time.process_time() - begin
    return score


def _changed(
    article: Article, share: float, others: list[str], rng: Random
) -> tuple[list[Block], dict[int, str]]:
    """Return a changed translation, and by block of the article what belongs to it now."""
    blocks: list[Block] = []
    moved: list[Block] = []
    truth = {place: _bare(words) for place, (_, words) in enumerate(article.new)}
    todo = list(enumerate(article.new))
    while todo:
        place, (heading, words) = todo.pop(0)
        change = rng.choice(("drop", "add", "join", "split", "move")) if rng.random() < share else ""
        parts = split(words, article.target.tag)
        if change == "drop":
            del truth[place]
            continue
        if change == "move":
            moved.append((heading, words))
            continue
        if change == "add":
            blocks.append((False, rng.choice(others)))
        if change == "join" and todo and not heading and not todo[0][1][0]:
            words = f"{words}{article.target.joiner}{todo.pop(0)[1][1]}"
        if change == "split" and not heading and len(parts) > 1:
            cut = rng.randrange(1, len(parts))
            blocks.append((False, "".join(parts[:cut]).strip()))
            words = "".join(parts[cut:]).strip()
        blocks.append((heading, words))
    for block in moved:
        blocks.insert(rng.randrange(len(blocks) + 1), block)
    return blocks, truth


def _units(blocks: tuple[Block, ...] | list[Block], language: Language, suffix: str) -> tuple[Unit, ...]:
    """Return the units of a file that has these blocks."""
    if suffix == "md":
        words = "\n\n".join(f"{'## ' if heading else ''}{words}" for heading, words in blocks)
        return segment(markdown.parse(words, "a.md", language.tag))
    return segment(text.parse("\n\n".join(words for _, words in blocks), "a.txt", language.tag))


def _bare(words: str) -> str:
    return re.sub(r"[\W_]+", "", words)


def table(seed: int, runs: int) -> Iterator[str]:
    """Yield the lines of a table: how much is certain and right, and how much is found."""
    everything = tuple(cases())
    kinds = {
        "articles of 48 blocks": tuple(case for case in everything if case.name != "sentences"),
        "articles made of sentences": tuple(case for case in everything if case.name == "sentences"),
    }
    yield f"{'':52}{'certain':>9}{'right %':>9}{'there':>9}{'found %':>9}{'CPU s':>8}"
    for name, some in kinds.items():
        yield f"{name}, {len(some)} translations, {runs} times"
        for share in (0.1, 0.3):
            for suffix in ("md", "txt"):
                score = measure(share, seed, runs, suffix, some)
                title = f"  {share:.0%} of the paragraphs changed, {suffix}"
                right, found = 100 * score.right / score.certain, 100 * score.found / score.there
                figures = f"{score.certain:9,}{right:9.2f}{score.there:9,}{found:9.2f}{score.cpu:8.1f}"
                yield f"{title:52}{figures}"
