"""A folder name to a new project that builds as it stands: settings, a first article, empty trees."""

from __future__ import annotations

import json
from importlib.resources import files as package_files
from pathlib import Path
from typing import TYPE_CHECKING

from publish import files
from publish.errors import ConfigError
from publish.project import CONFIG_NAME, Project, load

if TYPE_CHECKING:
    from collections.abc import Iterable

    from publish.languages import Language

_OUTPUT_IGNORE = "# What 'publish build' wrote; made anew at any time.\n*\n!.gitignore\n"


def new(folder: Path, source_language: Language, languages: Iterable[Language]) -> Project:
    """Make a project in `folder`, which may exist if it is empty, and return it.

    Raises ConfigError where the folder holds anything: nothing is ever overwritten.
    """
    if folder.is_file() or (folder.is_dir() and any(folder.iterdir())):
        raise ConfigError("is there already and not empty", path=folder, hint="Choose another name.")
    name = folder.resolve().name
    tags = ", ".join(f'"{language.tag}"' for language in languages)
    template = package_files("publish") / "pipeline" / "new"
    settings = (template / CONFIG_NAME).read_text("utf-8")
    # TOML's basic strings are escaped as JSON's are, and DEL too (TOML 1.0, "String").
    title = json.dumps(files.text_of(name), ensure_ascii=False)[1:-1].replace("\x7f", "\\u007f")
    for placeholder, value in (("@TITLE@", title), ("@SOURCE@", source_language.tag), ("@TAGS@", tags)):
        settings = settings.replace(placeholder, value)
    article = template / f"article.{source_language.language}.md"
    if not article.is_file():
        article = template / "article.en.md"
    files.write(folder / CONFIG_NAME, settings.encode())
    files.write(folder / "source" / "article.md", article.read_bytes())
    files.write(folder / "output" / ".gitignore", _OUTPUT_IGNORE.encode())
    return load(folder)
