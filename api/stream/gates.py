"""How many streams may ask the database at the same moment; whoever comes later waits, and requests find connections free."""

import asyncio
from dataclasses import dataclass, field

AT_ONCE = 4


def _gate() -> asyncio.Semaphore:
    return asyncio.Semaphore(AT_ONCE)


@dataclass(frozen=True, slots=True)
class Gates:
    """``joining``: a stream opens; ``catch_up``: an open one reads its log."""

    joining: asyncio.Semaphore = field(default_factory=_gate)
    catch_up: asyncio.Semaphore = field(default_factory=_gate)
