"""What lies inside a project: nothing outside is read or written by way of a link."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

from publish.errors import ConfigError


def within(path: Path, root: Path) -> Path:
    """Return a path of a project; raises ConfigError where links lead it out of the project's folder.

    A project that came by mail could otherwise print any file of this machine, or write over it.
    """
    if leads_out(path, root):
        hint = f"Put the file itself, or the folder, into {root}: nothing outside is read or written."
        raise ConfigError("leads out of the project", path=path, hint=hint)
    return path


def leads_out(path: Path, root: Path) -> bool:
    """Say whether links lead a path out of a project's folder; raises ConfigError where in a circle."""
    text = str(path)
    folder, _ = os.path.split(text)
    return not lies_in(folder, str(root)) or (os.path.islink(text) and not lies_in(text, str(root)))  # noqa: PTH114


# Of the folders of ten thousand articles each is looked up once.
@lru_cache(maxsize=1 << 12)
def lies_in(path: str, root: str) -> bool:
    """Say whether a path lies in a project's folder, with all links followed; raises ConfigError as above."""
    try:
        return Path(path).resolve().is_relative_to(root)
    except (OSError, RuntimeError):  # RuntimeError: before Python 3.13
        hint = "Put the file itself there, or remove the link."
        raise ConfigError("its links lead in a circle", path=path, hint=hint) from None


def keep_inside(root: Path) -> None:
    """Raise ConfigError where a link leads one of a project's own folders, or what stands in them, away."""
    lies_in.cache_clear()  # links may have been changed since
    for name in ("source", "locales", "output", "theme", ".publish"):
        folder = within(root / name, root)
        if name in ("theme", ".publish") and folder.is_dir():
            for path in folder.iterdir():
                within(path, root)
    style = root / "theme" / "edition.css"
    if style.exists() and not style.is_file() and not style.is_dir():
        raise ConfigError("neither a file nor a folder", path=style, hint="Put a style sheet there.")
