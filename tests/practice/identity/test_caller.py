"""Whose token it is."""

import pytest

from practice.db.statements import Statements
from practice.errors import Unauthenticated
from practice.identity.caller import authenticated
from tests.conftest import Person

pytestmark = pytest.mark.anyio


async def test_a_token_is_its_owners(statements: Statements, person: Person, stranger: Person) -> None:
    assert await authenticated(statements, person.token_hash) == person.user_id
    assert await authenticated(statements, stranger.token_hash) == stranger.user_id


async def test_a_token_of_nobody_is_turned_away(statements: Statements) -> None:
    with pytest.raises(Unauthenticated):
        await authenticated(statements, b"nothing")


async def test_nobody_is_left_behind_on_the_connection(statements: Statements, person: Person) -> None:
    await authenticated(statements, person.token_hash)
    assert await statements.rows("select coalesce(current_setting('app.user_id', true), '')") == [("",)]
    assert await statements.rows("select 1 from event_streams") == []
