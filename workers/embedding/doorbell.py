"""The message that brings the other queue's worker to a drain: one behind whatever waits there is enough."""

import redis
from celery import Celery
from redis.exceptions import RedisError

from practice.jobs.contracts import EMBED_TASK, Queue


def ring(app: Celery, client: redis.Redis, queue: Queue) -> None:
    """Sends it, unless the newest message of the queue is one: nobody has taken that one yet, so its drain is still to come.

    While no worker takes them they would pile up: whoever finds work for the other side rings each time it looks.
    """
    if not _rung(client, queue):
        app.send_task(EMBED_TASK, queue=queue, retry=False, ignore_result=True)


def _rung(client: redis.Redis, queue: Queue) -> bool:
    try:
        newest = client.lindex(queue, 0)
    except (RedisError, OSError):
        return False
    return isinstance(newest, bytes) and EMBED_TASK.encode() in newest
