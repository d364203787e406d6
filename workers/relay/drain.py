"""The outbox is emptied: publish, then mark. A crash in between repeats a publish, which every cursor drops."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

import redis.asyncio
from psycopg import AsyncConnection

from practice.clock import now
from practice.db.statements import Row, Statements
from practice.events.channel import channel_of, hint_of
from practice.events.kinds import StoredEvent
from practice.events.outbox import MARK, UNPUBLISHED, Key, in_order, marks

ANSWERS_WITHIN_S = 5.0


@dataclass
class Outbox:
    """What one leader has told Redis. Marks are not on the way of an event, so they follow a little later, many together."""

    statements: Statements
    client: redis.asyncio.Redis
    limit: int
    # told and not marked yet: left out when the log is read again
    told: dict[Key, datetime] = field(default_factory=dict)

    async def tell(self, conn: AsyncConnection[Row]) -> int:
        """Publishes all that is unmarked and returns how many.

        Raises RedisError, and has told nothing, while Redis is away; psycopg.Error and TimeoutError for a lost connection.
        """
        total = 0
        while True:
            # as it is now: a mark that commits during the read would take its events from the list, not from the result
            before = set(self.told)
            found = in_order(await _rows(conn, UNPUBLISHED, {"limit": self.limit + len(before)}))
            events = [event for event in found if (event.user_id, event.seq) not in before]
            if not events:
                return total
            at = now()
            await self._publish(events)
            self.told.update({(event.user_id, event.seq): at for event in events})
            total += len(events)
            if len(events) < self.limit:
                return total
            await self.mark()

    async def mark(self) -> None:
        """Marks what has been told."""
        marked = dict(self.told)
        await self.statements.say(MARK, marks(marked))
        for key in marked:
            self.told.pop(key, None)

    async def _publish(self, events: list[StoredEvent]) -> None:
        async with self.client.pipeline(transaction=False) as pipe:
            for event in events:
                pipe.publish(channel_of(event.user_id), hint_of(event).encode())
            await pipe.execute()


async def _rows(conn: AsyncConnection[Row], statement: str, values: Mapping[str, object]) -> list[Row]:
    # a half-open connection would be waited on for ever
    async with asyncio.timeout(ANSWERS_WITHIN_S):
        return await (await conn.execute(statement, values)).fetchall()
