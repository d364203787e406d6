"""The shapes of what a search finds."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from fastapi import Query
from pydantic import AfterValidator

from api.views.score_shapes import JudgeOut
from api.views.shape import Lang, Shape
from practice.embedding.models import composed

# composed at the door: as macOS writes Hangul, neither its language nor its words would be known
Words = Annotated[str, Query(min_length=1, max_length=2000, pattern=r"\S"), AfterValidator(composed)]


class PassageOut(Shape):
    """Characters ``start`` to ``end`` (not included) of the answer's text."""

    start: int
    end: int


class HitOut(Shape):
    """``passage``: the part of the answer that was meant; null when it is no more than the whole.

    The snippet begins at the character ``begins`` of the answer's text.
    """

    answer_id: UUID
    question_id: str
    similarity: float
    snippet: str
    created_at: datetime
    passage: PassageOut | None
    begins: int = 0


class SearchResult(Shape):
    """``mode`` is ``words`` when the encoder could not be asked; then ``model`` is null."""

    items: list[HitOut]
    embedded: int
    total: int
    model: str | None
    mode: Literal["meaning", "words"]


class NearOut(Shape):
    """A question's text (``part`` question) or its model answer, with its beginning."""

    question_id: str
    part: Literal["question", "answer"]
    lang: Lang
    similarity: float
    snippet: str


class NearList(Shape):
    """``mode`` is ``words`` when the encoder could not be asked; then ``model`` is null."""

    items: list[NearOut]
    model: str | None
    mode: Literal["meaning", "words"]


class BetterPointOut(Shape):
    """A rubric point with what the other answer had (``had``) and this one (``here``; null: not scored); its quote there."""

    id: str
    text: str
    had: Literal["met", "partial"]
    here: Literal["partial", "missed"] | None
    quote: str | None
    start: int | None
    end: int | None


class BetterOut(Shape):
    """An earlier answer that did better on these points; ``judge`` judged it, ``here_judge`` this one."""

    answer_id: UUID
    question_id: str
    overall: int
    scorer: str
    here_scorer: str
    judge: JudgeOut
    here_judge: JudgeOut
    similarity: float
    lang: Lang
    created_at: datetime
    points: list[BetterPointOut]


class BetterList(Shape):
    items: list[BetterOut]
