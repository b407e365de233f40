"""Paths of pictures, as articles write them, to `Picture`s that both formats can hold."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from publish.errors import SourceError

if TYPE_CHECKING:
    import PIL.Image

MAX_PIXELS = 100_000_000
"""A picture larger than this is refused: decoding it would take gigabytes."""
_MEDIA_TYPES = {"PNG": "image/png", "JPEG": "image/jpeg", "GIF": "image/gif"}
"""What Word and every PDF maker read as it is; other raster formats are turned into PNG."""
_EXIF_ORIENTATION = 0x0112


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture, ready to be embedded."""

    path: Path
    """Where it was read from."""
    data: bytes
    """The file's bytes, or a PNG made of them where the format is not one of those every program reads."""
    media_type: str
    """`image/png`, `image/jpeg`, `image/gif` or `image/svg+xml`."""
    width: int
    """Pixels; 0 for SVG, which has none."""
    height: int
    """Pixels; 0 for SVG."""


def load(src: str, *, folder: Path, root: Path, source: str, line: int) -> Picture:
    """Read the picture that an article at `source`:`line` calls `src`, a path relative to `folder`.

    Raises SourceError where it is remote, lies outside `root` (after links and `..` are resolved), is
    missing, or cannot be decoded.
    """

    def wrong(message: str, hint: str) -> SourceError:
        return SourceError(message, path=source, line=line, hint=hint)

    if re.match(r"[A-Za-z][A-Za-z0-9+.-]+:|//", src):
        raise wrong(
            f"picture is not in the project: {src}",
            "Save the picture beside the article and name it by a relative path; nothing is fetched.",
        )
    try:
        path = (folder / unquote(src)).resolve()
    except (OSError, RuntimeError, ValueError):  # a null character, a circle of links
        raise wrong(f"picture has an impossible path: {src}", "Correct the name.") from None
    if not path.is_relative_to(root.resolve()):
        raise wrong(f"picture lies outside the project: {src}", f"Copy it into {root}.")
    try:
        stamp = path.stat()
        return _read(path, stamp.st_mtime_ns, stamp.st_size)
    except FileNotFoundError:
        raise wrong(f"picture not found: {src}", f"Put the file at {path}, or correct the name.") from None
    except Exception as error:  # Pillow raises many kinds, SyntaxError and struct.error among them
        if isinstance(error, OSError) and error.strerror:
            raise wrong(f"picture cannot be read: {src}: {error.strerror}", _MEND) from None
        reason = str(error).partition(" <_io.")[0]  # Pillow names our buffer, not the file
        raise wrong(f"picture cannot be decoded: {src}: {reason}", _MEND) from None


_MEND = "Open the picture in an image editor and save it again as PNG or JPEG."


@lru_cache(maxsize=64)
def _read(path: Path, _modified: int, _size: int) -> Picture:
    data = path.read_bytes()
    if path.suffix.lower() == ".svg":
        from lxml import etree

        etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
        return Picture(path, data, "image/svg+xml", 0, 0)
    return _raster(path, data)


def _raster(path: Path, data: bytes) -> Picture:
    import io
    import warnings

    from PIL import Image, ImageOps

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of size, which we check ourselves
        image = Image.open(io.BytesIO(data))
        if image.width * image.height > MAX_PIXELS:
            raise ValueError(f"{image.width} × {image.height} pixels are more than {MAX_PIXELS}")
        image.load()
    upright = image.getexif().get(_EXIF_ORIENTATION, 1) == 1
    if upright and image.format in _MEDIA_TYPES and image.mode != "CMYK":
        return Picture(path, data, _MEDIA_TYPES[image.format], *image.size)
    # Word shows neither WebP nor CMYK; WeasyPrint and Word turn EXIF-rotated pictures differently.
    turned = ImageOps.exif_transpose(image)
    out = io.BytesIO()
    if image.format == "JPEG":
        turned.convert("RGB").save(out, "JPEG", quality=90)
        return Picture(path, out.getvalue(), "image/jpeg", *turned.size)
    turned.convert("RGBA" if turned.has_transparency_data else "RGB").save(out, "PNG")
    return Picture(path, out.getvalue(), "image/png", *turned.size)


PRINT_DPI = 300
"""Pixels in an inch that paper shows; more only make a file heavy."""


@lru_cache(maxsize=64)
def fitted(picture: Picture, width_mm: float) -> Picture:
    """Return `picture` with no more pixels than paper shows where it is printed `width_mm` wide."""
    import io

    from PIL import Image

    widest = max(1, round(width_mm / 25.4 * PRINT_DPI))
    # A little more is not worth the loss of coding it anew; a GIF may move; SVG has no pixels.
    if picture.width <= 1.2 * widest or picture.media_type not in ("image/png", "image/jpeg"):
        return picture
    height = max(1, round(picture.height * widest / picture.width))
    out = io.BytesIO()
    with Image.open(io.BytesIO(picture.data)) as image:
        small = image if image.mode in ("RGB", "RGBA", "L") else _plain_mode(image)
        small = small.resize((widest, height), Image.Resampling.LANCZOS)
    if picture.media_type == "image/jpeg":
        small.save(out, "JPEG", quality=90)
    else:
        small.save(out, "PNG")
    return replace(picture, data=out.getvalue(), width=widest, height=height)


def _plain_mode(image: PIL.Image.Image) -> PIL.Image.Image:
    """Palettes and odd depths cannot be resized smoothly."""
    return image.convert("RGBA" if image.has_transparency_data else "RGB")
