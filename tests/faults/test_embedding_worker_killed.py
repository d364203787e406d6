"""The embedding worker, or the process of its pool, is killed in the middle of a batch."""

import os
import signal

import psutil
import pytest
from sqlalchemy import text

from tests.faults.page import Guest
from tests.faults.promise import assert_all_well
from tests.faults.stage import Stage
from tests.faults.waiting import until

RUNNING = "select count(*) as n from jobs where user_id = :user and queue = 'embedding' and state = 'running'"
WRITING = "select 1 from pg_stat_activity where application_name like 'backtalk-worker-embedding%' and wait_event_type = 'Lock'"


def busiest_child(stage: Stage) -> int:
    """The process of the pool: it holds the model."""
    children = psutil.Process(stage.processes["worker-embedding"].child.pid).children(recursive=True)
    return max(children, key=lambda child: child.memory_info().rss).pid


@pytest.mark.parametrize("victim", ["process of the pool", "worker"])
def test_its_batch_is_embedded_once_all_the_same(stage: Stage, guest: Guest, victim: str) -> None:
    with stage.engine.begin() as conn:
        answers = [guest.submit() for _ in range(4)]
        # the vectors are made, and writing them waits for this lock
        conn.execute(text("select 1 from answers where user_id = :user for update"), {"user": guest.user_id})
        until(lambda: stage.rows(WRITING) or not stage.rows(RUNNING, user=guest.user_id)[0].n, "the batch at its last step")
        answers += [guest.submit()] if not stage.rows(WRITING) else []
        if victim == "worker":
            stage.kill("worker-embedding")
        else:
            os.kill(busiest_child(stage), signal.SIGKILL)
    if victim == "worker":
        stage.start("worker-embedding")
    # what the person sees meanwhile: the score is there, the similar answers are still being looked for
    guest.page.until_told(answers[0], "answer.scored")
    for answer in answers:
        guest.page.until_told(answer, "answer.embedded")
    assert_all_well(guest)
