"""Vectors as a model makes them: in clusters, not evenly spread; and answers that bear them."""

from collections.abc import Iterator
from uuid import UUID

import numpy as np
import psycopg

from practice.clock import new_id
from practice.embedding.port import Vectors

WIDTH = 384
_COPY = """
copy answers (id, user_id, question_id, bank, section, axes, attempt, lang, text, request_hash, received_at, embedding,
  embedding_model, words) from stdin
"""


def clustered(count: int, width: int = WIDTH, seed: int = 1) -> Vectors:
    """Unit vectors around one centre in fifty, each about as far from it as answers to one question are from each other."""
    chance = np.random.default_rng(seed)
    centres = _unit(_unit(chance.normal(size=(max(1, count // 50), width))) + 2.0 * _unit(chance.normal(size=(1, width))))
    noise = _unit(chance.normal(size=(count, width)))
    return _unit(centres[chance.integers(0, len(centres), count)] + 0.35 * noise)


def _unit(vectors: Vectors) -> Vectors:
    unit: Vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    return unit


def as_text(vector: Vectors) -> str:
    return "[" + ",".join(f"{value:.5f}" for value in vector) + "]"


def fill_answers(url: str, user: UUID, vectors: Vectors, model: str, texts: list[str]) -> None:
    """An answer for each vector, its words taken from one of the texts. The trigger that makes them is passed by."""
    with psycopg.connect(url) as conn:
        conn.execute("alter table answers disable trigger words_beside_vectors")
        question = conn.execute("select id from questions limit 1").fetchone()
        worded = [(text, conn.execute("select word_weights(%s)::text", (text,)).fetchone()) for text in texts]
        with conn.cursor().copy(_COPY) as copy:
            for row in _rows(user, vectors, model, question[0] if question else "", worded):
                copy.write_row(row)
        conn.execute("alter table answers enable trigger words_beside_vectors")
    with psycopg.connect(url, autocommit=True) as conn:
        conn.execute("vacuum analyze answers")


def _rows(
    user: UUID, vectors: Vectors, model: str, question: str, worded: list[tuple[str, tuple[str, ...] | None]]
) -> Iterator[tuple[object, ...]]:
    for place, vector in enumerate(vectors):
        text, words = worded[place % len(worded)]
        made = (as_text(vector), model, words[0] if words else None)
        yield (new_id(), user, question, "b", "s", "{}", place + 1, "ko", text, b"", "2026-01-01", *made)
