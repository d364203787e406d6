"""The scale of a model: monotone, nothing for unrelated texts, one for the same text, whatever the model."""

from collections.abc import Sequence

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from practice.bank import shipped
from practice.embedding.calibrating import fitted
from practice.embedding.calibration import E5_SMALL, on_scale
from practice.embedding.port import Kind, Vectors


@given(st.floats(-1, 1.2), st.floats(-1, 1.2))
def test_more_alike_is_never_less(one: float, other: float) -> None:
    for knots in (E5_SMALL.answers, E5_SMALL.search):
        low, high = sorted((one, other))
        assert 0.0 <= on_scale(knots, low) <= on_scale(knots, high) <= 1.0


def test_the_ends_are_nothing_and_the_same_text() -> None:
    for knots in (E5_SMALL.answers, E5_SMALL.search):
        assert (on_scale(knots, knots[0][0]), on_scale(knots, 1.0)) == (0.0, 1.0)


class Scattered:
    """An encoder that tells nothing apart but the same text."""

    model = "scattered"

    def encode(self, texts: Sequence[str], kind: Kind) -> Vectors:
        found = [np.random.default_rng(abs(hash(text)) % 2**32).normal(size=64) for text in texts]
        return np.array([vector / np.linalg.norm(vector) for vector in found], np.float32)


def test_any_model_gets_a_scale() -> None:
    made = fitted(Scattered(), shipped.load())
    for knots in (made.answers, made.search):
        assert [knot[0] for knot in knots] == sorted({knot[0] for knot in knots})
        assert (knots[0][1], knots[-1]) == (0.0, (1.0, 1.0))
        assert 0.0 < knots[0][0] + 0.2 < 1.0
