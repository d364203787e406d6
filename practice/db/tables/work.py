"""Jobs, and the scores that come of them."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, SmallInteger, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from practice.db.tables.base import NOW, Base


class Job(Base):
    """Work on one answer. ``attempt`` is the fence: a write with an older number changes nothing."""

    __tablename__ = "jobs"
    __table_args__ = (
        UniqueConstraint("answer_id", "queue"),
        CheckConstraint("state in ('queued', 'running', 'done', 'failed')", name="ck_jobs_state"),
        Index("ix_jobs_due", "queue", "run_at", postgresql_where=text("state = 'queued'")),
        Index("ix_jobs_leased", "lease_until", postgresql_where=text("state = 'running'")),
    )
    id: Mapped[UUID] = mapped_column(primary_key=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    answer_id: Mapped[UUID] = mapped_column(ForeignKey("answers.id", ondelete="CASCADE"))
    queue: Mapped[str]
    state: Mapped[str] = mapped_column(server_default="queued")
    attempt: Mapped[int] = mapped_column(server_default="0")
    max_attempts: Mapped[int]
    run_at: Mapped[datetime] = mapped_column(server_default=NOW)
    lease_until: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(server_default=NOW)
    committed_at: Mapped[datetime | None]
    dispatched_at: Mapped[datetime | None]
    claimed_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    error_code: Mapped[str | None]
    error_message: Mapped[str | None]
    waiting_since: Mapped[datetime | None]
    slot_at: Mapped[datetime | None]
    losses: Mapped[int] = mapped_column(server_default="0")
    booked_usd: Mapped[Decimal | None] = mapped_column(Numeric(14, 6))
    booked_on: Mapped[date | None]


class ScoreRow(Base):
    """One scoring of one answer; scores are added, never overwritten."""

    __tablename__ = "scores"
    __table_args__ = (
        Index("uq_scores_attempt", "job_id", "attempt", unique=True, postgresql_where=text("standing = 'final'")),
        # they go with their job; the unique index leaves out estimates, so it cannot find them
        Index("ix_scores_job", "job_id"),
        CheckConstraint("standing in ('final', 'interim')", name="ck_scores_standing"),
        Index("ix_scores_latest", "answer_id", "scored_at"),
    )
    id: Mapped[UUID] = mapped_column(primary_key=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    answer_id: Mapped[UUID] = mapped_column(ForeignKey("answers.id", ondelete="CASCADE"))
    job_id: Mapped[UUID] = mapped_column(ForeignKey("jobs.id", ondelete="CASCADE"))
    attempt: Mapped[int]
    overall: Mapped[int] = mapped_column(SmallInteger)
    body: Mapped[dict[str, Any]]
    scorer: Mapped[str]
    scorer_version: Mapped[str]
    model: Mapped[str]
    rubric_hash: Mapped[str]
    duration_ms: Mapped[int]
    scored_at: Mapped[datetime] = mapped_column(server_default=NOW)
    standing: Mapped[str] = mapped_column(server_default="final")
