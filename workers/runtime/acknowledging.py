"""A message whose acknowledgement fails means a broken connection, and the worker must connect anew."""

from typing import Any

from celery import Task
from celery.worker.request import Request


class AckOrReconnect(Request):  # type: ignore[misc]
    """Celery would log the failure and go on. The message then counts as unacknowledged for ever, and with a prefetch of one
    a worker that was busy while the broker restarted never takes another: alive, silent, idle.

    Without the errors that it may swallow the failure reaches the consumer's loop, which connects anew; a message that comes
    twice by that finds nothing to claim.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **{**options, "connection_errors": ()})


class HintTask(Task):  # type: ignore[misc]
    """The base of every task here."""

    Request = "workers.runtime.acknowledging:AckOrReconnect"
