"""Passages of an answer that have vectors of their own: where they are, and which one a search meant."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import numpy as np
from sqlalchemy import Connection, select
from sqlalchemy.dialects.postgresql import distinct_on

from practice.db.tables import AnswerWindow
from practice.embedding.port import Vectors


@dataclass(frozen=True, slots=True)
class Window:
    """Characters ``start`` to ``end`` (not included) of an answer's text, and their raw cosine to the search's vector."""

    start: int
    end: int
    cosine: float


def best_windows(conn: Connection, user_id: UUID, model: str, vector: Vectors, answers: Sequence[UUID]) -> dict[UUID, Window]:
    """The passage of each of these answers that lies nearest to a vector; answers of a single passage are left out."""
    far = AnswerWindow.embedding.cosine_distance(np.asarray(vector, dtype=np.float32))
    statement = (
        select(AnswerWindow.answer_id, AnswerWindow.start_at, AnswerWindow.end_at, 1 - far)
        .where(AnswerWindow.user_id == user_id, AnswerWindow.model == model, AnswerWindow.answer_id.in_(answers))
        .ext(distinct_on(AnswerWindow.answer_id))
        .order_by(AnswerWindow.answer_id, far, AnswerWindow.position)
    )
    return {row[0]: Window(row[1], row[2], float(row[3])) for row in conn.execute(statement)}
