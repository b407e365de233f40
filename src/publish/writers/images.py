"""Paths of pictures, as articles write them, to `Picture`s that both formats can hold.

Where there is one in the language of the edition, that one takes the place of the one that the article names.
What comes out is upright, in sRGB, no finer than paper shows, and bare: it says nothing but what it shows.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from urllib.parse import unquote

from publish import files
from publish.errors import SourceError, visible
from publish.languages import Language
from publish.languages import find as find_language
from publish.writers import raster, svg

_log = logging.getLogger("publish")

MAX_PIXELS = 100_000_000
"""A picture larger than this is refused: decoding it would take gigabytes."""
SUFFIXES = (".svg", ".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif", ".tif", ".tiff", ".bmp")
"""What a picture's file may be called; of one in a language that is there twice the first is taken."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture, ready to be embedded."""

    path: Path
    """Where it was read from."""
    data: bytes
    """A PNG, a JPEG or an SVG, without metadata."""
    media_type: str
    """`image/png`, `image/jpeg` or `image/svg+xml`."""
    width: float
    """Pixels; of an SVG those of CSS, perhaps not whole."""
    height: float
    """Pixels."""
    notes: tuple[str, ...] = ()
    """What is wrong with its look."""


# --- reading -------------------------------------------------------------------------------------------


def find(src: str, folder: Path, root: Path, language: Language | None) -> Path | None:
    """Return the file that `load` would read, where there is one that it may read; never raises."""
    if _is_remote(src):
        return None
    try:
        _, path = place(src, folder, root, language)
        return path if _is_inside(path, root) and path.is_file() else None
    except (OSError, RuntimeError, ValueError):
        return None


def _is_remote(src: str) -> bool:
    r"""Say whether a name is an address: merely to look for `\\host\share` has Windows call that host."""
    return bool(re.match(r"[A-Za-z][A-Za-z0-9+.-]+:|[/\\]{2}", unquote(src)))


def place(src: str, folder: Path, root: Path, language: Language | None) -> tuple[str, Path]:
    """Return the name of the file that is shown for a picture, there or not, and its path, links resolved.

    Raises OSError, RuntimeError or ValueError for a null character or a circle of links.
    """
    name = unquote(src)
    if _is_inside(folder / name, root):  # before its folder is looked into
        name = _in_language(folder, name, language)
    return name, (folder / name).resolve()


def load(
    src: str, *, folder: Path, root: Path, source: str, line: int, language: Language | None = None
) -> Picture:
    """Read the picture that an article at `source`:`line` calls `src`, a path relative to `folder`.

    Where there is one in `language`, `map.fr.svg` beside `map.svg`, that one is read. What is wrong with its
    look is logged as a warning to `publish`. Raises SourceError where it is remote, lies outside `root` when
    links and `..` are resolved, is missing, or cannot be decoded.
    """

    def wrong(message: str, hint: str) -> SourceError:
        return SourceError(message, path=source, line=line, hint=hint)

    if _is_remote(src):
        raise wrong(
            f"picture is not in the project: {src}",
            "Save the picture beside the article and name it by a relative path; nothing is fetched.",
        )
    try:
        name, path = place(src, folder, root, language)
    except (OSError, RuntimeError, ValueError):
        raise wrong(f"picture has an impossible path: {src}", "Correct the name.") from None
    if not _is_inside(path, root):
        raise wrong(f"picture lies outside the project: {name}", f"Copy it into {root}.")
    try:
        stamp = path.stat()
        tongue = language if path.suffix.lower() == ".svg" else None
        picture = _read(path, stamp.st_mtime_ns, stamp.st_size, tongue)
    except FileNotFoundError:
        raise wrong(f"picture not found: {src}", f"Put the file at {path}, or correct the name.") from None
    except SourceError as error:
        raise wrong(f"picture cannot be decoded: {name}: {error.message}", error.hint or MEND) from None
    except Exception as error:  # Pillow raises many kinds, SyntaxError and struct.error among them
        mend = _MEND_DRAWING if path.suffix.lower() == ".svg" else MEND
        if isinstance(error, OSError) and error.strerror:
            raise wrong(f"picture cannot be read: {name}: {error.strerror}", mend) from None
        reason = str(error).partition(" <_io.")[0]  # Pillow names our buffer, not the file
        raise wrong(f"picture cannot be decoded: {name}: {reason}", mend) from None
    for note in picture.notes:
        _log.warning("%s:%d: picture %s: %s", source, line, visible(name), visible(note))
    return picture


MEND = "Open the picture in an image editor and save it again as PNG or JPEG."
_MEND_DRAWING = "Open the drawing in the program that made it and save it again as plain SVG, or as PNG."


def _is_inside(path: Path, root: Path) -> bool:
    return path.resolve().is_relative_to(root.resolve())


@lru_cache(maxsize=64)
def _read(path: Path, _modified: int, _size: int, language: Language | None) -> Picture:
    data = files.contents(path)
    if path.suffix.lower() == ".svg":
        return _drawing(path, data, language)
    plain = raster.plain(data, MAX_PIXELS)
    return Picture(path, plain.data, plain.media_type, plain.width, plain.height)


# --- languages -----------------------------------------------------------------------------------------


def _in_language(folder: Path, name: str, language: Language | None) -> str:
    """Return the name of the picture that takes the place of `name` in a language, or `name`.

    In French that is `map.fr.svg` beside `map.svg`, or `fr/map.svg`, with any of `SUFFIXES`. A file for
    exactly this language goes before one that only serves (`pt` for `pt-BR`, `zh-Hant` for `zh-TW`), one
    beside before one in a folder, and one of the same kind before others.
    """
    if language is None:
        return name
    parent, _, file = name.rpartition("/")
    stem, dot, suffix = file.rpartition(".")
    if not dot:
        return name
    found = [
        (*_rank(tongue, language), in_folder, _kind(ending, suffix), other)
        for other, tongue, in_folder, ending in _localised(folder / parent, stem)
        if tongue.serves(language)
    ]
    return f"{parent}/{min(found)[-1]}".lstrip("/" if not parent else "") if found else name


def _rank(tongue: Language, language: Language) -> tuple[int, int, str]:
    """Order the tags that serve a language: itself, what it is a kind of from the nearest, then the rest."""
    if tongue == language:
        return (0, 0, "")
    if f"{language.tag}-".startswith(f"{tongue.tag}-"):
        return (1, -len(tongue.tag), "")
    return (2, len(tongue.tag), tongue.tag)


def _kind(ending: str, suffix: str) -> int:
    return -1 if ending == f".{suffix}".lower() else SUFFIXES.index(ending)


def _localised(folder: Path, stem: str) -> Iterator[tuple[str, Language, bool, str]]:
    """Give name, language, whether it has a folder of its own, and suffix of a picture in each language."""
    if not folder.is_dir():
        return
    beside, folders = _listed(folder, folder.stat().st_mtime_ns)
    yield from beside.get(stem, ())
    for name, tongue in folders:
        for inner, ending in _inside(folder / name, (folder / name).stat().st_mtime_ns).get(stem, ()):
            yield f"{name}/{inner}", tongue, True, ending


@lru_cache(maxsize=256)
def _listed(
    folder: Path, _modified: int
) -> tuple[dict[str, list[tuple[str, Language, bool, str]]], list[tuple[str, Language]]]:
    """Return, by what stands before the language, the pictures of a folder, and its folders of a language.

    Remembered until something is added to the folder, which may hold the pictures of a thousand articles.
    """
    beside: dict[str, list[tuple[str, Language, bool, str]]] = {}
    folders = []
    for entry in folder.iterdir():
        stem, _, tag = entry.stem.rpartition(".")
        ending = entry.suffix.lower()
        if ending in SUFFIXES and (tongue := _language(tag)):
            beside.setdefault(stem, []).append((entry.name, tongue, False, ending))
        elif "." not in entry.name and (tongue := _language(entry.name)) and entry.is_dir():
            folders.append((entry.name, tongue))
    return beside, folders


@lru_cache(maxsize=256)
def _inside(folder: Path, _modified: int) -> dict[str, list[tuple[str, str]]]:
    """Return the pictures of a folder, with their suffixes, by their stems."""
    found: dict[str, list[tuple[str, str]]] = {}
    for entry in folder.iterdir():
        if entry.suffix.lower() in SUFFIXES:
            found.setdefault(entry.stem, []).append((entry.name, entry.suffix.lower()))
    return found


_TAG = re.compile(r"[A-Za-z]{2,3}([-_@][A-Za-z0-9]+)*")


@cache
def _language(tag: str) -> Language | None:
    return find_language(tag) if _TAG.fullmatch(tag) else None


# --- drawings ------------------------------------------------------------------------------------------

_PROBE = 400
"""Pixels of the longer side, in which it is tried whether a drawing can be drawn at all."""


def _drawing(path: Path, data: bytes, language: Language | None) -> Picture:
    found = svg.clean(data, language, lambda inner: _embedded(inner, language))
    left_out = tuple(f"left out, {what}" for what in found.left_out)
    scale = _PROBE / max(found.width, found.height)
    try:
        problems = svg.problems(found.data, *_whole(found.width * scale, found.height * scale))
    except ValueError as error:
        raise ValueError("; ".join((str(error), *left_out))) from None
    notes = (*left_out, *problems)
    return Picture(path, found.data, "image/svg+xml", found.width, found.height, notes)


def _embedded(data: bytes, language: Language | None) -> tuple[str, bytes]:
    """Return media type and bytes of a picture inside a drawing, cleaned as if it stood alone."""
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        inner = svg.clean(data, language, lambda deeper: _embedded(deeper, language))
        return "image/svg+xml", inner.data
    plain = raster.plain(data, MAX_PIXELS)
    return plain.media_type, plain.data


def _whole(width: float, height: float) -> tuple[int, int]:
    return max(1, round(width)), max(1, round(height))


@lru_cache(maxsize=64)
def drawn(picture: Picture, width_mm: float) -> Picture:
    """Return a PNG of an SVG as fine as paper shows it `width_mm` wide, for programs that read no SVG."""
    width = width_mm / 25.4 * PRINT_DPI
    # Whether there is anything to see was asked when it was read, for both formats alike.
    image = svg.draw(picture.data, *_whole(width, width * picture.height / picture.width))
    return replace(
        picture, data=raster.png(image), media_type="image/png", width=image.width, height=image.height
    )


# --- size ----------------------------------------------------------------------------------------------

PRINT_DPI = 300
"""Pixels in an inch that paper shows; more only make a file heavy."""
TALLEST = 0.55
"""The part of the height between a page's margins that a picture may take; its caption stays by it."""
_MM_PER_PIXEL = 25.4 / 96  # as browsers and the PDF take it; no picture is printed larger than that


def printed(picture: Picture, width: float, height: float) -> tuple[float, float]:
    """Return width and height in millimetres of a picture that has so many millimetres of room."""
    natural = picture.width * _MM_PER_PIXEL, picture.height * _MM_PER_PIXEL
    scale = min(1, width / natural[0], height / natural[1])
    return natural[0] * scale, natural[1] * scale


@lru_cache(maxsize=64)
def fitted(picture: Picture, width_mm: float) -> Picture:
    """Return `picture` with no more pixels than paper shows where it is printed `width_mm` wide."""
    widest = max(1, round(width_mm / 25.4 * PRINT_DPI))
    # A little more is not worth the loss of coding it anew; SVG has no pixels.
    if picture.width <= 1.2 * widest or picture.media_type == "image/svg+xml":
        return picture
    height = max(1, round(picture.height * widest / picture.width))
    small = raster.resized(picture.data, widest, height)
    return replace(picture, data=small, width=widest, height=height)
