"""Markdown's events in, blocks out: one stack holds Markdown's open elements and HTML's alike.

Since both stand on one stack, Markdown between two HTML tags (a picture inside `<figure>`) belongs to the
element that the tags make.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable
from html import unescape
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from publish.errors import LanguageError, SourceError
from publish.message import clean
from publish.model import Block, Paragraph, RawBlock
from publish.readers.markdown import html, words
from publish.readers.markdown.directives import Directives
from publish.readers.markdown.finish import FINISH, caption_words, settle
from publish.readers.markdown.frames import Frame, Part, Piece

if TYPE_CHECKING:
    from pyromark.event import Event, Range

_ELEMENTS = frozenset(FINISH)
_SLOTS = html.SLOTS | {"Heading", "TableCell", "DefinitionListTitle"}
_LITERAL = frozenset(("pre", "CodeBlock"))
_DEEPEST = 100  # as far as rooms that walk a Document by calling themselves can go down


class Builder:
    """Puts one article together."""

    def __init__(self, name: str, source: words.Source) -> None:
        """`name` is the source's, for errors; `source` is what was parsed."""
        self._name = name
        self._source = source
        self._directives = Directives(name)
        self._stack = [Frame("Document", 0, 1)]
        self._labels: dict[str, str] = {}
        self._cell_end = 0

    def build(self, events: Callable[[], Iterable[tuple[Event, Range]]]) -> tuple[Block, ...]:
        """Return the blocks that events make. Raises SourceError where a directive or a table is broken.

        `events` is asked for them twice where there are footnotes: to keep them all takes more memory than
        everything else.
        """
        if b"[^" in self._source.data:
            self._labels = self._footnote_labels(events())
        block: list[Piece] | None = None
        for event, place in events():
            if block is None and isinstance(event, dict) and "Text" in event:
                self._inline(event, place)  # most events are
                continue
            kind, value = next(iter(event.items())) if isinstance(event, dict) else (event, None)
            if value == "HtmlBlock" and kind in ("Start", "End"):
                self._html_block(block or [])
                block = [] if kind == "Start" else None
            elif block is not None:
                block.append(Piece(event, place["start"], place["end"]))
            else:
                self._event(event, kind, value, place)
        while len(self._stack) > 1:  # HTML elements that nobody closed
            self._close(self._top.kind)
        self._flush()
        self._directives.end()
        return settle(self._stack[0].items)

    def _event(self, event: Event, kind: str, value: Any, place: Range) -> None:
        match kind:
            case "Start":
                self._start(event, value, place)
            case "End":
                self._end(event, value, place)
            case "Rule":
                self._open("Rule", place["start"])
                self._close("Rule")
            case "TaskListMarker":
                self._innermost("Item").attributes["checked"] = "yes" if value else "no"
            case "FootnoteReference":
                label = self._labels.get(words.same(value), clean(value))
                self._inline({"FootnoteReference": label}, place)
            case "InlineHtml" if value.startswith("<!--") and self._directive(value, place["start"]):
                pass
            case "InlineHtml" if all(token.name in html.DROPPED for token in html.tokens(value)):
                pass
            case _:
                self._inline(event, place)

    def _footnote_labels(self, events: Iterable[tuple[Any, Range]]) -> dict[str, str]:
        """Map a label, folded as references are compared, to how its definition writes it."""
        labels: dict[str, str] = {}
        definitions = (
            (event["Start"]["FootnoteDefinition"], place["start"])
            for event, place in events
            if isinstance(event, dict) and "FootnoteDefinition" in event.get("Start", "")
        )
        for label, start in definitions:
            if "`" in label or not clean(label):
                raise self._error(
                    f"footnote [^{clean(label)}] has a label that cannot be called",
                    start,
                    hint="Give it a label of letters and digits, here and where it is called.",
                )
            if words.same(label) in labels:
                raise self._error(f"footnote [^{clean(label)}] is defined a second time", start)
            labels[words.same(label)] = clean(label)
        return labels

    # --- the stack ---------------------------------------------------------------------------------

    @property
    def _top(self) -> Frame:
        return self._stack[-1]

    def _innermost(self, kind: str) -> Frame:
        return next(frame for frame in reversed(self._stack) if frame.kind == kind)

    def _open(self, kind: str, start: int, attributes: dict[str, str] | None = None) -> Frame:
        self._flush()
        above = self._top
        if len(self._stack) > _DEEPEST:
            raise self._error(f"more than {_DEEPEST} blocks inside each other", start)
        attributes = attributes or {}
        frame = Frame(
            kind,
            start,
            self._source.line(start),
            notes=self._directives.take(above.notes),
            role=words.role_of(attributes) or above.role,
            lang=attributes.get("lang") or above.lang,
            attributes=attributes,
        )
        self._stack.append(frame)
        return frame

    def _close(self, kind: str) -> None:
        """Finish the innermost element of `kind` and all that is open inside it."""
        while True:
            frame = self._top
            if frame.kind != "CodeBlock":
                self._flush()
            self._stack.pop()
            try:
                self._top.items.extend(FINISH[frame.kind](frame))
            except SourceError as error:
                raise SourceError(error.message, path=self._name, line=error.line, hint=error.hint) from None
            if frame.kind == kind:
                return

    # --- Markdown ----------------------------------------------------------------------------------

    def _start(self, event: Event, tag: Any, place: Range) -> None:
        kind, value = (tag, None) if isinstance(tag, str) else next(iter(tag.items()))
        if kind not in _ELEMENTS:
            self._inline(event, place)
            return
        if kind == "Paragraph" and self._top.kind == "Item":
            self._top.loose = True
        self._open(kind, place["start"], _attributes(kind, value))

    def _end(self, event: Event, tag: Any, place: Range) -> None:
        kind = tag if isinstance(tag, str) else next(iter(tag))
        if kind not in _ELEMENTS:
            self._inline(event, place)
            return
        if kind == "TableCell":
            self._cell_end = place["end"]
        if kind == "TableRow":
            self._check_row(place)
        self._close(kind)
        if kind == "TableRow":
            self._glued_caption(place)

    def _inline(self, event: Event, place: Range) -> None:
        self._flow(Piece(event, place["start"], place["end"]))

    def _check_row(self, place: Range) -> None:
        """Refuse a row with more cells than the table has columns: GitHub's rule is to drop their words."""
        if self._source.data[self._cell_end : place["end"]].strip(b" \t\n|"):
            raise self._error(
                "more cells in this row than in the head of the table",
                place["start"],
                "Write \\| for a vertical bar that parts no cells.",
            )

    def _glued_caption(self, place: Range) -> None:
        """Make a caption of a row without a bar, which is how one looks without a blank line above."""
        table = self._top
        row = table.items[-1]
        if b"|" in self._source.data[place["start"] : place["end"]] or not isinstance(row, Part):
            return
        first = row.items[0] if row.items else None
        text = first.text if isinstance(first, Part) else None
        caption = caption_words(Paragraph(text, "caption", row.line)) if text else None
        if caption:
            table.items[-1] = Part("caption", row.line, text=caption)

    # --- HTML --------------------------------------------------------------------------------------

    def _html_block(self, pieces: list[Piece]) -> None:
        strings = [clean(_string(piece.event)) for piece in pieces]
        if "".join(strings).strip():
            places = _Places(pieces, strings)
            for token in html.tokens("".join(strings)):
                self._token(token, places)

    def _token(self, token: html.Token, places: _Places) -> None:
        start = places.at(token.place)
        in_code = any(frame.kind == "pre" for frame in self._stack)
        match token.kind:
            case "comment" if self._directive(token.source, start):
                pass
            case "comment" | "opaque" if not self._top.flow:
                self._top.items.append(RawBlock(token.source, self._source.line(start)))
            case "open" if token.name in html.DROPPED:
                pass
            case "close" if token.name in html.DROPPED:
                pass
            case "open" if token.name == "hr":
                self._leave("hr")
                self._open("Rule", start)
                self._close("Rule")
            case "open" if self._is_block(token) and not in_code:
                self._leave(token.name)
                self._open(token.name, start, dict(token.attributes))
            case "close" if self._is_open(token.name):
                self._close(token.name)
            case "words":
                self._words(token, places, in_code)
            case _:
                self._flow(Piece({"InlineHtml": token.source}, start, start))

    def _is_block(self, token: html.Token) -> bool:
        if token.name in ("cite", "small"):
            return any(frame.kind == "figcaption" for frame in self._stack)
        return token.name in html.BLOCKS

    def _is_open(self, name: str) -> bool:
        for frame in reversed(self._stack):
            if frame.markdown:
                return False
            if frame.kind == name:
                return True
        return False

    def _leave(self, name: str) -> None:
        """Close what an opening tag ends without saying so: a paragraph, the item or cell before."""
        closed = html.CLOSED_BY.get(name, frozenset())
        for frame in reversed(self._stack):
            if frame.markdown or frame.kind in html.SCOPES:
                break
            if frame.kind in closed:
                self._close(frame.kind)
                self._leave(name)
                return
        if self._top.kind == "p":
            self._close("p")

    def _words(self, token: html.Token, places: _Places, in_code: bool) -> None:
        if "<!--" in token.source and not in_code:
            at = places.at(token.place + token.source.index("<!--"))
            raise self._error("a comment that never ends", at, "Close it with -->.")
        blank = 0 if in_code else len(token.source) - len(token.source.lstrip())
        start = places.at(token.place + blank)
        self._flow(Piece({"Text": unescape(token.source)}, start, start))

    # --- words -------------------------------------------------------------------------------------

    def _directive(self, comment: str, start: int) -> bool:
        """Obey `comment` if it is a directive: of the words it stands in, or of the next block."""
        here = self._top.flow_notes if self._top.flow else None
        notes = self._directives.read(comment, self._source.line(start), here)
        if notes is None:
            return False
        if here is not None:
            self._top.flow_notes = notes
        return True

    def _flow(self, piece: Piece) -> None:
        frame = self._top
        if not frame.flow and frame.kind not in _LITERAL:
            if _blank(piece.event):
                return
            frame.flow_notes = self._directives.take(frame.notes)
        frame.flow.append(piece)

    def _flush(self) -> None:
        """Make a block of the words that have come in since the last one."""
        frame = self._top
        if not frame.flow or frame.kind == "CodeBlock":
            return
        pieces, frame.flow = frame.flow, []
        try:
            if frame.kind in _SLOTS:
                frame.items.extend(words.slot(frame, pieces, self._source))
            else:
                in_figure = any(above.kind == "figure" for above in self._stack)
                frame.items.extend(words.block(frame, pieces, in_figure, self._source))
        except LanguageError as error:
            raise self._error(error.message, pieces[0].start, error.hint) from None

    def _error(self, message: str, start: int, hint: str | None = None) -> SourceError:
        return SourceError(message, path=self._name, line=self._source.line(start), hint=hint)


class _Places:
    """Tells where in the source a character of an HTML block stands; the block may lie in a list or quote."""

    def __init__(self, pieces: list[Piece], strings: list[str]) -> None:
        self._pieces = pieces
        self._strings = strings
        self._begins = [0, *accumulate(len(string) for string in strings)][:-1]
        self._last = (0, 0, 0)

    def at(self, place: int) -> int:
        """Return the byte offset of the character at `place`."""
        number = bisect_right(self._begins, place) - 1
        place -= self._begins[number]
        # On from where was asked the last time: a table may stand on one line of megabytes.
        before, done, offset = self._last
        if before != number or done > place:
            done = offset = 0
        offset += len(self._strings[number][done:place].encode())
        self._last = (number, place, offset)
        return self._pieces[number].start + offset


def _string(event: Event) -> str:
    match event:
        case {"Html": str(text)} | {"Text": str(text)} | {"InlineHtml": str(text)}:
            return text
    return "\n"


def _blank(event: Event) -> bool:
    match event:
        case {"Text": str(text)}:
            return not text.strip(" \t\n")
    return event == "SoftBreak"


def _attributes(kind: str, value: Any) -> dict[str, str]:
    """Return what pyromark says of an element in the way HTML attributes say it."""
    match kind:
        case "Heading":
            said = {key: item or "" for key, item in value["attrs"]}
            classes = " ".join(value["classes"])
            return {**said, "level": value["level"][1], "id": clean(value["id"] or ""), "class": classes}
        case "List":
            return {"ordered": "no"} if value is None else {"ordered": "yes", "start": str(value)}
        case "Table":
            return {"aligns": " ".join(value).lower()}
        case "FootnoteDefinition":
            return {"label": clean(value)}
        case "CodeBlock" if value != "Indented":
            return {"language": next(iter(value["Fenced"].split()), "")}
    return {}
