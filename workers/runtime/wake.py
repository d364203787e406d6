"""The wake-up of the relay, after a commit."""

import threading

import psycopg
import structlog
from sqlalchemy.exc import SQLAlchemyError

from practice.db.unit_of_work import WorkerDatabase
from practice.events.outbox import NOTIFY

log = structlog.get_logger()

# A job that ends within this time is told in one go with its start: one cycle of the relay and one push, not two.
SOON_S = 0.005
# a database that does not answer must not hold the worker's end up
ENDS_WITHIN_S = 2.0


def wake_relay(database: WorkerDatabase) -> None:
    """A lost wake-up costs at most one poll of the relay, so a failure is only noted."""
    try:
        database.one(NOTIFY)
    except (SQLAlchemyError, psycopg.Error, OSError):
        log.warning("notify_failed")


class Waker:
    """Wakes the relay: at once for the last word of a job, and soon, from a thread of its own, for any other."""

    def __init__(self, database: WorkerDatabase) -> None:
        self._database = database
        self._due = threading.Event()
        self._ends = threading.Event()
        self._thread: threading.Thread | None = None
        self._starting = threading.Lock()

    def now(self) -> None:
        """Returns when the relay has been told. What was committed before is told with it and needs no wake-up any more."""
        self._due.clear()
        wake_relay(self._database)

    def soon(self) -> None:
        """Never waits; wake-ups of the same few milliseconds are one."""
        self._due.set()
        if self._thread is None:
            with self._starting:
                if self._thread is None:
                    thread = threading.Thread(target=self._run, name="waker", daemon=True)
                    thread.start()
                    self._thread = thread

    def close(self) -> None:
        """Ends the thread, and waits a moment for it. What is still due waits for the relay's poll."""
        self._ends.set()
        self._due.set()
        if self._thread:
            self._thread.join(ENDS_WITHIN_S)

    def _run(self) -> None:
        while self._due.wait() and not self._ends.wait(SOON_S):
            if self._due.is_set():
                self.now()
