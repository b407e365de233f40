"""A number of pages in; out, the lines of tables: from article to editions in ten languages, all the way.

The others' way is what a newsroom without publish would script: catalogs by po4a, its Markdown by pandoc to
DOCX and to HTML, that by WeasyPrint to PDF, each a process of its own for each language.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from bench import peers
from bench.editions import PRINT_CSS, build, pandoc, weasyprint
from bench.measure import Aim, Cost, load, race, run, run_all, table
from bench.projects import Book, fill_catalog, make_book, publish, translators
from bench.tongues import TARGETS

_NEEDED = ("po4a-updatepo", "po4a-translate", "pypandoc", "weasyprint")
_PO4A = ("-f", "text", "-o", "markdown", "-M", "UTF-8", "-m", "article.md")
_ONE, _TWO = "publish", "publish, two workers"
_ROW, _PAIR = "po4a, pandoc, WeasyPrint", "the same, two at a time"
_SHORT = 10
"""Pages of what is run three times; what is longer takes minutes, and little noise."""
_TAGGED = "the same, PDF/A-3a and tagged"


def chain(pages: int) -> Iterator[str]:
    """Measure extract, merge and both formats in ten languages, of an article that has not changed."""
    book = make_book(pages, tuple(TARGETS))
    yield f"chain: {pages} pages, catalogs brought up to date, {len(book.tags)} languages × DOCX + PDF"
    yield load()
    contestants = {_ONE: lambda: _ours(book, 1), _TWO: lambda: _ours(book, 2)}
    if all(map(peers.here, _NEEDED)):
        folder = _folder(book)
        contestants |= {
            _ROW: lambda: _one_by_one(book, folder, "editions.sh"),
            _TAGGED: lambda: _one_by_one(book, folder, "tagged.sh"),
            _PAIR: lambda: _two_at_once(book, folder),
        }
    runs = 3 if pages <= _SHORT else 1
    costs = race(contestants, runs)
    rows = {name: costs.get(name) for name in (_ONE, _TWO, _ROW, _TAGGED, _PAIR)}
    yield from table(rows, _ONE, {_ROW: Aim(3)})
    yield "the same, against two workers; the aim is of wall seconds"
    yield from table(rows, _TWO, {_ROW: Aim(3, wall=True), _PAIR: Aim(3, wall=True)})
    built = race({_ONE: build(book, book.tags, (), 1), _TWO: build(book, book.tags, (), 2)}, runs)
    for what, both in (("extract and build", costs), ("build, which is what they share", built)):
        faster = both[_ONE].wall / both[_TWO].wall
        yield f"{what}: two workers are {faster:.2f} times as fast as one   {Aim(1.7).verdict(faster)}"


def _ours(book: Book, jobs: int) -> Cost:
    return run(publish("extract"), book.folder) + build(book, book.tags, (), jobs)()


def _folder(book: Book) -> Path:
    """Lay down what the others start from: the article, its pictures, a style sheet, filled catalogs."""
    folder = book.folder / "chain"
    shutil.copytree(book.folder / "source", folder)
    (folder / "print.css").write_text(PRINT_CSS, encoding="utf-8")
    for tag, translator in translators(book.tags).items():
        run(["po4a-updatepo", *_PO4A, "-p", f"{tag}.po"], folder)
        fill_catalog(folder / f"{tag}.po", translator)
    for name, options in (("editions", ()), ("tagged", ("--pdf-variant", "pdf/a-3a"))):
        commands = "\n".join(" ".join(map(_quoted, command)) for command in _editions("$1", *options))
        (folder / f"{name}.sh").write_text(f"set -e\n{commands}\n", encoding="utf-8")
    return folder


def _updates(book: Book) -> list[list[str]]:
    return [["po4a-updatepo", *_PO4A, "-p", f"{tag}.po"] for tag in book.tags]


def _editions(tag: str, *options: str) -> list[list[str]]:
    return [
        ["po4a-translate", *_PO4A, "-p", f"{tag}.po", "-l", f"{tag}.md"],
        [*pandoc(tag), "-o", f"{tag}.docx"],
        *weasyprint(tag, *options),
    ]


def _one_by_one(book: Book, folder: Path, script: str) -> Cost:
    commands = [*_updates(book), *(["sh", script, tag] for tag in book.tags)]
    return run_all(commands, folder)


def _two_at_once(book: Book, folder: Path) -> Cost:
    every = " ".join(book.tags)
    script = f"printf '%s\\n' {every} | xargs -P 2 -n 1 sh editions.sh"
    return run_all(_updates(book), folder) + run(["sh", "-c", script], folder)


def _quoted(word: str) -> str:
    return f'"{word}"'
