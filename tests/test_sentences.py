"""Where sentences end, in the languages of the newsroom."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publish.sentences import VERSION, split
from strategies import nasty_text
from timing import processor_seconds

GOLD: dict[str, list[str]] = json.loads(
    (Path(__file__).parent / "data/segmentation-gold.json").read_text("utf-8")
)
"""Paragraphs of each language, with `¦` where a sentence begins."""
LEAST = {"vi": 0.9, "en": 0.9, "th": 0.1, "lo": 0.8, "de": 0.8}
"""Share of items cut exactly; the others must have 0.85. Thai ends sentences in a space like any other."""


def score(language: str) -> float:
    """Return the share of a language's items that are cut exactly."""
    items = GOLD[language]
    return sum(split(item.replace("¦", ""), language) == item.split("¦") for item in items) / len(items)


@pytest.mark.parametrize("language", GOLD)
def test_each_language(language: str) -> None:
    """Each language is cut as its readers would cut it, but for few items."""
    assert score(language) >= LEAST.get(language, 0.85)


def test_all_languages() -> None:
    """Over all languages at least 85 of 100 paragraphs are cut exactly."""
    sizes = Counter({language: len(items) for language, items in GOLD.items()})
    assert sum(score(language) * size for language, size in sizes.items()) / sizes.total() >= 0.85


@settings(max_examples=200)
@given(st.lists(nasty_text, max_size=5).map("".join) | st.text(), st.sampled_from([*GOLD, "xx", "pt-BR"]))
def test_lossless(text: str, language: str) -> None:
    """The sentences of any text, put together, are the text, and none is empty."""
    parts = split(text, language)
    assert "".join(parts) == text
    assert all(parts)


@pytest.mark.parametrize("piece", ["1. ", "。」", "“A. ", "(A. ", "A.) ", "`x`„"])
def test_a_long_text_takes_no_more_time_a_word(piece: str) -> None:
    """A book in one paragraph, or a hostile one, is cut in linear time: here it once took half a minute."""
    text = piece * (100_000 // len(piece)) + ")"
    assert processor_seconds(lambda: split(text, "en")) < 5


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("vi", "Bà Nguyễn T. Hoa, Q. Giám đốc Sở, dự. ¦Ông Lê (TP. Huế) vắng."),
        ("vi", "Kỳ họp thứ V. ¦Các đại biểu về dự."),
        ("vi", "Theo ông, “phải làm ngay!” ¦Cuộc họp kết thúc."),
        ("vi", "Tốc độ tăng 6,5%/năm. ¦Thu ngân sách đạt 25.000 tỷ đồng; xuất khẩu tăng."),
        ("vi", "1. Hội nghị bế mạc. ¦II. Kết quả tốt."),
        ("en", "No. ¦He left. ¦See No. 7."),
        ("en", "It was (see Fig. 2. It is big.) good. ¦Yes."),
        ("fr", "« Oui. » ¦Puis M. le maire partit."),
        ("de", "Er kam am 1. April. ¦„Gut.“ ¦Dann ging er."),
        ("ru", "Он родился в 1950 г. ¦Потом уехал в г. Москва."),
        ("pt-BR", "O Sr. Silva chegou. ¦A Dra. Lima saiu."),
        ("ja", "彼は「来た。見た。」と言った。¦終わり。"),
        ("zh-Hant", "「真的嗎？」她問。¦沒人回答。"),
        ("hi", "प्रो. वर्मा आए। ¦सब खुश थे।"),
        ("km", "មាន ចេក ក្រូច ។ល។ លក់ដាច់។ ¦ល្អ។"),
        ("th", "พ.ศ. 2567 เป็นปีที่ดี? ¦ใช่ครับ"),
    ],
)
def test_rules(language: str, text: str) -> None:
    """Titles, ordinals, counts, quotations and brackets do not end a sentence; what looks like them may."""
    assert split(text.replace("¦", ""), language) == text.split("¦")


def test_white_space_stays_with_the_sentence_before() -> None:
    """Line breaks and runs of spaces belong to the sentence they follow."""
    assert split("One.\nTwo.  Three.\n", "en") == ["One.\n", "Two.  ", "Three.\n"]


def test_version_names_both() -> None:
    """The header can say which sentencex and which rules cut the sentences."""
    assert VERSION.startswith("sentencex 1.")
    assert ", rules " in VERSION
