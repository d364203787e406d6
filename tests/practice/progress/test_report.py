"""Scores over time: days as the person counts them, one scorer at a time."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from practice.clock import new_id
from practice.progress.marks import Mark, Scorer, scorers
from practice.progress.report import report
from practice.progress.series import series, start_of, step_for

OFFLINE, GPT = Scorer("rubric", "1", "e5"), Scorer("provider", "1", "gpt")
MONDAY = datetime(2026, 3, 2, 12, tzinfo=UTC)
KOREA = timedelta(hours=9)


def mark(overall: int, at: datetime, scorer: Scorer = OFFLINE, question: str = "q1", **axes: int) -> Mark:
    return Mark(new_id(), question, "queues", at, overall, axes, scorer)


def test_nothing_is_no_error() -> None:
    seen = report([], KOREA)
    assert (seen.scorer, seen.overall, seen.axes, seen.sections, seen.questions) == (None, None, [], [], [])


def test_a_day_is_the_one_on_the_persons_clock() -> None:
    late = datetime(2026, 3, 2, 20, tzinfo=UTC)
    seen = report([mark(40, late), mark(60, late + timedelta(hours=1))], KOREA)
    assert seen.overall is not None
    assert [(bucket.start, bucket.mean, bucket.answers) for bucket in seen.overall.buckets] == [(date(2026, 3, 3), 50.0, 2)]


def test_numbers_of_two_scorers_are_never_mixed() -> None:
    found = [mark(10, MONDAY, depth=10), mark(90, MONDAY, GPT, depth=90), mark(95, MONDAY, GPT, depth=95)]
    seen = report(found, KOREA)
    assert seen.scorers == [(GPT, 2), (OFFLINE, 1)]
    assert (seen.scorer, seen.overall.now if seen.overall else None) == (GPT, 92.5)
    other = report(found, KOREA, OFFLINE)
    assert [(line.key, line.now, line.answers) for line in other.axes] == [("depth", 10.0, 1)]


def test_the_usual_scorer_is_the_one_of_most_of_the_newest_answers() -> None:
    old = [mark(50, MONDAY + timedelta(hours=n)) for n in range(30)]
    new = [mark(50, MONDAY + timedelta(days=2, hours=n), GPT) for n in range(15)]
    # one estimate while the provider was away changes nothing
    away = [mark(50, MONDAY + timedelta(days=9))]
    assert scorers([*old, *new, *away]) == [(GPT, 15), (OFFLINE, 31)]


def test_answers_that_nobody_had_to_judge_do_not_make_a_scorer_the_usual_one() -> None:
    """`I don't know` gets its 0 before any scorer is asked, whoever judges the rest."""
    judged = [mark(80, MONDAY, GPT)]
    unknown = [replace(mark(0, MONDAY + timedelta(days=day)), gated=True) for day in range(1, 4)]
    seen = report([*judged, *unknown], KOREA)
    assert (seen.scorer, seen.scorers) == (GPT, [(GPT, 1), (OFFLINE, 3)])
    assert report(unknown, KOREA).scorer == OFFLINE


def test_the_zero_of_an_answer_that_nothing_could_judge_is_no_score() -> None:
    """A question that was imported without rubric and model answer."""
    unjudged = [replace(mark(0, MONDAY + timedelta(days=day), question="bare"), unjudged=True) for day in range(1, 4)]
    seen = report([mark(80, MONDAY), *unjudged], KOREA)
    assert (seen.scorers, seen.overall.now if seen.overall else None) == ([(OFFLINE, 1)], 80.0)
    assert [(line.answers, line.now) for line in seen.sections] == [(1, 80.0)]
    assert [standing.question_id for standing in seen.questions] == ["q1"]
    assert report(unjudged, KOREA).overall is None


@pytest.mark.parametrize(("days", "step"), [(0, "day"), (28, "day"), (29, "week"), (210, "week"), (211, "month")])
def test_the_step_leaves_few_enough_points(days: int, step: str) -> None:
    assert step_for([date(2026, 1, 1), date(2026, 1, 1) + timedelta(days=days)]) == step


def test_weeks_begin_on_monday_and_months_on_the_first() -> None:
    assert start_of(date(2026, 3, 8), "week") == date(2026, 3, 2)
    assert start_of(date(2026, 3, 31), "month") == date(2026, 3, 1)


def test_the_change_is_between_the_newest_answers_and_those_before() -> None:
    def line(*scores: int) -> float | None:
        return series("depth", [(date(2026, 3, 1), score) for score in scores], "day").change

    assert line(40, 40, 50, 50, 50, 50, 50) == 10.0
    assert line(0, 40, 40, 40, 40, 40, 50, 50, 50, 50, 50) == 10.0
    # one answer before is no trend
    assert line(0, 50, 50, 50, 50, 50) is None


def test_the_best_and_the_latest_answer_of_each_question() -> None:
    found = [mark(80, MONDAY), mark(80, MONDAY + timedelta(days=1)), mark(30, MONDAY + timedelta(days=2))]
    (standing,) = report(found, KOREA).questions
    assert (standing.best, standing.latest, standing.scored) == (80, 30, 3)
    assert (standing.best_answer_id, standing.latest_answer_id) == (found[1].answer_id, found[2].answer_id)
