"""Source articles in, Documents out: one reader for each file format, chosen by the file's suffix."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from publish.errors import SourceError
from publish.model import Document
from publish.readers.sources import decode, read_bytes

__all__ = ["SUFFIXES", "read"]

Reader = Callable[[str, str, str, Path], Document]
"""Words of a file, the name references use, its language, its path → the Document."""


def _text(data: str, source: str, language: str, path: Path) -> Document:
    from publish.readers import text

    sidecar = path.with_suffix(text.SIDECAR)
    if not sidecar.exists():
        return text.parse(data, source, language)
    notes = decode(read_bytes(sidecar), str(sidecar))
    return text.parse(data, source, language, sidecar=notes, sidecar_path=str(sidecar))


def _markdown(data: str, source: str, language: str, _: Path) -> Document:
    from publish.readers import markdown

    return markdown.parse(data, source, language)


_READERS: Mapping[str, Reader] = MappingProxyType({".txt": _text, ".md": _markdown, ".markdown": _markdown})

SUFFIXES = tuple(_READERS)
"""The suffixes of the files we read."""


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
    return reader(decode(read_bytes(path, name), name), name, language, path)
