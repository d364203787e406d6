"""Which question is this about: over the banks, by meaning with the encoder, by words without it."""

from typing import Any

import pytest
from sqlalchemy import Connection

from practice.bank.model import Bank, Question, Section, Text
from practice.bank.store import store_bank
from practice.db.unit_of_work import WorkerDatabase
from practice.embedding.engine import Engine
from practice.search.bank_source import BankSource, PassageKey
from tests.api.conftest import QUESTION, Gateway
from tests.api.test_bad_input import assert_problem
from tests.api.views.test_answers import OTHER
from tests.conftest import Person

pytestmark = pytest.mark.anyio

OWN = Bank(
    "kitchen",
    Text(ko="부엌"),
    sections=(Section("soup", Text(ko="찌개")),),
    questions=(
        Question("stew", "soup", Text(ko="김치찌개는 어떻게 끓이나요?"), answer=Text(ko="묵은 김치를 볶다가 물을 붓는다.")),
    ),
)


@pytest.fixture
def passages(system: WorkerDatabase, engine: Engine, person: Person) -> None:
    """Vectors of two shipped questions and of the person's own, as the worker writes them."""
    system.run(lambda conn: store_bank(conn, OWN, person.user_id))
    source = BankSource()

    def work(conn: Connection) -> None:
        items = [
            item
            for item in source.missing(conn, engine.model, 10_000)
            if isinstance(item.key, PassageKey) and (item.key.question_id in (QUESTION, OTHER) or item.key.user_id)
        ]
        source.store(conn, engine.model, items, engine.encode([item.text for item in items], "passage"))

    system.run(work)


async def near(gateway: Gateway, person: Person | None, q: str, **params: str) -> dict[str, Any]:
    headers = person.headers if person else {}
    reply = await gateway.client.get("/api/questions/near", params={"q": q, **params}, headers=headers)
    assert reply.status_code == 200, reply.text
    found: dict[str, Any] = reply.json()
    return found


@pytest.mark.usefixtures("passages")
async def test_a_text_finds_its_question_and_a_model_answer_in_either_language(
    with_encoder: Gateway, person: Person, engine: Engine
) -> None:
    for said in ("a relay publishes the events of committed transactions", "아웃박스에 적힌 이벤트를 릴레이가 발행한다"):
        found = await near(with_encoder, person, said)
        assert (found["mode"], found["model"]) == ("meaning", engine.model)
        assert found["items"][0]["question_id"] == QUESTION
        shown = [(item["question_id"], item["part"]) for item in found["items"]]
        assert len(shown) == len(set(shown)) == 6
        similarities = [item["similarity"] for item in found["items"]]
        assert similarities == sorted(similarities, reverse=True)
        assert 1 >= similarities[0] > 0


@pytest.mark.usefixtures("passages")
async def test_parts_and_languages_narrow_it(with_encoder: Gateway, person: Person) -> None:
    answers = (await near(with_encoder, person, "outbox", part="answer", lang="en"))["items"]
    assert {(item["part"], item["lang"]) for item in answers} == {("answer", "en")}
    assert {item["question_id"] for item in answers} == {QUESTION, OTHER}
    assert len((await near(with_encoder, person, "outbox", limit="1"))["items"]) == 1


@pytest.mark.usefixtures("passages")
async def test_one_s_own_bank_is_found_by_its_owner_alone(
    with_encoder: Gateway, gateway: Gateway, person: Person, stranger: Person
) -> None:
    for asked in (with_encoder, gateway):
        mine = (await near(asked, person, "김치찌개 끓이는 법"))["items"]
        assert mine[0]["question_id"].endswith("stew")
        for other in (stranger, None):
            theirs = (await near(asked, other, "김치찌개 끓이는 법"))["items"]
            assert not [item for item in theirs if item["question_id"] not in (QUESTION, OTHER)]


@pytest.mark.usefixtures("passages")
async def test_without_the_encoder_it_goes_by_words_and_says_so(gateway: Gateway, person: Person) -> None:
    found = await near(gateway, person, "김치찌개는 zebra")
    assert (found["mode"], found["model"]) == ("words", None)
    first = found["items"][0]
    assert (first["part"], first["lang"]) == ("question", "ko")
    # a word of the query is missing
    assert 0 < first["similarity"] < 1
    assert (await near(gateway, person, "김치찌개는"))["items"][0]["similarity"] == 1.0
    assert (await near(gateway, person, "?!"))["items"] == []


@pytest.mark.parametrize("query", ["q=", "q=%20", "q=" + "a" * 2001, "q=a&limit=51", "q=a&part=hint", "q=a&lang=fr"])
async def test_what_is_out_of_bounds(gateway: Gateway, query: str) -> None:
    assert_problem(await gateway.client.get(f"/api/questions/near?{query}"), 422, "invalid_input")
