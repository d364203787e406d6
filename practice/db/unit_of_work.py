"""Where transactions open: each call is one transaction, and no network call stands inside.

The domain is written once, against a plain ``Connection``. An event loop reaches it through SQLAlchemy's greenlet bridge
(``run_sync``), a worker calls it directly; there are no asynchronous twins.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

import psycopg
from sqlalchemy import Connection, Engine, text
from sqlalchemy.ext.asyncio import AsyncEngine

from practice.errors import Unauthenticated

T = TypeVar("T")
Row = tuple[Any, ...]
# runs one statement with psycopg's placeholders and returns the first row, if there is one
One = Callable[[str, Mapping[str, Any]], Row | None]
CallerWork = Callable[[Connection, UUID], T]
Work = Callable[[Connection], T]

BECOME = text("select set_config('app.user_id', :user_id, true)")
AUTHENTICATE = text("select authenticate(:hash)")
OPEN_A_SESSION = "Open a session with POST /api/session, then send its cookie or token."


def _as_caller(conn: Connection, token_hash: bytes, work: CallerWork[T]) -> T:
    user_id = conn.scalar(AUTHENTICATE, {"hash": token_hash})
    if user_id is None:
        raise Unauthenticated(OPEN_A_SESSION)
    return work(conn, user_id)


def _as_user(conn: Connection, user_id: UUID, work: Work[T]) -> T:
    conn.execute(BECOME, {"user_id": str(user_id)})
    return work(conn)


def in_transaction(conn: Connection) -> One:
    """Statements that are written for the driver, inside a transaction that does more."""

    def one(statement: str, values: Mapping[str, Any]) -> Row | None:
        row = conn.exec_driver_sql(statement, dict(values)).first()
        return tuple(row) if row else None

    return one


@dataclass(frozen=True, slots=True)
class Database:
    """Units of work for an event loop."""

    engine: AsyncEngine

    async def write(self, token_hash: bytes, work: CallerWork[T]) -> T:
        """Runs ``work`` as the owner of the token; committed when this returns. Raises Unauthenticated."""
        async with self.engine.begin() as conn:
            return await conn.run_sync(_as_caller, token_hash, work)

    async def read(self, token_hash: bytes, work: CallerWork[T]) -> T:
        """The same on one snapshot, so that a view and the ``seq`` it is true at agree."""
        async with self.engine.execution_options(isolation_level="REPEATABLE READ").begin() as conn:
            return await conn.run_sync(_as_caller, token_hash, work)

    async def as_user(self, user_id: UUID, work: Work[T]) -> T:
        """For a caller who has been authenticated before, such as the owner of an open stream."""
        async with self.engine.begin() as conn:
            return await conn.run_sync(_as_user, user_id, work)

    async def open(self, work: Work[T]) -> T:
        """Without a caller: only what is public, and the narrow doors of ``policies``, is visible."""
        async with self.engine.begin() as conn:
            return await conn.run_sync(work)


@dataclass(frozen=True, slots=True)
class WorkerDatabase:
    """Units of work for threads, as the system role."""

    engine: Engine

    def run(self, work: Work[T]) -> T:
        """Committed when this returns."""
        with self.engine.begin() as conn:
            return work(conn)

    def one(self, statement: str, values: Mapping[str, Any] | None = None) -> Row | None:
        """One statement that is a transaction by itself, straight to the driver: one round trip instead of three.

        Placeholders are psycopg's; the first row of what it returns, if it returns any. Raises psycopg.Error.
        """
        with self._autocommit() as conn:
            cursor = conn.execute(statement, values)
            return cursor.fetchone() if cursor.description else None

    @contextmanager
    def _autocommit(self) -> Iterator[psycopg.Connection[Row]]:
        pooled = self.engine.raw_connection()
        conn = pooled.driver_connection
        assert isinstance(conn, psycopg.Connection)
        try:
            conn.autocommit = True
            yield conn
            conn.autocommit = False
        except BaseException:
            pooled.invalidate()
            raise
        pooled.close()
