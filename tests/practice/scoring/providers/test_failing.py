"""Statuses that the library has no kind for are ours by what they mean, not malformed replies."""

import pytest
from pydantic_ai.exceptions import ModelHTTPError

from practice.scoring.providers import failures
from practice.scoring.providers.failing import translated


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (408, failures.ProviderTimeout),
        (409, failures.ProviderOverloaded),
        (413, failures.ProviderTooLong),
        (425, failures.ProviderOverloaded),
    ],
)
def test_a_status_has_its_kind(status: int, kind: type[failures.ProviderFailed]) -> None:
    assert type(translated(ModelHTTPError(status, "double-1"), begun=False)) is kind
