"""A living process is seen, one that has gone is not."""

import asyncio
from collections.abc import AsyncIterator, Callable
from threading import Event, Thread

import pytest
import redis
import redis.asyncio
from redis.exceptions import RedisError

from practice.clock import now
from practice.presence.beats import EXPIRES_S, Presence, decode, encode, introduce, key_of
from practice.presence.pulse import PulseThread, present, pulse, quick_redis

pytestmark = pytest.mark.anyio
NOWHERE = "redis://127.0.0.1:9/0"


@pytest.fixture
async def client(redis_url: str) -> AsyncIterator[redis.asyncio.Redis]:
    made = redis.asyncio.Redis.from_url(redis_url)
    yield made
    await made.aclose()


async def seen_until(client: redis.asyncio.Redis, enough: Callable[[list[Presence]], bool]) -> list[Presence]:
    async with asyncio.timeout(30):
        while not enough(found := await present(client)):
            pass
    return found


async def test_nobody_is_there(client: redis.asyncio.Redis) -> None:
    assert await present(client) == []


async def test_a_worker_is_there_from_its_first_beat_until_it_stops(client: redis.asyncio.Redis, redis_url: str) -> None:
    beating = PulseThread(redis_url, "worker-scoring", lambda: {"running": 3})
    beating.start()
    (seen,) = await seen_until(client, bool)
    assert (seen.kind, seen.info) == ("worker-scoring", {"running": 3})
    assert seen.started_at <= seen.beat_at
    await asyncio.to_thread(beating.stop)
    assert await present(client) == []


async def test_an_event_loop_beats_until_it_is_cancelled(client: redis.asyncio.Redis) -> None:
    task = asyncio.create_task(pulse(client, "relay", lambda: {"leader": True}))
    (seen,) = await seen_until(client, bool)
    assert (seen.kind, seen.info) == ("relay", {"leader": True})
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await present(client) == []


async def test_a_process_that_was_killed_is_forgotten_by_itself(client: redis.asyncio.Redis, redis_url: str) -> None:
    beating = PulseThread(redis_url, "worker-embedding")
    beating.start()
    (seen,) = await seen_until(client, bool)
    assert 0 < await client.ttl(key_of(seen)) <= EXPIRES_S
    await asyncio.to_thread(beating.stop)


async def test_processes_are_listed_by_kind(client: redis.asyncio.Redis) -> None:
    there = [introduce(kind) for kind in ("relay", "api", "encoder", "api")]
    for presence in there:
        await client.set(key_of(presence), encode(presence, now(), {}))
    found = await present(client)
    assert [presence.kind for presence in found] == ["api", "api", "encoder", "relay"]
    assert len({presence.id for presence in found}) == 4


async def test_a_beat_under_way_does_not_outlive_the_stop(client: redis.asyncio.Redis, redis_url: str) -> None:
    under_way, go_on = Event(), Event()

    def info() -> dict[str, bool]:
        under_way.set()
        go_on.wait(30)
        return {}

    beating = PulseThread(redis_url, "worker-scoring", info)
    beating.start()
    await asyncio.to_thread(under_way.wait, 30)
    stopping = Thread(target=beating.stop)
    stopping.start()
    go_on.set()
    await asyncio.to_thread(stopping.join)
    await asyncio.to_thread(beating.join)
    assert await present(client) == []


async def test_a_missing_redis_is_not_the_workers_problem() -> None:
    beating = PulseThread(NOWHERE, "worker-scoring")
    beating.start()
    await asyncio.to_thread(beating.stop)
    await asyncio.to_thread(beating.join)
    PulseThread(NOWHERE, "worker-scoring").stop()


async def test_a_missing_redis_is_said_to_whoever_asks_who_is_there() -> None:
    nowhere = redis.asyncio.Redis.from_url(NOWHERE)
    with pytest.raises(RedisError):
        await present(nowhere)
    await nowhere.aclose()


def test_a_quick_client_does_not_try_again() -> None:
    with quick_redis(NOWHERE) as client, pytest.raises(RedisError):
        client.ping()


def test_a_presence_survives_the_way() -> None:
    presence = introduce("api")
    moment = now()
    read = decode(encode(presence, moment, {"streams": 4}))
    assert (read.kind, read.id, read.pid, read.info, read.beat_at) == (
        "api",
        presence.id,
        presence.pid,
        {"streams": 4},
        moment.isoformat(),
    )
