"""Answers are stored a few at a time: a crowd waits its turn here, and no longer than a person would."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from practice.errors import TooBusy

# few give up sooner, and to ask costs a tenth of storing; whoever does has their answer stored
GIVES_UP_AFTER_S = 1.0
AGAIN = "Nothing was stored. Send it again in a moment, with the same Idempotency-Key."


class Turns:
    """``at_once`` submits of this process reach the database; the others wait up to ``patience_s``.

    The wait for a database connection is short, since it also tells that there is no database. A crowd of a thousand is
    over in seconds and must not be taken for that.
    """

    def __init__(self, at_once: int, patience_s: float, gives_up_after_s: float = GIVES_UP_AFTER_S) -> None:
        self._free = asyncio.Semaphore(at_once)
        self._patience_s = patience_s
        self._gives_up_after_s = gives_up_after_s

    @asynccontextmanager
    async def turn(self, gave_up: Callable[[], Awaitable[bool]]) -> AsyncIterator[None]:
        """Raises TooBusy to who has waited in vain, and for who ``gave_up`` and will come again."""
        waited_s = await self._waited()
        try:
            # work for nobody would delay the others until they give up too
            if waited_s > self._gives_up_after_s and await gave_up():
                raise TooBusy(AGAIN)
            yield
        finally:
            self._free.release()

    async def _waited(self) -> float:
        """Seconds until it was free. Raises TooBusy."""
        if not self._free.locked():
            await self._free.acquire()
            return 0.0
        began = time.monotonic()
        try:
            async with asyncio.timeout(self._patience_s):
                await self._free.acquire()
        except TimeoutError:
            raise TooBusy(AGAIN) from None
        return time.monotonic() - began
