"""The log as a reader sees it: the head, and what comes after a cursor."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, select

from practice.db.statements import Statements
from practice.db.tables import Event, EventStream
from practice.events.kinds import StoredEvent


@dataclass(frozen=True, slots=True)
class Head:
    """The newest number, and the number up to which events are no longer kept."""

    last_seq: int
    pruned_to: int


def head(conn: Connection, user_id: UUID) -> Head:
    """The head of one person's stream; 0 before their first event."""
    row = conn.execute(select(EventStream.last_seq, EventStream.pruned_to).where(EventStream.user_id == user_id)).one_or_none()
    return Head(row.last_seq, row.pruned_to) if row else Head(0, 0)


def events_after(conn: Connection, user_id: UUID, cursor: int, limit: int) -> list[StoredEvent]:
    """Up to ``limit`` events with ``seq > cursor``, in order."""
    columns = (Event.user_id, Event.seq, Event.kind, Event.answer_id, Event.payload, Event.created_at)
    statement = select(*columns).where(Event.user_id == user_id, Event.seq > cursor).order_by(Event.seq).limit(limit)
    return [StoredEvent(*row) for row in conn.execute(statement)]


@dataclass(frozen=True, slots=True)
class Page:
    """The head and some events after a cursor, as of one moment."""

    head: Head
    events: list[StoredEvent]


READ_LOG = "select * from read_log(%(user_id)s, %(cursor)s, %(limit)s)"


async def read_page(statements: Statements, user_id: UUID, cursor: int | None, limit: int) -> Page:
    """Both for whoever has been authenticated before, in one round trip; without a cursor only the head."""
    rows = await statements.rows(READ_LOG, {"user_id": user_id, "cursor": cursor, "limit": limit})
    if not rows:
        return Page(Head(0, 0), [])
    last_seq, pruned_to, *_ = rows[0]
    return Page(Head(last_seq, pruned_to), [StoredEvent(user_id, *event) for _, _, *event in rows if event[0] is not None])
