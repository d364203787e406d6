"""What fell through is found: a message that was never sent or got lost, a worker that never came back."""

from typing import Any

import pytest
from sqlalchemy import Engine

from practice.answers.submit import Accepted
from practice.db.unit_of_work import WorkerDatabase
from practice.jobs.claim import claim
from practice.jobs.contracts import JobHint
from practice.jobs.finish import fail, finish, try_again
from practice.jobs.sweep import LOST_CODE, SweepLimits, due_again, end_lost
from tests.conftest import Person
from tests.practice.answers.given import MAX_ATTEMPTS, change, job_id, job_of, kinds, rows, send, take, together

LIMITS = SweepLimits(grace_s=3, again_s=60)


def sweep(system: WorkerDatabase, limits: SweepLimits = LIMITS, messages: int = 0) -> list[JobHint]:
    return system.run(lambda conn: due_again(conn, "scoring", limits, messages))


def age(system: WorkerDatabase, accepted: Accepted, **seconds: float | None) -> None:
    """Moves times of the scoring job that many seconds into the past; None takes a time away."""
    for column, past in seconds.items():
        value = "null" if past is None else "clock_timestamp() - make_interval(secs => :past)"
        values: dict[str, Any] = {"id": job_id(accepted, "scoring")} | ({} if past is None else {"past": past})
        change(system, f"update jobs set {column} = {value} where id = :id", **values)


def hint(accepted: Accepted) -> JobHint:
    return JobHint(job_id(accepted, "scoring"), "scoring")


def test_a_job_that_was_never_announced_is_found_after_the_grace(
    app_engine: Engine, system: WorkerDatabase, person: Person
) -> None:
    accepted = send(app_engine, person)
    assert sweep(system) == []
    age(system, accepted, run_at=4)
    assert sweep(system) == [hint(accepted)]
    assert sweep(system) == []


def test_a_message_that_got_lost_is_sent_again_only_after_the_period(
    app_engine: Engine, system: WorkerDatabase, person: Person
) -> None:
    accepted = send(app_engine, person)
    age(system, accepted, run_at=300, dispatched_at=50)
    assert sweep(system) == []
    age(system, accepted, dispatched_at=61)
    assert sweep(system) == [hint(accepted)]
    assert sweep(system) == []


def test_what_waits_in_the_queue_is_not_announced_again_but_what_was_never_announced_is(
    app_engine: Engine, system: WorkerDatabase, person: Person
) -> None:
    first, second = send(app_engine, person), send(app_engine, person)
    age(system, first, run_at=300, dispatched_at=61)
    age(system, second, run_at=200, dispatched_at=61)
    assert sweep(system, messages=2) == []
    new = send(app_engine, person)
    age(system, new, run_at=4)
    # the new one's message comes to the two that wait
    assert sweep(system, messages=2) == [hint(new)]
    # one is missing: of the one that should have been taken first
    assert sweep(system, messages=2) == [hint(first)]
    assert sweep(system, messages=3) == []


def test_a_retry_is_announced_when_its_time_has_come(app_engine: Engine, system: WorkerDatabase, person: Person) -> None:
    accepted = send(app_engine, person)
    age(system, accepted, dispatched_at=10)
    job = take(system, accepted)
    system.run(lambda conn: try_again(conn, job, "busy", "Ask later.", 3600))
    assert sweep(system) == []
    age(system, accepted, run_at=0)
    assert sweep(system) == [hint(accepted)]
    assert sweep(system) == []


def test_a_job_whose_worker_was_lost_is_announced(app_engine: Engine, system: WorkerDatabase, person: Person) -> None:
    accepted = send(app_engine, person)
    age(system, accepted, dispatched_at=30)
    take(system, accepted, lease_s=-1)
    assert sweep(system) == [hint(accepted)]
    assert sweep(system) == []
    age(system, accepted, dispatched_at=61, lease_until=90)
    assert sweep(system) == [hint(accepted)]


def test_a_worker_lost_with_the_gateway_that_did_not_note_its_message_is_found_too(
    app_engine: Engine, system: WorkerDatabase, person: Person
) -> None:
    accepted = send(app_engine, person)
    take(system, accepted, lease_s=-1)
    assert job_of(system, job_id(accepted, "scoring")).dispatched_at is None
    assert sweep(system) == [hint(accepted)]


def test_what_is_at_work_or_has_ended_is_left_alone(app_engine: Engine, system: WorkerDatabase, person: Person) -> None:
    running, done, failed = (send(app_engine, person) for _ in range(3))
    take(system, running)
    ended, broken = take(system, done), take(system, failed)
    system.run(lambda conn: finish(conn, [ended]))
    system.run(lambda conn: fail(conn, broken, "busy", "Ask later."))
    for accepted in (running, done, failed):
        age(system, accepted, run_at=9999, dispatched_at=9999)
    assert sweep(system) == []


def test_each_queue_is_swept_for_itself_and_never_beyond_the_limit(
    app_engine: Engine, system: WorkerDatabase, person: Person
) -> None:
    for _ in range(3):
        age(system, send(app_engine, person), run_at=4)
    assert [len(sweep(system, SweepLimits(3, 60, limit=2))) for _ in range(3)] == [2, 1, 0]
    assert system.run(lambda conn: due_again(conn, "embedding", LIMITS)) == []


def test_two_sweepers_at_once_announce_each_job_once(app_engine: Engine, system: WorkerDatabase, person: Person) -> None:
    for _ in range(6):
        age(system, send(app_engine, person), run_at=4)
    hints = [hint for found in together([lambda: sweep(system)] * 3) for hint in found]
    assert len(hints) == len(set(hints)) == 6


def test_a_job_that_lost_every_worker_ends_as_failed(
    app_engine: Engine, system: WorkerDatabase, person: Person, stranger: Person
) -> None:
    mine, theirs = send(app_engine, person), send(app_engine, stranger)
    for _ in range(MAX_ATTEMPTS):
        take(system, mine, lease_s=-1)
        take(system, theirs, "embedding", lease_s=-1)
    assert sweep(system) == []
    assert system.run(end_lost) == 2
    assert system.run(end_lost) == 0
    stored = job_of(system, job_id(mine, "scoring"))
    assert (stored.state, stored.error_code, stored.lease_until) == ("failed", LOST_CODE, None)
    assert kinds(system, person) == ["answer.accepted", "score.failed"]
    assert kinds(system, stranger) == ["answer.accepted", "embed.failed"]
    (payload,) = rows(system, "select payload from events where kind = 'score.failed'")[0]
    assert payload["error"]["code"] == LOST_CODE
    assert (payload["error"]["attempt"], payload["will_retry"]) == (MAX_ATTEMPTS, False)


def test_a_job_with_attempts_left_or_a_running_lease_is_not_ended(
    app_engine: Engine, system: WorkerDatabase, person: Person
) -> None:
    accepted = send(app_engine, person)
    for _ in range(MAX_ATTEMPTS - 1):
        take(system, accepted, lease_s=-1)
        assert system.run(end_lost) == 0
    take(system, accepted)
    assert system.run(end_lost) == 0


def test_the_zombie_of_an_ended_job_changes_nothing(app_engine: Engine, system: WorkerDatabase, person: Person) -> None:
    accepted = send(app_engine, person)
    for _ in range(MAX_ATTEMPTS):
        zombie = take(system, accepted, lease_s=-1)
    system.run(end_lost)
    assert system.run(lambda conn: finish(conn, [zombie])) == []
    assert job_of(system, zombie.job_id).state == "failed"


@pytest.mark.parametrize("limit", [1, 10])
def test_no_more_than_the_limit_is_ended_at_once(app_engine: Engine, system: WorkerDatabase, person: Person, limit: int) -> None:
    for accepted in [send(app_engine, person) for _ in range(2)]:
        for _ in range(MAX_ATTEMPTS):
            take(system, accepted, lease_s=-1)
    assert system.run(lambda conn: end_lost(conn, limit)) == min(limit, 2)
    assert system.run(lambda conn: claim(conn, "scoring", 60)) == []
