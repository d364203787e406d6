"""The models of vectors, and the vectors of windows and of passages."""

from datetime import datetime
from typing import Any
from uuid import UUID

from pgvector.sqlalchemy import SPARSEVEC, VECTOR
from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, SmallInteger, UniqueConstraint, literal_column, text
from sqlalchemy.orm import Mapped, mapped_column

from practice.db.tables.base import NOW, Base


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
        # asked once a second and after each answer: what has no vectors yet
        Index("ix_bank_passages_made", "model", "question_id", "made_of"),
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
