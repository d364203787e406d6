"""One's own answers: the history, one with its feedback, its trace, its neighbours."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from sqlalchemy import Connection

from api.deps import Caller, Shared
from api.views.answer_shapes import AnswerDetail, AnswerLine, AnswerList, HopOut, TraceOut
from api.views.cursors import decode_id, encode
from api.views.search_shapes import BetterList, BetterOut, HitOut, SearchResult
from practice.answers import views
from practice.answers.trace import trace
from practice.embedding.active import serving
from practice.embedding.search import Coverage, Hit, similar_to
from practice.search.better import better

router = APIRouter(prefix="/api/answers", tags=["answers"])


@router.get("")
async def list_answers(
    shared: Shared,
    caller: Caller,
    question_id: str | None = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 50,
    cursor: str | None = None,
) -> AnswerList:
    """The history, newest first."""
    before = decode_id(cursor)
    page = await shared.database.read(caller, lambda conn, user_id: views.page(conn, user_id, question_id, before, limit))
    items = [AnswerLine.model_validate(item) for item in page.items]
    return AnswerList(items=items, next_cursor=encode(page.cursor) if page.cursor else None, seq=page.seq)


@router.get("/{answer_id}")
async def get_answer(answer_id: UUID, shared: Shared, caller: Caller) -> AnswerDetail:
    """One answer; ``seq`` is the point of the event stream that this view is true at."""
    seen = await shared.database.read(caller, lambda conn, user_id: views.view(conn, user_id, answer_id))
    return AnswerDetail.model_validate(seen)


@router.get("/{answer_id}/similar")
async def get_similar(
    answer_id: UUID, shared: Shared, caller: Caller, limit: Annotated[int, Query(ge=1, le=100)] = 10
) -> SearchResult:
    """One's own answers nearest to this one in meaning, in either language."""
    default = shared.settings.embedding_model

    def work(conn: Connection, user_id: UUID) -> tuple[list[Hit], Coverage, str]:
        model = serving(conn, default)
        return *similar_to(conn, user_id, model, answer_id, limit), model.name

    hits, covered, model = await shared.database.read(caller, work)
    items = [HitOut.model_validate(hit) for hit in hits]
    return SearchResult(items=items, embedded=covered.embedded, total=covered.total, model=model, mode="meaning")


@router.get("/{answer_id}/better")
async def get_better(
    answer_id: UUID, shared: Shared, caller: Caller, limit: Annotated[int, Query(ge=1, le=20)] = 3
) -> BetterList:
    """Near answers of one's own that did better on the same rubric points, with what they had."""
    default = shared.settings.embedding_model
    found = await shared.database.read(
        caller, lambda conn, user_id: better(conn, user_id, serving(conn, default), answer_id, limit)
    )
    return BetterList(items=[BetterOut.model_validate(item) for item in found])


@router.get("/{answer_id}/trace")
async def get_trace(answer_id: UUID, shared: Shared, caller: Caller) -> TraceOut:
    """The hops of an answer through the system, with the times measured there."""
    hops = await shared.database.read(caller, lambda conn, user_id: trace(conn, user_id, answer_id))
    return TraceOut(answer_id=answer_id, hops=[HopOut.model_validate(hop) for hop in hops])
