"""Public graded sets: the scorer's overall as it ships, and its features fitted without the question they are used on."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from bench.scoring_eval.agreement import macro_f1, pearson, rmse, spearman
from bench.scoring_eval.choice import predicted
from bench.scoring_eval.measures import Measures
from bench.scoring_eval.rows import Graded
from bench.scoring_eval.sets import sets
from practice.embedding.port import Encoder
from practice.scoring.rubric import RubricScorer

FEWEST_QUESTIONS = 2
SHOWN = 400


def measure(path: Path, encoder: Encoder, sample: int = 1, worst: int = 0) -> Iterator[str]:
    """Lines to print for each set below the path; ``sample`` takes every n-th answer."""
    for name, rows in sets(path).items():
        if rows[::sample]:
            yield from _measure(name, rows[::sample], encoder, worst)


def _measure(name: str, rows: Sequence[Graded], encoder: Encoder, worst: int) -> Iterator[str]:
    y = np.array([row.score for row in rows])
    asked = [row.question_id for row in rows]
    yield f"== {name}: {len(rows)} answers, {len(set(asked))} questions"
    shipped = _shipped(rows, encoder)
    yield "as shipped     " + _figures(y, shipped)
    if len(set(asked)) < FEWEST_QUESTIONS:
        yield "by question    needs two questions"
        return
    said, chosen = predicted(Measures(encoder).alternatives(rows), y, asked)
    used = ", ".join(f"{recipe} {times}" for recipe, times in chosen.items() if times)
    yield "by question    " + _figures(y, said) + f"  (features chosen inside the folds: {used})"
    yield "only the mean  " + _figures(y, np.array([y[np.array(asked) != question].mean() for question in asked]))
    yield from _mistakes(rows, y, said, worst)


def _shipped(rows: Sequence[Graded], encoder: Encoder) -> np.ndarray:
    scorer = RubricScorer(encoder, keep=4096)
    overall = (max(scorer.judge(row.answer, row.lang, question).overall for question in row.asked()) for row in rows)
    return np.array(list(overall)) / 100


def _mistakes(rows: Sequence[Graded], y: np.ndarray, said: np.ndarray, worst: int) -> Iterator[str]:
    for at in np.argsort(-np.abs(y - said), kind="stable")[:worst]:
        row = rows[at]
        yield f"  {row.question_id}: {y[at]:.2f} by hand, {said[at]:.2f} said\n    {' '.join(row.answer.split())[:SHOWN]}"


def _figures(y: np.ndarray, said: np.ndarray, border: float = 0.5) -> str:
    if not said.std():
        return f"rmse {rmse(y, said):.3f}"
    figures = f"r {pearson(y, said):.3f}  rank {spearman(list(y), list(said)):.3f}  rmse {rmse(y, said):.3f}"
    if set(np.unique(y)) <= {0.0, 1.0}:
        figures += f"  macro-F1 {macro_f1(list(y >= border), list(said >= border)):.3f}"
    return figures
