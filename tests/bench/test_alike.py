"""The vectors that the bench of search is filled with have the statistics of a model's."""

import numpy as np
import pytest

from bench.ground.vectors import alike


def test_vectors_lie_as_a_models_do() -> None:
    vectors = alike(1_500)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1.0, abs=1e-5)
    assert np.linalg.norm(vectors.mean(axis=0)) == pytest.approx(0.9, abs=0.02)
    cosines = (vectors @ vectors.T)[np.triu_indices(len(vectors), 1)]
    assert np.percentile(cosines, [5, 50, 95]) == pytest.approx([0.75, 0.80, 0.88], abs=0.03)
    assert cosines.max() < 0.999


def test_another_seed_asks_about_the_same_topics() -> None:
    near = (alike(20, seed=2) @ alike(3_000).T).max(axis=1)
    assert np.median(near) > 0.88
    assert (alike(20, seed=2) == alike(20, seed=2)).all()
