"""Two ways to a broker: straight into the lists of a Redis, or by Celery in a thread for every other kind."""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Protocol

import redis.asyncio

from api.dispatch.envelope import envelopes, lists
from api.dispatch.producer import close_connections, make_producer, send_all
from practice.jobs.contracts import JobHint

STRAIGHT = ("redis://", "rediss://")


class Sender(Protocol):
    """Tells a broker of jobs; raises whatever the broker's client raises."""

    async def send(self, jobs: Sequence[JobHint]) -> None: ...

    async def close(self) -> None: ...


class InThreads:
    """For a call that blocks."""

    def __init__(self, send: Callable[[Sequence[JobHint]], None]) -> None:
        self._send = send
        # two threads: one may hang in a silent broker until its socket times out
        self._pool = ThreadPoolExecutor(2, thread_name_prefix="dispatch")

    async def send(self, jobs: Sequence[JobHint]) -> None:
        await asyncio.get_running_loop().run_in_executor(self._pool, self._send, jobs)

    async def close(self) -> None:
        """Waits for a send that is under way: its socket's timeout is the limit."""
        await asyncio.to_thread(self._pool.shutdown, wait=True, cancel_futures=True)
        close_connections()


class Straight:
    """Celery's messages pushed by one pipeline: a tenth of what ``send_task`` costs, which makes each message anew."""

    def __init__(self, url: str, client: redis.asyncio.Redis) -> None:
        self._client = client
        with make_producer(url) as producer:
            self._envelopes = envelopes(producer)

    async def send(self, jobs: Sequence[JobHint]) -> None:
        async with self._client.pipeline(transaction=False) as pipe:
            for name, messages in lists(self._envelopes, jobs).items():
                pipe.lpush(name, *messages)
            await pipe.execute()

    async def close(self) -> None:
        """The client belongs to whoever made it."""


def sender_for(url: str, client: redis.asyncio.Redis) -> Sender:
    """By the broker's URL; ``client`` speaks to it when it is a Redis."""
    return Straight(url, client) if url.startswith(STRAIGHT) else InThreads(partial(send_all, make_producer(url)))
