"""Arrow 2: committed jobs are announced to their queues, beside the requests, in batches.

Nothing here can fail a request. What is not announced within the grace is found by the sweeper.
"""

import asyncio
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import psycopg
import structlog

from api.dispatch.breaker import Breaker
from api.dispatch.senders import Sender
from practice.clock import now
from practice.db.statements import Statements
from practice.ending import end_all
from practice.events.outbox import NOTIFY
from practice.jobs.contracts import JobHint

log = structlog.get_logger()

BATCH = 100
WAITING = 10_000
# marks are for the trace and the sweeper, which gives them seconds: they are worth a batch
MARK_EVERY_S = 0.05
WAKE_EVERY_S = 0.005

MARK = "select mark_dispatched(%(ids)s::uuid[], %(commits)s::timestamptz[], %(sents)s::timestamptz[])"


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
    """Messages of a moment go out together; while some are under way, the next ones gather."""

    def __init__(self, sender: Sender, statements: Statements, timeout_s: float) -> None:
        self._sender = sender
        self._statements = statements
        self._timeout_s = timeout_s
        self._waiting: deque[Announcement] = deque()
        self._some = asyncio.Event()
        self._committed = asyncio.Event()
        self._unmarked: deque[tuple[Announcement, datetime]] = deque()
        self._sent = asyncio.Event()
        self._breaker = Breaker(time.monotonic)
        self.counts = Dispatched()

    def offer(self, jobs: Sequence[JobHint], committed_at: datetime | None) -> None:
        """Takes jobs whose transaction has committed; never waits."""
        for job in jobs:
            if len(self._waiting) >= WAITING:
                self.counts.skipped += 1
            else:
                self._waiting.append(Announcement(job, committed_at))
        if jobs:
            self._some.set()
            self._committed.set()

    async def run(self) -> None:
        """Announces until cancelled."""
        works = [asyncio.create_task(work()) for work in (self._announcing, self._waking, self._marking)]
        try:
            done, _ = await asyncio.wait(works, return_when=asyncio.FIRST_COMPLETED)
            for work in done:
                work.result()
        finally:
            await end_all(works)

    async def close(self) -> None:
        """Waits for a send that is under way."""
        await self._sender.close()

    async def _announcing(self) -> None:
        while True:
            await self._some.wait()
            batch = [self._waiting.popleft() for _ in range(min(BATCH, len(self._waiting)))]
            if not self._waiting:
                self._some.clear()
            await self._announce(batch)

    async def _announce(self, batch: Sequence[Announcement]) -> None:
        if self._breaker.open:
            self.counts.skipped += len(batch)
            return
        # the hop's time is when the message leaves: a worker may have claimed the job before this returns
        sent = now()
        try:
            async with asyncio.timeout(self._timeout_s):
                await self._sender.send([item.job for item in batch])
        except Exception as error:  # noqa: BLE001  # a broker fails in many types, and none may end this loop
            self._breaker.failed()
            self.counts.failed += len(batch)
            log.warning("dispatch_failed", jobs=len(batch), error=type(error).__name__)
            return
        self._breaker.succeeded()
        self.counts.sent += len(batch)
        self._unmarked.extend((item, sent) for item in batch)
        self._sent.set()

    async def _waking(self) -> None:
        while True:
            await self._committed.wait()
            self._committed.clear()
            # after the messages, whose socket writes at the end of this round of the loop
            await asyncio.sleep(0)
            try:
                await self._statements.say(NOTIFY)
            except (psycopg.Error, OSError):
                # the relay polls; a lost wake-up costs at most one poll
                log.warning("notify_failed")
            # the first of a crowd is told at once, those of the next moment together
            await asyncio.sleep(WAKE_EVERY_S)

    async def _marking(self) -> None:
        while True:
            await self._sent.wait()
            await asyncio.sleep(MARK_EVERY_S)
            self._sent.clear()
            await self._mark([self._unmarked.popleft() for _ in range(len(self._unmarked))])

    async def _mark(self, marked: Sequence[tuple[Announcement, datetime]]) -> None:
        values = {
            "ids": [item.job.job_id for item, _ in marked],
            "commits": [item.committed_at for item, _ in marked],
            "sents": [sent for _, sent in marked],
        }
        try:
            await self._statements.say(MARK, values)
        except (psycopg.Error, OSError):
            # announced but not marked: the sweeper announces again, and the claim makes that boring
            log.warning("mark_dispatched_failed", jobs=len(marked))
