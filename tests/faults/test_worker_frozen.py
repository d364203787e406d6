"""A worker is frozen past its lease, and its late write changes nothing."""

from tests.faults.page import Guest
from tests.faults.promise import ANSWERS, assert_all_well
from tests.faults.stage import Stage
from tests.faults.waiting import until

EVENTS = "select count(*) as n from events where user_id = :user"


def test_a_frozen_worker_loses_its_job_and_wakes_too_late(stage: Stage, guest: Guest) -> None:
    stage.freeze("encoder")
    answer = guest.submit()
    guest.page.until_told(answer, "score.started")
    stage.freeze("worker-scoring")
    # its reply will lie ready for it when it wakes
    stage.wake("encoder")
    stage.start("worker-scoring", "second")
    guest.page.until_told(answer, "answer.scored")
    guest.page.until_told(answer, "answer.embedded")
    before = stage.rows(ANSWERS, user=guest.user_id), stage.rows(EVENTS, user=guest.user_id)
    late = stage.processes["worker-scoring"]
    stage.wake("worker-scoring")
    until(lambda: late.says("late_score_dropped") or late.says("scoring_delayed"), "the late write")
    assert (stage.rows(ANSWERS, user=guest.user_id), stage.rows(EVENTS, user=guest.user_id)) == before
    assert_all_well(guest)
