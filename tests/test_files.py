"""What `publish.files` promises: the old file or the new one, nothing between and nothing left over."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from publish import files
from publish.errors import CatalogError, PublishError


def left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_new_file_gets_its_folders(tmp_path: Path) -> None:
    """A catalog in a language nobody had before needs no folder made by hand."""
    path = tmp_path / "locales" / "fr" / "a.po"
    assert files.write(path, b"x\n") is True
    assert path.read_bytes() == b"x\n"
    assert left_in(path.parent) == ["a.po"]


def test_a_new_file_can_be_read_as_any_other(tmp_path: Path) -> None:
    """A new file has the permissions that the user's umask gives, not those of a temporary file."""
    (tmp_path / "plain").write_bytes(b"")
    files.write(tmp_path / "ours", b"x")
    assert (tmp_path / "ours").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_same_content_is_not_touched(tmp_path: Path) -> None:
    """A file that already says so keeps its time, so that make and git see nothing."""
    path = tmp_path / "a"
    path.write_bytes(b"x")
    os.utime(path, ns=(1, 1))
    assert files.write(path, b"x") is False
    assert path.stat().st_mtime_ns == 1
    assert files.write(path, b"y") is True
    assert path.read_bytes() == b"y"


def test_permissions_are_kept(tmp_path: Path) -> None:
    """A file shared with a group stays shared."""
    path = tmp_path / "a"
    path.write_bytes(b"x")
    path.chmod(0o664)
    files.write(path, b"y")
    assert path.stat().st_mode & 0o777 == 0o664


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    """Writing through a symbolic link changes the file it leads to."""
    (tmp_path / "real").mkdir()
    target = tmp_path / "real" / "a"
    target.write_bytes(b"x")
    link = tmp_path / "link"
    link.symlink_to(target)
    files.write(link, b"y")
    assert link.is_symlink()
    assert target.read_bytes() == b"y"
    assert left_in(tmp_path / "real") == ["a"]


def test_a_folder_in_the_way_is_one_clear_line(tmp_path: Path) -> None:
    """Writing onto a folder, or below a file, says so and changes nothing."""
    (tmp_path / "a").mkdir()
    with pytest.raises(CatalogError, match=r"a: cannot be written: it is a folder\n"):
        files.write(tmp_path / "a", b"x", error=CatalogError)
    (tmp_path / "b").write_bytes(b"")
    with pytest.raises(PublishError, match="a file stands where its folder should be"):
        files.write(tmp_path / "b" / "c", b"x")
    assert left_in(tmp_path) == ["a", "b"]


def test_a_circle_of_links_is_one_clear_line(tmp_path: Path) -> None:
    """Links that lead to each other are an error with the path, not a traceback."""
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    with pytest.raises(PublishError, match="cannot be written"):
        files.write(tmp_path / "a", b"x")


def test_write_protection_is_respected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that somebody made read-only is not replaced behind their back."""
    path = tmp_path / "a"
    path.write_bytes(b"x")
    # The suite may run as root, to whom nothing is forbidden.
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(PublishError, match="no permission") as caught:
        files.write(path, b"y")
    assert caught.value.hint
    assert path.read_bytes() == b"x"


@pytest.mark.parametrize("failing", ["fsync", "replace"])
@pytest.mark.parametrize("existing", [True, False])
def test_a_full_disk_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str, existing: bool
) -> None:
    """Failing at the last step leaves what was there before and no temporary file."""
    path = tmp_path / "a"
    if existing:
        path.write_bytes(b"x")

    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os if failing == "fsync" else Path, failing, fail)
    with pytest.raises(PublishError, match="a: cannot be written: no space left on device"):
        files.write(path, b"y")
    assert left_in(tmp_path) == (["a"] if existing else [])
    assert not existing or path.read_bytes() == b"x"


def test_an_interrupt_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Control-C at the worst moment leaves what was there before and no temporary file."""
    path = tmp_path / "a"
    path.write_bytes(b"x")

    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        files.write(path, b"y")
    assert left_in(tmp_path) == ["a"]
    assert path.read_bytes() == b"x"
