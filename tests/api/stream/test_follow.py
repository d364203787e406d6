"""Joining and following: every later event once, in order, whatever the channel loses, doubles or delays."""

from collections.abc import AsyncIterator, Callable
from contextlib import aclosing, asynccontextmanager
from uuid import UUID

import pytest
from sqlalchemy import Connection, text

from api.stream.catch_up import Log
from api.stream.follow import Frame, follow
from api.stream.heads import check_heads
from api.stream.hub import Hub
from api.stream.inbox import Inbox
from practice.clock import now
from practice.db.statements import Statements
from practice.db.unit_of_work import WorkerDatabase
from practice.events.channel import Hint, hint_of
from practice.events.kinds import SCORE_PARTIAL
from practice.events.prune import prune
from tests.api.stream.conftest import Writes
from tests.conftest import Person
from tests.practice.events.noted import mark_published

pytestmark = pytest.mark.anyio

LogOf = Callable[[UUID], Log]


@asynccontextmanager
async def following(log: Log, after: int | None, inbox: Inbox | None = None) -> AsyncIterator[tuple[Inbox, "Reading"]]:
    box = inbox or Inbox(16)
    async with aclosing(follow(box, log, after)) as frames:
        yield box, Reading(frames)


class Reading:
    """Takes frames and gives their numbers."""

    def __init__(self, frames: AsyncIterator[Frame]) -> None:
        self._frames = frames

    async def frame(self) -> Frame:
        return await anext(self._frames)

    async def ids(self, count: int) -> list[int | None]:
        return [(await self.frame()).id for _ in range(count)]


async def test_the_log_after_the_cursor_then_the_channel(log_of: LogOf, write: Writes, person: Person) -> None:
    write(person.user_id, 8)
    async with following(log_of(person.user_id), 1) as (inbox, reading):
        # more than two pages of the log
        assert await reading.ids(7) == [2, 3, 4, 5, 6, 7, 8]
        (event,) = write(person.user_id, 1)
        inbox.offer(hint_of(event))
        frame = await reading.frame()
        assert (frame.id, frame.kind, frame.data) == (9, event.kind, event.data())


async def test_what_is_published_during_the_join_comes_once(log_of: LogOf, write: Writes, person: Person) -> None:
    inbox = Inbox(16)
    for event in write(person.user_id, 4):
        inbox.offer(hint_of(event))
    async with following(log_of(person.user_id), 0, inbox) as (_, reading):
        assert await reading.ids(4) == [1, 2, 3, 4]
        (event,) = write(person.user_id, 1)
        inbox.offer(hint_of(event))
        assert await reading.ids(1) == [5]


async def test_doubles_and_late_ones_are_dropped(log_of: LogOf, write: Writes, person: Person) -> None:
    first, second = write(person.user_id, 2)
    async with following(log_of(person.user_id), 0) as (inbox, reading):
        assert await reading.ids(2) == [1, 2]
        for event in (first, second, second, first):
            inbox.offer(hint_of(event))
        (third,) = write(person.user_id, 1)
        inbox.offer(hint_of(third))
        assert await reading.ids(1) == [3]


async def test_a_gap_is_filled_from_the_log(log_of: LogOf, write: Writes, person: Person) -> None:
    async with following(log_of(person.user_id), 0) as (inbox, reading):
        *_, last = write(person.user_id, 5)
        inbox.offer(hint_of(last))
        assert await reading.ids(5) == [1, 2, 3, 4, 5]


async def test_a_full_inbox_is_made_good_from_the_log(log_of: LogOf, write: Writes, person: Person) -> None:
    inbox = Inbox(2)
    for event in write(person.user_id, 9):
        inbox.offer(hint_of(event))
    async with following(log_of(person.user_id), 0, inbox) as (_, reading):
        assert await reading.ids(9) == list(range(1, 10))


async def test_a_lost_last_message_is_found_by_the_comparison_with_the_head(
    hub: Hub, statements: Statements, log_of: LogOf, write: Writes, person: Person
) -> None:
    async with hub.subscribe(person.user_id) as inbox, following(log_of(person.user_id), 0, inbox) as (_, reading):
        write(person.user_id, 1)
        inbox.resync()
        assert await reading.ids(1) == [1]
        write(person.user_id, 1)
        # nobody published it, nothing comes after it
        await check_heads(hub.readers(), statements)
        assert await reading.ids(1) == [2]


async def test_a_reader_that_is_up_to_date_is_left_alone(hub: Hub, statements: Statements, write: Writes, person: Person) -> None:
    write(person.user_id, 2)
    async with hub.subscribe(person.user_id) as inbox:
        inbox.cursor = 2
        await check_heads(hub.readers(), statements)
        inbox.offer(Hint("k", "{}", 3))
        assert await inbox.next() == Hint("k", "{}", 3)


async def test_without_a_cursor_only_what_comes_from_now_on(log_of: LogOf, write: Writes, person: Person) -> None:
    write(person.user_id, 3)
    inbox = Inbox(16)
    inbox.offer(Hint(SCORE_PARTIAL, "{}"))
    async with following(log_of(person.user_id), None, inbox) as (_, reading):
        assert (await reading.frame()).kind == SCORE_PARTIAL
        (event,) = write(person.user_id, 1)
        inbox.offer(hint_of(event))
        assert await reading.ids(1) == [4]


async def test_what_is_short_lived_passes_without_a_number(log_of: LogOf, write: Writes, person: Person) -> None:
    async with following(log_of(person.user_id), 0) as (inbox, reading):
        inbox.offer(Hint(SCORE_PARTIAL, '{"index":0}'))
        assert await reading.frame() == Frame(SCORE_PARTIAL, '{"index":0}', None)
        (event,) = write(person.user_id, 1)
        inbox.offer(hint_of(event))
        assert await reading.ids(1) == [1]


def _prune(system: WorkerDatabase, user_id: UUID, upto: int) -> None:
    def work(conn: Connection) -> None:
        conn.execute(text("update events set created_at = now() - interval '40 days' where seq <= :upto"), {"upto": upto})
        mark_published(conn, {(user_id, seq): now() for seq in range(1, upto + 1)})
        assert prune(conn, 30) == upto

    system.run(work)


@pytest.mark.parametrize("cursor", [0, 2])
async def test_a_cursor_older_than_what_is_kept_gets_one_reset(
    log_of: LogOf, write: Writes, person: Person, system: WorkerDatabase, cursor: int
) -> None:
    write(person.user_id, 5)
    _prune(system, person.user_id, 3)
    async with following(log_of(person.user_id), cursor) as (inbox, reading):
        frame = await reading.frame()
        assert (frame.kind, frame.id) == ("reset", 5)
        assert f'"after": {cursor}' in frame.data
        assert '"oldest": 4' in frame.data
        assert '"head": 5' in frame.data
        (event,) = write(person.user_id, 1)
        inbox.offer(hint_of(event))
        assert await reading.ids(1) == [6]


async def test_the_oldest_cursor_that_is_kept_needs_no_reset(
    log_of: LogOf, write: Writes, person: Person, system: WorkerDatabase
) -> None:
    write(person.user_id, 5)
    _prune(system, person.user_id, 3)
    async with following(log_of(person.user_id), 3) as (_, reading):
        assert await reading.ids(2) == [4, 5]


async def test_a_cursor_from_the_future_gets_one_reset(log_of: LogOf, write: Writes, person: Person) -> None:
    write(person.user_id, 2)
    async with following(log_of(person.user_id), 99) as (inbox, reading):
        frame = await reading.frame()
        assert (frame.kind, frame.id) == ("reset", 2)
        (event,) = write(person.user_id, 1)
        inbox.offer(hint_of(event))
        assert await reading.ids(1) == [3]


async def test_a_closed_inbox_ends_the_frames(log_of: LogOf, person: Person) -> None:
    inbox = Inbox(4)
    inbox.close()
    assert [frame async for frame in follow(inbox, log_of(person.user_id), 0)] == []
