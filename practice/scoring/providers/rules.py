"""What the settings say about a provider: its name at the gate, its limits, its prices."""

from practice.errors import BacktalkError
from practice.scoring.providers.gate import GateRules
from practice.scoring.providers.port import Usage
from practice.settings import Settings


class ProviderIncomplete(BacktalkError):
    code, title = "provider_incomplete", "The provider is not named in full"


class BudgetWithoutPrices(ProviderIncomplete):
    code, title = "budget_without_prices", "A budget needs prices"


def check_provider(settings: Settings) -> None:
    """Raises ProviderIncomplete for what would let every call fail, or cost what nobody counts."""
    check_prices(settings)
    if settings.provider != "none" and not settings.provider_model:
        raise ProviderIncomplete(f"BACKTALK_PROVIDER={settings.provider} needs BACKTALK_PROVIDER_MODEL, the name of the model.")
    # a server of one's own may do without a key, and Google's cloud knows the machine
    own = settings.provider == "openai" and settings.provider_base_url
    if settings.provider in ("openai", "gemini") and not own and not settings.provider_key.get_secret_value():
        raise ProviderIncomplete(f"BACKTALK_PROVIDER={settings.provider} needs BACKTALK_PROVIDER_KEY, the key that it gave you.")


def check_prices(settings: Settings) -> None:
    """Raises BudgetWithoutPrices for a budget that would limit nothing, since every call would cost 0."""
    priced = settings.provider_price_in or settings.provider_price_out
    if settings.provider == "none" or settings.provider_daily_budget is None or priced:
        return
    raise BudgetWithoutPrices(
        f"BACKTALK_PROVIDER_DAILY_BUDGET={settings.provider_daily_budget:g} would limit nothing without prices. Set "
        "BACKTALK_PROVIDER_PRICE_IN and BACKTALK_PROVIDER_PRICE_OUT to what the model costs, in US dollars per million tokens, "
        "or leave the budget out."
    )


def gate_rules(settings: Settings) -> GateRules:
    """One gate for each model at an address: keys and samples may change without a new breaker."""
    address = settings.provider_base_url or settings.provider_project or "default"
    return GateRules(
        provider=f"{settings.provider}/{settings.provider_model}@{address}",
        per_minute=settings.provider_rate_per_minute,
        budget_usd=settings.provider_daily_budget,
        failures=settings.provider_breaker_failures,
        rest_s=settings.provider_breaker_rest_s,
        probe_s=settings.provider_timeout_s + settings.lease_s,
        calls=settings.provider_samples,
    )


def cost_usd(settings: Settings, usage: Usage) -> float:
    """US dollars, by the prices that the host gave."""
    spent = usage.tokens_in * settings.provider_price_in + usage.tokens_out * settings.provider_price_out
    return round(spent / 1_000_000, 6)
