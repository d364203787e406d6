"""Fit what a share of a model answer is worth, a question's and a follow-up's: `python -m bench.scoring_eval.fit_scales PATH`."""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bench.scoring_eval.files import files_with
from bench.scoring_eval.fit import folds
from bench.scoring_eval.followups import answered
from bench.scoring_eval.own import bare, graded_files
from bench.scoring_eval.points import hand_graded
from bench.scoring_eval.remembering import RememberingEncoder
from bench.scoring_eval.worth import figures
from practice.bank.model import LANGS, Lang
from practice.bank.shipped import load
from practice.embedding.engine import load_engine
from practice.scoring.coefficients import UNSCALED, Scale
from practice.scoring.rubric import RubricScorer
from practice.settings import Settings

LOW, HIGH = np.arange(0.0, 0.3, 0.01), np.arange(0.35, 1.01, 0.01)
# praise for what is wrong misleads more than a right answer that is told to be half right
TOO_HIGH = 2.0


@dataclass(frozen=True, slots=True)
class Worth:
    """The share (0..1) of its model answer that an answer has, and what a person gave it (0..100)."""

    question: str
    share: float
    worth: int


def main(path: Path) -> None:
    settings = Settings()
    encoder = RememberingEncoder(load_engine(settings, threads=1), settings.data_dir / "eval" / "vectors.sqlite")
    scorer = RubricScorer(encoder, keep=1000, scales=UNSCALED)
    for lang in LANGS:
        for name, rows in (("whole", list(_whole(scorer, path, lang))), ("followup", list(_followups(scorer, path, lang)))):
            _print(f"{name}, {lang}", rows)


def _whole(scorer: RubricScorer, path: Path, lang: Lang) -> Iterator[Worth]:
    questions = {question.id: question for question in load().questions}
    for file in graded_files(path):
        for row in hand_graded(file, questions, lang):
            said = scorer.judge(row.text, lang, bare(row.question)).overall
            yield Worth(row.question.id, said / 100, row.overall)


def _followups(scorer: RubricScorer, path: Path, lang: Lang) -> Iterator[Worth]:
    for file in files_with(path, "followup_answers"):
        for row in answered(file, lang):
            said = scorer.judge(row.text, lang, row.question, followup=row.asked).overall
            yield Worth(row.question.id, said / 100, row.worth)


def _print(name: str, rows: Sequence[Worth]) -> None:
    if not rows:
        return
    shares, worth = np.array([row.share for row in rows]), np.array([row.worth for row in rows])
    said = np.zeros(len(rows))
    for own in folds([row.question for row in rows]):
        said[own] = scaled(shares[own], fitted(shares[~own], worth[~own]))
    low, high = fitted(shares, worth)
    print(f"{name}: ({low:.2f}, {high:.2f})")
    print(f"  as it is        {figures(list(worth), list(shares * 100))}")
    print(f"  by question     {figures(list(worth), list(said))}")


def fitted(shares: np.ndarray, worth: np.ndarray) -> Scale:
    """The least squares on a grid, those of a number that is too high counted ``TOO_HIGH`` times."""

    def loss(scale: Scale) -> float:
        off = scaled(shares, scale) - worth
        return float(np.mean(np.where(off > 0, TOO_HIGH, 1.0) * off**2))

    return min(((float(low), float(high)) for low in LOW for high in HIGH), key=loss)


def scaled(shares: np.ndarray, scale: Scale) -> np.ndarray:
    low, high = scale
    return np.asarray(100 * np.clip((shares - low) / (high - low), 0, 1))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
