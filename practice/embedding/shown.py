"""What is shown of the answers that a search picked: their texts, and the passage of each that the search meant."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from uuid import UUID

import numpy as np
from sqlalchemy import ARRAY, Connection, Select, Uuid, any_, literal, null, select, true

from practice.db.tables import Answer, AnswerWindow
from practice.embedding.port import Vectors


@dataclass(frozen=True, slots=True)
class Window:
    """Characters ``start`` to ``end`` (not included) of an answer's text, and their raw cosine to the search's vector."""

    start: int
    end: int
    cosine: float


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer; ``window`` is the passage that lies nearest to the search's vector, None for an answer of a single one."""

    question_id: str
    text: str
    created_at: datetime
    window: Window | None


_COLUMNS = (Answer.id, Answer.question_id, Answer.text, Answer.created_at)


def shown(conn: Connection, user_id: UUID, answers: Sequence[UUID]) -> dict[UUID, Shown]:
    """These answers without their passages; one that is gone by now is left out."""
    return _read(conn, _of(cast(Select[Any], select(*_COLUMNS, null(), null(), null())), user_id, answers))


def shown_near(conn: Connection, user_id: UUID, answers: Sequence[UUID], model: str, vector: Vectors) -> dict[UUID, Shown]:
    """The same with the passages of this model that lie nearest to a vector of shape (dimensions,)."""
    far = AnswerWindow.embedding.cosine_distance(np.asarray(vector, dtype=np.float32))
    nearest = (
        select(AnswerWindow.start_at, AnswerWindow.end_at, (1 - far).label("cosine"))
        .where(AnswerWindow.answer_id == Answer.id, AnswerWindow.user_id == user_id, AnswerWindow.model == model)
        .order_by(far, AnswerWindow.position)
        .limit(1)
        .lateral()
    )
    return _read(conn, _of(select(*_COLUMNS, *nearest.c).outerjoin(nearest, true()), user_id, answers))


def _of(statement: Select[Any], user_id: UUID, answers: Sequence[UUID]) -> Select[Any]:
    return statement.where(Answer.user_id == user_id, Answer.id == any_(literal(list(answers), ARRAY(Uuid))))


def _read(conn: Connection, statement: Select[Any]) -> dict[UUID, Shown]:
    return {
        row[0]: Shown(row[1], row[2], row[3], None if row[4] is None else Window(row[4], row[5], float(row[6])))
        for row in conn.execute(statement)
    }
