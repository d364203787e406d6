"""The outbox is emptied: publish, then mark. A crash in between repeats a publish, which every cursor drops."""

from datetime import datetime

import redis.asyncio
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncEngine

from practice.clock import now
from practice.events.channel import channel_of, hint_of
from practice.events.kinds import StoredEvent
from practice.events.outbox import mark_published, unpublished


async def _load(engine: AsyncEngine, limit: int) -> list[StoredEvent]:
    async with engine.begin() as conn:
        return await conn.run_sync(unpublished, limit)


async def _publish(client: redis.asyncio.Redis, events: list[StoredEvent]) -> None:
    async with client.pipeline(transaction=False) as pipe:
        for event in events:
            pipe.publish(channel_of(event.user_id), hint_of(event).encode())
        await pipe.execute()


async def _mark(engine: AsyncEngine, events: list[StoredEvent], at: datetime) -> None:
    def mark(conn: Connection) -> None:
        mark_published(conn, [(event.user_id, event.seq) for event in events], at)

    async with engine.begin() as conn:
        await conn.run_sync(mark)


async def drain(engine: AsyncEngine, client: redis.asyncio.Redis, limit: int) -> int:
    """Publishes all that is unmarked and returns how many; raises RedisError while Redis is away, and nothing is marked."""
    total = 0
    while True:
        events = await _load(engine, limit)
        if not events:
            return total
        at = now()
        await _publish(client, events)
        await _mark(engine, events, at)
        total += len(events)
        if len(events) < limit:
            return total
