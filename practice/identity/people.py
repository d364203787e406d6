"""Everybody who has a workspace here, for the host."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, text

PEOPLE = text("""
select u.id, u.created_at, a.issuer, a.name, w.answers, w.latest
from users u left join accounts a on a.user_id = u.id
cross join lateral (select count(*) as answers, max(created_at) as latest from answers where user_id = u.id) w
where (a.id is not null or not :accounts) and (cast(:name as text) is null or strpos(lower(a.name), lower(:name)) > 0)
order by coalesce(w.latest, u.created_at) desc, u.id limit :limit
""")
THERE = text("select exists (select 1 from users where id = :id)")


@dataclass(frozen=True, slots=True)
class Resident:
    """One workspace. ``issuer`` and ``name`` are those of an account; a guest has neither."""

    id: UUID
    created_at: datetime
    issuer: str | None
    name: str | None
    answers: int
    latest: datetime | None


def people(conn: Connection, limit: int, name: str | None = None, *, accounts: bool = False) -> list[Resident]:
    """Who answered last comes first; ``name`` is a part of an account's name, ``accounts`` leaves guests out."""
    rows = conn.execute(PEOPLE, {"limit": limit, "name": name, "accounts": accounts})
    return [Resident(*row) for row in rows]


def is_there(conn: Connection, user_id: UUID) -> bool:
    return bool(conn.scalar(THERE, {"id": user_id}))
