"""One stream's bounded inbox: a slow reader is told to catch up, it is never waited for."""

import asyncio
import random

from practice.events.channel import Hint

# Not an event: something to send, so that proxies see that the stream lives.
PING = Hint(kind="ping", data="")


class InboxClosed(Exception):
    """The stream has to end: its lifetime is over, its reader has gone or the process stops."""


class Inbox:
    """Hints for one open stream. ``resync`` and an overflow both mean: read from PostgreSQL after your cursor.

    ``session`` is the hash of the token that the stream was opened with: the stream ends with its session. Thousands of
    these lie idle, so each holds as little as it can: an asyncio.Event alone is a kilobyte.
    """

    __slots__ = ("_closed", "_hints", "_lagged", "_reader", "_size", "cursor", "quiet_since", "session", "subscribed")

    def __init__(self, size: int, session: bytes = b"") -> None:
        self.session = session
        self._hints: list[Hint] = []
        self._size = size
        # whoever waits in ``next``
        self._reader: asyncio.Future[None] | None = None
        self._lagged = False
        self._closed = False
        # done once Redis has confirmed the subscription: what is published from then on arrives here
        self.subscribed: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        # how far the reader has come; compared with the head now and then
        self.cursor = 0
        self.quiet_since = asyncio.get_running_loop().time()

    def offer(self, hint: Hint) -> None:
        """Takes a hint without waiting; a full inbox is emptied and marked."""
        if len(self._hints) >= self._size:
            self.resync()
            return
        self._hints.append(hint)
        self._wake()

    def resync(self) -> None:
        """Marks that hints were or may have been missed; those at hand are no longer needed."""
        self._hints.clear()
        self._lagged = True
        self._wake()

    def close(self) -> None:
        """Ends the stream at its next turn."""
        self._closed = True
        self._wake()

    def ping(self) -> None:
        """Something to send, for a stream that has been quiet."""
        self.quiet_since = asyncio.get_running_loop().time()
        self.offer(PING)

    def stagger(self, within_s: float) -> None:
        """Begins the quiet somewhere in the past: streams that were opened together must not ping together."""
        self.quiet_since -= random.uniform(0, within_s)  # noqa: S311  # spread, not a secret

    async def next(self) -> Hint | None:
        """The next hint, or None when the reader has to catch up; one reader at a time. Raises InboxClosed."""
        while True:
            if self._closed:
                raise InboxClosed
            if self._lagged or self._hints:
                return self._take()
            self._reader = asyncio.get_running_loop().create_future()
            try:
                await self._reader
            finally:
                self._reader = None

    def _take(self) -> Hint | None:
        self.quiet_since = asyncio.get_running_loop().time()
        if self._lagged:
            self._lagged = False
            return None
        return self._hints.pop(0)

    def _wake(self) -> None:
        if self._reader is not None and not self._reader.done():
            self._reader.set_result(None)
