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
from api.stream.follow import Frame, follow
from api.stream.inbox import PING, Inbox
from api.stream.response import StreamResponse
from practice.errors import InvalidInput, TooBusy
from practice.identity.caller import authenticated

router = APIRouter(prefix="/api", tags=["events"])

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


async def _frames(shared: State, inbox: Inbox, user_id: UUID, after: int | None) -> AsyncIterator[ServerSentEvent]:
    """Ends by itself after the stream's lifetime, so that reconnects spread over time and over gateways."""
    lifetime = shared.settings.stream_lifetime_s * random.uniform(0.8, 1.0)  # noqa: S311  # spread, not a secret
    log = Log(shared.statements, user_id, shared.settings.stream_page, shared.gates.catch_up)
    # the first bytes flush the headers and set how long a browser waits before it comes back
    yield ServerSentEvent(retry=RETRY_MS, comment="welcome")
    async with shared.hub.subscribed(user_id, inbox), aclosing(follow(inbox, log, after)) as frames:
        timer = asyncio.get_running_loop().call_later(lifetime, inbox.close)
        try:
            async for frame in frames:
                yield _sent(frame)
                # the frame has been handed to the socket once we are asked for the next one
                if frame.id is not None:
                    shared.pushed.note(user_id, frame.id)
        finally:
            timer.cancel()
    # everybody whose stream ends at this moment comes back at another one
    yield ServerSentEvent(retry=random.randint(RETRY_MS // 2, RETRY_MS * 3), comment="bye")  # noqa: S311


def _sent(frame: Frame) -> ServerSentEvent:
    if frame.kind == PING.kind:
        return ServerSentEvent(comment=PING.kind)
    return ServerSentEvent(frame.data, event=frame.kind, id=None if frame.id is None else str(frame.id))


def _stream_docs() -> dict[int | str, dict[str, Any]]:
    return {200: {"content": {"text/event-stream": {}}, "description": "Frames: event, id (durable kinds), data (JSON)"}}


@router.get("/events", response_class=EventSourceResponse, responses=_stream_docs())
async def events(
    request: Request,
    shared: Shared,
    caller: Caller,
    after: str | None = None,
    last_event_id: Annotated[str | None, Header()] = None,
) -> StreamResponse:
    """Every event after ``Last-Event-ID`` (or ``?after=``), once and in order; with neither, from now on."""
    cursor = _cursor(last_event_id, "Last-Event-ID")
    if cursor is None:
        cursor = _cursor(after, "after")
    # thousands may come back at once: they wait here for as long as it takes, and requests find connections free
    async with shared.gates.joining:
        if await request.is_disconnected():
            # whoever gave up has come again: work for nobody would delay the others until they give up too
            raise TooBusy
        user_id = await authenticated(shared.statements, caller)
    inbox = shared.hub.inbox(caller)
    inbox.stagger(shared.settings.stream_ping_s)
    return StreamResponse(_frames(shared, inbox, user_id, cursor), inbox.close, shared.seats.seat(user_id))
