"""What `publish.merge.carrying` promises: a translation comes along only where no word of it can be wrong."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import strategies
from publish.languages import parse
from publish.merge.carrying import carry, carry_numbers, shape
from publish.message import decode, encode
from publish.model import Link, Span
from timing import processor_seconds

VI, EN, FR, AR, HI = map(parse, ("vi", "en", "fr", "ar", "hi"))


@pytest.mark.parametrize(
    ("old", "new", "translation", "expected"),
    [
        ("See [it](a.html).", "See [it](b.html).", "Voir [ça](a.html).", "Voir [ça](b.html)."),
        (
            "![Hall](a.jpg) Hall",
            "![Hall](img/a.jpg) Hall",
            "![Salle](a.jpg) Salle",
            "![Salle](img/a.jpg) Salle",
        ),
        ("Text[^1] more[^2]", "Text[^a] more[^b]", "Mehr[^2] Text[^1]", "Mehr[^b] Text[^a]"),
        ("At https://a.vn/x now", "At https://a.vn/y now", "Sur https://a.vn/x !", "Sur https://a.vn/y !"),
        ("At www.a.vn now", "At www.b.vn now", "Sur www.a.vn !", "Sur www.b.vn !"),
        ("Mail <a@b.vn>", "Mail <c@b.vn>", "Courriel : a@b.vn", "Courriel : c@b.vn"),
        ("[x](1) [y](2)", "[x](2) [y](1)", "[X](1) [Y](2)", "[X](2) [Y](1)"),
        ("a [x](1)", "a [x](2)", r"\*a\* &amp; __[X](1)__", r"\*a\* &amp; __[X](2)__"),
        ("a&#32; b", "a b", "A b", "A b"),
        ("a\u00a0b", "a b", "A b", "A b"),
        ('Say "yes"', "Say “yes”", "Dites « oui »", "Dites « oui »"),
        ("Say «\u00a0yes\u00a0»", "Say 'yes'".replace("'", '"'), "Dites", "Dites"),
        ("It's", "It’s", "C'est", "C'est"),
        (r"5 \* 3", "5 * 3", "5 x 3", "5 x 3"),
        ("<strong>a</strong>", "**a**", "**A**", "**A**"),
    ],
)
def test_what_touches_no_word_is_carried(old: str, new: str, translation: str, expected: str) -> None:
    """Targets, pictures, labels, blanks, quotation marks and notation: all else stays as it was typed."""
    carried = carry(old, new, translation)
    assert carried is not None
    assert carried.message == expected
    assert carried.what


@pytest.mark.parametrize(
    ("old", "new", "translation"),
    [
        ("one", "two", "un"),
        ("[x](a) b", "[y](a) b", "[X](a)"),
        ("a. b", "a, b", "A"),
        ("**a** b", "a b", "A"),
        ("[x](/vi/)", "[x](/vi/new)", "[X](/fr/)"),
        ("[x](1) [y](1)", "[x](2) [y](3)", "[Y](1)"),
        ("[x](1) [y](1)", "[x](1) [y](3)", "[Y](1) [X](1)"),
        ('Type `say "hi"`', "Type `say “hi”`", 'Tapez `say "hi"`'),
        ('[x](a "Title")', '[x](a "Other")', "[X](a)"),
        ("to day", "today", "aujourd'hui"),
    ],
)
def test_what_may_be_wrong_is_not_carried(old: str, new: str, translation: str) -> None:
    """A word, a mark, a title, or a target that the translator replaced: a person has to look."""
    assert carry(old, new, translation) is None


@given(strategies.spans, st.sampled_from(["b.html", "https://x.vn/y(1)", "a b", "", "mailto:x@y.vn", "<"]))
@example((Span("https://a.vn/b", (Link("https://a.vn/b"),)),), "http://c.vn")
def test_carrying_gives_the_new_message_for_the_old(spans: tuple[Span, ...], href: str) -> None:
    """Translated by itself, a message whose targets changed comes out as the new message."""
    old = encode(spans)
    new = encode(
        Span(
            href if any(isinstance(m, Link) and m.href == s.text for m in s.marks) and href else s.text,
            tuple(Link(href, m.title) if isinstance(m, Link) else m for m in s.marks),
        )
        for s in decode(old)
    )
    if shape(old).key == shape(new).key and (carried := carry(old, new, old)):
        assert decode(carried.message) == decode(new)


@given(strategies.spans)
def test_a_message_has_one_shape_in_every_notation(spans: tuple[Span, ...]) -> None:
    """However a message is written down, what it says is recognised, and nothing is changed."""
    message = encode(spans)
    carried = carry(message, message, message)
    assert carried is not None
    assert carried.message == message


@pytest.mark.parametrize(
    ("old", "new", "translation", "target", "expected"),
    [
        ("Ngày 3 tháng này", "Ngày 4 tháng này", "On day 3", EN, "On day 4"),
        ("Tăng 6,5 %", "Tăng 7,25 %", "Up 6.5%", EN, "Up 7.25%"),
        ("Tăng 6,5 %", "Tăng 7,25 %", "Hausse de 6,5 %", FR, "Hausse de 7,25 %"),
        ("Có 1.234 người", "Có 2.345 người", "1,234 people", EN, "2,345 people"),
        ("Có 999 người", "Có 1.001 người", "999 people", EN, "1,001 people"),
        ("Có 999 người", "Có 1.001 người", "999 personnes", FR, "1\u202f001 personnes"),
        ("Có 17 xã", "Có 18 xã", "١٧ قرية", AR, "١٨ قرية"),
        ("Có 17 xã", "Có 18 xã", "१७ गाँव", HI, "१८ गाँव"),
        ("Từ 2020 đến 2025", "Từ 2025 đến 2030", "2020 to 2025", EN, "2025 to 2030"),
        ("9 - 3 - 6", "8 - 3 - 6", "9-3-6", EN, "8-3-6"),
    ],
)
def test_a_number_that_changed_is_changed_in_the_translation(
    old: str, new: str, translation: str, target: object, expected: str
) -> None:
    """Digits, separators and the order of the sentence are the translator's; only the value is new."""
    carried = carry_numbers(old, new, translation, VI, target)  # type: ignore[arg-type]  # a Language
    assert carried is not None
    assert carried.message == expected


@pytest.mark.parametrize(
    ("old", "new", "translation"),
    [
        ("3 và 3", "4 và 3", "3 and 3"),
        ("Có 3", "Có 4", "Three"),
        ("Có 3", "Có 4", "3, or 3"),
        ("Có 3", "Cả 4", "3"),
        ("Có 3", "Có 3", "3"),
        ("Có 3", "Có ba", "3"),
    ],
)
def test_a_number_is_not_guessed(old: str, new: str, translation: str) -> None:
    """A number that stands twice, or not in figures, or a changed word beside it: nothing is offered."""
    assert carry_numbers(old, new, translation, VI, EN) is None


def test_a_message_of_data_is_no_reason_to_wait() -> None:
    """Thousands of changed numbers in one message are not looked for, each among all the others."""
    old = " ".join(f"{n};" for n in range(30_000))
    new = " ".join(f"{n + 1};" for n in range(30_000))
    assert processor_seconds(lambda: carry_numbers(old, new, old, VI, EN)) < 5
    assert carry_numbers(old, new, old, VI, EN) is None
