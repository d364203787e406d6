"""Scores as the workers leave them, in the database."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, text

from practice.db.unit_of_work import WorkerDatabase
from practice.scoring.model import AxisScore, Evidence, PointScore, Provenance, Score, Verdict
from practice.scoring.record import Subject, add

JOB = text("select id, user_id from jobs where answer_id = :id and queue = 'scoring'")
# as many attempts as there are final scores
NEXT = text("update jobs set attempt = attempt + 1, state = 'done' where id = :id returning attempt")


def score_of(said: str, verdicts: Mapping[str, Verdict], overall: int = 50) -> Score:
    """What is met or half met is quoted from the beginning of what was said."""
    points = tuple(
        PointScore(name, f"The point {name}", 1, verdict, (Evidence(said[:5], 0, 5),) if verdict != "missed" else ())
        for name, verdict in verdicts.items()
    )
    return Score(overall, (AxisScore("depth", overall),), points, "Well said.", (), (), ())


def scored(
    system: WorkerDatabase,
    answer: dict[str, Any],
    score: Score,
    scorer: str = "rubric",
) -> None:
    """A final score and a job that is done; called again, a newer one."""

    def work(conn: Connection) -> None:
        job = conn.execute(JOB, {"id": answer["id"]}).one()
        attempt = conn.execute(NEXT, {"id": job.id}).scalar_one()
        claimed = Subject(job.user_id, UUID(answer["id"]), job.id, attempt)
        add(conn, claimed, score, Provenance(scorer, "1", "a-model", "ab" * 32), 12)

    system.run(work)
