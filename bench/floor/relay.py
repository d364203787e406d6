"""``python -m bench.floor.relay``: LISTEN, publish what is unmarked, mark it."""

import asyncio

import psycopg
import redis.asyncio

from bench.floor.database import database_url, redis_url
from practice.clock import now
from practice.events.channel import channel_of, hint_of
from practice.events.kinds import StoredEvent
from practice.events.outbox import WAKE_UP

UNPUBLISHED = """
select user_id, seq, kind, answer_id, payload, created_at from events where published_at is null order by created_at limit 500
"""
MARK = """
update events set published_at = %s from unnest(%s::uuid[], %s::bigint[]) as done (user_id, seq)
where events.user_id = done.user_id and events.seq = done.seq
"""


async def relay() -> None:
    client = redis.asyncio.Redis.from_url(redis_url())
    listening = await psycopg.AsyncConnection.connect(database_url(), autocommit=True)
    working = await psycopg.AsyncConnection.connect(database_url(), autocommit=True)
    await listening.execute(f"listen {WAKE_UP}")
    while True:
        async for _ in listening.notifies(timeout=1.0, stop_after=1):
            pass
        await drain(working, client)


async def drain(conn: psycopg.AsyncConnection, client: redis.asyncio.Redis) -> None:
    events = [StoredEvent(*row) for row in await (await conn.execute(UNPUBLISHED)).fetchall()]
    if not events:
        return
    events.sort(key=lambda event: (event.user_id, event.seq))
    at = now()
    async with client.pipeline(transaction=False) as pipe:
        for event in events:
            pipe.publish(channel_of(event.user_id), hint_of(event).encode())
        await pipe.execute()
    await conn.execute(MARK, (at, [event.user_id for event in events], [event.seq for event in events]))


if __name__ == "__main__":
    asyncio.run(relay())
