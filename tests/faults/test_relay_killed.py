"""The relay is killed: while nobody publishes, and between publishing and noting that it did."""

from collections import Counter

import redis
from sqlalchemy import text

from practice.events.channel import channel_of
from tests.faults.page import Guest
from tests.faults.promise import assert_all_well
from tests.faults.stage import Stage
from tests.faults.waiting import until

UNPUBLISHED = "select 1 from events where user_id = :user and published_at is null limit 1"
OF_THE_RELAY = "from pg_stat_activity where application_name = 'backtalk-relay-statements' and wait_event_type = 'Lock'"
WAITING = f"select 1 {OF_THE_RELAY}"
END_WAITING = f"select pg_terminate_backend(pid) {OF_THE_RELAY}"


def test_without_a_relay_the_page_still_hears_everything_and_later_nothing_twice(stage: Stage, guest: Guest) -> None:
    stage.kill("relay")
    answer = guest.submit()
    # a little late: by the comparison with the head of the log
    guest.page.until_told(answer, "answer.scored")
    guest.page.until_told(answer, "answer.embedded")
    assert stage.rows(UNPUBLISHED, user=guest.user_id)
    stage.start("relay")
    until(lambda: not stage.rows(UNPUBLISHED, user=guest.user_id), "the outbox to be emptied")
    after = guest.submit()
    guest.page.until_told(after, "answer.scored")
    assert_all_well(guest)


def test_what_was_published_and_not_marked_is_published_again_and_arrives_once(stage: Stage, guest: Guest) -> None:
    published: Counter[bytes] = Counter()
    with redis.Redis.from_url(stage.valkey.url) as client, client.pubsub() as listener:
        listener.subscribe(channel_of(guest.user_id))  # type: ignore[arg-type]
        with stage.engine.begin() as conn:
            # it must not have marked them before they are locked
            stage.freeze("relay")
            first = guest.submit()
            guest.page.until_told(first, "answer.scored")
            # whoever marks an event waits for this lock
            conn.execute(text("select 1 from events where user_id = :user for update"), {"user": guest.user_id})
            stage.wake("relay")
            second = guest.submit()
            until(lambda: stage.rows(WAITING), "the relay at its mark")
            stage.kill("relay")
            # the mark had reached the database, which would carry it out for a client that is gone
            assert stage.rows(END_WAITING)
        stage.start("relay")
        guest.page.until_told(second, "answer.scored")
        assert_all_well(guest)
        until(lambda: not stage.rows(UNPUBLISHED, user=guest.user_id), "the outbox to be emptied")
        while message := listener.get_message(timeout=1.0):
            published[message["data"]] += message["type"] == "message"
    assert max(published.values()) > 1
