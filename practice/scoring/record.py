"""Scores in the database: added with where they came from, read back as the newest."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, insert, select

from practice.clock import new_id, now
from practice.db.tables import ScoreRow
from practice.jobs.claim import Claimed
from practice.scoring.model import Provenance, Score


def body_of(score: Score, provenance: Provenance, duration_ms: int) -> dict[str, Any]:
    """The score as JSON, with its provenance: what views and events show."""
    made = {**asdict(provenance), "scored_at": now().isoformat(), "duration_ms": duration_ms}
    return {**asdict(score), "provenance": made}


def record(conn: Connection, job: Claimed, score: Score, provenance: Provenance, duration_ms: int) -> dict[str, Any]:
    """Adds the score of this attempt and returns its JSON."""
    body = body_of(score, provenance, duration_ms)
    conn.execute(
        insert(ScoreRow).values(
            id=new_id(),
            user_id=job.user_id,
            answer_id=job.answer_id,
            job_id=job.job_id,
            attempt=job.attempt,
            overall=score.overall,
            body=body,
            scorer=provenance.scorer,
            scorer_version=provenance.version,
            model=provenance.model,
            rubric_hash=provenance.rubric_hash,
            duration_ms=duration_ms,
        )
    )
    return body


def latest(conn: Connection, answer_id: UUID) -> dict[str, Any] | None:
    """The newest score of an answer."""
    statement = select(ScoreRow.body).where(ScoreRow.answer_id == answer_id).order_by(ScoreRow.scored_at.desc()).limit(1)
    body: dict[str, Any] | None = conn.scalar(statement)
    return body
