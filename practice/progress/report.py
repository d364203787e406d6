"""Progress as its owner sees it: one scorer's numbers, and how many another one gave."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from practice.progress.marks import Mark, Scorer, scorers
from practice.progress.series import Series, Step, by_axis, by_section, series, step_for


@dataclass(frozen=True, slots=True)
class QuestionStanding:
    """How one question went so far, by the scorer of the report."""

    question_id: str
    scored: int
    best: int
    best_answer_id: UUID
    latest: int
    latest_answer_id: UUID


@dataclass(frozen=True, slots=True)
class Progress:
    """``scorer`` gave every number in here; ``scorers`` counts the answers of each, the usual one first."""

    scorer: Scorer | None
    scorers: list[tuple[Scorer, int]]
    step: Step
    overall: Series | None
    axes: list[Series]
    sections: list[Series]
    questions: list[QuestionStanding]


def report(found: Sequence[Mark], offset: timedelta, wanted: Scorer | None = None) -> Progress:
    """The numbers of ``wanted``, else of the usual scorer. ``offset`` is the person's from UTC: it decides what a day is."""
    judged = [mark for mark in found if not mark.unjudged]
    ranked = scorers(judged)
    scorer = wanted or (ranked[0][0] if ranked else None)
    own = [mark for mark in judged if mark.scorer == scorer]

    def day_of(mark: Mark) -> date:
        return (mark.at + offset).date()

    days = [day_of(mark) for mark in own]
    step = step_for(days)
    overall = series("overall", [(day_of(mark), mark.overall) for mark in own], step) if own else None
    return Progress(scorer, ranked, step, overall, by_axis(own, day_of, step), by_section(own, day_of, step), _standings(own))


def _standings(own: Sequence[Mark]) -> list[QuestionStanding]:
    heaps: dict[str, list[Mark]] = {}
    for mark in own:
        heaps.setdefault(mark.question_id, []).append(mark)
    return [_standing(heap) for heap in heaps.values()]


def _standing(heap: Sequence[Mark]) -> QuestionStanding:
    # of two as good, the later one: it is the nearer to how the person speaks now
    best = max(heap, key=lambda mark: (mark.overall, mark.at))
    latest = heap[-1]
    return QuestionStanding(latest.question_id, len(heap), best.overall, best.answer_id, latest.overall, latest.answer_id)
