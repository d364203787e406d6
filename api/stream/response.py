"""sse-starlette's frames and headers with two tasks a stream instead of five: thousands of streams lie idle."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractContextManager

from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.types import Receive, Scope, Send

HEADERS = {"Cache-Control": "no-store, no-transform", "X-Accel-Buffering": "no"}
# a browser that takes nothing for this long is cut; it comes back with its cursor
SEND_TIMEOUT_S = 10


class StreamResponse(EventSourceResponse):
    """The frames end by themselves: after ``leave``, at the end of their life, when the hub closes them all.

    So the library's tasks that ping, wait for the process to stop and cancel one another are not needed here; the hub
    does the first two for every stream at once.
    """

    def __init__(
        self, frames: AsyncIterator[ServerSentEvent], leave: Callable[[], None], seat: AbstractContextManager[None]
    ) -> None:
        super().__init__(frames, ping=0, send_timeout=SEND_TIMEOUT_S, headers=HEADERS)
        self._leave = leave
        self._seat = seat

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] == "HEAD":
            await super().__call__(scope, receive, send)
            return
        # here and not in the route: a stream that is never begun holds no seat
        with self._seat:
            watching = asyncio.create_task(self._watch(receive))
            try:
                await self._stream_response(send)
            finally:
                watching.cancel()

    async def _watch(self, receive: Receive) -> None:
        while (await receive())["type"] != "http.disconnect":
            pass
        self._leave()


async def server_stops() -> None:
    """Returns when the server has been told to stop, which is before it begins to wait for its requests."""
    await StreamResponse._listen_for_exit_signal()
