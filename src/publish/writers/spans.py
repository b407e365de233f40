"""The words of one block to HTML spans: marks nested, line breaks and directions added, all else escaped."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from html import escape as _escape
from itertools import accumulate, pairwise
from typing import Literal

from publish import languages
from publish.languages import Language
from publish.message.guards import UNSPACED
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
    Subscript,
    Superscript,
    Text,
    Underline,
)
from publish.theme import typography
from publish.writers import bidi, breaks
from publish.writers.links import safe_href

_ELEMENTS: Mapping[type, str] = {
    Strong: "strong",
    Emphasis: "em",
    Strike: "s",
    Underline: "u",
    Superscript: "sup",
    Subscript: "sub",
    Code: "code",
}
# A code such as 57-NQ/TW, an option such as --draft. A code has a digit, and at most 49 characters.
_CODE = re.compile(
    r"(?<![\w/-])(?:(?=[\w/-]{0,48}\d)\w{1,9}(?:[-/]\w{1,9}){1,4}|--?[a-z][\w-]{0,20})(?![\w/-])"
)
_LONGEST = 20  # characters that a line does not break; more would tear holes into the line before
_OBJECT = "\ufffc"  # stands for an atom where the words of a block are read as one string
_LONG_WORD = re.compile(rf"[^\s{_OBJECT}{UNSPACED}]{{41,}}")
_FILLS_LINES = 200  # characters


@dataclass(frozen=True, slots=True)
class _Run:
    """A run that reads the other way than its paragraph; not a mark of the model's."""

    direction: Literal["ltr", "rtl"]
    """How it reads."""
    number: int
    """Tells one run from the next, so that neighbours do not become one."""


_Piece = tuple[str, tuple["Mark | _Run", ...], Span]
"""Characters to print, what is round them (outermost first), and the span they come from."""


@dataclass(slots=True)
class Context:
    """What the spans of one edition share; it is filled while the edition is written."""

    language: Language
    """The edition's."""
    draft: bool
    """Whether untranslated text is marked."""
    picture: Callable[[Image, str, int], str]
    """Gives the `<img>` of a picture in the line, of its alternative text and the line in the source."""
    note: Callable[[Note], str]
    """Gives the call of a footnote, and at its first one the note itself."""
    ids: frozenset[str] = frozenset()
    """Names in this document that `#id` may link to."""
    others: dict[str, Language] = field(default_factory=dict)
    """Languages other than the edition's that were met, by tag."""


def escape(text: str) -> str:
    """Return text that HTML reads as itself; control characters, which no XML may hold, are left out."""
    return _escape(re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]", "", text), quote=True)


def language_of(text: Text, context: Context) -> Language:
    """Return the language that all of `text` is in."""
    return languages.parse(text.language) if text.language else context.language


def attributes(text: Text, context: Context, *classes: str) -> str:
    """Return the attributes of a block that holds `text`: class, lang and dir where the edition's differ."""
    names = [*classes]
    if context.draft and text.spans and all(map(_is_untranslated, text.spans)):
        names.append("untranslated")
    named = f' class="{" ".join(names)}"' if names else ""
    language = language_of(text, context)
    return named + ("" if language == context.language else _lang(language, context))


def render(text: Text, context: Context) -> str:
    """Return the words as HTML, for an element that has the `attributes` of the same text."""
    return _nested(_pieces(text, language_of(text, context)), text, context)


# --- pieces --------------------------------------------------------------------------------------------


def _pieces(text: Text, language: Language) -> Iterator[_Piece]:
    """Cut the spans where a run that reads the other way begins or ends, and add line breaks that need a
    dictionary."""
    joined = "".join(_shape(span) for span in text.spans)
    runs = _runs(text, joined, language)
    seams = _seams(text, joined)
    at = 0
    for span in text.spans:
        end = at + len(_shape(span))
        if span.atom:
            yield span.text, span.marks, span
        else:
            gaps = _gaps(span, joined, at, language) | (seams & {at})
            for start, stop, turns in _cut(at, end, runs):
                yield _with_breaks(joined, start, stop, gaps), _turned(turns, span.marks), span
        at = end


def _runs(text: Text, joined: str, language: Language) -> list[tuple[int, int, _Run]]:
    """Return the runs that read the other way than the paragraph, and those that do so inside them."""
    if language.direction == "rtl":
        found = bidi.ltr_runs(joined, _whole(text, language, "ltr"))
        return [(start, end, _Run("ltr", number)) for number, (start, end) in enumerate(found)]
    runs: list[tuple[int, int, _Run]] = []
    for start, end in bidi.rtl_runs(joined, _whole(text, language, "rtl")):
        runs.append((start, end, _Run("rtl", len(runs))))
        # A code inside an Arabic quotation in English.
        inner = bidi.ltr_runs(joined[start:end])
        runs += [(start + a, start + b, _Run("ltr", len(runs))) for a, b in inner]
    return runs


def _shape(span: Span) -> str:
    return _OBJECT if span.atom else span.text


def _whole(text: Text, language: Language, against: str) -> tuple[tuple[int, int], ...]:
    """Return the stretches of a text that read in the direction `against` whatever they hold."""
    out, at = [], 0
    for span in text.spans:
        end = at + len(_shape(span))
        direction = "ltr" if _has(span, Code) else _spoken(span, language).direction
        if not span.atom and direction == against:
            out.append((at, end))
        at = end
    return tuple(out)


def _has(span: Span, kind: type) -> bool:
    return any(isinstance(mark, kind) for mark in span.marks)


def _spoken(span: Span, language: Language) -> Language:
    """Return the language of a span in a block of `language`: that of its innermost Lang mark."""
    tags = [mark.tag for mark in span.marks if isinstance(mark, Lang)]
    return languages.parse(tags[-1]) if tags else language


def _cut(
    start: int, end: int, runs: list[tuple[int, int, _Run]]
) -> Iterator[tuple[int, int, tuple[_Run, ...]]]:
    """Cut [start, end) at the runs' ends; each part comes with the runs it is in, outermost first."""
    edges = {edge for first, last, _ in runs for edge in (first, last) if start < edge < end}
    for a, b in pairwise(sorted({start, end} | edges)):
        yield a, b, tuple(run for first, last, run in runs if first <= a < last)


def _turned(turns: tuple[_Run, ...], marks: tuple[Mark, ...]) -> tuple[Mark | _Run, ...]:
    """Put runs round marks, but inside a language that reads the other way."""
    out: tuple[Mark | _Run, ...] = marks
    least = 0
    for turn in turns:
        against = [
            at
            for at, mark in enumerate(out, 1)
            if isinstance(mark, Lang) and languages.parse(mark.tag).direction != turn.direction
        ]
        at = max(least, *against, 0)
        out = (*out[:at], turn, *out[at:])
        least = at + 1
    return out


def _seams(text: Text, joined: str) -> set[int]:
    """Return where a span ends inside a word that may be longer than a line.

    WeasyPrint breaks such a word inside a span, but never between two.
    """
    if len(text.spans) == 1:
        return set()
    ends = list(accumulate(len(_shape(span)) for span in text.spans))
    found = set()
    for word in _LONG_WORD.finditer(joined):
        for end in ends[bisect_right(ends, word.start()) : bisect_left(ends, word.end())]:
            # No stop begins a line where it can be helped.
            if joined[end - 1 : end + 1].isalnum() or len(word[0]) > _FILLS_LINES:
                found.add(end)
    return found


def _gaps(span: Span, joined: str, at: int, language: Language) -> set[int]:
    """Return the offsets in `joined` where a line may break inside or right before a span."""
    spoken = _spoken(span, language)
    if _has(span, Code) or not typography(spoken).dictionary_breaks:
        return set()
    if spoken == language:
        return breaks.opportunities(joined, language)
    return {at + gap for gap in breaks.opportunities(span.text, spoken)}


def _with_breaks(joined: str, start: int, stop: int, gaps: set[int]) -> str:
    cuts = [start, *sorted(gap for gap in gaps if start < gap < stop), stop]
    words = breaks.BREAK.join(joined[a:b] for a, b in pairwise(cuts))
    return breaks.BREAK + words if start in gaps else words


# --- nesting -------------------------------------------------------------------------------------------


def _nested(pieces: Iterable[_Piece], text: Text, context: Context) -> str:
    """Open and close elements so that neighbours under the same marks share them."""
    out: list[str] = []
    open_marks: list[Mark | _Run] = []
    for words, round_it, span in pieces:
        marks = _order(round_it, span, text, context)
        shared = next(
            (i for i, (a, b) in enumerate(zip(open_marks, marks, strict=False)) if a != b),
            min(len(open_marks), len(marks)),
        )
        while len(open_marks) > shared:
            out.append(_close(open_marks.pop()))
        for mark in marks[shared:]:
            out.append(_open(mark, context))
            open_marks.append(mark)
        out.append(_content(words, span, text, context))
    out.extend(_close(mark) for mark in reversed(open_marks))
    return "".join(out)


def _order(marks: tuple[Mark | _Run, ...], span: Span, text: Text, context: Context) -> list[Mark | _Run]:
    """Return the marks to print, outermost first.

    A link comes last, because PDF/UA-1 wants nothing but words inside it (7.18.5): it is left out round a
    picture or a note, and where it leads nowhere.
    """
    kept: list[Mark | _Run] = []
    links: list[Link] = []
    for mark in marks:
        match mark:
            case Link():
                href = None if span.atom else safe_href(mark.href, context.ids)
                links += [] if href is None else [replace(mark, href=href)]
            case Lang() if not kept and _is_said_by_block(mark, text, context):
                pass
            case Image() | Note() | Break() | Raw():
                pass
            case _:
                kept.append(mark)
    return [*kept, *links[-1:]]


def _is_said_by_block(mark: Lang, text: Text, context: Context) -> bool:
    """Tell whether the block's attributes say the language, and that it is untranslated where that shows."""
    shown = context.draft and mark.untranslated and not all(map(_is_untranslated, text.spans))
    return mark.tag == text.language and not shown


def _is_untranslated(span: Span) -> bool:
    return any(isinstance(mark, Lang) and mark.untranslated for mark in span.marks)


def _open(mark: Mark | _Run, context: Context) -> str:
    match mark:
        case _Run():
            return f'<span dir="{mark.direction}">'
        case Lang():
            marked = ' class="untranslated"' if context.draft and mark.untranslated else ""
            return f"<span{marked}{_lang(languages.parse(mark.tag), context)}>"
        case Link():
            title = f' title="{escape(mark.title)}"' if mark.title else ""
            return f'<a href="{escape(mark.href)}"{title}>'
        case _:
            return f"<{_ELEMENTS[type(mark)]}>"


def _close(mark: Mark | _Run) -> str:
    match mark:
        case _Run() | Lang():
            return "</span>"
        case Link():
            return "</a>"
        case _:
            return f"</{_ELEMENTS[type(mark)]}>"


def _lang(language: Language, context: Context) -> str:
    context.others[language.tag] = language
    return f' lang="{language.tag}" dir="{language.direction}"'


def _unbroken(words: str) -> str:
    """Return words as HTML, in which codes and numbers of telephones stay on one line."""
    found = [match.span() for rule in (bidi.DIGITS, _CODE) for match in rule.finditer(words)]
    out, done = [], 0
    for start, end in sorted(found):
        if start >= done and end - start <= _LONGEST:
            out += [escape(words[done:start]), f'<span class="whole">{escape(words[start:end])}</span>']
            done = end
    return "".join(out) + escape(words[done:])


def _content(words: str, span: Span, text: Text, context: Context) -> str:
    match span.atom:
        case None:
            return escape(words) if _has(span, Link) else _unbroken(words)
        case Image() as image:
            return context.picture(image, span.text, text.line)
        case Note() as note:
            return context.note(note)
        case Break():
            return "<br>"
        case Raw():
            return ""
