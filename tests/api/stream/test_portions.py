"""What is done for every open stream is done in portions: nobody is left out, wherever the portions are cut."""

import asyncio
from contextlib import AsyncExitStack

import pytest

from api.stream.heads import AT_ONCE, keep_checking
from api.stream.hub import LOOKED_AT, Hub
from api.stream.inbox import PING, InboxClosed
from practice.clock import new_id
from practice.db.statements import Statements
from practice.ending import end_all
from practice.events.channel import Hint
from tests.api.stream.conftest import Writes
from tests.conftest import Person

pytestmark = pytest.mark.anyio


async def test_each_quiet_stream_is_pinged_and_no_other(hub: Hub) -> None:
    async with AsyncExitStack() as stack:
        inboxes = [await stack.enter_async_context(hub.subscribe(new_id())) for _ in range(2 * LOOKED_AT + 1)]
        *quiet, busy = inboxes
        for inbox in quiet:
            inbox.quiet_since -= 10
        busy.quiet_since += 3600
        pinging = asyncio.create_task(hub.keep_alive(1))
        try:
            assert [await inbox.next() for inbox in quiet] == [PING] * len(quiet)
        finally:
            await end_all([pinging])
        busy.offer(Hint("k", "{}", 1))
        assert await busy.next() == Hint("k", "{}", 1)


async def test_the_last_of_many_is_compared_with_the_log_and_with_the_sessions(
    hub: Hub, statements: Statements, write: Writes, person: Person
) -> None:
    async with AsyncExitStack() as stack:
        for _ in range(AT_ONCE):
            await stack.enter_async_context(hub.subscribe(new_id()))
        # these stand in the second portion; nobody publishes the event, and nobody has such a session
        behind = await stack.enter_async_context(hub.subscribe(person.user_id))
        ended = await stack.enter_async_context(hub.subscribe(new_id(), b"of no session"))
        write(person.user_id, 1)
        checking = asyncio.create_task(keep_checking(hub, statements, 0.1))
        try:
            assert await behind.next() is None
            with pytest.raises(InboxClosed):
                await ended.next()
        finally:
            await end_all([checking])
