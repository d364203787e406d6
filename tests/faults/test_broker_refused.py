"""Nothing listens where Redis should be."""

import httpx

from tests.faults.page import Guest, enter
from tests.faults.promise import assert_all_well
from tests.faults.stage import Stage


def test_answers_are_taken_without_a_broker_and_end_when_there_is_one(stage: Stage, guest: Guest) -> None:
    stage.valkey.stop()
    answers = [guest.submit() for _ in range(3)]
    guest.page.until_told(answers[-1], "answer.accepted")
    # an embedding worker that drains already takes its jobs from the database
    assert guest.states(answers[0])[0] == "queued"
    # a page can even be opened anew, and a search answers
    late = enter(stage)
    assert guest.ask("GET", "/api/search", params={"q": "리스"}).status_code == 200
    stage.valkey.start()
    assert_all_well(guest)
    late.page.close()


def test_health_says_what_is_missing(stage: Stage, guest: Guest) -> None:
    stage.valkey.stop()
    assert httpx.get(f"{stage.place.address}/healthz", trust_env=False).status_code == 200
    assert stage.missing() == ["redis"]
    assert guest.ask("GET", "/api/system").json()["services"] == {"postgres": True, "redis": False, "encoder": False}
