"""A score: verdicts on rubric points, each with the words that show it, and the arithmetic's result."""

from dataclasses import dataclass
from typing import Literal

Verdict = Literal["met", "partial", "missed"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words of the answer: ``answer[start:end] == quote``, offsets in code points of the NFC text."""

    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PointScore:
    """The verdict on one rubric point. For a misconception (weight < 0) ``met`` means that the answer states it."""

    id: str
    text: str
    weight: int
    verdict: Verdict
    evidence: tuple[Evidence, ...] = ()
    advice: str | None = None


@dataclass(frozen=True, slots=True)
class AxisScore:
    axis: str
    score: int


@dataclass(frozen=True, slots=True)
class Score:
    """What a scorer says of one answer. ``overall`` and axes are 0..100, computed from the points by ``rubric.overall``.

    ``gate`` names why the points were not judged (``dont_know``, ``too_short``, ``off_topic``, ``copied_question``, ...);
    ``uncertain`` is true where the scorer would not bet on its own verdicts.
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


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a score came from. ``rubric_hash`` is the SHA-256 of the rubric as judged, hex."""

    scorer: str
    version: str
    model: str
    rubric_hash: str
