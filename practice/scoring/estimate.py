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


@dataclass(frozen=True, slots=True)
class ModelAnswer:
    """The model answer made ready, and how it resembles itself."""

    reference: Reference
    itself: Likeness


def model_answer(question: Question, lang: Lang, encoder: Encoder, middle: Vectors) -> ModelAnswer:
    """Two calls of the encoder. Raises EncoderUnavailable."""
    asked, words = question.text.get(lang), question.answer.get(lang)
    reference = reference_of(asked, words, encoder, middle)
    return ModelAnswer(reference, likeness(words, read(words, asked, encoder, middle, whole=True), reference))


def estimated(text: str, reading: Reading, model: ModelAnswer, points: Sequence[PointScore]) -> int:
    """0..100, of what the model answer itself would get.

    Words in a list make no statement, and a claim that is said reversed takes its share away.
    """
    if all(unit.bare for unit in reading.units):
        return 0
    refused = sum(point.verdict == "missed" and bool(point.evidence) for point in points if point.weight > 0)
    return round(100 * share(likeness(text, reading, model.reference), model.itself) * (1 - refused / len(points)))


def share(found: Likeness, itself: Likeness) -> float:
    """The blend's chance as a share of the model answer's own: pasting that earns everything."""
    return min(1.0, _chance(found) / _chance(itself))


def _chance(found: Likeness) -> float:
    z = LIKENESS["bias"] + sum(LIKENESS[name] * value for name, value in zip(NAMES, found.vector(), strict=True))
    return round(1 / (1 + math.exp(-max(-30.0, min(30.0, z)))), 4)
