"""The gateway's side tasks: a whole gateway or none, and none that outlives its end."""

import asyncio
import signal
from types import FrameType

import pytest
import redis.asyncio
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff

from api.main import _supervised
from practice.ending import end_all
from practice.settings import Settings
from tests.api.conftest import running
from tests.conftest import Person

pytestmark = pytest.mark.anyio


async def test_a_side_task_that_dies_asks_the_process_to_stop() -> None:
    """uvicorn would go on serving after the lifespan has failed, without stream and without dispatch."""
    asked: list[int] = []

    def note(number: int, _: FrameType | None) -> None:
        asked.append(number)

    async def fault() -> None:
        raise ZeroDivisionError

    before = signal.signal(signal.SIGTERM, note)
    try:
        with pytest.raises(ZeroDivisionError):
            await _supervised("hub", fault)
    finally:
        signal.signal(signal.SIGTERM, before)
    assert asked == [signal.SIGTERM]


async def test_a_gateway_that_stops_at_once_stops_whole(api_settings: Settings, person: Person) -> None:
    """Its side tasks are connecting to Redis at that moment, and a cancellation may be lost in there."""
    for pauses in range(12):
        async with running(api_settings):
            for _ in range(pauses):
                await asyncio.sleep(0)
    assert {task.get_name() for task in asyncio.all_tasks()}.isdisjoint({"hub", "pulse", "dispatch", "heads", "pushed", "close"})


async def test_a_cancellation_that_redis_py_swallows_is_said_again(redis_url: str) -> None:
    async def beat(client: redis.asyncio.Redis) -> None:
        while True:
            await client.ping()
            await asyncio.sleep(3600)

    for pauses in range(25):
        async with redis.asyncio.Redis.from_url(redis_url, retry=Retry(NoBackoff(), 0)) as client:
            task = asyncio.create_task(beat(client))
            for _ in range(pauses):
                await asyncio.sleep(0)
            await end_all([task])
            assert task.cancelled()
