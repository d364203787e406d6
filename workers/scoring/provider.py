"""The provider's side of a scoring job: whether it may be asked, what it says, what its failures lead to."""

import asyncio
import logging
from concurrent.futures import CancelledError
from dataclasses import dataclass, replace
from datetime import timedelta

import structlog
from sqlalchemy import Connection

from practice.clock import now
from practice.jobs.claim import Claimed
from practice.jobs.finish import backoff_s
from practice.jobs.outcome import give_up
from practice.jobs.waiting import Reason, hold, wait_until, waited_s
from practice.scoring import gates
from practice.scoring.aim import held_against
from practice.scoring.decided import OnPoint
from practice.scoring.model import Provenance
from practice.scoring.provenance import rubric_hash
from practice.scoring.providers import budget, gate
from practice.scoring.providers.expected import usage_ahead
from practice.scoring.providers.failures import OUTAGES, ProviderFailed
from practice.scoring.providers.gate import GateRules, Wait
from practice.scoring.providers.judge import Judge, Judgement
from practice.scoring.providers.port import ScoreProvider, Usage
from practice.scoring.providers.prompt import prompt_of
from practice.scoring.providers.rules import cost_usd, gate_rules
from practice.settings import Settings
from workers.scoring.loop import LoopThread
from workers.scoring.take import Task

log = structlog.get_logger()

STOPPED = "worker_stopped"
STOPPED_WORDS = "The worker stopped in the middle of the scoring; another one takes it over."
OUT_OF_PATIENCE = " It was tried for {hours:.0f} hours. Run the scoring again when the provider is back."


class Interrupted(Exception):
    """The worker stops, and the call with it."""


@dataclass(frozen=True, slots=True)
class ProviderSide:
    """A configured provider with its gate; safe to share between threads."""

    settings: Settings
    rules: GateRules
    loop: LoopThread
    judging: Judge

    def judges(self, task: Task) -> bool:
        """Answers that no rubric should judge, and questions without a point, need no provider: the offline scorer says so."""
        asked = held_against(task.question, task.followup).asked
        has_points = any(point.weight > 0 for point in asked.rubric)
        return has_points and gates.before_points(task.text, task.question, task.lang, task.followup) is None

    def may_ask(self, conn: Connection, task: Task) -> bool:
        """Whether the calls may go out now; if not, the job waits or has ended, and its owner has been told."""
        job = task.job
        wait = gate.enter(conn, self.rules, job.job_id, self._estimate_usd(task))
        if wait is None:
            return True
        outage = wait.code in OUTAGES
        if outage and self._out_of_patience(conn, job):
            give_up(conn, "scoring", job, wait.code, wait.message + self._patience())
        else:
            why = Reason(wait.code, wait.message, outage)
            wait_until(conn, "scoring", job, why, wait.until, self._spread_s(job, wait))
        return False

    def judge(self, task: Task, on_point: OnPoint) -> Judgement:
        """One judgement over HTTP; ``on_point`` hears on the loop and must not wait. Raises ProviderFailed, Interrupted."""
        held = held_against(task.question, task.followup)
        try:
            said = self.loop.call(lambda: self.judging.judge(task.text, task.lang, held.to_read, on_point, task.followup))
        except CancelledError:
            raise Interrupted from None
        # the rubric is the same whoever judges by it, and whatever else a provider is given to read
        return replace(said, provenance=replace(said.provenance, rubric_hash=rubric_hash(held.asked)))

    def note_success(self, conn: Connection, job: Claimed, judgement: Judgement) -> Provenance:
        """Breaker and sums; returns the provenance with its cost. Before the events, for their counter is locked last."""
        hold(conn, job)
        gate.succeeded(conn, self.rules, OUTAGES)
        return replace(judgement.provenance, cost_usd=self._note_use(conn, job, judgement.usage))

    def note_failure(self, conn: Connection, job: Claimed, error: ProviderFailed) -> None:
        """What the failure means for everybody, then for this job."""
        hold(conn, job)
        # a clock or a proxy may ask for years, which would shut the gate for everybody: none waits longer than patience lasts
        pause_s = min(error.retry_after_s or 0.0, self.settings.provider_patience_s)
        if error.outage:
            gate.failed(conn, self.rules, error.code, error.detail, pause_s)
        else:
            # it does answer
            gate.succeeded(conn, self.rules, OUTAGES)
        self._note_use(conn, job, error.usage)
        if not error.passing or (not error.outage and job.attempt >= job.max_attempts):
            give_up(conn, "scoring", job, error.code, error.detail)
        elif self._out_of_patience(conn, job):
            give_up(conn, "scoring", job, error.code, error.detail + self._patience())
        else:
            until = now() + timedelta(seconds=pause_s)
            spread = backoff_s(job.attempt, self.settings.retry_base_s, self.settings.provider_retry_cap_s)
            why = Reason(error.code, error.detail, error.outage, spare=error.outage)
            wait_until(conn, "scoring", job, why, until, spread)

    def give_back(self, conn: Connection, job: Claimed) -> None:
        """The worker stops: somebody else may have the job at once. Its calls were cut, so what was booked is taken as spent."""
        if self.rules.budget_usd is not None:
            budget.written_off(conn, self.rules.provider, self.rules.calls, job.job_id, job.attempt)
        wait_until(conn, "scoring", job, Reason(STOPPED, STOPPED_WORDS, outage=False), now(), 0.0)

    def close(self) -> None:
        """Calls under way are given up, so that their jobs need not wait for a lease to run out."""
        self.loop.stop(self.judging.provider.close)

    def _estimate_usd(self, task: Task) -> float:
        """What the calls for an answer are expected to cost; 0 where no budget asks for it."""
        if self.rules.budget_usd is None:
            return 0.0
        question = held_against(task.question, task.followup).to_read
        prompt = prompt_of(question, task.text, task.lang, task.followup)
        one = usage_ahead(prompt, len(question.rubric), self.settings.provider_max_tokens)
        return cost_usd(self.settings, one) * self.judging.samples

    def _note_use(self, conn: Connection, job: Claimed, usage: Usage) -> float:
        """What was used takes the place of what was booked; returns it in US dollars."""
        if self.rules.budget_usd is not None:
            budget.release(conn, self.rules.provider, job.job_id, job.attempt)
        cost = cost_usd(self.settings, usage)
        budget.used(conn, self.rules.provider, self.judging.samples, usage, cost)
        return cost

    def _spread_s(self, job: Claimed, wait: Wait) -> float:
        """A rate limit's moments lie apart already; all others would come back together."""
        if wait.code == gate.LATER:
            return 0.0
        return backoff_s(job.attempt, self.settings.retry_base_s, self.settings.provider_retry_cap_s)

    def _out_of_patience(self, conn: Connection, job: Claimed) -> bool:
        return waited_s(conn, job) > self.settings.provider_patience_s

    def _patience(self) -> str:
        return OUT_OF_PATIENCE.format(hours=self.settings.provider_patience_s / 3600)


def provider_side(settings: Settings) -> ProviderSide | None:
    """The configured provider on a loop of its own, or None."""
    if settings.provider == "none":
        return None
    loop = LoopThread("provider-calls")
    loop.start()
    judge = loop.call(lambda: _judge(settings))
    return ProviderSide(settings, gate_rules(settings), loop, judge)


async def _judge(settings: Settings) -> Judge:
    # the libraries take a second to load, and a worker without a provider never needs them
    from practice.scoring.providers.asking import ModelProvider  # noqa: PLC0415

    # one line per call at "info" says nothing that the job's own lines do not
    for name in ("httpx2", "httpx", "google_genai", "openai"):
        logging.getLogger(name).setLevel(logging.WARNING)
    provider: ScoreProvider = ModelProvider(settings)
    return Judge(provider, settings.provider_samples, asyncio.Semaphore(settings.provider_concurrency))
