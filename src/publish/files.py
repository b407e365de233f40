"""Bytes in, a file on the disk out: whole, or as it was, whatever interrupts."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import secrets
import stat
from datetime import UTC, datetime
from pathlib import Path

from publish.errors import ConfigError, PublishError, visible

__all__ = [
    "abandon",
    "contents",
    "decoded",
    "remove",
    "source_date",
    "stamp",
    "sweep",
    "text_of",
    "throwaway",
    "write",
]

MOST = 500_000_000
"""Bytes of the largest file that is read at all."""
_READ = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
"""Not waiting for somebody to write into a pipe; nothing translated at the ends of lines."""
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)


def text_of(name: str) -> str:
    r"""Return a file's name as text that can be written into one line of a file or of a terminal.

    What is not valid UTF-8 in it becomes `?`, and what steers terminals `\u001b`.
    """
    return visible(name.encode("utf-8", "replace").decode())


def contents(path: Path | str, most: int = MOST, *, follow: bool = True) -> bytes:
    """Return what is in a file of `most` bytes or less.

    Raises OSError where it is larger, and where it is no file: a pipe would be waited for, a device read for
    ever. Without `follow` that is so for symbolic links, too.
    """
    # Not `Path.read_bytes`: an archive has ten thousand files, and this takes half the time.
    if not follow and not _NO_LINK:
        raise OSError(errno.ENOTSUP, "Links cannot be told from files")
    handle = os.open(path, _READ if follow else _READ | _NO_LINK)
    try:
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode) and not stat.S_ISDIR(found.st_mode):
            raise OSError(errno.EINVAL, "Neither a file nor a folder")
        if found.st_size > most:
            raise OSError(errno.EFBIG, f"Larger than {most // 1_000_000} MB")
        parts = []
        while part := os.read(handle, found.st_size + 1):  # at its end, or cut short by the system
            parts.append(part)
    finally:
        os.close(handle)
    return b"".join(parts)


def decoded(data: bytes, path: Path, *, error: type[PublishError], hint: str) -> str:
    """Return UTF-8 as text; what is not raises `error` with the line, and `hint` as what to do."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as wrong:
        line = data[: wrong.start].count(b"\n") + 1
        raise error("not valid UTF-8", path=path, line=line, hint=hint) from None


def source_date() -> datetime | None:
    """Return the time that a reproducible build is to write into files, or None where none is set.

    See https://reproducible-builds.org/specs/source-date-epoch/. Raises ConfigError where it is no number.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return None
    try:
        return datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError):
        hint = "Set it to seconds since 1970, as 'git log -1 --format=%ct' gives them, or unset it."
        raise ConfigError(f"SOURCE_DATE_EPOCH is no time: {epoch!r}", hint=hint) from None


def write(path: Path, data: bytes, *, error: type[PublishError] = PublishError) -> bool:
    """Put data into a file, by way of a temporary file beside it that is renamed.

    Folders that are missing are made. A file that exists keeps its permissions; a symbolic link stays one
    and the file it leads to is written.

    Args:
        path: the file.
        data: all that is to stand in it.
        error: what is raised where that cannot be.

    Returns:
        False where the file already held the same bytes; it is then not touched.

    Raises:
        PublishError: or the subclass given, for any refusal of the system, with the path as it was given.
    """
    try:
        target = path.resolve()
        mode = _mode(target)
        if mode is not None and target.read_bytes() == data:
            return False
        target.parent.mkdir(parents=True, exist_ok=True)
        _replace(target, data, mode)
    except (OSError, RuntimeError) as refusal:  # RuntimeError: a circle of links, before Python 3.13
        what, hint = _explain(refusal, path)
        raise error(f"cannot be written: {what}", path=path, hint=hint) from refusal
    return True


def stamp(path: Path) -> tuple[int, int]:
    """Return when a file was saved, nanoseconds since 1970, and its bytes: others after each save.

    Raises OSError.
    """
    found = path.stat()
    return found.st_mtime_ns, found.st_size


def known_stamp(path: Path) -> tuple[int, int] | None:
    """Return what `stamp` does, None where there is no file or it cannot be asked."""
    try:
        return stamp(path)
    except OSError:
        return None


def size(path: Path) -> int | None:
    """Return how many bytes a file has, None where there is none or it cannot be asked."""
    try:
        return path.stat().st_size
    except OSError:
        return None


def throwaway(folder: Path) -> None:
    """Make a folder of a project for what can be made anew at any time, which git leaves out.

    Raises PublishError.
    """
    write(folder / ".gitignore", b"# Indexes and records; made anew at any time.\n*\n")


def remove(path: Path, *, error: type[PublishError] = PublishError) -> None:
    """Remove a file; raises PublishError, or the subclass given, where the system refuses."""
    try:
        path.unlink()
    except OSError as refusal:
        what, hint = _explain(refusal, path)
        raise error(f"cannot be removed: {what}", path=path, hint=hint) from refusal


def _mode(target: Path) -> int | None:
    """Return a file's permissions, None where there is no file; raise where it may not be replaced."""
    try:
        found = target.stat().st_mode
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(found):
        raise IsADirectoryError
    if not stat.S_ISREG(found):
        raise OSError(errno.EINVAL, "Neither a file nor a folder")
    if not os.access(target, os.W_OK):
        # Renaming would get round the write protection that somebody set on purpose.
        raise PermissionError("the file is write-protected")
    return stat.S_IMODE(found)


def sweep(root: Path) -> None:
    """Remove what a run that was killed has left under temporary names, in a folder and all below it."""
    for base, folders, names in os.walk(root):
        folders[:] = [name for name in folders if name != ".git"]
        for name in filter(_TEMPORARY.fullmatch, names):
            # One in a folder that is not ours to write in does no harm.
            with contextlib.suppress(OSError):
                Path(base, name).unlink()


_TEMPORARY = re.compile(r"\..+\.[0-9a-f]{8}\.tmp", re.DOTALL)
_unfinished: set[Path] = set()
"""Files under their temporary names."""


def abandon() -> None:
    """Remove what is being written, before the process ends in the midst of it."""
    for temporary in _unfinished:
        temporary.unlink(missing_ok=True)


def _replace(target: Path, data: bytes, mode: int | None) -> None:
    # Names have 255 bytes at most, which are 85 Chinese characters.
    kept = os.fsdecode(os.fsencode(target.name)[:200])
    temporary = target.with_name(f".{kept}.{secrets.token_hex(4)}.tmp")
    _unfinished.add(temporary)
    try:
        with temporary.open("xb") as file:
            if mode is not None:
                temporary.chmod(mode)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(target)
    except BaseException:  # an interrupt, too, leaves nothing behind
        temporary.unlink(missing_ok=True)
        raise
    finally:
        _unfinished.discard(temporary)


def _explain(refusal: OSError | RuntimeError, path: Path) -> tuple[str, str]:
    """Say what the system refused and what to do about it."""
    match refusal:
        case PermissionError():
            return "no permission", f"Give yourself the right to write {path} and its folder."
        case IsADirectoryError():
            return "it is a folder", "Name a file, or move the folder away."
        case NotADirectoryError() | FileExistsError():
            return "a file stands where its folder should be", "Move that file away."
        case OSError(strerror=str(reason)):
            return reason[0].lower() + reason[
                1:
            ], "Check the disk: its free space and whether it can be written to."
        case _:
            return "its symbolic links lead in a circle", "Mend the links."
