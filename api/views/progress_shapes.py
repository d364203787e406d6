"""The shapes of progress and of what to practise next."""

from datetime import date
from typing import Literal
from uuid import UUID

from api.views.bank_shapes import QuestionOut
from api.views.shape import Shape, TextOut


class ScorerOut(Shape):
    scorer: str
    version: str
    model: str


class ScorerCount(ScorerOut):
    answers: int


class BucketOut(Shape):
    start: date
    mean: float
    answers: int


class SeriesOut(Shape):
    """``now`` is the mean of the newest answers, ``change`` against those before; null while there are too few."""

    key: str
    answers: int
    now: float
    change: float | None
    buckets: list[BucketOut]


class QuestionStandingOut(Shape):
    question_id: str
    scored: int
    best: int
    best_answer_id: UUID
    latest: int
    latest_answer_id: UUID


class ProgressOut(Shape):
    """All numbers are of ``scorer``; ``scorers`` says how many answers each one judged, the usual one first."""

    scorer: ScorerOut | None
    scorers: list[ScorerCount]
    step: Literal["day", "week", "month"]
    overall: SeriesOut | None
    axes: list[SeriesOut]
    sections: list[SeriesOut]
    questions: list[QuestionStandingOut]


class SlipOut(Shape):
    """``text`` is what the rubric says now, in both languages; for a point that it no longer has, what the score said."""

    id: str
    text: TextOut


class ReasonOut(Shape):
    """Why a question is proposed; numbers that the reason does not need are null."""

    code: Literal["missed_again", "due", "weak_axis", "weak_section", "new_section", "untried", "first"]
    overall: int | None
    days: int | None
    interval_days: int | None
    points: list[SlipOut]
    axis: str | None
    section: str | None
    mean: float | None
    answers: int | None


class ProposalOut(Shape):
    question: QuestionOut
    reason: ReasonOut


class NextList(Shape):
    items: list[ProposalOut]
    scorer: ScorerOut | None
