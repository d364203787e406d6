"""One event loop for all provider calls of the process: a model object is bound to the loop that it was made on.

The threads of the pool wait here for the end of their call, and are not woken before: its points go to the publisher, which
keeps nobody waiting.
"""

import asyncio
import contextlib
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import CancelledError, Future
from typing import Any, TypeVar

T = TypeVar("T")
STOP_WITHIN_S = 2.0


class LoopThread(threading.Thread):
    """Runs coroutines for other threads until it is stopped."""

    def __init__(self, name: str) -> None:
        super().__init__(name=name, daemon=True)
        self._loop = asyncio.new_event_loop()
        self._calls: set[Future[Any]] = set()
        self._ends = False
        # A call is on the loop before its end begins, and is cancelled with the others, or it is refused. Reentrant, for the end
        # comes from a signal's handler, and a second signal may interrupt it.
        self._door = threading.RLock()

    def run(self) -> None:
        self._loop.run_forever()
        self._loop.close()

    def call(self, work: Callable[[], Coroutine[Any, Any, T]]) -> T:
        """Runs the coroutine to its end and returns what it returns; raises CancelledError when the loop stops or has stopped."""
        with self._door:
            if self._ends:
                raise CancelledError
            call = asyncio.run_coroutine_threadsafe(work(), self._loop)
            self._calls.add(call)
        try:
            return call.result()
        finally:
            self._calls.discard(call)

    def stop(self, last: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Refuses new calls, ends those under way, does ``last``, ends the loop; whoever calls is told by CancelledError."""
        with self._door:
            begun, self._ends = self._ends, True
        if begun or not self.is_alive():
            return
        # a client that does not close in time is left to the end of the process
        with contextlib.suppress(TimeoutError):
            asyncio.run_coroutine_threadsafe(_end(last), self._loop).result(STOP_WITHIN_S)
        # a call that did not hear its cancellation: its thread must not wait for a loop that runs no more
        for call in list(self._calls):
            call.cancel()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self.join(STOP_WITHIN_S)


async def _end(last: Callable[[], Coroutine[Any, Any, None]]) -> None:
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
    await last()
