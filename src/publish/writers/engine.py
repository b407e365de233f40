"""WeasyPrint, which lays out PDFs, imported as cheaply as can be."""

from __future__ import annotations

import contextlib
import ctypes.util
import io
import sys
from collections.abc import Iterator
from functools import cache
from typing import Any

from publish.errors import EditionError
from publish.writers import hyphens, weights


@cache
def weasyprint() -> Any:
    """Return the module; raises EditionError where its libraries are not on this machine."""
    imported()
    import weasyprint

    weights.tell_apart()
    hyphens.read_lazily()
    return weasyprint


def imported() -> None:
    """Import the module, which begins no thread and opens no font; raises EditionError as `weasyprint`."""
    with contextlib.suppress(OSError), _unsearched():
        import weasyprint

        return
    try:
        # It explains on standard output what is missing.
        with contextlib.redirect_stdout(io.StringIO()):
            import weasyprint  # noqa: F401
    except OSError as error:
        raise EditionError(
            f"PDF cannot be made: {error}".splitlines()[0],
            hint="Install Pango: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
        ) from error


def _not_found(name: str) -> str | None:  # noqa: ARG001 - as in ctypes
    return None


@contextlib.contextmanager
def _unsearched() -> Iterator[None]:
    """Let libraries be found by the names that the system's loader knows, and by no search.

    WeasyPrint tries the names of all systems, and for each that is not Linux's, Python would have compilers
    and linkers look: fifty processes.
    """
    if sys.platform != "linux":
        yield
        return
    search = ctypes.util.find_library
    ctypes.util.find_library = _not_found
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            yield
    finally:
        ctypes.util.find_library = search
