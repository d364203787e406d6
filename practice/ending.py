"""Tasks of an event loop are ended here, also those that do not hear it the first time."""

import asyncio
from collections.abc import Iterable
from typing import Any

AGAIN_S = 0.1


async def end_all(tasks: Iterable[asyncio.Task[Any]]) -> None:
    """Cancels until every task is done.

    redis-py swallows a cancellation that comes while it connects; a task that was told once would then run for ever.
    """
    pending = {task for task in tasks if not task.done()}
    while pending:
        for task in pending:
            task.cancel()
        _, pending = await asyncio.wait(pending, timeout=AGAIN_S)
