"""The double's two doors: the provider's own address, which can be shut, and the control address, which stays open."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from tests.doubles.provider.answering import Answering
from tests.doubles.provider.state import State
from tests.doubles.provider.wire import Reply, Request, read_request

Handler = Callable[[Request, Reply], Awaitable[None]]


@dataclass
class Double:
    """Both servers on free or given ports, for the life of one event loop."""

    state: State = field(default_factory=State)
    host: str = "127.0.0.1"
    port: int = 0
    control_port: int = 0
    _door: asyncio.Server | None = None
    _control: asyncio.Server | None = None
    _open: set[asyncio.StreamWriter] = field(default_factory=set)
    # the loop itself would let a waiting task be collected
    _tasks: set[asyncio.Task[None] | None] = field(default_factory=set)

    @property
    def url(self) -> str:
        """The base URL of an OpenAI client; Gemini's and Vertex' clients take it without ``/v1``."""
        return f"http://{self.host}:{self.port}/v1"

    @property
    def control(self) -> str:
        return f"http://{self.host}:{self.control_port}"

    async def start(self) -> None:
        self._control = await self._listen(self._controlled, self.control_port)
        self.control_port = self._control.sockets[0].getsockname()[1]
        await self._open_door()
        if self.state.mode == "down":
            await self._shut_door()

    async def stop(self) -> None:
        for server in (self._door, self._control):
            if server:
                server.close()
        for writer in list(self._open):
            writer.transport.abort()

    async def change(self, values: dict[str, Any]) -> None:
        """Sets the state and opens or shuts the door as the mode wants. Raises ValueError."""
        self.state.change(values)
        if self.state.mode == "down":
            await self._shut_door()
        else:
            await self._open_door()

    async def _open_door(self) -> None:
        if self._door is None:
            self._door = await self._listen(Answering(self.state), self.port)
            self.port = self._door.sockets[0].getsockname()[1]

    async def _shut_door(self) -> None:
        if self._door:
            self._door.close()
            self._door = None
            for writer in list(self._open):
                writer.transport.abort()

    async def _listen(self, handler: Handler, port: int) -> asyncio.Server:
        async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            self._tasks.add(task := asyncio.current_task())
            if isinstance(handler, Answering):
                self._open.add(writer)
            # a client that goes away, and a reply that was cut, end the connection and nothing else
            with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
                while request := await read_request(reader):
                    await handler(request, Reply(reader, writer))
            self._open.discard(writer)
            writer.close()
            self._tasks.discard(task)

        return await asyncio.start_server(connected, self.host, port, limit=2**22)

    async def _controlled(self, request: Request, reply: Reply) -> None:
        if request.method == "POST":
            try:
                await self.change(request.body or {})
            except ValueError as error:
                await reply.json(400, {"error": str(error)})
                return
        if request.method == "DELETE":
            self.state.requests.clear()
            self.state.complaints.clear()
            self.state.served = self.state.most_in_flight = 0
        await reply.json(200, self.state.requests if request.path == "/requests" else self.state.shown())
