"""Which scorer, with which numbers, judged by which rubric."""

import hashlib
import json
from dataclasses import asdict
from functools import lru_cache
from typing import Any

from practice.bank.model import Question, RubricPoint
from practice.scoring.model import Provenance

SCORER = "rubric"
VERSION = "11"


# asked several times for each answer, of the same questions
@lru_cache(256)
def rubric_hash(question: Question) -> str:
    """SHA-256 (hex) of the canonical JSON of all that the verdicts depend on: question, model answer and points.

    No verdict and no overall depends on the axes that a point names.
    """
    judged = {
        "question": asdict(question.text),
        "answer": asdict(question.answer),
        "axes": question.axes,
        "rubric": [_judged(point) for point in question.rubric],
    }
    canonical = json.dumps(judged, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _judged(point: RubricPoint) -> dict[str, Any]:
    return {name: value for name, value in asdict(point).items() if name != "axes"}


def provenance_of(question: Question, model: str) -> Provenance:
    """The provenance of a score of this question by the model's vectors."""
    return Provenance(SCORER, VERSION, model, rubric_hash(question))
