"""kombu's Redis transport, with one client a channel where it makes a new one for each message it notes or acknowledges.

To make a client costs about half a millisecond, most of it for a table of response parsers; two a message were a sixth of
the worker's time. A client holds no connection of its own: the pool does, and a new pool brings a new client.
"""

from typing import Any

import redis
from kombu.transport.redis import Channel as RedisChannel
from kombu.transport.redis import Transport as RedisTransport


class Channel(RedisChannel):
    _kept: redis.Redis | None = None

    def _create_client(self, asynchronous: bool = False) -> Any:
        # the asynchronous one holds the connection that waits for messages
        if asynchronous:
            return super()._create_client(asynchronous=True)  # type: ignore[no-untyped-call]
        if self._kept is None or self._kept.connection_pool is not self.pool:
            self._kept = super()._create_client()  # type: ignore[no-untyped-call]
        return self._kept


class Transport(RedisTransport):
    Channel = Channel
