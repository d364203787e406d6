"""Search over one's own answers, by meaning and words; by words alone while the encoder is away, and it says so."""

import asyncio
from datetime import datetime
from typing import Annotated
from uuid import UUID

import structlog
from fastapi import APIRouter, Query
from sqlalchemy import Connection

from api.deps import Caller, Shared
from api.views.search_shapes import HitOut, SearchResult, Words
from practice.embedding.active import Serving, serving
from practice.embedding.port import Vectors
from practice.embedding.query import SearchFilters
from practice.embedding.search import Coverage, Hit, coverage
from practice.errors import EncoderUnavailable
from practice.search.hybrid import by_both, by_words

router = APIRouter(prefix="/api", tags=["search"])
log = structlog.get_logger()


async def query_vector(shared: Shared, model: Serving, query: str) -> Vectors | None:
    """The query's vector of the model that searches go to; None while the encoder is away or has no time for it."""
    loop = asyncio.get_running_loop()
    encoder = shared.encoders.of(model.spec)
    try:
        # the client's own limit begins when a thread is free; one that is given up before never asks
        async with asyncio.timeout(shared.settings.search_timeout_s):
            rows = await loop.run_in_executor(shared.encoder_pool, lambda: encoder.encode([query], "query"))
    except (EncoderUnavailable, TimeoutError) as away:
        log.warning("search_without_encoder", model=model.name, error=str(away) or type(away).__name__)
        return None
    vector: Vectors = rows[0]
    return vector


@router.get("/search")
async def search(
    shared: Shared,
    caller: Caller,
    q: Words,
    limit: Annotated[int, Query(ge=1, le=100)] = 10,
    question_id: str | None = None,
    bank: str | None = None,
    section: str | None = None,
    axis: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> SearchResult:
    """The answers nearest to ``q`` in meaning, in either language; its words count too, in the answer and in what was asked."""
    filters = SearchFilters(question_id=question_id, section=section, axis=axis, bank=bank, since=since, until=until)
    # who is asking is checked before the encoder is bothered
    default = shared.settings.embedding_model
    model = await shared.database.read(caller, lambda conn, _user_id: serving(conn, default))
    vector = await query_vector(shared, model, q)

    def work(conn: Connection, user_id: UUID) -> tuple[list[Hit], Coverage]:
        covered = coverage(conn, user_id, model)
        if vector is None:
            return by_words(conn, user_id, q, filters, limit), covered
        return by_both(conn, user_id, model, vector, q, filters, limit), covered

    hits, covered = await shared.database.read(caller, work)
    return SearchResult(
        items=[HitOut.model_validate(hit) for hit in hits],
        embedded=covered.embedded,
        total=covered.total,
        model=None if vector is None else model.name,
        mode="words" if vector is None else "meaning",
    )
