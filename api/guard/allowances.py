"""Counting in Redis, spending in memory: most requests ask nobody.

A gateway takes a small block of a limit at a time and spends it by itself, so all gateways together never let more through
than the limit; up to a block may lie unused in each. Without Redis everything passes, and that is counted.
"""

import asyncio
import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import redis.asyncio
import structlog
from limits.aio.storage import RedisStorage
from limits.aio.strategies import SlidingWindowCounterRateLimiter
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from api.dispatch.breaker import Breaker
from api.guard.rules import Rule

log = structlog.get_logger()

WINDOW_S = 60.0
KEPT = 20_000
CONNECTIONS = 16


@dataclass(slots=True)
class Allowance:
    """What one session or address may still do here without asking; the lock lets one request at a time ask for more."""

    left: int = 0
    until: float = 0.0
    refused_until: float = 0.0
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


class Allowances:
    """``take`` counts a request; ``refused`` and ``unchecked`` count what came of it since the start."""

    def __init__(self, redis_url: str, timeout_s: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._pool = redis.asyncio.BlockingConnectionPool.from_url(
            redis_url,
            max_connections=CONNECTIONS,
            timeout=timeout_s,
            socket_connect_timeout=timeout_s,
            retry=Retry(NoBackoff(), 0),
        )
        options: dict[str, Any] = {"implementation": "redispy", "key_prefix": "backtalk:rate", "connection_pool": self._pool}
        storage = RedisStorage(redis_url, **options)
        self._limiter = SlidingWindowCounterRateLimiter(storage)
        self._timeout_s = timeout_s
        self._clock = clock
        self._breaker = Breaker(clock)
        self._held: dict[tuple[str, str], Allowance] = {}
        self.refused: dict[str, int] = {}
        self.unchecked = 0

    def spend(self, rule: Rule, key: str) -> bool:
        """Counts a request against what is at hand; false when Redis has to be asked, or has said no."""
        held = self._held.get((rule.name, key))
        if held is None or held.left == 0 or held.until <= self._clock():
            return False
        held.left -= 1
        return True

    async def take(self, rule: Rule, key: str) -> int:
        """Counts a request: 0 when it may pass, else the seconds after which to come again."""
        held = self._allowance(rule, key)
        async with held.lock:
            if self.spend(rule, key):
                return 0
            if held.refused_until <= self._clock():
                await self._ask(rule, key, held)
        wait = held.refused_until - self._clock()
        if wait <= 0:
            return 0
        self.refused[rule.name] = self.refused.get(rule.name, 0) + 1
        return math.ceil(wait)

    async def close(self) -> None:
        await self._pool.disconnect()

    def _allowance(self, rule: Rule, key: str) -> Allowance:
        if len(self._held) >= KEPT:
            self._forget()
        return self._held.setdefault((rule.name, key), Allowance())

    def _forget(self) -> None:
        moment = self._clock()
        over = [key for key, held in self._held.items() if max(held.until, held.refused_until) <= moment]
        # when all are in use, whoever loses a block takes another one
        for key in over or list(self._held):
            if not self._held[key].lock.locked():
                del self._held[key]

    async def _ask(self, rule: Rule, key: str, held: Allowance) -> None:
        if self._breaker.open:
            self.unchecked += 1
            return
        try:
            async with asyncio.timeout(self._timeout_s):
                granted, wait = await self._granted(rule, key)
        except (RedisError, OSError, TimeoutError) as error:
            self._breaker.failed()
            self.unchecked += 1
            log.warning("rate_unchecked", error=type(error).__name__)
            return
        self._breaker.succeeded()
        moment = self._clock()
        # this request takes the first of them
        held.left, held.until, held.refused_until = max(0, granted - 1), moment + WINDOW_S, moment + wait

    async def _granted(self, rule: Rule, key: str) -> tuple[int, float]:
        """How many were granted, else the seconds until one may be."""
        for cost in dict.fromkeys((rule.block, 1)):
            if await self._limiter.hit(rule.item, rule.name, key, cost=cost):
                return cost, 0.0
        stats = await self._limiter.get_window_stats(rule.item, rule.name, key)
        return 0, max(1.0, stats.reset_time - time.time())
