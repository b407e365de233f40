"""What GNU gettext and polib say of our catalogs: odd but legal files, large ones, headers of every editor."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publish import po

needs_gettext = pytest.mark.skipif(shutil.which("msgcat") is None, reason="GNU gettext is not installed")


def gettext(tool: str, *options: str, data: bytes) -> bytes:
    """Pass a catalog through one of gettext's programs."""
    run = subprocess.run([tool, *options], input=data, capture_output=True, check=False)
    assert run.returncode == 0, run.stderr.decode(errors="replace")
    return run.stdout


# --- odd but legal files ---------------------------------------------------------------------------------

# Charset and letters of it; U+4E57 and U+529F end there in the byte of a backslash.
_LETTERS = {
    "UTF-8": "éạс大ع\u0301\u2028\u0085\u00a0\U0001f4d6",
    "utf-8": "é",
    "ISO-8859-1": "éñß\u00a0\u0085",
    "KOI8-R": "СъездПартии",
    "CP1251": "Съезд",
    "BIG5": "大會\u529f",
    "EUC-KR": "대회",
    "GB18030": "大会\u4e57\U0001f4d6é",
    "EUC-JP": "大会カナ",
}
_ESCAPES = r"\n|\n|\"|\\|\t|\a|\b|\f|\v|\r|\101|\x41 |\7|\x5 ".split("|")
_ASCII = "a|Z| |  |msgid|#|#~ |%s|\t|:|[0]|'".split("|")
_WORDS = 'a|Z| |"|\\n|\\\n|msgid|#|,|~|\t|:1'.split("|")
_FLAGS = (
    "fuzzy|c-format|no-c-format|impossible-c-format|possible-python-format|kde-format|object-pascal-format"
    "|wrap|no-wrap|range: 0..5|range:  3..07"
).split("|")
_PLACES = (
    "a.md:1|a.md|b/c.md:12|c : 3|d: 4|a.md:1|e.md:007|:5|x:y:8|http://a.vn/b"
    "|a-long-name/that-goes/on-and-on.md:1|other-long-name/that-goes/on-and-on.md:12"
).split("|")
_FIELDS = (
    "Project-Id-Version: x|Language: vi|X-Odd:  kept  |Plural-Forms: nplurals=2; plural=(n != 1);|odd".split(
        "|"
    )
)


class _Layout:
    """Draws the text of entries: whatever is legal, in the letters of one charset."""

    def __init__(self, random: Random, charset: str) -> None:
        letters = _LETTERS[charset]
        self._random = random
        numbers = ["".join(f"\\{byte:o}" for byte in letter.encode(charset)) for letter in letters]
        self._pieces = [*letters, *numbers, *_ASCII, *_ESCAPES]
        # gettext refuses to convert a msgid, which the program or the article would not find any more.
        self._source_pieces = self._pieces if charset.upper() == "UTF-8" else [*_ASCII, *_ESCAPES]
        # gettext takes that byte at the end of a comment for a backslash, and goes on in the next line.
        self._words = [*letters.translate({0x4E57: None, 0x529F: None}), *_WORDS]

    def _some(self, items: Sequence[str], most: int) -> list[str]:
        return self._random.choices(items, k=self._random.randint(0, most))

    def _strings(self, mark: str, first: str = "", *, source: bool = False) -> str:
        """Draw the strings of a keyword, and what stands before each."""
        pieces = self._source_pieces if source else self._pieces
        gaps = [f"\n{mark}", f"\n{mark}", " ", " ", "", "  ", "\t", f"\n{mark} "]
        gaps += [f"\n{mark}\n{mark}"] if mark else ["\n\n", "\n \n"]
        texts = ["".join(self._some(pieces, 5)) for _ in range(self._random.choice([1, 1, 2, 3]))]
        texts[0] = first + texts[0]
        return "".join(f'{self._random.choice(gaps)}"{text}"' for text in texts)

    def _source(self, mark: str, msgid: str) -> tuple[str, bool]:
        """Draw msgctxt, msgid and msgid_plural behind a mark, and say whether there is a plural."""
        context, plural = self._random.choice(["", "c", None, None]), self._random.random() < 0.3
        parts = [] if context is None else [f"msgctxt{self._strings(mark, context, source=True)}"]
        parts.append(f"msgid{self._strings(mark, msgid, source=True)}")
        parts += [f"msgid_plural{self._strings(mark, source=True)}"] if plural else []
        return self._lines(mark, parts), plural

    def _lines(self, mark: str, parts: list[str]) -> str:
        """Put each part on a line behind the mark, or several on one."""
        ends = [self._random.choice(["\n", "\n", "\n", "\n\n", " ", ""]) for _ in parts[1:]]
        starts = [
            "",
            *(
                end.replace("\n", f"\n{mark}") if end in ("", " ", "\n") or not mark else f"\n{mark}"
                for end in ends
            ),
        ]
        return mark + "".join(map("".join, zip(starts, parts, strict=True))) + "\n"

    def comments(self) -> str:
        """Draw the comments of one entry, of every kind, in any order."""
        lines = []
        for mark in self._some(["# ", "#", "#. ", "#.", "#: ", "#:"], 5):
            if mark[1:2] == ":":
                lines.append(mark + self._random.choice([" ", "  ", "\t"]).join(self._some(_PLACES, 6)))
            else:
                text = "".join(self._some(self._words, 4))
                lines.append(mark + (text.lstrip("~|,:.!\\\n") if mark == "#" else text))
        if flags := self._some(_FLAGS, 4):
            # Of several lines gettext hears the last only, where we keep the fuzzy of the first.
            lines.insert(self._random.randint(0, len(lines)), f"#, {', '.join(flags)}")
            lines += [f"#,{','.join(flags)}"] if self._random.random() < 0.2 else []
        return "".join(f"{line}\n" for line in lines)

    def entry(self, number: int) -> str:
        """Draw an entry that no other is like."""
        obsolete = self._random.random() < 0.25
        mark = (
            self._random.choice(["#~ ", "#~ ", "#~", "#~  "])
            if obsolete
            else self._random.choice(["", "", "", " ", "\t"])
        )
        text = self.comments()
        if self._random.random() < 0.3:
            text += self._source(f"{mark.strip() or '#'}| ", "")[0]
        source, plural = self._source(mark, f"{number} ")
        # An obsolete entry without a translation goes.
        first = "t" if obsolete else self._random.choice(["", "t"])
        forms = range(self._random.randint(1, 3)) if plural else ()
        parts = [f"msgstr[{i}]{self._strings(mark, '' if i else first)}" for i in forms]
        text += source + self._lines(mark, parts or [f"msgstr{self._strings(mark, first)}"])
        return text + self._random.choice(["", "\n", "\n", "\n\n\n"])

    def header(self, charset: str) -> str:
        fields = [*self._some(_FIELDS, 4), f"Content-Type: text/plain; charset={charset}"]
        self._random.shuffle(fields)
        return f'{self.comments()}msgid ""\nmsgstr ""\n' + "".join(f'"{field}\\n"\n' for field in fields)


def odd_file(random: Random, entries: int) -> tuple[str, str]:
    """Return the text of a PO file of odd but legal layout, and the charset its header names."""
    charset = random.choice(list(_LETTERS))
    layout = _Layout(random, charset)
    # Were all ASCII, which is right in any charset, we would leave its name in the header alone.
    last = f'msgid "last"\nmsgstr "{_LETTERS[charset][0]}"\n'
    return f"{layout.header(charset)}\n{last}{''.join(map(layout.entry, range(entries)))}", charset


@needs_gettext
@settings(deadline=None, max_examples=60)
@given(st.randoms(use_true_random=True), st.integers(1, 40), st.booleans())
def test_any_legal_layout_is_read_as_gettext_reads_it(random: Random, entries: int, windows: bool) -> None:
    """However a catalog was laid out, by hand or by an old program, it becomes what `msgcat` makes of it."""
    text, charset = odd_file(random, entries)
    options = [] if charset.upper() == "UTF-8" else ["--to-code=UTF-8"]
    expected = gettext("msgcat", "--no-wrap", "--force-po", *options, "-", data=text.encode(charset))
    # A backslash before the line end of Windows does not make the line go on, to gettext and to us.
    windows = windows and "\\\n" not in text
    data = (text.replace("\n", "\r\n") if windows else text).encode(charset)
    assert po.write(po.read(data)).decode() == expected.decode()
