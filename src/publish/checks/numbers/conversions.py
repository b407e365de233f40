"""Amounts that a translator converted to or from the measures of English: 12,000 acres are 4.800 hectares."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from publish.checks.numbers.reading import Number, Reading

_FACTORS = {
    r"\bacres?\b": "0.4047",
    r"\b(?:miles?|mph)\b": "1.6093",
    r"\bsquare miles?\b": "2.59",
    r"\b(?:feet|foot|ft)\b": "0.3048",
    r"\b(?:square|sq\.?) (?:feet|foot|ft)\b": "0.0929",
    r"\byards?\b": "0.9144",
    r"\binch(?:es)?\b": "2.54",
    r"\b(?:pounds?|lbs?)\b": "0.4536",
    r"\bounces?\b": "28.35",
    r"\bgallons?\b": "3.785",
}
"""What each of England's and America's measures is in the metric one that print sets for it."""
_WORDS = tuple((re.compile(word, re.IGNORECASE), Decimal(factor)) for word, factor in _FACTORS.items())
_FAHRENHEIT = re.compile(r"(?i:fahrenheit)|°\s?F\b")
_ROUNDED = Decimal("0.04")
"""Share of an amount by which a rounded one may differ."""


def unconverted(
    old: Reading, new: Reading, lost: list[Number], added: list[Number]
) -> tuple[list[Number], list[Number]]:
    """Return the numbers that each side still lacks when those that are converted are taken away."""
    if not lost or not added or not (text := _english(old, new)):
        return lost, added
    factors = [factor for word, factor in _WORDS if word.search(text)]
    warm = bool(_FAHRENHEIT.search(text))
    if not factors and not warm:
        return lost, added
    imperial, metric = (lost, added) if text is old.text else (added, lost)
    pairs = [
        (one, other)
        for one in imperial
        for other in metric
        if any(_near(value, other.values) for value in _converted(one.values, factors, warm))
    ]
    gone = {id(number) for pair in pairs for number in pair}
    return [n for n in lost if id(n) not in gone], [n for n in added if id(n) not in gone]


def _english(old: Reading, new: Reading) -> str:
    """Return the text that may count in miles; empty where none does, or both may."""
    texts = [reading.text for reading in (old, new) if reading.language.language == "en"]
    return texts[0] if len(texts) == 1 else ""


def _converted(values: Iterable[Decimal], factors: list[Decimal], warm: bool) -> Iterator[Decimal]:
    for value in values:
        yield from (value * factor for factor in factors)
        if warm:
            yield (value - 32) / Decimal("1.8")


def _near(value: Decimal, others: Iterable[Decimal]) -> bool:
    return any(abs(value - other) <= max(abs(value) * _ROUNDED, Decimal("0.6")) for other in others)
