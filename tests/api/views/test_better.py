"""What one has said better before: the same points, with the words of the other answer."""

from typing import Any

import pytest

from practice.db.unit_of_work import WorkerDatabase
from practice.embedding.engine import Engine
from tests.api.conftest import Gateway
from tests.api.encoding import embed
from tests.api.scoring import score_of, scored
from tests.api.test_bad_input import assert_problem
from tests.conftest import Person

pytestmark = pytest.mark.anyio

WEAK = "아웃박스는 이벤트를 적어 둔다."
GOOD = "아웃박스 패턴은 이벤트를 같은 트랜잭션에 기록하고, 릴레이가 커밋된 것만 발행한다."
BEST = "The outbox stores the event in the transaction of the answer, and a relay publishes what was committed."


async def better(gateway: Gateway, person: Person, answer: dict[str, Any], **params: int) -> list[dict[str, Any]]:
    reply = await gateway.client.get(f"/api/answers/{answer['id']}/better", params=params, headers=person.headers)
    assert reply.status_code == 200, reply.text
    items: list[dict[str, Any]] = reply.json()["items"]
    return items


async def test_attempts_that_did_better_come_with_their_words_the_best_first(
    gateway: Gateway, person: Person, stranger: Person, system: WorkerDatabase, engine: Engine
) -> None:
    weak, good, best = [await gateway.accepted(person, text) for text in (WEAK, GOOD, BEST)]
    theirs = await gateway.accepted(stranger, BEST)
    assert await better(gateway, person, weak) == []
    embed(system, engine, [weak, good, best, theirs], [WEAK, GOOD, BEST, BEST])
    scored(system, weak, score_of(WEAK, {"same": "missed", "relay": "missed"}, 20))
    scored(system, good, score_of(GOOD, {"same": "met", "relay": "missed"}, 50))
    for answer in (best, theirs):
        scored(system, answer, score_of(BEST, {"same": "met", "relay": "partial"}, 80))
    first, second = await better(gateway, person, weak)
    assert (first["answer_id"], second["answer_id"]) == (best["id"], good["id"])
    assert (first["overall"], first["scorer"], first["here_scorer"], first["lang"]) == (80, "rubric", "rubric", "en")
    assert [(point["id"], point["had"], point["here"]) for point in first["points"]] == [
        ("same", "met", "missed"),
        ("relay", "partial", "missed"),
    ]
    assert all(BEST[point["start"] : point["end"]] == point["quote"] for point in first["points"])
    assert all(0 <= item["similarity"] <= 1 for item in (first, second))
    assert await better(gateway, person, weak, limit=1) == [first]
    assert await better(gateway, person, best) == []


async def test_another_s_answer_is_not_there_and_the_limit_has_a_bound(
    gateway: Gateway, person: Person, stranger: Person
) -> None:
    path = f"/api/answers/{(await gateway.accepted(person))['id']}/better"
    assert_problem(await gateway.client.get(path, headers=stranger.headers), 404, "answer_not_found")
    assert_problem(await gateway.client.get(path), 401, "session_required")
    assert_problem(await gateway.client.get(path, params={"limit": 21}, headers=person.headers), 422, "invalid_input")
