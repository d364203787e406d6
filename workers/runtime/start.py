"""The command line of a worker."""

import os
import warnings

from celery.platforms import SecurityWarning

from practice.jobs.contracts import Queue
from practice.settings import Settings

# No gossip, no mingle, no heartbeat: workers need nothing from each other, the queue and the leases are enough.
QUIET = ["--without-gossip", "--without-mingle", "--without-heartbeat"]


def command_line(queue: Queue, settings: Settings) -> list[str]:
    """Threads for work that waits on the network, processes for work that burns CPU."""
    if queue == "scoring":
        # with a provider a thread does nothing but wait for its call
        calls = settings.provider_concurrency if settings.provider != "none" else 0
        pool = ["--pool=threads", f"--concurrency={max(settings.scoring_threads, calls)}"]
    else:
        pool = ["--pool=prefork", f"--concurrency={settings.embedding_processes}"]
    return ["--quiet", "worker", f"--queues={queue}", f"--hostname={queue}@%h", *pool, *QUIET, "--loglevel=WARNING"]


def start(queue: Queue, settings: Settings) -> None:
    """Runs the worker until it is told to stop."""
    os.environ["BACKTALK_QUEUE"] = queue
    if queue == "embedding":
        # bulk work on the same machine gives way to whatever somebody waits for
        os.nice(settings.embedding_nice)
    # imported only now: the module reads the queue
    from workers.app import app  # noqa: PLC0415

    # about pickle as root; only JSON is accepted here
    warnings.filterwarnings("ignore", category=SecurityWarning)

    app.worker_main(command_line(queue, settings))
