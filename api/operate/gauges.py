"""Sums over everybody, which the database counts."""

import asyncio
import time
from collections.abc import Callable
from typing import Any

from sqlalchemy import text

from api.operate.within import within
from practice.db.unit_of_work import Database

GAUGES = text("select gauges()")
KEPT_S = 2.0


class Gauges:
    """Whole tables are counted, so whoever asks within ``KEPT_S`` seconds, or meanwhile, is told the same."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.monotonic) -> None:
        self._database = database
        self._clock = clock
        self._lock = asyncio.Lock()
        self._found: dict[str, Any] | None = None
        self._until = -1.0

    async def read(self) -> dict[str, Any] | None:
        """The JSON of ``gauges()``, or None while the database is away."""
        async with self._lock:
            if self._clock() >= self._until:
                self._found = await within(self._database.open(lambda conn: conn.scalar(GAUGES)))
                self._until = self._clock() + KEPT_S
            return self._found
