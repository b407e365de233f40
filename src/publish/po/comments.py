"""The comment lines before an entry in; its comments, references and flags out."""

from __future__ import annotations

import re
from functools import lru_cache

from publish.po.entry import RANKS, arrange_flags


@lru_cache(maxsize=1000)
def read_notes(text: str) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Read the comment lines before an entry but those with references; most entries have the same few.

    Returns:
        The translator's comments, the extracted ones, and the flags in gettext's order.

    >>> read_notes("#. heading\\n# first\\n#, fuzzy\\n")
    (('first',), ('heading',), ('fuzzy',))
    """
    comments, extracted, flags = [], [], []
    for line in text.split("\n")[:-1]:
        match line[1:2]:
            case ".":
                extracted.append(_read_text(line[2:]))
            case "," | "!":
                flags.append(line[2:])
            case _:
                comments.append(_read_text(line[1:]))
    return tuple(comments), tuple(extracted), _read_flags(flags)


def _read_text(text: str) -> str:
    # `writing` sets a space behind a backslash, which is none of the author's.
    end = len(text) - text.endswith("\\ ")
    return text[1:end] if text[:1] == " " else text[:end]


_RANGE = re.compile(r"range:\s+([0-9]{1,9})\.\.([0-9]{1,9})")
_FLAG = re.compile(r'(?:[^,"]|"[^"]*"|")+')


def _read_flags(lines: list[str]) -> tuple[str, ...]:
    """Read what stands after `#,`; `wrap` and `impossible-…` are what is so without them, and go."""
    found: dict[str, None] = {}  # in order; of two that contradict each other the last counts
    for line in lines:
        for piece in (match.strip() for match in _FLAG.findall(line)):
            words = [word.removeprefix("possible-") for word in piece.split()]
            if span := _RANGE.fullmatch(piece):
                if int(span[1]) <= int(span[2]):
                    _add(found, f"range: {int(span[1])}..{int(span[2])}")
            elif all(word in RANKS or word == "wrap" or word.startswith("impossible-") for word in words):
                for word in words:
                    for void in _takes_back(word):
                        found.pop(void, None)
                    if word in RANKS:
                        _add(found, word)
            else:
                found.setdefault(piece)
    return arrange_flags(found)


def _add(found: dict[str, None], flag: str) -> None:
    found.pop(flag, None)
    found[flag] = None


def _takes_back(word: str) -> tuple[str, ...]:
    """Return the flags before it that a word of the flags makes void."""
    if word == "wrap":
        return ("no-wrap",)
    name = word.removeprefix("impossible-")
    return () if name == word else (name, f"no-{name}")


# A file name in U+2068 … U+2069 may hold spaces (gettext 0.22 and later write it so). `a.c : 3` and `a.c: 3`
# are `a.c:3`; what stands to the left of the colon may itself end in a number, or be empty.
_REFERENCE = re.compile(
    "((?:\u2068[^\u2068\u2069]*\u2069|[^ \t])++)"
    r"(?:[ \t]+:[ \t]*([0-9]+)(?![^ \t])|(?<=:)[ \t]+([0-9]+)(?![^ \t]))?"
)
_LINE_NUMBER = re.compile(r":0+(?=[0-9]+$)")
# The one reference that nearly every entry of ours has, several times faster than the above.
_ONE_REFERENCE = re.compile(r" [^ \t:\u2068]+(?::[1-9][0-9]*)?")


def read_references(lines: list[str]) -> tuple[str, ...]:
    """Read what stands after the `#:` of some lines, each place once."""
    if len(lines) == 1 and _ONE_REFERENCE.fullmatch(lines[0]):
        return (lines[0][1:],)
    found: dict[str, None] = {}
    for line in lines:
        for word, after_colon, after_word in _REFERENCE.findall(line):
            place = f"{word}:{after_colon}" if after_colon else f"{word}{after_word}"
            found[_LINE_NUMBER.sub(":", place)] = None
    return tuple(found)
