"""Any spans in, the one form of them out that a message can say."""

from __future__ import annotations

from collections.abc import Iterable

from publish.message.guards import clean
from publish.model import ATOMS, Code, Lang, Link, Mark, Span, normalise

INNERMOST = (Code, *ATOMS)
"""Marks that stand innermost."""


def canonical(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Give spans the one form that a message can say.

    Each kind of mark stands once: the outer one stays, but of two links or two languages the inner. Code
    comes innermost and covers no atom. Neighbours with the same marks are one span, and nothing is empty but
    atoms. `Lang.untranslated` is forgotten, and so are noncharacters.
    """
    return normalise(changed(span, clean(span.text), canonical_marks(span.marks)) for span in spans)


def changed(span: Span, text: str, marks: tuple[Mark, ...]) -> Span:
    """Return a span with this text and these marks, which is the same one if it has them: most have."""
    return span if text is span.text and marks is span.marks else Span(text, marks)


def canonical_marks(marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
    """Order the marks of one span and leave out those it has twice."""
    if not marks or (len(marks) == 1 and not isinstance(marks[0], Lang)):
        return marks
    atom = marks[-1] if isinstance(marks[-1], ATOMS) else None
    kept: dict[type[Mark], Mark] = {}
    for mark in marks:
        if isinstance(mark, Link | Lang):
            kept.pop(type(mark), None)
        if not isinstance(mark, INNERMOST):
            kept.setdefault(type(mark), Lang(mark.tag) if isinstance(mark, Lang) else mark)
    if atom:
        return (*kept.values(), atom)
    return (*kept.values(), Code()) if Code() in marks else tuple(kept.values())
