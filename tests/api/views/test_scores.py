"""All scores of an answer with where they came from, and the chain that it belongs to, for its owner alone."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import text

from practice.db.unit_of_work import WorkerDatabase
from tests.api.conftest import QUESTION, TEXT, Gateway
from tests.api.scoring import score_of, scored
from tests.api.test_bad_input import assert_problem
from tests.conftest import Person

pytestmark = pytest.mark.anyio


async def read(gateway: Gateway, person: Person, answer: dict[str, Any], what: str) -> dict[str, Any]:
    reply = await gateway.client.get(f"/api/answers/{answer['id']}/{what}", headers=person.headers)
    assert reply.status_code == 200, reply.text
    found: dict[str, Any] = reply.json()
    return found


async def following(gateway: Gateway, person: Person, parent: dict[str, Any], asked: str | None = None) -> dict[str, Any]:
    body = {"question_id": QUESTION, "text": TEXT, "parent_id": parent["id"], "asked": asked}
    made: dict[str, Any] = (await gateway.client.post("/api/answers", json=body, headers=person.headers)).json()
    return made


async def test_every_score_is_kept_and_the_newest_counts(gateway: Gateway, person: Person, system: WorkerDatabase) -> None:
    answer = await gateway.accepted(person)
    assert await read(gateway, person, answer, "scores") == {"answer_id": answer["id"], "items": []}
    scored(system, answer, score_of(TEXT, {"a": "missed"}, 20))
    scored(system, answer, score_of(TEXT, {"a": "met"}, 80), scorer="openai")
    items = (await read(gateway, person, answer, "scores"))["items"]
    assert [(item["overall"], item["provenance"]["scorer"]) for item in items] == [(80, "openai"), (20, "rubric")]
    assert all(item["provenance"]["standing"] == "final" and item["provenance"]["model"] == "a-model" for item in items)
    assert items[0]["points"][0]["evidence"] == [{"quote": TEXT[:5], "start": 0, "end": 5}]
    assert (await gateway.client.get(f"/api/answers/{answer['id']}", headers=person.headers)).json()["score"] == items[0]


async def test_a_point_says_which_axes_it_counts_for(gateway: Gateway, person: Person, system: WorkerDatabase) -> None:
    answer = await gateway.accepted(person)
    score = score_of(TEXT, {"a": "met", "b": "missed"})
    scored(system, answer, replace(score, points=(replace(score.points[0], axes=("depth",)), score.points[1])))
    (item,) = (await read(gateway, person, answer, "scores"))["items"]
    assert [point["axes"] for point in item["points"]] == [["depth"], []]
    # as it was kept before points named axes
    system.run(lambda conn: conn.execute(text("update scores set body = body #- '{points,0,axes}'")))
    (item,) = (await read(gateway, person, answer, "scores"))["items"]
    assert [point["axes"] for point in item["points"]] == [[], []]


async def test_a_chain_is_the_same_tree_from_each_of_its_answers(
    gateway: Gateway, person: Person, system: WorkerDatabase
) -> None:
    root = await gateway.accepted(person)
    child = await following(gateway, person, root, "릴레이가 죽으면요?")
    last, other = await following(gateway, person, child), await following(gateway, person, root)
    for answer, overall in ((root, 90), (child, 70), (last, 30), (other, 40)):
        scored(system, answer, score_of(TEXT, {}, overall))
    seen = [await read(gateway, person, answer, "tree") for answer in (root, child, last, other)]
    assert all(one == seen[0] for one in seen)
    assert (seen[0]["depth"], seen[0]["carries"], seen[0]["stops_at"], seen[0]["scorers"]) == (2, 50, 2, ["rubric"])
    top = seen[0]["root"]
    assert (top["id"], top["parent_id"], top["asked"], top["overall"]) == (root["id"], None, None, 90)
    assert [(one["id"], one["asked"], one["depth"]) for one in top["children"]] == [
        (child["id"], "릴레이가 죽으면요?", 1),
        (other["id"], None, 1),
    ]
    (deepest,) = top["children"][0]["children"]
    assert (deepest["id"], deepest["overall"], deepest["state"], deepest["children"]) == (last["id"], 30, "done", [])


async def test_an_answer_that_waits_has_no_number_and_ends_no_branch(gateway: Gateway, person: Person) -> None:
    answer = await gateway.accepted(person)
    found = await read(gateway, person, answer, "tree")
    assert (found["root"]["state"], found["root"]["overall"], found["root"]["standing"]) == ("queued", None, None)
    assert (found["depth"], found["stops_at"], found["scorers"]) == (0, None, [])


@pytest.mark.parametrize("what", ["scores", "tree"])
async def test_another_s_answer_is_not_there(gateway: Gateway, person: Person, stranger: Person, what: str) -> None:
    answer = await gateway.accepted(person)
    path = f"/api/answers/{answer['id']}/{what}"
    assert_problem(await gateway.client.get(path, headers=stranger.headers), 404, "answer_not_found")
    assert_problem(await gateway.client.get(path), 401, "session_required")
