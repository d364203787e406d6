"""Vectors into the rows of their answers, and the announcement with the nearest earlier answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import numpy as np
from sqlalchemy import Connection, select, update
from sqlalchemy.dialects.postgresql import insert

from practice.db.tables import Answer, AnswerWindow
from practice.embedding.active import Serving, columns, hold_active
from practice.embedding.answers import AnswerVectors
from practice.embedding.port import Vectors
from practice.embedding.query import SearchFilters
from practice.embedding.search import Hit, by_meaning, related
from practice.events.append import append
from practice.events.kinds import EMBEDDED, NewEvent
from practice.jobs.claim import Claimed
from practice.jobs.finish import finish


class ModelChanged(Exception):
    """Another model became the active one while these vectors were made; they have to be made anew."""


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


def store_vectors(
    conn: Connection, serving: Serving, done: Sequence[ToEmbed], vectors: Sequence[AnswerVectors], nearest: int
) -> int:
    """Writes vectors, ends the jobs and appends the events; returns how many were ours. Raises ModelChanged."""
    if not hold_active(conn, serving):
        raise ModelChanged
    ours = {job.job_id for job in finish(conn, [item.job for item in done])}
    kept = [(item.job, made) for item, made in zip(done, vectors, strict=True) if item.job.job_id in ours]
    for job, made in kept:
        write_vectors(conn, serving, job.user_id, job.answer_id, made)
    append(conn, [_announcement(conn, serving, job, made.whole, nearest) for job, made in kept])
    return len(kept)


def write_vectors(conn: Connection, serving: Serving, user_id: UUID, answer_id: UUID, made: AnswerVectors) -> bool:
    """Into the model's slot, its passages beside; false when the answer is gone."""
    vector, model = columns(serving.slot)
    values = {vector.key: np.asarray(made.whole, dtype=np.float32), model.key: serving.name}
    if not conn.execute(update(Answer).where(Answer.id == answer_id).values(**values)).rowcount:
        return False
    rows = [
        {"answer_id": answer_id, "user_id": user_id, "model": serving.name, "position": position, "embedding": passage}
        | {"start_at": start, "end_at": end}
        for position, ((start, end), passage) in enumerate(zip(made.bounds, made.passages, strict=True))
    ]
    if rows:
        conn.execute(insert(AnswerWindow).on_conflict_do_nothing(), rows)
    return True


def _announcement(conn: Connection, serving: Serving, job: Claimed, vector: Vectors, nearest: int) -> NewEvent:
    answer = conn.execute(select(Answer.question_id, Answer.lang).where(Answer.id == job.answer_id)).one()
    others = SearchFilters(exclude=job.answer_id)
    hits = related(by_meaning(conn, job.user_id, serving, vector, others, nearest, "passage", answer.lang))
    payload = {"question_id": answer.question_id, "model": serving.name, "similar": [as_json(hit) for hit in hits]}
    return NewEvent(job.user_id, EMBEDDED, job.answer_id, payload)
