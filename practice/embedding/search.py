"""Search over one person's answers: exact, complete, one query without a join."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import numpy as np
from sqlalchemy import Connection, Float, Integer, Select, cast, func, literal, select
from sqlalchemy.sql.elements import ColumnElement

from practice.answers.views import SNIPPET_CHARS
from practice.db.tables import Answer
from practice.embedding.models import ModelSpec, calibrated, composed
from practice.embedding.port import Kind, Vectors
from practice.errors import AnswerNotFound


@dataclass(frozen=True, slots=True)
class SearchFilters:
    """What the answers are narrowed by, in the same query as the similarity."""

    question_id: str | None = None
    section: str | None = None
    axis: str | None = None
    bank: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    exclude: UUID | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A past answer; similarity is calibrated: 0 unrelated, 1 the same text."""

    answer_id: UUID
    question_id: str
    similarity: float
    snippet: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of a person's answers can be found by meaning already."""

    embedded: int
    total: int


def _narrowed(statement: Select[Any], filters: SearchFilters) -> Select[Any]:
    exact = ((Answer.question_id, filters.question_id), (Answer.section, filters.section), (Answer.bank, filters.bank))
    for column, value in exact:
        if value is not None:
            statement = statement.where(column == value)
    if filters.axis is not None:
        statement = statement.where(Answer.axes.contains([filters.axis]))
    if filters.since is not None:
        statement = statement.where(Answer.created_at >= filters.since)
    if filters.until is not None:
        statement = statement.where(Answer.created_at < filters.until)
    return statement if filters.exclude is None else statement.where(Answer.id != filters.exclude)


def _hits(score: ColumnElement[float], user_id: UUID, filters: SearchFilters, limit: int) -> Select[Any]:
    snippet = func.left(Answer.text, SNIPPET_CHARS)
    statement = select(Answer.id, Answer.question_id, score.label("score"), snippet, Answer.created_at)
    return _narrowed(statement.where(Answer.user_id == user_id), filters).order_by(score.desc(), Answer.id.desc()).limit(limit)


def by_meaning(
    conn: Connection, user_id: UUID, spec: ModelSpec, vector: Vectors, filters: SearchFilters, limit: int, kind: Kind = "query"
) -> list[Hit]:
    """The nearest answers of one person to a vector of shape (dimensions,), of a search or of an answer (``passage``).

    No approximate index covers this expression, on purpose: a filtered HNSW scan returns fewer rows than asked.
    """
    # the distance stands in the statement once as given: pgvector's operator, not its negation, sorts
    near = 1 - Answer.embedding.cosine_distance(np.asarray(vector, dtype=np.float32))
    statement = _hits(near, user_id, filters, limit).where(Answer.embedding_model == spec.name)
    rows = conn.execute(statement)
    return [Hit(row[0], row[1], calibrated(spec, float(row[2]), kind), row[3], row[4]) for row in rows]


def related(hits: list[Hit]) -> list[Hit]:
    """Those that are more than chance: what is shown as similar without having been asked for."""
    return [hit for hit in hits if hit.similarity > 0]


def by_words(conn: Connection, user_id: UUID, query: str, filters: SearchFilters, limit: int) -> list[Hit]:
    """The fallback without an encoder: the share of the query's words that stand in the answer."""
    words = sorted(set(composed(query).lower().split()))[:20]
    if not words:
        return []
    found = [cast(cast(func.strpos(func.lower(Answer.text), word) > 0, Integer), Float) for word in words]
    share = cast(sum(found[1:], start=found[0]) / literal(float(len(words)), Float), Float)
    rows = conn.execute(_hits(share, user_id, filters, limit).where(share > 0))
    return [Hit(row[0], row[1], float(row[2]), row[3], row[4]) for row in rows]


def coverage(conn: Connection, user_id: UUID, spec: ModelSpec) -> Coverage:
    """Counts of embedded and of all answers of one person."""
    embedded = func.count().filter(Answer.embedding_model == spec.name)
    row = conn.execute(select(embedded, func.count()).where(Answer.user_id == user_id)).one()
    return Coverage(row[0], row[1])


def similar_to(conn: Connection, user_id: UUID, spec: ModelSpec, answer_id: UUID, limit: int) -> tuple[list[Hit], Coverage]:
    """The nearest other answers of the same person; none while the answer itself has no vector. Raises AnswerNotFound."""
    mine = select(Answer.embedding, Answer.embedding_model).where(Answer.id == answer_id, Answer.user_id == user_id)
    row = conn.execute(mine).one_or_none()
    if row is None:
        raise AnswerNotFound("No answer of yours has this id. Take one from GET /api/answers.")
    covered = coverage(conn, user_id, spec)
    if row.embedding_model != spec.name:
        return [], covered
    return related(by_meaning(conn, user_id, spec, row.embedding, SearchFilters(exclude=answer_id), limit, "passage")), covered
