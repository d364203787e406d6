"""A scoring job in hand, with all that judging needs."""

from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from pydantic import ValidationError
from sqlalchemy import Connection

from practice.answers.text import language_of
from practice.bank.body import from_json
from practice.bank.model import Lang, Question
from practice.db.unit_of_work import One
from practice.events.append import append
from practice.events.kinds import SCORE_STARTED, NewEvent
from practice.jobs import scoring
from practice.jobs.claim import Claimed

# people answer the same questions, and to read one costs more than the rest of the claim
KEPT = 256
question_of = lru_cache(KEPT)(from_json)


class QuestionUnreadable(Exception):
    """A newer version wrote the question: a job for a worker of that version."""

    code = "question_unreadable"
    message = "A newer version wrote this question; a worker of that version takes the answer over."

    def __init__(self, job: Claimed) -> None:
        super().__init__(self.message)
        self.job = job


@dataclass(frozen=True, slots=True)
class Task:
    """A claimed job with all that judging needs."""

    job: Claimed
    text: str
    lang: Lang
    question_id: str
    question: Question
    followup: str | None = None
    by_provider: bool = False


def take(one: One, job_id: UUID, lease_s: float, *, silently: bool = False) -> Task | None:
    """The job, if it is to be had, with ``score.started`` unless ``silently``. Raises QuestionUnreadable, with the job taken."""
    found = scoring.take(one, job_id, lease_s, silently=silently)
    if found is None:
        return None
    try:
        question = question_of(found.body)
    except ValidationError:
        raise QuestionUnreadable(found.job) from None
    lang: Lang = "ko" if found.lang == "ko" else language_of(found.text)
    return Task(found.job, found.text, lang, found.question_id, question, found.followup)


def announce_start(conn: Connection, task: Task) -> None:
    """``score.started`` of a job that was taken silently; the last statement of its transaction."""
    append(conn, [NewEvent(task.job.user_id, SCORE_STARTED, task.job.answer_id, {"attempt": task.job.attempt})])
