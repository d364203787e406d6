"""What is shown of the answers that a search picked: their texts, and the passage of each that the search meant."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Connection, Executable, Uuid, any_, bindparam, null, select, true
from sqlalchemy.sql.selectable import LateralFromClause

from practice.db.binary_vector import SentVector
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


def _nearest() -> LateralFromClause:
    far = AnswerWindow.embedding.cosine_distance(bindparam("vector", type_=SentVector()))
    return (
        select(AnswerWindow.start_at, AnswerWindow.end_at, (1 - far).label("cosine"))
        .where(AnswerWindow.answer_id == Answer.id, AnswerWindow.user_id == bindparam("user_id"))
        .where(AnswerWindow.model == bindparam("model"))
        .order_by(far, AnswerWindow.position)
        .limit(1)
        .lateral()
    )


# made once: to put a statement together takes longer than to run this one
_COLUMNS = (Answer.id, Answer.question_id, Answer.text, Answer.created_at)
_THESE = (Answer.user_id == bindparam("user_id"), Answer.id == any_(bindparam("answers", type_=ARRAY(Uuid))))
_ALONE: Executable = select(*_COLUMNS, null(), null(), null()).where(*_THESE)
_NEAREST = _nearest()
_WITH_PASSAGES: Executable = select(*_COLUMNS, *_NEAREST.c).outerjoin(_NEAREST, true()).where(*_THESE)


def shown(conn: Connection, user_id: UUID, answers: Sequence[UUID]) -> dict[UUID, Shown]:
    """These answers without their passages; one that is gone by now is left out."""
    return _read(conn, _ALONE, {"user_id": user_id, "answers": list(answers)})


def shown_near(conn: Connection, user_id: UUID, answers: Sequence[UUID], model: str, vector: Vectors) -> dict[UUID, Shown]:
    """The same with the passages of this model that lie nearest to a vector of shape (dimensions,)."""
    values = {"user_id": user_id, "answers": list(answers), "model": model, "vector": vector}
    return _read(conn, _WITH_PASSAGES, values)


def _read(conn: Connection, statement: Executable, values: dict[str, Any]) -> dict[UUID, Shown]:
    return {
        row[0]: Shown(row[1], row[2], row[3], None if row[4] is None else Window(row[4], row[5], float(row[6])))
        for row in conn.execute(statement, values)
    }
