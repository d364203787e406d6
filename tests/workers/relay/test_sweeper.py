"""What fell through is found: announced once a period, ended when every worker was lost, pruned when old."""

from collections.abc import Awaitable, Callable

import pytest
import redis.asyncio
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from practice.db.unit_of_work import WorkerDatabase
from practice.settings import Settings
from tests.conftest import Person
from tests.workers.submitted import events_of, job_of, row_of, submitted
from workers.relay.__main__ import _producer
from workers.relay.sweeper import broker_is_quick, prune_all, sweep

pytestmark = pytest.mark.anyio


Sweep = Callable[..., Awaitable[int]]


@pytest.fixture
def swept(outbox: AsyncEngine, relay_settings: Settings, client: redis.asyncio.Redis) -> Sweep:
    """One sweep, with other settings where they are given; how many jobs were announced."""
    producer = _producer(relay_settings)
    return lambda **changes: sweep(outbox, producer, client, relay_settings.model_copy(update=changes))


async def depths(client: redis.asyncio.Redis) -> tuple[int, int]:
    return await client.llen("scoring"), await client.llen("embedding")


async def test_missing_messages_are_sent_once_and_one_stands_for_all_of_a_drain(
    swept: Sweep, system: WorkerDatabase, person: Person, client: redis.asyncio.Redis
) -> None:
    for _ in range(3):
        submitted(system, person.user_id)
    assert await swept() == 4
    assert await depths(client) == (3, 1)
    assert await swept() == 0
    assert await depths(client) == (3, 1)


async def test_what_a_redis_has_forgotten_is_announced_by_the_next_sweep(
    swept: Sweep, system: WorkerDatabase, person: Person, client: redis.asyncio.Redis
) -> None:
    for _ in range(3):
        submitted(system, person.user_id)
    assert await swept() == 4
    await client.flushall()
    assert await swept() == 4
    assert await depths(client) == (3, 1)
    assert await swept() == 0


async def test_what_a_worker_has_in_hand_is_not_announced_when_redis_forgets(
    swept: Sweep, system: WorkerDatabase, person: Person, client: redis.asyncio.Redis
) -> None:
    submitted(system, person.user_id)
    await swept()
    running = "update jobs set state = 'running', attempt = 1, claimed_at = now(), lease_until = now() + interval '1 minute'"
    system.run(lambda conn: conn.execute(text(running)))
    await client.flushall()
    assert await swept() == 0


async def test_within_the_grace_and_once_done_nothing_is_announced(
    swept: Sweep, system: WorkerDatabase, person: Person, client: redis.asyncio.Redis
) -> None:
    submitted(system, person.user_id)
    assert await swept(dispatch_grace_s=600.0) == 0
    system.run(lambda conn: conn.execute(text("update jobs set state = 'done'")))
    assert await swept() == 0


async def test_while_no_worker_takes_them_messages_do_not_pile_up_and_a_lost_one_comes_again(
    swept: Sweep, system: WorkerDatabase, person: Person, client: redis.asyncio.Redis
) -> None:
    def a_period_passes() -> None:
        past = "update jobs set run_at = run_at - interval '61 s', dispatched_at = dispatched_at - interval '61 s'"
        system.run(lambda conn: conn.execute(text(past)))

    for _ in range(5):
        submitted(system, person.user_id)
    assert await swept() == 6
    for _ in range(3):
        a_period_passes()
        assert await swept() == 0
        assert await depths(client) == (5, 1)
    await client.rpop("scoring", 2)
    await client.delete("embedding")
    assert await swept() == 3
    assert await depths(client) == (5, 1)
    a_period_passes()
    await client.delete("scoring")
    assert await swept() == 5
    assert await depths(client) == (5, 1)


async def test_a_job_whose_worker_died_is_announced_again(
    swept: Sweep, system: WorkerDatabase, person: Person, client: redis.asyncio.Redis
) -> None:
    # from here on Redis is known to remember; the shipped bank's texts have rung for the embedding worker
    await swept()
    await client.delete("embedding")
    submitted(system, person.user_id)
    times = "dispatched_at = now() - interval '9 s', lease_until = now() - interval '1 s'"
    dead = f"update jobs set state = 'running', attempt = 1, {times}"
    system.run(lambda conn: conn.execute(text(dead)))
    assert await swept() == 2
    assert await depths(client) == (1, 1)


async def test_a_job_that_lost_every_worker_ends_visibly(
    swept: Sweep, system: WorkerDatabase, person: Person, client: redis.asyncio.Redis
) -> None:
    answer = submitted(system, person.user_id)
    lost = "update jobs set state = 'running', attempt = max_attempts, lease_until = now() - interval '1 s'"
    system.run(lambda conn: conn.execute(text(lost)))
    assert await swept() == 0
    for queue, kind in (("scoring", "score.failed"), ("embedding", "embed.failed")):
        job = row_of(system, job_of(answer, "scoring" if queue == "scoring" else "embedding"))
        assert (job.state, job.error_code) == ("failed", "worker_lost")
        assert kind in [each for _, each, _ in events_of(system, person.user_id)]


async def test_texts_without_a_job_are_announced_by_one_message_however_long_nobody_takes_it(
    swept: Sweep, system: WorkerDatabase, client: redis.asyncio.Redis
) -> None:
    # the bank that ships has no vectors yet
    for _ in range(3):
        assert await swept() == 0
        assert await depths(client) == (0, 1)
        system.run(lambda conn: conn.execute(text("update embedding_models set touched_at = now() - interval '1 hour'")))
    await client.delete("embedding")
    await swept()
    assert await depths(client) == (0, 1)


async def test_texts_that_somebody_works_on_are_not_announced(swept: Sweep, client: redis.asyncio.Redis) -> None:
    await swept()
    # taken by a worker
    await client.delete("embedding")
    await swept()
    assert await depths(client) == (0, 0)


async def test_a_model_of_a_newer_version_ends_no_sweep(
    swept: Sweep, system: WorkerDatabase, person: Person, client: redis.asyncio.Redis
) -> None:
    newer = """insert into embedding_models (name, slot, state, spec) values ('newer', 1, 'active', '{"in": "other words"}')"""
    system.run(lambda conn: conn.execute(text(newer)))
    submitted(system, person.user_id)
    assert await swept() == 2
    await client.delete("embedding")
    assert await swept() == 0
    assert await depths(client) == (1, 0)


async def test_a_broker_that_is_away_is_not_quick(client: redis.asyncio.Redis) -> None:
    assert await broker_is_quick(client)
    async with redis.asyncio.Redis.from_url("redis://127.0.0.1:9/0", socket_connect_timeout=1.0) as nobody:
        assert not await broker_is_quick(nobody)


async def test_old_events_go_once_they_were_told(outbox: AsyncEngine, system: WorkerDatabase, person: Person) -> None:
    for _ in range(4):
        submitted(system, person.user_id)
    system.run(lambda conn: conn.execute(text("update events set created_at = now() - interval '31 days' where seq <= 3")))
    system.run(lambda conn: conn.execute(text("update events set published_at = now() where seq <= 2")))
    await prune_all(outbox, keep_days=30)
    # the third was never told, the fourth is young
    assert [seq for seq, _, _ in events_of(system, person.user_id)] == [3, 4]
    assert system.run(lambda conn: conn.scalar(text("select pruned_to from event_streams"))) == 2
