"""A closed element in; the blocks or parts it makes out, by a table of its kinds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import groupby
from types import MappingProxyType
from typing import cast

from publish.errors import SourceError
from publish.message import clean
from publish.model import (
    Align,
    Block,
    CodeBlock,
    Definition,
    DefinitionList,
    Figure,
    Footnote,
    Heading,
    List,
    ListItem,
    PageBreak,
    Paragraph,
    Quote,
    Rule,
    Span,
    Table,
    Text,
)
from publish.readers.markdown.frames import ROLES, Frame, Item, Part, one_text
from publish.readers.markdown.html import CONTAINERS

_CAPTION = re.compile(r"(?:Table)?: ")
_PAGE_BREAK = re.compile(r"(?:page-)?break-(?:before|after)\s*:\s*(?:always|page|left|right)")
_MOST_COLUMNS = 1000
_MOST_CELLS = 1_000_000
_ALIGN: dict[str, Align] = {"left": "left", "center": "center", "right": "right"}


# --- putting blocks together ---------------------------------------------------------------------------


def settle(items: Iterable[Item]) -> tuple[Block, ...]:
    """Return `items` as blocks: parts outside their own kind of block give what they hold.

    A paragraph that begins with `Table: ` or `: ` beside a table becomes its caption.
    """
    blocks = [block for item in items for block in _degraded(item)]
    return tuple(_captioned(blocks)) if any(isinstance(block, Table) for block in blocks) else tuple(blocks)


def _degraded(item: Item) -> Iterator[Block]:
    if not isinstance(item, Part):
        yield item
        return
    if item.text:
        yield Paragraph(item.text, "caption" if item.kind == "caption" else "paragraph", item.line)
    for inner in item.items:
        yield from _degraded(inner)


def _captioned(blocks: list[Block]) -> Iterator[Block]:
    place = 0
    while place < len(blocks):
        here = blocks[place]
        after = blocks[place + 1] if place + 1 < len(blocks) else None
        place += 1
        if isinstance(here, Table) and not here.caption and (caption := caption_words(after)):
            yield replace(here, caption=caption)
            place += 1
        elif isinstance(after, Table) and not after.caption and (caption := caption_words(here)):
            yield replace(after, caption=caption)
            place += 1
        else:
            yield here


def caption_words(block: Item | None) -> Text | None:
    """Return the words of a paragraph that is a table's caption, without the sign, or None."""
    if not isinstance(block, Paragraph) or not block.text.spans:
        return None
    first = block.text.spans[0]
    sign = None if first.marks else _CAPTION.match(first.text)
    if sign is None:
        return None
    rest = (Span(first.text[sign.end() :].lstrip()), *block.text.spans[1:])
    return replace(block.text, spans=tuple(span for span in rest if span.text or span.atom))


def _slot(frame: Frame) -> Text:
    """Return the words of an element that holds one text."""
    only = frame.items[0] if len(frame.items) == 1 else None
    return only.text if isinstance(only, Paragraph) else one_text(frame.items, frame.line)


def _parts(items: Iterable[Item], kind: str) -> Iterator[Part]:
    return (item for item in items if isinstance(item, Part) and item.kind == kind)


def _others(items: Iterable[Item], *kinds: str) -> list[Item]:
    return [item for item in items if not (isinstance(item, Part) and item.kind in kinds)]


# --- Markdown's and HTML's elements --------------------------------------------------------------------


def _blocks(frame: Frame) -> Iterable[Item]:
    """Leave what is in it where it is: for elements that only group."""
    return frame.items


def _group(frame: Frame) -> Iterator[Item]:
    breaks = {"page-break", "pagebreak"} & set(frame.classes) or _PAGE_BREAK.search(
        frame.attributes.get("style", "")
    )
    if breaks:
        yield PageBreak(frame.line)
    in_head = frame.kind == "thead"
    for item in frame.items:
        if in_head and isinstance(item, Part) and item.kind == "row":
            yield replace(item, attributes={**item.attributes, "head": ""})
        else:
            yield item


def _heading(frame: Frame) -> Iterator[Item]:
    text = _slot(frame)
    role = next((role for role in ROLES if role in frame.classes), None)
    if not text:
        return
    if role:
        yield Paragraph(text, role, frame.line)
    else:
        yield Heading(
            text,
            int(frame.attributes["level"] if frame.markdown else frame.kind[-1]),
            frame.line,
            frame.attributes.get("id", ""),
        )


def _quote(frame: Frame) -> Iterator[Item]:
    if blocks := settle(frame.items):
        yield Quote(blocks, frame.line)


def _footnote(frame: Frame) -> Iterator[Item]:
    yield Footnote(frame.attributes["label"], settle(frame.items), frame.line)


def _code(frame: Frame) -> Iterator[Item]:
    code = clean("".join(piece.event["Text"] for piece in frame.flow))  # type: ignore[index,typeddict-item] # only text stands in code
    yield CodeBlock(code.removesuffix("\n"), frame.line, clean(frame.attributes.get("language", "")))


def _rule(frame: Frame) -> Iterator[Item]:
    yield Rule(frame.line)


# --- lists ---------------------------------------------------------------------------------------------


def _item(frame: Frame) -> Iterator[Item]:
    attributes = {**frame.attributes, **({"loose": ""} if frame.loose else {})}
    yield Part("item", frame.line, items=settle(frame.items), attributes=attributes)


def _list(frame: Frame) -> Iterator[Item]:
    items: list[ListItem] = []
    loose = False
    for part in frame.items:
        if isinstance(part, Part) and part.kind == "item":
            loose = loose or "loose" in part.attributes
            items.append(
                ListItem(settle(part.items), part.line, _CHECKED.get(part.attributes.get("checked", "")))
            )
        elif (
            items
        ):  # HTML lets nobody put a list straight into a list, yet many do: it belongs to the item above
            items[-1] = replace(items[-1], blocks=(*items[-1].blocks, *settle((part,))))
        else:
            items.append(ListItem(settle((part,)), part.line))
    if items:
        start = frame.attributes.get("start", "")
        number = int(start) if re.fullmatch(r"[0-9]{1,9}", start) else 1
        yield List(
            tuple(items),
            frame.attributes.get("ordered", frame.kind) in ("yes", "ol"),
            frame.line,
            number,
            not loose,
        )


_CHECKED = {"yes": True, "no": False}


def _term(frame: Frame) -> Iterator[Item]:
    yield Part("term", frame.line, text=_slot(frame))


def _details(frame: Frame) -> Iterator[Item]:
    yield Part("details", frame.line, items=settle(frame.items))


def _definitions(frame: Frame) -> Iterator[Item]:
    """Group terms with their details; another block, which pyromark may leave here, parts two lists."""
    for inside, items in groupby(
        frame.items, lambda item: isinstance(item, Part) and item.kind in ("term", "details")
    ):
        if inside:
            found = tuple(_grouped([item for item in items if isinstance(item, Part)]))
            yield DefinitionList(found, found[0].line)
        else:
            yield from items


def _grouped(parts: list[Part]) -> Iterator[Definition]:
    terms: list[Part] = []
    details: list[Part] = []
    for part in [*parts, None]:
        if (part is None or part.kind == "term") and (details or part is None):
            line = (terms or details)[0].line
            words = tuple(term.text for term in terms if term.text is not None)
            yield Definition(words, tuple(settle(one.items) for one in details), line)
            terms, details = [], []
        if part is not None:
            (terms if part.kind == "term" else details).append(part)


# --- tables --------------------------------------------------------------------------------------------


def _cell(frame: Frame) -> Iterator[Item]:
    head = {"head": ""} if frame.kind == "th" else {}
    yield Part("cell", frame.line, text=_slot(frame), attributes={**frame.attributes, **head})


def _row(frame: Frame) -> Iterator[Item]:
    cells = tuple(_parts(frame.items, "cell"))
    head = frame.kind == "TableHead" or (cells and all("head" in cell.attributes for cell in cells))
    attributes = {"head": ""} if head else {}
    yield Part("row", frame.line, items=cells, attributes=attributes)
    yield from _others(frame.items, "cell")


def _table(frame: Frame) -> Iterator[Item]:
    parts = list(_parts(frame.items, "row"))
    grid = _grid(parts)
    if len(grid) * max(map(len, grid), default=0) > _MOST_CELLS:
        raise _too_large(frame.line)
    caption = next((part.text for part in _parts(frame.items, "caption") if part.text), Text(line=frame.line))
    if grid:
        columns = max(len(row) for row in grid)
        rows = [
            (*row, *(Text(line=part.line) for _ in range(columns - len(row))))
            for row, part in zip(grid, parts, strict=True)
        ]
        head = rows.pop(0) if "head" in parts[0].attributes else ()
        yield Table(head, tuple(rows), _aligns(frame, parts[0], columns), caption, frame.line)
    elif caption:
        yield Paragraph(caption, "caption", caption.line)
    yield from _others(frame.items, "row", "caption")


def _grid(rows: list[Part]) -> list[tuple[Text, ...]]:
    """Return the cells of `rows`, an empty one wherever a cell above or to the side spreads."""
    grid: list[tuple[Text, ...]] = []
    hanging: dict[int, int] = {}
    for row in rows:
        cells: list[Text] = []
        for cell in cast("tuple[Part, ...]", row.items):
            while hanging.get(len(cells)):
                hanging[len(cells)] -= 1
                cells.append(Text(line=row.line))
            wide, high = _spread(cell, "colspan"), _spread(cell, "rowspan")
            for column in range(wide):
                hanging[len(cells)] = high - 1
                cells.append(cell.text or Text(line=cell.line) if column == 0 else Text(line=cell.line))
            if len(cells) > _MOST_COLUMNS:
                raise _too_large(row.line)
        grid.append(tuple(cells))
    return grid


def _too_large(line: int) -> SourceError:
    """Return the error of a table that a few characters, `colspan`, make larger than any page."""
    what = f"a table of more than {_MOST_COLUMNS} columns or {_MOST_CELLS:,} cells"
    return SourceError(what, line=line, hint="Divide the table.")


def _spread(cell: Part, key: str) -> int:
    value = cell.attributes.get(key, "")
    return min(max(int(value), 1), _MOST_COLUMNS) if re.fullmatch(r"[0-9]{1,6}", value) else 1


def _aligns(frame: Frame, row: Part, columns: int) -> tuple[Align, ...]:
    said = frame.attributes.get("aligns")
    if said is None:
        found = [
            _ALIGN.get(
                cell.attributes.get("align", "").lower() or _style_align(cell.attributes.get("style", "")), ""
            )
            for cell in cast("tuple[Part, ...]", row.items)
            for _ in range(_spread(cell, "colspan"))
        ]
    else:
        found = [_ALIGN.get(one, "") for one in said.split()]
    return (*found, *("" for _ in range(columns - len(found))))[:columns]  # type: ignore[return-value] # "" is one


def _style_align(style: str) -> str:
    found = re.search(r"text-align\s*:\s*(\w+)", style)
    return found[1].lower() if found else ""


# --- figures -------------------------------------------------------------------------------------------


def _figcaption(frame: Frame) -> Iterator[Item]:
    credits = [item for item in frame.items if isinstance(item, Paragraph) and item.role == "credit"]
    words = [item for item in frame.items if item not in credits]
    space = Span(" ")
    yield Part("caption", frame.line, text=one_text(words, frame.line, space), items=tuple(credits))


def _credit(frame: Frame) -> Iterator[Item]:
    text = _slot(frame)
    if text:
        yield Paragraph(text, "credit", text.line)


def _caption(frame: Frame) -> Iterator[Item]:
    yield Part("caption", frame.line, text=_slot(frame))


def _figure(frame: Frame) -> Iterator[Item]:
    """Give the caption to the last picture, or to a table where there is none; else all as it stands."""
    caption = next(_parts(frame.items, "caption"), None)
    items = _others(frame.items, "caption")
    extra = list(_parts(frame.items, "caption"))[1:]
    last = next((item for item in reversed(items) if isinstance(item, Figure)), None)
    last = last or next((item for item in reversed(items) if isinstance(item, Table)), None)  # type: ignore[assignment] # either
    if last is None:
        yield from frame.items
        return
    for item in items:
        if item is last:
            yield from _with_caption(item, caption, frame)
        else:
            yield item
    yield from extra


def _with_caption(block: Figure | Table, caption: Part | None, frame: Frame) -> Iterator[Item]:
    credits = list(caption.items) if caption else []
    words = caption.text if caption and caption.text else None
    aside = block.caption if words and block.caption else None
    if isinstance(block, Figure):
        credit = next((item.text for item in credits if isinstance(item, Paragraph)), None)
        if credit and not block.credit:
            block = replace(block, credit=credit)
            credits = credits[1:]
        block = replace(block, id=block.id or frame.attributes.get("id", ""))
    yield replace(block, caption=words) if words else block
    if aside and words and aside.plain != words.plain:
        yield Paragraph(aside, "caption", aside.line)
    yield from credits


# --- the table -----------------------------------------------------------------------------------------

FINISH: Mapping[str, Callable[[Frame], Iterable[Item]]] = MappingProxyType(
    {
        **dict.fromkeys(("Document", "Paragraph", "p", "pre", "summary"), _blocks),
        **dict.fromkeys(CONTAINERS, _group),
        **dict.fromkeys(("Heading", "h1", "h2", "h3", "h4", "h5", "h6"), _heading),
        **dict.fromkeys(("BlockQuote", "blockquote"), _quote),
        **dict.fromkeys(("List", "ol", "ul"), _list),
        **dict.fromkeys(("Item", "li"), _item),
        **dict.fromkeys(("DefinitionList", "dl"), _definitions),
        **dict.fromkeys(("DefinitionListTitle", "dt"), _term),
        **dict.fromkeys(("DefinitionListDefinition", "dd"), _details),
        **dict.fromkeys(("Table", "table"), _table),
        **dict.fromkeys(("TableHead", "TableRow", "tr"), _row),
        **dict.fromkeys(("TableCell", "td", "th"), _cell),
        "FootnoteDefinition": _footnote,
        "CodeBlock": _code,
        "Rule": _rule,
        "figure": _figure,
        "figcaption": _figcaption,
        "caption": _caption,
        **dict.fromkeys(("cite", "small"), _credit),
    }
)
"""What each element makes of what stands in it."""
