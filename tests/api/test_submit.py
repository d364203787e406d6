"""202 means: committed. Whatever Redis does."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import anyio
import httpx
import pytest
import redis
from psycopg.errors import UniqueViolation
from pydantic import SecretStr
from sqlalchemy import Engine, Row, text

from api.intake import routes
from practice.db.unit_of_work import WorkerDatabase
from practice.identity.sessions import open_session
from practice.settings import Settings
from stack.valkey import EmbeddedValkey
from tests.api.conftest import QUESTION, TEXT, Gateway, running
from tests.api.test_bad_input import assert_problem
from tests.api.waiting import until
from tests.conftest import Person
from tests.practice.answers.given import as_person

pytestmark = pytest.mark.anyio


@pytest.fixture
def mortal(tmp_path: Path) -> Iterator[EmbeddedValkey]:
    """A Valkey of the test's own, to be killed."""
    with EmbeddedValkey(tmp_path / "valkey") as server:
        yield server


def jobs_of(system: WorkerDatabase, answer_id: str) -> list[Row[tuple[str, str, bool, bool]]]:
    query = (
        "select queue, state, dispatched_at is not null, committed_at is not null from jobs where answer_id = :id order by queue"
    )
    return system.run(lambda conn: list(conn.execute(text(query), {"id": answer_id})))


async def test_an_accepted_answer_is_stored_with_jobs_and_event_and_then_announced(
    gateway: Gateway, person: Person, system: WorkerDatabase, redis_url: str
) -> None:
    answer = await gateway.accepted(person)
    assert (answer["attempt"], answer["seq"], answer["lang"]) == (1, 1, "ko")
    events = system.run(lambda conn: conn.execute(text("select kind, answer_id, seq from events")).all())
    assert [tuple(event) for event in events] == [("answer.accepted", UUID(answer["id"]), 1)]
    await until(lambda: all(job[2] and job[3] for job in jobs_of(system, answer["id"])))
    assert [(job[0], job[1]) for job in jobs_of(system, answer["id"])] == [("embedding", "queued"), ("scoring", "queued")]
    with redis.Redis.from_url(redis_url) as client:
        assert (client.llen("scoring"), client.llen("embedding")) == (1, 1)
    assert gateway.shared.dispatcher.counts.sent == 2


async def test_a_killed_redis_delays_nothing_but_the_announcement(
    api_settings: Settings, person: Person, system: WorkerDatabase, mortal: EmbeddedValkey
) -> None:
    async with running(api_settings.model_copy(update={"redis_url": SecretStr(mortal.url)})) as gateway:
        assert mortal.child
        mortal.child.kill()
        assert mortal.child.wait(10)
        answer = await gateway.accepted(person)
        assert [job[1] for job in jobs_of(system, answer["id"])] == ["queued", "queued"]
        await until(lambda: gateway.shared.dispatcher.counts.failed == 2)
        assert not any(job[2] for job in jobs_of(system, answer["id"]))


async def test_the_same_key_again_is_the_same_answer_and_no_second_job(
    gateway: Gateway, person: Person, system: WorkerDatabase
) -> None:
    first, second = [(await gateway.submit(person, **{"Idempotency-Key": "once"})).json() for _ in range(2)]
    assert first == second
    assert len(jobs_of(system, first["id"])) == 2
    assert system.run(lambda conn: conn.scalar(text("select count(*) from answers"))) == 1


async def test_two_submits_with_one_key_at_once(gateway: Gateway, person: Person, system: WorkerDatabase) -> None:
    replies: list[tuple[int, str, int]] = []

    async def submit() -> None:
        reply = await gateway.submit(person, **{"Idempotency-Key": "once"})
        replies.append((reply.status_code, reply.json()["id"], reply.json()["seq"]))

    async with anyio.create_task_group() as group:
        for _ in range(6):
            group.start_soon(submit)
    assert len(set(replies)) == 1
    assert replies[0][0] == 202
    counts = system.run(
        lambda conn: [conn.scalar(text(f"select count(*) from {table}")) for table in ("answers", "jobs", "events")]
    )
    assert counts == [1, 2, 1]


async def test_submits_at_once_without_a_key_are_attempts_of_their_own(gateway: Gateway, person: Person) -> None:
    attempts: list[tuple[int, int]] = []

    async def submit() -> None:
        answer = await gateway.accepted(person)
        attempts.append((answer["attempt"], answer["seq"]))

    async with anyio.create_task_group() as group:
        for _ in range(5):
            group.start_soon(submit)
    assert sorted(attempts) == [(n, n) for n in range(1, 6)]


class Taken(UniqueViolation):
    """As the driver raises it, without a database."""

    constraint = "uq_answers_attempt"

    @property
    def diag(self) -> Any:
        return SimpleNamespace(constraint_name=self.constraint)


class TakenElsewhere(Taken):
    constraint = "uq_elsewhere"


async def at_once(gateway: Gateway, people: Sequence[Person]) -> list[tuple[int, int]]:
    """A submit of each, all at the same moment; status and attempt of each in order."""
    replies: list[tuple[int, int]] = []

    async def submit(person: Person) -> None:
        reply = await gateway.submit(person)
        replies.append((reply.status_code, reply.json().get("attempt", 0)))

    async with anyio.create_task_group() as group:
        for person in people:
            group.start_soon(submit, person)
    return sorted(replies)


async def test_a_crowd_of_one_person_s_submits_to_one_question_is_taken_whole(gateway: Gateway, person: Person) -> None:
    assert await at_once(gateway, [person] * 55) == [(202, n) for n in range(1, 56)]


async def test_and_so_is_one_from_several_sessions(gateway: Gateway, person: Person, app_engine: Engine) -> None:
    with as_person(app_engine, person) as conn:
        sessions = [Person(person.user_id, open_session(conn, person.user_id, 1).token) for _ in range(10)]
    assert await at_once(gateway, sessions * 3) == [(202, n) for n in range(1, 31)]


async def test_who_never_gets_an_attempt_is_told_to_come_again(
    api_settings: Settings, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def never(*_: object) -> None:
        raise Taken

    monkeypatch.setattr(routes, "accept", never)
    async with running(api_settings.model_copy(update={"submit_patience_s": 0.1})) as gateway:
        reply = await gateway.submit(person)
        assert_problem(reply, 503, "too_busy")
        assert int(reply.headers["retry-after"]) > 0


async def test_two_that_write_the_same_row_are_no_fault_of_the_database(
    gateway: Gateway, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def elsewhere(*_: object) -> None:
        raise TakenElsewhere

    monkeypatch.setattr(routes, "accept", elsewhere)
    assert_problem(await gateway.submit(person), 503, "too_busy")


async def test_one_key_for_two_follow_ups(gateway: Gateway, person: Person) -> None:
    first = await gateway.accepted(person)

    async def follow(asked: str) -> httpx.Response:
        body = {"question_id": QUESTION, "text": TEXT, "parent_id": first["id"], "asked": asked}
        return await gateway.client.post("/api/answers", json=body, headers={**person.headers, "Idempotency-Key": "k"})

    one, again, other = [await follow(asked) for asked in ("Why?", "Why?", "And then?")]
    assert (one.status_code, again.json()) == (202, one.json())
    assert_problem(other, 422, "idempotency_key_reused")


async def test_the_words_of_a_follow_up_need_the_answer_that_it_follows(gateway: Gateway, person: Person) -> None:
    for parent in ({}, {"parent_id": None}):
        body = {"question_id": QUESTION, "text": TEXT, "asked": "Why?", **parent}
        reply = await gateway.client.post("/api/answers", json=body, headers=person.headers)
        assert "parent_id" in assert_problem(reply, 422, "invalid_input")["detail"]
    both_wrong = {"question_id": QUESTION, "text": TEXT, "asked": "Why?", "parent_id": "12"}
    reply = await gateway.client.post("/api/answers", json=both_wrong, headers=person.headers)
    assert [error["field"] for error in assert_problem(reply, 422, "malformed_id")["errors"]] == ["parent_id"]


async def test_one_key_of_two_people_is_two_keys(gateway: Gateway, person: Person, stranger: Person) -> None:
    one, other = [(await gateway.submit(who, **{"Idempotency-Key": "k"})).json()["id"] for who in (person, stranger)]
    assert one != other


async def test_a_deleted_answer_is_gone_with_its_jobs(gateway: Gateway, person: Person, system: WorkerDatabase) -> None:
    answer = await gateway.accepted(person)
    assert (await gateway.client.delete(f"/api/answers/{answer['id']}", headers=person.headers)).status_code == 204
    assert_problem(await gateway.client.get(f"/api/answers/{answer['id']}", headers=person.headers), 404, "answer_not_found")
    assert jobs_of(system, answer["id"]) == []


async def test_a_retry_runs_what_failed_and_nothing_else(gateway: Gateway, person: Person, system: WorkerDatabase) -> None:
    answer = await gateway.accepted(person)
    path = f"/api/answers/{answer['id']}/retry"
    assert_problem(await gateway.client.post(path, headers=person.headers), 409, "nothing_to_retry")
    failed = "update jobs set state = 'failed', error_code = 'code', error_message = 'why', attempt = 5 where queue = 'scoring'"
    system.run(lambda conn: conn.execute(text(failed)))
    view = (await gateway.client.get(f"/api/answers/{answer['id']}", headers=person.headers)).json()
    assert view["scoring"] == {
        "state": "failed",
        "error": {"code": "code", "message": "why", "attempt": 5, "retry_at": None},
        "place": None,
    }
    before = gateway.shared.dispatcher.counts.sent
    reply = await gateway.client.post(path, headers=person.headers)
    assert (reply.status_code, reply.json()["scoring"]["state"], reply.json()["embedding"]["state"]) == (202, "queued", "queued")
    await until(lambda: gateway.shared.dispatcher.counts.sent >= before + 1)
