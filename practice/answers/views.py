"""Answers as their owner sees them; every view says which point of the stream it is true at."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, Select, case, func, select, text, true

from practice.db.tables import Answer, Job, ScoreRow
from practice.errors import AnswerNotFound
from practice.events.read import head
from practice.scoring.gates import FORM_ONLY
from practice.scoring.record import FIRST_FINAL, latest

SNIPPET_CHARS = 160


@dataclass(frozen=True, slots=True)
class JobView:
    """state: queued | running | done | failed; error: {code, message, attempt, retry_at} of the last failed attempt.

    ``place`` counts the jobs that come before it in its queue, up to 1000; only in the view of one answer, while it waits.
    """

    state: str
    error: dict[str, Any] | None
    place: int | None = None


@dataclass(frozen=True, slots=True)
class AnswerSummary:
    """A line of the history."""

    id: UUID
    question_id: str
    bank: str
    section: str
    attempt: int
    lang: str
    snippet: str
    asked: str | None
    created_at: datetime
    scoring: JobView
    embedding: JobView
    overall: int | None
    scorer: str | None
    version: str | None
    model: str | None
    standing: str | None


@dataclass(frozen=True, slots=True)
class AnswerView:
    """An answer with its feedback."""

    id: UUID
    question_id: str
    bank: str
    section: str
    axes: list[str]
    attempt: int
    lang: str
    text: str
    parent_id: UUID | None
    asked: str | None
    created_at: datetime
    seq: int
    scoring: JobView
    embedding: JobView
    score: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Page:
    """Summaries, newest first; ``cursor`` continues, None at the end."""

    items: list[AnswerSummary]
    cursor: UUID | None
    seq: int


Jobs = dict[tuple[UUID, str], JobView]


def _job_view(row: Row[*tuple[Any, ...]]) -> JobView:
    if row.error_code is None:
        return JobView(row.state, None)
    error = {"code": row.error_code, "message": row.error_message, "attempt": row.attempt, "retry_at": None}
    if row.state == "queued":
        error["retry_at"] = row.run_at
    return JobView(row.state, error)


def _jobs_of(conn: Connection, answers: Sequence[UUID]) -> Jobs:
    columns = (Job.answer_id, Job.queue, Job.state, Job.attempt, Job.run_at, Job.error_code, Job.error_message)
    rows = conn.execute(select(*columns).where(Job.answer_id.in_(answers)))
    return {(row.answer_id, row.queue): _job_view(row) for row in rows}


# A job whose time has not come yet, for it is to be tried again later, stands in no queue.
PLACES = text("""
select queue, queue_ahead(queue, run_at) as place from jobs
where answer_id = :id and state = 'queued' and run_at <= clock_timestamp()
""")


def _placed(conn: Connection, answer_id: UUID, jobs: Jobs) -> Jobs:
    if all(job.state != "queued" for job in jobs.values()):
        return jobs
    places = {row.queue: row.place for row in conn.execute(PLACES, {"id": answer_id})}
    return {(answer, queue): replace(job, place=places.get(queue)) for (answer, queue), job in jobs.items()}


# not its vectors and words, which are ten times the rest
_WHOLE = select(
    Answer.id,
    Answer.question_id,
    Answer.bank,
    Answer.section,
    Answer.axes,
    Answer.attempt,
    Answer.lang,
    Answer.text,
    Answer.parent_id,
    Answer.followup,
    Answer.created_at,
)


def view(conn: Connection, user_id: UUID, answer_id: UUID) -> AnswerView:
    """One answer of one's own, whole. Raises AnswerNotFound, for another person's answer too."""
    row = conn.execute(_WHOLE.where(Answer.id == answer_id, Answer.user_id == user_id)).one_or_none()
    if row is None:
        raise AnswerNotFound("No answer of yours has this id. Take one from GET /api/answers.")
    jobs = _placed(conn, answer_id, _jobs_of(conn, [answer_id]))
    return AnswerView(
        id=row.id,
        question_id=row.question_id,
        bank=row.bank,
        section=row.section,
        axes=row.axes,
        attempt=row.attempt,
        lang=row.lang,
        text=row.text,
        parent_id=row.parent_id,
        asked=row.followup,
        created_at=row.created_at,
        seq=head(conn, user_id).last_seq,
        scoring=jobs[answer_id, "scoring"],
        embedding=jobs[answer_id, "embedding"],
        score=latest(conn, answer_id),
    )


def _newest(user_id: UUID, question_id: str | None, before: UUID | None, limit: int) -> Select[Any]:
    # 0 of a question that nobody can judge is no number
    overall = case((ScoreRow.body["gate"].astext == FORM_ONLY, None), else_=ScoreRow.overall).label("overall")
    score = (
        select(overall, ScoreRow.scorer, ScoreRow.scorer_version.label("version"), ScoreRow.model, ScoreRow.standing)
        .where(ScoreRow.answer_id == Answer.id)
        .order_by(*FIRST_FINAL)
        .limit(1)
        .lateral()
    )
    of_answer = (Answer.id, Answer.question_id, Answer.bank, Answer.section, Answer.attempt, Answer.lang, Answer.followup)
    snippet = func.left(Answer.text, SNIPPET_CHARS).label("snippet")
    statement = select(*of_answer, Answer.created_at, snippet, *score.c).outerjoin(score, onclause=true())
    statement = statement.where(Answer.user_id == user_id).order_by(Answer.id.desc()).limit(limit)
    if question_id is not None:
        statement = statement.where(Answer.question_id == question_id)
    # ids are in order of time, so the last id of a page is its cursor
    return statement if before is None else statement.where(Answer.id < before)


def page(conn: Connection, user_id: UUID, question_id: str | None, before: UUID | None, limit: int) -> Page:
    """A page of the history, newest first."""
    rows = conn.execute(_newest(user_id, question_id, before, limit + 1)).all()
    shown = rows[:limit]
    jobs = _jobs_of(conn, [row.id for row in shown])
    items = [_summary(row, jobs) for row in shown]
    return Page(items, shown[-1].id if len(rows) > limit else None, head(conn, user_id).last_seq)


def _summary(row: Row[Any], jobs: Jobs) -> AnswerSummary:
    return AnswerSummary(
        id=row.id,
        question_id=row.question_id,
        bank=row.bank,
        section=row.section,
        attempt=row.attempt,
        lang=row.lang,
        snippet=row.snippet,
        asked=row.followup,
        created_at=row.created_at,
        scoring=jobs[row.id, "scoring"],
        embedding=jobs[row.id, "embedding"],
        overall=row.overall,
        scorer=row.scorer,
        version=row.version,
        model=row.model,
        standing=row.standing,
    )
