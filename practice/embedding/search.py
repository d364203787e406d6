"""Search over one person's answers: exact, complete, one query without a join."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Connection, Float, Integer, Select, bindparam, case, func, literal, select
from sqlalchemy.sql.elements import ColumnElement

from practice.answers.views import SNIPPET_CHARS
from practice.db.binary_vector import SentVector
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


_NARROWED = {
    "question_id": Answer.question_id == bindparam("question_id"),
    "section": Answer.section == bindparam("section"),
    "axis": Answer.axes.contains(bindparam("axis", type_=Answer.axes.type)),
    "bank": Answer.bank == bindparam("bank"),
    "since": Answer.created_at >= bindparam("since"),
    "until": Answer.created_at < bindparam("until"),
    "exclude": Answer.id != bindparam("exclude"),
}
# A statement is put together once for all searches that are narrowed by the same things: that takes longer than the rest
# of what this side does for one.
SHAPES = 512


def narrowing(filters: SearchFilters) -> dict[str, Any]:
    """The filters that are used, by name, as parameters of ``best``."""
    used = {name: value for name in _NARROWED if (value := getattr(filters, name)) is not None}
    return used | ({"axis": [filters.axis]} if filters.axis is not None else {})


def best(score: ColumnElement[float], narrowed: Iterable[str]) -> Select[Any]:
    """The answers of one person with the highest scores: id and score; parameters ``user_id``, ``limit``, those of filters.

    Their texts are read of those that are shown alone: here they would be carried through the sort with every row.
    """
    statement = cast(Select[Any], select(Answer.id, score.label("score")).where(Answer.user_id == bindparam("user_id")))
    statement = statement.where(*(_NARROWED[name] for name in narrowed))
    return statement.order_by(score.desc(), Answer.id.desc()).limit(bindparam("limit", type_=Integer))


def embedded_by(slot: int, model: str) -> ColumnElement[bool]:
    """Whether an answer has a vector of this model."""
    # as a parameter the model would hide the index, which is the model's own, from a plan made once for all
    return columns(slot)[1] == literal(model, literal_execute=True)


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
    statement = _nearest(serving.slot, serving.name, serving.spec.normalise, bool(level), tuple(narrowed))
    values = {"user_id": user_id, "limit": limit, "vector": vector, **level, **narrowed}
    picked = conn.execute(statement, values).all()
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


@lru_cache(SHAPES)
def _nearest(slot: int, model: str, unit: bool, level: bool, narrowed: tuple[str, ...]) -> Select[Any]:
    return best(nearness(slot, unit, level), narrowed).where(embedded_by(slot, model))


def nearness(slot: int, unit: bool, level: bool) -> ColumnElement[float]:
    """The cosine of an answer to ``vector``; with ``level`` what answers in another language than ``lang`` lack is added.

    ``unit``: the model makes vectors of length 1, and their cosine is their product, a third of the work.
    """
    stored, wanted = columns(slot)[0], bindparam("vector", type_=SentVector())
    # the operator gives the negated product
    near: ColumnElement[float] = -stored.max_inner_product(wanted) if unit else 1 - stored.cosine_distance(wanted)
    if not level:
        return near
    return near + case((Answer.lang != bindparam("lang"), bindparam("lift", type_=Float)), else_=0.0)


def levelled(serving: Serving, kind: Kind, lang: str | None) -> dict[str, Any]:
    """The parameters of a levelled ``nearness``; none where the language is not known or the model needs no levelling."""
    lift = across_languages(serving.spec, kind)
    return {"lang": lang, "lift": lift} if lang is not None and lift else {}


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
