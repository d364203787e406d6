"""Leases are renewed while the work goes on: what is merely slow is not taken away and done twice."""

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count

import structlog
from sqlalchemy.exc import SQLAlchemyError

from practice.db.unit_of_work import WorkerDatabase
from practice.jobs.claim import Claimed, extend

log = structlog.get_logger()

# Work that hangs must end some time: after so many leases nobody speaks for it any more.
MOST_LEASES = 20


class Leases:
    """Keeps all leases of a process alive from one thread: a frozen or killed process renews nothing.

    Three times within each lease all jobs in hand are renewed together. The thread begins with the first job, so after a
    fork, and ends when there was none for a while.
    """

    def __init__(self, database: WorkerDatabase, lease_s: float) -> None:
        self._database = database
        self._lease_s = lease_s
        self._held: dict[int, tuple[float, Sequence[Claimed]]] = {}
        self._numbers = count()
        self._lock = threading.Lock()
        self._runs = False

    @contextmanager
    def kept(self, jobs: Sequence[Claimed]) -> Iterator[None]:
        """Keeps the leases of these jobs inside the block."""
        number = next(self._numbers)
        with self._lock:
            if not self._runs:
                # first, for it may fail: then nothing is held, and the next job tries again
                threading.Thread(target=self._run, daemon=True, name="leases").start()
                self._runs = True
            self._held[number] = (time.monotonic() + MOST_LEASES * self._lease_s, jobs)
        try:
            yield
        finally:
            with self._lock:
                del self._held[number]

    def _run(self) -> None:
        pause = threading.Event()
        while not pause.wait(self._lease_s / 3):
            with self._lock:
                if not self._held:
                    self._runs = False
                    return
                now = time.monotonic()
                jobs = [job for end, held in self._held.values() if now < end for job in held]
            self._renew(jobs)

    def _renew(self, jobs: Sequence[Claimed]) -> None:
        try:
            # of another attempt, or of a job that has ended meanwhile, nothing is changed
            self._database.run(lambda conn: extend(conn, jobs, self._lease_s))
        except (SQLAlchemyError, OSError) as error:
            log.warning("leases_not_renewed", jobs=len(jobs), error=type(error).__name__)
