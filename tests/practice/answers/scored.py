"""A score in the database, as a worker leaves it."""

from typing import Any

from sqlalchemy import Connection

from practice.answers.submit import Accepted
from practice.db.unit_of_work import WorkerDatabase
from practice.events.append import append
from practice.events.kinds import SCORED, NewEvent
from practice.jobs.finish import finish
from practice.scoring.model import AxisScore, Evidence, PointScore, Provenance, Score
from practice.scoring.record import Subject, add
from tests.practice.answers.given import take

PROVENANCE = Provenance("offline", "1", "multilingual-e5-small", "ab" * 32)


def score(overall: int) -> Score:
    point = PointScore("wait", "It waits", 2, "met", (Evidence("큐", 0, 1),))
    return Score(overall, (AxisScore("depth", overall),), (point,), "Well said.", ("clear",), (), ("And then?",))


def scored(
    system: WorkerDatabase, accepted: Accepted, overall: int | Score = 70, provenance: Provenance = PROVENANCE
) -> dict[str, Any]:
    """Claims, records, ends and announces: one transaction after the claim."""
    job = take(system, accepted)
    made = overall if isinstance(overall, Score) else score(overall)

    def work(conn: Connection) -> dict[str, Any]:
        assert finish(conn, [job])
        body = add(conn, Subject(job.user_id, job.answer_id, job.job_id, job.attempt), made, provenance, 12)
        append(conn, [NewEvent(job.user_id, SCORED, job.answer_id, {"overall": made.overall})])
        return body

    return system.run(work)
