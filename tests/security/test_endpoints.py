"""Every endpoint against every kind of caller, from a table that a new route must join."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from fastapi.routing import APIRoute
from sqlalchemy import Engine, text

from api.main import create_app
from practice.clock import now
from practice.db.unit_of_work import WorkerDatabase
from practice.identity.sessions import open_session
from practice.settings import Settings
from tests.api.conftest import Gateway
from tests.conftest import Person, guest
from tests.security.callers import CALLERS, TABLE, Endpoint
from tests.security.rows import fill

pytestmark = pytest.mark.anyio


def flat(routes: Iterable[Any]) -> Iterator[Any]:
    """The routes of an application; a router that was included stands among them as one."""
    for route in routes:
        inner = getattr(route, "original_router", None) or getattr(route, "router", None)
        if inner is None:
            yield route
        else:
            yield from flat(inner.routes)


def test_every_route_stands_in_the_table() -> None:
    app = create_app(Settings())
    served = {f"{method} {route.path}" for route in flat(app.routes) if isinstance(route, APIRoute) for method in route.methods}
    described = {f"{method.upper()} {path}" for path, calls in app.openapi()["paths"].items() for method in calls}
    assert served | described | {"GET /api/openapi.json"} == {endpoint.name for endpoint in TABLE}


def test_there_is_no_door_beside_the_routes() -> None:
    """Every mount and raw route is known: a route that is no ``APIRoute`` would pass the table by."""
    others = {
        getattr(route, "path", repr(route)) for route in flat(create_app(Settings()).routes) if not isinstance(route, APIRoute)
    }
    assert others <= {"/api/openapi.json", "", "/"}


def second_session(app_engine: Engine, person: Person) -> Person:
    with app_engine.begin() as conn:
        conn.execute(text("select authenticate(:hash)"), {"hash": person.token_hash})
        return Person(person.user_id, open_session(conn, person.user_id, days=1).token)


def headers_of(caller: str, system: WorkerDatabase, app_engine: Engine, owner: Person, stranger: Person) -> dict[str, str]:
    if caller == "expired":
        old = second_session(app_engine, owner)
        values = {"at": now() - timedelta(seconds=1), "hash": old.token_hash}
        system.run(lambda conn: conn.execute(text("update sessions set expires_at = :at where token_hash = :hash"), values))
        return old.headers
    if caller == "ended":
        over = second_session(app_engine, owner)
        system.run(lambda conn: conn.execute(text("delete from sessions where token_hash = :hash"), {"hash": over.token_hash}))
        return over.headers
    known = {"none": {}, "forged": {"Authorization": f"Bearer {owner.token[:-1]}x"}}
    return known.get(caller) or ({"stranger": stranger.headers, "owner": owner.headers}.get(caller, {}))


async def asked(gateway: Gateway, endpoint: Endpoint, query: str, ids: dict[str, Any], headers: dict[str, str]) -> int:
    body = None if endpoint.json is None else {key: str(value).format(**ids) for key, value in endpoint.json.items()}
    gateway.client.cookies.clear()
    reply = await gateway.client.request(
        endpoint.method,
        f"{endpoint.route.format(**ids)}?{query.format(**ids)}",
        headers={**headers, **endpoint.headers},
        json=body,
        content=endpoint.content,
    )
    return reply.status_code


def ids_of(system: WorkerDatabase, owner: Person) -> dict[str, Any]:
    """The owner's ids, as a path or a body may name them."""
    made = system.run(lambda conn: fill(conn, owner.user_id))
    session = system.run(lambda conn: conn.scalar(text("select id from sessions where user_id = :me"), {"me": owner.user_id}))
    # the answer has an embedding job too, as every answer of the gateway's own has
    job = (
        "insert into jobs (id, user_id, answer_id, queue, max_attempts) values (gen_random_uuid(), :me, :answer, 'embedding', 5)"
    )
    system.run(lambda conn: conn.execute(text(job), {"me": owner.user_id, "answer": made["answer"]}))
    return {
        "answer_id": made["answer"],
        "question_id": made["question"],
        "slug": "mine",
        "session_id": session,
        "user_id": owner.user_id,
    }


async def test_every_caller_is_told_what_the_table_says(gateway: Gateway, app_engine: Engine, system: WorkerDatabase) -> None:
    owner, stranger = guest(app_engine), guest(app_engine)
    ids = ids_of(system, owner)
    wrong = []
    for endpoint in sorted(TABLE, key=lambda each: each.spoils):
        if endpoint.spoils:
            # each takes something away for good, so each gets people of its own
            owner, stranger = guest(app_engine), guest(app_engine)
            ids = ids_of(system, owner)
        for caller in CALLERS:
            expected = {"owner": endpoint.owner, "stranger": endpoint.stranger}.get(caller, endpoint.nobody)
            # a search is refused for its missing words before anybody asks who it is
            query = endpoint.query if caller in ("owner", "stranger") or endpoint.query.startswith("q=") else ""
            status = await asked(gateway, endpoint, query, ids, headers_of(caller, system, app_engine, owner, stranger))
            if status != expected:
                wrong.append((endpoint.name, caller, status, expected))
    assert wrong == []


async def test_a_stranger_s_lists_hold_nothing_of_the_owner(gateway: Gateway, app_engine: Engine, system: WorkerDatabase) -> None:
    owner, stranger = guest(app_engine), guest(app_engine)
    ids = ids_of(system, owner)
    for endpoint in TABLE:
        if endpoint.method == "GET" and endpoint.stranger == 200:
            reply = await gateway.client.get(f"{endpoint.route}?{endpoint.query}", headers=stranger.headers)
            told = reply.content.decode("utf-8", "replace")
            assert not [name for name, value in ids.items() if name != "slug" and str(value) in told], endpoint.name
    (bank,) = (await gateway.client.get("/api/banks", headers=stranger.headers)).json()["items"]
    assert bank["slug"] == "backtalk"
    cases = {"question_id": ids["question_id"], "bank": "mine"}
    for name, value in cases.items():
        reply = await gateway.client.get("/api/search", params={"q": "답", name: value}, headers=stranger.headers)
        assert reply.json()["items"] == []
