"""Strategies for the bytes that targets take: pieces of each grammar, long runs, and files gone wrong."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from hypothesis import strategies as st

from fuzz.laws.common import SEPARATOR

_MOST = 40_000
"""Bytes of a long run: what is quadratic takes many times its allowance, what is linear a part of it."""
_ENDLESS = ("9" * 5000, "x" * 3000, "x " * 300)
"""More than `int` reads, than a name has, than a line has."""
Parts = st.SearchStrategy[bytes]


@cache
def dictionary(*names: str) -> tuple[str, ...]:
    """Return the scraps of some grammars: `dictionaries/NAME.txt` has a string of Python on each line."""
    files = (Path(__file__).parent / "dictionaries" / f"{name}.txt" for name in names)
    return tuple(ast.literal_eval(line) for file in files for line in file.read_text("utf-8").splitlines())


_COMMON = (*dictionary("common"), *_ENDLESS)
"""What any text may hold."""


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def soup(scraps: Sequence[str], most: int = 30) -> Parts:
    """Give scraps of a grammar in any order."""
    return st.lists(st.sampled_from([*scraps, *_COMMON]), max_size=most).map("".join).map(_encoded)


@st.composite
def long_runs(draw: st.DrawFn, scraps: Sequence[str], most: int = _MOST) -> bytes:
    """Give one or two pieces many times: deep nesting, long lists, runs of one sign."""
    piece = st.lists(st.sampled_from([*scraps, *scraps, *_COMMON]), min_size=1, max_size=3).map("".join)
    out = draw(soup(scraps, 3))
    for _ in range(draw(st.sampled_from([1, 1, 2]))):
        one = _encoded(draw(piece))
        times = draw(st.sampled_from([30, 300, _MOST, _MOST]))
        out += one * max(1, min(times, most // len(one))) + draw(soup(scraps, 3))
    return out


@st.composite
def damaged(draw: st.DrawFn, seeds: Sequence[bytes], scraps: Sequence[str]) -> bytes:
    """Give a real file that a person, a program or a disk has been at."""
    data = draw(st.sampled_from(seeds))
    if len(data) > 4000 and draw(st.booleans()):
        begin = draw(st.integers(0, len(data) - 1000))
        data = data[begin : begin + draw(st.integers(0, 3000))]
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.sampled_from([0, 0, 0, 1, 2, 9, 99, 999])))
        new = draw(soup(scraps, 3) | st.just(data[start:end] * 2) | st.binary(max_size=3))
        data = data[:start] + new + data[end:]
    return data[: draw(st.just(len(data)) | st.integers(0, len(data)))]


def raw() -> Parts:
    """Give bytes without any grammar, in the encodings that files come in."""
    texts = st.tuples(st.text(max_size=200), st.sampled_from(("utf-8", "utf-16", "gb18030", "latin-1")))
    encoded = texts.map(lambda text: text[0].encode(text[1], "replace"))
    return st.binary(max_size=200) | encoded


def mixture(scraps: Sequence[str], seeds: Sequence[bytes], *more: Parts) -> Parts:
    """Give inputs of every kind, those that know the grammar most often."""
    return st.one_of(
        soup(scraps), soup(scraps), soup(scraps), long_runs(scraps), damaged(seeds, scraps), raw(), *more
    )


def joined(*strategies: Parts) -> Parts:
    """Give inputs of several parts."""
    return st.tuples(*strategies).map(SEPARATOR.join)
