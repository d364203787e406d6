"""The session's cookie: out of reach of scripts, not sent by other sites' forms, over TLS only where there is TLS."""

from fastapi import Request, Response

from api.deps import COOKIE
from practice.settings import Settings


def is_secure(request: Request, settings: Settings) -> bool:
    """By the scheme that a trusted proxy reports, or by the address under which the host says this is reached."""
    return request.url.scheme == "https" or settings.public_url.startswith("https://")


def set_session(response: Response, request: Request, settings: Settings, token: str) -> None:
    response.set_cookie(
        COOKIE,
        token,
        max_age=settings.session_days * 86400,
        httponly=True,
        samesite="lax",
        secure=is_secure(request, settings),
        path="/",
    )


def clear_session(response: Response, request: Request, settings: Settings) -> None:
    response.delete_cookie(COOKIE, httponly=True, samesite="lax", secure=is_secure(request, settings), path="/")
