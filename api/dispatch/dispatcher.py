"""Arrow 2: committed jobs are announced to their queues, off the event loop, in batches.

Nothing here can fail a request. What is not announced within the grace is found by the sweeper.
"""

import asyncio
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime

import structlog
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from api.dispatch.breaker import Breaker
from practice.clock import now
from practice.db.unit_of_work import Database
from practice.events.outbox import NOTIFY
from practice.jobs.contracts import JobHint

log = structlog.get_logger()

BATCH = 100
WAITING = 10_000

MARK = text("select mark_dispatched(cast(:ids as uuid[]), cast(:commits as timestamptz[]), :sent)")


@dataclass(frozen=True, slots=True)
class Announcement:
    """A job to announce, and when its answer was committed (None for a re-run)."""

    job: JobHint
    committed_at: datetime | None


@dataclass(slots=True)
class Dispatched:
    """Counts since the start, for the metrics."""

    sent: int = 0
    failed: int = 0
    skipped: int = 0


class Dispatcher:
    """One consumer, one thread to the broker: messages of a moment go out together."""

    def __init__(self, send: Callable[[Sequence[JobHint]], None], database: Database, timeout_s: float) -> None:
        self._send = send
        self._database = database
        self._timeout_s = timeout_s
        self._waiting: asyncio.Queue[Announcement] = asyncio.Queue(WAITING)
        # two threads: one may hang in a silent broker until its socket times out
        self._pool = ThreadPoolExecutor(2, thread_name_prefix="dispatch")
        self._breaker = Breaker(time.monotonic)
        self.counts = Dispatched()

    def offer(self, jobs: Sequence[JobHint], committed_at: datetime | None) -> None:
        """Takes jobs whose transaction has committed; never waits."""
        for job in jobs:
            try:
                self._waiting.put_nowait(Announcement(job, committed_at))
            except asyncio.QueueFull:
                self.counts.skipped += 1

    async def run(self) -> None:
        """Announces until cancelled."""
        while True:
            batch = [await self._waiting.get()]
            while len(batch) < BATCH and not self._waiting.empty():
                batch.append(self._waiting.get_nowait())
            await asyncio.gather(self._wake_relay(), self._announce(batch))

    def close(self) -> None:
        """Waits for a send that is under way: its socket's timeout is the limit."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    async def _wake_relay(self) -> None:
        try:
            await self._database.say(NOTIFY)
        except (SQLAlchemyError, OSError):
            # the relay polls; a lost wake-up costs at most one poll
            log.warning("notify_failed")

    async def _announce(self, batch: Sequence[Announcement]) -> None:
        if self._breaker.open:
            self.counts.skipped += len(batch)
            return
        loop = asyncio.get_running_loop()
        # the hop's time is when the message leaves: a worker may have claimed the job before this returns
        sent = now()
        try:
            sending = loop.run_in_executor(self._pool, self._send, [item.job for item in batch])
            await asyncio.wait_for(sending, self._timeout_s)
        except Exception as error:  # noqa: BLE001  # a broker fails in many types, and none may end this loop
            self._breaker.failed()
            self.counts.failed += len(batch)
            log.warning("dispatch_failed", jobs=len(batch), error=type(error).__name__)
            return
        self._breaker.succeeded()
        self.counts.sent += len(batch)
        await self._mark(batch, sent)

    async def _mark(self, batch: Sequence[Announcement], sent: datetime) -> None:
        values = {"ids": [item.job.job_id for item in batch], "commits": [item.committed_at for item in batch], "sent": sent}
        try:
            await self._database.say(MARK, values)
        except (SQLAlchemyError, OSError):
            # announced but not marked: the sweeper announces again, and the claim makes that boring
            log.warning("mark_dispatched_failed", jobs=len(batch))
