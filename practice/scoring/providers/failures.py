"""How a provider fails, by kind: what the code does about it, and what a person can do.

``passing``: trying again may help. ``outage``: nobody's answer would get through now, so the try costs this one none of its
attempts, and the breaker counts it.
"""

from typing import Any, ClassVar

from practice.errors import BacktalkError
from practice.scoring.providers.port import Usage


class ProviderFailed(BacktalkError):
    """Base of all kinds. Picklable, and free of the answer's text; ``usage`` is what the call cost nevertheless."""

    code, status, title = "provider_failed", 503, "The AI provider failed"
    passing: ClassVar[bool] = False
    outage: ClassVar[bool] = False

    def __init__(self, detail: str | None = None, retry_after_s: float | None = None, usage: Usage | None = None) -> None:
        super().__init__(detail)
        self.retry_after_s = retry_after_s
        self.usage = usage or Usage()

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.detail, self.retry_after_s, self.usage)


class _Outage(ProviderFailed):
    passing, outage = True, True


class ProviderRateLimited(_Outage):
    code = "provider_rate_limited"
    title = "The AI provider takes no more requests for the moment; yours is sent again by itself"


class ProviderOverloaded(_Outage):
    code = "provider_overloaded"
    title = "The AI provider is overloaded; your answer is sent again by itself"


class ProviderTimeout(_Outage):
    code = "provider_timeout"
    title = "The AI provider did not answer in time; your answer is sent again by itself"


class ProviderUnreachable(_Outage):
    code = "provider_unreachable"
    title = "The AI provider cannot be reached; your answer is sent again by itself"


class ProviderCutOff(_Outage):
    code = "provider_cut_off"
    title = "The AI provider's reply broke off; your answer is sent again by itself"


class ProviderMalformed(ProviderFailed):
    """The reply is not what the schema asks for. Chance plays a part, so it is tried again, a bounded number of times."""

    code = "provider_malformed"
    title = "The AI provider's reply did not follow the rubric; run the scoring again, or tell the host to try another model"
    passing = True


class ProviderRefused(ProviderFailed):
    code = "provider_refused"
    title = "The AI provider declined to judge this answer; take the offline estimate, or word the answer differently"


class ProviderTooLong(ProviderFailed):
    code = "provider_length"
    title = "The answer or the reply is longer than the model can hold; shorten the answer, or tell the host to raise the limit"


class ProviderKeyRejected(ProviderFailed):
    code = "provider_bad_key"
    title = "The AI provider does not accept the host's key; the host must set a valid one, then run the scoring again"


class ProviderQuotaSpent(ProviderFailed):
    code = "provider_quota"
    title = "The host's account at the AI provider is spent; once it is topped up, run the scoring again"


class ProviderMisconfigured(ProviderFailed):
    code = "provider_rejected"
    title = "The AI provider rejects such requests; the host must check model, address and project, then run the scoring again"


OUTAGES = tuple(kind.code for kind in _Outage.__subclasses__())
