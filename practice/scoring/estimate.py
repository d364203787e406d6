"""A grade for an answer to a question without a rubric: one fixed blend of how it resembles the model answer."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from practice.bank.model import Lang, Question
from practice.embedding.port import Encoder, Vectors
from practice.scoring.coefficients import LIKENESS
from practice.scoring.likeness import NAMES, Likeness, Reference, likeness, reference_of
from practice.scoring.model import PointScore
from practice.scoring.reading import Reading, read

WHOLE = (0.0, 1.0)


@dataclass(frozen=True, slots=True)
class ModelAnswer:
    """The model answer made ready, what was asked, and how the model answer resembles itself."""

    asked: str
    reference: Reference
    itself: Likeness


def model_answer(question: Question, lang: Lang, encoder: Encoder, middle: Vectors) -> ModelAnswer:
    """Two calls of the encoder. Raises EncoderUnavailable."""
    asked, words = question.text.get(lang), question.answer.get(lang)
    reference = reference_of(asked, words, encoder, middle)
    return ModelAnswer(asked, reference, likeness(words, read(words, asked, encoder, middle, whole=True), reference))


def estimated(
    text: str, reading: Reading, model: ModelAnswer, points: Sequence[PointScore], scale: tuple[float, float] = WHOLE
) -> int:
    """0..100, of what the model answer itself would get; ``scale``: the shares of that which are worth nothing and everything.

    Words in a list make no statement. A claim that is said reversed takes its share away; misconceptions are not taken off yet.
    """
    if all(unit.bare for unit in reading.units):
        return 0
    claims = [point for point in points if point.weight > 0]
    refused = sum(point.verdict == "missed" and bool(point.evidence) for point in claims) / len(claims)
    nothing, everything = scale
    worth = (share(likeness(text, reading, model.reference), model.itself) - nothing) / (everything - nothing)
    return round(100 * min(1.0, max(0.0, worth)) * (1 - refused))


def share(found: Likeness, itself: Likeness) -> float:
    """The blend's chance as a share of the model answer's own: pasting that earns everything."""
    return min(1.0, _chance(found) / _chance(itself))


def _chance(found: Likeness) -> float:
    z = LIKENESS["bias"] + sum(LIKENESS[name] * value for name, value in zip(NAMES, found.vector(), strict=True))
    return round(1 / (1 + math.exp(-max(-30.0, min(30.0, z)))), 4)
