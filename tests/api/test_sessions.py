"""A guest's session: opened once, shown once, carried by cookie or token."""

from datetime import timedelta

import httpx
import pytest
from sqlalchemy import text

from practice.clock import now
from practice.db.unit_of_work import WorkerDatabase
from practice.identity.sessions import hash_token
from tests.api.conftest import Gateway
from tests.api.test_bad_input import assert_problem
from tests.conftest import Person

pytestmark = pytest.mark.anyio


async def test_a_session_is_a_token_and_a_cookie_that_scripts_cannot_read(gateway: Gateway) -> None:
    reply = await gateway.client.post("/api/session")
    assert reply.status_code == 201
    name, _, rest = reply.headers["set-cookie"].partition("=")
    value, *flags = [part.strip().lower() for part in rest.split(";")]
    assert (name, value) == ("backtalk_session", reply.json()["token"].lower())
    assert {"httponly", "samesite=lax", "path=/", f"max-age={90 * 86400}"} <= set(flags)
    assert "secure" not in flags


async def test_over_https_the_cookie_is_secure(gateway: Gateway) -> None:
    transport = httpx.ASGITransport(gateway.app)
    async with httpx.AsyncClient(transport=transport, base_url="https://gateway") as client:
        assert "secure" in (await client.post("/api/session")).headers["set-cookie"].lower()


async def test_the_cookie_alone_is_enough_and_so_is_the_token(gateway: Gateway) -> None:
    token = (await gateway.client.post("/api/session")).json()["token"]
    assert (await gateway.client.get("/api/answers")).status_code == 200
    gateway.client.cookies.clear()
    assert (await gateway.client.get("/api/answers")).status_code == 401
    for scheme in ("Bearer", "bearer"):
        assert (await gateway.client.get("/api/answers", headers={"Authorization": f"{scheme} {token}"})).status_code == 200


async def test_the_token_is_kept_as_a_hash_only(gateway: Gateway, system: WorkerDatabase) -> None:
    token = (await gateway.client.post("/api/session")).json()["token"]
    stored = system.run(lambda conn: conn.scalars(text("select token_hash from sessions")).all())
    assert [bytes(each) for each in stored] == [hash_token(token)]


FORGED = {"nothing": {}, "another scheme": {"Authorization": "Basic abc"}, "no token": {"Authorization": "Bearer "},
          "a guess": {"Authorization": "Bearer guess"}, "a guessed cookie": {"Cookie": "backtalk_session=guess"},
          "letters beyond ASCII": {"Authorization": b"Bearer \xff\x80"}}  # fmt: skip


@pytest.mark.parametrize("case", FORGED)
async def test_a_forged_session(gateway: Gateway, person: Person, case: str) -> None:
    for method, path in (("GET", "/api/answers"), ("GET", "/api/events"), ("GET", "/api/search?q=a")):
        reply = await gateway.client.request(method, path, headers=FORGED[case])  # type: ignore[arg-type]
        body = assert_problem(reply, 401, "session_required")
        assert "POST /api/session" in body["detail"]
        assert reply.headers["www-authenticate"] == "Bearer"


async def test_a_bad_token_is_not_mended_by_a_good_cookie(gateway: Gateway) -> None:
    await gateway.client.post("/api/session")
    reply = await gateway.client.get("/api/answers", headers={"Authorization": "Bearer guess"})
    assert_problem(reply, 401, "session_required")


async def test_an_expired_session_is_as_none(gateway: Gateway, person: Person, system: WorkerDatabase) -> None:
    before = now() - timedelta(seconds=1)
    system.run(lambda conn: conn.execute(text("update sessions set expires_at = :at"), {"at": before}))
    assert_problem(await gateway.client.get("/api/answers", headers=person.headers), 401, "session_required")


async def test_questions_are_shown_to_an_expired_guest_too(gateway: Gateway) -> None:
    headers = {"Authorization": "Bearer expired"}
    assert (await gateway.client.get("/api/questions", headers=headers)).status_code == 200


async def test_another_person_s_answer_is_as_if_it_were_not_there(gateway: Gateway, person: Person, stranger: Person) -> None:
    answer = await gateway.accepted(person)
    for method, path in (("GET", ""), ("DELETE", ""), ("POST", "/retry"), ("GET", "/similar"), ("GET", "/trace")):
        reply = await gateway.client.request(method, f"/api/answers/{answer['id']}{path}", headers=stranger.headers)
        assert_problem(reply, 404, "answer_not_found")
    assert (await gateway.client.get("/api/answers", headers=stranger.headers)).json()["items"] == []
    body = {"question_id": answer["question_id"], "text": "mine", "parent_id": answer["id"]}
    assert_problem(await gateway.client.post("/api/answers", json=body, headers=stranger.headers), 404, "answer_not_found")
    assert (await gateway.client.get(f"/api/answers/{answer['id']}", headers=person.headers)).status_code == 200
