"""A hub on a real Valkey, and events as workers write them."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from uuid import UUID

import pytest
import redis.asyncio
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff

from api.stream.catch_up import Log
from api.stream.hub import Hub
from practice.clock import new_id
from practice.db.statements import Statements
from practice.db.unit_of_work import WorkerDatabase
from practice.ending import end_all
from practice.events.append import append
from practice.events.channel import channel_of, hint_of
from practice.events.kinds import SCORE_STARTED, NewEvent, StoredEvent
from practice.events.read import events_after
from stack.valkey import EmbeddedValkey

Writes = Callable[[UUID, int], list[StoredEvent]]


@asynccontextmanager
async def hub_on(url: str, buffer: int = 16, health_check_s: int = 0) -> AsyncIterator[Hub]:
    """A hub with its reader, until the block is left."""
    client = redis.asyncio.Redis.from_url(
        url, socket_connect_timeout=1.0, health_check_interval=health_check_s, retry=Retry(NoBackoff(), 0)
    )
    hub = Hub(client, buffer)
    task = asyncio.create_task(hub.run())
    try:
        yield hub
    finally:
        await end_all([task])
        await client.aclose()


@pytest.fixture
async def hub(redis_url: str) -> AsyncIterator[Hub]:
    async with hub_on(redis_url) as made:
        yield made


@pytest.fixture
async def client(redis_url: str) -> AsyncIterator[redis.asyncio.Redis]:
    async with redis.asyncio.Redis.from_url(redis_url) as made:
        yield made


@pytest.fixture
def mortal(tmp_path: Path) -> Iterator[EmbeddedValkey]:
    """A Valkey of the test's own, to be killed."""
    with EmbeddedValkey(tmp_path / "valkey") as server:
        yield server


@pytest.fixture
def write(system: WorkerDatabase) -> Writes:
    """Appends events for a person, each in a transaction of its own, and returns them as stored."""

    def written(user_id: UUID, count: int) -> list[StoredEvent]:
        seqs = []
        for number in range(count):
            event = NewEvent(user_id, SCORE_STARTED, new_id(), {"attempt": number})
            seqs.append(system.run(lambda conn, event=event: append(conn, [event]))[user_id])
        return system.run(lambda conn: events_after(conn, user_id, seqs[0] - 1, count)) if seqs else []

    return written


@pytest.fixture
def log_of(statements: Statements) -> Callable[[UUID], Log]:
    """A person's log, read in small pages."""
    gate = asyncio.Semaphore(2)
    return lambda user_id: Log(statements, user_id, 3, gate)


async def publish(client: redis.asyncio.Redis, event: StoredEvent) -> None:
    """What the relay does with an event."""
    await client.publish(channel_of(event.user_id), hint_of(event).encode())
