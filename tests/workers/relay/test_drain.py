"""The outbox is told in order and marked afterwards; what could not be told stays."""

import pytest
import redis.asyncio
from psycopg import AsyncConnection
from redis.asyncio.client import PubSub
from redis.exceptions import RedisError
from sqlalchemy import text

from practice.db.statements import Row, Statements
from practice.db.unit_of_work import WorkerDatabase
from practice.events.channel import channel_of, decode
from tests.conftest import Person
from tests.workers.submitted import submitted
from workers.relay.drain import Outbox

Connection = AsyncConnection[Row]

pytestmark = pytest.mark.anyio


def unmarked(system: WorkerDatabase) -> int:
    return system.run(lambda conn: conn.scalar(text("select count(*) from events where published_at is null"))) or 0


async def heard(pubsub: PubSub, count: int) -> list[int | None]:
    """The numbers of the next messages."""
    found: list[int | None] = []
    while len(found) < count:
        message = await pubsub.get_message(ignore_subscribe_messages=True, timeout=10)
        if message is not None:
            found.append(decode(message["data"]).seq)
    return found


async def test_everything_is_told_in_each_person_s_order_and_marked(
    telling: Statements,
    leading: Connection,
    client: redis.asyncio.Redis,
    system: WorkerDatabase,
    person: Person,
    stranger: Person,
) -> None:
    for number in range(11):
        submitted(system, (person, stranger)[number % 2].user_id)
    async with client.pubsub() as mine, client.pubsub() as theirs:
        await mine.subscribe(channel_of(person.user_id))
        await theirs.subscribe(channel_of(stranger.user_id))
        working = Outbox(telling, client, limit=4)
        assert await working.tell(leading) == 11
        assert await heard(mine, 6) == [1, 2, 3, 4, 5, 6]
        assert await heard(theirs, 5) == [1, 2, 3, 4, 5]
    # nothing is told twice, whether it is marked or not
    assert unmarked(system) == 3
    assert await working.tell(leading) == 0
    await working.mark()
    assert unmarked(system) == 0
    assert await working.tell(leading) == 0


async def test_while_redis_is_away_nothing_is_marked_and_all_is_told_later(
    telling: Statements, leading: Connection, client: redis.asyncio.Redis, system: WorkerDatabase, person: Person
) -> None:
    for _ in range(3):
        submitted(system, person.user_id)
    async with redis.asyncio.Redis.from_url("redis://127.0.0.1:9/0", socket_connect_timeout=1.0) as nobody:
        with pytest.raises(RedisError):
            await Outbox(telling, nobody, limit=4).tell(leading)
    async with client.pubsub() as pubsub:
        await pubsub.subscribe(channel_of(person.user_id))
        working = Outbox(telling, client, limit=4)
        assert await working.tell(leading) == 3
        assert await heard(pubsub, 3) == [1, 2, 3]
    await working.mark()
    assert unmarked(system) == 0


async def test_the_message_is_the_event_as_the_stream_shows_it(
    telling: Statements, leading: Connection, client: redis.asyncio.Redis, system: WorkerDatabase, person: Person
) -> None:
    answer = submitted(system, person.user_id)
    async with client.pubsub() as pubsub:
        await pubsub.subscribe(channel_of(person.user_id))
        await Outbox(telling, client, limit=4).tell(leading)
        message = None
        while message is None:
            message = await pubsub.get_message(ignore_subscribe_messages=True, timeout=10)
    hint = decode(message["data"])
    assert (hint.seq, hint.kind) == (1, "answer.accepted")
    assert f'"answer_id":"{answer.id}"' in hint.data
