"""Sessions: the token is shown once and kept only as a hash; they expire, are renewed by use, listed and ended."""

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection, delete, insert, select, update

from practice.clock import new_id, now
from practice.db.statements import Statements
from practice.db.tables import Session, User
from practice.db.unit_of_work import BECOME
from practice.errors import NotFound


class SessionNotFound(NotFound):
    code, title = "session_not_found", "No such session"


@dataclass(frozen=True, slots=True)
class OpenedSession:
    user_id: UUID
    token: str


@dataclass(frozen=True, slots=True)
class ListedSession:
    """One way into a workspace; ``client`` names the browser, ``current`` is the one that asks."""

    id: UUID
    created_at: datetime
    last_seen_at: datetime | None
    expires_at: datetime
    client: str | None
    current: bool


def hash_token(token: str) -> bytes:
    """SHA-256 is enough: the token is 256 random bits, so there is no dictionary to try."""
    return hashlib.sha256(token.encode()).digest()


def open_guest(conn: Connection, days: int, client: str | None = None) -> OpenedSession:
    """A new person with a workspace of their own and one session, valid for ``days``."""
    user_id = new_id()
    # row security lets a person write only their own row, so they become that person first
    conn.execute(BECOME, {"user_id": str(user_id)})
    conn.execute(insert(User).values(id=user_id))
    return open_session(conn, user_id, days, client)


def open_session(conn: Connection, user_id: UUID, days: int, client: str | None = None) -> OpenedSession:
    """One more session of a person, valid for ``days``."""
    token = secrets.token_urlsafe(32)
    values = {"token_hash": hash_token(token), "expires_at": now() + timedelta(days=days), "client": client}
    conn.execute(insert(Session).values(id=new_id(), user_id=user_id, **values))
    return OpenedSession(user_id, token)


def sessions_of(conn: Connection, user_id: UUID, token_hash: bytes) -> list[ListedSession]:
    """A person's sessions that have not expired, newest first."""
    columns = (Session.id, Session.created_at, Session.last_seen_at, Session.expires_at, Session.client)
    mine = (Session.user_id == user_id, Session.expires_at > now())
    current = (Session.token_hash == token_hash).label("current")
    rows = conn.execute(select(*columns, current).where(*mine).order_by(Session.id.desc()))
    return [ListedSession(*row) for row in rows]


def end_session(conn: Connection, user_id: UUID, session_id: UUID) -> bytes:
    """Ends a session of one's own and returns the hash of its token. Raises SessionNotFound."""
    mine = (Session.id == session_id, Session.user_id == user_id)
    ended = conn.scalar(delete(Session).where(*mine).returning(Session.token_hash))
    if ended is None:
        raise SessionNotFound("No session of yours has this id. Take one from GET /api/sessions.")
    return bytes(ended)


def sign_out(conn: Connection, user_id: UUID, token_hash: bytes) -> None:
    """Ends the session that asks for it."""
    conn.execute(delete(Session).where(Session.token_hash == token_hash, Session.user_id == user_id))


def renew(conn: Connection, user_id: UUID, token_hash: bytes, days: int) -> tuple[datetime, bool]:
    """When the session expires, and whether that was put off just now.

    Whoever comes back keeps their workspace: a session with less than two thirds of its life left lives anew.
    """
    mine = (Session.token_hash == token_hash, Session.user_id == user_id)
    moment = now()
    late = Session.expires_at < moment + timedelta(days=days * 2 / 3)
    values = {"expires_at": moment + timedelta(days=days), "last_seen_at": moment}
    renewed = conn.scalar(update(Session).where(*mine, late).values(**values).returning(Session.expires_at))
    if renewed is not None:
        return renewed, True
    return conn.execute(select(Session.expires_at).where(*mine)).scalar_one(), False


KEEP = "select keep_sessions(%(hashes)b)"


async def still_valid(statements: Statements, hashes: Iterable[bytes]) -> set[bytes]:
    """Those of the hashes whose sessions have neither ended nor expired; notes that they were seen."""
    return {bytes(kept) for (kept,) in await statements.rows(KEEP, {"hashes": list(hashes)})}
