"""Search over one's own answers: by meaning with the encoder, by words without it, and it says which."""

import socket
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import anyio
import pytest
import uvicorn

from practice.clock import now
from practice.db.unit_of_work import WorkerDatabase
from practice.embedding.engine import Engine
from practice.settings import Settings
from tests.api.conftest import QUESTION, Gateway, running
from tests.api.test_bad_input import assert_problem
from tests.api.views.test_answers import OTHER, embed
from tests.api.waiting import until
from tests.conftest import Person
from workers.encoder.app import create_app

pytestmark = pytest.mark.anyio

TEXTS = {
    QUESTION: "아웃박스 패턴은 이벤트를 같은 트랜잭션에 기록하고 릴레이가 발행한다.",
    OTHER: "Sequence numbers are taken from a counter row by the last statement before the commit.",
}


@pytest.fixture
async def encoder_url(engine: Engine) -> AsyncIterator[str]:
    """The real encoder behind a port."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = uvicorn.Server(uvicorn.Config(create_app(Settings(), engine), log_config=None, access_log=False))
        async with anyio.create_task_group() as group:
            group.start_soon(server.serve, [listener])
            await until(lambda: server.started)
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
            server.should_exit = True


@pytest.fixture
async def with_encoder(api_settings: Settings, encoder_url: str) -> AsyncIterator[Gateway]:
    async with running(api_settings.model_copy(update={"encoder_url": encoder_url, "search_timeout_s": 30.0})) as made:
        yield made


async def found(gateway: Gateway, person: Person, q: str, **params: str) -> dict[str, Any]:
    reply = await gateway.client.get("/api/search", params={"q": q, **params}, headers=person.headers)
    assert reply.status_code == 200, reply.text
    result: dict[str, Any] = reply.json()
    return result


async def test_by_meaning_across_languages_within_one_person(
    with_encoder: Gateway, person: Person, stranger: Person, system: WorkerDatabase, engine: Engine
) -> None:
    made = [await with_encoder.accepted(person, text, question) for question, text in TEXTS.items()]
    theirs = await with_encoder.accepted(stranger, TEXTS[QUESTION])
    embed(system, engine, [*made, theirs], [*TEXTS.values(), TEXTS[QUESTION]])
    result = await found(with_encoder, person, "events written in the same transaction, published by a relay")
    assert (result["mode"], result["model"], result["embedded"], result["total"]) == ("meaning", engine.model, 2, 2)
    assert [item["answer_id"] for item in result["items"]] == [made[0]["id"], made[1]["id"]]
    similarities = [item["similarity"] for item in result["items"]]
    assert similarities == sorted(similarities, reverse=True)


async def test_filters_narrow_a_search_by_meaning(
    with_encoder: Gateway, person: Person, system: WorkerDatabase, engine: Engine
) -> None:
    made = [await with_encoder.accepted(person, text, question) for question, text in TEXTS.items()]
    embed(system, engine, made, list(TEXTS.values()))
    tomorrow, yesterday = (now() + timedelta(days=1)).isoformat(), (now() - timedelta(days=1)).isoformat()
    cases: list[tuple[dict[str, str], int]] = [
        ({"question_id": OTHER}, 1),
        ({"section": "event-streaming"}, 2),
        ({"section": "character"}, 0),
        ({"axis": "no-axis"}, 0),
        ({"bank": "backtalk"}, 2),
        ({"since": yesterday}, 2),
        ({"since": tomorrow}, 0),
        ({"until": tomorrow}, 2),
        ({"until": yesterday}, 0),
        ({"limit": "1"}, 1),
    ]
    for params, expected in cases:
        items = (await found(with_encoder, person, "outbox", **params))["items"]
        assert len(items) == expected, params


async def test_without_the_encoder_it_goes_by_words_and_says_so(gateway: Gateway, person: Person) -> None:
    made = [await gateway.accepted(person, text, question) for question, text in TEXTS.items()]
    result = await found(gateway, person, "Counter ROW nonsense")
    assert (result["mode"], result["model"], result["embedded"], result["total"]) == ("words", None, 0, 2)
    assert [(item["answer_id"], round(item["similarity"], 2)) for item in result["items"]] == [(made[1]["id"], 0.67)]
    assert (await found(gateway, person, "아웃박스"))["items"][0]["answer_id"] == made[0]["id"]
    assert (await found(gateway, person, "100%"))["items"] == []


async def test_an_encoder_that_stays_silent_is_waited_for_within_a_bound(api_settings: Settings, person: Person) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        async with running(api_settings.model_copy(update={"encoder_url": url, "search_timeout_s": 0.1})) as gateway:
            assert (await found(gateway, person, "outbox"))["mode"] == "words"


@pytest.mark.parametrize("query", ["q=" + "a" * 2001, "q=a&limit=0", "q=a&limit=101", "q=a&since=yesterday"])
async def test_what_is_out_of_bounds(gateway: Gateway, person: Person, query: str) -> None:
    assert_problem(await gateway.client.get(f"/api/search?{query}", headers=person.headers), 422, "invalid_input")
