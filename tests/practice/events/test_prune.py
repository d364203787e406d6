"""Old events go, and the stream says up to where."""

from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import text

from practice.clock import now
from practice.db.unit_of_work import WorkerDatabase
from practice.events.append import append
from practice.events.prune import prune
from practice.events.read import Head, head
from tests.conftest import Person, Urls
from tests.practice.answers.given import as_owner, change, rows, wait_until_blocked
from tests.practice.events.noted import mark_published, note

KEEP_DAYS = 30


def written(system: WorkerDatabase, person: Person, n: int, days_ago: int, published: bool = True) -> None:
    """Appends events and makes them that old."""
    first = system.run(lambda conn: append(conn, [note(person) for _ in range(n)]))[person.user_id] - n
    statement = (
        "update events set created_at = created_at - make_interval(days => :days), "
        "published_at = case when :published then created_at end where user_id = :id and seq > :first"
    )
    change(system, statement, days=days_ago, published=published, id=person.user_id, first=first)


def kept(system: WorkerDatabase, person: Person) -> list[int]:
    return [seq for (seq,) in rows(system, "select seq from events where user_id = :id order by seq", id=person.user_id)]


def test_old_events_go_and_the_stream_says_so(system: WorkerDatabase, person: Person, stranger: Person) -> None:
    written(system, person, 3, days_ago=31)
    written(system, person, 2, days_ago=29)
    written(system, stranger, 1, days_ago=1)
    assert system.run(lambda conn: prune(conn, KEEP_DAYS)) == 3
    assert kept(system, person) == [4, 5]
    assert system.run(lambda conn: head(conn, person.user_id)) == Head(5, 3)
    assert system.run(lambda conn: head(conn, stranger.user_id)) == Head(1, 0)
    assert system.run(lambda conn: prune(conn, KEEP_DAYS)) == 0


def test_what_was_never_published_is_kept(system: WorkerDatabase, person: Person) -> None:
    written(system, person, 2, days_ago=99, published=False)
    assert system.run(lambda conn: prune(conn, KEEP_DAYS)) == 0
    assert kept(system, person) == [1, 2]


def test_a_limited_prune_takes_the_oldest_first(system: WorkerDatabase, person: Person) -> None:
    written(system, person, 5, days_ago=40)
    assert [system.run(lambda conn: prune(conn, KEEP_DAYS, limit=2)) for _ in range(4)] == [2, 2, 1, 0]
    assert system.run(lambda conn: head(conn, person.user_id)) == Head(5, 5)


def test_numbers_go_on_after_everything_has_gone(system: WorkerDatabase, person: Person) -> None:
    written(system, person, 3, days_ago=40)
    system.run(lambda conn: prune(conn, KEEP_DAYS))
    assert system.run(lambda conn: append(conn, [note(person)])) == {person.user_id: 4}


def test_an_event_that_is_held_is_pruned_another_time(system: WorkerDatabase, person: Person) -> None:
    """Were it waited for, a prune and a deletion that hold each other's rows could stand in a circle."""
    written(system, person, 2, days_ago=40)
    with system.engine.begin() as conn:
        conn.execute(text("select 1 from events where seq = 2 for update"))
        assert system.run(lambda conn: prune(conn, KEEP_DAYS)) == 1
    assert system.run(lambda conn: prune(conn, KEEP_DAYS)) == 1


def test_streams_are_locked_in_order_so_that_pruning_never_deadlocks_with_writers(
    system: WorkerDatabase, urls: Urls, person: Person, stranger: Person
) -> None:
    first, second = sorted([person, stranger], key=lambda someone: someone.user_id)
    # the first in order has the youngest events: in the order of age it would come last
    written(system, second, 1, days_ago=90)
    written(system, first, 1, days_ago=40)
    with as_owner(urls) as owner, ThreadPoolExecutor(1) as pool:
        with system.engine.begin() as conn:
            append(conn, [note(first)])
            pruning = pool.submit(system.run, lambda conn: prune(conn, KEEP_DAYS))
            wait_until_blocked(owner)
            free = text("select 1 from event_streams where user_id = :id for update skip locked")
            assert owner.scalar(free, {"id": second.user_id}) == 1
        assert pruning.result() == 2
    system.run(lambda conn: mark_published(conn, {(first.user_id, 2): now()}))
