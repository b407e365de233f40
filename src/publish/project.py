"""A folder with a `publish.toml` to `Project`: its settings, articles, and paths of catalogs and editions."""

from __future__ import annotations

import difflib
import os
import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin, get_type_hints

import msgspec

from publish import files
from publish.errors import ConfigError, LanguageError
from publish.languages import Language, parse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

CONFIG_NAME = "publish.toml"
_LARGEST = 1_000_000  # bytes of it
_LONGEST_NAME = 250  # bytes of an article's name: with .docx it is 255, the most that file systems take
Format = Literal["docx", "pdf"]
Segmentation = Literal["block", "sentence"]
FORMATS: tuple[Format, ...] = ("docx", "pdf")
MEMORY_SUFFIXES = (".tmx", ".po")
SOURCE_SUFFIXES = (".txt", ".md", ".markdown")
ROLES = (
    *(
        "title",
        "subtitle",
        "kicker",
        "lead",
        "byline",
        "dateline",
        "heading",
        "paragraph",
        "list item",
        "quote",
    ),
    *(
        "caption",
        "credit",
        "alternative text",
        "table cell",
        "term",
        "definition",
        "footnote",
        "front matter",
    ),
)
"""Roles of units, for `required` (see `publish.units`)."""


class _Section(msgspec.Struct, frozen=True, rename="kebab", forbid_unknown_fields=True):
    """A table of `publish.toml`."""


class ProjectSection(_Section, frozen=True):
    """`[project]`: what the project is."""

    source_language: str
    """Language the articles are written in."""
    title: str = ""
    """Name of the project, for the headers of catalogs; the folder's name where empty."""
    languages: tuple[str, ...] = ()
    """Languages to translate into."""


class CatalogsSection(_Section, frozen=True):
    """`[catalogs]`: how articles become messages."""

    segmentation: Segmentation = "block"
    """What one message holds."""
    references: Literal["line", "file", "none"] = "line"
    """What `#:` comments say."""
    minimum: int = 80
    """Percentage of messages that must be translated for an edition to be built."""
    required: tuple[str, ...] = ()
    """Roles whose every message must be translated for an edition to be built."""
    memory: tuple[str, ...] = ()
    """TMX files and PO compendia with translations made elsewhere, relative to the project."""


class EditionsSection(_Section, frozen=True):
    """`[editions]`: what is built."""

    formats: tuple[Format, ...] = FORMATS
    """Formats of every edition."""
    page: Literal["A4", "A5", "Letter", "Legal"] | None = None
    """Page size; None for the one that is usual where each language is spoken."""
    attach: bool = False
    """Whether a PDF carries the article and its catalog inside it."""
    allow_missing_glyphs: bool = False
    """Whether a PDF is made though no font has one of its characters."""


class BuildSection(_Section, frozen=True):
    """`[build]`: where editions are built."""

    scheduler: str = ""
    """Address of the Dask scheduler whose workers build them; empty for this machine."""


class CheckSection(_Section, frozen=True):
    """`[check]`: what `publish check` looks for."""

    disable: tuple[str, ...] = ()
    """Checks that are off: `quotes` everywhere, `fr:quotes` in one language."""
    glossary: str = "glossary.csv"
    """Table of terms, relative to the project; there need be none."""

    def enabled(self, language: Language) -> frozenset[str]:
        """Return the ids of the checks that are on in a language."""
        # Most commands check nothing.
        from publish.checks import CHECKS

        off = {check for tag, check in map(_disabled, self.disable) if tag in {None, language}}
        return frozenset(CHECKS) - off


def _disabled(text: str) -> tuple[Language | None, str]:
    tag, colon, check = text.rpartition(":")
    return (parse(tag) if colon else None), check


class ThemeSection(_Section, frozen=True):
    """`[theme]`: how editions look; see `publish.theme.Theme`."""

    margin: float | None = None
    """Millimetres, 10 to 50."""
    size: float | None = None
    """Points, 7 to 18."""
    accent: str | None = None
    """`#rrggbb`."""
    ink: str | None = None
    """`#rrggbb`."""
    muted: str | None = None
    """`#rrggbb`."""
    revision: bool | None = None
    imprint: bool | None = None
    toc: bool | None = None
    numbered: bool | None = None
    """Whether an edition says which version of the source it is of, where paragraphs are newer."""


class Config(_Section, frozen=True):
    """All of `publish.toml`."""

    project: ProjectSection
    catalogs: CatalogsSection = CatalogsSection()
    editions: EditionsSection = EditionsSection()
    build: BuildSection = BuildSection()
    check: CheckSection = CheckSection()
    theme: ThemeSection = ThemeSection()


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

    # The files below may not lead out of the project, which `within` says with a ConfigError.

    @property
    def template(self) -> Path:
        """`locales/reports/2025.pot`."""
        return within(Path(f"{self.root}/locales/{self.name}.pot"), self.root)

    def catalog(self, language: Language) -> Path:
        """`locales/fr/LC_MESSAGES/reports/2025.po`."""
        path = Path(f"{self.root}/locales/{language.gettext}/LC_MESSAGES/{self.name}.po")
        return within(path, self.root)

    def edition(self, language: Language, format: Format) -> Path:
        """`output/fr/reports/2025.docx`."""
        return within(Path(f"{self.root}/output/{language.gettext}/{self.name}.{format}"), self.root)


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

    def articles(self) -> tuple[Article, ...]:
        """Return the articles in `source/`, sorted by name.

        Raises ConfigError where there are none, where one lies outside the project or has too long a name, or
        where two would share their catalogs: on every disk, or on one that takes `A.md` for `a.md`, or the
        two ways to write `é` for one.
        """
        folder = self.root / "source"
        found: dict[str, Article] = {}
        for text in sorted(_sources(folder)):
            path = within(Path(text), self.root)
            name = text[len(str(folder)) + 1 : -len(path.suffix)].replace(os.sep, "/")
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


def _sources(folder: Path) -> Iterator[str]:
    for base, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            path = os.path.join(base, name)  # noqa: PTH118 - see `Article.reference`
            ending = os.path.splitext(name)[1].lower()  # noqa: PTH122
            if ending in SOURCE_SUFFIXES and not name.startswith(".") and os.path.isfile(path):  # noqa: PTH113
                yield path


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
            files.contents(path, _LARGEST), path, error=ConfigError, hint="Save it as UTF-8."
        )
    except FileNotFoundError:
        hint = "Make a project with 'publish new DIR', or name its folder with --project DIR."
        raise ConfigError("no such file", path=path, hint=hint) from None
    except OSError as error:
        raise ConfigError(f"cannot be read: {error.strerror}", path=path) from None
    config = _config(text, path)
    _keep_inside(folder.resolve())
    try:
        source, languages = _languages(config)
    except LanguageError as error:
        line = _line_of_value(text, error.message)
        raise ConfigError(error.message, path=path, line=line, hint=error.hint) from None
    return Project(folder.resolve(), config, source, languages)


def _languages(config: Config) -> tuple[Language, tuple[Language, ...]]:
    source = parse(config.project.source_language)
    languages = tuple(dict.fromkeys(map(parse, config.project.languages)))
    return source, tuple(language for language in languages if language != source)


# --- what lies outside ---------------------------------------------------------------------------------


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
    return not _lies_in(folder, str(root)) or (os.path.islink(text) and not _lies_in(text, str(root)))  # noqa: PTH114


# Of the folders of ten thousand articles each is looked up once.
@lru_cache(maxsize=1 << 12)
def _lies_in(path: str, root: str) -> bool:
    try:
        return Path(path).resolve().is_relative_to(root)
    except (OSError, RuntimeError):  # RuntimeError: before Python 3.13
        hint = "Put the file itself there, or remove the link."
        raise ConfigError("its links lead in a circle", path=path, hint=hint) from None


def _keep_inside(root: Path) -> None:
    """Raise ConfigError where a link leads one of a project's own folders, or what stands in them, away."""
    _lies_in.cache_clear()  # links may have been changed since
    for name in ("source", "locales", "output", "theme", ".publish"):
        folder = within(root / name, root)
        if name in ("theme", ".publish") and folder.is_dir():
            for path in folder.iterdir():
                within(path, root)
    style = root / "theme" / "edition.css"
    if style.exists() and not style.is_file() and not style.is_dir():
        raise ConfigError("neither a file nor a folder", path=style, hint="Put a style sheet there.")


# --- reading publish.toml ------------------------------------------------------------------------------


def _config(text: str, path: Path) -> Config:
    if _DOTTED.search(_QUOTED.sub("", text)):
        raise ConfigError("a key of more than twenty parts", path=path, hint=_REFERENCE)
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message, _, place = str(error).partition(" (at ")
        line = re.search(r"line (\d+)", place)
        number = int(line[1]) if line else text.count("\n") + 1
        raise ConfigError(f"not valid TOML: {message}", path=path, line=number, hint=_TOML_HINT) from None
    # tomllib leaves both to its callers.
    except RecursionError:
        message = "not valid TOML: brackets nested too deep"
        raise ConfigError(message, path=path, line=1, hint=_TOML_HINT) from None
    except ValueError:
        message = "not valid TOML: a number of thousands of digits"
        raise ConfigError(message, path=path, line=1, hint=_TOML_HINT) from None
    _refuse_unknown(data, Config, (), text, path)
    _refuse_unprintable(data, (), text, path)
    try:
        config = msgspec.convert(data, Config)
    except msgspec.ValidationError as error:
        message, keys = _explain(str(error))
        raise ConfigError(message, path=path, line=_line_of(text, *keys), hint=_REFERENCE) from None
    _check_values(config, text, path)
    return config


# tomllib takes memory by the square of a key's parts. What stands in quotation marks or comments is no key.
_QUOTED = re.compile(r""" "[^"\n]*" | '[^'\n]*' | \#.* """, re.VERBOSE)
_DOTTED = re.compile(r"(?:\.[^.\n]*){20}")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def _refuse_unprintable(value: Any, keys: tuple[str, ...], text: str, path: Path) -> None:
    """Refuse what no catalog and no message can hold: control characters, and numbers without end."""
    match value:
        case dict():
            for key, inner in value.items():
                _refuse_unprintable(inner, (*keys, key), text, path)
        case list():
            for inner in value:
                _refuse_unprintable(inner, keys, text, path)
        case str() if found := _CONTROLS.search(value):
            wrong = f"{'.'.join(keys)}: control character U+{ord(found[0]):04X}"
            raise ConfigError(wrong, path=path, line=_line_of(text, *keys), hint="Delete it.")
        case int() if value.bit_length() > 64:
            wrong = f"{'.'.join(keys)}: too large"
            raise ConfigError(wrong, path=path, line=_line_of(text, *keys), hint=_REFERENCE)
        case _:
            pass


_TOML_HINT = 'Text stands in quotes (title = "…") and lists in brackets (languages = ["en", "fr"]).'
_REFERENCE = "docs/configuration.md describes every key."


def _refuse_unknown(data: dict[str, Any], kind: type, above: tuple[str, ...], text: str, path: Path) -> None:
    known = {field.encode_name: field.name for field in msgspec.structs.fields(kind)}
    hints = get_type_hints(kind)
    for key, value in data.items():
        if key not in known:
            near = difflib.get_close_matches(key, known, 1, 0.5)
            place = f"[{'.'.join(above)}]" if above else "the file"
            hint = f"Did you mean {near[0]!r}?" if near else f"Known there: {', '.join(known)}."
            line = _line_of(text, *above, key)
            raise ConfigError(f"unknown key {key!r} in {place}", path=path, line=line, hint=hint)
        section = hints[known[key]]
        if isinstance(value, dict) and isinstance(section, type) and issubclass(section, _Section):
            _refuse_unknown(value, section, (*above, key), text, path)


_KINDS = {
    "array": "a list in brackets",
    "bool": "true or false",
    "float": "a number",
    "int": "a whole number",
    "null": "nothing",
    "object": "a table",
    "str": "text in quotes",
}


def _explain(error: str) -> tuple[str, tuple[str, ...]]:
    """Turn msgspec's "Expected `str`, got `int` - at `$.a.b[0]`" into a message and the keys it is about."""
    message, _, place = error.partition(" - at `$")
    keys = tuple(re.findall(r"\.([\w-]+)", place))
    if missing := re.search(r"missing required field `([\w-]+)`", message):
        return (
            (f"key {missing[1]!r} is missing in [{'.'.join(keys)}]", keys)
            if keys
            else (
                f"table [{missing[1]}] is missing",
                keys,
            )
        )
    if value := re.match(r"Invalid enum value '(.*)'", message):
        return f"{'.'.join(keys)}: {value[1]!r} is none of {', '.join(_choices(keys))}", keys
    message = re.sub(
        r"`([\w |]+)`", lambda m: " or ".join(_KINDS.get(k, k) for k in m[1].split(" | ")), message
    )
    return f"{'.'.join(keys)}: {message[:1].lower()}{message[1:]}", keys


def _choices(keys: tuple[str, ...]) -> tuple[str, ...]:
    """Return what the key at `section.key` may be, from its type."""
    section = get_type_hints(Config)[keys[0]]
    kind = get_type_hints(section)[keys[1].replace("-", "_")]
    if get_origin(kind) is tuple:
        kind = get_args(kind)[0]
    # A setting that may be left out has None beside its choices.
    nested = [get_args(choice) or (choice,) for choice in get_args(kind) if choice is not type(None)]
    return tuple(choice for choices in nested for choice in choices)


def _check_values(config: Config, text: str, path: Path) -> None:
    """Check what types cannot say."""

    def refuse(section: str, key: str, message: str) -> None:
        line = _line_of(text, section, key)
        raise ConfigError(f"{section}.{key}: {message}", path=path, line=line, hint=_REFERENCE)

    if not 0 <= config.catalogs.minimum <= 100:
        refuse("catalogs", "minimum", f"{config.catalogs.minimum} is no percentage (0 to 100)")
    named = [("catalogs", "memory", name) for name in config.catalogs.memory]
    for section, key, name in (*named, ("check", "glossary", config.check.glossary)):
        if leads_out(path.parent.absolute() / name, path.parent.resolve()):
            refuse(section, key, f"{name!r} leads out of the project: copy it into the project's folder")
    for name in config.catalogs.memory:
        if Path(name).suffix.lower() not in MEMORY_SUFFIXES:
            refuse("catalogs", "memory", f"{name!r} is neither {' nor '.join(MEMORY_SUFFIXES)}")
    for role in config.catalogs.required:
        if role not in ROLES:
            refuse("catalogs", "required", f"unknown role {role!r}; known: {', '.join(ROLES)}")
    for name in config.check.disable:
        if wrong := _no_check(name):
            refuse("check", "disable", wrong)
    if not config.editions.formats:
        refuse("editions", "formats", "names no format")
    if config.build.scheduler and (wrong := no_scheduler(config.build.scheduler)):
        refuse("build", "scheduler", wrong)
    _check_theme(config.theme, refuse)


def _check_theme(theme: ThemeSection, refuse: Callable[[str, str, str], None]) -> None:
    for key in ("accent", "ink", "muted"):
        colour = getattr(theme, key)
        if colour is not None and not re.fullmatch(r"#[0-9a-fA-F]{6}", colour):
            refuse("theme", key, f"{colour!r} is no colour of the form '#rrggbb'")
    if theme.size is not None and not 7 <= theme.size <= 18:
        refuse("theme", "size", f"{theme.size} points; 7 to 18 can be read")
    if theme.margin is not None and not 10 <= theme.margin <= 50:
        refuse("theme", "margin", f"{theme.margin} millimetres; 10 to 50 fit every page")


def no_scheduler(text: str) -> str:
    """Say why a text is no address of a Dask scheduler, or nothing."""
    fits = re.fullmatch(r"(tcp|tls|wss?)://([^\s:/\[\]]+|\[[0-9a-fA-F:.]+\]):(\d{1,5})", text)
    if fits and 0 < int(fits[3]) < 1 << 16:
        return ""
    return f"{text!r} is no address of the form 'tcp://host:8786'"


def _no_check(name: str) -> str:
    """Say why a text names no check, or nothing."""
    from publish.checks import CHECKS

    try:
        _, check = _disabled(name)
    except LanguageError as error:
        return error.message
    if check in CHECKS:
        return ""
    near = difflib.get_close_matches(check, CHECKS, 1)
    return f"unknown check {check!r}; " + (
        f"did you mean {near[0]!r}?" if near else f"known: {', '.join(CHECKS)}"
    )


def _line_of(text: str, *keys: str) -> int:
    """Return the line of a key, or of the nearest table above it; tomllib does not say (1 if all fails)."""
    best = 1
    table: tuple[str, ...] = ()
    if not keys:
        return best
    for number, line in enumerate(text.split("\n"), 1):
        if header := re.match(r"\s*\[+\s*([^\]]+?)\s*\]", line):
            table = tuple(part.strip().strip("\"'") for part in header[1].split("."))
            if table == keys[: len(table)]:
                best = number
            if table == keys:
                return number
        elif table == keys[:-1] and re.match(rf"\s*[\"']?{re.escape(keys[-1])}[\"']?\s*=", line):
            return number
    return best


def _line_of_value(text: str, message: str) -> int:
    """Return the line on which the value quoted in an error message stands."""
    quoted = re.search(r"'(.*)'", message)
    value = quoted[1] if quoted else ""
    return next(
        (
            n
            for n, line in enumerate(text.split("\n"), 1)
            if re.search(rf"[\"']{re.escape(value)}[\"']", line)
        ),
        1,
    )
