"""The last hop's time: when an event went out to a browser, noted in batches."""

import asyncio
from collections import deque
from datetime import datetime
from uuid import UUID

import structlog
from psycopg import Error

from practice.clock import now
from practice.db.statements import Statements

log = structlog.get_logger()

EVERY_S = 0.25
KEPT = 10_000

MARK = "select mark_pushed(%(users)s, %(seqs)s::bigint[], %(times)s)"


class Pushed:
    """Times for the trace. They are worth a batch, not a wait: past ``KEPT`` the oldest are dropped."""

    def __init__(self, statements: Statements) -> None:
        self._statements = statements
        self._noted: deque[tuple[UUID, int, datetime]] = deque(maxlen=KEPT)
        self._some = asyncio.Event()

    def note(self, user_id: UUID, seq: int) -> None:
        self._noted.append((user_id, seq, now()))
        self._some.set()

    async def run(self) -> None:
        """Writes what was noted until cancelled."""
        while True:
            await self._some.wait()
            await asyncio.sleep(EVERY_S)
            self._some.clear()
            batch = [self._noted.popleft() for _ in range(len(self._noted))]
            try:
                await self._statements.say(MARK, _columns(batch))
            except (Error, OSError):
                log.warning("mark_pushed_failed", events=len(batch))


def _columns(batch: list[tuple[UUID, int, datetime]]) -> dict[str, object]:
    users, seqs, times = (list(column) for column in zip(*batch, strict=True))
    return {"users": users, "seqs": seqs, "times": times}
