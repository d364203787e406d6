"""Banks and questions as everybody sees them: filters, whole pages, bounds."""

from typing import Any

import pytest

from api.views.cursors import encode
from practice.bank import shipped
from practice.settings import Settings
from tests.api.conftest import QUESTION, Gateway
from tests.api.test_bad_input import assert_problem

pytestmark = pytest.mark.anyio

ALL = [question.id for question in shipped.load().questions]


async def listed(gateway: Gateway, **params: str | int) -> list[dict[str, Any]]:
    """Every page of a list."""
    items: list[dict[str, Any]] = []
    cursor: dict[str, str] = {}
    while True:
        page = (await gateway.client.get("/api/questions", params={**params, **cursor})).json()
        items += page["items"]
        if page["next_cursor"] is None:
            return items
        cursor = {"cursor": page["next_cursor"]}


async def test_the_bank_that_ships_with_its_nine_sections(gateway: Gateway) -> None:
    (bank,) = (await gateway.client.get("/api/banks")).json()["items"]
    assert (bank["slug"], bank["own"], bank["questions"]) == ("backtalk", False, len(ALL))
    assert [section["id"] for section in bank["sections"]] == list(shipped.ORDER)
    assert sum(section["questions"] for section in bank["sections"]) == len(ALL)
    assert all(section["title"]["ko"] and section["title"]["en"] for section in bank["sections"])


@pytest.mark.parametrize("limit", [1, 7, 100])
async def test_pages_together_are_the_whole_in_reading_order(gateway: Gateway, limit: int) -> None:
    assert [item["id"] for item in await listed(gateway, limit=limit)] == ALL


async def test_each_filter_keeps_what_fits_and_all_of_it(gateway: Gateway) -> None:
    whole = await listed(gateway, limit=100)
    first = whole[0]
    for name, field, value in (
        ("section", "section", "event-streaming"),
        ("axis", "axes", "architecture"),
        ("tag", "tags", next(item["tags"][0] for item in whole if item["tags"])),
        ("difficulty", "difficulty", first["difficulty"]),
        ("bank", "bank", "backtalk"),
    ):
        wanted = [
            item["id"] for item in whole if (value in item[field] if isinstance(item[field], list) else value == item[field])
        ]
        assert wanted, name
        assert [item["id"] for item in await listed(gateway, limit=5, **{name: value})] == wanted, name


async def test_filters_narrow_together_and_may_leave_nothing(gateway: Gateway) -> None:
    both = await listed(gateway, section="event-streaming", axis="depth")
    assert all(item["section"] == "event-streaming" and "depth" in item["axes"] for item in both)
    assert await listed(gateway, bank="no-such-bank") == []
    assert await listed(gateway, axis="no-such-axis") == []


async def test_words_are_found_in_either_language_and_are_no_patterns(gateway: Gateway) -> None:
    assert QUESTION in [item["id"] for item in await listed(gateway, q="OUTBOX relay")]
    assert QUESTION in [item["id"] for item in await listed(gateway, q="아웃박스")]
    assert await listed(gateway, q="no%such_word") == []
    # what people write in either script
    for korean, latin in (("카프카", "kafka"), ("레디스", "Redis"), ("쿠버네티스", "k8s")):
        found = [item["id"] for item in await listed(gateway, q=korean)]
        assert found and found == [item["id"] for item in await listed(gateway, q=latin)]
    assert await listed(gateway, q="데이터베이스") != await listed(gateway, q="피드백")


async def test_a_list_shows_no_answer_and_a_question_shows_all(gateway: Gateway) -> None:
    (item,) = [item for item in await listed(gateway, section="event-streaming") if item["id"] == QUESTION]
    assert not {"answer", "rubric", "followups", "hints"} & item.keys()
    whole = (await gateway.client.get(f"/api/questions/{QUESTION}")).json()
    assert item.items() <= whole.items()
    assert whole["answer"]["ko"]
    assert whole["answer"]["en"]
    assert {axis for point in whole["rubric"] for axis in point["axes"]} == set(whole["axes"])
    assert all(followup["answer"]["ko"] and followup["answer"]["en"] for followup in whole["followups"])
    assert whole["section_title"]["ko"]
    assert whole["answer_max_chars"] == Settings().answer_max_chars


async def test_an_unknown_question(gateway: Gateway) -> None:
    assert_problem(await gateway.client.get("/api/questions/none"), 404, "question_not_found")


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=101", "limit=-1", "limit=x", "difficulty=0", "difficulty=6", "q=" + "a" * 201, "lang=xx", "lang="]
)
async def test_what_is_out_of_bounds(gateway: Gateway, query: str) -> None:
    assert_problem(await gateway.client.get(f"/api/questions?{query}"), 422, "invalid_input")


@pytest.mark.parametrize("cursor", ["x", "%F0%9F%98%80", "YTpi", "====", "a" * 1000, "MQ"])
async def test_a_malformed_cursor(gateway: Gateway, cursor: str) -> None:
    body = assert_problem(await gateway.client.get(f"/api/questions?cursor={cursor}"), 422, "malformed_cursor")
    assert "next_cursor" in body["detail"]


@pytest.mark.parametrize("place", [2**31, 2**63, 10**30, -1])
async def test_a_place_that_no_list_has(gateway: Gateway, place: int) -> None:
    cursor = encode("018f0000-0000-7000-8000-000000000000", place)
    assert_problem(await gateway.client.get(f"/api/questions?cursor={cursor}"), 422, "malformed_cursor")


async def test_a_language_changes_nothing_yet(gateway: Gateway) -> None:
    assert await listed(gateway, lang="ko") == await listed(gateway, lang="en") == await listed(gateway)
