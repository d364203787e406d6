"""What the scorer sees of an answer as a whole, as a few numbers that a person can follow."""

import math
import unicodedata
from dataclasses import astuple, dataclass

import numpy as np

from bench.scoring_eval.sets import Graded
from practice.bank.model import Question
from practice.scoring.derived import as_judged
from practice.scoring.match import Match, best_match
from practice.scoring.overlap import recall, weights
from practice.scoring.reading import Reading, read
from practice.scoring.rubric import RubricScorer
from practice.scoring.sheet import Sheet
from practice.scoring.terms import Term, terms
from practice.scoring.verdicts import contrary


@dataclass(frozen=True, slots=True)
class Features:
    """Means over the points of the rubric (near, said, contrary) and figures of the whole answer (the rest)."""

    near: float  # how near the best words come to a point, centred cosine
    said: float  # share of a point's words in its best words
    whole: float  # share of the model answer's words anywhere in the answer
    kept_to: float  # share of the answer's words that the model answer has
    length: float  # log of the answer's length over the model answer's, in content words
    contrary: float  # share of points whose contrary seems to be said

    def vector(self) -> tuple[float, ...]:
        return astuple(self)


NOTHING = Features(0, 0, 0, 0, math.log(0.1), 0)


def features(scorer: RubricScorer, graded: Graded) -> Features:
    """The features against the reference that fits best; references are alternatives."""
    found = [_against(scorer, graded, question) for question in graded.asked()]
    return max(found, key=lambda item: (item.near + item.whole, item.vector()))


def _against(scorer: RubricScorer, graded: Graded, question: Question) -> Features:
    judged = as_judged(question)
    if not judged.rubric:
        return NOTHING
    sheet = scorer.sheet(judged, graded.lang)
    text = unicodedata.normalize("NFC", graded.answer)
    reading = read(text, graded.question, scorer.encoder, sheet.middle)
    matches = [best_match(point, reading, sheet.others(point)) for point in sheet.points]
    made = [match for match in matches if match]
    return _summed(made, text, reading, sheet, terms(question.answer.get(graded.lang))) if made else NOTHING


def _summed(made: list[Match], text: str, reading: Reading, sheet: Sheet, model: tuple[Term, ...]) -> Features:
    return Features(
        near=float(np.mean([match.near for match in made])),
        said=float(np.mean([match.said for match in made])),
        whole=recall(model, weights(model, sheet.question), reading.terms),
        kept_to=recall(reading.terms, weights(reading.terms, sheet.question), model),
        length=math.log((len(reading.terms) + 2) / (len(model) + 2)),
        contrary=float(np.mean([contrary(match, text, sheet.truth) is not None for match in made])),
    )
