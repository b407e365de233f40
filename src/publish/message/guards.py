"""Text in, the same text with noncharacters set in it that steer the parser, and the way back."""

from __future__ import annotations

import re

# Noncharacters are for use inside one program and never stand in a text (Unicode 23.7); pulldown-cmark counts
# them neither as punctuation nor as space.
JOINT = "\ufdd0"
"""Stands where two neighbours must not see each other: see `mend`."""
MARGIN = "\ufdd1 "
"""Begins every line that is parsed, so that no block (`1. `, `# `, `- `) can begin there."""
_KEPT = {" ": "\ufdd2", "\t": "\ufdd3", "\n": "\ufdd4", "\r": "\ufdd5"}
"""White space that was written as a character reference, and so is not folded."""
KEPT_REFERENCES = {f"&#{ord(plain)};": f"&#{ord(kept)};" for plain, kept in _KEPT.items()}
_RESTORE = str.maketrans({kept: plain for plain, kept in _KEPT.items()})
UNPRINTABLE = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd6-\ufdef\ufffe\uffff\ud800-\udfff"
"""What no edition can hold (XML 1.0, 2.2) or terminals obey, though references and escapes can say it."""
_UNPRINTABLE = re.compile(f"[{UNPRINTABLE}]")
SEPARATORS = "\u2028\u2029"
"""Ends of lines and paragraphs to Unicode and to layout programs; spaces to us, as no font has them."""
AS_SPACES = str.maketrans(dict.fromkeys(SEPARATORS, " "))
_PRIVATE = re.compile(f"[\ufdd0-\ufdd5{SEPARATORS}{UNPRINTABLE}]|&#649(?:78|79|80|81);")
BLANK = " \t\n\r"


def fold(text: str) -> str:
    r"""Make every run of spaces, tabs and line ends one space and strip the ends; other spaces stay.

    >>> fold("  re-wrapped\n   text\u00a0! ")
    're-wrapped text\xa0!'
    """
    return re.sub(r"[ \t\r\n]+", " ", text).strip(BLANK)


# Letters of scripts that set no spaces between words, and Hangul, whose particles join the word before them.
UNSPACED = (
    "\u0e01-\u0e4e\u0e81-\u0edf\u1000-\u109f\u1780-\u17d3\u0f40-\u0fbc\u2e80-\u2fdf\u3005-\u3007\u3041-\u309f"
    "\u30a1-\u30fa\u30fc-\u31ff\u3400-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U000323af"
    "\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff"
)
UNSPACED_LETTER = re.compile(f"[{UNSPACED}]")
_RUN = r"(?:\*{1,3}|(?<!~)~~(?!~))"
_OPENS = re.compile(rf"(?<=[{UNSPACED}])({_RUN})(?=[^\w\s*~\\{JOINT}])")
_CLOSES = re.compile(rf"(?<=[^\w\s*~\\{JOINT}])({_RUN})(?=[{UNSPACED}])")
_NOTED = re.compile(
    r"(?:(?<!\\)(?:\\\\)+|(?<![!\\])|(?<!\\)(?:\\\\)*\\!)"  # not an escape, not an image
    r"\[\^[^\n\[\]\\]+\](?=\()"
)
_UNLINKED = re.compile(r"(?<!\\)((?:\\\\)*)(\\[:.@])")


def mend(source: str) -> str:
    """Make Markdown read emphasis as writers of scripts without spaces mean it.

    By CommonMark's flanking rules `これは**「重要」**です` is no emphasis, because `**` stands between
    punctuation and a letter. A noncharacter set between `**` and the punctuation beside it mends that,
    another one before `\\:`, `\\.` and `\\@` keeps `https\\://…` from becoming a link, and one behind `[^1]`
    keeps `[^1](2024)` a footnote and a year, not a link that reads "^1". Line numbers do not change. Whoever
    parses what comes back must `clean` every string that comes out (`inline` does).
    """
    if "](" in source and "[^" in source:
        source = _NOTED.sub(rf"\g<0>{JOINT}", source)
    if ("*" in source or "~" in source) and UNSPACED_LETTER.search(source):
        source = _OPENS.sub(rf"\1{JOINT}", source)
        source = _CLOSES.sub(rf"{JOINT}\1", source)
    return _UNLINKED.sub(rf"\1{JOINT}\2", source) if "\\" in source else source


def clean(text: str) -> str:
    """Take out what `mend` and `decode` put in, and what no edition can hold."""
    if not _PRIVATE.search(text):
        return text
    text = _UNPRINTABLE.sub("", text).translate(AS_SPACES)
    for reference, kept in KEPT_REFERENCES.items():
        text = text.replace(kept, reference)  # still a reference: in code, in a tag, or behind a backslash
    return text.replace(MARGIN, "").replace(JOINT, "").translate(_RESTORE).replace(MARGIN[0], "")
