"""Events are numbered for each person, without gaps, in the order of the commits."""

from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from random import Random
from threading import Lock
from uuid import UUID

import pytest
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import IntegrityError

from practice.clock import new_id
from practice.db.engines import sync_engine
from practice.db.unit_of_work import WorkerDatabase
from practice.events.append import append
from practice.events.kinds import NewEvent
from practice.events.read import Head, events_after, head
from practice.settings import Settings
from tests.conftest import Person, Urls, guest
from tests.practice.answers.given import as_owner, as_person, rows, together, wait_until_blocked

WRITERS, ROUNDS = 16, 15


def event(user_id: UUID, note: str = "") -> NewEvent:
    return NewEvent(user_id, "test.noted", new_id(), {"note": note})


def numbers_of(system: WorkerDatabase, user_id: UUID) -> list[int]:
    return [seq for (seq,) in rows(system, "select seq from events where user_id = :id order by seq", id=user_id)]


def test_the_first_event_is_number_one(system: WorkerDatabase, person: Person) -> None:
    assert system.run(lambda conn: head(conn, person.user_id)) == Head(0, 0)
    assert system.run(lambda conn: append(conn, [event(person.user_id)])) == {person.user_id: 1}
    assert system.run(lambda conn: append(conn, [event(person.user_id)])) == {person.user_id: 2}
    assert system.run(lambda conn: head(conn, person.user_id)) == Head(2, 0)


def test_no_events_are_no_trouble(system: WorkerDatabase) -> None:
    assert system.run(lambda conn: append(conn, [])) == {}


def test_events_of_several_people_in_one_batch_keep_each_persons_order(
    system: WorkerDatabase, person: Person, stranger: Person
) -> None:
    mixed = [event(user.user_id, str(place)) for place, user in enumerate([person, stranger, person, person, stranger])]
    heads = system.run(lambda conn: append(conn, mixed))
    assert heads == {person.user_id: 3, stranger.user_id: 2}
    mine = system.run(lambda conn: events_after(conn, person.user_id, 0, 10))
    assert [(found.seq, found.payload["note"]) for found in mine] == [(1, "0"), (2, "2"), (3, "3")]
    assert [found.answer_id for found in mine] == [mixed[place].answer_id for place in (0, 2, 3)]


def test_a_transaction_that_breaks_leaves_no_gap(system: WorkerDatabase, person: Person) -> None:
    def broken(conn: Connection) -> None:
        append(conn, [event(person.user_id), event(person.user_id)])
        raise ZeroDivisionError

    system.run(lambda conn: append(conn, [event(person.user_id)]))
    with pytest.raises(ZeroDivisionError):
        system.run(broken)
    assert system.run(lambda conn: append(conn, [event(person.user_id)])) == {person.user_id: 2}
    assert numbers_of(system, person.user_id) == [1, 2]


def test_text_of_every_script_comes_back_as_it_was(system: WorkerDatabase, person: Person) -> None:
    system.run(lambda conn: append(conn, [event(person.user_id, '큐 \\ " \n 😀 \u2028')]))
    (found,) = system.run(lambda conn: events_after(conn, person.user_id, 0, 10))
    assert found.payload == {"note": '큐 \\ " \n 😀 \u2028'}
    assert "\n" not in found.data()


def test_the_application_appends_for_its_own_person(app_engine: Engine, person: Person) -> None:
    with as_person(app_engine, person) as conn:
        assert append(conn, [event(person.user_id)]) == {person.user_id: 1}


def test_whoever_comes_second_waits_and_gets_the_next_number(system: WorkerDatabase, urls: Urls, person: Person) -> None:
    system.run(lambda conn: append(conn, [event(person.user_id)]))
    with as_owner(urls) as owner, ThreadPoolExecutor(1) as pool:
        with system.engine.begin() as first:
            assert append(first, [event(person.user_id)]) == {person.user_id: 2}
            second = pool.submit(system.run, lambda conn: append(conn, [event(person.user_id)]))
            wait_until_blocked(owner)
            # a reader at this moment sees neither: nothing is seen before what comes ahead of it
            assert numbers_of(system, person.user_id) == [1]
        assert second.result() == {person.user_id: 3}


def test_the_number_is_free_again_when_the_first_one_breaks(system: WorkerDatabase, urls: Urls, person: Person) -> None:
    with as_owner(urls) as owner, ThreadPoolExecutor(1) as pool:
        with pytest.raises(ZeroDivisionError), system.engine.begin() as first:
            append(first, [event(person.user_id)])
            second = pool.submit(system.run, lambda conn: append(conn, [event(person.user_id)]))
            wait_until_blocked(owner)
            raise ZeroDivisionError
        assert second.result() == {person.user_id: 1}


class Follower:
    """Reads after its cursor again and again, as a stream does: what it misses now it never sees."""

    def __init__(self, system: WorkerDatabase, people: list[UUID]) -> None:
        self.system = system
        self.seen: dict[UUID, list[int]] = {user_id: [] for user_id in people}
        self.lock = Lock()

    def look(self) -> None:
        with self.lock:
            for user_id, seen in self.seen.items():
                after = seen[-1] if seen else 0
                found = self.system.run(lambda conn, u=user_id, a=after: events_after(conn, u, a, 1000))  # type: ignore[misc]
                seen.extend(event.seq for event in found)


def test_sixteen_writers_at_once_leave_no_gap_and_no_double_and_hide_nothing_from_a_reader(
    system_settings: Settings, system: WorkerDatabase, app_engine: Engine
) -> None:
    people = [guest(app_engine).user_id for _ in range(3)]
    follower = Follower(system, people)
    written: dict[UUID, int] = defaultdict(int)
    engine = sync_engine(system_settings.model_copy(update={"database_pool": WRITERS}), "writers")

    def write(seed: int) -> None:
        chance = Random(seed)
        for _ in range(ROUNDS):
            # in any order: the same people in another order would be a deadlock if append did not sort them
            batch = [event(user_id) for user_id in chance.choices(people, k=chance.randint(1, 4))]
            breaks = chance.random() < 0.2
            with engine.connect() as conn:
                append(conn, batch)
                conn.rollback() if breaks else conn.commit()
            if not breaks:
                with follower.lock:
                    for one in batch:
                        written[one.user_id] += 1
            if chance.random() < 0.3:
                follower.look()

    together([lambda seed=seed: write(seed) for seed in range(WRITERS)])  # type: ignore[misc]
    engine.dispose()
    follower.look()
    for user_id in people:
        assert numbers_of(system, user_id) == list(range(1, written[user_id] + 1))
        assert follower.seen[user_id] == numbers_of(system, user_id)


def test_the_times_of_a_persons_events_follow_their_numbers(
    system_settings: Settings, system: WorkerDatabase, person: Person
) -> None:
    """The outbox and the pruning go by time: were it another order, they would tear holes into the stream."""
    engine = sync_engine(system_settings, "writers")

    def write() -> None:
        for _ in range(5):
            with engine.begin() as conn:
                append(conn, [event(person.user_id), event(person.user_id)])

    together([write] * 8)
    engine.dispose()
    times = [at for (at,) in rows(system, "select created_at from events order by seq")]
    assert len(times) == 80
    assert all(earlier <= later for earlier, later in pairwise(times))


def test_an_unknown_person_gets_no_stream(system: WorkerDatabase) -> None:
    with pytest.raises(IntegrityError):
        system.run(lambda conn: append(conn, [event(new_id())]))
    assert system.run(lambda conn: conn.scalar(text("select count(*) from event_streams"))) == 0
