"""Work that is slow keeps its lease for as long as somebody does it."""

from sqlalchemy import text

from practice.db.unit_of_work import WorkerDatabase
from practice.jobs.claim import Claimed, claim_one
from tests.conftest import Person
from tests.faults.waiting import until
from tests.workers.submitted import submitted
from workers.runtime.leases import Leases

LEFT = text("select extract(epoch from lease_until - clock_timestamp()) from jobs where id = :id")


def left(system: WorkerDatabase, job: Claimed) -> float:
    """Seconds of the lease."""
    return float(system.run(lambda conn: conn.execute(LEFT, {"id": job.job_id}).scalar_one()))


def test_a_lease_is_renewed_inside_the_block_and_not_after_it(system: WorkerDatabase, person: Person) -> None:
    submitted(system, person.user_id)
    job = system.run(lambda conn: claim_one(conn, "scoring", 0.1))
    assert job

    with Leases(system, 1.5).kept([job]):
        until(lambda: left(system, job) > 1.0, "the renewal")
    until(lambda: left(system, job) < 0, "the end of the lease")


def test_a_job_that_somebody_else_has_claimed_is_left_alone(system: WorkerDatabase, person: Person) -> None:
    submitted(system, person.user_id)
    late = system.run(lambda conn: claim_one(conn, "scoring", 0.0))
    assert late
    newer = system.run(lambda conn: claim_one(conn, "scoring", 0.0, late.job_id))
    assert newer
    before = left(system, late)
    with Leases(system, 0.03).kept([late]):
        until(lambda: left(system, late) < before - 0.3, "several renewals")
