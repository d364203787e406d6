"""As much HTTP/1.1 as a client under measurement needs; a library would cost more than the server's floor."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

LONGEST_LINE = 2**20


class Line:
    """One kept-alive connection, one request at a time."""

    def __init__(self, port: int, token: str) -> None:
        self._port = port
        self._token = token
        self._free = asyncio.Lock()
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def ask(self, method: str, path: str, body: Any = None) -> tuple[int, Any]:
        """The status and the JSON of the reply."""
        async with self._free:
            reader, writer = await self._opened()
            writer.write(request(method, path, self._port, self._token, body))
            return await _reply(reader)

    async def _opened(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if self._reader is None or self._writer is None or self._reader.at_eof():
            self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self._port, limit=LONGEST_LINE)
        return self._reader, self._writer


def request(method: str, path: str, port: int, token: str, body: Any = None) -> bytes:
    """The bytes of a request."""
    content = b"" if body is None else json.dumps(body).encode()
    head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAuthorization: Bearer {token}\r\n"
    if body is not None:
        head += f"Content-Type: application/json\r\nContent-Length: {len(content)}\r\n"
    return f"{head}\r\n".encode() + content


async def _reply(reader: asyncio.StreamReader) -> tuple[int, Any]:
    head = await reader.readuntil(b"\r\n\r\n")
    _, _, rest = head.lower().partition(b"content-length:")
    content = await reader.readexactly(int(rest.split(b"\r\n", 1)[0])) if rest else b"null"
    return int(head[9:12]), json.loads(content)


async def events(port: int, token: str, opened: asyncio.Event) -> AsyncIterator[dict[str, Any]]:
    """The data of each event of a stream. Chunk sizes stand on lines of their own and are passed over."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=LONGEST_LINE)
    writer.write(request("GET", "/api/events", port, token))
    try:
        while line := await reader.readline():
            if line.startswith((b"retry:", b": ")):
                opened.set()
            elif line.startswith(b"data: "):
                yield json.loads(line[6:])
    finally:
        writer.close()
