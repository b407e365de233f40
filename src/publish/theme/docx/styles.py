"""A `Theme` and a `Language` to the style sheet of a DOCX.

The type scale is that of `edition.css`, so that both editions look like one house. Styles say all they can:
the writer adds only what belongs to a piece of text, such as its language.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from publish.languages import Language
from publish.theme import Theme, Typography, typography
from publish.theme.docx.ooxml import part, properties, tag
from publish.theme.docx.tokens import (
    BULLETS,
    CELLS,
    DETAIL_INDENT,
    LEVELS,
    LIST_STEP,
    QUOTE,
    QUOTE_INDENT,
    RULE,
    TINT,
    TWIPS_PER_MM,
    colour,
)
from publish.theme.docx.voices import all_slots, faces
from publish.theme.typography import WORD_CODE_FACE

_PLAIN_LEVEL = 6  # of headings, the one that is not bold


def styles(theme: Theme, language: Language) -> bytes:
    """Return the style sheet of an edition."""
    sheet = _Sheet(theme, language, typography(language))
    return part("w:styles", _defaults(sheet), *_paragraphs(sheet), *_characters(sheet), *_tables(sheet))


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Turns the sizes, colours and faces of a theme into properties."""

    theme: Theme
    language: Language
    row: Typography

    @property
    def right_to_left(self) -> bool:
        return self.language.direction == "rtl"

    def size(self, scale: float) -> list[str]:
        """Latin and complex scripts have a size each; the others share the first."""
        latin = scale * self.theme.size * (1 if self.row.slot == "complex" else self.row.size)
        cs = scale * self.theme.size * (self.row.size if self.row.slot == "complex" else 1)
        return [tag("w:sz", val=round(2 * latin)), tag("w:szCs", val=round(2 * cs))]

    def spacing(self, scale: float, leading: float, before: float = 0, after: float = 0) -> str:
        """Space before and after in ems of running text; lines at least so high, so that pictures fit."""
        em = 20 * self.theme.size * self.row.size
        return tag(
            "w:spacing",
            before=round(before * em),
            after=round(after * em),
            line=round(scale * leading * em),
            lineRule="atLeast",
        )

    def text(self, scale: float, before: float = 0, after: float = 0) -> str:
        return self.spacing(scale, self.row.leading, before, after)

    def small(self, scale: float, before: float = 0, after: float = 0) -> str:
        return self.spacing(scale, max(1.35, self.row.leading - 0.1), before, after)

    def display(self, scale: float, before: float = 0, after: float = 0) -> str:
        return self.spacing(scale, max(1.2, self.row.leading - 0.2), before, after)

    def face(self, *, heading: bool) -> str:
        return tag("w:rFonts", **faces(self.row, heading=heading))

    @property
    def accent(self) -> str:
        return colour(self.theme.accent)

    @property
    def muted(self) -> str:
        return colour(self.theme.muted)

    @property
    def ink(self) -> str:
        return colour(self.theme.ink)

    @property
    def aligned(self) -> str:
        return tag("w:jc", val="both" if self.row.justify else "left")


_HELD = [tag("w:keepNext"), tag("w:keepLines")]
_WHOLE_WORDS = tag("w:suppressAutoHyphens")
_START = tag("w:jc", val="left")  # of two sides, the one where lines begin, also from right to left
_STRONG = [tag("w:b"), tag("w:bCs")]


def _coloured(value: str) -> str:
    return tag("w:color", val=value)


def _defaults(sheet: _Sheet) -> str:
    run = [
        sheet.face(heading=False),
        _coloured(sheet.ink),
        *sheet.size(1),
        tag("w:lang", **all_slots(sheet.language)),
    ]
    return tag(
        "w:docDefaults",
        tag("w:rPrDefault", properties("w:rPr", run)),
        tag("w:pPrDefault", properties("w:pPr", [tag("w:widowControl")])),
    )


def _style(
    id: str,
    name: str,
    paragraph: Iterable[str] = (),
    run: Iterable[str] = (),
    *,
    based: str = "Normal",
    next: str = "",
) -> str:
    return tag(
        "w:style",
        tag("w:name", val=name),
        tag("w:basedOn", val=based) if based != id else "",
        tag("w:next", val=next) if next else "",
        tag("w:qFormat"),
        properties("w:pPr", paragraph),
        properties("w:rPr", run),
        type="paragraph",
        **_known(id, name),
        styleId=id,
    )


_OURS = frozenset(
    {
        "Kicker",
        "Lead",
        "Byline",
        "Dateline",
        "Revision",
        "HeadRule",
        "Credit",
        "Figure",
        "CaptionOfCredited",
        "Rule",
    }
    | {f"Table{kind}{step}" for kind in ("Heading", "Text") for step in CELLS}
    | {"TableCaption", "TableEnd", "DefinitionTerm", "Definition"}
    | {"SourceCode", "Code", "ForeignEmphasis", "ListContinue6", "ListContinue7", "ListContinue8"}
    | {"ListContinue9"}
)


def _known(id: str, name: str) -> dict[str, str]:
    """Mark the default style, and those that Word does not know by name."""
    if id == name == "Normal":
        return {"default": "1"}
    return {"customStyle": "1"} if id in _OURS else {}


def _paragraphs(sheet: _Sheet) -> Iterator[str]:
    bidi = [tag("w:bidi")] if sheet.right_to_left else []
    yield _style("Normal", "Normal", [*bidi, sheet.text(1)])
    yield _style("BodyText", "Body Text", [sheet.text(1, after=0.65), sheet.aligned])
    yield from _head(sheet)
    yield from _headings(sheet)
    yield from _figures(sheet)
    yield from _lists(sheet)
    yield from _blocks(sheet)
    yield from _furniture(sheet)


def _head(sheet: _Sheet) -> Iterator[str]:
    heading = sheet.face(heading=True)
    rest = [_WHOLE_WORDS, _START]

    def style(id: str, scale: float, paragraph: list[str], run: list[str], next: str = "BodyText") -> str:
        return _style(id, id, [*rest, *paragraph], [*run, *sheet.size(scale)], next=next)

    yield style(
        "Kicker",
        0.95,
        [tag("w:keepNext"), sheet.display(0.95, after=0.35)],
        [heading, *_STRONG, _coloured(sheet.accent)],
        "Title",
    )
    yield style(
        "Title",
        2.05,
        [*_HELD, sheet.display(2.05, after=0.82)],
        [heading, *_STRONG, _coloured(sheet.accent)],
        "Subtitle",
    )
    yield style(
        "Subtitle",
        1.25,
        [tag("w:keepLines"), sheet.display(1.25, after=1)],
        [heading, _coloured(sheet.muted)],
    )
    yield style("Lead", 1.1, [sheet.text(1.1, after=0.99)], [*_STRONG])
    yield style("Byline", 0.88, [sheet.text(0.88, after=0.2)], [heading, *_STRONG])
    yield style("Dateline", 0.88, [sheet.text(0.88, after=0.7)], [heading, _coloured(sheet.muted)])
    yield style("Revision", 0.88, [sheet.text(0.88, after=0.7)], [heading, _coloured(sheet.muted)])
    line = [tag("w:pBdr", border("bottom", 5, RULE)), sheet.spacing(0.3, 1, after=1.6)]
    yield _style("HeadRule", "Head Rule", line, next="BodyText")
    end = [_WHOLE_WORDS, sheet.text(0.95, before=1.2), tag("w:jc", val="right")]
    yield _style("Signature", "Signature", end, [heading, *_STRONG, *sheet.size(0.95)])


# Size, space before and after in its own ems, of headings by level.
_SCALE = ((1.4, 1.5, 0.5), (1.15, 1.4, 0.4), (1, 1.2, 0.3), (1, 1.2, 0.3), (1, 1.2, 0.3), (1, 1.2, 0.3))


def _headings(sheet: _Sheet) -> Iterator[str]:
    for level, (scale, before, after) in enumerate(_SCALE, 1):
        weight = _STRONG if level < _PLAIN_LEVEL else []
        tint = sheet.accent if level <= 3 else sheet.ink
        yield _style(
            f"Heading{level}",
            f"heading {level}",
            [
                *_HELD,
                _WHOLE_WORDS,
                sheet.display(scale, before * scale, after * scale),
                _START,
                tag("w:outlineLvl", val=level - 1),
            ],
            [sheet.face(heading=True), *weight, _coloured(tint), *sheet.size(scale)],
            next="BodyText",
        )


def _figures(sheet: _Sheet) -> Iterator[str]:
    heading = sheet.face(heading=True)
    centred = [sheet.text(1, before=1.4, after=0.6), tag("w:jc", val="center")]
    yield _style("Figure", "Figure", centred, next="Caption")
    caption = [tag("w:keepLines"), _WHOLE_WORDS, sheet.small(0.85, after=1.2), _START]
    yield _style("Caption", "caption", caption, [heading, *sheet.size(0.85)], next="BodyText")
    near = [tag("w:keepNext"), sheet.small(0.85, after=0.15)]
    yield _style("CaptionOfCredited", "Caption Of Credited", near, based="Caption", next="Credit")
    credit = [tag("w:keepLines"), _WHOLE_WORDS, sheet.small(0.8, after=1.4), _START]
    run = [heading, _coloured(sheet.muted), *sheet.size(0.8)]
    yield _style("Credit", "Credit", credit, run, next="BodyText")
    above = [tag("w:keepNext"), sheet.small(0.85, before=1.2, after=0.5)]
    yield _style("TableCaption", "Table Caption", above, _STRONG, based="Caption")
    for step, (scale, _) in CELLS.items():
        name = f" {step}" if step else ""
        cell = [_WHOLE_WORDS, sheet.small(scale), _START]
        yield _style(f"TableText{step}", f"Table Text{name}", cell, sheet.size(scale))
        head = [heading, *_STRONG, _coloured("FFFFFF")]
        held = [tag("w:keepNext")]
        yield _style(f"TableHeading{step}", f"Table Heading{name}", held, head, based=f"TableText{step}")
    # Word joins tables that touch, and has no space after a table: a low line stands behind each.
    low = tag("w:spacing", before=0, after=0, line=280, lineRule="exact")
    yield _style("TableEnd", "Table End", [low], [tag("w:sz", val=8), tag("w:szCs", val=8)])


def _lists(sheet: _Sheet) -> Iterator[str]:
    item = [sheet.text(1, after=0.65), tag("w:contextualSpacing"), _START]
    marked = tag("w:numPr", tag("w:numId", val=BULLETS))
    yield _style("ListBullet", "List Bullet", [marked, *item])
    yield _style("ListNumber", "List Number", item)
    for level in range(1, LEVELS + 1):
        number = "" if level == 1 else f" {level}"
        rest = [sheet.text(1, after=0.65), tag("w:ind", left=level * LIST_STEP), _START]
        yield _style(f"ListContinue{number.strip()}", f"List Continue{number}", rest)
    term = [*_HELD, sheet.text(1), _START]
    yield _style("DefinitionTerm", "Definition Term", term, _STRONG, next="Definition")
    detail = [sheet.text(1, after=0.5), tag("w:ind", left=DETAIL_INDENT), sheet.aligned]
    yield _style("Definition", "Definition", detail)


def border(side: str, size: int, tint: str, space: int = 0) -> str:
    """Return one side of a paragraph's border, `size` in eighths of a point, `space` in points."""
    return tag(f"w:{side}", val="single", sz=size, space=space, color=tint)


def _blocks(sheet: _Sheet) -> Iterator[str]:
    side = border("right" if sheet.right_to_left else "left", 20, sheet.accent, 12)
    quote = [
        tag("w:pBdr", side),
        sheet.text(1, before=0.3, after=0.65),
        tag("w:ind", left=QUOTE_INDENT),
        sheet.aligned,
    ]
    yield _style("Quote", "Quote", quote, [_coloured(QUOTE)])
    literal = [
        tag("w:shd", val="clear", color="auto", fill=TINT),
        _WHOLE_WORDS,
        tag("w:bidi", val=0),
        sheet.spacing(0.82, 1.5, before=1, after=1.2),
        tag("w:ind", left=120, right=120),
        _START,
    ]
    yield _style("SourceCode", "Source Code", literal, [_mono(), tag("w:noProof"), *sheet.size(0.82)])
    break_ = [
        tag("w:pBdr", border("bottom", 5, RULE)),
        sheet.spacing(0.3, 1, after=1.6),
        tag("w:ind", left=_third(sheet), right=_third(sheet)),
    ]
    yield _style("Rule", "Rule", break_, next="BodyText")


def _third(sheet: _Sheet) -> int:
    return round(0.35 * sheet.theme.measure * TWIPS_PER_MM)


def _mono() -> str:
    return tag("w:rFonts", ascii=WORD_CODE_FACE, hAnsi=WORD_CODE_FACE)


def _furniture(sheet: _Sheet) -> Iterator[str]:
    note = [sheet.small(0.82, after=0.2), _START]
    yield _style("FootnoteText", "footnote text", note, sheet.size(0.82))
    run = [sheet.face(heading=True), _coloured(sheet.muted), *sheet.size(0.8)]
    yield _style("Header", "header", [_WHOLE_WORDS, sheet.small(0.8), _START], run)
    centre = [_WHOLE_WORDS, sheet.small(0.8), tag("w:jc", val="center")]
    yield _style("Footer", "footer", centre, run)

    face = sheet.face(heading=True)
    title = [*_HELD, sheet.display(1.15, before=0.6, after=0.5), _START]
    yield _style(
        "TOCHeading", "TOC Heading", title, [face, *_STRONG, _coloured(sheet.accent), *sheet.size(1.15)]
    )
    # Where Word puts the numbers of pages that it adds.
    edge = tag("w:tab", val="right", leader="dot", pos=round(sheet.theme.measure * TWIPS_PER_MM))
    for level in range(1, 4):
        indent = tag("w:ind", left=(level - 1) * LIST_STEP) if level > 1 else ""
        entry = [tag("w:tabs", edge), sheet.text(1, after=0.3), indent, _START]
        yield _style(f"TOC{level}", f"toc {level}", entry)


def _characters(sheet: _Sheet) -> Iterator[str]:
    def style(id: str, name: str, run: Iterable[str]) -> str:
        return tag(
            "w:style",
            tag("w:name", val=name),
            tag("w:basedOn", val="DefaultParagraphFont") if id != "DefaultParagraphFont" else "",
            tag("w:qFormat"),
            properties("w:rPr", run),
            type="character",
            **({"default": "1"} if id == "DefaultParagraphFont" else _known(id, name)),
            styleId=id,
        )

    link = [_coloured(sheet.accent), tag("w:u", val="single")]
    mono = [
        _mono(),
        tag("w:noProof"),
        tag("w:shd", val="clear", color="auto", fill=TINT),
    ]
    yield style("DefaultParagraphFont", "Default Paragraph Font", [])
    yield style("Strong", "Strong", _STRONG)
    yield style("Emphasis", "Emphasis", emphasis(sheet.row))
    yield style("ForeignEmphasis", "Foreign Emphasis", emphasis(sheet.row, foreign=True))
    yield style("Hyperlink", "Hyperlink", link)
    yield style("FollowedHyperlink", "FollowedHyperlink", link)
    yield style("Code", "Code", mono)
    yield style("FootnoteReference", "footnote reference", [tag("w:vertAlign", val="superscript")])


def emphasis(row: Typography, *, foreign: bool = False) -> list[str]:
    """Return what shows emphasis in text of `row`: italics, or the heading face, or else weight.

    Complex scripts have properties of their own, so Latin words beside them are italic all the same; East
    Asian ones have not, and `foreign` is what serves text of the other kind.
    """
    latin = [tag("w:i"), tag("w:iCs", val=0)]  # of the complex scripts none has italics
    slots = faces(row, heading=True)
    if (row.slot == "east-asian") is not foreign:
        return [tag("w:rFonts", **{slot: slots[slot] for slot in ("ascii", "hAnsi", "eastAsia")})]
    if row.slot == "east-asian" or row.italics:
        return [*latin, tag("w:bCs")]
    same = row.word_heading == row.word_text
    if row.slot == "complex":
        return [tag("w:rFonts", cs=slots["cs"]), *latin, tag("w:bCs") if same else ""]
    return [tag("w:rFonts", ascii=slots["ascii"], hAnsi=slots["hAnsi"]), *(_STRONG if same else ())]


def _tables(sheet: _Sheet) -> Iterator[str]:
    margins = tag(
        "w:tblCellMar",
        *(
            tag(f"w:{side}", w=width, type="dxa")
            for side, width in (("top", 70), ("left", CELLS[""][1]), ("bottom", 70), ("right", CELLS[""][1]))
        ),
    )
    yield tag(
        "w:style",
        tag("w:name", val="Normal Table"),
        tag("w:tblPr", tag("w:tblInd", w=0, type="dxa"), margins),
        type="table",
        default=1,
        styleId="TableNormal",
    )
    lines = tag("w:tblBorders", border("bottom", 8, sheet.accent), border("insideH", 4, RULE))
    fill = tag("w:shd", val="clear", color="auto", fill=sheet.accent)
    yield tag(
        "w:style",
        tag("w:name", val="Edition Table"),
        tag("w:basedOn", val="TableNormal"),
        tag("w:qFormat"),
        tag("w:tblPr", lines),
        tag("w:tblStylePr", tag("w:tcPr", fill, tag("w:vAlign", val="bottom")), type="firstRow"),
        type="table",
        customStyle=1,
        styleId="EditionTable",
    )
