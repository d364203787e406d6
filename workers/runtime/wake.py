"""The wake-up of the relay, after a commit."""

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
