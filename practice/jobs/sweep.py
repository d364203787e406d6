"""What fell through is found here: messages that were never sent or got lost, leases that ran out for the last time."""

from dataclasses import dataclass

from sqlalchemy import Connection, text

from practice.events.append import append
from practice.jobs.claim import DUE as IS_DUE
from practice.jobs.claim import LOST as IS_LOST
from practice.jobs.claim import SUSPECT, Claimed
from practice.jobs.contracts import JobHint, Queue
from practice.jobs.outcome import failure_event

LOST_CODE = "worker_lost"
LOST_MESSAGE = "The worker was lost on every attempt; run it again, and tell the host if it happens once more."

# A message that was sent lately may still come; a time ahead of the clock was noted before the clock was set back.
UNHEARD = (
    "dispatched_at not between clock_timestamp() - make_interval(secs => :again_s) and clock_timestamp() + interval '5 seconds'"
)

WAITS = f"({IS_DUE} or {IS_LOST})"
# Never announced within the grace, or announced before its time: before the retry, before the worker was lost. A running job
# may bear no mark: whoever announced it died before noting it.
UNTOLD = f"""(
  ({IS_DUE} and (
    (dispatched_at is null and not run_at between clock_timestamp() - make_interval(secs => :grace_s) and clock_timestamp())
    or (dispatched_at < run_at and run_at <= clock_timestamp())))
  or ({IS_LOST} and (dispatched_at is null or (dispatched_at < lease_until and lease_until < clock_timestamp()))))"""
# Marked in the same statement, so that each is announced once per period.
CHOSEN = """
with due as (
  select id from jobs
  where queue = :queue and attempt < max_attempts and not {suspect} and {which}
  order by run_at limit :limit for update skip locked)
update jobs set dispatched_at = clock_timestamp() from due where jobs.id = due.id returning jobs.id
"""
FIRST = text(CHOSEN.format(suspect=SUSPECT, which=UNTOLD))
# Announced so long ago that the message is gone, if any is.
AGAIN = text(CHOSEN.format(suspect=SUSPECT, which=f"{WAITS} and {UNHEARD}"))
WAITING = text(f"select count(*) from jobs where queue = :queue and attempt < max_attempts and {WAITS}")  # noqa: S608

# Of the jobs that lost two workers one is announced at a time, and none while one is announced or runs: the one that kills
# its worker must not take the others with it each time until they have failed too.
SUSPECT_DUE = text(f"""
with due as (
  select id from jobs
  where queue = :queue and attempt < max_attempts and {SUSPECT} and not exists (
    select 1 from jobs where queue = :queue and state = 'running' and losses >= 1
      and (case when {IS_LOST} then dispatched_at >= lease_until and not (:lacking > 0 and {UNHEARD}) else losses >= 2 end))
  order by run_at limit 1 for update skip locked)
update jobs set dispatched_at = clock_timestamp() from due where jobs.id = due.id returning jobs.id
""")  # noqa: S608  # made of our own words

# A job that loses its worker each time would run for ever: the attempts bound it.
LOST = text(f"""
with lost as (
  select id from jobs
  where attempt >= max_attempts and {IS_LOST}
  order by user_id limit :limit for update skip locked)
update jobs set state = 'failed', finished_at = clock_timestamp(), lease_until = null,
  error_code = :code, error_message = :message
from lost where jobs.id = lost.id
returning jobs.queue, jobs.id, jobs.attempt, jobs.max_attempts, jobs.user_id, jobs.answer_id
""")  # noqa: S608


# A row that is locked is being claimed, or noted as announced just now.
UNANNOUNCED = text(f"""
with waiting as (select id from jobs where dispatched_at is not null and {WAITS} for update skip locked)
update jobs set dispatched_at = null from waiting where jobs.id = waiting.id
""")  # noqa: S608


@dataclass(frozen=True, slots=True)
class SweepLimits:
    """Seconds after which a job counts as not announced, and as announced in vain; and the size of a sweep."""

    grace_s: float
    again_s: float
    limit: int = 200


def due_again(conn: Connection, queue: Queue, limits: SweepLimits, messages: int = 0) -> list[JobHint]:
    """Jobs whose message is missing, marked as announced now; the caller sends the hints after the commit.

    ``messages`` wait in the queue. While they are as many as the jobs, no announcement is repeated: without a worker none is
    taken, and a period after the other would add all of them once more.
    """
    values = {"queue": queue, "grace_s": limits.grace_s, "again_s": limits.again_s}
    found = [*conn.execute(FIRST, {**values, "limit": limits.limit}).scalars()]
    lacking = max(0, (conn.scalar(WAITING, values) or 0) - messages - len(found))
    # those that wait longest: messages are taken in their order, so it is theirs that are gone
    found += conn.execute(AGAIN, {**values, "limit": min(lacking, limits.limit - len(found))}).scalars()
    found += conn.execute(SUSPECT_DUE, {**values, "lacking": lacking}).scalars()
    return [JobHint(job_id, queue) for job_id in found]


def count_as_unannounced(conn: Connection) -> int:
    """Every message is lost: what waits counts as never announced. Returns how many jobs that are."""
    return conn.execute(UNANNOUNCED).rowcount


def end_lost(conn: Connection, limit: int = 200) -> int:
    """Ends the jobs that used up their attempts without ending; returns how many."""
    rows = conn.execute(LOST, {"code": LOST_CODE, "message": LOST_MESSAGE, "limit": limit}).all()
    append(conn, [failure_event(queue, Claimed(*job), LOST_CODE, LOST_MESSAGE) for queue, *job in rows])
    return len(rows)
