"""Catalogs and templates."""

from __future__ import annotations

import gzip
import struct
from collections.abc import Iterator

from hostile.cases import CATALOG, Case, Content, Link, Pipe, text_case
from hostile.texts import INJECTED

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
    "separators of lines": HEAD + 'msgid "Harbour"\nmsgstr "Po\u2028rt\u2029"\n',
    "a word of many parts": HEAD + 'msgid "Harbour"\nmsgstr "' + "a**b**" * 500 + '"\n',
    "a note that is code": HEAD + 'msgid "Harbour"\nmsgstr "[^`](*_*`"\n',
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


def cases() -> Iterator[tuple[str, Case]]:
    """Give them by name."""
    for name, po in CATALOGS.items():
        yield f"catalog: {name}", Case({CATALOG: po}, language="fr")
    whole = (HEAD + '# words\n#. paragraph\n#: source/a.md:1\n#, fuzzy\n#| msgid "Port"\n' + ENTRY).encode()
    for cut in range(5, len(whole), 12):
        yield f"catalog: cut at {cut}", Case({CATALOG: whole[:cut]}, language="fr")
    for name, template in TEMPLATES.items():
        yield f"template: {name}", Case({"locales/a.pot": template})
    for number, injected in enumerate(INJECTED):
        yield f"injected: {number} into an article", text_case(f"# T\n\n{injected}\n")
        quoted = injected.replace("\\", "\\\\").replace('"', '\\"')
        po = f'{HEAD}msgid "Harbour"\nmsgstr "{quoted}"\n\nmsgid "Boats come *home*."\nmsgstr "{quoted}"\n'
        yield f"injected: {number} into a translation", Case({CATALOG: po}, language="fr")
