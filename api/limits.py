"""The size of a body is checked before anything parses it. Pure ASGI: the usual middleware base hides disconnects."""

from collections.abc import Mapping

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.problems import problem


class TooLarge(Exception):
    pass


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
            await self._refuse(limit, scope, receive, send)
            return
        started = False

        async def send_and_see(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self._app(scope, self._counted(receive, limit), send_and_see)
        except TooLarge:
            if not started:
                await self._refuse(limit, scope, receive, send)

    def _counted(self, receive: Receive, limit: int) -> Receive:
        seen = 0

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > limit:
                raise TooLarge
            return message

        return counted

    async def _refuse(self, limit: int, scope: Scope, receive: Receive, send: Send) -> None:
        detail = f"The body is larger than {limit} bytes. Send less."
        response = problem(413, "body_too_large", "The body is too large", detail, {"Connection": "close"}, limit=limit)
        await response(scope, receive, send)
