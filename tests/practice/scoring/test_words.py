"""What the summary says is a sentence whatever the counts are."""

import pytest

from practice.bank.model import Lang, RubricPoint, Text, Texts
from practice.scoring.model import PointScore, Verdict
from practice.scoring.verdicts import Finding
from practice.scoring.words import advice, summary


def said(lang: Lang, value: int, *verdicts: Verdict, wrong: int = 0) -> str:
    points = [PointScore(str(at), "", 1, verdict) for at, verdict in enumerate(verdicts)]
    stated = [PointScore(f"wrong-{at}", "", -1, "met") for at in range(wrong)]
    return summary([*points, *stated], value, lang, unsure=False, pasted=False)


@pytest.mark.parametrize(
    ("lang", "verdicts", "begins"),
    [
        ("ko", ("met", "missed", "missed"), "채점 기준 3개 가운데 1개를 분명히 다뤘습니다."),
        ("ko", ("partial", "partial", "missed"), "채점 기준 3개 가운데 2개를 일부 다뤘습니다."),
        ("ko", ("met", "partial", "missed"), "채점 기준 3개 가운데 1개를 분명히, 1개를 일부 다뤘습니다."),
        ("en", ("met", "missed", "missed"), "You make 1 of 3 points clearly. "),
        ("en", ("partial", "partial", "missed"), "You make 2 of 3 points in part. "),
        ("en", ("met", "partial", "missed"), "You make 1 of 3 points clearly and 1 in part. "),
    ],
)
def test_a_count_of_none_is_not_said(lang: Lang, verdicts: tuple[Verdict, ...], begins: str) -> None:
    assert said(lang, 33, *verdicts).startswith(begins)


@pytest.mark.parametrize(
    ("lang", "wrong", "told"),
    [
        ("ko", 1, "잘못 알고 있는 듯한 내용이 하나 있습니다."),
        ("ko", 2, "잘못 알고 있는 듯한 내용이 2개 있습니다."),
        ("en", 1, "One statement looks like a misconception."),
        ("en", 2, "2 statements look like misconceptions."),
    ],
)
def test_one_misconception_and_several(lang: Lang, wrong: int, told: str) -> None:
    assert told in said(lang, 0, "missed", wrong=wrong)


@pytest.mark.parametrize(
    ("lang", "verdicts", "told", "not_told"),
    [
        ("ko", ("met", "missed"), "처음 질문의 기준 2개 전체에 비춘 값", "빠진 기준이 많으니"),
        ("ko", ("missed", "missed"), "낮아도 답이 틀렸다는 뜻은 아닙니다", "그 가운데"),
        ("en", ("met", "missed"), "all 2 points of the first question", "Much is still missing"),
        ("en", ("missed", "missed"), "does not mean that the answer is wrong", "You make"),
    ],
)
def test_an_answer_to_a_follow_up_is_told_what_its_number_means(
    lang: Lang, verdicts: tuple[Verdict, ...], told: str, not_told: str
) -> None:
    points = [PointScore(str(at), "", 1, verdict) for at, verdict in enumerate(verdicts)]
    words = summary(points, 17, lang, unsure=False, pasted=False, kind="followup")
    assert told in words
    assert not_told not in words


def test_a_hint_that_was_said_is_not_given() -> None:
    point = RubricPoint("retry", 2, Text(ko="Retry-After를 준다"), Texts(ko=("Retry-After", "지터")))
    missed = Finding("missed", 0.1, None)
    assert "Retry-After, 지터" in (advice(point, missed, "ko") or "")
    told = advice(point, missed, "ko", "503에 retry-after를 줍니다.") or ""
    assert "지터" in told and "After, 지터" not in told
    assert advice(point, missed, "ko", "Retry-After와 지터를 둡니다.") == "‘Retry-After를 준다’ — 이 내용이 보이지 않습니다."
