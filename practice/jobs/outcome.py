"""What a failed attempt leads to: another try with its event, or the end with its reason."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from practice.events.append import append
from practice.events.kinds import NewEvent
from practice.jobs.claim import Claimed
from practice.jobs.contracts import DELAYED_KIND, FAILED_KIND, Queue
from practice.jobs.finish import backoff_s, fail, try_again


@dataclass(frozen=True, slots=True)
class Backoff:
    """Seconds before the first repetition, and the most there may be."""

    base_s: float
    cap_s: float


def failure_event(queue: Queue, job: Claimed, code: str, message: str) -> NewEvent:
    payload: dict[str, Any] = {"error": {"code": code, "message": message, "attempt": job.attempt}, "will_retry": False}
    return NewEvent(job.user_id, FAILED_KIND[queue], job.answer_id, payload)


def give_back(conn: Connection, queue: Queue, job: Claimed, code: str, message: str, backoff: Backoff) -> None:
    """A passing failure: the job runs again later, or ends as failed when its attempts are used up."""
    if job.attempt >= job.max_attempts:
        give_up(conn, queue, job, code, message)
        return
    _delay(conn, queue, job, code, message, backoff, spare=False)


def wait_for_other(conn: Connection, queue: Queue, job: Claimed, code: str, message: str, backoff: Backoff) -> None:
    """Something that the job needs is away: it waits as long as that lasts, and keeps its attempts."""
    _delay(conn, queue, job, code, message, backoff, spare=True)


def _delay(conn: Connection, queue: Queue, job: Claimed, code: str, message: str, backoff: Backoff, *, spare: bool) -> None:
    run_at = try_again(conn, job, code, message, backoff_s(job.attempt, backoff.base_s, backoff.cap_s), spare)
    if run_at is None:
        return
    error = {"code": code, "message": message, "attempt": job.attempt, "retry_at": run_at.isoformat()}
    append(conn, [NewEvent(job.user_id, DELAYED_KIND[queue], job.answer_id, {"error": error, "will_retry": True})])


def give_up(conn: Connection, queue: Queue, job: Claimed, code: str, message: str) -> None:
    """A failure that will not pass: the job ends, and its owner is told."""
    if fail(conn, job, code, message):
        append(conn, [failure_event(queue, job, code, message)])
