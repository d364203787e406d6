"""A relay's life: one leads, another takes over, whatever breaks under it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import pytest
import redis.asyncio
from pydantic import SecretStr
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from sqlalchemy import create_engine, make_url, text

from practice.db.engines import async_engine, with_driver
from practice.db.statements import Statements
from practice.db.unit_of_work import WorkerDatabase
from practice.ending import end_all
from practice.settings import Settings
from stack.valkey import EmbeddedValkey
from tests.api.waiting import until
from tests.conftest import Person, Urls
from tests.workers.relay.test_drain import unmarked
from tests.workers.submitted import submitted
from workers.relay.__main__ import _producer
from workers.relay.loop import Relay

pytestmark = pytest.mark.anyio

LEADERS = "select pid from pg_stat_activity where application_name = 'backtalk-relay-leader' and datname = current_database()"


@asynccontextmanager
async def relaying(settings: Settings) -> AsyncIterator[tuple[Relay, "asyncio.Task[None]"]]:
    """A relay at work, until the block is left."""
    url = settings.redis_url.get_secret_value()
    client = redis.asyncio.Redis.from_url(url, socket_timeout=2.0, socket_connect_timeout=1.0, retry=Retry(NoBackoff(), 0))
    engine = async_engine(settings, "test-relay")
    statements = Statements(settings, "test-relay")
    await statements.open()
    relay = Relay(settings, engine, statements, client, _producer(settings))
    task = asyncio.create_task(relay.run())
    try:
        yield relay, task
    finally:
        await end_all([task])
        await client.aclose()
        await statements.close()
        await engine.dispose()


def connected(system: WorkerDatabase) -> int:
    """How many relays lead or stand by."""
    return len(system.run(lambda conn: conn.execute(text(LEADERS)).all()))


def cut(urls: Urls, query: str) -> int:
    """Ends connections from the server's side; returns how many."""
    admin = create_engine(with_driver(make_url(urls.admin)))
    with admin.begin() as conn:
        gone = len(conn.execute(text(f"select pg_terminate_backend(pid) from ({query}) as found")).all())
    admin.dispose()
    return gone


async def test_what_was_committed_before_and_after_the_start_is_told(
    relay_settings: Settings, system: WorkerDatabase, person: Person
) -> None:
    submitted(system, person.user_id)
    async with relaying(relay_settings):
        await until(lambda: unmarked(system) == 0)
        # nobody notifies: the poll is the guarantee
        submitted(system, person.user_id)
        await until(lambda: unmarked(system) == 0)


async def test_a_notification_wakes_it_long_before_the_poll(
    relay_settings: Settings, system: WorkerDatabase, person: Person
) -> None:
    patient = relay_settings.model_copy(update={"relay_poll_s": 600.0})
    async with relaying(patient) as (relay, _):
        await until(lambda: relay.leading)
        submitted(system, person.user_id)

        async def told() -> bool:
            system.run(lambda conn: conn.execute(text("notify backtalk_outbox")))
            return unmarked(system) == 0

        await until(told)


async def test_one_of_two_leads_and_the_other_takes_over_when_its_connection_dies(
    relay_settings: Settings, system: WorkerDatabase, person: Person, urls: Urls
) -> None:
    async with AsyncExitStack() as stack:
        relays = [await stack.enter_async_context(relaying(relay_settings)) for _ in range(2)]
        await until(lambda: any(relay.leading for relay, _ in relays))
        assert sum(relay.leading for relay, _ in relays) == 1
        assert cut(urls, LEADERS) >= 1
        await until(lambda: sum(relay.leading for relay, _ in relays) == 1)
        submitted(system, person.user_id)
        await until(lambda: unmarked(system) == 0)
        # the one that lost its connection stands by again
        await until(lambda: connected(system) == 2)
        assert not any(task.done() for _, task in relays)


async def test_one_that_stands_by_does_not_lead_and_may_end_unnoticed(relay_settings: Settings, system: WorkerDatabase) -> None:
    async with relaying(relay_settings) as (first, _):
        await until(lambda: first.leading)
        async with relaying(relay_settings) as (second, _):
            await until(lambda: connected(system) == 2)
            assert not second.leading
        assert first.leading


async def test_the_lead_passes_on_when_the_leader_is_stopped(relay_settings: Settings) -> None:
    async with relaying(relay_settings) as (first, task):
        await until(lambda: first.leading)
        async with relaying(relay_settings) as (second, _):
            await end_all([task])
            await until(lambda: second.leading)
            assert not first.leading


async def test_it_outlives_every_connection_being_cut(
    relay_settings: Settings, system: WorkerDatabase, person: Person, urls: Urls
) -> None:
    async with relaying(relay_settings) as (relay, task):
        await until(lambda: relay.leading)
        cut(urls, "select pid from pg_stat_activity where usename = 'backtalk_system' and datname = current_database()")
        submitted(system, person.user_id)
        await until(lambda: unmarked(system) == 0)
        assert not task.done()


async def test_it_tells_all_once_redis_is_back(
    relay_settings: Settings, system: WorkerDatabase, person: Person, tmp_path: Path
) -> None:
    with EmbeddedValkey(tmp_path / "valkey") as mortal:
        async with relaying(relay_settings.model_copy(update={"redis_url": SecretStr(mortal.url)})) as (relay, task):
            await until(lambda: relay.leading)
            assert mortal.child
            mortal.child.kill()
            assert mortal.child.wait(10)
            submitted(system, person.user_id)
            mortal.start()
            await until(lambda: unmarked(system) == 0)
            assert not task.done()


async def test_a_job_that_nobody_announced_reaches_its_queue(
    relay_settings: Settings, system: WorkerDatabase, person: Person, client: redis.asyncio.Redis
) -> None:
    submitted(system, person.user_id)
    async with relaying(relay_settings):

        async def announced() -> bool:
            return bool(await client.llen("scoring") and await client.llen("embedding"))

        await until(announced)
