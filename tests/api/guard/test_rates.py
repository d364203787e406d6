"""Limits per session and per address: shared over Redis, cheap in memory, open and counted without it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import anyio
import httpx
import pytest
import redis
from limits import RateLimitItemPerMinute
from pydantic import SecretStr

from api.guard.allowances import Allowances
from api.guard.rates import address_key
from api.guard.rules import Rule, address_rules, session_rules
from practice.settings import Settings
from tests.api.conftest import Gateway, running
from tests.api.test_bad_input import assert_problem
from tests.conftest import Person

pytestmark = pytest.mark.anyio


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@asynccontextmanager
async def allowances(url: str, clock: Clock | None = None, timeout_s: float = 5.0) -> AsyncIterator[Allowances]:
    made = Allowances(url, timeout_s, clock or Clock())
    yield made
    await made.close()


def rule(limit: int, block: int) -> Rule:
    return Rule("test", RateLimitItemPerMinute(limit), block, lambda *_: True)


async def passed(held: Allowances, rule: Rule, times: int, key: str = "a") -> int:
    return [await held.take(rule, key) for _ in range(times)].count(0)


async def test_as_many_as_the_limit_pass_and_then_none(redis_url: str) -> None:
    async with allowances(redis_url) as held:
        assert await passed(held, rule(10, 4), 30) == 10
        assert await passed(held, rule(10, 4), 1, "another") == 1


async def test_gateways_share_a_limit(redis_url: str) -> None:
    async with allowances(redis_url) as one, allowances(redis_url) as other:
        asked = [held.take(rule(20, 1), "a") for _ in range(20) for held in (one, other)]
        assert [await each for each in asked].count(0) == 20


async def test_many_at_the_same_moment_take_one_block_after_the_other(redis_url: str) -> None:
    async with allowances(redis_url) as held:
        results = await asyncio.gather(*(held.take(rule(100, 20), "a") for _ in range(100)))
    assert results.count(0) == 100


async def test_within_a_block_and_after_a_refusal_redis_is_not_asked(redis_url: str) -> None:
    with redis.Redis.from_url(redis_url) as client:

        def calls() -> int:
            return sum(stat["calls"] for name, stat in client.info("commandstats").items() if "eval" in name)

        async with allowances(redis_url) as held:
            await held.take(rule(1000, 50), "a")
            before = calls()
            assert await passed(held, rule(1000, 50), 49) == 49
            assert calls() == before
            await held.take(rule(1, 1), "b")
            assert await held.take(rule(1, 1), "b") > 0
            before = calls()
            assert await passed(held, rule(1, 1), 20, "b") == 0
            assert calls() == before


async def test_a_block_is_not_kept_for_ever(redis_url: str) -> None:
    clock = Clock()
    async with allowances(redis_url, clock) as held:
        await held.take(rule(10, 10), "a")
        assert held.spend(rule(10, 10), "a")
        clock.now += 61
        assert not held.spend(rule(10, 10), "a")


async def test_without_redis_everything_passes_and_is_counted() -> None:
    async with allowances("redis://127.0.0.1:9/0") as held:
        assert await passed(held, rule(1, 1), 10) == 10
        assert held.unchecked == 10


async def test_a_silent_redis_costs_a_moment_and_then_nothing() -> None:
    async with await anyio.create_tcp_listener(local_host="127.0.0.1") as listener:
        port = listener.extra(anyio.abc.SocketAttribute.local_port)
        # nobody accepts: the connection stands in the kernel and no answer ever comes
        async with allowances(f"redis://127.0.0.1:{port}/0", timeout_s=0.1) as held:
            with anyio.fail_after(20):
                assert await passed(held, rule(1, 1), 1000) == 1000
            assert held.unchecked == 1000


@asynccontextmanager
async def limited(settings: Settings, **limits: object) -> AsyncIterator[Gateway]:
    async with running(settings.model_copy(update=limits)) as gateway:
        yield gateway


async def test_a_session_s_answers(api_settings: Settings, person: Person, stranger: Person) -> None:
    async with limited(api_settings, rate_session_answers=2) as gateway:
        assert [(await gateway.submit(person)).status_code for _ in range(4)] == [202, 202, 429, 429]
        refused = await gateway.submit(person)
        body = assert_problem(refused, 429, "rate_limited")
        assert int(refused.headers["retry-after"]) == body["retry_after"] >= 1
        assert (await gateway.client.get("/api/answers", headers=person.headers)).status_code == 200
        assert (await gateway.submit(stranger)).status_code == 202
        metrics = (await gateway.client.get("/metrics")).text
        assert 'backtalk_rate_limited_total{limit="session_answers"} 3.0' in metrics
        assert len((await gateway.client.get("/api/answers", headers=person.headers)).json()["items"]) == 2


async def test_a_cookie_and_a_forged_token_are_counted_too(api_settings: Settings) -> None:
    async with limited(api_settings, rate_session_requests=2) as gateway:
        for headers in ({"Cookie": "a=b; backtalk_session=guess"}, {"Authorization": "Bearer another"}):
            statuses = [(await gateway.client.get("/api/answers", headers=headers)).status_code for _ in range(3)]
            assert statuses == [401, 401, 429]


async def test_a_token_is_one_session_however_it_is_spelt(api_settings: Settings, person: Person) -> None:
    spelt = [{"Authorization": f"{scheme}{person.token}"} for scheme in ("Bearer ", "bearer ", "Bearer  ", "BEARER ")]
    spelt += [{"Cookie": f"backtalk_session={person.token}"}, {"Cookie": f"a=b;backtalk_session={person.token} ; c=d"}]
    async with limited(api_settings, rate_session_requests=2) as gateway:
        statuses = [(await gateway.client.get("/api/answers", headers=headers)).status_code for headers in spelt]
    assert statuses == [200, 200, 429, 429, 429, 429]


async def test_a_header_without_a_token_is_counted_for_its_address(api_settings: Settings) -> None:
    async with limited(api_settings, rate_session_requests=1, rate_address_requests=2) as gateway:
        asked = [await gateway.client.get("/api/answers", headers={"Authorization": "Basic x"}) for _ in range(3)]
    assert [reply.status_code for reply in asked] == [401, 401, 429]


async def test_an_address_s_new_sessions(api_settings: Settings) -> None:
    async with limited(api_settings, rate_address_sessions=2) as gateway:
        assert [(await gateway.client.post("/api/session")).status_code for _ in range(3)] == [201, 201, 429]
        elsewhere = httpx.ASGITransport(gateway.app, client=("10.0.0.7", 1))
        async with httpx.AsyncClient(transport=elsewhere, base_url="http://gateway") as other:
            assert (await other.post("/api/session")).status_code == 201


async def test_what_asks_the_encoder_is_a_search_with_a_session_or_without(api_settings: Settings, person: Person) -> None:
    near, own = "/api/questions/near?q=a", "/api/search?q=a"
    async with limited(api_settings, rate_session_searches=2) as gateway:
        asked = [await gateway.client.get(path, headers=person.headers) for path in (near, own, near, own)]
        assert [reply.status_code for reply in asked] == [200, 200, 429, 429]
    async with limited(api_settings, rate_address_searches=2) as gateway:
        assert [(await gateway.client.get(near)).status_code for _ in range(3)] == [200, 200, 429]
        forged = {"Authorization": "Bearer guess"}
        assert (await gateway.client.get(own, headers=forged)).status_code == 429
        assert (await gateway.client.get("/api/questions")).status_code == 200


async def test_only_the_api_is_counted_and_nought_turns_a_limit_off(api_settings: Settings, person: Person) -> None:
    async with limited(api_settings, rate_address_requests=1) as gateway:
        assert [(await gateway.client.get("/healthz")).status_code for _ in range(3)] == [200] * 3
    off = {name: 0 for name in Settings.model_fields if name.startswith("rate_") and not name.endswith("_s")}
    assert not session_rules(api_settings.model_copy(update=off)) + address_rules(api_settings.model_copy(update=off))


async def test_a_gateway_without_redis_takes_answers(api_settings: Settings, person: Person) -> None:
    away = SecretStr("redis://127.0.0.1:9/0")
    async with limited(api_settings, redis_url=away, rate_session_answers=1) as gateway:
        assert [(await gateway.submit(person)).status_code for _ in range(3)] == [202] * 3
        counted = next(
            line
            for line in (await gateway.client.get("/metrics")).text.splitlines()
            if line.startswith("backtalk_rate_unchecked_total")
        )
        assert float(counted.split()[1]) > 0


NETWORKS = {"127.0.0.1": "127.0.0.1", "::ffff:10.0.0.1": "10.0.0.1", "2001:db8:1:2:3:4:5:6": "2001:db8:1:2::", "unix": "unix"}


@pytest.mark.parametrize("address", NETWORKS)
async def test_a_household_is_one_address(address: str) -> None:
    assert address_key(address) == NETWORKS[address]
