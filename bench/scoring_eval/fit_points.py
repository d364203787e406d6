"""Fit the coefficients of the verdicts on hand-graded answers: `python -m bench.scoring_eval.fit_points GRADED.yaml…`."""

import sys
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from bench.scoring_eval.agreement import weighted_kappa
from bench.scoring_eval.fit import by_question, fit
from bench.scoring_eval.points import VALUES, HandGraded, hand_graded
from bench.scoring_eval.remembering import RememberingEncoder
from practice.bank.model import LANGS
from practice.bank.shipped import load
from practice.embedding.engine import load_engine
from practice.scoring.gates import before_points
from practice.scoring.match import best_match
from practice.scoring.reading import read
from practice.scoring.rubric import RubricScorer
from practice.scoring.verdicts import contrary
from practice.settings import Settings

NAMES = ("reach", "lead")
STEPS = np.arange(0.2, 0.82, 0.02)
Row = tuple[str, tuple[float, ...], float]


def main(files: Sequence[Path]) -> None:
    settings = Settings()
    encoder = RememberingEncoder(load_engine(settings, threads=1), settings.data_dir / "eval" / "vectors.sqlite")
    scorer = RubricScorer(encoder, keep=512)
    questions = {question.id: question for question in load().questions}
    rows = [
        row for file in files for lang in LANGS for answer in hand_graded(file, questions, lang) for row in _rows(scorer, answer)
    ]
    x, y = np.array([row[1] for row in rows]), np.array([row[2] for row in rows])
    kappa, met, partial = _borders(by_question(x, y, [row[0] for row in rows]), y)
    found = fit(x, y)
    print(
        f"{len(rows)} points; bias {found.bias:+.2f}  "
        + "  ".join(f"{n} {w:+.2f}" for n, w in zip(NAMES, found.weights, strict=True))
    )
    print(f"borders met {met:.2f} partial {partial:.2f}: weighted kappa {kappa:.3f}, each question by a fit on the others")


def _rows(scorer: RubricScorer, answer: HandGraded) -> Iterator[Row]:
    """Each point worth making that no gate and no contrary decides."""
    text = unicodedata.normalize("NFC", answer.text)
    if before_points(text, answer.question, answer.lang):
        return
    sheet = scorer.sheet(answer.question, answer.lang)
    reading = read(text, answer.question.text.get(answer.lang), scorer.encoder, sheet.middle)
    for point, verdict in zip(sheet.points, answer.verdicts, strict=True):
        match = best_match(point, reading, sheet.others(point))
        if point.point.weight > 0 and match and not match.unit.bare and not contrary(match, text, sheet.truth):
            features = (match.reach, match.lead)
            yield answer.question.id, features, VALUES[verdict]


def _borders(chances: np.ndarray, y: Sequence[float] | np.ndarray) -> tuple[float, float, float]:
    """The borders that agree best: (weighted kappa, met, partial)."""
    return max(
        (
            weighted_kappa(list(y), list(np.where(chances >= met, 1.0, np.where(chances >= partial, 0.5, 0.0)))),
            float(met),
            float(partial),
        )
        for met in STEPS
        for partial in STEPS
        if partial <= met
    )


if __name__ == "__main__":
    main([Path(path) for path in sys.argv[1:]])
