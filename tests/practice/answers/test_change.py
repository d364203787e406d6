"""What an owner deletes is gone, and the stream keeps no gap where it was."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine, text

from practice.answers.change import remove
from practice.clock import new_id
from practice.db.unit_of_work import WorkerDatabase
from practice.errors import AnswerNotFound
from practice.events.append import append
from practice.events.kinds import EMBEDDED, SCORED, NewEvent
from practice.events.read import events_after
from practice.jobs.claim import Claimed
from practice.jobs.finish import finish
from tests.conftest import Person, Urls
from tests.practice.answers.given import as_owner, as_person, kinds, row, rows, send, submission, take, wait_until_blocked
from tests.practice.answers.scored import scored

SECRET = "the secret that was said"


def removed(engine: Engine, person: Person, answer_id: object) -> None:
    with as_person(engine, person) as conn:
        remove(conn, person.user_id, answer_id)  # type: ignore[arg-type]


def test_answer_jobs_and_scores_go(app_engine: Engine, system: WorkerDatabase, person: Person) -> None:
    accepted, other = send(app_engine, person), send(app_engine, person)
    scored(system, accepted)
    removed(app_engine, person, accepted.id)
    assert rows(system, "select id from answers") == [(other.id,)]
    assert rows(system, "select distinct answer_id from jobs") == [(other.id,)]
    assert rows(system, "select id from scores") == []


def test_the_numbers_stay_and_what_was_said_is_forgotten(app_engine: Engine, system: WorkerDatabase, person: Person) -> None:
    accepted = send(app_engine, person)
    send(app_engine, person)
    system.run(lambda conn: append(conn, [NewEvent(person.user_id, SCORED, accepted.id, {"summary": SECRET})]))
    removed(app_engine, person, accepted.id)
    events = system.run(lambda conn: events_after(conn, person.user_id, 0, 10))
    assert [event.seq for event in events] == [1, 2, 3, 4]
    assert kinds(system, person) == ["answer.deleted", "answer.accepted", "answer.deleted", "answer.deleted"]
    assert [event.payload for event in events if event.answer_id == accepted.id] == [{}, {}, {}]


def test_other_answers_forget_that_it_was_their_neighbour(app_engine: Engine, system: WorkerDatabase, person: Person) -> None:
    accepted, other, third = (send(app_engine, person) for _ in range(3))
    near = [
        {"answer_id": str(one.id), "snippet": words} for one, words in ((third, "kept"), (accepted, SECRET), (other, "also kept"))
    ]
    payload = {"question_id": "q", "similar": near}
    system.run(lambda conn: append(conn, [NewEvent(person.user_id, EMBEDDED, other.id, payload)]))
    removed(app_engine, person, accepted.id)
    (event,) = [event for event in system.run(lambda conn: events_after(conn, person.user_id, 3, 10)) if event.kind == EMBEDDED]
    assert event.payload == {"question_id": "q", "similar": [near[0], near[2]]}
    assert SECRET not in json.dumps(rows(system, "select payload from events"))


def test_an_answer_that_followed_it_stays(app_engine: Engine, system: WorkerDatabase, person: Person) -> None:
    first = send(app_engine, person)
    second = send(app_engine, person, submission(parent_id=first.id))
    removed(app_engine, person, first.id)
    assert row(system, "select id, parent_id from answers") == (second.id, None)


def test_the_key_of_a_deleted_answer_is_free(app_engine: Engine, person: Person) -> None:
    first = send(app_engine, person, submission(key="k"))
    removed(app_engine, person, first.id)
    assert send(app_engine, person, submission(key="k")).id != first.id


def test_another_persons_answer_is_not_found(
    app_engine: Engine, system: WorkerDatabase, person: Person, stranger: Person
) -> None:
    theirs = send(app_engine, stranger)
    for unknown in (theirs.id, new_id()):
        with pytest.raises(AnswerNotFound):
            removed(app_engine, person, unknown)
    assert kinds(system, stranger) == ["answer.accepted"]
    assert rows(system, "select id from answers") == [(theirs.id,)]


def test_a_second_delete_finds_nothing_and_says_nothing(app_engine: Engine, system: WorkerDatabase, person: Person) -> None:
    accepted = send(app_engine, person)
    removed(app_engine, person, accepted.id)
    with pytest.raises(AnswerNotFound):
        removed(app_engine, person, accepted.id)
    assert kinds(system, person) == ["answer.deleted"] * 2


def test_a_delete_waits_for_the_worker_that_ends_its_job(
    app_engine: Engine, system: WorkerDatabase, urls: Urls, person: Person
) -> None:
    """The worker holds the job and wants the answer; were it the other way round here, both would wait for ever."""
    accepted = send(app_engine, person)
    job: Claimed = take(system, accepted, "embedding")
    with as_owner(urls) as owner, ThreadPoolExecutor(1) as pool:
        with system.engine.begin() as conn:
            assert finish(conn, [job]) == [job]
            deleting = pool.submit(removed, app_engine, person, accepted.id)
            wait_until_blocked(owner)
            # nobody holds the answer: the worker may go on
            held = text("select 1 from answers where id = :id for update nowait")
            assert owner.scalar(held, {"id": accepted.id}) == 1
            conn.execute(text("update answers set lang = 'ko' where id = :id"), {"id": accepted.id})
        deleting.result()
    assert rows(system, "select id from answers") == []


def test_a_worker_that_comes_after_the_delete_ends_nothing(app_engine: Engine, system: WorkerDatabase, person: Person) -> None:
    accepted = send(app_engine, person)
    job = take(system, accepted)
    removed(app_engine, person, accepted.id)
    assert system.run(lambda conn: finish(conn, [job])) == []
