"""Scores in the database: added with where they came from, read back as the newest."""

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy import Connection, insert, select

from practice.clock import new_id, now
from practice.db.tables import ScoreRow
from practice.jobs.claim import Claimed
from practice.scoring.model import Provenance, Score

SCORE, PROVENANCE = TypeAdapter(Score), TypeAdapter(Provenance)
INSERT = insert(ScoreRow)


def body_of(score: Score, provenance: Provenance, duration_ms: int) -> dict[str, Any]:
    """The score as JSON, with its provenance: what views and events show."""
    made = {**PROVENANCE.dump_python(provenance, mode="json"), "scored_at": now().isoformat(), "duration_ms": duration_ms}
    return {**SCORE.dump_python(score, mode="json"), "provenance": made}


def record(conn: Connection, job: Claimed, score: Score, provenance: Provenance, duration_ms: int) -> dict[str, Any]:
    """Adds the score of this attempt and returns its JSON."""
    return _add(conn, Subject(job.user_id, job.answer_id, job.job_id, job.attempt), score, provenance, duration_ms)


@dataclass(frozen=True, slots=True)
class Subject:
    """What a score is of: the answer, and the attempt at its scoring job."""

    user_id: UUID
    answer_id: UUID
    job_id: UUID
    attempt: int


def record_interim(conn: Connection, of: Subject, score: Score, provenance: Provenance, duration_ms: int) -> dict[str, Any]:
    """Adds an estimate, which every final score of the answer outranks."""
    return _add(conn, of, score, replace(provenance, standing="interim"), duration_ms)


def _add(conn: Connection, of: Subject, score: Score, provenance: Provenance, duration_ms: int) -> dict[str, Any]:
    body = body_of(score, provenance, duration_ms)
    row = {
        "id": new_id(),
        "user_id": of.user_id,
        "answer_id": of.answer_id,
        "job_id": of.job_id,
        "attempt": of.attempt,
        "overall": score.overall,
        "body": body,
        "scorer": provenance.scorer,
        "scorer_version": provenance.version,
        "model": provenance.model,
        "rubric_hash": provenance.rubric_hash,
        "duration_ms": duration_ms,
        "standing": provenance.standing,
    }
    conn.execute(INSERT, row)
    return body


# a final score first, however much newer an estimate is: an estimate never stands in for one
FIRST_FINAL = ((ScoreRow.standing == "final").desc(), ScoreRow.scored_at.desc())


def latest(conn: Connection, answer_id: UUID) -> dict[str, Any] | None:
    """The score that counts: the newest final one, else the newest estimate."""
    statement = select(ScoreRow.body).where(ScoreRow.answer_id == answer_id).order_by(*FIRST_FINAL).limit(1)
    body: dict[str, Any] | None = conn.scalar(statement)
    return body


def every(conn: Connection, answer_id: UUID) -> list[dict[str, Any]]:
    """All scores of an answer in the same order, each with where it came from: the first is the one that counts."""
    statement = select(ScoreRow.body).where(ScoreRow.answer_id == answer_id).order_by(*FIRST_FINAL)
    return list(conn.scalars(statement))
