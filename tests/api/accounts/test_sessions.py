"""One's sessions: shown, renewed by use, ended one by one; and their open streams end with them."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import Engine, text

from api.stream.heads import check_sessions
from practice.clock import now
from practice.db.unit_of_work import WorkerDatabase
from practice.identity.clients import client_of
from practice.identity.sessions import open_session
from practice.settings import Settings
from tests.api.conftest import Gateway, running
from tests.api.listening import both_listening
from tests.api.serving import serving, streaming
from tests.api.test_bad_input import assert_problem
from tests.api.waiting import until
from tests.conftest import Person

pytestmark = pytest.mark.anyio

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0"


def another_session(app_engine: Engine, person: Person) -> Person:
    """The same person in a second browser."""
    with app_engine.begin() as conn:
        conn.execute(text("select authenticate(:hash)"), {"hash": person.token_hash})
        return Person(person.user_id, open_session(conn, person.user_id, days=1).token)


async def test_sessions_are_listed_with_their_browser_and_the_current_one_is_marked(gateway: Gateway) -> None:
    opened = (await gateway.client.post("/api/session", headers={"User-Agent": FIREFOX})).json()
    (listed,) = (await gateway.client.get("/api/sessions")).json()["items"]
    assert (listed["client"], listed["current"], listed["last_seen_at"]) == ("Firefox · Linux", True, None)
    assert opened["token"] not in str(listed)


async def test_an_ended_session_opens_nothing_and_the_others_stay(gateway: Gateway, app_engine: Engine, person: Person) -> None:
    second = another_session(app_engine, person)
    items = (await gateway.client.get("/api/sessions", headers=second.headers)).json()["items"]
    assert [item["current"] for item in items] == [True, False]
    reply = await gateway.client.delete(f"/api/sessions/{items[1]['id']}", headers=second.headers)
    assert reply.status_code == 204
    assert_problem(await gateway.client.get("/api/answers", headers=person.headers), 401, "session_required")
    assert (await gateway.client.get("/api/answers", headers=second.headers)).status_code == 200


async def test_nobody_ends_another_person_s_session(gateway: Gateway, person: Person, stranger: Person) -> None:
    (mine,) = (await gateway.client.get("/api/sessions", headers=person.headers)).json()["items"]
    reply = await gateway.client.delete(f"/api/sessions/{mine['id']}", headers=stranger.headers)
    assert_problem(reply, 404, "session_not_found")
    assert (await gateway.client.get("/api/answers", headers=person.headers)).status_code == 200


async def test_signing_out_ends_the_session_and_takes_the_cookie_away(gateway: Gateway) -> None:
    await gateway.client.post("/api/session")
    reply = await gateway.client.delete("/api/session")
    assert reply.status_code == 204
    assert "max-age=0" in reply.headers["set-cookie"].lower()
    assert (await gateway.client.get("/api/answers")).status_code == 401


async def test_expired_sessions_are_not_listed(
    gateway: Gateway, app_engine: Engine, person: Person, system: WorkerDatabase
) -> None:
    second = another_session(app_engine, person)
    old = {"at": now() - timedelta(seconds=1), "hash": person.token_hash}
    system.run(lambda conn: conn.execute(text("update sessions set expires_at = :at where token_hash = :hash"), old))
    assert len((await gateway.client.get("/api/sessions", headers=second.headers)).json()["items"]) == 1


async def test_who_comes_back_is_renewed_and_who_was_just_here_is_not(gateway: Gateway, system: WorkerDatabase) -> None:
    await gateway.client.post("/api/session")
    fresh = await gateway.client.get("/api/me")
    assert "set-cookie" not in fresh.headers
    soon = {"at": now() + timedelta(days=20)}
    system.run(lambda conn: conn.execute(text("update sessions set expires_at = :at"), soon))
    renewed = await gateway.client.get("/api/me")
    assert renewed.json()["session_expires_at"] > (now() + timedelta(days=89)).isoformat()
    assert f"max-age={90 * 86400}" in renewed.headers["set-cookie"].lower()


async def test_who_one_is_without_an_account(gateway: Gateway, person: Person) -> None:
    me = (await gateway.client.get("/api/me", headers=person.headers)).json()
    assert (UUID(me["user_id"]), me["guest"], me["name"], me["sign_in"]) == (person.user_id, True, None, None)


async def test_a_host_may_take_no_guests(api_settings: Settings) -> None:
    async with running(api_settings.model_copy(update={"allow_guests": False})) as gateway:
        body = assert_problem(await gateway.client.post("/api/session"), 403, "sign_in_required")
        assert body["sign_in"] == "/api/signin"


async def test_a_stream_ends_with_the_session_it_was_opened_with(gateway: Gateway, app_engine: Engine, person: Person) -> None:
    second = another_session(app_engine, person)
    async with both_listening(gateway, person, second) as (ended, _):
        await gateway.client.delete("/api/session", headers=person.headers)
        await ended.rest()
        await until(lambda: gateway.shared.hub.streams == 1)


async def test_a_session_that_ended_elsewhere_is_noticed(gateway: Gateway, person: Person, system: WorkerDatabase) -> None:
    async with serving(gateway.app) as served, streaming(served.url, person.headers) as stream:
        await stream.frame()
        await until(gateway.shared.hub.readers)
        await check_sessions(gateway.shared.hub.readers(), gateway.shared.statements)
        assert gateway.shared.hub.streams == 1
        system.run(lambda conn: conn.execute(text("delete from sessions")))
        await check_sessions(gateway.shared.hub.readers(), gateway.shared.statements)
        await stream.rest()
        await until(lambda: gateway.shared.hub.streams == 0)


async def test_an_open_stream_counts_as_being_here(gateway: Gateway, person: Person, system: WorkerDatabase) -> None:
    def seen() -> object:
        return system.run(lambda conn: conn.scalar(text("select last_seen_at from sessions")))

    async with serving(gateway.app) as served, streaming(served.url, person.headers) as stream:
        await stream.frame()
        await until(gateway.shared.hub.readers)
        await check_sessions(gateway.shared.hub.readers(), gateway.shared.statements)
        assert seen() is None
        early = {"at": now() - timedelta(hours=2)}
        system.run(lambda conn: conn.execute(text("update sessions set created_at = :at"), early))
        await check_sessions(gateway.shared.hub.readers(), gateway.shared.statements)
        assert seen() is not None


NAMES = {
    FIREFOX: "Firefox · Linux",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0 Safari/537.36 Edg/140.0": "Edge · Windows",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Mobile Safari/604.1": "Safari · iPhone",
    "Mozilla/5.0 (Linux; Android 16) SamsungBrowser/29.0 Chrome/136.0 Mobile Safari/537.36": "Samsung Internet · Android",
    "curl/8.9": "curl",
    "<script>alert(1)</script>": None,
    "": None,
}  # fmt: skip


@pytest.mark.parametrize("header", NAMES)
async def test_a_browser_in_two_words(header: str) -> None:
    assert client_of(header) == NAMES[header]
