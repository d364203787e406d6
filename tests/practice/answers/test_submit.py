"""An answer, its two jobs and its event come into being together, and once for each key."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import ProgrammingError

from practice.answers.submit import Submission, submit
from practice.bank import shipped
from practice.bank.model import Bank, Question, Section, Text
from practice.bank.store import public_id, store_bank
from practice.db.unit_of_work import WorkerDatabase, in_transaction
from practice.errors import IdempotencyKeyReused, QuestionNotFound
from practice.events.prune import prune
from practice.jobs import scoring
from tests.conftest import Person, Urls
from tests.practice.answers.given import (
    MAX_ATTEMPTS,
    OTHER_QUESTION,
    QUESTION,
    as_owner,
    as_person,
    change,
    job_id,
    kinds,
    row,
    rows,
    send,
    submission,
    together,
    wait_until_blocked,
)


def stored(system: WorkerDatabase) -> tuple[int, ...]:
    """How many answers, jobs and events there are."""
    return tuple(row(system, "select (select count(*) from answers), (select count(*) from jobs), (select count(*) from events)"))


def test_the_follow_up_is_there_before_any_worker_can_have_the_job(
    app_engine: Engine, system: WorkerDatabase, person: Person
) -> None:
    first = send(app_engine, person)
    second = send(app_engine, person, replace(submission(parent_id=first.id), followup="And if the relay dies?"))
    taken = system.run(lambda conn: scoring.take(in_transaction(conn), job_id(second, "scoring"), 60))
    assert taken is not None
    assert taken.followup == "And if the relay dies?"


def test_answer_jobs_and_event_are_stored(app_engine: Engine, system: WorkerDatabase, person: Person) -> None:
    sent = submission("Split by what the work waits on.")
    accepted = send(app_engine, person, sent)
    answer = row(system, "select * from answers")
    question = next(question for question in shipped.load().questions if question.id == QUESTION)
    assert (answer.id, answer.user_id, answer.text, answer.lang) == (accepted.id, person.user_id, sent.text, "en")
    assert (answer.question_id, answer.section, answer.axes) == (QUESTION, question.section, list(question.axes))
    assert (answer.bank, answer.attempt, answer.received_at) == (shipped.load().slug, 1, sent.received_at)
    assert answer.created_at == accepted.created_at
    jobs = rows(system, "select id, queue, state, attempt, max_attempts, user_id, answer_id from jobs order by queue desc")
    rest = ("queued", 0, MAX_ATTEMPTS, person.user_id, accepted.id)
    assert jobs == [(hint.job_id, hint.queue, *rest) for hint in accepted.jobs]
    event = row(system, "select * from events")
    assert (event.user_id, event.seq, event.kind, event.answer_id) == (
        person.user_id,
        accepted.seq,
        "answer.accepted",
        accepted.id,
    )
    assert event.payload == {"question_id": QUESTION, "attempt": 1}


def test_a_transaction_that_breaks_leaves_nothing(app_engine: Engine, system: WorkerDatabase, person: Person) -> None:
    with pytest.raises(ZeroDivisionError), as_person(app_engine, person) as conn:
        submit(conn, person.user_id, submission(), MAX_ATTEMPTS)
        raise ZeroDivisionError
    assert stored(system) == (0, 0, 0)
    assert rows(system, "select * from event_streams") == []
    assert send(app_engine, person).seq == 1


def test_attempts_count_for_each_person_and_question(app_engine: Engine, person: Person, stranger: Person) -> None:
    sent = [
        send(app_engine, person),
        send(app_engine, person),
        send(app_engine, person, submission(question_id=OTHER_QUESTION)),
        send(app_engine, stranger),
    ]
    assert [accepted.attempt for accepted in sent] == [1, 2, 1, 1]


def test_submits_of_one_question_at_once_get_different_attempts(app_engine: Engine, person: Person) -> None:
    sent = together([lambda: send(app_engine, person)] * 8)
    assert sorted(accepted.attempt for accepted in sent) == list(range(1, 9))
    assert sorted(accepted.seq for accepted in sent) == list(range(1, 9))


def test_the_same_key_is_the_same_answer(app_engine: Engine, system: WorkerDatabase, person: Person) -> None:
    first = send(app_engine, person, submission(key="k"))
    send(app_engine, person, submission("Something else.", key="other"))
    again = send(app_engine, person, submission(key="k"))
    assert (again.id, again.attempt, again.seq, again.created_at) == (first.id, first.attempt, first.seq, first.created_at)
    assert (again.question_id, again.lang, again.jobs) == (first.question_id, first.lang, ())
    assert stored(system) == (2, 4, 2)


def test_the_same_key_at_once_is_the_same_answer(app_engine: Engine, system: WorkerDatabase, person: Person) -> None:
    sent = together([lambda: send(app_engine, person, submission(key="k"))] * 8)
    assert len({(accepted.id, accepted.attempt, accepted.seq) for accepted in sent}) == 1
    assert sum(len(accepted.jobs) for accepted in sent) == 2
    assert stored(system) == (1, 2, 1)


def test_a_repeated_key_waits_for_the_first_request(app_engine: Engine, urls: Urls, person: Person) -> None:
    with as_owner(urls) as owner, ThreadPoolExecutor(1) as pool:
        with as_person(app_engine, person) as conn:
            first = submit(conn, person.user_id, submission(key="k"), MAX_ATTEMPTS)
            second = pool.submit(send, app_engine, person, submission(key="k"))
            wait_until_blocked(owner)
        assert second.result().id == first.id


def test_the_key_is_free_again_when_the_first_request_breaks(app_engine: Engine, urls: Urls, person: Person) -> None:
    with as_owner(urls) as owner, ThreadPoolExecutor(1) as pool:
        with pytest.raises(ZeroDivisionError), as_person(app_engine, person) as conn:
            submit(conn, person.user_id, submission(key="k"), MAX_ATTEMPTS)
            second = pool.submit(send, app_engine, person, submission(key="k"))
            wait_until_blocked(owner)
            raise ZeroDivisionError
        assert (second.result().attempt, second.result().seq) == (1, 1)


@pytest.mark.parametrize(
    "other",
    [submission("Another text.", key="k"), submission(question_id=OTHER_QUESTION, key="k"), submission(lang="ko", key="k")],
    ids=["text", "question", "language"],
)
def test_another_request_under_the_key_is_refused(
    app_engine: Engine, system: WorkerDatabase, person: Person, other: Submission
) -> None:
    send(app_engine, person, submission(key="k"))
    with pytest.raises(IdempotencyKeyReused):
        send(app_engine, person, other)
    assert stored(system) == (1, 2, 1)


def test_two_people_may_use_the_same_key(app_engine: Engine, person: Person, stranger: Person) -> None:
    mine, theirs = send(app_engine, person, submission(key="k")), send(app_engine, stranger, submission(key="k"))
    assert mine.id != theirs.id
    assert len(theirs.jobs) == 2


def test_a_repeated_key_has_a_seq_even_when_its_event_is_no_longer_kept(
    app_engine: Engine, system: WorkerDatabase, person: Person
) -> None:
    first = send(app_engine, person, submission(key="k"))
    change(system, "update events set created_at = now() - interval '40 days', published_at = now() - interval '40 days'")
    system.run(lambda conn: prune(conn, 30))
    second = send(app_engine, person)
    again = send(app_engine, person, submission(key="k"))
    assert (again.id, again.seq) == (first.id, second.seq)


@pytest.mark.parametrize("key", [None, "k"])
def test_an_unknown_question_is_said_to_be_unknown(
    app_engine: Engine, system: WorkerDatabase, person: Person, key: str | None
) -> None:
    with pytest.raises(QuestionNotFound):
        send(app_engine, person, submission(question_id="no-such-question", key=key))
    assert stored(system) == (0, 0, 0)


def test_a_question_of_anothers_bank_is_unknown(app_engine: Engine, person: Person, stranger: Person) -> None:
    bank = Bank("mine", Text(en="Mine"), sections=(Section("s", Text(en="S")),), questions=(Question("q", "s", Text(en="Why?")),))
    with as_person(app_engine, stranger) as conn:
        theirs = public_id(store_bank(conn, bank, stranger.user_id), stranger.user_id, "q")
    with pytest.raises(QuestionNotFound):
        send(app_engine, person, submission(question_id=theirs))
    assert send(app_engine, stranger, submission(question_id=theirs)).question_id == theirs


def test_nobody_submits_in_anothers_name(app_engine: Engine, system: WorkerDatabase, person: Person, stranger: Person) -> None:
    with pytest.raises(ProgrammingError, match="row-level security"), as_person(app_engine, person) as conn:
        submit(conn, stranger.user_id, submission(), MAX_ATTEMPTS)
    assert stored(system) == (0, 0, 0)


def test_when_it_was_received_stands_before_when_it_was_stored(
    app_engine: Engine, system: WorkerDatabase, person: Person
) -> None:
    send(app_engine, person)
    times = row(system, "select received_at, created_at from answers")
    assert timedelta(0) <= times.created_at - times.received_at
    assert kinds(system, person) == ["answer.accepted"]
