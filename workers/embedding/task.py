"""The Celery side of embedding: each pool process loads the model once, before its first task."""

from typing import TYPE_CHECKING

from celery import Celery

from practice.jobs.contracts import EMBED_TASK
from practice.presence.pulse import PulseThread, quick_redis
from practice.settings import Settings
from workers.embedding.doorbell import ring

if TYPE_CHECKING:
    from workers.embedding.drain import EmbeddingRoom


class EmbeddingWorker:
    """The parent holds nothing; a child holds the model, its engine and its pulse."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._pulse: PulseThread | None = None
        self.embedding: EmbeddingRoom | None = None

    def worker_ready(self) -> None:
        """The children speak for themselves: a parent without a loaded model is no help."""

    def child_started(self) -> None:
        self.opened()

    def opened(self) -> "EmbeddingRoom":
        """The child's room. Celery goes on with a child whose start failed, so its first task that can opens it."""
        if self.embedding is not None:
            return self.embedding
        # only here: the parent, which imports this module too, needs none of it
        from workers.embedding.room import open_room  # noqa: PLC0415

        settings = self._settings
        self.embedding = open_room(settings)
        self._pulse = PulseThread(settings.redis_url.get_secret_value(), "worker-embedding")
        self._pulse.start()
        return self.embedding

    def stopped(self) -> None:
        if self._pulse is not None:
            self._pulse.stop()


def make_room(app: Celery, settings: Settings) -> EmbeddingWorker:
    """Registers the task and returns the worker's room."""
    worker = EmbeddingWorker(settings)
    client = quick_redis(settings.redis_url.get_secret_value())

    @app.task(name=EMBED_TASK)  # type: ignore[untyped-decorator]
    def drain(job_id: str | None = None) -> None:  # noqa: ARG001  # the job is a hint; the drain takes what is due
        left = worker.opened().drain().value
        if left in ("elsewhere", "both"):
            # a model behind an API is waited for, not computed: that is the threads' work
            ring(app, client, "scoring")
        if left in ("more", "both"):
            # the budget keeps one task short, so that a stop is never long; the rest is the next task's
            app.send_task(EMBED_TASK, queue="embedding", retry=False, ignore_result=True)

    return worker
