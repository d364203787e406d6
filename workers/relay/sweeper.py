"""Jobs whose message is missing are announced again, lost jobs are ended, old events and abandoned guests are deleted."""

import asyncio
from functools import partial

import redis.asyncio
import structlog
from celery import Celery
from redis.exceptions import RedisError
from sqlalchemy.ext.asyncio import AsyncEngine

from practice.embedding.changing import needs_nudge
from practice.embedding.models import UnknownModel
from practice.events.prune import prune
from practice.identity.abandoned import abandoned, delete_abandoned
from practice.jobs.contracts import EMBED_TASK, QUEUES, JobHint, Queue
from practice.jobs.sweep import SweepLimits, due_again, end_lost
from practice.settings import Settings
from workers.relay.memory import mend_memory

log = structlog.get_logger()

# a change of the model goes on by itself; one that nobody has worked on for so long has lost its worker
FILL_IDLE_S = 5.0


def limits_of(settings: Settings) -> SweepLimits:
    return SweepLimits(grace_s=settings.dispatch_grace_s, again_s=settings.redispatch_after_s)


async def _due(engine: AsyncEngine, client: redis.asyncio.Redis, queue: Queue, limits: SweepLimits) -> list[JobHint]:
    # kombu's list of messages without a priority, as all of ours are, is named after the queue
    messages = await client.llen(queue)
    # one drain takes every job that is due, so one message stands for all of them
    one_for_all = queue == "embedding"
    if one_for_all and messages:
        return []
    async with engine.begin() as conn:
        hints = await conn.run_sync(due_again, queue, limits, messages)
    return hints[:1] if one_for_all else hints


def _send(app: Celery, hints: list[JobHint]) -> None:
    for hint in hints:
        app.send_task(hint.task, kwargs=hint.kwargs, queue=hint.queue, retry=False, ignore_result=True)


async def sweep(engine: AsyncEngine, app: Celery, client: redis.asyncio.Redis, settings: Settings) -> int:
    """One sweep; returns how many jobs were announced again.

    Raises kombu's OperationalError or redis-py's RedisError while the broker is away.
    """
    async with engine.begin() as conn:
        ended = await conn.run_sync(end_lost)
    if ended:
        log.warning("jobs_lost_every_worker", jobs=ended)
    await mend_memory(engine, client)
    announced = 0
    for queue in QUEUES:
        hints = await _due(engine, client, queue, limits_of(settings))
        if hints:
            await asyncio.to_thread(partial(_send, app, hints))
            log.info("announced_again", queue=queue, jobs=len(hints))
        announced += len(hints)
    await _nudge(engine, app, client, settings)
    return announced


async def _nudge(engine: AsyncEngine, app: Celery, client: redis.asyncio.Redis, settings: Settings) -> None:
    """Wakes a worker for texts that have no job."""
    # a message that waits already brings a worker to them; while nobody takes any, they would pile up
    if await client.llen("embedding"):
        return
    try:
        async with engine.begin() as conn:
            idle = await conn.run_sync(needs_nudge, settings.embedding_model, FILL_IDLE_S)
    except UnknownModel:
        # a newer version's model; no worker of this one could embed by it, and the rest of the relay's work goes on
        return
    if idle:
        await asyncio.to_thread(partial(app.send_task, EMBED_TASK, queue="embedding", retry=False, ignore_result=True))


async def broker_is_quick(client: redis.asyncio.Redis) -> bool:
    """A broker that does not answer a ping would only hold a thread up for a second per message."""
    try:
        return bool(await client.ping())
    except (RedisError, OSError):
        return False


async def prune_all(engine: AsyncEngine, keep_days: int) -> None:
    """Deletes old events in small transactions, until none is left."""
    while True:
        async with engine.begin() as conn:
            gone = await conn.run_sync(prune, keep_days)
        if not gone:
            return
        log.info("events_pruned", events=gone)


async def prune_guests(engine: AsyncEngine, keep_days: int) -> None:
    """Deletes guests who cannot come back, each in a transaction of its own, until none is left; 0 days: nobody."""
    while keep_days:
        async with engine.begin() as conn:
            found = await conn.run_sync(abandoned, keep_days)
        gone = 0
        for user_id in found:
            async with engine.begin() as conn:
                gone += await conn.run_sync(delete_abandoned, user_id, keep_days)
        if not gone:
            return
        log.info("abandoned_guests_deleted", guests=gone)
