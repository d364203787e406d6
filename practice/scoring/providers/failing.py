"""The libraries' errors as ours, by kind."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from google.auth.exceptions import GoogleAuthError
from httpx2 import HTTPError, TimeoutException
from pydantic_ai.exceptions import (
    AgentRunError,
    ContentFilterError,
    ModelAPIError,
    ModelAuthenticationError,
    ModelConnectionError,
    ModelContextWindowExceededError,
    ModelHTTPError,
    ModelOverloadedError,
    ModelQuotaExceededError,
    ModelRateLimitError,
    ModelRequestRejectedError,
    ModelRequestTimeout,
    ModelServerError,
    ModelTimeoutError,
    ModelUnavailableError,
    OutputTokenLimitExceeded,
    UnexpectedModelBehavior,
)

from practice.scoring.providers import failures
from practice.scoring.providers.failures import ProviderFailed
from practice.scoring.providers.port import Usage

# the first that fits, so special kinds stand before general ones
KINDS: tuple[tuple[type[Exception], type[ProviderFailed]], ...] = (
    (ModelQuotaExceededError, failures.ProviderQuotaSpent),
    (ModelRateLimitError, failures.ProviderRateLimited),
    (ModelRequestTimeout, failures.ProviderTimeout),
    (ModelTimeoutError, failures.ProviderTimeout),
    (ModelOverloadedError, failures.ProviderOverloaded),
    (ModelUnavailableError, failures.ProviderOverloaded),
    (ModelServerError, failures.ProviderOverloaded),
    (ModelAuthenticationError, failures.ProviderKeyRejected),
    (ModelContextWindowExceededError, failures.ProviderTooLong),
    (OutputTokenLimitExceeded, failures.ProviderTooLong),
    (ContentFilterError, failures.ProviderRefused),
    (ModelRequestRejectedError, failures.ProviderMisconfigured),
    (ModelConnectionError, failures.ProviderUnreachable),
    (UnexpectedModelBehavior, failures.ProviderMalformed),
    (TimeoutException, failures.ProviderTimeout),
    (HTTPError, failures.ProviderUnreachable),
    (GoogleAuthError, failures.ProviderKeyRejected),
)


# that the library has no kind for: a proxy that was kept waiting, one that says "not yet", and a body beyond its limit
STATUSES: dict[int, type[ProviderFailed]] = {
    408: failures.ProviderTimeout,
    409: failures.ProviderOverloaded,
    413: failures.ProviderTooLong,
    425: failures.ProviderOverloaded,
}


@contextmanager
def as_ours(heard: list[str], usage: Callable[[], Usage]) -> Iterator[None]:
    """Errors of a call leave as ProviderFailed, with its ``usage``; ``heard`` holds what of the reply had arrived."""
    try:
        yield
    except ProviderFailed:
        raise
    except (AgentRunError, HTTPError, GoogleAuthError) as error:
        failed = translated(error, begun=bool(heard))
        if heard or _was_at_work(error, failed):
            failed.usage = usage()
        raise failed from None


def _was_at_work(error: Exception, failed: ProviderFailed) -> bool:
    """The provider had the request and was given up on; whoever refuses one asks nothing for it."""
    return isinstance(failed, failures.ProviderTimeout) and getattr(error, "phase", None) != "connect"


def translated(error: Exception, begun: bool) -> ProviderFailed:
    """The kind of failure that this error is; ``begun``: words of the reply had arrived."""
    lost = isinstance(error, ModelConnectionError | HTTPError) and not isinstance(error, ModelTimeoutError | TimeoutException)
    kind = next((ours for theirs, ours in KINDS if isinstance(error, theirs)), None)
    if kind is None and isinstance(error, ModelHTTPError):
        kind = STATUSES.get(error.status_code)
    if begun and (lost or kind in (None, failures.ProviderMalformed)):
        # an error without a category after the first words: a stream that ended without a reason
        return failures.ProviderCutOff()
    # before them: what came was no reply of this wire
    return _by_body(error, kind or failures.ProviderMalformed)(retry_after_s=_retry_after(error))


def _by_body(error: Exception, kind: type[ProviderFailed]) -> type[ProviderFailed]:
    """Google says in the body what others say by status."""
    body = str(error.body) if isinstance(error, ModelHTTPError) else ""
    if "API_KEY_INVALID" in body:
        return failures.ProviderKeyRejected
    if kind is failures.ProviderRateLimited and "billing" in body and _retry_after(error) is None:
        return failures.ProviderQuotaSpent
    return kind


def _retry_after(error: Exception) -> float | None:
    return error.retry_after if isinstance(error, ModelAPIError) else None
