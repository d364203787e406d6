"""Search over one's own answers: by meaning with the encoder, by words without it, and it says which."""

import socket
import unicodedata
from datetime import timedelta
from pathlib import Path
from threading import Event
from typing import Any
from uuid import UUID

import anyio
import pytest
from sqlalchemy import text
from structlog.testing import capture_logs

from practice.clock import now
from practice.db.unit_of_work import WorkerDatabase
from practice.embedding.answers import AnswerVectors
from practice.embedding.engine import Bounds, Engine, load_model
from practice.embedding.models import KURE
from practice.embedding.shelf.manifest import known_spec
from practice.settings import Settings
from tests.api.conftest import QUESTION, Gateway, running
from tests.api.encoding import embed, embed_in_parts, encoding
from tests.api.test_bad_input import assert_problem
from tests.api.views.test_answers import OTHER
from tests.api.waiting import BOUND_S, occupied
from tests.conftest import Person

pytestmark = pytest.mark.anyio

TEXTS = {
    QUESTION: "아웃박스 패턴은 이벤트를 같은 트랜잭션에 기록하고 릴레이가 발행한다.",
    OTHER: "Sequence numbers are taken from a counter row by the last statement before the commit.",
}


async def found(gateway: Gateway, person: Person, q: str, **params: str) -> dict[str, Any]:
    reply = await gateway.client.get("/api/search", params={"q": q, **params}, headers=person.headers)
    assert reply.status_code == 200, reply.text
    result: dict[str, Any] = reply.json()
    return result


async def test_by_meaning_across_languages_within_one_person(
    with_encoder: Gateway, person: Person, stranger: Person, system: WorkerDatabase, engine: Engine
) -> None:
    made = [await with_encoder.accepted(person, said, question) for question, said in TEXTS.items()]
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
    made = [await with_encoder.accepted(person, said, question) for question, said in TEXTS.items()]
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
    made = [await gateway.accepted(person, said, question) for question, said in TEXTS.items()]
    result = await found(gateway, person, "Counter ROW nonsense")
    assert (result["mode"], result["model"], result["embedded"], result["total"]) == ("words", None, 0, 2)
    (only,) = result["items"]
    assert only["answer_id"] == made[1]["id"]
    # two words of three, and the one that is missing is the rarest
    assert 0.5 < only["similarity"] < 0.6
    assert (await found(gateway, person, "Counter ROW"))["items"][0]["similarity"] == 1.0
    assert (await found(gateway, person, "아웃박스"))["items"][0]["answer_id"] == made[0]["id"]
    assert (await found(gateway, person, "100%"))["items"] == []


IN_USE = text("insert into embedding_models (name, slot, state) values (:name, 1, 'active')")


async def test_a_model_that_is_not_here_leaves_the_words_and_a_line_for_the_host(
    api_settings: Settings, engine: Engine, person: Person, system: WorkerDatabase, tmp_path: Path
) -> None:
    """As after a move, when the database speaks of a model whose files stayed behind."""
    system.run(lambda conn: conn.execute(IN_USE, {"name": KURE.name}))

    def load(name: str) -> Engine:
        return load_model(known_spec(name, tmp_path), tmp_path, Bounds(threads=1))

    async with encoding(engine, load) as url, running(api_settings.model_copy(update={"encoder_url": url})) as gateway:
        made = await gateway.accepted(person, TEXTS[OTHER], OTHER)
        with capture_logs() as said:
            result = await found(gateway, person, "counter row")
    assert (result["mode"], [item["answer_id"] for item in result["items"]]) == ("words", [made["id"]])
    (refused,) = [line for line in said if line["event"] == "model_not_served"]
    assert f"run `backtalk model fetch {KURE.name}`, then `backtalk model check {KURE.name}` first" in refused["error"]
    (without,) = [line for line in said if line["event"] == "search_without_encoder"]
    assert (without["model"], without["error"]) == (KURE.name, "the encoder answered 404")


async def test_a_model_that_this_version_does_not_know_is_said(gateway: Gateway, person: Person, system: WorkerDatabase) -> None:
    system.run(lambda conn: conn.execute(IN_USE, {"name": "of-a-newer-version"}))
    reply = await gateway.client.get("/api/search", params={"q": "outbox"}, headers=person.headers)
    assert_problem(reply, 503, "encoder_unavailable")
    assert "no embedding model named 'of-a-newer-version'" in reply.json()["detail"]


async def test_the_bank_narrows_a_search_by_words_too(gateway: Gateway, person: Person, system: WorkerDatabase) -> None:
    made = [await gateway.accepted(person, TEXTS[OTHER], OTHER) for _ in range(2)]
    system.run(lambda conn: conn.execute(text("update answers set bank = 'mine' where id = :id"), {"id": made[0]["id"]}))
    for bank, expected in (("mine", [made[0]["id"]]), ("backtalk", [made[1]["id"]]), ("nobody", [])):
        items = (await found(gateway, person, "counter row", bank=bank))["items"]
        assert [item["answer_id"] for item in items] == expected


async def test_the_passage_that_was_meant_is_marked_and_in_sight(gateway: Gateway, person: Person) -> None:
    before = "우리는 배포를 되돌리는 절차를 문서로 남겼다. " * 12
    said = before + TEXTS[OTHER] + " 끝."
    answer = await gateway.accepted(person, said)
    (hit,) = (await found(gateway, person, "counter row before the commit"))["items"]
    assert said[hit["passage"]["start"] : hit["passage"]["end"]] == TEXTS[OTHER]
    assert (hit["answer_id"], hit["snippet"]) == (answer["id"], said[hit["begins"] : hit["begins"] + len(hit["snippet"])])
    assert 0 < hit["begins"] < hit["passage"]["start"] < hit["begins"] + len(hit["snippet"])


async def test_by_meaning_the_passage_nearest_to_the_query_is_marked(
    with_encoder: Gateway, person: Person, system: WorkerDatabase, engine: Engine
) -> None:
    first, second = "점심에는 김치찌개를 끓여서 팀 전체가 나누어 먹었다. ", TEXTS[QUESTION]
    answer = await with_encoder.accepted(person, first + second)
    vectors = engine.encode([first + second, first, second], "passage")
    bounds = ((0, len(first)), (len(first), len(first + second)))
    embed_in_parts(system, UUID(answer["id"]), AnswerVectors(vectors[0], bounds, vectors[1:]))
    (hit,) = (await found(with_encoder, person, "events written in the same transaction, published by a relay"))["items"]
    assert (hit["passage"], hit["begins"]) == ({"start": len(first), "end": len(first + second)}, 0)
    assert hit["similarity"] > 0


async def test_an_encoder_that_stays_silent_is_waited_for_within_a_bound(api_settings: Settings, person: Person) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        async with running(api_settings.model_copy(update={"encoder_url": url, "search_timeout_s": 0.1})) as gateway:
            assert (await found(gateway, person, "outbox"))["mode"] == "words"


async def test_a_thread_that_is_never_free_is_waited_for_within_a_bound_too(api_settings: Settings, person: Person) -> None:
    over = Event()
    async with running(api_settings.model_copy(update={"search_timeout_s": 0.1})) as gateway:
        occupied(gateway.shared.encoder_pool, over)
        try:
            with anyio.fail_after(BOUND_S):
                assert (await found(gateway, person, "outbox"))["mode"] == "words"
        finally:
            over.set()


async def test_a_query_as_macos_writes_it_is_the_same_query(
    with_encoder: Gateway, person: Person, system: WorkerDatabase, engine: Engine
) -> None:
    made = [await with_encoder.accepted(person, said, question) for question, said in TEXTS.items()]
    embed(system, engine, made, list(TEXTS.values()))
    query = "이벤트를 같은 트랜잭션에 기록한다"
    assert unicodedata.normalize("NFD", query) != query
    results = [await found(with_encoder, person, unicodedata.normalize(form, query)) for form in ("NFC", "NFD")]
    assert results[0] == results[1]


@pytest.mark.parametrize("query", ["q=" + "a" * 2001, "q=a&limit=0", "q=a&limit=101", "q=a&since=yesterday"])
async def test_what_is_out_of_bounds(gateway: Gateway, person: Person, query: str) -> None:
    assert_problem(await gateway.client.get(f"/api/search?{query}", headers=person.headers), 422, "invalid_input")
