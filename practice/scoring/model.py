"""A score: verdicts on rubric points, each with the words that show it, and the arithmetic's result."""

from dataclasses import dataclass
from typing import Literal

from practice.scoring.form import Form

Verdict = Literal["met", "partial", "missed"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words of the answer: ``answer[start:end] == quote``, offsets in code points of the NFC text."""

    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PointScore:
    """The verdict on one rubric point. For a misconception (weight < 0) ``met`` means that the answer states it.

    ``axes`` are those that it counts for; empty: for all of its question's.
    """

    id: str
    text: str
    weight: int
    verdict: Verdict
    evidence: tuple[Evidence, ...] = ()
    advice: str | None = None
    # of scorers that say why, and that judge more than once
    rationale: str | None = None
    spread: tuple[Verdict, ...] = ()
    axes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AxisScore:
    axis: str
    score: int


@dataclass(frozen=True, slots=True)
class Score:
    """What a scorer says of one answer. ``overall`` and axes are 0..100, computed from the points by ``arithmetic``;
    where the points were drawn from a model answer, by ``estimate.estimated`` from the answer as a whole.

    ``gate`` names why the points were not judged (``dont_know``, ``too_short``, ``off_topic``, ``copied_question``, ...);
    ``uncertain`` is true where the scorer would not bet on its own verdicts. ``form`` is judged apart and never counts.
    """

    overall: int
    axes: tuple[AxisScore, ...]
    points: tuple[PointScore, ...]
    summary: str
    strengths: tuple[str, ...]
    improvements: tuple[str, ...]
    follow_ups: tuple[str, ...]
    gate: str | None = None
    uncertain: bool = False
    form: Form | None = None


@dataclass(frozen=True, slots=True)
class Judge:
    """Who gave a number, and whether it was an estimate: numbers of two judges are never set against each other."""

    scorer: str
    version: str
    model: str
    standing: str


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a score came from. Hashes are SHA-256, hex: of the rubric as judged, and of the prompt without the answer.

    ``standing`` is ``interim`` for an estimate that a person took while the real score is awaited; a final one replaces it
    and never the other way round. Tokens and cost (US dollars) are those of all samples together; None: nothing was paid for.
    """

    scorer: str
    version: str
    model: str
    rubric_hash: str
    prompt_hash: str | None = None
    samples: int = 1
    standing: Literal["final", "interim"] = "final"
    tokens_in: int | None = None
    tokens_out: int | None = None
    cost_usd: float | None = None
