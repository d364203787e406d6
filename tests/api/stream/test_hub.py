"""The hub on a real Valkey: counted channels, kills, silent losses, strange messages."""

import asyncio
import signal

import anyio.lowlevel
import pytest
import redis.asyncio

from api.stream.hub import Hub
from api.stream.inbox import InboxClosed
from practice.clock import new_id
from practice.ending import end_all
from practice.events.channel import CONTROL, Hint, channel_of
from stack.valkey import EmbeddedValkey
from tests.api.stream.conftest import hub_on
from tests.api.waiting import until

pytestmark = pytest.mark.anyio


async def channels(client: redis.asyncio.Redis) -> set[str]:
    return {name.decode() for name in await client.pubsub_channels("backtalk:*")}


async def test_a_channel_lives_as_long_as_its_readers(hub: Hub, client: redis.asyncio.Redis) -> None:
    one, other = new_id(), new_id()
    async with hub.subscribe(one), hub.subscribe(other):
        async with hub.subscribe(one):
            assert await channels(client) == {CONTROL, channel_of(one), channel_of(other)}
            assert hub.streams == 3
            # one connection carries them all
            assert await client.pubsub_numsub(channel_of(one)) == [(channel_of(one).encode(), 1)]
        assert channel_of(one) in await channels(client)

    async def none_left() -> bool:
        return await channels(client) == {CONTROL}

    await until(none_left)
    assert hub.streams == 0
    assert hub.readers() == {}


async def test_two_readers_of_one_person_hear_the_same_and_a_stranger_nothing(hub: Hub, client: redis.asyncio.Redis) -> None:
    me, stranger, hint = new_id(), new_id(), Hint("answer.scored", "{}", 1)
    async with hub.subscribe(me) as one, hub.subscribe(me) as other, hub.subscribe(stranger) as apart:
        await client.publish(channel_of(me), hint.encode())
        await client.publish(channel_of(stranger), Hint("answer.scored", "{}", 7).encode())
        assert [await one.next(), await other.next()] == [hint, hint]
        assert await apart.next() == Hint("answer.scored", "{}", 7)


async def test_a_second_reader_need_not_wait_for_a_confirmation(hub: Hub) -> None:
    me = new_id()
    async with hub.subscribe(me) as one:
        assert one.subscribed.done()
        async with hub.subscribe(me) as other:
            assert other.subscribed.done()


async def test_one_that_leaves_and_comes_back_at_once_hears(hub: Hub, client: redis.asyncio.Redis) -> None:
    me = new_id()
    for number in range(20):
        async with hub.subscribe(me) as inbox:
            assert inbox.subscribed.done()
            await client.publish(channel_of(me), Hint("k", "{}", number).encode())
            heard = await inbox.next()
            # a confirmation that was still under way may ask for a look at the log first
            assert heard is None or heard.seq == number


async def test_a_slow_reader_is_told_to_catch_up_and_holds_nobody_up(redis_url: str, client: redis.asyncio.Redis) -> None:
    me = new_id()
    async with hub_on(redis_url, buffer=4) as hub, hub.subscribe(me) as slow, hub.subscribe(me) as quick:
        for number in range(10):
            await client.publish(channel_of(me), Hint("k", "{}", number).encode())
            assert await quick.next() == Hint("k", "{}", number)
        assert await slow.next() is None


async def test_a_message_that_cannot_be_read_means_a_look_at_the_log(hub: Hub, client: redis.asyncio.Redis) -> None:
    me = new_id()
    async with hub.subscribe(me) as inbox:
        for message in (b"\xff", b"5", b"{}", b"[1]", b'{"a": 1, "b": 2, "c": 3}', b"null", b"[" * 100_000):
            await client.publish(channel_of(me), message)
            await client.publish(CONTROL, message)
            assert await inbox.next() is None
        await client.publish(channel_of(me), Hint("k", "{}", 1).encode())
        assert await inbox.next() == Hint("k", "{}", 1)


async def test_after_a_kill_and_restart_every_reader_looks_at_the_log(mortal: EmbeddedValkey) -> None:
    me, other = new_id(), new_id()
    async with hub_on(mortal.url) as hub, hub.subscribe(me) as one, hub.subscribe(me) as two, hub.subscribe(other) as three:
        assert mortal.child
        mortal.child.kill()
        assert mortal.child.wait(10)
        await until(lambda: not hub.connected)
        mortal.start()
        assert [await inbox.next() for inbox in (one, two, three)] == [None, None, None]
        async with redis.asyncio.Redis.from_url(mortal.url) as client:
            hint = Hint("k", "{}", 3)
            await client.publish(channel_of(me), hint.encode())
            assert [await one.next(), await two.next()] == [hint, hint]


async def test_a_connection_that_is_cut_underneath_means_a_look_at_the_log(hub: Hub, client: redis.asyncio.Redis) -> None:
    async with hub.subscribe(new_id()) as inbox:
        await client.client_kill_filter(_type="pubsub")
        assert await inbox.next() is None


async def test_a_connection_that_is_gone_without_a_word_is_given_up(mortal: EmbeddedValkey) -> None:
    me = new_id()
    async with hub_on(mortal.url, health_check_s=1) as hub, hub.subscribe(me) as inbox:
        assert mortal.child
        # its kernel goes on taking what is sent
        mortal.child.send(signal.SIGSTOP)
        try:
            await until(lambda: not hub.connected)
        finally:
            mortal.child.send(signal.SIGCONT)
        assert await inbox.next() is None
        async with redis.asyncio.Redis.from_url(mortal.url) as client:
            await client.publish(channel_of(me), Hint("k", "{}", 1).encode())
        while (heard := await inbox.next()) is None:
            pass
        assert heard == Hint("k", "{}", 1)


async def test_a_connection_that_is_lost_while_readers_come_and_go_is_made_anew(hub: Hub, client: redis.asyncio.Redis) -> None:
    async def read() -> None:
        async with hub.subscribe(new_id()):
            pass

    for _ in range(10):
        await until(lambda: hub.connected)
        killing = asyncio.create_task(client.client_kill_filter(_type="pubsub"))
        # somebody asks for a channel at each turn of the loop, so also at the one where the reader finds the connection lost
        reading = []
        while hub.connected and len(reading) < 500:
            reading.append(asyncio.create_task(read()))
            await anyio.lowlevel.checkpoint()
        await killing
        await end_all(reading)
    me = new_id()
    async with hub.subscribe(me) as inbox:
        await until(inbox.subscribed.done)
        await client.publish(channel_of(me), Hint("k", "{}", 1).encode())
        while (heard := await inbox.next()) is None:
            pass
        assert heard == Hint("k", "{}", 1)


async def test_a_reader_that_is_cancelled_leaves_nothing_behind(hub: Hub, client: redis.asyncio.Redis) -> None:
    me, reading = new_id(), asyncio.Event()

    async def read() -> None:
        async with hub.subscribe(me) as inbox:
            reading.set()
            await inbox.next()

    task = asyncio.create_task(read())
    await reading.wait()
    task.cancel()
    await asyncio.wait([task])

    async def none_left() -> bool:
        return await channels(client) == {CONTROL}

    await until(none_left)
    assert hub.streams == 0


async def test_a_reader_that_is_cancelled_while_it_joins_leaves_nothing_behind(hub: Hub, client: redis.asyncio.Redis) -> None:
    async def read() -> None:
        async with hub.subscribe(new_id()):
            pass

    tasks = [asyncio.create_task(read()) for _ in range(10)]
    await anyio.lowlevel.checkpoint()
    assert hub.streams == 10
    for task in tasks:
        task.cancel()
    await asyncio.wait(tasks)

    async def none_left() -> bool:
        return await channels(client) == {CONTROL}

    await until(none_left)


async def test_without_redis_a_stream_opens_all_the_same() -> None:
    async with hub_on("redis://127.0.0.1:9/0") as hub, hub.subscribe(new_id()) as inbox:
        assert not inbox.subscribed.done()
        assert hub.streams == 1


async def test_closing_ends_every_reader(hub: Hub) -> None:
    async with hub.subscribe(new_id()) as one, hub.subscribe(new_id()) as other:
        hub.close_all()
        for inbox in (one, other):
            with pytest.raises(InboxClosed):
                await inbox.next()
