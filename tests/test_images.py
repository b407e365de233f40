"""What pictures promise: they come from the project alone, and every program can show them."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from publish.errors import SourceError
from publish.writers import images


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Give a project with a folder of articles, and a secret outside it."""
    project = tmp_path / "project"
    (project / "source").mkdir(parents=True)
    Image.new("RGB", (8, 6), "red").save(tmp_path / "secret.png")
    Image.new("RGB", (8, 6), "red").save(project / "logo.png")
    return project


def load(root: Path, src: str) -> images.Picture:
    """Load what an article in the project calls `src`."""
    return images.load(src, folder=root / "source", root=root, source="source/a.md", line=7)


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


def test_rotated_photographs_stand_upright(root: Path) -> None:
    """A photograph turned by its EXIF data is turned for good: Word and PDF makers differ about it."""
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (40, 20)).save(root / "source" / "turned.jpg", exif=exif)
    picture = load(root, "turned.jpg")
    assert (picture.media_type, picture.width, picture.height) == ("image/jpeg", 20, 40)
    assert Image.open(io.BytesIO(picture.data)).getexif().get(0x0112, 1) == 1


def test_formats_that_word_cannot_show_become_png_or_rgb(root: Path) -> None:
    """WebP becomes PNG with its transparency, a CMYK photograph becomes an RGB one."""
    Image.new("RGBA", (5, 5), (255, 0, 0, 10)).save(root / "source" / "a.webp", lossless=True)
    picture = load(root, "a.webp")
    assert picture.media_type == "image/png"
    assert Image.open(io.BytesIO(picture.data)).mode == "RGBA"
    Image.new("CMYK", (5, 5)).save(root / "source" / "cmyk.jpg")
    picture = load(root, "cmyk.jpg")
    assert (picture.media_type, Image.open(io.BytesIO(picture.data)).mode) == ("image/jpeg", "RGB")


def test_drawings_are_parsed_without_entities(root: Path) -> None:
    """An SVG is kept as it is; one that includes a file by an entity shows nothing of it."""
    (root / "secret.txt").write_text("SECRET-WORDS")
    entity = f'<!DOCTYPE svg [<!ENTITY e SYSTEM "{(root / "secret.txt").as_uri()}">]>'
    drawing = f'{entity}<svg xmlns="http://www.w3.org/2000/svg"><text>&e;</text></svg>'
    (root / "source" / "map.svg").write_text(drawing)
    picture = load(root, "map.svg")
    assert (picture.media_type, picture.data) == ("image/svg+xml", drawing.encode())


def test_a_changed_picture_is_read_again(root: Path) -> None:
    """Saving a picture anew changes the next edition in the same process."""
    assert load(root, "../logo.png").width == 8
    Image.new("RGB", (16, 9)).save(root / "logo.png")
    assert load(root, "../logo.png").width == 16
