"""The project's own graded answers, Korean and English twins, through the scorer as it ships."""

from collections.abc import Iterator
from pathlib import Path

from bench.scoring_eval.points import hand_graded, judged, report
from practice.bank.model import LANGS, Question
from practice.embedding.port import Encoder
from practice.scoring.rubric import RubricScorer


def measure_own(file: Path, questions: dict[str, Question], encoder: Encoder, worst: int) -> Iterator[str]:
    """Lines to print for each language; needs the bank's questions by id."""
    scorer = RubricScorer(encoder, keep=len(questions))
    for lang in LANGS:
        yield f"== {lang}"
        yield from report(judged(scorer, hand_graded(file, questions, lang)), worst)
