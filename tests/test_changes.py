"""What `publish.merge.changes` promises: translators are told every change, word by word, and its kind."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.merge.changes import changes, describe
from timing import processor_seconds


@pytest.mark.parametrize(
    ("old", "new", "language", "said"),
    [
        ("Đại hội lần thứ XX", "Đại hội lần thứ XXI", "vi", ["name changed: XX → XXI"]),
        ("Có 17 đại biểu", "Có 18 đại biểu", "vi", ["number changed: 17 → 18"]),
        ("tăng 6,5 %", "tăng 7,2 %", "vi", ["number changed: 6,5 → 7,2"]),
        ("ngày 3/10/2025", "ngày 4/10/2025", "vi", ["number changed: 3/10/2025 → 4/10/2025"]),
        ("It met in Huế today", "It met in Đà Nẵng today", "en", ["name changed: Huế → Đà Nẵng"]),
        ("Boats sail", "Ships sail", "en", ["wording changed: Boats → Ships"]),
        ("He left. Boats sail", "He left. Ships sail", "en", ["wording changed: Boats → Ships"]),
        ("Die Boote fahren", "Die Schiffe fahren", "de", ["wording changed: Boote → Schiffe"]),
        ("It opened, in Huế", "It opened in Huế", "en", ["punctuation removed: ,"]),
        ("Wait.", "Wait!", "en", ["punctuation changed: . → !"]),
        ("a bold word", "a **bold** word", "en", ["formatting added: **"]),
        ("see [it](a.md) now", "see [it](b.md) now", "en", ["link changed: ](a.md) → ](b.md)"]),
        (
            "see https://a.vn/b now",
            "see https://a.vn/c now",
            "en",
            ["link changed: https://a.vn/b → https://a.vn/c"],
        ),
        ("The hall opened", "The new hall opened", "en", ["wording added: new"]),
        ("The new hall opened", "The hall opened", "en", ["wording removed: new"]),
        ("会议于3日开幕", "会议于4日闭幕", "zh-Hans", ["number changed: 3 → 4", "wording changed: 开 → 闭"]),
        ("การประชุมเปิด", "การประชุมปิด", "th", ["wording removed: เ"]),
        ("वह घर गया", "वह नगर गया", "hi", ["wording changed: घर → नगर"]),
        ("same", "same", "en", []),
    ],
)
def test_each_kind_of_change_is_called_by_its_name(
    old: str, new: str, language: str, said: list[str]
) -> None:
    """Numbers, names, links, formatting, punctuation and wording, in scripts with and without spaces."""
    assert list(describe(old, new, language)) == said


_TEXTS = st.lists(
    st.sampled_from(["Đại", "hội", "17", "3,5", "Huế", ".", ",", "**", "会", "ก", "ำ", "](a.md)", "\n", "é"]),
    max_size=12,
)


@given(_TEXTS, _TEXTS)
def test_what_is_told_accounts_for_the_difference(old: list[str], new: list[str]) -> None:
    """Two texts that differ in more than spaces have changes; what was removed stood in the old one."""
    before, after = " ".join(old), " ".join(new)
    found = changes(before, after, "vi")
    assert bool(found) == (before.split() != after.split())
    for change in found:
        assert change.old or change.new
        assert change.old in " ".join(before.split())
        assert change.new in " ".join(after.split())


def test_a_long_list_is_cut_short() -> None:
    """A paragraph rewritten from end to end gives a dozen short lines and the count of the rest."""
    old = " ".join(f"same {chr(97 + n)}{'x' * 90}" for n in range(25))
    new = " ".join(f"same {chr(97 + n)}{'y' * 90}" for n in range(25))
    lines = describe(old, new, "en")
    assert len(lines) == 13
    assert lines[-1] == "and 13 more changes"
    assert max(map(len, lines)) < 160
    assert all("\n" not in line for line in lines)


def test_a_book_in_one_paragraph_has_one_change() -> None:
    """A text far longer than any paragraph is told in one line, in a moment and without a gigabyte."""
    old = " ".join(f"word{n}" for n in range(200_000))
    new = old.replace("word70 ", "term ").replace("word71 ", "name ")
    assert processor_seconds(lambda: describe(old, new, "en")) < 5
    assert describe(old, new, "en") == ("wording changed: word70 word71 → term name",)
    assert describe(old, old, "en") == ()
