"""The hops of one answer through the system, with the times that were measured there."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, text

from practice.errors import AnswerNotFound


@dataclass(frozen=True, slots=True)
class Hop:
    """``job`` is the queue of the job that hopped, or None for the answer itself; ``event`` the event's kind and number."""

    hop: str
    job: str | None
    at: datetime
    event: str | None = None
    seq: int | None = None
    attempt: int | None = None


# Of an event only its own queue's hops are shown; the accepted event belongs to the answer itself.
HOPS = text("""
select 'received' as hop, null as job, received_at as at, null as event, cast(null as bigint) as seq, cast(null as int) as attempt
from answers where id = :id
union all select hop.name, case when hop.name = 'committed' then null else j.queue end, hop.at, null, null,
  case when hop.name in ('claimed', 'finished') then j.attempt end
from jobs j cross join lateral (values
  ('committed', case when j.queue = 'scoring' then j.committed_at end), ('dispatched', j.dispatched_at),
  ('claimed', j.claimed_at), ('finished', j.finished_at)) as hop (name, at)
where j.answer_id = :id and hop.at is not null
union all select hop.name,
  case when e.kind like '%embed%' then 'embedding' when e.kind like '%score%' then 'scoring' end, hop.at, e.kind, e.seq, null
from events e cross join lateral (values ('published', e.published_at), ('pushed', e.pushed_at)) as hop (name, at)
where e.user_id = :user_id and e.answer_id = :id and hop.at is not null
order by at, seq
""")


def trace(conn: Connection, user_id: UUID, answer_id: UUID) -> list[Hop]:
    """Every hop with its time, in order of time. Raises AnswerNotFound."""
    mine = text("select 1 from answers where id = :id and user_id = :user_id")
    if conn.scalar(mine, {"id": answer_id, "user_id": user_id}) is None:
        raise AnswerNotFound("No answer of yours has this id. Take one from GET /api/answers.")
    return [Hop(*row) for row in conn.execute(HOPS, {"id": answer_id, "user_id": user_id})]
