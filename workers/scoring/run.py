"""One scoring job: claim, judge outside any transaction, finish with its event."""

import time
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy import Connection, select

from practice.answers.text import language_of
from practice.bank.body import from_body
from practice.bank.model import Lang, Question
from practice.db.tables import Answer, QuestionRow
from practice.db.unit_of_work import WorkerDatabase
from practice.errors import EncoderUnavailable
from practice.events.append import append
from practice.events.kinds import SCORE_STARTED, SCORED, NewEvent
from practice.jobs.claim import Claimed, claim_one
from practice.jobs.finish import finish
from practice.jobs.outcome import Backoff, give_up, wait_for_other
from practice.scoring.model import PointScore, Score
from practice.scoring.record import record
from practice.scoring.rubric import RubricScorer, provenance
from practice.settings import Settings
from workers.runtime.wake import wake_relay
from workers.scoring.partials import Partials

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Task:
    """A claimed job with all that judging needs."""

    job: Claimed
    text: str
    lang: Lang
    question_id: str
    question: Question


def _take(conn: Connection, job_id: UUID, lease_s: float) -> Task | None:
    job = claim_one(conn, "scoring", lease_s, job_id)
    if job is None:
        return None
    columns = (Answer.text, Answer.lang, Answer.question_id, QuestionRow.body)
    joined = select(*columns).join(QuestionRow, QuestionRow.id == Answer.question_id).where(Answer.id == job.answer_id)
    row = conn.execute(joined).one()
    append(conn, [NewEvent(job.user_id, SCORE_STARTED, job.answer_id, {"attempt": job.attempt})])
    lang: Lang = "ko" if row.lang == "ko" else language_of(row.text)
    return Task(job, row.text, lang, row.question_id, from_body(row.body))


@dataclass(frozen=True, slots=True)
class ScoringRoom:
    """What a scoring job works with, for the life of the process."""

    settings: Settings
    database: WorkerDatabase
    scorer: RubricScorer
    partials: Partials

    def run(self, job_id: UUID) -> None:
        """Runs the job if it is ours to run; a doubled or late message finds nothing to claim."""
        task = self.database.run(lambda conn: _take(conn, job_id, self.settings.lease_s))
        if task is None:
            return
        wake_relay(self.database)
        started = time.monotonic()
        try:
            score = self._judge(task)
        except EncoderUnavailable as error:
            self._wait(task, error.code, error.detail)
        except Exception as error:  # a bug ends this job visibly; it must not poison the queue
            log.exception("scoring_failed", job=str(job_id))
            self._give_up(task, type(error).__name__)
        else:
            self._finish(task, score, int((time.monotonic() - started) * 1000))
        wake_relay(self.database)

    def _judge(self, task: Task) -> Score:
        def tell(index: int, of: int, point: PointScore) -> None:
            self.partials.tell(task.job, index, of, point)

        return self.scorer.judge(task.text, task.lang, task.question, on_point=tell)

    def _finish(self, task: Task, score: Score, duration_ms: int) -> None:
        def work(conn: Connection) -> bool:
            if not finish(conn, [task.job]):
                return False
            body = record(conn, task.job, score, provenance(task.question, self.scorer.encoder), duration_ms)
            payload: dict[str, Any] = {"question_id": task.question_id, "overall": score.overall, "score": body}
            append(conn, [NewEvent(task.job.user_id, SCORED, task.job.answer_id, payload)])
            return True

        if not self.database.run(work):
            log.warning("late_score_dropped", job=str(task.job.job_id), attempt=task.job.attempt)

    def _wait(self, task: Task, code: str, message: str) -> None:
        backoff = Backoff(self.settings.retry_base_s, self.settings.retry_cap_s)
        log.warning("scoring_delayed", job=str(task.job.job_id), code=code, attempt=task.job.attempt)
        self.database.run(lambda conn: wait_for_other(conn, "scoring", task.job, code, message, backoff))

    def _give_up(self, task: Task, kind: str) -> None:
        message = f"The scorer stopped on a fault of its own ({kind}). Run it again; if it fails once more, tell the host."
        self.database.run(lambda conn: give_up(conn, "scoring", task.job, "scorer_fault", message))
