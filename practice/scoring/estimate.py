"""A grade for an answer to a question without a rubric: one fixed blend of how it resembles the model answer."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from practice.bank.derived import prose
from practice.bank.model import Lang, Question
from practice.embedding.port import Encoder, Vectors
from practice.scoring.arithmetic import HALVES, is_refused
from practice.scoring.coefficients import LIKENESS, LONG, Scale
from practice.scoring.likeness import NAMES, Likeness, Reference, likeness, reference_of
from practice.scoring.model import PointScore
from practice.scoring.reading import Reading, read
from practice.scoring.sentences import sentences

# no score says that all is there while claims are told to be missing
LACKING = 0.7


@dataclass(frozen=True, slots=True)
class ModelAnswer:
    """The model answer made ready, what was asked, and how the model answer resembles itself.

    ``long``: 0 for a model answer of one sentence, 1 for one of ``LONG`` and more.
    """

    asked: str
    reference: Reference
    itself: Likeness
    long: float


def model_answer(question: Question, lang: Lang, encoder: Encoder, middle: Vectors) -> ModelAnswer:
    """Two calls of the encoder. Raises EncoderUnavailable."""
    asked, words = question.text.get(lang), prose(question.answer.get(lang))
    reference = reference_of(asked, words, encoder, middle)
    itself = likeness(words, read(words, asked, encoder, middle, whole=True), reference)
    return ModelAnswer(asked, reference, itself, min(1.0, max(0, len(sentences(words)) - 1) / (LONG - 1)))


def stretched(scale: Scale, model: ModelAnswer) -> Scale:
    """The part of a scale of long model answers that holds for this one."""
    low, high = scale
    return low * model.long, 1 - (1 - high) * model.long


def estimated(
    text: str, reading: Reading, model: ModelAnswer, points: Sequence[PointScore], scale: Scale, lacking: float = LACKING
) -> int:
    """0..100, of what the model answer itself would get; ``scale``: the shares of that which are worth nothing and everything.

    ``lacking`` (0..1): the most that an answer gets which makes none of the claims. Words in a list make no statement. A claim
    that is said reversed takes its share away; misconceptions are not taken off yet.
    """
    if all(unit.bare for unit in reading.units):
        return 0
    claims = [point for point in points if point.weight > 0]
    refused = sum(map(is_refused, claims)) / len(claims)
    nothing, everything = scale
    worth = (share(text, reading, model) - nothing) / (everything - nothing)
    most = lacking + (1 - lacking) * sum(HALVES[point.verdict] for point in claims) / (2 * len(claims))
    return round(100 * min(most, max(0.0, worth)) * (1 - refused))


def share(text: str, reading: Reading, model: ModelAnswer) -> float:
    """The blend's chance as a share of the model answer's own: pasting that earns everything."""
    return min(1.0, _chance(likeness(text, reading, model.reference)) / _chance(model.itself))


def _chance(found: Likeness) -> float:
    z = LIKENESS["bias"] + sum(LIKENESS[name] * value for name, value in zip(NAMES, found.vector(), strict=True))
    return round(1 / (1 + math.exp(-max(-30.0, min(30.0, z)))), 4)
