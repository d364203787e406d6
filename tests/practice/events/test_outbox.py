"""What Redis has not been told is found, however late it was committed."""

from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import psycopg
from sqlalchemy import text

from practice.clock import now
from practice.db.unit_of_work import WorkerDatabase
from practice.events.append import append
from practice.events.kinds import StoredEvent
from practice.events.outbox import NOTIFY, WAKE_UP
from tests.conftest import Person, Urls
from tests.practice.answers.given import as_owner, change, rows, wait_until_blocked
from tests.practice.events.noted import mark_published, note, unpublished


def keys(found: list[StoredEvent]) -> list[tuple[UUID, int]]:
    return [(event.user_id, event.seq) for event in found]


def drain(system: WorkerDatabase, limit: int = 100) -> list[tuple[UUID, int]]:
    found = keys(system.run(lambda conn: unpublished(conn, limit)))
    system.run(lambda conn: mark_published(conn, dict.fromkeys(found, now())))
    return found


def test_each_event_is_found_until_it_is_marked(system: WorkerDatabase, person: Person, stranger: Person) -> None:
    system.run(lambda conn: append(conn, [note(person), note(stranger), note(person)]))
    both = sorted([(person.user_id, 1), (person.user_id, 2), (stranger.user_id, 1)])
    assert keys(system.run(lambda conn: unpublished(conn, 100))) == both
    assert drain(system) == both
    assert drain(system) == []
    system.run(lambda conn: append(conn, [note(person)]))
    assert drain(system) == [(person.user_id, 3)]


def test_what_is_marked_has_the_time_of_the_publish(system: WorkerDatabase, person: Person) -> None:
    system.run(lambda conn: append(conn, [note(person), note(person)]))
    at = now()
    system.run(lambda conn: mark_published(conn, {(person.user_id, 2): at}))
    assert rows(system, "select seq, published_at from events order by seq") == [(1, None), (2, at)]


def test_nothing_to_mark_is_no_trouble(system: WorkerDatabase) -> None:
    system.run(lambda conn: mark_published(conn, {}))


def test_an_event_that_commits_late_is_not_skipped(system: WorkerDatabase, person: Person, stranger: Person) -> None:
    with system.engine.begin() as late:
        append(late, [note(person)])
        system.run(lambda conn: append(conn, [note(stranger)]))
        assert drain(system) == [(stranger.user_id, 1)]
    assert drain(system) == [(person.user_id, 1)]


def test_the_limit_takes_the_oldest_and_then_the_rest(system: WorkerDatabase, person: Person) -> None:
    for _ in range(5):
        system.run(lambda conn: append(conn, [note(person)]))
    assert [[seq for _, seq in drain(system, 2)] for _ in range(4)] == [[1, 2], [3, 4], [5], []]


def test_unpublished_events_are_found_by_the_partial_index(system: WorkerDatabase, person: Person) -> None:
    many = [note(person) for _ in range(2000)]
    system.run(lambda conn: append(conn, many))
    drain(system, 1990)

    change(system, "analyze events")
    plan = rows(system, "explain select * from events where published_at is null order by created_at limit 500")
    assert any("ix_events_unpublished" in line for (line,) in plan)


def test_a_batch_is_locked_in_order_so_that_marking_never_deadlocks(system: WorkerDatabase, urls: Urls, person: Person) -> None:
    """The relay marks what was published while gateways mark the same events as pushed."""
    system.run(lambda conn: append(conn, [note(person), note(person)]))
    backwards = [(person.user_id, 2), (person.user_id, 1)]
    with as_owner(urls) as owner, ThreadPoolExecutor(1) as pool:
        with system.engine.begin() as conn:
            conn.execute(text("select 1 from events where seq = 1 for update"))
            marking = pool.submit(system.run, lambda conn: mark_published(conn, dict.fromkeys(backwards, now())))
            wait_until_blocked(owner)
            assert owner.scalar(text("select seq from events where seq = 2 for update skip locked")) == 2
        marking.result()


def test_the_wake_up_reaches_a_listener(urls: Urls, system: WorkerDatabase) -> None:
    with psycopg.connect(urls.system, autocommit=True) as listener:
        listener.execute(f"listen {WAKE_UP}")
        system.run(lambda conn: conn.exec_driver_sql(NOTIFY))
        (told,) = listener.notifies(timeout=30, stop_after=1)
    assert (told.channel, told.payload) == (WAKE_UP, "")
