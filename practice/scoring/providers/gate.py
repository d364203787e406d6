"""The way to a provider, one for all processes, kept in PostgreSQL: breaker, rate limit, budget of the day.

The breaker is M. Nygard's ("Release It!", 2007). The rate limit hands out moments instead of counting: whoever comes takes the
next free one and runs then, so that a thousand waiting answers neither queue in a worker nor come back all at once. Source of
that: the generic cell rate algorithm, ITU-T I.371 (1993), without bursts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, text

from practice.scoring.providers.port import Usage

BUDGET_SPENT = "provider_budget_spent"
BUDGET_WORDS = "Today's budget for the AI provider is spent; your answer is scored after midnight (UTC) by itself."
SLOT_HOLDS = timedelta(minutes=1)
LATER = "provider_later"
LATER_WORDS = "Many answers are waiting for the AI provider; yours has its turn."
AWAY = "provider_unreachable"
AWAY_WORDS = "The AI provider is not tried for a while after failures in a row; yours is sent by itself."


@dataclass(frozen=True, slots=True)
class GateRules:
    """``provider`` names one model at one address; 0 a minute and no budget mean: no limit."""

    provider: str
    per_minute: int
    budget_usd: float | None
    failures: int
    rest_s: float
    # how long a call that tries whether the provider is back may take before another one tries
    probe_s: float


@dataclass(frozen=True, slots=True)
class Wait:
    """Not now: when, and why."""

    code: str
    message: str
    until: datetime


# Read without a lock: claims must not stand in line here. What decides between them is one update each.
SEE = text("""
select g.*, clock_timestamp() as now from (select 1) one left join provider_gates g on g.provider = :provider
""")
PROBE = text("""
update provider_gates set open_until = clock_timestamp() + make_interval(secs => :probe_s)
where provider = :provider and open_until <= clock_timestamp() returning 1
""")
TAKE_SLOT = text("""
insert into provider_gates as g (provider, next_at) values (:provider, clock_timestamp() + make_interval(secs => :step_s))
on conflict (provider) do update set
  next_at = greatest(coalesce(g.next_at, clock_timestamp()), clock_timestamp()) + make_interval(secs => :step_s)
returning next_at - make_interval(secs => :step_s) as slot, next_at - make_interval(secs => :step_s) <= clock_timestamp() as due
""")
HOLD_SLOT = text("update jobs set slot_at = :slot_at where id = :job_id")
HELD_SLOT = text("select slot_at from jobs where id = :job_id")
SPENT = text("select cost_usd from provider_days where provider = :provider and day = :day")


def enter(conn: Connection, rules: GateRules, job_id: UUID) -> Wait | None:
    """None: the call for this job, which is claimed, may go out now."""
    row = conn.execute(SEE, {"provider": rules.provider}).one()
    away = Wait(row.code or AWAY, row.message or AWAY_WORDS, _soon(rules, row))
    if row.open_until is not None and row.open_until > row.now:
        return away
    if (until := _budget_spent_until(conn, rules, row.now)) is not None:
        return Wait(BUDGET_SPENT, BUDGET_WORDS, until)
    if rules.per_minute and (slot := _slot(conn, rules, job_id, row.now)) is not None:
        return Wait(LATER, LATER_WORDS, slot)
    if row.open_until is None or conn.scalar(PROBE, {"provider": rules.provider, "probe_s": rules.probe_s}):
        # with the rest over, this one call finds out whether the provider is back
        return None
    return away


def _soon(rules: GateRules, row: Row[Any]) -> datetime:
    """The end of the rest. A call that tries takes long at most, so whoever meets one only waits for another rest."""
    rested: datetime = row.now + timedelta(seconds=rules.rest_s)
    until: datetime | None = row.open_until
    if until is None or until <= row.now:
        return rested
    return min(until, rested) if (row.failures or 0) >= rules.failures else until


def _budget_spent_until(conn: Connection, rules: GateRules, now: datetime) -> datetime | None:
    if rules.budget_usd is None:
        return None
    spent = conn.scalar(SPENT, {"provider": rules.provider, "day": now.astimezone(UTC).date()}) or 0
    if float(spent) < rules.budget_usd:
        return None
    midnight = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight + timedelta(days=1)


def _slot(conn: Connection, rules: GateRules, job_id: UUID, now: datetime) -> datetime | None:
    """The moment to come back at, or None when this is it."""
    held: datetime | None = conn.scalar(HELD_SLOT, {"job_id": job_id})
    # one that passed long ago has been given up: the job waited for something else since
    if held is not None and now - SLOT_HOLDS <= held:
        if held > now:
            return held
        conn.execute(HOLD_SLOT, {"job_id": job_id, "slot_at": None})
        return None
    given = conn.execute(TAKE_SLOT, {"provider": rules.provider, "step_s": 60 / rules.per_minute}).one()
    if given.due:
        return None
    conn.execute(HOLD_SLOT, {"job_id": job_id, "slot_at": given.slot})
    slot: datetime = given.slot
    return slot


SUCCEEDED = text("""
update provider_gates set failures = 0, open_until = null, code = null, message = null
where provider = :provider and (failures > 0 or open_until is not null)
""")
FAILED = text("""
insert into provider_gates as g (provider, failures, code, message, open_until)
values (:provider, 1, :code, :message, clock_timestamp() + make_interval(secs => case when :pause_s > 0 then :pause_s
  when :limit <= 1 then :rest_s end))
on conflict (provider) do update set failures = g.failures + 1, code = excluded.code, message = excluded.message,
  open_until = case
    when :pause_s > 0 then greatest(g.open_until, clock_timestamp() + make_interval(secs => :pause_s))
    when g.failures + 1 >= :limit then clock_timestamp() + make_interval(secs => :rest_s)
    else g.open_until end
""")
USED = text("""
insert into provider_days as d (provider, day, calls, tokens_in, tokens_out, cost_usd)
values (:provider, (clock_timestamp() at time zone 'UTC')::date, :calls, :tokens_in, :tokens_out, :cost)
on conflict (provider, day) do update set calls = d.calls + excluded.calls, tokens_in = d.tokens_in + excluded.tokens_in,
  tokens_out = d.tokens_out + excluded.tokens_out, cost_usd = d.cost_usd + excluded.cost_usd
""")


# Whoever is claiming one of these at this moment may want our row of the gate: so nobody is waited for.
CALL_BACK = text("""
with waiting as (
  select id from jobs where queue = 'scoring' and state = 'queued' and run_at > clock_timestamp() and error_code = any (:codes)
  order by run_at for update skip locked)
update jobs set run_at = least(run_at, clock_timestamp() + random() * make_interval(secs => :spread_s))
from waiting where jobs.id = waiting.id
""")


def succeeded(conn: Connection, rules: GateRules, outages: Sequence[str]) -> None:
    """Closes the breaker and calls back the jobs that wait by a code of ``outages``; touches nothing when all was well."""
    if conn.execute(SUCCEEDED, {"provider": rules.provider}).rowcount:
        conn.execute(CALL_BACK, {"codes": list(outages), "spread_s": rules.rest_s})


def failed(conn: Connection, rules: GateRules, code: str, message: str, pause_s: float | None) -> None:
    """Counts a failure that meets everybody; ``pause_s`` is how long the provider itself asked to be left alone."""
    values = {"provider": rules.provider, "code": code, "message": message}
    numbers = {"pause_s": pause_s or 0.0, "limit": rules.failures, "rest_s": rules.rest_s}
    conn.execute(FAILED, {**values, **numbers})


def used(conn: Connection, provider: str, calls: int, usage: Usage, cost_usd: float) -> None:
    """Adds to the day's sums, also for a call that brought no score."""
    values = {"calls": calls, "tokens_in": usage.tokens_in, "tokens_out": usage.tokens_out, "cost": cost_usd}
    conn.execute(USED, {"provider": provider, **values})
