"""A bank of one's own goes whole, takes no more answers than its owner agreed to, and leaves nothing half done."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from uuid import UUID

import numpy as np
import pytest
from sqlalchemy import Engine

from practice.answers.submit import Accepted, submit
from practice.bank.deletion import delete_bank
from practice.bank.errors import BankHasAnswers
from practice.bank.store import public_id, store_bank
from practice.db.unit_of_work import WorkerDatabase
from practice.errors import BankNotFound, QuestionNotFound
from practice.events.append import append
from practice.events.kinds import EMBEDDED, NewEvent
from practice.events.read import events_after
from practice.jobs.finish import finish
from practice.search.bank_source import BankSource
from tests.conftest import Person, Urls
from tests.practice.answers.given import (
    MAX_ATTEMPTS,
    as_owner,
    as_person,
    kinds,
    rows,
    send,
    submission,
    take,
    wait_until_blocked,
)
from tests.practice.answers.scored import scored
from tests.practice.bank.test_store import bank_of, imported, plain

MINE = bank_of(plain("a"), plain("b"))
MODEL = "multilingual-e5-small"
LEFT = "select (select count(*) from banks where user_id is not null), (select count(*) from questions where user_id is not null)"


def kept(engine: Engine, person: Person) -> UUID:
    """The id of a bank with two questions."""
    bank_id = imported(engine, person, MINE)
    assert isinstance(bank_id, UUID)
    return bank_id


def answered(engine: Engine, person: Person, bank_id: UUID, name: str = "a") -> Accepted:
    return send(engine, person, submission(question_id=public_id(bank_id, person.user_id, name)))


def deleted(engine: Engine, person: Person, agreed: int = 0, slug: str = "mine") -> None:
    with as_person(engine, person) as conn:
        delete_bank(conn, person.user_id, slug, agreed)


def filled(system: WorkerDatabase) -> None:
    """Vectors for every question that has none."""
    source = BankSource()

    def work(conn: object) -> None:
        items = source.missing(conn, MODEL, 1000)  # type: ignore[arg-type]
        source.store(conn, MODEL, items, np.ones((len(items), 384), np.float32))  # type: ignore[arg-type]

    system.run(work)


def test_it_goes_with_its_questions_and_their_vectors_and_nothing_else_does(
    app_engine: Engine, system: WorkerDatabase, person: Person, stranger: Person
) -> None:
    kept(app_engine, person)
    theirs = kept(app_engine, stranger)
    imported(app_engine, person, replace(MINE, slug="another"))
    filled(system)
    shipped = rows(system, "select count(*) from questions where user_id is null")
    deleted(app_engine, person)
    assert rows(system, "select slug, user_id from banks where user_id is not null order by slug") == [
        ("another", person.user_id),
        ("mine", stranger.user_id),
    ]
    assert rows(system, "select count(*) from questions where user_id is null") == shipped
    assert rows(system, "select count(*) from questions where bank_id = :id", id=theirs) == [(2,)]
    assert rows(system, "select bank, count(*) from questions where user_id = :me group by 1", me=person.user_id) == [
        ("another", 2)
    ]
    assert rows(system, "select user_id, count(*) from bank_passages where user_id is not null group by 1 order by 2, 1") == [
        (who, 2) for who in sorted((person.user_id, stranger.user_id))
    ]
    assert kinds(system, person) == []


@pytest.mark.parametrize("slug", ["mine", "backtalk", "nowhere"])
def test_what_is_not_one_s_own_is_not_there(
    app_engine: Engine, system: WorkerDatabase, person: Person, stranger: Person, slug: str
) -> None:
    kept(app_engine, stranger)
    before = rows(system, "select id from questions order by id")
    with pytest.raises(BankNotFound):
        deleted(app_engine, person, agreed=100, slug=slug)
    assert rows(system, "select id from questions order by id") == before


def test_more_answers_than_agreed_to_keep_it_all(app_engine: Engine, system: WorkerDatabase, person: Person) -> None:
    bank_id = kept(app_engine, person)
    for name in "aab":
        answered(app_engine, person, bank_id, name)
    for agreed in (0, 2):
        with pytest.raises(BankHasAnswers) as refused:
            deleted(app_engine, person, agreed)
        assert (refused.value.status, refused.value.extra) == (409, {"answers": 3})
        assert "3 answers of yours" in refused.value.detail
        assert "DELETE /api/banks/mine?answers=3" in refused.value.detail
    assert rows(system, LEFT) == [(1, 2)]
    assert kinds(system, person) == ["answer.accepted"] * 3


@pytest.mark.parametrize("agreed", [2, 5])
def test_answers_go_as_if_each_were_deleted(
    app_engine: Engine, system: WorkerDatabase, person: Person, stranger: Person, agreed: int
) -> None:
    bank_id, theirs = kept(app_engine, person), kept(app_engine, stranger)
    first, second = answered(app_engine, person, bank_id), answered(app_engine, person, bank_id, "b")
    elsewhere, other = send(app_engine, person), answered(app_engine, stranger, theirs)
    scored(system, first)
    near = [{"answer_id": str(one.id), "snippet": "what was said"} for one in (first, elsewhere, second)]
    told = NewEvent(person.user_id, EMBEDDED, elsewhere.id, {"question_id": "q", "similar": near})
    system.run(lambda conn: append(conn, [told]))
    deleted(app_engine, person, agreed)
    assert rows(system, "select id from answers order by id") == sorted([(elsewhere.id,), (other.id,)])
    assert rows(system, "select distinct answer_id from jobs order by 1") == sorted([(elsewhere.id,), (other.id,)])
    assert rows(system, "select id from scores") == []
    events = system.run(lambda conn: events_after(conn, person.user_id, 0, 20))
    assert [event.seq for event in events] == list(range(1, 8))
    assert [event.kind for event in events if event.answer_id == elsewhere.id] == ["answer.accepted", EMBEDDED]
    assert next(event.payload for event in events if event.kind == EMBEDDED) == {"question_id": "q", "similar": [near[1]]}
    gone = [event for event in events if event.answer_id in (first.id, second.id)]
    assert {(event.kind, str(event.payload)) for event in gone} == {("answer.deleted", "{}")}
    assert [event.answer_id for event in events[-2:]] == [first.id, second.id]
    assert kinds(system, stranger) == ["answer.accepted"]


def test_an_answer_to_another_bank_that_followed_one_stays(app_engine: Engine, system: WorkerDatabase, person: Person) -> None:
    first = answered(app_engine, person, kept(app_engine, person))
    second = send(app_engine, person, submission(parent_id=first.id))
    deleted(app_engine, person, agreed=1)
    assert rows(system, "select id, parent_id from answers") == [(second.id, None)]


def test_a_worker_that_comes_afterwards_ends_nothing(app_engine: Engine, system: WorkerDatabase, person: Person) -> None:
    accepted = answered(app_engine, person, kept(app_engine, person))
    job = take(system, accepted)
    deleted(app_engine, person, agreed=1)
    assert system.run(lambda conn: finish(conn, [job])) == []


def test_it_waits_for_the_worker_that_ends_a_job(app_engine: Engine, system: WorkerDatabase, urls: Urls, person: Person) -> None:
    accepted = answered(app_engine, person, kept(app_engine, person))
    job = take(system, accepted, "embedding")
    with as_owner(urls) as owner, ThreadPoolExecutor(1) as pool:
        with system.engine.begin() as conn:
            assert finish(conn, [job]) == [job]
            deleting = pool.submit(deleted, app_engine, person, 1)
            wait_until_blocked(owner)
            # neither the answer nor its question is held yet: the worker may go on
            conn.exec_driver_sql("select 1 from answers for update nowait")
            conn.exec_driver_sql("select 1 from questions where user_id is not null for update nowait")
        deleting.result()
    assert rows(system, LEFT) == [(0, 0)]


def test_an_answer_that_was_under_way_is_counted(app_engine: Engine, system: WorkerDatabase, urls: Urls, person: Person) -> None:
    question = public_id(kept(app_engine, person), person.user_id, "a")
    with as_owner(urls) as owner, ThreadPoolExecutor(1) as pool:
        with as_person(app_engine, person) as conn:
            submit(conn, person.user_id, submission(question_id=question), MAX_ATTEMPTS)
            deleting = pool.submit(deleted, app_engine, person)
            wait_until_blocked(owner)
        with pytest.raises(BankHasAnswers):
            deleting.result()
    assert rows(system, LEFT) == [(1, 2)]


def test_vectors_that_are_being_stored_go_too(app_engine: Engine, system: WorkerDatabase, urls: Urls, person: Person) -> None:
    kept(app_engine, person)
    source = BankSource()
    with as_owner(urls) as owner, ThreadPoolExecutor(1) as pool:
        with system.engine.begin() as conn:
            items = source.missing(conn, MODEL, 1000)
            source.store(conn, MODEL, items, np.ones((len(items), 384), np.float32))
            deleting = pool.submit(deleted, app_engine, person)
            wait_until_blocked(owner)
        deleting.result()
    assert rows(system, "select count(*) from bank_passages where user_id is not null") == [(0,)]


def test_vectors_of_questions_that_are_gone_are_left_out(app_engine: Engine, system: WorkerDatabase, person: Person) -> None:
    kept(app_engine, person)
    source = BankSource()
    items = system.run(lambda conn: source.missing(conn, MODEL, 1000))
    deleted(app_engine, person)
    system.run(lambda conn: source.store(conn, MODEL, items, np.ones((len(items), 384), np.float32)))
    assert rows(system, "select count(*) from bank_passages where user_id is not null") == [(0,)]


def test_an_import_that_is_under_way_goes_with_it(app_engine: Engine, system: WorkerDatabase, urls: Urls, person: Person) -> None:
    kept(app_engine, person)
    with as_owner(urls) as owner, ThreadPoolExecutor(1) as pool:
        with as_person(app_engine, person) as conn:
            store_bank(conn, bank_of(plain("a"), plain("new")), person.user_id)
            deleting = pool.submit(deleted, app_engine, person)
            wait_until_blocked(owner)
        deleting.result()
    assert rows(system, LEFT) == [(0, 0)]


def test_imported_again_it_is_a_new_bank(app_engine: Engine, system: WorkerDatabase, person: Person) -> None:
    old = kept(app_engine, person)
    deleted(app_engine, person)
    with pytest.raises(QuestionNotFound):
        answered(app_engine, person, old)
    new = kept(app_engine, person)
    assert new != old
    answered(app_engine, person, new)
    assert rows(system, LEFT) == [(1, 2)]
