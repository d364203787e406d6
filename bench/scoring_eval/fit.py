"""Fit a few coefficients by logistic regression, and predict each question by a fit that never saw it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

RIDGE = 1.0
STEPS = 12
LEFT_OUT_ONE_BY_ONE = 24
FOLDS = 12


@dataclass(frozen=True, slots=True)
class Fit:
    """``chance = 1 / (1 + exp(-(bias + weights . x)))`` on the features as they are."""

    bias: float
    weights: np.ndarray

    def chance(self, x: np.ndarray) -> np.ndarray:
        return np.asarray(1 / (1 + np.exp(-np.clip(self.bias + x @ self.weights, -30, 30))))


def fit(x: np.ndarray, y: np.ndarray, ridge: float = RIDGE) -> Fit:
    """Newton's method on standardised features with a small ridge; ``y`` may be any share between 0 and 1."""
    return _newton(x, y, np.empty((len(x), 0)), ridge, 0.0)


def fit_within(x: np.ndarray, y: np.ndarray, questions: Sequence[str], ridge: float, held: float = 3.0) -> Fit:
    """Like fit, with a level of its own for each question (a random intercept, drawn to the middle by ``held``).

    Some questions are easier than others; without their levels the slopes would explain that, from the few questions there are.
    """
    kinds = {question: at for at, question in enumerate(dict.fromkeys(questions))}
    levels = np.zeros((len(x), len(kinds)))
    levels[np.arange(len(x)), [kinds[question] for question in questions]] = 1
    return _newton(x, y, levels, ridge, held)


def _newton(x: np.ndarray, y: np.ndarray, levels: np.ndarray, ridge: float, held: float) -> Fit:
    middle, spread = x.mean(0), x.std(0) + 1e-9
    z = np.c_[np.ones(len(x)), (x - middle) / spread, levels]
    pull = np.diag([1e-6, *[ridge] * x.shape[1], *[held] * levels.shape[1]])
    beta = np.zeros(z.shape[1])
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-np.clip(z @ beta, -30, 30)))
        curve = (z * (p * (1 - p))[:, None]).T @ z + pull
        beta += np.linalg.solve(curve, z.T @ (y - p) - pull @ beta)
    slopes = beta[1 : 1 + x.shape[1]] / spread
    return Fit(float(beta[0] - slopes @ middle), slopes)


def by_question(x: np.ndarray, y: np.ndarray, questions: Sequence[str]) -> np.ndarray:
    """The chance for each row, from a fit on all other questions."""
    chances = np.zeros(len(y))
    for own in folds(questions):
        chances[own] = fit(x[~own], y[~own]).chance(x[own])
    return chances


def folds(questions: Sequence[str], most: int = FOLDS) -> Iterator[np.ndarray]:
    """Masks of rows: each question by itself while there are few, else dealt into groups of whole questions."""
    asked = np.asarray(questions)
    kinds = list(dict.fromkeys(questions))
    size = len(kinds) if len(kinds) <= LEFT_OUT_ONE_BY_ONE and most == FOLDS else min(most, len(kinds))
    for at in range(size):
        yield np.isin(asked, kinds[at::size])
