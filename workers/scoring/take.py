"""A scoring job is claimed with all that judging needs; where a provider judges, the way to it must be free."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, select

from practice.answers.text import language_of
from practice.bank.body import from_body
from practice.bank.model import Lang, Question
from practice.db.tables import Answer, QuestionRow
from practice.events.append import append
from practice.events.kinds import SCORE_STARTED, NewEvent
from practice.jobs.claim import Claimed, claim_one


@dataclass(frozen=True, slots=True)
class Task:
    """A claimed job with all that judging needs."""

    job: Claimed
    text: str
    lang: Lang
    question_id: str
    question: Question


def take(conn: Connection, job_id: UUID, lease_s: float) -> Task | None:
    """The job, if it is to be had."""
    job = claim_one(conn, "scoring", lease_s, job_id)
    if job is None:
        return None
    columns = (Answer.text, Answer.lang, Answer.question_id, QuestionRow.body)
    joined = select(*columns).join(QuestionRow, QuestionRow.id == Answer.question_id).where(Answer.id == job.answer_id)
    row = conn.execute(joined).one()
    lang: Lang = "ko" if row.lang == "ko" else language_of(row.text)
    return Task(job, row.text, lang, row.question_id, from_body(row.body))


def announce_start(conn: Connection, task: Task) -> None:
    """``score.started``; the last statement of its transaction."""
    append(conn, [NewEvent(task.job.user_id, SCORE_STARTED, task.job.answer_id, {"attempt": task.job.attempt})])
