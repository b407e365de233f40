"""Correct translations: sentences and articles that were translated for this bench, and the sample."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.files import ROOT
from publish import catalog as catalogs
from publish.checks import Pair, Term, glossary
from publish.languages import parse

_SAMPLE = ROOT.parent / "locales"


@dataclass(frozen=True, slots=True)
class Corpus:
    """Correct translations."""

    name: str
    pairs: tuple[Pair, ...]
    broken: bool = False
    """Whether slips are made in it; in longer texts what replaces a word may be right by chance."""


def corpora() -> Iterator[Corpus]:
    """Give all correct translations: sentences, the sample's catalogs, paragraphs of articles."""
    terms = glossary.read(ROOT / "pairs" / "glossary.csv")
    yield Corpus("sentences", tuple(_of_catalogs(sorted((ROOT / "pairs").glob("*.po")), terms)), True)
    yield Corpus(
        "sentences, held out", tuple(_of_catalogs(sorted((ROOT / "held-out").glob("*.po")), ())), True
    )
    yield Corpus("the sample", tuple(_of_catalogs(sorted(_SAMPLE.rglob("*.po")), ())))
    yield Corpus("paragraphs of articles", tuple(_of_articles()))


def _of_catalogs(paths: list[Path], terms: tuple[Term, ...]) -> Iterator[Pair]:
    for path in paths:
        catalog = catalogs.read(path)
        source, target = parse(catalog.fields["X-Source-Language"]), parse(catalog.language)
        for entry in catalog.entries:
            if entry.translated:
                limit = catalogs.limit_of(entry)
                place = entry.extracted[0] if entry.extracted else ""
                yield Pair(entry.msgid, entry.msgstr[0], source, target, limit, terms, place, entry.msgctxt)


def articles() -> Iterator[tuple[str, str, str, list[tuple[str, str]]]]:
    """Give each article in each language: its name, both languages, and its blocks in both, in order."""
    folder = ROOT / "articles"
    for path in sorted(folder.glob("*.md")):
        name, language = path.stem.split(".")
        for origin in ("vi", "en"):
            source = folder / f"{name}.{origin}.md"
            # `sources.txt` says what the others were translated from.
            if source.exists() and origin == _origin(name) != language:
                blocks = [
                    [block for block in file.read_text("utf-8").strip().split("\n\n") if block.strip()]
                    for file in (source, path)
                ]
                yield name, origin, language, list(zip(*blocks, strict=True))


def _origin(name: str) -> str:
    return dict(line.split() for line in (ROOT / "articles" / "sources.txt").read_text().splitlines())[name]


def _of_articles() -> Iterator[Pair]:
    for _, source, target, blocks in articles():
        for old, new in blocks:
            place = "heading" if old.startswith("#") else "paragraph"
            languages = parse(source), parse(target)
            yield Pair(old.lstrip("# "), new.lstrip("# "), *languages, place=place)
