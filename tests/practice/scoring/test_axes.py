"""The score of an axis is that of the points that speak for it; where nothing tells the axes apart each has the overall."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practice.bank.model import Lang, Question
from practice.scoring.arithmetic import axes, overall
from practice.scoring.model import AxisScore, PointScore, Score, Verdict
from practice.scoring.provenance import rubric_hash
from practice.scoring.rubric import RubricScorer

NAMES = ("architecture", "depth")
SPOKEN = {"wait": ("depth",), "block": ("architecture",), "size": NAMES, "more-threads": ("depth",)}
# makes the point of architecture, and no other
BLOCKS = "큐 하나에 다 넣으면 긴 작업이 앞을 막아 뒤의 짧은 요청이 늦어집니다."
VERDICTS: st.SearchStrategy[Verdict] = st.sampled_from(["met", "partial", "missed"])


def said(weight: int, verdict: Verdict, *named: str) -> PointScore:
    return PointScore("p", "", weight, verdict, axes=named)


def numbers(found: tuple[AxisScore, ...]) -> dict[str, int]:
    return {one.axis: one.score for one in found}


def told(question: Question) -> Question:
    return replace(question, rubric=tuple(replace(point, axes=SPOKEN[point.id]) for point in question.rubric))


@pytest.fixture(scope="module")
def apart(queues: Question) -> Question:
    return told(queues)


def test_an_axis_counts_its_own_points_and_those_of_all_axes() -> None:
    points = [said(2, "met", "architecture"), said(2, "missed", "depth"), said(1, "partial")]
    assert numbers(axes(NAMES, overall(points), points)) == {"architecture": 83, "depth": 17}


def test_a_misconception_costs_the_axes_that_it_names() -> None:
    points = [said(2, "met", "architecture"), said(2, "met", "depth"), said(-1, "met", "depth")]
    assert numbers(axes(NAMES, overall(points), points)) == {"architecture": 100, "depth": 50}


def test_an_axis_for_which_no_point_worth_making_speaks_has_the_overall() -> None:
    points = [said(3, "met", "depth"), said(1, "missed", "depth"), said(-1, "missed", "architecture")]
    assert numbers(axes(NAMES, 75, points)) == {"architecture": 75, "depth": 75}


@pytest.mark.parametrize("points", [[], [said(2, "met"), said(1, "missed")]])
def test_where_no_point_names_axes_each_has_the_value_that_is_given(points: list[PointScore]) -> None:
    assert numbers(axes(NAMES, 41, points)) == {"architecture": 41, "depth": 41}


@given(
    st.lists(st.builds(said, st.integers(-3, 3), VERDICTS), max_size=8),
    st.lists(st.lists(st.sampled_from(NAMES), max_size=2), min_size=8, max_size=8),
)
def test_an_axis_stays_between_0_and_100_and_is_the_overall_where_all_points_speak_for_it(
    judged: list[PointScore], named: list[list[str]]
) -> None:
    points = [replace(point, axes=tuple(own)) for point, own in zip(judged, named, strict=False)]
    value = overall(points)
    for one in axes(NAMES, value, points):
        assert 0 <= one.score <= 100
        if all(one.axis in (point.axes or NAMES) for point in points):
            assert one.score == value


def test_an_answer_that_knows_one_side_scores_on_that_side(apart: Question, scorer: RubricScorer) -> None:
    score = scorer.judge(BLOCKS, "ko", apart)
    assert {point.id: point.axes for point in score.points} == SPOKEN
    found = numbers(score.axes)
    assert found["architecture"] > score.overall > found["depth"]
    assert found["architecture"] == overall([point for point in score.points if point.id in ("block", "size")])


@pytest.mark.parametrize("first", ["queues", "apart"])
def test_a_rubric_that_is_kept_tells_the_axes_of_the_question_that_is_judged(
    first: str, queues: Question, apart: Question, scorer: RubricScorer
) -> None:
    """Both have one hash, and so one prepared rubric."""
    fresh = RubricScorer(scorer.encoder)
    for question in (queues, apart) if first == "queues" else (apart, queues):
        named = {point.axes for point in fresh.judge(BLOCKS, "ko", question).points}
        assert named == ({()} if question is queues else set(SPOKEN.values()))


@pytest.mark.parametrize("text", [BLOCKS, "스레드를 늘리면 CPU 작업도 그만큼 빨라집니다.", "모르겠습니다"])
def test_axes_change_neither_a_verdict_nor_the_overall_nor_the_hash(
    text: str, queues: Question, apart: Question, scorer: RubricScorer
) -> None:
    def bare(score: Score) -> Score:
        return replace(score, axes=(), points=tuple(replace(point, axes=()) for point in score.points))

    assert bare(scorer.judge(text, "ko", apart)) == bare(scorer.judge(text, "ko", queues))
    assert rubric_hash(apart) == rubric_hash(queues)


def of_one(score: Score) -> bool:
    """Each axis has the overall, and no point claims to count for one of them."""
    return {one.score for one in score.axes} == {score.overall} and {point.axes for point in score.points} == {()}


@pytest.mark.parametrize("asked", ["스레드는 몇 개가 적당한가요?", "새 팀원을 어떻게 설득하시겠어요?"])
def test_an_answer_to_a_follow_up_has_one_number(asked: str, apart: Question, scorer: RubricScorer) -> None:
    assert of_one(scorer.judge(BLOCKS, "ko", apart, followup=asked))


def test_an_estimate_by_the_model_answer_is_one_number(apart: Question, scorer: RubricScorer) -> None:
    wrong = tuple(point for point in apart.rubric if point.weight < 0)
    score = scorer.judge(f"{BLOCKS} 스레드를 늘리면 CPU 작업도 그만큼 빨라집니다.", "ko", replace(apart, rubric=wrong))
    assert score.points[-1].verdict == "met"
    assert score.overall > 0
    assert of_one(score)


@pytest.mark.parametrize(("text", "lang"), [("모르겠습니다", "ko"), ("I love pizza and long walks on the beach.", "en")])
def test_a_gate_gives_each_axis_its_zero(text: str, lang: Lang, apart: Question, scorer: RubricScorer) -> None:
    score = scorer.judge(text, lang, apart)
    assert score.gate
    assert numbers(score.axes) == {"architecture": 0, "depth": 0}
    assert {point.id: point.axes for point in score.points} == SPOKEN
