"""A body's size, coding and pace, checked before anything parses it. Pure ASGI: the usual middleware base hides disconnects."""

import asyncio
from collections.abc import Mapping

from fastapi import Request
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.problems import problem
from practice.settings import Settings

# JSON may write a character as two escapes of six bytes each
ESCAPED_BYTES = 12
# what stands beside the text of an answer: ids, and the words of the follow-up
BESIDE_BYTES = 16 * 1024


def body_limit(settings: Settings) -> int:
    """Bytes of a body: what the host set, and never less than the longest answer may take."""
    return max(settings.body_max_bytes, ESCAPED_BYTES * settings.answer_max_chars + BESIDE_BYTES)


class TooLarge(HTTPException):
    """Of this type because FastAPI turns any other error of the body's reading into a 400."""

    def __init__(self, limit: int) -> None:
        super().__init__(413)
        self.limit = limit


class TooSlow(HTTPException):
    """A sender that trickles holds a connection and its memory for nothing."""

    def __init__(self, limit_s: float) -> None:
        super().__init__(408)
        self.limit_s = limit_s


def too_slow(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, TooSlow)
    detail = f"The body did not arrive within {error.limit_s:.0f} seconds. Send it again over a better line."
    return problem(408, "body_too_slow", "The body came too slowly", detail, {"Connection": "close"})


def encoded() -> JSONResponse:
    detail = "A compressed body is not read, for it says nothing of its size. Send it as it is, without Content-Encoding."
    return problem(415, "unsupported_encoding", "This coding is not read", detail, {"Connection": "close"})


def too_large(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, TooLarge)
    detail = f"The body is larger than {error.limit} bytes. Send less."
    return problem(413, "body_too_large", "The body is too large", detail, {"Connection": "close"}, limit=error.limit)


class BodyLimit:
    """Answers 413 to a body over ``max_bytes`` (or the limit of its path), by its declared length or while it streams in.

    A body that takes longer than ``within_s`` is 408, a compressed one 415.
    """

    def __init__(self, app: ASGIApp, max_bytes: int, by_path: Mapping[str, int], within_s: float) -> None:
        self._within_s = within_s
        self._app = app
        self._max = max_bytes
        self._by_path = by_path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        limit = self._by_path.get(scope["path"], self._max)
        headers = dict(scope["headers"])
        if headers.get(b"content-encoding", b"identity").lower() != b"identity":
            await encoded()(scope, receive, send)
            return
        declared = headers.get(b"content-length", b"0")
        if declared.isdigit() and int(declared) > limit:
            await too_large(Request(scope), TooLarge(limit))(scope, receive, send)
            return
        await self._app(scope, self._counted(receive, limit), send)

    def _counted(self, receive: Receive, limit: int) -> Receive:
        seen, whole = 0, False
        deadline = asyncio.get_running_loop().time() + self._within_s

        async def counted() -> Message:
            nonlocal seen, whole
            if whole:
                # what is waited for now is that the caller hangs up
                return await receive()
            try:
                async with asyncio.timeout_at(deadline):
                    message = await receive()
            except TimeoutError:
                raise TooSlow(self._within_s) from None
            whole = not message.get("more_body", False)
            seen += len(message.get("body", b""))
            if seen > limit:
                raise TooLarge(limit)
            return message

        return counted
