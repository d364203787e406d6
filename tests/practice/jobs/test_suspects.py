"""Jobs that lost two workers run alone; a clock that was set back delays nothing."""

from sqlalchemy import text

from practice.db.unit_of_work import WorkerDatabase
from practice.jobs.claim import claim, claim_one, claim_suspect
from practice.jobs.sweep import SweepLimits, due_again, end_lost
from tests.conftest import Person
from tests.workers.submitted import submitted

LIMITS = SweepLimits(grace_s=3, again_s=60)
LOST = "state = 'running', lease_until = clock_timestamp() - interval '1 s'"
TOLD = "dispatched_at = clock_timestamp() - interval '2 s'"


def change(system: WorkerDatabase, what: str) -> None:
    system.run(lambda conn: conn.execute(text(f"update jobs set {what}")))


def test_a_batch_leaves_out_what_was_lost_twice(system: WorkerDatabase, person: Person) -> None:
    for _ in range(3):
        submitted(system, person.user_id)
    change(system, f"{LOST}, attempt = 2, losses = 1")
    assert system.run(lambda conn: claim(conn, "embedding", 60, limit=10)) == []
    assert len(system.run(lambda conn: claim_suspect(conn, "embedding", 60))) == 1


def test_a_first_loss_is_made_good_in_a_batch(system: WorkerDatabase, person: Person) -> None:
    for _ in range(3):
        submitted(system, person.user_id)
    change(system, f"{LOST}, attempt = 1")
    assert system.run(lambda conn: claim_suspect(conn, "embedding", 60)) == []
    assert len(system.run(lambda conn: claim(conn, "embedding", 60, limit=10))) == 3


def test_an_attempt_that_ended_in_a_wait_is_no_loss(system: WorkerDatabase, person: Person) -> None:
    for _ in range(3):
        submitted(system, person.user_id)
    change(system, "attempt = 7, max_attempts = 12")
    assert len(system.run(lambda conn: claim(conn, "embedding", 60, limit=10))) == 3
    change(system, LOST)
    # one dead worker, three jobs lost at once: all come back at once
    assert len(system.run(lambda conn: claim(conn, "embedding", 60, limit=10))) == 3
    change(system, LOST)
    assert system.run(lambda conn: claim(conn, "embedding", 60, limit=10)) == []
    assert system.run(lambda conn: claim_suspect(conn, "embedding", 60))


def test_suspects_are_announced_one_at_a_time_and_none_beside_one_that_runs(system: WorkerDatabase, person: Person) -> None:
    for _ in range(3):
        submitted(system, person.user_id)
    change(system, f"{LOST}, {TOLD}, attempt = 2, losses = 1")
    (first,) = system.run(lambda conn: due_again(conn, "scoring", LIMITS))
    # announced and not claimed yet
    assert system.run(lambda conn: due_again(conn, "scoring", LIMITS)) == []
    job = system.run(lambda conn: claim_one(conn, "scoring", 60, first.job_id))
    assert job
    assert system.run(lambda conn: due_again(conn, "scoring", LIMITS)) == []
    system.run(lambda conn: conn.execute(text("update jobs set state = 'done' where id = :id"), {"id": job.job_id}))
    (second,) = system.run(lambda conn: due_again(conn, "scoring", LIMITS))
    assert second.job_id != first.job_id


def test_a_suspect_whose_message_waits_is_not_announced_again(system: WorkerDatabase, person: Person) -> None:
    submitted(system, person.user_id)
    change(system, f"{LOST}, {TOLD}, attempt = 2, losses = 1")
    assert len(system.run(lambda conn: due_again(conn, "scoring", LIMITS))) == 1
    change(system, "lease_until = lease_until - interval '61 s', dispatched_at = dispatched_at - interval '61 s'")
    assert system.run(lambda conn: due_again(conn, "scoring", LIMITS, messages=1)) == []
    assert len(system.run(lambda conn: due_again(conn, "scoring", LIMITS, messages=0))) == 1


def test_what_waits_is_due_although_the_clock_was_set_back(system: WorkerDatabase, person: Person) -> None:
    submitted(system, person.user_id)
    ahead = "clock_timestamp() + interval '2 h'"
    change(system, f"created_at = {ahead}, run_at = {ahead}, dispatched_at = {ahead}")
    assert len(system.run(lambda conn: due_again(conn, "scoring", LIMITS))) == 1
    # noted by the clock of now, so not again at once
    assert system.run(lambda conn: due_again(conn, "scoring", LIMITS)) == []
    assert system.run(lambda conn: claim_one(conn, "scoring", 60))


def test_a_lease_from_a_clock_that_was_ahead_is_over(system: WorkerDatabase, person: Person) -> None:
    submitted(system, person.user_id)
    ahead = "clock_timestamp() + interval '2 h'"
    change(system, f"state = 'running', attempt = 1, claimed_at = {ahead}, lease_until = {ahead}, dispatched_at = {ahead}")
    assert len(system.run(lambda conn: due_again(conn, "scoring", LIMITS))) == 1
    change(system, "attempt = max_attempts")
    assert system.run(end_lost) == 2


def test_once_claimed_by_the_clock_of_now_a_job_is_nobody_else_s(system: WorkerDatabase, person: Person) -> None:
    submitted(system, person.user_id)
    ahead = "clock_timestamp() + interval '2 h'"
    change(system, f"created_at = {ahead}, run_at = {ahead}, dispatched_at = {ahead}")
    job = system.run(lambda conn: claim_one(conn, "scoring", 60))
    assert job
    assert system.run(lambda conn: claim_one(conn, "scoring", 60, job.job_id)) is None
