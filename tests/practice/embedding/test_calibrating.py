"""The scale of a model: monotone, nothing for unrelated texts, one for the same text, whatever the model."""

from collections.abc import Sequence
from zlib import crc32

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


def test_a_search_shows_what_it_found_but_promises_little() -> None:
    """Cosines as they were measured: a query of few words, in the answer's language and levelled across."""
    unrelated, found, across, question = (on_scale(E5_SMALL.search, cosine) for cosine in (0.785, 0.829, 0.826, 0.896))
    assert unrelated == 0.0 < across < found < 0.2 < question
    # between answers, shown without having been asked for, the same cosines are nothing
    assert on_scale(E5_SMALL.answers, 0.896) == 0.0


class Scattered:
    """An encoder that tells nothing apart but the same text."""

    model = "scattered"

    def encode(self, texts: Sequence[str], kind: Kind) -> Vectors:
        found = [np.random.default_rng(crc32(text.encode())).normal(size=64) for text in texts]
        return np.array([vector / np.linalg.norm(vector) for vector in found], np.float32)


def test_any_model_gets_a_scale() -> None:
    made = fitted(Scattered(), shipped.load())
    for knots in (made.answers, made.search):
        assert [knot[0] for knot in knots] == sorted({knot[0] for knot in knots})
        assert (knots[0][1], knots[-1]) == (0.0, (1.0, 1.0))
        # the cosines of such an encoder scatter about nothing
        assert -0.4 < knots[0][0] < 0.4
