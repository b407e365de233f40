"""Hostile files: what is fed to the program, a small project round each.

    python tests/hostile.py FOLDER

writes them all into a folder, to try anything on by hand. `test_hostile.py` says what must come of some of
them, word by word; `test_corpus.py` runs all through `extract`, `check` and `build`.
"""

from __future__ import annotations

import gzip
import io
import os
import struct
import sys
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import docx
from docx.oxml import parse_xml
from PIL import Image

from publish.theme.docx.ooxml import NAMESPACES

SETTINGS = '[project]\nsource-language = "en"\nlanguages = ["fr"]\n'


ARTICLE = "# Harbour\n\nBoats come *home*.\n"


BAD_TEXTS: dict[str, tuple[str | bytes, str]] = {
    "UTF-16 without a mark": ("Titel\n\nđã".encode("utf-16-le"), r"a\.md:3: not valid UTF-8 at byte 16"),
    "the same in English": ("Title".encode("utf-16-le"), r"a\.md:1: control character U\+0000"),
    "UTF-16, cut off": ("Title\n".encode("utf-16")[:-1], r"a\.md:\d: not valid UTF-16 at byte 12"),
    "half a surrogate": (b"\xff\xfea\0\n\0\0\xd8b\0", r"a\.md:2: not valid UTF-16 at byte 6"),
    "UTF-32": ("Title".encode("utf-32"), r"a\.md:1: control character U\+0000"),
    "a legacy charset": ("# T\n\nd\xe9j\xe0\n".encode("cp1252"), r"a\.md:3: not valid UTF-8 at byte 6"),
    "a surrogate in UTF-8": (b"# T\n\nabc\xed\xa0\x80\n", r"a\.md:3: not valid UTF-8 at byte 8"),
    "NUL": ("# T\n\na\0b\n", r"a\.md:3: control character U\+0000"),
    "an escape": ("# T\n\na\x1b[31mb\n", r"a\.md:3: control character U\+001B"),
    "an escape of one byte": ("# T\n\na\x9b31mb\n", r"a\.md:3: control character U\+009B"),
    "nothing": ("", r"a\.md: nothing to publish"),
    "10,000 quotations": ("> " * 10_000 + "x\n", r"a\.md:1: more than 100 blocks inside each other"),
    "10,000 lists": ("- " * 10_000 + "x\n", r"a\.md:1: more than 100 blocks inside each other"),
    "10,000 elements": ("<div>" * 10_000 + "x\n", r"a\.md:1: more than 100 blocks inside each other"),
    "cells that spread": (
        "<table><tr>" + "<td colspan=1000>x</td>" * 1000 + "</tr></table>\n",
        r"a\.md:1: a table of more than 1000 columns",
    ),
    "rows that are filled up": (
        "<table><tr><td colspan=1000>x</td></tr>" + "<tr><td>y</td></tr>" * 2000 + "</table>\n",
        r"a\.md:1: a table of more than .* 1,000,000 cells",
    ),
    "a language that is none": ("Hello <span lang='klingonx'>x</span>\n", r"a\.md:1: unknown language"),
}


GOOD_TEXTS: dict[str, str | bytes] = {
    "UTF-16 with a mark": "# Title\n\nđã có\n".encode("utf-16"),
    "UTF-16 the other way": b"\xfe\xff" + "# Title\n\nđã có\n".encode("utf-16-be"),
    "line ends of old and of Unicode": "# Title\r\rđã\u2028có\r".encode(),
    "100 emphases in each other": ("# T\n\n" + "*a **b " * 50 + "** c*" * 50).encode(),
    "brackets": b"# T\n\n" + b"[" * 10_000 + b"a" + b"]" * 10_000,
    "references that are control characters": b"# T\n\na&#27;[31mb &#0; &#x9b;\n",
}


BOMB = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 10))


FRONT = {
    "aliases": (BOMB, "front matter too large"),
    "an alias of itself": ("a: &a [*a]", "front matter too large"),
    "40,000 aliases": (f"x: &a y\nz: [{'*a, ' * 40_000}]", "too many values"),
    "depth": (f"title: {'[' * 2000}", "nested too deep"),
    "a program": ("title: x\nx: !!python/name:os.system ''", "could not determine a constructor"),
    "bytes": ("x: !!binary aGVsbG8=", "a kind that no edition can use"),
    "a date that is none": ("x: !!timestamp tomorrow", "is no timestamp"),
    "a number without end": (f"lang: 0x{'F' * 6000}", "a number too large"),
    "a number in base 60": (f"x: 1{':1' * 100_000}", "a number too large"),
    "an escape": (r'title: "a\x1b[31mb"', r"control character U\+001B"),
    "an escape in a key": (r'"a\x07": b', r"control character U\+0007"),
}


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


CONFIGURED = {
    "a glossary by its path": '[check]\nglossary = "@/g.csv"\n',
    "a glossary above": '[check]\nglossary = "../outside/g.csv"\n',
    "a memory by its path": '[catalogs]\nmemory = ["@/m.tmx"]\n',
    "a memory above": '[catalogs]\nmemory = ["source/../../outside/m.tmx"]\n',
    "a compendium": '[catalogs]\nmemory = ["../outside/a.po"]\n',
}


BAD_SETTINGS = {
    "depth": ("x = " + "[" * 20_000, "nested too deep"),
    "a key of many parts": (".".join(["a"] * 20_000) + " = 1", "a key of more than twenty parts"),
    "a number without end": ("[theme]\nsize = " + "9" * 5000, "not valid TOML"),
    "another": ("[catalogs]\nminimum = 0x" + "9" * 5000, r":5: catalogs\.minimum: too large"),
    "NUL": ('[check]\nglossary = "a\\u0000b"', r":5: check\.glossary: control character U\+0000"),
    "an escape": ('[check]\nglossary = "\\u001b[31m"', r":5: check\.glossary: control character U\+001B"),
    "an escape in a key": ('"x\\u001b" = 1', "unknown key"),
    "a path as a language": ('[check]\ndisable = ["../x:quotes"]', "unknown language"),
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


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(width: int, height: int, *more: bytes) -> bytes:
    """Return a PNG that says it is so large."""
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    end = chunk(b"IDAT", zlib.compress(b"\0" * 10)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + b"".join(more) + end


GIF = (
    b"GIF89a\1\0\1\0\x80\0\0\0\0\0\xff\xff\xff"
    + b"!\xf9\4\0\0\0\0\0,\0\0\0\0\1\0\1\0\0\2\2D\1\0" * 10_000
    + b";"
)


def svg(inside: str) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="90" height="90">{inside}</svg>'


def nested(element: str, attribute: str) -> str:
    """Return elements that each refer twice to the one before."""
    return "".join(
        f'<{element} id="x{n}"><rect width="9" height="9" {attribute}="url(#x{n - 1})"/>'
        f'<rect width="9" height="9" {attribute}="url(#x{n - 1})"/></{element}>'
        for n in range(30)
    )


def _used(number: int) -> str:
    return f'<use href="#a{number}"/>' * 10


ENTITIES = '<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(12)
)


BAD_PICTURES: dict[str, tuple[str, str | bytes, str]] = {
    "10⁹ pixels": ("x.png", png(40_000, 25_000), "pixel"),
    "10¹⁸ pixels": ("x.png", png(2**31 - 1, 2**31 - 1), "pixel"),
    "text that unfolds": (
        "x.png",
        png(1, 1, chunk(b"zTXt", b"a\0\0" + zlib.compress(b"x" * 10**7))),
        "too large",
    ),
    "no picture": ("x.png", "hello", "it is none of PNG"),
    "nothing": ("x.png", b"", "it is none of PNG"),
    "a program for printers": ("x.jpg", "%!PS-Adobe-3.0 EPSF-3.0\n", "it is none of PNG"),
    "a web page": ("x.jpg", "<html><script>alert(1)</script></html>", "it is none of PNG"),
    "a drawing by another name": ("x.png", svg("<rect width='9' height='9'/>"), "it is none of PNG"),
    "entities": ("x.svg", f"{ENTITIES}]>{svg('<text>&m;</text>')}", "amplification"),
    "entities in an attribute": ("x.svg", f"{ENTITIES}]>" + svg("<g class='&m;'/>"), "amplification"),
    "depth": ("x.svg", svg("<g>" * 10_000 + "</g>" * 10_000), "depth"),
    "uses of uses": (
        "x.svg",
        svg(
            '<rect id="a0" width="9" height="9"/>'
            + "".join(f'<g id="a{n}">{_used(n - 1)}</g>' for n in range(1, 10))
        ),
        "more than 100,000 shapes",
    ),
    "a use of itself": ("x.svg", svg('<g id="a"><use href="#a"/></g>'), "draws itself"),
    "clips in clips": (
        "x.svg",
        svg(nested("clipPath", "clip-path") + '<path d="M0 0" clip-path="url(#x29)"/>'),
        "shapes",
    ),
    "masks in masks": (
        "x.svg",
        svg(nested("mask", "mask") + '<path d="M0 0" style="mask:url(#x29)"/>'),
        "shapes",
    ),
    "masks by a style sheet": (
        "x.svg",
        svg(f'{nested("mask", "mask")}<style>.m{{mask:url(#x29)}}</style><g class="m"/>'),
        "shapes",
    ),
    "markers on markers": (
        "x.svg",
        svg(
            "".join(
                f'<marker id="m{n}"><path d="M0 0{"L9 9" * 9}" marker-mid="url(#m{n - 1})"/></marker>'
                for n in range(9)
            )
            + '<path d="M0 0L1 1" marker-end="url(#m8)"/>'
        ),
        "shapes",
    ),
    "100,001 elements": ("x.svg", svg("<g/>" * 100_001), "shapes"),
    "a gradient without end": (
        "x.svg",
        svg(
            '<linearGradient id="g" x2="0.0000001" spreadMethod="repeat"><stop/><stop offset="1"/>'
            '</linearGradient><rect width="1e-9" height="1e-9" fill="url(#g)"/>'
        ),
        "shows nothing",
    ),
}


ELSEWHERE = [
    "../../outside/x.png",
    "@/x.png",
    "..%2f..%2foutside/x.png",
    "file:///etc/hostname",
    "file:x.png",
    "http://example.org/x.png",
    "//example.org/x.png",
    "\\\\\\\\host\\share\\x.png",
    "%5c%5chost/share/x.png",
    "data:image/png;base64,AAAA",
]


INJECTED = (
    "<script>alert(1)</script> x",
    "[x](javascript:alert(1))",
    "[x](java&#10;script:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "<a href='JaVaScript:alert(1)'>x</a>",
    "[x](vbscript:x) [x](data:text/html,x)",
    "[x](file:///etc/passwd) <file:///etc/passwd>",
    "[x](//host/share) [x](/etc/passwd) [x](\\\\\\\\host\\share) [x](%5c%5chost)",
    "[x](smb://host/x) [x](ms-word:ofe|u|http://example.org)",
    "<iframe src=http://example.org></iframe> <object data=x>y</object> <embed src=x>",
    "<svg onload=alert(1)>x</svg> <b onclick=alert(1)>x</b>",
    "<style>*{display:none}</style> <meta http-equiv=refresh content=0> <base href=http://example.org/>",
    "<link rel=attachment href=file:///etc/hostname> x",
    "</p></article></body></html> x ]]> <![CDATA[x]]>",
    "&lt;script&gt;alert(1)&lt;/script&gt; &#0; &#27; &#xFFFE; &#xD800;",
    "x[^nowhere] [^1]",
    "<span lang='klingonx'>x</span> <span lang='\"><script>'>y</span>",
    '{ INCLUDETEXT "c:\\\\x" } <w:instrText>DDE</w:instrText>',
    "<form action=x><input name=y></form> <span style='background:url(http://example.org)'>x</span>",
)


HEADERS = {
    "a field that loads": '<w:r><w:instrText>INCLUDEPICTURE "http://example.org/x.png"</w:instrText></w:r>',
    "a field in pieces": "<w:r><w:instrText> DD</w:instrText><w:instrText>E x y</w:instrText></w:r>",
    "a simple field": '<w:fldSimple w:instr="INCLUDETEXT c:/x"><w:r><w:t>x</w:t></w:r></w:fldSimple>',
    "a link to a disk": '<w:r><w:instrText>HYPERLINK "file:///c:/x"</w:instrText></w:r>',
    "a picture of VML": '<w:r><w:pict><v:imagedata src="http://example.org/x.png"/></w:pict></w:r>',
}


def office(header: str = "", style: str = "") -> bytes:
    """Return an office's Word document with something in its header or its styles."""
    document = docx.Document()
    spaces = f'xmlns:w="{NAMESPACES["w"]}" xmlns:v="urn:schemas-microsoft-com:vml"'
    document.sections[0].header._element.append(parse_xml(f"<w:p {spaces}>{header}</w:p>"))
    if style:
        document.styles.element.append(parse_xml(f"<w:style {spaces} {style}</w:style>"))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


# --- the corpus --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the file system."""

    target: str


@dataclass(frozen=True, slots=True)
class Pipe:
    """A named pipe, which gives nothing and waits."""


SECRET = "a-secret-of-this-machine"
OUTSIDE = (
    *("a.md", "a.txt", "a.yaml", "a.po", "g.csv", "edition.css", "m.tmx", "x.png", "folder/a.md"),
    "victim.docx",
)
"""Files of a folder outside, each of which holds nothing but the secret."""
Content = str | bytes | Link | Pipe


@dataclass(frozen=True, slots=True)
class Case:
    """A project with a file nobody should have sent."""

    files: Mapping[str, Content]
    """By path from the project's folder; `@` in words stands for a folder outside."""
    more: str = ""
    """Settings behind the first ones."""
    language: str = "en"
    """Of the editions it shows in."""
    formats: tuple[str, ...] = ("docx", "pdf")
    """Editions that are made of it; what fills a thousand pages is not laid out in a PDF here."""


def make(root: Path, case: Case, outside: Path) -> Path:
    """Make the project of a case."""
    files = {"source/a.md": ARTICLE, **case.files} if not _has_article(case) else case.files
    for name, content in {"publish.toml": SETTINGS + case.more, **files}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        match content:
            case Link(target):
                path.symlink_to(target.replace("@", str(outside)))
            case Pipe():
                os.mkfifo(path)
            case str():
                path.write_bytes(content.replace("@OUTSIDE@", str(outside)).encode("utf-8", "surrogatepass"))
            case bytes():
                path.write_bytes(content)
    return root


def _has_article(case: Case) -> bool:
    return any(
        name == "source" or (name.startswith("source/a.") and name.endswith((".md", ".txt")))
        for name in case.files
    )


def _article(text: str | bytes, name: str = "a.md") -> Case:
    return Case({f"source/{name}": text})


LEGACY = {
    "cp1252": "Déjà vu",
    "iso8859-1": "Ærø",
    "iso8859-2": "Łódź",
    "koi8-r": "Рыба",
    "cp1251": "Рыба",
    "cp866": "Рыба",
    "shift_jis": "魚市場",
    "euc-jp": "魚市場",
    "iso2022-jp": "魚市場",
    "gb18030": "鱼市场",
    "big5": "魚市場",
    "euc-kr": "어시장",
    "cp1255": "דגים",
    "cp1256": "أسماك",
    "cp1258": "Cá",
    "cp874": "ปลา",
    "mac-roman": "Déjà",
    "cp037": "Fish",
    "utf-7": "Cá về",
    "utf-32": "Cá về",
    "utf-16-be": "Cá về",
    "utf-16-le": "Cá về",
}
STRANGE: dict[str, str | bytes] = {
    "nothing but a mark": "\ufeff",
    "a mark in the middle": "# T\n\nboats\ufeffcome\n",
    "two marks": "\ufeff\ufeff# T\n\nboats\n",
    "ten thousand marks on a letter": "# T\n\na" + "\u0301" * 10_000 + "\n",
    "marks without a letter": "# T\n\n" + "\u0301\u0323\u20dd" * 300 + "\n",
    "invisible letters": "# T\n\n" + "\u200b\u200c\u200d\u2060\ufeff\u00ad" * 300 + "\n",
    "nothing to see": "# \u200b\n\n\u2060\n",
    "tags": "# T\n\nflag \U0001f3f4\U000e0067\U000e0062\U000e007f and \U000e0001text\n",
    "no characters": "# T\n\na\ufffeb\uffffc\U0001ffffd\n",
    "private use": "# T\n\n\ue000\uf8ff\U000f0000\U0010fffd\n",
    "the last plane": "# T\n\n\U0010ffff\n",
    "variation selectors": "# T\n\n" + "葛\U000e0100" * 50 + "\ufe0f" * 500 + "\n",
    "emoji joined without end": "# T\n\n" + "\U0001f468\u200d" * 2000 + "\n",
    "jamo without end": "# T\n\n" + "\u1100" * 2000 + "\u1161" * 2000 + "\n",
    "letters that grow": "# ﷺ\n\n" + "ﷺ" * 2000 + "\n",
    "capitals that grow": "# T\n\nŉ ΐ ß İ ǰ ﬃ " * 50 + "\n",
    "both directions, a thousand times": "# T\n\n" + "aא1 " * 1000 + "\n",
    "mirrored brackets": "# T\n\n" + "א(" * 500 + "b)" * 500 + "\n",
    "separators of lines": "# T\n\na\u2028b\u2029c\u0085d\x0be\x0cf\n",
    "a tab in everything": "#\tT\n\n\ta\tb\n\n-\tc\n\n|\ta\t|\n|\t-\t|\n",
    "form feeds": "\x0c# T\n\n\x0ca\x0c\n",
    "no end of the last line": "# T\n\nboats",
    "old line ends": "# T\r\rboats\r",
    "mixed line ends": "# T\r\n\nboats\rcome\r\n",
    "spaces of every kind": "# T\n\n"
    + "".join(f"a{chr(c)}b" for c in (0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000))
    + "\n",
    "objects": "# T\n\n\ufffc\ufffd\ufff9a\ufffab\ufffb\n",
    "a title of ten thousand letters": "# " + "boats come home " * 625 + "\n\nText.\n",
    "a title of signs": "# *`[](){}<>\\\n\nText.\n",
    "only a title": "# T\n",
    "only a picture that is not there": "![x](x.png)\n",
    "only a rule": "---\n",
    "only a comment": "<!-- x -->\n",
    "rules without end": "# T\n\n" + "---\n\n" * 500,
    "empty headings": "# T\n\n" + "##\n\n" * 200,
    "empty items": "# T\n\n" + "-\n" * 200,
    "empty quotations": "# T\n\n" + ">\n\n" * 200,
    "an empty table": "# T\n\n|||\n|-|-|\n|||\n",
    "an empty table of HTML": "# T\n\n<table></table>\n\n<table><tr></tr></table>\n",
}
BEGUN = {
    "comment": "<!-- ",
    "section": "<![CDATA[",
    "instruction": "<?x ",
    "declaration": "<!DOCTYPE x [",
    "element": "<div ",
    "attribute": '<a href="',
    "code": "`" * 3 + "\n",
    "code in a line": "`",
    "many ticks": "`" * 5000,
    "link": "[x](",
    "picture": "![x](",
    "reference": "[x][",
    "note": "[^x]: ",
    "emphasis": "*" * 5000,
    "strong": "_" * 5000,
    "strike": "~" * 5000,
    "angle": "<" * 5000,
    "front matter": "---\ntitle: x\n",
    "quotation": "“" * 5000,
    "entity": "&" * 5000,
    "escape": "\\" * 5001,
    "autolink": "<http://",
    "table": "|a|b|\n|-|-|\n" + "|" * 5000,
    "setext": "x\n" + "=" * 5000,
    "script": "<script>",
    "style": "<style>",
    "title": "<title>",
    "plaintext": "<plaintext>",
    "textarea": "<textarea>",
    "select": "<select><option>",
}
NESTED = {
    "quotations": (50, "> ", "x", ""),
    "lists": (50, "- ", "x", ""),
    "numbers": (50, "1. ", "x", ""),
    "stars and quotations": (40, "* > ", "x", ""),
    "emphasis": (3000, "*a ", "x", "*"),
    "brackets": (3000, "[", "x", "]"),
    "pictures": (3000, "![", "x", "](y.png)"),
    "links": (3000, "[", "x", "](https://example.org/)"),
    "parentheses": (3000, "[x](", "y", ")"),
    "elements": (90, "<div>", "x", "</div>"),
    "elements in a line": (3000, "a <b>", "x", "</b>"),
    "languages": (1000, "a <span lang='fr'>", "x", "</span>"),
    "directions": (1000, "a <span dir='rtl'>", "x", "</span>"),
    "tables": (20, "<table><tr><td>", "x", "</td></tr></table>"),
    "quoted elements": (90, "<blockquote>", "x", "</blockquote>"),
    "listed elements": (45, "<ul><li>", "x", "</li></ul>"),
    "figures": (45, "<figure>", "x", "</figure>"),
    "details": (45, "<details>", "x", "</details>"),
    "notes": (1, "a[^1]\n\n[^1]: b[^1] ", "x", "\n"),
    "raised": (1000, "a <sup>", "x", "</sup>"),
    "marks that cross": (1000, "*a **b ", "x", "* c** "),
}
TEXT_FILES = {
    "NUL": b"Title\n\na\0b\n",
    "nothing": b"",
    "spaces": b" \n\t\n",
    "one line": b"Title\n",
    "UTF-16 without a mark": "Tiêu đề\n\nCá\n".encode("utf-16-le"),
    "UTF-16 of half a file": "Tiêu đề\n\nCá\n".encode("utf-16")[:-3],
    "a legacy charset": "Tiêu đề\n\ndéjà\n".encode("cp1252", "replace") + b"\xe9\n",
    "a program": b"\x7fELF\x02\x01\x01\0",
    "a zip": b"PK\x03\x04\x14\0\0\0",
    "an old Word document": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100,
    "rich text": b"{\\rtf1\\ansi{\\*\\objdata 0}Title\\par}\n",
    "a web page": b"<!DOCTYPE html>\n<html><script>alert(1)</script>\n<p>Title\n",
    "escapes": b"Title\n\n\x1b[2Ja\x07\n",
    "markup": ("Title\n\n" + "<script>alert(1)</script> [x](javascript:x) ![x](../../x)\n\n" * 20).encode(),
    "captions without pictures": "Tiêu đề\n\nẢnh: Cá.\n\nẢnh: Bến.\n\nPhoto: Quay.\n".encode(),
    "dots": b"Title\n\n" + b"." * 50_000 + b"\n",
    "bullets": b"Title\n\n" + "• a\n".encode() * 2000,
    "columns": b"Title\n\n" + b"a\tb\tc\n" * 1000,
}
SIDECARS: dict[str, str | bytes] = {
    "a list": "- a\n",
    "a number": "1\n",
    "two documents": "title: x\n---\ntitle: y\n",
    "keys twice": "title: x\ntitle: y\n",
    "tabs": "title:\n\tx\n",
    "not UTF-8": b"title: \xff\n",
    "NUL": b"title: a\0b\n",
    "no key": ": x\n",
    "a key that is a list": "? [a, b]\n: x\n",
    "roles without end": "roles:\n" + "  x: paragraph\n" * 5000,
    "roles that are none": "roles: {1: hero, 99999999999999999999: title, -1: lead}\n",
    "a merge": "a: &a {b: c}\n<<: *a\n",
    "a date": "date: 0000-99-99\n",
    "a language": "lang: ../../etc\n",
    "a picture elsewhere": "cover: /etc/passwd\n",
    "a script": "title: <script>alert(1)</script>\n",
}
HEAD = 'msgid ""\nmsgstr "Language: fr\\nContent-Type: text/plain; charset=UTF-8\\n"\n\n'
ENTRY = 'msgid "Harbour"\nmsgstr "Port"\n'
PLURAL = (
    'msgid ""\nmsgstr "Language: fr\\nContent-Type: text/plain; charset=UTF-8\\nPlural-Forms: %s\\n"\n\n'
    + ENTRY
)
CATALOGS: dict[str, str | bytes] = {
    "nothing": "",
    "a mark": "\ufeff",
    "spaces": " \n\n",
    "no header": ENTRY,
    "only a header": HEAD,
    "two headers": HEAD + HEAD + ENTRY,
    "a header in doubt": "#, fuzzy\n" + HEAD + ENTRY,
    "a header behind": ENTRY + "\n" + HEAD,
    "a mark before it": "\ufeff" + HEAD + ENTRY,
    "Windows": (HEAD + ENTRY).replace("\n", "\r\n"),
    "old line ends": (HEAD + ENTRY).replace("\n", "\r"),
    "UTF-16": (HEAD + ENTRY).encode("utf-16"),
    "another charset": (HEAD + 'msgid "Harbour"\nmsgstr "Déjà"\n')
    .replace("UTF-8", "ISO-8859-1")
    .encode("cp1252"),
    "a charset that lies": (HEAD + 'msgid "Harbour"\nmsgstr "Déjà"\n').encode("cp1252"),
    "a charset that is none": (HEAD + ENTRY).replace("UTF-8", "KLINGON"),
    "CHARSET": (HEAD + ENTRY).replace("UTF-8", "CHARSET"),
    "a charset that unfolds": (HEAD + ENTRY).replace("UTF-8", "zlib"),
    "a charset that is a transformation": (HEAD + ENTRY).replace("UTF-8", "rot13"),
    "UTF-7": (HEAD + 'msgid "Harbour"\nmsgstr "+ADw-script+AD4-"\n').replace("UTF-8", "UTF-7"),
    "the charset of a path": (HEAD + ENTRY).replace("UTF-8", "../../etc/passwd"),
    "no charset": HEAD.replace("; charset=UTF-8", "") + ENTRY,
    "duplicates": HEAD + ENTRY + "\n" + ENTRY.replace("Port", "Havre"),
    "a thousand duplicates": HEAD + (ENTRY + "\n") * 1000,
    "a duplicate that is obsolete": HEAD + ENTRY + "\n#~ " + ENTRY.replace("\nmsgstr", "\n#~ msgstr"),
    "NUL": HEAD + 'msgid "Harbour"\nmsgstr "a\0b"\n',
    "escapes": HEAD + 'msgid "Harbour"\nmsgstr "\\033[2J\\x07\\a\\b\\v\\f"\n',
    "escapes that are none": HEAD + 'msgid "Harbour"\nmsgstr "\\q\\8\\xzz\\u0041"\n',
    "a surrogate": HEAD + 'msgid "Harbour"\nmsgstr "\ud800"\n',
    "half a string": HEAD + 'msgid "Harbour"\nmsgstr "Por',
    "half an entry": HEAD + 'msgid "Harbour"\n',
    "half a keyword": HEAD + "msgi",
    "a string alone": HEAD + '"Harbour"\n',
    "a translation alone": HEAD + 'msgstr "Port"\n',
    "a context alone": HEAD + 'msgctxt "x"\n',
    "no space": HEAD + 'msgid"Harbour"\nmsgstr"Port"\n',
    "an unknown keyword": HEAD + 'msgfoo "x"\n',
    "a domain": 'domain "../../x"\n' + HEAD + ENTRY,
    "a quote inside": HEAD + 'msgid "Harbour"\nmsgstr "a"b"\n',
    "forms of a plural": HEAD
    + 'msgid "Harbour"\nmsgid_plural "Harbours"\nmsgstr[0] "Port"\nmsgstr[1] "Ports"\n',
    "the form of a thousand million": HEAD + 'msgid "Harbour"\nmsgid_plural "x"\nmsgstr[1000000000] "Port"\n',
    "a form below nothing": HEAD + 'msgid "Harbour"\nmsgid_plural "x"\nmsgstr[-1] "Port"\n',
    "a form of letters": HEAD + 'msgid "Harbour"\nmsgstr[x] "Port"\n',
    "forms without a plural": HEAD + 'msgid "Harbour"\nmsgstr[0] "Port"\n',
    "a plural without forms": HEAD + 'msgid "Harbour"\nmsgid_plural "x"\nmsgstr "Port"\n',
    "plurals by a program": PLURAL % "nplurals=1; plural=__import__('os').system('x');",
    "plurals without end": PLURAL % "nplurals=999999999999; plural=n;",
    "plurals by nothing": PLURAL % "nplurals=2; plural=n/0;",
    "plurals that nest": PLURAL % ("nplurals=2; plural=" + "(" * 5000 + "n" + ")" * 5000 + ";"),
    "conflicts of git": HEAD
    + "<<<<<<< HEAD\n"
    + ENTRY
    + "=======\n"
    + ENTRY.replace("Port", "Havre")
    + ">>>>>>> other\n",
    "a patch": "--- a/fr.po\n+++ b/fr.po\n@@ -1 +1 @@\n-x\n+y\n",
    "a web page": "<!DOCTYPE html><title>502 Bad Gateway</title>\n",
    "JSON": '{"Harbour": "Port"}\n',
    "XLIFF": '<?xml version="1.0"?><xliff version="1.2"><file/></xliff>\n',
    "compiled": struct.pack("<7I", 0x950412DE, 0, 0, 28, 28, 0, 28),
    "gzip": gzip.compress((HEAD + ENTRY).encode(), mtime=0),
    "a program": b"\x7fELF\x02\x01\x01\0",
    "another language": HEAD.replace("Language: fr", "Language: de") + ENTRY,
    "a language that is a path": HEAD.replace("Language: fr", "Language: ../../x") + ENTRY,
    "a header of ten thousand fields": 'msgid ""\nmsgstr ""\n'
    + '"X-A: b\\n"\n' * 10_000
    + '"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    + ENTRY,
    "a hundred thousand references": HEAD + "#: a.md:1\n" * 100_000 + ENTRY,
    "a hundred thousand flags": HEAD + "#, " + "x, " * 100_000 + "y\n" + ENTRY,
    "a hundred thousand comments": HEAD + "# x\n" * 100_000 + ENTRY,
    "a hundred thousand lines in a string": HEAD + 'msgid "Harbour"\nmsgstr ""\n' + '"x "\n' * 100_000,
    "twenty thousand entries of others": HEAD
    + "".join(f'msgid "x{n}"\nmsgstr "y{n}"\n\n' for n in range(20_000)),
    "twenty thousand that are obsolete": HEAD
    + "".join(f'#~ msgid "x{n}"\n#~ msgstr "y{n}"\n\n' for n in range(20_000)),
    "nearly alike, two thousand times": HEAD
    + "".join(f'msgid "Boats come *home* {n}."\nmsgstr "y{n}"\n\n' for n in range(2000)),
    "an obsolete half": HEAD + '#~ msgid "x"\n',
    "what was before, of nothing": HEAD + '#| msgid "x"\n',
    "comments only": "# x\n#. y\n#: z\n#, fuzzy\n",
    "a context with a separator": HEAD + 'msgctxt "a\x04b"\n' + ENTRY,
    "a word without end": HEAD + 'msgid "Harbour"\nmsgstr "' + "x" * 30_000 + '"\n',
    "a hidden file": HEAD
    + 'msgid "Harbour"\nmsgstr "<link rel=attachment href=\\"file:///etc/hostname\\"> x"\n',
    "formats": HEAD
    + "#, c-format, python-format\n"
    + 'msgid "Harbour"\nmsgstr "%s %n {0.__class__} %(x)s"\n',
    "directions": HEAD + 'msgid "Harbour"\nmsgstr "a\u202eb\u2066c"\n',
    "separators": HEAD + 'msgid "Harbour"\nmsgstr "a\u2028b\u2029c\u0085d"\n',
}
TEMPLATES: dict[str, Content] = {
    "a program": b"\x7fELF",
    "half": 'msgid "',
    "a folder's link": Link("."),
    "itself": Link("a.pot"),
    "a pipe": Pipe(),
    "ours of another": HEAD + ENTRY,
    "UTF-16": ENTRY.encode("utf-16"),
}
_JPEG = io.BytesIO()
Image.new("RGB", (40, 30), "navy").save(_JPEG, "JPEG")
_PNG = io.BytesIO()
Image.new("RGB", (40, 30), "navy").save(_PNG, "PNG")


def _film(form: str, frames: int = 30) -> bytes:
    out = io.BytesIO()
    first, *others = (Image.new("RGB", (20, 20), (9 * n, 0, 0)) for n in range(frames))
    first.save(out, form, save_all=True, append_images=others)
    return out.getvalue()


def _exif() -> bytes:
    """Return a JPEG whose metadata points behind its end and turns it about."""
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 99
    Image.new("RGB", (9, 9)).save(out, "JPEG", exif=exif)
    return out.getvalue().replace(b"MM\x00*\x00\x00\x00\x08", b"MM\x00*\xff\xff\xff\xff")


PICTURES: dict[str, tuple[str, Content]] = {
    **{name: (file, content) for name, (file, content, _) in BAD_PICTURES.items()},
    **{
        f"PNG cut at {cut}": ("x.png", _PNG.getvalue()[:cut])
        for cut in (4, 8, 20, 33, 45, 80, len(_PNG.getvalue()) - 12)
    },
    **{
        f"JPEG cut at {cut}": ("x.jpg", _JPEG.getvalue()[:cut])
        for cut in (2, 10, 20, 170, 400, len(_JPEG.getvalue()) - 2)
    },
    "a PNG of no width": ("x.png", png(0, 9)),
    "a PNG with more behind it": ("x.png", _PNG.getvalue() + b"<script>alert(1)</script>" * 99),
    "a PNG with a wrong sum": ("x.png", _PNG.getvalue()[:30] + b"????" + _PNG.getvalue()[34:]),
    "a PNG whose profile unfolds": (
        "x.png",
        png(1, 1, chunk(b"iCCP", b"a\0\0" + zlib.compress(b"x" * 10**7))),
    ),
    "a PNG whose picture unfolds": (
        "x.png",
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", 9, 9, 8, 0, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(b"\0" * 10**8))
        + chunk(b"IEND", b""),
    ),
    "as many pixels as are let in": (
        "x.png",
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", 10_000, 10_000, 1, 0, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(b"\0" * (10_000 * 1251)))
        + chunk(b"IEND", b""),
    ),
    "a line of pixels": (
        "x.png",
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", 50_000, 1, 8, 0, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(b"\0" * 50_001))
        + chunk(b"IEND", b""),
    ),
    "a GIF that moves": ("x.gif", GIF),
    "a GIF of a large screen": ("x.gif", b"GIF89a\xff\xff\xff\xff" + GIF[10:]),
    "a GIF of no frame": ("x.gif", GIF[:19] + b";"),
    "a PNG that moves": ("x.png", _film("PNG")),
    "a WebP that moves": ("x.webp", _film("WEBP")),
    "a TIFF of thirty pages": ("x.tif", _film("TIFF")),
    "a TIFF that points at itself": ("x.tif", b"II*\0\x08\0\0\0\0\0\x08\0\0\0"),
    "a bitmap": ("x.bmp", b"BM" + b"\xff" * 60),
    "an icon": ("x.ico", b"\0\0\1\0\xff\xff"),
    "metadata that points away": ("x.jpg", _exif()),
    "a PDF": (
        "x.pdf",
        b"%PDF-1.7\n1 0 obj<</Type/Catalog/OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\n",
    ),
    "a Windows metafile": ("x.emf", b"\1\0\0\0" + b"\0" * 36 + b" EMF"),
    "a film of Apple": ("x.heic", b"\0\0\0\x18ftypheic"),
    "itself": ("x.png", Link("x.png")),
    "a folder": ("x.png", Link(".")),
    "a pipe": ("x.png", Pipe()),
    "the machine's": ("x.png", Link("/dev/zero")),
    "outside": ("x.png", Link("@/x.png")),
}
SQUARE = "<rect width='9' height='9'/>"
DRAWINGS = {
    "a script": "<script>alert(1)</script>",
    "what happens": "<rect width='9' height='9' onload='alert(1)' onclick='alert(1)'/>",
    "a page": "<foreignObject width='9' height='9'><body xmlns='http://www.w3.org/1999/xhtml'>"
    "<script>alert(1)</script></body></foreignObject>",
    "a picture of the disk": "<image href='file:///etc/passwd' width='9' height='9'/>",
    "a picture of the net": "<image href='http://example.org/x.png' width='9' height='9'/>",
    "a use of the net": "<use href='http://example.org/x.svg#a'/>",
    "a style of the net": "<style>@import url(http://example.org/x.css);"
    "rect{fill:url(http://example.org/x)}</style>",
    "a link": "<a href='javascript:alert(1)'><rect width='9' height='9'/></a>",
    "movement": "<rect width='9' height='9'><set attributeName='href' to='javascript:alert(1)'/></rect>",
    "numbers that are none": "<rect width='nan' height='1e999' x='-inf'/>",
    "numbers without end": f"<path d='M{'9' * 50_000} 0L9 9'/>",
    "a path without end": f"<path d='M0 0{'L9 9' * 50_000}'/>",
    "a curve without end": f"<path d='M0 0{'a1 1 0 0 0 9 9' * 20_000}' stroke='red'/>",
    "dashes without end": "<path d='M0 0L1e9 0' stroke='red' stroke-dasharray='1e-9'/>",
    "a viewBox of nothing": "<svg viewBox='0 0 0 0'><rect width='9' height='9'/></svg>",
    "a pattern of itself": "<pattern id='p' width='1' height='1'><rect width='9' fill='url(#p)'/></pattern>"
    "<rect width='9' height='9' fill='url(#p)'/>",
    "a pattern without end": "<pattern id='p' width='1e-9' height='1e-9' patternUnits='userSpaceOnUse'>"
    f"{SQUARE}</pattern><rect width='90' height='90' fill='url(#p)'/>",
    "a filter": "<filter id='f'><feGaussianBlur stdDeviation='1e9'/></filter>"
    "<rect width='9' height='9' filter='url(#f)'/>",
    "text without end": f"<text>{'x' * 100_000}</text>",
    "text of others": "<text font-family='url(http://example.org/x)'>x</text>",
    "turned to nothing": "<g transform='scale(0) rotate(nan) matrix(1e308 1e308 1e308 1e308 0 0)'>"
    f"{SQUARE}</g>",
    "selectors without end": f"<style>{'rect ' * 5000}{{fill:red}}</style>",
    "nothing": "",
}
DOCUMENTS = {
    "a file of the disk": "<!DOCTYPE svg [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>{}",
    "a file of the net": "<!DOCTYPE svg SYSTEM 'http://example.org/x.dtd'>{}",
    "parameters": "<!DOCTYPE svg [<!ENTITY % x SYSTEM 'http://example.org/x'> %x;]>{}",
    "a style sheet": "<?xml-stylesheet href='http://example.org/x.xsl' type='text/xsl'?>{}",
    "another charset": "<?xml version='1.0' encoding='UTF-7'?>{}",
    "two roots": "{0}{0}",
    "no namespace": "<svg><rect width='9' height='9'/></svg>",
    "a web page": "<html xmlns='http://www.w3.org/1999/xhtml'>{}</html>",
}
STYLES: dict[str, Content] = {
    "imports": "@import url(http://example.org/x.css); @import 'file:///etc/passwd';",
    "fonts": "@font-face{font-family:x;src:url(file:///etc/passwd)} p{font-family:x}",
    "pictures": "p{background:url(http://example.org/x.png)} li{list-style-image:url(../../x.png)}",
    "attachments": "@page{-weasy-x:url(x)} a{link:url(file:///etc/passwd)} p{-pdf-attachment:url(file:///etc/passwd)}",
    "not UTF-8": b"p{color:\xff}",
    "NUL": b"p{\0color:red}",
    "half": "p{color:",
    "brackets": "p" + "{" * 5000,
    "brackets of functions": "p{width:" + "calc(" * 5000,
    "selectors": "p " * 5000 + "{color:red}",
    "not not": "p" + ":not(" * 200 + "a" + ")" * 200 + "{color:red}",
    "rules": "p{color:red}" * 5000,
    "variables": "p{--a0:x;"
    + "".join(f"--a{n}:var(--a{n - 1}) var(--a{n - 1});" for n in range(1, 8))
    + "content:var(--a7)}",
    "a variable of itself": "p{--a:var(--a);color:var(--a)}",
    "a program": "p{width:expression(alert(1));behavior:url(x.htc)}",
    "a web page": "</style><script>alert(1)</script>",
    "a comment": "/*",
    "a link": Link("@/edition.css"),
    "a pipe": Pipe(),
    "itself": Link("edition.css"),
}
GLOSSARIES: dict[str, Content] = {
    "nothing": "",
    "one column": "en\nHarbour\n",
    "no language": "a,b\nc,d\n",
    "half a quotation": 'en,fr\n"Harbour,Port\n',
    "NUL": b"en,fr\nHar\0bour,Port\n",
    "not UTF-8": b"en,fr\nHarbour,\xff\n",
    "UTF-16": "en,fr\nHarbour,Port\n".encode("utf-16"),
    "rows that differ": "en,fr\na\nb,c,d,e\n",
    "ten thousand columns": "en,fr" + ",x" * 10_000 + "\n",
    "ten thousand rows": "en,fr\n" + "".join(f"boat {n},bateau {n}\n" for n in range(10_000)),
    "programs": "en,fr\nHarbour,\"=cmd|' /C calc'!A0\"\n",
    "patterns": "en,fr\n(a+)+$,x\n.*,y\n[,z\n",
    "a word without end": "en,fr\n" + "x" * 100_000 + ",y\n",
    "escapes": "en,fr\nHarbour,\x1b[2J\n",
    "a pipe": Pipe(),
    "a link": Link("@/g.csv"),
}


def _memory(*texts: object, front: str = "") -> str:
    """Return a translation memory of French texts."""
    return f'{front}<tmx version="1.4"><body>{"".join(_SEGMENT.format(text) for text in texts)}</body></tmx>'


_SEGMENT = '<tu><tuv xml:lang="en"><seg>Harbour</seg></tuv><tuv xml:lang="fr"><seg>{}</seg></tuv></tu>'
MEMORIES: dict[str, str | bytes] = {
    "nothing": "",
    "no memory": "<x/>",
    "entities": _memory("&m;", front=ENTITIES.replace("svg", "tmx") + "]>"),
    "a file of the disk": _memory("&x;", front='<!DOCTYPE tmx [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
    "depth": '<tmx version="1.4"><body>' + "<tu>" * 10_000,
    "half": _memory("x")[:-14],
    "no UTF-8": b'<tmx version="1.4"><body>\xff</body></tmx>',
    "markup": _memory("&lt;script&gt;alert(1)&lt;/script&gt; [x](javascript:x)"),
    "twenty thousand": _memory(*range(20_000)),
    "languages that are none": _memory("x").replace('"fr"', '"../x"').replace(' xml:lang="en"', ""),
    "a large one in gzip": gzip.compress(b"\0" * 10**8, mtime=0),
}
MORE_SETTINGS: dict[str, str | bytes] = {
    "a language that is a path": '[project]\nsource-language = "../../etc"\nlanguages = ["fr"]\n',
    "languages without end": '[project]\nsource-language = "en"\nlanguages = [' + '"fr", ' * 10_000 + "]\n",
    "the source's": '[project]\nsource-language = "en"\nlanguages = ["en"]\n',
    "nothing": "",
    "no table": 'project = "x"\n',
    "not UTF-8": b'[project]\nsource-language = "en"\ntitle = "\xff"\n',
    "UTF-16": '[project]\nsource-language = "en"\n'.encode("utf-16"),
    "a title": '[project]\nsource-language = "en"\nlanguages = ["fr"]\n'
    'title = "</title><script>alert(1)</script>\\u0000"\n',
    "a size": SETTINGS + '[theme]\nsize = "1e9"\n',
    "JSON": '{"project": {}}\n',
    "keys twice": SETTINGS + '[project]\nsource-language = "fr"\n',
    "YAML": "project:\n  source-language: en\n",
    "half": SETTINGS + "[theme\n",
    "a date": SETTINGS + "[catalogs]\nminimum = 2026-01-01\n",
    "not a number": SETTINGS + "[catalogs]\nminimum = nan\n",
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


def package(*files: tuple[str, bytes | str]) -> bytes:
    """Return a zip of files, whose names it takes as they are."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in files:
            opened.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def reworked(**changes: bytes | str) -> bytes:
    """Return an office's Word document with parts of it put in or put in the place of others; `__` is `/`."""
    new = {name.replace("__", "/").replace("_xml", ".xml"): content for name, content in changes.items()}
    with zipfile.ZipFile(io.BytesIO(office())) as opened:
        kept = [(name, opened.read(name)) for name in opened.namelist() if name not in new]
    return package(*kept, *new.items())


LETTERHEADS: dict[str, Content] = {
    **{name: office(header) for name, header in HEADERS.items()},
    "nothing": b"",
    "no zip": b"hello",
    "an old one": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    "a zip of nothing": package(),
    "half": office()[:9000],
    "a zip that unfolds": reworked(word__styles_xml=b" " * 10**8),
    "parts that unfold": reworked(**{f"word__media__{n}.png": b"\0" * 10**7 for n in range(20)}),
    "a part above": package(("../../x", "x"), ("[Content_Types].xml", "<Types/>")),
    "entities": reworked(
        word__styles_xml=f'{ENTITIES}]><w:styles xmlns:w="{NAMESPACES["w"]}">&m;</w:styles>'
    ),
    "a file of the disk": reworked(
        word__styles_xml='<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        f'<w:styles xmlns:w="{NAMESPACES["w"]}">&x;</w:styles>'
    ),
    "depth": reworked(word__styles_xml="<a>" * 50_000),
    "no styles": reworked(word__styles_xml=""),
    "styles that are none": reworked(word__styles_xml="<x/>"),
    "a spreadsheet": package(
        (
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        ),
        ("xl/workbook.xml", "<x/>"),
    ),
    "a style that is none": office(style='w:type="paragraph" w:styleId="x"><w:basedOn w:val="x"/>'),
    "itself": Link("reference.docx"),
    "a pipe": Pipe(),
    "a link": Link("@/a.md"),
}
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
PLACES = "source/a.md", "locales/fr/LC_MESSAGES/a.po"


def _articles() -> Iterator[tuple[str, Case]]:
    for name, (bad, _) in BAD_TEXTS.items():
        yield f"article: {name}", _article(bad)
    for name, good in (*GOOD_TEXTS.items(), *STRANGE.items()):
        yield f"article: {name}", _article(good)
    for code in (*range(9), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0)):
        yield f"article: control {code:02X}", _article(f"# T\n\na{chr(code)}b\n")
    for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C):
        yield f"article: direction {code:04X}", _article(f"# T\n\na{chr(code)}b אב 12\n")
    for charset, word in LEGACY.items():
        yield f"article: {charset}", _article(f"# {word}\n\n{word}.\n".encode(charset))
    for name, begun in BEGUN.items():
        yield f"article: {name} begun", _article(f"# T\n\nText.\n\n{begun}x")
    for name, (times, opened, inside, closed) in NESTED.items():
        yield f"article: {name} nested", _article(f"# T\n\n{opened * times}{inside}{closed * times}\n")


def _fronts() -> Iterator[tuple[str, Case]]:
    for name, text in TEXT_FILES.items():
        yield f"text: {name}", _article(text, "a.txt")
    for name, (front, _) in FRONT.items():
        yield f"front matter: {name}", _article(f"---\n{front}\n---\n\nText.\n")
        yield f"beside: {name}", Case({"source/a.txt": "Title\n\nText.\n", "source/a.yaml": front + "\n"})
    for name, beside in SIDECARS.items():
        yield f"beside: {name}", Case({"source/a.txt": "Title\n\nText.\n", "source/a.yaml": beside})


def _catalogs() -> Iterator[tuple[str, Case]]:
    for name, po in CATALOGS.items():
        yield f"catalog: {name}", Case({PLACES[1]: po}, language="fr")
    whole = (HEAD + '# words\n#. paragraph\n#: source/a.md:1\n#, fuzzy\n#| msgid "Port"\n' + ENTRY).encode()
    for cut in range(5, len(whole), 12):
        yield f"catalog: cut at {cut}", Case({PLACES[1]: whole[:cut]}, language="fr")
    for name, template in TEMPLATES.items():
        yield f"template: {name}", Case({"locales/a.pot": template})
    for number, injected in enumerate(INJECTED):
        yield f"injected: {number} into an article", _article(f"# T\n\n{injected}\n")
        quoted = injected.replace("\\", "\\\\").replace('"', '\\"')
        po = f'{HEAD}msgid "Harbour"\nmsgstr "{quoted}"\n\nmsgid "Boats come *home*."\nmsgstr "{quoted}"\n'
        yield f"injected: {number} into a translation", Case({PLACES[1]: po}, language="fr")


def _pictures() -> Iterator[tuple[str, Case]]:
    for name, (file, picture) in PICTURES.items():
        yield f"picture: {name}", Case({"source/a.md": f"# T\n\n![x]({file})\n", f"source/{file}": picture})
    for name, drawing in DRAWINGS.items():
        yield (
            f"drawing: {name}",
            Case({"source/a.md": "# T\n\n![x](x.svg)\n", "source/x.svg": svg(drawing + SQUARE)}),
        )
    for name, document in DOCUMENTS.items():
        content = document.format(svg("<rect width='9' height='9'/>"))
        yield f"drawing: {name}", Case({"source/a.md": "# T\n\n![x](x.svg)\n", "source/x.svg": content})
    for src in ELSEWHERE:
        yield f"picture at {src}", _article(f"# T\n\n![x]({src.replace('@', '@OUTSIDE@')})\n")


def _settings() -> Iterator[tuple[str, Case]]:
    for name, (setting, _) in BAD_SETTINGS.items():
        yield f"settings: {name}", Case({}, more=setting + "\n")
    for name, setting in CONFIGURED.items():
        yield f"settings: {name}", Case({"publish.toml": SETTINGS + setting.replace("@", "@OUTSIDE@")})
    for name, settings in MORE_SETTINGS.items():
        yield f"settings: {name}", Case({"publish.toml": settings})
    for name, style in STYLES.items():
        yield f"style: {name}", Case({"theme/edition.css": style})
    for name, letterhead in LETTERHEADS.items():
        yield f"letterhead: {name}", Case({"theme/reference.docx": letterhead})
    for name, glossary in GLOSSARIES.items():
        yield f"glossary: {name}", Case({"glossary.csv": glossary, PLACES[1]: HEAD + ENTRY}, language="fr")
    for name, memory in MEMORIES.items():
        yield (
            f"memory: {name}",
            Case({"m.tmx": memory}, more='[catalogs]\nmemory = ["m.tmx"]\n', language="fr"),
        )


def _places() -> Iterator[tuple[str, Case]]:
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
        yield f"link: {name}", Case({**text, path: Link(f"@/{target}")}, language="fr")
    for path in ("glossary.csv", "m.tmx"):
        named = '[check]\nglossary = "glossary.csv"\n[catalogs]\nmemory = ["m.tmx"]\n'
        yield f"link: {path} to itself", Case({path: Link(path)}, more=named, language="fr")
    for path in PIPES:
        yield (
            f"pipe: {path}",
            Case({"source/a.txt": "Harbour\n", "source/b.md": "# T\n\n![x](x.png)\n", path: Pipe()}),
        )
    for name, large in LARGE.items():
        more = {"source/x.png": _PNG.getvalue()}
        yield f"large: {name}", Case({"source/a.md": large, **more}, formats=("docx",))


CASES = dict([*_articles(), *_fronts(), *_catalogs(), *_pictures(), *_settings(), *_places()])
"""All of them, by what they are."""


def main(folder: Path) -> None:
    """Write the projects, each in a folder of its own."""
    outside = folder / "outside"
    outside.mkdir(parents=True)
    for number, (name, case) in enumerate(CASES.items()):
        root = folder / f"{number:03}"
        root.mkdir()
        (root / "README").write_text(f"{name}\n", "utf-8", "surrogateescape")
        make(root, case, outside)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
