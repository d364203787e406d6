"""A transaction that took its place early commits late, after others have been published."""

import threading

from sqlalchemy import text

from tests.faults.page import Guest
from tests.faults.promise import assert_all_well
from tests.faults.stage import Stage
from tests.faults.waiting import until

BLOCKED = "select 1 from pg_stat_activity where application_name like 'backtalk-api%' and wait_event_type = 'Lock'"


def test_an_event_that_commits_after_later_ones_is_not_passed_over(stage: Stage, guest: Guest, other: Guest) -> None:
    first = guest.submit()
    guest.page.until_told(first, "answer.scored")
    guest.page.until_told(first, "answer.embedded")
    with stage.engine.begin() as conn:
        conn.execute(text("select 1 from event_streams where user_id = :user for update"), {"user": guest.user_id})
        held = threading.Thread(target=guest.submit)
        held.start()
        until(lambda: stage.rows(BLOCKED), "a submit before its commit")
        # meanwhile somebody else's events are written, published and marked
        later = other.submit()
        other.page.until_told(later, "answer.scored")
        other.page.until_told(later, "answer.embedded")
    held.join()
    assert_all_well(guest)
    assert_all_well(other)
