"""What an owner may do to an answer after it was sent: run its failed jobs again, delete it."""

import json
from uuid import UUID

from sqlalchemy import Connection, delete, text

from practice.db.tables import Answer
from practice.errors import AnswerNotFound, NothingToRetry
from practice.events.append import append
from practice.events.kinds import DELETED, NewEvent
from practice.jobs.contracts import QUEUES, JobHint
from practice.jobs.finish import rerun_failed

# The numbers of its events stay, so the stream keeps no gap; what they said goes with the answer, and so does the
# place that other answers' events give it among their neighbours. Locked in the order in which the relay marks them.
FORGET = text("""
with held as (
  select user_id, seq from events
  where user_id = :user_id and (answer_id = :answer_id or payload @> cast(:neighbour as jsonb))
  order by seq for no key update)
update events set
  kind = case when events.answer_id = :answer_id then :kind else events.kind end,
  payload = case when events.answer_id = :answer_id then '{}' else jsonb_set(events.payload, '{similar}', (
    select coalesce(jsonb_agg(hit order by place), '[]')
    from jsonb_array_elements(events.payload -> 'similar') with ordinality as s (hit, place)
    where hit ->> 'answer_id' <> cast(:answer_id as text))) end
from held where events.user_id = held.user_id and events.seq = held.seq
""")
# A worker that ends a job holds the job first and the answer after it; so does this, or the two could wait in a circle.
HOLD_JOBS = text("select 1 from jobs where answer_id = :answer_id and user_id = :user_id order by id for update")


def remove(conn: Connection, user_id: UUID, answer_id: UUID) -> None:
    """Deletes an answer with its jobs, scores, vector and what its events said. Raises AnswerNotFound."""
    conn.execute(HOLD_JOBS, {"answer_id": answer_id, "user_id": user_id})
    gone = conn.execute(delete(Answer).where(Answer.id == answer_id, Answer.user_id == user_id)).rowcount
    if not gone:
        raise AnswerNotFound("No answer of yours has this id. Take one from GET /api/answers.")
    neighbour = json.dumps({"similar": [{"answer_id": str(answer_id)}]})
    conn.execute(FORGET, {"kind": DELETED, "user_id": user_id, "answer_id": answer_id, "neighbour": neighbour})
    append(conn, [NewEvent(user_id, DELETED, answer_id, {})])


def retry(conn: Connection, user_id: UUID, answer_id: UUID, attempts: int) -> tuple[JobHint, ...]:
    """Queues the failed jobs of an answer again. Raises AnswerNotFound, NothingToRetry."""
    mine = text("select 1 from answers where id = :id and user_id = :user_id")
    if conn.scalar(mine, {"id": answer_id, "user_id": user_id}) is None:
        raise AnswerNotFound("No answer of yours has this id. Take one from GET /api/answers.")
    again = dict(rerun_failed(conn, user_id, answer_id, attempts))
    if not again:
        raise NothingToRetry("No job of this answer has failed; there is nothing to run again.")
    return tuple(JobHint(job_id, queue) for job_id, name in again.items() for queue in QUEUES if queue == name)
