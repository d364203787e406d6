"""The outbox side of the log: what Redis has not been told yet. The statements are psycopg's, for whoever runs them."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from practice.events.kinds import StoredEvent

# whose event, and its number
Key = tuple[UUID, int]
WAKE_UP = "backtalk_outbox"

# A statement of its own after the commit: NOTIFY inside a writing transaction makes commits queue behind one lock.
NOTIFY = f"notify {WAKE_UP}"

# There is no cursor: an event that commits late is simply still unmarked.
UNPUBLISHED = """
select user_id, seq, kind, answer_id, payload, created_at from events
where published_at is null order by created_at limit %(limit)s
"""

# Locked in order: gateways mark the same events as pushed at the same moment.
MARK = """
with held as (
  select e.user_id, e.seq, told.at from events e
  join unnest(%(users)s::uuid[], %(seqs)s::bigint[], %(times)s::timestamptz[]) as told (user_id, seq, at)
    on e.user_id = told.user_id and e.seq = told.seq
  order by e.user_id, e.seq for no key update of e)
update events set published_at = held.at from held where events.user_id = held.user_id and events.seq = held.seq
"""


def in_order(rows: Iterable[tuple[Any, ...]]) -> list[StoredEvent]:
    """The rows of UNPUBLISHED, the oldest that are not marked, in each person's order."""
    return sorted((StoredEvent(*row) for row in rows), key=lambda event: (event.user_id, event.seq))


def marks(told: Mapping[Key, datetime]) -> dict[str, Any]:
    """What MARK takes: when events were told. A crash before it only repeats a publish, which every cursor drops."""
    users, seqs = [user_id for user_id, _ in told], [seq for _, seq in told]
    return {"users": users, "seqs": seqs, "times": list(told.values())}
