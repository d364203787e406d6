"""Which features, and how tightly held: chosen anew inside each fold, so that no answer takes part in the choice made for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from bench.scoring_eval.agreement import macro_f1, pearson, rmse
from bench.scoring_eval.fit import fit_within, folds
from practice.scoring.likeness import NAMES

INNER = 5


@dataclass(frozen=True, slots=True)
class Answers:
    """``x``: shape (answers, references, features); where an answer has fewer references its closest is repeated."""

    x: np.ndarray
    y: np.ndarray
    questions: list[str]

    @classmethod
    def of(cls, alternatives: Sequence[np.ndarray], y: np.ndarray, questions: Sequence[str]) -> Self:
        most = max(map(len, alternatives))
        x = np.array([np.concatenate([one, one[:1].repeat(most - len(one), 0)]) for one in alternatives])
        return cls(x, y, list(questions))

    def only(self, mask: np.ndarray) -> Self:
        return type(self)(
            self.x[mask], self.y[mask], [question for question, kept in zip(self.questions, mask, strict=True) if kept]
        )


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
    Recipe("all", NAMES, 10),
)


def predicted(alternatives: Sequence[np.ndarray], y: np.ndarray, questions: Sequence[str]) -> tuple[np.ndarray, dict[str, int]]:
    """The chance for each row by a recipe chosen and fitted without its question, and how often each recipe was chosen.

    ``alternatives``: for each answer its numbers against each reference, the closest first. The best reference counts.
    """
    answers = Answers.of(alternatives, y, questions)
    chances, chosen = np.zeros(len(y)), dict.fromkeys((recipe.name for recipe in RECIPES), 0)
    for own in folds(questions):
        seen = answers.only(~own)
        recipe = max(RECIPES, key=lambda one: _worth(one, seen)) if len(set(seen.questions)) >= INNER else RECIPES[0]
        chosen[recipe.name] += 1
        chances[own] = _chances(recipe, seen, answers.only(own))
    return chances, chosen


def _worth(recipe: Recipe, answers: Answers) -> float:
    chances, y = np.zeros(len(answers.y)), answers.y
    for own in folds(answers.questions, INNER):
        chances[own] = _chances(recipe, answers.only(~own), answers.only(own))
    two_classes = set(np.unique(y)) <= {0.0, 1.0}
    return pearson(y, chances) - rmse(y, chances) + (macro_f1(list(y >= 0.5), list(chances >= 0.5)) if two_classes else 0)


def _chances(recipe: Recipe, seen: Answers, unseen: Answers) -> np.ndarray:
    """Fitted on the closest references, then once more on those that the first fit likes best."""
    first = fit_within(seen.x[:, 0, recipe.columns], seen.y, seen.questions, recipe.ridge)
    liked = seen.x[np.arange(len(seen.y)), first.chance(seen.x[:, :, recipe.columns]).argmax(1)]
    found = fit_within(liked[:, recipe.columns], seen.y, seen.questions, recipe.ridge)
    return np.asarray(found.chance(unseen.x[:, :, recipe.columns]).max(1))
