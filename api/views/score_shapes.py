"""The shapes of a score: its points with their evidence, its axes, its form, where it came from."""

from datetime import datetime
from typing import Literal

from api.views.shape import Shape, Standing


class EvidenceOut(Shape):
    quote: str
    start: int
    end: int


class PointOut(Shape):
    """``axes``: those that the point counts for; empty: all of its question's. Scores of old name none."""

    id: str
    text: str
    weight: int
    verdict: Literal["met", "partial", "missed"]
    evidence: list[EvidenceOut]
    advice: str | None
    rationale: str | None = None
    spread: list[Literal["met", "partial", "missed"]] = []
    axes: list[str] = []


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


class JudgeOut(Shape):
    """Who gave a number, and whether it was an estimate: numbers of two judges mean different things."""

    scorer: str
    version: str
    model: str
    standing: Standing


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
