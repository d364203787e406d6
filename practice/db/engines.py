"""SQLAlchemy engines: an asynchronous one for the doors that serve many, a plain one for workers."""

import select
from typing import Any

from psycopg import BaseConnection
from sqlalchemy import URL, Engine, create_engine, event, make_url
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from practice.settings import Settings


def with_driver(url: URL) -> URL:
    """``postgres://`` and ``postgresql://`` both mean psycopg 3."""
    return url.set(drivername="postgresql+psycopg")


def connect_args(settings: Settings, name: str) -> dict[str, Any]:
    """What every connection is opened with; ``name`` shows in pg_stat_activity."""
    limit = int(settings.database_timeout_s * 4000)
    return {
        "application_name": f"backtalk-{name}",
        "connect_timeout": max(2, int(settings.database_timeout_s)),
        # keepalives end a half-open connection on which nothing was asked within about half a minute; none are sent while
        # the other side owes an acknowledgement, and the kernel alone would go on sending for a quarter of an hour
        "tcp_user_timeout": 25_000,
        "keepalives_idle": 10,
        "keepalives_interval": 5,
        "keepalives_count": 3,
        # the server's own limits: no statement runs for ever, and a process frozen inside a transaction gives its rows back
        # pages of an index in memory or on a solid disk are read one by one as fast as in a row, and no statement here is
        # long enough to be worth compiling
        "options": f"-c statement_timeout={limit} -c idle_in_transaction_session_timeout={limit} -c timezone=UTC "
        "-c random_page_cost=1.1 -c jit=off",
    }


def is_dead(conn: BaseConnection[Any]) -> bool:
    """Whether an idle connection has been closed by the server, as far as this side knows without a round trip.

    Nothing was asked on it, so nothing can have come but its end (or a notice, which is as rare).
    """
    if conn.closed:
        return True
    poll = select.poll()
    poll.register(conn.pgconn.socket, select.POLLIN)
    return bool(poll.poll(0))


def _refuse_dead(_connection: object, record: ConnectionPoolEntry, _proxy: object) -> None:
    conn = record.driver_connection
    if conn is None or is_dead(conn):
        # nothing was sent on it, so to take another one repeats nothing
        raise DisconnectionError


def _options(settings: Settings, name: str) -> dict[str, object]:
    return {
        "pool_size": settings.database_pool,
        "max_overflow": 0,
        # the connection used last is taken first: it is warm, and knows the statements by name
        "pool_use_lifo": True,
        "pool_timeout": settings.database_timeout_s,
        # an error's message would carry the parameters, and those are people's texts
        "hide_parameters": True,
        "connect_args": connect_args(settings, name),
    }


def async_engine(settings: Settings, name: str) -> AsyncEngine:
    """An engine for an event loop; ``name`` shows in pg_stat_activity."""
    made = create_async_engine(with_driver(make_url(settings.database_url.get_secret_value())), **_options(settings, name))
    event.listen(made.sync_engine, "checkout", _refuse_dead)
    return made


def sync_engine(settings: Settings, name: str) -> Engine:
    """An engine for threads or a pool process; made after the fork, never before."""
    made = create_engine(with_driver(make_url(settings.database_url.get_secret_value())), **_options(settings, name))
    event.listen(made, "checkout", _refuse_dead)
    return made
