"""Streams come in bit by bit, and one person has so many: requests find connections free whoever comes back."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager, contextmanager, suppress

import httpx
import psycopg
import pytest

from api.stream.gates import AT_ONCE, RETRY_AFTER_S, Seats, TooManyStreams
from practice.clock import new_id
from practice.ending import end_all
from practice.settings import Settings
from tests.api.conftest import Gateway, running
from tests.api.serving import Served, Stream, serving, streaming
from tests.api.stream.conftest import Writes
from tests.api.test_bad_input import assert_problem
from tests.api.waiting import BOUND_S, until
from tests.conftest import Person, Urls

pytestmark = pytest.mark.anyio

# more than an API process has connections to the database
CROWD = 16
# who comes back waits here as if the database were slow; anybody else passes
SLOW_FOR = """
create or replace function authenticate(hash bytea) returns uuid
language plpgsql security definer set search_path = public, pg_temp as $$
declare found uuid;
begin
  select user_id into found from sessions where token_hash = hash and expires_at > clock_timestamp();
  if found = '{user_id}' then perform pg_advisory_xact_lock(77); end if;
  perform set_config('app.user_id', coalesce(found::text, ''), true);
  return found;
end $$
"""
WAITING = """
select count(*) from pg_locks where not granted and (relation = 'events'::regclass or locktype = 'advisory')
and database = (select oid from pg_database where datname = current_database())
"""


Slow = Callable[[psycopg.Connection, Person], None]


def joins_are_slow(conn: psycopg.Connection, person: Person) -> None:
    conn.execute(SLOW_FOR.format(user_id=person.user_id))
    conn.commit()
    conn.execute("select pg_advisory_xact_lock(77)")


def catching_up_is_slow(conn: psycopg.Connection, _: Person) -> None:
    conn.execute("lock table events in access exclusive mode")


@contextmanager
def held(urls: Urls) -> Iterator[psycopg.Connection]:
    """What is locked on the connection stays locked until its rollback."""
    with psycopg.connect(urls.admin) as conn:
        yield conn


def waiting(urls: Urls) -> int:
    with psycopg.connect(urls.admin) as conn:
        row = conn.execute(WAITING).fetchone()
    return row[0] if row else 0


@asynccontextmanager
async def coming_back(served: Served, person: Person) -> AsyncIterator[list["asyncio.Task[int | None]"]]:
    """A crowd of streams at the same moment; each ends with the number of its first event."""
    unlimited = httpx.Limits(max_connections=None)
    async with httpx.AsyncClient(headers=person.headers, timeout=BOUND_S, trust_env=False, limits=unlimited) as client:

        async def first() -> int | None:
            async with client.stream("GET", f"{served.url}/api/events?after=0") as response:
                (event,) = await Stream(response).events(1)
                return event.id

        tasks = [asyncio.create_task(first()) for _ in range(CROWD)]
        try:
            yield tasks
        finally:
            await end_all(tasks)


@asynccontextmanager
async def crowded(gateway: Gateway, urls: Urls, person: Person, slow: Slow) -> AsyncIterator[list["asyncio.Task[int | None]"]]:
    """A crowd comes back and waits for a slow database; at the end it is quick again, and everybody gets their event."""
    async with serving(gateway.app) as served:
        with held(urls) as lock:
            slow(lock, person)
            async with coming_back(served, person) as streams:
                await until(lambda: waiting(urls) >= AT_ONCE)
                yield streams
                lock.rollback()
                assert await asyncio.gather(*streams) == [1] * CROWD


@pytest.mark.parametrize("slow", [joins_are_slow, catching_up_is_slow])
async def test_streams_that_come_back_at_once_leave_connections_for_requests(
    gateway: Gateway, urls: Urls, write: Writes, person: Person, slow: Slow
) -> None:
    write(person.user_id, 1)
    async with crowded(gateway, urls, person, slow) as streams:
        # all that others ask is answered meanwhile; without the gate nothing would be left for it
        for _ in range(3):
            assert await gateway.shared.statements.rows("select 1") == [(1,)]
        assert waiting(urls) == AT_ONCE
        assert not any(stream.done() for stream in streams)


async def test_an_answer_is_taken_while_a_crowd_comes_back(
    gateway: Gateway, urls: Urls, write: Writes, person: Person, stranger: Person
) -> None:
    write(person.user_id, 1)
    async with crowded(gateway, urls, person, joins_are_slow):
        await gateway.accepted(stranger)


async def test_who_gave_up_while_waiting_is_passed_over(gateway: Gateway, person: Person) -> None:
    unhurried = httpx.AsyncClient(headers=person.headers, timeout=BOUND_S, trust_env=False)
    async with serving(gateway.app) as served, unhurried as client:
        joining = gateway.shared.gates.joining
        for _ in range(AT_ONCE):
            await joining.acquire()
        asking = asyncio.create_task(client.get(f"{served.url}/api/events"))
        await until(lambda: joining._waiters)
        await end_all([asking])
        await until(lambda: not served.server.server_state.connections)
        for _ in range(AT_ONCE):
            joining.release()
        # refused before anything was asked of the database; nobody hears of it
        await until(lambda: b'route="/api/events",status="503"' in gateway.shared.metrics.render())
        assert gateway.shared.hub.streams == 0


async def test_one_person_has_so_many_streams_and_another_is_not_concerned(
    api_settings: Settings, person: Person, stranger: Person
) -> None:
    async with running(api_settings.model_copy(update={"streams_per_person": 2})) as gateway, serving(gateway.app) as served:
        async with AsyncExitStack() as opened:
            streams = [await opened.enter_async_context(streaming(served.url, person.headers)) for _ in range(2)]
            assert [(await stream.frame()) is not None for stream in streams] == [True, True]
            refused = await gateway.client.get("/api/events", headers=person.headers)
            body = assert_problem(refused, 429, "too_many_streams")
            assert refused.headers["retry-after"] == str(body["retry_after"]) == str(RETRY_AFTER_S)
            async with streaming(served.url, stranger.headers) as other:
                assert other.response.status_code == 200
        await until(lambda: gateway.shared.seats.taken(person.user_id) == 0)
        async with streaming(served.url, person.headers) as again:
            assert again.response.status_code == 200


def test_a_seat_is_given_back_however_a_stream_ends() -> None:
    seats, person = Seats(1), new_id()
    for error in (None, ValueError):
        with suppress(ValueError), seats.seat(person):
            assert seats.taken(person) == 1
            with pytest.raises(TooManyStreams), seats.seat(person):
                pass
            if error:
                raise error
        assert seats.taken(person) == 0


def test_nought_is_no_limit() -> None:
    seats, person = Seats(0), new_id()
    with ExitStack() as opened:
        for _ in range(50):
            opened.enter_context(seats.seat(person))
        assert seats.taken(person) == 50
