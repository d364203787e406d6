"""What is taken is noted and what is acknowledged is forgotten, where kombu itself looks for it."""

import json
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
import redis
from kombu import Connection

from tests.faults.waiting import until

QUEUE = "scoring"


@pytest.fixture
def client(redis_url: str) -> Iterator[redis.Redis]:
    with redis.Redis.from_url(redis_url, decode_responses=True) as made:
        yield made


@pytest.fixture
def channel(redis_url: str) -> Iterator[Any]:
    with (
        Connection(redis_url, transport="workers.runtime.transport:Transport") as connection,
        closing(connection.channel()) as made,
    ):
        for number in range(4):
            connection.Producer(channel=made).publish({"number": number}, routing_key=QUEUE, declare=[], exchange="")
        yield made


def taken(channel: Any) -> Any:
    message = channel.basic_get(QUEUE)
    assert message is not None
    return message


def cut(client: redis.Redis, message: Any) -> None:
    """The broker ends every line but the client's own, once it has answered the note of this message."""
    until(lambda: client.hexists("unacked", message.delivery_tag), "the note of a message")
    client.client_kill_filter(_type="normal", skipme=True)


def noted(client: redis.Redis) -> set[str]:
    """By the hash; the set by time holds the same tags."""
    tags = set(client.hgetall("unacked"))
    assert tags == set(client.zrange("unacked_index", 0, -1))
    return tags


def test_a_message_is_noted_until_it_is_acknowledged(channel: Any, client: redis.Redis) -> None:
    first, second = taken(channel), taken(channel)
    third = taken(channel)
    # the replies to a note are read with the next one; Redis has answered all that came before
    assert noted(client) >= {first.delivery_tag, second.delivery_tag}
    second.ack()
    assert noted(client) == {first.delivery_tag, third.delivery_tag}
    message, exchange, key = json.loads(str(client.hget("unacked", first.delivery_tag)))
    assert (message["properties"]["delivery_tag"], exchange, key) == (first.delivery_tag, "", QUEUE)
    first.ack()
    third.ack()
    assert not noted(client)


def test_what_was_not_acknowledged_goes_back_to_its_queue(channel: Any, client: redis.Redis) -> None:
    first, _ = taken(channel), taken(channel)
    first.ack()
    assert client.llen(QUEUE) == 2
    channel.qos.restore_unacked_once()
    assert client.llen(QUEUE) == 3
    assert not noted(client)


def test_a_line_that_was_cut_between_two_messages_is_taken_up_anew(channel: Any, client: redis.Redis) -> None:
    first = taken(channel)
    cut(client, first)
    first.ack()
    second = taken(channel)
    cut(client, second)
    third = taken(channel)
    third.ack()
    assert noted(client) == {second.delivery_tag}
    fourth = taken(channel)
    # as at a new connection of the worker, while a job of the old one still runs
    channel.pool.disconnect()
    fourth.ack()
    assert noted(client) == {second.delivery_tag}


def test_an_error_of_the_broker_leaves_no_reply_for_the_next_command(channel: Any, client: redis.Redis) -> None:
    client.set("unacked", "no hash")
    first = taken(channel)
    with pytest.raises(redis.ResponseError, match="WRONGTYPE"):
        first.ack()
    client.delete("unacked", "unacked_index")
    second = taken(channel)
    assert second.delivery_tag != first.delivery_tag
    second.ack()
    assert not noted(client)
