"""An estimate while the real score is awaited: offline, marked as such, outranked by the real one."""

from threading import Event
from typing import Any

import anyio
import pytest

from practice.db.unit_of_work import WorkerDatabase
from tests.api.conftest import TEXT, Gateway
from tests.api.scoring import score_of, scored
from tests.api.test_bad_input import assert_problem
from tests.api.waiting import BOUND_S, occupied
from tests.conftest import Person
from tests.workers.submitted import events_of

pytestmark = pytest.mark.anyio


async def estimated(gateway: Gateway, person: Person, answer: dict[str, Any]) -> dict[str, Any]:
    reply = await gateway.client.post(f"/api/answers/{answer['id']}/estimate", headers=person.headers)
    assert reply.status_code == 202, reply.text
    seen: dict[str, Any] = reply.json()
    return seen


async def test_it_is_shown_as_interim_told_once_and_the_job_waits_on(
    with_encoder: Gateway, person: Person, system: WorkerDatabase
) -> None:
    answer = await with_encoder.accepted(person)
    seen = await estimated(with_encoder, person, answer)
    score = seen["score"]
    assert (score["provenance"]["scorer"], score["provenance"]["standing"]) == ("rubric", "interim")
    assert all(TEXT[quote["start"] : quote["end"]] == quote["quote"] for point in score["points"] for quote in point["evidence"])
    assert seen["scoring"]["state"] == "queued"
    assert await estimated(with_encoder, person, answer) == seen
    told = [payload["overall"] for _, kind, payload in events_of(system, person.user_id) if kind == "score.estimated"]
    assert told == [score["overall"]]


async def test_the_real_score_outranks_it_and_then_there_is_nothing_to_estimate(
    with_encoder: Gateway, person: Person, system: WorkerDatabase
) -> None:
    answer = await with_encoder.accepted(person)
    await estimated(with_encoder, person, answer)
    scored(system, answer, score_of(TEXT, {"a": "met"}, 80), scorer="openai")
    path = f"/api/answers/{answer['id']}"
    assert_problem(await with_encoder.client.post(f"{path}/estimate", headers=person.headers), 409, "already_scored")
    view = (await with_encoder.client.get(path, headers=person.headers)).json()
    assert (view["score"]["overall"], view["score"]["provenance"]["standing"]) == (80, "final")
    items = (await with_encoder.client.get(f"{path}/scores", headers=person.headers)).json()["items"]
    assert [item["provenance"]["standing"] for item in items] == ["final", "interim"]


async def test_without_the_encoder_there_is_none_and_the_answer_is_as_before(gateway: Gateway, person: Person) -> None:
    answer = await gateway.accepted(person)
    path = f"/api/answers/{answer['id']}"
    assert_problem(await gateway.client.post(f"{path}/estimate", headers=person.headers), 503, "encoder_unavailable")
    assert (await gateway.client.get(path, headers=person.headers)).json()["score"] is None


async def test_it_does_not_wait_for_searches_nor_they_for_it(with_encoder: Gateway, person: Person) -> None:
    shared, over = with_encoder.shared, Event()
    answer = await with_encoder.accepted(person)
    try:
        for pool, ask in (
            (shared.encoder_pool, lambda: estimated(with_encoder, person, answer)),
            (shared.estimator_pool, lambda: by_meaning(with_encoder, person)),
        ):
            waiting = occupied(pool, over)
            with anyio.fail_after(BOUND_S):
                await ask()
            over.set()
            assert all(each.result() for each in waiting)
            over.clear()
    finally:
        over.set()


async def by_meaning(gateway: Gateway, person: Person) -> None:
    reply = await gateway.client.get("/api/search", params={"q": "outbox"}, headers=person.headers)
    assert reply.json()["mode"] == "meaning"


async def test_another_s_answer_is_not_there(gateway: Gateway, person: Person, stranger: Person) -> None:
    path = f"/api/answers/{(await gateway.accepted(person))['id']}/estimate"
    assert_problem(await gateway.client.post(path, headers=stranger.headers), 404, "answer_not_found")
    assert_problem(await gateway.client.post(path), 401, "session_required")
