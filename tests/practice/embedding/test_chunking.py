"""Windows keep within the limit, passages are whole sentences, and nothing of a text is lost between them."""

import itertools
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from practice.embedding.chunking import PASSAGE_CHARACTERS, passages, pooled, windows

KOREAN = "아웃박스 패턴은 이벤트를 같은 트랜잭션에 기록한다. 릴레이는 커밋된 행을 발행한다. "


def words(texts: Sequence[str]) -> list[int]:
    return [len(text.split()) for text in texts]


def test_a_text_within_the_limit_is_one_window() -> None:
    assert windows(KOREAN, 50, words) == [(0, len(KOREAN))]


def test_a_long_text_is_cut_between_sentences() -> None:
    text = KOREAN * 10
    found = windows(text, 25, words)
    assert len(found) == 5
    assert all(text[start:end].endswith("다.") for start, end in found)


def test_a_sentence_beyond_the_limit_is_cut_between_words() -> None:
    text = " ".join(f"word{number}" for number in range(100))
    found = windows(text, 30, words)
    assert [word for start, end in found for word in text[start:end].split()] == text.split()


TEXTS = st.text("ab. 가나\n", max_size=300) | st.lists(
    st.sampled_from(["```", "~~~", "\n", "\n\n", "- ", "> ", "말이 있다. ", "x = 1", "이름", " "]), max_size=60
).map("".join)


def lost(text: str, found: Sequence[tuple[int, int]]) -> set[str]:
    """The characters that stand in no part."""
    inside = {place for start, end in found for place in range(start, end)}
    return {character for place, character in enumerate(text) if place not in inside}


@given(TEXTS, st.integers(1, 40))
def test_no_window_is_beyond_the_limit_none_overlap_and_nothing_is_lost(text: str, limit: int) -> None:
    found = windows(text, limit, lambda texts: [len(part) for part in texts])
    assert all(0 <= start <= end <= len(text) for start, end in found)
    assert all(one[1] <= other[0] for one, other in itertools.pairwise(found))
    assert all(end - start <= limit for start, end in found)
    assert lost(text, found) <= set(" \n>")


@given(TEXTS)
def test_passages_lose_nothing(text: str) -> None:
    assert lost(text, passages(text)) <= set(" \n>")


@pytest.mark.parametrize("fence", ["```python\n{}```\n", "```python\n{}"])
def test_long_code_is_read_whole_and_so_is_what_follows(fence: str) -> None:
    """Whoever judges reads only the beginning of code."""
    text = KOREAN + "\n" + fence.format("value = compute(value)\n" * 100) + KOREAN * 5
    for found in (windows(text, 60, words), passages(text)):
        assert lost(text, found) <= set(" \n")
        assert len(found) > 4
    assert all(words([text[start:end]])[0] <= 60 for start, end in windows(text, 60, words))
    assert all(end - start <= 2 * PASSAGE_CHARACTERS for start, end in passages(text))


def test_passages_are_a_few_whole_sentences() -> None:
    text = KOREAN * 12
    found = passages(text)
    assert len(found) > 2
    assert all(text[start:end].endswith("다.") for start, end in found)
    assert all(end - start <= PASSAGE_CHARACTERS * 1.3 for start, end in found)


@pytest.mark.parametrize("text", ["", " ", "짧다", "```\ncode\n```"])
def test_a_short_text_is_one_passage(text: str) -> None:
    assert len(passages(text)) == 1


def test_half_of_the_weight_goes_by_length_and_half_to_the_beginning() -> None:
    vector = pooled(np.eye(2, dtype=np.float32), [2, 6], np.zeros(2, np.float32))
    assert vector.tolist() == pytest.approx(np.divide([5, 3], 34**0.5).tolist())


@pytest.mark.parametrize("count", [2, 8, 40])
def test_a_pooled_vector_is_no_nearer_to_the_middle_than_its_windows(count: int) -> None:
    """Around one direction, as vectors of a model are: a bare mean of them would be near to every query."""
    chance = np.random.default_rng(count)
    middle = np.eye(1, 384, dtype=np.float32)[0] * 0.9
    made = middle + 0.44 * np.asarray(chance.normal(size=(count, 384)) / 384**0.5, np.float32)
    made /= np.linalg.norm(made, axis=1, keepdims=True)
    mean = made.mean(axis=0) / np.linalg.norm(made.mean(axis=0))
    vector = pooled(made, [1] * count, middle)
    toward = middle / np.linalg.norm(middle)
    assert mean @ toward > (made @ toward).max()
    assert vector @ toward == pytest.approx(float((made @ toward).mean()), abs=0.01)
    assert np.linalg.norm(vector) == pytest.approx(1.0, abs=1e-6)


def test_windows_that_cancel_each_other_out_are_in_the_middle() -> None:
    middle = np.array([0.9, 0.0], np.float32)
    vector = pooled(np.array([[0.9, 0.2], [0.9, -0.6]], np.float32), [1, 1], middle)
    assert vector.tolist() == pytest.approx([1.0, 0.0])
