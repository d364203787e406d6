"""Guests with sessions, made in the database: opening thousands over HTTP would measure something else."""

import secrets
from dataclasses import dataclass
from uuid import UUID

import psycopg

from practice.clock import new_id
from practice.identity.sessions import hash_token

USERS = "insert into users (id) select * from unnest(%s::uuid[])"
SESSIONS = """
insert into sessions (id, user_id, token_hash, expires_at)
select id, user_id, hash, clock_timestamp() + interval '1 day'
from unnest(%s::uuid[], %s::uuid[], %s::bytea[]) as t (id, user_id, hash)
"""


@dataclass(frozen=True, slots=True)
class Person:
    user_id: UUID
    token: str


def invite(url: str, count: int) -> list[Person]:
    """``count`` new guests in the database at ``url`` (any role that may write for everybody)."""
    people = [Person(new_id(), secrets.token_urlsafe(32)) for _ in range(count)]
    users = [person.user_id for person in people]
    with psycopg.connect(url, autocommit=True) as conn:
        conn.execute(USERS, (users,))
        conn.execute(SESSIONS, ([new_id() for _ in people], users, [hash_token(person.token) for person in people]))
    return people


def question_ids(url: str) -> list[str]:
    """Every question of the shipped bank."""
    with psycopg.connect(url) as conn:
        return [row[0] for row in conn.execute("select id from questions order by id")]
