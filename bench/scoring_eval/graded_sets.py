"""Public graded sets: the scorer's overall as it ships, and its features fitted without the question they are used on."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from bench.scoring_eval.agreement import macro_f1, pearson, rmse, spearman
from bench.scoring_eval.coverage import Measure
from bench.scoring_eval.fit import by_question, fit
from bench.scoring_eval.sets import Graded, sets
from practice.embedding.port import Encoder
from practice.scoring.rubric import RubricScorer

NAMES = ("whole", "gain", "reach", "claim_gain")


def measure(path: Path, encoder: Encoder, sample: int = 1) -> Iterator[str]:
    """Lines to print for each set below the path; ``sample`` takes every n-th answer."""
    scorer = RubricScorer(encoder, keep=4096)
    for name, rows in sets(path).items():
        if rows[::sample]:
            yield from _measure(name, rows[::sample], scorer)


def _measure(name: str, rows: Sequence[Graded], scorer: RubricScorer) -> Iterator[str]:
    y = np.array([row.score for row in rows])
    asked = [row.question_id for row in rows]
    yield f"== {name}: {len(rows)} answers, {len(set(asked))} questions"
    yield "as shipped     " + _figures(y, np.array([_shipped(row, scorer) for row in rows]), 0.5)
    sees = Measure(scorer)
    x = np.array([sees.features(row).vector() for row in rows])
    yield "by question    " + _figures(y, by_question(x, y, asked), 0.5)
    yield "only the mean  " + _figures(y, np.array([y[np.array(asked) != question].mean() for question in asked]), 0.5)
    found = fit(x, y)
    terms = "  ".join(f"{word} {weight:+.2f}" for word, weight in zip(NAMES, found.weights, strict=True))
    yield f"fit on all     bias {found.bias:+.2f}  {terms}"


def _shipped(row: Graded, scorer: RubricScorer) -> float:
    return max(scorer.judge(row.answer, row.lang, question).overall for question in row.asked()) / 100


def _figures(y: np.ndarray, said: np.ndarray, border: float) -> str:
    if not said.std():
        return f"rmse {rmse(y, said):.3f}"
    figures = f"r {pearson(y, said):.3f}  rank {spearman(list(y), list(said)):.3f}  rmse {rmse(y, said):.3f}"
    if set(np.unique(y)) <= {0.0, 1.0}:
        figures += f"  macro-F1 {macro_f1(list(y >= border), list(said >= border)):.3f}"
    return figures
