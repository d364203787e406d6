"""One queue for everything, with Celery's defaults: `celery -A bench.recipe.mixed worker`."""

from functools import cache
from uuid import UUID

from celery import Celery

from bench.recipe import tasks
from practice.clock import now
from practice.db.tables import Answer, Job
from practice.embedding.engine import load_engine
from practice.embedding.port import Encoder
from practice.settings import settings

app = Celery("mixed", broker=settings().redis_url.get_secret_value())
CORES = 2


@cache
def engine() -> Encoder:
    """Once a process, at its first task: the same engine as ours."""
    return load_engine(settings(), CORES)


@app.task(name="mixed.score")
def score(job_id: str) -> None:
    tasks.score(job_id)


@app.task(name="mixed.embed")
def embed(job_id: str) -> None:
    """One answer, one task, one call of the model."""
    with tasks.LocalSession() as session:
        job = session.get(Job, UUID(job_id))
        if job is None:
            return
        job.state, job.claimed_at = "running", now()
        session.commit()
        answer = session.get(Answer, job.answer_id)
        assert answer is not None
        answer.embedding = engine().encode([answer.text], "passage")[0]
        answer.embedding_model = settings().embedding_model
        job.state, job.finished_at = "done", now()
        session.commit()
