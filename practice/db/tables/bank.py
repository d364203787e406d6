"""Banks and their questions."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, SmallInteger, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from practice.db.tables.base import EMPTY_ARRAY, NOW, Base


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
