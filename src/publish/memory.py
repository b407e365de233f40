"""Catalogs and TMX files in, translations of messages that were translated before out.

The index behind it is a compendium in one SQLite file. Each catalog or TMX file is read again when its size
or its date changed; the whole can be thrown away at any time, since every translation lives in the file it
came from.
"""

from __future__ import annotations

import contextlib
import io
import re
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from publish import catalog as catalogs
from publish import files, po
from publish.errors import CatalogError, PublishError
from publish.languages import Language, find, parse
from publish.merge import Recall, Remembered
from publish.message import encode, fold
from publish.model import Span
from publish.project import leads_out
from publish.store import opened

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["Memory"]

_VERSION = 1
_SCHEMA = """
CREATE TABLE file (id INTEGER PRIMARY KEY, path TEXT UNIQUE, size INTEGER, modified INTEGER);
CREATE TABLE unit (key BLOB, context TEXT, tag TEXT, translation TEXT, obsolete INTEGER, file INTEGER);
CREATE INDEX unit_key ON unit (key);
CREATE INDEX unit_file ON unit (file);
"""
_CATALOG = re.compile(r"locales/[^/]+/LC_MESSAGES/")
"""Begins the names of the project's own catalogs."""
_T = TypeVar("_T")
_TMX_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


_Unit = tuple[bytes, str | None, str, str, int]
"""Key, context, tag, translation, and 1 where it is obsolete."""


class _Row(NamedTuple):
    context: str | None
    tag: str
    translation: str
    obsolete: int
    path: str


class Memory:
    """What was translated in a project and in the TMX files and compendia it names."""

    def __init__(
        self,
        root: Path,
        source: Language,
        named: Iterable[str] = (),
        *,
        keep: bool = True,
        patience: float = 5,
    ) -> None:
        """Open the memory of the project in `root`, whose messages are in `source`.

        `named` are TMX files and PO compendia, relative to `root`. Without `keep` nothing is written to the
        disk. Another run that writes the index is waited for `patience` seconds. Nothing is read before the
        first question.
        """
        self._root = root
        self._source = source
        self._named = tuple(dict.fromkeys(named))
        self._path = root / ".publish" / "memory.sqlite3"
        self._keep = keep
        self._patience = patience
        self._fresh: set[Language] = set()
        self._catalogs: dict[Language, set[Path]] = {}
        self._written: dict[Language, set[Path]] = {}
        self._store: sqlite3.Connection | None = None

    def recall(self, language: Language, apart: Path) -> Recall:
        """Return what gives an entry's translation into `language` from anywhere but the catalog `apart`.

        A translation is certain where all places say the same for the same context; live entries come before
        obsolete ones. Asking raises CatalogError where a named file is missing or broken.
        """
        own = self._name(apart)
        below = f"{self._name(self._folder(language))}/"

        def is_for(row: _Row) -> bool:
            if _CATALOG.match(row.path) and row.path not in self._named:
                return row.path != own and row.path.startswith(below)
            return parse(row.tag).serves(language)

        def answer(entry: po.Entry) -> Remembered | None:
            if not self._ready(language, apart):
                return None
            found = self._rows(_key(language, entry.msgid), language)
            return _chosen(list(filter(is_for, found)), entry.msgctxt)

        return answer

    def note(self, language: Language, path: Path, gone: Path | None = None) -> None:
        """Take note of a catalog that this run wrote, and of one that it moved away."""
        if language in self._catalogs:
            self._catalogs[language].add(path)
            if gone:
                self._catalogs[language].discard(gone)
            self._written.setdefault(language, set()).update({path, gone or path})

    def close(self) -> None:
        """Let go of the index file."""
        if self._store:
            self._store.close()
            self._store = None

    # --- the index ---------------------------------------------------------------------------------------

    def _name(self, path: Path) -> str:
        name = str(path)
        with contextlib.suppress(ValueError):
            name = path.relative_to(self._root).as_posix()
        # Not `text_of`, which would make one name of two.
        return name.encode("utf-8", "backslashreplace").decode()

    def _folder(self, language: Language) -> Path:
        return self._root / "locales" / language.gettext / "LC_MESSAGES"

    def _ready(self, language: Language, apart: Path) -> bool:
        """Bring the index in accord with the files; return False where nothing but `apart` could be in it."""
        if language not in self._catalogs:
            folder = self._folder(language)
            found = folder.rglob("*.po") if folder.is_dir() else ()
            self._catalogs[language] = {path for path in found if not leads_out(path, self._root)}
        if not self._named and self._catalogs[language] <= {apart}:
            return False
        written = self._written.pop(language, set())
        if language not in self._fresh or written:
            self._safely(lambda: self._refresh(language, written if language in self._fresh else None))
            self._fresh.add(language)
        return True

    def _rows(self, key: bytes, language: Language) -> list[_Row]:
        def rows() -> list[_Row]:
            if language not in self._fresh:  # the index is a new one
                self._refresh(language, None)
            return list(map(_Row._make, self._opened().execute(_FIND, (key,))))

        return self._safely(rows)

    def _safely(self, action: Callable[[], _T]) -> _T:
        """Do something with the index; where it is damaged or another run holds it, with one in memory."""
        try:
            return action()
        except sqlite3.Error as wrong:
            self.close()
            self._fresh.clear()
            if self._keep and not isinstance(wrong, sqlite3.OperationalError):
                self._path.unlink(missing_ok=True)
            self._keep = False
            return action()

    def _opened(self) -> sqlite3.Connection:
        if self._store is None:
            keep, patience = self._keep, self._patience
            self._store = opened(self._path, _SCHEMA, _VERSION, keep=keep, patience=patience)
        return self._store

    def _refresh(self, language: Language, written: set[Path] | None) -> None:
        """Read again what changed among a language's catalogs and named files, and forget what is gone.

        Of an index that is fresh but for the catalogs `written` since, only these are looked at.
        """
        store = self._opened()
        partly = written is not None
        named = [] if partly else [self._root / name for name in self._named]
        paths = sorted(written or ()) if partly else [*named, *sorted(self._catalogs[language] - {*named})]
        find = "SELECT path, id, size, modified FROM file"
        # Not all of ten thousand for each catalog that is written.
        rows = (
            (row for path in paths for row in store.execute(f"{find} WHERE path = ?", (self._name(path),)))
            if partly
            else store.execute(find)
        )
        known = {path: (number, size, modified) for path, number, size, modified in rows}
        with store:
            for path in paths:
                try:
                    info = path.stat()
                except OSError as refusal:
                    if path in named:
                        raise _unreadable(path, refusal) from None
                    number, *_ = known.pop(self._name(path), (None,))
                    self._forget(store, number)
                    continue
                number, *stamp = known.pop(self._name(path), (None, None, None))
                if [info.st_size, info.st_mtime_ns] != stamp:
                    self._forget(store, number)
                    insert = "INSERT INTO file (path, size, modified) VALUES (?, ?, ?)"
                    values = (self._name(path), info.st_size, info.st_mtime_ns)
                    number = store.execute(insert, values).lastrowid
                    units = ((*unit, number) for unit in self._units(path, strict=path in named))
                    store.executemany("INSERT INTO unit VALUES (?, ?, ?, ?, ?, ?)", units)
            below = f"{self._name(self._folder(language))}/"
            for name, (number, *_) in known.items():
                if not partly and (name.startswith(below) or not _CATALOG.match(name)):
                    self._forget(store, number)

    def _forget(self, store: sqlite3.Connection, number: int | None) -> None:
        store.execute("DELETE FROM unit WHERE file = ?", (number,))
        store.execute("DELETE FROM file WHERE id = ?", (number,))

    # --- what stands in files ----------------------------------------------------------------------------

    def _units(self, path: Path, *, strict: bool) -> Iterator[_Unit]:
        """Give what was translated in a file."""
        try:
            if path.suffix.lower() == ".tmx":
                yield from self._tmx_units(path)
            else:
                yield from _catalog_units(path)
        except PublishError:
            # A broken catalog of another article is reported when that one is extracted.
            if strict:
                raise

    def _tmx_units(self, path: Path) -> Iterator[_Unit]:
        for variants in _translation_units(path):
            said = [(language, text) for tag, text in variants if (language := find(tag))]
            sources = dict.fromkeys(text for language, text in said if language.serves(self._source))
            targets = [pair for pair in said if not pair[0].serves(self._source)]
            for msgid in sources:
                for language, text in targets:
                    yield _key(language, _encoded(msgid)), None, language.tag, _encoded(text), 0
                    if msgid != _encoded(msgid):
                        # TMX made from catalogs holds messages, not what they say.
                        yield _key(language, msgid), None, language.tag, text, 0


_FIND = """
SELECT unit.context, unit.tag, unit.translation, unit.obsolete, file.path
FROM unit JOIN file ON file.id = unit.file WHERE unit.key = ? ORDER BY file.path, unit.rowid
"""


def _key(language: Language, msgid: str) -> bytes:
    """Return what finds a message: territories are told apart later."""
    text = f"{language.language}-{language.script}\0{msgid}"
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _chosen(rows: list[_Row], context: str | None) -> Remembered | None:
    """Choose among translations of one message: same context first, then live ones, then what most say."""
    if not rows:
        return None
    rank = min((row.context != context, row.obsolete) for row in rows)
    best = [row for row in rows if (row.context != context, row.obsolete) == rank]
    (translation, _), *others = Counter(row.translation for row in best).most_common()
    origin = next(row.path for row in best if row.translation == translation)
    return Remembered(translation, origin, certain=not others and not rank[0])


def _catalog_units(path: Path) -> Iterator[_Unit]:
    catalog = catalogs.read(path)
    language = find(catalog.language)
    if language is None:
        return
    for entry in catalog.entries:
        if entry.msgid_plural is None and entry.msgstr[0] and not entry.fuzzy:
            key = _key(language, entry.msgid)
            yield key, entry.msgctxt, language.tag, entry.msgstr[0], int(entry.obsolete)


# --- TMX -------------------------------------------------------------------------------------------------


def _translation_units(path: Path) -> Iterator[list[tuple[str, str]]]:
    """Give the variants of each unit of a TMX file, tag and text; those with inline codes are left out.

    See TMX 1.4b, https://www.gala-global.org/tmx-14b. Nothing but the file is read: no DTD, no entity, no
    network.
    """
    from lxml import etree

    try:
        with io.BytesIO(files.contents(path)) as file:
            events = etree.iterparse(
                file, tag="{*}tu", load_dtd=False, no_network=True, resolve_entities=False, huge_tree=False
            )
            for _, unit in events:
                variants = []
                for variant in unit.iterchildren("{*}tuv"):
                    tag = variant.get(_TMX_LANGUAGE) or variant.get("lang") or ""
                    text = _segment_text(variant.find("{*}seg"))
                    if text:
                        variants.append((tag, text))
                yield variants
                unit.clear()
    except etree.XMLSyntaxError as error:
        line = error.lineno or None
        hint = "Export it again from the program it came from."
        raise CatalogError(f"not a TMX file: {error.msg}", path=path, line=line, hint=hint) from None
    except OSError as refusal:
        raise _unreadable(path, refusal) from None


def _segment_text(segment: _Element | None) -> str:
    # An element inside is a code we cannot place in a message, and an entity is one we do not open.
    if segment is None or len(segment):
        return ""
    return fold(segment.text or "")


def _encoded(text: str) -> str:
    return encode([Span(text)])


def _unreadable(path: Path, refusal: OSError) -> CatalogError:
    hint = "Check the name in [catalogs] memory of publish.toml, and that you may read the file."
    return CatalogError(f"cannot be read: {refusal.strerror}", path=path, hint=hint)
