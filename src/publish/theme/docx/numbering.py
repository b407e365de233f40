"""The lists of an edition to the numbering part of a DOCX."""

from __future__ import annotations

from collections.abc import Iterable

from publish.languages import Language
from publish.theme import Theme
from publish.theme.docx.ooxml import part, properties, tag
from publish.theme.docx.tokens import (
    BULLETS,
    DONE,
    LEVELS,
    LIST_STEP,
    NUMBERED,
    OPEN,
    SYMBOL_FACE,
    colour,
)
from publish.theme.docx.voices import number_format


def numbering(theme: Theme, language: Language, starts: Iterable[tuple[int, int]]) -> bytes:
    """Return the definitions of lists; `starts` are the level (from 0) and first number of each numbered one.

    The instance of the first numbered list is `NUMBERED`, of the next one more, and so on.
    """
    tint = tag("w:color", val=colour(theme.accent))
    symbol = tag("w:rFonts", ascii=SYMBOL_FACE, hAnsi=SYMBOL_FACE, cs=SYMBOL_FACE)
    abstract = [
        _abstract(BULLETS, "bullet", ("•", *"–" * (LEVELS - 1)), [tint]),
        _abstract(OPEN, "bullet", ("☐",) * LEVELS, [symbol, tint]),
        _abstract(DONE, "bullet", ("☑",) * LEVELS, [symbol, tint]),
        _abstract(
            NUMBERED, number_format(language), tuple(f"%{level}." for level in range(1, LEVELS + 1)), [tint]
        ),
    ]
    fixed = [_instance(kind, kind) for kind in (BULLETS, OPEN, DONE)]
    lists = [
        _instance(number, NUMBERED, tag("w:lvlOverride", tag("w:startOverride", val=start), ilvl=level))
        for number, (level, start) in enumerate(starts, NUMBERED)
    ]
    return part("w:numbering", *abstract, *fixed, *lists)


def _abstract(id: int, form: str, labels: tuple[str, ...], run: list[str]) -> str:
    levels = (
        tag(
            "w:lvl",
            tag("w:start", val=1),
            tag("w:numFmt", val=form),
            tag("w:lvlText", val=label),
            tag("w:lvlJc", val="left"),
            tag("w:pPr", tag("w:ind", left=(level + 1) * LIST_STEP, hanging=LIST_STEP)),
            properties("w:rPr", run),
            ilvl=level,
        )
        for level, label in enumerate(labels)
    )
    return tag("w:abstractNum", tag("w:multiLevelType", val="multilevel"), *levels, abstractNumId=id)


def _instance(id: int, abstract: int, *overrides: str) -> str:
    return tag("w:num", tag("w:abstractNumId", val=abstract), *overrides, numId=id)
