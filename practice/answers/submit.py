"""An answer comes in: answer, jobs and event in one transaction."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, text

from practice.bank.model import Lang
from practice.clock import new_id
from practice.errors import AnswerNotFound, IdempotencyKeyReused, NotFound, QuestionNotFound
from practice.events.append import append
from practice.events.kinds import ACCEPTED, NewEvent
from practice.jobs.contracts import JobHint


@dataclass(frozen=True, slots=True)
class Submission:
    """An answer as it was sent; ``text`` has been checked."""

    question_id: str
    text: str
    lang: Lang
    received_at: datetime
    idempotency_key: str | None = None
    parent_id: UUID | None = None

    def fingerprint(self) -> bytes:
        """Tells a repeated request from another one under the same key."""
        parts = (self.question_id, self.text, self.lang, str(self.parent_id))
        return hashlib.sha256("\x00".join(parts).encode()).digest()


@dataclass(frozen=True, slots=True)
class Accepted:
    """What was stored; ``jobs`` is empty when the same key had been accepted before."""

    id: UUID
    question_id: str
    attempt: int
    seq: int
    lang: Lang
    created_at: datetime
    jobs: tuple[JobHint, ...]


# One statement for the answer and its jobs. Two submits at once may want the same attempt number: the unique
# constraint lets one through and the door runs the other again.
STORE = text("""
with question as (select id, bank, section, axes from questions where id = :question_id),
answer as (
  insert into answers (id, user_id, question_id, bank, section, axes, attempt, lang, text, parent_id, idempotency_key,
                       request_hash, received_at)
  select :id, :user_id, q.id, q.bank, q.section, q.axes,
    (select coalesce(max(attempt), 0) + 1 from answers where user_id = :user_id and question_id = :question_id),
    :lang, :text, :parent_id, :key, :request_hash, :received_at
  from question q on conflict (user_id, idempotency_key) do nothing
  returning id, attempt, created_at),
work as (
  insert into jobs (id, user_id, answer_id, queue, max_attempts)
  select job.id, :user_id, answer.id, job.queue, :max_attempts
  from answer cross join (values (cast(:scoring as uuid), 'scoring'), (cast(:embedding as uuid), 'embedding')) as job (id, queue))
select attempt, created_at from answer
""")

EARLIER = text("""
select id, question_id, attempt, lang, created_at, request_hash,
  coalesce((select min(seq) from events where answer_id = answers.id and user_id = :user_id),
           (select last_seq from event_streams where user_id = :user_id)) as seq
from answers where user_id = :user_id and idempotency_key = :key
""")


def submit(conn: Connection, user_id: UUID, submission: Submission, max_attempts: int) -> Accepted:
    """Stores the answer, its two jobs and ``answer.accepted``.

    Raises QuestionNotFound, AnswerNotFound (the parent), IdempotencyKeyReused, and sqlalchemy's IntegrityError on
    ``uq_answers_attempt`` when another submit for the question commits first: run it again.
    """
    if submission.parent_id is not None and not _is_mine(conn, user_id, submission.parent_id):
        # a repeated request is still the same one when its parent has been deleted since
        missing = AnswerNotFound("parent_id names no answer of yours. Leave it out, or take an id from GET /api/answers.")
        return _earlier(conn, user_id, submission, missing)
    answer_id, scoring, embedding = new_id(), new_id(), new_id()
    row = conn.execute(
        STORE,
        {
            "id": answer_id,
            "user_id": user_id,
            "question_id": submission.question_id,
            "lang": submission.lang,
            "text": submission.text,
            "parent_id": submission.parent_id,
            "key": submission.idempotency_key,
            "request_hash": submission.fingerprint(),
            "received_at": submission.received_at,
            "max_attempts": max_attempts,
            "scoring": scoring,
            "embedding": embedding,
        },
    ).one_or_none()
    if row is None:
        return _earlier(conn, user_id, submission, QuestionNotFound("No question has this id. Take one from GET /api/questions."))
    payload = {"question_id": submission.question_id, "attempt": row.attempt}
    seqs = append(conn, [NewEvent(user_id, ACCEPTED, answer_id, payload)])
    jobs = (JobHint(scoring, "scoring"), JobHint(embedding, "embedding"))
    return Accepted(answer_id, submission.question_id, row.attempt, seqs[user_id], submission.lang, row.created_at, jobs)


def _is_mine(conn: Connection, user_id: UUID, answer_id: UUID) -> bool:
    # The foreign key would accept another person's answer: its check does not pass through row security.
    # Locked, so that it cannot be deleted between this check and that one.
    mine = text("select 1 from answers where id = :id and user_id = :user_id for key share")
    return conn.scalar(mine, {"id": answer_id, "user_id": user_id}) is not None


def _earlier(conn: Connection, user_id: UUID, submission: Submission, missing: NotFound) -> Accepted:
    """What the same key brought before; raises ``missing`` when the key is new."""
    row = conn.execute(EARLIER, {"user_id": user_id, "key": submission.idempotency_key}).one_or_none()
    if row is None:
        raise missing
    if bytes(row.request_hash) != submission.fingerprint():
        raise IdempotencyKeyReused("This key belongs to another request. Use a new key for a new answer.")
    return Accepted(row.id, row.question_id, row.attempt, row.seq, row.lang, row.created_at, ())
