"""One Pub/Sub connection for all streams, a bounded queue for each."""

import asyncio
from collections.abc import AsyncIterator

import redis.asyncio

from practice.events.channel import CONTROL, decode

PING_S = 15.0
KEPT = 256


class Hub:
    def __init__(self, client: redis.asyncio.Redis) -> None:
        self._pubsub = client.pubsub(ignore_subscribe_messages=True)
        self._queues: dict[str, set[asyncio.Queue[bytes]]] = {}

    async def run(self) -> None:
        await self._pubsub.subscribe(CONTROL)
        async for message in self._pubsub.listen():
            for queue in self._queues.get(message["channel"].decode(), ()):
                if not queue.full():
                    queue.put_nowait(message["data"])

    async def frames(self, channel: str) -> AsyncIterator[str]:
        queue: asyncio.Queue[bytes] = asyncio.Queue(KEPT)
        group = self._queues.setdefault(channel, set())
        group.add(queue)
        try:
            if len(group) == 1:
                await self._pubsub.subscribe(channel)
            yield "retry: 1000\n: welcome\n\n"
            while True:
                try:
                    hint = decode(await asyncio.wait_for(queue.get(), PING_S))
                except TimeoutError:
                    yield ": ping\n\n"
                else:
                    yield f"event: {hint.kind}\nid: {hint.seq}\ndata: {hint.data}\n\n"
        finally:
            group.discard(queue)
            if not group:
                self._queues.pop(channel, None)
                await self._pubsub.unsubscribe(channel)
