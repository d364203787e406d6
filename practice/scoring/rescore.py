"""Scoring again what has been scored: which answers, their jobs queued anew, what changed. Old scores stay."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, text


@dataclass(frozen=True, slots=True)
class Selection:
    """Which answers; None takes all. ``since`` and ``until`` (excluded) are when the answer came; ``scorer`` made its score."""

    question: str | None = None
    section: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    scorer: str | None = None


@dataclass(frozen=True, slots=True)
class Scored:
    """An answer with the final score that counts, and the state of its scoring job."""

    answer_id: UUID
    job_id: UUID
    question_id: str
    state: str
    score_id: UUID
    overall: int
    scorer: str
    version: str
    model: str


SCORED = """
select a.id, j.id, a.question_id, j.state, s.id, s.overall, s.scorer, s.scorer_version, s.model
from answers a join jobs j on j.answer_id = a.id and j.queue = 'scoring'
join lateral (
  select * from scores where answer_id = a.id and standing = 'final' order by scored_at desc limit 1) s on true
"""
CHOSEN = text(
    SCORED
    + """where j.state in ('done', 'failed')
  and (cast(:question as text) is null or a.question_id = :question)
  and (cast(:section as text) is null or a.section = :section)
  and (cast(:since as timestamptz) is null or a.created_at >= :since)
  and (cast(:until as timestamptz) is null or a.created_at < :until)
  and (cast(:scorer as text) is null or s.scorer = :scorer)
order by a.id"""
)
NOW = text(SCORED + "where a.id = any (:answers) order by a.id")
AGAIN = text("""
with chosen as (
  select id from jobs where id = any (:jobs) and state in ('done', 'failed') order by id for update)
update jobs set state = 'queued', max_attempts = attempt + :more, run_at = clock_timestamp(), dispatched_at = null,
  claimed_at = null, finished_at = null, error_code = null, error_message = null, waiting_since = null, slot_at = null,
  losses = 0
from chosen where jobs.id = chosen.id
""")


def chosen(conn: Connection, selection: Selection) -> list[Scored]:
    """The answers that the selection takes, oldest first; only what has a final score and waits for no other.

    A job that failed has such a score where an earlier try to score again went wrong.
    """
    values = {
        "question": selection.question,
        "section": selection.section,
        "since": selection.since,
        "until": selection.until,
        "scorer": selection.scorer,
    }
    return [Scored(*row) for row in conn.execute(CHOSEN, values)]


def queue_again(conn: Connection, answers: Sequence[Scored], attempts: int) -> int:
    """Queues their scoring jobs; the sweeper announces them. Returns how many were still there to be queued."""
    return conn.execute(AGAIN, {"jobs": [answer.job_id for answer in answers], "more": attempts}).rowcount


def as_they_are(conn: Connection, answers: Sequence[Scored]) -> dict[UUID, Scored]:
    """The same answers now; those that were deleted meanwhile are missing."""
    rows = conn.execute(NOW, {"answers": [answer.answer_id for answer in answers]})
    return {row[0]: Scored(*row) for row in rows}
