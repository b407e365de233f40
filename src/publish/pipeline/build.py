"""Articles and catalogs to editions: jobs, one an article and language, run in this process or in a pool."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Future, wait
from contextlib import contextmanager
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from publish import catalog as catalogs
from publish import files, readers
from publish.errors import CatalogError, EditionError, PublishError
from publish.garbage import rarely_collected
from publish.languages import parse
from publish.model import Lang, Span, Text
from publish.phrases import revision_note
from publish.pipeline.jobs import Built, Job
from publish.pipeline.pool import cores, for_editions, peak, processes, room
from publish.project import CatalogsSection, Format
from publish.units import Unit, assemble, segment

if TYPE_CHECKING:
    from publish.catalog import Catalog
    from publish.checks import Term
    from publish.model import Document
    from publish.pipeline.record import Record
    from publish.writers.edition import Attachment, Edition

_logger = logging.getLogger("publish")


AtWork = Callable[[Iterable[Job]], None]
"""Is told which jobs are being done, each time that others are."""


def build(
    jobs: Iterable[Job],
    workers: int | None = None,
    record: Record | None = None,
    *,
    scheduler: str = "",
    at_work: AtWork = lambda _: None,
) -> Generator[Built]:
    """Run jobs, giving each result as it comes; one that fails does not stop the others.

    Args:
        jobs: what to build.
        workers: a number of processes, by default one a core; one worker works in this process.
        record: what editions were made of; those that it calls current are given first, and not built.
        scheduler: address of a Dask scheduler whose workers build instead of processes on this machine.
        at_work: is told what is being built.

    Raises:
        PublishError: where the scheduler or its workers cannot be used at all.
    """
    todo: list[Job] = []
    for job in jobs:
        left, skipped = record.left(job) if record else (job, "")
        if left is None:
            yield Built(job, skipped=skipped, unchanged=not skipped)
        else:
            todo.append(left)
    if record:
        record.begin(todo)
    # The longest first, so that no core waits for a book at the end.
    todo.sort(key=_length, reverse=True)
    for built in _results(todo, workers or cores(), scheduler, at_work):
        if record:
            record.note(built)
        yield built


def _length(job: Job) -> int:
    """Return how many bytes a job reads: of one article, Hindi's take longer to lay out than English's."""
    return sum(files.size(path) or 0 for path in (job.source, job.catalog) if path)


def _results(jobs: list[Job], workers: int, scheduler: str, at_work: AtWork) -> Iterator[Built]:
    if scheduler and jobs:
        from publish.pipeline import cluster

        return cluster.build(jobs, scheduler, at_work)
    count = min(workers, len(jobs))
    return _in_processes(jobs, count, at_work) if count > 1 else _in_this(jobs, at_work)


def _in_this(jobs: list[Job], at_work: AtWork) -> Iterator[Built]:
    """Run jobs in this process."""
    for job in jobs:
        at_work([job])
        yield run(job)


AHEAD = 2
"""Jobs handed out for each worker: one at work and one waiting."""
_TOGETHER = 400
"""Jobs for each worker after which workers are replaced by new ones, whose memory is fresh."""


def _in_processes(jobs: list[Job], workers: int, at_work: AtWork) -> Iterator[Built]:
    """Run jobs in processes. Those that a dying process took along are run again, each alone."""
    waiting = deque(jobs)
    suspects: list[Job] = []
    while waiting:
        some = [waiting.popleft() for _ in range(min(len(waiting), _TOGETHER * workers))]
        left, died = yield from _pooled(some, workers, at_work)
        suspects += died
        waiting.extendleft(reversed(left))
    for job in suspects:
        _, died = yield from _pooled([job], 1, at_work)
        if died:
            yield died_twice(job)


def died_twice(job: Job) -> Built:
    """Return what is told of a job that no process outlives, alone neither."""
    wrong = EditionError(
        f"a worker process died twice (edition in {job.language})",
        path=job.reference,
        hint="It may have run out of memory: close other programs, or make its pictures smaller.",
    )
    return Built(job, errors=(wrong,))


def _pooled(
    jobs: list[Job], workers: int, at_work: AtWork
) -> Generator[Built, None, tuple[list[Job], list[Job]]]:
    """Run jobs in one pool; return those that were not begun and those at work when a process died.

    A pool in which a process has grown beyond its room is left for a new one.
    """
    waiting = deque(jobs)
    full = False
    running: dict[Future[Built], Job] = {}
    formats = {format for job in jobs for format, _ in job.outputs}
    with processes(workers, for_editions(formats)) as pool:
        try:
            while running or (waiting and not full):
                while waiting and not full and len(running) < AHEAD * workers:
                    # Taken only when it is handed out: a pool that died meanwhile refuses it.
                    future = pool.submit(run, waiting[0])
                    running[future] = waiting.popleft()
                at_work([*running.values()][:workers])
                done, _ = wait(running, return_when=FIRST_COMPLETED)
                for future in done:
                    # Kept among those at work until its result is here.
                    built = future.result()
                    del running[future]
                    full = full or built.memory > room(workers)
                    yield built
        except BrokenExecutor:
            return list(waiting), [*running.values()]
    return list(waiting), []


# --- one job -------------------------------------------------------------------------------------------


def run(job: Job) -> Built:
    """Read, assemble, lay out and write one article in one language; never raises a PublishError."""
    with _warnings() as warnings, rarely_collected():
        try:
            translated = translate(job)
            words = blake2b(repr(translated).encode("utf-8", "backslashreplace"), digest_size=16).digest()
            if translated.unfit:
                return Built(job, skipped=translated.unfit, words=words)
            edition = _edition(translated, job)
            if words == job.known:
                told = tuple(dict.fromkeys(warnings))
                return Built(
                    job,
                    warnings=told,
                    unchanged=True,
                    words=words,
                    pictures=edition.pictures,
                    language=edition.language,
                )
        except PublishError as error:
            return Built(job, errors=(error,))
        written: list[Path] = []
        errors: list[PublishError] = []
        for format, path in job.outputs:
            try:
                files.write(path, _made(edition, format))
                written.append(path)
            except PublishError as error:
                errors.append(error)
    return Built(
        job,
        tuple(written),
        errors=tuple(errors),
        warnings=tuple(dict.fromkeys(warnings)),
        words=words,
        pictures=edition.pictures,
        language=edition.language,
        memory=peak(),
    )


@dataclass(frozen=True, slots=True)
class Translated:
    """An article in the language of a job."""

    document: Document
    """The article, with the source text where a translation is missing."""
    unfit: str = ""
    """Why it should not be built; empty if it should."""
    revision: Text | None = None
    """What tells the reader which version of the article it is; None where it is the newest, or not asked."""


@dataclass(frozen=True, slots=True)
class Read:
    """What a job is translated with."""

    document: Document
    """The article."""
    translations: Catalog | None = None
    """None for the edition in the source language."""
    terms: tuple[Term, ...] = ()
    """The office's glossary."""

    def printed(self, job: Job) -> Document:
        """Return the article in the job's language."""
        if self.translations is None:
            return self.document
        return assemble(self.document, _lookup(self.translations), job.language, job.settings.segmentation)


def read(job: Job) -> Read:
    """Read article, catalog and glossary of a job; raises PublishError for the first that cannot be."""
    document = readers.read(job.source, source=job.reference, language=job.source_language.tag)
    if job.catalog is None:
        return Read(document)
    # Not where nothing is left to build.
    from publish.checks import glossary

    return Read(document, _catalog(job, job.catalog), glossary.read(job.root / job.check.glossary))


def translate(job: Job) -> Translated:
    """Return the article in the job's language."""
    found = read(job)
    translations = found.translations
    if job.catalog is None or translations is None:
        return Translated(found.document)
    from publish.checks import SEVERE
    from publish.pipeline.check import Checker

    severe = job.check.enabled(job.language) & SEVERE
    checker = Checker(job.source_language, job.language, severe, found.terms)
    for line, finding in checker.findings(job.catalog, translations):
        _logger.warning("%s:%d: %s: %s", translations.path, line, finding.check, finding.message)
    units = segment(found.document, job.settings.segmentation)
    return Translated(
        found.printed(job),
        "" if job.draft else _unfit(units, translations, job.settings),
        _revision(units, translations, job) if job.theme.revision else None,
    )


def _revision(units: tuple[Unit, ...], translations: Catalog, job: Job) -> Text | None:
    day, newer = translations.revision, translations.newer({(u.context, u.message) for u in units})
    if day is None or not newer:
        return None
    note = revision_note(job.language, day, newer)
    return Text((Span(note.text, () if note.tag == job.language.tag else (Lang(note.tag),)),))


def _lookup(translations: Catalog) -> Callable[[Unit], str | None]:
    return lambda unit: translations.get(unit.context, unit.message)


def _catalog(job: Job, path: Path) -> Catalog:
    if path.exists():
        translations = catalogs.read(path)
        catalogs.check_language(translations, job.language)
        return translations
    if job.draft:
        return catalogs.Catalog(None, ())
    hint = f"Run 'publish extract' to make it, then translate it ({job.reference})."
    raise CatalogError("no such catalog", path=path, hint=hint)


def _unfit(units: tuple[Unit, ...], translations: Catalog, settings: CatalogsSection) -> str:
    """Say why too little is translated for an edition, or nothing."""
    missing = [unit for unit in units if translations.get(unit.context, unit.message) is None]
    percent = 100 * (len(units) - len(missing)) // len(units) if units else 100
    if percent < settings.minimum:
        return f"{percent} % translated, {settings.minimum} % asked (minimum)"
    wanting = next((unit for unit in missing if unit.role in settings.required), None)
    if wanting:
        return f"{wanting.source}:{wanting.line}: the {wanting.role} is not translated (required)"
    return ""


def _edition(translated: Translated, job: Job) -> Edition:
    from publish.writers.edition import Origin, prepare

    document = translated.document
    edition = prepare(
        document,
        # The article's front matter may say another language than the project does.
        job.language if job.catalog else parse(document.language),
        job.theme,
        folder=job.source.parent,
        root=job.root,
        draft=job.draft,
        origin=Origin(job.source_language, translated.revision) if job.catalog else None,
    )
    return replace(edition, attachments=tuple(_attachments(job))) if job.attach else edition


def _attachments(job: Job) -> Iterator[Attachment]:
    from publish.writers.edition import Attachment

    yield Attachment(files.text_of(job.source.name), job.source.read_bytes(), "Source")
    if job.catalog and job.catalog.exists():
        yield Attachment(files.text_of(job.catalog.name), job.catalog.read_bytes(), "Supplement")


def _docx(edition: Edition) -> bytes:
    from publish.writers import docx

    return docx.render(edition)


def _pdf(edition: Edition) -> bytes:
    from publish.writers import pdf

    return pdf.render(edition)


_WRITERS: dict[Format, Callable[[Edition], bytes]] = {"docx": _docx, "pdf": _pdf}


def _made(edition: Edition, format: Format) -> bytes:
    """Return an edition's file, which has been read back and holds all that the edition does."""
    from publish.writers import parity

    data = _WRITERS[format](edition)
    parity.check(edition, format, data)
    return data


@contextmanager
def _warnings() -> Iterator[list[str]]:
    """Gather what the rooms below say through the logger `publish`."""
    gathered: list[str] = []

    class Gather(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            gathered.append(record.getMessage())

    handler = Gather(logging.WARNING)
    propagated, _logger.propagate = _logger.propagate, False
    _logger.addHandler(handler)
    try:
        yield gathered
    finally:
        _logger.removeHandler(handler)
        _logger.propagate = propagated
