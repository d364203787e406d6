"""What an owner may do to an answer after it was sent: run its failed jobs again, delete it."""

from uuid import UUID

from sqlalchemy import Connection, delete, text

from practice.db.tables import Answer
from practice.errors import AnswerNotFound, NothingToRetry
from practice.events.append import append
from practice.events.kinds import DELETED, NewEvent
from practice.jobs.contracts import QUEUES, JobHint
from practice.jobs.finish import rerun_failed

# The numbers of its events stay, so the stream keeps no gap; what they said goes with the answer.
FORGET = text("update events set kind = :kind, payload = '{}' where user_id = :user_id and answer_id = :answer_id")


def remove(conn: Connection, user_id: UUID, answer_id: UUID) -> None:
    """Deletes an answer with its jobs, scores, vector and what its events said. Raises AnswerNotFound."""
    gone = conn.execute(delete(Answer).where(Answer.id == answer_id, Answer.user_id == user_id)).rowcount
    if not gone:
        raise AnswerNotFound("No answer of yours has this id. Take one from GET /api/answers.")
    conn.execute(FORGET, {"kind": DELETED, "user_id": user_id, "answer_id": answer_id})
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
