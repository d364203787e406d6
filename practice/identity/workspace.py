"""A workspace as a whole: counted, and deleted so that nothing of it remains."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, delete, text

from practice.db.tables import Answer, User

COUNTS = text("""
select (select count(*) from answers where user_id = :me) as answers,
  (select count(*) from scores where user_id = :me) as scores,
  (select count(*) from events where user_id = :me) as events,
  (select count(*) from answers where user_id = :me and embedding is not null) as vectors,
  (select count(*) from banks where user_id = :me) as banks,
  (select count(*) from sessions where user_id = :me) as sessions
""")

# As workers lock: the job first, then the person to whom new rows would refer, then the log in the order of its numbers.
# A worker in the middle of a job finds no job when it wants to end it, and drops what it made.
HOLDS = tuple(
    text(statement)
    for statement in (
        "select 1 from jobs where user_id = :me order by id for update",
        "select 1 from users where id = :me for update",
        "select 1 from jobs where user_id = :me order by id for update",
        "select 1 from events where user_id = :me order by seq for update",
    )
)


@dataclass(frozen=True, slots=True)
class Contents:
    """How many rows of each kind a workspace holds."""

    answers: int
    scores: int
    events: int
    vectors: int
    banks: int
    sessions: int


def contents(conn: Connection, user_id: UUID) -> Contents:
    """What an export would hold and a deletion would take."""
    return Contents(*conn.execute(COUNTS, {"me": user_id}).one())


def delete_workspace(conn: Connection, user_id: UUID) -> None:
    """Deletes the person with everything that is theirs; open streams and sessions are void from the commit on."""
    hold(conn, user_id)
    erase(conn, user_id)


def hold(conn: Connection, user_id: UUID) -> None:
    """Locks the person and what is under way for them until the end of the transaction."""
    for statement in HOLDS:
        conn.execute(statement, {"me": user_id})


def erase(conn: Connection, user_id: UUID) -> None:
    """Deletes what is held."""
    # before the person: their answers refer to questions of their own banks, which go with the person
    conn.execute(delete(Answer).where(Answer.user_id == user_id))
    conn.execute(delete(User).where(User.id == user_id))
