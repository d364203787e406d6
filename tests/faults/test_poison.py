"""A job that kills its worker each time: it ends as failed, and those beside it are done."""

import os
import signal
import threading
from collections.abc import Callable

import pytest

from tests.faults.page import Guest
from tests.faults.promise import assert_all_well, assert_kept
from tests.faults.stage import Stage
from tests.faults.waiting import until

STATE = "select state, attempt from jobs where answer_id = :answer and queue = :queue"
ATTEMPTS = 4


def scoring_dies(stage: Stage) -> None:
    stage.kill("worker-scoring")
    stage.start("worker-scoring")


def child_dies(stage: Stage) -> None:
    """As a crash in native code would end it: the parent lives and replaces it."""
    os.kill(stage.pool_process(), signal.SIGKILL)


def poison(stage: Stage, answer: str, queue: str, dies: Callable[[Stage], None], done: threading.Event) -> None:
    """The worker dies whenever it has that job in hand."""
    killed_at = 0
    while not done.is_set():
        (job,) = stage.rows(STATE, answer=answer, queue=queue)
        if job.state == "running" and job.attempt > killed_at:
            killed_at = job.attempt
            dies(stage)
        done.wait(0.02)


@pytest.mark.parametrize(("queue", "dies"), [("scoring", scoring_dies), ("embedding", child_dies)], ids=["scoring", "embedding"])
def test_it_fails_visibly_and_its_neighbours_do_not(
    stage: Stage, guest: Guest, other: Guest, queue: str, dies: Callable[[Stage], None]
) -> None:
    # all wait together, so that they are taken together
    stage.freeze(f"worker-{queue}")
    neighbours = [other.submit() for _ in range(5)]
    bad = guest.submit()
    neighbours += [other.submit() for _ in range(5)]
    stage.rows_as_owner(f"update jobs set max_attempts = {ATTEMPTS} where queue = '{queue}' and state = 'queued'")
    done = threading.Event()
    poisoning = threading.Thread(target=poison, args=(stage, bad, queue, dies, done))
    poisoning.start()
    stage.wake(f"worker-{queue}")
    try:
        for answer in neighbours:
            other.page.until_told(answer, "answer.scored")
            other.page.until_told(answer, "answer.embedded")
        guest.page.until_told(bad, "score.failed" if queue == "scoring" else "embed.failed")
    finally:
        done.set()
        poisoning.join()
    assert_all_well(other)
    # what the person sees: it failed, why, and a button that runs it again
    view = guest.view(bad)[queue]
    assert (view["state"], view["error"]["code"], view["error"]["attempt"]) == ("failed", "worker_lost", ATTEMPTS)
    assert_kept(guest)
    assert guest.ask("POST", f"/api/answers/{bad}/retry").status_code == 202
    until(lambda: "failed" not in guest.states(bad), "another try")
