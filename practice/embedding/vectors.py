"""Vectors into the rows of their answers, and the announcement with the nearest earlier answers."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import numpy as np
from sqlalchemy import Connection, select, update

from practice.db.tables import Answer
from practice.embedding.models import ModelSpec
from practice.embedding.port import Vectors
from practice.embedding.search import Hit, SearchFilters, by_meaning, related
from practice.events.append import append
from practice.events.kinds import EMBEDDED, NewEvent
from practice.jobs.claim import Claimed
from practice.jobs.finish import finish


@dataclass(frozen=True, slots=True)
class ToEmbed:
    """A claimed job with the text that it is about."""

    job: Claimed
    text: str


def texts_of(conn: Connection, jobs: list[Claimed]) -> list[ToEmbed]:
    """The texts of claimed jobs; a job whose answer was deleted meanwhile is left out (it went with the answer)."""
    rows = conn.execute(select(Answer.id, Answer.text).where(Answer.id.in_([job.answer_id for job in jobs])))
    texts: dict[UUID, str] = {row.id: row.text for row in rows}
    return [ToEmbed(job, texts[job.answer_id]) for job in jobs if job.answer_id in texts]


def as_json(hit: Hit) -> dict[str, Any]:
    return {
        "answer_id": str(hit.answer_id),
        "question_id": hit.question_id,
        "similarity": round(hit.similarity, 4),
        "snippet": hit.snippet,
        "created_at": hit.created_at.isoformat(),
    }


def store_vectors(conn: Connection, spec: ModelSpec, done: list[ToEmbed], vectors: Vectors, nearest: int) -> int:
    """Writes vectors (shape (len(done), dimensions)), ends the jobs and appends the events; returns how many were ours."""
    ours = {job.job_id for job in finish(conn, [item.job for item in done])}
    kept = [(item.job, vector) for item, vector in zip(done, vectors, strict=True) if item.job.job_id in ours]
    for job, vector in kept:
        values = {"embedding": np.asarray(vector, dtype=np.float32), "embedding_model": spec.name}
        conn.execute(update(Answer).where(Answer.id == job.answer_id).values(**values))
    append(conn, [_announcement(conn, spec, job, vector, nearest) for job, vector in kept])
    return len(kept)


def _announcement(conn: Connection, spec: ModelSpec, job: Claimed, vector: Vectors, nearest: int) -> NewEvent:
    question_id = conn.scalar(select(Answer.question_id).where(Answer.id == job.answer_id))
    hits = related(by_meaning(conn, job.user_id, spec, vector, SearchFilters(exclude=job.answer_id), nearest, "passage"))
    payload = {"question_id": question_id, "model": spec.name, "similar": [as_json(hit) for hit in hits]}
    return NewEvent(job.user_id, EMBEDDED, job.answer_id, payload)
