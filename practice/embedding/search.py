"""Search over one person's answers: exact, complete, one query without a join."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, Select, func, select

from practice.answers.views import SNIPPET_CHARS
from practice.db.tables import Answer
from practice.embedding.active import Serving, columns
from practice.embedding.models import E5, calibrated
from practice.embedding.port import Kind, Vectors
from practice.embedding.query import (
    HALVES_ARE_OFF_BY,
    SHAPES,
    SearchFilters,
    best,
    embedded_by,
    levelled,
    narrowing,
    nearness,
    showing,
)
from practice.errors import AnswerNotFound
from practice.search.passages import Passage

# What halves pick beside what was asked for. The last of them is so much farther than the last that is shown that rounding
# cannot have hidden a nearer one; where many are equally near, all are read whole.
SPARE = 30


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
    narrowed, level = narrowing(filters), levelled(serving, kind, lang)
    shape = (serving.slot, serving.name, serving.spec.normalise, bool(level), tuple(narrowed))
    values = {"user_id": user_id, "limit": limit, "model": serving.name, "vector": vector, **level, **narrowed}
    rows = None
    if serving.name == E5.name and serving.spec.normalise:
        picked = conn.execute(_nearest(*shape, halves=True), values | {"half": vector, "picks": limit + SPARE})
        rows = _complete(picked.all(), limit)
    if rows is None:
        rows = conn.execute(_nearest(*shape, halves=False), values | {"picks": limit}).all()
    return [
        Hit(
            row.id,
            row.question_id,
            calibrated(serving.spec, float(row.score), kind),
            row.text[:SNIPPET_CHARS],
            row.created_at,
            passage_of(row),
        )
        for row in rows
    ]


def _complete(rows: Sequence[Row[Any]], limit: int) -> Sequence[Row[Any]] | None:
    """The rows, or None where an answer that halves did not pick might be nearer than the last of them."""
    if not rows or rows[0].picked < limit + SPARE:
        return rows
    return rows if rows[-1].score > rows[0].least + HALVES_ARE_OFF_BY else None


@lru_cache(SHAPES)
def _nearest(slot: int, model: str, unit: bool, level: bool, narrowed: tuple[str, ...], *, halves: bool) -> Select[Any]:
    picks = best(nearness(slot, unit, level, halves=halves), narrowed).where(embedded_by(slot, model))
    return showing(picks, nearness(slot, unit, level), passages=True)


def passage_of(row: Row[Any]) -> Passage | None:
    """The passage of a shown answer that is nearest to the search's vector."""
    return None if row.passage is None else Passage(row.passage[0], row.passage[1])


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
