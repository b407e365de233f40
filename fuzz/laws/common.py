"""What laws share: the parts of an input, and what must hold of every text that an edition prints."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass

from fuzz.guard import unwatched
from publish.errors import PublishError

SEPARATOR = b"\n%%%%%%%%\n"
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")
"""What XML, and so DOCX and the metadata of a PDF, cannot hold (https://www.w3.org/TR/xml/#charsets)."""


def parts(data: bytes, count: int) -> list[bytes]:
    """Return the `count` parts of an input."""
    found = data.split(SEPARATOR, count - 1)
    return [*found, *(b"" for _ in range(count - len(found)))]


def words(data: bytes) -> str:
    """Return bytes as the text they may be, lone surrogates and all, which a caller in Python may have."""
    return data.decode("utf-8", "surrogatepass" if _is_lenient(data) else "replace")


def _is_lenient(data: bytes) -> bool:
    try:
        data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return False
    return True


def strings(value: object) -> Iterator[str]:
    """Give every string that stands anywhere in a tree of dataclasses and tuples."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, tuple):
            waiting += one
        elif is_dataclass(one):
            waiting += [getattr(one, field.name) for field in fields(one)]


def hold_place(error: PublishError, paths: Iterable[str], *files: bytes) -> None:
    """Hold that an error names one of the files that were read, and no line beyond its end."""
    assert error.path in {*paths}, f"an error without its file: {error}"
    # Of line ends each program has its own idea: `\\r` is one in an article and none in a catalog.
    lines = max(data.count(b"\n") + data.count(b"\r") for data in files) + 1
    assert error.line is None or 1 <= error.line <= lines, f"a line that is not there: {error}"


def gettext(*command: str, data: bytes) -> subprocess.CompletedProcess[bytes]:
    """Run one of GNU gettext's programs."""
    with unwatched():
        return subprocess.run(command, input=data, capture_output=True, check=False)
