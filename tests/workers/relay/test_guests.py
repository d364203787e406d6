"""Guests who cannot come back are deleted whole; whoever might come back is left alone."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.ext.asyncio import AsyncEngine

from practice.clock import new_id, now
from practice.db.policies import GUARDED
from practice.db.unit_of_work import WorkerDatabase
from practice.identity.abandoned import abandoned, delete_abandoned
from practice.identity.sessions import open_session, sign_out
from practice.settings import Settings
from tests.api.waiting import until
from tests.conftest import Person, Urls, guest
from tests.practice.answers.given import change
from tests.security.remains import remains
from tests.security.rows import fill
from tests.workers.relay.test_loop import relaying
from workers.relay.sweeper import prune_guests

pytestmark = pytest.mark.anyio

KEEP_DAYS = 400


def gone_for(system: WorkerDatabase, person: Person, days: float) -> None:
    """As if the last session had expired so many days ago."""
    at = {"at": now() - timedelta(days=days), "me": person.user_id}
    change(system, "update sessions set expires_at = :at where user_id = :me", **at)
    change(system, "update users set created_at = :at - interval '90 days' where id = :me", **at)
    change(system, "update answers set created_at = :at - interval '1 day' where user_id = :me", **at)


def as_guest(system: WorkerDatabase, person: Person) -> None:
    """A row in every table but that of accounts."""
    system.run(lambda conn: fill(conn, person.user_id))
    change(system, "delete from accounts where user_id = :me", me=person.user_id)


def is_there(system: WorkerDatabase, person: Person) -> bool:
    return bool(system.run(lambda conn: conn.scalar(text("select 1 from users where id = :me"), {"me": person.user_id})))


async def test_everything_of_theirs_goes_and_nothing_of_others(
    outbox: AsyncEngine, system: WorkerDatabase, person: Person, stranger: Person, urls: Urls
) -> None:
    for each in (person, stranger):
        as_guest(system, each)
    before = remains(urls, person)
    assert {table for table, rows in before.items() if rows} == {*GUARDED} - {"accounts"}
    others = remains(urls, stranger)
    gone_for(system, person, KEEP_DAYS + 1)
    await prune_guests(outbox, KEEP_DAYS)
    assert not any(remains(urls, person).values())
    assert remains(urls, stranger) == others


async def test_a_day_before_it_is_time_nobody_goes(outbox: AsyncEngine, system: WorkerDatabase, person: Person) -> None:
    gone_for(system, person, KEEP_DAYS - 1)
    await prune_guests(outbox, KEEP_DAYS)
    assert is_there(system, person)


async def test_an_account_stays_however_long_nobody_signed_in(
    outbox: AsyncEngine, system: WorkerDatabase, person: Person
) -> None:
    system.run(lambda conn: fill(conn, person.user_id))
    gone_for(system, person, 10 * KEEP_DAYS)
    await prune_guests(outbox, 1)
    assert is_there(system, person)


async def test_one_session_that_is_still_good_keeps_them(
    outbox: AsyncEngine, system: WorkerDatabase, app_engine: Engine, person: Person
) -> None:
    gone_for(system, person, KEEP_DAYS + 1)
    system.run(lambda conn: open_session(conn, person.user_id, days=1))
    await prune_guests(outbox, 1)
    assert is_there(system, person)


async def test_who_signed_out_goes_as_long_after_their_last_answer(
    outbox: AsyncEngine, system: WorkerDatabase, person: Person, stranger: Person
) -> None:
    for each, days in ((person, KEEP_DAYS + 1), (stranger, KEEP_DAYS - 2)):
        as_guest(system, each)
        gone_for(system, each, days)
        system.run(lambda conn, each=each: sign_out(conn, each.user_id, each.token_hash))
    # their last answer is a day older than that
    await prune_guests(outbox, KEEP_DAYS)
    assert (is_there(system, person), is_there(system, stranger)) == (False, True)


async def test_nought_keeps_everybody(outbox: AsyncEngine, system: WorkerDatabase, person: Person) -> None:
    gone_for(system, person, 10 * KEEP_DAYS)
    await prune_guests(outbox, 0)
    assert is_there(system, person)
    with pytest.raises(ValueError, match="at least 1"):
        system.run(lambda conn: abandoned(conn, 0))


def test_batches_are_bounded(system: WorkerDatabase, app_engine: Engine) -> None:
    for each in [guest(app_engine) for _ in range(3)]:
        gone_for(system, each, KEEP_DAYS + 1)
    assert len(system.run(lambda conn: abandoned(conn, KEEP_DAYS, limit=2))) == 2


async def test_who_becomes_an_account_at_that_moment_stays(outbox: AsyncEngine, system: WorkerDatabase, person: Person) -> None:
    """The deletion waits for the sign-in that came before it, looks again and lets go."""
    gone_for(system, person, KEEP_DAYS + 1)
    (found,) = system.run(lambda conn: abandoned(conn, KEEP_DAYS))
    account = "insert into accounts (id, user_id, issuer, subject) values (:id, :me, 'https://id.example', 'kim')"
    blocked = text("select count(*) from pg_locks where not granted and locktype in ('transactionid', 'tuple')")

    async def deleted() -> bool:
        async with outbox.begin() as conn:
            return await conn.run_sync(delete_abandoned, found, KEEP_DAYS)

    with system.engine.begin() as conn:
        conn.execute(text(account), {"id": new_id(), "me": person.user_id})
        deleting = asyncio.create_task(deleted())
        await until(lambda: system.run(lambda other: other.scalar(blocked)))
    assert await deleting is False
    assert is_there(system, person)


async def test_the_leader_does_it(relay_settings: Settings, system: WorkerDatabase, person: Person, stranger: Person) -> None:
    gone_for(system, person, KEEP_DAYS + 1)
    async with relaying(relay_settings):
        await until(lambda: not is_there(system, person))
    assert is_there(system, stranger)
