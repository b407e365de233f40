"""A folder with a `publish.toml` to `Project`: its settings, articles, and paths of catalogs and editions."""

from __future__ import annotations

import difflib
import os
import unicodedata
from codecs import BOM_UTF8
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from publish import files
from publish.errors import ConfigError, LanguageError
from publish.languages import Language, parse
from publish.project import reading
from publish.project.inside import keep_inside, within
from publish.project.settings import CONFIG_NAME, SOURCE_SUFFIXES, Config, Format

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_LARGEST = 1_000_000  # bytes of a publish.toml
_LONGEST_NAME = 250  # bytes of an article's name: with .docx it is 255, the most that file systems take


@dataclass(frozen=True, slots=True)
class Article:
    """One source file and where what is made of it goes."""

    name: str
    """Path below `source/` without the suffix, with forward slashes: `reports/2025`."""
    path: Path
    """The source file."""
    root: Path
    """The project's folder."""

    @property
    def reference(self) -> str:
        """The path that `#:` comments and messages name: relative to the project, with forward slashes."""
        # As text, here and below: paths are slow, and an archive has ten thousand articles.
        return files.text_of(str(self.path)[len(str(self.root)) + 1 :].replace(os.sep, "/"))

    def catalog_name(self, language: Language) -> str:
        """`locales/fr/LC_MESSAGES/reports/2025.po`, relative to the project."""
        return f"locales/{language.gettext}/LC_MESSAGES/{self.name}.po"

    def edition_name(self, language: Language, format: Format) -> str:
        """`output/fr/reports/2025.docx`, relative to the project."""
        return f"output/{language.gettext}/{self.name}.{format}"

    # The files below may not lead out of the project, which `within` says with a ConfigError.

    @property
    def template(self) -> Path:
        """`locales/reports/2025.pot`."""
        return within(self.root / f"locales/{self.name}.pot", self.root)

    def catalog(self, language: Language) -> Path:
        """Path of `catalog_name`."""
        return within(self.root / self.catalog_name(language), self.root)

    def edition(self, language: Language, format: Format) -> Path:
        """Path of `edition_name`."""
        return within(self.root / self.edition_name(language, format), self.root)


@dataclass(frozen=True, slots=True)
class Project:
    """A project folder, read and checked."""

    root: Path
    """Absolute."""
    config: Config
    source_language: Language
    languages: tuple[Language, ...]
    """Those to translate into, as `publish.toml` orders them."""

    @property
    def title(self) -> str:
        """Its name."""
        return self.config.project.title or self.root.name

    @property
    def record(self) -> Path:
        """Where it is noted what the editions were made of."""
        return self.root / ".publish" / "editions.sqlite3"

    def articles(self) -> tuple[Article, ...]:
        """Return the articles in `source/`, sorted by name.

        Raises ConfigError where there are none, where one lies outside the project or has too long a name, or
        where two would share their catalogs: on every disk, or on one that takes `A.md` for `a.md`, or the
        two ways to write `é` for one.
        """
        folder = self.root / "source"
        found: dict[str, Article] = {}
        for text, is_link in sorted(_sources(folder)):
            path = within(Path(text), self.root) if is_link else Path(text)
            name = text[len(str(folder)) + 1 : text.rindex(".")].replace(os.sep, "/")
            if len(os.fsencode(name.rpartition("/")[2])) > _LONGEST_NAME:
                raise ConfigError(
                    "file name too long: no disk has room for the names of its editions",
                    path=path.relative_to(self.root),
                    hint=f"Rename it to {_LONGEST_NAME} bytes or fewer without its ending.",
                )
            other = found.setdefault(_folded(name), article := Article(name, path, self.root))
            if other is not article:
                where = "" if other.name == name else ", on some disks"
                raise ConfigError(
                    f"has the same name as {other.reference}, so their catalogs would be one file{where}",
                    path=article.reference,
                    hint="Rename one of the two.",
                )
        if not found:
            raise ConfigError(
                "no article found",
                path=folder,
                hint=f"Put articles there, as {', '.join(SOURCE_SUFFIXES)} files.",
            )
        return tuple(found.values())

    def catalog_names(self) -> frozenset[str]:
        """Return the names of all templates and catalogs in `locales/`, also those of no article."""
        folder = self.root / "locales"
        templates = (path.relative_to(folder) for path in folder.rglob("*.pot"))
        catalogs = (path.relative_to(folder) for path in folder.glob("*/LC_MESSAGES/**/*.po"))
        names = [path.with_suffix("") for path in templates]
        names += [Path(*path.with_suffix("").parts[2:]) for path in catalogs]
        return frozenset(name.as_posix() for name in names)

    def article(self, name: str) -> Article:
        """Return the article of a name, also where its source is gone."""
        return Article(name, self.root / "source" / name, self.root)

    def select_articles(self, wanted: Iterable[str]) -> tuple[Article, ...]:
        """Return the articles that names or paths (from the current folder) name; all where none is given."""
        everything = self.articles()
        if not (wanted := tuple(wanted)):
            return everything
        keys = {key: article for article in everything for key in (article.name, str(article.path.resolve()))}
        return tuple(dict.fromkeys(_chosen(text, keys, self.root) for text in wanted))

    def select_formats(self, wanted: Iterable[Format]) -> tuple[Format, ...]:
        """Return the formats of editions, each once; those of `publish.toml` where none is given."""
        return tuple(dict.fromkeys(wanted)) or self.config.editions.formats

    def select_languages(self, wanted: Iterable[str], *, source: bool) -> tuple[Language, ...]:
        """Return the project's languages that tags name, in any form; all where none is given.

        `source` says whether the source language is one of them. Raises LanguageError.
        """
        everything = ((self.source_language,) if source else ()) + self.languages
        chosen: dict[Language, None] = {}
        for tag in wanted:
            language = parse(tag)
            if language not in everything:
                known = ", ".join(map(str, everything))
                raise LanguageError(
                    f"not a language of this project: {tag}",
                    hint=f"Its languages are {known}; add others to languages in {CONFIG_NAME}.",
                )
            chosen[language] = None
        return tuple(chosen) or everything


def _chosen(text: str, keys: dict[str, Article], root: Path) -> Article:
    for key in (text.removesuffix("/"), str(Path(text).resolve()), str((root / text).resolve())):
        if key in keys:
            return keys[key]
    names = sorted({article.name for article in keys.values()})
    near = difflib.get_close_matches(text, names, 1)
    raise ConfigError(
        f"no such article: {text}",
        hint=f"Did you mean {near[0]}?" if near else f"The articles are: {', '.join(names)}.",
    )


def _folded(name: str) -> str:
    """Return what is the same of names that some disks take for one."""
    return name.lower() if name.isascii() else unicodedata.normalize("NFC", name).casefold()


def _sources(folder: Path) -> Iterator[tuple[str, bool]]:
    """Give the path of each article, and whether it is a link; links to folders are not followed."""
    folders = [str(folder)]
    while folders:
        base = folders.pop()
        try:
            with os.scandir(base) as entries:
                seen = [entry for entry in entries if not entry.name.startswith(".")]
            # What a folder says of its entries is not asked of each again, as `os.walk` would have it.
            folders += [entry.path for entry in seen if entry.is_dir(follow_symlinks=False)]
            yield from [(entry.path, entry.is_symlink()) for entry in seen if _is_source(entry)]
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError as error:
            # No folder of articles is passed over because nobody may look into it.
            hint = "Give yourself the right to read it."
            raise ConfigError(f"cannot be read: {error.strerror}", path=base, hint=hint) from error


def _is_source(entry: os.DirEntry[str]) -> bool:
    if os.path.splitext(entry.name)[1].lower() not in SOURCE_SUFFIXES:  # noqa: PTH122 - see `Article.reference`
        return False
    # A link in a circle is no file; `DirEntry.is_file` raises OSError.
    return os.path.isfile(entry.path) if entry.is_symlink() else entry.is_file()  # noqa: PTH113


def find(start: Path) -> Project | None:
    """Return the project that `start` lies in, or None; raises ConfigError where its file is wrong."""
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / CONFIG_NAME).is_file():
            return load(folder)
    return None


def load(folder: Path) -> Project:
    """Read the project in `folder`; raises ConfigError naming the line and the nearest known key."""
    path = folder / CONFIG_NAME
    try:
        text = files.decoded(
            # Notepad may begin it with a byte order mark.
            files.contents(path, _LARGEST).removeprefix(BOM_UTF8),
            path,
            error=ConfigError,
            hint="Save it as UTF-8.",
        )
    except FileNotFoundError:
        hint = "Make a project with 'publish new DIR', or name its folder with --project DIR."
        raise ConfigError("no such file", path=path, hint=hint) from None
    except OSError as error:
        hint = "Put a file there that you may read."
        raise ConfigError(f"cannot be read: {error.strerror}", path=path, hint=hint) from None
    config = reading.read(text, path)
    keep_inside(folder.resolve())
    try:
        source, languages = _languages(config)
    except LanguageError as error:
        line = reading.line_of_value(text, error.message)
        raise ConfigError(error.message, path=path, line=line, hint=error.hint) from None
    return Project(folder.resolve(), config, source, languages)


def _languages(config: Config) -> tuple[Language, tuple[Language, ...]]:
    source = parse(config.project.source_language)
    languages = tuple(dict.fromkeys(map(parse, config.project.languages)))
    return source, tuple(language for language in languages if language != source)
