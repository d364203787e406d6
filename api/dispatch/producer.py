"""A Celery application that only sends; no worker code is imported here."""

from collections.abc import Sequence

from celery import Celery
from kombu import pools

from practice.jobs.contracts import BROKER_OPTIONS, JobHint


def make_producer(redis_url: str) -> Celery:
    """Names, queues and payloads are the contract; the rest is how not to block."""
    app = Celery("backtalk-gateway", broker=redis_url, set_as_current=False)
    app.conf.update(
        # by default a send retries for as long as the broker is away, and the sweeper is the better retry
        task_publish_retry=False,
        broker_connection_retry=False,
        # kombu tries to connect for 4 to 6 s before it gives up, whatever the two settings above say
        broker_transport_options={**BROKER_OPTIONS, "max_retries": 0},
        task_ignore_result=True,
        task_serializer="json",
    )
    return app


def close_connections() -> None:
    """Closes what this process holds open to brokers: Celery's own ``close`` leaves the sockets to the collector.

    kombu's pools are shared by all applications of a process; one that is emptied, not forgotten, makes the next send
    wait for ever.
    """
    pools.reset()  # type: ignore[no-untyped-call]


def send_all(producer: Celery, jobs: Sequence[JobHint]) -> None:
    """Sends one hint per job; raises kombu's OperationalError when the broker does not take it."""
    for job in jobs:
        producer.send_task(job.task, kwargs=job.kwargs, queue=job.queue, retry=False, ignore_result=True)
