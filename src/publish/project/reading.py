"""The text of a `publish.toml` to `Config`, or to an error with its line."""

from __future__ import annotations

import difflib
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args, get_origin, get_type_hints

import msgspec

from publish.errors import ConfigError, LanguageError
from publish.project.inside import leads_out
from publish.project.settings import (
    MEMORY_SUFFIXES,
    ROLES,
    CheckSection,
    Config,
    Section,
    ThemeSection,
    disabled,
)

if TYPE_CHECKING:
    from collections.abc import Callable


def read(text: str, path: Path) -> Config:
    """Read the text of a `publish.toml`; raises ConfigError naming the line and the nearest known key."""
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
        if isinstance(value, dict) and isinstance(section, type) and issubclass(section, Section):
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
    glossary = config.check.glossary
    if glossary != CheckSection().glossary and not (path.parent / glossary).exists():
        refuse("check", "glossary", f"there is no {glossary!r}")
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
        _, check = disabled(name)
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


def line_of_value(text: str, message: str) -> int:
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
