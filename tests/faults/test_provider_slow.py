"""The AI provider takes longer than a lease to answer."""

from tests.faults.page import Guest
from tests.faults.promise import assert_all_well
from tests.faults.provided import asking_a_provider
from tests.faults.stage import Stage

ATTEMPTS = "select attempt from jobs where user_id = :user and queue = 'scoring'"


def test_a_slow_reply_is_waited_for_and_paid_for_once(stage: Stage, guest: Guest) -> None:
    # the lease is four seconds
    with asking_a_provider(stage) as double:
        double.set(latency_s=9)
        answers = [guest.submit() for _ in range(3)]
        for answer in answers:
            guest.page.until_told(answer, "score.started")
        # what the person sees meanwhile: being scored; everything else goes on
        assert guest.states(answers[0])[0] == "running"
        guest.page.until_told(answers[-1], "answer.embedded")
        for answer in answers:
            guest.page.until_told(answer, "answer.scored")
        assert_all_well(guest)
        assert [job.attempt for job in stage.rows(ATTEMPTS, user=guest.user_id)] == [1, 1, 1]
        assert len(double.requests) == 3
