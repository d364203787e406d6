"""Redis is killed while workers hold messages and streams are open, and comes back."""

from tests.faults.page import Guest
from tests.faults.promise import assert_all_well
from tests.faults.stage import Stage


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
