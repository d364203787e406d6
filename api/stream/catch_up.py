"""The one catch-up path: everything after a cursor, from PostgreSQL, in pages."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from practice.db.unit_of_work import Database
from practice.events.kinds import StoredEvent
from practice.events.read import Head, events_after, head


@dataclass(frozen=True, slots=True)
class Log:
    """One person's log. ``gate`` bounds how many streams read at once, so a restart of Redis cannot starve requests."""

    database: Database
    user_id: UUID
    page: int
    gate: asyncio.Semaphore

    async def head(self) -> Head:
        async with self.gate:
            return await self.database.as_user(self.user_id, lambda conn: head(conn, self.user_id))

    async def after(self, cursor: int) -> AsyncIterator[StoredEvent]:
        """Every event after the cursor, in order, until a page is not full."""
        while True:
            read = partial(events_after, user_id=self.user_id, cursor=cursor, limit=self.page)
            async with self.gate:
                page = await self.database.as_user(self.user_id, read)
            for event in page:
                yield event
                cursor = event.seq
            if len(page) < self.page:
                return
