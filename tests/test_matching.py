"""What `publish.merge.matching` promises: the text a new one was made of is found, chance is not."""

from __future__ import annotations

import random

import pytest

from publish.merge.matching import Match, match, near
from timing import processor_seconds, processor_time

A = "The delegates of the province visited the new harbour on Monday morning, before the meeting began."
B = "In the afternoon the committee heard the report of the fishermen and asked them many questions."
C = "Nobody could say yet when the old lighthouse will be repaired, or what that may cost the town."
NEW = "Quite another subject, of which this article has never spoken, takes the place of what was there."


def test_each_text_finds_the_one_it_was_made_of() -> None:
    """Words changed in three paragraphs, in whatever order they stand: each finds its own."""
    fresh = [C.replace("old", "white"), A.replace("Monday", "Friday"), B.replace("many", "some"), NEW]
    assert match(fresh, [A, B, C]) == {
        0: Match("similar", (2,)),
        1: Match("similar", (0,)),
        2: Match("similar", (1,)),
    }


def test_a_split_text_serves_all_its_pieces() -> None:
    """A paragraph made two, or three: each piece comes from it."""
    whole = f"{A} {B} {C}"
    assert match([A, f"{B} {C}"], [whole, NEW]) == {0: Match("part", (0,)), 1: Match("part", (0,))}
    assert set(match([C, A, B], [whole]).values()) == {Match("part", (0,))}


def test_joined_texts_are_given_in_their_new_order() -> None:
    """Two paragraphs made one are both found, in the order in which they stand now."""
    assert match([f"{B} {A}"], [A, NEW, B]) == {0: Match("joined", (2, 0))}


def test_moved_sentences_are_recognised() -> None:
    """The same sentences in another order are the same paragraph."""
    assert match([f"{C} {A} {B}"], [f"{A} {B} {C}", NEW]) == {0: Match("similar", (0,))}


def test_a_sentence_added_or_dropped_leaves_the_rest() -> None:
    """What is left of a paragraph finds it, and so does a paragraph that grew."""
    assert match([A], [f"{B} {C} {A}"]) == {0: Match("part", (0,))}
    assert match([f"{B} {C} {A}"], [A]) == {0: Match("joined", (0,))}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("代表们今天上午参观了新的港口，会议随后开始。", "代表们今天下午参观了新的港口，会议随后开始。"),
        ("ผู้แทนจังหวัดเยี่ยมชมท่าเรือใหม่ในเช้าวันจันทร์", "ผู้แทนจังหวัดเยี่ยมชมท่าเรือใหม่ในเช้าวันศุกร์"),
        ("زار مندوبو المحافظة الميناء الجديد صباح الاثنين", "زار مندوبو المحافظة الميناء الجديد صباح الجمعة"),
        ("दल ने सोमवार को नए बंदरगाह का दौरा किया", "दल ने शुक्रवार को नए बंदरगाह का दौरा किया"),
    ],
)
def test_every_script_is_compared(old: str, new: str) -> None:
    """Scripts without spaces, and scripts with few letters a word, are matched as well."""
    assert match([NEW, new], [C, old]) == {1: Match("similar", (1,))}


def test_a_copied_paragraph_is_near_the_one_it_was_copied_from() -> None:
    """A paragraph copied and changed a little finds the one that stays; anything less finds nothing."""
    assert near([A.replace("Monday", "Friday"), NEW, B[:40]], [C, A, B]) == {0: 1}
    assert near([], [A]) == near([A], []) == {}


def test_the_result_hangs_on_the_texts_alone() -> None:
    """The same texts give the same matches in every run, whatever Python's hashes are."""
    texts = [A, B, C, f"{A} {B}", f"{B} {C}"]
    first = match([t.replace("the", "a") for t in texts], texts)
    assert first == match([t.replace("the", "a") for t in texts], texts)
    assert sorted(first) == [0, 1, 2, 3, 4]


def test_the_cost_grows_with_the_texts_not_with_their_square() -> None:
    """Ten times the changed messages take far less than a hundred times the time."""
    chance = random.Random(3)
    words = ["".join(chance.choices("aeioubdklmnprst", k=chance.randint(2, 8))) for _ in range(2000)]

    def seconds(count: int) -> float:
        old = [" ".join(chance.choices(words, k=20)) for _ in range(count)]
        new = [f"{text} {chance.choice(words)}" for text in old]
        begun = processor_time()
        assert len(match(new, old)) == count
        return processor_time() - begun

    assert seconds(2000) < 40 * max(seconds(200), 0.02)


def test_books_in_one_paragraph_are_compared_by_their_beginnings() -> None:
    """Texts far longer than any paragraph find each other in a moment, and so do the others beside them."""
    chance = random.Random(3)
    books = [" ".join(f"w{chance.randrange(9999)}" for _ in range(300_000)) for _ in range(2)]
    new = [f"A new word. {books[1]}", B, books[0][: len(books[0]) // 2]]
    seconds = processor_seconds(lambda: match(new, [books[0], A, books[1]]))
    assert match(new, [books[0], A, books[1]]) == {0: Match("similar", (2,)), 2: Match("similar", (0,))}
    assert near([new[0]], [A, books[1]]) == {0: 1}
    assert seconds < 5


def test_texts_that_are_all_alike_take_no_more_time_each() -> None:
    """Of ten thousand rows that differ in a number only, each is compared with some, not with all."""
    old = [f"Bảng số liệu {n}" for n in range(16_000)]
    assert processor_seconds(lambda: match([f"Bảng số liệu mới {n}x" for n in range(16_000)], old)) < 12
