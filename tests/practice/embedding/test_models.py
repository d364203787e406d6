"""Prefixes, the composed form, and the scale of similarity."""

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practice.embedding.active import spec_of, stored_spec
from practice.embedding.models import MODELS, UnknownModel, calibrated, model_spec, prefixed
from practice.settings import Settings

SPEC = MODELS["multilingual-e5-small"]


def test_the_default_of_the_settings_is_in_the_registry() -> None:
    assert model_spec(Settings().embedding_model).dimensions == 384


def test_an_unknown_model_is_named_with_the_known_ones() -> None:
    with pytest.raises(UnknownModel, match=r"'nobody'.*multilingual-e5-small"):
        model_spec("nobody")


def test_texts_get_the_prefix_of_their_kind_and_are_composed() -> None:
    decomposed = unicodedata.normalize("NFD", "한글")
    assert prefixed(SPEC, [decomposed], "query") == ["query: 한글"]
    assert prefixed(SPEC, [decomposed, ""], "passage") == ["passage: 한글", "passage: "]


def test_the_scale_has_its_ends_at_unrelated_and_same() -> None:
    assert calibrated(SPEC, SPEC.unrelated) == 0.0
    assert calibrated(SPEC, SPEC.same) == 1.0
    linear = replace(SPEC, calibration=None)
    assert calibrated(linear, (SPEC.unrelated + SPEC.same) / 2) == pytest.approx(0.5)


@given(st.floats(-1.01, 1.01), st.floats(-1.01, 1.01))
def test_the_scale_keeps_the_order_and_stays_between_0_and_1(one: float, other: float) -> None:
    lower, higher = sorted((one, other))
    assert 0.0 <= calibrated(SPEC, lower) <= calibrated(SPEC, higher) <= 1.0


def test_facts_that_a_newer_version_stored_are_those_of_an_unknown_model() -> None:
    own = replace(SPEC, name="somebody/own")
    stored = stored_spec(own)
    assert stored and spec_of(own.name, stored) == own
    with pytest.raises(UnknownModel, match="somebody/own"):
        spec_of(own.name, {**stored, "engine": "of-tomorrow"})
