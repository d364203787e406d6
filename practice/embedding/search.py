"""Search over one person's answers: exact, complete, one query without a join."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from uuid import UUID

import numpy as np
from sqlalchemy import Connection, Select, case, func, literal, select
from sqlalchemy.sql.elements import ColumnElement

from practice.answers.views import SNIPPET_CHARS
from practice.db.tables import Answer
from practice.embedding.active import Serving, columns
from practice.embedding.models import across_languages, calibrated
from practice.embedding.port import Kind, Vectors
from practice.embedding.shown import Window, shown_near
from practice.errors import AnswerNotFound
from practice.search.passages import Passage


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
    passage: Passage | None = None
    # where the snippet begins in the answer's text
    begins: int = 0


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


def best(score: ColumnElement[float], user_id: UUID, filters: SearchFilters, limit: int) -> Select[Any]:
    """The answers of one person with the highest scores: id and score.

    Their texts are read of those that are shown alone: here they would be carried through the sort with every row.
    """
    statement = cast(Select[Any], select(Answer.id, score.label("score")).where(Answer.user_id == user_id))
    return _narrowed(statement, filters).order_by(score.desc(), Answer.id.desc()).limit(limit)


def embedded_by(serving: Serving) -> ColumnElement[bool]:
    """Whether an answer has a vector of this model."""
    # as a parameter the model would hide the index, which is the model's own, from a plan made once for all
    return columns(serving.slot)[1] == literal(serving.name, literal_execute=True)


def by_meaning(
    conn: Connection,
    user_id: UUID,
    serving: Serving,
    vector: Vectors,
    filters: SearchFilters,
    limit: int,
    kind: Kind = "query",
    lang: str | None = None,
) -> list[Hit]:
    """The nearest answers of one person to a vector of shape (dimensions,), of a search or of an answer (``passage``).

    No approximate index covers this expression, on purpose: a filtered HNSW scan returns fewer rows than asked.
    """
    near = nearness(serving, vector, kind, lang)
    picked = conn.execute(best(near, user_id, filters, limit).where(embedded_by(serving))).all()
    found = shown_near(conn, user_id, [row.id for row in picked], serving.name, vector)
    return [
        Hit(
            row.id,
            one.question_id,
            calibrated(serving.spec, float(row.score), kind),
            one.text[:SNIPPET_CHARS],
            one.created_at,
            passage_of(one.window),
        )
        for row in picked
        if (one := found.get(row.id))
    ]


def nearness(serving: Serving, vector: Vectors, kind: Kind, lang: str | None) -> ColumnElement[float]:
    """The cosine of an answer to a vector, levelled between languages where the vector's own is known."""
    stored, _ = columns(serving.slot)
    near: ColumnElement[float] = 1 - stored.cosine_distance(np.asarray(vector, dtype=np.float32))
    lift = across_languages(serving.spec, kind)
    if lang is None or not lift:
        return near
    return near + case((Answer.lang != lang, lift), else_=0.0)


def passage_of(window: Window | None) -> Passage | None:
    return None if window is None else Passage(window.start, window.end)


def related(hits: list[Hit]) -> list[Hit]:
    """Those that are more than chance: what is shown as similar without having been asked for."""
    return [hit for hit in hits if hit.similarity > 0]


def coverage(conn: Connection, user_id: UUID, serving: Serving) -> Coverage:
    """Counts of embedded and of all answers of one person."""
    embedded = func.count().filter(columns(serving.slot)[1] == serving.name)
    row = conn.execute(select(embedded, func.count()).where(Answer.user_id == user_id)).one()
    return Coverage(row[0], row[1])


def similar_to(conn: Connection, user_id: UUID, serving: Serving, answer_id: UUID, limit: int) -> tuple[list[Hit], Coverage]:
    """The nearest other answers of the same person; none while the answer itself has no vector. Raises AnswerNotFound."""
    vector, model = columns(serving.slot)
    mine = select(vector.label("vector"), model.label("model"), Answer.lang).where(
        Answer.id == answer_id, Answer.user_id == user_id
    )
    row = conn.execute(mine).one_or_none()
    if row is None:
        raise AnswerNotFound("No answer of yours has this id. Take one from GET /api/answers.")
    covered = coverage(conn, user_id, serving)
    if row.model != serving.name:
        return [], covered
    return related(
        by_meaning(conn, user_id, serving, row.vector, SearchFilters(exclude=answer_id), limit, "passage", row.lang)
    ), covered
