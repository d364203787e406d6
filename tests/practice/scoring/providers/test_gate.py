"""One gate for all processes: breaker, turns, budget; what waits is called back when the provider is."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import Engine

from practice.db.unit_of_work import WorkerDatabase
from practice.scoring.providers import budget, gate
from practice.scoring.providers.gate import GateRules, Wait
from practice.scoring.providers.port import Usage
from tests.conftest import Person
from tests.practice.answers.given import change, job_of, row, send, take, together

RULES = GateRules("openai/m@here", per_minute=0, budget_usd=None, failures=3, rest_s=30, probe_s=60)
AWAY = "provider_unreachable"


@pytest.fixture
def job(app_engine: Engine, system: WorkerDatabase, person: Person) -> UUID:
    return take(system, send(app_engine, person)).job_id


def enter(system: WorkerDatabase, job: UUID, rules: GateRules = RULES) -> Wait | None:
    return system.run(lambda conn: gate.enter(conn, rules, job))


def fail(system: WorkerDatabase, times: int = 1, pause_s: float | None = None) -> None:
    for _ in range(times):
        system.run(lambda conn: gate.failed(conn, RULES, AWAY, "Away.", pause_s))


def rest_is_over(system: WorkerDatabase) -> None:
    change(system, "update provider_gates set open_until = clock_timestamp() - interval '1 s', paused_until = null")


def seconds(wait: Wait | None) -> float:
    assert wait is not None
    return (wait.until - datetime.now(UTC)).total_seconds()


def test_the_breaker_opens_after_failures_in_a_row(system: WorkerDatabase, job: UUID) -> None:
    fail(system, 2)
    assert enter(system, job) is None
    system.run(lambda conn: gate.succeeded(conn, RULES, [AWAY]))
    fail(system, 2)
    assert enter(system, job) is None
    fail(system)
    wait = enter(system, job)
    assert wait is not None
    assert (wait.code, wait.message) == (AWAY, "Away.")
    assert 0 < seconds(wait) <= 30


def test_after_the_rest_one_call_tries_and_the_others_wait(system: WorkerDatabase, job: UUID) -> None:
    fail(system, 3)
    rest_is_over(system)
    entered = together([lambda: enter(system, job)] * 8)
    assert sum(one is None for one in entered) == 1
    system.run(lambda conn: gate.succeeded(conn, RULES, [AWAY]))
    assert enter(system, job) is None


def test_a_try_that_fails_closes_the_way_again(system: WorkerDatabase, job: UUID) -> None:
    fail(system, 3)
    rest_is_over(system)
    assert enter(system, job) is None
    fail(system)
    assert enter(system, job) is not None


def test_a_pause_that_the_provider_asks_for_holds_for_everybody(system: WorkerDatabase, job: UUID) -> None:
    fail(system, pause_s=120)
    assert 100 < seconds(enter(system, job)) <= 120


def test_a_call_that_was_sent_before_does_not_end_a_pause(
    app_engine: Engine, system: WorkerDatabase, person: Person, job: UUID
) -> None:
    waiting = send(app_engine, person)
    late = "update jobs set run_at = now() + interval '1 hour', error_code = :code where answer_id = :id and queue = 'scoring'"
    change(system, late, id=waiting.id, code=AWAY)
    fail(system, pause_s=120)
    system.run(lambda conn: gate.succeeded(conn, RULES, [AWAY]))
    wait = enter(system, job)
    assert 100 < seconds(wait) <= 120
    assert wait is not None
    assert (wait.code, wait.message) == (AWAY, "Away.")
    # called back to the end of the pause and not into it
    found = "select run_at - now() as left from jobs where answer_id = :id and queue = 'scoring'"
    assert timedelta(seconds=100) < row(system, found, id=waiting.id).left <= timedelta(seconds=120 + RULES.rest_s)
    change(system, "update provider_gates set paused_until = clock_timestamp()")
    assert enter(system, job) is None


def test_a_breaker_that_opens_within_a_pause_does_not_shorten_it(system: WorkerDatabase, job: UUID) -> None:
    fail(system, pause_s=120)
    fail(system, 3)
    assert 100 < seconds(enter(system, job)) <= 120


def test_each_provider_has_a_gate_of_its_own(system: WorkerDatabase, job: UUID) -> None:
    fail(system, 3)
    other = GateRules("gemini/m@there", 0, None, 3, 30, 60)
    assert enter(system, job, other) is None


def test_who_waits_for_it_is_called_back(app_engine: Engine, system: WorkerDatabase, person: Person, job: UUID) -> None:
    waiting, elsewhere = (send(app_engine, person) for _ in range(2))
    late = "update jobs set run_at = now() + interval '1 hour', error_code = :code where answer_id = :id and queue = 'scoring'"
    change(system, late, id=waiting.id, code=AWAY)
    change(system, late, id=elsewhere.id, code="encoder_unavailable")
    fail(system, 3)
    system.run(lambda conn: gate.succeeded(conn, RULES, [AWAY]))
    found = "select run_at - now() as left from jobs where answer_id = :id and queue = 'scoring'"
    assert row(system, found, id=waiting.id).left <= timedelta(seconds=RULES.rest_s)
    assert row(system, found, id=elsewhere.id).left > timedelta(minutes=50)


def test_a_rate_hands_out_moments_one_after_another(app_engine: Engine, system: WorkerDatabase, person: Person) -> None:
    rules = GateRules("openai/m@here", 6, None, 3, 30, 60)
    jobs = [take(system, send(app_engine, person)).job_id for _ in range(4)]
    waits = [enter(system, one, rules) for one in jobs]
    assert waits[0] is None
    assert [round(seconds(wait) / 10) for wait in waits[1:]] == [1, 2, 3]
    assert {wait.code for wait in waits[1:] if wait} == {gate.LATER}


def test_a_turn_takes_as_many_steps_as_calls(app_engine: Engine, system: WorkerDatabase, person: Person) -> None:
    rules = GateRules("openai/m@here", 60, None, 3, 30, 60, calls=10)
    waits = [enter(system, take(system, send(app_engine, person)).job_id, rules) for _ in range(4)]
    assert waits[0] is None
    assert [round(seconds(wait) / 10) for wait in waits[1:]] == [1, 2, 3]


def test_a_job_that_comes_back_at_its_moment_needs_no_other(system: WorkerDatabase, job: UUID) -> None:
    rules = GateRules("openai/m@here", 1, None, 3, 30, 60)
    assert enter(system, job, rules) is None
    first = enter(system, job, rules)
    assert first is not None
    assert enter(system, job, rules) == first
    change(system, "update jobs set slot_at = clock_timestamp() where id = :id", id=job)
    assert enter(system, job, rules) is None
    # and the moment is used up: a try after that takes its turn again
    assert job_of(system, job).slot_at is None
    assert seconds(enter(system, job, rules)) > 60


def test_a_spent_budget_waits_for_midnight(system: WorkerDatabase, job: UUID) -> None:
    rules = GateRules("openai/m@here", 0, 1.0, 3, 30, 60)
    system.run(lambda conn: budget.used(conn, rules.provider, 1, Usage(10, 5), 0.4))
    assert enter(system, job, rules) is None
    system.run(lambda conn: budget.used(conn, rules.provider, 2, Usage(20, 7), 0.6))
    wait = enter(system, job, rules)
    assert wait is not None
    assert wait.code == gate.BUDGET_SPENT
    assert (wait.until.hour, wait.until.minute) == (0, 0)
    assert 0 < seconds(wait) <= 86_400
    day = row(system, "select * from provider_days")
    assert (day.calls, day.tokens_in, day.tokens_out, float(day.cost_usd)) == (3, 30, 12, 1.0)


def test_calls_under_way_are_booked_until_they_are_paid(app_engine: Engine, system: WorkerDatabase, person: Person) -> None:
    rules = GateRules("openai/m@here", 0, 1.0, 3, 30, 60)
    jobs = [take(system, send(app_engine, person)) for _ in range(6)]
    entered = together([lambda one=one: system.run(lambda conn: gate.enter(conn, rules, one.job_id, 0.4)) for one in jobs])  # type: ignore[misc]
    waits = [wait for wait in entered if wait]
    assert len(waits) == 3
    assert {wait.code for wait in waits} == {gate.BUDGET_BOOKED}
    assert all(seconds(wait) <= rules.rest_s for wait in waits)
    # one costs less than was booked for it, and that makes room for one more
    paid = next(job for job, wait in zip(jobs, entered, strict=True) if wait is None)
    system.run(lambda conn: budget.release(conn, rules.provider, paid.job_id, paid.attempt))
    system.run(lambda conn: budget.used(conn, rules.provider, 1, Usage(10, 5), 0.1))
    late = next(job for job, wait in zip(jobs, entered, strict=True) if wait)
    assert system.run(lambda conn: gate.enter(conn, rules, late.job_id, 0.4)) is None


def test_what_was_booked_for_a_lost_worker_is_spent(system: WorkerDatabase, job: UUID) -> None:
    rules = GateRules("openai/m@here", 0, 1.0, 3, 30, 60, calls=2)
    for _ in range(2):
        assert system.run(lambda conn: gate.enter(conn, rules, job, 0.4)) is None
    day = row(system, "select * from provider_days")
    assert (day.calls, float(day.cost_usd), float(day.booked_usd)) == (2, 0.4, 0.4)
    # an attempt that is not the newest takes nothing back
    system.run(lambda conn: budget.release(conn, rules.provider, job, attempt=99))
    assert float(row(system, "select * from provider_days").booked_usd) == 0.4
