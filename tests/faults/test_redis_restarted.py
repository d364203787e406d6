"""Redis is killed while workers hold messages and streams are open, and comes back."""

import redis

from tests.faults.page import Guest
from tests.faults.promise import assert_all_well
from tests.faults.stage import Stage
from tests.faults.test_redis_flushed import ANNOUNCED
from tests.faults.waiting import until


def test_work_under_way_ends_and_streams_go_on(stage: Stage, guest: Guest) -> None:
    stage.freeze("encoder")
    answers = [guest.submit() for _ in range(3)]
    for answer in answers:
        guest.page.until_told(answer, "score.started")
    assert stage.valkey.child
    stage.valkey.child.kill()
    between = guest.submit()
    guest.page.until_told(between, "answer.accepted")
    stage.wake("encoder")
    # scoring needs no Redis once it has begun: the page is told the results before Redis is back
    for answer in answers:
        guest.page.until_told(answer, "answer.scored")
    stage.valkey.start()
    after = guest.submit()
    guest.page.until_told(after, "answer.scored")
    assert_all_well(guest)
    # the stream was never interrupted
    assert guest.page.met == [200]


def test_what_waited_in_it_is_announced_long_before_its_period_is_over(stage: Stage, guest: Guest) -> None:
    stage.kill("worker-scoring")
    stage.kill("worker-embedding")
    stage.kill("relay")
    # longer than any test waits: only who notices what Redis has lost announces again
    stage.start("relay", BACKTALK_REDISPATCH_AFTER_S="600")
    for _ in range(3):
        guest.submit()
    until(lambda: stage.rows(ANNOUNCED, user=guest.user_id), "the messages")
    assert stage.valkey.child
    stage.valkey.child.kill()
    stage.valkey.start()
    with redis.Redis.from_url(stage.valkey.url) as client:
        until(lambda: client.llen("scoring") == 3 and client.llen("embedding") == 1, "the messages again")
    stage.start("worker-scoring")
    stage.start("worker-embedding")
    assert_all_well(guest)
