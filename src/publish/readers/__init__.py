"""Source articles in, Documents out: one reader for each file format, chosen by the file's suffix."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from publish.errors import SourceError
from publish.model import Document
from publish.readers.sources import decode, read_bytes, turned

__all__ = ["SUFFIXES", "read", "sidecar"]

_log = logging.getLogger("publish")

SIDECAR = ".yaml"
"""Suffix of the file beside a plain-text article that may say what its front matter would."""
Reader = Callable[[str, str, str, Path], Document]
"""Words of a file, the name references use, its language, its path → the Document."""


def _text(data: str, source: str, language: str, path: Path) -> Document:
    from publish.readers import text

    beside = sidecar(path)
    # Not `Path.exists`, which raises where `.yaml` makes a name too long.
    if beside is None or not os.path.exists(beside):  # noqa: PTH110
        return text.parse(data, source, language)
    if beside.resolve().parent != path.resolve().parent:
        raise SourceError("is a link that leads elsewhere", path=beside, hint="Put the file itself there.")
    notes = decode(read_bytes(beside), str(beside))
    return text.parse(data, source, language, sidecar=notes, sidecar_path=str(beside))


def _markdown(data: str, source: str, language: str, _: Path) -> Document:
    from publish.readers import markdown

    return markdown.parse(data, source, language)


_READERS: Mapping[str, Reader] = MappingProxyType({".txt": _text, ".md": _markdown, ".markdown": _markdown})

SUFFIXES = tuple(_READERS)
"""The suffixes of the files we read."""


def sidecar(path: Path) -> Path | None:
    """Return where the file would be that says beside a plain text what front matter says elsewhere."""
    return path.with_suffix(SIDECAR) if path.suffix.lower() == ".txt" else None


def read(path: str | Path, *, source: str | None = None, language: str = "vi") -> Document:
    """Read the article at `path`.

    `source` is the name that references and errors use (by default the path with forward slashes);
    `language` is a BCP 47 or POSIX tag, and the article's own front matter overrules it.

    Raises SourceError where the file cannot be read, is not text, is empty or is broken, and LanguageError
    where the language is unknown.
    """
    path = Path(path)
    name = path.as_posix() if source is None else source
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        known = ", ".join(SUFFIXES)
        raise SourceError(
            f"no reader for {path.suffix!r} files" if path.suffix else "no suffix to tell the format by",
            path=name,
            hint=f"Articles end in one of: {known}.",
        )
    data = decode(read_bytes(path, name), name)
    if found := turned(data):
        _log.warning("%s:%d: %s can show words in another order than they stand in", name, *found)
    return reader(data, name, language, path)
