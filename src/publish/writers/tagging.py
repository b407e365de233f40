"""A laid-out edition to tags and a text layer that a screen reader can use: what WeasyPrint leaves out.

The one place that reaches into WeasyPrint's private functions; the tests of PDF tell when an upgrade moves
them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby
from typing import Any

from publish.writers.breaks import BREAK

# Scripts in which glyphs stand in another order or number than letters, so that the letters cannot be told
# from the glyphs: Indic, Thai, Lao, Tibetan, Burmese, Khmer.
_COMPLEX = re.compile("[\u0900-\u109f\u1780-\u17ff]")


@contextmanager
def hooks() -> Iterator[None]:
    """Have WeasyPrint tag languages and write exact text, for as long as one edition takes."""
    from weasyprint.draw import text
    from weasyprint.pdf import tags

    build, draw = tags._build_box_tree, text.draw_first_line
    tags._build_box_tree, text.draw_first_line = _with_language(build), _with_actual_text(draw)
    try:
        yield
    finally:
        tags._build_box_tree, text.draw_first_line = build, draw


def _with_language(build: Any) -> Any:
    """Put `/Lang` on the tags of elements that have a `lang`; WeasyPrint says the document's alone."""
    import pydyf

    def built(box: Any, *rest: Any) -> Iterator[Any]:
        element = getattr(box, "_box", box).element
        tag = None if element is None or element.tag in {"html", "body"} else element.get("lang")
        for found in build(box, *rest):
            if tag:
                found["Lang"] = pydyf.String(tag)
            yield found

    return built


def _with_actual_text(draw: Any) -> Any:
    """Give lines of complex scripts their words as `/ActualText` (ISO 32000-1, 14.9.4).

    Not from right to left, where readers take it in visual order and it does harm.
    """
    import pydyf

    def drawn(stream: Any, textbox: Any, *rest: Any) -> Any:
        if textbox.style["direction"] == "rtl" or not _COMPLEX.search(textbox.text):
            return draw(stream, textbox, *rest)
        words = pydyf.String(textbox.text.replace(BREAK, ""))
        stream.begin_marked_content("Span", pydyf.Dictionary({"ActualText": words}))
        try:
            return draw(stream, textbox, *rest)
        finally:
            stream.end_marked_content()

    return drawn


def mend_lists(_document: Any, pdf: Any) -> None:
    """Put what stands in an item beside its words (a quote, a table…) into an LBody of its own.

    WeasyPrint makes an LBody only of words; PDF/UA-1 lets an LI hold nothing but Lbl and LBody (7.2-20).
    It is called as WeasyPrint's `finisher`, with the document and its pydyf.PDF.
    """
    import pydyf

    def kind(reference: bytes) -> str:
        return str(pdf.objects[int(reference.split()[0])].get("S"))

    items = [
        found for found in pdf.objects if isinstance(found, pydyf.Dictionary) and found.get("S") == "/LI"
    ]
    for item in items:
        kids = pydyf.Array()
        for named, group in groupby(item["K"], lambda kid: kind(kid) in ("/Lbl", "/LBody")):
            if named:
                kids.extend(group)
                continue
            body = pydyf.Dictionary({"Type": "/StructElem", "S": "/LBody", "P": item.reference})
            pdf.add_object(body)
            body["K"] = pydyf.Array(group)
            for kid in body["K"]:
                pdf.objects[int(kid.split()[0])]["P"] = body.reference
            kids.append(body.reference)
        item["K"] = kids
