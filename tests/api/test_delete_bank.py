"""DELETE /api/banks/{slug}: one's own alone, and no more answers than were agreed to."""

import anyio
import httpx
import pytest
from sqlalchemy import Engine

from practice.bank.deletion import delete_bank
from tests.api.conftest import Gateway
from tests.api.test_bad_input import assert_problem
from tests.api.test_import import MINE, banks, sent
from tests.conftest import Person, Urls
from tests.practice.answers.given import as_owner, as_person, wait_until_blocked

pytestmark = pytest.mark.anyio


async def questions(gateway: Gateway, person: Person) -> list[str]:
    found = await gateway.client.get("/api/questions?bank=mine", headers=person.headers)
    return [item["id"] for item in found.json()["items"]]


async def told(gateway: Gateway, person: Person) -> int:
    """How many answers would go."""
    reply = await gateway.client.get("/api/banks/mine", headers=person.headers)
    assert (reply.json()["slug"], reply.json()["own"], reply.json()["questions"]) == ("mine", True, 1)
    return int(reply.json()["answers"])


async def test_a_bank_without_answers_goes_at_once(gateway: Gateway, person: Person) -> None:
    await sent(gateway, person, MINE.encode())
    assert await told(gateway, person) == 0
    assert (await gateway.client.delete("/api/banks/mine", headers=person.headers)).status_code == 204
    assert set(await banks(gateway, person)) == {"backtalk"}
    assert await questions(gateway, person) == []
    for method in ("GET", "DELETE"):
        assert_problem(await gateway.client.request(method, "/api/banks/mine", headers=person.headers), 404, "bank_not_found")


async def test_answers_go_only_with_their_number(gateway: Gateway, person: Person) -> None:
    await sent(gateway, person, MINE.encode())
    (question,) = await questions(gateway, person)
    mine = [await gateway.accepted(person, question=question) for _ in range(2)]
    other = await gateway.accepted(person)
    assert await told(gateway, person) == 2
    for query in ("", "?answers=1"):
        refused = await gateway.client.delete(f"/api/banks/mine{query}", headers=person.headers)
        assert assert_problem(refused, 409, "bank_has_answers")["answers"] == 2
    assert (await gateway.client.delete("/api/banks/mine?answers=2", headers=person.headers)).status_code == 204
    left = (await gateway.client.get("/api/answers", headers=person.headers)).json()
    assert ([item["id"] for item in left["items"]], left["seq"]) == ([other["id"]], 5)
    for answer in mine:
        assert_problem(await gateway.client.get(f"/api/answers/{answer['id']}", headers=person.headers), 404, "answer_not_found")


async def test_the_bank_that_ships_stays_beside_one_of_its_name(gateway: Gateway, person: Person) -> None:
    await sent(gateway, person, MINE.replace("bank: mine", "bank: backtalk").encode())
    for status in (204, 404):
        reply = await gateway.client.delete("/api/banks/backtalk", headers=person.headers)
        assert reply.status_code == status
    seen = (await gateway.client.get("/api/banks/backtalk", headers=person.headers)).json()
    assert (seen["own"], seen["answers"]) == (False, 0)


async def test_an_answer_that_comes_while_the_bank_goes_finds_no_question(
    gateway: Gateway, person: Person, app_engine: Engine, urls: Urls
) -> None:
    await sent(gateway, person, MINE.encode())
    (question,) = await questions(gateway, person)
    replies: list[httpx.Response] = []

    async def submit() -> None:
        replies.append(await gateway.submit(person, question=question))

    with as_owner(urls) as owner:
        async with anyio.create_task_group() as tasks:
            with as_person(app_engine, person) as conn:
                delete_bank(conn, person.user_id, "mine", 0)
                tasks.start_soon(submit)
                await anyio.to_thread.run_sync(wait_until_blocked, owner)
    assert_problem(replies[0], 404, "question_not_found")
