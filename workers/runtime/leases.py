"""Leases are renewed while the work goes on: what is merely slow is not taken away and done twice."""

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import structlog
from sqlalchemy.exc import SQLAlchemyError

from practice.db.unit_of_work import WorkerDatabase
from practice.jobs.claim import Claimed, extend

log = structlog.get_logger()

# Work that hangs must end some time: after so many leases nobody speaks for it any more.
MOST_LEASES = 20


@contextmanager
def kept(database: WorkerDatabase, jobs: Sequence[Claimed], lease_s: float) -> Iterator[None]:
    """Keeps the leases of the jobs alive inside the block, from a thread: a frozen or killed process renews nothing."""
    done = threading.Event()
    threading.Thread(target=_renew, args=(database, jobs, lease_s, done), daemon=True, name="lease").start()
    try:
        yield
    finally:
        done.set()


def _renew(database: WorkerDatabase, jobs: Sequence[Claimed], lease_s: float, done: threading.Event) -> None:
    end = time.monotonic() + MOST_LEASES * lease_s
    while not done.wait(lease_s / 3) and time.monotonic() < end:
        try:
            # of another attempt, or of a job that has ended meanwhile, nothing is changed
            database.run(lambda conn: extend(conn, jobs, lease_s))
        except (SQLAlchemyError, OSError) as error:
            log.warning("lease_not_renewed", error=type(error).__name__)
