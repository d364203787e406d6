"""``python -m bench.load.appending``: writers that append events as fast as they can, and a reader that catches up.

Orders as JSON on stdin, what was done as JSON on stdout. A writer is a thread with a connection of its own.
"""

import json
import sys
import threading
import time
from collections.abc import Callable
from typing import Any
from uuid import UUID

import psycopg
from sqlalchemy import create_engine, func, make_url, select
from sqlalchemy.orm import Session

from bench.measure.samples import FLOOR, OURS, RECIPE
from practice.clock import new_id
from practice.db.engines import with_driver
from practice.db.tables import Event, EventStream
from practice.db.unit_of_work import WorkerDatabase
from practice.events.append import append
from practice.events.kinds import NewEvent
from practice.events.read import events_after

KIND = "answer.scored"
PAYLOAD: dict[str, Any] = {"overall": 60, "summary": "x" * 300, "points": [{"id": f"p{n}", "verdict": "met"} for n in range(5)]}
PLAIN = "insert into plain_events (user_id, kind, answer_id, payload) values (%s, %s, %s, %s)"
PLAIN_AFTER = (
    "select id, user_id, kind, answer_id, payload, created_at from plain_events where user_id = %s and id > %s order by id"
)
PAGE = 200
Append = Callable[[UUID], None]
CatchUp = Callable[[UUID], int]


def floor_writer(url: str) -> Append:
    """One INSERT in autocommit: no number of its own, so nothing for a reader to follow without losing events."""
    conn = psycopg.connect(url, autocommit=True)
    return lambda user: conn.execute(PLAIN, (user, KIND, new_id(), json.dumps(PAYLOAD))) and None


def our_writer(url: str) -> Append:
    """One statement numbers and inserts, so alone it is its own transaction; the floor's is, too."""
    engine = create_engine(with_driver(make_url(url)), pool_size=1, isolation_level="AUTOCOMMIT")

    def write(user: UUID) -> None:
        with engine.connect() as conn:
            append(conn, [NewEvent(user, KIND, new_id(), PAYLOAD)])

    return write


def recipe_writer(url: str) -> Append:
    """The counter first, then the row through the ORM, and NOTIFY inside the transaction."""
    engine = create_engine(with_driver(make_url(url)), pool_size=1)

    def write(user: UUID) -> None:
        with Session(engine) as session:
            stream = session.get(EventStream, user, with_for_update=True)
            assert stream is not None
            stream.last_seq += 1
            session.add(Event(user_id=user, seq=stream.last_seq, kind=KIND, answer_id=new_id(), payload=PAYLOAD))
            session.execute(select(func.pg_notify("recipe_events", "")))
            session.commit()

    return write


def floor_reader(url: str) -> CatchUp:
    """All of it in one statement."""
    conn = psycopg.connect(url, autocommit=True)
    return lambda user: len(conn.execute(PLAIN_AFTER, (user, 0)).fetchall())


def our_reader(url: str) -> CatchUp:
    """In pages, each a transaction, as a stream reads."""
    database = WorkerDatabase(create_engine(with_driver(make_url(url)), pool_size=1))

    def read(user: UUID) -> int:
        cursor = count = 0
        while page := database.run(lambda conn: events_after(conn, user, cursor, PAGE)):  # noqa: B023
            count, cursor = count + len(page), page[-1].seq
        return count

    return read


def recipe_reader(url: str) -> CatchUp:
    """Objects of the ORM, in pages by OFFSET."""
    engine = create_engine(with_driver(make_url(url)), pool_size=1)

    def read(user: UUID) -> int:
        count = 0
        wanted = select(Event).where(Event.user_id == user).order_by(Event.seq).limit(PAGE)
        with Session(engine) as session:
            while page := session.scalars(wanted.offset(count)).all():
                count += len(page)
        return count

    return read


WRITERS = {FLOOR: floor_writer, OURS: our_writer, RECIPE: recipe_writer}
READERS = {FLOOR: floor_reader, OURS: our_reader, RECIPE: recipe_reader}


def write(orders: dict[str, Any]) -> dict[str, Any]:
    """Appends for ``seconds``; writer n takes the users n, n + writers, ... in turn."""
    users = [UUID(user) for user in orders["users"]]
    writers = [WRITERS[orders["subject"]](orders["url"]) for _ in range(orders["writers"])]
    counts = [0] * len(writers)
    for one in writers:
        one(users[0])
    gate = threading.Barrier(len(writers) + 1)

    def work(number: int) -> None:
        mine = users[number % len(users) :: len(writers)] or users
        gate.wait()
        until = time.perf_counter() + orders["seconds"]
        while time.perf_counter() < until:
            writers[number](mine[counts[number] % len(mine)])
            counts[number] += 1

    threads = [threading.Thread(target=work, args=(number,)) for number in range(len(writers))]
    for thread in threads:
        thread.start()
    gate.wait()
    started = time.perf_counter()
    for thread in threads:
        thread.join()
    return {"count": sum(counts), "seconds": time.perf_counter() - started}


def read(orders: dict[str, Any]) -> dict[str, Any]:
    """Reads one person's events from the beginning, once to warm up and once by the clock."""
    reader, user = READERS[orders["subject"]](orders["url"]), UUID(orders["users"][0])
    reader(user)
    started = time.perf_counter()
    return {"count": reader(user), "seconds": time.perf_counter() - started}


def fill(url: str, user: UUID, count: int, subject: str) -> None:
    """Gives a person ``count`` events."""
    with psycopg.connect(url, autocommit=True) as conn:
        values = {"user": user, "kind": KIND, "answer": new_id(), "payload": json.dumps(PAYLOAD), "count": count}
        if subject == FLOOR:
            conn.execute(
                "insert into plain_events (user_id, kind, answer_id, payload) select %(user)s, %(kind)s, %(answer)s,"
                " %(payload)s from generate_series(1, %(count)s)",
                values,
            )
            return
        conn.execute(
            "insert into events (user_id, seq, kind, answer_id, payload, published_at) select %(user)s, n, %(kind)s,"
            " %(answer)s, %(payload)s, clock_timestamp() from generate_series(1, %(count)s) n",
            values,
        )
        conn.execute("update event_streams set last_seq = %(count)s where user_id = %(user)s", values)


if __name__ == "__main__":
    given = json.load(sys.stdin)
    print(json.dumps(write(given) if given["what"] == "write" else read(given)))
