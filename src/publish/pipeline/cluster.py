"""Jobs out to the workers of a Dask cluster, and the editions that they make onto the disk of this machine.

Workers share no disk with us, and we need neither Pango nor fonts: a job travels as a `Parcel`. A worker that
is lost loses nothing, since Dask keeps what it was given until the result is here.
"""

from __future__ import annotations

import asyncio
import logging
import sys
import threading
import warnings
from collections import deque
from collections.abc import AsyncGenerator, Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

from publish import __version__
from publish.errors import ConfigError, EditionError, PublishError
from publish.pipeline import build as local
from publish.pipeline import parcel as parcels
from publish.pipeline.build import AtWork
from publish.pipeline.jobs import Built, Job
from publish.pipeline.parcel import Made, Parcel
from publish.pipeline.record import programs

if TYPE_CHECKING:
    from distributed import Client

_logger = logging.getLogger("publish")

Versions = dict[str, str]
"""Of packages by name; empty for one that is not there."""

# --- on a worker -----------------------------------------------------------------------------------------

_ALONE = threading.Lock()
"""One job at a time in a process, whatever its threads: a build hears loggers, and is told the date."""


@cache
def versions() -> Versions:
    """Return the versions of what shapes editions and of what carries jobs."""
    return {"publish": __version__, "distributed": version("distributed"), **programs()}


def work(parcel: Parcel, wanted: Versions) -> Made | EditionError:
    """Build a parcel, or return why this worker cannot.

    Nothing is raised: Dask may lose an exception whose traceback is long, and the job would never end.
    """
    from distributed import get_worker

    worker = get_worker()
    # It may have come after all others were asked.
    if wrong := _unlike(versions(), wanted):
        return EditionError(wrong, path=worker.address, hint=_SAME)
    with _ALONE:
        try:
            # Dask removes that folder even after a worker that was killed.
            return parcels.make(parcel, Path(worker.local_directory) / "publish")
        except OSError as error:
            hint = "Make room on that worker's disk, and let it write there."
            message = f"this worker cannot write: {error.strerror or error}"
            return EditionError(message, path=worker.address, hint=hint)
        except Exception as error:
            _logger.exception("%s failed", parcel.job.reference)
            hint = "Look into the log of that worker, then build again."
            message = f"this worker failed: {type(error).__name__}: {error}"
            return EditionError(message, path=worker.address, hint=hint)


_SAME = "Install the same versions on every machine, from one list or image: docs/cluster.md says how."


def _unlike(found: Versions, wanted: Versions) -> str:
    """Say in what a worker differs from what is wanted, or nothing."""
    for name, one in wanted.items():
        if found.get(name, "") != one:
            has = f"{name} {found[name]}" if found.get(name) else f"no {name}"
            return f"this worker has {has}, not {one or 'none'}"
    return ""


# --- the cluster -----------------------------------------------------------------------------------------

_ANSWER = 5
"""Seconds in which a scheduler must answer."""
_PATIENCE = 30
"""Seconds for which there may be no worker."""
_LOOK = 2
"""Seconds between two looks at how many workers there are."""
_NAMED = 12
"""Most articles that are named when a build ends early."""


def build(jobs: Iterable[Job], scheduler: str, at_work: AtWork = lambda _: None) -> Iterator[Built]:
    """Run jobs on the workers of the Dask scheduler at an address, giving each result as it comes.

    Where the cluster fails as a whole in the midst of it, one error names all that is not built.

    Raises:
        PublishError: where the scheduler does not answer, has no workers, or has some with other versions.
    """
    _load(scheduler)
    with asyncio.Runner() as runner:
        # What Dask still does about a connection that was lost is of no concern: we say that it was.
        runner.get_loop().set_exception_handler(lambda *_: None)
        results = _results(jobs, scheduler, at_work)

        async def following() -> Built | None:
            return await anext(results, None)

        try:
            while built := runner.run(following()):
                yield built
        finally:
            runner.run(results.aclose())


def _load(scheduler: str) -> None:
    """Import Dask; raise ConfigError where it is not installed."""
    new = "distributed" not in sys.modules
    try:
        import distributed  # noqa: F401 - here and not in the midst
    except ImportError:
        hint = "Install it: pip install 'publish[dask]'"
        raise ConfigError(
            "a scheduler needs Dask, which is not installed", path=scheduler, hint=hint
        ) from None
    if new:
        # They write to the terminal, at length, what our messages say.
        for name in ("distributed", "distributed.client", "distributed.gc", "tornado", "tornado.application"):
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)


async def _results(jobs: Iterable[Job], scheduler: str, at_work: AtWork) -> AsyncGenerator[Built]:
    import dask

    settings = {
        "distributed.comm.timeouts.connect": _ANSWER,
        # The scheduler is to keep pictures too: what it only passes on is lost with the worker that has it.
        "distributed.admin.large-graph-warning-threshold": "1 PiB",
    }
    with dask.config.set(settings):
        client = await _connected(scheduler)
        try:
            wanted = await _wanted(client, scheduler)
            async for built in _Run(client, scheduler, deque(jobs), wanted, at_work).results():
                yield built
        finally:
            await _close(client)


async def _connected(scheduler: str) -> Client:
    from distributed import Client
    from distributed.versions import VersionMismatchWarning

    client = Client(scheduler, asynchronous=True, timeout=_ANSWER, set_as_default=False)
    try:
        with warnings.catch_warnings():
            # We compare versions ourselves.
            warnings.simplefilter("ignore", VersionMismatchWarning)
            # Dask's own limit ends where something answers the call, and says nothing.
            async with asyncio.timeout(_ANSWER + 1):
                await client
    # Anything comes of what is no scheduler, or speaks as another version does; and Ctrl-C is heard here too.
    except BaseException as error:
        await _close(client)
        if isinstance(error, Exception):
            raise _unanswered(scheduler, error) from None
        raise
    return client


def _unanswered(scheduler: str, error: Exception) -> PublishError:
    """Return what is told of an attempt to reach a scheduler."""
    if "ssl_context" in str(error):
        hint = "Name them in Dask's configuration: docs/cluster.md says where."
        return ConfigError("there are no certificates for TLS", path=scheduler, hint=hint)
    if isinstance(error, OSError):
        wrong = "the address or the certificates" if scheduler.startswith("tls:") else "the address"
        hint = f"Start one with 'dask scheduler', or correct {wrong}: docs/cluster.md says how."
        return EditionError("no scheduler answers there", path=scheduler, hint=hint)
    message = f"what answers there is no scheduler of Dask {version('distributed')}"
    hint = "Correct the address, or install the same versions there: docs/cluster.md says how."
    return EditionError(message, path=scheduler, hint=hint)


async def _close(client: Client) -> None:
    with suppress(Exception):  # nothing is left to be done about it
        async with asyncio.timeout(_ANSWER):
            await client.close()


async def _wanted(client: Client, scheduler: str) -> Versions:
    """Wait for a worker, and return the versions that all have; raise EditionError where they differ."""
    try:
        async with asyncio.timeout(_PATIENCE):
            while not await client.nthreads():
                await asyncio.sleep(0.2)
    except TimeoutError:
        hint = f"Start some: dask worker {scheduler} --nthreads 1"
        raise EditionError("the scheduler has no workers", path=scheduler, hint=hint) from None
    except OSError:
        raise _gone(scheduler) from None
    try:
        async with asyncio.timeout(_PATIENCE):
            await client.run_on_scheduler(versions)
            everywhere = await client.run(versions, on_error="return")
    except ImportError:
        message = f"the scheduler cannot load publish {__version__}"
        raise EditionError(message, path=scheduler, hint=_SAME) from None
    except OSError:  # a time-out is one
        hint = "Look into their logs, end those that hang, then build again."
        raise EditionError("its workers do not answer", path=scheduler, hint=hint) from None
    wanted: Versions = {}
    for address, found in sorted(everywhere.items()):
        if isinstance(found, Exception):
            message = f"this worker cannot load publish {__version__}"
            raise EditionError(message, path=address, hint=_SAME)
        # What this machine has not, icu4py perhaps, need only be the same on all workers.
        wanted = wanted or found | {name: one for name, one in versions().items() if one}
        if wrong := _unlike(found, wanted):
            raise EditionError(wrong, path=address, hint=_SAME)
    return wanted


def _gone(scheduler: str) -> EditionError:
    hint = "Start it again, then build again."
    return EditionError("the scheduler no longer answers", path=scheduler, hint=hint)


@dataclass(slots=True)
class _Run:
    """A build on a cluster that has answered."""

    client: Client
    scheduler: str
    waiting: deque[Job]
    wanted: Versions
    """What every worker must have."""
    at_work: AtWork
    """Is told which jobs are being done."""
    running: dict[asyncio.Task[Built], Job] = field(default_factory=dict)
    suspects: deque[Job] = field(default_factory=deque)
    """Jobs that were there each time that a worker died; they are run once more, each alone."""
    alone: bool = False
    """Whether what runs is one of those."""
    workers: int = 1
    looked: float = 0
    """When workers were counted last, on the clock of `monotonic`."""
    seen: float = field(default_factory=monotonic)
    """When there were any."""

    async def results(self) -> AsyncGenerator[Built]:
        """Give what comes of each job, in the order in which they are done."""
        try:
            while self.waiting or self.running or self.suspects:
                await self.count()
                self.hand_out()
                self.at_work([*self.running.values()][: self.workers])
                done, _ = await asyncio.wait(self.running, timeout=_LOOK, return_when=asyncio.FIRST_COMPLETED)
                # What is done is told before what ends the build.
                for task in sorted(done, key=lambda task: isinstance(task.exception(), PublishError)):
                    if built := self.outcome(task):
                        yield built
        except PublishError as error:
            self.cancel()
            for built in self.left(error):
                yield built
        finally:
            self.cancel()

    def outcome(self, task: asyncio.Task[Built]) -> Built | None:
        """Return what came of a job, None where it is run again; raise PublishError if that is the end."""
        from distributed.scheduler import KilledWorker

        try:
            built = task.result()
        except KilledWorker:
            job = self.running.pop(task)
            if self.alone:
                return local.died_twice(job)
            self.suspects.append(job)
            return None
        del self.running[task]
        return built

    async def count(self) -> None:
        """Count workers now and then; raise EditionError where there is none for long, or nobody answers."""
        if monotonic() - self.looked < _LOOK:
            return
        try:
            async with asyncio.timeout(_PATIENCE):
                self.workers = len(await self.client.nthreads())
        except Exception:  # a broken connection shows itself in many ways
            raise _gone(self.scheduler) from None
        self.looked = monotonic()
        if self.workers:
            self.seen = self.looked
        elif self.looked - self.seen > _PATIENCE:
            hint = "Look into their logs, start them again, then build again."
            raise EditionError("its workers are gone", path=self.scheduler, hint=hint)

    def hand_out(self) -> None:
        """Begin jobs: a few for each worker, which does one at a time whatever its threads."""
        while self.waiting and len(self.running) < local.AHEAD * max(self.workers, 1):
            self.begin(self.waiting.popleft())
        if self.suspects and not self.running:
            self.alone = True
            self.begin(self.suspects.popleft())

    def begin(self, job: Job) -> None:
        self.running[asyncio.create_task(self.done(job))] = job

    async def done(self, job: Job) -> Built:
        """Have a job done; raise KilledWorker if no worker outlives it, PublishError if that is the end."""
        from distributed.scheduler import KilledWorker

        try:
            parcel, stamps = parcels.pack(job)
        except PublishError as error:
            return Built(job, errors=(error,))
        future: Any = self.client.submit(work, parcel, self.wanted, pure=False)
        del parcel  # the scheduler has it
        match await future.exception():
            case None:
                pass
            case KilledWorker() as wrong:
                raise wrong
            case wrong:
                hint = "Look into the logs of the workers, then build again."
                message = f"a worker cannot take jobs: {type(wrong).__name__}: {wrong}"
                raise EditionError(message, path=self.scheduler, hint=hint)
        try:
            made: Made | EditionError = await future
        except (CancelledError, OSError):
            raise _gone(self.scheduler) from None
        if isinstance(made, EditionError):
            raise made
        return parcels.unpack(job, made, stamps)

    def cancel(self) -> None:
        for task in self.running:
            task.cancel()

    def left(self, wrong: PublishError) -> Iterator[Built]:
        """Give each job that is left the same error, which names them all and so is told once."""
        jobs = [*self.running.values(), *self.waiting, *self.suspects]
        languages: dict[str, list[str]] = {}
        for job in jobs:
            languages.setdefault(job.reference, []).append(str(job.language))
        names = [f"{name} ({', '.join(sorted(tags))})" for name, tags in sorted(languages.items())]
        more = f" and {len(names) - _NAMED} more articles" if len(names) > _NAMED else ""
        message = f"{wrong.message}; not built: {', '.join(names[:_NAMED])}{more}"
        told = EditionError(message, path=wrong.path, hint=wrong.hint)
        yield from (Built(job, errors=(told,)) for job in jobs)
