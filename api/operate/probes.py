"""What is asked of the services around us, each with its own short limit."""

import asyncio
from collections.abc import Awaitable
from typing import Any

from redis.exceptions import RedisError
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from api.state import State
from practice.db.revision import current
from practice.jobs.contracts import QUEUES
from practice.presence.beats import Presence
from practice.presence.pulse import present

LIMIT_S = 2.0
GAUGES = text("select gauges()")


async def _within(asked: Awaitable[Any]) -> Any:
    """The answer, or None when there is none in time."""
    try:
        async with asyncio.timeout(LIMIT_S):
            return await asked
    except (TimeoutError, SQLAlchemyError, RedisError, OSError):
        return None


async def gauges(shared: State) -> dict[str, Any] | None:
    """Sums over everybody, or None while the database is away."""
    found: dict[str, Any] | None = await _within(shared.database.open(lambda conn: conn.scalar(GAUGES)))
    return found


async def revision(shared: State) -> str | None:
    """The schema's revision, or None while the database is away."""
    found: str | None = await _within(shared.database.open(current))
    return found


async def processes(shared: State) -> list[Presence] | None:
    """Who beats, or None while Redis is away."""
    found: list[Presence] | None = await _within(present(shared.redis))
    return found


async def broker_depths(shared: State) -> dict[str, int]:
    """Messages in the broker by queue; empty while Redis is away."""

    async def ask() -> dict[str, int]:
        return {queue: int(await shared.redis.llen(queue)) for queue in QUEUES}

    return await _within(ask()) or {}
