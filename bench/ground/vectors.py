"""Vectors as a model makes them: not evenly spread; and answers that bear them."""

from collections.abc import Iterator
from uuid import UUID

import numpy as np
import psycopg
from sqlalchemy import Engine

from practice.clock import new_id
from practice.embedding.port import Vectors
from practice.search.bank_source import BankSource

WIDTH = 384
_COPY = """
copy answers (id, user_id, question_id, bank, section, axes, attempt, lang, text, request_hash, received_at, embedding,
  embedding_model, words) from stdin
"""


# Read off the embeddings of 1,849 sentences of the shipped bank's answers, Korean and English, by the default model; in
# brackets what the vectors below have at that size. Length of their mean .90 (.90); cosines of any two at the 5th, 50th and
# 95th percentile .75 .80 .88 (.73 .82 .87); to the nearest and the tenth nearest .911 .887 (.908 .889); local intrinsic
# dimension 28 (30); the variances along the principal axes fall as 1/n, the first has .15 of all (.14).
MEAN, TOPICS, TOPICAL = 0.9, 1_000, 0.3
_AT_ONCE = 50_000


def alike(count: int, width: int = WIDTH, seed: int = 1) -> Vectors:
    """Unit vectors with the statistics of a model's: on one side of the sphere, about topics, few directions that matter.

    The topics are the same for every seed: a query (another seed) is about something that answers are about.
    """
    spread = np.sqrt((1 - MEAN**2) / np.arange(1, width) / (1 / np.arange(1, width)).sum()).astype(np.float32)
    topics = np.random.default_rng(0).standard_normal((TOPICS, width - 1), np.float32)
    chance = np.random.default_rng(seed)
    made: Vectors = np.empty((count, width), np.float32)
    for start in range(0, count, _AT_ONCE):
        some = made[start : start + _AT_ONCE]
        own = chance.standard_normal((len(some), width - 1), np.float32)
        some[:, 0] = MEAN
        some[:, 1:] = spread * (np.sqrt(TOPICAL) * topics[chance.integers(0, TOPICS, len(some))] + np.sqrt(1 - TOPICAL) * own)
        some /= np.linalg.norm(some, axis=1, keepdims=True)
    return made


def as_text(vector: Vectors) -> str:
    return "[" + ",".join(f"{value:.7f}" for value in vector) + "]"


def fill_answers(url: str, user: UUID, vectors: Vectors, model: str, texts: list[str]) -> None:
    """An answer for each vector, its words taken from one of the texts. The trigger that makes them is passed by."""
    with psycopg.connect(url) as conn:
        conn.execute("alter table answers disable trigger words_beside_vectors")
        questions = [str(row[0]) for row in conn.execute("select id from questions order by id")]
        worded = [(text, conn.execute("select word_weights(%s)::text", (text,)).fetchone()) for text in texts]
        with conn.cursor().copy(_COPY) as copy:
            for row in _rows(user, vectors, model, questions, worded):
                copy.write_row(row)
        conn.execute("alter table answers enable trigger words_beside_vectors")
    with psycopg.connect(url, autocommit=True) as conn:
        conn.execute("vacuum analyze answers")


def fill_bank(engine: Engine, model: str) -> None:
    """The words of all questions and model answers, with vectors that nothing here is asked about."""
    source = BankSource()
    with engine.begin() as conn:
        items = source.missing(conn, model, 10_000)
        source.store(conn, model, items, alike(len(items), seed=5))


def _rows(
    user: UUID, vectors: Vectors, model: str, questions: list[str], worded: list[tuple[str, tuple[str, ...] | None]]
) -> Iterator[tuple[object, ...]]:
    for place, vector in enumerate(vectors):
        text, words = worded[place % len(worded)]
        made = (as_text(vector), model, words[0] if words else None)
        yield (new_id(), user, questions[place % len(questions)], "b", "s", "{}", place + 1, "ko", text, b"", "2026-01-01", *made)
