"""The relay's life: stand by, lead, publish at each wake-up and each poll, sweep beside it."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import psycopg
import redis.asyncio
import structlog
from celery import Celery
from kombu.exceptions import OperationalError
from psycopg import AsyncConnection
from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

from practice.db.statements import Row, Statements
from practice.ending import end_all
from practice.events.outbox import WAKE_UP
from practice.settings import Settings
from workers.relay import sweeper
from workers.relay.drain import Outbox
from workers.relay.leader import session, try_lead

log = structlog.get_logger()

# What may pass by itself; anything else is a fault and ends the process, so that the supervisor starts a whole one.
PASSING = (RedisError, SQLAlchemyError, psycopg.Error, OperationalError, OSError, TimeoutError)
PRUNE_EVERY_S = 600.0
# marks are for the trace and for the next leader: they are worth a batch
MARK_EVERY_S = 0.05
AGAIN_S = 0.2


@dataclass
class Relay:
    """The parts of one relay process."""

    settings: Settings
    engine: AsyncEngine
    statements: Statements
    client: redis.asyncio.Redis
    producer: Celery
    leading: bool = False
    _told: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self._outbox = Outbox(self.statements, self.client, self.settings.relay_batch)

    async def run(self) -> None:
        """Until cancelled: whatever breaks, it begins again from the truth."""
        while True:
            try:
                async with session(self.settings) as conn:
                    await self._lead_when_possible(conn)
            except* PASSING as errors:
                # leading is a task group, so its error comes in a group
                log.warning("relay_interrupted", errors=[type(error).__name__ for error in errors.exceptions])
            finally:
                self.leading = False
            await asyncio.sleep(self.settings.relay_poll_s)

    async def _lead_when_possible(self, conn: AsyncConnection[Row]) -> None:
        # another process holds the lock: there is nothing here to wait on but time
        while not await try_lead(conn):  # noqa: ASYNC110
            await asyncio.sleep(self.settings.relay_poll_s)
        self.leading = True
        log.info("relay_leads")
        await conn.execute(f"listen {WAKE_UP}")
        async with asyncio.TaskGroup() as group:
            beside = [
                group.create_task(self._repeat(self._mark_once, None)),
                group.create_task(self._repeat(self._sweep_once, self.settings.sweep_every_s)),
                group.create_task(self._repeat(self._prune_once, PRUNE_EVERY_S)),
            ]
            try:
                await self._tell_at_each_word(conn)
            finally:
                await end_all(beside)

    async def _tell_at_each_word(self, conn: AsyncConnection[Row]) -> None:
        """Ends with an error when the connection does: then the lock is gone too, and leading must stop.

        The outbox is read on the connection that holds the lock, so whoever has lost the lock tells nothing. Each poll reads
        it too: a wake-up may be lost, and a half-open connection would wait for notifications for ever.
        """
        while True:
            try:
                await self._outbox.tell(conn)
            except RedisError as error:
                log.warning("relay_work_failed", work="tell", error=type(error).__name__)
                await asyncio.sleep(AGAIN_S)
                continue
            finally:
                if self._outbox.told:
                    self._told.set()
            async for _ in conn.notifies(timeout=self.settings.relay_poll_s, stop_after=1):
                pass

    async def _repeat(self, work: Callable[[], Awaitable[None]], every_s: float | None) -> None:
        while True:
            try:
                await work()
            except PASSING as error:
                log.warning("relay_work_failed", work=work.__name__, error=type(error).__name__)
                await asyncio.sleep(AGAIN_S)
            if every_s is not None:
                await asyncio.sleep(every_s)

    async def _mark_once(self) -> None:
        await self._told.wait()
        await asyncio.sleep(MARK_EVERY_S)
        await self._outbox.mark()
        if not self._outbox.told:
            self._told.clear()

    async def _sweep_once(self) -> None:
        if await sweeper.broker_is_quick(self.client):
            await sweeper.sweep(self.engine, self.producer, self.client, self.settings)

    async def _prune_once(self) -> None:
        await sweeper.prune_all(self.engine, self.settings.event_keep_days)
        await sweeper.prune_guests(self.engine, self.settings.guest_keep_days)
