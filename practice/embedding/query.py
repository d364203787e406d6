"""The query over one person's answers: what narrows it, how it scores, what it shows of the best."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Float, Integer, Select, any_, bindparam, case, func, literal, null, select
from sqlalchemy.dialects.postgresql import array
from sqlalchemy.sql.elements import ColumnElement

from practice.db.binary_vector import SentHalves, SentVector
from practice.db.tables import Answer, AnswerWindow
from practice.embedding.active import Serving, columns, half_of
from practice.embedding.models import across_languages
from practice.embedding.port import Kind


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

# Of two vectors of length 1: each value is off by at most 2^-11 of itself (or by 2^-25, if it is tiny), so their product by
# twice 2^-11 and a bit; 384 sums in single precision add less than 2^-15 on either side.
HALVES_ARE_OFF_BY = 0.0011


def narrowing(filters: SearchFilters) -> dict[str, Any]:
    """The filters that are used, by name, as parameters of ``best``."""
    used = {name: value for name in _NARROWED if (value := getattr(filters, name)) is not None}
    return used | ({"axis": [filters.axis]} if filters.axis is not None else {})


def best(score: ColumnElement[float], narrowed: Iterable[str]) -> Select[Any]:
    """The answers of one person with the highest scores: id and score; parameters ``user_id``, ``picks``, those of filters.

    What is shown of them is read afterwards: here it would be carried through the sort with every row.
    """
    statement = cast(Select[Any], select(Answer.id, score.label("score")).where(Answer.user_id == bindparam("user_id")))
    statement = statement.where(*(_NARROWED[name] for name in narrowed))
    return statement.order_by(score.desc(), Answer.id.desc()).limit(bindparam("picks", type_=Integer))


def embedded_by(slot: int, model: str) -> ColumnElement[bool]:
    """Whether an answer has a vector of this model."""
    # as a parameter the model would hide the index, which is the model's own, from a plan made once for all
    return columns(slot)[1] == literal(model, literal_execute=True)


def nearness(slot: int, unit: bool, level: bool, *, halves: bool = False) -> ColumnElement[float]:
    """The cosine of an answer to ``vector``; with ``level`` what answers in another language than ``lang`` lack is added.

    ``unit``: the model makes vectors of length 1, and their cosine is their product, a third of the work. ``halves``: of both
    in half precision, off by at most ``HALVES_ARE_OFF_BY`` where they are of length 1.
    """
    wanted = bindparam("half", type_=SentHalves()) if halves else bindparam("vector", type_=SentVector())
    stored = half_of(slot) if halves else columns(slot)[0]
    # the operator gives the negated product
    near: ColumnElement[float] = -stored.max_inner_product(wanted) if unit else 1 - stored.cosine_distance(wanted)
    if not level:
        return near
    return near + case((Answer.lang != bindparam("lang"), bindparam("lift", type_=Float)), else_=0.0)


def levelled(serving: Serving, kind: Kind, lang: str | None) -> dict[str, Any]:
    """The parameters of a levelled ``nearness``; none where the language is not known or the model needs no levelling."""
    lift = across_languages(serving.spec, kind)
    return {"lang": lang, "lift": lift} if lang is not None and lift else {}


def showing(picks: Select[Any], score: ColumnElement[float], *, passages: bool) -> Select[Any]:
    """The ``limit`` best of the picked, read whole: their scores, texts and, with ``passages``, what of them the search meant.

    One query over one table, and one round trip. Beside each row: ``picked``, how many there were, and ``least``, the lowest
    of the scores by which they were picked. ``passage`` is where it begins and ends, null for an answer of a single one.
    """
    picked = picks.cte("picks")
    these = Answer.id == any_(func.array(select(picked.c.id).scalar_subquery()))
    beside = (
        select(func.count()).select_from(picked).scalar_subquery().label("picked"),
        select(func.min(picked.c.score)).scalar_subquery().label("least"),
        (_nearest_passage() if passages else null()).label("passage"),
    )
    statement = select(Answer.id, score.label("score"), Answer.question_id, Answer.text, Answer.created_at, *beside)
    statement = statement.where(Answer.user_id == bindparam("user_id"), these)
    return statement.order_by(score.desc(), Answer.id.desc()).limit(bindparam("limit", type_=Integer))


def _nearest_passage() -> ColumnElement[Any]:
    far = AnswerWindow.embedding.cosine_distance(bindparam("vector", type_=SentVector()))
    return (
        select(array([AnswerWindow.start_at, AnswerWindow.end_at]))
        .where(AnswerWindow.answer_id == Answer.id, AnswerWindow.user_id == bindparam("user_id"))
        .where(AnswerWindow.model == bindparam("model"))
        .order_by(far, AnswerWindow.position)
        .limit(1)
        .correlate(Answer)
        .scalar_subquery()
    )
