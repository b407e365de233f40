"""What pictures promise: they come from the project alone, and show the same in both formats."""

from __future__ import annotations

import base64
import io
import logging
import math
import re
import shutil
import subprocess
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from openxml_audit import OpenXmlValidator
from PIL import Image, ImageChops, ImageCms, PngImagePlugin

from publish import languages
from publish.errors import SourceError
from publish.model import Document, Figure, Text
from publish.theme import Theme
from publish.theme.docx.ooxml import NAMESPACES
from publish.writers import docx, images, pdf, raster, svg
from publish.writers.edition import Edition, prepare
from timing import processor_seconds

Colour = tuple[int, int, int]
BLUE, RED, GREEN, WHITE = (30, 30, 200), (200, 30, 30), (30, 160, 30), (255, 255, 255)
SVG = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Give a project with a folder of articles, and a secret outside it."""
    project = tmp_path / "project"
    (project / "source").mkdir(parents=True)
    Image.new("RGB", (8, 6), "red").save(tmp_path / "secret.png")
    Image.new("RGB", (8, 6), "red").save(project / "logo.png")
    return project


def load(root: Path, src: str, tag: str = "") -> images.Picture:
    """Load what an article in the project calls `src`, in the language of `tag`."""
    language = languages.parse(tag) if tag else None
    return images.load(
        src, folder=root / "source", root=root, source="source/a.md", line=7, language=language
    )


def refused(root: Path, src: str) -> SourceError:
    """Return the error that loading `src` gives."""
    with pytest.raises(SourceError) as caught:
        load(root, src)
    assert (caught.value.path, caught.value.line) == ("source/a.md", 7)
    assert caught.value.hint
    return caught.value


def test_a_picture_is_read_as_it_is(root: Path) -> None:
    """A PNG keeps its bytes; a path may climb inside the project and hold escaped characters."""
    picture = load(root, "../logo.png")
    assert picture.data == (root / "logo.png").read_bytes()
    assert (picture.media_type, picture.width, picture.height) == ("image/png", 8, 6)
    Image.new("RGB", (3, 2)).save(root / "source" / "a b.jpg")
    assert load(root, "a%20b.jpg").media_type == "image/jpeg"


@pytest.mark.parametrize(
    "src",
    ["http://e.org/a.png", "//e.org/a.png", "file:///etc/passwd", "data:image/png;base64,AA", "C:/a.png"],
)
def test_nothing_is_fetched(root: Path, src: str) -> None:
    """An address that is not a relative path is refused, whatever its scheme."""
    assert "picture" in refused(root, src).message


def test_nothing_outside_the_project_is_read(root: Path) -> None:
    """Climbing out, an absolute path, escapes and links that lead out are all refused."""
    (root / "source" / "link.png").symlink_to(root.parent / "secret.png")
    for src in ("../../secret.png", str(root.parent / "secret.png"), "..%2F..%2Fsecret.png", "link.png"):
        assert "outside the project" in refused(root, src).message


def test_missing_and_broken_pictures_are_told(root: Path) -> None:
    """A missing file and one that is no picture give one clear line each."""
    assert "not found" in refused(root, "no.png").message
    (root / "source" / "bad.png").write_bytes(b"\x89PNG\r\n\x1a\nrubbish")
    assert "cannot be decoded" in refused(root, "bad.png").message
    (root / "source" / "folder.png").mkdir()
    assert "cannot be read" in refused(root, "folder.png").message
    (root / "source" / "bad.svg").write_text("<svg>")
    assert "cannot be decoded" in refused(root, "bad.svg").message


def test_a_null_in_the_name_is_an_error_not_a_crash(root: Path) -> None:
    """A name that no file system takes, and links in a circle, are refused like any other."""
    assert "impossible path" in refused(root, "a%00b.png").message
    (root / "source" / "a.png").symlink_to("b.png")
    (root / "source" / "b.png").symlink_to("a.png")
    assert "picture" in refused(root, "a.png").message


def test_huge_pictures_are_refused_before_they_are_decoded(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A picture with more pixels than the limit does not get to fill the memory."""
    monkeypatch.setattr(images, "MAX_PIXELS", 40)
    Image.new("1", (50, 50)).save(root / "source" / "huge.png")
    assert "pixels" in refused(root, "huge.png").message


# --- each kind, in both formats ------------------------------------------------------------------------


def sample(hole: bool = False) -> Image.Image:
    """Draw a blue and a red half, a green corner on top, and where asked a hole in the middle."""
    image = Image.new("RGBA" if hole else "RGB", (400, 200), RED)
    image.paste(BLUE, (0, 0, 200, 200))
    image.paste(GREEN, (0, 0, 60, 60))
    if hole:
        image.paste((0, 0, 0, 0), (160, 60, 240, 140))
    return image


PLACES: dict[tuple[float, float], Colour] = {(0.06, 0.12): GREEN, (0.3, 0.85): BLUE, (0.8, 0.5): RED}


def edition(root: Path, *sources: str, tag: str = "en", css: str = "") -> Edition:
    """Make an edition of an article that is nothing but pictures, which nobody described."""
    figures = tuple(Figure(src, Text(), Text(), Text(), 1) for src in sources)
    document = Document("source/a.md", tag, figures)
    return prepare(document, languages.parse(tag), Theme(css=css), folder=root / "source", root=root)


def on_paper(data: bytes) -> Image.Image:
    """Return the picture on the first page of a PDF as it is printed: what is not white in the upper part."""
    page: Image.Image = pypdfium2.PdfDocument(data)[0].render(scale=2).to_pil().convert("RGB")
    upper = page.crop((0, 0, page.width, page.height * 3 // 4))
    return upper.crop(ImageChops.invert(upper).getbbox())


def media(data: bytes) -> dict[str, bytes]:
    """Return the pictures in a DOCX by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if "/media/" in name}


def in_word(data: bytes) -> Image.Image:
    """Return the picture in a DOCX as it looks on white paper."""
    pixels = next(part for name, part in media(data).items() if not name.endswith(".svg"))
    image = Image.open(io.BytesIO(pixels)).convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", image.size, WHITE), image).convert("RGB")


def far(seen: object, meant: Colour) -> int:
    """Return how far a colour is from another, in the channel where it is farthest."""
    assert isinstance(seen, tuple)
    return max(abs(int(a) - b) for a, b in zip(seen, meant, strict=True))


def assert_shows(image: Image.Image, places: dict[tuple[float, float], Colour], off: int = 8) -> None:
    """Check the colours of places, which are given as shares of width and height."""
    for (x, y), meant in places.items():
        seen = image.getpixel((int(x * image.width), int(y * image.height)))
        assert far(seen, meant) <= off, (x, y, seen, meant)


def turned() -> dict[str, object]:
    """Return what a camera that was held upright writes, and where it was."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = "SECRET-WORDS"
    exif.get_ifd(0x8825)[2] = (21.0, 35.0, 38.0)  # GPS
    return {"exif": exif}


def adobe_rgb() -> bytes:
    """Return a profile with wider colours than sRGB: its red and green swapped, which nobody overlooks."""
    swapped = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    red, green = swapped.index(b"rXYZ"), swapped.index(b"gXYZ")
    swapped[red : red + 4], swapped[green : green + 4] = b"gXYZ", b"rXYZ"
    return bytes(swapped)


def save(root: Path, name: str, image: Image.Image, **options: object) -> bytes:
    """Save a picture beside the article and return the file."""
    path = root / "source" / name
    image.save(path, **options)  # type: ignore[arg-type]
    return path.read_bytes()


def upright(image: Image.Image) -> Image.Image:
    """Return what the camera saw before orientation 6 was written: the picture lying on its side."""
    return image.transpose(Image.Transpose.ROTATE_90)


KINDS: dict[str, Callable[[Path], object]] = {
    "plain.png": lambda root: save(root, "plain.png", sample()),
    "palette.png": lambda root: save(root, "palette.png", sample().quantize(16)),
    "hole.png": lambda root: save(root, "hole.png", sample(hole=True)),
    "turned.png": lambda root: save(root, "turned.png", upright(sample()), **turned()),
    "plain.jpg": lambda root: save(root, "plain.jpg", sample(), quality=95),
    "progressive.jpg": lambda root: save(root, "progressive.jpg", sample(), quality=95, progressive=True),
    "turned.jpg": lambda root: save(root, "turned.jpg", upright(sample()), quality=95, **turned()),
    "cmyk.jpg": lambda root: save(root, "cmyk.jpg", sample().convert("CMYK"), quality=95),
    "photo.webp": lambda root: save(root, "photo.webp", sample(), quality=95),
    "drawing.webp": lambda root: save(root, "drawing.webp", sample(), lossless=True),
    "hole.webp": lambda root: save(root, "hole.webp", sample(hole=True), lossless=True),
    "turned.webp": lambda root: save(root, "turned.webp", upright(sample()), quality=95, **turned()),
    "photo.avif": lambda root: save(root, "photo.avif", sample(), quality=95),
    "hole.avif": lambda root: save(root, "hole.avif", sample(hole=True), quality=95),
    "turned.avif": lambda root: save(root, "turned.avif", upright(sample()), quality=95, **turned()),
    "moving.gif": lambda root: save(
        root, "moving.gif", sample(), save_all=True, append_images=[Image.new("RGB", (400, 200), "white")]
    ),
    "plain.tif": lambda root: save(root, "plain.tif", sample()),
    "turned.tif": lambda root: save(root, "turned.tif", upright(sample()), **turned()),
    "cmyk.tif": lambda root: save(root, "cmyk.tif", sample().convert("CMYK")),
    "plain.bmp": lambda root: save(root, "plain.bmp", sample()),
    "map.svg": lambda root: (root / "source" / "map.svg").write_text(
        f'<svg {SVG} width="400" height="200"><path fill="rgb(30,30,200)" d="M0 0h200v200H0z"/>'
        '<path fill="#c81e1e" d="M200 0h200v200H200z"/><path fill="#1ea01e" d="M0 0h60v60H0z"/></svg>'
    ),
}


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_of_picture_is_right_in_both_formats(root: Path, name: str) -> None:
    """Whatever a camera or a program wrote, blue is blue, the corner is on top, the hole shows the paper."""
    KINDS[name](root)
    places = PLACES | ({(0.5, 0.5): WHITE} if "hole" in name else {})
    made = edition(root, name)
    paper, word = pdf.render(made), docx.render(made)
    for shown in (on_paper(paper), in_word(word)):
        assert abs(shown.width / shown.height - 2) < 0.03
        assert_shows(shown, places)
    assert (paper, word) == (pdf.render(made), docx.render(made))
    assert all(b"SECRET" not in part for part in media(word).values())


def test_the_word_files_are_sound(root: Path, tmp_path: Path) -> None:
    """A DOCX with every kind of picture gets no complaint, and says in its language what each is."""
    for make in KINDS.values():
        make(root)
    file = tmp_path / "a.docx"
    file.write_bytes(docx.render(edition(root, *KINDS, tag="fr")))
    result = OpenXmlValidator().validate(str(file))
    assert result.is_valid, list(result.errors)
    with zipfile.ZipFile(file) as archive:
        tree = etree.fromstring(archive.read("word/document.xml"))
    described = tree.xpath("//wp:docPr/@descr", namespaces=NAMESPACES)
    assert described == ["Photo"] * len(KINDS)


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_an_office_program_shows_them(root: Path, tmp_path: Path) -> None:
    """LibreOffice opens the file and prints the drawing, the photograph and the hole as they are."""
    for name in ("map.svg", "turned.jpg", "hole.webp"):
        KINDS[name](root)
        file = tmp_path / f"{name}.docx"
        file.write_bytes(docx.render(edition(root, name)))
        profile = f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"
        command = ("soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, file)
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        assert_shows(on_paper(file.with_suffix(".pdf").read_bytes()), PLACES)


# --- what stays, what goes -----------------------------------------------------------------------------


def test_rotated_photographs_stand_upright(root: Path) -> None:
    """A photograph turned by its EXIF data is turned for good: Word and PDF makers differ about it."""
    save(root, "turned.jpg", Image.new("RGB", (40, 20)), **turned())
    picture = load(root, "turned.jpg")
    assert (picture.media_type, picture.width, picture.height) == ("image/jpeg", 20, 40)
    assert Image.open(io.BytesIO(picture.data)).getexif().get(0x0112, 1) == 1


def test_a_photograph_says_nothing_but_what_it_shows(root: Path) -> None:
    """Place, camera, remarks, profile and thumbnail are cut out; the pixels stay, bit for bit."""
    exif = Image.Exif()
    exif[0x010E] = "SECRET-WORDS"
    whole = save(
        root,
        "a.jpg",
        sample(),
        exif=exif,
        comment=b"SECRET-WORDS",
        icc_profile=ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes(),
        progressive=True,
        restart_marker_rows=1,
    )
    behind = whole + b"SECRET-WORDS: a second picture"
    (root / "source" / "a.jpg").write_bytes(behind)
    picture = load(root, "a.jpg")
    assert b"SECRET" not in picture.data
    assert not {"icc_profile", "exif", "comment"} & set(Image.open(io.BytesIO(picture.data)).info)
    before, after = (Image.open(io.BytesIO(data)) for data in (whole, picture.data))
    assert ImageChops.difference(before, after).getbbox() is None
    bare = save(root, "b.jpg", sample(), progressive=True, restart_marker_rows=1)
    assert picture.data == bare == load(root, "b.jpg").data


def test_a_png_says_nothing_but_what_it_shows(root: Path) -> None:
    """Remarks and EXIF of a PNG and what stands behind its end are cut out; its pixels stay."""
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", "SECRET-WORDS")
    notes.add_itxt("XML:com.adobe.xmp", "SECRET-WORDS")
    exif = Image.Exif()
    exif[0x010E] = "SECRET-WORDS"
    whole = save(root, "a.png", sample(hole=True), pnginfo=notes, exif=exif, dpi=(72, 72))
    (root / "source" / "a.png").write_bytes(whole + b"SECRET-WORDS")
    assert load(root, "a.png").data == save(root, "b.png", sample(hole=True))


def test_a_photograph_of_the_right_size_is_not_coded_anew(root: Path) -> None:
    """The JPEG that stands in both formats is the photographer's own, less its metadata."""
    bare = save(root, "a.jpg", sample(), quality=97)
    save(root, "a.jpg", sample(), quality=97, **turned() | {"exif": b""})
    assert list(media(docx.render(edition(root, "a.jpg"))).values()) == [bare]
    assert bare in pdf.render(edition(root, "a.jpg"))


def test_photographs_do_not_grow(root: Path) -> None:
    """A photograph in WebP or AVIF becomes a JPEG and not a PNG many times as large; others become PNG."""
    noise = Image.effect_noise((400, 200), 60).convert("RGB")
    save(root, "a.webp", noise, quality=80)
    save(root, "a.avif", noise, quality=60)
    save(root, "b.webp", noise, lossless=True)
    types = [load(root, name).media_type for name in ("a.webp", "a.avif", "b.webp")]
    assert types == ["image/jpeg", "image/jpeg", "image/png"]
    save(root, "cmyk.jpg", Image.new("CMYK", (5, 5)))
    picture = load(root, "cmyk.jpg")
    assert (picture.media_type, Image.open(io.BytesIO(picture.data)).mode) == ("image/jpeg", "RGB")


@pytest.mark.parametrize("name", ["a.png", "a.jpg", "a.tif", "a.webp", "hole.png"])
def test_colour_profiles_are_honoured(root: Path, name: str) -> None:
    """A picture in another colour space is converted to sRGB; a profile that is broken is not used."""
    image = sample(hole=name.startswith("hole"))
    save(root, name, image, icc_profile=adobe_rgb())
    shown = in_word(docx.render(edition(root, name)))
    seen = shown.getpixel((320, 100))
    assert isinstance(seen, tuple)
    assert seen[0] < 60 < seen[1] - 90  # what was called red is green
    assert "icc_profile" not in Image.open(io.BytesIO(load(root, name).data)).info
    save(root, name, image, icc_profile=b"no profile")
    assert_shows(in_word(docx.render(edition(root, name))), PLACES)


def test_grey_pictures_stay_grey(root: Path) -> None:
    """Sixteen bits become eight without getting darker, also with a profile for colours."""
    save(root, "a.png", Image.new("I;16", (40, 20), 0x8000))
    save(root, "b.jpg", Image.new("L", (40, 20), 128), icc_profile=adobe_rgb())
    for name in ("a.png", "b.jpg"):
        made = edition(root, name)
        assert Image.open(io.BytesIO(load(root, name).data)).mode == "L"
        for shown in (in_word(docx.render(made)), on_paper(pdf.render(made))):
            assert_shows(shown, {(0.5, 0.5): (128, 128, 128)}, off=2)


def test_photographs_in_four_inks_are_not_negatives(root: Path) -> None:
    """Adobe writes CMYK upside down and says so; where nobody says so it is not turned over."""
    adobe = save(root, "a.jpg", Image.new("CMYK", (40, 20), (0, 255, 255, 0)), quality=95)
    marker = adobe.index(b"\xff\xee")
    (root / "source" / "b.jpg").write_bytes(adobe[:marker] + adobe[marker + 16 :])
    assert_shows(in_word(docx.render(edition(root, "a.jpg"))), {(0.5, 0.5): (255, 0, 0)})
    assert_shows(in_word(docx.render(edition(root, "b.jpg"))), {(0.5, 0.5): (0, 0, 0)})


def test_half_a_picture_is_refused(root: Path) -> None:
    """A file that was cut off is told, also when WeasyPrint was loaded, which would take it for whole."""
    pdf.render(edition(root, "../logo.png"))
    noise = Image.effect_noise((200, 200), 60)
    for name in ("a.png", "a.jpg", "a.webp"):
        whole = save(root, name, noise)
        (root / "source" / name).write_bytes(whole[: len(whole) // 2])
        assert "cannot be decoded" in refused(root, name).message


def test_what_cannot_be_read_is_told_by_name(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """HEIC, AVIF without a decoder, PostScript and floating-point pixels: each says what to do."""
    brand = b"\x00\x00\x00\x18ftyp"
    (root / "source" / "a.heic").write_bytes(brand + b"heic" + bytes(12))
    assert "HEIC" in refused(root, "a.heic").message
    save(root, "a.avif", sample())
    monkeypatch.setattr(raster, "_readable", lambda: ("PNG", "JPEG"))
    assert "pillow" in (refused(root, "a.avif").hint or "")
    monkeypatch.undo()
    (root / "source" / "a.eps").write_text("%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n")
    assert "none of PNG, JPEG" in refused(root, "a.eps").message
    save(root, "a.tif", Image.new("F", (9, 9)))
    assert "8 bits" in (refused(root, "a.tif").hint or "")


# --- size ----------------------------------------------------------------------------------------------


def test_huge_pictures_are_made_smaller_in_both_formats(root: Path) -> None:
    """No file carries more than paper shows, and what is made smaller is not spoilt."""
    save(root, "wide.jpg", sample().resize((4000, 2000)), quality=95)
    save(root, "tall.png", Image.effect_noise((800, 6000), 60))
    for name in ("wide.jpg", "tall.png"):
        made = edition(root, name)
        kept = Image.open(io.BytesIO(next(iter(media(docx.render(made)).values()))))
        extent = images.printed(load(root, name), 162, images.TALLEST * 249)
        assert kept.width <= 1.2 * extent[0] / 25.4 * images.PRINT_DPI + 1
        page = pypdfium2.PdfDocument(pdf.render(made))[0]
        (drawn,) = page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE])
        assert max(drawn.get_px_size()) <= 1.2 * max(kept.size)
    assert_shows(on_paper(pdf.render(edition(root, "wide.jpg"))), PLACES)


MODES = st.sampled_from(["1", "L", "LA", "P", "RGB", "RGBA"])
SIDES = st.integers(1, 900)


@settings(max_examples=60)
@given(
    mode=MODES,
    width=SIDES,
    height=SIDES,
    turn=st.integers(1, 8),
    room=st.tuples(st.floats(1, 300), st.floats(1, 300)),
)
def test_pictures_keep_their_shape(
    mode: str, width: int, height: int, turn: int, room: tuple[float, float]
) -> None:
    """Any picture is printed in its own shape, inside its room, never enlarged, never finer than paper."""
    exif, out = Image.Exif(), io.BytesIO()
    exif[0x0112] = turn
    Image.new(mode, (width, height)).save(out, "PNG", exif=exif)
    plain = raster.plain(out.getvalue(), 10**6)
    size = (height, width) if turn >= 5 else (width, height)
    assert (plain.width, plain.height) == size == Image.open(io.BytesIO(plain.data)).size
    picture = images.Picture(Path("a.png"), plain.data, plain.media_type, *size)
    across, down = images.printed(picture, *room)
    assert math.isclose(across / down, size[0] / size[1])
    assert across <= room[0] * 1.0001
    assert down <= room[1] * 1.0001
    assert across <= size[0] * 25.4 / 96 * 1.0001
    small = images.fitted(picture, across)
    assert small.width <= max(1, 1.2 * round(across / 25.4 * images.PRINT_DPI))
    assert abs(small.height - small.width * size[1] / size[0]) <= 0.5 or small.height == 1
    assert Image.open(io.BytesIO(small.data)).size == (small.width, small.height)


# --- drawings ------------------------------------------------------------------------------------------


def draw(root: Path, inside: str, attributes: str = 'width="40" height="20"', name: str = "map.svg") -> None:
    """Write an SVG beside the article."""
    (root / "source" / name).write_text(f"<svg {SVG} {attributes}>{inside}</svg>", encoding="utf-8")


BOX = '<rect width="100%" height="100%" fill="#c81e1e"/>'


def test_a_drawing_is_held_twice_as_word_writes_it(root: Path) -> None:
    """Word 2016 and later show the SVG itself, all other programs a PNG as fine as paper shows."""
    KINDS["map.svg"](root)
    word = docx.render(edition(root, "map.svg"))
    parts = media(word)
    assert [name.rpartition(".")[2] for name in sorted(parts)] == ["png", "svg"]
    with zipfile.ZipFile(io.BytesIO(word)) as archive:
        document = etree.fromstring(archive.read("word/document.xml"))
        links = etree.fromstring(archive.read("word/_rels/document.xml.rels"))
        types = archive.read("[Content_Types].xml").decode()
    (blip,) = document.iter(f"{{{NAMESPACES['a']}}}blip")
    (held,) = blip.iter("{http://schemas.microsoft.com/office/drawing/2016/SVG/main}svgBlip")
    assert held.xpath("string(../@uri)") == "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
    target = {str(link.get("Id")): str(link.get("Target")) for link in links}
    embed = f"{{{NAMESPACES['r']}}}embed"
    assert target[str(blip.get(embed))].endswith(".png")
    assert target[str(held.get(embed))].endswith(".svg")
    assert "image/svg+xml" in types
    pixels = Image.open(io.BytesIO(next(data for name, data in parts.items() if name.endswith("png"))))
    assert pixels.size == (1250, 625)  # 400 pixels of CSS are 105.8 mm


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('width="40" height="20"', (40, 20)),
        ('width="40px" height="15pt"', (40, 20)),
        ('width="25.4mm" height="1in"', (96, 96)),
        ('width="2.54cm" height="6pc"', (96, 96)),
        ('width="101.6Q" height="6em"', (96, 96)),
        ('viewBox="5 5 40,20"', (40, 20)),
        ('width="100%" height="100%" viewBox="0 0 40 20"', (40, 20)),
        ('width="80" viewBox="0 0 40 20"', (80, 40)),
        ('height="4e1" viewBox="0 0 40 20"', (80, 40)),
        ('style="width:80px;height:40px" width="1" height="9"', (80, 40)),
    ],
)
def test_drawings_have_the_size_they_say(root: Path, attributes: str, size: tuple[int, int]) -> None:
    """Every unit of CSS is known; a view box stands in for what is missing; both formats print that size."""
    draw(root, '<rect x="-999" y="-999" width="9999" height="9999"/>', attributes)
    picture = load(root, "map.svg")
    assert (picture.width, picture.height) == pytest.approx(size)
    shown = on_paper(pdf.render(edition(root, "map.svg")))
    assert (shown.width, shown.height) == pytest.approx([1.5 * side for side in size], abs=2)


@pytest.mark.parametrize("attributes", ["", 'width="0" height="9"', 'width="9" height="-1"', 'width="50%"'])
def test_a_drawing_without_a_size_is_told(root: Path, attributes: str) -> None:
    """A drawing that is nowhere said to be large or small is an error and not some guess."""
    draw(root, BOX, attributes)
    assert "no size" in refused(root, "map.svg").message


@pytest.mark.parametrize(
    ("inside", "what"),
    [
        ("", "shows nothing"),
        ('<rect width="9" height="9" fill="none"/>', "shows nothing"),
        ('<g transform="rotate(x)"><rect width="9" height="9"/></g>', "cannot be drawn"),
        ("<rect>", "cannot be decoded"),
        ('<image href="https://e.org/a.png" width="9" height="9"/>', "comes from elsewhere: <image href="),
    ],
)
def test_a_drawing_that_shows_nothing_is_told(root: Path, inside: str, what: str) -> None:
    """A drawing that comes out empty stops the edition, in whichever format it is built."""
    draw(root, inside)
    assert what in refused(root, "map.svg").message
    for write in (pdf.render, docx.render):
        with pytest.raises(SourceError, match=r"map\.svg"):
            write(edition(root, "map.svg"))


def test_a_drawing_too_small_to_see_is_no_failure() -> None:
    """Whether a drawing shows anything is asked when it is read, for both formats, not in Word's pixels."""
    data = f'<svg {SVG} width="9" height="9"><path d="M0 0z"/></svg>'.encode()
    assert svg.draw(data, 9, 9).getchannel("A").getbbox() is None
    with pytest.raises(ValueError, match="shows nothing"):
        svg.problems(data, 9, 9)


@pytest.mark.parametrize("spread", ["repeat", "reflect"])
@pytest.mark.parametrize(
    "gradient",
    [
        'radialGradient id="g" r="0.0001"',
        'linearGradient id="g" x2="0.0001"',
        'radialGradient id="g" r="0.01" gradientUnits="userSpaceOnUse"',
        'linearGradient id="g" x2="0" y2="0.001" gradientUnits="userSpaceOnUse"',
    ],
)
def test_a_gradient_too_fine_to_see_is_a_colour(root: Path, gradient: str, spread: str) -> None:
    """Rings of a thousandth of a pixel are seen as the colour between theirs, all over, in both formats."""
    stops = '<stop stop-color="#c81e1e"/><stop offset="1" stop-color="#1e1ec8"/>'
    element, _, _ = gradient.partition(" ")
    draw(
        root,
        f'<{gradient} spreadMethod="{spread}">{stops}</{element}>'
        '<rect width="40" height="20" fill="url(#g)"/>'
        '<path d="M10 5h20" stroke="url(#g)" fill="none" stroke-width="4"/>',
    )
    made = edition(root, "map.svg")
    for image in (in_word(docx.render(made)), on_paper(pdf.render(made))):
        assert_shows(image, dict.fromkeys(PLACES, (115, 30, 115)))


def test_another_file_is_no_drawing(root: Path) -> None:
    """HTML, and SVG as it stands inside HTML, are told."""
    for text in ("<html/>", '<svg width="9" height="9"/>'):
        (root / "source" / "map.svg").write_text(text)
        assert "xmlns" in refused(root, "map.svg").message


HOSTILE = {
    "<script>": "<script>alert(1)</script>",
    "onclick=…": '<g onclick="alert(1)"/>',
    "onload=…": '<g onload="alert(1)"/>',
    "<foreignObject>": '<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject>',
    '<image href="https://secret.example/a.png">': '<image href="https://secret.example/a.png"/>',
    '<image href="file:///secret">': '<image xlink:href=" file:///secret" width="9" height="9"/>',
    '<image href="../secret.png">': '<image href="../secret.png" width="9" height="9"/>',
    '<use href="secret.svg#a">': '<use href="secret.svg#a"/>',
    '<image href="data:text/html,secret">': '<image href="data:text/html,secret"/>',
    "fill=…": '<rect fill="url(https://secret.example/#a)" width="0" height="0"/>',
    "filter=…": '<rect filter="u\\72l(https://secret.example/#a)" width="0" height="0"/>',
    "a style from elsewhere": "<rect style=\"fill: url('https://secret.example/'); stroke: none\"/>",
}
SHEETS = [
    '@import "https://secret.example/a.css";',
    "@\\69mport url(https://secret.example/a.css);",
    "@font-face { font-family: a; src: url(https://secret.example/a.woff) }",
    "rect { cursor: url( https://secret.example/a.png ), auto }",
    "rect { mask-image: image-set('https://secret.example/a.png' 1x) }",
    "@media print { rect { fill: url(//secret.example/a) } }",
    "rect { fill: url(https://secret.example/a b) }",
]


@pytest.mark.parametrize(
    ("what", "inside"),
    [*HOSTILE.items(), *(("a style from elsewhere", f"<style>{sheet}</style>") for sheet in SHEETS)],
)
def test_what_is_active_or_elsewhere_is_left_out(
    root: Path, what: str, inside: str, caplog: pytest.LogCaptureFixture
) -> None:
    """No drawing runs anything or reads anything, in either format; what is left out is said."""
    draw(root, f"{BOX}{inside}")
    with caplog.at_level(logging.WARNING, "publish"):
        made = edition(root, "map.svg")
        (drawing,) = (data for name, data in media(docx.render(made)).items() if name.endswith(".svg"))
        assert_shows(on_paper(pdf.render(made)), {(0.5, 0.5): RED})
    assert b"secret" not in drawing
    assert b"alert" not in drawing
    assert all(
        record.getMessage().startswith("source/a.md:1: picture map.svg: ") for record in caplog.records
    )
    assert any(record.getMessage().endswith(f": {what}") for record in caplog.records)


def test_what_drawing_programs_hide_is_left_out(root: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Folders, remarks, the editable source and links go without a word: no reader of paper misses them."""
    draw(
        root,
        "<!-- SECRET --><?xml-stylesheet href='SECRET'?><metadata>SECRET</metadata>"
        '<i:namedview xmlns:i="http://inkscape/" path="SECRET"/>'
        f'<a href="https://SECRET">{BOX}</a><animate attributeName="href" to="SECRET"/>',
        'width="40" height="20" content="SECRET" xmlns:i="http://inkscape/" i:file="SECRET" xml:lang="fr"',
    )
    with caplog.at_level(logging.WARNING, "publish"):
        picture = load(root, "map.svg")
    assert b"SECRET" not in picture.data
    assert b"inkscape" not in picture.data
    assert b'xml:lang="fr"' in picture.data
    assert not caplog.records


def test_drawings_are_parsed_without_entities(root: Path, caplog: pytest.LogCaptureFixture) -> None:
    """An SVG that includes a file by an entity shows nothing of it; Illustrator's own do no harm."""
    (root / "secret.txt").write_text("SECRET-WORDS")
    (root / "source" / "map.svg").write_text(
        f'<!DOCTYPE svg [<!ENTITY e SYSTEM "{(root / "secret.txt").as_uri()}">'
        '<!ENTITY ns "http://www.w3.org/2000/svg"><!ENTITY red "#c81e1e">]>'
        '<svg xmlns="&ns;" width="40" height="20"><rect width="40" height="20" fill="&red;"/>'
        "<text>&e;</text></svg>"
    )
    with caplog.at_level(logging.WARNING, "publish"):
        picture = load(root, "map.svg")
    assert b"SECRET" not in picture.data
    assert b"DOCTYPE" not in picture.data
    assert [record.getMessage().rpartition(" ")[2] for record in caplog.records] == ["&e;"]
    assert_shows(in_word(docx.render(edition(root, "map.svg"))), {(0.5, 0.5): RED})


def test_a_bomb_of_entities_is_refused(root: Path) -> None:
    """A drawing that would unfold to gigabytes gives one clear line, at once."""
    bomb = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    (root / "source" / "map.svg").write_text(
        f'<!DOCTYPE svg [<!ENTITY a0 "ha">{bomb}]><svg {SVG} width="9" height="9" id="&a11;"/>'
    )
    assert "cannot be decoded" in refused(root, "map.svg").message


@pytest.mark.parametrize(
    ("attributes", "inside", "what"),
    [
        ('viewBox="0 0 9 9"', f"<g style='fill:{'(' * 20_000}'/>", "brackets inside too many"),
        ('viewBox="0 0 9 9"', f"<style>{'@a{' * 9_000}</style>", "brackets inside too many"),
        ('width="1e300" viewBox="0 0 1e-300 1e300"', "", "no size"),
        ('width="1e308" viewBox="0 0 1e-9 1e9"', "", "wider or higher"),
    ],
    ids=["brackets", "rules", "box", "height"],
)
def test_a_drawing_beyond_all_measure_is_told(root: Path, attributes: str, inside: str, what: str) -> None:
    """A style of endless brackets, or a size that no number says, gives one clear line."""
    draw(root, inside, attributes)
    assert what in refused(root, "map.svg").message


@pytest.mark.parametrize(
    "inside", ["<script/>x" * 60_000, f"<g fill='{' ' * 60_000}x'/>"], ids=["words", "blanks"]
)
def test_a_long_drawing_is_cleaned_in_linear_time(inside: str) -> None:
    """A hostile drawing does not keep a build waiting, and loses no word between what is left out."""
    data = f"<svg {SVG} viewBox='0 0 9 9'>{inside}</svg>".encode()
    found = []
    assert processor_seconds(lambda: found.append(svg.clean(data, None, lambda inner: ("", inner)))) < 5
    (drawing,) = found
    assert drawing.data.partition(b">")[2].count(b"x") == inside.count("x")


REFERRED = {
    "clipPath": 'clip-path="url(#{})"',
    "mask": 'mask="url(#{})"',
    "pattern": 'fill="url(#{})"',
    "linearGradient": 'fill="url(#{})"',
    "marker": 'marker-end="url(#{})"',
    "filter": 'filter="url(#{})"',
    "symbol": 'href="#{}"',
}


@pytest.mark.parametrize("name", REFERRED)
def test_many_references_are_drawn_in_linear_time(name: str) -> None:
    """Four thousand clips, masks or gradients take no longer each than a few hundred."""
    shape = "use" if name == "symbol" else "line" if name == "marker" else "rect"
    inside = "".join(
        f'<{name} id="x{n}" width="9" height="9"><rect width="9" height="9"/></{name}>'
        f'<{shape} width="9" height="9" {REFERRED[name].format(f"x{n}")}/>'
        for n in range(4000)
    )
    data = f"<svg {SVG} width='90' height='90'>{inside}</svg>".encode()
    assert processor_seconds(lambda: svg.draw(data, 90, 90)) < 6


RECT = '<rect width="40" height="20"/>'


@pytest.mark.parametrize(
    "selector",
    [
        "q g g g g g g g g rect",
        "g " * 5000 + "rect",
        "g~g",
        "g:has(rect)",
        "g:not(q g)",
        "g:not(:first-of-type)",
        "g:nth-child(2 of g)",
        "rect,g:is(g>g)",
    ],
)
def test_a_selector_that_is_too_involved_is_left_out(
    root: Path, selector: str, caplog: pytest.LogCaptureFixture
) -> None:
    """A rule that takes ages to match, or looks through siblings, goes with a warning; the others stay."""
    style = f"<style>{selector}{{fill:#1e1ec8}}g>rect:not(.a):nth-child(2n + 1){{fill:#c81e1e}}</style>"
    draw(root, style + "<g>" * 40 + RECT + "</g>" * 40)
    with caplog.at_level(logging.WARNING, "publish"):
        made = edition(root, "map.svg")
        assert processor_seconds(lambda: pdf.render(made)) < 5
    (said,) = {record.getMessage() for record in caplog.records}
    assert "map.svg: left out, its selector is too involved: " in said
    assert_shows(on_paper(pdf.render(made)), {(0.5, 0.5): RED})


@pytest.mark.parametrize(
    ("style", "inside"),
    [
        ("rect{fill:red}" * 9000, RECT * 9000),
        ("RECT{fill:red}" * 9000, RECT * 9000),
        ("g g g g rect{fill:red}" * 9, "<g>" * 200 + RECT * 200 + "</g>" * 200),
        (f":is({','.join('q' * 20_000)}){{fill:red}}", RECT * 9000),
        (f"g{{{'a:b;' * 9000}}}", "<g/>" * 9000),
        ("[class~=a]{fill:red}" * 9000, f'<g class="{"b " * 200_000}"/>'),
        ("a{fill:red}" * 100_000, RECT),
        ("", "<g" + "".join(f" a{n}=''" for n in range(20_000)) + f">{'<g/>' * 50_000}</g>"),
    ],
    ids=["rules", "capitals", "groups", "choices", "declarations", "values", "many rules", "attributes"],
)
def test_styles_times_shapes_are_bounded(root: Path, style: str, inside: str) -> None:
    """Thousands of rules for thousands of shapes are one clear line, at once."""
    draw(root, f"<style>{style}</style>{inside}")
    found = []
    assert processor_seconds(lambda: found.append(refused(root, "map.svg").message)) < 10
    assert re.search("too many rules for so many shapes|more than 100,000 shapes", found[0])


@pytest.mark.parametrize(
    ("style", "inside"),
    [
        (
            "".join(f".st{n}{{fill:#{n:06x};stroke:#000;stroke-width:2;opacity:.9}}" for n in range(500)),
            "".join(f'<path class="st{n % 500}" d="M0 0h9v9z"/>' for n in range(20_000)),
        ),
        (
            "#m{font-size:9px}:root{--x:y}"
            + "".join(f"#m .section-{n} .node .label text{{fill:#{n:06x}}}" for n in range(100)),
            "".join(
                f'<g class="section-{n % 100}"><g class="node"><g class="label"><text>x</text></g></g></g>'
                for n in range(500)
            ),
        ),
    ],
    ids=["Illustrator", "Mermaid"],
)
def test_the_styles_of_drawing_programs_are_let_in(style: str, inside: str) -> None:
    """A map of 20,000 shapes in 500 classes, and a diagram with selectors of four parts, lose nothing."""
    data = f'<svg {SVG} id="m" width="90" height="90"><style>{style}</style>{inside}</svg>'.encode()
    assert svg.clean(data, None, lambda inner: ("", inner)).left_out == ()


def test_a_long_rule_is_weighed_in_linear_time() -> None:
    """A hundred thousand letters that are no rule do not keep a build waiting."""
    data = f'<svg {SVG} width="90" height="90"><style>@x {"a" * 400_000};</style>{RECT}</svg>'.encode()
    assert processor_seconds(lambda: svg.clean(data, None, lambda inner: ("", inner))) < 3


@pytest.mark.parametrize("number", ["1e400", "inf", "-NaN", "1e300", "9" * 400])
@pytest.mark.parametrize(
    "shape",
    [
        '<rect width="9" height="9" stroke="red" stroke-width="{}"/>',
        '<g transform="translate({})"><rect width="9" height="9"/></g>',
        '<rect width="9" height="9" stroke="red" stroke-dasharray="3 {} 3"/>',
        '<polyline points="0 0 9 9 {} 4" stroke="red"/>',
        '<path d="M0 0L9 9L{} 4z" stroke="red"/>',
        '<svg viewBox="0 0 {} 9" width="9" height="9"><rect width="9" height="9"/></svg>',
        '<linearGradient id="g" x2="{}"><stop/><stop offset="1"/></linearGradient>'
        '<rect width="9" height="9" fill="url(#g)"/>',
        '<rect width="9" height="9" style="stroke: red; stroke-width: {}"/>',
        "<style>rect {{ stroke: red; stroke-width: {} }}</style>",
        '<rect width="9" height="9" opacity="{}"/>',
        '<text y="9" font-size="{}">x</text>',
    ],
)
def test_numbers_that_no_page_has_room_for(
    root: Path, shape: str, number: str, caplog: pytest.LogCaptureFixture
) -> None:
    """A number that a PDF has no word for goes with a warning, and the page stays whole."""
    draw(root, shape.format(number) + '<rect x="20" width="20" height="20" fill="#c81e1e"/>')
    with caplog.at_level(logging.WARNING, "publish"):
        paper = pdf.render(edition(root, "map.svg"))
    assert any("left out, its number is too large or none: " in said.getMessage() for said in caplog.records)
    assert_shows(on_paper(paper), {(0.9, 0.9): RED})
    (root / "a.pdf").write_bytes(paper)
    read = subprocess.run(["pdftotext", root / "a.pdf", "-"], capture_output=True, text=True, check=True)
    assert read.stderr == ""


@pytest.mark.parametrize(
    "inside",
    [
        '<linearGradient id="g"><stop/><stop offset="1" stop-color="red"/></linearGradient>'
        + '<g transform="scale(9e7)">' * 40
        + '<rect width="9" height="9" fill="url(#g)"/>'
        + "</g>" * 40,
        f'<path stroke="red" d="M0 0{"l9e7 9e7" * 99}"/>',
        '<svg viewBox="0 0 1e-300 1e-300" width="9" height="9"><rect width="9" height="9"/></svg>',
    ],
)
def test_numbers_that_grow_are_told(root: Path, inside: str) -> None:
    """Small numbers that are multiplied beyond all measure stop the edition instead of breaking the page."""
    draw(root, inside + RECT)
    assert refused(root, "map.svg").message.endswith(": its numbers become larger than a page has room for")


def test_large_maps_keep_their_numbers(root: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Metres on the Earth, colours, names and embedded pictures are no numbers that are too large."""
    draw(
        root,
        '<path id="n1e400" class="inf nan" d="M-20037508.34 0h40075016.68v9z" fill="#1e9999"/>'
        '<g aria-label="1e400" font-family="Nan Sans, Inf"><use href="#n1e400"/></g>',
        'viewBox="-20037508.34 0 40075016.68 9"',
    )
    with caplog.at_level(logging.WARNING, "publish"):
        picture = load(root, "map.svg")
    assert not caplog.records
    assert b'd="M-20037508.34 0h40075016.68v9z"' in picture.data


@pytest.mark.parametrize("cut", ["'ed", '"ed', "url(#x", "url('#x"])
def test_a_style_that_is_cut_off_takes_in_nothing_behind_it(cut: str) -> None:
    """What nobody closed is left out, and what was cleaned is clean."""
    data = f'<svg {SVG} viewBox="0 0 9 9"><style>a{{fill:red;stroke:{cut}}}</style><text>x</text></svg>'
    once = svg.clean(data.encode(), None, lambda inner: ("", inner)).data
    assert b"fill:red" in once
    assert b"stroke" not in once
    assert svg.clean(once, None, lambda inner: ("", inner)).data == once


def test_drawings_in_four_inks_are_in_rgb(root: Path) -> None:
    """A drawing made for a press has no ink in it that an archive's PDF may not have."""
    colours = "device-cmyk(0 1 1 0)", "#ff0000 icc-color(#inks, 0, 1, 1, 0)"
    for fill in (*(f'fill="{c}"' for c in colours), *(f'style="fill: {c}"' for c in colours)):
        draw(root, f'<rect width="40" height="20" {fill}/>')
        paper = pdf.render(edition(root, "map.svg"))
        assert_shows(on_paper(paper), {(0.5, 0.5): (255, 0, 0)})
        assert b"inks" not in load(root, "map.svg").data
        assert b"cmyk" not in load(root, "map.svg").data


def test_pictures_inside_drawings_are_cleaned_too(root: Path) -> None:
    """A photograph in a drawing loses its place and stands upright; a drawing in a drawing runs nothing."""
    jpeg = save(root, "turned.jpg", upright(sample()), quality=95, **turned())
    inner = (
        f'<svg {SVG} viewBox="0 0 4 4"><script>alert(1)</script><path fill="#1ea01e" d="M0 0h4v4H0z"/></svg>'
    )
    links = [("jpeg", jpeg), ("svg+xml", inner.encode())]
    shown = "".join(
        f'<image x="{40 * n}" width="40" height="20" preserveAspectRatio="none" '
        f'href="data:image/{kind};base64,{base64.b64encode(data).decode()}"/>'
        for n, (kind, data) in enumerate(links)
    )
    draw(root, shown, 'width="80" height="20"')
    inside = re.findall(rb"base64,([^\"]+)", load(root, "map.svg").data)
    assert not any(word in base64.b64decode(data) for data in inside for word in (b"SECRET", b"alert"))
    places = {(x / 2, y): colour for (x, y), colour in PLACES.items()} | {(0.75, 0.5): GREEN}
    made = edition(root, "map.svg")
    for image in (in_word(docx.render(made)), on_paper(pdf.render(made))):
        assert_shows(image, places)


def test_drawings_in_several_languages_speak_that_of_the_edition(root: Path) -> None:
    """Of a `switch` the edition's own words are taken, and where there are none what is for all."""
    words = "".join(
        f'<text y="15"{said}>{word}</text>'
        for said, word in (
            (' systemLanguage="fr, ca"', "Salle"),
            (' systemLanguage="de-AT"', "Saal"),
            ("", "Hall"),
        )
    )
    draw(root, f"<switch><foreignObject/>{words}</switch>")
    for tag, word in {"fr": "Salle", "ca": "Salle", "de": "Saal", "vi": "Hall"}.items():
        assert re.findall(rb">(\w+)</text>", load(root, "map.svg", tag).data) == [word.encode()]


def test_letters_that_no_font_has_are_told(root: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A drawing with a character that would print as an empty box says which, and where it stands."""
    draw(root, f'{BOX}<text y="15">\U0001fbfe</text>')
    with caplog.at_level(logging.WARNING, "publish"):
        docx.render(edition(root, "map.svg"))
    assert [record.getMessage() for record in caplog.records] == [
        "source/a.md:1: picture map.svg: no font has a character (U+1FBFE)"
    ]


def test_words_in_drawings_are_shaped(root: Path) -> None:
    """Arabic in a drawing joins and runs from right to left, in PDF and in the PNG for DOCX.

    The test fails when WeasyPrint draws words whole by itself, or in another way than we know.
    """
    letters = '<text x="5" y="15" font-size="16">{}</text>'
    joined = letters.format("\N{ARABIC LETTER SEEN}" * 3)
    apart = letters.format("\N{ZERO WIDTH NON-JOINER}".join("\N{ARABIC LETTER SEEN}" * 3))

    def ink(image: Image.Image) -> float:
        box = ImageChops.invert(image).getbbox()
        assert box
        return (box[2] - box[0]) / (box[3] - box[1])

    ratios = []
    for words in (joined, apart):
        draw(root, words, 'width="80" height="25"')
        made = edition(root, "map.svg")
        with svg.hooks():
            ratios.append((ink(in_word(docx.render(made))), ink(on_paper(pdf.render(made)))))
    assert ratios[0] == pytest.approx((ratios[0][0],) * 2, rel=0.1)
    assert ratios[0][0] != pytest.approx(ratios[1][0], rel=0.1)


# --- languages -----------------------------------------------------------------------------------------


def localised(root: Path, tag: str, *names: str, src: str = "images/map.png") -> str:
    """Return which of some pictures stands in an edition in the language of `tag` in place of `src`."""
    folder = root / "source" / "images"
    shutil.rmtree(folder, ignore_errors=True)
    for name in ("map.png", *names):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        if name.lower().endswith(".svg"):
            (folder / name).write_text(f'<svg {SVG} width="9" height="9">{BOX}</svg>')
        else:
            Image.new("RGB", (9, 9), "red").save(folder / name)
    return load(root, src, tag).path.relative_to(folder.resolve()).as_posix()


@pytest.mark.parametrize(
    ("tag", "names", "taken"),
    [
        ("fr", ("map.fr.png",), "map.fr.png"),
        ("fr", ("fr/map.png",), "fr/map.png"),
        ("fr", ("fr/map.png", "map.fr.png"), "map.fr.png"),
        ("fr", ("map.fr.svg",), "map.fr.svg"),
        ("fr", ("map.fr.svg", "map.fr.PNG"), "map.fr.PNG"),
        ("fr", ("map.FR.Png",), "map.FR.Png"),
        ("de", ("map.fr.png", "fr/map.png"), "map.png"),
        ("pt_BR", ("map.pt.png",), "map.pt.png"),
        ("pt_BR", ("map.pt.png", "map.pt-br.png"), "map.pt-br.png"),
        ("pt_BR", ("map.pt_BR.png", "map.pt.png"), "map.pt_BR.png"),
        ("pt_BR", ("map.pt_PT.png",), "map.png"),
        ("pt_BR", ("pt-BR/map.png", "map.pt.png"), "pt-BR/map.png"),
        ("zh-Hant-TW", ("map.zh-Hant.png", "map.zh.png"), "map.zh-Hant.png"),
        ("zh_Hant", ("map.zh.png",), "map.png"),
        ("zh_Hans", ("zh_Hans/map.png",), "zh_Hans/map.png"),
        ("zh_Hans", ("map.zh_CN.png",), "map.zh_CN.png"),
        ("zh_TW", ("map.zh-Hant.png",), "map.zh-Hant.png"),
        ("sr@latin", ("map.sr.png", "map.sr@latin.png"), "map.sr@latin.png"),
        ("sr@latin", ("map.sr.png",), "map.png"),
        ("fr", ("map.fr.txt.png", "mapfr.png", "map.x.png", "map..png"), "map.png"),
    ],
)
def test_a_picture_in_the_language_takes_the_place(
    root: Path, tag: str, names: tuple[str, ...], taken: str
) -> None:
    """`map.fr.svg` or `fr/map.svg` stands for `map.svg`; the nearest language wins, then the file beside."""
    assert localised(root, tag, *names) == taken


def test_both_formats_take_the_picture_of_their_language(root: Path) -> None:
    """The French edition shows the French picture, in PDF and in DOCX, and the German one the article's."""
    Image.new("RGB", (40, 20), BLUE).save(root / "source" / "map.png")
    draw(root, BOX, name="map.fr.svg")
    for tag, colour in {"fr": RED, "de": BLUE}.items():
        made = edition(root, "map.png", tag=tag)
        for shown in (on_paper(pdf.render(made)), in_word(docx.render(made))):
            assert_shows(shown, {(0.5, 0.5): colour})


def test_pictures_of_a_language_come_from_the_project_too(root: Path) -> None:
    """A link out of the project is refused under the name it has, also where only one language has it."""
    (root / "source" / "logo.fr.png").symlink_to(root.parent / "secret.png")
    Image.new("RGB", (9, 9)).save(root / "source" / "logo.png")
    assert load(root, "logo.png", "de").width == 9
    with pytest.raises(SourceError, match=r"outside the project: logo\.fr\.png"):
        load(root, "logo.png", "fr")
    with pytest.raises(SourceError, match="outside the project"):
        load(root, "../../secret.png", "fr")


# --- between builds ------------------------------------------------------------------------------------


def test_a_changed_picture_is_read_again(root: Path) -> None:
    """Saving a picture anew changes the next edition in the same process."""
    assert load(root, "../logo.png").width == 8
    Image.new("RGB", (16, 9)).save(root / "logo.png")
    assert load(root, "../logo.png").width == 16


def test_more_transparent_colours_than_there_are(root: Path) -> None:
    """A palette that programs read differently is written anew, or refused, but never left out."""
    out = io.BytesIO()
    image = Image.new("P", (30, 30))
    image.putpalette([200, 0, 0, 0, 0, 200])
    image.save(out, "PNG", transparency=bytes(255))
    data = out.getvalue()
    chunk = b"tRNS" + bytes([0] * 300)
    at = data.index(b"tRNS") - 4
    size = int.from_bytes(data[at : at + 4], "big")
    odd = len(chunk[4:]).to_bytes(4, "big") + chunk + zlib.crc32(chunk).to_bytes(4, "big")
    (root / "source" / "odd.png").write_bytes(data[:at] + odd + data[at + 12 + size :])
    made = pdf.render(edition(root, "odd.png"))
    assert len([*pypdfium2.PdfDocument(made)[0].get_objects(filter=[3])]) == 1


def test_what_weasyprint_cannot_read_is_an_error(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A picture that would be left out of the PDF is named with its line."""
    sample().save(root / "source" / "a.png")
    kept = raster.plain
    monkeypatch.setattr(raster, "plain", lambda *args: replace(kept(*args), data=b"\x89PNG\r\n\x1a\n no"))
    with pytest.raises(SourceError, match=r"picture cannot be decoded: a\.png"):
        pdf.render(edition(root, "a.png"))


def test_a_side_without_end_is_refused(root: Path) -> None:
    """Where each row costs memory, a picture of one column is a large one."""
    Image.new("1", (1, 70_000)).save(root / "source" / "long.png")
    assert "no side may have over 65535" in refused(root, "long.png").message
