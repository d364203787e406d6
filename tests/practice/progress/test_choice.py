"""What to practise next: each reason, the spacing, and the order."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from practice.clock import new_id
from practice.progress.choice import Candidate, Known, Slip, interval_days, propose
from practice.progress.marks import Mark, Scorer

OFFLINE = Scorer("rubric", "1", "e5")
TODAY = date(2026, 3, 31)
BANK = (
    Candidate("a1", "queues", ("depth",), 4),
    Candidate("a2", "queues", ("depth", "architecture"), 2),
    Candidate("b1", "teams", ("collaboration",), 1),
    Candidate("b2", "teams", ("collaboration",), None),
    Candidate("c1", "models", ("ai",), 3),
)


def mark(question: str, overall: int, days_ago: int, axis: str = "depth") -> Mark:
    section = next(one.section for one in BANK if one.id == question)
    at = datetime(TODAY.year, TODAY.month, TODAY.day, 12, tzinfo=UTC) - timedelta(days=days_ago)
    return Mark(new_id(), question, section, at, overall, {axis: overall}, OFFLINE)


def known(*marks: Mark, slips: dict[str, tuple[Slip, ...]] | None = None) -> Known:
    ordered = sorted(marks, key=lambda one: one.at)
    return Known(ordered, frozenset(one.question_id for one in marks), OFFLINE, slips or {})


def proposed(what: Known, limit: int = 9, bank: Sequence[Candidate] = BANK) -> list[tuple[str, str]]:
    found = propose(bank, what, lambda one: one.at.date(), TODAY, limit)
    return [(one.question_id, one.code) for one in found]


def test_whoever_has_answered_nothing_begins_with_the_easiest_of_each_section() -> None:
    assert proposed(known()) == [("b1", "first"), ("a2", "first"), ("c1", "first")]


@pytest.mark.parametrize(
    ("scores", "days"),
    [
        ([0], 1),
        ([49], 1),
        ([50], 3),
        ([69], 3),
        ([84], 7),
        ([85], 21),
        ([90, 85], 42),
        ([90, 90, 90, 90], 84),
        ([90, 40, 90], 21),
        ([90, 60], 3),
    ],
)
def test_a_question_rests_the_longer_the_better_it_went(scores: list[int], days: int) -> None:
    assert interval_days(scores) == days


def test_a_question_rests_before_it_comes_back() -> None:
    assert ("a1", "due") not in proposed(known(mark("a1", 40, days_ago=0)))
    assert ("a1", "due") in proposed(known(mark("a1", 40, days_ago=1)))
    assert ("a1", "due") not in proposed(known(mark("a1", 90, days_ago=20)))
    assert ("a1", "due") in proposed(known(mark("a1", 90, days_ago=21)))


def test_what_was_missed_twice_comes_first_and_names_the_points() -> None:
    slips = {"b1": (Slip("who", "who decided"), Slip("when", "when")), "a1": (Slip("lease", "the lease"),)}
    what = known(mark("a1", 40, 9), mark("b1", 60, 9, "collaboration"), slips=slips)
    first, *_ = propose(BANK, what, lambda one: one.at.date(), TODAY, 1)
    assert (first.question_id, first.code, first.overall, first.days, first.interval_days) == ("b1", "missed_again", 60, 9, 3)
    assert [slip.id for slip in first.points] == ["who", "when"]


def test_what_another_scorer_judged_comes_back_by_its_date_alone() -> None:
    other = Scorer("openai", "1", "gpt")
    theirs = replace(mark("a1", 95, days_ago=7), scorer=other), replace(mark("b1", 5, days_ago=6), scorer=other)
    ours = known(mark("c1", 60, days_ago=0, axis="ai"))
    what = replace(ours, answered=frozenset({"a1", "b1", "c1"}), others=theirs)
    due = [one for one in propose(BANK, what, lambda one: one.at.date(), TODAY, 9) if one.code == "due"]
    assert [(one.question_id, one.overall, one.days, one.interval_days) for one in due] == [("a1", None, 7, 7)]
    # and no mean is made of it
    assert not {"weak_axis", "weak_section"} & {code for _, code in proposed(what)}


def test_missed_points_rest_as_well() -> None:
    slips = {"a1": (Slip("lease", "the lease"),)}
    assert "missed_again" not in {code for _, code in proposed(known(mark("a1", 40, 0), slips=slips))}


def test_the_longest_overdue_is_measured_in_its_own_interval() -> None:
    # 6 days of an interval of 3 are more overdue than 30 days of one of 21
    what = known(mark("a1", 90, 30), mark("b1", 60, 6, "collaboration"))
    assert [found for found in proposed(what) if found[1] == "due"] == [("b1", "due"), ("a1", "due")]


def test_the_weakest_axis_brings_its_easiest_untried_question() -> None:
    what = known(mark("b1", 30, 0, "depth"), mark("b1", 30, 0, "depth"), mark("b1", 70, 0, "ai"), mark("b1", 70, 0, "ai"))
    assert proposed(what, limit=1) == [("a2", "weak_axis")]


def test_one_answer_or_a_good_mean_makes_nothing_weak() -> None:
    assert "weak_axis" not in {code for _, code in proposed(known(mark("b1", 10, 0)))}
    assert "weak_axis" not in {code for _, code in proposed(known(mark("b1", 90, 0), mark("b1", 80, 0)))}


def test_only_the_newest_five_answers_say_how_an_axis_stands_now() -> None:
    old = [mark("b1", 0, 10 + n) for n in range(9)]
    assert "weak_axis" not in {code for _, code in proposed(known(*old, *[mark("b1", 95, 0)] * 5))}


def test_every_question_comes_once_and_each_reason_in_turn() -> None:
    what = known(mark("a1", 40, 9), mark("a1", 40, 8), slips={"a1": (Slip("lease", "the lease"),)})
    assert proposed(what) == [
        ("a1", "missed_again"),
        ("a2", "weak_axis"),
        ("b1", "new_section"),
        ("b2", "untried"),
        ("c1", "new_section"),
    ]
    assert proposed(what, limit=2) == proposed(what)[:2]


def test_an_answer_that_is_not_scored_yet_is_not_untried() -> None:
    waiting = Known((), frozenset({"b1"}))
    assert "b1" not in {question for question, _ in proposed(waiting)}
