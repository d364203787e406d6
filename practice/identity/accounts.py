"""Accounts: people whom a provider vouches for, and the guests who become them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, exists, insert, select, text, update

from practice.clock import new_id
from practice.db.tables import Account, User
from practice.db.unit_of_work import BECOME
from practice.identity.sessions import OpenedSession, open_session, sign_out


@dataclass(frozen=True, slots=True)
class Person:
    """Who a provider says somebody is; issuer and subject together never change, the name may."""

    issuer: str
    subject: str
    name: str | None


@dataclass(frozen=True, slots=True)
class Profile:
    """Who one is here. A guest has no name."""

    guest: bool
    name: str | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A new session of the account, and how many answers came over from the guest."""

    session: OpenedSession
    moved: int


ENTER = text("select enter_account(:issuer, :subject)")
MOVE = text("select move_workspace(:guest)")
GUEST = text("select authenticate(:guest)")


def profile(conn: Connection, user_id: UUID) -> Profile:
    """Guest or account, for the owner."""
    columns = select(Account.id, Account.name, User.created_at)
    row = conn.execute(columns.select_from(User).outerjoin(Account, Account.user_id == User.id).where(User.id == user_id)).one()
    return Profile(row.id is None, row.name, row.created_at)


def sign_in(conn: Connection, person: Person, guest: bytes | None, days: int, client: str | None) -> SignedIn:
    """Opens a session of the person's account; ``guest`` is the token's hash of the session that signs in.

    The first time, a guest's workspace becomes the account's as it is. Later, a guest's answers move into the account:
    attempts and events are numbered after its own. Either way the guest's session ends, so that a token that was known
    before the sign-in opens nothing after it. Raises sqlalchemy's IntegrityError when another sign-in or submit of the same
    person commits first: run it again.
    """
    user_id: UUID | None = conn.scalar(ENTER, {"issuer": person.issuer, "subject": person.subject})
    if user_id is None:
        user_id, moved = _first_time(conn, person, guest), 0
    else:
        conn.execute(update(Account).where(Account.user_id == user_id).values(name=person.name))
        moved = int(conn.scalar(MOVE, {"guest": guest}) or 0) if guest else 0
    if guest:
        sign_out(conn, user_id, guest)
    return SignedIn(open_session(conn, user_id, days, client), moved)


def _first_time(conn: Connection, person: Person, guest: bytes | None) -> UUID:
    user_id: UUID | None = conn.scalar(GUEST, {"guest": guest}) if guest else None
    if user_id is None or conn.scalar(select(exists().where(Account.user_id == user_id))):
        user_id = new_id()
        conn.execute(BECOME, {"user_id": str(user_id)})
        conn.execute(insert(User).values(id=user_id))
    values = {"issuer": person.issuer, "subject": person.subject, "name": person.name}
    conn.execute(insert(Account).values(id=new_id(), user_id=user_id, **values))
    return user_id
