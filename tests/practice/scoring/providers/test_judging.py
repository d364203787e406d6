"""Quotes are checked, verdicts drop with them, and the number is computed here."""

from dataclasses import replace

import pytest

from practice.bank.model import Question
from practice.scoring.model import Verdict
from practice.scoring.providers.follow_up import checked
from practice.scoring.providers.judging import point_of, score_of
from practice.scoring.providers.reply import PointReply, Reply
from practice.scoring.providers.sampling import merged, wide
from tests.practice.scoring.providers.conftest import ANSWER


def said(point_id: str, verdict: Verdict, *quotes: str) -> PointReply:
    return PointReply(id=point_id, evidence=list(quotes), rationale="그렇게 말했다.", verdict=verdict)


def replied(question: Question, verdict: Verdict, quote: str = "같은 트랜잭션에") -> Reply:
    points = [said(point.id, verdict if point.weight > 0 else "missed", quote) for point in question.rubric]
    return Reply(points=points, summary="좋습니다.", follow_up="그때 릴레이가 죽으면 어떻게 되나요?")


def test_a_quote_that_stands_is_shown_where_it_stands(question: Question) -> None:
    point = point_of(said("x", "met", "같은 트랜잭션에 기록한다. 릴레이가"), question.rubric[0], ANSWER, "ko")
    assert point.verdict == "met"
    assert ANSWER[point.evidence[0].start : point.evidence[0].end] == point.evidence[0].quote
    assert point.advice is None
    assert point.rationale == "그렇게 말했다."


@pytest.mark.parametrize("quotes", [(), ("아무도 하지 않은 말",), ("같은 트랜잭션에", "아무도 하지 않은 말")])
def test_without_quotes_that_all_stand_the_point_is_missed(question: Question, quotes: tuple[str, ...]) -> None:
    point = point_of(said("x", "met", *quotes), question.rubric[0], ANSWER, "ko")
    assert (point.verdict, point.evidence) == ("missed", ())
    assert point.advice


def test_nobody_is_blamed_for_a_misconception_that_they_did_not_write(question: Question) -> None:
    wrong = next(point for point in question.rubric if point.weight < 0)
    assert point_of(said(wrong.id, "met", "NOTIFY는 반드시 전달된다"), wrong, ANSWER, "ko").verdict == "missed"
    assert point_of(said(wrong.id, "met", "릴레이가 커밋된 행을"), wrong, ANSWER, "ko").verdict == "met"


def test_the_number_is_the_arithmetic_s(question: Question) -> None:
    assert score_of([replied(question, "met")], question, ANSWER, "ko").overall == 100
    assert score_of([replied(question, "partial")], question, ANSWER, "ko").overall == 50
    assert score_of([replied(question, "met", "없는 말")], question, ANSWER, "ko").overall == 0


def test_an_axis_has_the_number_of_the_points_that_speak_for_it(question: Question) -> None:
    named = [point.axes for point in question.rubric]
    one = next(point.id for point in question.rubric if point.weight > 0 and point.axes == ("architecture",))
    reply = replied(question, "missed")
    points = [said(each.id, "met", "같은 트랜잭션에") if each.id == one else each for each in reply.points]
    score = score_of([reply.model_copy(update={"points": points})] * 3, question, ANSWER, "ko")
    by_axis = {each.axis: each.score for each in score.axes}
    assert by_axis["architecture"] > score.overall > by_axis["depth"] == 0
    assert [point.axes for point in score.points] == named


def test_the_bank_s_follow_ups_come_first_and_the_provider_s_is_last(question: Question) -> None:
    asked = score_of([replied(question, "missed")], question, ANSWER, "ko").follow_ups
    assert asked[0] in {followup.text.ko for followup in question.followups}
    assert asked[-1] == "그때 릴레이가 죽으면 어떻게 되나요?"


@pytest.mark.parametrize(
    ("question", "good"),
    [
        ("그때 릴레이가 죽으면 어떻게 되나요?", True),
        ("What happens when e.g. Redis is away?", True),
        ("Is 99.9 percent enough?", True),
        ("What happens?  And why?", False),
        ("It works. What else?", False),
        ("좋습니다. 그러면 무엇을 하나요?", False),
        ("Tell me more.", False),
        ("?", False),
        ("왜" * 300 + "?", False),
    ],
)
def test_a_follow_up_is_one_sentence_with_one_question_mark(question: str, good: bool) -> None:
    assert (checked(question, ()) == question) is good


def test_a_follow_up_that_was_asked_already_is_not_asked_twice() -> None:
    assert checked("What happens when Redis is away?", ("what happens when redis is away?",)) is None


@pytest.mark.parametrize(
    ("verdicts", "median", "is_wide"),
    [
        (["met", "met", "partial"], "met", False),
        (["met", "missed", "partial"], "partial", True),
        (["met", "missed"], "missed", True),
        (["met", "met", "missed"], "met", True),
        (["partial", "met", "partial", "met"], "partial", False),
    ],
)
def test_samples_become_their_median_and_show_their_spread(
    question: Question, verdicts: list[Verdict], median: Verdict, is_wide: bool
) -> None:
    samples = [[point_of(said("x", verdict, "같은 트랜잭션에"), question.rubric[0], ANSWER, "ko")] for verdict in verdicts]
    (point,) = merged(samples)
    assert (point.verdict, point.spread) == (median, tuple(verdicts))
    assert wide([point]) is is_wide


def test_a_wide_spread_makes_the_score_uncertain(question: Question) -> None:
    replies = [replied(question, "met"), replied(question, "missed"), replied(question, "met")]
    score = score_of(replies, question, ANSWER, "ko")
    assert (score.overall, score.uncertain) == (100, True)
    assert not score_of([replied(question, "met")] * 3, question, ANSWER, "ko").uncertain


def test_hidden_characters_of_a_reply_are_not_shown(question: Question) -> None:
    reply = replace_summary(replied(question, "met"), "Well\u202e said\x00.")
    assert score_of([reply], question, ANSWER, "ko").summary == "Well said ."


def replace_summary(reply: Reply, summary: str) -> Reply:
    return reply.model_copy(update={"summary": summary})


def test_points_of_weight_keep_their_text(question: Question) -> None:
    point = replace(question.rubric[0], weight=3)
    assert point_of(said("x", "met", "같은 트랜잭션에"), point, ANSWER, "en").text == point.text.en
