"""A job ends once: each write holds for the attempt that makes it, and for no other."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, text

from practice.db.unit_of_work import WorkerDatabase
from practice.jobs.claim import Claimed, claim, claim_one, extend
from practice.jobs.finish import backoff_s, fail, finish, try_again
from tests.conftest import Person, Urls
from tests.practice.answers.given import as_owner, job_id, job_of, send, take, wait_until_blocked


def test_a_finished_job_is_done(app_engine: Engine, system: WorkerDatabase, person: Person) -> None:
    job = take(system, send(app_engine, person))
    assert system.run(lambda conn: finish(conn, [job])) == [job]
    stored = job_of(system, job.job_id)
    assert (stored.state, stored.lease_until, stored.error_code) == ("done", None, None)
    assert stored.finished_at >= stored.claimed_at


def test_a_second_delivery_changes_nothing(app_engine: Engine, system: WorkerDatabase, person: Person) -> None:
    accepted = send(app_engine, person)
    job = take(system, accepted)
    system.run(lambda conn: finish(conn, [job]))
    before = job_of(system, job.job_id)
    assert system.run(lambda conn: claim_one(conn, "scoring", 60, job.job_id)) is None
    assert system.run(lambda conn: finish(conn, [job])) == []
    assert not system.run(lambda conn: fail(conn, job, "late", "too late"))
    assert system.run(lambda conn: try_again(conn, job, "late", "too late", 0)) is None
    assert job_of(system, job.job_id) == before


@pytest.mark.parametrize("ended", [True, False], ids=["after the next has ended", "while the next works"])
def test_a_zombies_late_write_changes_nothing(app_engine: Engine, system: WorkerDatabase, person: Person, ended: bool) -> None:
    accepted = send(app_engine, person)
    zombie = take(system, accepted, lease_s=-1)
    heir = take(system, accepted)
    if ended:
        system.run(lambda conn: finish(conn, [heir]))
    before = job_of(system, heir.job_id)
    assert system.run(lambda conn: finish(conn, [zombie])) == []
    assert not system.run(lambda conn: fail(conn, zombie, "late", "too late"))
    assert system.run(lambda conn: try_again(conn, zombie, "late", "too late", 0)) is None
    assert job_of(system, heir.job_id) == before


def test_of_a_batch_only_what_is_still_ours_comes_back(app_engine: Engine, system: WorkerDatabase, person: Person) -> None:
    lost, kept = send(app_engine, person), send(app_engine, person)
    batch = [take(system, lost, "embedding", lease_s=-1), take(system, kept, "embedding")]
    take(system, lost, "embedding")
    assert system.run(lambda conn: finish(conn, batch)) == batch[1:]
    assert job_of(system, batch[0].job_id).state == "running"


def test_no_jobs_are_no_trouble(system: WorkerDatabase) -> None:
    assert system.run(lambda conn: finish(conn, [])) == []


def test_a_failed_job_says_why(app_engine: Engine, system: WorkerDatabase, person: Person) -> None:
    job = take(system, send(app_engine, person))
    assert system.run(lambda conn: fail(conn, job, "provider_refused", "The provider refused the text."))
    stored = job_of(system, job.job_id)
    assert (stored.state, stored.error_code, stored.lease_until) == ("failed", "provider_refused", None)
    assert stored.error_message == "The provider refused the text."
    assert system.run(lambda conn: claim(conn, "scoring", 60)) == []


def test_a_job_that_is_tried_again_waits_and_then_ends(app_engine: Engine, system: WorkerDatabase, person: Person) -> None:
    accepted = send(app_engine, person)
    job = take(system, accepted)
    run_at = system.run(lambda conn: try_again(conn, job, "busy", "Ask later.", 3600))
    stored = job_of(system, job.job_id)
    assert (stored.state, stored.run_at, stored.error_code, stored.attempt) == ("queued", run_at, "busy", 1)
    assert system.run(lambda conn: claim(conn, "scoring", 60)) == []


def test_the_reason_of_an_earlier_attempt_goes_with_success(app_engine: Engine, system: WorkerDatabase, person: Person) -> None:
    accepted = send(app_engine, person)
    job = take(system, accepted)
    system.run(lambda conn: try_again(conn, job, "busy", "Ask later.", 0))
    again = take(system, accepted)
    assert again.attempt == 2
    system.run(lambda conn: finish(conn, [again]))
    stored = job_of(system, job.job_id)
    assert (stored.state, stored.error_code, stored.error_message) == ("done", None, None)


@given(st.integers(1, 200), st.floats(0.01, 10), st.floats(0.01, 600))
def test_backoff_stays_between_nothing_and_its_cap(attempt: int, base_s: float, cap_s: float) -> None:
    assert 0 <= backoff_s(attempt, base_s, cap_s) <= min(cap_s, base_s * 2 ** (attempt - 1))


@pytest.mark.parametrize("write", [finish, lambda conn, held: extend(conn, held, 60)], ids=["finish", "extend"])
def test_a_batch_is_locked_in_the_order_of_ids(
    app_engine: Engine, system: WorkerDatabase, urls: Urls, person: Person, write: object
) -> None:
    """Two batches that share jobs must wait for each other, never in a circle: so the small id comes first."""
    held = [take(system, send(app_engine, person), "embedding") for _ in range(2)]
    small, big = sorted(held, key=lambda job: job.job_id)

    def backwards(conn: object) -> object:
        return write(conn, [big, small])  # type: ignore[operator]

    with as_owner(urls) as owner, ThreadPoolExecutor(1) as pool:
        with system.engine.begin() as conn:
            conn.execute(text("select 1 from jobs where id = :id for update"), {"id": small.job_id})
            batch = pool.submit(system.run, backwards)
            wait_until_blocked(owner)
            free = text("select 1 from jobs where id = :id for update skip locked")
            assert owner.scalar(free, {"id": big.job_id}) == 1
        batch.result()


def test_a_claim_of_a_deleted_answer_ends_in_nothing(app_engine: Engine, system: WorkerDatabase, person: Person) -> None:
    accepted = send(app_engine, person)
    job: Claimed = take(system, accepted)
    system.run(lambda conn: conn.execute(text("delete from answers where id = :id"), {"id": accepted.id}))
    assert system.run(lambda conn: finish(conn, [job])) == []
    assert system.run(lambda conn: claim_one(conn, "scoring", 60, job_id(accepted, "scoring"))) is None
