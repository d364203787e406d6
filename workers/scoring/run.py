"""One scoring job: claim, judge outside any transaction, finish with its event."""

import time
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy import Connection

from practice.db.unit_of_work import WorkerDatabase
from practice.errors import EncoderUnavailable
from practice.events.append import append
from practice.events.kinds import SCORED, NewEvent
from practice.jobs.finish import finish
from practice.jobs.outcome import Backoff, give_up, wait_for_other
from practice.scoring.model import PointScore, Provenance, Score
from practice.scoring.providers.failures import ProviderFailed
from practice.scoring.providers.judge import Judgement
from practice.scoring.record import record
from practice.scoring.rubric import RubricScorer, provenance
from practice.settings import Settings
from workers.runtime.leases import kept
from workers.runtime.wake import wake_relay
from workers.scoring.partials import Partials
from workers.scoring.provider import Interrupted, ProviderSide
from workers.scoring.take import Task, announce_start, take

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class ScoringRoom:
    """What a scoring job works with, for the life of the process. Without a provider the offline scorer judges."""

    settings: Settings
    database: WorkerDatabase
    scorer: RubricScorer
    partials: Partials
    provider: ProviderSide | None = None

    def run(self, job_id: UUID) -> None:
        """Runs the job if it is ours to run; a doubled or late message finds nothing to claim."""
        taken, task = self.database.run(lambda conn: self._take(conn, job_id))
        if taken:
            wake_relay(self.database)
        if task is None:
            return
        started = time.monotonic()
        try:
            with kept(self.database, [task.job], self.settings.lease_s):
                made = self._judge(task)
        except EncoderUnavailable as error:
            self._wait(task, error.code, error.detail)
        except ProviderFailed as error:
            self._provider_failed(task, error)
        except Interrupted:
            self._give_back(task)
        except Exception as error:  # a bug ends this job visibly; it must not poison the queue
            log.exception("scoring_failed", job=str(job_id))
            self._give_up(task, type(error).__name__)
        else:
            self._finish(task, made, int((time.monotonic() - started) * 1000))
        wake_relay(self.database)

    def _take(self, conn: Connection, job_id: UUID) -> tuple[bool, Task | None]:
        """Whether the job was claimed, and the task unless it has been put back to wait."""
        settings = self.settings
        # a call may last as long as it may, and the lease longer
        lease_s = settings.lease_s + (settings.provider_timeout_s if self.provider else 0.0)
        task = take(conn, job_id, lease_s)
        if task is None:
            return False, None
        if self.provider and self.provider.judges(task) and not self.provider.may_ask(conn, task.job):
            return True, None
        announce_start(conn, task)
        return True, task

    def _judge(self, task: Task) -> Judgement | Score:
        def tell(index: int, of: int, point: PointScore) -> None:
            self.partials.tell(task.job, index, of, point)

        if self.provider and self.provider.judges(task):
            return self.provider.judge(task, tell)
        return self.scorer.judge(task.text, task.lang, task.question, on_point=tell)

    def _finish(self, task: Task, made: Judgement | Score, duration_ms: int) -> None:
        def work(conn: Connection) -> bool:
            ours = bool(finish(conn, [task.job]))
            score, source = self._source(conn, task, made)
            if not ours:
                return False
            body = record(conn, task.job, score, source, duration_ms)
            payload: dict[str, Any] = {"question_id": task.question_id, "overall": score.overall, "score": body}
            append(conn, [NewEvent(task.job.user_id, SCORED, task.job.answer_id, payload)])
            return True

        if not self.database.run(work):
            log.warning("late_score_dropped", job=str(task.job.job_id), attempt=task.job.attempt)

    def _source(self, conn: Connection, task: Task, made: Judgement | Score) -> tuple[Score, Provenance]:
        """What a provider used is noted also when the score comes too late."""
        if self.provider and isinstance(made, Judgement):
            return made.score, self.provider.note_success(conn, made)
        score = made.score if isinstance(made, Judgement) else made
        return score, provenance(task.question, self.scorer.encoder)

    def _wait(self, task: Task, code: str, message: str) -> None:
        backoff = Backoff(self.settings.retry_base_s, self.settings.retry_cap_s)
        log.warning("scoring_delayed", job=str(task.job.job_id), code=code, attempt=task.job.attempt)
        self.database.run(lambda conn: wait_for_other(conn, "scoring", task.job, code, message, backoff))

    def _provider_failed(self, task: Task, error: ProviderFailed) -> None:
        log.warning("provider_failed", job=str(task.job.job_id), code=error.code, attempt=task.job.attempt)
        if provider := self.provider:
            self.database.run(lambda conn: provider.note_failure(conn, task.job, error))

    def _give_back(self, task: Task) -> None:
        if provider := self.provider:
            self.database.run(lambda conn: provider.give_back(conn, task.job))

    def _give_up(self, task: Task, kind: str) -> None:
        message = f"The scorer stopped on a fault of its own ({kind}). Run it again; if it fails once more, tell the host."
        self.database.run(lambda conn: give_up(conn, "scoring", task.job, "scorer_fault", message))
