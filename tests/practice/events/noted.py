"""An event that means nothing, for tests of the log itself, and what a relay does with it."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection

from practice.clock import new_id
from practice.events.kinds import NewEvent, StoredEvent
from practice.events.outbox import MARK, UNPUBLISHED, Key, in_order, marks
from tests.conftest import Person


def note(person: Person, words: str = "") -> NewEvent:
    return NewEvent(person.user_id, "test.noted", new_id(), {"note": words})


def unpublished(conn: Connection, limit: int) -> list[StoredEvent]:
    return in_order(tuple(row) for row in conn.exec_driver_sql(UNPUBLISHED, {"limit": limit}))


def mark_published(conn: Connection, told: Mapping[Key, datetime]) -> None:
    conn.exec_driver_sql(MARK, marks(told))
