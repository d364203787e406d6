"""SIGTERM: each process ends by itself; its work is finished or given back, its streams end with a retry hint."""

import signal

import httpx
import pytest

from tests.faults.page import Guest
from tests.faults.promise import assert_all_well
from tests.faults.stage import Stage
from tests.faults.waiting import until

# by itself, or by the signal that it had caught and raised again once all was done
ENDED = (0, -signal.SIGTERM)


def test_the_gateway_says_goodbye_to_its_streams_and_when_to_come_back(stage: Stage, guest: Guest) -> None:
    headers = {"Authorization": f"Bearer {guest.token}"}
    with httpx.stream("GET", f"{stage.place.address}/api/events", headers=headers, trust_env=False, timeout=60) as response:
        lines = response.iter_lines()
        assert next(lines).startswith((":", "retry:"))
        stopping = stage.stop("api")
        rest = list(lines)
    assert [line for line in rest if line.startswith("retry: ")]
    assert stopping.child.code in ENDED
    stage.start("api")
    stage.until_whole()
    guest.submit()
    assert_all_well(guest)


@pytest.mark.parametrize("kind", ["worker-scoring", "worker-embedding", "relay", "encoder"])
def test_its_work_is_finished_or_given_back(stage: Stage, guest: Guest, kind: str) -> None:
    for _ in range(6):
        guest.submit()
    guest.page.until(lambda page: page.cursor >= 4, "work under way")
    stopped = stage.stop(kind)
    assert stopped.child.code in ENDED
    stage.start(kind)
    assert_all_well(guest)


def test_a_scoring_worker_finishes_what_it_has_in_hand(stage: Stage, guest: Guest) -> None:
    stage.freeze("encoder")
    answer = guest.submit()
    guest.page.until_told(answer, "score.started")
    process = stage.processes.pop("worker-scoring")
    process.child.ask()
    until(lambda: process.says("hutdown") or process.child.wait(0.0), "it to hear the signal")
    stage.wake("encoder")
    until(lambda: process.child.wait(0.0), "its end")
    assert guest.view(answer)["scoring"]["state"] == "done"
    stage.start("worker-scoring")
    assert_all_well(guest)
