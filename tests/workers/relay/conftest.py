"""Parts of a relay on real services."""

import gc
from collections.abc import AsyncIterator, Iterator

import kombu.pools
import pytest
import redis.asyncio
from psycopg import AsyncConnection
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from sqlalchemy.ext.asyncio import AsyncEngine

from practice.db.engines import async_engine
from practice.db.statements import Row, Statements
from practice.settings import Settings
from tests.conftest import Urls
from workers.relay.leader import session


@pytest.fixture(autouse=True)
def connections(urls: Urls) -> Iterator[None]:
    """Closed after the loop and its threads have ended, and before the database is dropped.

    To the broker: closed under a send, kombu would wait for ever. To PostgreSQL: one that was cancelled while it was being
    made is closed by the collector alone, and until then its server process holds the drop up for a minute.
    """
    yield
    kombu.pools.reset()
    gc.collect()


@pytest.fixture
def relay_settings(system_settings: Settings) -> Settings:
    """With short waits: a test waits for what happens, so it may happen soon."""
    short = {"relay_poll_s": 0.1, "sweep_every_s": 0.1, "dispatch_grace_s": 0.0, "relay_batch": 4}
    return system_settings.model_copy(update=short)


@pytest.fixture
async def outbox(relay_settings: Settings) -> AsyncIterator[AsyncEngine]:
    """The relay's engine; ``engine`` is the model in these tests."""
    made = async_engine(relay_settings, "test-relay")
    yield made
    await made.dispose()


@pytest.fixture
async def telling(relay_settings: Settings) -> AsyncIterator[Statements]:
    made = Statements(relay_settings, "test-relay")
    await made.open()
    yield made
    await made.close()


@pytest.fixture
async def leading(relay_settings: Settings) -> AsyncIterator[AsyncConnection[Row]]:
    """The connection that a leader holds."""
    async with session(relay_settings) as conn:
        yield conn


@pytest.fixture
async def client(redis_url: str) -> AsyncIterator[redis.asyncio.Redis]:
    made = redis.asyncio.Redis.from_url(redis_url, socket_connect_timeout=1.0, retry=Retry(NoBackoff(), 0))
    async with made:
        yield made
