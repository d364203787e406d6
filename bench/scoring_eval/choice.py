"""Which features, and how tightly held: chosen anew inside each fold, so that no answer takes part in the choice made for it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bench.scoring_eval.agreement import macro_f1, pearson, rmse
from bench.scoring_eval.fit import Fit, fit_within, folds
from practice.scoring.likeness import NAMES

INNER = 5


@dataclass(frozen=True, slots=True)
class Recipe:
    """A set of features and the ridge that holds their slopes."""

    name: str
    features: tuple[str, ...]
    ridge: float

    @property
    def columns(self) -> list[int]:
        return [NAMES.index(feature) for feature in self.features]


RECIPES = (
    Recipe("few", ("recall", "cosine", "gain", "claim_gain"), 3),
    Recipe("most", tuple(name for name in NAMES if name not in ("reach", "nearest")), 10),
    Recipe("all", NAMES, 10),
    Recipe("all, held", NAMES, 100),
)


def predicted(x: np.ndarray, y: np.ndarray, questions: Sequence[str]) -> tuple[np.ndarray, dict[str, int]]:
    """The chance for each row by a recipe chosen and fitted without its question, and how often each recipe was chosen."""
    asked = np.asarray(questions)
    chances, chosen = np.zeros(len(y)), dict.fromkeys((recipe.name for recipe in RECIPES), 0)
    for own in folds(questions):
        seen = x[~own], y[~own], list(asked[~own])
        recipe = max(RECIPES, key=lambda one: _worth(one, *seen)) if len(set(seen[2])) >= INNER else RECIPES[0]
        chosen[recipe.name] += 1
        chances[own] = _fitted(recipe, *seen).chance(x[own][:, recipe.columns])
    return chances, chosen


def _worth(recipe: Recipe, x: np.ndarray, y: np.ndarray, questions: Sequence[str]) -> float:
    asked = np.asarray(questions)
    chances = np.zeros(len(y))
    for own in folds(questions, INNER):
        chances[own] = _fitted(recipe, x[~own], y[~own], list(asked[~own])).chance(x[own][:, recipe.columns])
    two_classes = set(np.unique(y)) <= {0.0, 1.0}
    return pearson(y, chances) - rmse(y, chances) + (macro_f1(list(y >= 0.5), list(chances >= 0.5)) if two_classes else 0)


def _fitted(recipe: Recipe, x: np.ndarray, y: np.ndarray, questions: Sequence[str]) -> Fit:
    return fit_within(x[:, recipe.columns], y, questions, recipe.ridge)
