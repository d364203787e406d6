"""The message for the other side's drain: sent once, however often it is wanted before anybody takes it."""

from collections.abc import Iterator

import kombu.pools
import pytest
import redis
from celery import Celery

from practice.jobs.contracts import SCORE_TASK
from practice.presence.pulse import quick_redis
from practice.settings import Settings
from workers.config import celery_config
from workers.embedding.doorbell import ring


@pytest.fixture
def app(system_settings: Settings) -> Iterator[Celery]:
    made = Celery("test-doorbell", set_as_current=False)
    made.config_from_object(celery_config(system_settings))
    yield made
    kombu.pools.reset()


def test_one_waits_behind_whatever_else_waits(app: Celery, redis_url: str) -> None:
    with redis.Redis.from_url(redis_url) as client:
        for _ in range(3):
            ring(app, client, "scoring")
        assert client.llen("scoring") == 1
        app.send_task(SCORE_TASK, kwargs={"job_id": "x"}, queue="scoring")
        for _ in range(3):
            ring(app, client, "scoring")
        assert client.llen("scoring") == 3
        client.delete("scoring")
        ring(app, client, "scoring")
        assert client.llen("scoring") == 1


def test_where_nobody_can_look_it_is_sent(app: Celery, redis_url: str) -> None:
    ring(app, quick_redis("redis://127.0.0.1:9/0"), "scoring")
    with redis.Redis.from_url(redis_url) as client:
        assert client.llen("scoring") == 1
