"""A number of pages in; out, the lines of tables: DOCX and PDF editions beside other makers of them."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench import peers
from bench.files import ENVIRONMENT, OUT, ROOT
from bench.measure import Aim, Cost, race, run, run_all, table
from bench.projects import SOURCE, Book, make_book, publish
from bench.tongues import TARGETS

Action = Callable[[], Cost]
_RUNS = 3
_WARM_UP = 4
"""Pages of what is made once before anything is measured."""
_ARTICLE = 40
"""Pages of the longest article; what has more is a book."""
PRINT_CSS = """\
@page { size: A4; margin: 22mm; @bottom-center { content: counter(page) } }
html { font: 11pt/1.5 "Noto Serif", "Noto Serif CJK SC", "Noto Naskh Arabic", serif }
h1, h2, h3 { font-family: "Noto Sans", sans-serif; break-after: avoid }
p { margin: 0 0 0.65em; text-align: justify; hyphens: auto }
table { width: 100%; border-collapse: collapse }
th, td { border-top: 0.4pt solid #c4c4c4; padding: 0.45em 0.7em; text-align: start; vertical-align: top }
img { max-width: 100% }
"""
"""What stands in for an office's style sheet where publish is not there: a plain one."""


def build(book: Book, tags: Sequence[str], formats: Sequence[str], jobs: int = 1) -> Action:
    """Return what builds the editions of a book anew, whatever the record says."""
    chosen = [each for tag in tags for each in ("-l", tag)]
    chosen += [each for format in formats for each in ("-f", format)]
    return lambda: run(publish("build", *chosen, "-j", str(jobs), "--force"), book.folder)


@dataclass(frozen=True, slots=True)
class Took:
    """What `warm` prints of one maker."""

    seconds: float
    """Of CPU, for one edition."""
    parts: dict[str, float]
    """Seconds by part, of a run of its own; some parts hold others."""


def measured(
    ours: Mapping[str, Action], others: Mapping[str, tuple[Sequence[str], Action]], **aims: Aim
) -> Iterator[str]:
    """Yield the table of ours and of those others whose programs are here; the first of ours is the base."""
    here = {name: each for name, (needs, each) in others.items() if all(map(peers.here, needs))}
    costs = race({**ours, **here}, _RUNS)
    return table({name: costs.get(name) for name in (*ours, *others)}, next(iter(ours)), aims)


# --- DOCX ------------------------------------------------------------------------------------------------


def docx(quick: bool) -> Iterator[str]:
    """Measure DOCX of an article in ten languages and of longer works in one."""
    yield from _docx_in_ten(make_book(4, tuple(TARGETS)))
    for pages in (40,) if quick else (40, 400):
        yield ""
        yield from _docx_in_one(make_book(pages, ("en",)), "en")


def _docx_in_ten(book: Book) -> Iterator[str]:
    yield f"docx: {book.pages} pages in {len(book.tags)} languages, each tool's whole run"
    yield "publish: one run, from catalogs to files that were read back; the others: from translated Markdown"
    ours = {
        "publish": build(book, book.tags, ["docx"]),
        "publish, two workers": build(book, book.tags, ["docx"], 2),
    }
    yield from measured(ours, _docx_peers(book, book.tags), **{"pandoc": Aim(1)})


def _docx_in_one(book: Book, tag: str) -> Iterator[str]:
    yield f"docx: {book.pages} pages in one language"
    ours = {"publish": build(book, (tag,), ["docx"])}
    yield from measured(ours, _docx_peers(book, (tag,)), **{"pandoc": Aim(1)})


def _docx_peers(book: Book, tags: Sequence[str]) -> Mapping[str, tuple[Sequence[str], Action]]:
    def by_pandoc() -> Cost:
        commands = ([*pandoc(tag), "-o", f"{tag}.docx"] for tag in tags)
        return run_all(commands, book.translated)

    def by_calls() -> Cost:
        pairs = [name for tag in tags for name in (f"{tag}.md", f"plain-{tag}.docx")]
        return run([str(peers.PYTHON), str(ROOT / "plain_docx.py"), *pairs], book.translated)

    return {
        "pandoc": (["pypandoc"], by_pandoc),
        "python-docx by its calls, one run": (["docx"], by_calls),
    }


def pandoc(tag: str) -> list[str]:
    """Return the beginning of a command that converts the Markdown of a language."""
    return [peers.pandoc(), f"{tag}.md", "-M", f"lang={tag.replace('_', '-')}"]


# --- PDF -------------------------------------------------------------------------------------------------


def pdf(quick: bool) -> Iterator[str]:
    """Measure PDF: our share on top of WeasyPrint in a warm process, then whole runs beside other makers."""
    small = make_book(_WARM_UP, ("en", "zh_Hans"))
    larger = [make_book(40, ("en", "zh_Hans"))] + ([] if quick else [make_book(400, ("en",))])
    yield from _shares(small, [small, *larger])
    for book in (small, larger[-1]):
        yield ""
        yield from _pdf_whole(book, "en")


def _shares(warm_up: Book, books: Sequence[Book]) -> Iterator[str]:
    yield "pdf: what publish adds to WeasyPrint, CPU seconds in one warm process"
    yield "WeasyPrint: the same HTML, style sheet, pictures and options (PDF/A-3a, tags), nothing of ours"
    yield "spared: against WeasyPrint with Python's collector of garbage set as publish sets it"
    yield f"{'':22}{'pages':>7}{'WeasyPrint s':>14}{'publish s':>11}{'added':>8}{'spared':>8}"
    told = []
    for book in books:
        for tag in (SOURCE.tag, *book.tags) if book.pages <= _ARTICLE else book.tags:
            took = warm("pdf", warm_up, book, tag)
            ours, raw = took["publish"].seconds, took["raw"].seconds
            added, spared = ours / raw - 1, ours / took["spared"].seconds - 1
            title, printed = f"{book.pages} pages, {tag}", pages_of(book.edition(tag, "pdf"))
            verdict = Aim(0.1, most=True).verdict(added)
            yield f"{title:22}{printed:7,}{raw:14.2f}{ours:11.2f}{added:8.1%}{spared:8.1%}   {verdict}"
            told += ["", f"what it went to: {title}", *_parts(took)]
    yield from told


def _parts(took: Mapping[str, Took]) -> Iterator[str]:
    """Yield each part's seconds, those of WeasyPrint alone, and the difference in shares of all of these."""
    ours, raw = took["publish"].parts, took["raw"].parts
    for name, seconds in ours.items():
        alone = raw.get(name)
        more = seconds - (alone or 0.0)
        beside = f"{alone:10.3f}" if alone is not None else f"{'':10}"
        yield f"    {name:30}{seconds:10.3f}{beside}{more / raw['all']:+10.1%}"


def warm(format: str, warm_up: Book, book: Book, tag: str) -> Mapping[str, Took]:
    """Make one edition again and again in one process; return what publish and, for PDF, `raw` took."""
    runs = _RUNS * (3 if book.pages < _ARTICLE else 1)  # what takes a quarter of a second is noisy
    took = json.loads(_warm(format, warm_up, book, tag, str(runs)))
    return {name: Took(**each) for name, each in took.items()}


def _warm(format: str, warm_up: Book, book: Book, tag: str, mode: str) -> str:
    script = [sys.executable, "-m", "bench.warm", format]
    command = [*script, str(warm_up.folder), str(book.folder), tag, mode]
    done = subprocess.run(command, cwd=ROOT.parent, env=ENVIRONMENT, check=True, stdout=subprocess.PIPE)
    return done.stdout.decode()


def _pdf_whole(book: Book, tag: str) -> Iterator[str]:
    yield f"pdf: {book.pages} pages in one language, whole runs, each in a process of its own"
    (book.translated / "print.css").write_text(PRINT_CSS, encoding="utf-8")
    others = {
        "pandoc, typst": (["pypandoc", "typst"], lambda: run_all(typst(tag), book.translated)),
        "pandoc, WeasyPrint": (["pypandoc", "weasyprint"], lambda: run_all(weasyprint(tag), book.translated)),
        "pandoc, LibreOffice": (["pypandoc", "soffice"], lambda: run_all(libreoffice(tag), book.translated)),
    }
    ours = {"publish": build(book, (tag,), ["pdf"])}
    yield from measured(ours, others)
    made = [book.edition(tag, "pdf"), *sorted(book.translated.glob(f"{tag}*.pdf"))]
    yield "pages: " + ", ".join(f"{path.stem} {pages_of(path):,}" for path in made if path.exists())


def typst(tag: str) -> list[list[str]]:
    """Return the commands that make a PDF by pandoc and typst."""
    compile = f"import typst; typst.compile('{tag}.typ', output='{tag}-typst.pdf')"
    look = ["-V", "mainfont=Noto Serif", "-V", "papersize=a4"]
    return [
        [*pandoc(tag), "-s", *look, "-o", f"{tag}.typ"],
        [str(peers.PYTHON), "-c", compile],
    ]


def weasyprint(tag: str, *options: str) -> list[list[str]]:
    """Return the commands that make a PDF by pandoc and WeasyPrint's own command line."""
    return [
        [*pandoc(tag), "-s", "--css", "print.css", "-o", f"{tag}.html"],
        peers.python("weasyprint", *options, f"{tag}.html", f"{tag}-weasyprint.pdf"),
    ]


def libreoffice(tag: str) -> list[list[str]]:
    """Return the commands that make a PDF by pandoc and LibreOffice, which has a profile of its own."""
    profile = (OUT / "libreoffice").as_uri()
    office = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf"]
    return [[*pandoc(tag), "-o", f"{tag}-office.docx"], [*office, f"{tag}-office.docx"]]


def pages_of(path: Path) -> int:
    """Return how many pages a PDF has."""
    import pypdfium2

    with pypdfium2.PdfDocument(path) as opened:
        return len(opened)


def profile(format: str, pages: int, tag: str) -> Iterator[str]:
    """Yield what the functions of publish took for one edition, under cProfile."""
    warm_up, book = (make_book(each, ("en", "zh_Hans")) for each in (_WARM_UP, pages))
    yield _warm(format, warm_up, book, tag, "profile")
