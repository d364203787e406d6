"""A job goes back to wait, until a moment that somebody else named, and not for ever."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, text

from practice.events.append import append
from practice.events.kinds import NewEvent
from practice.jobs.claim import Claimed
from practice.jobs.contracts import DELAYED_KIND, Queue

UNTIL = text("""
update jobs set state = 'queued', lease_until = null, error_code = :code, error_message = :message,
  run_at = greatest(clock_timestamp(), :until) + make_interval(secs => :spread_s), max_attempts = max_attempts + :spared,
  waiting_since = coalesce(waiting_since, clock_timestamp())
where id = :id and attempt = :attempt and state = 'running' returning run_at
""")
WAITED = text("select extract(epoch from clock_timestamp() - waiting_since) from jobs where id = :id")


def wait_until(
    conn: Connection, queue: Queue, job: Claimed, code: str, message: str, until: datetime, spread_s: float, *, spare: bool
) -> None:
    """The job runs again at ``until`` plus ``spread_s`` seconds, and its owner is told; ``spare`` keeps its attempts."""
    values = {"id": job.job_id, "attempt": job.attempt, "code": code, "message": message, "spared": int(spare)}
    run_at: datetime | None = conn.scalar(UNTIL, {**values, "until": until, "spread_s": spread_s})
    if run_at is None:
        return
    error: dict[str, Any] = {"code": code, "message": message, "attempt": job.attempt, "retry_at": run_at.isoformat()}
    append(conn, [NewEvent(job.user_id, DELAYED_KIND[queue], job.answer_id, {"error": error, "will_retry": True})])


def waited_s(conn: Connection, job: Claimed) -> float:
    """How long it has been waiting since it first had to; 0 when it never did."""
    return float(conn.scalar(WAITED, {"id": job.job_id}) or 0.0)
