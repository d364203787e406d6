"""A second try may name the answer that it follows: one's own, and one that is there."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine

from practice.answers.change import remove
from practice.clock import new_id
from practice.db.unit_of_work import WorkerDatabase
from practice.errors import AnswerNotFound
from tests.conftest import Person, Urls
from tests.practice.answers.given import as_owner, as_person, row, rows, send, submission, wait_until_blocked


def test_ones_own_answer_is_kept_as_the_parent(app_engine: Engine, system: WorkerDatabase, person: Person) -> None:
    first = send(app_engine, person)
    second = send(app_engine, person, submission(parent_id=first.id))
    assert row(system, "select parent_id from answers where id = :id", id=second.id).parent_id == first.id


def test_anothers_answer_is_no_parent(app_engine: Engine, system: WorkerDatabase, person: Person, stranger: Person) -> None:
    theirs = send(app_engine, stranger)
    with pytest.raises(AnswerNotFound, match="parent_id"):
        send(app_engine, person, submission(parent_id=theirs.id))
    assert rows(system, "select user_id from answers") == [(stranger.user_id,)]


def test_an_unknown_answer_is_no_parent(app_engine: Engine, person: Person) -> None:
    with pytest.raises(AnswerNotFound, match="parent_id"):
        send(app_engine, person, submission(parent_id=new_id()))


def test_a_repeated_key_is_the_same_answer_even_when_its_parent_is_gone(app_engine: Engine, person: Person) -> None:
    first = send(app_engine, person)
    second = send(app_engine, person, submission(key="k", parent_id=first.id))
    with as_person(app_engine, person) as conn:
        remove(conn, person.user_id, first.id)
    assert send(app_engine, person, submission(key="k", parent_id=first.id)).id == second.id


def test_a_parent_that_goes_at_this_moment_is_said_to_be_gone(app_engine: Engine, urls: Urls, person: Person) -> None:
    first = send(app_engine, person)
    with as_owner(urls) as owner, ThreadPoolExecutor(1) as pool:
        with as_person(app_engine, person) as conn:
            remove(conn, person.user_id, first.id)
            following = pool.submit(send, app_engine, person, submission(parent_id=first.id))
            wait_until_blocked(owner)
        with pytest.raises(AnswerNotFound, match="parent_id"):
            following.result()
