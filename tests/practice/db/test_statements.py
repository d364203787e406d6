"""Single statements: a transaction each, on connections that are known to live."""

import asyncio

import pytest
from psycopg.errors import DivisionByZero
from sqlalchemy import text

from practice.db.statements import Statements
from practice.db.unit_of_work import Database
from tests.conftest import Urls
from tests.practice.answers.given import as_owner

pytestmark = pytest.mark.anyio
END_ALL = """
select pg_terminate_backend(pid, 10000) from pg_stat_activity
where datname = current_database() and application_name = :name
"""


async def test_a_statement_is_a_transaction_of_its_own(statements: Statements) -> None:
    await statements.say("select set_config('app.user_id', 'somebody', true)")
    assert await statements.rows("select coalesce(current_setting('app.user_id', true), '')") == [("",)]


async def test_an_error_leaves_the_connection_usable(statements: Statements) -> None:
    with pytest.raises(DivisionByZero):
        await statements.rows("select 1 / %(number)s", {"number": 0})
    assert await statements.rows("select 1") == [(1,)]


async def test_a_connection_that_the_server_has_ended_is_not_used(statements: Statements, urls: Urls) -> None:
    """Nothing was sent on it, so the statement runs once, on another."""
    await statements.rows("select 1")
    with as_owner(urls) as owner:
        owner.execute(text(END_ALL), {"name": "backtalk-test-api-statements"})
    assert await statements.rows("select 1") == [(1,)]


async def test_a_restart_of_the_server_is_one_pause_and_no_error(statements: Statements, urls: Urls) -> None:
    """Every connection at hand is dead, and none of them is tried."""

    async def all_at_once() -> list[list[tuple[int]]]:
        return await asyncio.gather(*(statements.rows("select 1") for _ in range(8)))

    await all_at_once()
    with as_owner(urls) as owner:
        owner.execute(text(END_ALL), {"name": "backtalk-test-api-statements"})
    assert await all_at_once() == [[(1,)]] * 8


async def test_the_same_holds_for_units_of_work(database: Database, urls: Urls) -> None:
    await database.open(lambda conn: conn.scalar(text("select 1")))
    with as_owner(urls) as owner:
        owner.execute(text(END_ALL), {"name": "backtalk-test-api"})
    assert await database.open(lambda conn: conn.scalar(text("select 1"))) == 1
