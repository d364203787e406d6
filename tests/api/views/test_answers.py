"""One's own answers: history, one with its feedback, trace, neighbours."""

from typing import Any

import pytest

from practice.db.unit_of_work import WorkerDatabase
from practice.embedding.engine import Engine
from tests.api.conftest import QUESTION, TEXT, Gateway
from tests.api.encoding import embed
from tests.api.test_bad_input import assert_problem
from tests.api.waiting import until
from tests.conftest import Person

pytestmark = pytest.mark.anyio

OTHER = "backtalk-gapless-sequence"


async def history(gateway: Gateway, person: Person, **params: str | int) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = []
    cursor: dict[str, str] = {}
    while True:
        page = (await gateway.client.get("/api/answers", params={**params, **cursor}, headers=person.headers)).json()
        items += page["items"]
        if page["next_cursor"] is None:
            return items
        cursor = {"cursor": page["next_cursor"]}


async def test_the_history_is_whole_newest_first_and_narrowed_by_question(
    gateway: Gateway, person: Person, stranger: Person
) -> None:
    made = [
        (await gateway.accepted(person, question=question))["id"] for question in (QUESTION, OTHER, QUESTION, OTHER, QUESTION)
    ]
    await gateway.accepted(stranger)
    for limit in (1, 2, 100):
        assert [item["id"] for item in await history(gateway, person, limit=limit)] == made[::-1]
    narrowed = await history(gateway, person, question_id=QUESTION, limit=2)
    assert [item["id"] for item in narrowed] == [made[4], made[2], made[0]]
    assert [item["attempt"] for item in narrowed] == [3, 2, 1]
    assert narrowed[0]["snippet"] == TEXT[:160]
    assert (narrowed[0]["overall"], narrowed[0]["scoring"]) == (None, {"state": "queued", "error": None, "place": None})


async def test_a_view_says_the_point_of_the_stream_it_is_true_at(gateway: Gateway, person: Person) -> None:
    first = await gateway.accepted(person, "하나\r\n둘")
    await gateway.accepted(person)
    view = (await gateway.client.get(f"/api/answers/{first['id']}", headers=person.headers)).json()
    assert (view["seq"], view["text"], view["score"]) == (2, "하나\n둘", None)
    assert (view["scoring"]["state"], view["embedding"]["state"]) == ("queued", "queued")
    page = (await gateway.client.get("/api/answers", headers=person.headers)).json()
    assert page["seq"] == 2


async def test_an_answer_may_name_the_one_it_improves(gateway: Gateway, person: Person) -> None:
    first = await gateway.accepted(person)
    body = {"question_id": QUESTION, "text": "better", "lang": "en", "parent_id": first["id"]}
    second = (await gateway.client.post("/api/answers", json=body, headers=person.headers)).json()
    view = (await gateway.client.get(f"/api/answers/{second['id']}", headers=person.headers)).json()
    assert (view["parent_id"], view["asked"], view["attempt"], view["lang"]) == (first["id"], None, 2, "en")


async def test_an_answer_to_a_follow_up_says_which_one_it_answers(gateway: Gateway, person: Person) -> None:
    first = await gateway.accepted(person)
    body = {"question_id": QUESTION, "text": "릴레이가 다시 읽습니다.", "parent_id": first["id"], "asked": "릴레이가\n죽으면요?"}
    headers = {**person.headers, "Idempotency-Key": "twice"}
    made = [(await gateway.client.post("/api/answers", json=body, headers=headers)).json()["id"] for _ in range(2)]
    assert made[0] == made[1]
    view = (await gateway.client.get(f"/api/answers/{made[0]}", headers=person.headers)).json()
    assert (view["parent_id"], view["asked"]) == (first["id"], "릴레이가 죽으면요?")
    lines = (await gateway.client.get("/api/answers", headers=person.headers)).json()["items"]
    assert [line["asked"] for line in lines] == ["릴레이가 죽으면요?", None]


@pytest.mark.parametrize(
    ("query", "code"), [("limit=0", "invalid_input"), ("limit=101", "invalid_input"), ("cursor=x", "malformed_cursor")]
)
async def test_what_is_out_of_bounds(gateway: Gateway, person: Person, query: str, code: str) -> None:
    assert_problem(await gateway.client.get(f"/api/answers?{query}", headers=person.headers), 422, code)


async def test_the_trace_holds_the_hops_so_far_in_order_of_time(gateway: Gateway, person: Person) -> None:
    answer = await gateway.accepted(person)

    async def hops() -> list[dict[str, Any]]:
        trace = (await gateway.client.get(f"/api/answers/{answer['id']}/trace", headers=person.headers)).json()
        found: list[dict[str, Any]] = trace["hops"]
        return found if len(found) == 4 else []

    found = await until(hops)
    assert sorted((hop["hop"], hop["job"]) for hop in found if hop["job"]) == [
        ("dispatched", "embedding"),
        ("dispatched", "scoring"),
    ]
    assert [hop["hop"] for hop in found[:2]] == ["received", "committed"]
    assert [hop["at"] for hop in found] == sorted(hop["at"] for hop in found)


async def test_similar_answers_are_nearest_first_and_in_either_language(
    gateway: Gateway, person: Person, stranger: Person, system: WorkerDatabase, engine: Engine
) -> None:
    texts = [
        "아웃박스 패턴은 이벤트를 같은 트랜잭션에 기록하고 릴레이가 발행한다.",
        "The outbox pattern stores the event in the same transaction and a relay publishes it.",
        "점심에는 김치찌개를 먹었다.",
    ]
    made = [await gateway.accepted(person, text) for text in texts]
    theirs = [await gateway.accepted(stranger, texts[0])]
    path = f"/api/answers/{made[0]['id']}/similar"
    before = (await gateway.client.get(path, headers=person.headers)).json()
    assert (before["items"], before["embedded"], before["total"]) == ([], 0, 3)
    embed(system, engine, made + theirs, [*texts, texts[0]])
    found = (await gateway.client.get(path, headers=person.headers)).json()
    assert found["items"][0]["answer_id"] == made[1]["id"]
    assert all(0 < item["similarity"] <= 1 for item in found["items"])
    assert {item["answer_id"] for item in found["items"]} <= {made[1]["id"], made[2]["id"]}
    assert (found["embedded"], found["total"], found["mode"], found["model"]) == (3, 3, "meaning", engine.model)
