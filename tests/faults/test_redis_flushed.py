"""Redis forgets everything while messages wait in it."""

import redis

from tests.faults.page import Guest
from tests.faults.promise import assert_all_well
from tests.faults.stage import Stage
from tests.faults.waiting import until

ANNOUNCED = "select 1 from jobs where user_id = :user having bool_and(dispatched_at is not null)"


def test_messages_that_were_flushed_are_sent_again(stage: Stage, guest: Guest) -> None:
    stage.kill("worker-scoring")
    stage.kill("worker-embedding")
    answers = [guest.submit() for _ in range(3)]
    until(lambda: stage.rows(ANNOUNCED, user=guest.user_id), "the messages")
    with redis.Redis.from_url(stage.valkey.url) as client:
        assert client.llen("scoring") == 3
        client.flushall()
    assert guest.states(answers[0]) == ("queued", "queued")
    stage.start("worker-scoring")
    stage.start("worker-embedding")
    assert_all_well(guest)
