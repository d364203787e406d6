"""Figures of agreement: Cohen's kappa, Pearson, Spearman, RMSE, macro-F1; numpy only."""

from collections.abc import Hashable, Sequence

import numpy as np
from numpy.typing import ArrayLike


def kappa(one: Sequence[Hashable], two: Sequence[Hashable]) -> float:
    """Cohen's kappa, unweighted; nan when both always say the same single thing."""
    kinds = {kind: at for at, kind in enumerate(dict.fromkeys([*one, *two]))}
    table = np.zeros((len(kinds), len(kinds)))
    for first, second in zip(one, two, strict=True):
        table[kinds[first], kinds[second]] += 1
    return _beyond_chance(table, 1 - np.eye(len(kinds)))


def weighted_kappa(one: Sequence[float], two: Sequence[float]) -> float:
    """Cohen's kappa with linear weights over ordered values (0, .5, 1)."""
    values = sorted({*one, *two})
    place = {value: at for at, value in enumerate(values)}
    table = np.zeros((len(values), len(values)))
    for first, second in zip(one, two, strict=True):
        table[place[first], place[second]] += 1
    return _beyond_chance(table, np.abs(np.subtract.outer(values, values)))


def _beyond_chance(table: np.ndarray, cost: np.ndarray) -> float:
    expected = np.outer(table.sum(1), table.sum(0)) / table.sum()
    by_chance = (expected * cost).sum()
    return float("nan") if not by_chance else float(1 - (table * cost).sum() / by_chance)


def pearson(one: ArrayLike, two: ArrayLike) -> float:
    """nan when one side never varies."""
    if not np.std(one) or not np.std(two):
        return float("nan")
    return float(np.corrcoef(one, two)[0, 1])


def spearman(one: Sequence[float], two: Sequence[float]) -> float:
    return pearson(_ranks(one), _ranks(two))


def _ranks(values: Sequence[float]) -> np.ndarray:
    """Ranks with ties at their mean."""
    array = np.asarray(values, float)
    return np.array([((array < value).sum() + (array <= value).sum()) / 2 for value in array])


def rmse(one: ArrayLike, two: ArrayLike) -> float:
    return float(np.sqrt(np.mean((np.asarray(one) - np.asarray(two)) ** 2)))


def macro_f1(truth: Sequence[bool], said: Sequence[bool]) -> float:
    return float(np.mean([_f1(truth, said, kind) for kind in (True, False)]))


def _f1(truth: Sequence[bool], said: Sequence[bool], kind: bool) -> float:
    hits = sum(one == two == kind for one, two in zip(truth, said, strict=True))
    return 2 * hits / max(1, sum(one == kind for one in truth) + sum(one == kind for one in said))
