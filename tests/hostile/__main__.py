"""Write the projects, each in a folder of its own."""

from __future__ import annotations

import sys
from pathlib import Path

from hostile import CASES
from hostile.cases import make


def main(folder: Path) -> None:
    """Write them all into a new folder."""
    outside = folder / "outside"
    outside.mkdir(parents=True)
    for number, (name, case) in enumerate(CASES.items()):
        root = folder / f"{number:03}"
        root.mkdir()
        (root / "README").write_text(f"{name}\n", "utf-8", "surrogateescape")
        make(root, case, outside)


main(Path(sys.argv[1]))
