"""One Pub/Sub connection for all streams of this process, one channel per person, counted by reference."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

import redis.asyncio
import structlog
from redis.exceptions import RedisError

from api.stream.inbox import Inbox
from api.stream.line import Line
from practice.ending import end_all
from practice.events.channel import CLOSING, CONTROL, channel_of, decode

log = structlog.get_logger()

# A stream opens even when Redis does not confirm: it then lives from the log and the comparison with the head.
CONFIRM_S = 2.0
# It is looked who has been quiet all the time, once through all streams in this part of the time between pings, so many
# channels at once: with 5,000 streams, each 44 ms, and some 15 of them are pinged.
LOOK = 0.1
LOOKED_AT = 150
RECONNECT_S = (0.05, 0.1, 0.2, 0.4, 0.8)


class Hub:
    """Readers come and go with ``subscribe``; ``run`` owns the connection and never waits for a reader.

    Readers only change what is wanted. One task brings Redis in line with it, so that a reader that is cancelled has
    nothing to wait for, and many that come at once are one command.
    """

    def __init__(self, client: redis.asyncio.Redis, buffer: int) -> None:
        self._client = client
        self._buffer = buffer
        self._inboxes: dict[str, set[Inbox]] = {}
        self._asked: set[str] = set()
        self._confirmed: set[str] = set()
        # channels that were joined or left since Redis was last told: among thousands of streams a few change at a time
        self._changed: set[str] = set()
        self._some_changed = asyncio.Event()
        self._closed = False
        self.connected = False
        # how many are open
        self.streams = 0

    @property
    def channels(self) -> list[str]:
        """Those of the people who have a stream open."""
        return list(self._inboxes)

    def readers(self, channels: Iterable[str] | None = None) -> dict[UUID, list[Inbox]]:
        """The open streams of each person, or of those whom these channels belong to."""
        wanted = self._inboxes if channels is None else channels
        found = ((channel, self._inboxes.get(channel)) for channel in wanted)
        return {UUID(channel.rpartition(":")[2]): list(group) for channel, group in found if group}

    def close_all(self) -> None:
        """Ends every open stream, and those that come after."""
        self._closed = True
        for group in self._inboxes.values():
            for inbox in group:
                inbox.close()

    async def keep_alive(self, every_s: float) -> None:
        """Gives every stream that has been quiet for about so long something to send; one task for all of them.

        A few streams at a time, all of them within ``LOOK`` of that time: hundreds of frames at once would hold up the events.
        """
        look_s = every_s * LOOK
        while True:
            channels = self.channels
            starts = range(0, max(len(channels), 1), LOOKED_AT)
            for start in starts:
                await asyncio.sleep(look_s / len(starts))
                for inbox in self._quiet(channels[start : start + LOOKED_AT], every_s - look_s):
                    inbox.ping()
                    # one a turn of the loop: an event that arrives meanwhile waits for one frame and not for all of them
                    await asyncio.sleep(0)

    def _quiet(self, channels: list[str], for_s: float) -> list[Inbox]:
        since = asyncio.get_running_loop().time() - for_s
        groups = (self._inboxes.get(channel, ()) for channel in channels)
        return [inbox for group in groups for inbox in group if inbox.quiet_since <= since]

    def close_sessions(self, ended: set[bytes]) -> None:
        """Ends the streams that were opened with these tokens."""
        for group in self._inboxes.values():
            for inbox in group:
                if inbox.session in ended:
                    inbox.close()

    def close_person(self, user_id: UUID) -> None:
        """Ends every stream of one person."""
        for inbox in self._inboxes.get(channel_of(user_id), ()):
            inbox.close()

    def inbox(self, session: bytes = b"") -> Inbox:
        """For one stream, before it joins; ``session`` is the token's hash."""
        return Inbox(self._buffer, session)

    @asynccontextmanager
    async def subscribe(self, user_id: UUID, session: bytes = b"") -> AsyncIterator[Inbox]:
        """An inbox that receives the person's hints until the block is left."""
        inbox = self.inbox(session)
        async with self.subscribed(user_id, inbox):
            yield inbox

    @asynccontextmanager
    async def subscribed(self, user_id: UUID, inbox: Inbox) -> AsyncIterator[None]:
        """The inbox receives the person's hints until the block is left."""
        channel = channel_of(user_id)
        self._join(channel, inbox)
        try:
            await self._confirmation(inbox)
            yield
        finally:
            self._leave(channel, inbox)

    async def _confirmation(self, inbox: Inbox) -> None:
        if inbox.subscribed.done():
            return
        try:
            async with asyncio.timeout(CONFIRM_S):
                await asyncio.shield(inbox.subscribed)
        except TimeoutError:
            log.warning("subscription_not_confirmed")

    def _join(self, channel: str, inbox: Inbox) -> None:
        self._inboxes.setdefault(channel, set()).add(inbox)
        self.streams += 1
        if self._closed:
            inbox.close()
        if channel in self._confirmed:
            inbox.subscribed.set_result(None)
        else:
            self._change(channel)

    def _leave(self, channel: str, inbox: Inbox) -> None:
        group = self._inboxes[channel]
        group.discard(inbox)
        self.streams -= 1
        if not group:
            del self._inboxes[channel]
            self._change(channel)

    def _change(self, channel: str) -> None:
        self._changed.add(channel)
        self._some_changed.set()

    async def run(self) -> None:
        """Keeps the connection until cancelled; after each new one every reader catches up from the log."""
        failures = 0
        while True:
            try:
                async with Line(self._client.connection_pool) as line:
                    await line.subscribe(CONTROL)
                    failures = 0
                    await self._serve(line)
            except (RedisError, OSError) as error:
                log.warning("pubsub_lost", error=type(error).__name__)
            self._forget_connection()
            await asyncio.sleep(RECONNECT_S[min(failures, len(RECONNECT_S) - 1)])
            failures += 1

    def _forget_connection(self) -> None:
        self.connected = False
        self._asked.clear()
        self._confirmed.clear()
        self._changed = set(self._inboxes)
        self._some_changed.set()

    async def _serve(self, line: Line) -> None:
        asking = asyncio.create_task(self._ask(line))
        reading = asyncio.create_task(self._read(line))
        try:
            await asyncio.wait({asking, reading}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            await end_all((asking, reading))
        # both are heard, or asyncio complains of the one that nobody asked
        for error in [task.exception() for task in (asking, reading) if not task.cancelled()]:
            if error is not None:
                raise error

    async def _ask(self, line: Line) -> None:
        while True:
            await self._some_changed.wait()
            self._some_changed.clear()
            changed, self._changed = self._changed, set()
            if gone := {channel for channel in changed if channel in self._asked and channel not in self._inboxes}:
                self._confirmed -= gone
                self._asked -= gone
                await line.unsubscribe(*gone)
            if new := {channel for channel in changed if channel in self._inboxes and channel not in self._asked}:
                self._asked |= new
                await line.subscribe(*new)

    async def _read(self, line: Line) -> None:
        while True:
            # the timeout lets a connection that has been quiet be pinged, and one that stays silent be given up
            message = await line.get_message(ignore_subscribe_messages=False, timeout=5.0)
            if message is not None:
                self._take(message)

    def _take(self, message: dict[str, Any]) -> None:
        channel = message["channel"].decode()
        if message["type"] == "subscribe":
            self._confirm(channel)
        elif message["type"] == "message":
            self._hand_out(self._inboxes.get(channel, set()), message["data"])

    def _hand_out(self, inboxes: set[Inbox], message: bytes) -> None:
        try:
            hint = decode(message)
        except ValueError:
            # of another version, or of a stranger: the log knows what it was about
            log.warning("unreadable_message")
            for inbox in inboxes:
                inbox.resync()
            return
        for inbox in inboxes:
            if hint.kind == CLOSING:
                inbox.close()
            else:
                inbox.offer(hint)

    def _confirm(self, channel: str) -> None:
        if channel == CONTROL:
            self.connected = True
        if channel in self._inboxes:
            self._confirmed.add(channel)
        for inbox in self._inboxes.get(channel, ()):
            # confirmed again: the connection was replaced underneath, silently or not, and messages were lost
            if inbox.subscribed.done():
                inbox.resync()
            else:
                inbox.subscribed.set_result(None)
