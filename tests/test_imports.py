"""What the order of rooms promises: each knows only those before it, so any can be read on its own."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import publish
from publish import errors

ROOT = Path(publish.__file__).parent
ROOMS = (
    *(
        "errors",
        "model",
        "files",
        "garbage",
        "store",
        "locks",
        "languages",
        "phrases",
        "message",
        "sentences",
        "units",
        "checks",
        "align",
        "project",
        "po",
    ),
    *("catalog", "merge", "memory", "readers", "theme", "writers", "pipeline", "cli", "__main__"),
)
MODULES = sorted(ROOT.rglob("*.py"))


def room_of(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def imported(path: Path) -> Iterator[tuple[int, str]]:
    """Give the line and the room of every import from `publish`, those inside functions too."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        match node:
            case ast.Import(names=names):
                wanted = [name.name for name in names]
            case ast.ImportFrom(level=0, module="publish", names=names):
                wanted = [f"publish.{name.name}" for name in names]
            case ast.ImportFrom(level=level, module=module):
                assert level == 0, f"{path}:{node.lineno}: a relative import hides its room"
                wanted = [module or ""]
            case _:
                continue
        for name in wanted:
            top, _, rest = name.partition(".")
            if top == "publish" and rest != "__version__":
                yield node.lineno, rest.partition(".")[0]


def test_every_room_has_a_place() -> None:
    """A new room is put into the order before it is used, and one that is gone leaves it."""
    rooms = {room_of(path) for path in MODULES} - {"__init__"}
    assert rooms == set(ROOMS)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_module_imports_only_from_rooms_before_its_own(path: Path) -> None:
    """Nothing leans on what stands above it: a writer never asks the command line."""
    room = room_of(path)
    # The package itself only names what it offers, and imports it when asked.
    before = ROOMS if room == "__init__" else ROOMS[: ROOMS.index(room) + 1]
    wrong = [f"line {line}: {name}" for line, name in imported(path) if name not in before]
    assert not wrong


def test_every_error_says_what_to_do_next() -> None:
    """Whatever goes wrong, the second line of what is printed is a way on."""
    kinds = {name for name in vars(errors) if name.endswith("Error")}
    mute = [
        f"{path}:{node.lineno}"
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in kinds
        if not any(keyword.arg == "hint" for keyword in node.keywords)
    ]
    assert mute == []
