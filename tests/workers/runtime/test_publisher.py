"""Short-lived messages: in order, without waiting, and lost without harm."""

import time
from collections.abc import Iterator

import pytest
import redis

from practice.presence.pulse import quick_redis
from workers.runtime.publisher import Publisher

BOUND_S = 30.0


@pytest.fixture
def client(redis_url: str) -> Iterator[redis.Redis]:
    with quick_redis(redis_url) as made:
        yield made


def heard(pubsub: redis.client.PubSub, count: int) -> list[bytes]:
    found: list[bytes] = []
    until = time.monotonic() + BOUND_S
    while len(found) < count and time.monotonic() < until:
        message = pubsub.get_message(ignore_subscribe_messages=True, timeout=1.0)
        if message is not None:
            found.append(message["data"])
    return found


def test_messages_arrive_in_the_order_in_which_they_were_given(client: redis.Redis, redis_url: str) -> None:
    with redis.Redis.from_url(redis_url) as other, other.pubsub() as pubsub:
        pubsub.subscribe("here")
        assert pubsub.get_message(timeout=BOUND_S)
        publisher = Publisher(client)
        wanted = [str(number).encode() for number in range(100)]
        for message in wanted:
            publisher.publish("here", message)
        assert heard(pubsub, 100) == wanted
        publisher.close()


def test_a_redis_that_is_away_is_no_error_and_later_messages_come(client: redis.Redis, redis_url: str) -> None:
    with redis.Redis.from_url(redis_url) as other, other.pubsub() as pubsub:
        pubsub.subscribe("here")
        assert pubsub.get_message(timeout=BOUND_S)
        publisher = Publisher(client)
        publisher.publish("here", b"first")
        assert heard(pubsub, 1) == [b"first"]
        # the publisher's connection breaks underneath
        other.client_kill_filter(_type="normal", skipme=True)
        until = time.monotonic() + BOUND_S
        found: list[bytes] = []
        while not found and time.monotonic() < until:
            publisher.publish("here", b"later")
            message = pubsub.get_message(ignore_subscribe_messages=True, timeout=1.0)
            found = [message["data"]] if message else []
        assert found == [b"later"]
        publisher.close()
