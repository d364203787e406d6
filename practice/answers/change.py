"""What an owner may do to an answer after it was sent: run its failed jobs again, delete it."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Connection, text

from practice.errors import AnswerNotFound, NothingToRetry
from practice.events.append import append
from practice.events.kinds import DELETED, EMBEDDED, NewEvent
from practice.jobs.contracts import QUEUES, JobHint
from practice.jobs.finish import rerun_failed

# The numbers of their events stay, so the stream keeps no gap; what they said goes with the answers, and so does the
# place that other answers' events give them among their neighbours. Locked in the order in which the relay marks them.
FORGET = text("""
with gone as materialized (select unnest(cast(:ids as uuid[])) as id),
held as (
  select user_id, seq from events
  where user_id = :user_id and (answer_id in (select id from gone) or (kind = :embedded and exists (
    select 1 from jsonb_array_elements(payload -> 'similar') as s (hit)
    where hit ->> 'answer_id' in (select cast(id as text) from gone))))
  order by seq for no key update)
update events set
  kind = case when events.answer_id in (select id from gone) then :kind else events.kind end,
  payload = case when events.answer_id in (select id from gone) then '{}' else jsonb_set(events.payload, '{similar}', (
    select coalesce(jsonb_agg(hit order by place), '[]')
    from jsonb_array_elements(events.payload -> 'similar') with ordinality as s (hit, place)
    where hit ->> 'answer_id' not in (select cast(id as text) from gone))) end
from held where events.user_id = held.user_id and events.seq = held.seq
""")
# A worker that ends a job holds the job first and the answer after it; so does this, or the two could wait in a circle.
HOLD_JOBS = text("select 1 from jobs where answer_id = any(cast(:ids as uuid[])) and user_id = :user_id order by id for update")
TAKE_OUT = text("delete from answers where id = any(cast(:ids as uuid[])) and user_id = :user_id returning id")


def remove(conn: Connection, user_id: UUID, answer_id: UUID) -> None:
    """Deletes an answer with its jobs, scores, vector and what its events said. Raises AnswerNotFound."""
    hold_jobs(conn, user_id, [answer_id])
    gone = take_out(conn, user_id, [answer_id])
    if not gone:
        raise AnswerNotFound("No answer of yours has this id. Take one from GET /api/answers.")
    announce_removal(conn, user_id, gone)


def hold_jobs(conn: Connection, user_id: UUID, answers: Sequence[UUID]) -> None:
    """Locks the jobs of the answers until the commit: nobody ends one of them meanwhile."""
    conn.execute(HOLD_JOBS, {"ids": list(answers), "user_id": user_id})


def take_out(conn: Connection, user_id: UUID, answers: Sequence[UUID]) -> list[UUID]:
    """Deletes answers whose jobs are held, and what was said of them; returns those that were there, the oldest first.

    ``announce_removal`` must follow before the commit.
    """
    gone = sorted(conn.scalars(TAKE_OUT, {"ids": list(answers), "user_id": user_id}))
    if gone:
        conn.execute(FORGET, {"ids": gone, "kind": DELETED, "embedded": EMBEDDED, "user_id": user_id})
    return gone


def announce_removal(conn: Connection, user_id: UUID, gone: Sequence[UUID]) -> None:
    """Says ``answer.deleted`` of each; nothing else may follow before the commit."""
    append(conn, [NewEvent(user_id, DELETED, answer_id, {}) for answer_id in gone])


def retry(conn: Connection, user_id: UUID, answer_id: UUID, attempts: int) -> tuple[JobHint, ...]:
    """Queues the failed jobs of an answer again. Raises AnswerNotFound, NothingToRetry."""
    mine = text("select 1 from answers where id = :id and user_id = :user_id")
    if conn.scalar(mine, {"id": answer_id, "user_id": user_id}) is None:
        raise AnswerNotFound("No answer of yours has this id. Take one from GET /api/answers.")
    again = dict(rerun_failed(conn, user_id, answer_id, attempts))
    if not again:
        raise NothingToRetry("No job of this answer has failed; there is nothing to run again.")
    return tuple(JobHint(job_id, queue) for job_id, name in again.items() for queue in QUEUES if queue == name)
