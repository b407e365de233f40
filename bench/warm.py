"""Runs in a process of its own: one edition made again and again, and what its parts took; prints JSON.

`warm.py docx|pdf WARM-UP-FOLDER FOLDER LANGUAGE RUNS`: the folders hold projects of one article. Times are
CPU seconds of this process, medians of runs taken in turn. For PDF the same HTML is laid out by WeasyPrint
without us, too: what publish hands it, with the style sheets inside, its pictures and its options, nothing
around them; once as Python is by default (`raw`), once with its collector of garbage set as publish sets it
(`spared`). Add `profile` for what the functions of publish took under cProfile.
"""

from __future__ import annotations

import cProfile
import gc
import io
import json
import logging
import pstats
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any
from unittest.mock import patch

from publish import files, readers
from publish import project as projects
from publish.garbage import rarely_collected
from publish.pipeline import build, jobs
from publish.pipeline.jobs import Job

Parts = dict[str, float]
"""CPU seconds by the name of what took them."""


def job_of(folder: Path, tag: str, format: str) -> Job:
    """Return the job of a project's article in one language and format."""
    project = projects.load(folder)
    languages = project.select_languages([tag], source=True)
    formats = [each for each in projects.FORMATS if each == format]
    (job,) = jobs.plan(project, project.articles(), languages, formats)
    return job


def publish(job: Job) -> None:
    """Do all that `publish build` does for one edition."""
    built = build.run(job)
    if built.errors or not built.written:
        raise RuntimeError(f"nothing was built: {built}")


# --- WeasyPrint without us -------------------------------------------------------------------------------


def raw(job: Job) -> Callable[[], None]:
    """Return what makes the PDF of a job's HTML with WeasyPrint alone; the HTML is made once, before."""
    import weasyprint

    from publish.writers import html, pdf, preflight

    edition = build._edition(build.translate(job), job)
    pictures = pdf._Pictures(edition)
    page = html.lay_out(
        edition, pictures.add, lambda text, tongues: preflight.extra_faces(edition, text, tongues)
    )

    def action() -> None:
        source = weasyprint.HTML(string=html.whole(page), url_fetcher=pictures.fetcher())
        source.write_pdf(**pdf._OPTIONS)

    return action


# --- parts -----------------------------------------------------------------------------------------------


def _timed(function: Any, name: str, parts: Parts) -> Any:
    def timed(*arguments: Any, **named: Any) -> Any:
        start = process_time()
        try:
            return function(*arguments, **named)
        finally:
            parts[name] = parts.get(name, 0.0) + process_time() - start

    return timed


def _shared() -> Iterator[tuple[Any, str, str]]:
    """Give what every job goes through: the owner of a function, the function, what it is called here."""
    from publish.writers import parity

    yield readers, "read", "read article"
    yield build, "_catalog", "read catalog"
    yield build, "segment", "segment"
    yield build, "assemble", "assemble"
    yield build, "translate", "translate"
    yield build, "_edition", "prepare edition"
    yield parity, "check", "read back and compare"
    yield files, "write", "write file"


def _docx() -> Iterator[tuple[Any, str, str]]:
    from publish.writers import docx
    from publish.writers.docx.blocks import Flow
    from publish.writers.docx.package import Package

    yield Flow, "article", "words and blocks to XML"
    yield docx, "styles", "styles"
    yield Package, "finish", "package"
    yield docx, "render", "render"


def _pdf() -> Iterator[tuple[Any, str, str]]:
    import weasyprint

    from publish.writers import html, tagging

    yield html, "lay_out", "html"
    yield weasyprint.HTML, "__init__", "WeasyPrint: parse"
    yield weasyprint.HTML, "render", "WeasyPrint: lay out"
    yield weasyprint.document.Document, "write_pdf", "WeasyPrint: write"
    yield tagging, "mend_words", "tagging.mend_words"
    yield tagging, "finish", "tagging.finish"


_PARTS = {"docx": _docx, "pdf": _pdf}


@contextmanager
def clock(format: str) -> Iterator[Parts]:
    """Time the parts of jobs while this is open; some parts hold others."""
    parts: Parts = {}
    with ExitStack() as stack:
        for owner, name, called in (*_shared(), *_PARTS[format]()):
            stack.enter_context(patch.object(owner, name, _timed(getattr(owner, name), called, parts)))
        yield parts


# --- measuring -------------------------------------------------------------------------------------------


def _took(action: Callable[[], None]) -> float:
    gc.collect()
    start = process_time()
    action()
    return process_time() - start


def measure(warm_up: Job, job: Job, format: str, runs: int) -> Mapping[str, object]:
    """Return what publish and, for PDF, WeasyPrint took, and the parts of both."""
    publish(warm_up)
    actions = {"publish": lambda: publish(job)}
    if format == "pdf":
        raw(warm_up)()
        actions |= {"raw": raw(job), "spared": rarely_collected()(raw(job))}
    taken: dict[str, list[float]] = {name: [] for name in actions}
    parts: dict[str, Parts] = {}
    for _ in range(runs):
        for name, action in actions.items():
            taken[name].append(_took(action))
    for name, action in actions.items():
        with clock(format) as seen:
            seconds = _took(action)
        parts[name] = {**seen, "all": seconds}
    return {name: {"seconds": median(taken[name]), "parts": parts[name]} for name in actions}


def profile(warm_up: Job, job: Job) -> str:
    """Return publish's own functions under cProfile, by the time they and what they call took, and alone."""
    publish(warm_up)
    profiler = cProfile.Profile()
    profiler.runcall(publish, job)
    told = io.StringIO()
    statistics = pstats.Stats(profiler, stream=told)
    for order in ("cumulative", "tottime"):
        statistics.sort_stats(order).print_stats("publish/", 45)
    statistics.sort_stats("tottime").print_stats(25)
    return told.getvalue()


def _main(format: str, warm_up: str, folder: str, tag: str, runs: str) -> None:
    # What the made-up translations have wrong is told by whole runs.
    logging.getLogger("publish").addHandler(logging.NullHandler())
    first, job = (job_of(Path(each).resolve(), tag, format) for each in (warm_up, folder))
    told = profile(first, job) if runs == "profile" else json.dumps(measure(first, job, format, int(runs)))
    print(told)  # noqa: T201 - its caller reads this


if __name__ == "__main__":
    _main(*sys.argv[1:])
