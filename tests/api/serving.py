"""The gateway behind a real port, and its event stream read frame by frame."""

import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import anyio
import httpx
import uvicorn
from fastapi import FastAPI

from tests.api.waiting import BOUND_S, until


@dataclass(frozen=True)
class Served:
    """A gateway under uvicorn; ``stop`` is what SIGTERM does to it."""

    url: str
    server: uvicorn.Server

    def stop(self) -> None:
        self.server.should_exit = True


@asynccontextmanager
async def serving(app: FastAPI) -> AsyncIterator[Served]:
    """On a free port, stopped at the end; a transport inside the process would buffer streams."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False, timeout_graceful_shutdown=5, lifespan="on"))
    async with anyio.create_task_group() as group:
        group.start_soon(server.serve, [listener])
        await until(lambda: server.started)
        try:
            yield Served(f"http://127.0.0.1:{listener.getsockname()[1]}", server)
        finally:
            server.should_exit = True
    listener.close()


@dataclass
class SentFrame:
    """One frame as it came over the wire."""

    event: str | None = None
    id: int | None = None
    data: Any = None
    retry: int | None = None
    comments: list[str] = field(default_factory=list)


class Stream:
    """An open event stream."""

    def __init__(self, response: httpx.Response) -> None:
        self.response = response
        self._lines = response.aiter_lines()

    async def frame(self) -> SentFrame | None:
        """The next frame of any sort, or None at the end of the stream."""
        frame, seen = SentFrame(), False
        with anyio.fail_after(BOUND_S):
            async for line in self._lines:
                if not line and seen:
                    return frame
                seen = seen or bool(line)
                _add(frame, line)
        return None

    async def events(self, count: int) -> list[SentFrame]:
        """The next ``count`` frames that carry an event."""
        found: list[SentFrame] = []
        while len(found) < count:
            frame = await self.frame()
            assert frame is not None, f"the stream ended after {len(found)} events"
            if frame.event is not None:
                found.append(frame)
        return found

    async def rest(self) -> list[SentFrame]:
        """Every frame up to the end of the stream."""
        found = []
        while (frame := await self.frame()) is not None:
            found.append(frame)
        return found


def _add(frame: SentFrame, line: str) -> None:
    name, _, value = line.partition(": ")
    if line.startswith(":"):
        frame.comments.append(line[1:].strip())
    elif name == "event":
        frame.event = value
    elif name in ("id", "retry"):
        setattr(frame, name, int(value))
    elif name == "data":
        frame.data = json.loads(value)


@asynccontextmanager
async def streaming(url: str, headers: dict[str, str], **params: str) -> AsyncIterator[Stream]:
    """An open stream; ``frame`` reads on."""
    async with (
        httpx.AsyncClient(base_url=url, headers=headers, timeout=BOUND_S, trust_env=False) as client,
        client.stream("GET", "/api/events", params=params) as response,
    ):
        yield Stream(response)
