"""The outbox side of the log: what Redis has not been told yet."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, select, text

from practice.db.tables import Event
from practice.events.kinds import StoredEvent

WAKE_UP = "backtalk_outbox"

# A statement of its own after the commit: NOTIFY inside a writing transaction makes commits queue behind one lock.
NOTIFY = text(f"notify {WAKE_UP}")

MARK = text("""
update events set published_at = :at
from unnest(cast(:users as uuid[]), cast(:seqs as bigint[])) as done (user_id, seq)
where events.user_id = done.user_id and events.seq = done.seq
""")


def unpublished(conn: Connection, limit: int) -> list[StoredEvent]:
    """The oldest events that are not marked, in each person's order.

    There is no cursor: an event that commits late is simply still unmarked.
    """
    columns = (Event.user_id, Event.seq, Event.kind, Event.answer_id, Event.payload, Event.created_at)
    statement = select(*columns).where(Event.published_at.is_(None)).order_by(Event.created_at).limit(limit)
    events = [StoredEvent(*row) for row in conn.execute(statement)]
    return sorted(events, key=lambda event: (event.user_id, event.seq))


def mark_published(conn: Connection, keys: Sequence[tuple[UUID, int]], at: datetime) -> None:
    """Marks events as told at that time; a crash before this only repeats a publish, which every cursor drops."""
    conn.execute(MARK, {"users": [user_id for user_id, _ in keys], "seqs": [seq for _, seq in keys], "at": at})
