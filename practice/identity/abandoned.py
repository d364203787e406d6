"""Guests who cannot come back, because every session of theirs expired long ago, go with all that was theirs."""

from uuid import UUID

from sqlalchemy import Connection, text

from practice.identity.workspace import erase, hold

# Whoever can sign in comes back whenever they like, so no account is ever among them. Who has signed out has no session
# left: then the answers and the person themselves say how long they have been away.
ABANDONED = """
u.created_at < clock_timestamp() - make_interval(days => :days)
and not exists (select 1 from accounts a where a.user_id = u.id)
and not exists (select 1 from sessions s where s.user_id = u.id
  and s.expires_at >= clock_timestamp() - make_interval(days => :days))
and not exists (select 1 from answers w where w.user_id = u.id
  and w.created_at >= clock_timestamp() - make_interval(days => :days))
"""
FIND = text(f"select u.id from users u where {ABANDONED} order by u.id limit :limit")  # noqa: S608  # our own words
STILL = text(f"select exists (select 1 from users u where u.id = :me and {ABANDONED})")  # noqa: S608


def abandoned(conn: Connection, keep_days: int, limit: int = 100) -> list[UUID]:
    """Up to ``limit`` guests whose last session expired more than ``keep_days`` ago (at least 1)."""
    if keep_days < 1:
        raise ValueError("keep_days must be at least 1; to keep everybody, do not ask")
    return list(conn.scalars(FIND, {"days": keep_days, "limit": limit}))


def delete_abandoned(conn: Connection, user_id: UUID, keep_days: int) -> bool:
    """Deletes one of them in a transaction of its own; false when they are not, or no longer, abandoned."""
    hold(conn, user_id)
    # looked at again with the person's row locked: nobody can become an account, or open a session, any more
    if not conn.scalar(STILL, {"me": user_id, "days": keep_days}):
        return False
    erase(conn, user_id)
    return True
