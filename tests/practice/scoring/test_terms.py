from typing import Any

import pytest

from practice.scoring import terms as module
from practice.scoring.overlap import recall, weights
from practice.scoring.terms import LONGEST_KEPT, alike, terms


def meet(one: str, two: str) -> bool:
    return alike(terms(one)[0], terms(two)[0]) >= 0.8


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("네트워크를", "네트워크에서"),
        ("처리합니다", "처리하는"),
        ("나눕니다", "나누면"),
        ("기다린다", "기다립니다"),
        ("커넥션풀이", "커넥션"),
        ("오프셋을", "offset"),
        ("Kafka는", "카프카"),
        ("queues", "queue"),
        ("retries", "retry"),
        ("blocking", "blocks"),
        ("replication", "replicated"),
        ("indexes", "index"),
    ],
)
def test_forms_of_one_word_meet(one: str, two: str) -> None:
    assert meet(one, two)


@pytest.mark.parametrize(("one", "two"), [("늘어난다", "줄어든다"), ("동기", "비동"), ("thread", "process"), ("latency", "late")])
def test_different_words_do_not(one: str, two: str) -> None:
    assert not meet(one, two)


def test_particles_and_function_words_are_no_terms() -> None:
    assert terms("그리고 이것은 of the `을`") == () or [term.word for term in terms("그리고 of the `을`")] == []


def test_words_given_by_the_question_count_less() -> None:
    claim = terms("큐를 나누면 지연이 줄어듭니다")
    given = terms("큐를 나누는 이유는?")
    said = terms("큐를 나눕니다")
    assert recall(claim, weights(claim, given), said) < recall(claim, weights(claim, ()), said)


@pytest.mark.parametrize(("word", "cache"), [("queues", module._latin), ("대기열에서", module._korean)])
def test_words_are_kept_and_walls_of_letters_are_not(word: str, cache: Any) -> None:
    wall = word * LONGEST_KEPT
    cache.cache_clear()
    assert terms(wall)[0].word == wall
    assert cache.cache_info().currsize == 0
    terms(word)
    assert cache.cache_info().currsize == 1
