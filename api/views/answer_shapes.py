"""The shapes of answers and of what happened to them."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from api.views.score_shapes import ScoreOut
from api.views.shape import Lang, Shape, Standing, State


class JobError(Shape):
    code: str
    message: str
    attempt: int
    retry_at: datetime | None


class JobOut(Shape):
    """``place`` counts the jobs before it, up to 1000: only in the view of one answer, while it waits for its turn."""

    state: State
    error: JobError | None
    place: int | None = None


class AnswerDetail(Shape):
    id: UUID
    question_id: str
    bank: str
    section: str
    axes: list[str]
    attempt: int
    lang: Lang
    text: str
    parent_id: UUID | None
    asked: str | None
    created_at: datetime
    seq: int
    scoring: JobOut
    embedding: JobOut
    score: ScoreOut | None


class AnswerLine(Shape):
    """``asked``: the follow-up that it answers, whose score is not one of the question."""

    id: UUID
    question_id: str
    bank: str
    section: str
    attempt: int
    lang: Lang
    snippet: str
    asked: str | None
    created_at: datetime
    scoring: JobOut
    embedding: JobOut
    overall: int | None
    scorer: str | None
    version: str | None
    model: str | None
    standing: Standing | None


class AnswerList(Shape):
    items: list[AnswerLine]
    next_cursor: str | None
    seq: int


class HopOut(Shape):
    hop: Literal["received", "committed", "dispatched", "claimed", "finished", "published", "pushed"]
    job: Literal["scoring", "embedding"] | None
    at: datetime
    event: str | None
    seq: int | None
    attempt: int | None


class TraceOut(Shape):
    answer_id: UUID
    hops: list[HopOut]
