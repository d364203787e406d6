"""Tasks of an event loop are ended here, also those that do not hear it the first time."""

import asyncio
from collections.abc import Iterable
from typing import Any

AGAIN_S = 0.1


async def end_all(tasks: Iterable[asyncio.Task[Any]]) -> None:
    """Cancels until every task is done; a cancellation of the caller waits until then.

    redis-py swallows a cancellation that comes while it connects; a task that was told once would then run for ever.
    """
    ending = list(tasks)
    interrupted: asyncio.CancelledError | None = None
    while pending := [task for task in ending if not task.done()]:
        for task in pending:
            task.cancel()
        try:
            await asyncio.wait(pending, timeout=AGAIN_S)
        except asyncio.CancelledError as error:
            interrupted = error
    if interrupted is not None:
        raise interrupted
