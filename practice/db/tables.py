"""The tables. Every row of a person carries ``user_id``: row security needs no join."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from pgvector.sqlalchemy import SPARSEVEC, VECTOR
from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    Numeric,
    SmallInteger,
    Text,
    UniqueConstraint,
    literal_column,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, TIMESTAMP
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

NOW = text("clock_timestamp()")
EMPTY_ARRAY = text("'{}'")


class Base(DeclarativeBase):
    """Text, times with zone and JSON are the same everywhere."""

    type_annotation_map = {
        str: Text,
        datetime: TIMESTAMP(timezone=True),
        dict[str, Any]: JSONB,
        list[Any]: JSONB,
        list[str]: ARRAY(Text),
        bytes: LargeBinary,
    }


class User(Base):
    __tablename__ = "users"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    created_at: Mapped[datetime] = mapped_column(server_default=NOW)


class Session(Base):
    __tablename__ = "sessions"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[bytes] = mapped_column(unique=True)
    created_at: Mapped[datetime] = mapped_column(server_default=NOW)
    expires_at: Mapped[datetime]
    last_seen_at: Mapped[datetime | None]
    client: Mapped[str | None]


class Account(Base):
    """Somebody whom an OpenID Connect provider vouches for; without one of these a user is a guest."""

    __tablename__ = "accounts"
    __table_args__ = (UniqueConstraint("issuer", "subject"),)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), unique=True)
    issuer: Mapped[str]
    subject: Mapped[str]
    name: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(server_default=NOW)
    signed_in_at: Mapped[datetime] = mapped_column(server_default=NOW)


class BankRow(Base):
    """A bank; without an owner it is the one that ships, and everybody's."""

    __tablename__ = "banks"
    __table_args__ = (UniqueConstraint("user_id", "slug", postgresql_nulls_not_distinct=True),)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    user_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    slug: Mapped[str]
    title: Mapped[dict[str, Any]]
    lang: Mapped[str]
    license: Mapped[str | None]
    source: Mapped[str | None]
    sections: Mapped[list[Any]]
    updated_at: Mapped[datetime] = mapped_column(server_default=NOW)


class QuestionRow(Base):
    """A question: ``body`` is the whole of it, the other columns are what lists filter by."""

    __tablename__ = "questions"
    __table_args__ = (UniqueConstraint("bank_id", "local_id"), Index("ix_questions_order", "bank_id", "position"))
    id: Mapped[str] = mapped_column(primary_key=True)
    bank_id: Mapped[UUID] = mapped_column(ForeignKey("banks.id", ondelete="CASCADE"))
    user_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    local_id: Mapped[str]
    bank: Mapped[str]
    section: Mapped[str]
    axes: Mapped[list[str]] = mapped_column(server_default=EMPTY_ARRAY)
    tags: Mapped[list[str]] = mapped_column(server_default=EMPTY_ARRAY)
    difficulty: Mapped[int | None] = mapped_column(SmallInteger)
    position: Mapped[int]
    body: Mapped[dict[str, Any]]
    words: Mapped[str]
    updated_at: Mapped[datetime] = mapped_column(server_default=NOW)


class Answer(Base):
    """An answer with its vector; bank, section and axes are copied so that a search needs no join."""

    __tablename__ = "answers"
    __table_args__ = (
        UniqueConstraint("user_id", "question_id", "attempt", name="uq_answers_attempt"),
        UniqueConstraint("user_id", "idempotency_key", name="uq_answers_idempotency_key"),
        Index("ix_answers_newest", "user_id", "id"),
        CheckConstraint("(embedding is null) = (embedding_model is null)", name="ck_answers_vector_has_model"),
        CheckConstraint(
            "(second_embedding is null) = (second_embedding_model is null)", name="ck_answers_second_vector_has_model"
        ),
    )
    id: Mapped[UUID] = mapped_column(primary_key=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    question_id: Mapped[str] = mapped_column(ForeignKey("questions.id"))
    bank: Mapped[str]
    section: Mapped[str]
    axes: Mapped[list[str]] = mapped_column(server_default=EMPTY_ARRAY)
    attempt: Mapped[int]
    lang: Mapped[str]
    text: Mapped[str]
    parent_id: Mapped[UUID | None] = mapped_column(ForeignKey("answers.id", ondelete="SET NULL"))
    # the words of the follow-up question that it answers; null when it answers the question itself
    followup: Mapped[str | None]
    idempotency_key: Mapped[str | None]
    request_hash: Mapped[bytes]
    received_at: Mapped[datetime]
    created_at: Mapped[datetime] = mapped_column(server_default=NOW)
    embedding: Mapped[Any | None] = mapped_column(VECTOR())
    embedding_model: Mapped[str | None]
    second_embedding: Mapped[Any | None] = mapped_column(VECTOR())
    second_embedding_model: Mapped[str | None]
    words: Mapped[Any | None] = mapped_column(SPARSEVEC())


class EmbeddingModel(Base):
    """A model with vectors here: in which slot of ``answers``, and how far a change to it has come.

    ``spec`` is null for a model of the registry; ``filled_to`` is the last answer that a change has looked at.
    """

    __tablename__ = "embedding_models"
    __table_args__ = (
        UniqueConstraint("slot", name="uq_embedding_models_slot"),
        CheckConstraint("slot in (1, 2)", name="ck_embedding_models_slot"),
        CheckConstraint("state in ('active', 'filling', 'retired', 'dropping')", name="ck_embedding_models_state"),
        Index("uq_embedding_models_state", "state", unique=True, postgresql_where=text("state in ('active', 'filling')")),
    )
    name: Mapped[str] = mapped_column(primary_key=True)
    slot: Mapped[int] = mapped_column(SmallInteger)
    state: Mapped[str]
    spec: Mapped[dict[str, Any] | None]
    filled_to: Mapped[UUID | None]
    done: Mapped[int] = mapped_column(BigInteger, server_default="0")
    total: Mapped[int] = mapped_column(BigInteger, server_default="0")
    started_at: Mapped[datetime] = mapped_column(server_default=NOW)
    touched_at: Mapped[datetime | None]
    activated_at: Mapped[datetime | None]


class AnswerWindow(Base):
    """A passage of an answer with its vector; it goes with its answer."""

    __tablename__ = "answer_windows"
    answer_id: Mapped[UUID] = mapped_column(ForeignKey("answers.id", ondelete="CASCADE"), primary_key=True)
    model: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    user_id: Mapped[UUID]
    start_at: Mapped[int]
    end_at: Mapped[int]
    embedding: Mapped[Any] = mapped_column(VECTOR())


class BankPassage(Base):
    """A question's text or its model answer in one language with its vector; made from the question as of ``made_of``."""

    __tablename__ = "bank_passages"
    __table_args__ = (
        CheckConstraint("part in ('question', 'answer')", name="ck_bank_passages_part"),
        Index(
            "ix_bank_passages_near",
            literal_column("(embedding::halfvec(384))").label("half"),
            postgresql_using="hnsw",
            postgresql_ops={"half": "halfvec_cosine_ops"},
            postgresql_where=text("model = 'multilingual-e5-small'"),
        ),
    )
    question_id: Mapped[str] = mapped_column(ForeignKey("questions.id", ondelete="CASCADE"), primary_key=True)
    model: Mapped[str] = mapped_column(primary_key=True)
    part: Mapped[str] = mapped_column(primary_key=True)
    lang: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[UUID | None]
    made_of: Mapped[datetime]
    text: Mapped[str]
    words: Mapped[Any] = mapped_column(SPARSEVEC())
    embedding: Mapped[Any] = mapped_column(VECTOR())


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


class ScoreRow(Base):
    """One scoring of one answer; scores are added, never overwritten."""

    __tablename__ = "scores"
    __table_args__ = (
        Index("uq_scores_attempt", "job_id", "attempt", unique=True, postgresql_where=text("standing = 'final'")),
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


class ProviderGate(Base):
    """The breaker of one provider over all processes, and the next free moment of its rate limit."""

    __tablename__ = "provider_gates"
    provider: Mapped[str] = mapped_column(primary_key=True)
    failures: Mapped[int] = mapped_column(server_default="0")
    open_until: Mapped[datetime | None]
    code: Mapped[str | None]
    message: Mapped[str | None]
    next_at: Mapped[datetime | None]


class ProviderDay(Base):
    """What was used of one provider on one day (UTC)."""

    __tablename__ = "provider_days"
    provider: Mapped[str] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    calls: Mapped[int] = mapped_column(server_default="0")
    tokens_in: Mapped[int] = mapped_column(BigInteger, server_default="0")
    tokens_out: Mapped[int] = mapped_column(BigInteger, server_default="0")
    cost_usd: Mapped[Decimal] = mapped_column(Numeric(14, 6), server_default="0")


class EventStream(Base):
    """The counter that numbers a person's events; events up to ``pruned_to`` are gone."""

    __tablename__ = "event_streams"
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    last_seq: Mapped[int] = mapped_column(BigInteger)
    pruned_to: Mapped[int] = mapped_column(BigInteger, server_default="0")


class Event(Base):
    """The event log and the outbox in one: ``published_at`` is null until the relay has told Redis."""

    __tablename__ = "events"
    __table_args__ = (
        Index("ix_events_unpublished", "created_at", postgresql_where=text("published_at is null")),
        Index("ix_events_answer", "answer_id"),
        Index("ix_events_age", "created_at"),
    )
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    kind: Mapped[str]
    answer_id: Mapped[UUID]
    payload: Mapped[dict[str, Any]]
    created_at: Mapped[datetime] = mapped_column(server_default=NOW)
    published_at: Mapped[datetime | None]
    pushed_at: Mapped[datetime | None]
