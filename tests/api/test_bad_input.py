"""Whatever is sent: a status, a stable code, words that say what to do, and never a fault of the server."""

import json
from collections.abc import AsyncIterator
from typing import Any

import anyio
import httpx
import pytest

from practice.settings import Settings
from tests.api.conftest import QUESTION, TEXT, Gateway, running
from tests.conftest import Person

pytestmark = pytest.mark.anyio

UNKNOWN_ID = "018f0000-0000-7000-8000-000000000000"


def assert_problem(reply: httpx.Response, status: int, code: str) -> dict[str, Any]:
    """RFC 9457, with what this project adds: a stable code and advice."""
    assert (reply.status_code, reply.headers["content-type"]) == (status, "application/problem+json"), reply.text
    body: dict[str, Any] = reply.json()
    assert (body["status"], body["code"], body["type"]) == (status, code, f"urn:backtalk:problem:{code}")
    assert body["title"]
    assert body["detail"]
    return body


def answer(**changed: object) -> bytes:
    return json.dumps({"question_id": QUESTION, "text": TEXT, **changed}).encode()


# name -> (body, status, code, a word of the advice)
BODIES = {
    "empty text": (answer(text=""), 422, "text_blank", "Write"),
    "blank text": (answer(text=" \n\t\u3000"), 422, "text_blank", "Write"),
    "over-long text": (answer(text="가" * 20_001), 422, "text_too_long", "Shorten"),
    "an invisible text": (answer(text="\u200b\u3164"), 422, "text_blank", "Write"),
    "a blank follow-up": (answer(asked=" \n"), 422, "invalid_input", "asked"),
    "NUL in the text": (answer(text="a\x00b"), 422, "text_not_storable", "Remove"),
    "half a surrogate pair": (answer(text="a\ud800b"), 422, "text_not_storable", "whole characters"),
    "half a pair in a field's name": (answer(**{"\udfff": 1}), 422, "invalid_input", "Change it"),
    "half a pair in the question's id": (answer(question_id="\ud800"), 422, "invalid_input", "question_id"),
    "NUL in the question's id": (answer(question_id="a\x00"), 422, "invalid_input", "question_id"),
    "no question's id": (json.dumps({"text": TEXT}).encode(), 422, "field_missing", "question_id"),
    "unknown question": (answer(question_id="no-such-question"), 404, "question_not_found", "GET /api/questions"),
    "malformed parent": (answer(parent_id="12"), 422, "malformed_id", "parent_id"),
    "unknown parent": (answer(parent_id=UNKNOWN_ID), 404, "answer_not_found", "GET /api/answers"),
    "unknown field": (answer(score=100), 422, "unknown_field", "score"),
    "unknown language": (answer(lang="fr"), 422, "invalid_input", "lang"),
    "a number as text": (answer(text=7), 422, "invalid_input", "text"),
    "a list": (b"[]", 422, "invalid_input", ""),
    "nothing": (b"", 422, "field_missing", ""),
    "no JSON": (b"question_id=1", 400, "malformed_json", "not JSON"),
    "half of JSON": (answer()[:-1], 400, "malformed_json", "not JSON"),
    "invalid UTF-8": (b'{"text": "\xff\xfe"}', 400, "malformed_json", "UTF-8"),
    "deeply nested": (b"[" * 100_000, 400, "malformed_json", "JSON"),
    "a huge number": (b'{"question_id": "a", "text": ' + b"9" * 5000 + b"}", 400, "malformed_json", "JSON"),
}


@pytest.mark.parametrize("case", BODIES)
async def test_a_body_that_does_not_fit(gateway: Gateway, person: Person, case: str) -> None:
    content, status, code, advice = BODIES[case]
    headers = {**person.headers, "content-type": "application/json"}
    body = assert_problem(await gateway.client.post("/api/answers", content=content, headers=headers), status, code)
    assert advice in body["detail"]
    assert TEXT not in json.dumps(body, ensure_ascii=False)


async def test_text_of_exactly_the_limit_is_taken_and_the_limit_is_a_setting(api_settings: Settings, person: Person) -> None:
    async with running(api_settings.model_copy(update={"answer_max_chars": 5})) as gateway:
        assert (await gateway.submit(person, "다섯 글자")).status_code == 202
        body = assert_problem(await gateway.submit(person, "여섯 글자네"), 422, "text_too_long")
        assert body["limit"] == 5


async def test_the_longest_answer_fits_into_a_body_however_it_is_written(api_settings: Settings, person: Person) -> None:
    longest = 100_000
    async with running(api_settings.model_copy(update={"answer_max_chars": longest})) as gateway:
        headers = {**person.headers, "content-type": "application/json"}
        for ascii_only in (False, True):
            body = json.dumps({"question_id": QUESTION, "text": "가🙂" * (longest // 2)}, ensure_ascii=ascii_only)
            assert (await gateway.client.post("/api/answers", content=body.encode(), headers=headers)).status_code == 202


async def test_a_body_by_its_declared_length_is_413(gateway: Gateway, person: Person) -> None:
    body = assert_problem(await gateway.submit(person, "x" * 300_000), 413, "body_too_large")
    assert body["limit"] == 256 * 1024


async def test_a_body_that_grows_without_a_declared_length_is_413(gateway: Gateway, person: Person) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        yield b'{"question_id": "a", "text": "'
        for _ in range(300):
            yield b"x" * 1024

    headers = {**person.headers, "content-type": "application/json"}
    assert_problem(await gateway.client.post("/api/answers", content=chunks(), headers=headers), 413, "body_too_large")


KEYS = {"empty": "", "too long": "k" * 201, "a tab": "a\tb"}


@pytest.mark.parametrize("case", KEYS)
async def test_an_idempotency_key_that_does_not_fit(gateway: Gateway, person: Person, case: str) -> None:
    reply = await gateway.submit(person, **{"Idempotency-Key": KEYS[case]})
    assert_problem(reply, 422, "malformed_idempotency_key")


async def test_one_key_for_two_different_answers(gateway: Gateway, person: Person) -> None:
    assert (await gateway.submit(person, "하나", **{"Idempotency-Key": "k"})).status_code == 202
    assert_problem(await gateway.submit(person, "둘", **{"Idempotency-Key": "k"}), 422, "idempotency_key_reused")


async def test_malformed_and_unknown_ids(gateway: Gateway, person: Person) -> None:
    for method, path in (("GET", ""), ("DELETE", ""), ("POST", "/retry"), ("GET", "/similar"), ("GET", "/trace")):
        for answer_id in ("12", "%00", "%ff"):
            reply = await gateway.client.request(method, f"/api/answers/{answer_id}{path}", headers=person.headers)
            assert_problem(reply, 422, "malformed_id")
        reply = await gateway.client.request(method, f"/api/answers/{UNKNOWN_ID}{path}", headers=person.headers)
        assert_problem(reply, 404, "answer_not_found")


EVENT_IDS = ("abc", "-1", "1.5", "²", "9" * 19 + "9", "0" * 5000, str(2**63), "1 2")


@pytest.mark.parametrize("value", EVENT_IDS, ids=lambda value: ascii(value)[:24])
async def test_what_is_no_event_id(gateway: Gateway, person: Person, value: str) -> None:
    reply = await gateway.client.get("/api/events", params={"after": value}, headers=person.headers)
    assert_problem(reply, 400, "malformed_event_id")
    headers = {**person.headers, "Last-Event-ID": value.encode("latin-1")}
    reply = await gateway.client.get("/api/events", headers=headers)  # type: ignore[arg-type]
    body = assert_problem(reply, 400, "malformed_event_id")
    assert "Last-Event-ID" in body["detail"]


HUGE = "9" * 5000
QUERIES = {
    "NUL": ("%00", {422}),
    "NUL among words": ("a%00b", {422}),
    "a huge number": (HUGE, {200, 404, 422}),
    "not UTF-8": ("%ff%fe", {200, 404, 422}),
    "half a pair": ("%ed%a0%80", {200, 404, 422}),
    "a quote": ("%27%3B--", {200, 404, 422}),
}
PLACES = (
    *(f"/api/questions?{name}={{}}" for name in ("bank", "section", "axis", "tag", "q", "cursor", "limit", "difficulty")),
    *(f"/api/answers?{name}={{}}" for name in ("question_id", "cursor", "limit")),
    *(f"/api/search?q=a&{name}={{}}" for name in ("question_id", "section", "axis", "bank", "since", "until", "limit")),
    "/api/search?q={}",
    "/api/questions/{}",
    "/api/answers/{}",
)


@pytest.mark.parametrize("case", QUERIES)
async def test_no_query_string_is_a_fault_of_the_server(gateway: Gateway, person: Person, case: str) -> None:
    value, allowed = QUERIES[case]
    for place in PLACES:
        reply = await gateway.client.get(place.format(value), headers=person.headers)
        assert reply.status_code in allowed, (place, reply.status_code, reply.text)
        if reply.status_code != 200:
            assert reply.headers["content-type"] == "application/problem+json", place


@pytest.mark.parametrize("query", ["", "q=", "q=%20%20"])
async def test_a_search_for_nothing(gateway: Gateway, person: Person, query: str) -> None:
    reply = await gateway.client.get(f"/api/search?{query}", headers=person.headers)
    assert reply.status_code == 422
    assert reply.headers["content-type"] == "application/problem+json"


async def test_json_under_another_name_is_told_how_to_call_it(gateway: Gateway, person: Person) -> None:
    headers = {**person.headers, "Content-Type": "application/x-www-form-urlencoded"}
    reply = await gateway.client.post("/api/answers", content='{"question_id": "q", "text": "답"}', headers=headers)
    assert_problem(reply, 422, "invalid_input")
    assert "Content-Type: application/json" in reply.json()["detail"]


async def test_what_is_nowhere_and_what_is_not_allowed(gateway: Gateway) -> None:
    assert_problem(await gateway.client.get("/api/nothing"), 404, "not_found")
    reply = await gateway.client.delete("/api/banks")
    assert_problem(reply, 405, "method_not_allowed")
    assert reply.headers["allow"] == "GET"
    reply = await gateway.client.put("/api/answers")
    assert_problem(reply, 405, "method_not_allowed")
    assert reply.headers["allow"] == "GET, POST"


async def test_a_database_that_is_away_is_503_with_the_time_to_come_back(api_settings: Settings, person: Person) -> None:
    away = api_settings.model_copy(update={"database_url": type(api_settings.database_url)("postgresql://a:b@127.0.0.1:9/none")})
    async with running(away) as gateway:
        with anyio.fail_after(30):
            reply = await gateway.submit(person)
    assert_problem(reply, 503, "database_unavailable")
    assert reply.headers["retry-after"]
