"""Sessions: the token is shown once and kept only as a hash."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import Connection, insert

from practice.clock import new_id, now
from practice.db.tables import Session, User
from practice.db.unit_of_work import BECOME


@dataclass(frozen=True, slots=True)
class OpenedSession:
    user_id: UUID
    token: str


def hash_token(token: str) -> bytes:
    """SHA-256 is enough: the token is 256 random bits, so there is no dictionary to try."""
    return hashlib.sha256(token.encode()).digest()


def open_guest(conn: Connection, days: int) -> OpenedSession:
    """A new person with a workspace of their own and one session, valid for ``days``."""
    user_id, token = new_id(), secrets.token_urlsafe(32)
    # row security lets a person write only their own row, so they become that person first
    conn.execute(BECOME, {"user_id": str(user_id)})
    conn.execute(insert(User).values(id=user_id))
    expires_at = now() + timedelta(days=days)
    conn.execute(insert(Session).values(id=new_id(), user_id=user_id, token_hash=hash_token(token), expires_at=expires_at))
    return OpenedSession(user_id, token)
