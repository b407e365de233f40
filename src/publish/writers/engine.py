"""WeasyPrint, which lays out PDFs, imported as cheaply as can be."""

from __future__ import annotations

import contextlib
import ctypes.util
import io
import sys
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any

from publish.errors import EditionError
from publish.writers import hyphens, interface, weights


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
    with contextlib.suppress(OSError), _unsearched(), _font_tools_later():
        import weasyprint

        interface.declare()
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


# --- fontTools -------------------------------------------------------------------------------------------

_FONT_TOOLS = ("fontTools", "fontTools.subset", "fontTools.ttLib", "fontTools.varLib.instancer")
_USERS = ("weasyprint.pdf.fonts", "weasyprint.text.fonts")
"""Modules of WeasyPrint that import from those."""


@contextlib.contextmanager
def _font_tools_later() -> Iterator[None]:
    """Have fontTools be imported when something of it is used: an eighth of all that an edition imports.

    WeasyPrint needs it for fonts that vary, that bring pictures, or that a style sheet brings.
    """
    if "fontTools" in sys.modules:
        yield
        return
    sys.modules.update({name: _Promised(name) for name in _FONT_TOOLS})
    try:
        yield
    finally:
        for name in _FONT_TOOLS:
            del sys.modules[name]


class _Promised(ModuleType):
    """A module whose names can be imported before it is."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.__path__ = []  # as packages have

    def __getattr__(self, name: str) -> _Later:
        if name.startswith("__"):
            raise AttributeError(name)
        return _Later(self.__name__, name)


class _Later:
    """What stands in for a name of a module until it is used; then the names themselves stand everywhere."""

    def __init__(self, module: str, name: str) -> None:
        self._module, self._name = module, name

    def _found(self) -> Any:
        module = import_module(self._module)
        return getattr(module, self._name, None) or import_module(f"{self._module}.{self._name}")

    def _used(self) -> Any:
        for user in map(vars, map(import_module, _USERS)):
            user.update({name: it._found() for name, it in user.items() if isinstance(it, _Later)})
        return self._found()

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        return self._used()(*arguments, **named)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._used(), name)
