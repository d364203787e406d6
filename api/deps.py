"""What a route asks for: the shared state, and who is calling."""

from typing import Annotated

from fastapi import Depends, Header, Request

from api.state import State
from practice.errors import Unauthenticated
from practice.identity.sessions import hash_token

COOKIE = "backtalk_session"
OPEN_ONE = "Open a session with POST /api/session, then send its cookie or token."


def shared(request: Request) -> State:
    """The state that ``main`` made."""
    state: State = request.app.state.shared
    return state


def caller(request: Request, authorization: Annotated[str | None, Header()] = None) -> bytes:
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


Shared = Annotated[State, Depends(shared)]
Caller = Annotated[bytes, Depends(caller)]
