"""How many streams may ask the database at the same moment, and how many one person may have open."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from uuid import UUID

from practice.errors import BacktalkError

AT_ONCE = 4
# by then a stream whose reader has vanished was pinged in vain, and is gone
RETRY_AFTER_S = 30


class TooManyStreams(BacktalkError):
    code, status, title = "too_many_streams", 429, "Too many open event streams"


def _gate() -> asyncio.Semaphore:
    return asyncio.Semaphore(AT_ONCE)


@dataclass(frozen=True, slots=True)
class Gates:
    """``joining``: a stream opens; ``catch_up``: an open one reads its log.

    Whoever comes later waits for as long as it takes, and requests find connections free.
    """

    joining: asyncio.Semaphore = field(default_factory=_gate)
    catch_up: asyncio.Semaphore = field(default_factory=_gate)


class Seats:
    """One person's streams on this process: at most ``each`` at once, 0 for no limit."""

    def __init__(self, each: int) -> None:
        self._each = each
        self._taken: dict[UUID, int] = {}

    def taken(self, user_id: UUID) -> int:
        return self._taken.get(user_id, 0)

    @contextmanager
    def seat(self, user_id: UUID) -> Iterator[None]:
        """Held by one stream until the block is left. Raises TooManyStreams."""
        if 0 < self._each <= self.taken(user_id):
            raise TooManyStreams(
                f"This server keeps {self._each} streams open for one person. Close one, or share one between pages.",
                retry_after=RETRY_AFTER_S,
            )
        self._taken[user_id] = self.taken(user_id) + 1
        try:
            yield
        finally:
            self._taken[user_id] -= 1
            if not self._taken[user_id]:
                del self._taken[user_id]
