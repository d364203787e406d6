"""kombu's Redis transport with less of its work between a message and its job.

kombu makes a new client for each message that it notes or acknowledges, about half a millisecond, most of it for a table of
response parsers; here a channel keeps one. And what it notes goes out as two bare commands whose replies are read when the
next ones are sent: a message is a hint, so its job need not wait until the broker has taken the note.
"""

from time import time
from typing import Any

import redis
from kombu.transport.redis import Channel as RedisChannel
from kombu.transport.redis import QoS as RedisQoS
from kombu.transport.redis import Transport as RedisTransport
from kombu.transport.virtual import QoS as VirtualQoS
from kombu.utils.json import dumps


class QoS(RedisQoS):
    """Keeps the same hash and set of unacknowledged messages as kombu, which restores from them."""

    # the connection whose replies have not been read, its pool, and how many replies there are
    _unread: tuple[Any, Any, int] | None = None

    def append(self, message: Any, delivery_tag: str) -> None:
        info = message.delivery_info
        note = dumps([message._raw, info["exchange"], info["routing_key"]])  # type: ignore[no-untyped-call]
        self._tell(("ZADD", self.unacked_index_key, time(), delivery_tag), ("HSET", self.unacked_key, delivery_tag, note))
        VirtualQoS.append(self, message, delivery_tag)  # type: ignore[no-untyped-call]

    def ack(self, delivery_tag: str) -> None:
        self._tell(("ZREM", self.unacked_index_key, delivery_tag), ("HDEL", self.unacked_key, delivery_tag))
        # who acknowledges wants to know whether it was heard
        self._read_replies()
        VirtualQoS.ack(self, delivery_tag)  # type: ignore[no-untyped-call]

    def _tell(self, *commands: tuple[Any, ...]) -> None:
        self._read_replies()
        with self.channel.conn_or_acquire() as client:
            pool = client.connection_pool
            connection = pool.get_connection()
            try:
                connection.send_packed_command(connection.pack_commands(commands))
            except BaseException:
                pool.release(connection)
                raise
            self._unread = (connection, pool, len(commands))

    def _read_replies(self) -> None:
        if self._unread is None:
            return
        (connection, pool, replies), self._unread = self._unread, None
        try:
            # lost with a line that was given up: whoever gave it up has told so
            for _ in range(replies if connection.is_connected else 0):
                connection.read_response()
        except BaseException:
            # what is left on it belongs to nobody
            connection.disconnect()
            raise
        finally:
            pool.release(connection)


class Channel(RedisChannel):
    QoS = QoS
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
