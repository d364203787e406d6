"""Answers as the gateway stores them, and what became of them."""

from typing import Any
from uuid import UUID

from sqlalchemy import Row, text

from practice.answers.submit import Accepted, Submission, submit
from practice.answers.text import language_of
from practice.clock import now
from practice.db.unit_of_work import WorkerDatabase
from practice.jobs.contracts import Queue

QUESTION = "backtalk-outbox-relay"
GOOD = (
    "아웃박스 패턴에서는 이벤트를 답변과 같은 트랜잭션에 기록한다. 릴레이가 커밋된 행을 읽어 발행하고 나서 표시하므로, "
    "중간에 죽어도 이벤트를 잃지 않고 다시 발행할 뿐이다. 받는 쪽은 순번으로 중복을 버린다."
)
# run by the owner: the bank is not the system's to write
UNREADABLE = """update questions set body = body || '{"rubric": "in the words of a newer version"}' where id = %s"""


def submitted(
    system: WorkerDatabase, user_id: UUID, words: str = GOOD, attempts: int = 5, followup: str | None = None
) -> Accepted:
    """An answer with its jobs and its event."""
    submission = Submission(QUESTION, words, language_of(words), now(), followup=followup)
    return system.run(lambda conn: submit(conn, user_id, submission, attempts))


def job_of(accepted: Accepted, queue: Queue) -> UUID:
    return next(job.job_id for job in accepted.jobs if job.queue == queue)


def row_of(system: WorkerDatabase, job_id: UUID) -> Row[Any]:
    """The job as it stands."""
    return system.run(lambda conn: conn.execute(text("select * from jobs where id = :id"), {"id": job_id}).one())


def events_of(system: WorkerDatabase, user_id: UUID) -> list[tuple[int, str, dict[str, Any]]]:
    """The person's log: number, kind, payload."""
    query = text("select seq, kind, payload from events where user_id = :id order by seq")
    return [(row.seq, row.kind, row.payload) for row in system.run(lambda conn: conn.execute(query, {"id": user_id}).all())]
