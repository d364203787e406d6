"""Foreign names, foreign pages, and what every reply tells a browser."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest

from api.guard.hosts import host_check
from practice.settings import Settings
from tests.api.conftest import Gateway, running
from tests.api.test_bad_input import assert_problem
from tests.conftest import Person

pytestmark = pytest.mark.anyio

OURS = (
    "localhost",
    "localhost:8000",
    "127.0.0.1:8000",
    "[::1]:8000",
    "[::1]",
    "192.168.0.7",
    "api:8000",
    "a.localhost",
    "LOCALHOST.",
)
FOREIGN = (
    "evil.example",
    "127.0.0.1.nip.io:8000",
    "localhost.evil.example",
    "evil.example:80",
    "a.b",
    "1.2.3.4.5",
    "[::1].evil.example",
)


@pytest.mark.parametrize("host", OURS)
async def test_a_name_that_only_we_can_have(host: str) -> None:
    assert host_check(Settings())(host)


@pytest.mark.parametrize("host", FOREIGN)
async def test_a_name_that_anybody_may_point_at_us_is_refused(gateway: Gateway, host: str) -> None:
    for method, path in (("GET", "/api/questions"), ("POST", "/api/session"), ("GET", "/healthz")):
        assert_problem(await gateway.client.request(method, path, headers={"Host": host}), 421, "unknown_host")


async def test_names_that_the_host_gives(api_settings: Settings) -> None:
    named = {"public_url": "https://practice.example:8443", "allowed_hosts": "backtalk.lan, other.example:80"}
    ours = host_check(api_settings.model_copy(update=named))
    assert all(ours(name) for name in ("practice.example", "practice.example:8443", "backtalk.lan:8000", "other.example"))
    assert not ours("third.example")
    assert host_check(api_settings.model_copy(update={"allowed_hosts": "*"}))("third.example")


# what a browser says about where a request comes from -> whether it may change something
SAID = {
    "a program": ({}, True),
    "our page": ({"Origin": "http://gateway", "Sec-Fetch-Site": "same-origin"}, True),
    "our page in an old browser": ({"Origin": "http://gateway"}, True),
    "our page behind TLS": ({"Origin": "https://gateway"}, True),
    "the address bar": ({"Sec-Fetch-Site": "none"}, True),
    "a development server": ({"Origin": "http://localhost:3000", "Sec-Fetch-Site": "same-origin"}, True),
    "another site": ({"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}, False),
    "another site in an old browser": ({"Origin": "https://evil.example"}, False),
    "another port of this machine": ({"Origin": "http://gateway:9000", "Sec-Fetch-Site": "same-site"}, False),
    "a frame without an origin": ({"Origin": "null", "Sec-Fetch-Site": "cross-site"}, False),
    "a frame in an old browser": ({"Origin": "null"}, False),
    "another site without Origin": ({"Sec-Fetch-Site": "cross-site"}, False),
    "a name that begins like ours": ({"Origin": "http://gateway.evil.example"}, False),
}


@pytest.mark.parametrize("case", SAID)
async def test_only_our_own_page_may_change_something(gateway: Gateway, case: str) -> None:
    said, may = SAID[case]
    for method, path in (("POST", "/api/session"), ("DELETE", "/api/session"), ("POST", "/api/banks/import")):
        reply = await gateway.client.request(method, path, headers=said)
        assert (reply.status_code != 403) is may, (case, method, path)
        if not may:
            assert_problem(reply, 403, "cross_origin")
    assert (await gateway.client.get("/api/questions?limit=1", headers=said)).status_code == 200


async def test_the_address_that_people_type_is_our_page_too(api_settings: Settings) -> None:
    async with running(api_settings.model_copy(update={"public_url": "https://practice.example"})) as gateway:
        reply = await gateway.client.post("/api/session", headers={"Origin": "https://practice.example"})
        assert reply.status_code == 201
        assert "secure" in reply.headers["set-cookie"].lower()


async def test_every_reply_tells_a_browser_how_to_treat_it(gateway: Gateway, person: Person) -> None:
    replies = [
        await gateway.client.get("/api/questions?limit=1"),
        await gateway.client.get("/api/nothing"),
        await gateway.client.get("/healthz"),
        await gateway.client.get("/metrics"),
        await gateway.client.get("/api/answers"),
        await gateway.client.post("/api/answers", content=b"x" * 300_000, headers=person.headers),
        await gateway.client.get("/api/answers", headers={"Host": "evil.example"}),
        await gateway.client.post("/api/session", headers={"Origin": "null"}),
    ]
    for reply in replies:
        assert reply.headers["x-content-type-options"] == "nosniff"
        assert reply.headers["referrer-policy"] == "same-origin"
        assert reply.headers["cross-origin-opener-policy"] == "same-origin"
        assert reply.headers["cross-origin-resource-policy"] == "same-origin"
        assert "microphone=()" in reply.headers["permissions-policy"]
        assert "frame-ancestors 'none'" in reply.headers["content-security-policy"]
        assert "strict-transport-security" not in reply.headers
    assert replies[0].headers["cache-control"] == "no-store"


@asynccontextmanager
async def over_tls(gateway: Gateway) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(gateway.app), base_url="https://gateway") as client:
        yield client


async def test_over_tls_the_browser_is_told_to_stay_there(gateway: Gateway) -> None:
    async with over_tls(gateway) as client:
        assert "max-age" in (await client.get("/healthz")).headers["strict-transport-security"]


async def test_no_other_origin_may_read(gateway: Gateway) -> None:
    reply = await gateway.client.get("/api/questions?limit=1", headers={"Origin": "https://evil.example"})
    assert not [name for name in reply.headers if name.startswith("access-control")]
    asked = {"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}
    assert (await gateway.client.options("/api/answers", headers=asked)).status_code == 405
