"""A session is a token that only its holder knows, for as long as it is valid."""

import pytest
from sqlalchemy import Engine

from practice.db.unit_of_work import Database, WorkerDatabase
from practice.errors import Unauthenticated
from practice.identity.sessions import hash_token, open_guest
from tests.conftest import Person
from tests.practice.answers.given import change, row, rows


def test_each_guest_is_a_new_person_with_a_token_of_their_own(app_engine: Engine, system: WorkerDatabase) -> None:
    with app_engine.begin() as conn:
        opened = [open_guest(conn, days=90) for _ in range(3)]
    assert len({one.user_id for one in opened}) == len({one.token for one in opened}) == 3
    assert {user_id for (user_id,) in rows(system, "select id from users")} == {one.user_id for one in opened}


def test_the_token_itself_is_not_kept(system: WorkerDatabase, person: Person) -> None:
    stored = row(system, "select * from sessions")
    assert bytes(stored.token_hash) == hash_token(person.token)
    assert person.token not in str(stored)
    assert len(person.token) >= 43


def test_a_session_lasts_as_many_days_as_were_asked_for(app_engine: Engine, system: WorkerDatabase) -> None:
    with app_engine.begin() as conn:
        open_guest(conn, days=90)
    lasts = row(system, "select expires_at - created_at as lasts from sessions").lasts
    assert abs(lasts.total_seconds() - 90 * 86400) < 60


@pytest.mark.anyio
async def test_an_expired_session_opens_nothing(database: Database, system: WorkerDatabase, person: Person) -> None:
    assert await database.read(person.token_hash, lambda _, user_id: user_id) == person.user_id
    change(system, "update sessions set expires_at = clock_timestamp()")
    for way in (database.read, database.write):
        with pytest.raises(Unauthenticated):
            await way(person.token_hash, lambda _, user_id: user_id)


@pytest.mark.anyio
async def test_one_expired_session_does_not_end_the_others(
    database: Database, system: WorkerDatabase, person: Person, stranger: Person
) -> None:
    change(system, "update sessions set expires_at = clock_timestamp() where user_id = :id", id=person.user_id)
    assert await database.read(stranger.token_hash, lambda _, user_id: user_id) == stranger.user_id


@pytest.mark.anyio
async def test_a_deleted_person_has_no_session_left(database: Database, system: WorkerDatabase, person: Person) -> None:
    change(system, "delete from users where id = :id", id=person.user_id)
    with pytest.raises(Unauthenticated):
        await database.read(person.token_hash, lambda _, user_id: user_id)
