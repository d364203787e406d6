"""Scores in the database: added with where they came from, read back as the newest."""

import json
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy import Connection, insert, select

from practice.clock import new_id, now
from practice.db.tables import ScoreRow
from practice.db.unit_of_work import One
from practice.jobs.claim import Claimed
from practice.jobs.scoring import END
from practice.scoring.model import Provenance, Score

SCORE, PROVENANCE = TypeAdapter(Score), TypeAdapter(Provenance)
INSERT = insert(ScoreRow)


def body_of(score: Score, provenance: Provenance, duration_ms: int) -> dict[str, Any]:
    """The score as JSON, with its provenance: what views and events show."""
    made = {**PROVENANCE.dump_python(provenance, mode="json"), "scored_at": now().isoformat(), "duration_ms": duration_ms}
    return {**SCORE.dump_python(score, mode="json"), "provenance": made}


def end(one: One, job: Claimed, question_id: str, score: Score, provenance: Provenance, duration_ms: int) -> bool:
    """Ends the job with its score and ``answer.scored``; false, and nothing is written, when it is no longer ours."""
    row = row_of(Subject(job.user_id, job.answer_id, job.job_id, job.attempt), score, provenance, duration_ms)
    body = json.dumps(row["body"], ensure_ascii=False)
    return one(END, {**row, "body": body, "question_id": question_id}) is not None


@dataclass(frozen=True, slots=True)
class Subject:
    """What a score is of: the answer, and the attempt at its scoring job."""

    user_id: UUID
    answer_id: UUID
    job_id: UUID
    attempt: int


def record_interim(conn: Connection, of: Subject, score: Score, provenance: Provenance, duration_ms: int) -> dict[str, Any]:
    """Adds an estimate, which every final score of the answer outranks."""
    return add(conn, of, score, replace(provenance, standing="interim"), duration_ms)


def row_of(of: Subject, score: Score, provenance: Provenance, duration_ms: int) -> dict[str, Any]:
    """The row of a score, with all of it as JSON in ``body``."""
    return {
        "id": new_id(),
        "user_id": of.user_id,
        "answer_id": of.answer_id,
        "job_id": of.job_id,
        "attempt": of.attempt,
        "overall": score.overall,
        "body": body_of(score, provenance, duration_ms),
        "scorer": provenance.scorer,
        "scorer_version": provenance.version,
        "model": provenance.model,
        "rubric_hash": provenance.rubric_hash,
        "duration_ms": duration_ms,
        "standing": provenance.standing,
    }


def add(conn: Connection, of: Subject, score: Score, provenance: Provenance, duration_ms: int) -> dict[str, Any]:
    """Adds a score and nothing else; returns its JSON."""
    row = row_of(of, score, provenance, duration_ms)
    conn.execute(INSERT, row)
    body: dict[str, Any] = row["body"]
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
