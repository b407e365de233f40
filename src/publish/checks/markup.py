"""Checks of marks: emphasis, code, links, pictures, footnotes, tags; what is lost, added or broken."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import groupby

from publish.checks.pair import Check, Example, Pair
from publish.model import (
    Break,
    Code,
    Emphasis,
    Image,
    Link,
    Mark,
    Note,
    Raw,
    Span,
    Strike,
    Strong,
    Subscript,
    Superscript,
    Underline,
)


def _runs(spans: tuple[Span, ...], kind: type[Mark]) -> int:
    """Count how often a mark begins; notes, pictures and line breaks inside do not end it."""
    marked = (any(isinstance(mark, kind) for mark in s.marks) for s in spans if s.text.strip() or s.atom)
    return sum(on for on, _ in groupby(marked))


def _style(kind: type[Mark], name: str, written: str) -> Callable[[Pair], Iterator[str]]:
    """Return a check that as many pieces of text are of a style in the translation as in the source."""

    def find(pair: Pair) -> Iterator[str]:
        before, after = _runs(pair.old, kind), _runs(pair.new, kind)
        if after < before:
            what = f"the source has {_pieces(before, name)}, the translation {after or 'none'}"
            yield f"{what}: put {written} round the same words"
        elif after > before:
            what = f"the translation has {_pieces(after, name)}, the source {before or 'none'}"
            yield f"{what}: take the signs away where the source has none"

    return find


def _pieces(number: int, name: str) -> str:
    return f"{number} piece{'' if number == 1 else 's'} of {name} text"


def _things(spans: tuple[Span, ...], name: Callable[[Span], str | None]) -> Counter[str]:
    return Counter(found for span in spans if (found := name(span)) is not None)


def _missing(before: Counter[str], after: Counter[str]) -> tuple[list[str], list[str]]:
    """Return what is lost and what is added."""
    return sorted((before - after).elements()), sorted((after - before).elements())


def _code(pair: Pair) -> Iterator[str]:
    def name(span: Span) -> str | None:
        return span.text if any(isinstance(mark, Code) for mark in span.marks) else None

    lost, added = _missing(_things(pair.old, name), _things(pair.new, name))
    for code in lost:
        yield f"`{code}` is not in the translation as code: copy it with its backquotes, untranslated"
    if not lost:
        for code in added:
            yield f"`{code}` is code in the translation only: take the backquotes away"


def _addresses(spans: tuple[Span, ...]) -> Counter[str]:
    """Count links by their targets; one that goes through several spans is one."""
    found = (next((mark for mark in span.marks if isinstance(mark, Link)), None) for span in spans)
    return Counter(link.href for link, _ in groupby(found) if link)


def _links(pair: Pair) -> Iterator[str]:
    before, after = _addresses(pair.old), _addresses(pair.new)
    if after.total() < before.total():
        for target in _missing(before, after)[0][: before.total() - after.total()]:
            yield f"the link to {target} is lost: write [words]({target})"
    elif after.total() > before.total():
        for target in _missing(before, after)[1][: after.total() - before.total()]:
            yield f"the source has no link to {target}: take it away"


# Printed without a scheme it is no link: bao.vn/tin. Its first part has three letters and more, v.v. has not.
_BARE = re.compile(
    r"(?<![\w@/.-])[A-Za-z0-9-]{3,}\.(?:[a-z0-9-]+\.)*(?:com|org|net|gov|edu|int|info|[a-z]{2})(?:/[^\s,;)”»]*)?(?![\w@])"
)


def _printed(pair: Pair) -> Iterator[str]:
    says = pair.says.casefold()
    for address in dict.fromkeys(_BARE.findall(pair.said)):
        if address.rstrip(".").casefold() not in says:
            yield f"the address {address} is lost: copy it from the source"


def _targets(pair: Pair) -> Iterator[str]:
    before, after = _addresses(pair.old), _addresses(pair.new)
    lost, added = _missing(before, after)
    if before.total() == after.total():
        for old, new in zip(lost, added, strict=True):
            yield f"a link leads to {new}, in the source to {old}: correct it unless the page is another one"


def _kept(name: Callable[[Span], str | None], lost: str, added: str) -> Callable[[Pair], Iterator[str]]:
    """Return a check that what `name` gives of spans is the same in both; the messages hold `{}` for it."""

    def find(pair: Pair) -> Iterator[str]:
        gone, new = _missing(_things(pair.old, name), _things(pair.new, name))
        yield from (lost.replace("{}", thing) for thing in gone)
        yield from (added.replace("{}", thing) for thing in new)

    return find


_images = _kept(
    lambda span: span.atom.src if isinstance(span.atom, Image) else None,
    "the picture {} is lost: write ![what it shows]({})",
    "the source does not show the picture {}: take it away",
)
_notes = _kept(
    lambda span: span.atom.label if isinstance(span.atom, Note) else None,
    "the footnote [^{}] is lost: put [^{}] where the note belongs",
    "the source has no footnote [^{}] here: take it away, or correct its name",
)
_tags = _kept(
    lambda span: span.text if isinstance(span.atom, Raw) else None,
    "{} is lost: copy it from the source",
    "{} is not in the source: take it away",
)


def _breaks(pair: Pair) -> Iterator[str]:
    before, after = (sum(isinstance(s.atom, Break) for s in spans) for spans in (pair.old, pair.new))
    if before != after:
        yield f"the source has {before} line breaks (<br>), the translation {after}: make them as many"


# What is left as text where markup did not parse. A star or an underscore alone may be meant.
_LEFT = re.compile(
    r"\*\*|(?<!_)__(?!_)|~~|\] ?\((?=[^\s()]*[./#\ufffc])|\[\^|`|</?[a-z]+[^<>]*>"
    r"|(?<![\w*])\*(?=\w)[^*]*\w\*(?![\w*])"
)


def _left(pair: Pair) -> Iterator[str]:
    if not _LEFT.search(pair.says):
        return
    known = Counter(_LEFT.findall(pair.said))
    for sign, number in Counter(_LEFT.findall(pair.says)).items():
        if number > known[sign]:
            yield (
                f"{sign} would be printed as it stands: signs come in pairs and touch the words they mark, "
                "as in the source"
            )


_STYLES = (
    ("strong", Strong, "bold", "**…**", ("Đọc **ngay**", "Read now", "Read **now**")),
    ("emphasis", Emphasis, "emphasised", "_…_", ("Báo _Tin_", "The paper Tin", "The paper _Tin_")),
    ("strike", Strike, "struck", "~~…~~", ("Giá ~~10~~", "Price 10", "Price ~~10~~")),
    ("underline", Underline, "underlined", "<u>…</u>", ("Ký <u>ở đây</u>", "Sign here", "Sign <u>here</u>")),
    ("raised", Superscript, "raised", "<sup>…</sup>", ("Đất m<sup>2</sup>", "Land m2", "Land m<sup>2</sup>")),
    (
        "lowered",
        Subscript,
        "lowered",
        "<sub>…</sub>",
        ("Khí CO<sub>2</sub>", "CO2 gas", "CO<sub>2</sub> gas"),
    ),
)

CHECKS = (
    *(
        Check(
            id,
            "warning",
            f"As many pieces of text are {name} (`{written}`) as in the source.",
            _style(kind, name, written),
            (Example(*example),),
            of_marks=True,
        )
        for id, kind, name, written, example in _STYLES
    ),
    Check(
        "markup",
        "error",
        "No sign of markup is left over: a pair without its second half, or with a space inside, is printed.",
        _left,
        (
            Example("Đọc **ngay**", "Read ** now**", "Read **now**"),
            Example("Xem [trang](a.md)", "See [the page] (a.md", "See [the page](a.md)"),
        ),
    ),
    Check(
        "code",
        "error",
        "Code in backquotes is in the translation, letter for letter.",
        _code,
        (Example("Chạy `publish build`", "Run `publish Build`", "Run `publish build`"),),
        of_marks=True,
    ),
    Check(
        "link",
        "error",
        "Each link and each printed address of the source is in the translation, and no other.",
        _links,
        (Example("Xem [trang](https://a.vn)", "See the page", "See [the page](https://a.vn)"),),
        of_marks=True,
    ),
    Check(
        "address",
        "error",
        "Addresses printed without https:// are those of the source, letter for letter.",
        _printed,
        (Example("Xem a-bao.vn/tin", "See a-bao.vn/news", "See a-bao.vn/tin"),),
    ),
    Check(
        "link-target",
        "warning",
        "Links lead where they lead in the source. Switch it off for a site with a page for each language.",
        _targets,
        (
            Example(
                "Xem [trang](https://a.vn)", "See [the page](https://b.vn)", "See [the page](https://a.vn)"
            ),
        ),
        of_marks=True,
    ),
    Check(
        "image",
        "error",
        "Pictures in the line are those of the source.",
        _images,
        (Example("Bấm ![nút](n.png)", "Press the button", "Press ![button](n.png)"),),
        of_marks=True,
    ),
    Check(
        "footnote",
        "error",
        "Every footnote is called as in the source, under the same name.",
        _notes,
        (Example("Theo báo cáo[^1].", "By the report.", "By the report[^1]."),),
        of_marks=True,
    ),
    Check(
        "tag",
        "error",
        "Tags that publish hands on unread are those of the source.",
        _tags,
        (Example("Ô <ruby>東</ruby>", "Cell 東", "Cell <ruby>東</ruby>"),),
        of_marks=True,
    ),
    Check(
        "line-break",
        "warning",
        "Lines are broken as often as in the source.",
        _breaks,
        (Example("Số 1<br>Hà Nội", "No. 1, Hanoi", "No. 1<br>Hanoi"),),
        of_marks=True,
    ),
)
