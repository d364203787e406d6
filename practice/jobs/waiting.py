"""A job goes back to wait, until a moment that somebody else named, and not for ever."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, text

from practice.events.append import append
from practice.events.kinds import NewEvent
from practice.jobs.claim import Claimed
from practice.jobs.contracts import DELAYED_KIND, Queue

# Only outages count for patience: waits of other kinds begin none, and the time they take is left out of one that runs.
UNTIL = text("""
update jobs set state = 'queued', lease_until = null, error_code = :code, error_message = :message,
  run_at = greatest(clock_timestamp(), :until) + make_interval(secs => :spread_s), max_attempts = max_attempts + :spared,
  waiting_since = case when :outage then coalesce(waiting_since, clock_timestamp())
    else waiting_since + (greatest(clock_timestamp(), :until) - clock_timestamp()) end
where id = :id and attempt = :attempt and state = 'running' returning run_at
""")
HOLD = text("select 1 from jobs where id = :id for no key update")
WAITED = text("select extract(epoch from clock_timestamp() - waiting_since) from jobs where id = :id")


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a job waits. ``outage``: what it needs is away; ``spare``: this attempt does not count towards the most it may have."""

    code: str
    message: str
    outage: bool
    spare: bool = True


def hold(conn: Connection, job: Claimed) -> None:
    """Locks the job before anything else is: in the order of those who claim it."""
    conn.execute(HOLD, {"id": job.job_id})


def wait_until(conn: Connection, queue: Queue, job: Claimed, why: Reason, until: datetime, spread_s: float) -> None:
    """The job runs again at ``until`` plus ``spread_s`` seconds, and its owner is told."""
    values = {"id": job.job_id, "attempt": job.attempt, "code": why.code, "message": why.message, "spared": int(why.spare)}
    times = {"until": until, "spread_s": spread_s, "outage": why.outage}
    run_at: datetime | None = conn.scalar(UNTIL, {**values, **times})
    if run_at is None:
        return
    error: dict[str, Any] = {"code": why.code, "message": why.message, "attempt": job.attempt, "retry_at": run_at.isoformat()}
    append(conn, [NewEvent(job.user_id, DELAYED_KIND[queue], job.answer_id, {"error": error, "will_retry": True})])


def waited_s(conn: Connection, job: Claimed) -> float:
    """How long it has been waiting for something that is away; 0 when it never had to."""
    return float(conn.scalar(WAITED, {"id": job.job_id}) or 0.0)
