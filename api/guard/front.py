"""The outermost layer: refuses foreign names and foreign pages, and tells browsers how to treat every reply. Pure ASGI."""

from urllib.parse import urlsplit

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.guard.hosts import host_check
from api.guard.origins import SAFE, is_ours
from api.problems import problem
from practice.settings import Settings

HEADERS = {
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"same-origin",
    b"cross-origin-opener-policy": b"same-origin",
    b"cross-origin-resource-policy": b"same-origin",
    b"permissions-policy": b"camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    # for what is no page: pages bring their own
    b"content-security-policy": b"default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
}
HSTS = (b"strict-transport-security", b"max-age=31536000")
API_ONLY = (b"cache-control", b"no-store")


class Front:
    """Answers 421 to a name that is not ours and 403 to an unsafe request from another site's page."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._ours = host_check(settings)
        self._public = urlsplit(settings.public_url).netloc.lower()
        self._tls = settings.public_url.startswith("https://")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers: dict[bytes, bytes] = dict(scope["headers"])
        app = self._refusal(scope["method"], headers) or self._app
        await app(scope, receive, self._marked(scope, send))

    def _refusal(self, method: str, headers: dict[bytes, bytes]) -> ASGIApp | None:
        if not self._ours(headers.get(b"host", b"localhost").decode("latin-1")):
            detail = "This server does not answer to that name. The host can add it to BACKTALK_ALLOWED_HOSTS."
            return problem(421, "unknown_host", "Not under this name", detail)
        if method not in SAFE and not is_ours(headers, self._public):
            detail = "Another site's page sent this. Send it from this server's own page, or with a token and without Origin."
            return problem(403, "cross_origin", "Not from another site", detail)
        return None

    def _marked(self, scope: Scope, send: Send) -> Send:
        async def marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = list(message["headers"])
                names = {name.lower() for name, _ in given}
                given += [pair for pair in HEADERS.items() if pair[0] not in names]
                if API_ONLY[0] not in names and scope["path"].startswith("/api/"):
                    given.append(API_ONLY)
                if self._tls or scope["scheme"] == "https":
                    given.append(HSTS)
                message["headers"] = given
            await send(message)

        return marked
