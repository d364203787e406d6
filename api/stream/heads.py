"""What an open stream cannot notice by itself, asked now and then for all of them: a lost last message, an ended session."""

import asyncio
import random

import structlog
from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError

from api.stream.hub import Hub
from practice.db.unit_of_work import Database
from practice.identity.sessions import still_valid

log = structlog.get_logger()

HEADS = text("select user_id, last_seq from stream_heads(cast(:users as uuid[]))")


async def check_heads(hub: Hub, database: Database) -> None:
    """Marks every reader that is behind; one query for all of them."""
    readers = hub.readers()
    if not readers:
        return

    def heads(conn: Connection) -> dict[object, int]:
        return {row[0]: row[1] for row in conn.execute(HEADS, {"users": list(readers)})}

    found = await database.open(heads)
    for user_id, inboxes in readers.items():
        for inbox in inboxes:
            if inbox.cursor < found.get(user_id, 0):
                inbox.resync()


async def check_sessions(hub: Hub, database: Database) -> None:
    """Ends the streams whose session has ended or expired since they were opened; one query for all of them."""
    held = hub.sessions()
    if held:
        hub.close_sessions(held - await database.open(lambda conn: still_valid(conn, held)))


async def keep_checking(hub: Hub, database: Database, every_s: float) -> None:
    """Until cancelled; the jitter keeps several gateways from asking in step."""
    while True:
        await asyncio.sleep(every_s * random.uniform(0.5, 1.0))  # noqa: S311  # spread, not a secret
        try:
            await check_heads(hub, database)
            await check_sessions(hub, database)
        except (SQLAlchemyError, OSError) as error:
            log.warning("head_check_failed", error=type(error).__name__)
