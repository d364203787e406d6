"""`backtalk dead`: what failed is listed, shown, run again or dropped; its owner hears of it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from practice.db.unit_of_work import WorkerDatabase
from practice.jobs.claim import claim_one
from practice.jobs.outcome import give_up
from tests.conftest import Person, Urls
from tests.workers.submitted import submitted

ROOT = Path(__file__).parents[2]
STATES = text("select queue, state, error_code from jobs order by queue")


@pytest.fixture
def failed(system: WorkerDatabase, person: Person) -> str:
    """The id of a scoring job that failed for good."""
    submitted(system, person.user_id)

    def fail(conn):  # type: ignore[no-untyped-def]
        job = claim_one(conn, "scoring", 60)
        assert job
        give_up(conn, "scoring", job, "worker_lost", "The worker was lost.")
        return str(job.job_id)

    return str(system.run(fail))


def dead(urls: Urls, *arguments: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "DATABASE_URL": urls.admin}
    command = [sys.executable, "-m", "stack", "dead", *arguments]
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)


def test_it_is_listed_and_shown_without_the_answer(urls: Urls, system: WorkerDatabase, failed: str) -> None:
    listed = dead(urls, "list", "--queue", "scoring").stdout
    assert failed in listed
    assert "worker_lost" in listed
    shown = dead(urls, "show", failed).stdout
    assert "The worker was lost." in shown
    answer = system.run(lambda conn: str(conn.scalar(text("select text from answers"))))
    assert answer[:12] not in listed + shown
    assert "0 failed job(s)" in dead(urls, "list", "--code", "other").stdout


def test_it_is_run_again(urls: Urls, system: WorkerDatabase, failed: str) -> None:
    assert dead(urls, "retry", failed).stdout == "1 job(s) queued again.\n"
    states = system.run(lambda conn: [tuple(row) for row in conn.execute(STATES)])
    assert [state for _, state, _ in states] == ["queued", "queued"]
    assert dead(urls, "retry", "--all").stdout == "0 job(s) queued again.\n"


def test_it_is_dropped_and_its_owner_is_told(urls: Urls, system: WorkerDatabase, failed: str) -> None:
    assert dead(urls, "drop", failed).returncode == 0
    states = system.run(lambda conn: [tuple(row) for row in conn.execute(STATES)])
    assert ("scoring", "failed", "dropped") in states
    last = "select kind, payload -> 'error' ->> 'code' from events order by seq desc limit 1"
    assert system.run(lambda conn: tuple(conn.execute(text(last)).one())) == ("score.failed", "dropped")
    assert failed not in dead(urls, "list").stdout
    assert failed in dead(urls, "list", "--dropped").stdout


def test_an_unknown_id_is_met_with_advice(urls: Urls) -> None:
    said = dead(urls, "show", "01a200e1-241d-76b6-b6c4-0ed0f0196d20")
    assert said.returncode == 1
    assert "backtalk dead list" in said.stderr
