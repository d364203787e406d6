"""The wake-up of the relay, after a commit."""

import threading

import psycopg
import structlog
from sqlalchemy.exc import SQLAlchemyError

from practice.db.unit_of_work import WorkerDatabase
from practice.events.outbox import NOTIFY

log = structlog.get_logger()


def wake_relay(database: WorkerDatabase) -> None:
    """A lost wake-up costs at most one poll of the relay, so a failure is only noted."""
    try:
        database.say(NOTIFY)
    except (SQLAlchemyError, psycopg.Error, OSError):
        log.warning("notify_failed")


class Waker:
    """Wakes the relay from a thread of its own, for what is not the last word of a job: the job goes on meanwhile."""

    def __init__(self, database: WorkerDatabase) -> None:
        self._database = database
        self._due = threading.Event()
        self._thread: threading.Thread | None = None
        self._starting = threading.Lock()

    def wake(self) -> None:
        """Never waits; wake-ups of the same moment are one."""
        self._due.set()
        if self._thread is None:
            with self._starting:
                if self._thread is None:
                    self._thread = threading.Thread(target=self._run, name="waker", daemon=True)
                    self._thread.start()

    def _run(self) -> None:
        while True:
            self._due.wait()
            self._due.clear()
            wake_relay(self._database)
