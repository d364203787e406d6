"""The doors through row security do what they say and nothing else."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import ProgrammingError

from practice.clock import new_id, now
from practice.db.account_doors import ACCOUNT_DOORS
from practice.db.policies import DOORS
from practice.db.unit_of_work import WorkerDatabase
from practice.events.append import append
from tests.conftest import Person, Urls
from tests.practice.answers.given import as_owner, as_person, job_id, job_of, row, rows, send, take, wait_until_blocked
from tests.practice.events.noted import mark_published, note

MARK_DISPATCHED = text("select mark_dispatched(cast(:ids as uuid[]), cast(:commits as timestamptz[]), :sent)")
MARK_PUSHED = text("select mark_pushed(cast(:users as uuid[]), cast(:seqs as bigint[]), cast(:times as timestamptz[]))")


ALL_DOORS = (*DOORS, *ACCOUNT_DOORS)


@pytest.mark.parametrize("door", ALL_DOORS)
def test_the_two_roles_may_use_a_door_and_the_public_may_not(urls: Urls, door: str) -> None:
    may = text("select has_function_privilege(:role, :door, 'execute')")
    with as_owner(urls) as owner:
        owner.execute(text("drop role if exists nobody_in_particular"))
        owner.execute(text("create role nobody_in_particular"))
        roles = ("backtalk_app", "backtalk_system", "nobody_in_particular")
        assert [owner.scalar(may, {"role": role, "door": door}) for role in roles] == [True, True, False]
        owner.execute(text("drop role nobody_in_particular"))


def test_there_is_no_other_door(urls: Urls) -> None:
    """Every function that runs as the owner is one of those that are listed."""
    with as_owner(urls) as owner:
        found = owner.scalars(text("select proname from pg_proc where prosecdef and pronamespace = 'public'::regnamespace"))
        assert sorted(found) == sorted(door.partition("(")[0] for door in ALL_DOORS)


def test_marking_a_dispatch_sets_two_times_and_nothing_else(app_engine: Engine, system: WorkerDatabase, person: Person) -> None:
    accepted, other = send(app_engine, person), send(app_engine, person)
    wanted = job_id(accepted, "scoring")
    before = job_of(system, wanted)._asdict()
    committed, sent = now(), now()
    with app_engine.begin() as conn:
        conn.execute(MARK_DISPATCHED, {"ids": [wanted, new_id()], "commits": [committed, committed], "sent": sent})
    assert job_of(system, wanted)._asdict() == {**before, "committed_at": committed, "dispatched_at": sent}
    assert rows(system, "select dispatched_at, committed_at from jobs where answer_id = :id", id=other.id) == [(None, None)] * 2


def test_a_second_dispatch_keeps_the_time_of_the_commit(app_engine: Engine, system: WorkerDatabase, person: Person) -> None:
    wanted = job_id(send(app_engine, person), "scoring")
    first, second = now(), now()
    for committed in (first, None, second):
        with app_engine.begin() as conn:
            conn.execute(MARK_DISPATCHED, {"ids": [wanted], "commits": [committed], "sent": second})
    assert job_of(system, wanted).committed_at == first


def test_a_gateway_whose_clock_is_ahead_marks_no_time_to_come(app_engine: Engine, system: WorkerDatabase, person: Person) -> None:
    """A dispatch in the future would hide every retry from the sweep until then."""
    wanted = job_id(send(app_engine, person), "scoring")
    with app_engine.begin() as conn:
        conn.execute(MARK_DISPATCHED, {"ids": [wanted], "commits": [None], "sent": now() + timedelta(hours=1)})
    assert row(system, "select dispatched_at <= clock_timestamp() from jobs where id = :id", id=wanted)[0] is True


def test_marking_a_push_sets_the_first_time_only(
    app_engine: Engine, system: WorkerDatabase, person: Person, stranger: Person
) -> None:
    system.run(lambda conn: append(conn, [note(person), note(person), note(stranger)]))
    before = rows(system, "select user_id, seq, kind, payload, created_at, published_at from events order by user_id, seq")
    first = now()
    for at in (first, first + timedelta(seconds=9)):
        with app_engine.begin() as conn:
            values = {"users": [person.user_id, stranger.user_id], "seqs": [2, 77], "times": [at, at]}
            conn.execute(MARK_PUSHED, values)
    assert rows(system, "select user_id, seq, pushed_at from events where pushed_at is not null") == [(person.user_id, 2, first)]
    assert (
        rows(system, "select user_id, seq, kind, payload, created_at, published_at from events order by user_id, seq") == before
    )


def test_without_the_door_the_application_marks_nobody_elses_rows(
    app_engine: Engine, system: WorkerDatabase, person: Person, stranger: Person
) -> None:
    send(app_engine, stranger)
    with as_person(app_engine, person) as conn:
        assert conn.execute(text("update jobs set dispatched_at = now()")).rowcount == 0
        mark_published(conn, {(stranger.user_id, 1): now()})
    assert rows(system, "select published_at from events") == [(None,)]


def test_marks_are_made_in_order_so_that_they_never_deadlock(
    app_engine: Engine, system: WorkerDatabase, urls: Urls, person: Person
) -> None:
    small, big = sorted(job_id(send(app_engine, person), "scoring") for _ in range(2))

    def mark_jobs() -> None:
        with app_engine.begin() as conn:
            conn.execute(MARK_DISPATCHED, {"ids": [big, small], "commits": [None, None], "sent": now()})

    def mark_events() -> None:
        with app_engine.begin() as conn:
            conn.execute(MARK_PUSHED, {"users": [person.user_id] * 2, "seqs": [2, 1], "times": [now()] * 2})

    with as_owner(urls) as owner, ThreadPoolExecutor(2) as pool:
        with system.engine.begin() as conn:
            conn.execute(text("select 1 from jobs where id = :id for update"), {"id": small})
            conn.execute(text("select 1 from events where seq = 1 for update"))
            marking = [pool.submit(mark_jobs), pool.submit(mark_events)]
            wait_until_blocked(owner, connections=2)
            assert owner.scalar(text("select id from jobs where id = :id for update skip locked"), {"id": big}) == big
            assert owner.scalar(text("select seq from events where seq = 2 for update skip locked")) == 2
        for mark in marking:
            mark.result()


def test_heads_are_those_that_were_asked_for(
    app_engine: Engine, system: WorkerDatabase, person: Person, stranger: Person
) -> None:
    system.run(lambda conn: append(conn, [note(person), note(person), note(stranger)]))
    heads = text("select user_id, last_seq from stream_heads(cast(:users as uuid[]))")
    with app_engine.begin() as conn:
        assert [tuple(found) for found in conn.execute(heads, {"users": [person.user_id, new_id()]})] == [(person.user_id, 2)]


def test_gauges_are_sums_over_everybody(app_engine: Engine, system: WorkerDatabase, person: Person, stranger: Person) -> None:
    take(system, send(app_engine, person))
    send(app_engine, stranger)
    with app_engine.begin() as conn:
        gauges = conn.scalar(text("select gauges()"))
    queues = {queue.pop("queue"): queue for queue in gauges["queues"]}
    assert {name: queues["scoring"][name] for name in ("waiting", "running", "done", "failed")} == {
        "waiting": 1,
        "running": 1,
        "done": 0,
        "failed": 0,
    }
    assert queues["embedding"]["waiting"] == 2
    assert queues["embedding"]["oldest_wait_s"] >= 0
    assert (gauges["unpublished"], gauges["answers"], gauges["embedded"]) == (2, 2, 0)
    assert gauges["relay_lag_s"] >= 0


def test_gauges_of_an_empty_system(app_engine: Engine) -> None:
    with app_engine.begin() as conn:
        gauges = conn.scalar(text("select gauges()"))
    assert gauges == {"queues": [], "unpublished": 0, "relay_lag_s": 0, "answers": 0, "embedded": 0}


def test_a_temporary_table_of_the_caller_is_not_taken_for_ours(app_engine: Engine, person: Person, urls: Urls) -> None:
    """Its trigger would run as the owner, who may do everything."""
    wanted = job_id(send(app_engine, person), "scoring")
    trap = """
        create temporary table jobs (id uuid, committed_at timestamptz, dispatched_at timestamptz);
        create function pg_temp.become() returns trigger language plpgsql as
          $$ begin perform set_config('trap.sprung', current_user, false); return new; end $$;
        create trigger become before update on pg_temp.jobs for each row execute function pg_temp.become();
    """
    with app_engine.begin() as conn:
        conn.exec_driver_sql(trap)
        conn.execute(text("insert into pg_temp.jobs (id) values (:id)"), {"id": wanted})
        conn.execute(MARK_DISPATCHED, {"ids": [wanted], "commits": [None], "sent": now()})
        assert conn.scalar(text("select current_setting('trap.sprung', true)")) is None
    with as_owner(urls) as owner:
        assert owner.scalar(text("select dispatched_at is not null from jobs where id = :id"), {"id": wanted})
    app_engine.dispose()


def test_the_application_may_not_change_the_schema(app_engine: Engine) -> None:
    for statement in ("create table public.mine (id int)", "alter table answers disable row level security"):
        with pytest.raises(ProgrammingError, match=r"permission denied|must be owner"), app_engine.begin() as conn:
            conn.execute(text(statement))
