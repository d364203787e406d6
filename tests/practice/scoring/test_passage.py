"""A text about anything must not come near to a model answer by its length."""

import numpy as np
import pytest

from practice.bank.model import Lang
from practice.scoring.background import middle_of
from practice.scoring.likeness import Reference, length, reference_of
from practice.scoring.passage import MOST, passage
from tests.practice.scoring.conftest import HashingEncoder

MODEL: dict[Lang, str] = {
    "ko": "연결이 끊겨도 아웃박스 테이블을 매초 읽으니 늦어질 뿐 잃지 않습니다.",
    "en": "When the connection drops, the outbox table is read each second, so events are late and not lost.",
}
SAID: dict[Lang, str] = {
    "ko": "아웃박스 테이블을 매초 읽으니 잃지 않아요.",
    "en": "The outbox table is read each second, so none is lost.",
}
BESIDE: dict[Lang, str] = {
    "ko": "오늘은 날씨가 맑아서 공원까지 걸었습니다.",
    "en": "The weather was fine, so we walked slowly to the park.",
}


@pytest.fixture(params=["ko", "en"])
def lang(request: pytest.FixtureRequest) -> Lang:
    return "ko" if request.param == "ko" else "en"


@pytest.fixture
def reference(hashing: HashingEncoder, lang: Lang) -> Reference:
    return reference_of("?", MODEL[lang], hashing, middle_of(hashing))


def test_a_short_answer_is_taken_as_it_is(reference: Reference, lang: Lang) -> None:
    for text in (SAID[lang], MODEL[lang], f"  {MODEL[lang]}\n", "…", ""):
        assert passage(text, reference) == text


@pytest.mark.parametrize("before", [0, 1, 7])
def test_what_says_it_is_found_among_much_else(reference: Reference, lang: Lang, before: int) -> None:
    text = " ".join([BESIDE[lang]] * before + [SAID[lang]] + [BESIDE[lang]] * (9 - before))
    part = passage(text, reference)
    assert SAID[lang] in part
    assert part in text
    assert length(part) <= MOST * length(MODEL[lang])


def test_a_sentence_without_an_end_is_not_cut(reference: Reference, lang: Lang) -> None:
    endless = " ".join([SAID[lang].rstrip(".") + ","] * 30)
    assert passage(endless, reference) == endless


def test_the_longest_answer_that_is_taken(reference: Reference, lang: Lang) -> None:
    text = (f"{BESIDE[lang]} " * 1000)[:20_000] + SAID[lang]
    assert SAID[lang] in passage(text, reference)


def test_of_what_says_nothing_there_is_still_some(reference: Reference, lang: Lang) -> None:
    part = passage("\n\n".join([BESIDE[lang]] * 20), reference)
    assert part.startswith(BESIDE[lang])
    assert np.isclose(length(part) // length(BESIDE[lang]), MOST * length(MODEL[lang]) // length(BESIDE[lang]))
