"""Fit the blend for questions without a rubric, each set with the same say: `python -m bench.scoring_eval.fit_likeness PATH…`."""

import sys
from pathlib import Path

import numpy as np

from bench.scoring_eval.agreement import pearson
from bench.scoring_eval.fit import Fit, fit_within
from bench.scoring_eval.measures import Measures
from bench.scoring_eval.remembering import RememberingEncoder
from bench.scoring_eval.sets import sets
from practice.embedding.engine import load_engine
from practice.scoring.likeness import NAMES
from practice.settings import Settings

RIDGE = 30.0
Table = tuple[np.ndarray, np.ndarray, list[str]]


def main(paths: list[Path]) -> None:
    settings = Settings()
    encoder = RememberingEncoder(load_engine(settings, threads=1), settings.data_dir / "eval" / "vectors.sqlite")
    measures = Measures(encoder)
    tables: dict[str, Table] = {}
    for path in paths:
        for name, rows in sets(path).items():
            tables[name] = measures.table(rows), np.array([row.score for row in rows]), [row.question_id for row in rows]
    for name, (x, y, _) in tables.items():
        rest = {other: table for other, table in tables.items() if other != name}
        if rest:
            print(f"{name}: r {pearson(y, together(rest).chance(x)):.3f} by a fit on the other sets alone")
    found = together(tables)
    print(f'"bias": {found.bias:.2f},')
    print("\n".join(f'"{name}": {weight:.2f},' for name, weight in zip(NAMES, found.weights, strict=True)))


def together(tables: dict[str, Table]) -> Fit:
    """The mean of the sets' own fits: sets differ in how strictly they were graded and in size, and none shall rule."""
    fits = [fit_within(x, y, questions, RIDGE) for x, y, questions in tables.values()]
    return Fit(float(np.mean([one.bias for one in fits])), np.mean([one.weights for one in fits], axis=0))


if __name__ == "__main__":
    main([Path(path) for path in sys.argv[1:]])
