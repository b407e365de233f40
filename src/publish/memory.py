"""Catalogs and TMX files in, translations of messages that were translated before out.

The index behind it is a compendium in one SQLite file. Each catalog or TMX file is read again when its size
or its date changed; the whole can be thrown away at any time, since every translation lives in the file it
came from.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from publish import catalog as catalogs
from publish import files, po
from publish.errors import CatalogError, LanguageError, PublishError
from publish.languages import Language, parse
from publish.merge import Recall, Remembered
from publish.message import encode
from publish.model import Span

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["Memory"]

_VERSION = 1
_SCHEMA = f"""
CREATE TABLE file (id INTEGER PRIMARY KEY, path TEXT UNIQUE, size INTEGER, modified INTEGER);
CREATE TABLE unit (key BLOB, context TEXT, tag TEXT, translation TEXT, obsolete INTEGER, file INTEGER);
CREATE INDEX unit_key ON unit (key);
CREATE INDEX unit_file ON unit (file);
PRAGMA user_version = {_VERSION};
"""
_IGNORE = "# An index of the catalogs; made anew at any time.\n*\n"
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
        self._named = tuple(named)
        self._keep = keep
        self._patience = patience
        self._fresh: set[Language] = set()
        self._catalogs: dict[Language, frozenset[Path]] = {}
        self._store: sqlite3.Connection | None = None

    def recall(self, language: Language, apart: Path) -> Recall:
        """Return what gives an entry's translation into `language` from anywhere but the catalog `apart`.

        A translation is certain where all places say the same for the same context; live entries come before
        obsolete ones. Asking raises CatalogError where a named file is missing or broken.
        """
        own = self._name(apart)

        def answer(entry: po.Entry) -> Remembered | None:
            store = self._ready(language, apart)
            if store is None:
                return None
            rows = [
                row
                for row in map(_Row._make, store.execute(_FIND, (_key(language, entry.msgid),)))
                if row.path != own and parse(row.tag).serves(language)
            ]
            return _chosen(rows, entry.msgctxt)

        return answer

    def close(self) -> None:
        """Let go of the index file."""
        if self._store:
            self._store.close()
            self._store = None

    # --- the index ---------------------------------------------------------------------------------------

    def _name(self, path: Path) -> str:
        with contextlib.suppress(ValueError):
            return files.text_of(path.relative_to(self._root).as_posix())
        return files.text_of(str(path))

    def _ready(self, language: Language, apart: Path) -> sqlite3.Connection | None:
        """Return the index, in accord with the files; None where nothing but `apart` could be in it."""
        folder = self._root / "locales" / language.gettext / "LC_MESSAGES"
        if language not in self._catalogs:
            self._catalogs[language] = frozenset(folder.rglob("*.po") if folder.is_dir() else ())
        if not self._named and self._catalogs[language] <= {apart}:
            return None
        if language not in self._fresh:
            try:
                self._refresh(language, folder)
            except sqlite3.Error:
                # Another run holds the index, or the disk is full: this run does without the file.
                self.close()
                self._keep = False
                self._fresh.clear()
                self._refresh(language, folder)
            self._fresh.add(language)
        return self._store

    def _refresh(self, language: Language, folder: Path) -> None:
        """Read again what changed among a language's catalogs and named files, and forget what is gone."""
        named = [self._root / name for name in self._named]
        below = f"{self._name(folder)}/"
        store = self._store = self._store or self._open()
        known = {
            path: (number, size, modified)
            for number, path, size, modified in store.execute("SELECT id, path, size, modified FROM file")
        }
        with store:
            for path in (*named, *sorted(self._catalogs[language])):
                try:
                    info = path.stat()
                except OSError as refusal:
                    if path in named:
                        raise _unreadable(path, refusal) from None
                    continue  # its article was renamed a moment ago
                number, *stamp = known.pop(self._name(path), (None, None, None))
                if [info.st_size, info.st_mtime_ns] == stamp:
                    continue
                store.execute("DELETE FROM unit WHERE file = ?", (number,))
                store.execute("DELETE FROM file WHERE id = ?", (number,))
                insert = "INSERT INTO file (path, size, modified) VALUES (?, ?, ?)"
                number = store.execute(insert, (self._name(path), info.st_size, info.st_mtime_ns)).lastrowid
                rows = ((*unit, number) for unit in self._units(path, strict=path in named))
                store.executemany("INSERT INTO unit VALUES (?, ?, ?, ?, ?, ?)", rows)
            for path, (number, *_) in known.items():
                if path.startswith(below) or not path.startswith("locales/"):
                    store.execute("DELETE FROM unit WHERE file = ?", (number,))
                    store.execute("DELETE FROM file WHERE id = ?", (number,))

    def _open(self) -> sqlite3.Connection:
        """Open the index file, a new one where it is broken or of another version; else one in memory."""
        path = self._root / ".publish" / "memory.sqlite3"
        if self._keep:
            for _ in range(2):
                try:
                    files.write(path.with_name(".gitignore"), _IGNORE.encode())
                    return _connected(str(path), self._patience)
                except (sqlite3.DatabaseError, PublishError) as refusal:
                    if isinstance(refusal, sqlite3.OperationalError | PublishError):
                        break  # no permission, or another run holds it
                    path.unlink(missing_ok=True)
        return _connected(":memory:", self._patience)

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
            said = [(language, text) for tag, text in variants if (language := _language(tag))]
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
FROM unit JOIN file ON file.id = unit.file WHERE unit.key = ?
"""


def _connected(path: str, patience: float) -> sqlite3.Connection:
    store = sqlite3.connect(path, timeout=patience)
    try:
        # An index that can be made anew need not survive a power cut.
        store.execute("PRAGMA synchronous = OFF")
        version: int = store.execute("PRAGMA user_version").fetchone()[0]
        if version != _VERSION:
            if version:
                raise sqlite3.DatabaseError("another version")
            store.executescript(_SCHEMA)
    except sqlite3.Error:
        store.close()
        raise
    return store


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
    language = _language(catalog.language)
    if language is None:
        return
    for entry in catalog.entries:
        if entry.msgid_plural is None and entry.msgstr[0] and not entry.fuzzy:
            key = _key(language, entry.msgid)
            yield key, entry.msgctxt, language.tag, entry.msgstr[0], int(entry.obsolete)


def _language(tag: str) -> Language | None:
    try:
        return parse(tag)
    except LanguageError:
        return None


# --- TMX -------------------------------------------------------------------------------------------------


def _translation_units(path: Path) -> Iterator[list[tuple[str, str]]]:
    """Give the variants of each unit of a TMX file, tag and text; those with inline codes are left out.

    See TMX 1.4b, https://www.gala-global.org/tmx-14b. Nothing but the file is read: no DTD, no entity, no
    network.
    """
    from lxml import etree

    try:
        with path.open("rb") as file:
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
    return " ".join((segment.text or "").split())


def _encoded(text: str) -> str:
    return encode([Span(text)])


def _unreadable(path: Path, refusal: OSError) -> CatalogError:
    hint = "Check the name in [catalogs] memory of publish.toml, and that you may read the file."
    return CatalogError(f"cannot be read: {refusal.strerror}", path=path, hint=hint)
