"""Spans in, message text out: CommonMark inline notation with as few signs as will do."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from publish.message.canonical import INNERMOST, canonical
from publish.message.decoding import SPECIAL, decode
from publish.message.events import TAGS
from publish.message.guards import BLANK, UNSPACED, UNSPACED_LETTER
from publish.message.links import autolink
from publish.model import (
    Break,
    Code,
    Emphasis,
    Image,
    Lang,
    Link,
    Mark,
    Note,
    Raw,
    Span,
    Strike,
    Strong,
)


@dataclass(frozen=True, slots=True)
class _Style:
    """How freely a message is written."""

    escape: Callable[[str], str]
    """What is done to literal text."""
    links: Literal["bare", "angle", "inline", "html"]
    """The shortest form of link that may be used."""
    html: bool
    """Write HTML elements instead of Markdown's delimiters."""


_PUNCTUATION = r"[!-/:-@\[-`{-~]"
_LIKELY = re.compile(
    rf"\\(?={_PUNCTUATION}|$)|`|(?<!\s)\*|\*(?!\s)|(?<!\s)~|~(?!\s)|(?<![\w\s])_|_(?![\w\s])"
    r"|[\[\]]|<(?=[A-Za-z/!?])|&(?=#?\w+;)|!$|(?<=http):(?=//)|(?<=https):(?=//)|(?<=www)\.|@",
    re.IGNORECASE,
)
_ANY = re.compile(r"[\\`*_~\[\]<>&!@:.]")
_STYLES = (
    _Style(lambda text: text, "bare", html=False),
    _Style(lambda text: _LIKELY.sub(r"\\\g<0>", text), "bare", html=False),
    _Style(lambda text: _LIKELY.sub(r"\\\g<0>", text), "angle", html=False),
    _Style(lambda text: _ANY.sub(r"\\\g<0>", text), "inline", html=False),
    _Style(lambda text: _ANY.sub(r"\\\g<0>", text), "html", html=True),
)
"""From the quietest to the safest; the first that reads back as it should is taken."""


def encode(spans: Iterable[Span]) -> str:
    """Write spans as a message; `decode(encode(spans)) == canonical(spans)`.

    Nothing is escaped that is not otherwise markup in this very message. Marks that Markdown cannot delimit
    (a strong span that begins with a space) are written as HTML elements, line breaks as `<br>`: translators
    see it, and no editor trims it.

    >>> encode([Span("2 * 3, "), Span("bold", (Strong(),)), Span(" a_b")])
    '2 * 3, **bold** a_b'
    >>> encode([Span("*not emphasis*")])
    '\\\\*not emphasis\\\\*'
    """
    wanted = tuple(spans)
    if not (plain := _is_plain(wanted)):
        wanted = canonical(wanted)
        plain = _is_plain(wanted)
    if plain:
        text = wanted[0].text
        return text if text == text.strip(BLANK) else _spaced(text, True, True)
    message = ""
    for style in _STYLES:
        message = _render(_leaves(wanted, style), 0, style, "", "")
        if _is_sure(wanted) or decode(message) == wanted:
            break
    return message


def _is_plain(spans: tuple[Span, ...]) -> bool:
    """Say whether spans are a single run of words: most messages are, and need no further thought."""
    if len(spans) != 1 or spans[0].marks:
        return False
    return bool(spans[0].text) and not SPECIAL.search(spans[0].text)


_SURE_HREF = re.compile(r"[A-Za-z0-9/.:?=#%+,_-]+")


def _is_sure(spans: tuple[Span, ...]) -> bool:
    """Say whether the quietest style is sure to be read back; reading back is what takes the time.

    So it is where single marks stand round whole words, between spaces, and no sign of markup is anywhere.
    """
    bare = [("", ())] + [(span.text, span.marks) for span in spans] + [("", ())]
    for (before, outer), (text, marks), (after, other) in zip(bare, bare[1:], bare[2:], strict=False):
        if SPECIAL.search(text) or UNSPACED_LETTER.search(text):
            return False
        match marks:
            case ():
                continue
            case (Strong() | Emphasis(),):
                pass
            case (Link(href, ""),) if href != text and _SURE_HREF.fullmatch(href):
                pass
            case _:
                return False
        if outer or other or before[-1:] not in ("", " ") or after[:1] not in ("", *" .,;:"):
            return False
        if not (text[:1].isalnum() and text[-1:].isalnum()):
            return False
    return True


_Leaf = tuple[Span, str]


def _leaves(spans: tuple[Span, ...], style: _Style) -> list[_Leaf]:
    """Write the inside of every span: its escaped text, its code or its atom."""
    out = []
    starts = True
    for place, span in enumerate(spans):
        ends = place == len(spans) - 1 or isinstance(spans[place + 1].atom, Break)
        out.append((span, _leaf(span, style, starts, ends)))
        starts = isinstance(span.atom, Break)
    return out


def _leaf(span: Span, style: _Style, starts: bool, ends: bool) -> str:
    match span.marks[-1] if span.marks else None:
        case Image() as image:
            return _image(span.text, image, style)
        case Note(label):
            return f"[^{label}]"
        case Break():
            return "<br>"
        case Raw():
            return span.text
        case Code():
            text = _spaced(style.escape(span.text), True, True)
            return f"<code>{text}</code>" if style.html else _code(span.text)
    return _spaced(style.escape(span.text), starts, ends)


def _spaced(text: str, starts: bool, ends: bool) -> str:
    """Write the white space that would be folded or stripped as character references."""
    text = re.sub(r"[\t\r\n]|(?<= ) ", lambda found: f"&#{ord(found[0])};", text)
    if starts and text.startswith(" "):
        text = f"&#32;{text[1:]}"
    return f"{text[:-1]}&#32;" if ends and text.endswith(" ") else text


def _code(text: str) -> str:
    runs = set(re.findall("`+", text))
    fence = next(run for length in range(1, len(runs) + 2) if (run := "`" * length) not in runs)
    pad = " " if "`" in (text[:1], text[-1:]) or (text[:1] == text[-1:] == " " and text.strip(" ")) else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _image(alt: str, image: Image, style: _Style) -> str:
    if style.html:
        return (
            f"<img{_attribute('src', image.src)}{_attribute('alt', alt)}{_attribute('title', image.title)}>"
        )
    return f"![{_spaced(style.escape(alt), True, True)}]({_target(image.src, image.title)})"


def _attribute(name: str, value: str) -> str:
    if not value and name in ("title", "alt"):
        return ""
    escaped = re.sub(r"[&\"<>\t\r\n]", lambda found: f"&#{ord(found[0])};", value)
    return f' {name}="{escaped}"'


def _target(url: str, title: str) -> str:
    r"""Write what stands between the parentheses of a link.

    >>> _target("a b.png", 'the "b"')
    '<a b.png> "the \\"b\\""'
    """
    literal = rf"\\(?={_PUNCTUATION}|$)|&(?=#?\w+;)"
    if (
        re.search(r"[\s\x00-\x1f\x7f<>]|^$", url)
        or url.count("(") != url.count(")")
        or ")" in url.partition("(")[0]
    ):
        escaped = f"<{re.sub(rf'{literal}|[<>]', _escaped, url)}>"
    else:
        escaped = re.sub(literal, _escaped, url)
    if not title:
        return _referenced(escaped) if url else ""
    return _referenced(f'{escaped} "{re.sub(rf"{literal}|[{chr(34)}]", _escaped, title)}"')


def _escaped(found: re.Match[str]) -> str:
    return "\\" + found[0]


def _referenced(text: str) -> str:
    return re.sub(r"[\t\r\n]", lambda found: f"&#{ord(found[0])};", text)


def _render(leaves: list[_Leaf], depth: int, style: _Style, before: str, after: str) -> str:
    """Write leaves whose first `depth` marks are open already, between characters `before` and `after`."""
    groups = [(mark, list(group)) for mark, group in groupby(leaves, lambda leaf: _mark_at(leaf[0], depth))]
    bodies = [
        _render(group, depth + 1, style, "*", "*") if mark else "".join(text for _, text in group)
        for mark, group in groups
    ]
    out = before
    for place, (mark, group) in enumerate(groups):
        following = after
        if place + 1 < len(groups):
            following = "*" if groups[place + 1][0] else bodies[place + 1]
        out += (
            _marked(mark, bodies[place], group, depth, style, out[-1:], following[:1])
            if mark
            else bodies[place]
        )
    return out[len(before) :]


def _mark_at(span: Span, depth: int) -> Mark | None:
    mark = span.marks[depth] if depth < len(span.marks) else None
    return None if isinstance(mark, INNERMOST) else mark


def _marked(
    mark: Mark, body: str, group: list[_Leaf], depth: int, style: _Style, before: str, after: str
) -> str:
    element = TAGS[type(mark)]
    match mark:
        case Strong():
            delimiter = "**"
        case Strike():
            delimiter = "~~"
        case Emphasis():
            delimiter = "*" if before.isalnum() or after.isalnum() else "_"
        case Link():
            return _link(mark, body, [span for span, _ in group], depth, style)
        case Lang(tag):
            return f"<span{_attribute('lang', tag)}>{body}</span>"
        case _:
            return f"<{element}>{body}</{element}>"
    if style.html or not _flanks(before, body, after):
        return f"<{element}>{body}</{element}>"
    return f"{delimiter}{body}{delimiter}"


def _flanks(before: str, body: str, after: str) -> bool:
    """Tell whether a delimiter opens before `body` and closes after it (CommonMark 6.2, and `mend`)."""
    return _leans(before, body[:1]) and _leans(after, body[-1:])


def _leans(outside: str, inside: str) -> bool:
    if inside.isspace():
        return False
    outer_word = outside and not outside.isspace() and not _is_punctuation(outside)
    return not (_is_punctuation(inside) and outer_word and not re.match(f"[{UNSPACED}]", outside))


def _is_punctuation(char: str) -> bool:
    return unicodedata.category(char)[0] in "PS"


def _link(link: Link, body: str, spans: list[Span], depth: int, style: _Style) -> str:
    text = spans[0].text if len(spans) == 1 and len(spans[0].marks) == depth + 1 else ""
    if text and not link.title:
        if style.links == "bare" and [span.marks for span in autolink([Span(text)])] == [(link,)]:
            return text
        if style.links in ("bare", "angle") and _is_autolink(link.href, text):
            return f"<{text}>"
    if style.links == "html":
        return f"<a{_attribute('href', link.href)}{_attribute('title', link.title)}>{body}</a>"
    return f"[{body}]({_target(link.href, link.title)})"


def _is_autolink(href: str, text: str) -> bool:
    """Tell whether `<text>` is a link to `href` (CommonMark 6.5)."""
    if "mailto:" + text == href:
        return bool(re.fullmatch(r"[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+", text))
    return text == href and bool(re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s\x00-\x20<>]*", text))
