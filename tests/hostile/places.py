"""Names, links and pipes, and what is large."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator

from hostile.cases import ARTICLE, OUT, Case, Link, Pipe

NAMES = {
    "terminal": "a\x1b]0;title\x07\x08\r",
    "terminal of one byte": "a\x9b31m",
    "new line": "a\nb.md:1: spoof",
    "backwards": "a\u202egnp",
    "separators": "a \u2028\u2068b\u2069",
    "not UTF-8": os.fsdecode(b"a\xff"),
}
LINKS = {
    "an article": ("source/b.md", "a.md"),
    "an article in plain text": ("source/b.txt", "a.txt"),
    "all articles": ("source", "folder"),
    "the file beside an article": ("source/a.yaml", "a.yaml"),
    "a catalog": ("locales/fr/LC_MESSAGES/a.po", "a.po"),
    "a catalog that is not there yet": ("locales/fr/LC_MESSAGES/a.po", "new.po"),
    "a template": ("locales/a.pot", "new.pot"),
    "a language": ("locales/fr", "folder"),
    "all catalogs": ("locales", "folder"),
    "all editions": ("output", "folder"),
    "the editions of a language": ("output/fr", "folder"),
    "an edition": ("output/fr/a.docx", "victim.docx"),
    "the record": (".publish", "folder"),
    "a file of the record": (".publish/editions.sqlite3", "new.sqlite3"),
    "the look": ("theme", "folder"),
    "the style sheet": ("theme/edition.css", "edition.css"),
    "the Word document": ("theme/reference.docx", "a.md"),
    "the glossary": ("glossary.csv", "g.csv"),
}
PIPES = {
    "source/a.yaml": ["extract"],
    "glossary.csv": ["check"],
    "locales/a.pot": ["extract"],
    "locales/fr/LC_MESSAGES/a.po": ["status"],
    "theme/edition.css": ["build"],
    "theme/reference.docx": ["build"],
    "source/x.png": ["build"],
}
FILE_NAMES = {
    **{name: f"{file}.md" for name, file in NAMES.items()},
    "Windows' own": "con.md",
    "a stream": "a:b.md",
    "wild": "a*?.md",
    "an option": "--force.md",
    "a command": "$(touch x); `id`|&.md",
    "a hidden one": ".a.md",
    "quotes": "a'b\"c.md",
    "a format": "%s%n{0}.md",
    "a space at each end": " a .md",
    "a dot at the end": "a..md",
    "HTML": "<img src=x onerror=alert(1)>.md",
    "an entity": "&lt;.md",
    "a backslash": "..\\..\\a.md",
    "percent": "%2e%2e%2fa.md",
    "a query": "a?x#y.md",
    "both directions": "abא.md",
    "marks": "e\u0301\u0301.md",
    "an emoji": "👩‍👩‍👧.md",
    "every letter of ASCII": "".join(map(chr, range(33, 127))).replace("/", "") + ".md",
    "two endings": "a.md.md",
    "of three bytes each": "报" * 83 + ".md",
    "of 255 bytes": "a" * 252 + ".md",
    "only an ending": ".md",
    "capitals": "A.MD",
}


def cases() -> Iterator[tuple[str, Case]]:
    """Give them by name."""
    for name, file in FILE_NAMES.items():
        yield f"name: {name}", Case({"source/a.md": ARTICLE, f"source/{file}": ARTICLE})
    composed, apart = unicodedata.normalize("NFC", "é"), unicodedata.normalize("NFD", "é")
    for first, second in (("A", "a"), (composed, apart), ("B/x", "b/X")):
        yield (
            f"name: {first} and {second}",
            Case({f"source/{first}.md": ARTICLE, f"source/{second}.md": ARTICLE}),
        )
    for name, (path, target) in LINKS.items():
        text = {} if path == "source" else {"source/a.txt": "Harbour\n\nBoats.\n"}
        yield f"link: {name}", Case({**text, path: Link(f"{OUT}/{target}")}, language="fr")
    for path in ("glossary.csv", "m.tmx"):
        named = '[check]\nglossary = "glossary.csv"\n[catalogs]\nmemory = ["m.tmx"]\n'
        yield f"link: {path} to itself", Case({path: Link(path)}, more=named, language="fr")
    for path in PIPES:
        yield (
            f"pipe: {path}",
            Case({"source/a.txt": "Harbour\n", "source/b.md": "# T\n\n![x](x.png)\n", path: Pipe()}),
        )
