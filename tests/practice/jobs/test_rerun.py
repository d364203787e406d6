"""A failed job may run again: the failed ones and nothing else, with attempts of their own."""

import pytest
from sqlalchemy import Engine

from practice.answers.change import retry
from practice.clock import new_id
from practice.db.unit_of_work import WorkerDatabase
from practice.errors import AnswerNotFound, NothingToRetry
from practice.jobs.contracts import JobHint
from practice.jobs.finish import fail, finish
from practice.jobs.sweep import SweepLimits, due_again
from tests.conftest import Person
from tests.practice.answers.given import as_person, change, job_id, job_of, send, take, together


def test_the_failed_job_runs_again_and_the_other_does_not(app_engine: Engine, system: WorkerDatabase, person: Person) -> None:
    accepted = send(app_engine, person)
    broken, embedded = take(system, accepted), take(system, accepted, "embedding")
    system.run(lambda conn: fail(conn, broken, "busy", "Ask later."))
    system.run(lambda conn: finish(conn, [embedded]))
    with as_person(app_engine, person) as conn:
        assert retry(conn, person.user_id, accepted.id, 3) == (JobHint(broken.job_id, "scoring"),)
    stored = job_of(system, broken.job_id)
    assert (stored.state, stored.attempt, stored.max_attempts, stored.finished_at) == ("queued", 1, 4, None)
    assert job_of(system, embedded.job_id).state == "done"
    again = take(system, accepted)
    assert (again.attempt, again.max_attempts) == (2, 4)
    # the attempt that failed is over: its number opens nothing
    assert system.run(lambda conn: finish(conn, [broken])) == []


def test_both_jobs_run_again_when_both_have_failed(app_engine: Engine, system: WorkerDatabase, person: Person) -> None:
    accepted = send(app_engine, person)
    for queue in ("scoring", "embedding"):
        job = take(system, accepted, queue)  # type: ignore[arg-type]
        system.run(lambda conn, job=job: fail(conn, job, "busy", "Ask later."))  # type: ignore[misc]
    with as_person(app_engine, person) as conn:
        assert set(retry(conn, person.user_id, accepted.id, 3)) == set(accepted.jobs)


def test_two_retries_at_once_run_a_job_once(app_engine: Engine, system: WorkerDatabase, person: Person) -> None:
    accepted = send(app_engine, person)
    job = take(system, accepted)
    system.run(lambda conn: fail(conn, job, "busy", "Ask later."))

    def press() -> int:
        try:
            with as_person(app_engine, person) as conn:
                return len(retry(conn, person.user_id, accepted.id, 3))
        except NothingToRetry:
            return 0

    assert sum(together([press] * 4)) == 1


def test_a_retry_whose_message_is_lost_is_found_by_the_sweep(app_engine: Engine, system: WorkerDatabase, person: Person) -> None:
    accepted = send(app_engine, person)
    job = take(system, accepted)
    system.run(lambda conn: fail(conn, job, "busy", "Ask later."))
    with as_person(app_engine, person) as conn:
        retry(conn, person.user_id, accepted.id, 3)
    change(system, "update jobs set run_at = run_at - interval '4 seconds'")
    found = system.run(lambda conn: due_again(conn, "scoring", SweepLimits(3, 60)))
    assert found == [JobHint(job_id(accepted, "scoring"), "scoring")]


@pytest.mark.parametrize("state", ["queued", "running", "done"])
def test_without_a_failed_job_there_is_nothing_to_retry(
    app_engine: Engine, system: WorkerDatabase, person: Person, state: str
) -> None:
    accepted = send(app_engine, person)
    change(system, "update jobs set state = :state", state=state)
    with pytest.raises(NothingToRetry), as_person(app_engine, person) as conn:
        retry(conn, person.user_id, accepted.id, 3)


def test_anothers_answer_is_not_found(app_engine: Engine, system: WorkerDatabase, person: Person, stranger: Person) -> None:
    theirs = send(app_engine, stranger)
    change(system, "update jobs set state = 'failed'")
    for unknown in (theirs.id, new_id()):
        with pytest.raises(AnswerNotFound), as_person(app_engine, person) as conn:
            retry(conn, person.user_id, unknown, 3)
    assert job_of(system, job_id(theirs, "scoring")).state == "failed"
