"""One scoring job: claim, judge outside any transaction, finish with its event."""

import time
from dataclasses import dataclass, replace
from uuid import UUID

import structlog
from sqlalchemy import Connection

from practice.db.unit_of_work import WorkerDatabase, in_transaction
from practice.errors import EncoderUnavailable
from practice.jobs.claim import Claimed
from practice.jobs.outcome import Backoff, give_up, wait_for_other
from practice.scoring.model import PointScore, Score
from practice.scoring.providers.failures import ProviderFailed
from practice.scoring.providers.judge import Judgement
from practice.scoring.record import end
from practice.scoring.rubric import RubricScorer, provenance
from practice.settings import Settings
from workers.runtime.leases import Leases
from workers.runtime.wake import Waker
from workers.scoring.partials import Partials
from workers.scoring.provider import Interrupted, ProviderSide
from workers.scoring.take import QuestionUnreadable, Task, announce_start, take

log = structlog.get_logger()

FAULT = "scorer_fault"


@dataclass(frozen=True, slots=True)
class ScoringRoom:
    """What a scoring job works with, for the life of the process. Without a provider the offline scorer judges."""

    settings: Settings
    database: WorkerDatabase
    leases: Leases
    waker: Waker
    scorer: RubricScorer
    partials: Partials
    provider: ProviderSide | None = None

    def run(self, job_id: UUID) -> None:
        """Runs the job if it is ours to run; a doubled or late message finds nothing to claim."""
        taken, task = self._take(job_id)
        if taken:
            self.waker.soon()
        if task is None:
            return
        started = time.monotonic()
        try:
            with self.leases.kept([task.job]):
                made = self._judge(task)
        except EncoderUnavailable as error:
            away = error
            self.database.run(lambda conn: self._wait(conn, task.job, away.code, away.detail))
        except ProviderFailed as error:
            self._provider_failed(task, error)
        except Interrupted:
            self._give_back(task)
        except Exception as error:  # a bug ends this job visibly; it must not poison the queue
            log.exception("scoring_failed", job=str(job_id))
            self._give_up(task, type(error).__name__)
        else:
            self._finish(task, made, int((time.monotonic() - started) * 1000))
        self.waker.now()

    def _take(self, job_id: UUID) -> tuple[bool, Task | None]:
        """Whether the job was claimed, and the task unless it has been put back to wait."""
        if self.provider:
            provider = self.provider
            return self.database.run(lambda conn: self._take_for(provider, conn, job_id))
        try:
            task = take(self.database.one, job_id, self.settings.lease_s)
        except QuestionUnreadable as error:
            unreadable = error
            self.database.run(lambda conn: self._wait(conn, unreadable.job, unreadable.code, unreadable.message))
            return True, None
        return task is not None, task

    def _take_for(self, provider: ProviderSide, conn: Connection, job_id: UUID) -> tuple[bool, Task | None]:
        # a call may last as long as it may, and the lease longer
        lease_s = self.settings.lease_s + self.settings.provider_timeout_s
        try:
            task = take(in_transaction(conn), job_id, lease_s, silently=True)
        except QuestionUnreadable as error:
            self._wait(conn, error.job, error.code, error.message)
            return True, None
        if task is None:
            return False, None
        if provider.judges(task):
            if not provider.may_ask(conn, task):
                return True, None
            task = replace(task, by_provider=True)
        announce_start(conn, task)
        return True, task

    def _judge(self, task: Task) -> Judgement | Score:
        def tell(index: int, of: int, point: PointScore) -> None:
            self.partials.tell(task.job, index, of, point)

        if self.provider and task.by_provider:
            return self.provider.judge(task, tell)
        return self.scorer.judge(task.text, task.lang, task.question, on_point=tell, followup=task.followup)

    def _finish(self, task: Task, made: Judgement | Score, duration_ms: int) -> None:
        if self.provider and isinstance(made, Judgement):
            provider, judgement = self.provider, made
            ours = self.database.run(lambda conn: self._end_of_call(provider, conn, task, judgement, duration_ms))
        else:
            score = made.score if isinstance(made, Judgement) else made
            source = provenance(task.question, self.scorer.encoder, task.followup)
            ours = end(self.database.one, task.job, task.question_id, score, source, duration_ms)
        if not ours:
            log.warning("late_score_dropped", job=str(task.job.job_id), attempt=task.job.attempt)

    def _end_of_call(self, provider: ProviderSide, conn: Connection, task: Task, made: Judgement, duration_ms: int) -> bool:
        """What a provider used is noted also when the score comes too late."""
        source = provider.note_success(conn, task.job, made)
        return end(in_transaction(conn), task.job, task.question_id, made.score, source, duration_ms)

    def _wait(self, conn: Connection, job: Claimed, code: str, message: str) -> None:
        backoff = Backoff(self.settings.retry_base_s, self.settings.retry_cap_s)
        log.warning("scoring_delayed", job=str(job.job_id), code=code, attempt=job.attempt)
        wait_for_other(conn, "scoring", job, code, message, backoff)

    def _provider_failed(self, task: Task, error: ProviderFailed) -> None:
        log.warning("provider_failed", job=str(task.job.job_id), code=error.code, attempt=task.job.attempt)
        if provider := self.provider:
            self.database.run(lambda conn: provider.note_failure(conn, task.job, error))

    def _give_back(self, task: Task) -> None:
        if provider := self.provider:
            self.database.run(lambda conn: provider.give_back(conn, task.job))

    def _give_up(self, task: Task, kind: str) -> None:
        message = f"The scorer stopped on a fault of its own ({kind}). Run it again; if it fails once more, tell the host."
        self.database.run(lambda conn: give_up(conn, "scoring", task.job, FAULT, message))
