"""A worker takes a job: one statement gives it a lease and an attempt number."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, text

from practice.jobs.contracts import Queue


@dataclass(frozen=True, slots=True)
class Claimed:
    """A job in hand. Every later write names ``attempt``; once somebody else has claimed it, those writes miss."""

    job_id: UUID
    attempt: int
    max_attempts: int
    user_id: UUID
    answer_id: UUID


# A clock that was set back leaves times that have not come yet: such a job would wait until they have. Once it has been
# claimed anew its times are of this clock again.
FROM_THE_FUTURE = "coalesce(claimed_at, created_at) > clock_timestamp() + interval '5 seconds'"
# A running job whose lease ran out belongs to nobody.
LOST = f"(state = 'running' and (lease_until < clock_timestamp() or {FROM_THE_FUTURE}))"
DUE = f"(state = 'queued' and (run_at <= clock_timestamp() or {FROM_THE_FUTURE}))"
# Lost twice: it may be what kills its workers, and those that ran beside it are not to blame. Counted on their own, for an
# attempt may also end in a wait that says nothing against the job; the last loss is counted when somebody takes it over.
SUSPECT = f"({LOST} and losses >= 1)"

TAKEN = """state = 'running', attempt = attempt + 1, claimed_at = clock_timestamp(), finished_at = null,
  losses = losses + case when jobs.state = 'running' then 1 else 0 end"""
# A job without attempts left is the sweeper's to end.
CLAIM = """
with ready as (
  select id from jobs
  where queue = :queue and attempt < max_attempts and (cast(:job_id as uuid) is null or id = :job_id) and {wanted}
  order by run_at limit :limit for update {locked}),
ours as (
  update jobs set {taken}, lease_until = clock_timestamp() + make_interval(secs => :lease_s)
  from ready where jobs.id = ready.id
  returning jobs.id, jobs.attempt, jobs.max_attempts, jobs.user_id, jobs.answer_id, jobs.run_at)
select id, attempt, max_attempts, user_id, answer_id from ours order by run_at
"""
# Two workers at the same rows take different ones instead of waiting for each other.
CLAIM_FREE = text(CLAIM.format(wanted=f"({DUE} or {LOST}) and not {SUSPECT}", locked="skip locked", taken=TAKEN))
CLAIM_SUSPECT = text(CLAIM.format(wanted=SUSPECT, locked="skip locked", taken=TAKEN))
# A locked row is not always somebody's job: the gateway may just be noting when it announced it, and a message that
# comes faster than that note would find nothing, and be the last one. So this one waits, for one row at the most.
CLAIM_NEXT = text(CLAIM.format(wanted=f"({DUE} or {LOST})", locked="", taken=TAKEN))


def claim(conn: Connection, queue: Queue, lease_s: float, limit: int = 1) -> list[Claimed]:
    """Up to ``limit`` jobs of a queue whose rows nobody holds at the moment, the longest waiting first; no suspects."""
    rows = conn.execute(CLAIM_FREE, {"queue": queue, "job_id": None, "limit": limit, "lease_s": lease_s})
    return [Claimed(*row) for row in rows]


def claim_suspect(conn: Connection, queue: Queue, lease_s: float) -> list[Claimed]:
    """A job that lost its worker twice, if there is one: to be run alone, where it can harm no other."""
    rows = conn.execute(CLAIM_SUSPECT, {"queue": queue, "job_id": None, "limit": 1, "lease_s": lease_s})
    return [Claimed(*row) for row in rows]


def claim_one(conn: Connection, queue: Queue, lease_s: float, job_id: UUID | None = None) -> Claimed | None:
    """The job named, or the one that waits longest; waits for a row that is locked, and is None when it is not to be had."""
    row = conn.execute(CLAIM_NEXT, {"queue": queue, "job_id": job_id, "limit": 1, "lease_s": lease_s}).one_or_none()
    return Claimed(*row) if row else None


# Locked in the order of ids: batches that share jobs wait for each other and never in a circle.
IN_HAND = """
with ours as (
  select jobs.id from jobs join unnest(cast(:ids as uuid[]), cast(:attempts as int[])) as held (id, attempt)
    on jobs.id = held.id and jobs.attempt = held.attempt
  where jobs.state = 'running' order by jobs.id for update of jobs)
update jobs set {values} from ours where jobs.id = ours.id
returning jobs.id
"""
EXTEND = text(IN_HAND.format(values="lease_until = clock_timestamp() + make_interval(secs => :lease_s)"))


def extend(conn: Connection, held: Sequence[Claimed], lease_s: float) -> None:
    """Renews the leases of jobs still in hand: work that is merely long is not taken away."""
    conn.execute(EXTEND, {**in_hand(held), "lease_s": lease_s})


def in_hand(held: Sequence[Claimed]) -> dict[str, list[UUID] | list[int]]:
    """The values by which ``IN_HAND`` knows jobs that are still ours."""
    return {"ids": [job.job_id for job in held], "attempts": [job.attempt for job in held]}
