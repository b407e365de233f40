"""The other tools: how they are installed and whether they are here."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from functools import cache
from importlib.metadata import version
from pathlib import Path

from bench.files import ROOT

PYTHON = ROOT / ".venv/bin/python"
"""The peers' own Python; theirs is never mixed with ours."""
_PACKAGES = {
    "translate": "translate-toolkit[markdown,levenshtein]",
    "mdpo": "mdpo",
    "babel": "babel",
    "polib": "polib",
    "docx": "python-docx",
    "pypandoc": "pypandoc_binary",
    "typst": "typst",
    # The version that publish is built on, so that what differs is what surrounds it.
    "weasyprint": f"weasyprint=={version('weasyprint')}",
}
"""Python module to the package that brings it."""
_PROGRAMS = {
    "msgmerge": "gettext",
    "msgcat": "gettext",
    "po4a-updatepo": "po4a",
    "po4a-translate": "po4a",
    "soffice": "libreoffice-writer",
}
"""Program to the Debian package that brings it."""


@cache
def here(name: str) -> bool:
    """Say whether a peer, a Python module or a program, can be run."""
    if name in _PROGRAMS:
        return shutil.which(name) is not None
    return (
        PYTHON.exists()
        and not subprocess.run([PYTHON, "-c", f"import {name}"], capture_output=True, check=False).returncode
    )


def python(module: str, *arguments: str) -> list[str]:
    """Return the command that runs a module of the peers' Python; two of them call a script `md2po`."""
    return [str(PYTHON), "-m", module, *arguments]


@cache
def pandoc() -> str:
    """Return the path of the pandoc that stands in the peers' environment, beside its Python wrapper."""
    script = "import pypandoc; print(pypandoc.get_pandoc_path())"
    return subprocess.run([PYTHON, "-c", script], capture_output=True, check=True, text=True).stdout.strip()


def msgmerge(target: Path) -> list[str]:
    """Return the command with which msgmerge merges a case, as files.Case lays it down."""
    return ["msgmerge", "--quiet", "--previous", "fr.po", "new.pot", "-o", str(target)]


def pot2po(target: Path) -> list[str]:
    """Return the command with which translate-toolkit merges a case."""
    return python("translate.convert.pot2po", "--progress=none", "-t", "fr.po", "new.pot", str(target))


def install() -> list[str]:
    """Install what is missing, as far as this machine allows, and return the packages still missing."""
    if not PYTHON.exists():
        subprocess.run([sys.executable, "-m", "venv", PYTHON.parents[1]], check=True)
    modules = [package for module, package in _PACKAGES.items() if not here(module)]
    if modules:
        pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, *modules], check=False)
    programs = sorted({package for program, package in _PROGRAMS.items() if not here(program)})
    if programs and os.geteuid() == 0 and shutil.which("apt-get"):
        quietly = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-qq"], check=False)
        subprocess.run(
            ["apt-get", "install", "-yqq", "--no-install-recommends", *programs], env=quietly, check=False
        )
    here.cache_clear()
    return sorted({package for name, package in {**_PACKAGES, **_PROGRAMS}.items() if not here(name)})
