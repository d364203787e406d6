"""An answer comes in: answer, jobs and event in one transaction."""

import hashlib
import struct
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from psycopg.errors import ForeignKeyViolation
from sqlalchemy import Connection, text

from practice.bank.model import Lang
from practice.clock import new_id
from practice.db.statements import Statements
from practice.db.unit_of_work import OPEN_A_SESSION
from practice.errors import AnswerNotFound, BacktalkError, IdempotencyKeyReused, QuestionNotFound, Unauthenticated
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
    # the words of the follow-up question that it answers; beside a parent only
    followup: str | None = None

    def fingerprint(self) -> bytes:
        """Tells a repeated request from another one under the same key."""
        parts = [self.question_id, self.text, self.lang, str(self.parent_id)]
        if self.followup is not None:
            # only where it is there: keys were stored before it counted
            parts.append(self.followup)
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


NO_PARENT = "parent_id names no answer of yours. Leave it out, or take an id from GET /api/answers."
REFUSALS: dict[str, Callable[[], BacktalkError]] = {
    "no session": partial(Unauthenticated, OPEN_A_SESSION),
    "no parent": partial(AnswerNotFound, NO_PARENT),
    "no question": partial(QuestionNotFound, "No question has this id. Take one from GET /api/questions."),
    "other request": partial(IdempotencyKeyReused, "This key belongs to another request. Use a new key for a new answer."),
}
TO_QUESTION = "answers_question_id_fkey"
# what the two functions do stands in migration 0012
STORE = text("""
select outcome, accepted, number, at_seq, language, stored from store_answer(
  :user_id, :id, :scoring, :embedding, :question_id, :text, :lang, :parent_id, :key, :request_hash, :received_at, :max_attempts,
  :followup)
""")
# One after the other for each question of a session: all at once would count up to the same attempt, and but one could
# have it. The lock's result is nothing, an empty text; it stands in an argument so that the lock is taken before the function
# runs, which then sees what was committed while it waited.
ACCEPT = """
select outcome, accepted, number, at_seq, language, stored
from pg_advisory_xact_lock(%(line)s, %(place)s) as held(nothing),
lateral accept_answer(
  %(token_hash)s, %(id)s, %(scoring)s, %(embedding)s, %(question_id)s || held.nothing::text, %(text)s, %(lang)s,
  %(parent_id)s, %(key)s, %(request_hash)s, %(received_at)s, %(max_attempts)s, %(followup)s)
"""


def submit(conn: Connection, user_id: UUID, submission: Submission, max_attempts: int) -> Accepted:
    """Stores the answer, its two jobs and ``answer.accepted``; nothing else may follow before the commit.

    Raises QuestionNotFound, AnswerNotFound (the parent), IdempotencyKeyReused, and sqlalchemy's IntegrityError on
    ``uq_answers_attempt`` when another submit for the question commits first: run it again.
    """
    values = _values(submission, max_attempts)
    return _accepted(conn.execute(STORE, {"user_id": user_id, **values}).one(), submission, values)


async def accept(statements: Statements, token_hash: bytes, submission: Submission, max_attempts: int) -> Accepted:
    """The same for whoever shows a token, committed when this returns: one round trip.

    Raises Unauthenticated too, and psycopg's UniqueViolation in place of IntegrityError: only when another session of the
    same person submits for the question at this moment.
    """
    values = _values(submission, max_attempts)
    line, place = _line(token_hash, submission.question_id)
    try:
        (row,) = await statements.rows(ACCEPT, {"token_hash": token_hash, "line": line, "place": place, **values})
    except ForeignKeyViolation as error:
        if error.diag.constraint_name != TO_QUESTION:
            raise
        # its bank was deleted between the look at it and the check of the reference
        raise REFUSALS["no question"]() from None
    return _accepted(row, submission, values)


def _line(token_hash: bytes, question_id: str) -> tuple[int, int]:
    """Which lock it is. Two numbers: locks of one number (a migration's, the relay's) can never be meant."""
    line, place = struct.unpack("!ii", hashlib.sha256(token_hash + question_id.encode()).digest()[:8])
    return line, place


def _values(submission: Submission, max_attempts: int) -> dict[str, Any]:
    return {
        "id": new_id(),
        "scoring": new_id(),
        "embedding": new_id(),
        "question_id": submission.question_id,
        "text": submission.text,
        "lang": submission.lang,
        "parent_id": submission.parent_id,
        "key": submission.idempotency_key,
        "request_hash": submission.fingerprint(),
        "received_at": submission.received_at,
        "max_attempts": max_attempts,
        "followup": submission.followup,
    }


def _accepted(row: Sequence[Any], submission: Submission, sent: Mapping[str, Any]) -> Accepted:
    outcome, answer_id, attempt, seq, lang, stored_at = row
    if outcome in REFUSALS:
        raise REFUSALS[outcome]()
    # a repeated request queues nothing: the first one did
    jobs = (JobHint(sent["scoring"], "scoring"), JobHint(sent["embedding"], "embedding")) if outcome == "stored" else ()
    return Accepted(answer_id, submission.question_id, attempt, seq, lang, stored_at, jobs)
