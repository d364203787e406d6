"""Waiting for a condition, within a bound and without a fixed sleep."""

import inspect
from collections.abc import Awaitable, Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event
from typing import Any

import anyio

BOUND_S = 30.0


async def until(condition: Callable[[], Any | Awaitable[Any]]) -> Any:
    """The first true value of the condition; a test that waits in vain fails by TimeoutError."""
    with anyio.fail_after(BOUND_S):
        while True:
            found = condition()
            if inspect.isawaitable(found):
                found = await found
            if found:
                return found
            await anyio.sleep(0.01)


def occupied(pool: ThreadPoolExecutor, over: Event) -> list[Future[bool]]:
    """Every thread of the pool waits until it is over."""
    return [pool.submit(over.wait) for _ in range(pool._max_workers)]
