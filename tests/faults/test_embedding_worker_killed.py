"""The embedding worker, or the process of its pool, is killed in the middle of a batch."""

import os
import signal

import pytest
from sqlalchemy import text

from tests.faults.page import Guest
from tests.faults.promise import assert_all_well
from tests.faults.stage import Stage
from tests.faults.waiting import until

WRITING = "select 1 from pg_stat_activity where application_name like 'backtalk-worker-embedding%' and wait_event_type = 'Lock'"
# as much as an update takes, and less than a reference to the row minds: scoring goes on
HOLD = text("select 1 from answers where user_id = :user for no key update")


@pytest.mark.parametrize("victim", ["process of the pool", "worker"])
def test_its_batch_is_embedded_once_all_the_same(stage: Stage, guest: Guest, victim: str) -> None:
    stage.freeze("worker-embedding")
    answers = [guest.submit() for _ in range(4)]
    with stage.engine.begin() as conn:
        conn.execute(HOLD, {"user": guest.user_id})
        stage.wake("worker-embedding")
        # the vectors are made, and writing them waits for the lock
        until(lambda: stage.rows(WRITING), "the batch at its last step")
        if victim == "worker":
            stage.kill("worker-embedding")
        else:
            os.kill(stage.pool_process(), signal.SIGKILL)
        # what the person sees meanwhile: the score is there, the similar answers are still being looked for
        guest.page.until_told(answers[0], "answer.scored")
        assert guest.states(answers[0]) == ("done", "running")
    if victim == "worker":
        stage.start("worker-embedding")
    for answer in answers:
        guest.page.until_told(answer, "answer.embedded")
    assert_all_well(guest)
