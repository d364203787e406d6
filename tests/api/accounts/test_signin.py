"""Signing in with OpenID Connect: at a provider's own process, and at a strict one that lies."""

from collections.abc import AsyncIterator, Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from joserfc.jwk import RSAKey
from pydantic import SecretStr
from sqlalchemy import text

from api.accounts.signin import inside
from practice.db.unit_of_work import WorkerDatabase
from practice.settings import Settings
from tests.api.accounts.provider_double import CLIENT, SECRET, Double
from tests.api.conftest import QUESTION, Gateway, running
from tests.api.serving import serving
from tests.api.waiting import until
from tests.flow.hosted import signing_in

pytestmark = pytest.mark.anyio


def configured(settings: Settings, issuer: str) -> Settings:
    provider = {"oidc_issuer": issuer, "oidc_client_id": CLIENT, "oidc_client_secret": SecretStr(SECRET)}
    return settings.model_copy(update={**provider, "allow_guests": True})


@pytest.fixture
async def double() -> AsyncIterator[Double]:
    made = Double()
    async with serving(made.app()) as served:
        made.issuer = served.url
        yield made


@pytest.fixture
async def hosted(api_settings: Settings, double: Double) -> AsyncIterator[Gateway]:
    """A gateway whose people can sign in at the double."""
    async with running(configured(api_settings, double.issuer)) as made:
        yield made


async def at_provider(address: str) -> str:
    """What the provider sends the browser back to."""
    async with httpx.AsyncClient() as browser:
        return str((await browser.get(address)).headers["location"])


async def signed_in(gateway: Gateway, next: str = "/ko") -> httpx.Response:
    """The last answer of a sign-in in the gateway's client, cookies and all."""
    begun = await gateway.client.get("/api/signin", params={"next": next})
    return await gateway.client.get(await at_provider(begun.headers["location"]))


async def me(gateway: Gateway) -> dict[str, Any]:
    reply = await gateway.client.get("/api/me")
    assert reply.status_code == 200
    found: dict[str, Any] = reply.json()
    return found


async def submit(gateway: Gateway, said: str, **headers: str) -> dict[str, Any]:
    reply = await gateway.client.post("/api/answers", json={"question_id": QUESTION, "text": said}, headers=headers)
    assert reply.status_code == 202
    accepted: dict[str, Any] = reply.json()
    return accepted


@pytest.fixture
def process() -> Iterator[str]:
    """A provider made by others, as a process of its own; its issuer."""
    with signing_in() as issuer:
        yield issuer


async def test_at_a_provider_s_own_process(api_settings: Settings, process: str) -> None:
    async with httpx.AsyncClient() as browser, running(configured(api_settings, process)) as gateway:

        async def up() -> bool:
            try:
                return (await browser.get(f"{process}/.well-known/openid-configuration")).status_code == 200
            except httpx.TransportError:
                return False

        await until(up)
        begun = await gateway.client.get("/api/signin?next=/en")
        agreed = await browser.post(begun.headers["location"], data={"sub": "kim"})
        done = await gateway.client.get(agreed.headers["location"])
        assert (done.status_code, done.headers["location"]) == (303, "/en")
        known = await me(gateway)
        assert (known["guest"], known["name"]) == (False, "김개발")


async def test_without_a_workspace_before(hosted: Gateway) -> None:
    done = await signed_in(hosted, "/ko/history?x=1")
    assert (done.status_code, done.headers["location"]) == (303, "/ko/history?x=1")
    known = await me(hosted)
    assert (known["guest"], known["name"], known["sign_in"]["url"]) == (False, "홍길동", "/api/signin")


async def test_a_guest_becomes_the_account_with_all_they_have(hosted: Gateway) -> None:
    opened = (await hosted.client.post("/api/session")).json()
    answer = await submit(hosted, "첫 답")
    await signed_in(hosted)
    known = await me(hosted)
    assert (known["user_id"], known["guest"]) == (opened["user_id"], False)
    assert [item["id"] for item in (await hosted.client.get("/api/answers")).json()["items"]] == [answer["id"]]


async def test_the_guest_s_token_opens_nothing_after_the_sign_in(hosted: Gateway) -> None:
    opened = (await hosted.client.post("/api/session")).json()
    await signed_in(hosted)
    hosted.client.cookies.clear()
    reply = await hosted.client.get("/api/answers", headers={"Authorization": f"Bearer {opened['token']}"})
    assert reply.status_code == 401


async def test_a_later_guest_s_answers_move_into_the_account(hosted: Gateway, system: WorkerDatabase) -> None:
    await signed_in(hosted)
    account = await me(hosted)
    first = await submit(hosted, "계정의 답", **{"Idempotency-Key": "same"})
    hosted.client.cookies.clear()
    guest = (await hosted.client.post("/api/session")).json()
    moved = [await submit(hosted, "손님의 답 1", **{"Idempotency-Key": "same"}), await submit(hosted, "손님의 답 2")]
    done = await signed_in(hosted, "/ko")
    assert done.headers["location"] == "/ko?moved=2"
    assert (await me(hosted))["user_id"] == account["user_id"]
    items = (await hosted.client.get("/api/answers")).json()["items"]
    attempts = {item["id"]: item["attempt"] for item in items}
    assert attempts == {first["id"]: 1, moved[0]["id"]: 2, moved[1]["id"]: 3}
    repeated = await submit(hosted, "계정의 답", **{"Idempotency-Key": "same"})
    assert repeated["id"] == first["id"]
    rows = system.run(lambda conn: conn.execute(text("select seq, payload from events order by seq")).all())
    assert [row.seq for row in rows] == [1, 2, 3]
    assert [row.payload["attempt"] for row in rows] == [1, 2, 3]
    assert system.run(lambda conn: conn.scalar(text("select count(*) from users where id = :id"), {"id": guest["user_id"]})) == 0


LIES: dict[str, dict[str, Any]] = {
    "another nonce": {"lies": {"nonce": "x"}},
    "no nonce": {"lies": {"nonce": None}},
    "for another client": {"lies": {"aud": "somebody-else"}},
    "of another issuer": {"lies": {"iss": "https://evil.example"}},
    "expired": {"lies": {"exp": 1_000_000_000}},
    "without an end": {"lies": {"exp": None}},
    "about nobody": {"lies": {"sub": None}},
    "signed with another key": {"signing_key": RSAKey.generate_key(2048, {"kid": "one"})},
    "not signed": {"algorithm": "none"},
}


@pytest.mark.parametrize("lie", LIES)
async def test_a_token_that_does_not_hold_signs_nobody_in(hosted: Gateway, double: Double, lie: str) -> None:
    for name, value in LIES[lie].items():
        setattr(double, name, value)
    done = await signed_in(hosted)
    assert done.headers["location"] == "/ko?sign_in_error=provider_answer_invalid"
    assert (await hosted.client.get("/api/me")).status_code == 401


async def test_a_provider_under_another_name_is_not_trusted(hosted: Gateway, double: Double) -> None:
    double.metadata_lies = {"issuer": "https://evil.example"}
    begun = await hosted.client.get("/api/signin?next=/ko")
    assert begun.headers["location"] == "/ko?sign_in_error=provider_answer_invalid"


@pytest.mark.parametrize("address", ["/.well-known/openid-configuration", "/token", "/keys"])
async def test_a_provider_that_is_broken(hosted: Gateway, double: Double, address: str) -> None:
    double.broken = address
    begun = await hosted.client.get("/api/signin?next=/ko")
    last = begun if address.startswith("/.well") else await hosted.client.get(await at_provider(begun.headers["location"]))
    assert last.headers["location"] == "/ko?sign_in_error=provider_unreachable"
    double.broken = ""
    assert (await signed_in(hosted)).headers["location"] == "/ko"


async def test_an_answer_works_once_and_in_the_browser_that_asked(hosted: Gateway) -> None:
    begun = await hosted.client.get("/api/signin?next=/ko")
    back = await at_provider(begun.headers["location"])
    victim = httpx.AsyncClient(transport=httpx.ASGITransport(hosted.app), base_url="http://gateway")
    async with victim:
        assert (await victim.get(back)).headers["location"] == "/?sign_in_error=sign_in_expired"
        assert (await victim.get("/api/me")).status_code == 401
    assert (await hosted.client.get(back)).headers["location"] == "/ko"
    assert (await hosted.client.get(back)).headers["location"] == "/?sign_in_error=sign_in_expired"


async def test_a_refusal_leads_back(hosted: Gateway) -> None:
    begun = await hosted.client.get("/api/signin?next=/ko")
    state = parse_qs(urlsplit(begun.headers["location"]).query)["state"][0]
    done = await hosted.client.get("/api/signin/callback", params={"state": state, "error": "access_denied"})
    assert done.headers["location"] == "/ko?sign_in_error=sign_in_refused"


async def test_a_host_with_a_provider_takes_no_guests_unless_it_says_so(api_settings: Settings, double: Double) -> None:
    settings = configured(api_settings, double.issuer).model_copy(update={"allow_guests": None})
    async with running(settings) as gateway:
        assert (await gateway.client.post("/api/session")).status_code == 403
        assert (await signed_in(gateway)).headers["location"] == "/ko"


async def test_where_nobody_can_sign_in(gateway: Gateway) -> None:
    assert (await gateway.client.get("/api/signin?next=/ko")).headers["location"] == "/ko?sign_in_error=sign_in_not_configured"


ELSEWHERE = ("//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "evil", "/\t/evil.example", "")


@pytest.mark.parametrize("path", ELSEWHERE)
async def test_nobody_is_sent_elsewhere(path: str) -> None:
    assert inside(path) == "/"
