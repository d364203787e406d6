"""Answers with vectors whose likeness to a query is known beforehand."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import numpy as np
from sqlalchemy import insert

from practice.clock import new_id, now
from practice.db.tables import Answer
from practice.db.unit_of_work import WorkerDatabase
from practice.embedding.active import Serving
from practice.embedding.models import model_spec
from practice.embedding.port import Vectors
from tests.conftest import Person
from tests.practice.answers.given import QUESTION

SPEC = model_spec("multilingual-e5-small")
SERVING = Serving(SPEC, slot=1)


def query() -> Vectors:
    return np.eye(1, SPEC.dimensions, dtype=np.float32)[0]


def at_cosine(cosine: float, seed: int = 1) -> Vectors:
    """A unit vector with that cosine to the query."""
    rest = np.random.default_rng(seed).normal(size=SPEC.dimensions)
    rest[0] = 0
    rest *= np.sqrt(1 - cosine**2) / np.linalg.norm(rest)
    rest[0] = cosine
    return np.asarray(rest, np.float32)


def store(system: WorkerDatabase, person: Person, vectors: Sequence[Vectors | None], **same: Any) -> list[UUID]:
    """An answer for each vector, with other columns as named; returns the ids."""
    first = {"question_id": QUESTION, "bank": "backtalk", "section": "s", "axes": ["depth"], "lang": "en", "text": "words"}
    rest = {"request_hash": b"", "received_at": now(), "embedding_model": SPEC.name}
    rows = [
        {**first, **rest, **same, "id": new_id(), "user_id": person.user_id, "attempt": new_id().int % 2**31, "embedding": vector}
        for vector in vectors
    ]
    for row in rows:
        row["embedding_model"] = None if row["embedding"] is None else row["embedding_model"]
    system.run(lambda conn: conn.execute(insert(Answer), rows))
    return [row["id"] for row in rows]
