"""Each person's numbered log of events."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from practice.db.tables.base import NOW, Base


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
