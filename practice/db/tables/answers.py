"""What people said."""

from datetime import datetime
from typing import Any
from uuid import UUID

from pgvector.sqlalchemy import HALFVEC, SPARSEVEC, VECTOR
from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from practice.db.tables.base import EMPTY_ARRAY, NOW, Base

# What stands beside a vector in its index: what a search within one person's answers narrows by, but for the question, and
# for the section: its name may be as long as its author likes, and a row that does not fit into an index cannot be stored.
_FILTERS = ["bank", "axes", "lang", "created_at"]


_OURS = "{}_model = 'multilingual-e5-small'"


def _near(name: str, slot: str) -> Index:
    ours = text(_OURS.format(slot))
    return Index(name, "user_id", "id", postgresql_include=[*_FILTERS, f"{slot}_half"], postgresql_where=ours)


class Answer(Base):
    """An answer with its vector; bank, section and axes are copied so that a search needs no join."""

    __tablename__ = "answers"
    __table_args__ = (
        UniqueConstraint("user_id", "question_id", "attempt", name="uq_answers_attempt"),
        UniqueConstraint("user_id", "idempotency_key", name="uq_answers_idempotency_key"),
        Index("ix_answers_newest", "user_id", "id", postgresql_include=["embedding_model", "second_embedding_model"]),
        # for the check that a question which is deleted has no answers
        Index("ix_answers_question", "question_id"),
        Index("ix_answers_parent", "parent_id", postgresql_where=text("parent_id is not null")),
        _near("ix_answers_near", "embedding"),
        _near("ix_answers_second_near", "second_embedding"),
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
    # of the default model alone, and written by a trigger: what the indexes in the order of people hold of its vectors
    embedding_half: Mapped[Any | None] = mapped_column(HALFVEC(), deferred=True)
    second_embedding_half: Mapped[Any | None] = mapped_column(HALFVEC(), deferred=True)
    words: Mapped[Any | None] = mapped_column(SPARSEVEC())
