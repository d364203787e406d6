"""One worker gets a job; when its lease runs out, the next one gets it under a higher number."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine, text

from practice.clock import new_id
from practice.db.unit_of_work import WorkerDatabase
from practice.jobs.claim import Claimed, claim, claim_one, extend
from practice.jobs.contracts import QUEUES, JobHint
from tests.conftest import Person, Urls
from tests.practice.answers.given import (
    MAX_ATTEMPTS,
    PATIENCE_S,
    as_owner,
    as_person,
    change,
    job_id,
    job_of,
    send,
    take,
    together,
    wait_until_blocked,
)


def test_a_claim_says_what_is_in_hand(app_engine: Engine, system: WorkerDatabase, person: Person) -> None:
    accepted = send(app_engine, person)
    job = take(system, accepted)
    assert job == Claimed(job_id(accepted, "scoring"), 1, MAX_ATTEMPTS, person.user_id, accepted.id)
    stored = job_of(system, job.job_id)
    assert (stored.state, stored.attempt) == ("running", 1)
    assert 59 < (stored.lease_until - stored.claimed_at).total_seconds() < 61


def test_only_one_of_many_gets_a_job(app_engine: Engine, system: WorkerDatabase, person: Person) -> None:
    wanted = job_id(send(app_engine, person), "scoring")
    taken = together([lambda: system.run(lambda conn: claim_one(conn, "scoring", 60, wanted))] * 8)
    assert [job.attempt for job in taken if job] == [1]


def test_many_at_once_take_different_jobs(app_engine: Engine, system: WorkerDatabase, person: Person) -> None:
    sent = {job_id(send(app_engine, person), "embedding") for _ in range(12)}
    taken = together([lambda: system.run(lambda conn: claim(conn, "embedding", 60, limit=5))] * 6)
    ids = [job.job_id for jobs in taken for job in jobs]
    assert len(ids) == len(set(ids))
    rest = system.run(lambda conn: claim(conn, "embedding", 60, limit=50))
    assert {*ids, *(job.job_id for job in rest)} == sent


def test_a_row_that_somebody_holds_is_passed_by(app_engine: Engine, system: WorkerDatabase, person: Person) -> None:
    """Without waiting: were it waited for, the second claim would stand still for ever."""
    first, second = send(app_engine, person), send(app_engine, person)
    with system.engine.begin() as held:
        assert [job.answer_id for job in claim(held, "scoring", 60)] == [first.id]
        assert [job.answer_id for job in system.run(lambda conn: claim(conn, "scoring", 60, limit=2))] == [second.id]


@pytest.mark.parametrize("named", [True, False])
def test_a_row_on_which_somebody_only_notes_something_is_waited_for(
    app_engine: Engine, system: WorkerDatabase, person: Person, urls: Urls, named: bool
) -> None:
    """A message that overtakes the note of its own dispatch would otherwise find nothing, and be the last one."""
    wanted = job_id(send(app_engine, person), "embedding")
    note = text("select mark_dispatched(array[cast(:id as uuid)], array[null::timestamptz], clock_timestamp())")
    with as_owner(urls) as owner, ThreadPoolExecutor(1) as pool:
        with app_engine.begin() as noting:
            noting.execute(note, {"id": wanted})
            assert system.run(lambda conn: claim(conn, "embedding", 60, 9)) == []
            waiting = pool.submit(system.run, lambda conn: claim_one(conn, "embedding", 60, wanted if named else None))
            wait_until_blocked(owner)
        job = waiting.result(PATIENCE_S)
    assert job is not None
    assert (job.job_id, job.attempt) == (wanted, 1)


def test_those_that_wait_longest_come_first(app_engine: Engine, system: WorkerDatabase, person: Person) -> None:
    sent = [send(app_engine, person) for _ in range(3)]
    change(system, "update jobs set run_at = run_at - interval '1 hour' where answer_id = :id", id=sent[2].id)
    order = [system.run(lambda conn: claim(conn, "scoring", 60))[0].answer_id for _ in sent]
    assert order == [sent[2].id, sent[0].id, sent[1].id]


@pytest.mark.parametrize("queue", QUEUES)
def test_a_queue_gives_its_own_jobs_only(app_engine: Engine, system: WorkerDatabase, person: Person, queue: str) -> None:
    accepted = send(app_engine, person)
    (other,) = {"scoring", "embedding"} - {queue}
    assert system.run(lambda conn: claim_one(conn, queue, 60, job_id(accepted, other))) is None  # type: ignore[arg-type]
    (job,) = system.run(lambda conn: claim(conn, queue, 60, limit=9))  # type: ignore[arg-type]
    assert job.job_id == job_id(accepted, queue)  # type: ignore[arg-type]


def test_an_unknown_job_is_nothing_to_take(app_engine: Engine, system: WorkerDatabase, person: Person) -> None:
    send(app_engine, person)
    assert system.run(lambda conn: claim_one(conn, "scoring", 60, new_id())) is None


def test_nothing_is_taken_before_its_time(app_engine: Engine, system: WorkerDatabase, person: Person) -> None:
    wanted = job_id(send(app_engine, person), "scoring")
    change(system, "update jobs set run_at = clock_timestamp() + interval '1 hour' where id = :id", id=wanted)
    assert system.run(lambda conn: claim_one(conn, "scoring", 60, wanted)) is None
    assert system.run(lambda conn: claim(conn, "scoring", 60, limit=9)) == []


def test_a_lease_that_ran_out_gives_the_job_to_the_next(app_engine: Engine, system: WorkerDatabase, person: Person) -> None:
    accepted = send(app_engine, person)
    lost = take(system, accepted, lease_s=-1)
    found = take(system, accepted)
    assert (found.job_id, found.attempt) == (lost.job_id, 2)
    assert system.run(lambda conn: claim(conn, "scoring", 60)) == []


def test_a_lease_that_was_renewed_is_not_taken_away(app_engine: Engine, system: WorkerDatabase, person: Person) -> None:
    accepted = send(app_engine, person)
    job = take(system, accepted, lease_s=-1)
    system.run(lambda conn: extend(conn, [job], 60))
    assert system.run(lambda conn: claim(conn, "scoring", 60)) == []


def test_a_zombie_renews_nothing(app_engine: Engine, system: WorkerDatabase, person: Person) -> None:
    accepted = send(app_engine, person)
    zombie = take(system, accepted, lease_s=-1)
    take(system, accepted, lease_s=-1)
    system.run(lambda conn: extend(conn, [zombie], 60))
    assert take(system, accepted).attempt == 3


def test_a_job_without_attempts_left_is_not_taken(app_engine: Engine, system: WorkerDatabase, person: Person) -> None:
    accepted = send(app_engine, person)
    for _ in range(MAX_ATTEMPTS):
        take(system, accepted, lease_s=-1)
    assert system.run(lambda conn: claim(conn, "scoring", 60)) == []


def test_the_application_claims_its_own_persons_jobs_at_most(app_engine: Engine, person: Person, stranger: Person) -> None:
    theirs = send(app_engine, stranger)
    with as_person(app_engine, person) as conn:
        assert claim_one(conn, "scoring", 60, job_id(theirs, "scoring")) is None


def test_a_hint_names_its_task_and_nothing_but_the_job() -> None:
    known = new_id()
    assert (JobHint(known, "scoring").task, JobHint(known, "embedding").task) == ("score.run", "embed.drain")
    assert JobHint(known, "scoring").kwargs == {"job_id": str(known)}
