"""A job ends, or goes back to wait; each write holds only for the attempt that makes it."""

import random
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, text

from practice.jobs.claim import IN_HAND, Claimed, in_hand

ENDED = "state = 'done', finished_at = clock_timestamp(), lease_until = null, error_code = null, error_message = null"
ALL_DONE = text(IN_HAND.format(values=ENDED))

FAILED = text("""
update jobs set state = 'failed', finished_at = clock_timestamp(), lease_until = null,
  error_code = :code, error_message = :message
where id = :id and attempt = :attempt and state = 'running' returning id
""")

AGAIN = text("""
update jobs set state = 'queued', lease_until = null, error_code = :code, error_message = :message,
  run_at = clock_timestamp() + make_interval(secs => :delay_s), max_attempts = max_attempts + :spared
where id = :id and attempt = :attempt and state = 'running' returning run_at
""")

# The number may be given again: whoever puts a job back never writes to it.
UNTOUCHED = text(IN_HAND.format(values="state = 'queued', lease_until = null, attempt = jobs.attempt - 1"))


def finish(conn: Connection, held: Sequence[Claimed]) -> list[Claimed]:
    """Marks jobs done and returns those that still were ours: what the others made must be thrown away."""
    ours = set(conn.scalars(ALL_DONE, in_hand(held)))
    return [job for job in held if job.job_id in ours]


def fail(conn: Connection, job: Claimed, code: str, message: str) -> bool:
    """Ends a job as failed, visible to its owner; false when it is no longer ours."""
    values = {"id": job.job_id, "attempt": job.attempt, "code": code, "message": message}
    return conn.scalar(FAILED, values) is not None


def try_again(conn: Connection, job: Claimed, code: str, message: str, delay_s: float, spare: bool = False) -> datetime | None:
    """Puts a job back to run after ``delay_s`` seconds; returns when, or None when it is no longer ours.

    ``spare``: this attempt does not count towards the most that the job may have.
    """
    values = {
        "id": job.job_id,
        "attempt": job.attempt,
        "code": code,
        "message": message,
        "delay_s": delay_s,
        "spared": int(spare),
    }
    run_at: datetime | None = conn.scalar(AGAIN, values)
    return run_at


def put_back(conn: Connection, held: Sequence[Claimed]) -> None:
    """Jobs that were not begun: they keep their place in the line, were not tried, and anybody may claim them."""
    conn.execute(UNTOUCHED, in_hand(held))


def backoff_s(attempt: int, base_s: float, cap_s: float) -> float:
    """Exponential backoff with full jitter: uniform in 0..min(cap, base * 2^(attempt-1)) seconds.

    Source: M. Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015.
    """
    # an outage of days brings attempts by the thousand, and no float holds two to the power of them
    return random.uniform(0.0, min(cap_s, base_s * 2 ** min(attempt - 1, 60)))  # noqa: S311  # spread, not a secret


RERUN = text("""
update jobs set state = 'queued', max_attempts = attempt + :more, run_at = clock_timestamp(), dispatched_at = null,
  claimed_at = null, finished_at = null, waiting_since = null, slot_at = null,
  losses = 0
where answer_id = :answer_id and user_id = :user_id and state = 'failed' returning id, queue
""")


def rerun_failed(conn: Connection, user_id: UUID, answer_id: UUID, more: int) -> list[tuple[UUID, str]]:
    """Gives the failed jobs of an answer ``more`` attempts; returns (job id, queue) of each."""
    rows = conn.execute(RERUN, {"answer_id": answer_id, "user_id": user_id, "more": more})
    return [(job_id, queue) for job_id, queue in rows]
