"""What a failed attempt leads to, and what its owner is told of it."""

import pytest
from sqlalchemy import Engine

from practice.db.unit_of_work import WorkerDatabase
from practice.events.kinds import StoredEvent
from practice.events.read import events_after
from practice.jobs.contracts import Queue
from practice.jobs.outcome import Backoff, give_back, give_up, wait_for_other
from tests.conftest import Person
from tests.practice.answers.given import MAX_ATTEMPTS, job_id, job_of, kinds, send, take

AT_ONCE = Backoff(base_s=0, cap_s=0)


def last_event(system: WorkerDatabase, person: Person) -> StoredEvent:
    return system.run(lambda conn: events_after(conn, person.user_id, 0, 100))[-1]


@pytest.mark.parametrize(("queue", "kind"), [("scoring", "score.delayed"), ("embedding", "embed.delayed")])
def test_a_passing_failure_is_told_with_the_time_of_the_next_try(
    app_engine: Engine, system: WorkerDatabase, person: Person, queue: Queue, kind: str
) -> None:
    accepted = send(app_engine, person)
    job = take(system, accepted, queue)
    system.run(lambda conn: give_back(conn, queue, job, "busy", "Ask later.", Backoff(60, 60)))
    stored, event = job_of(system, job.job_id), last_event(system, person)
    assert stored.state == "queued"
    assert (event.kind, event.answer_id) == (kind, accepted.id)
    error = {"code": "busy", "message": "Ask later.", "attempt": 1, "retry_at": stored.run_at.isoformat()}
    assert event.payload == {"error": error, "will_retry": True}


@pytest.mark.parametrize(
    ("queue", "delayed", "failed"), [("scoring", "score.delayed", "score.failed"), ("embedding", "embed.delayed", "embed.failed")]
)
def test_a_job_that_keeps_failing_ends_as_failed(
    app_engine: Engine, system: WorkerDatabase, person: Person, queue: Queue, delayed: str, failed: str
) -> None:
    accepted = send(app_engine, person)
    for _ in range(MAX_ATTEMPTS):
        job = take(system, accepted, queue)
        system.run(lambda conn, job=job: give_back(conn, queue, job, "busy", "Ask later.", AT_ONCE))  # type: ignore[misc]
    assert job_of(system, job_id(accepted, queue)).state == "failed"
    assert kinds(system, person) == ["answer.accepted", *[delayed] * (MAX_ATTEMPTS - 1), failed]
    error = {"code": "busy", "message": "Ask later.", "attempt": MAX_ATTEMPTS}
    assert last_event(system, person).payload == {"error": error, "will_retry": False}


def test_a_failure_that_will_not_pass_ends_the_job_at_once(app_engine: Engine, system: WorkerDatabase, person: Person) -> None:
    accepted = send(app_engine, person)
    job = take(system, accepted)
    system.run(lambda conn: give_up(conn, "scoring", job, "key_refused", "The key is not valid."))
    assert job_of(system, job.job_id).error_code == "key_refused"
    assert kinds(system, person) == ["answer.accepted", "score.failed"]


@pytest.mark.parametrize("used_up", [False, True])
def test_a_zombies_failure_is_not_told(app_engine: Engine, system: WorkerDatabase, person: Person, used_up: bool) -> None:
    accepted = send(app_engine, person)
    for _ in range(MAX_ATTEMPTS - 1 if used_up else 1):
        zombie = take(system, accepted, lease_s=-1)
    take(system, accepted)
    before = job_of(system, zombie.job_id)
    system.run(lambda conn: give_back(conn, "scoring", zombie, "busy", "Ask later.", AT_ONCE))
    system.run(lambda conn: give_up(conn, "scoring", zombie, "busy", "Ask later."))
    assert job_of(system, zombie.job_id) == before
    assert kinds(system, person) == ["answer.accepted"]


def test_the_embedding_goes_on_while_the_scoring_has_failed(app_engine: Engine, system: WorkerDatabase, person: Person) -> None:
    accepted = send(app_engine, person)
    job = take(system, accepted)
    system.run(lambda conn: give_up(conn, "scoring", job, "key_refused", "The key is not valid."))
    assert take(system, accepted, "embedding").attempt == 1


def test_a_job_outlives_any_outage_of_what_it_needs(app_engine: Engine, system: WorkerDatabase, person: Person) -> None:
    accepted = send(app_engine, person)
    for _ in range(MAX_ATTEMPTS + 3):
        job = take(system, accepted)
        system.run(lambda conn, job=job: wait_for_other(conn, "scoring", job, "encoder_unavailable", "Wait.", AT_ONCE))  # type: ignore[misc]
    # as many real failures as ever end it
    for _ in range(MAX_ATTEMPTS):
        assert job_of(system, job.job_id).state == "queued"
        job = take(system, accepted)
        system.run(lambda conn, job=job: give_back(conn, "scoring", job, "busy", "Ask later.", AT_ONCE))  # type: ignore[misc]
    assert job_of(system, job.job_id).state == "failed"
