"""The offline score that a person takes while the real one is awaited: marked as interim, and outranked by any final one."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, text

from practice.answers.text import language_of
from practice.bank.body import from_body
from practice.bank.model import Lang, Question
from practice.errors import AlreadyScored, AnswerNotFound
from practice.events.append import append
from practice.events.kinds import ESTIMATED, NewEvent
from practice.scoring.model import Provenance, Score
from practice.scoring.record import Subject, latest, record_interim


@dataclass(frozen=True, slots=True)
class Estimable:
    """What an estimate is made of; ``has_one``: an estimate stands already."""

    subject: Subject
    text: str
    lang: Lang
    question_id: str
    question: Question
    has_one: bool
    followup: str | None


# The job is locked before anything of the answer, in the order in which a worker ends it.
HOLD = text("""
select id, attempt from jobs where answer_id = :answer_id and user_id = :user_id and queue = 'scoring' for update
""")
READ = text("""
select a.text, a.lang, a.question_id, q.body, a.followup from answers a join questions q on q.id = a.question_id
where a.id = :answer_id and a.user_id = :user_id
""")


def estimable(conn: Connection, user_id: UUID, answer_id: UUID) -> Estimable:
    """The answer, if it still waits for its score. Raises AnswerNotFound, AlreadyScored."""
    job, standing = _held(conn, user_id, answer_id)
    row = conn.execute(READ, {"answer_id": answer_id, "user_id": user_id}).one()
    lang: Lang = "ko" if row.lang == "ko" else language_of(row.text)
    return Estimable(job, row.text, lang, row.question_id, from_body(row.body), standing == "interim", row.followup)


def keep_estimate(conn: Connection, of: Estimable, score: Score, provenance: Provenance, duration_ms: int) -> None:
    """Stores and tells it. Raises AlreadyScored when the real score came meanwhile, AnswerNotFound when the answer went."""
    subject, standing = _held(conn, of.subject.user_id, of.subject.answer_id)
    if standing == "interim":
        return
    body = record_interim(conn, subject, score, provenance, duration_ms)
    payload = {"question_id": of.question_id, "overall": score.overall, "score": body}
    append(conn, [NewEvent(subject.user_id, ESTIMATED, subject.answer_id, payload)])


def _held(conn: Connection, user_id: UUID, answer_id: UUID) -> tuple[Subject, str | None]:
    """The scoring job, locked, and what stands already."""
    job = conn.execute(HOLD, {"answer_id": answer_id, "user_id": user_id}).one_or_none()
    if job is None:
        raise AnswerNotFound("No answer of yours has this id. Take one from GET /api/answers.")
    body = latest(conn, answer_id)
    standing = body["provenance"].get("standing", "final") if body else None
    if standing == "final":
        raise AlreadyScored("The answer has its score; read it with GET /api/answers/{id}.")
    return Subject(user_id, answer_id, job.id, job.attempt), standing
