"""Which limits a request counts against."""

from collections.abc import Callable
from dataclasses import dataclass

from limits import RateLimitItem, RateLimitItemPerMinute

from practice.settings import Settings

Applies = Callable[[str, str], bool]


@dataclass(frozen=True, slots=True)
class Rule:
    """``limit`` requests a minute for one session or one address; a gateway takes them from Redis ``block`` at a time."""

    name: str
    item: RateLimitItem
    block: int
    applies: Applies


def _any(_method: str, _path: str) -> bool:
    return True


def _answers(method: str, path: str) -> bool:
    return method == "POST" and path.startswith("/api/answers")


def _searches(_method: str, path: str) -> bool:
    return path in ("/api/search", "/api/questions/near") or path.endswith("/similar")


def _imports(_method: str, path: str) -> bool:
    return path in ("/api/banks/import", "/api/workspace/export")


def _sessions(method: str, path: str) -> bool:
    return (method == "POST" and path == "/api/session") or path.startswith("/api/signin")


def _rules(whose: str, limits: tuple[tuple[str, int, Applies], ...]) -> tuple[Rule, ...]:
    return tuple(
        # a block may lie unused in a gateway for a minute, so it is small: a twentieth of the whole
        Rule(f"{whose}_{name}", RateLimitItemPerMinute(limit), max(1, limit // 20), applies)
        for name, limit, applies in limits
        if limit > 0
    )


def session_rules(settings: Settings) -> tuple[Rule, ...]:
    return _rules(
        "session",
        (
            ("requests", settings.rate_session_requests, _any),
            ("answers", settings.rate_session_answers, _answers),
            ("searches", settings.rate_session_searches, _searches),
            ("imports", settings.rate_session_imports, _imports),
        ),
    )


def address_rules(settings: Settings) -> tuple[Rule, ...]:
    return _rules(
        "address",
        (
            ("requests", settings.rate_address_requests, _any),
            ("answers", settings.rate_address_answers, _answers),
            # some need no session, and a token that is made up costs nothing
            ("searches", settings.rate_address_searches, _searches),
            ("sessions", settings.rate_address_sessions, _sessions),
        ),
    )
