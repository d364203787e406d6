"""A transaction opens in one place, for one person, and is whole or nothing."""

import pytest
from sqlalchemy import Connection, Engine, text

from practice.db.unit_of_work import Database, WorkerDatabase
from practice.errors import Unauthenticated
from practice.events.append import append
from tests.conftest import Person
from tests.practice.answers.given import rows
from tests.practice.events.noted import note

ME = text("select current_setting('app.user_id', true)")
pytestmark = pytest.mark.anyio


async def test_work_is_done_as_the_owner_of_the_token(database: Database, person: Person, stranger: Person) -> None:
    seen = await database.write(
        person.token_hash, lambda conn, user_id: (user_id, list(conn.scalars(text("select id from users"))))
    )
    assert seen == (person.user_id, [person.user_id])


@pytest.mark.parametrize("way", ["read", "write"])
async def test_an_unknown_token_is_turned_away_before_any_work(database: Database, person: Person, way: str) -> None:
    with pytest.raises(Unauthenticated):
        await getattr(database, way)(b"no such token", lambda conn, user_id: pytest.fail("it worked"))


async def test_what_breaks_is_undone(database: Database, system: WorkerDatabase, person: Person) -> None:
    def broken(conn: Connection, _user_id: object) -> None:
        append(conn, [note(person)])
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await database.write(person.token_hash, broken)
    assert rows(system, "select * from events") == []


async def test_a_connection_forgets_its_person(database: Database, person: Person, stranger: Person) -> None:
    """The pool hands the same connection to the next caller."""
    await database.write(person.token_hash, lambda conn, _: None)
    assert not await database.open(lambda conn: conn.scalar(ME))
    await database.as_user(person.user_id, lambda conn: None)
    assert await database.open(lambda conn: conn.scalar(text("select count(*) from users"))) == 0
    seen = await database.as_user(stranger.user_id, lambda conn: list(conn.scalars(text("select id from users"))))
    assert seen == [stranger.user_id]


async def test_a_read_stands_on_one_snapshot_and_a_write_does_not(database: Database, person: Person) -> None:
    isolation = text("select current_setting('transaction_isolation')")
    assert await database.read(person.token_hash, lambda conn, _: conn.scalar(isolation)) == "repeatable read"
    assert await database.write(person.token_hash, lambda conn, _: conn.scalar(isolation)) == "read committed"


async def test_a_statement_may_not_hold_a_connection_for_ever(app_engine: Engine) -> None:
    with app_engine.begin() as conn:
        assert conn.scalar(text("select current_setting('statement_timeout')")) == "20s"
        assert conn.scalar(text("select current_setting('timezone')")) == "UTC"
