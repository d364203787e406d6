"""A session is opened, renewed by use, listed and ended."""

from uuid import UUID

from fastapi import APIRouter, Request, Response
from sqlalchemy import Connection

from api.accounts.cookies import clear_session, set_session
from api.accounts.shapes import Me, OpenedSession, SessionList, SessionOut, SignInOut
from api.accounts.signin import SIGN_IN
from api.deps import COOKIE, Caller, Shared
from practice.errors import BacktalkError
from practice.identity import sessions
from practice.identity.accounts import profile
from practice.identity.clients import client_of

router = APIRouter(prefix="/api", tags=["session"])


class SignInRequired(BacktalkError):
    code, status, title = "sign_in_required", 403, "A sign-in is needed here"


@router.post("/session", status_code=201)
async def open_session(request: Request, response: Response, shared: Shared) -> OpenedSession:
    """Opens a guest workspace: the token is shown here once, and set as an HttpOnly cookie."""
    settings = shared.settings
    if not settings.guests_welcome:
        raise SignInRequired(f"This host takes no guests. Sign in at {SIGN_IN}.", sign_in=SIGN_IN)
    client = client_of(request.headers.get("user-agent"))
    opened = await shared.database.open(lambda conn: sessions.open_guest(conn, settings.session_days, client))
    set_session(response, request, settings, opened.token)
    return OpenedSession.model_validate(opened)


@router.get("/me")
async def me(request: Request, response: Response, shared: Shared, caller: Caller) -> Me:
    """Who one is here. A session that is used is renewed, so that a guest who comes back keeps their workspace."""
    settings = shared.settings

    def work(conn: Connection, user_id: UUID) -> tuple[Me, bool]:
        expires_at, renewed = sessions.renew(conn, user_id, caller, settings.session_days)
        mine = profile(conn, user_id)
        url = SignInOut(enabled=True, url=SIGN_IN) if settings.oidc_issuer else None
        shown = Me(
            user_id=user_id,
            guest=mine.guest,
            name=mine.name,
            created_at=mine.created_at,
            session_expires_at=expires_at,
            sign_in=url,
        )
        return shown, renewed

    shown, renewed = await shared.database.write(caller, work)
    if renewed and (token := request.cookies.get(COOKIE)) and sessions.hash_token(token) == caller:
        set_session(response, request, settings, token)
    return shown


@router.get("/sessions")
async def list_sessions(shared: Shared, caller: Caller) -> SessionList:
    """One's own sessions, newest first."""
    found = await shared.database.read(caller, lambda conn, user_id: sessions.sessions_of(conn, user_id, caller))
    return SessionList(items=[SessionOut.model_validate(each) for each in found])


@router.delete("/sessions/{session_id}", status_code=204)
async def end_session(session_id: UUID, request: Request, response: Response, shared: Shared, caller: Caller) -> None:
    """Ends one of one's sessions; its open streams end too."""
    ended = await shared.database.write(caller, lambda conn, user_id: sessions.end_session(conn, user_id, session_id))
    shared.hub.close_sessions({ended})
    if ended == caller:
        clear_session(response, request, shared.settings)


@router.delete("/session", status_code=204)
async def sign_out(request: Request, response: Response, shared: Shared, caller: Caller) -> None:
    """Ends the session that asks. A guest cannot come back to their workspace after this."""
    await shared.database.write(caller, lambda conn, user_id: sessions.sign_out(conn, user_id, caller))
    shared.hub.close_sessions({caller})
    clear_session(response, request, shared.settings)
