"""PostgreSQL is killed while answers are under way, and comes back."""

from tests.faults.page import Guest
from tests.faults.promise import assert_all_well
from tests.faults.stage import Stage


def test_what_was_accepted_ends_and_what_was_refused_can_be_sent_again(stage: Stage, guest: Guest) -> None:
    stage.freeze("encoder")
    answers = [guest.submit() for _ in range(3)]
    for answer in answers:
        guest.page.until_told(answer, "score.started")
    assert stage.postgres.child
    stage.postgres.child.kill()
    stage.wake("encoder")
    # what the person sees: their answer is not taken, and they are told to send it again
    refused = guest.send(key="one and the same", text="리스는 죽은 워커의 작업을 다른 워커에게 넘깁니다.")
    assert (refused.status_code, refused.json()["code"]) == (503, "database_unavailable")
    assert int(refused.headers["Retry-After"]) > 0
    assert guest.ask("GET", f"/api/answers/{answers[0]}").status_code == 503
    assert stage.missing() == ["postgres"]
    stage.postgres.start()
    again = guest.send(key="one and the same", text="리스는 죽은 워커의 작업을 다른 워커에게 넘깁니다.")
    assert again.status_code == 202
    assert_all_well(guest)
