"""The beat itself: a thread for workers, a coroutine for event loops."""

import asyncio
import threading
from collections.abc import Callable
from typing import Any

import redis
import redis.asyncio
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from practice.clock import now
from practice.presence.beats import EVERY_S, EXPIRES_S, PREFIX, Presence, decode, encode, introduce, key_of

# longer than a beat to a silent Redis takes: a second to connect, a second to write
STOP_WITHIN_S = 3.0

Info = Callable[[], dict[str, Any]]


def quick_redis(url: str) -> redis.Redis:
    """A client that fails at once: with the default retries a ping to a dead server takes 3.5 s."""
    options: dict[str, Any] = {"socket_timeout": 1.0, "socket_connect_timeout": 1.0, "retry": Retry(NoBackoff(), 0)}
    return redis.Redis.from_url(url, **options)


class PulseThread(threading.Thread):
    """Beats until stopped; a missing Redis is not its problem, the next beat tries again."""

    def __init__(self, redis_url: str, kind: str, info: Info = dict) -> None:
        super().__init__(name=f"pulse-{kind}", daemon=True)
        self._client = quick_redis(redis_url)
        self._presence = introduce(kind)
        self._info = info
        self._stopped = threading.Event()

    def run(self) -> None:
        while True:
            self._try(lambda: self._client.set(key_of(self._presence), encode(self._presence, now(), self._info()), ex=EXPIRES_S))
            if self._stopped.wait(EVERY_S):
                break

    def stop(self) -> None:
        """Ends the beat and takes the key away at once."""
        self._stopped.set()
        # a beat that is under way would write the key once more
        if self.is_alive():
            self.join(STOP_WITHIN_S)
        self._try(lambda: self._client.delete(key_of(self._presence)))

    def _try(self, command: Callable[[], object]) -> None:
        try:
            command()
        except (RedisError, OSError):
            return


async def pulse(client: redis.asyncio.Redis, kind: str, info: Info = dict) -> None:
    """Beats until cancelled, then takes the key away."""
    presence = introduce(kind)
    try:
        while True:
            await _quietly(client.set(key_of(presence), encode(presence, now(), info()), ex=EXPIRES_S))
            await asyncio.sleep(EVERY_S)
    finally:
        await _quietly(client.delete(key_of(presence)))


async def _quietly(command: Any) -> None:
    try:
        await command
    except (RedisError, OSError):
        return


def _readable(value: bytes | str) -> list[Presence]:
    try:
        return [decode(value)]
    except (ValueError, TypeError):
        # one strange beat must not hide everybody else
        return []


async def present(client: redis.asyncio.Redis) -> list[Presence]:
    """All living processes. Raises RedisError when Redis is away."""
    keys = [key async for key in client.scan_iter(match=f"{PREFIX}*", count=500)]
    values = await client.mget(keys) if keys else []
    found = [presence for value in values if value is not None for presence in _readable(value)]
    return sorted(found, key=lambda presence: (presence.kind, presence.id))
