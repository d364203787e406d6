"""The event log: appends a second by 1, 4 and 16 writers, for one person and for many, and a reader that catches up.

Floor: a plain INSERT into a table with a serial id, in autocommit; a reader that follows such ids loses events under
concurrent writers, so it is the cost of writing and no log. Ours: `practice.events.append`, a number per person without gaps
in commit order, also one statement in autocommit. Recipe: the counter row locked first, the row through the ORM, `pg_notify`
inside the transaction. Catching up: floor, one statement; ours, pages of 200, each a transaction; recipe, ORM objects by OFFSET.
CPU is the database's.
"""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import psycopg

from bench.ground.people import invite
from bench.ground.services import Services
from bench.load.appending import fill
from bench.load.process import ordered
from bench.measure.cpu import cpu_s
from bench.measure.plot import Curves
from bench.measure.rounds import interleaved, note
from bench.measure.samples import FLOOR, OURS, RECIPE, Sample

ROUNDS = 2
SECONDS = 1.5
PEOPLE = 256
WRITERS = (1, 4, 16)
BACKLOGS = (100, 1_000, 10_000)
SUBJECTS = (FLOOR, OURS, RECIPE)
PLOTS = (Curves("whole backlog read in", "events"),)
PLAIN_TABLE = """
create table plain_events (
  id bigserial primary key, user_id uuid not null references users (id), kind text not null, answer_id uuid not null,
  payload jsonb not null, created_at timestamptz not null default clock_timestamp(), published_at timestamptz);
create index on plain_events (user_id, id);
create index on plain_events (created_at) where published_at is null
"""
STREAMS = "insert into event_streams (user_id, last_seq) select id, 0 from users on conflict do nothing"


def run(services: Services, _folder: Path, rounds: int = ROUNDS) -> Iterator[Sample]:
    """Every round, every number of writers and every backlog, every subject."""
    grounds = {name: _ground(services, name) for name in SUBJECTS}
    for number, order in enumerate(interleaved(rounds, SUBJECTS), 1):
        for spread, count in (("many people", PEOPLE), ("one person", 1)):
            for writers in WRITERS:
                for name in order:
                    url, users = grounds[name]
                    yield from _append(services, name, url, users[:count], writers, f"append, {spread}")
        for backlog in BACKLOGS:
            for name in order:
                url, users = grounds[name]
                yield _catch_up(name, url, users[-BACKLOGS.index(backlog) - 1], backlog)
        note(f"event_log: round {number} of {rounds}")


def _ground(services: Services, name: str) -> tuple[str, list[str]]:
    urls = services.copy(f"event_log_{name}")
    people = invite(urls.system, PEOPLE + len(BACKLOGS))
    users = [str(person.user_id) for person in people]
    with psycopg.connect(urls.admin, autocommit=True) as conn:
        conn.execute(PLAIN_TABLE)
        conn.execute(STREAMS)
    for place, backlog in enumerate(BACKLOGS, 1):
        fill(urls.admin, UUID(users[-place]), backlog, name)
    return urls.admin, users


def _append(services: Services, name: str, url: str, users: list[str], writers: int, case: str) -> Iterator[Sample]:
    before = cpu_s([services.postgres_pid])
    orders = {"what": "write", "subject": name, "url": url, "users": users, "writers": writers, "seconds": SECONDS}
    done = ordered("bench.load.appending", orders)
    used = cpu_s([services.postgres_pid]) - before
    case = f"{case}, {writers} writer" + ("s" if writers > 1 else "")
    yield Sample(case, writers, name, "appends", "/s", done["count"] / done["seconds"])
    yield Sample(case, writers, name, "database CPU an append", "us", 1e6 * used / max(1, done["count"]))


def _catch_up(name: str, url: str, user: str, backlog: int) -> Sample:
    done = ordered("bench.load.appending", {"what": "read", "subject": name, "url": url, "users": [user]})
    if done["count"] != backlog:
        raise AssertionError(f"{name} read {done['count']} of {backlog} events")
    return Sample(f"catch up, {backlog:,} events", backlog, name, "whole backlog read in", "ms", 1000 * done["seconds"])
