"""What fell through is found here: messages that were never sent or got lost, leases that ran out for the last time."""

from dataclasses import dataclass

from sqlalchemy import Connection, text

from practice.events.append import append
from practice.jobs.claim import Claimed
from practice.jobs.contracts import JobHint, Queue
from practice.jobs.outcome import failure_event

LOST_CODE = "worker_lost"
LOST_MESSAGE = "The worker was lost on every attempt; run it again, and tell the host if it happens once more."

# Due and: never announced within the grace, announced before its retry time, or announced so long ago that the
# message must be gone. A running job may bear no mark: whoever announced it died before noting it. Marked in the same
# statement, so that each is announced once per period.
DUE = text("""
with due as (
  select id from jobs
  where queue = :queue and attempt < max_attempts and (
    (state = 'queued' and run_at <= clock_timestamp() and (
      (dispatched_at is null and run_at < clock_timestamp() - make_interval(secs => :grace_s))
      or dispatched_at < run_at
      or dispatched_at < clock_timestamp() - make_interval(secs => :again_s)))
    or (state = 'running' and lease_until < clock_timestamp()
        and (dispatched_at is null or dispatched_at < lease_until
             or dispatched_at < clock_timestamp() - make_interval(secs => :again_s))))
  order by run_at limit :limit for update skip locked)
update jobs set dispatched_at = clock_timestamp() from due where jobs.id = due.id returning jobs.id
""")

# A job that loses its worker each time would run for ever: the attempts bound it.
LOST = text("""
with lost as (
  select id from jobs
  where state = 'running' and attempt >= max_attempts and lease_until < clock_timestamp()
  order by user_id limit :limit for update skip locked)
update jobs set state = 'failed', finished_at = clock_timestamp(), lease_until = null,
  error_code = :code, error_message = :message
from lost where jobs.id = lost.id
returning jobs.queue, jobs.id, jobs.attempt, jobs.max_attempts, jobs.user_id, jobs.answer_id
""")


@dataclass(frozen=True, slots=True)
class SweepLimits:
    """Seconds after which a job counts as not announced, and as announced in vain; and the size of a sweep."""

    grace_s: float
    again_s: float
    limit: int = 200


def due_again(conn: Connection, queue: Queue, limits: SweepLimits) -> list[JobHint]:
    """Jobs whose message is missing, marked as announced now; the caller sends the hints after the commit."""
    values = {"queue": queue, "grace_s": limits.grace_s, "again_s": limits.again_s, "limit": limits.limit}
    return [JobHint(job_id, queue) for job_id in conn.execute(DUE, values).scalars()]


def end_lost(conn: Connection, limit: int = 200) -> int:
    """Ends the jobs that used up their attempts without ending; returns how many."""
    rows = conn.execute(LOST, {"code": LOST_CODE, "message": LOST_MESSAGE, "limit": limit}).all()
    append(conn, [failure_event(queue, Claimed(*job), LOST_CODE, LOST_MESSAGE) for queue, *job in rows])
    return len(rows)
