"""Hot paths: one statement, one round trip, one transaction, without the engine's layers above the driver."""

from collections.abc import Mapping
from typing import Any

from psycopg import AsyncConnection, OperationalError
from psycopg_pool import AsyncConnectionPool
from sqlalchemy import make_url

from practice.db.engines import connect_args, is_dead
from practice.settings import Settings

Row = tuple[Any, ...]


class Statements:
    """A pool of connections in autocommit; each call is a transaction of its own. Opened and closed on one event loop."""

    def __init__(self, settings: Settings, name: str) -> None:
        url = make_url(settings.database_url.get_secret_value()).set(drivername="postgresql")
        self._pool = AsyncConnectionPool(
            url.render_as_string(hide_password=False),
            kwargs={**connect_args(settings, f"{name}-statements"), "autocommit": True},
            min_size=1,
            max_size=settings.database_pool,
            timeout=settings.database_timeout_s,
            # its pauses between tries double: after a long outage nobody could wait for the next one. Given up, the next
            # statement begins a new series
            reconnect_timeout=settings.database_timeout_s,
            check=self._check,
            open=False,
        )

    async def open(self) -> None:
        """Begins to connect; does not wait for it."""
        await self._pool.open()

    async def close(self) -> None:
        await self._pool.close()

    async def _check(self, conn: AsyncConnection[Row]) -> None:
        # found dead before anything was sent: another connection is taken, and nothing can be stored twice
        if is_dead(conn):
            # the others died with it, most likely; the pool would try them one by one, with longer and longer pauses
            await self._pool.drain()
            await conn.close()
            raise OperationalError("the server has closed the connection")

    async def rows(self, statement: str, values: Mapping[str, object] | None = None) -> list[Row]:
        """What the statement returns; placeholders are psycopg's. Raises psycopg.Error."""
        async with self._pool.connection() as conn:
            return await (await conn.execute(statement, values)).fetchall()

    async def say(self, statement: str, values: Mapping[str, object] | None = None) -> None:
        """A statement that returns nothing of interest."""
        async with self._pool.connection() as conn:
            await conn.execute(statement, values)
