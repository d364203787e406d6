"""Arrow 7: the stream of one's own events (Server-Sent Events)."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import aclosing
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Header, Request
from sse_starlette import EventSourceResponse, ServerSentEvent

from api.deps import Caller, Shared
from api.state import State
from api.stream.catch_up import Log
from api.stream.follow import follow
from practice.errors import InvalidInput

router = APIRouter(prefix="/api", tags=["events"])

HEADERS = {"Cache-Control": "no-store, no-transform", "X-Accel-Buffering": "no"}
RETRY_MS = 1000
MAX_SEQ = 2**63 - 1
MAX_DIGITS = 19


class MalformedEventId(InvalidInput):
    code, status, title = "malformed_event_id", 400, "This is no event id"


def _cursor(value: str | None, name: str) -> int | None:
    if value is None or value == "":
        return None
    # the length first: int() refuses thousands of digits with an error of its own
    if len(value) > MAX_DIGITS or not (value.isascii() and value.isdigit()) or int(value) > MAX_SEQ:
        raise MalformedEventId(f"{name} must be the id of an event: a whole number, 0 or greater.")
    return int(value)


async def _frames(
    shared: State, user_id: UUID, session: bytes, after: int | None, gate: asyncio.Semaphore
) -> AsyncIterator[ServerSentEvent]:
    """Ends by itself after the stream's lifetime, so that reconnects spread over time and over gateways."""
    lifetime = shared.settings.stream_lifetime_s * random.uniform(0.8, 1.0)  # noqa: S311  # spread, not a secret
    loop = asyncio.get_running_loop()
    log = Log(shared.database, user_id, shared.settings.stream_page, gate)
    # the first bytes flush the headers and set how long a browser waits before it comes back
    yield ServerSentEvent(retry=RETRY_MS, comment="welcome")
    async with shared.hub.subscribe(user_id, session) as inbox, aclosing(follow(inbox, log, after)) as frames:
        timer = loop.call_later(lifetime, inbox.close)
        try:
            async for frame in frames:
                yield ServerSentEvent(frame.data, event=frame.kind, id=None if frame.id is None else str(frame.id))
                # the frame has been handed to the socket once we are asked for the next one
                if frame.id is not None:
                    shared.pushed.note(user_id, frame.id)
        finally:
            timer.cancel()
    # everybody whose stream ends at this moment comes back at another one
    yield ServerSentEvent(retry=random.randint(RETRY_MS // 2, RETRY_MS * 3), comment="bye")  # noqa: S311


def _stream_docs() -> dict[int | str, dict[str, Any]]:
    return {200: {"content": {"text/event-stream": {}}, "description": "Frames: event, id (durable kinds), data (JSON)"}}


@router.get("/events", response_class=EventSourceResponse, responses=_stream_docs())
async def events(
    request: Request,
    shared: Shared,
    caller: Caller,
    after: str | None = None,
    last_event_id: Annotated[str | None, Header()] = None,
) -> EventSourceResponse:
    """Every event after ``Last-Event-ID`` (or ``?after=``), once and in order; with neither, from now on."""
    cursor = _cursor(last_event_id, "Last-Event-ID")
    if cursor is None:
        cursor = _cursor(after, "after")
    user_id = await shared.database.read(caller, lambda _, user_id: user_id)
    gate: asyncio.Semaphore = request.app.state.catch_up_gate
    return EventSourceResponse(
        _frames(shared, user_id, caller, cursor, gate),
        ping=shared.settings.stream_ping_s,
        # a browser that takes nothing for this long is cut; it comes back with its cursor
        send_timeout=10,
        headers=HEADERS,
        shutdown_event=request.app.state.stopping,
        shutdown_grace_period=1.0,
    )
