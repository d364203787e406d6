"""What the settings say of a provider, and what they cannot say."""

import os
import subprocess
import sys

import pytest

from practice.scoring.providers.rules import BudgetWithoutPrices, ProviderIncomplete, check_prices, check_provider, gate_rules
from practice.settings import Settings

BUDGET = {"provider": "openai", "provider_model": "m", "provider_daily_budget": 5.0}


def test_a_budget_needs_prices() -> None:
    with pytest.raises(BudgetWithoutPrices, match="BACKTALK_PROVIDER_PRICE_IN and BACKTALK_PROVIDER_PRICE_OUT"):
        check_prices(Settings(**BUDGET))  # type: ignore[arg-type]
    check_prices(Settings(**BUDGET, provider_price_out=2.0))  # type: ignore[arg-type]
    check_prices(Settings(**{**BUDGET, "provider_daily_budget": None}))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("said", "needed"),
    [
        ({"provider": "openai", "provider_key": "k"}, "MODEL"),
        ({"provider": "vertex", "provider_project": "p"}, "MODEL"),
        ({"provider": "openai", "provider_model": "m"}, "KEY"),
        ({"provider": "gemini", "provider_model": "m"}, "KEY"),
    ],
)
def test_a_provider_that_every_call_would_fail_at_is_refused(said: dict[str, str], needed: str) -> None:
    with pytest.raises(ProviderIncomplete, match=f"BACKTALK_PROVIDER={said['provider']} needs BACKTALK_PROVIDER_{needed}"):
        check_provider(Settings(**said))  # type: ignore[arg-type]


def test_a_server_of_one_s_own_needs_no_key() -> None:
    check_provider(Settings(provider="openai", provider_model="m", provider_base_url="http://127.0.0.1:11434/v1"))
    check_provider(Settings(provider="vertex", provider_model="m", provider_project="p"))


def test_a_worker_does_not_start_with_a_budget_that_limits_nothing() -> None:
    given = {"BACKTALK_PROVIDER": "openai", "BACKTALK_PROVIDER_MODEL": "m", "BACKTALK_PROVIDER_DAILY_BUDGET": "5"}
    command = [sys.executable, "-m", "workers.scoring"]
    refused = subprocess.run(command, env={**os.environ, **given}, capture_output=True, text=True, check=False)
    assert refused.returncode == 1
    assert "BACKTALK_PROVIDER_PRICE_IN" in refused.stderr
    given = {"BACKTALK_PROVIDER": "gemini", "BACKTALK_PROVIDER_MODEL": "m", "BACKTALK_PROVIDER_KEY": ""}
    refused = subprocess.run(command, env={**os.environ, **given}, capture_output=True, text=True, check=False)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "BACKTALK_PROVIDER_KEY" in refused.stderr


def test_each_sample_is_a_call() -> None:
    assert gate_rules(Settings(provider_samples=5)).calls == 5
