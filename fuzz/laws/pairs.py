"""Two texts in different languages in: what is said of them, never a failure."""

from __future__ import annotations

from collections.abc import Iterable

from fuzz.guard import SCRATCH
from fuzz.laws.common import hold_place, parts, words
from publish import checks as checking
from publish.align import align as align_units
from publish.checks import Pair, Seen, examine
from publish.checks import glossary as glossaries
from publish.errors import PublishError
from publish.languages import find, parse
from publish.message import decode as decode_message
from publish.model import Raw
from publish.readers import markdown
from publish.readers.sources import decode
from publish.units import segment


def checks(data: bytes) -> None:
    """Any two messages are examined; the first line names their languages."""
    head, msgid, msgstr = (words(part) for part in parts(data, 3))
    tags = [*head.split(), "vi", "en"]
    source, target = find(tags[0]) or parse("vi"), find(tags[1]) or parse("en")
    seen = Seen()
    pair = Pair(msgid, msgstr or "x", source, target, 40, (), "paragraph", None, seen)
    for found in examine(pair):
        assert found.check in checking.CHECKS
        assert found.message
    seen.note(pair, "a.po:1")
    assert examine(pair) == examine(
        Pair(msgid, msgstr or "x", source, target, 40, (), "paragraph", None, seen)
    )


def glossary(data: bytes) -> None:
    """Any bytes are a glossary or a ConfigError, and its terms can be looked for in any two messages."""
    table, msgid, msgstr = parts(data, 3)
    path = SCRATCH / "glossary.csv"
    path.write_bytes(table)
    try:
        terms = glossaries.read(path)
    except PublishError as error:
        hold_place(error, [str(path)], table)
        return
    for tag in ("en", "ja", "de", "ar"):
        examine(Pair(words(msgid), words(msgstr) or "x", parse("vi"), parse(tag), None, terms))


def align(data: bytes) -> None:
    """Any two articles are aligned: every text of both is in the result, the article's in order."""
    try:
        old, new = (segment(markdown.parse(decode(part, "a.md"), "a.md", "vi")) for part in parts(data, 2))
    except PublishError:
        return
    for by_sentence in (False, True):
        found = align_units(old, new, parse("vi"), parse("en"), by_sentence=by_sentence)
        assert all(0 <= pair.certainty <= 1 for pair in found), "certainty out of range"
        if not by_sentence:
            assert [pair.unit for pair in found if pair.unit] == list(old), "texts of the article are missing"
        _hold_letters((unit.message for unit in new), (pair.message for pair in found))


def _hold_letters(new: Iterable[str], said: Iterable[str]) -> None:
    lost = sum(map(_letters, new)) - sum(map(_letters, said))
    assert lost <= 0, f"{lost} letters of the translation are lost"


def _letters(message: str) -> int:
    """Count the letters of the words; a sentence of nothing but a tag has none, and nobody translates it."""
    words = (span.text for span in decode_message(message) if not isinstance(span.atom, Raw))
    return sum(map(str.isalnum, "".join(words)))
