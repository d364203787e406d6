"""Celery's own message for a job, made once for each queue; only its ids are written anew."""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from celery import Celery
from kombu.utils.json import dumps
from uuid_utils import uuid4

from practice.jobs.contracts import QUEUES, JobHint, Queue

# Stand in for what differs in the message that Celery is asked to make; nothing else in it looks like them.
JOB = UUID("00000000-0000-4000-8000-0000000000a1")
MESSAGE = "00000000-0000-4000-8000-0000000000b2"
BODY = "the body of the message"


@dataclass(frozen=True, slots=True)
class Envelope:
    """A message and its body, with gaps in the form of the ``%`` operator."""

    text: str
    body: str

    def filled(self, job: JobHint) -> str:
        """The message for one job, under an id of its own."""
        job_id = str(job.job_id)
        body = base64.b64encode((self.body % {"job": job_id}).encode()).decode()
        return self.text % {"job": job_id, "message": uuid4(), "body": body}


def _made(producer: Celery, queue: Queue) -> Envelope:
    """Sends one message through kombu's transport in memory, which writes what its Redis transport writes, and takes it out."""
    hint = JobHint(JOB, queue)
    with producer.connection_for_write("memory://") as connection:
        with connection.Producer() as sender:
            producer.send_task(
                hint.task, kwargs=hint.kwargs, queue=queue, task_id=MESSAGE, ignore_result=True, retry=False, producer=sender
            )
        message = connection.default_channel.basic_get(queue, no_ack=True)
    payload = {
        "body": BODY,
        "content-encoding": message.content_encoding,
        "content-type": message.content_type,
        "headers": message.headers,
        "properties": {**message.properties, "delivery_tag": MESSAGE},
    }
    body = message.body if isinstance(message.body, str) else message.body.decode()
    return Envelope(_with_gaps(dumps(payload)), _with_gaps(body))  # type: ignore[no-untyped-call]


def _with_gaps(text: str) -> str:
    gapped = text.replace("%", "%%")
    for stand_in, gap in ((str(JOB), "%(job)s"), (MESSAGE, "%(message)s"), (BODY, "%(body)s")):
        gapped = gapped.replace(stand_in, gap)
    return gapped


def envelopes(producer: Celery) -> Mapping[Queue, Envelope]:
    """One for each queue."""
    return {queue: _made(producer, queue) for queue in QUEUES}


def lists(made: Mapping[Queue, Envelope], jobs: Sequence[JobHint]) -> dict[Queue, list[str]]:
    """The messages of these jobs by the Redis list that they go to: kombu names it after the queue."""
    found: dict[Queue, list[str]] = {}
    for job in jobs:
        found.setdefault(job.queue, []).append(made[job.queue].filled(job))
    return found
