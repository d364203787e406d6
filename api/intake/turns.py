"""Answers are stored a few at a time: a crowd waits its turn here, and no longer than a person would."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from practice.errors import TooBusy

AGAIN = "Nothing was stored. Send it again in a moment, with the same Idempotency-Key."


class Turns:
    """``at_once`` submits of this process reach the database; the others wait up to ``patience_s``.

    The wait for a database connection is short, since it also tells that there is no database. A crowd of a thousand is
    over in seconds and must not be taken for that.
    """

    def __init__(self, at_once: int, patience_s: float) -> None:
        self._free = asyncio.Semaphore(at_once)
        self._patience_s = patience_s

    @asynccontextmanager
    async def turn(self, gave_up: Callable[[], Awaitable[bool]]) -> AsyncIterator[None]:
        """Raises TooBusy to who has waited in vain, and for who ``gave_up`` and will come again."""
        waits = self._free.locked()
        try:
            async with asyncio.timeout(self._patience_s):
                await self._free.acquire()
        except TimeoutError:
            raise TooBusy(AGAIN) from None
        try:
            # work for nobody would delay the others until they give up too
            if waits and await gave_up():
                raise TooBusy(AGAIN)
            yield
        finally:
            self._free.release()
