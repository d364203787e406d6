"""An answer taken by one statement, for whoever shows a token: what ``submit`` promises holds here too."""

import hashlib
from dataclasses import replace

import anyio
import pytest
from psycopg.errors import UniqueViolation
from sqlalchemy import Engine

from practice.answers.submit import Accepted, Submission, accept
from practice.bank.model import Bank, Question, Section, Text
from practice.bank.store import public_id, store_bank
from practice.db.statements import Statements
from practice.db.unit_of_work import WorkerDatabase
from practice.errors import AnswerNotFound, IdempotencyKeyReused, QuestionNotFound, Unauthenticated
from tests.conftest import Person
from tests.practice.answers.given import MAX_ATTEMPTS, as_person, row, rows, send, submission

pytestmark = pytest.mark.anyio


async def take(statements: Statements, person: Person, sent: Submission | None = None) -> Accepted:
    """As the gateway does: once more when another submit took the attempt's number."""
    while True:
        try:
            return await accept(statements, person.token_hash, sent or submission(), MAX_ATTEMPTS)
        except UniqueViolation as error:
            assert error.diag.constraint_name == "uq_answers_attempt"


async def test_it_stores_what_a_submit_stores(
    statements: Statements, app_engine: Engine, system: WorkerDatabase, person: Person, stranger: Person
) -> None:
    taken, sent = await take(statements, person), send(app_engine, stranger)
    columns = "question_id, bank, section, axes, attempt, lang, text, parent_id, idempotency_key, request_hash"
    one, other = (rows(system, f"select {columns} from answers where id = :id", id=answer.id) for answer in (taken, sent))
    assert one == other
    query = "select queue, state, attempt, max_attempts from jobs where answer_id = :id order by queue"
    assert rows(system, query, id=taken.id) == rows(system, query, id=sent.id)
    query = "select seq, kind, payload from events where answer_id = :id"
    assert rows(system, query, id=taken.id) == rows(system, query, id=sent.id)
    assert row(system, "select user_id from answers where id = :id", id=taken.id)[0] == person.user_id


async def test_a_token_of_nobody_stores_nothing(statements: Statements, system: WorkerDatabase) -> None:
    with pytest.raises(Unauthenticated):
        await accept(statements, b"nothing", submission(), MAX_ATTEMPTS)
    assert rows(system, "select 1 from answers") == []


async def test_at_once_each_is_an_attempt_of_its_own_without_gaps(statements: Statements, person: Person) -> None:
    taken: list[tuple[int, int]] = []

    async def one() -> None:
        answer = await take(statements, person)
        taken.append((answer.attempt, answer.seq))

    async with anyio.create_task_group() as group:
        for _ in range(8):
            group.start_soon(one)
    assert sorted(taken) == [(number, number) for number in range(1, 9)]


async def test_one_session_s_submits_at_once_stand_in_line(statements: Statements, person: Person) -> None:
    taken: list[int] = []

    async def one() -> None:
        taken.append((await accept(statements, person.token_hash, submission(), MAX_ATTEMPTS)).attempt)

    async with anyio.create_task_group() as group:
        for _ in range(20):
            group.start_soon(one)
    assert sorted(taken) == list(range(1, 21))


def test_a_key_stored_before_the_follow_up_counted_is_still_the_same_request() -> None:
    sent = submission("Words.", "q", lang="en")
    assert sent.fingerprint() == hashlib.sha256(b"q\x00Words.\x00en\x00None").digest()
    assert replace(sent, followup="Why?").fingerprint() != sent.fingerprint()


async def test_at_once_under_one_key_it_is_one_answer(statements: Statements, system: WorkerDatabase, person: Person) -> None:
    taken: list[Accepted] = []

    async def one() -> None:
        taken.append(await take(statements, person, sent))

    sent = submission(key="k")
    async with anyio.create_task_group() as group:
        for _ in range(8):
            group.start_soon(one)
    assert len({(answer.id, answer.attempt, answer.seq) for answer in taken}) == 1
    assert sum(len(answer.jobs) for answer in taken) == 2
    assert len(rows(system, "select 1 from answers")) == 1


async def test_what_is_refused_is_named(statements: Statements, app_engine: Engine, person: Person, stranger: Person) -> None:
    theirs = send(app_engine, stranger)
    bank = Bank("mine", Text(en="Mine"), sections=(Section("s", Text(en="S")),), questions=(Question("q", "s", Text(en="Why?")),))
    with as_person(app_engine, stranger) as conn:
        hidden = public_id(store_bank(conn, bank, stranger.user_id), stranger.user_id, "q")
    await take(statements, person, submission(key="k"))
    for sent, error in (
        (submission(question_id="no-such-question"), QuestionNotFound),
        (submission(question_id=hidden), QuestionNotFound),
        (submission(parent_id=theirs.id), AnswerNotFound),
        (submission("Another text.", key="k"), IdempotencyKeyReused),
    ):
        with pytest.raises(error):
            await take(statements, person, sent)
