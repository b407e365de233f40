"""A message, its translation and their languages in, findings out: what a machine can tell before print."""

from publish.checks import consistency, glossary, markup, measures, numbers, signs, typos, words
from publish.checks.consistency import Seen
from publish.checks.pair import Check, Finding, Pair, Severity, Term
from publish.errors import visible

__all__ = ["CHECKS", "SEVERE", "Check", "Finding", "Pair", "Seen", "Severity", "Term", "examine"]

CHECKS: dict[str, Check] = {
    check.id: check
    for module in (markup, numbers, measures, glossary, words, signs, typos, consistency)
    for check in module.CHECKS
}
"""Every check by its id, in the order in which findings are told."""
SEVERE = frozenset(check.id for check in CHECKS.values() if check.severity == "error")
"""The checks whose findings are errors."""


def examine(pair: Pair, ids: frozenset[str] = frozenset(CHECKS)) -> tuple[Finding, ...]:
    """Return what the checks of these ids find in a translation.

    >>> from publish.languages import parse
    >>> [found.check for found in examine(Pair("A **b** c", "Un b c", parse("en"), parse("fr")))]
    ['strong']
    """
    return tuple(
        Finding(id, check.severity, visible(said))
        for id, check in CHECKS.items()
        if id in ids and (pair.marked or not check.of_marks)
        for said in check.find(pair)
    )
