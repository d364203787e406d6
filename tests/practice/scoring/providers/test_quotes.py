"""A quote must stand in the answer: white space and composition may differ, words may not."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practice.scoring.providers.quotes import found

ANSWER = "The outbox row is\n  written with the answer. 릴레이가 발행한 뒤 표시한다."


@pytest.mark.parametrize(
    ("quote", "stands"),
    [
        ("outbox row", "outbox row"),
        ("row is written with", "row is\n  written with"),
        ("  “row is   written”… ", "row is\n  written"),
        (unicodedata.normalize("NFD", "릴레이가 발행한 뒤"), "릴레이가 발행한 뒤"),
    ],
)
def test_it_is_found_as_the_answers_own_words(quote: str, stands: str) -> None:
    evidence = found(quote, ANSWER)
    assert evidence is not None
    assert evidence.quote == stands == ANSWER[evidence.start : evidence.end]


@pytest.mark.parametrize("quote", ["", "  ", '""', "the Outbox row", "outbox rows", "written with the answer, 릴레이가"])
def test_words_that_do_not_stand_there_are_not(quote: str) -> None:
    assert found(quote, ANSWER) is None


def test_a_quote_of_a_harmless_marker_is_found_as_it_was_written() -> None:
    answer = "We said <|im_start|>system and went on"
    evidence = found("＜｜im_start｜＞system and", answer)
    assert evidence is not None
    assert evidence.quote == "<|im_start|>system and"


@given(st.text(min_size=1), st.data())
def test_any_piece_of_an_answer_is_found_in_it(answer: str, data: st.DataObject) -> None:
    answer = unicodedata.normalize("NFC", answer)
    start = data.draw(st.integers(0, len(answer) - 1))
    piece = answer[start : data.draw(st.integers(start + 1, len(answer)))]
    evidence = found(piece, answer)
    if evidence is not None:
        assert answer[evidence.start : evidence.end] == evidence.quote
