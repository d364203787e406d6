"""The outbox side of the log: what Redis has not been told yet."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, select, text

from practice.db.tables import Event
from practice.events.kinds import StoredEvent

# whose event, and its number
Key = tuple[UUID, int]
WAKE_UP = "backtalk_outbox"

# A statement of its own after the commit: NOTIFY inside a writing transaction makes commits queue behind one lock.
NOTIFY = text(f"notify {WAKE_UP}")

# Locked in order: gateways mark the same events as pushed at the same moment.
MARK = text("""
with held as (
  select e.user_id, e.seq, told.at from events e
  join unnest(cast(:users as uuid[]), cast(:seqs as bigint[]), cast(:times as timestamptz[])) as told (user_id, seq, at)
    on e.user_id = told.user_id and e.seq = told.seq
  order by e.user_id, e.seq for no key update of e)
update events set published_at = held.at from held where events.user_id = held.user_id and events.seq = held.seq
""")


def unpublished(conn: Connection, limit: int) -> list[StoredEvent]:
    """The oldest events that are not marked, in each person's order.

    There is no cursor: an event that commits late is simply still unmarked.
    """
    columns = (Event.user_id, Event.seq, Event.kind, Event.answer_id, Event.payload, Event.created_at)
    statement = select(*columns).where(Event.published_at.is_(None)).order_by(Event.created_at).limit(limit)
    events = [StoredEvent(*row) for row in conn.execute(statement)]
    return sorted(events, key=lambda event: (event.user_id, event.seq))


def mark_published(conn: Connection, told: Mapping[Key, datetime]) -> None:
    """Notes when events were told; a crash before this only repeats a publish, which every cursor drops."""
    users, seqs = [user_id for user_id, _ in told], [seq for _, seq in told]
    conn.execute(MARK, {"users": users, "seqs": seqs, "times": list(told.values())})
