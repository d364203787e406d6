"""Rate limits per session and per address, before anything is parsed. Pure ASGI."""

import asyncio
import ipaddress
from functools import lru_cache

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from api.deps import token_hash_of
from api.guard.allowances import Allowances
from api.guard.rules import Rule, address_rules, session_rules
from api.problems import problem
from practice.errors import Unauthenticated
from practice.settings import Settings


def session_key(scope: Scope) -> str | None:
    """What stands for the caller's token, valid or not: a forged one is limited like any other.

    The token as the routes read it: another spelling of the header, or the cookie instead, is the same session.
    """
    asked = HTTPConnection(scope)
    try:
        return token_hash_of(asked, asked.headers.get("authorization")).hex()[:32]
    except Unauthenticated:
        # no token, or nothing that could be one: the address is counted
        return None


@lru_cache(maxsize=10_000)
def address_key(address: str) -> str:
    """The address; of IPv6 the network that one household gets (/64), since every device has billions of addresses."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(known, ipaddress.IPv6Address):
        known = known.ipv4_mapped or ipaddress.IPv6Address(int(known) >> 64 << 64)
    return str(known)


class Rates:
    """Answers 429 with ``Retry-After`` to what is too much; only the API is counted."""

    def __init__(self, app: ASGIApp, settings: Settings, allowances: Allowances) -> None:
        self._app = app
        self._allowances = allowances
        self._session_rules = session_rules(settings)
        self._address_rules = address_rules(settings)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith("/api/"):
            await self._app(scope, receive, send)
            return
        wait = await self._wait(scope)
        if not wait:
            await self._app(scope, receive, send)
            return
        detail = f"Too many requests at once. Send this one again in {wait} seconds; nothing was stored."
        refusal = problem(429, "rate_limited", "Too many requests", detail, {"Retry-After": str(wait)}, retry_after=wait)
        await refusal(scope, receive, send)

    async def _wait(self, scope: Scope) -> int:
        asked = [(rule, key) for rule, key in self._counted(scope) if not self._allowances.spend(rule, key)]
        if not asked:
            return 0
        return max(await asyncio.gather(*(self._allowances.take(rule, key) for rule, key in asked)))

    def _counted(self, scope: Scope) -> list[tuple[Rule, str]]:
        method, path = scope["method"], scope["path"]
        client = scope.get("client")
        address, session = address_key(client[0]) if client else "unknown", session_key(scope)
        counted = [(rule, address) for rule in self._address_rules if rule.applies(method, path)]
        if session is not None:
            counted += [(rule, session) for rule in self._session_rules if rule.applies(method, path)]
        return counted
