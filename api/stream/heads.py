"""What an open stream cannot notice by itself, asked now and then for all of them: a lost last message, an ended session."""

import asyncio
import random
from collections.abc import Mapping, Sequence
from uuid import UUID

import structlog
from psycopg import Error

from api.stream.hub import Hub
from api.stream.inbox import Inbox
from practice.db.statements import Statements
from practice.identity.sessions import still_valid

log = structlog.get_logger()

# People in one query: an answer about thousands at once would hold up every event for tens of milliseconds.
AT_ONCE = 100

HEADS = "select user_id, last_seq from stream_heads(%(users)b)"

Readers = Mapping[UUID, Sequence[Inbox]]


async def check_heads(readers: Readers, statements: Statements) -> None:
    """Marks every reader that is behind; one query for all of them."""
    found: dict[UUID, int] = dict(await statements.rows(HEADS, {"users": list(readers)}))
    for user_id, inboxes in readers.items():
        for inbox in inboxes:
            if inbox.cursor < found.get(user_id, 0):
                inbox.resync()


async def check_sessions(readers: Readers, statements: Statements) -> None:
    """Ends the streams whose session has ended or expired since they were opened; one query for all of them."""
    opened = [inbox for inboxes in readers.values() for inbox in inboxes if inbox.session]
    if not opened:
        return
    valid = await still_valid(statements, {inbox.session for inbox in opened})
    for inbox in opened:
        if inbox.session not in valid:
            inbox.close()


async def keep_checking(hub: Hub, statements: Statements, every_s: float) -> None:
    """Until cancelled, everybody once in that time; the jitter keeps several gateways from asking in step."""
    while True:
        channels = hub.channels
        starts = range(0, max(len(channels), 1), AT_ONCE)
        pause_s = every_s * random.uniform(0.5, 1.0) / len(starts)  # noqa: S311  # spread, not a secret
        for start in starts:
            await asyncio.sleep(pause_s)
            await _check(hub.readers(channels[start : start + AT_ONCE]), statements)


async def _check(readers: Readers, statements: Statements) -> None:
    if not readers:
        return
    try:
        await check_heads(readers, statements)
        await check_sessions(readers, statements)
    except (Error, OSError) as error:
        log.warning("head_check_failed", error=type(error).__name__)
