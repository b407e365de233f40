"""What is large, not tricky; what fills a thousand pages is not laid out in a PDF here."""

from __future__ import annotations

from collections.abc import Iterator

from hostile.cases import Case
from hostile.pictures import PNG

WORDS = "boats come home before the sun rises over town and nobody is awake "
LARGE = {
    "ten million letters in one line": "# T\n\n" + WORDS * (10_000_000 // len(WORDS)),
    "two hundred thousand paragraphs": ("# T\n\n" + "".join(f"{WORDS[:40]}{n}.\n\n" for n in range(200_000))),
    "ten thousand headings": "# T\n\n" + "".join(f"## H {n}\n\n" for n in range(10_000)),
    "ten thousand links": ("# T\n\n" + "".join(f"[l](https://example.org/{n}) " for n in range(10_000))),
    "three thousand notes": "# T\n\n" + "".join(f"a[^{n}]\n\n[^{n}]: b\n\n" for n in range(3000)),
    "one note, three thousand times": "# T\n\n" + "a[^1] " * 3000 + "\n\n[^1]: b\n",
    "a table of a hundred thousand cells": (
        "# T\n\n" + "|h" * 50 + "|\n" + "|-" * 50 + "|\n" + ("|c" * 50 + "|\n") * 2000
    ),
    "a target of a million letters": "# T\n\n[l](https://example.org/" + "x" * 1_000_000 + ")\n",
    "a picture, a thousand times": "# T\n\n" + "![x](x.png)\n\n" * 1000,
}


def cases() -> Iterator[tuple[str, Case]]:
    """Give them by name."""
    for name, large in LARGE.items():
        yield f"large: {name}", Case({"source/a.md": large, "source/x.png": PNG}, formats=("docx",))
