"""A raster picture, as cameras and programs write it, to a PNG or JPEG that is upright, in sRGB and bare.

Bare is one without metadata: nobody who reads an edition learns where a photograph was taken, with what, and
what was cut away. A JPEG or PNG that is upright and in sRGB keeps its own pixels, bit for bit; photographs in
other formats become JPEG, everything else PNG.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import import_module
from typing import TYPE_CHECKING

from publish.errors import SourceError

if TYPE_CHECKING:
    import PIL.Image

_FORMATS = ("Png", "Jpeg", "Mpo", "Gif", "WebP", "Avif", "Tiff", "Bmp")
"""What is decoded at all, by the names of Pillow's modules.

It knows formats that run other programs, and ones that nobody checks.
"""
_QUALITY = 90
"""Of a JPEG that has to be coded anew."""
_ORIENTATION = 0x0112
_LONGEST_SIDE = 65_535
"""Pixels: what JPEG can hold, and more than any program shows. Pillow takes eight bytes more for each row."""


@dataclass(frozen=True, slots=True)
class Plain:
    """A picture that every program shows alike."""

    data: bytes
    """A PNG or a JPEG."""
    media_type: str
    """`image/png` or `image/jpeg`."""
    width: int
    """Pixels."""
    height: int
    """Pixels."""


def plain(data: bytes, most: int) -> Plain:
    """Return the first picture in a file, which may have `most` pixels.

    Raises SourceError, which knows no path, with what to do; and whatever Pillow raises for a broken file.
    """
    from PIL import ImageOps

    with _opened(data) as image:
        if image.width * image.height > most:
            raise ValueError(f"{image.width} × {image.height} pixels are more than {most}")
        if max(image.size) > _LONGEST_SIDE:
            raise ValueError(f"{image.width} × {image.height} pixels: no side may have over {_LONGEST_SIDE}")
        image.load()
        if (kept := _kept(data, image)) is not None:
            return Plain(kept, f"image/{'png' if image.format == 'PNG' else 'jpeg'}", *image.size)
        photograph = image.format in ("JPEG", "MPO", "AVIF") or _is_lossy_webp(data)
        # A hundred million pixels are 400 MB: none of this copies what need not change.
        ImageOps.exif_transpose(image, in_place=True)
        shown = _opaque(_srgb(_positive(image, image.format)))
    if photograph and not shown.has_transparency_data:
        return Plain(_jpeg(shown), "image/jpeg", *shown.size)
    return Plain(png(shown), "image/png", *shown.size)


def resized(data: bytes, width: int, height: int) -> bytes:
    """Return a plain PNG or JPEG in so many pixels, in its own format."""
    from PIL.Image import Resampling

    with _opened(data) as image:
        image.draft(None, (2 * width, 2 * height))  # of a JPEG no more is decoded than is needed
        # Palettes and single bits cannot be resized smoothly.
        mode = "RGBA" if image.has_transparency_data else "L" if image.mode in ("1", "L") else "RGB"
        whole = image if image.mode == mode else image.convert(mode)  # which copies in any case
        small = whole.resize((width, height), Resampling.LANCZOS, reducing_gap=3.0)
        return _jpeg(small) if image.format == "JPEG" else png(small)


def png(image: PIL.Image.Image) -> bytes:
    """Return a picture as PNG."""
    out = io.BytesIO()
    _strip(image)
    image.save(out, "PNG")
    return out.getvalue()


def _jpeg(image: PIL.Image.Image) -> bytes:
    out = io.BytesIO()
    _strip(image)
    mode = "L" if image.mode in ("1", "L") else "RGB"
    (image if image.mode == mode else image.convert(mode)).save(out, "JPEG", quality=_QUALITY)
    return out.getvalue()


def _strip(image: PIL.Image.Image) -> None:
    """Pillow would write profile and comment of what was read, too."""
    image.info = {key: value for key, value in image.info.items() if key == "transparency"}


# --- reading -------------------------------------------------------------------------------------------


@cache
def _readable() -> tuple[str, ...]:
    """Return Pillow's names of the formats that are decoded; it would import those of forty others, too."""
    from PIL import Image

    for name in _FORMATS:
        with suppress(ImportError):  # AVIF is new in Pillow 11.3
            import_module(f"PIL.{name}ImagePlugin")
    return tuple(name.upper() for name in _FORMATS if name.upper() in Image.OPEN)


@contextmanager
def _opened(data: bytes) -> Iterator[PIL.Image.Image]:
    """Give a picture, not decoded yet."""
    from PIL import Image, ImageFile, UnidentifiedImageError

    formats = _readable()
    # WeasyPrint lets Pillow take half a file for a whole one, in the whole process.
    before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of size, which `plain` checks; of EXIF that is odd
            with Image.open(io.BytesIO(data), formats=formats) as image:
                yield image
    except UnidentifiedImageError:
        raise _unknown(data) from None
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


_BRANDS = {
    b"avif": ("AVIF, which this Pillow cannot read", "Install a newer one: pip install -U 'pillow>=11.3'."),
    b"avis": ("AVIF, which this Pillow cannot read", "Install a newer one: pip install -U 'pillow>=11.3'."),
    b"heic": ("HEIC", "Save it as JPEG; a telephone can be set to 'most compatible'."),
    b"heix": ("HEIC", "Save it as JPEG; a telephone can be set to 'most compatible'."),
    b"mif1": ("HEIF", "Save it as JPEG; a telephone can be set to 'most compatible'."),
}
"""Kinds of ISO media by the brand they begin with (ISO/IEC 23008-12, 10.2)."""


def _unknown(data: bytes) -> SourceError:
    if data[4:8] == b"ftyp" and (known := _BRANDS.get(data[8:12])):
        return SourceError(f"it is {known[0]}", hint=known[1])
    return SourceError(
        "it is none of PNG, JPEG, SVG, WebP, AVIF, GIF, TIFF and BMP",
        hint="Open the picture in an image editor and save it again as PNG or JPEG.",
    )


def _is_lossy_webp(data: bytes) -> bool:
    """Say whether it is a WebP with a `VP8 ` chunk (RFC 9649, 2.5) and not one with `VP8L`."""
    at = 12
    while data[:4] == b"RIFF" and data[8:12] == b"WEBP" and at + 8 <= len(data):
        name, size = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        if name in (b"VP8 ", b"VP8L"):
            return name == b"VP8 "
        at += 8 + size + size % 2
    return False


# --- files that stay as they are -----------------------------------------------------------------------


def _kept(data: bytes, image: PIL.Image.Image) -> bytes | None:
    """Return the file without its metadata, or None where its pixels must change."""
    if image.getexif().get(_ORIENTATION, 1) != 1 or not _is_srgb(image):
        return None
    match image.format:
        case "PNG" if data[24] <= 8 and not _is_palette_short(image):  # bits of a channel
            return _bare_png(data)
        case "JPEG" | "MPO" if image.mode in ("L", "RGB"):
            return _bare_jpeg(data)
        case _:
            return None


def _is_palette_short(image: PIL.Image.Image) -> bool:
    """Say whether more colours are said to be transparent than there are: programs disagree on those."""
    alphas = image.info.get("transparency")
    return isinstance(alphas, bytes) and len(alphas) > len(image.getpalette() or ()) // 3


_PNG_CHUNKS = {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"}


def _bare_png(data: bytes) -> bytes:
    """Return a PNG with nothing in it but its first picture; nor is there anything behind its end."""
    out, at, name = [data[:8]], 8, b""
    while name != b"IEND":
        size, name = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        if len(name) < 4:
            raise ValueError("the file ends too early")
        if name in _PNG_CHUNKS:
            out.append(data[at : at + 12 + size])
        at += 12 + size
    return b"".join(out)


_SCAN_END = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")  # a marker that does not stand inside a scan
_USUAL_FRAMES = {0xC0, 0xC1, 0xC2}  # Huffman-coded, all that PDF and Word are sure to decode
_FRAMES = set(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_SCAN, _END = 0xDA, 0xD9
_TABLES = {0xC4, 0xDB, 0xDC, 0xDD, _SCAN}


def _bare_jpeg(data: bytes) -> bytes | None:
    """Return a JPEG with nothing in it but its first picture; None where it is coded in an unusual way."""
    out, at = [data[:2]], 2
    while start := _SCAN_END.search(data, at):
        marker, at = data[start.start() + 1], start.start()
        if marker == _END:
            break
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        segment = data[at:end]
        if marker in _FRAMES - _USUAL_FRAMES:
            return None
        if marker in _USUAL_FRAMES | _TABLES or segment[:9] == b"\xff\xee\x00\x0eAdobe":
            out.append(segment)
        elif marker == 0xE0 and segment[4:9] == b"JFIF\0":
            out.append(segment[:2] + b"\x00\x10" + segment[4:16] + b"\x00\x00")  # without its thumbnail
        at = end
        if marker == _SCAN:
            behind = _SCAN_END.search(data, at)
            stop = behind.start() if behind else len(data)
            out.append(data[at:stop])
            at = stop
    return b"".join((*out, b"\xff\xd9"))


# --- colours -------------------------------------------------------------------------------------------

_SPACES = {"RGB": "RGB", "GRAY": "L", "CMYK": "CMYK"}
"""Pillow's mode for a profile's space."""
_UNSEEN = 3
"""How far a colour may be off that nobody sees it, of 255."""


@lru_cache(maxsize=16)
def _transform(profile: bytes) -> tuple[str, PIL.ImageCms.ImageCmsTransform] | None:
    """Return the mode that a profile is for, and the way from there to sRGB; None where it is of no use."""
    from PIL import ImageCms

    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        mode = _SPACES[source.profile.xcolor_space.strip()]
        transform = ImageCms.buildTransform(
            source,
            ImageCms.createProfile("sRGB"),
            mode,
            "RGB",
            ImageCms.Intent.RELATIVE_COLORIMETRIC,
            ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )
    except (ImageCms.PyCMSError, OSError, KeyError):
        return None
    return mode, transform


@lru_cache(maxsize=16)
def _changes_nothing(profile: bytes) -> bool:
    """Say whether a profile is sRGB, whatever it is called, by what it makes of some colours."""
    from PIL import Image, ImageChops

    found = _transform(profile)
    if found is None:
        return True
    mode, transform = found
    steps = range(0, 256, 15)
    if mode == "CMYK":
        return False
    colours = [(r, g, b) for r in steps for g in steps for b in steps] if mode == "RGB" else list(range(256))
    some = Image.new(mode, (len(colours), 1))
    some.putdata(colours)
    off = ImageChops.difference(some.convert("RGB"), transform.apply(some))
    return off.point(lambda value: 255 if value > _UNSEEN else 0).getbbox() is None


def _is_srgb(image: PIL.Image.Image) -> bool:
    profile = image.info.get("icc_profile")
    return not profile or _changes_nothing(profile)


def _srgb(image: PIL.Image.Image) -> PIL.Image.Image:
    """Return a picture in eight bits of sRGB or grey; one without a profile is taken to be that already."""
    profile = image.info.get("icc_profile") or b""
    shown = _eight_bits(image)
    if shown.mode in ("1", "L", "LA", "P", "RGB", "RGBA") and _is_srgb(image):
        return shown
    if shown.has_transparency_data:
        shown = shown.convert("RGBA")
        alpha = shown.getchannel("A")
        shown = _through(shown.convert("RGB"), profile)
        shown.putalpha(alpha)
        return shown
    return _through(shown, profile)


def _positive(image: PIL.Image.Image, format: str | None) -> PIL.Image.Image:
    """Turn over a JPEG in four inks that does not say it is Adobe's; Pillow takes each for one of those."""
    from PIL import ImageChops

    if image.mode != "CMYK" or format not in ("JPEG", "MPO") or "adobe" in image.info:
        return image
    positive = ImageChops.invert(image)
    positive.info = image.info
    return positive


def _through(image: PIL.Image.Image, profile: bytes) -> PIL.Image.Image:
    """Convert by a profile, or as well as goes without."""
    from PIL import ImageCms

    if image.mode == "LAB":
        lab = ImageCms.createProfile("LAB")
        made = ImageCms.profileToProfile(image, lab, ImageCms.createProfile("sRGB"), outputMode="RGB")
        assert made is not None
        return made
    grey = image.mode in ("1", "L")
    found = _transform(profile) if profile else None
    if found is None or (found[0] == "CMYK") != (image.mode == "CMYK") or (found[0] == "L" and not grey):
        return image.convert("L" if grey else "RGB")
    mode, transform = found
    return transform.apply(image.convert(mode)).convert("L" if grey else "RGB")


def _eight_bits(image: PIL.Image.Image) -> PIL.Image.Image:
    """Return a picture of sixteen bits a pixel in eight; Pillow itself reads colours so."""
    if image.mode == "F":
        raise SourceError(
            "its pixels are floating-point numbers",
            hint="Open the picture in an image editor and save it again with 8 bits a channel.",
        )
    if not image.mode.startswith("I"):
        return image
    from PIL import Image

    small = Image.new("L", image.size)
    for top in range(0, image.height, _BAND):
        # In bands, as it takes four bytes a pixel, twice.
        band = image.crop((0, top, image.width, min(top + _BAND, image.height))).convert("I")
        small.paste(band.point(lambda value: value * (1 / 257) + 0.5).convert("L"), (0, top))
    return small


_BAND = 1000
"""Rows of pixels that are converted at a time."""


def _opaque(image: PIL.Image.Image) -> PIL.Image.Image:
    """Leave out an alpha channel that hides nothing."""
    if image.mode in ("RGBA", "LA") and image.getchannel("A").getextrema() == (255, 255):
        return image.convert(image.mode[:-1])
    return image
