"""A set in a database as one person's answers, searched as the product searches."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import numpy as np
from pydantic import SecretStr
from sqlalchemy import Connection, Engine, delete, insert, select

from bench.ground.services import PASSWORDS
from bench.recall_eval.sets import Sought
from practice.answers.text import language_of
from practice.clock import new_id, now
from practice.db.engines import sync_engine
from practice.db.migrate import migrate
from practice.db.tables import Answer, QuestionRow, User
from practice.embedding.active import Serving
from practice.embedding.answers import BulkEncoder, embed_answers
from practice.embedding.models import ModelSpec
from practice.embedding.port import Vectors
from practice.embedding.query import SearchFilters
from practice.embedding.search import by_meaning
from practice.search.hybrid import by_both, by_words
from practice.settings import Settings
from stack.postgres import EmbeddedPostgres

DEPTH = 10
NONE = SearchFilters()


@dataclass(frozen=True, slots=True)
class Found:
    """Of all queries: normalised discounted gain of the first ten, and the share found first and among ten."""

    ndcg: float
    at_1: float
    at_10: float

    def __str__(self) -> str:
        return f"{self.ndcg:.3f} / {self.at_1:.3f} / {self.at_10:.3f}"


@contextmanager
def scratch() -> Iterator[Engine]:
    """A database that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="backtalk-recall-") as folder, EmbeddedPostgres(Path(folder) / "pg") as postgres:
        migrate(postgres.url, PASSWORDS)
        engine = sync_engine(Settings(database_url=SecretStr(postgres.url), database_timeout_s=600), "eval-recall")
        yield engine
        engine.dispose()


def searched(engine: Engine, spec: ModelSpec, encoder: BulkEncoder, tried: Sought) -> dict[str, Found]:
    """By meaning, by words, by both."""
    serving = Serving(spec, slot=1)
    passages = [made.whole for made in embed_answers(encoder, tried.passages)]
    queries = (
        [made.whole for made in embed_answers(encoder, tried.queries)] if tried.twins else encoder.encode(tried.queries, "query")
    )
    with engine.begin() as conn:
        person, ids = stored(conn, spec, tried.passages, passages)
    ranks: dict[str, list[int]] = {"meaning": [], "words": [], "both": []}
    with engine.connect() as conn:
        for query, vector, wanted in zip(tried.queries, queries, tried.wanted, strict=True):
            for way, found in _ways(conn, person, serving, query, vector, tried.twins).items():
                ranks[way].append(found.index(ids[wanted]) if ids[wanted] in found else DEPTH)
    with engine.begin() as conn:
        conn.execute(delete(User).where(User.id == person))
    return {way: _found(places) for way, places in ranks.items() if places}


def _ways(conn: Connection, person: UUID, serving: Serving, query: str, vector: Vectors, twins: bool) -> dict[str, list[UUID]]:
    if twins:
        near = by_meaning(conn, person, serving, vector, NONE, DEPTH, "passage", language_of(query))
        return {"meaning": [hit.answer_id for hit in near]}
    hits = {
        "meaning": by_meaning(conn, person, serving, vector, NONE, DEPTH),
        "words": by_words(conn, person, query, NONE, DEPTH),
        "both": by_both(conn, person, serving, vector, query, NONE, DEPTH),
    }
    return {way: [hit.answer_id for hit in found] for way, found in hits.items()}


def stored(
    conn: Connection, spec: ModelSpec, passages: Sequence[str], vectors: Sequence[Vectors], asked: Sequence[str] = ()
) -> tuple[UUID, list[UUID]]:
    """A new person with an answer for each passage, and the answers' ids; ``asked``: their questions, else any one."""
    person, any_one = new_id(), conn.scalars(select(QuestionRow.id).limit(1)).one()
    conn.execute(insert(User).values(id=person))
    same = {"user_id": person, "bank": "b", "section": "s", "axes": [], "request_hash": b""}
    rows: list[dict[str, Any]] = [
        {**same, "id": new_id(), "attempt": place, "lang": language_of(passage), "text": passage, "received_at": now()}
        | {"embedding": np.asarray(vector, np.float32), "embedding_model": spec.name}
        | {"question_id": asked[place] if asked else any_one}
        for place, (passage, vector) in enumerate(zip(passages, vectors, strict=True))
    ]
    conn.execute(insert(Answer), rows)
    return person, [row["id"] for row in rows]


def _found(places: list[int]) -> Found:
    ranks = np.array(places)
    gain = np.where(ranks < DEPTH, 1 / np.log2(ranks + 2), 0.0).mean()
    return Found(float(gain), float((ranks < 1).mean()), float((ranks < DEPTH).mean()))
