"""Signing in: to the provider and back, with the guest's workspace taken along."""

import secrets
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlencode, urlsplit

import psycopg
import structlog
from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse
from sqlalchemy.exc import IntegrityError

from api.accounts import pending
from api.accounts.cookies import is_secure, set_session
from api.accounts.pending import LASTS_S, Pending
from api.deps import COOKIE, Shared
from api.state import State
from practice.errors import BacktalkError
from practice.events.outbox import NOTIFY
from practice.identity.accounts import Person, SignedIn, sign_in
from practice.identity.clients import client_of
from practice.identity.sessions import hash_token

if TYPE_CHECKING:
    from api.accounts.provider import Provider

SIGN_IN = "/api/signin"
BROWSER = "backtalk_signin"
# Sign-ins and submits of one person at the same moment: each try lets at least one of them through.
TRIES = 4

router = APIRouter(prefix=SIGN_IN, tags=["session"])
log = structlog.get_logger()
Text = Annotated[str, Query(max_length=2000)]


class SignInNotConfigured(BacktalkError):
    code, status, title = "sign_in_not_configured", 404, "There is nobody to sign in with"


class SignInExpired(BacktalkError):
    code, status, title = "sign_in_expired", 400, "This sign-in is over"


class SignInRefused(BacktalkError):
    code, status, title = "sign_in_refused", 403, "The sign-in was refused"


def inside(path: str) -> str:
    """A path of this site, whatever was asked for: an address of somebody else's would make us a trampoline."""
    parts = urlsplit(path)
    fits = path.startswith("/") and not path.startswith(("//", "/\\")) and not parts.scheme and not parts.netloc
    return path if fits and path.isprintable() and "\\" not in path else "/"


def _provider(shared: State) -> "Provider":
    if shared.provider is None:
        raise SignInNotConfigured("Nobody to sign in with: the host has not configured BACKTALK_OIDC_ISSUER.")
    return shared.provider


def _callback(request: Request, shared: State) -> str:
    base = shared.settings.public_url.rstrip("/") or f"{request.url.scheme}://{request.url.netloc}"
    return f"{base}{SIGN_IN}/callback"


def _back(next: str, **query: str) -> RedirectResponse:
    joined = f"{next}{'&' if '?' in next else '?'}{urlencode(query)}" if query else next
    return RedirectResponse(joined, 303, headers={"Cache-Control": "no-store"})


def _failed(next: str, error: BacktalkError) -> RedirectResponse:
    log.warning("sign_in_failed", code=error.code)
    return _back(next, sign_in_error=error.code)


@router.get("", status_code=303, response_class=RedirectResponse)
async def start(request: Request, shared: Shared, next: Text = "/") -> RedirectResponse:
    """Sends the browser to the provider; it comes back to ``/api/signin/callback`` and then to ``next``."""
    browser, target = secrets.token_urlsafe(32), inside(next)
    try:
        begun = await _provider(shared).start(_callback(request, shared))
        await pending.keep(shared.redis, begun.state, browser, Pending(begun.nonce, begun.code_verifier, target))
    except BacktalkError as error:
        return _failed(target, error)
    response = _back(begun.url)
    secure = is_secure(request, shared.settings)
    # lax: the provider's redirect is a navigation, and the cookie has to come with it
    response.set_cookie(BROWSER, browser, max_age=LASTS_S, httponly=True, samesite="lax", secure=secure, path=SIGN_IN)
    return response


@router.get("/callback", status_code=303, response_class=RedirectResponse)
async def callback(request: Request, shared: Shared, state: Text = "", code: Text = "", error: Text = "") -> RedirectResponse:
    """Where the provider sends the browser back to: opens a session of the account and goes on to where one came from."""
    target = "/"
    try:
        begun = await pending.take(shared.redis, state, request.cookies.get(BROWSER, ""))
        if begun is None:
            raise SignInExpired("Signing in took too long, or this page was opened twice. Begin again.")
        target = begun.next
        if error or not code:
            raise SignInRefused("The provider or you said no. Begin again if that was not meant.")
        person = await _provider(shared).finish(_callback(request, shared), code, begun.nonce, begun.code_verifier)
        opened = await _open(request, shared, person)
    except BacktalkError as refusal:
        return _failed(target, refusal)
    response = _back(target, **({"moved": str(opened.moved)} if opened.moved else {}))
    set_session(response, request, shared.settings, opened.session.token)
    response.delete_cookie(BROWSER, path=SIGN_IN)
    return response


async def _open(request: Request, shared: State, person: Person) -> SignedIn:
    cookie = request.cookies.get(COOKIE)
    guest = hash_token(cookie) if cookie else None
    days, client = shared.settings.session_days, client_of(request.headers.get("user-agent"))
    for left in reversed(range(TRIES)):
        try:
            opened = await shared.database.open(lambda conn: sign_in(conn, person, guest, days, client))
            break
        except IntegrityError:
            if left == 0:
                raise
    if guest:
        shared.hub.close_sessions({guest})
    if opened.moved:
        await _wake_relay(shared)
    return opened


async def _wake_relay(shared: State) -> None:
    try:
        await shared.statements.say(NOTIFY)
    except (psycopg.Error, OSError):
        # the relay polls; a lost wake-up costs at most one poll
        log.warning("notify_failed")
