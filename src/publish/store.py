"""A file of SQLite that can be thrown away at any time: one that is broken or too old is made anew."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from publish import files
from publish.errors import PublishError


def opened(
    path: Path, schema: str, version: int, *, keep: bool = True, patience: float = 5
) -> sqlite3.Connection:
    """Open a store with the tables of `schema`, in memory where its file cannot be written or is in use.

    `keep` is False for one in memory from the beginning; another run that writes is waited for `patience`
    seconds.
    """
    if keep:
        for _ in range(2):
            try:
                files.throwaway(path.parent)
                return _connected(str(path), schema, version, patience)
            except (sqlite3.DatabaseError, PublishError) as refusal:
                if isinstance(refusal, PublishError) or not is_broken(refusal):
                    break  # no permission, or another run holds it
                path.unlink(missing_ok=True)
    return _connected(":memory:", schema, version, patience)


_BROKEN = {sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_SCHEMA}


def is_broken(error: sqlite3.Error) -> bool:
    """Say whether an error means that a file holds something else than a store of ours, and not a refusal."""
    code: int | None = getattr(error, "sqlite_errorcode", None)
    return code & 0xFF in _BROKEN if code else isinstance(error, sqlite3.DatabaseError)


def _connected(path: str, schema: str, version: int, patience: float) -> sqlite3.Connection:
    store = sqlite3.connect(path, timeout=patience)
    try:
        # What can be made anew need not survive a power cut.
        store.execute("PRAGMA synchronous = OFF")
        found: int = store.execute("PRAGMA user_version").fetchone()[0]
        if found != version:
            if found:
                raise sqlite3.DatabaseError("another version")
            store.executescript(f"{schema}PRAGMA user_version = {version};")
    except sqlite3.Error:
        store.close()
        raise
    return store
