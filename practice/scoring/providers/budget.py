"""The day's budget, for all processes: what was spent, and what is booked for the calls that are under way.

A call's cost is known when it ends. Until then its estimate stands for it, so that a day with little left lets few through and
not as many as there are workers. A booking is kept with its job: whoever takes over the job of a lost worker counts it as spent.
"""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection, text

from practice.scoring.providers.port import Usage

SPENT = text("select cost_usd, cost_usd + booked_usd as bound from provider_days where provider = :provider and day = :day")
NOTE_BOOKING = text("update jobs set booked_usd = :usd, booked_on = :day where id = :job_id")
BOOK = text("""
insert into provider_days as d (provider, day, booked_usd) select :provider, :day, :usd where :budget > 0
on conflict (provider, day) do update set booked_usd = d.booked_usd + excluded.booked_usd
where d.cost_usd + d.booked_usd < :budget
returning 1
""")
RELEASE = text("""
with held as (
  select id, booked_usd, booked_on from jobs
  where id = :job_id and (cast(:attempt as int) is null or attempt = :attempt) and booked_on is not null for no key update),
freed as (update jobs set booked_usd = null, booked_on = null from held where jobs.id = held.id)
update provider_days d set booked_usd = greatest(0, d.booked_usd - held.booked_usd)
from held where d.provider = :provider and d.day = held.booked_on
returning held.booked_usd
""")
USED = text("""
insert into provider_days as d (provider, day, calls, tokens_in, tokens_out, cost_usd)
values (:provider, (clock_timestamp() at time zone 'UTC')::date, :calls, :tokens_in, :tokens_out, :cost)
on conflict (provider, day) do update set calls = d.calls + excluded.calls, tokens_in = d.tokens_in + excluded.tokens_in,
  tokens_out = d.tokens_out + excluded.tokens_out, cost_usd = d.cost_usd + excluded.cost_usd
""")


def full_until(conn: Connection, provider: str, budget_usd: float, now: datetime) -> datetime | None:
    """The next midnight (UTC) when the day's budget is spent; ``now`` when what is left is booked; None when there is room."""
    row = conn.execute(SPENT, {"provider": provider, "day": now.astimezone(UTC).date()}).one_or_none()
    spent, bound = (float(row.cost_usd), float(row.bound)) if row else (0.0, 0.0)
    if spent >= budget_usd:
        midnight = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        return midnight + timedelta(days=1)
    return now if bound >= budget_usd else None


def book(conn: Connection, provider: str, budget_usd: float, job_id: UUID, usd: float, now: datetime) -> bool:
    """Books ``usd`` for the job's calls, if anything is left; the last one through may go beyond, by no more than its own."""
    day = now.astimezone(UTC).date()
    values = {"provider": provider, "day": day, "usd": usd, "budget": budget_usd}
    if conn.scalar(BOOK, values) is None:
        return False
    conn.execute(NOTE_BOOKING, {"job_id": job_id, "usd": usd, "day": day})
    return True


def release(conn: Connection, provider: str, job_id: UUID, attempt: int | None = None) -> float:
    """Takes back what is booked for a job, by this attempt if one is named; returns how much it was, in US dollars."""
    values = {"provider": provider, "job_id": job_id, "attempt": attempt}
    return float(conn.scalar(RELEASE, values) or 0.0)


def written_off(conn: Connection, provider: str, calls: int, job_id: UUID, attempt: int | None = None) -> None:
    """Calls of which nothing was heard: what was booked for them counts as spent."""
    if lost := release(conn, provider, job_id, attempt):
        used(conn, provider, calls, Usage(), lost)


def used(conn: Connection, provider: str, calls: int, usage: Usage, cost_usd: float) -> None:
    """Adds to the day's sums, also for a call that brought no score."""
    values = {"calls": calls, "tokens_in": usage.tokens_in, "tokens_out": usage.tokens_out, "cost": cost_usd}
    conn.execute(USED, {"provider": provider, **values})
