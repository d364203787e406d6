"""The hub's Pub/Sub connection, which two tasks use: one that asks for channels, one that reads."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from redis.asyncio.client import PubSub
from redis.exceptions import ConnectionError as RedisConnectionError


class Line(PubSub):
    """Once lost, it stays lost: whoever meets it hears ``redis.exceptions.ConnectionError``, and the hub makes a new one.

    A plain ``PubSub`` connects anew underneath, in whichever task meets the loss. With two tasks both do, and each takes the
    other's stream: a socket is left open, or one fails with what is no error of Redis and would end the process.
    """

    async def connect(self) -> None:
        """Raises: ``ConnectionError`` where it was lost."""
        if self.connection is not None and not self.connection.is_connected:
            raise RedisConnectionError("the connection was lost")
        await super().connect()  # type: ignore[no-untyped-call]

    async def _reconnect(self, _connection: Any, error: BaseException | None = None, *_: Any) -> None:
        raise RedisConnectionError("the connection was lost") from error

    async def check_health(self) -> None:
        """Raises: ``ConnectionError`` where nothing came for as long again as one waits before a ping.

        redis-py pings a quiet connection and waits for no reply: a host that is gone without a word would be missed for as
        long as the kernel tries.
        """
        line = self.connection
        now = asyncio.get_running_loop().time()
        if line is not None and 0 < line.health_check_interval < now - line.next_health_check:
            raise RedisConnectionError("the connection is silent")
        await super().check_health()  # type: ignore[no-untyped-call]

    async def execute_command(self, *args: Any) -> Any:
        """As of ``PubSub``."""
        with _lost():
            return await super().execute_command(*args)

    async def get_message(self, *args: Any, **options: Any) -> Any:
        """As of ``PubSub``."""
        with _lost():
            return await super().get_message(*args, **options)


@contextmanager
def _lost() -> Iterator[None]:
    """Where one task has just closed what the other is writing to, redis-py fails with an ``AttributeError``."""
    try:
        yield
    except (AttributeError, RuntimeError) as error:
        raise RedisConnectionError("the connection was lost") from error
