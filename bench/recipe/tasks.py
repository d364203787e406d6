"""The tasks, with Celery's defaults: `celery -A bench.recipe.tasks worker`."""

import os
from datetime import timedelta
from functools import cache
from typing import Any
from uuid import UUID

from celery import Celery
from sqlalchemy import create_engine, make_url
from sqlalchemy.orm import sessionmaker

from bench.ground.judged import score_of_unknown
from practice.clock import new_id, now
from practice.db.engines import with_driver
from practice.db.tables import Event, EventStream, Job, ScoreRow

app = Celery("recipe", broker=os.environ["BACKTALK_REDIS_URL"])
engine = create_engine(with_driver(make_url(os.environ["BACKTALK_DATABASE_URL"])))
LocalSession = sessionmaker(engine)


@cache
def the_score() -> dict[str, Any]:
    return score_of_unknown(os.environ["BACKTALK_DATABASE_URL"])


@app.task
def score(job_id: str) -> None:
    """An instant job: a constant score and its event."""
    with LocalSession() as session:
        job = session.get(Job, UUID(job_id))
        if job is None:
            return
        job.state, job.attempt, job.claimed_at = "running", job.attempt + 1, now()
        job.lease_until = now() + timedelta(seconds=60)
        session.commit()
        body = the_score()
        values = {"overall": 0, "body": body, "scorer": "recipe", "scorer_version": "1", "model": "none", "rubric_hash": ""}
        row = ScoreRow(
            id=new_id(), user_id=job.user_id, answer_id=job.answer_id, job_id=job.id, attempt=1, duration_ms=0, **values
        )
        session.add(row)
        job.state, job.finished_at, job.lease_until = "done", now(), None
        stream = session.get(EventStream, job.user_id, with_for_update=True)
        assert stream is not None
        stream.last_seq += 1
        payload = {"score": body}
        session.add(
            Event(user_id=job.user_id, seq=stream.last_seq, kind="answer.scored", answer_id=job.answer_id, payload=payload)
        )
        session.commit()


@app.task
def embed(job_id: str) -> None:
    """Not measured here."""
