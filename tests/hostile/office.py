"""What an office adds to a project: settings, style sheets, letterheads, glossaries and memories."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Iterator

import docx
from docx.oxml import parse_xml

from hostile.cases import CATALOG, OUT, SETTINGS, Case, Content, Link, Pipe
from hostile.catalogs import ENTRY, HEAD
from hostile.pictures import ENTITIES
from publish.theme.docx.ooxml import NAMESPACES

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
    "a link": Link(f"{OUT}/edition.css"),
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
    "a link": Link(f"{OUT}/g.csv"),
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
    "a link": Link(f"{OUT}/a.md"),
}


def cases() -> Iterator[tuple[str, Case]]:
    """Give them by name."""
    for name, (setting, _) in BAD_SETTINGS.items():
        yield f"settings: {name}", Case({}, more=setting + "\n")
    for name, setting in CONFIGURED.items():
        yield f"settings: {name}", Case({"publish.toml": SETTINGS + setting.replace("@", OUT)})
    for name, settings in MORE_SETTINGS.items():
        yield f"settings: {name}", Case({"publish.toml": settings})
    for name, style in STYLES.items():
        yield f"style: {name}", Case({"theme/edition.css": style})
    for name, letterhead in LETTERHEADS.items():
        yield f"letterhead: {name}", Case({"theme/reference.docx": letterhead})
    for name, glossary in GLOSSARIES.items():
        yield f"glossary: {name}", Case({"glossary.csv": glossary, CATALOG: HEAD + ENTRY}, language="fr")
    for name, memory in MEMORIES.items():
        yield (
            f"memory: {name}",
            Case({"m.tmx": memory}, more='[catalogs]\nmemory = ["m.tmx"]\n', language="fr"),
        )
