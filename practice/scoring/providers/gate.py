"""The way to a provider, one for all processes, kept in PostgreSQL: breaker, pause, rate limit; the budget has a file of its own.

The breaker is M. Nygard's ("Release It!", 2007). The rate limit hands out moments instead of counting: whoever comes takes the
next free one and runs then, so that a thousand waiting answers neither queue in a worker nor come back all at once. Source of
that: the generic cell rate algorithm, ITU-T I.371 (1993), without bursts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, text

from practice.scoring.providers import budget

BUDGET_SPENT = "provider_budget_spent"
BUDGET_WORDS = "Today's budget for the AI provider is spent; your answer is scored after midnight (UTC) by itself."
BUDGET_BOOKED = "provider_budget_booked"
BOOKED_WORDS = (
    "What is left of today's budget for the AI provider is booked for answers under way; yours has its turn after them."
)
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
    # calls that one answer takes, each of which the limits count
    calls: int = 1


@dataclass(frozen=True, slots=True)
class Wait:
    """Not now: when, and why."""

    code: str
    message: str
    until: datetime


# Read without a lock: claims must not stand in line here. What decides between them is one update each. Whoever locks several
# rows does it in this order: the job, the gate, the day; else a claim and the end of a call could wait for each other.
SEE = text("""
select g.*, clock_timestamp() as now from (select 1) one left join provider_gates g on g.provider = :provider
""")
PROBE = text("""
update provider_gates set open_until = clock_timestamp() + make_interval(secs => :probe_s)
where provider = :provider and open_until <= clock_timestamp() returning 1
""")
UNPROBE = text("update provider_gates set open_until = clock_timestamp() where provider = :provider")
TAKE_SLOT = text("""
insert into provider_gates as g (provider, next_at) values (:provider, clock_timestamp() + make_interval(secs => :step_s))
on conflict (provider) do update set
  next_at = greatest(coalesce(g.next_at, clock_timestamp()), clock_timestamp()) + make_interval(secs => :step_s)
returning next_at - make_interval(secs => :step_s) as slot, next_at - make_interval(secs => :step_s) <= clock_timestamp() as due
""")
HOLD_SLOT = text("update jobs set slot_at = :slot_at where id = :job_id")
HELD_SLOT = text("select slot_at from jobs where id = :job_id")


def enter(conn: Connection, rules: GateRules, job_id: UUID, estimate_usd: float = 0.0) -> Wait | None:
    """None: the calls for this job, which is claimed, may go out now, and ``estimate_usd`` is booked where there is a budget."""
    row = conn.execute(SEE, {"provider": rules.provider}).one()
    away = Wait(row.code or AWAY, row.message or AWAY_WORDS, _soon(rules, row))
    if any(until is not None and until > row.now for until in (row.open_until, row.paused_until)):
        return away
    if (full := _full(conn, rules, row.now)) is not None:
        return full
    if rules.per_minute and (slot := _slot(conn, rules, job_id, row.now)) is not None:
        return Wait(LATER, LATER_WORDS, slot)
    # with the rest over, one call finds out whether the provider is back
    if row.open_until is not None and not conn.scalar(PROBE, {"provider": rules.provider, "probe_s": rules.probe_s}):
        return away
    if _booked(conn, rules, job_id, estimate_usd, row.now):
        return None
    if row.open_until is not None:
        # so another one may find out
        conn.execute(UNPROBE, {"provider": rules.provider})
    return _others_first(rules, row.now)


def _booked(conn: Connection, rules: GateRules, job_id: UUID, usd: float, now: datetime) -> bool:
    if rules.budget_usd is None:
        return True
    # what a lost worker had booked for this job: nobody knows what became of its calls
    budget.written_off(conn, rules.provider, rules.calls, job_id)
    return budget.book(conn, rules.provider, rules.budget_usd, job_id, usd, now)


def _full(conn: Connection, rules: GateRules, now: datetime) -> Wait | None:
    """Seen without a lock, so that whoever has to wait takes nobody's turn."""
    if rules.budget_usd is None:
        return None
    until = budget.full_until(conn, rules.provider, rules.budget_usd, now)
    if until is None:
        return None
    return _others_first(rules, now) if until <= now else Wait(BUDGET_SPENT, BUDGET_WORDS, until)


def _others_first(rules: GateRules, now: datetime) -> Wait:
    return Wait(BUDGET_BOOKED, BOOKED_WORDS, now + timedelta(seconds=rules.rest_s))


def _soon(rules: GateRules, row: Row[Any]) -> datetime:
    """The end of the rest. A call that tries takes long at most, so whoever meets one only waits for another rest.

    A pause is not shortened: it is the provider's own word.
    """
    rested: datetime = row.now + timedelta(seconds=rules.rest_s)
    shut: datetime | None = row.open_until if row.open_until and row.open_until > row.now else None
    paused: datetime | None = row.paused_until
    if paused is not None and paused > row.now:
        return max(paused, min(shut, rested)) if shut else paused
    return min(shut, rested) if shut else rested


def _slot(conn: Connection, rules: GateRules, job_id: UUID, now: datetime) -> datetime | None:
    """The moment to come back at, or None when this is it."""
    held: datetime | None = conn.scalar(HELD_SLOT, {"job_id": job_id})
    # one that passed long ago has been given up: the job waited for something else since
    if held is not None and now - SLOT_HOLDS <= held:
        if held > now:
            return held
        conn.execute(HOLD_SLOT, {"job_id": job_id, "slot_at": None})
        return None
    given = conn.execute(TAKE_SLOT, {"provider": rules.provider, "step_s": 60 * rules.calls / rules.per_minute}).one()
    if given.due:
        return None
    conn.execute(HOLD_SLOT, {"job_id": job_id, "slot_at": given.slot})
    slot: datetime = given.slot
    return slot


# A pause outlives it: a call that was sent before says nothing of when the next one is welcome.
SUCCEEDED = text("""
update provider_gates set failures = 0, open_until = null,
  code = case when paused_until > clock_timestamp() then code end,
  message = case when paused_until > clock_timestamp() then message end
where provider = :provider and (failures > 0 or open_until is not null)
returning paused_until
""")
FAILED = text("""
insert into provider_gates as g (provider, failures, code, message, open_until, paused_until)
values (:provider, 1, :code, :message,
  clock_timestamp() + make_interval(secs => case when :pause_s > 0 then :pause_s when :limit <= 1 then :rest_s end),
  clock_timestamp() + make_interval(secs => nullif(:pause_s, 0)))
on conflict (provider) do update set failures = g.failures + 1, code = excluded.code, message = excluded.message,
  paused_until = greatest(g.paused_until, excluded.paused_until),
  open_until = case
    when :pause_s > 0 then greatest(g.open_until, clock_timestamp() + make_interval(secs => :pause_s))
    when g.failures + 1 >= :limit then clock_timestamp() + make_interval(secs => :rest_s)
    else g.open_until end
""")


# Whoever is claiming one of these at this moment may want our row of the gate: so nobody is waited for.
CALL_BACK = text("""
with waiting as (
  select id from jobs where queue = 'scoring' and state = 'queued' and run_at > clock_timestamp() and error_code = any (:codes)
  order by run_at for update skip locked)
update jobs set run_at = least(run_at,
  greatest(:paused_until, clock_timestamp()) + random() * make_interval(secs => :spread_s))
from waiting where jobs.id = waiting.id
""")


def succeeded(conn: Connection, rules: GateRules, outages: Sequence[str]) -> None:
    """Closes the breaker and calls back the jobs that wait by a code of ``outages``, to the end of a pause if there is one.

    Touches nothing when all was well.
    """
    if closed := conn.execute(SUCCEEDED, {"provider": rules.provider}).one_or_none():
        conn.execute(CALL_BACK, {"codes": list(outages), "spread_s": rules.rest_s, "paused_until": closed.paused_until})


def failed(conn: Connection, rules: GateRules, code: str, message: str, pause_s: float | None) -> None:
    """Counts a failure that meets everybody; ``pause_s`` is how long the provider itself asked to be left alone."""
    values = {"provider": rules.provider, "code": code, "message": message}
    numbers = {"pause_s": pause_s or 0.0, "limit": rules.failures, "rest_s": rules.rest_s}
    conn.execute(FAILED, {**values, **numbers})
