"""Fit a few coefficients by logistic regression, and predict each question by a fit that never saw it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

RIDGE = 1.0
STEPS = 30


@dataclass(frozen=True, slots=True)
class Fit:
    """``chance = 1 / (1 + exp(-(bias + weights . x)))`` on the features as they are."""

    bias: float
    weights: np.ndarray

    def chance(self, x: np.ndarray) -> np.ndarray:
        return 1 / (1 + np.exp(-(self.bias + x @ self.weights)))


def fit(x: np.ndarray, y: np.ndarray) -> Fit:
    """Newton's method on standardised features with a small ridge; ``y`` may be any share between 0 and 1."""
    middle, spread = x.mean(0), x.std(0) + 1e-9
    z = np.c_[np.ones(len(x)), (x - middle) / spread]
    ridge = RIDGE * np.eye(z.shape[1])
    ridge[0, 0] = 1e-6
    beta = np.zeros(z.shape[1])
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-z @ beta))
        curve = (z * (p * (1 - p))[:, None]).T @ z + ridge
        beta += np.linalg.solve(curve, z.T @ (y - p) - ridge @ beta)
    slopes = beta[1:] / spread
    return Fit(float(beta[0] - slopes @ middle), slopes)


def by_question(x: np.ndarray, y: np.ndarray, questions: Sequence[str]) -> np.ndarray:
    """The chance for each row, from a fit on all other questions."""
    asked = np.asarray(questions)
    chances = np.zeros(len(y))
    for question in dict.fromkeys(questions):
        own = asked == question
        chances[own] = fit(x[~own], y[~own]).chance(x[own])
    return chances
