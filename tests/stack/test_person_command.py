"""`backtalk person`: the host sees who is here without what they wrote, and deletes one of them with everything."""

import os
import subprocess
import sys
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import Engine, create_engine, make_url, text

from practice.db.engines import with_driver
from practice.db.unit_of_work import WorkerDatabase
from practice.identity.accounts import Person as Vouched
from practice.identity.accounts import sign_in
from tests.conftest import Person, Urls
from tests.workers.submitted import GOOD, submitted

ROOT = Path(__file__).parents[2]
ISSUER = "https://issuer.example"
NOBODY = UUID(int=0)


def run(urls: Urls, *arguments: str, said: str = "") -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "DATABASE_URL": urls.admin}
    command = [sys.executable, "-m", "stack", "person", *arguments]
    return subprocess.run(command, cwd=ROOT, env=env, input=said, capture_output=True, text=True, check=False)


@pytest.fixture
def member(app_engine: Engine, system: WorkerDatabase) -> UUID:
    """Somebody who signs in, with one answer."""
    with app_engine.begin() as conn:
        opened = sign_in(conn, Vouched(ISSUER, "subject-1", "김지원"), None, 90, None).session
    submitted(system, opened.user_id)
    return opened.user_id


def rows_left(urls: Urls, user_id: UUID) -> dict[str, int]:
    engine = create_engine(with_driver(make_url(urls.admin)))
    try:
        with engine.connect() as conn:
            tables = ("answers", "jobs", "events", "sessions", "accounts")
            found = {
                name: conn.scalar(text(f"select count(*) from {name} where user_id = :id"), {"id": user_id}) for name in tables
            }
            return {**found, "users": conn.scalar(text("select count(*) from users where id = :id"), {"id": user_id})}
    finally:
        engine.dispose()


def test_everybody_is_listed_and_nothing_of_what_they_wrote(urls: Urls, person: Person, member: UUID) -> None:
    everybody = run(urls, "list").stdout
    assert str(member) in everybody and "김지원 (https://issuer.example)" in everybody and "1 answer(s)" in everybody
    assert str(person.user_id) in everybody and "guest" in everybody and "2 person(s)." in everybody
    assert GOOD[:12] not in everybody
    assert str(person.user_id) not in run(urls, "list", "--accounts").stdout
    assert "1 person(s)." in run(urls, "list", "--name", "지원").stdout
    assert run(urls, "list", "--name", "nobody").stdout == "0 person(s).\n"


def test_one_is_deleted_with_everything_and_nobody_else(urls: Urls, person: Person, member: UUID) -> None:
    asked = run(urls, "delete", str(member), said="n\n")
    assert asked.returncode == 1 and "1 answers" in asked.stdout
    assert rows_left(urls, member)["answers"] == 1
    done = run(urls, "delete", str(member), "--yes")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Deleted: 1 answers, 0 scores" in done.stdout
    assert set(rows_left(urls, member).values()) == {0}
    assert rows_left(urls, person.user_id)["users"] == 1


def test_nobody_is_told_so(urls: Urls) -> None:
    for said in (run(urls, "delete", str(NOBODY), "--yes"), run(urls, "delete", str(NOBODY), said="y\n")):
        assert said.returncode == 1
        assert said.stderr == f"There is no person {NOBODY} here; `backtalk person list` shows who is.\n"
