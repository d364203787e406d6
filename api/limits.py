"""The size of a body is checked before anything parses it. Pure ASGI: the usual middleware base hides disconnects."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.problems import problem


class TooLarge(Exception):
    pass


class BodyLimit:
    """Answers 413 to a body over ``max_bytes``, by its declared length or while it streams in."""

    def __init__(self, app: ASGIApp, max_bytes: int) -> None:
        self._app = app
        self._max = max_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        declared = dict(scope["headers"]).get(b"content-length", b"0")
        if declared.isdigit() and int(declared) > self._max:
            await self._refuse(scope, receive, send)
            return
        started = False

        async def send_and_see(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self._app(scope, self._counted(receive), send_and_see)
        except TooLarge:
            if not started:
                await self._refuse(scope, receive, send)

    def _counted(self, receive: Receive) -> Receive:
        seen = 0

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > self._max:
                raise TooLarge
            return message

        return counted

    async def _refuse(self, scope: Scope, receive: Receive, send: Send) -> None:
        detail = f"The body is larger than {self._max} bytes. Send less."
        response = problem(413, "body_too_large", "The body is too large", detail, {"Connection": "close"}, limit=self._max)
        await response(scope, receive, send)
