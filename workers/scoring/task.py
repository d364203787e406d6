"""The Celery side of scoring: one task, one room for all threads."""

from uuid import UUID

from celery import Celery

from practice.db.engines import sync_engine
from practice.db.unit_of_work import WorkerDatabase
from practice.embedding.client import EncoderClient
from practice.jobs.contracts import SCORE_TASK
from practice.presence.pulse import PulseThread, quick_redis
from practice.scoring.rubric import RubricScorer
from practice.settings import Settings
from workers.embedding.remote import serve_remote
from workers.runtime.leases import Leases
from workers.runtime.publisher import Publisher
from workers.runtime.wake import Waker
from workers.scoring.partials import Partials
from workers.scoring.provider import provider_side
from workers.scoring.run import ScoringRoom


class ScoringWorker:
    """Threads share everything: engine, HTTP client and Redis client are safe to share."""

    def __init__(self, settings: Settings) -> None:
        url = settings.redis_url.get_secret_value()
        self._pulse = PulseThread(url, "worker-scoring")
        # a thread holds a connection only between waits, so a pool smaller than the threads is enough
        database = WorkerDatabase(sync_engine(settings, "worker-scoring"))
        self.database = database
        leases, partials = Leases(database, settings.lease_s), Partials(Publisher(quick_redis(url)))
        scorer = RubricScorer(EncoderClient.of(settings))
        self._provider, self._waker = provider_side(settings), Waker(database)
        self.scoring = ScoringRoom(settings, database, leases, self._waker, scorer, partials, self._provider)

    def worker_ready(self) -> None:
        self._pulse.start()

    def child_started(self) -> None:
        """A threads pool has no children."""

    def stopped(self) -> None:
        self._pulse.stop()
        if self._provider:
            self._provider.close()
        self._waker.close()


def make_room(app: Celery, settings: Settings) -> ScoringWorker:
    """Registers the task and returns the worker's room."""
    worker = ScoringWorker(settings)

    @app.task(name=SCORE_TASK)  # type: ignore[untyped-decorator]
    def run(job_id: str) -> None:
        worker.scoring.run(UUID(job_id))

    serve_remote(app, settings, worker.database)
    return worker
