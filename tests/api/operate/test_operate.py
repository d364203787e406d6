"""Live, ready, measured: named when missing, and never a fault for being asked."""

import asyncio
from typing import Any

import pytest
import redis
from prometheus_client.parser import text_string_to_metric_families
from pydantic import SecretStr
from sqlalchemy import create_engine, make_url, text

from api.operate.gauges import KEPT_S, Gauges
from practice.clock import now
from practice.db.engines import with_driver
from practice.db.unit_of_work import WorkerDatabase
from practice.presence.beats import KINDS, encode, introduce, key_of
from practice.settings import Settings
from tests.api.conftest import QUESTION, Gateway, running
from tests.api.waiting import until
from tests.conftest import Person, Urls

pytestmark = pytest.mark.anyio


def beat(redis_url: str, *kinds: str, **info: Any) -> None:
    with redis.Redis.from_url(redis_url) as client:
        for kind in kinds:
            presence = introduce(kind)
            client.set(key_of(presence), encode(presence, now(), info))


async def ready(gateway: Gateway, **params: str) -> tuple[int, list[str]]:
    reply = await gateway.client.get("/readyz", params=params)
    assert reply.json()["ready"] is (reply.status_code == 200)
    return reply.status_code, reply.json()["missing"]


async def test_health_asks_nobody(gateway: Gateway) -> None:
    reply = await gateway.client.get("/healthz")
    assert (reply.status_code, reply.json()) == (200, {"status": "ok"})


async def test_ready_names_each_process_that_is_missing(gateway: Gateway, redis_url: str) -> None:
    others = [kind for kind in KINDS if kind != "api"]
    # the gateway's own first beat may be under way still
    await until(lambda: _beating(redis_url))
    assert await ready(gateway) == (503, others)
    for number, kind in enumerate(others, 1):
        beat(redis_url, kind)
        assert await ready(gateway) == (503 if others[number:] else 200, others[number:])


def _beating(redis_url: str) -> bool:
    with redis.Redis.from_url(redis_url) as client:
        return bool(client.keys("backtalk:presence:api:*"))


async def test_ready_names_the_services_that_are_away(api_settings: Settings) -> None:
    away = {"database_url": SecretStr("postgresql://a:b@127.0.0.1:9/none"), "redis_url": SecretStr("redis://127.0.0.1:9/0")}
    async with running(api_settings.model_copy(update=away)) as gateway:
        assert await ready(gateway) == (503, ["postgres", "redis"])
        assert (await gateway.client.get("/healthz")).status_code == 200
        metrics = await gateway.client.get("/metrics")
        assert metrics.status_code == 200
        # nobody's session can be looked up now, and what is away is shown all the same
        system = (await gateway.client.get("/api/system", headers={"Authorization": "Bearer any"})).json()
        assert system["services"] == {"postgres": False, "redis": False, "encoder": False}


async def test_a_proxy_is_told_of_what_this_gateway_alone_needs(api_settings: Settings, person: Person) -> None:
    no_redis = {"redis_url": SecretStr("redis://127.0.0.1:9/0")}
    async with running(api_settings.model_copy(update=no_redis)) as gateway:
        assert await ready(gateway) == (503, ["redis"])
        assert await ready(gateway, part="api") == (200, [])
        assert (await gateway.submit(person)).status_code == 202
    no_database = {"database_url": SecretStr("postgresql://a:b@127.0.0.1:9/none")}
    async with running(api_settings.model_copy(update=no_database)) as gateway:
        assert await ready(gateway, part="api") == (503, ["postgres"])


async def test_ready_names_migrations_that_are_missing(gateway: Gateway, urls: Urls) -> None:
    admin = create_engine(with_driver(make_url(urls.admin)))
    with admin.begin() as conn:
        conn.execute(text("update alembic_version set version_num = '0000'"))
    admin.dispose()
    assert "migrations" in (await ready(gateway))[1]
    assert await ready(gateway, part="api") == (503, ["migrations"])


def _samples(content: str) -> dict[tuple[str, ...], float]:
    families = text_string_to_metric_families(content)
    return {(sample.name, *sample.labels.values()): sample.value for family in families for sample in family.samples}


async def test_metrics_are_prometheus_own_format_and_count_the_truth(
    gateway: Gateway, person: Person, system: WorkerDatabase
) -> None:
    await gateway.accepted(person)
    await until(lambda: gateway.shared.dispatcher.counts.sent == 2)
    system.run(lambda conn: conn.execute(text("update jobs set state = 'done' where queue = 'embedding'")))
    reply = await gateway.client.get("/metrics")
    assert reply.headers["content-type"].startswith("text/plain")
    samples = _samples(reply.text)
    assert samples["backtalk_jobs_waiting", "scoring"] == 1
    assert samples["backtalk_jobs_waiting", "embedding"] == 0
    assert samples["backtalk_jobs_ended", "done", "embedding"] == 1
    assert samples["backtalk_oldest_waiting_job_seconds", "scoring"] >= 0
    assert samples["backtalk_broker_messages", "scoring"] == 1
    assert samples["backtalk_dispatched_jobs", "sent"] == 2
    assert samples["backtalk_outbox_unpublished",] == 1
    assert samples["backtalk_relay_lag_seconds",] >= 0
    assert samples["backtalk_open_streams",] == 0
    assert samples["backtalk_http_request_seconds_count", "POST", "/api/answers", "202"] == 1


async def test_whole_tables_are_counted_once_for_all_who_ask_within_moments(gateway: Gateway, person: Person) -> None:
    at = [1000.0]
    gauges = Gauges(gateway.shared.database, lambda: at[0])

    async def answers() -> list[int]:
        return [found["answers"] for found in await asyncio.gather(*(gauges.read() for _ in range(5))) if found]

    assert await answers() == [0] * 5
    await gateway.accepted(person)
    assert await answers() == [0] * 5
    at[0] += KEPT_S
    assert await answers() == [1] * 5


async def test_requests_are_measured_under_their_route_and_not_their_address(gateway: Gateway, person: Person) -> None:
    for name in (QUESTION, "none", "nothing"):
        await gateway.client.get(f"/api/questions/{name}")
        await gateway.client.get(f"/{name}")
    samples = _samples((await gateway.client.get("/metrics")).text)
    counted = {key[1:]: value for key, value in samples.items() if key[0] == "backtalk_http_request_seconds_count"}
    assert counted["GET", "/api/questions/{question_id}", "200"] == 1
    assert counted["GET", "/api/questions/{question_id}", "404"] == 2
    assert counted["GET", "other", "404"] == 3


async def test_the_system_shows_processes_queues_relay_and_coverage(gateway: Gateway, person: Person, redis_url: str) -> None:
    await gateway.accepted(person)
    await until(lambda: gateway.shared.dispatcher.counts.sent == 2)
    beat(redis_url, "encoder", "worker-scoring")
    beat(redis_url, "relay", leader=True)
    found = (await gateway.client.get("/api/system", headers=person.headers)).json()
    assert {"encoder", "relay", "worker-scoring"} <= {process["kind"] for process in found["processes"]}
    queues = {queue["queue"]: queue for queue in found["queues"]}
    assert {name: (queue["waiting"], queue["running"], queue["in_broker"]) for name, queue in queues.items()} == {
        "scoring": (1, 0, 1),
        "embedding": (1, 0, 1),
    }
    assert queues["scoring"]["oldest_wait_s"] >= 0
    assert (found["relay"]["leader"], found["relay"]["unpublished"]) == (True, 1)
    assert found["embedding"] == {"embedded": 0, "total": 1}
    assert found["services"] == {"postgres": True, "redis": True, "encoder": True}
    assert found["streams"] == 0


async def test_a_strange_beat_hides_nobody(gateway: Gateway, person: Person, redis_url: str) -> None:
    with redis.Redis.from_url(redis_url) as client:
        client.set("backtalk:presence:relay:old", '{"kind": "relay"}')
        client.set("backtalk:presence:relay:odd", b"\xff")
    beat(redis_url, "encoder")
    reply = await gateway.client.get("/api/system", headers=person.headers)
    assert reply.status_code == 200
    assert "encoder" in {process["kind"] for process in reply.json()["processes"]}
    assert (await gateway.client.get("/readyz")).status_code == 503
