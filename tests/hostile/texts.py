"""Articles, what stands beside them, and what is injected into them."""

from __future__ import annotations

from collections.abc import Iterator

from hostile.cases import Case, text_case

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
TABLES: dict[str, tuple[str, str]] = {
    "columns that spread down": (
        "<table>" + "<tr><td rowspan=300>x<td>y" * 300,
        r"a\.md:1: a table is too large for a PDF in en: 301 columns, at most 110 columns",
    ),
    "columns without words": (
        "|" + "a|" * 200 + "\n|" + "-|" * 200 + "\n" + "|b\n" * 200,
        r"a\.md:1: a table is too large for a PDF in en: 200 columns, at most 110 columns",
    ),
    "one row as wide as can be": (
        "<table><tr><td colspan=1000>x</td></tr>" + "<tr><td>y</td></tr>" * 300 + "</table>\n",
        r"a\.md:1: a table is too large for a PDF in en: 1000 columns, at most 110 columns",
    ),
    "rows without words": (
        "# T\n\n|" + "a|" * 100 + "\n|" + "-|" * 100 + "\n" + "|b\n" * 300,
        r"a\.md:3: a table is too large for a PDF in en: 30,100 cells, at most 20,000 cells",
    ),
    "many tables without words": (
        "# T\n\n" + ("|" * 101 + "\n|" + "-|" * 100 + "\n" + "|b\n" * 100 + "\n") * 9,
        r"a\.md:209: a table is too large for a PDF in en: 30,000 empty cells so far, at most 4 to each with",
    ),
}
"""Tables that a few characters make larger than a PDF can be, with what is told of each."""
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
HOSTS = {
    "German": "münchen.de",
    "Arabic": "مثال.إختبار",
    "a picture": "☕.example",
    "nothing to see": "\u00ad",
    "an empty label": "é..org",
    "a label without end": f"{'é' * 100_000}.org",
    "labels without end": "é." * 5000,
    "a letter of no standard": "\ud7ff.org",
    "a port of letters": "é.org:²",
    "somebody at it": "é:é@é.org",
    "a blank": "a b",
    "wide letters": "ｅxample。org",
}
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
    "a word of two thousand parts": "# T\n\n" + "a**b**`c`" * 700 + "\n",
    "a word of many parts in a cell": "# T\n\n|b|b|\n|-|-|\n|c|" + "a**b**" * 500 + "|\n",
    "a head higher than a page": "# T\n\n|" + "boats " * 1500 + "|b|\n|-|-|\n|" + "sea " * 1500 + "|d|\n",
    "a label of a note that is code": "# T\n\na[^`] `b[^`c`]\n\n[^`c`]: note\n",
    "a long word in a heading": "# " + "a**b**" * 200 + "\n\nText.\n",
    "a note of a hundred lines": "# T\n\na[^1]\n\n[^1]: " + "x<br>" * 100 + "\n",
    "a note of three thousand words": "# T\n\na[^1]\n\n[^1]: " + "boats " * 3000 + "\n",
    "notes higher than pages in a head": "# T\n\n|a[^1]|b[^2]|\n|-|-|\n|c|d|\n\n"
    + "".join(f"[^{n}]: {'boats ' * 2000}\n\n" for n in (1, 2)),
    "a word as a note": "# T\n\na[^1]\n\n[^1]: " + "x" * 20_000 + "\n",
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


def cases() -> Iterator[tuple[str, Case]]:
    """Give them by name."""
    for name, (bad, _) in (*BAD_TEXTS.items(), *TABLES.items()):
        yield f"article: {name}", text_case(bad)
    for name, good in (*GOOD_TEXTS.items(), *STRANGE.items()):
        yield f"article: {name}", text_case(good)
    for code in (*range(9), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0)):
        yield f"article: control {code:02X}", text_case(f"# T\n\na{chr(code)}b\n")
    for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C):
        yield f"article: direction {code:04X}", text_case(f"# T\n\na{chr(code)}b אב 12\n")
    for name, host in HOSTS.items():
        yield f"article: a link to {name}", text_case(f"# T\n\n[x](<https://{host}/>) <http://{host}>\n")
    for charset, word in LEGACY.items():
        yield f"article: {charset}", text_case(f"# {word}\n\n{word}.\n".encode(charset))
    for name, begun in BEGUN.items():
        yield f"article: {name} begun", text_case(f"# T\n\nText.\n\n{begun}x")
    for name, (times, opened, inside, closed) in NESTED.items():
        yield f"article: {name} nested", text_case(f"# T\n\n{opened * times}{inside}{closed * times}\n")
    yield from _fronts()


def _fronts() -> Iterator[tuple[str, Case]]:
    for name, text in TEXT_FILES.items():
        yield f"text: {name}", text_case(text, "a.txt")
    for name, (front, _) in FRONT.items():
        yield f"front matter: {name}", text_case(f"---\n{front}\n---\n\nText.\n")
        yield f"beside: {name}", Case({"source/a.txt": "Title\n\nText.\n", "source/a.yaml": front + "\n"})
    for name, beside in SIDECARS.items():
        yield f"beside: {name}", Case({"source/a.txt": "Title\n\nText.\n", "source/a.yaml": beside})
