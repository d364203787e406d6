"""What tests of the domain begin with: a person's connection, an answer sent, a job in hand, work done at once."""

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Connection, Engine, Row, create_engine, make_url, text
from sqlalchemy.exc import IntegrityError

from practice.answers.submit import Accepted, Submission, submit
from practice.bank import shipped
from practice.bank.model import Lang
from practice.clock import now
from practice.db.engines import with_driver
from practice.db.unit_of_work import BECOME, WorkerDatabase
from practice.jobs.claim import Claimed, claim_one
from practice.jobs.contracts import Queue
from tests.conftest import Person, Urls

T = TypeVar("T")
QUESTION, OTHER_QUESTION = (question.id for question in shipped.load().questions[:2])
MAX_ATTEMPTS = 3
PATIENCE_S = 30.0


@contextmanager
def as_person(engine: Engine, person: Person) -> Iterator[Connection]:
    """A transaction of that person, under row security."""
    with engine.begin() as conn:
        conn.execute(BECOME, {"user_id": str(person.user_id)})
        yield conn


@contextmanager
def as_owner(urls: Urls) -> Iterator[Connection]:
    """The database's owner, each statement a transaction: whoever looks on from outside."""
    engine = create_engine(with_driver(make_url(urls.admin)), isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as conn:
            yield conn
    finally:
        engine.dispose()


def submission(
    words: str = "A queue keeps what is waiting.",
    question_id: str = QUESTION,
    key: str | None = None,
    parent_id: UUID | None = None,
    lang: Lang = "en",
) -> Submission:
    return Submission(question_id, words, lang, now(), key, parent_id)


def send(engine: Engine, person: Person, sent: Submission | None = None) -> Accepted:
    """Submits as the gateway does: once more when another submit took the attempt's number."""
    sent = sent or submission()
    while True:
        try:
            with as_person(engine, person) as conn:
                return submit(conn, person.user_id, sent, MAX_ATTEMPTS)
        except IntegrityError as error:
            if "uq_answers_attempt" not in str(error.orig):
                raise


def job_id(accepted: Accepted, queue: Queue) -> UUID:
    return next(hint.job_id for hint in accepted.jobs if hint.queue == queue)


def take(system: WorkerDatabase, accepted: Accepted, queue: Queue = "scoring", lease_s: float = 60) -> Claimed:
    """The job of an answer, claimed. A lease of -1 second has run out already."""
    job = system.run(lambda conn: claim_one(conn, queue, lease_s, job_id(accepted, queue)))
    assert job is not None
    return job


def row(system: WorkerDatabase, statement: str, **values: Any) -> Row[Any]:
    return system.run(lambda conn: conn.execute(text(statement), values).one())


def rows(system: WorkerDatabase, statement: str, **values: Any) -> list[Any]:
    """As tuples, as the system sees them."""
    return [tuple(found) for found in system.run(lambda conn: conn.execute(text(statement), values).all())]


def change(system: WorkerDatabase, statement: str, **values: Any) -> None:
    system.run(lambda conn: conn.execute(text(statement), values))


def job_of(system: WorkerDatabase, job: UUID) -> Row[Any]:
    return row(system, "select * from jobs where id = :id", id=job)


def kinds(system: WorkerDatabase, person: Person) -> list[str]:
    """The person's events, in order."""
    found = rows(system, "select kind from events where user_id = :id order by seq", id=person.user_id)
    return [kind for (kind,) in found]


def together(works: Sequence[Callable[[], T]]) -> list[T]:
    """All at once, each in a thread of its own."""
    gate = Barrier(len(works))

    def run(work: Callable[[], T]) -> T:
        gate.wait(PATIENCE_S)
        return work()

    with ThreadPoolExecutor(len(works)) as pool:
        running = [pool.submit(run, work) for work in works]
        return [future.result() for future in running]


BLOCKED = text("select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'")


def wait_until_blocked(owner: Connection, connections: int = 1) -> None:
    """Returns as soon as that many connections of this database wait for a lock."""
    until = time.monotonic() + PATIENCE_S
    while owner.execute(BLOCKED).scalar_one() < connections:
        assert time.monotonic() < until, "nobody ever waited"
