"""Jobs that ended as failed, as whoever hosts the system sees them: no text of any answer."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, text

from practice.errors import NotFound
from practice.events.append import append
from practice.jobs.claim import Claimed
from practice.jobs.contracts import Queue
from practice.jobs.finish import rerun_failed
from practice.jobs.outcome import failure_event

DROPPED_CODE = "dropped"
DROPPED_MESSAGE = "Whoever hosts this Backtalk has given this up; run it again if you still want it."
SELECT = """
select j.id, j.queue, j.answer_id, j.user_id, j.attempt, j.max_attempts, j.error_code, j.error_message,
  j.created_at, j.finished_at, a.question_id, a.lang, length(a.text) as characters
from jobs j join answers a on a.id = j.answer_id where j.state = 'failed'
"""
CHOSEN = """
  and (:dropped or j.error_code is distinct from :dropped_code) and (cast(:queue as text) is null or j.queue = :queue)
  and (cast(:code as text) is null or j.error_code = :code)
order by j.finished_at desc limit :limit
"""
LISTED = text(SELECT + CHOSEN)
ONE = text(SELECT + " and j.id = :id")
DROP = text("""
update jobs set error_code = :code, error_message = :message where id = :id and state = 'failed'
returning queue, id, attempt, max_attempts, user_id, answer_id
""")


class NoDeadLetter(NotFound):
    code, title = "no_dead_letter", "No failed job has this id"


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """A failed job. ``characters`` is the length of the answer, which is not shown."""

    id: UUID
    queue: Queue
    answer_id: UUID
    user_id: UUID
    attempt: int
    max_attempts: int
    error_code: str | None
    error_message: str | None
    created_at: datetime
    finished_at: datetime
    question_id: str
    lang: str
    characters: int


def dead_letters(
    conn: Connection, queue: str | None = None, code: str | None = None, *, dropped: bool = False, limit: int = 100
) -> list[DeadLetter]:
    """The newest first; those that were dropped only when asked for."""
    values: dict[str, Any] = {"queue": queue, "code": code, "dropped": dropped, "dropped_code": DROPPED_CODE, "limit": limit}
    return [DeadLetter(*row) for row in conn.execute(LISTED, values)]


def dead_letter(conn: Connection, job_id: UUID) -> DeadLetter:
    """One of them. Raises NoDeadLetter."""
    row = conn.execute(ONE, {"id": job_id}).one_or_none()
    if row is None:
        raise NoDeadLetter(f"No failed job has the id {job_id}. Take one from `backtalk dead list`.")
    return DeadLetter(*row)


def revive(conn: Connection, letter: DeadLetter, attempts: int) -> None:
    """Queues the failed jobs of the letter's answer again; the relay's sweep announces them."""
    rerun_failed(conn, letter.user_id, letter.answer_id, attempts)


def drop(conn: Connection, letter: DeadLetter) -> None:
    """Takes it off the list; its owner is told, keeps the answer, and may still run it again."""
    values = {"id": letter.id, "code": DROPPED_CODE, "message": DROPPED_MESSAGE}
    row = conn.execute(DROP, values).one_or_none()
    if row is not None:
        queue, *job = row
        append(conn, [failure_event(queue, Claimed(*job), DROPPED_CODE, DROPPED_MESSAGE)])
