"""A reply that comes a token at a time, in fewer frames: its words are joined until a point may have ended.

The libraries spend some tenths of a millisecond on a frame. A reader of points can do nothing with what lies between two
braces, and a person nothing with more than ten of them a second. Frames that say anything but words pass as they came, at once.
"""

import json
import re
import time
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

from httpx2 import AsyncByteStream, Response

PAUSE_S = 0.1
END_OF_FRAME = re.compile(rb"\r\n\r\n|\n\n|\r\r")


async def fold(response: Response) -> None:
    """A hook for responses of OpenAI's wire, before their body is read."""
    kind, packed = response.headers.get("content-type", ""), response.headers.get("content-encoding")
    if kind.startswith("text/event-stream") and not packed and isinstance(response.stream, AsyncByteStream):
        response.stream = Folded(response.stream)


class Folded(AsyncByteStream):
    """The body of such a response, folded while it arrives. One that breaks off loses the words after its last brace."""

    def __init__(self, stream: AsyncByteStream) -> None:
        self._stream = stream

    async def __aiter__(self) -> AsyncIterator[bytes]:
        folding = Folding()
        async for raw in self._stream:
            if said := folding.fed(raw):
                yield said
        if rest := folding.rest():
            yield rest

    async def aclose(self) -> None:
        await self._stream.aclose()


class Folding:
    """Takes an event stream's bytes as they come, and gives those that go on."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._let_go_at = clock()
        self._tail = b""
        self._begun = False
        self._held: dict[str, Any] | None = None
        self._words: list[str] = []
        self._ended = False

    def fed(self, raw: bytes) -> bytes:
        """What goes on now."""
        *frames, self._tail = END_OF_FRAME.split(self._tail + raw)
        passed = [said for frame in frames for said in self._passed(frame)]
        due = self._ended and self._clock() >= self._let_go_at + PAUSE_S
        return b"".join((*passed, *(self._let_go() if due else ())))

    def rest(self) -> bytes:
        """What goes on at the end of the body, whole or not."""
        tail, self._tail = self._tail, b""
        return b"".join((*self._let_go(), tail))

    def _passed(self, frame: bytes) -> Iterator[bytes]:
        message = _words_alone(frame)
        words = message["choices"][0]["delta"]["content"] if message else ""
        if not message or not self._begun:
            # what precedes the JSON shows at once that the model has begun, and may be long: some think aloud
            self._begun = self._begun or "{" in words
            yield from self._let_go()
            yield frame + b"\n\n"
            return
        self._held = self._held or message
        self._words.append(words)
        self._ended = self._ended or "}" in words

    def _let_go(self) -> Iterator[bytes]:
        if self._held:
            self._held["choices"][0]["delta"]["content"] = "".join(self._words)
            yield b"data: " + json.dumps(self._held).encode() + b"\n\n"
        self._held, self._words, self._ended = None, [], False
        self._let_go_at = self._clock()


def _words_alone(frame: bytes) -> dict[str, Any] | None:
    """The frame's message if it brings words of the one choice and says nothing else."""
    if not frame.startswith(b"data:"):
        return None
    try:
        message: Any = json.loads(frame.removeprefix(b"data:"))
    except ValueError:
        # the mark of the end, or what the library will complain of
        return None
    match message:
        case {"choices": [{"delta": {"content": str(words)} as delta, **choice}], **more} if words:
            told = (more.get("usage"), more.get("error"), *choice.values(), *(delta[key] for key in delta if key not in PLAIN))
            return None if any(told) else message
    return None


PLAIN = ("role", "content")
