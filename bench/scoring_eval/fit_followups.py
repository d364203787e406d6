"""Fit what a share of a follow-up's model answer is worth: `python -m bench.scoring_eval.fit_followups FILE`."""

import sys
from pathlib import Path

import numpy as np

from bench.scoring_eval.fit import folds
from bench.scoring_eval.followups import Answered, answered, figures
from bench.scoring_eval.remembering import RememberingEncoder
from practice.bank.model import LANGS, Lang
from practice.embedding.engine import load_engine
from practice.scoring.aim import held_against
from practice.scoring.rubric import RubricScorer
from practice.settings import Settings

LOW, HIGH = np.arange(0.0, 0.3, 0.01), np.arange(0.35, 1.01, 0.01)
# praise for what is wrong misleads more than a right answer that is told to be half right
TOO_HIGH = 2.0
Scale = tuple[float, float]


def main(file: Path) -> None:
    settings = Settings()
    encoder = RememberingEncoder(load_engine(settings, threads=1), settings.data_dir / "eval" / "vectors.sqlite")
    scorer = RubricScorer(encoder)
    for lang in LANGS:
        rows = answered(file, lang)
        shares, worth = np.array([_share(scorer, row, lang) for row in rows]), np.array([row.worth for row in rows])
        said = np.zeros(len(rows))
        for own in folds([row.question.id for row in rows]):
            said[own] = scaled(shares[own], fitted(shares[~own], worth[~own]))
        low, high = fitted(shares, worth)
        print(f'"{lang}": ({low:.2f}, {high:.2f}),')
        print(f"  as it is        {figures(list(worth), list(shares * 100))}")
        print(f"  by question     {figures(list(worth), list(said))}")


def _share(scorer: RubricScorer, row: Answered, lang: Lang) -> float:
    """As a question of its own the follow-up is held against its model answer, without a scale."""
    return scorer.judge(row.text, lang, held_against(row.question, row.asked).asked).overall / 100


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
