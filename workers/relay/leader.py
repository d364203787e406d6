"""One relay works, the others stand by: a lock in PostgreSQL that dies with its connection."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import psycopg
from psycopg import AsyncConnection
from sqlalchemy import make_url

from practice.db.statements import Row
from practice.settings import Settings

LOCK = 7_231_002


async def connect(settings: Settings, name: str) -> AsyncConnection[Row]:
    """A connection of its own, in autocommit, with keepalives: LISTEN and the lock live as long as it does."""
    url = make_url(settings.database_url.get_secret_value()).set(drivername="postgresql")
    return await psycopg.AsyncConnection.connect(
        url.render_as_string(hide_password=False),
        autocommit=True,
        application_name=f"backtalk-{name}",
        connect_timeout=5,
        keepalives_idle=5,
        keepalives_interval=2,
        keepalives_count=3,
        # the same where something was asked
        tcp_user_timeout=11_000,
        # a frozen leader keeps its connection, and with it the lock: the kernel answers the keepalives for it
        options=f"-c idle_session_timeout={int(1000 * silence_s(settings))} -c timezone=UTC",
    )


def silence_s(settings: Settings) -> float:
    """Seconds without a word after which the server gives the lock to somebody else; a living relay speaks at each poll."""
    return max(5.0, 10 * settings.relay_poll_s)


async def try_lead(conn: AsyncConnection[Row]) -> bool:
    """Takes the lock if nobody holds it."""
    row = await (await conn.execute("select pg_try_advisory_lock(%s)", (LOCK,))).fetchone()
    return bool(row and row[0])


@asynccontextmanager
async def session(settings: Settings) -> AsyncIterator[AsyncConnection[Row]]:
    """The leader's connection, closed at the end whatever happens; closing it gives the lock up."""
    conn = await connect(settings, "relay-leader")
    try:
        yield conn
    finally:
        await conn.close()
