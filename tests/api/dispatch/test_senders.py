"""A message pushed straight into a list is the one that Celery would have sent, and a worker takes both."""

import base64
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import redis
import redis.asyncio
from celery import Celery
from celery.contrib.testing.worker import start_worker

from api.dispatch.producer import close_connections, make_producer, send_all
from api.dispatch.senders import InThreads, Straight, sender_for
from practice.clock import new_id
from practice.jobs.contracts import QUEUES, SCORE_TASK, JobHint
from practice.settings import Settings
from workers.config import celery_config

pytestmark = pytest.mark.anyio
BOUND_S = 30.0
# of its own to each message, or to the process that made it
OWN = ("id", "root_id", "correlation_id", "delivery_tag", "reply_to", "origin", "kwargsrepr")


@pytest.fixture(autouse=True)
def broker_connections() -> Iterator[None]:
    yield
    close_connections()


async def push(url: str, jobs: list[JobHint]) -> None:
    async with redis.asyncio.Redis.from_url(url) as client:
        await Straight(url, client).send(jobs)


def listed(url: str, name: str) -> list[dict[str, Any]]:
    with redis.Redis.from_url(url) as client:
        return [json.loads(raw) for raw in client.lrange(name, 0, -1)]


def shared(message: dict[str, Any]) -> dict[str, Any]:
    """A message without what is its own."""
    parts = {name: {k: v for k, v in message[name].items() if k not in OWN} for name in ("headers", "properties")}
    return {**message, **parts, "body": None}


@pytest.mark.parametrize("queue", QUEUES)
async def test_it_is_celerys_own_message(redis_url: str, queue: str) -> None:
    hint = JobHint(new_id(), "scoring" if queue == "scoring" else "embedding")
    with make_producer(redis_url) as producer:
        send_all(producer, [hint])
    await push(redis_url, [hint])
    straight, sent = listed(redis_url, queue)
    assert shared(straight) == shared(sent)
    assert json.loads(base64.b64decode(straight["body"])) == json.loads(base64.b64decode(sent["body"]))
    assert straight["headers"]["kwargsrepr"] == sent["headers"]["kwargsrepr"]


async def test_each_message_has_ids_of_its_own(redis_url: str) -> None:
    await push(redis_url, [JobHint(new_id(), "scoring") for _ in range(3)])
    messages = listed(redis_url, "scoring")
    assert len({message["headers"]["id"] for message in messages}) == 3
    assert len({message["properties"]["delivery_tag"] for message in messages}) == 3


async def test_jobs_come_out_in_the_order_in_which_they_went_in(redis_url: str) -> None:
    jobs = [JobHint(new_id(), "scoring") for _ in range(5)]
    await push(redis_url, jobs)
    bodies = [json.loads(base64.b64decode(message["body"])) for message in reversed(listed(redis_url, "scoring"))]
    assert [body[1]["job_id"] for body in bodies] == [str(job.job_id) for job in jobs]


@contextmanager
def working(url: str, wanted: int) -> Iterator[tuple[list[str], threading.Event]]:
    """A real worker with the configuration of ours; the jobs it was told of, and a sign that there are ``wanted``."""
    app, told, enough = Celery("test-worker", set_as_current=False), [], threading.Event()
    app.config_from_object({**celery_config(Settings(redis_url=url)), "imports": ()})

    @app.task(name=SCORE_TASK)
    def run(job_id: str) -> None:
        told.append(job_id)
        if len(told) == wanted:
            enough.set()

    with start_worker(app, pool="solo", perform_ping_check=False, queues=["scoring"], shutdown_timeout=BOUND_S):
        yield told, enough
    app.close()


async def test_a_worker_takes_both(redis_url: str) -> None:
    sent, pushed = JobHint(new_id(), "scoring"), JobHint(new_id(), "scoring")
    with make_producer(redis_url) as producer:
        send_all(producer, [sent])
    await push(redis_url, [pushed])
    with working(redis_url, 2) as (told, enough):
        assert enough.wait(BOUND_S)
    assert told == [str(sent.job_id), str(pushed.job_id)]
    with redis.Redis.from_url(redis_url) as client:
        # both were acknowledged
        assert (client.llen("scoring"), client.hlen("unacked")) == (0, 0)


async def test_only_a_redis_is_pushed_to_straight() -> None:
    async with redis.asyncio.Redis() as client:
        kinds = {
            url: type(sender_for(url, client)) for url in ("redis://127.0.0.1:9/0", "rediss://127.0.0.1:9/0", "amqp://nowhere")
        }
    assert list(kinds.values()) == [Straight, Straight, InThreads]
