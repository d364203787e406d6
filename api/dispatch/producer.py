"""A Celery application that only sends; no worker code is imported here."""

from collections.abc import Sequence

from celery import Celery

from practice.jobs.contracts import BROKER_OPTIONS, JobHint


def make_producer(redis_url: str) -> Celery:
    """Names, queues and payloads are the contract; the rest is how not to block."""
    app = Celery("backtalk-gateway", broker=redis_url, set_as_current=False)
    app.conf.update(
        # by default a send retries for as long as the broker is away, and the sweeper is the better retry
        task_publish_retry=False,
        broker_connection_retry=False,
        broker_transport_options=BROKER_OPTIONS,
        task_ignore_result=True,
        task_serializer="json",
    )
    return app


def send_all(producer: Celery, jobs: Sequence[JobHint]) -> None:
    """Sends one hint per job; raises kombu's OperationalError when the broker does not take it."""
    for job in jobs:
        producer.send_task(job.task, kwargs=job.kwargs, queue=job.queue, retry=False, ignore_result=True)
