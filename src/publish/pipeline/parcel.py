"""A job and the bytes of all that it is built from, to be built on a machine that has none of its files.

What comes back is the bytes of its editions, and messages that call files as they are called here.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from pathlib import Path

from publish import files
from publish.errors import PublishError, SourceError
from publish.languages import parse
from publish.model import Document
from publish.pipeline import build
from publish.pipeline.jobs import Built, Job
from publish.project import Format
from publish.readers import sidecar
from publish.theme import Theme
from publish.writers import edition, images

Stamps = dict[Path, tuple[int, int]]
"""Date, in nanoseconds, and size that each picture had when it was packed."""
_EPOCH = "SOURCE_DATE_EPOCH"


@dataclass(frozen=True, slots=True)
class Parcel:
    """What is sent."""

    job: Job
    """Its paths are absolute, as they are here."""
    files: dict[str, bytes | None] = field(repr=False)
    """By absolute path: the article, the file beside it, its catalog, the glossary and its pictures; None for
    a folder that the article takes for one."""
    links: dict[str, str]
    """For each picture behind symbolic links, the path that the article names and the one it leads to."""
    names: dict[str, str]
    """What messages call an absolute path, where the user gave another."""
    epoch: str | None
    """SOURCE_DATE_EPOCH of this machine."""


@dataclass(frozen=True, slots=True)
class Made:
    """What comes back."""

    built: Built
    """What it says of files is for the machine that sent the parcel; nothing is written there yet."""
    editions: dict[Format, bytes] = field(repr=False)
    """Those that were made. By format: where each goes is for who asked for it to say."""


# --- on the machine that has the project -----------------------------------------------------------------


def pack(job: Job) -> tuple[Parcel, Stamps]:
    """Return a job with all that it is built from; nothing outside the project is read for it.

    Raises PublishError, as `build.run` would tell, for what is there and cannot be read.
    """
    source, catalog = _absolute(job.source), job.catalog and _absolute(job.catalog)
    shown = _Shown(job, source)
    shown.add(build.read(job).printed(job))
    inputs = [source, sidecar(source), catalog, job.root / job.check.glossary if catalog else None]
    found = {str(path): data for path in inputs if path and (data := _data(path)) is not None}
    outputs = tuple((format, _absolute(path)) for format, path in job.outputs)
    given = [(source, job.source), (sidecar(source), sidecar(job.source)), (catalog, job.catalog)]
    parcel = Parcel(
        replace(job, source=source, catalog=catalog, outputs=outputs),
        {**found, **shown.files},
        shown.links,
        {str(path): str(name) for path, name in given if path != name},
        os.environ.get(_EPOCH),
    )
    return parcel, shown.stamps


def _absolute(path: Path) -> Path:
    """Return a path whose folders are no links; its last part may be one, and says the kind of file."""
    return path.parent.resolve() / path.name


def _data(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None  # gone since it was read: the other machine misses it


@dataclass(slots=True)
class _Shown:
    """The pictures of a job."""

    job: Job
    source: Path
    """The article's absolute path."""
    files: dict[str, bytes | None] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    stamps: Stamps = field(default_factory=dict)

    def add(self, document: Document) -> None:
        """Find the pictures that a document shows; raise SourceError for one that cannot be read."""
        # The article's front matter may say another language than the project does.
        language = self.job.language if self.job.catalog else parse(document.language)
        where = {"folder": self.job.source.parent, "root": self.job.root}
        for src, line in edition.pictures(document.blocks):
            try:
                name, path = images.place(src, **where, language=language)
            except (OSError, RuntimeError, ValueError):
                continue  # no path at all: refused there as here
            link = os.path.normpath(self.source.parent / name)
            if link != str(path):
                self.links[link] = str(path)
            if path in self.stamps or not path.is_relative_to(self.job.root):
                continue
            if Path(name).is_absolute():
                hint = "Name it by a path relative to the article: other machines have no such folder."
                message = f"picture has an absolute path: {name}"
                raise SourceError(message, path=self.job.reference, line=line, hint=hint)
            try:
                stamp = files.stamp(path)
                self.files[str(path)] = path.read_bytes()
                self.stamps[path] = stamp
            except FileNotFoundError:
                continue  # missed there as here
            except IsADirectoryError:
                self.files[str(path)] = None
            except OSError:
                # This says why not.
                images.load(src, **where, source=self.job.reference, line=line, language=language)


def unpack(job: Job, made: Made, stamps: Stamps) -> Built:
    """Write the editions that came back for a job, to where the job says and nowhere else."""
    written: list[Path] = []
    errors = list(made.built.errors)
    for format, path in job.outputs:
        if data := made.editions.get(format):
            try:
                files.write(path, data)
                written.append(path)
            except PublishError as error:
                errors.append(error)
    outrun = any(files.known_stamp(path) != stamp for path, stamp in stamps.items())
    return replace(made.built, job=job, written=tuple(written), errors=tuple(errors), outrun=outrun)


# --- on the machine that builds --------------------------------------------------------------------------


def make(parcel: Parcel, folder: Path) -> Made:
    """Build a parcel in a folder, which is made for it and removed.

    Whoever makes many gives them one folder, one after the other: a picture that several show is then decoded
    once. The process must make no other at the same time. Raises OSError where nothing can be written.
    """
    folder = folder.resolve()
    try:
        job = _laid_out(parcel, folder)
        with _dated(parcel.epoch):
            built = build.run(job)
        editions = {format: path.read_bytes() for format, path in job.outputs if path in built.written}
    finally:
        shutil.rmtree(folder, ignore_errors=True)

    def told(text: str) -> str:
        return _as_there(text, folder, parcel.names)

    errors = tuple(
        type(error)(
            told(error.message),
            path=error.path and told(error.path),
            line=error.line,
            hint=error.hint and told(error.hint),
        )
        for error in built.errors
    )
    # The sender has the job; an office's document need not travel twice.
    bare = replace(parcel.job, theme=Theme())
    warnings = tuple(map(told, built.warnings))
    return Made(replace(built, job=bare, written=(), errors=errors, warnings=warnings), editions)


def _laid_out(parcel: Parcel, folder: Path) -> Job:
    """Write what is in a parcel below a folder, and return its job with the paths there."""

    def at(path: Path | str) -> Path:
        return folder / Path(path).relative_to(Path(path).anchor)

    for name, data in parcel.files.items():
        path = at(name)
        if data is None:
            path.mkdir(parents=True, exist_ok=True)
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        # `images` takes path, size and date for the picture: what has other bytes must have another date.
        stamp = int.from_bytes(blake2b(data, digest_size=7).digest())
        os.utime(path, ns=(stamp, stamp))
    for name, target in parcel.links.items():
        path = at(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.symlink_to(at(target))
    job = parcel.job
    return replace(
        job,
        source=at(job.source),
        root=at(job.root),
        catalog=job.catalog and at(job.catalog),
        outputs=tuple((format, at(path)) for format, path in job.outputs),
    )


@contextmanager
def _dated(epoch: str | None) -> Iterator[None]:
    """Let SOURCE_DATE_EPOCH be for a while what the sender has."""
    kept = os.environ.get(_EPOCH)
    _set_epoch(epoch)
    try:
        yield
    finally:
        _set_epoch(kept)


def _set_epoch(value: str | None) -> None:
    if value is None:
        os.environ.pop(_EPOCH, None)
    else:
        os.environ[_EPOCH] = value


def _as_there(text: str, folder: Path, names: dict[str, str]) -> str:
    """Return a message, or a path, as it reads where the parcel comes from."""
    text = text.replace(f"{folder}/", "/")
    for path, name in names.items():
        if text == path or text.startswith(f"{path}:"):
            text = name + text[len(path) :]
    return text
