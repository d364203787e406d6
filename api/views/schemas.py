"""The shapes of what is read; the frontend's types are generated from these."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict

State = Literal["queued", "running", "done", "failed"]
Lang = Literal["ko", "en"]
Standing = Literal["final", "interim"]


class Shape(BaseModel):
    model_config = ConfigDict(from_attributes=True)


class TextOut(Shape):
    ko: str | None
    en: str | None


class TextsOut(Shape):
    ko: list[str]
    en: list[str]


class SectionOut(Shape):
    id: str
    title: TextOut
    questions: int


class BankOut(Shape):
    slug: str
    title: TextOut
    license: str | None
    own: bool
    questions: int
    sections: list[SectionOut]


class BankList(Shape):
    items: list[BankOut]


class QuestionOut(Shape):
    id: str
    bank: str
    section: str
    section_title: TextOut
    axes: list[str]
    difficulty: int | None
    time_s: int | None
    tags: list[str]
    text: TextOut
    one_minute: TextOut | None


class RubricPointOut(Shape):
    id: str
    weight: int
    text: TextOut
    hints: TextsOut


class FollowUpOut(Shape):
    id: str
    aims_at: str | None
    text: TextOut


class QuestionDetail(QuestionOut):
    hints: TextsOut
    answer: TextOut | None
    rubric: list[RubricPointOut]
    followups: list[FollowUpOut]


class QuestionList(Shape):
    items: list[QuestionOut]
    next_cursor: str | None


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


class EvidenceOut(Shape):
    quote: str
    start: int
    end: int


class PointOut(Shape):
    id: str
    text: str
    weight: int
    verdict: Literal["met", "partial", "missed"]
    evidence: list[EvidenceOut]
    advice: str | None
    rationale: str | None = None
    spread: list[Literal["met", "partial", "missed"]] = []


class AxisOut(Shape):
    axis: str
    score: int


class ProvenanceOut(Shape):
    scorer: str
    version: str
    model: str
    rubric_hash: str
    scored_at: datetime
    duration_ms: int
    prompt_hash: str | None = None
    samples: int = 1
    standing: Standing = "final"
    tokens_in: int | None = None
    tokens_out: int | None = None
    cost_usd: float | None = None


class FormPartOut(Shape):
    part: str
    name: str
    found: bool
    quote: str | None


class ConcretenessOut(Shape):
    numbers: int
    names: int
    comparisons: int


class LengthOut(Shape):
    chars: int
    spoken_s: int
    target_s: int | None
    verdict: Literal["short", "fitting", "long"] | None


class FormOut(Shape):
    """How the answer is made, judged apart: it never counts. ``name`` and ``advice`` are in the answer's language."""

    frame: Literal["experience", "technical"]
    structure: list[FormPartOut]
    concreteness: ConcretenessOut
    length: LengthOut
    advice: list[str]


class ScoreOut(Shape):
    overall: int
    axes: list[AxisOut]
    points: list[PointOut]
    summary: str
    strengths: list[str]
    improvements: list[str]
    follow_ups: list[str]
    gate: str | None
    uncertain: bool
    form: FormOut | None = None
    provenance: ProvenanceOut


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
    id: UUID
    question_id: str
    bank: str
    section: str
    attempt: int
    lang: Lang
    snippet: str
    created_at: datetime
    scoring: JobOut
    embedding: JobOut
    overall: int | None
    scorer: str | None
    standing: Standing | None


class AnswerList(Shape):
    items: list[AnswerLine]
    next_cursor: str | None
    seq: int


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
    """An earlier answer that did better on these points; ``scorer`` judged it, ``here_scorer`` this one."""

    answer_id: UUID
    question_id: str
    overall: int
    scorer: str
    here_scorer: str
    similarity: float
    lang: Lang
    created_at: datetime
    points: list[BetterPointOut]


class BetterList(Shape):
    items: list[BetterOut]


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
