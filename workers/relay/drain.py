"""The outbox is emptied: publish, then mark. A crash in between repeats a publish, which every cursor drops."""

import redis.asyncio
from sqlalchemy.ext.asyncio import AsyncEngine

from practice.clock import now
from practice.events.channel import channel_of, hint_of
from practice.events.kinds import StoredEvent
from practice.events.outbox import mark_published, unpublished


async def _publish(client: redis.asyncio.Redis, events: list[StoredEvent]) -> None:
    async with client.pipeline(transaction=False) as pipe:
        for event in events:
            pipe.publish(channel_of(event.user_id), hint_of(event).encode())
        await pipe.execute()


async def drain(engine: AsyncEngine, client: redis.asyncio.Redis, limit: int) -> int:
    """Publishes all that is unmarked and returns how many; raises RedisError while Redis is away, and nothing is marked."""
    total = 0
    # each step is one statement, so each is a transaction by itself: a round trip instead of three on the way of an event
    async with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as conn:
        while True:
            events = await conn.run_sync(unpublished, limit)
            if not events:
                return total
            at = now()
            await _publish(client, events)
            await conn.run_sync(mark_published, [(event.user_id, event.seq) for event in events], at)
            total += len(events)
            if len(events) < limit:
                return total
