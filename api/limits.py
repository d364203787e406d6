"""The size of a body is checked before anything parses it. Pure ASGI: the usual middleware base hides disconnects."""

from collections.abc import Mapping

from fastapi import Request
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.problems import problem


class TooLarge(HTTPException):
    """Of this type because FastAPI turns any other error of the body's reading into a 400."""

    def __init__(self, limit: int) -> None:
        super().__init__(413)
        self.limit = limit


def too_large(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, TooLarge)
    detail = f"The body is larger than {error.limit} bytes. Send less."
    return problem(413, "body_too_large", "The body is too large", detail, {"Connection": "close"}, limit=error.limit)


class BodyLimit:
    """Answers 413 to a body over ``max_bytes`` (or the limit of its path), by its declared length or while it streams in."""

    def __init__(self, app: ASGIApp, max_bytes: int, by_path: Mapping[str, int]) -> None:
        self._app = app
        self._max = max_bytes
        self._by_path = by_path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        limit = self._by_path.get(scope["path"], self._max)
        declared = dict(scope["headers"]).get(b"content-length", b"0")
        if declared.isdigit() and int(declared) > limit:
            await too_large(Request(scope), TooLarge(limit))(scope, receive, send)
            return
        await self._app(scope, self._counted(receive, limit), send)

    def _counted(self, receive: Receive, limit: int) -> Receive:
        seen = 0

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > limit:
                raise TooLarge(limit)
            return message

        return counted
