"""What each edition was made of: whether it is still that, without reading or laying out anything.

An edition is kept when all that shapes it has the hash it had: the article, the file beside it, its catalog
and its pictures, the settings and the look, the fonts, the programs that made it. What differs in none of the
words, a comment in a catalog or a date, is found out by the worker: see `Job.known`.

The record stands in `.publish/` and can be deleted at any time; then everything is built again. It holds
paths relative to the project, so that a project may be moved, and no dates of files.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import stat
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from glob import glob
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from publish import __version__, files
from publish.errors import visible
from publish.languages import Language, find
from publish.project.inside import lies_in
from publish.readers import sidecar
from publish.store import is_broken, opened

if TYPE_CHECKING:
    from publish.pipeline.jobs import Built, Job
    from publish.project import Article, CatalogsSection, Format, Project
    from publish.theme import Theme

_VERSION = 1
_SCHEMA = """
CREATE TABLE edition (
    path TEXT PRIMARY KEY, settings TEXT, words BLOB, files BLOB, pictures BLOB, size INTEGER, skipped TEXT
);
"""
_PROGRAMS = (
    *("weasyprint", "pydyf", "tinyhtml5", "tinycss2", "cssselect2", "pyphen", "fonttools", "python-docx"),
    *("pillow", "pypdfium2", "lxml", "babel", "langcodes", "pyromark", "sentencex", "icu4py"),
)
"""Packages whose version an edition may depend on."""
_FONTS = (
    *("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts"),
    *("/etc/fonts", "~/.config/fontconfig"),
)
_LIBRARIES = ("libpango*", "libharfbuzz*", "libfontconfig*", "libfreetype*", "libthai*")
_LIBRARY_FOLDERS = ("/usr/lib", "/usr/lib64", "/usr/local/lib", "/usr/lib/*-linux-*", "/opt/homebrew/lib")
"""Where the libraries are that shape text; their files have others dates when they have another version."""
_TOLD = ("SOURCE_DATE_EPOCH", "FONTCONFIG_FILE", "FONTCONFIG_PATH")
"""What the surroundings tell a build."""

Files = dict[str, str]
"""Digests of files by their paths relative to the project; empty where there is none."""
Pictures = list[tuple[str, str, str, str]]
"""For each picture its name in the article, the language it is shown in, the file it was, and its digest."""


@dataclass(frozen=True, slots=True)
class _Row:
    settings: str
    words: bytes
    files: bytes
    """`Files` in JSON."""
    pictures: bytes
    """`Pictures` in JSON."""
    size: int
    skipped: str


class Record:
    """The editions of a project and what they were made of."""

    def __init__(self, project: Project, *, force: bool = False) -> None:
        """Open the record of a project; with `force` nothing in it counts as current.

        Nothing is written to the disk before the first `note`.
        """
        self._root = project.root
        self._prefix = f"{project.root}{os.sep}"
        self._path = project.record
        self._store: sqlite3.Connection | None = None
        self._rows = dict(self._read()) if self._path.exists() and not force else {}
        self._digests: dict[str, tuple[str, str]] = {}
        self._before: dict[str, tuple[int, int] | None] = {}
        """Date and size of the editions that this run may replace, by name."""

    def close(self) -> None:
        """Let go of the file."""
        if self._store:
            self._store.close()
            self._store = None

    def _opened(self) -> sqlite3.Connection:
        if self._store is None:
            self._store = opened(self._path, _SCHEMA, _VERSION)
        return self._store

    def _read(self) -> Iterable[tuple[str, _Row]]:
        # What cannot be read is built again.
        try:
            for path, settings, *row in self._opened().execute(
                f"SELECT path, {', '.join(_Row.__slots__)} FROM edition"
            ):
                if tuple(map(type, row)) == (bytes, bytes, bytes, int, str):
                    yield path, _Row(sys.intern(settings), *row)  # the same for thousands of editions
        except TypeError:
            return
        except sqlite3.Error as error:
            if is_broken(error):  # or nothing would ever be remembered
                self.close()
                with contextlib.suppress(OSError):
                    self._path.unlink()

    # --- before a build --------------------------------------------------------------------------------

    def is_current(self, article: Article, model: Job, settings: Mapping[Format, str]) -> bool:
        """Say whether the editions of an article in the language of `model` are what would be built.

        Of ten thousand articles that nobody has changed none needs a `Job` then. Where anything is not as
        usual, a link or an edition that was skipped, the answer is no, and `left` looks closely.
        """
        catalog = self._prefix + article.catalog_name(model.language) if model.catalog else None
        for format, common in settings.items():
            edition = self._prefix + article.edition_name(model.language, format)
            row = self._rows.get(self._name(edition))
            if row is None or row.skipped or not self._hold(edition, catalog):
                return False
            try:
                found = os.lstat(edition)
                made_of = self._files(article.path, catalog, follow=False)
            except OSError:
                return False
            size = found.st_size if stat.S_ISREG(found.st_mode) else None
            as_made = self._as_made(row, f"{common} {article.reference}", size, article.path)
            if not as_made or row.files != made_of:
                return False
        return True

    def _hold(self, *paths: str | None) -> bool:
        """Say whether folders of the project hold these files, wherever links lead."""
        return all(lies_in(os.path.split(path)[0], str(self._root)) for path in paths if path)

    def left(self, job: Job) -> tuple[Job | None, str]:
        """Return what is left to do of a job, None if nothing, and why it was skipped the last time."""
        left = []
        for format, path in job.outputs:
            row = self._rows.get(self._name(path))
            if row is None or not self._as_made(row, _settings(job, format), files.size(path), job.source):
                left.append((format, path, b""))
            elif row.files != self._files_of(job):
                left.append((format, path, row.words))
            elif row.skipped:
                return None, visible(row.skipped)
        if not left:
            return None, ""
        words = {known for *_, known in left}
        known = words.pop() if len(words) == 1 and not job.attach else b""
        if len(left) == len(job.outputs) and known == job.known:
            return job, ""  # not a twin of it: there may be ten thousand
        return replace(job, outputs=tuple((format, path) for format, path, _ in left), known=known), ""

    def current(self, job: Job, format: Format, path: Path) -> bool | None:
        """Say whether an edition is what would be built; None where nothing is known of it."""
        row = self._rows.get(self._name(path))
        if row is None:
            return None
        as_made = self._as_made(row, _settings(job, format), files.size(path), job.source)
        return as_made and row.files == self._files_of(job)

    def _as_made(self, row: _Row, settings: str, size: int | None, source: Path) -> bool:
        """Say whether an edition of `size` is the one written, with settings and pictures as they are now."""
        if row.settings != settings:
            return False
        if row.skipped:
            return True
        if size != row.size or row.pictures == b"[]":
            return size == row.size
        try:
            pictures = msgspec.json.decode(row.pictures, type=Pictures)
        except msgspec.MsgspecError:
            return False
        return all(
            self._picture(source, src, find(tag)) == [name, digest] for src, tag, name, digest in pictures
        )

    def _files(self, source: Path, catalog: str | None, *, follow: bool = True) -> bytes:
        """Return in JSON what an edition is made of; raises OSError for links that shall not be followed."""
        paths = (source, sidecar(source), catalog)
        return msgspec.json.encode(dict(self._digest(str(path), follow=follow) for path in paths if path))

    def _files_of(self, job: Job) -> bytes:
        return self._files(job.source, str(job.catalog) if job.catalog else None)

    def _picture(self, source: Path, src: str, language: Language | None) -> list[str]:
        """Return the file that is shown for a picture, and its digest."""
        # Pillow is not needed to know where a picture is, but it stands in the same room.
        from publish.writers import images

        path = images.find(src, source.parent, self._root, language)
        return [*self._digest(str(path))] if path else ["", ""]

    def _digest(self, path: str, *, follow: bool = True) -> tuple[str, str]:
        """Return the name of a file and its hash, read once in a run; empty where there is none."""
        found = self._digests.get(path)
        if found is None:
            try:
                digest = blake2b(files.contents(path, follow=follow), digest_size=16).hexdigest()
            except OSError as error:
                if not (follow or isinstance(error, FileNotFoundError)):
                    raise
                digest = ""
            found = self._digests[path] = (self._name(path), digest)
        return found

    def _name(self, path: Path | str) -> str:
        # As text: paths are slow, and there are ten thousand of them.
        name = str(path).removeprefix(self._prefix).replace(os.sep, "/")
        return name if name.isascii() else name.encode("utf-8", "backslashreplace").decode()

    def begin(self, jobs: Iterable[Job]) -> None:
        """Note what is about to be replaced: where a run is killed, nobody knows what stands there."""
        if not self._path.exists():
            return
        paths = {self._name(path): path for job in jobs for _, path in job.outputs}
        self._before |= {name: files.known_stamp(path) for name, path in paths.items() if name in self._rows}
        with contextlib.suppress(sqlite3.Error), self._opened() as store:
            store.executemany(
                "UPDATE edition SET size = -1, skipped = '' WHERE path = ?", ((name,) for name in paths)
            )

    # --- after a job -----------------------------------------------------------------------------------

    def note(self, built: Built) -> None:
        """Take note of what came of a job; `files` are what they were when `left` was asked."""
        job = built.job
        if built.errors:
            self._keep(job)
        if built.errors or built.outrun:
            return
        tag = built.language.tag if built.language else ""
        pictures: Pictures = []
        for src in built.pictures:
            name, digest = self._picture(job.source, src, built.language)
            pictures.append((src, tag, name, digest))
        made_of = self._files_of(job)
        self._digests.pop(str(job.catalog), None)  # an article is asked for in every language, this is not
        for format, path in job.outputs:
            # Where the record cannot be written, or an edition is gone already, less is known the next time.
            with contextlib.suppress(sqlite3.Error, OSError):
                if not built.skipped and self._newer(pictures, path):
                    continue  # saved while the edition was made: which of the two it shows is not known
                row = (
                    self._name(path),
                    _settings(job, format),
                    built.words,
                    made_of,
                    msgspec.json.encode(pictures),
                    0 if built.skipped else path.stat().st_size,
                    built.skipped,
                )
                with self._opened() as store:
                    store.execute("INSERT OR REPLACE INTO edition VALUES (?, ?, ?, ?, ?, ?, ?)", row)

    def _keep(self, job: Job) -> None:
        """Go on knowing of the editions that a job did not replace."""
        for _, path in job.outputs:
            name = self._name(path)
            row = self._rows.get(name)
            if row and self._before.get(name) == files.known_stamp(path):
                with contextlib.suppress(sqlite3.Error), self._opened() as store:
                    said = (row.size, row.skipped, name)
                    store.execute("UPDATE edition SET size = ?, skipped = ? WHERE path = ?", said)

    def _newer(self, pictures: Pictures, edition: Path) -> bool:
        """Say whether a picture was saved after an edition was written."""
        made = edition.stat().st_mtime_ns
        return any((self._root / name).stat().st_mtime_ns > made for _, _, name, _ in pictures if name)


# --- what shapes all editions ----------------------------------------------------------------------------


def _settings(job: Job, format: Format) -> str:
    """Return what shapes an edition and stands in no file of its article."""
    return f"{common_settings(job, format)} {job.reference}"


def common_settings(job: Job, format: Format) -> str:
    """Return what shapes the editions of all articles in a language."""
    translated = job.catalog is not None
    look = _look(format, job.language, job.source_language, job.settings, job.theme)
    return f"{look} {translated} {job.attach} {job.draft}"


@lru_cache(maxsize=1024)
def _look(
    format: Format, language: Language, source: Language, settings: CatalogsSection, theme: Theme
) -> str:
    """Return the hash of what the editions of a language have in common."""
    said = repr((format, language, source, settings, theme, _environment()))
    return blake2b(said.encode("utf-8", "backslashreplace"), digest_size=16).hexdigest()


@cache
def _environment() -> str:
    """Return the hash of what this machine makes editions with: programs, fonts, and the date it is told."""
    found: list[object] = [__version__, sys.version_info[:3], *map(os.environ.get, _TOLD)]
    found += programs().items()
    own = Path(__file__).parents[1]
    folders = (own, *(Path(folder).expanduser() for folder in _FONTS))
    found += sorted(entry for folder in folders for entry in _listed(folder))
    found += sorted(entry for folder in _LIBRARY_FOLDERS for entry in _shaping(folder))
    return blake2b(repr(found).encode("utf-8", "backslashreplace"), digest_size=16).hexdigest()


def _shaping(folders: str) -> Iterator[tuple[str, int, int]]:
    """Give each library that shapes text with its size and its date."""
    for pattern in _LIBRARIES:
        for path in glob(f"{folders}/{pattern}"):  # noqa: PTH207 - as the paths of the fonts
            with contextlib.suppress(OSError):
                modified, size = files.stamp(Path(path))
                yield path, size, modified


def programs() -> dict[str, str]:
    """Return the versions of the packages that make editions; empty where one is not there."""
    found = {}
    for name in _PROGRAMS:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = ""
    return found


def _listed(folder: Path) -> Iterator[tuple[str, int, int]]:
    """Give each file below a folder with its size and its date."""
    for base, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name != "__pycache__"]
        for name in names:
            with contextlib.suppress(OSError):
                info = Path(base, name).stat()
                yield os.path.join(base, name), info.st_size, info.st_mtime_ns  # noqa: PTH118 - thousands
