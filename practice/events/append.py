"""Events get their number here, without gaps, in commit order."""

import json
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Connection, text

from practice.events.kinds import NewEvent

# The counter row is locked from here to the commit, so whoever commits first has the smaller number. People are
# locked in sorted order: two batches that share people wait for each other and never deadlock.
APPEND = text("""
with new as (
  select * from unnest(cast(:users as uuid[]), cast(:kinds as text[]), cast(:answers as uuid[]), cast(:payloads as jsonb[]))
    with ordinality as t (user_id, kind, answer_id, payload, place)),
counts as (select user_id, count(*) as n from new group by user_id order by user_id),
heads as (
  insert into event_streams as s (user_id, last_seq) select user_id, n from counts order by user_id
  on conflict (user_id) do update set last_seq = s.last_seq + excluded.last_seq
  returning s.user_id, s.last_seq),
added as (
  insert into events (user_id, seq, kind, answer_id, payload)
  select new.user_id, heads.last_seq - counts.n + row_number() over (partition by new.user_id order by new.place),
         new.kind, new.answer_id, new.payload
  from new join counts using (user_id) join heads using (user_id)
  returning user_id, seq)
select user_id, max(seq) from added group by user_id
""")

# What nearly every transaction appends. The planner has no arrays, counts and windows to plan each time.
APPEND_ONE = text("""
with head as (
  insert into event_streams as s (user_id, last_seq) values (:user_id, 1)
  on conflict (user_id) do update set last_seq = s.last_seq + 1
  returning s.last_seq)
insert into events (user_id, seq, kind, answer_id, payload)
select :user_id, head.last_seq, :kind, :answer_id, cast(:payload as jsonb) from head
returning seq
""")


def append(conn: Connection, events: Sequence[NewEvent]) -> dict[UUID, int]:
    """Appends the events in order and returns each person's newest number.

    Must be the last statement before the commit: the counter is locked from here on.
    """
    if not events:
        return {}
    if len(events) == 1:
        return _append_one(conn, events[0])
    rows = conn.execute(
        APPEND,
        {
            "users": [event.user_id for event in events],
            "kinds": [event.kind for event in events],
            "answers": [event.answer_id for event in events],
            "payloads": [json.dumps(event.payload, ensure_ascii=False) for event in events],
        },
    )
    return {row[0]: row[1] for row in rows}


def _append_one(conn: Connection, event: NewEvent) -> dict[UUID, int]:
    payload = json.dumps(event.payload, ensure_ascii=False)
    values = {"user_id": event.user_id, "kind": event.kind, "answer_id": event.answer_id, "payload": payload}
    return {event.user_id: conn.execute(APPEND_ONE, values).scalar_one()}
