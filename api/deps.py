"""What a route asks for: the shared state, and who is calling.

Coroutines though nothing is awaited: FastAPI would run a plain function in a thread, at a tenth of a request's cost.
"""

from typing import Annotated

from fastapi import Depends, Header, Request
from starlette.requests import HTTPConnection

from api.state import State
from practice.errors import Unauthenticated
from practice.identity.sessions import hash_token

COOKIE = "backtalk_session"
OPEN_ONE = "Open a session with POST /api/session, then send its cookie or token."


async def shared(request: Request) -> State:
    """The state that ``main`` made."""
    state: State = request.app.state.shared
    return state


def token_hash_of(request: HTTPConnection, authorization: str | None) -> bytes:
    """The hash of the caller's token; whether it is valid is decided inside the transaction that uses it."""
    if authorization is not None:
        scheme, _, token = authorization.partition(" ")
        if scheme.lower() == "bearer" and token.strip():
            return hash_token(token.strip())
        raise Unauthenticated("The Authorization header must be 'Bearer <token>'. " + OPEN_ONE)
    cookie = request.cookies.get(COOKIE)
    if not cookie:
        raise Unauthenticated(OPEN_ONE)
    return hash_token(cookie)


async def caller(request: Request, authorization: Annotated[str | None, Header()] = None) -> bytes:
    """Who is calling, from the header or the cookie. Raises Unauthenticated."""
    return token_hash_of(request, authorization)


Shared = Annotated[State, Depends(shared)]
Caller = Annotated[bytes, Depends(caller)]
