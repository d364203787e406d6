"""HTTP/1.1 by hand, so that a reply can also end in ways that no server library allows."""

import asyncio
import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

REASONS = {200: "OK", 400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 429: "Too Many Requests"}


@dataclass(frozen=True)
class Request:
    """One request; ``body`` is its JSON, or None."""

    method: str
    path: str
    query: dict[str, list[str]]
    headers: dict[str, str]
    body: Any


async def read_request(reader: asyncio.StreamReader) -> Request | None:
    """The next request of the connection, or None at its end."""
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except (asyncio.IncompleteReadError, ConnectionError):
        return None
    first, *lines = head.decode("latin-1").strip().split("\r\n")
    method, target, _ = first.split(" ", 2)
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    raw = await reader.readexactly(int(headers.get("content-length", "0")))
    url = urlsplit(target)
    try:
        body = json.loads(raw) if raw else None
    except ValueError:
        body = raw.decode(errors="replace")
    return Request(method, url.path, parse_qs(url.query, keep_blank_values=True), headers, body)


@dataclass
class Reply:
    """The way back to one client."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def json(self, status: int, body: Any, **headers: str) -> None:
        """A whole reply; an underscore in a header's name is a hyphen."""
        raw = json.dumps(body, ensure_ascii=False).encode()
        await self.whole(status, raw, "application/json", **headers)

    async def whole(self, status: int, raw: bytes, kind: str, **headers: str) -> None:
        own = {name.replace("_", "-"): value for name, value in headers.items()}
        lines = {"content-type": kind, "content-length": str(len(raw)), **own}
        self._head(status, lines)
        self.writer.write(raw)
        await self.writer.drain()

    async def begin(self, kind: str = "text/event-stream") -> None:
        """Begins a reply in chunks."""
        self._head(200, {"content-type": kind, "transfer-encoding": "chunked"})
        await self.writer.drain()

    async def chunk(self, raw: bytes) -> None:
        self.writer.write(f"{len(raw):x}\r\n".encode() + raw + b"\r\n")
        await self.writer.drain()

    async def event(self, data: Any) -> None:
        """One frame of an event stream."""
        said = data if isinstance(data, str) else json.dumps(data, ensure_ascii=False)
        await self.chunk(f"data: {said}\n\n".encode())

    async def end(self) -> None:
        self.writer.write(b"0\r\n\r\n")
        await self.writer.drain()

    async def until_gone(self) -> None:
        """Silence, until the client has had enough."""
        await self.reader.read()

    def cut(self) -> None:
        """Ends the connection in the middle of whatever was being said."""
        self.writer.transport.abort()

    def _head(self, status: int, headers: dict[str, str]) -> None:
        lines = [f"HTTP/1.1 {status} {REASONS.get(status, 'Status')}", *(f"{name}: {value}" for name, value in headers.items())]
        self.writer.write(("\r\n".join(lines) + "\r\n\r\n").encode())
