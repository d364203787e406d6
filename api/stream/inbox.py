"""One stream's bounded inbox: a slow reader is told to catch up, it is never waited for."""

import asyncio
from collections import deque

from practice.events.channel import Hint


class InboxClosed(Exception):
    """The stream has to end: its lifetime is over or the process stops."""


class Inbox:
    """Hints for one open stream. ``resync`` and an overflow both mean: read from PostgreSQL after your cursor.

    ``session`` is the hash of the token that the stream was opened with: the stream ends with its session.
    """

    def __init__(self, size: int, session: bytes = b"") -> None:
        self.session = session
        self._hints: deque[Hint] = deque()
        self._size = size
        self._changed = asyncio.Event()
        self._lagged = False
        self._closed = False
        # set once Redis has confirmed the subscription: what is published from then on arrives here
        self.subscribed = asyncio.Event()
        # how far the reader has come; compared with the head now and then
        self.cursor = 0

    def offer(self, hint: Hint) -> None:
        """Takes a hint without waiting; a full inbox is emptied and marked."""
        if len(self._hints) >= self._size:
            self.resync()
            return
        self._hints.append(hint)
        self._changed.set()

    def resync(self) -> None:
        """Marks that hints were or may have been missed; those at hand are no longer needed."""
        self._hints.clear()
        self._lagged = True
        self._changed.set()

    def close(self) -> None:
        """Ends the stream at its next turn."""
        self._closed = True
        self._changed.set()

    async def next(self) -> Hint | None:
        """The next hint, or None when the reader has to catch up. Raises InboxClosed."""
        while True:
            if self._closed:
                raise InboxClosed
            if self._lagged:
                self._lagged = False
                return None
            if self._hints:
                return self._hints.popleft()
            self._changed.clear()
            await self._changed.wait()
