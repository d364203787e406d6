"""The composition root of the Celery workers; ``BACKTALK_QUEUE`` says whose tasks this process serves.

Boot handlers stand here because a spawned child imports the module that defines the application, and nothing else.
"""

import importlib
import os

from celery import Celery
from celery.signals import setup_logging, worker_process_init, worker_process_shutdown, worker_ready, worker_shutting_down

from practice.collector import spare_what_stays
from practice.jobs.contracts import Queue
from practice.logs import configure
from practice.settings import settings
from workers.config import celery_config
from workers.runtime.rooms import Room

QUEUE: Queue = "embedding" if os.environ.get("BACKTALK_QUEUE") == "embedding" else "scoring"

app = Celery("backtalk", set_as_current=True, task_cls="workers.runtime.acknowledging:HintTask")
app.config_from_object(celery_config(settings()))


def _room() -> Room:
    # each queue's worker imports its own room only: the scoring worker must never load a model
    module = importlib.import_module(f"workers.{QUEUE}.task")
    made: Room = module.make_room(app, settings())
    return made


room = _room()


@setup_logging.connect  # type: ignore[untyped-decorator]
def _logs(**_kwargs: object) -> None:
    configure(f"worker-{QUEUE}", settings())


@worker_ready.connect  # type: ignore[untyped-decorator]
def _ready(**_kwargs: object) -> None:
    room.worker_ready()
    spare_what_stays()


@worker_process_init.connect  # type: ignore[untyped-decorator]
def _child_starts(**_kwargs: object) -> None:
    configure(f"worker-{QUEUE}", settings())
    room.child_started()
    spare_what_stays()


@worker_process_shutdown.connect  # type: ignore[untyped-decorator]
def _child_stops(**_kwargs: object) -> None:
    room.stopped()


@worker_shutting_down.connect  # type: ignore[untyped-decorator]
def _stops(**_kwargs: object) -> None:
    room.stopped()
