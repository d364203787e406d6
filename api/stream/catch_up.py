"""The one catch-up path: everything after a cursor, from PostgreSQL, in pages."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from uuid import UUID

from practice.db.statements import Statements
from practice.events.kinds import StoredEvent
from practice.events.read import Page, read_page


@dataclass(frozen=True, slots=True)
class Log:
    """One person's log. ``gate`` bounds how many streams read at once, so a restart of Redis cannot starve requests."""

    statements: Statements
    user_id: UUID
    size: int
    gate: asyncio.Semaphore

    async def page(self, cursor: int | None) -> Page:
        """The head, and the first events after the cursor (none without a cursor), as of one moment."""
        async with self.gate:
            return await read_page(self.statements, self.user_id, cursor, self.size)

    async def after(self, cursor: int, first: Page | None = None) -> AsyncIterator[StoredEvent]:
        """Every event after the cursor, in order, until a page is not full; ``first`` has been read already."""
        page = first or await self.page(cursor)
        while True:
            for event in page.events:
                yield event
                cursor = event.seq
            if len(page.events) < self.size:
                return
            page = await self.page(cursor)
