"""The stream over a real socket: resume, headers, privacy, lifetime, the end of the server."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest
import redis.asyncio
from sqlalchemy import text

from api.main import create_app
from practice.db.unit_of_work import WorkerDatabase
from practice.settings import Settings
from tests.api.serving import Served, serving, streaming
from tests.api.stream.conftest import Writes, publish
from tests.api.waiting import until
from tests.conftest import Person

pytestmark = pytest.mark.anyio


@asynccontextmanager
async def served_with(settings: Settings, **changed: object) -> AsyncIterator[Served]:
    async with serving(create_app(settings.model_copy(update=changed))) as made:
        yield made


@pytest.fixture
async def served(api_settings: Settings) -> AsyncIterator[Served]:
    async with served_with(api_settings) as made:
        yield made


async def test_a_stream_greets_with_headers_that_no_proxy_may_change(served: Served, person: Person) -> None:
    async with streaming(served.url, person.headers) as stream:
        assert stream.response.status_code == 200
        assert stream.response.headers["content-type"].startswith("text/event-stream")
        assert stream.response.headers["cache-control"] == "no-store, no-transform"
        assert stream.response.headers["x-accel-buffering"] == "no"
        first = await stream.frame()
        assert first is not None
        assert first.retry == 1000


async def test_a_reader_that_comes_back_gets_each_later_event_once(
    served: Served, person: Person, write: Writes, client: redis.asyncio.Redis
) -> None:
    write(person.user_id, 3)
    async with streaming(served.url, person.headers, after="0") as stream:
        seen = [frame.id for frame in await stream.events(3)]
    away = write(person.user_id, 2)
    headers = {**person.headers, "Last-Event-ID": str(seen[-1])}
    # the header wins: the page's address keeps the cursor it was opened with
    async with streaming(served.url, headers, after="0") as stream:
        seen += [frame.id for frame in await stream.events(2)]
        (live,) = write(person.user_id, 1)
        for event in (*away, live):
            await publish(client, event)
        (frame,) = await stream.events(1)
    assert [*seen, frame.id] == [1, 2, 3, 4, 5, 6]
    assert frame.event == live.kind
    assert frame.data["seq"] == 6
    assert frame.data["answer_id"] == str(live.answer_id)
    assert {"kind", "at"} <= frame.data.keys()


async def test_nobody_gets_another_s_events(
    served: Served, person: Person, stranger: Person, write: Writes, client: redis.asyncio.Redis
) -> None:
    write(person.user_id, 3)
    async with streaming(served.url, stranger.headers, after="0") as stream:
        await stream.frame()
        for event in write(person.user_id, 2):
            await publish(client, event)
        (own,) = write(stranger.user_id, 1)
        await publish(client, own)
        (frame,) = await stream.events(1)
        assert (frame.id, frame.data["answer_id"]) == (1, str(own.answer_id))


async def test_an_event_that_was_pushed_is_noted_with_its_time(
    served: Served, person: Person, write: Writes, system: WorkerDatabase
) -> None:
    write(person.user_id, 2)
    async with streaming(served.url, person.headers, after="0") as stream:
        await stream.events(2)
        # a frame counts as handed over once the next one is asked for
        pushed = text("select count(*) from events where pushed_at >= created_at")
        await until(lambda: system.run(lambda conn: conn.scalar(pushed)) == 2)


async def test_a_stream_ends_after_its_lifetime_and_says_when_to_come_back(api_settings: Settings, person: Person) -> None:
    async with served_with(api_settings, stream_lifetime_s=0.2) as served, streaming(served.url, person.headers) as stream:
        *_, last = await stream.rest()
        assert last.comments == ["bye"]
        assert last.retry is not None
        assert 500 <= last.retry <= 3000


async def test_a_quiet_stream_shows_that_it_lives(api_settings: Settings, person: Person) -> None:
    async with served_with(api_settings, stream_ping_s=1) as served, streaming(served.url, person.headers) as stream:
        first, second = await stream.frame(), await stream.frame()
        assert first is not None
        assert second is not None
        assert second.comments
        assert second.event is None


async def test_the_end_of_the_server_ends_its_streams_first(served: Served, person: Person) -> None:
    async with streaming(served.url, person.headers) as stream:
        await stream.frame()
        served.stop()
        *_, last = await stream.rest()
        assert last.comments == ["bye"]


async def test_a_reader_that_goes_away_is_forgotten(api_settings: Settings, person: Person) -> None:
    app = create_app(api_settings)
    async with serving(app) as served:
        async with streaming(served.url, person.headers) as stream:
            await stream.frame()
            await until(lambda: app.state.shared.hub.streams == 1)
        await until(lambda: app.state.shared.hub.streams == 0)


async def test_a_head_request_opens_no_stream(served: Served, person: Person) -> None:
    async with httpx.AsyncClient(trust_env=False) as client:
        reply = await client.head(f"{served.url}/api/events", headers=person.headers)
    assert reply.status_code in (200, 405)
