"""A reader gets every later event once, in order, and never another person's."""

import json

from sqlalchemy import Engine

from practice.db.unit_of_work import WorkerDatabase
from practice.events.append import append
from practice.events.read import Head, events_after, head
from tests.conftest import Person
from tests.practice.answers.given import as_person
from tests.practice.events.noted import note


def test_pages_follow_each_other_without_loss(system: WorkerDatabase, person: Person, stranger: Person) -> None:
    for place in range(7):
        system.run(lambda conn, place=place: append(conn, [note(person, str(place)), note(stranger)]))  # type: ignore[misc]
    cursor, seen = 0, []
    while page := system.run(lambda conn, after=cursor: events_after(conn, person.user_id, after, 3)):
        assert len(page) <= 3
        seen += [event.payload["note"] for event in page]
        cursor = page[-1].seq
    assert seen == [str(place) for place in range(7)]


def test_nothing_comes_after_the_head_or_beyond_it(system: WorkerDatabase, person: Person) -> None:
    system.run(lambda conn: append(conn, [note(person)]))
    assert system.run(lambda conn: events_after(conn, person.user_id, 1, 10)) == []
    assert system.run(lambda conn: events_after(conn, person.user_id, 10**15, 10)) == []


def test_row_security_hides_another_persons_log(
    app_engine: Engine, system: WorkerDatabase, person: Person, stranger: Person
) -> None:
    system.run(lambda conn: append(conn, [note(stranger)]))
    with as_person(app_engine, person) as conn:
        assert events_after(conn, stranger.user_id, 0, 10) == []
        assert head(conn, stranger.user_id) == Head(0, 0)


def test_the_data_of_an_event_says_what_happened_where_and_when(system: WorkerDatabase, person: Person) -> None:
    sent = note(person, "큐")
    system.run(lambda conn: append(conn, [sent]))
    (event,) = system.run(lambda conn: events_after(conn, person.user_id, 0, 10))
    assert json.loads(event.data()) == {
        "seq": 1,
        "kind": "test.noted",
        "answer_id": str(sent.answer_id),
        "at": event.created_at.isoformat(),
        "note": "큐",
    }
