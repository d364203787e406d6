"""A handful of psycopg connections in autocommit, handed out last in, first out."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import psycopg

Connection = psycopg.AsyncConnection[tuple[Any, ...]]
SIZE = 10


class Pool:
    def __init__(self) -> None:
        self._free: asyncio.LifoQueue[Connection] = asyncio.LifoQueue()

    async def open(self, url: str) -> None:
        for _ in range(SIZE):
            self._free.put_nowait(await psycopg.AsyncConnection.connect(url, autocommit=True))

    async def close(self) -> None:
        while not self._free.empty():
            await self._free.get_nowait().close()

    @asynccontextmanager
    async def connection(self) -> AsyncIterator[Connection]:
        conn = await self._free.get()
        try:
            yield conn
        finally:
            self._free.put_nowait(conn)


def database_url() -> str:
    return os.environ["BACKTALK_DATABASE_URL"]


def redis_url() -> str:
    return os.environ["BACKTALK_REDIS_URL"]
