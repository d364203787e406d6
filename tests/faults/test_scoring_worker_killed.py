"""The scoring worker is killed in the middle of a job."""

from tests.faults.page import Guest
from tests.faults.promise import assert_all_well
from tests.faults.stage import Stage

ATTEMPTS = "select max(attempt) as most from jobs where user_id = :user and queue = 'scoring'"


def test_its_job_is_taken_over_and_ends_once(stage: Stage, guest: Guest) -> None:
    # the job waits for the encoder, so it is under way when its worker dies
    stage.freeze("encoder")
    answer = guest.submit()
    guest.page.until_told(answer, "score.started")
    stage.kill("worker-scoring")
    stage.wake("encoder")
    # what the person sees: it is being scored, for the length of a lease
    assert guest.states(answer)[0] == "running"
    stage.start("worker-scoring")
    guest.page.until_told(answer, "answer.scored")
    assert guest.page.kinds(answer).count("score.started") == 2
    assert stage.rows(ATTEMPTS, user=guest.user_id)[0].most == 2
    assert_all_well(guest)
