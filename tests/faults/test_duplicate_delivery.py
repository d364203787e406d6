"""The broker delivers the same message many times: at once, and long after the job has ended."""

import uuid

from api.dispatch.producer import make_producer
from practice.jobs.contracts import JobHint
from tests.faults.page import Guest
from tests.faults.promise import assert_all_well
from tests.faults.stage import Stage
from tests.faults.waiting import until

JOBS = "select id, queue, attempt from jobs where user_id = :user"


def deliver(stage: Stage, guest: Guest, times: int) -> None:
    producer = make_producer(stage.valkey.url)
    for job in stage.rows(JOBS, user=guest.user_id) * times:
        hint = JobHint(uuid.UUID(str(job.id)), job.queue)
        producer.send_task(hint.task, kwargs=hint.kwargs, queue=hint.queue, retry=False, ignore_result=True)
    producer.close()


def test_a_message_that_comes_ten_times_is_one_job(stage: Stage, guest: Guest, other: Guest) -> None:
    stage.freeze("encoder")
    answer = guest.submit()
    guest.page.until_told(answer, "score.started")
    deliver(stage, guest, times=10)
    stage.wake("encoder")
    guest.page.until_told(answer, "answer.scored")
    guest.page.until_told(answer, "answer.embedded")
    deliver(stage, guest, times=10)
    # messages are taken in order: when this one is done, those before it have been taken
    last = other.submit()
    other.page.until_told(last, "answer.scored")
    other.page.until_told(last, "answer.embedded")
    until(lambda: [job.attempt for job in stage.rows(JOBS, user=guest.user_id)] == [1, 1], "one attempt of each")
    assert_all_well(guest)
    assert_all_well(other)
